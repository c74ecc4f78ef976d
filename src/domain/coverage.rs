//! How far things are: counts of verdicts by heading, and the lists of what is still open.
//!
//! One set of counts for Home, the ribbon and the papers, so that no two of them disagree.

use super::{
    id::Id,
    kind::Kind,
    kinds::{
        YES,
        answer::{self, Proof, Verdict},
        interview, item, request, round,
    },
    notes::{self, Mark, MarkedLine},
    record::Record,
    records::{Records, View},
    skeleton,
};

pub use super::{
    headings::{CLAUSE_TOPS as CLAUSE_HEADINGS, Heading, TOPS as HEADINGS},
    kinds::answer::waits,
};
use std::collections::BTreeSet;

/// Place of the heading of an item in [`HEADINGS`].
pub fn heading_index(item: Id) -> usize {
    let Some(reference) = skeleton::reference(item.n) else { return HEADINGS.len() - 1 };
    let parts = if reference.starts_with('A') { 2 } else { 1 };
    let end = reference.match_indices('.').nth(parts - 1).map_or(reference.len(), |(at, _)| at);
    HEADINGS.iter().position(|h| h.reference == &reference[..end]).unwrap_or(HEADINGS.len() - 1)
}

/// Counts of items by verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub total: usize,
    counts: [usize; Verdict::ALL.len()],
    /// Items that conform by nothing but word of mouth: no evidence, or told or assumed only.
    pub unproven: usize,
    /// Items that are in order and carry an opportunity for improvement of an audit; the same letter in a gap analysis
    /// says *mostly in place*.
    pub opportunities: usize,
}

impl Tally {
    /// How many items have this verdict.
    pub fn of(&self, verdict: Verdict) -> usize {
        self.counts[verdict as usize]
    }
    /// Items with a verdict; parked ones have none.
    pub fn judged(&self) -> usize {
        Verdict::ALL.iter().filter(|v| v.is_judged()).map(|v| self.of(*v)).sum()
    }
    /// What falls short: nonconformities, and in a gap analysis what is mostly in place too. An opportunity for improvement
    /// of an audit is none.
    pub fn gaps(&self) -> usize {
        let all: usize = Verdict::ALL.iter().filter(|v| v.is_gap()).map(|v| self.of(*v)).sum();
        all - self.opportunities
    }
    /// How much of what applies is in place, in whole percent rounded down; `None` if nothing that applies is judged.
    ///
    /// *Conforms* counts one, and so does an *opportunity for improvement* of an audit, which is no breach; *mostly in
    /// place* of a gap analysis and *minor* (partly in place) count half, *major* counts nothing. Not applicable, parked
    /// and not judged items are left out.
    pub fn percent_in_place(&self) -> Option<usize> {
        let full = self.of(Verdict::Conforms) + self.opportunities;
        let half = self.of(Verdict::Improve) - self.opportunities + self.of(Verdict::Minor);
        let all = full + half + self.of(Verdict::Major);
        (all > 0).then(|| (2 * full + half) * 50 / all)
    }
    #[cfg(test)]
    pub fn made(counts: &[(Verdict, usize)]) -> Tally {
        let mut tally = Tally::default();
        counts.iter().for_each(|(verdict, n)| (0..*n).for_each(|_| tally.count(*verdict, false)));
        tally
    }
    fn count(&mut self, verdict: Verdict, unproven: bool) {
        self.total += 1;
        self.counts[verdict as usize] += 1;
        self.unproven += usize::from(unproven);
    }
    fn add(&mut self, other: &Tally) {
        self.total += other.total;
        self.unproven += other.unproven;
        self.opportunities += other.opportunities;
        self.counts.iter_mut().zip(other.counts).for_each(|(mine, theirs)| *mine += theirs);
    }
}

/// Which verdicts are counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Span {
    /// Of each item the verdict of the round that judged it on the latest day.
    Newest,
    /// The items and verdicts of one round.
    Round(Id),
}

/// Counts by heading, and their sums.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// One for each of [`HEADINGS`].
    pub headings: [Tally; HEADINGS.len()],
}

impl Coverage {
    /// Counts the items of a span.
    pub fn of(view: View, span: Span) -> Coverage {
        let mut headings = [Tally::default(); HEADINGS.len()];
        for item in items(view, span) {
            let (verdict, unproven) = judged(view, item, span);
            let tally = &mut headings[heading_index(item.id)];
            tally.count(verdict, unproven);
            tally.opportunities += usize::from(verdict == Verdict::Improve && is_of_audit(view, item, span));
        }
        Coverage { headings }
    }
    /// Headings that have items, with their counts.
    pub fn rows(&self) -> impl Iterator<Item = (&'static Heading, &Tally)> {
        HEADINGS.iter().copied().zip(&self.headings).filter(|(_, tally)| tally.total > 0)
    }
    /// Clauses 4 to 10 together.
    pub fn clauses(&self) -> Tally {
        sum(&self.headings[..CLAUSE_HEADINGS])
    }
    /// Annex A and own controls together.
    pub fn controls(&self) -> Tally {
        sum(&self.headings[CLAUSE_HEADINGS..])
    }
    pub fn total(&self) -> Tally {
        sum(&self.headings)
    }
}

fn sum(tallies: &[Tally]) -> Tally {
    tallies.iter().fold(Tally::default(), |mut all, tally| {
        all.add(tally);
        all
    })
}

/// The items a span is about, in their order: those a round names, else every one.
pub fn items(view: View<'_>, span: Span) -> Vec<&Record> {
    let named = match span {
        Span::Newest => &[],
        Span::Round(id) => view.records.live(id).map_or(&[][..], |r| r.refs(round::ITEMS)),
    };
    view.records.all(Kind::Item).filter(|item| named.is_empty() || named.contains(&item.id)).collect()
}

/// The verdict on an item in a span, and whether it conforms without proof.
pub fn judged(view: View, item: &Record, span: Span) -> (Verdict, bool) {
    let (speaker, round) = match span {
        Span::Round(id) => (item::speaker(view, item, Some(id)), Some(id)),
        Span::Newest => item::latest(view, item).map_or((None, None), |l| (Some(l.answer), l.round)),
    };
    let verdict = speaker.map_or(Verdict::NotLookedAt, answer::verdict);
    let verdict = match span {
        Span::Round(id) => settled(view, item, id, verdict),
        Span::Newest => verdict,
    };
    let conform = |a: &&Record| answer::verdict(a) == Verdict::Conforms && answer::round_of(view.records, a) == round;
    let unproven = verdict == Verdict::Conforms && answers_on(view, item).filter(conform).all(is_unproven);
    (verdict, unproven)
}

/// An item is judged when all its questions are, or when the auditor says so; a breach that was seen stands at once.
fn settled(view: View, item: &Record, round: Id, verdict: Verdict) -> Verdict {
    if !waits_for_the_rest(verdict) {
        return verdict;
    }
    let here = || answers_on(view, item).filter(|a| answer::round_of(view.records, a) == Some(round));
    match here().any(|a| is_open(view, a)) && !here().any(|a| a.choice(answer::WHOLE) == Some(YES)) {
        false => verdict,
        true if here().any(|a| answer::verdict(a) == Verdict::NotLookedAt) => Verdict::NotLookedAt,
        true => Verdict::Parked,
    }
}

/// How many questions of the round of an answer about an item are open beside that answer.
pub fn open_about(view: View, item: Id, beside: Id) -> usize {
    let round = view.records.get(beside).and_then(|a| answer::round_of(view.records, a));
    let here = view.records.linked(item, Kind::Answer, answer::ITEM).filter(|a| a.id != beside);
    let here = here.filter(|a| answer::round_of(view.records, a) == round);
    here.filter(|a| is_open(view, a)).count()
}

/// Whether a question is still to be judged; one that was parked and settled elsewhere is not.
fn is_open(view: View, answer: &Record) -> bool {
    let verdict = answer::verdict(answer);
    !verdict.is_judged() && (verdict != Verdict::Parked || waits(view, answer))
}

/// Whether a verdict counts for the item only once its other questions are judged too.
pub fn waits_for_the_rest(verdict: Verdict) -> bool {
    verdict.is_judged() && !matches!(verdict, Verdict::Minor | Verdict::Major)
}

/// Whether the verdict of a span on an item was given in an audit, not in a gap analysis.
fn is_of_audit(view: View, item: &Record, span: Span) -> bool {
    let round = match span {
        Span::Round(id) => Some(id),
        Span::Newest => item::latest(view, item).and_then(|l| l.round),
    };
    let round = round.and_then(|id| view.records.live(id));
    round.is_some_and(round::is_audit)
}

fn answers_on<'a>(view: View<'a>, item: &Record) -> impl Iterator<Item = &'a Record> + use<'a> {
    view.records.linked(item.id, Kind::Answer, answer::ITEM)
}

/// A verdict that rests on word of mouth: *conforms* without evidence, or any judgement marked told or assumed.
pub fn is_unproven(answer: &Record) -> bool {
    let said_only = matches!(Proof::of(answer, answer::PROOF), Some(Proof::Told | Proof::Assumed));
    let verdict = answer::verdict(answer);
    let claim = verdict.is_judged() && verdict != Verdict::NotApplicable;
    answer::is_unsupported(answer) || (claim && said_only)
}

/// Live interviews of a round, by start, those without one last.
pub fn interviews(records: &Records, round: Id) -> Vec<&Record> {
    let mut list: Vec<&Record> = records.linked(round, Kind::Interview, interview::ROUND).collect();
    list.sort_by_key(|i| (i.stamp(interview::START).map_or(i64::MAX, |s| s.utc), i.id));
    list
}

/// The answers of a round, interview by interview in the order they are asked; without a round all answers of live rounds.
/// The points of opening and closing meetings are none.
pub fn answers<'a>(view: View<'a>, round: Option<Id>) -> Vec<&'a Record> {
    match round {
        Some(id) => {
            let talks = interviews(view.records, id).into_iter().filter(|i| !interview::is_meeting(i));
            talks.flat_map(|i| interview::answers(view, i.id)).collect()
        }
        None => {
            let live = |a: &&Record| answer::round_of(view.records, a).is_some_and(|r| view.records.live(r).is_some());
            let talk = |a: &&Record| !answer::is_at_meeting(view.records, a);
            view.records.all(Kind::Answer).filter(live).filter(talk).collect()
        }
    }
}

/// Items of a round without a verdict, parked ones among them.
pub fn unjudged<'a>(view: View<'a>, round: Id) -> Vec<&'a Record> {
    let span = Span::Round(round);
    items(view, span).into_iter().filter(|item| !judged(view, item, span).0.is_judged()).collect()
}

/// Items of a round that no question of any interview is about.
pub fn unasked<'a>(view: View<'a>, round: Id) -> Vec<&'a Record> {
    let interviews = view.records.linked(round, Kind::Interview, interview::ROUND);
    let answers = interviews.flat_map(|i| view.records.linked(i.id, Kind::Answer, answer::INTERVIEW));
    let asked: BTreeSet<Id> = answers.filter_map(|a| a.one(answer::ITEM)).collect();
    items(view, Span::Round(round)).into_iter().filter(|item| !asked.contains(&item.id)).collect()
}

/// Parked answers that still wait; reason and person stand in the answer.
pub fn parked<'a>(view: View<'a>, round: Option<Id>) -> Vec<&'a Record> {
    answers(view, round).into_iter().filter(|a| waits(view, a)).collect()
}

/// Answers whose verdict nothing on file proves.
pub fn unproven<'a>(view: View<'a>, round: Option<Id>) -> Vec<&'a Record> {
    answers(view, round).into_iter().filter(|a| is_unproven(a)).collect()
}

/// Answers of an audit that are judged below conformity and have no finding: neither one raised from them nor one of
/// the same round against the same item. A gap analysis raises no formal findings, so it has none of these.
pub fn without_finding<'a>(view: View<'a>, round: Id) -> Vec<&'a Record> {
    use super::kinds::finding;
    let record = view.records.live(round);
    if !record.is_some_and(round::is_audit) {
        return Vec::new();
    }
    let findings: Vec<&Record> = view.records.linked(round, Kind::Finding, finding::ROUND).collect();
    let covered = |a: &Record| {
        let against = |f: &&Record| a.one(answer::ITEM).is_some_and(|i| f.refs(finding::AGAINST).contains(&i));
        findings.iter().any(|f| f.one(finding::ANSWER) == Some(a.id) || against(f))
    };
    answers(view, Some(round)).into_iter().filter(|a| answer::verdict(a).is_gap() && !covered(a)).collect()
}

/// Evidence behind the answers of a round and its findings, each once, in the order of ids.
pub fn evidence_of<'a>(view: View<'a>, round: Id) -> Vec<&'a Record> {
    use super::kinds::finding;
    let findings = view.records.linked(round, Kind::Finding, finding::ROUND);
    let mut ids: Vec<Id> = findings.flat_map(|f| f.refs(finding::EVIDENCE)).copied().collect();
    ids.extend(answers(view, Some(round)).iter().flat_map(|a| a.refs(answer::EVIDENCE)));
    ids.sort_unstable();
    ids.dedup();
    ids.iter().filter_map(|id| view.records.live(*id)).collect()
}

/// A marked line of a note, with the answer it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteLine<'a> {
    pub answer: &'a Record,
    pub line: MarkedLine<'a>,
}

/// `!` lines that no finding covers. Notes must have been read.
pub fn maybes<'a>(view: View<'a>, round: Option<Id>) -> Vec<NoteLine<'a>> {
    answers(view, round)
        .into_iter()
        .flat_map(|answer| notes::unraised(view, answer).into_iter().map(move |line| NoteLine { answer, line }))
        .collect()
}

/// `?` lines. Notes must have been read.
pub fn follow_ups<'a>(view: View<'a>, round: Option<Id>) -> Vec<NoteLine<'a>> {
    answers(view, round)
        .into_iter()
        .flat_map(|answer| {
            notes::marked(answer.text(answer::NOTE), Mark::Ask).map(move |line| NoteLine { answer, line })
        })
        .collect()
}

/// Evidence that is still awaited, late first and then by due date; of a round, or all of it.
///
/// A request belongs to a round through its answer. One without an answer belongs to no round.
pub fn open_requests<'a>(view: View<'a>, round: Option<Id>) -> Vec<&'a Record> {
    let of_round = |r: &Record| match (round, r.one(request::ANSWER)) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(id), Some(a)) => view.records.live(a).and_then(|a| answer::round_of(view.records, a)) == Some(id),
    };
    let mut list: Vec<&Record> =
        view.records.all(Kind::Request).filter(|r| request::is_open(r) && of_round(r)).collect();
    list.sort_by_key(|r| (r.date(request::DUE).is_none(), r.date(request::DUE), r.id));
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Value;
    use jiff::civil::date;

    fn item(reference: &str) -> Id {
        Id::item(reference).unwrap()
    }
    fn answered(n: u32, interview: u32, reference: &str, verdict: Verdict) -> Record {
        Record::new(Id::new(Kind::Answer, n))
            .with(answer::INTERVIEW, Value::Ref(Id::new(Kind::Interview, interview)))
            .with(answer::ITEM, Value::Ref(item(reference)))
            .with(answer::VERDICT, verdict.value())
    }
    /// Two rounds, the second only about 4.1 and A.6.2.4 and an own control.
    fn world() -> Records {
        let mut records = Records::default();
        let own = Id::new(Kind::Item, skeleton::FIRST_OWN);
        records.put(skeleton::CLAUSES.iter().chain(&skeleton::CONTROLS).map(|r| Record::new(item(r))));
        records.put([
            Record::new(own),
            Record::new(Id::new(Kind::Round, 1)),
            Record::new(Id::new(Kind::Round, 2)).with(round::ITEMS, Value::refs([item("4.1"), item("A.6.2.4"), own])),
            Record::new(Id::new(Kind::Interview, 1)).with(interview::ROUND, Value::Ref(Id::new(Kind::Round, 1))),
            Record::new(Id::new(Kind::Interview, 2)).with(interview::ROUND, Value::Ref(Id::new(Kind::Round, 2))),
            answered(1, 1, "4.1", Verdict::Major),
            answered(2, 1, "10.2", Verdict::Conforms),
            answered(3, 2, "4.1", Verdict::Conforms)
                .with(answer::EVIDENCE, Value::refs([Id::new(Kind::Evidence, 1)]))
                .with(answer::PROOF, Proof::Proven.value()),
            answered(4, 2, "A.6.2.4", Verdict::Parked),
        ]);
        records
    }
    fn view(records: &Records) -> View<'_> {
        View { records, today: date(2025, 6, 10) }
    }

    #[test]
    fn every_item_has_its_heading() {
        let label = |r: &str| HEADINGS[heading_index(item(r))].reference;
        assert_eq!([label("4.1"), label("10.2"), label("7.5.3")], ["4", "10", "7"]);
        assert_eq!(
            [label("A.2.2"), label("A.6.1.2"), label("A.6.2.8"), label("A.10.4")],
            ["A.2", "A.6", "A.6", "A.10"]
        );
        assert_eq!(HEADINGS[heading_index(Id::new(Kind::Item, 1001))].reference, "own");
    }

    #[test]
    fn newest_takes_the_last_round_that_judged_an_item() {
        let records = world();
        let all = Coverage::of(view(&records), Span::Newest);
        assert_eq!((all.clauses().total, all.controls().total), (32, 39));
        assert_eq!((all.headings[0].of(Verdict::Conforms), all.headings[0].of(Verdict::Major)), (1, 0));
        assert_eq!((all.total().judged(), all.total().gaps(), all.total().unproven), (2, 0, 1));
        assert_eq!(all.headings[6].unproven, 1);
        let first = Coverage::of(view(&records), Span::Round(Id::new(Kind::Round, 1)));
        assert_eq!((first.headings[0].gaps(), first.total().judged()), (1, 2));
    }

    #[test]
    fn a_round_counts_its_own_items_only() {
        let records = world();
        let round = Id::new(Kind::Round, 2);
        let c = Coverage::of(view(&records), Span::Round(round));
        assert_eq!((c.total().total, c.total().judged(), c.total().of(Verdict::Parked)), (3, 1, 1));
        let ids = |list: Vec<&Record>| list.iter().map(|r| r.id.to_string()).collect::<Vec<_>>();
        assert_eq!(ids(unjudged(view(&records), round)), ["A.6.2.4", "C-01"]);
        assert_eq!(ids(unasked(view(&records), round)), ["C-01"]);
        assert_eq!(ids(parked(view(&records), Some(round))), ["AW-004"]);
        assert_eq!(ids(unproven(view(&records), None)), ["AW-002"]);
        assert!(unproven(view(&records), Some(round)).is_empty());
    }

    #[test]
    fn a_question_parked_for_somebody_waits_until_they_are_asked() {
        let mut records = world();
        let round = Id::new(Kind::Round, 2);
        records.put([Record::new(Id::new(Kind::Interview, 3)).with(interview::ROUND, Value::Ref(round))]);
        let again =
            answered(5, 3, "A.6.2.4", Verdict::NotLookedAt).with(answer::BASE, Value::Ref(Id::new(Kind::Answer, 4)));
        records.put([again.clone()]);
        assert_eq!(parked(view(&records), Some(round)).len(), 1);
        records.put([again.with(answer::VERDICT, Verdict::Minor.value())]);
        assert!(parked(view(&records), Some(round)).is_empty());
    }

    #[test]
    fn a_shortfall_without_a_finding_is_named_in_an_audit_only() {
        use crate::domain::kinds::finding;
        let mut records = world();
        let round = Id::new(Kind::Round, 1);
        assert!(without_finding(view(&records), round).is_empty(), "no audit");
        records.put([Record::new(round).with(round::TYPE, round::Type::Audit.value())]);
        let ids = |records: &Records| without_finding(view(records), round).iter().map(|a| a.id.n).collect::<Vec<_>>();
        assert_eq!(ids(&records), [1]);
        let raised = Record::new(Id::new(Kind::Finding, 1)).with(finding::ROUND, Value::Ref(round));
        records.put([raised.clone()]);
        assert_eq!(ids(&records), [1]);
        records.put([raised.with(finding::AGAINST, Value::refs([item("4.1")]))]);
        assert!(ids(&records).is_empty());
    }

    #[test]
    fn percent_counts_partial_as_half_and_leaves_out_what_does_not_apply() {
        let mut tally = Tally::default();
        assert_eq!(tally.percent_in_place(), None);
        for v in [Verdict::Conforms, Verdict::Minor, Verdict::Major, Verdict::NotApplicable, Verdict::NotLookedAt] {
            tally.count(v, false);
        }
        assert_eq!((tally.percent_in_place(), tally.judged(), tally.gaps()), (Some(50), 4, 2));
        (0..198).for_each(|_| tally.count(Verdict::Conforms, false));
        assert_eq!(tally.percent_in_place(), Some(99));
    }

    /// ISO/IEC 17021-1, 3.12: an opportunity for improvement is no breach, so an audit counts it as conforming.
    #[test]
    fn an_opportunity_counts_whole_in_an_audit_and_mostly_in_place_half_in_a_gap_analysis() {
        let mut records = world();
        let first = Id::new(Kind::Round, 1);
        let percent = |records: &Records, span| Coverage::of(view(records), span).total().percent_in_place();
        records.put([answered(1, 1, "4.1", Verdict::Improve)]);
        let of = |typ: round::Type| Record::new(first).with(round::TYPE, typ.value());
        records.put([of(round::Type::Gap)]);
        assert_eq!(percent(&records, Span::Round(first)), Some(75));
        records.put([of(round::Type::Audit)]);
        assert_eq!(percent(&records, Span::Round(first)), Some(100));
    }

    #[test]
    fn told_or_assumed_is_not_proven() {
        let a = answered(9, 1, "4.1", Verdict::Minor);
        assert!(!is_unproven(&a));
        assert!(is_unproven(&a.clone().with(answer::PROOF, Proof::Told.value())));
        assert!(is_unproven(&answered(9, 1, "4.1", Verdict::Conforms)));
        let absent = answered(9, 1, "4.1", Verdict::NotApplicable).with(answer::PROOF, Proof::Assumed.value());
        assert!(!is_unproven(&absent));
    }

    #[test]
    fn requests_come_with_the_earliest_first_and_lines_with_their_answer() {
        let mut records = world();
        let due = |n: u32, a: u32, day: i8| {
            Record::new(Id::new(Kind::Request, n))
                .with(request::ANSWER, Value::Ref(Id::new(Kind::Answer, a)))
                .with(request::DUE, Value::Date(date(2025, 6, day)))
        };
        let noted = records.get(Id::new(Kind::Answer, 4)).unwrap().clone();
        records.put([
            due(1, 3, 20),
            due(2, 3, 1),
            due(3, 1, 5),
            due(4, 3, 2).with(request::STATE, request::State::Arrived.value()),
            noted.with(answer::NOTE, Value::text("! odd\n? ask again")),
        ]);
        let v = view(&records);
        let ids: Vec<u32> = open_requests(v, Some(Id::new(Kind::Round, 2))).iter().map(|r| r.id.n).collect();
        assert_eq!(ids, [2, 1]);
        assert_eq!(open_requests(v, None).len(), 3);
        assert_eq!((maybes(v, None)[0].line.text, follow_ups(v, None)[0].line.text), ("odd", "ask again"));
        assert_eq!(maybes(v, None)[0].answer.id.n, 4);
    }
}
