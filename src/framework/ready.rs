//! Ready-made proposals: what a management system usually holds, to be picked and worded for oneself.
//!
//! They are ours and not the standard's, and each record that is made of one says so in its notes. A plan comes with
//! its phases and steps.

use crate::domain::{Change, Id, Kind, Stamp, Value, gate::Near};
use serde::Deserialize;
use std::{collections::BTreeMap, sync::OnceLock};

/// One proposal.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ready {
    /// The prefix of its kind.
    kind: &'static str,
    pub title: &'static str,
    /// A word or two for the list.
    #[serde(default)]
    pub detail: &'static str,
    /// Fields by their names in the file, as a person would type them.
    #[serde(default)]
    values: BTreeMap<&'static str, String>,
    /// What is made along with it and is a part of it.
    #[serde(default)]
    parts: Vec<Ready>,
}

/// What stands in the notes of a record that was made of a proposal.
const MARK: &str = "A ready-made proposal, not the standard's words: make it yours.";

fn all() -> &'static [Ready] {
    static ALL: OnceLock<Vec<Ready>> = OnceLock::new();
    ALL.get_or_init(|| {
        // The text is part of the program, and a test reads every value of it.
        serde_json::from_str(include_str!("ready.json")).expect("the ready-made proposals are sound")
    })
}

/// The proposals of a kind, in their order.
pub fn ready(kind: Kind) -> Vec<&'static Ready> {
    match kind.spec().ready {
        true => all().iter().filter(|r| r.kind == kind.spec().prefix).collect(),
        false => Vec::new(),
    }
}

/// The step that makes records of the proposals at these places of the list.
pub fn from_ready(near: &dyn Near, kind: Kind, rows: &[usize], now: Stamp) -> Result<Change, String> {
    let list = ready(kind);
    let chosen: Vec<&Ready> = rows.iter().filter_map(|row| list.get(*row).copied()).collect();
    let label = match &chosen[..] {
        [] => return Err("nothing was chosen; Space ticks a line".into()),
        [one] => format!("{} taken from the proposals", one.title),
        many => format!("{} {} taken from the proposals", many.len(), kind.spec().plural),
    };
    let mut making = Making { made: Vec::new(), next: near.next_id(kind), now };
    for one in chosen {
        making.make(one, None)?;
    }
    Ok(making.made.into_iter().fold(Change::new(label), |change, (id, values)| change.create(id, values)))
}

struct Making {
    made: Vec<(Id, Vec<(usize, Value)>)>,
    next: Id,
    now: Stamp,
}

impl Making {
    fn make(&mut self, ready: &Ready, part_of: Option<Id>) -> Result<(), String> {
        let id = self.next;
        self.next.n += 1;
        let values = ready.record(id.kind, part_of, self.now)?;
        self.made.push((id, values));
        ready.parts.iter().try_for_each(|part| self.make(part, Some(id)))
    }
}

impl Ready {
    /// The values of a record made of it; the error says which field does not take its text.
    fn record(&self, kind: Kind, part_of: Option<Id>, now: Stamp) -> Result<Vec<(usize, Value)>, String> {
        let spec = kind.spec();
        let mut values = spec.starting(now);
        let mut put = |field: usize, value: Value| {
            values.retain(|(f, _)| *f != field);
            values.push((field, value));
        };
        put(spec.title, Value::read(&spec.fields[spec.title], self.title)?);
        for (name, text) in &self.values {
            let field = spec.field(name).ok_or_else(|| format!("{} has no field “{name}”", spec.name))?;
            put(field, Value::read(&spec.fields[field], text).map_err(|why| format!("{}: {name}: {why}", self.title))?);
        }
        if let (Some(whole), Some(field)) = (part_of, spec.field("part_of")) {
            put(field, Value::Ref(whole));
        }
        if let Some(keeps) = spec.keeps {
            // What a proposal says beyond its fields stands below.
            let own = self.values.get(spec.fields[keeps].name).map_or("", String::as_str);
            put(keeps, Value::text(format!("{MARK}\n{own}").trim_end()));
        }
        Ok(values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Records;
    use jiff::civil::date;

    #[test]
    fn every_proposal_is_one_of_its_kind_and_every_kind_is_named() {
        let now = Stamp::at(date(2026, 11, 24).at(10, 0, 0, 0), 0);
        let records = Records::default();
        let view = crate::domain::View { records: &records, today: now.date() };
        let mut made = 0;
        for kind in Kind::ALL.iter().filter(|k| k.spec().ready) {
            let list = ready(*kind);
            assert!(!list.is_empty(), "{}", kind.spec().name);
            let rows: Vec<usize> = (0..list.len()).collect();
            let change = from_ready(&view, *kind, &rows, now).unwrap();
            assert!(change.edits.iter().all(|e| e.id().kind == *kind));
            made += list.len();
        }
        assert_eq!(made, all().len(), "a proposal is of a kind that is not named");
        assert!(from_ready(&view, Kind::Task, &[], now).is_err());
        assert!(ready(Kind::Finding).is_empty());
    }
}
