//! A second opinion: the same people and questions once more, without what was judged the first time; and, when both
//! are done, where the two differ.

use super::{
    between::{ItemDifference, ItemTrend, between},
    change::Change,
    coverage,
    id::Id,
    kind::Kind,
    kinds::{answer, interview, person, round},
    record::Record,
    records::View,
    rounds::{FieldValues, STEP, copy_of, interview_again, kept},
    value::Value,
    veil::{self, Pair},
};

/// A round of this person over the questions of another, as one step: nothing of what was judged, noted or seen goes
/// along. `values` are those that do not come from the first round, its title among them.
pub fn opinion(view: View, first: &Record, by: Id, values: FieldValues) -> Change {
    const KEPT: [usize; 9] = [
        round::TYPE,
        round::BODY,
        round::SUPPLIER,
        round::OBJECTIVE,
        round::SCOPE,
        round::CRITERIA,
        round::ITEMS,
        round::SYSTEMS,
        round::METHODS,
    ];
    let id = view.records.next_id(Kind::Round);
    let mut all = kept(first, &KEPT);
    all.retain(|(field, _)| values.iter().all(|(f, _)| f != field));
    all.extend(values);
    all.extend([(round::SECOND_ON, Value::Ref(first.id)), (round::LEAD, Value::Ref(by))]);
    let mut change = Change::new(format!("second opinion {id} on {}", first.id)).create(id, all);
    let (mut next_interview, mut next_answer) =
        (view.records.next_id(Kind::Interview), view.records.next_id(Kind::Answer));
    for old in coverage::interviews(view.records, first.id).into_iter().filter(|i| !interview::is_meeting(i)) {
        let mut again = interview_again(old, id);
        again.retain(|(field, _)| *field != interview::AUDITOR);
        again.push((interview::AUDITOR, Value::Ref(by)));
        change = change.create(next_interview, again);
        for (place, asked) in interview::answers(view, old.id).into_iter().enumerate() {
            let mut values = copy_of(asked, next_interview, (place as i64 + 1) * STEP);
            // Last time is the one before the first round, for both.
            values.retain(|(field, _)| *field != answer::BASE);
            values.extend(kept(asked, &[answer::BASE]));
            change = change.create(next_answer, values);
            next_answer.n += 1;
        }
        next_interview.n += 1;
    }
    change
}

/// Who may give it: everybody who does not judge in the round; those with competence as auditors first.
pub fn may_judge(view: View, first: Id) -> Vec<Id> {
    let taken = veil::judges(view.records, first);
    let mut all: Vec<&Record> = view.records.all(Kind::Person).filter(|p| !taken.contains(&p.id)).collect();
    all.sort_by_key(|p| (p.choice(person::AUDITOR) != Some(super::kinds::YES), p.id));
    all.iter().map(|p| p.id).collect()
}

/// Where both opinions are done: what they judge differently, and how many items they judge the same.
pub struct Compared {
    pub pair: Pair,
    pub differences: Vec<ItemDifference>,
    pub same: usize,
}

/// The pairs that a round is part of and that are done on both sides.
pub fn compared(view: View, round: Id) -> Vec<Compared> {
    let done = veil::pairs_of(view.records, round).into_iter().filter(|pair| !veil::is_apart(view.records, *pair));
    done.map(|pair| {
        let (same, differences) =
            between(view, pair.first, pair.second).into_iter().partition::<Vec<_>, _>(|d| d.way == ItemTrend::Same);
        Compared { pair, differences, same: same.len() }
    })
    .collect()
}

/// Every second opinion that there is, as a line: who judged again, when, and how many items differ.
pub fn lines(view: View) -> Vec<String> {
    let name = |round: Id, field: usize| {
        view.records.live(round).and_then(|r| r.one(field)).map_or("nobody named".into(), |id| view.records.name(id))
    };
    let line = |pair: Pair| {
        let by = name(pair.second, round::LEAD);
        let of = format!("{} by {by} on {}", pair.second, pair.first);
        if veil::is_apart(view.records, pair) {
            return format!("{of}: judged apart, not done on both sides");
        }
        let found = compared(view, pair.second).into_iter().find(|c| c.pair == pair);
        let day = view.records.live(pair.second).and_then(|r| super::rounds::day(view, r));
        let day = day.map_or(String::new(), |day| format!(", {day}"));
        found.map_or(String::new(), |c| {
            format!("{of}{day}: {} judged the same, {} differently", c.same, c.differences.len())
        })
    };
    veil::pairs(view.records).into_iter().map(line).collect()
}

/// How an item stands in the second opinion against the first.
pub fn label(way: ItemTrend) -> &'static str {
    match way {
        ItemTrend::Worse => "graver in the second opinion",
        ItemTrend::Better => "milder in the second opinion",
        ItemTrend::Other => "not applicable for one of them",
        ItemTrend::OnlyEarlier => "judged in the first only",
        ItemTrend::OnlyLater => "judged in the second only",
        ItemTrend::Same => "the same",
    }
}

/// `second opinion on RD-05, judged apart until both are closed`, or how many items differ; nothing where there is none.
pub fn told(view: View, round: Id) -> Vec<String> {
    let line = |pair: Pair| {
        let (is, other) = match pair.second == round {
            true => ("second opinion on", pair.first),
            false => ("second opinion in", pair.second),
        };
        if veil::is_apart(view.records, pair) {
            return format!("{is} {other}, judged apart until both are closed");
        }
        let found = compared(view, round).into_iter().find(|c| c.pair == pair);
        found.map_or(String::new(), |c| format!("{is} {other}: {} differ, {} the same", c.differences.len(), c.same))
    };
    veil::pairs_of(view.records, round).into_iter().map(line).collect()
}
