//! Records that may stand in the file twice.

use super::{Spot, spot};
use crate::domain::{Kind, View, alike};

/// The kinds that are known by their names.
pub const NAMED: &[Kind] =
    &[Kind::System, Kind::Model, Kind::DataSet, Kind::Component, Kind::Supplier, Kind::Person, Kind::Evidence];

pub fn may_be_twice(view: View) -> Vec<Spot> {
    let doubles = NAMED.iter().flat_map(|kind| alike::doubles(view.records, *kind));
    doubles.map(|(id, first)| spot(view.records, id, &format!("may be the same as {first}"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_that_is_known_by_its_name_is_looked_at() {
        let described: Vec<Kind> = Kind::ALL.iter().filter(|kind| kind.spec().named).copied().collect();
        assert!(described.iter().all(|kind| NAMED.contains(kind)) && described.len() == NAMED.len());
    }
}
