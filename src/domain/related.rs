//! What belongs to one record: what points at it, and what those need to be understood.

use super::{id::Id, kind::Kind, kinds::sighting, record::Record, records::Records};
use std::collections::BTreeSet;

/// The record itself, what points at it and at that, what all of those name, and the rows of what is named. Nothing
/// where it is not there.
pub fn to(records: &Records, id: Id) -> BTreeSet<Id> {
    let mut found = BTreeSet::new();
    if records.live(id).is_none() {
        return found;
    }
    found.insert(id);
    for near in behind(records, id) {
        found.insert(near);
        found.extend(behind(records, near));
    }
    let named: Vec<Id> = found.iter().flat_map(|id| ahead(records, *id)).collect();
    found.extend(named);
    // When evidence was seen belongs to it.
    let seen = found.iter().filter(|id| id.kind == Kind::Evidence);
    let seen = seen.flat_map(|id| records.linked(*id, Kind::Sighting, sighting::WHAT)).map(|r| r.id);
    let seen: Vec<Id> = seen.collect();
    found.extend(
        seen.iter().flat_map(|id| ahead(records, *id)).filter(|id| id.kind == Kind::Person).collect::<Vec<Id>>(),
    );
    found.extend(seen);
    found.extend(records.single(Kind::Organisation).map(|o| o.id));
    found
}

/// What a record points at.
fn ahead(records: &Records, id: Id) -> impl Iterator<Item = Id> + '_ {
    let links = records.live(id).into_iter().flat_map(Record::links);
    links.map(|(_, to)| to).filter(|to| records.live(*to).is_some())
}

/// What points at it.
fn behind(records: &Records, id: Id) -> impl Iterator<Item = Id> + '_ {
    records.pointing_at(id).map(|(from, _)| from.id)
}

/// These records alone.
pub fn only(records: &Records, ids: &BTreeSet<Id>) -> Records {
    let mut kept = Records::default();
    for kind in Kind::ALL {
        kept.load(*kind, records.all(*kind).filter(|r| ids.contains(&r.id)).cloned().collect());
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Value,
        kinds::{action, person, risk, system},
    };

    #[test]
    fn a_pack_about_a_system_has_its_risks_their_actions_and_the_people_named_and_nothing_of_another_system() {
        let mut records = Records::default();
        let id = |kind, n| Id::new(kind, n);
        let ada = id(Kind::Person, 1);
        records.put([Record::new(ada).with(person::NAME, Value::text("Ada"))]);
        records.put([1, 2].map(|n| Record::new(id(Kind::System, n)).with(system::OWNER, Value::Ref(ada))));
        records.put(
            [1, 2].map(|n| Record::new(id(Kind::Risk, n)).with(risk::SYSTEMS, Value::refs([id(Kind::System, n)]))),
        );
        records.put(
            [1, 2].map(|n| Record::new(id(Kind::Action, n)).with(action::ABOUT, Value::refs([id(Kind::Risk, n)]))),
        );
        let found = to(&records, id(Kind::System, 1));
        let wanted = [ada, id(Kind::System, 1), id(Kind::Risk, 1), id(Kind::Action, 1)];
        assert_eq!(found, wanted.into_iter().collect());
        let kept = only(&records, &found);
        assert!(kept.every().count() == 4 && kept.live(id(Kind::Risk, 2)).is_none());
        assert!(to(&records, id(Kind::System, 9)).is_empty());
    }
}
