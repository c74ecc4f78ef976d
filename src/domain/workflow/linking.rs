//! A link from the other end: the field of another record in which this one is named.

use crate::domain::{Change, Field, Id, Kind, Record, Records, Type, Value, gate::Near, value::join_ids};

/// The fields of other records in which a record of this kind may be named: kind and field, in the order of kinds.
pub fn ways(to: Kind) -> impl Iterator<Item = (Kind, usize)> {
    Kind::ALL.iter().flat_map(move |kind| {
        let fields = kind.spec().fields.iter().enumerate();
        fields.filter(move |(_, field)| takes(field, to)).map(|(at, _)| (*kind, at))
    })
}

fn takes(field: &Field, to: Kind) -> bool {
    let named = field.targets().is_some_and(|(kinds, _)| kinds.contains(&to));
    named && field.offered() && !matches!(field.typ, Type::Any)
}

fn is_list(field: &Field) -> bool {
    field.targets().is_some_and(|(_, several)| several)
}

/// The records that may still name this one there: not itself, and where a field holds one record, only if it holds none.
pub fn open_to(records: &Records, to: Id, (kind, field): (Kind, usize)) -> impl Iterator<Item = &Record> {
    records.all(kind).filter(move |r| r.id != to && is_open(r, to, field))
}

fn is_open(record: &Record, to: Id, field: usize) -> bool {
    match is_list(&record.id.kind.spec().fields[field]) {
        true => !record.refs(field).contains(&to),
        false => record.value(field).is_empty(),
    }
}

/// Names a record in a field of others, in one step. The error is a sentence.
pub fn link(near: &dyn Near, to: Id, (kind, field): (Kind, usize), others: &[Id]) -> Result<Change, String> {
    let described = &kind.spec().fields[field];
    let mut change = Change::new(format!("{to} in “{}” of {}", described.label, join_ids(others, ", ")));
    for record in others.iter().filter_map(|id| near.record(*id)).filter(|r| !r.hidden && is_open(r, to, field)) {
        let value = match is_list(described) {
            true => Value::refs(record.refs(field).iter().copied().chain([to])),
            false => Value::Ref(to),
        };
        change = change.set(&record, vec![(field, value)]);
    }
    if change.is_empty() { Err("none of these can name it any more".into()) } else { Ok(change) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        View,
        kinds::{action, risk},
    };
    use jiff::civil::date;

    #[test]
    fn a_record_is_named_in_lists_once_and_alone_only_where_nobody_stands() {
        let mut records = Records::default();
        let id = |id: &str| -> Id { id.parse().unwrap() };
        for name in ["S-01", "R-01", "R-02", "P-01", "P-02", "A-01", "A-02"] {
            records.put([Record::new(id(name))]);
        }
        records.put([Record::new(id("R-02")).with(risk::SYSTEMS, Value::Refs([id("S-01")].into()))]);
        records.put([Record::new(id("A-02")).with(action::OWNER, Value::Ref(id("P-02")))]);
        let named = |to: &str, way: (Kind, usize)| -> Vec<String> {
            open_to(&records, id(to), way).map(|r| r.id.to_string()).collect()
        };
        let (systems, owner) = ((Kind::Risk, risk::SYSTEMS), (Kind::Action, action::OWNER));
        assert!(ways(Kind::System).any(|way| way == systems) && ways(Kind::Person).any(|way| way == owner));
        assert!(ways(Kind::System).all(|way| way != owner));
        assert_eq!(named("S-01", systems), ["R-01"]);
        assert_eq!(named("P-01", owner), ["A-01"]);
        let view = View { records: &records, today: date(2026, 11, 24) };
        let change = link(&view, id("S-01"), systems, &[id("R-01"), id("R-02")]).unwrap();
        assert_eq!(change.edits.len(), 1);
        assert!(link(&view, id("P-01"), owner, &[id("A-02")]).is_err());
    }
}
