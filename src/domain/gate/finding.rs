//! When a finding may be *done* and *closed*.

use super::{
    Asker, Broken, Road, lock,
    near::{Near, is_other, linked, live},
};
use crate::domain::{
    Id, Kind, Record, follow_up,
    kinds::{
        action,
        finding::{self, Effective, Step},
        round,
    },
    progress,
    workflow::finding::{self as workflow, same_person},
};
use jiff::civil::Date;
use std::borrow::Cow;

/// The actions about a finding.
fn actions<'a>(near: &'a dyn Near, finding: &Record) -> Vec<Cow<'a, Record>> {
    let mut all: Vec<_> = linked(near, finding.id, (Kind::Action, action::ABOUT)).collect();
    all.sort_by_key(|a| a.id);
    all
}

pub(super) fn broken(near: &dyn Near, finding: &Record, was: Option<&Record>) -> Vec<Broken> {
    let mut all = against_test(finding);
    all.extend(hearsay(finding));
    all.extend(on_its_way(near, finding, was));
    all
}

/// The short test points to a grade; another one needs a reason.
fn against_test(finding: &Record) -> Vec<Broken> {
    use finding::{Grade, Test};
    let (Some(test), Some(grade)) = (Test::of(finding, finding::TEST), Grade::of(finding, finding::GRADE)) else {
        return Vec::new();
    };
    let points = match test {
        Test::Absent | Test::Systemic => Grade::Major,
        Test::Isolated => Grade::Minor,
        Test::NoBreach => Grade::Improve,
    };
    let why = || {
        let (test, points) = (test.label(), points.label());
        format!("{} is graded {}; its test says {test}, which points to {points}: why?", finding.id, grade.label())
    };
    if points == grade { Vec::new() } else { vec![Broken::asks("finding: grade against its test", why())] }
}

/// Effectiveness is verified; what somebody said of it is no proof (clause 10.2, ISO 19011, 6.7).
fn hearsay(finding: &Record) -> Option<Broken> {
    let effective = Effective::of(finding, finding::EFFECTIVE) == Some(Effective::Yes);
    let said = workflow::basis(finding).trim_end_matches('.').ends_with(follow_up::HEARSAY);
    let why =
        || format!("{} is called effective on what was said, and nothing was seen: why may that stand?", finding.id);
    (effective && said).then(|| Broken::asks("finding effective: hearsay", why()))
}

fn on_its_way(near: &dyn Near, finding: &Record, was: Option<&Record>) -> Vec<Broken> {
    let step = finding::step(finding);
    if step < Step::Done {
        return plan(finding);
    }
    let actions = actions(near, finding);
    if finding::is_improvement(finding) {
        return if step == Step::Closed { improvement(finding, &actions) } else { Vec::new() };
    }
    let before = was.map_or(Step::New, finding::step);
    let mut all = if step == Step::Closed { closed(near, finding, &actions, before) } else { Vec::new() };
    all.extend(plan(finding));
    if finding::Plan::of(finding, finding::PLAN) == Some(finding::Plan::SentBack) {
        let why = "its plan was sent back and is not accepted yet";
        all.push(Broken::refused("finding done: plan", sentence(finding, "done", before >= Step::Done, why)));
    }
    if let Some(open) = actions.iter().find(|a| !progress::is_done(a)) {
        let why = format!("action {} is not done", open.id);
        all.push(Broken::refused("finding done: actions", sentence(finding, "done", before >= Step::Done, &why)));
    }
    all.extend(bare(near, finding, &actions));
    all
}

/// Done without something that a nonconformity is done by: one question names all of it.
fn bare(near: &dyn Near, finding: &Record, actions: &[Cow<'_, Record>]) -> Vec<Broken> {
    let anew = |day: &Date| !actions.iter().any(|a| workflow::is_done_after(a, *day));
    let failed = workflow::failed_on(finding).filter(anew);
    let mut rules: Vec<&'static str> = Vec::new();
    let mut lacks: Vec<String> = Vec::new();
    if let Some(day) = failed {
        rules.push("finding done: done anew");
        lacks.push(format!("without an action after {day}, when it was judged not effective"));
    }
    if actions.is_empty() {
        rules.push("finding done: no action");
        lacks.extend(failed.is_none().then(|| "without an action".to_string()));
    }
    if is_audited(near, finding) && finding.value(finding::PLAN).is_empty() {
        rules.push("finding done: plan not judged");
        lacks.push("without a plan that the auditor accepted".into());
    }
    let why = format!("{} is done {}: why may that stand?", finding.id, lacks.join(", "));
    rules.into_iter().map(|rule| Broken::asks(rule, why.clone())).collect()
}

/// Whether there is an auditor who judges its plan: it was raised in an audit, by whomever.
fn is_audited(near: &dyn Near, finding: &Record) -> bool {
    use finding::Source;
    let round = finding.one(finding::ROUND).and_then(|id| live(near, id));
    match Source::of(finding, finding::SOURCE) {
        Some(source) => matches!(source, Source::Audit | Source::Outside),
        None => round.is_some_and(|r| round::is_audit(&r)),
    }
}

/// The plan is accepted or sent back by somebody else than who answers for it.
fn plan(finding: &Record) -> Vec<Broken> {
    let by = finding.one(finding::PLAN_BY);
    let own = !finding.value(finding::PLAN).is_empty() && by.is_some() && by == finding.one(finding::OWNER);
    let why = || format!("the plan of {} is judged by its owner: why may that stand?", finding.id);
    if own { vec![Broken::asks("finding plan: own hand", why())] } else { Vec::new() }
}

/// An improvement is taken up by an action, or somebody says why not.
fn improvement(finding: &Record, actions: &[Cow<'_, Record>]) -> Vec<Broken> {
    let taken_up = actions.iter().any(|a| progress::is_done(a));
    let why = || format!("{} closes without an action that is done: why is it not taken up?", finding.id);
    if taken_up { Vec::new() } else { vec![Broken::asks("improvement closed: taken up", why())] }
}

fn closed(near: &dyn Near, finding: &Record, actions: &[Cow<'_, Record>], before: Step) -> Vec<Broken> {
    let lacks = |field: usize| finding.value(field).is_empty();
    let mut all = Vec::new();
    let mut need = |broken: bool, rule: &'static str, why: &str| {
        if broken {
            all.push(Broken::refused(rule, sentence(finding, "closed", before == Step::Closed, why)));
        }
    };
    need(lacks(finding::CAUSE), "finding closed: cause", "its cause is not written");
    let open = actions.iter().find(|a| !progress::is_done(a));
    let text = open.map_or(String::new(), |a| format!("action {} is not done", a.id));
    need(open.is_some(), "finding closed: actions", &text);
    let bare = actions.iter().find(|a| progress::is_done(a) && !has_proof(near, a));
    let text = bare.map_or(String::new(), |a| format!("nothing proves that action {} was done", a.id));
    need(bare.is_some(), "finding closed: proof", &text);
    let day = finding.date(finding::CHECK_ON);
    need(day.is_none(), "finding closed: check day", "no day is set on which it was to be checked");
    let text = day.map_or(String::new(), |d| format!("it is to be checked on {d}, which is still to come"));
    need(day.is_some_and(|d| d > near.today()), "finding closed: check to come", &text);
    need(finding.one(finding::CHECKER).is_none(), "finding closed: checker", "nobody is named who checked it");
    let effective = Effective::of(finding, finding::EFFECTIVE);
    need(effective.is_none(), "finding closed: judged", "nobody said yet whether it was effective");
    need(effective == Some(Effective::No), "finding closed: effective", "it was judged not effective");
    need(lacks(finding::CHECK_BASIS), "finding closed: basis", "it is not said what it was judged on");
    let old = !lacks(finding::CHECK_BASIS) && workflow::basis(finding).is_empty();
    let text = "what it was judged on is the judgement of before; say what shows that it works now";
    need(old, "finding closed: new basis", text);
    all.extend(doubtful(finding, actions));
    all
}

/// What a closing is asked: one question names all of it.
fn doubtful(finding: &Record, actions: &[Cow<'_, Record>]) -> Vec<Broken> {
    let id = finding.id;
    let mut asked: Vec<(&'static str, String, String)> = Vec::new();
    if same_person(finding) {
        let why = format!("{id} was checked by its owner: why may that stand?");
        asked.push(("finding closed: independence", "its owner checked it".into(), why));
    }
    if actions.is_empty() {
        let why = format!("{id} closes without any action: why is none needed against its cause?");
        asked.push(("finding closed: no action", "it has no action".into(), why));
    }
    if let Some((day, done)) = checked_early(finding, actions) {
        let why = format!("{id} was checked on {day} and done on {done}: how could its effect be seen by then?");
        asked.push(("finding closed: checked early", format!("it was done on {done} and checked on {day}"), why));
    }
    if asked.len() > 1 {
        let all: Vec<&str> = asked.iter().map(|(_, what, _)| what.as_str()).collect();
        let why = format!("{id} closes although {}: why may that stand?", all.join(" and "));
        asked.iter_mut().for_each(|(.., said)| said.clone_from(&why));
    }
    asked.into_iter().map(|(rule, _, why)| Broken::asks(rule, why)).collect()
}

/// The day of the check and that on which the last of it was done, where the check is not the later one: whether
/// something works shows only after it was done.
fn checked_early(finding: &Record, actions: &[Cow<'_, Record>]) -> Option<(Date, Date)> {
    let day = finding.date(finding::CHECK_ON)?;
    let done = actions.iter().filter_map(|a| a.date(action::DONE)).chain(finding.date(finding::DONE)).max()?;
    (day <= done).then_some((day, done))
}

fn has_proof(near: &dyn Near, action: &Record) -> bool {
    action.refs(action::PROOF).iter().any(|e| live(near, *e).is_some())
}

/// Who closes a finding and answers for it says why that may stand: a check is another one's (clauses 9.2.2, 10.2).
pub(super) fn own_hand(before: &dyn Near, after: &dyn Near, id: Id, asker: &Asker) -> Option<Broken> {
    if id.kind != Kind::Finding {
        return None;
    }
    let closed = |f: &Record| finding::step(f) == Step::Closed;
    let now = live(after, id).filter(|f| closed(f) && !finding::is_improvement(f) && !same_person(f))?;
    let own = asker.person.is_some() && now.one(finding::OWNER) == asker.person;
    let news = !live(before, id).is_some_and(|f| closed(&f));
    let why = || format!("{id} is closed by its owner, who is you: why may that stand?");
    (own && news).then(|| Broken::asks("finding closed: own hand", why()))
}

/// What an audit reported of a finding: all of it that is not its way to closure.
const REPORTED: &[usize] = &[
    finding::GRADE,
    finding::TEST,
    finding::TITLE,
    finding::AGAINST,
    finding::RULE,
    finding::SYSTEMS,
    finding::SOURCE,
    finding::CRITERION,
    finding::CONDITION,
    finding::EXTENT,
    finding::EFFECT,
    finding::EVIDENCE,
    finding::ROUND,
    finding::ANSWER,
];

/// What a closed round reported of a finding is changed, or the finding deleted, with a reason that its sheet prints. What
/// was left empty may be filled, and undo takes back a step of one's own.
pub(super) fn reported(before: &dyn Near, after: &dyn Near, id: Id, road: Road) -> Option<Broken> {
    if matches!(road, Road::Undo | Road::Redo) {
        return None;
    }
    let was = live(before, id).filter(|_| id.kind == Kind::Finding)?;
    let now = after.record(id)?;
    let round = was.one(finding::ROUND).filter(|round| lock::closed_round(before, *round).is_some())?;
    let changed = REPORTED.iter().find(|f| is_other(was.value(**f), now.value(**f)));
    let what = match (now.hidden, changed) {
        (true, _) => "why is it deleted?".to_string(),
        (false, Some(field)) => {
            let field = &finding::FIELDS[*field];
            format!("why is “{}” another one now?", field.label)
        }
        (false, None) => return None,
    };
    Some(Broken::asks("finding: reported", format!("{id} was reported by {round}, which is closed: {what}")))
}

/// A judgement that something did not work stays on the sheet of its finding until somebody says why it goes; undo takes
/// back a step of one's own, which the journal tells.
pub(super) fn judgement_gone(before: &dyn Near, after: &dyn Near, id: Id, road: Road) -> Option<Broken> {
    if id.kind != Kind::Finding || matches!(road, Road::Undo | Road::Redo) {
        return None;
    }
    let (was, now) = (live(before, id)?, live(after, id)?);
    let judged = workflow::is_not_effective(&was) && !was.text(finding::CHECK_BASIS).trim().is_empty();
    let same = |before: &str| now.text(finding::CHECK_BASIS).contains(before);
    let gone = match workflow::failed_before(&was) {
        Some(before) => !same(before),
        None => !workflow::is_not_effective(&now) && workflow::failed_on(&now).is_none(),
    };
    let why = || format!("{id} was judged not effective: why does its sheet no longer say so?");
    let stood = judged || workflow::failed_on(&was).is_some();
    (stood && gone).then(|| Broken::asks("finding: judgement gone", why()))
}

/// A finding that is done keeps the actions that it was done by.
pub(super) fn taken_away(before: &dyn Near, after: &dyn Near, was: &Record, now: &Record) -> Option<Broken> {
    if finding::step(was) < Step::Done || finding::step(now) < Step::Done || finding::is_improvement(now) {
        return None;
    }
    let left: Vec<_> = actions(after, now).iter().map(|a| a.id).collect();
    let gone = actions(before, was).iter().map(|a| (a.id, progress::is_done(a))).find(|(id, _)| !left.contains(id))?;
    let step = finding::step(now).label();
    let why = format!("action {} was part of it", gone.0);
    // One that was not done never carried it.
    gone.1.then(|| Broken::refused("finding done: action gone", sentence(now, step, true, &why)))
}

fn sentence(finding: &Record, word: &str, is_so: bool, why: &str) -> String {
    if is_so {
        format!("{} is {word} and stays so until it is stepped back: {why}", finding.id)
    } else {
        format!("{} is not {word}: {why}", finding.id)
    }
}
