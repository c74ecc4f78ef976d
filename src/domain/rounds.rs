//! How rounds and their interviews are worked: the order of questions, the next free time, an audit that starts from
//! an earlier round; the facts of a recap stand in `recap`.
//!
//! It says what would change and writes nothing; which questions to ask is the framework's matter.

use super::{
    change::Change,
    coverage, follow_up,
    id::Id,
    kind::Kind,
    kinds::{YES, answer, interview, person, round},
    record::Record,
    records::View,
    value::{Stamp, Value},
};
use jiff::civil::Date;

pub mod dissent;
pub mod insert;
mod recap;
pub mod room;
mod slot;

pub use recap::{fact_line, is_parked, promised, raised, read_out, recap_said, said_to_facts, still_to_ask, was_asked};
pub use slot::next_slot;

/// Distance between the positions of two questions, so that others fit between.
pub const STEP: i64 = 100;

/// What a round takes from the one that it goes on from: who audits what, by which criteria, where.
pub const GOES_ON: [usize; 7] =
    [round::LEAD, round::TEAM, round::SCOPE, round::CRITERIA, round::ITEMS, round::SYSTEMS, round::PLACES];

/// Field values of a record.
pub type FieldValues = Vec<(usize, Value)>;

/// The highest position in an interview, 0 if it has no question.
pub fn last_position(view: View, interview: Id) -> i64 {
    view.records
        .linked(interview, Kind::Answer, answer::INTERVIEW)
        .filter_map(|a| a.number(answer::POSITION))
        .max()
        .unwrap_or(0)
}

/// Questions of a round that were parked for one of these people and still wait, in the order they were asked.
pub fn parked_for<'a>(view: View<'a>, round: Id, people: &[Id]) -> Vec<&'a Record> {
    let theirs = |a: &&Record| a.one(answer::PARKED_FOR).is_some_and(|p| people.contains(&p));
    coverage::parked(view, Some(round)).into_iter().filter(theirs).collect()
}

/// The values of the same question asked again in an interview: no verdict, no note; the old answer stands behind it.
pub fn copy_of(answer: &Record, interview: Id, position: i64) -> FieldValues {
    const KEPT: [usize; 5] = [answer::QUESTION, answer::ITEM, answer::KEY, answer::SOURCE, answer::SYSTEMS];
    let kept = KEPT.iter().filter(|f| !answer.value(**f).is_empty()).map(|f| (*f, answer.value(*f).clone()));
    let mut values: FieldValues = kept.collect();
    values.extend([
        (answer::INTERVIEW, Value::Ref(interview)),
        (answer::POSITION, Value::Number(position)),
        (answer::BASE, Value::Ref(answer.id)),
    ]);
    values
}

/// A new question right after another one, or at the end if none is named.
///
/// It gets the position in the middle; where no number is free between two questions, all are numbered anew. The new
/// answer has the id that [`Records::next_id`](super::Records::next_id) gives now.
pub fn insert_after(view: View, interview: Id, after: Option<Id>, values: FieldValues) -> Change {
    let list = interview::answers(view, interview);
    let at = after.and_then(|id| list.iter().position(|a| a.id == id)).map_or(list.len(), |i| i + 1);
    let mut change = Change::new(format!("question added to {interview}"));
    let position = match position_at(&list, at) {
        Some(position) => position,
        None => {
            for (i, a) in list.iter().enumerate() {
                let place = if i < at { i } else { i + 1 };
                change = number(change, a, place);
            }
            (at as i64 + 1) * STEP
        }
    };
    let mut all: FieldValues =
        values.into_iter().filter(|(f, _)| ![answer::INTERVIEW, answer::POSITION].contains(f)).collect();
    all.extend([(answer::INTERVIEW, Value::Ref(interview)), (answer::POSITION, Value::Number(position))]);
    change.create(view.records.next_id(Kind::Answer), all)
}

/// A free position before place `at` of a list; nothing if its neighbours leave none.
fn position_at(list: &[&Record], at: usize) -> Option<i64> {
    let number = |a: &&Record| a.number(answer::POSITION);
    let before = match at.checked_sub(1).and_then(|i| list.get(i)) {
        Some(a) => number(a)?,
        None => 0,
    };
    match list.get(at) {
        None => Some(before + STEP),
        Some(a) => Some((before + number(a)?) / 2).filter(|middle| *middle > before),
    }
}

/// Gives a question the number of its place, if it has another one.
fn number(change: Change, answer: &Record, place: usize) -> Change {
    let position = (place as i64 + 1) * STEP;
    match answer.number(answer::POSITION) == Some(position) {
        true => change,
        false => change.set(answer, vec![(answer::POSITION, Value::Number(position))]),
    }
}

/// Moves a question one place up or down; nothing if it is at the end already.
pub fn move_question(view: View, interview: Id, question: Id, up: bool) -> Option<Change> {
    let mut list = interview::answers(view, interview);
    let from = list.iter().position(|a| a.id == question)?;
    let to = if up { from.checked_sub(1)? } else { from + 1 };
    let other = *list.get(to)?;
    let change = Change::new(format!("order of the questions of {interview}"));
    let (mine, theirs) = (list[from].number(answer::POSITION), other.number(answer::POSITION));
    if mine.is_some() && theirs.is_some() && mine != theirs {
        let at = |n: Option<i64>| vec![(answer::POSITION, n.map_or(Value::Empty, Value::Number))];
        return Some(change.set(list[from], at(theirs)).set(other, at(mine)));
    }
    list.swap(from, to);
    Some(list.iter().enumerate().fold(change, |change, (place, a)| number(change, a, place)))
}

/// Hides an interview and its questions, as one step that one undo takes back.
pub fn drop_interview(view: View, interview: &Record) -> Change {
    let name = format!("deletion of interview {} {}", interview.id, interview.title());
    let change = Change::new(name.trim_end()).hide(interview);
    interview::answers(view, interview.id).into_iter().fold(change, Change::hide)
}

/// The one auditor on file; nothing if there are several or none.
pub fn only_auditor(view: View) -> Option<Id> {
    let mut auditors = view.records.all(Kind::Person).filter(|p| p.choice(person::AUDITOR) == Some(YES));
    auditors.next().filter(|_| auditors.next().is_none()).map(|p| p.id)
}

/// The day of a round: its last day, else its first, else the day of its latest interview.
pub fn day(view: View, round: &Record) -> Option<Date> {
    let held = |i: &Record| i.stamp(interview::STARTED).or(i.stamp(interview::START)).map(Stamp::date);
    let interviews = || view.records.linked(round.id, Kind::Interview, interview::ROUND).filter_map(held).max();
    round.date(round::TO).or(round.date(round::FROM)).or_else(interviews)
}

/// The values of a round that is closed today: its last day is today where none is known, unless its first day is still
/// to come.
pub fn closed(round: &Record, today: Date) -> FieldValues {
    let mut values = vec![(round::STATE, round::State::Closed.value())];
    if round.date(round::TO).is_none() && round.date(round::FROM).is_none_or(|from| from <= today) {
        values.push((round::TO, Value::Date(today)));
    }
    values
}

/// Whether a round took place, or takes place now: it runs or is closed, or somebody was asked in it. What is only planned
/// did not.
pub fn took_place(view: View, round: &Record) -> bool {
    let held = |i: &Record| interview::State::of(i, interview::STATE) == Some(interview::State::Held);
    match round::State::of(round, round::STATE) {
        Some(round::State::Running | round::State::Closed) => true,
        _ => view.records.linked(round.id, Kind::Interview, interview::ROUND).any(held),
    }
}

/// A title that no other round has: the wanted one, else with a number behind it.
pub fn free_title(view: View, wanted: &str) -> String {
    let taken = |title: &str| view.records.all(Kind::Round).any(|r| r.title().eq_ignore_ascii_case(title));
    let numbered = |n: usize| if n == 1 { wanted.to_string() } else { format!("{wanted} ({n})") };
    (1..=view.records.count(Kind::Round) + 1).map(numbered).find(|title| !taken(title)).unwrap_or_default()
}

/// A new audit that starts from the answers of an earlier round, as one step: the same scope, people and questions.
///
/// Interviews are planned without times. Questions keep their source, AI systems and evidence; verdict and note stay
/// in the old answer, which stands behind the new one as *last time*. `values` are those of the new round that do not
/// come from the old one, its title among them. The new round has the id that
/// [`Records::next_id`](super::Records::next_id) gives now.
pub fn audit_from(view: View, base: &Record, values: FieldValues) -> Change {
    round_from(view, base, round::Type::Audit, values)
}

/// The same as a round of another type: a gap analysis of a pilot goes on as one of a wider scope.
pub fn round_from(view: View, base: &Record, typ: round::Type, values: FieldValues) -> Change {
    let id = view.records.next_id(Kind::Round);
    let mut all = kept(base, &GOES_ON);
    all.extend(kept(base, &[round::DISTRIBUTION]));
    all.retain(|(field, _)| values.iter().all(|(f, _)| f != field));
    all.extend(values);
    if typ.is_audit() {
        let people = |f: usize| [round::LEAD, round::TEAM].contains(&f);
        all.iter_mut().filter(|(f, _)| people(*f)).for_each(|(_, v)| auditors_only(view, v));
    }
    all.extend(said_again(base, typ, &all));
    all.extend([(round::TYPE, typ.value()), (round::BASE, Value::Ref(base.id))]);
    let what = if typ == round::Type::Audit { "audit" } else { typ.label() };
    let mut change = Change::new(format!("{what} {id} from the answers of {}", base.id)).create(id, all);
    let (mut next_interview, mut next_answer) =
        (view.records.next_id(Kind::Interview), view.records.next_id(Kind::Answer));
    let mut after = Vec::new();
    let mut made: Vec<(Vec<Id>, Vec<Id>)> = Vec::new();
    // Its meetings are planned when their days are known.
    for old in coverage::interviews(view.records, base.id).into_iter().filter(|i| !interview::is_meeting(i)) {
        let mut again = interview_again(old, id);
        let asked = interview::answers(view, old.id).iter().filter_map(|a| a.one(answer::ITEM)).collect();
        made.push((old.refs(interview::WITH).to_vec(), asked));
        if typ.is_audit() {
            again.iter_mut().filter(|(f, _)| *f == interview::AUDITOR).for_each(|(_, v)| auditors_only(view, v));
        }
        change = change.create(next_interview, again);
        // What asked after a finding then is asked anew below, if it is still open.
        let again = interview::answers(view, old.id).into_iter().filter(|a| a.value(answer::FOLLOWS).is_empty());
        for (place, answer) in again.enumerate() {
            let mut values = copy_of(answer, next_interview, (place as i64 + 1) * STEP);
            values.extend(kept(answer, &[answer::EVIDENCE]));
            change = change.create(next_answer, values);
            next_answer.n += 1;
        }
        after.push(next_interview);
        next_interview.n += 1;
    }
    // An audit asks after what is open.
    let open = if typ.is_audit() { follow_up::taken_along(view, id, &after, &made) } else { Vec::new() };
    for values in open {
        change = change.create(next_answer, values);
        next_answer.n += 1;
    }
    change
}

/// What stands behind the round of which a declaration is taken along.
const SAID_ANEW: &str = ", to be said anew: ";

/// What a team declared of its independence, as a start for the next audit by the same people. It says
/// of which round it is: a declaration is made anew each time.
fn said_again(base: &Record, typ: round::Type, new: &FieldValues) -> FieldValues {
    let team = |of: &dyn Fn(usize) -> Vec<Id>| {
        let mut all = [of(round::LEAD), of(round::TEAM)].concat();
        all.sort_unstable();
        all.dedup();
        all
    };
    let refs = |value: &Value| match value {
        Value::Refs(ids) => ids.to_vec(),
        Value::Ref(id) => vec![*id],
        _ => Vec::new(),
    };
    let now = team(&|field| new.iter().find(|(f, _)| *f == field).map_or(Vec::new(), |(_, v)| refs(v)));
    let same = !now.is_empty() && now == team(&|field| refs(base.value(field)));
    if !same || !typ.is_audit() || !round::is_audit(base) {
        return Vec::new();
    }
    let start = |(field, value): (usize, Value)| match value {
        Value::Text(text) => {
            // What was taken along before says its round once.
            let words = text.rsplit_once(SAID_ANEW).map_or(&*text, |(_, words)| words).trim();
            (field, Value::text(format!("As in {}{SAID_ANEW}{words}", base.id)))
        }
        other => (field, other),
    };
    kept(base, &[round::INDEPENDENCE]).into_iter().map(start).collect()
}

/// Who helped in a gap analysis and is no auditor does not audit what came of it (clause 9.2.2).
fn auditors_only(view: View, people: &mut Value) {
    let audits = |id: &Id| view.records.live(*id).is_some_and(|p| p.choice(person::AUDITOR) == Some(YES));
    *people = match &*people {
        Value::Refs(ids) => Value::refs(ids.iter().copied().filter(audits)),
        Value::Ref(id) if !audits(id) => Value::Empty,
        other => other.clone(),
    };
}

pub(super) fn interview_again(old: &Record, round: Id) -> FieldValues {
    const KEPT: [usize; 7] = [
        interview::TITLE,
        interview::WITH,
        interview::TYPE,
        interview::ROLE,
        interview::AUDITOR,
        interview::MINUTES,
        interview::PLACE,
    ];
    let mut values = kept(old, &KEPT);
    values.extend([(interview::ROUND, Value::Ref(round)), (interview::STATE, interview::State::Planned.value())]);
    values
}

/// The filled fields of a record; a long text that was not read is left out.
pub(super) fn kept(record: &Record, fields: &[usize]) -> FieldValues {
    let filled = |f: &&usize| !matches!(record.value(**f), Value::Empty | Value::Unread);
    fields.iter().filter(filled).map(|f| (*f, record.value(*f).clone())).collect()
}

#[cfg(test)]
#[path = "rounds_tests.rs"]
mod tests;
