//! A pilot: the part of the AIMS that is worked on alone, one AI system or one unit with its systems. Registers, checks
//! and readiness are narrowed to what is about it and to what is about no system at all; nothing is changed by it.

use super::{
    Id, Kind, Record, View,
    kinds::{scope_item, system},
};
use std::collections::BTreeSet;

/// How far what a record is about is followed: an action is about a risk, which is about a system.
const FAR: usize = 3;

/// One system or one unit, with the systems that belong to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Focus {
    pub of: Id,
    /// The unit and what is a part of it; nothing of a system.
    units: BTreeSet<Id>,
    systems: BTreeSet<Id>,
}

impl Focus {
    /// Of a system or a scope item; nothing of another record or of one that is gone.
    pub fn new(view: View, of: Id) -> Option<Focus> {
        view.records.live(of)?;
        let mut focus = Focus { of, units: BTreeSet::new(), systems: BTreeSet::new() };
        match of.kind {
            Kind::System => {
                focus.systems.insert(of);
            }
            Kind::ScopeItem => focus.add_unit(view, of),
            _ => return None,
        }
        Some(focus)
    }

    fn add_unit(&mut self, view: View, unit: Id) {
        if !self.units.insert(unit) {
            return;
        }
        let named = view.records.live(unit).map_or(&[][..], |item| item.refs(scope_item::SYSTEMS));
        self.systems.extend(named.iter().copied());
        let parts: Vec<Id> =
            view.records.linked(unit, Kind::ScopeItem, scope_item::PART_OF).map(|part| part.id).collect();
        parts.into_iter().for_each(|part| self.add_unit(view, part));
    }

    /// The systems that are worked on.
    pub fn systems(&self) -> impl Iterator<Item = Id> + '_ {
        self.systems.iter().copied()
    }

    /// Whether a record counts: it is about one of the systems, or about none.
    pub fn covers(&self, view: View, record: &Record) -> bool {
        if record.id.kind == Kind::ScopeItem {
            return self.units.is_empty() || self.units.contains(&record.id);
        }
        let about = systems(view, record, FAR);
        about.is_empty() && record.id.kind != Kind::System || about.iter().any(|id| self.systems.contains(id))
    }

    /// The same by the id of a record; one that is not there counts.
    pub fn covers_id(&self, view: View, id: Id) -> bool {
        view.records.live(id).is_none_or(|record| self.covers(view, record))
    }
}

/// The systems that a record is about: itself, those that are made of it, or those that what it names is about.
fn systems(view: View, record: &Record, far: usize) -> BTreeSet<Id> {
    let is_system = |id: &Id| id.kind == Kind::System;
    match record.id.kind {
        Kind::System => [record.id].into_iter().collect(),
        Kind::Model | Kind::DataSet | Kind::Component | Kind::Supplier => {
            system::reached(view, &[record.id]).into_iter().filter(is_system).collect()
        }
        // What is asked and answered, and what holds for all, is about no system by itself.
        Kind::Item | Kind::Person | Kind::Organisation | Kind::Method | Kind::Evidence => BTreeSet::new(),
        _ => {
            let mut found: BTreeSet<Id> = record.links().map(|(_, id)| id).filter(is_system).collect();
            if found.is_empty() && far > 0 {
                let next = record.links().filter_map(|(_, id)| view.records.live(id));
                next.for_each(|r| found.extend(systems(view, r, far - 1)));
            }
            found
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Records, Value,
        kinds::{action, risk},
    };
    use jiff::civil::date;

    #[test]
    fn what_is_about_the_system_or_about_none_counts() {
        let id = |text: &str| text.parse::<Id>().unwrap();
        let mut records = Records::default();
        records.put([1, 2].map(|n| Record::new(Id::new(Kind::System, n))));
        let risk = |n, s: &str| Record::new(Id::new(Kind::Risk, n)).with(risk::SYSTEMS, Value::refs([id(s)]));
        let action = |n, r: &str| Record::new(Id::new(Kind::Action, n)).with(action::ABOUT, Value::refs([id(r)]));
        records.put([risk(1, "S-1"), risk(2, "S-2"), Record::new(Id::new(Kind::Risk, 3))]);
        records.put([action(1, "R-1"), action(2, "R-2")]);
        records.put([Record::new(id("SC-1")).with(scope_item::SYSTEMS, Value::refs([id("S-2")]))]);
        let view = View { records: &records, today: date(2026, 11, 27) };
        let seen = |of: &str| {
            let focus = Focus::new(view, id(of)).unwrap();
            let all = ["S-1", "S-2", "R-1", "R-2", "R-3", "A-1", "A-2"];
            all.into_iter().filter(|r| focus.covers_id(view, id(r))).collect::<Vec<_>>()
        };
        assert_eq!(seen("S-1"), ["S-1", "R-1", "R-3", "A-1"]);
        assert_eq!(seen("SC-1"), ["S-2", "R-2", "R-3", "A-2"]);
        assert_eq!(Focus::new(view, id("R-1")), None);
    }
}
