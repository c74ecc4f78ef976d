//! What a risk above the appetite lacks before a treatment plan can be given out (clauses 6.1.3, 8.3).

use crate::domain::{
    Id, Kind, Record, View,
    kinds::risk::{self, Treatment},
};

/// Risks above the appetite that lack an option, a control, an owner or a day, each with what it lacks.
pub fn without_plan(view: View) -> Vec<(Id, Vec<&'static str>)> {
    let open = view.records.all(Kind::Risk).filter(|r| risk::is_open(r));
    open.map(|r| (r.id, unplanned(view, r))).filter(|(_, lacks)| !lacks.is_empty()).collect()
}

/// What a risk above the appetite lacks; reducing and sharing need a control, avoiding and accepting do not.
pub fn unplanned(view: View, record: &Record) -> Vec<&'static str> {
    if risk::against_appetite(view, record) != "above" {
        return Vec::new();
    }
    let option = Treatment::of(record, risk::TREATMENT);
    let needs_control = !matches!(option, Some(Treatment::Avoid | Treatment::Accept));
    let lacks = [
        (option.is_none(), "an option"),
        (needs_control && record.refs(risk::CONTROLS).is_empty(), "a control"),
        (record.one(risk::OWNER).is_none(), "an owner"),
        (record.date(risk::DUE).is_none() && !risk::is_accepted(record), "a day"),
    ];
    lacks.into_iter().filter(|(is, _)| *is).map(|(_, what)| what).collect()
}
