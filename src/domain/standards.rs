//! What our own answers say of items of other standards: an item is answered once, on our side, and what stands there
//! counts for every standard that names it.

use super::{
    Id, Kind, Record, Tone, View,
    kinds::{
        answer::Verdict,
        item::{self, Use},
        mapping::{self, Cover, Standard},
        shared::InPlace,
    },
};

/// How far one of our items carries another standard's.
fn of_item(view: View, item: &Record) -> Cover {
    if Use::of(item, item::USE) == Some(Use::No) {
        return Cover::Left;
    }
    match item::latest_verdict(view, item) {
        Verdict::Conforms => Cover::Covered,
        Verdict::Improve | Verdict::Minor => Cover::Partly,
        Verdict::Major | Verdict::NotApplicable => Cover::Left,
        Verdict::NotLookedAt | Verdict::Parked => match InPlace::of(item, item::STATE) {
            Some(InPlace::InPlace | InPlace::Works) => Cover::Covered,
            Some(InPlace::Partly) => Cover::Partly,
            _ => Cover::Left,
        },
    }
}

/// What ours say of an item of another standard; nothing where it names none of ours.
pub fn by_ours(view: View, mapping: &Record) -> Option<Cover> {
    let ours = mapping.refs(mapping::OURS).iter().filter_map(|id| view.records.live(*id));
    let all: Vec<Cover> = ours.map(|item| of_item(view, item)).collect();
    let every = |cover: Cover| all.iter().all(|c| *c == cover);
    match all.is_empty() {
        true => None,
        false if every(Cover::Covered) => Some(Cover::Covered),
        false if every(Cover::Left) => Some(Cover::Left),
        false => Some(Cover::Partly),
    }
}

/// How far it is covered: as somebody judged it, else as ours say. What is inherited needs the judgement of a person.
pub fn cover(view: View, mapping: &Record) -> Cover {
    Cover::of(mapping, mapping::COVER).or(by_ours(view, mapping)).unwrap_or(Cover::Left)
}

/// The column: what ours say.
pub fn ours_text(view: View, mapping: &Record) -> String {
    by_ours(view, mapping).map_or(String::new(), |cover| cover.label().into())
}

pub fn ours_rank(view: View, mapping: &Record) -> i64 {
    by_ours(view, mapping).map_or(3, |cover| 2 - cover as i64)
}

pub fn ours_tone(view: View, mapping: &Record) -> Tone {
    by_ours(view, mapping).map_or(Tone::Plain, |cover| cover.choice().tone)
}

/// It is called covered, and what stands behind it on our side says less.
pub fn is_overstated(view: View, mapping: &Record) -> bool {
    let claimed = Cover::of(mapping, mapping::COVER) == Some(Cover::Covered);
    claimed && by_ours(view, mapping).is_some_and(|ours| ours != Cover::Covered)
}

/// The items of one standard, in the order of their references.
pub fn of_standard(view: View<'_>, standard: Standard) -> Vec<&Record> {
    let is = |m: &&Record| Standard::of(m, mapping::STANDARD) == Some(standard);
    let mut all: Vec<&Record> = view.records.all(Kind::Mapping).filter(is).collect();
    all.sort_by_key(|m| (super::plan::numbers(m.title().rsplit(' ').next().unwrap_or_default()), m.id));
    all
}

/// The evidence behind our side of it: its own proof, then what stands behind our items.
pub fn proof(view: View, mapping: &Record) -> Vec<Id> {
    let mut all = mapping.refs(mapping::PROOF).to_vec();
    let ours = mapping.refs(mapping::OURS).iter().filter_map(|id| view.records.live(*id));
    all.extend(ours.flat_map(|item| item::valid_evidence(view, item)));
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Records, Value};
    use jiff::civil::date;

    #[test]
    fn an_item_is_as_covered_as_ours_are_until_somebody_says_otherwise() {
        let mut records = Records::default();
        let id = |text: &str| -> Id { text.parse().unwrap() };
        let state = |i: &str, s: InPlace| Record::new(id(i)).with(item::STATE, s.value());
        let pair = Record::new(id("OS-1")).with(mapping::OURS, Value::refs([id("7.2"), id("A.4.6")]));
        records.put([state("7.2", InPlace::InPlace), state("A.4.6", InPlace::Planned), pair.clone()]);
        let today = date(2026, 11, 27);
        let of = |records: &Records| {
            let view = View { records, today };
            let pair = records.get(id("OS-1")).unwrap();
            (cover(view, pair), is_overstated(view, pair))
        };
        assert_eq!(of(&records), (Cover::Partly, false));
        records.put([pair.with(mapping::COVER, Cover::Covered.value())]);
        assert_eq!(of(&records), (Cover::Covered, true));
        records.put([state("A.4.6", InPlace::Works)]);
        assert_eq!(of(&records), (Cover::Covered, false));
        records.put([state("A.4.6", InPlace::Works).with(item::USE, Use::No.value())]);
        assert_eq!(of(&records), (Cover::Covered, true));
    }
}
