//! The same claim heard from several people: what backs it, what contradicts it, and what is not settled yet.
//!
//! A statement alone is weak; a second person, another level or a record carries it or stands against it.

use super::{Change, Id, Kind, Record, Value, View, coverage, kinds::answer};

/// How two answers stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tie {
    Same,
    Contradicts,
    None,
}

/// Two answers that contradict each other: the one that says so, and the other.
pub struct Contradiction<'a> {
    pub answer: &'a Record,
    pub other: &'a Record,
}

impl Contradiction<'_> {
    pub fn is_open(&self) -> bool {
        self.answer.text(answer::SETTLED).trim().is_empty()
    }
}

/// Answers tied to this one by a field, whichever of the two says so.
fn tied<'a>(view: View<'a>, answer: &Record, field: usize) -> Vec<&'a Record> {
    let ahead = answer.refs(field).iter().filter_map(|id| view.records.live(*id));
    let mut all: Vec<&Record> = ahead.chain(view.records.linked(answer.id, Kind::Answer, field)).collect();
    all.sort_by_key(|a| a.id);
    all.dedup_by_key(|a| a.id);
    all
}

/// Answers that say the same.
pub fn same<'a>(view: View<'a>, answer: &Record) -> Vec<&'a Record> {
    tied(view, answer, answer::SAME)
}

/// Answers that say something else.
pub fn against<'a>(view: View<'a>, answer: &Record) -> Vec<&'a Record> {
    tied(view, answer, answer::CONTRADICTS)
}

/// All contradictions among answers of live rounds, or of those in which one of these answers stands.
pub fn contradictions<'a>(view: View<'a>, round: Option<Id>) -> Vec<Contradiction<'a>> {
    let of = |a: &Record| answer::round_of(view.records, a);
    coverage::answers(view, None)
        .into_iter()
        .flat_map(|a| a.refs(answer::CONTRADICTS).iter().map(move |id| (a, *id)))
        .filter_map(|(answer, id)| Some(Contradiction { answer, other: view.records.live(id)? }))
        .filter(|c| round.is_none() || of(c.answer) == round || of(c.other) == round)
        .collect()
}

/// Ties an answer to another one, or takes every tie between the two away.
pub fn tie(answer: &Record, other: Id, tie: Tie) -> Change {
    let word = match tie {
        Tie::Same => "says the same as",
        Tie::Contradicts => "contradicts",
        Tie::None => "no tie to",
    };
    let with = |field: usize, wanted: bool| {
        let kept = answer.refs(field).iter().copied().filter(|id| *id != other);
        (field, Value::refs(kept.chain(wanted.then_some(other))))
    };
    let mut values = vec![with(answer::SAME, tie == Tie::Same), with(answer::CONTRADICTS, tie == Tie::Contradicts)];
    if tie != Tie::Contradicts && values[1].1.is_empty() {
        values.push((answer::SETTLED, Value::Empty));
    }
    Change::new(format!("{}: {word} {other}", answer.id)).set(answer, values)
}

/// Answers of others that an answer may be held against: about the same item first, then about the same system, then the
/// rest of the round; of other rounds those about the same item.
pub fn candidates<'a>(view: View<'a>, of: &Record) -> Vec<&'a Record> {
    let round = answer::round_of(view.records, of);
    let rank = |a: &Record| {
        let item = a.one(answer::ITEM).is_some() && a.one(answer::ITEM) == of.one(answer::ITEM);
        let system = a.refs(answer::SYSTEMS).iter().any(|s| of.refs(answer::SYSTEMS).contains(s));
        match (answer::round_of(view.records, a) == round, item, system) {
            (true, true, _) => Some(1),
            (true, false, true) => Some(2),
            (true, false, false) => Some(4),
            (false, true, _) => Some(3),
            (false, false, _) => None,
        }
    };
    let tied: Vec<Id> = against(view, of).iter().chain(&same(view, of)).map(|a| a.id).collect();
    let others = coverage::answers(view, None).into_iter();
    let others = others.filter(|a| a.id != of.id && a.one(answer::INTERVIEW) != of.one(answer::INTERVIEW));
    let mut list: Vec<(u8, &Record)> = others
        .filter(|a| super::notes::lines(a.text(answer::NOTE)).next().is_some() || answer::verdict(a).is_judged())
        .filter_map(|a| Some((if tied.contains(&a.id) { 0 } else { rank(a)? }, a)))
        .collect();
    list.sort_by_key(|(rank, a)| (*rank, a.id));
    list.into_iter().map(|(_, a)| a).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Records, checks,
        kinds::{interview, round},
    };

    fn id(text: &str) -> Id {
        text.parse().unwrap()
    }

    #[test]
    fn a_contradiction_is_seen_from_both_sides_and_open_until_it_is_settled() {
        let mut records = Records::default();
        let asked = |i: &str, item: &str| {
            vec![
                (answer::INTERVIEW, Value::Ref(id(i))),
                (answer::ITEM, Value::Ref(id(item))),
                (answer::NOTE, Value::text("said")),
            ]
        };
        let talk = || vec![(interview::ROUND, Value::Ref(id("RD-01")))];
        records.apply(
            &Change::new("x")
                .create(id("RD-01"), vec![(round::TITLE, Value::text("Audit"))])
                .create(id("I-01"), talk())
                .create(id("I-02"), talk())
                .create(id("AW-001"), asked("I-01", "8.4"))
                .create(id("AW-002"), asked("I-02", "8.4"))
                .create(id("AW-003"), asked("I-02", "7.2")),
        );
        let day = jiff::civil::date(2026, 11, 26);
        let first = records.get(id("AW-001")).unwrap().clone();
        let candidates: Vec<Id> =
            candidates(View { records: &records, today: day }, &first).iter().map(|a| a.id).collect();
        assert_eq!(candidates, [id("AW-002"), id("AW-003")]);
        records.apply(&tie(&first, id("AW-002"), Tie::Contradicts));
        let view = View { records: &records, today: day };
        assert_eq!(against(view, records.get(id("AW-002")).unwrap())[0].id, id("AW-001"));
        let rule = checks::find("claim.contradiction-open").unwrap();
        assert_eq!((rule.find)(view).len(), 1);
        let settled = records.get(id("AW-001")).unwrap().clone();
        records
            .apply(&Change::new("x").set(&settled, vec![(answer::SETTLED, Value::text("the log shows the second"))]));
        let view = View { records: &records, today: day };
        assert!((rule.find)(view).is_empty() && contradictions(view, Some(id("RD-01"))).len() == 1);
        let now = records.get(id("AW-001")).unwrap().clone();
        records.apply(&tie(&now, id("AW-002"), Tie::Same));
        let view = View { records: &records, today: day };
        assert!(contradictions(view, None).is_empty());
        assert_eq!(same(view, records.get(id("AW-002")).unwrap())[0].id, id("AW-001"));
    }
}
