//! What is open in a round when it is closed: its first day, questions, samples, requests, text that is still being
//! typed; and in an audit what its report could not stand on: a breach without a finding, a finding without anything
//! seen, a grade that was not tested, an item of its scope that nobody was asked about, an earlier finding that nobody
//! asked after.

use super::{
    Asker, Broken, OpenDraft,
    answer::beside_finding,
    lock::{called, round_of},
    near::{Near, linked, live},
};
use crate::domain::{
    Id, Kind, Record,
    kinds::{
        answer::{self, Verdict},
        drawn, finding, interview, item, request,
        round::{self, Type},
        sample,
    },
    skeleton,
};
use std::collections::BTreeSet;

/// What is open, in the order in which it is told, each as one of it and as several.
const WORDS: [(&str, &str); 10] = [
    ("question not judged", "questions not judged"),
    ("question parked", "questions parked"),
    ("contradiction that is not settled", "contradictions that are not settled"),
    ("drawn item that nobody looked at", "drawn items that nobody looked at"),
    ("request that is still open", "requests that are still open"),
    ("breach without a finding", "breaches without a finding"),
    ("verdict that its own finding contradicts", "verdicts that their own findings contradict"),
    ("nonconformity with nothing seen", "nonconformities with nothing seen"),
    ("grade that was not tested", "grades that were not tested"),
    (
        "open finding of the round before that was not asked after",
        "open findings of the round before that were not asked after",
    ),
];

/// All that is open asks for a reason.
pub(super) fn told(near: &dyn Near, round: Id, asker: &Asker) -> Option<Broken> {
    let answers = answers(near, round);
    let counts = counted(near, round, &answers);
    let of = counts.into_iter().zip(WORDS).filter(|(n, _)| *n > 0);
    let mut open: Vec<String> = of.map(|(n, (one, many))| format!("{n} {}", if n == 1 { one } else { many })).collect();
    let unasked = unasked(near, round, &answers);
    if unasked > 0 {
        open.push(format!("{unasked} of its clauses and controls asked of nobody"));
    }
    open.extend(drafted(near, round, asker));
    let early = live(near, round).and_then(|r| early(near, &r));
    let open: Vec<String> = early.into_iter().chain(open).collect();
    let why = || format!("{round} has {}: why is it closed now?", open.join(", "));
    (!open.is_empty()).then(|| Broken::asks("round closed: open points", why()))
}

/// Whether a round is closed before its first day, or with a last day before its first one.
fn early(near: &dyn Near, round: &Record) -> Option<String> {
    let from = round.date(round::FROM)?;
    if from > near.today() {
        return Some(format!("its first day, {from}, still to come"));
    }
    let to = round.date(round::TO).filter(|to| *to < from)?;
    Some(format!("its last day, {to}, before its first one, {from}"))
}

fn counted(near: &dyn Near, round: Id, answers: &[Record]) -> [usize; WORDS.len()] {
    let audit = live(near, round).is_some_and(|r| round::is_audit(&r));
    let requests = linked(near, round, (Kind::Request, request::ROUND)).filter(|r| request::is_open(r)).count();
    let (mut unjudged, mut parked, mut bare, mut contradicted) = (0, 0, 0, 0);
    let mut others = [0, 0, requests];
    for answer in answers {
        others.iter_mut().zip(open_at(near, answer)).for_each(|(all, n)| *all += n);
        match answer::verdict(answer) {
            Verdict::NotLookedAt => unjudged += 1,
            Verdict::Parked if waits(near, answer, round) => parked += 1,
            Verdict::Minor | Verdict::Major if audit && !has_finding(near, answer, round) => bare += 1,
            _ => contradicted += usize::from(beside_finding(near, answer).is_some()),
        }
    }
    let [unsettled, unseen, asked] = others;
    let [nothing_seen, untested] = if audit { unfounded(near, round) } else { [0, 0] };
    let earlier = not_asked_after(near, round);
    [unjudged, parked, unsettled, unseen, asked, bare, contradicted, nothing_seen, untested, earlier]
}

/// The answers of a round; those of its meetings are points to be ticked.
fn answers(near: &dyn Near, round: Id) -> Vec<Record> {
    let talks = linked(near, round, (Kind::Interview, interview::ROUND)).filter(|i| !interview::is_meeting(i));
    let of = |talk: Id| linked(near, talk, (Kind::Answer, answer::INTERVIEW)).map(std::borrow::Cow::into_owned);
    talks.flat_map(|i| of(i.id)).collect()
}

/// Whether a finding of the round was raised from an answer, or stands against its item.
fn has_finding(near: &dyn Near, answer: &Record, round: Id) -> bool {
    let raised = linked(near, answer.id, (Kind::Finding, finding::ANSWER)).next().is_some();
    let against = |item| {
        let mut findings = linked(near, item, (Kind::Finding, finding::AGAINST));
        findings.any(|f| f.one(finding::ROUND) == Some(round))
    };
    raised || answer.one(answer::ITEM).is_some_and(against)
}

/// Open nonconformities of a round with neither words nor evidence of what was seen, and those whose grade was not tested
/// (a finding is requirement, evidence and statement; ISO 19011, 6.4.8).
fn unfounded(near: &dyn Near, round: Id) -> [usize; 2] {
    let breach = |f: &Record| {
        let graded = !f.value(finding::GRADE).is_empty();
        finding::is_open(f) && graded && !finding::is_improvement(f)
    };
    let (mut seen, mut tested) = (0, 0);
    for found in linked(near, round, (Kind::Finding, finding::ROUND)).filter(|f| breach(f)) {
        seen += usize::from(finding::rests_on_nothing(&found));
        tested += usize::from(found.value(finding::TEST).is_empty());
    }
    [seen, tested]
}

/// Clauses and used controls in the scope of an internal audit about which nobody was asked. Others ask as they please, and
/// one without any interview was not held here.
fn unasked(near: &dyn Near, round: Id, answers: &[Record]) -> usize {
    let internal = |r: &Record| Type::of(r, round::TYPE) == Some(Type::Audit);
    let Some(record) = live(near, round).filter(|r| internal(r) && !answers.is_empty()) else { return 0 };
    let numbers = (1..skeleton::FIRST_OWN).filter(|n| skeleton::reference(*n).is_some());
    let scope: Vec<Id> = match record.refs(round::ITEMS) {
        [] => numbers.map(|n| Id::new(Kind::Item, n)).collect(),
        named => named.to_vec(),
    };
    let asked: BTreeSet<Id> = answers.iter().filter_map(|a| a.one(answer::ITEM)).collect();
    let used = |id: &Id| live(near, *id).is_some_and(|i| item::Use::of(&i, item::USE) != Some(item::Use::No));
    scope.iter().filter(|id| !asked.contains(id) && used(id)).count()
}

/// What else is open at an answer: a contradiction, items of a sample that nobody looked at, requests.
fn open_at(near: &dyn Near, answer: &Record) -> [usize; 3] {
    let settled = !answer.value(answer::SETTLED).is_empty();
    let contradicts = !settled && answer.refs(answer::CONTRADICTS).iter().any(|id| live(near, *id).is_some());
    let replaced = |item: Id| linked(near, item, (Kind::Drawn, drawn::REPLACES)).next().is_some();
    let untested = linked(near, answer.id, (Kind::Sample, sample::ANSWER)).map(|s| {
        let items = linked(near, s.id, (Kind::Drawn, drawn::SAMPLE));
        items.filter(|i| i.value(drawn::RESULT).is_empty() && !replaced(i.id)).count()
    });
    let asked = linked(near, answer.id, (Kind::Request, request::ANSWER)).filter(|r| request::is_open(r));
    [usize::from(contradicts), untested.sum(), asked.count()]
}

/// Findings of the round that this one continues, still open, that nobody asked after here: results of earlier audits
/// are taken into account (clause 9.2.2).
fn not_asked_after(near: &dyn Near, round: Id) -> usize {
    let base = live(near, round).and_then(|r| r.one(round::BASE));
    let earlier = base.into_iter().flat_map(|base| linked(near, base, (Kind::Finding, finding::ROUND)));
    let asked = |f: &Record| {
        let mut after = linked(near, f.id, (Kind::Answer, answer::FOLLOWS));
        after.any(|a| round_of(near, a.id) == Some(round))
    };
    earlier.filter(|f| finding::is_open(f) && !asked(f)).count()
}

/// `text that is not saved yet, of ben in I-03 q7`: whose drafts are still open in a round.
fn drafted(near: &dyn Near, round: Id, asker: &Asker) -> Option<String> {
    const NAMED: usize = 4;
    let mine = |d: &&OpenDraft| round_of(near, d.id) == Some(round);
    let mut places: Vec<String> = Vec::new();
    for draft in asker.drafts.iter().filter(mine) {
        let who = draft.actor.split('@').next().unwrap_or(&draft.actor);
        let who = if draft.actor == asker.actor { "yours" } else { who };
        let place = format!("{who} in {}", called(near, draft.id));
        if !places.contains(&place) {
            places.push(place);
        }
    }
    let more = if places.len() > NAMED { format!(" and {} more", places.len() - NAMED) } else { String::new() };
    places.truncate(NAMED);
    (!places.is_empty()).then(|| format!("text that is still a draft ({}{more})", places.join(", ")))
}

/// Whether a parked question was not judged meanwhile in another interview of the round.
fn waits(near: &dyn Near, answer: &Record, round: Id) -> bool {
    !linked(near, answer.id, (Kind::Answer, answer::BASE))
        .any(|again| answer::verdict(&again).is_judged() && round_of(near, again.id) == Some(round))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Records, Value, View};
    use jiff::civil::date;

    #[test]
    fn a_round_is_not_closed_before_its_first_day_without_a_word() {
        let round: Id = "RD-01".parse().unwrap();
        let today = date(2026, 11, 28);
        let told = |from, to| {
            let mut records = Records::default();
            let days = [(round::FROM, from), (round::TO, to)];
            let set = days.into_iter().filter_map(|(field, day)| Some((field, Value::Date(day?))));
            records.put([set.fold(Record::new(round), |r, (field, day)| r.with(field, day))]);
            told(&View { records: &records, today }, round, &Asker::default()).map(|b| b.why)
        };
        let early = "RD-01 has its first day, 2027-02-01, still to come: why is it closed now?";
        assert_eq!(told(Some(date(2027, 2, 1)), None).as_deref(), Some(early));
        let turned = "RD-01 has its last day, 2026-11-02, before its first one, 2026-11-03: why is it closed now?";
        assert_eq!(told(Some(date(2026, 11, 3)), Some(date(2026, 11, 2))).as_deref(), Some(turned));
        assert_eq!(told(Some(today), Some(today)), None);
        assert_eq!(told(None, None), None);
    }
}
