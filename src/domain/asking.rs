//! Everything about one person as an interviewee: what is still to be asked of them, what they promised, what they
//! answer for that is open, and what they said before.

use super::{
    coverage,
    id::Id,
    kind::Kind,
    kinds::{
        answer::{self, Verdict},
        finding,
        interview::{self, State},
        request, round,
    },
    record::Record,
    records::View,
    rounds,
};

/// What there is to ask of a person, from the nearest to the farthest.
#[derive(Default)]
pub struct Asking<'a> {
    /// Questions of interviews with them that are not judged yet, in rounds that are not closed.
    pub to_ask: Vec<&'a Record>,
    /// Questions parked for them that nobody judged since.
    pub parked: Vec<&'a Record>,
    /// Evidence that they promised and that is still awaited.
    pub promised: Vec<&'a Record>,
    /// Open findings that they own.
    pub findings: Vec<&'a Record>,
    /// Answers that contradict what somebody else said, not settled.
    pub contradictions: Vec<&'a Record>,
    /// What they were asked before, the newest first.
    pub said: Vec<&'a Record>,
}

/// All of it.
pub fn of(view: View<'_>, person: Id) -> Asking<'_> {
    let with: Vec<&Record> =
        view.records.all(Kind::Interview).filter(|i| i.refs(interview::WITH).contains(&person)).collect();
    let mut asking = Asking::default();
    for held in &with {
        let closed = held.one(interview::ROUND).and_then(|id| view.records.live(id)).is_none_or(is_closed);
        for a in interview::answers(view, held.id) {
            match answer::verdict(a) {
                Verdict::NotLookedAt if !closed => asking.to_ask.push(a),
                Verdict::NotLookedAt => {}
                Verdict::Parked if !closed && a.one(answer::PARKED_FOR).is_none_or(|p| p == person) => {
                    asking.parked.push(a)
                }
                _ => asking.said.push(a),
            }
        }
    }
    let waiting = coverage::parked(view, None).into_iter();
    let elsewhere = waiting.filter(|a| a.one(answer::PARKED_FOR) == Some(person));
    let known: Vec<Id> = asking.parked.iter().map(|a| a.id).collect();
    asking.parked.extend(elsewhere.filter(|a| !known.contains(&a.id)));
    let theirs = |r: &&Record| r.one(request::FROM) == Some(person) && request::is_open(r);
    asking.promised = view.records.all(Kind::Request).filter(theirs).collect();
    asking.promised.sort_by_key(|r| (r.date(request::DUE).is_none(), r.date(request::DUE), r.id));
    let owned = |f: &&Record| f.one(finding::OWNER) == Some(person) && finding::is_open(f);
    asking.findings = view.records.all(Kind::Finding).filter(owned).collect();
    let open = |a: &&&Record| a.value(answer::SETTLED).is_empty() && !a.refs(answer::CONTRADICTS).is_empty();
    asking.contradictions = asking.said.iter().filter(open).copied().collect();
    asking.said.sort_by_key(|a| (std::cmp::Reverse(day(view, a)), a.number(answer::POSITION), a.id));
    asking
}

fn is_closed(round: &Record) -> bool {
    round::State::of(round, round::STATE) == Some(round::State::Closed)
}

/// The day on which something was said: of its verdict, else of its interview, else of its round.
pub fn day(view: View, a: &Record) -> Option<jiff::civil::Date> {
    let judged = a.stamp(answer::JUDGED).map(|s| s.date());
    let held = || view.records.live(a.one(answer::INTERVIEW)?)?.stamp(interview::START).map(|s| s.date());
    let round = || view.records.live(answer::round_of(view.records, a)?).and_then(|r| rounds::day(view, r));
    judged.or_else(held).or_else(round)
}

/// The interview with a person that is next: running, else planned.
pub fn next_interview<'a>(view: View<'a>, person: Id) -> Option<&'a Record> {
    let open = |i: &&Record| State::of(i, interview::STATE) != Some(State::Held);
    let theirs = |i: &&Record| i.refs(interview::WITH).contains(&person);
    let running =
        |i: &&Record| i.one(interview::ROUND).and_then(|id| view.records.live(id)).is_some_and(|r| !is_closed(r));
    let all = view.records.all(Kind::Interview).filter(theirs).filter(open).filter(running);
    all.min_by_key(|i| (State::of(i, interview::STATE) != Some(State::Running), i.stamp(interview::START), i.id))
}
