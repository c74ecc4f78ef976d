//! A blind second opinion: two rounds over the same questions, judged apart by different people.
//!
//! Until both are closed, neither side sees what the other one judged, noted or found. Which records that takes out of
//! sight, and for whom, is said here and nowhere else: [`Records`] asks it, and everything that reads records reads them
//! from there. The file itself is not sealed.

use super::{
    id::Id,
    kind::Kind,
    kinds::{
        action, answer, drawn, finding, interview, issued, request,
        round::{self, State},
        sample, sighting,
    },
    record::Record,
    records::{Records, View},
    value::Value,
};
use std::collections::{BTreeMap, BTreeSet};

/// Who looks at the records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Eyes {
    /// The program itself: nothing is veiled.
    #[default]
    All,
    /// A person of the file, or somebody who did not say who they are.
    Of(Option<Id>),
    /// Whoever may not see what belongs to these rounds: for records of the past, read by today's rule.
    Without(Vec<Id>),
}

/// What a round is seen as in place of itself, or nothing where a record is not seen at all.
pub type Veil = BTreeMap<Id, Option<Record>>;

/// The texts of a round that say how it came out.
pub const OUTCOME: [usize; 4] = [round::STRENGTHS, round::CONCLUSION, round::LIMITS, round::LATE];

/// A round, and the second opinion on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    pub first: Id,
    pub second: Id,
}

impl Pair {
    pub fn other(self, round: Id) -> Id {
        if round == self.first { self.second } else { self.first }
    }
}

/// Every second opinion with the round that it is on.
pub fn pairs(records: &Records) -> Vec<Pair> {
    let pair = |r: &Record| {
        let first = r.one(round::SECOND_ON).filter(|id| records.live(*id).is_some())?;
        Some(Pair { first, second: r.id })
    };
    records.all(Kind::Round).filter_map(pair).collect()
}

/// Those of a round, whether it is the first or the second.
pub fn pairs_of(records: &Records, id: Id) -> Vec<Pair> {
    pairs(records).into_iter().filter(|p| [p.first, p.second].contains(&id)).collect()
}

/// Whether one of the two is not closed.
pub fn is_apart(records: &Records, pair: Pair) -> bool {
    let closed = |id| records.live(id).is_some_and(|r| State::of(r, round::STATE) == Some(State::Closed));
    !closed(pair.first) || !closed(pair.second)
}

/// The round that this one is judged apart from, while that is so.
pub fn apart_from(records: &Records, id: Id) -> Option<Id> {
    pairs_of(records, id).into_iter().find(|pair| is_apart(records, *pair)).map(|pair| pair.other(id))
}

/// Who judges in a round: lead, team, and the auditors of its interviews.
pub fn judges(records: &Records, id: Id) -> BTreeSet<Id> {
    let of_round = records.live(id).into_iter().flat_map(|r| [round::LEAD, round::TEAM].map(|f| r.refs(f)));
    let of_interviews = records.linked(id, Kind::Interview, interview::ROUND).map(|i| i.refs(interview::AUDITOR));
    of_round.chain(of_interviews).flatten().copied().collect()
}

/// The rounds whose results this person is not to see now. Who judges in one round of a pair does not see the other;
/// somebody who did not say who they are sees neither; whoever judges in none of them, or in both, sees both.
pub fn closed_to(records: &Records, person: Option<Id>) -> Vec<Id> {
    let mut all = BTreeSet::new();
    for pair in pairs(records).into_iter().filter(|pair| is_apart(records, *pair)) {
        let Some(person) = person else {
            all.extend([pair.first, pair.second]);
            continue;
        };
        let judges = [pair.first, pair.second].map(|id| judges(records, id).contains(&person));
        match judges {
            [true, false] => all.extend([pair.second]),
            [false, true] => all.extend([pair.first]),
            [true, true] | [false, false] => {}
        }
    }
    all.into_iter().collect()
}

/// The rounds that these eyes do not see into.
pub fn sealed(records: &Records, eyes: &Eyes) -> Vec<Id> {
    match eyes {
        Eyes::All => Vec::new(),
        Eyes::Of(person) => closed_to(records, *person),
        Eyes::Without(rounds) => rounds.clone(),
    }
}

/// What is out of sight with these rounds; `records` must be seen with all eyes.
pub fn over(records: &Records, rounds: &[Id]) -> Veil {
    let mut veil = Veil::new();
    for id in rounds {
        veil.extend(parts(records, *id).into_iter().map(|part| (part, None)));
        veil.extend(records.get(*id).map(|round| (*id, Some(stand_in(round)))));
        // A paper about the whole that was issued since may tell of it: that there is one is seen, its words are not.
        let papers = papers_since(records, *id).into_iter();
        veil.extend(papers.map(|paper| (paper.id, Some(stand_in(paper)))));
    }
    debug_assert!(veil.keys().all(|id| Reach::of(id.kind) != Reach::None), "a kind of the veil has its reach");
    veil
}

/// A round or an issued paper as it is seen by who may not know how the round came out.
pub fn stand_in(record: &Record) -> Record {
    let without: &[usize] = match record.id.kind {
        Kind::Round => &OUTCOME,
        _ => &[issued::BLOCKS],
    };
    without.iter().fold(record.clone(), |record, field| record.with(*field, Value::Empty))
}

/// How far the records of a kind reach into what is out of sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// They never belong to a round.
    None,
    /// They may belong to one: what of a sealed round is out of sight may change with them.
    Within,
    /// They say which rounds there are and who judges in them.
    Frame,
}

impl Reach {
    pub fn of(kind: Kind) -> Reach {
        use Kind::*;
        match kind {
            Round | Interview => Reach::Frame,
            Answer | Finding | Sample | Drawn | Request | Sighting | Action | IssuedPaper => Reach::Within,
            _ => Reach::None,
        }
    }
}

/// Whether a record that becomes another with the same links leaves in sight what is. What belongs to a round hangs on
/// links alone; which rounds are judged apart, and which papers tell of them, on these fields as well.
pub fn stays(old: &Record, new: &Record) -> bool {
    let decides: &[usize] = match new.id.kind {
        Kind::Round => &[round::STATE, round::FROM],
        Kind::IssuedPaper => &[issued::APPROVED_ON],
        _ => &[],
    };
    old.hidden == new.hidden && decides.iter().all(|field| old.value(*field) == new.value(*field))
}

/// Everything that belongs to a round, deleted or not, but the round itself.
fn parts(records: &Records, id: Id) -> BTreeSet<Id> {
    let behind = |of: &[Id], kind: Kind, field: usize| -> Vec<Id> {
        of.iter().flat_map(|id| records.pointing_by(*id, kind, field)).collect()
    };
    let interviews = behind(&[id], Kind::Interview, interview::ROUND);
    let answers = behind(&interviews, Kind::Answer, answer::INTERVIEW);
    let mut findings = behind(&[id], Kind::Finding, finding::ROUND);
    findings.extend(behind(&answers, Kind::Finding, finding::ANSWER));
    let samples = behind(&answers, Kind::Sample, sample::ANSWER);
    let mut requests = behind(&[id], Kind::Request, request::ROUND);
    requests.extend(behind(&answers, Kind::Request, request::ANSWER));
    let about: Vec<Id> = findings.iter().chain(&answers).copied().collect();
    let subjects: Vec<Id> = [id].iter().chain(&interviews).chain(&findings).copied().collect();
    let mut all: BTreeSet<Id> = BTreeSet::new();
    all.extend(behind(&answers, Kind::Sighting, sighting::ANSWER));
    all.extend(behind(&samples, Kind::Drawn, drawn::SAMPLE));
    all.extend(behind(&about, Kind::Action, action::ABOUT));
    all.extend(behind(&subjects, Kind::IssuedPaper, issued::SUBJECT));
    [interviews, answers, findings, samples, requests].into_iter().for_each(|part| all.extend(part));
    all
}

/// Papers about the whole organisation that were issued since the round began.
fn papers_since(records: &Records, id: Id) -> Vec<&Record> {
    let Some(begun) = records.get(id).and_then(|r| r.date(round::FROM)) else { return Vec::new() };
    let whole = |paper: &&Record| paper.one(issued::SUBJECT).is_none_or(|of| of.kind == Kind::Organisation);
    let since = |paper: &&Record| paper.date(issued::APPROVED_ON).is_none_or(|on| on >= begun);
    records.all(Kind::IssuedPaper).filter(whole).filter(since).collect()
}

/// Whether a step of the journal may be told: it touched nothing that is out of sight.
pub fn is_told(records: &Records, touched: &[Id]) -> bool {
    touched.iter().all(|id| !records.is_veiled(*id))
}

/// Whether a step in the history of a record may be told; of a round that is judged apart, those that say nothing of how
/// it came out.
pub fn is_told_of(
    records: &Records,
    of: Id,
    touched: &[Id],
    mut fields: impl Iterator<Item = impl AsRef<str>>,
) -> bool {
    let others = touched.iter().all(|id| *id == of || !records.is_veiled(*id));
    let outcome = |name: &str| OUTCOME.iter().any(|field| Kind::Round.spec().fields[*field].name == name);
    match (records.is_veiled(of), of.kind) {
        (false, _) => others,
        (true, Kind::Round) => others && !fields.any(|name| outcome(name.as_ref())),
        (true, _) => false,
    }
}

/// Why a round cannot be worked in by this reader: it is judged apart, by somebody else.
pub fn refusal(view: View, id: Id) -> Option<String> {
    if !view.records.is_veiled(id) {
        return None;
    }
    let other = apart_from(view.records, id).map_or(String::new(), |other| format!(" from {other}"));
    Some(format!("{id} is judged apart{other}: its answers are out of sight until both rounds are closed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> Id {
        text.parse().unwrap()
    }
    fn of(at: &str, links: &[(usize, &str)]) -> Record {
        links.iter().fold(Record::new(id(at)), |r, (field, to)| r.with(*field, Value::Ref(id(to))))
    }

    /// Two rounds of P-01 and P-02, one answer, one finding each.
    fn two() -> Records {
        let mut records = Records::default();
        records.put([
            of("RD-01", &[(round::LEAD, "P-01")]).with(round::CONCLUSION, Value::text("good")),
            of("RD-02", &[(round::LEAD, "P-02"), (round::SECOND_ON, "RD-01")]),
            of("I-01", &[(interview::ROUND, "RD-01")]),
            of("I-02", &[(interview::ROUND, "RD-02")]),
            of("AW-001", &[(answer::INTERVIEW, "I-01")]),
            of("AW-002", &[(answer::INTERVIEW, "I-02")]),
            of("F-001", &[(finding::ANSWER, "AW-001")]),
            of("F-002", &[(finding::ROUND, "RD-02")]),
            of("A-001", &[(action::ABOUT, "F-001")]),
            of("SG-001", &[(sighting::ANSWER, "AW-001")]),
            of("SA-01", &[(sample::ANSWER, "AW-001")]),
            of("SI-001", &[(drawn::SAMPLE, "SA-01")]),
            of("ER-01", &[(request::ROUND, "RD-01")]),
            of("PP-01", &[(issued::SUBJECT, "RD-01")]),
            of("R-01", &[]),
        ]);
        records
    }

    fn seen(records: &Records, person: Option<&str>) -> Vec<String> {
        let mut records = records.clone();
        records.seen_with(Eyes::Of(person.map(id)));
        records.every().map(|r| r.id.to_string()).collect()
    }

    #[test]
    fn either_side_sees_its_own_and_a_stranger_sees_neither() {
        let records = two();
        let first = seen(&records, Some("P-01"));
        let has = |list: &[String], text: &str| list.iter().any(|have| have.parse() == Ok(id(text)));
        for text in ["I-02", "AW-002", "F-002"] {
            assert!(!has(&first, text), "{text}");
        }
        let second = seen(&records, Some("P-02"));
        for text in ["I-01", "AW-001", "F-001", "A-001", "SG-001", "SA-01", "SI-001", "ER-01", "PP-01"] {
            assert!(!has(&second, text) && has(&first, text), "{text}");
        }
        assert!(has(&second, "R-01") && has(&second, "RD-01") && has(&second, "AW-002"));
        assert!(!has(&seen(&records, None), "AW-001") && !has(&seen(&records, None), "AW-002"));
        assert!(has(&seen(&records, Some("P-09")), "AW-001") && has(&seen(&records, Some("P-09")), "AW-002"));
    }

    #[test]
    fn the_round_itself_is_seen_without_its_outcome_and_all_of_it_once_both_are_closed() {
        let mut records = two();
        records.seen_with(Eyes::Of(Some(id("P-02"))));
        assert_eq!(records.live(id("RD-01")).unwrap().text(round::CONCLUSION), "");
        assert!(refusal(View { records: &records, today: jiff::civil::date(2026, 1, 1) }, id("RD-01")).is_some());
        for at in ["RD-01", "RD-02"] {
            let round = records.live(id(at)).unwrap();
            let change = super::super::Change::new("close").set(round, vec![(round::STATE, State::Closed.value())]);
            records.apply(&change);
            let open = at == "RD-02";
            assert_eq!(records.live(id("AW-001")).is_some(), open, "after {at}");
        }
        // Nothing was lost by a change that was made from what is seen.
        assert_eq!(records.live(id("RD-01")).unwrap().text(round::CONCLUSION), "good");
    }

    /// What is out of sight is followed from change to change; it must be what drawing it anew finds.
    #[test]
    fn what_is_followed_through_changes_is_what_is_drawn_anew() {
        let mut records = two();
        records.put([of("PP-02", &[])]);
        records.seen_with(Eyes::Of(Some(id("P-02"))));
        let link = |to: &str| Value::Ref(id(to));
        let changes: [(&str, usize, Value); 13] = [
            ("RD-01", round::CONCLUSION, Value::text("very good")),
            ("RD-01", round::TITLE, Value::text("Other words")),
            ("AW-002", answer::NOTE, Value::text("only words")),
            ("AW-002", answer::INTERVIEW, link("I-01")),
            ("AW-002", answer::INTERVIEW, link("I-02")),
            ("F-001", finding::ANSWER, link("AW-002")),
            ("I-02", interview::AUDITOR, link("P-09")),
            ("RD-01", round::FROM, Value::Date(jiff::civil::date(2026, 1, 1))),
            ("PP-02", issued::APPROVED_ON, Value::Date(jiff::civil::date(2025, 1, 1))),
            ("PP-02", issued::APPROVED_ON, Value::Date(jiff::civil::date(2026, 2, 1))),
            ("PP-02", issued::NOTES, Value::text("sent")),
            ("RD-01", round::STATE, State::Closed.value()),
            ("RD-02", round::STATE, State::Closed.value()),
        ];
        for (at, field, value) in changes {
            let told = format!("{at}, field {field}");
            let before = records.raw(id(at)).unwrap().clone();
            records.apply(&super::super::Change::new("step").set(&before, vec![(field, value)]));
            let mut anew = records.clone();
            anew.seen_with(Eyes::Of(Some(id("P-02"))));
            let all = |records: &Records| records.every().cloned().collect::<Vec<_>>();
            assert_eq!(all(&records), all(&anew), "{told}");
        }
    }

    #[test]
    fn steps_that_touched_what_is_veiled_are_not_told() {
        let mut records = two();
        records.seen_with(Eyes::Of(Some(id("P-02"))));
        assert!(is_told(&records, &[id("AW-002"), id("R-01")]) && !is_told(&records, &[id("R-01"), id("F-001")]));
        let told = |of: &str, field: &str| is_told_of(&records, id(of), &[id(of)], [field].into_iter());
        assert!(told("RD-01", "scope") && !told("RD-01", "conclusion") && !told("AW-001", "note"));
        assert!(told("R-01", "title"));
    }
}
