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
    use crate::domain::{Record, Records, Value, kinds::person};
    use jiff::civil::date;

    #[test]
    fn a_name_that_stands_twice_is_told_once_with_the_first_that_bears_it() {
        let person = |n: u32, name: &str| {
            Record::new(crate::domain::Id::new(Kind::Person, n)).with(person::NAME, Value::text(name))
        };
        let mut records = Records::default();
        records.put([person(1, "Rosa Okafor"), person(2, "R. Okafor"), person(3, "Rita Okafor"), person(4, "M. Sato")]);
        let spots = may_be_twice(View { records: &records, today: date(2026, 11, 24) });
        let told: Vec<&str> = spots.iter().map(|s| s.detail.as_str()).collect();
        assert_eq!(told, ["R. Okafor: may be the same as P-01", "Rita Okafor: may be the same as P-02"]);
    }

    #[test]
    fn every_kind_that_is_known_by_its_name_is_looked_at() {
        let described: Vec<Kind> = Kind::ALL.iter().filter(|kind| kind.spec().named).copied().collect();
        assert!(described.iter().all(|kind| NAMED.contains(kind)) && described.len() == NAMED.len());
    }
}
