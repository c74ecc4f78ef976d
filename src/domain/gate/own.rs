//! Own columns: each belongs to a register and is called like no other field of it.

use super::{Broken, Near};
use crate::domain::{
    Id, Kind, Record,
    kinds::own_column::{self, kind_of},
};

pub(super) fn broken(before: &dyn Near, after: &dyn Near, id: Id) -> Vec<Broken> {
    let Some(new) = after.record(id).filter(|r| id.kind == Kind::OwnColumn && !r.hidden) else { return Vec::new() };
    let refused = |why: String| vec![Broken::refused("own column", why)];
    let Some(kind) = kind_of(&new).filter(|kind| !kind.is_single() && *kind != Kind::OwnColumn) else {
        return refused(format!("{id} belongs to no register; a column is added in the list that gets it: x c there"));
    };
    if before.record(id).is_some_and(|old| old.text(own_column::OF) != new.text(own_column::OF)) {
        return refused(format!("{id} stays a column of the register that has it; add another one in the other list"));
    }
    let label = plain(new.title());
    let spec = kind.spec();
    let field = spec.fields.iter().find(|f| plain(f.label) == label || plain(f.name) == label);
    if let Some(field) = field {
        return refused(format!("the {} have a field {} already; call it otherwise", spec.plural, field.label));
    }
    let like = |other: &Record| {
        other.id != id && !other.hidden && kind_of(other) == Some(kind) && plain(other.title()) == label
    };
    let all = (1..after.next_id(Kind::OwnColumn).n).filter_map(|n| after.record(Id::new(Kind::OwnColumn, n)));
    match all.filter(|other| like(other)).map(|other| other.id).next() {
        Some(other) => refused(format!("{other} is called so already; two columns of one name cannot be told apart")),
        None => Vec::new(),
    }
}

fn plain(label: &str) -> String {
    label.trim().to_lowercase().replace('_', " ")
}

#[cfg(test)]
mod tests {
    use crate::domain::{
        Change, Kind, Records, Value, View,
        gate::{Asker, Outcome, validate},
        kinds::own_column::{LABEL, OF},
    };

    #[test]
    fn a_column_has_a_register_and_a_name_of_its_own_in_it() {
        let mut records = Records::default();
        let new = |records: &Records, label: &str, of: &str| {
            let values = vec![(LABEL, Value::text(label)), (OF, Value::text(of))];
            Change::new("x").create(records.next_id(Kind::OwnColumn), values)
        };
        let judged = |records: &Records, change: &Change| {
            let today = jiff::civil::date(2026, 11, 27);
            validate(&View { records, today }, change, &Asker::default())
        };
        let risk = Kind::Risk.spec().table;
        let first = new(&records, "Topic", risk);
        assert_eq!(judged(&records, &first), Outcome::LetThrough);
        records.apply(&first);
        for (label, of, why) in [
            ("topic ", risk, "is called so already"),
            ("Title", risk, "have a field"),
            ("Topic", "nothing", "belongs to no register"),
            ("Topic", Kind::Organisation.spec().table, "belongs to no register"),
        ] {
            let Outcome::Refused(said) = judged(&records, &new(&records, label, of)) else { panic!("{label} {of}") };
            assert!(said.contains(why), "{said}");
        }
        assert_eq!(judged(&records, &new(&records, "Topic", Kind::System.spec().table)), Outcome::LetThrough);
        let id = "OC-01".parse().unwrap();
        let moved = Change::new("x").set(records.get(id).unwrap(), vec![(OF, Value::text(Kind::System.spec().table))]);
        assert!(matches!(judged(&records, &moved), Outcome::Refused(_)));
    }
}
