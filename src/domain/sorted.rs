//! Records of a kind sorted into groups, kept from step to step: a change moves only the records that it touched.

use super::{id::Id, kind::Kind, record::Record, records::View};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// In which group a record stands today, if in any.
pub type Grouping<T> = fn(View, &Record) -> Option<T>;

/// The groups of one kind, by number.
#[derive(Debug, PartialEq, Eq)]
pub struct Sorted<T: Copy + Ord> {
    kind: Kind,
    of: HashMap<u32, T>,
    groups: BTreeMap<T, BTreeSet<u32>>,
}

impl<T: Copy + Ord> Sorted<T> {
    /// Looks at every record.
    pub fn of(view: View, kind: Kind, rule: Grouping<T>) -> Sorted<T> {
        let mut sorted = Sorted { kind, of: HashMap::new(), groups: BTreeMap::new() };
        for record in view.records.all(kind) {
            sorted.place(record.id.n, rule(view, record));
        }
        sorted
    }
    /// Looks at touched records again.
    pub fn follow(&mut self, view: View, touched: &[Id], rule: Grouping<T>) {
        let kind = self.kind;
        for id in touched.iter().filter(|id| id.kind == kind) {
            self.place(id.n, view.records.live(*id).and_then(|r| rule(view, r)));
        }
    }
    fn place(&mut self, n: u32, to: Option<T>) {
        let from = match to {
            Some(to) => self.of.insert(n, to),
            None => self.of.remove(&n),
        };
        if from == to {
            return;
        }
        if let Some(group) = from.and_then(|from| self.groups.get_mut(&from)) {
            group.remove(&n);
        }
        if let Some(to) = to {
            self.groups.entry(to).or_default().insert(n);
        }
        self.groups.retain(|_, group| !group.is_empty());
    }
    /// Each group and the numbers of its records.
    pub fn groups(&self) -> impl Iterator<Item = (&T, &BTreeSet<u32>)> {
        self.groups.iter()
    }
}
