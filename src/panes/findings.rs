//! What can be done with findings: the seven steps, five whys, actions.

use crate::{
    app::{Effect, Place, Then, World, place::Prompt},
    command::Command,
    domain::{
        Change, Id, Kind, Record, Value,
        kinds::{
            action,
            finding::{self, Effective, Step},
        },
    },
};

/// Runs a command on findings; `None` if it is none of theirs.
pub fn run(command: Command, ids: &[Id], world: &World) -> Option<Vec<Effect>> {
    let first = ids.first().and_then(|id| world.records.live(*id));
    match command {
        Command::StepNext => Some(first.map(|f| step_on(f, world)).unwrap_or_default()),
        Command::StepBack => Some(first.map(step_back).unwrap_or_default()),
        Command::Whys => {
            let id = first?.id;
            let five = (finding::METHOD, finding::Method::FiveWhys.value());
            let change = Change::new(format!("cause method of {id}")).set(first?, vec![five]);
            let mut effects = Vec::new();
            if finding::Method::of(first?, finding::METHOD).is_none() {
                effects.push(Effect::Save(change));
            }
            effects.push(Effect::Go(Place::Field(vec![id], finding::CAUSE)));
            Some(effects)
        }
        Command::AddAction => Some(first.map(|f| vec![Effect::Go(ask_action(f.id))]).unwrap_or_default()),
        _ => None,
    }
}

/// A prompt for an action about a record.
pub fn ask_action(about: Id) -> Place {
    let purpose = match about.kind {
        Kind::Finding => action::Purpose::Corrective,
        Kind::Risk => action::Purpose::Treatment,
        _ => action::Purpose::Gap,
    };
    let values = vec![
        (action::ABOUT, Value::refs([about])),
        (action::PURPOSE, purpose.value()),
        (action::STATE, action::State::Open.value()),
    ];
    Prompt::ask(
        format!("{} for {about}: what is to be done?", purpose.label()),
        "Owner, due date and proof follow in the form.",
        Then::Create { kind: Kind::Action, values, open: true },
    )
}

/// What a step still asks for, as a sentence, or nothing.
pub fn missing(finding: &Record, world: &World) -> Option<(String, usize)> {
    let lacks = |field: usize| finding.value(field).is_empty();
    let need = |text: &str, field| Some((text.to_string(), field));
    match finding::step(finding) {
        Step::New if lacks(finding::OWNER) => need("Owner: who answers for it?", finding::OWNER),
        Step::New | Step::FixNow if lacks(finding::CORRECTION) => {
            need("Fix now: what was done at once for this case?", finding::CORRECTION)
        }
        Step::Cause if lacks(finding::CAUSE) => need("Cause: why could it happen? (w asks five whys)", finding::CAUSE),
        Step::Action if actions(finding, world).next().is_none() => {
            need("Action: what will stop it happening again? (A adds one)", finding::CORRECTION)
        }
        Step::Action if actions(finding, world).any(|a| !action::is_done(a)) => {
            need("Action: not every action is done yet", finding::DONE)
        }
        Step::Done if lacks(finding::CHECK_ON) => need("Check: when will it be looked at again?", finding::CHECK_ON),
        Step::Check if lacks(finding::CHECKER) => need("Check: who judges it? Not the owner.", finding::CHECKER),
        Step::Check if lacks(finding::EFFECTIVE) => need("Check: was it effective?", finding::EFFECTIVE),
        _ => None,
    }
}

/// The actions about a finding.
pub fn actions<'a>(finding: &Record, world: &'a World) -> impl Iterator<Item = &'a Record> {
    world.records.linked(finding.id, Kind::Action, action::ABOUT)
}

/// The next step. Only closing checks; every other step may be half filled.
fn step_on(finding: &Record, world: &World) -> Vec<Effect> {
    let now = finding::step(finding);
    let Some(next) = Step::ALL.get(now as usize + 1).copied() else {
        return vec![Effect::Say(format!("{} is closed", finding.id))];
    };
    if next == Step::Closed
        && let Some(reason) = closing_refused(finding, world)
    {
        return vec![Effect::Warn(format!("{} is not closed: {reason}", finding.id))];
    }
    let mut values = vec![(finding::STEP, next.value())];
    if next == Step::Done && finding.value(finding::DONE).is_empty() {
        values.push((finding::DONE, Value::Date(world.now.date())));
    }
    if next == Step::Closed {
        values.push((finding::CLOSED, Value::Date(world.now.date())));
    }
    let change = Change::new(format!("{} to step {}", finding.id, next.label())).set(finding, values);
    let mut effects = vec![Effect::Save(change)];
    let hint = missing(&finding.clone().with(finding::STEP, next.value()), world);
    let warning = same_person(finding).then(|| " (the checker is the owner: somebody else should check)".to_string());
    let text = hint.map_or(String::new(), |(text, _)| format!(". {text}"));
    effects.push(Effect::Say(format!("{}: {}{text}{}", finding.id, next.label(), warning.unwrap_or_default())));
    effects
}

/// Who checks may not be the owner.
pub fn same_person(finding: &Record) -> bool {
    finding.one(finding::CHECKER).is_some() && finding.one(finding::CHECKER) == finding.one(finding::OWNER)
}

/// Why a finding cannot be closed yet.
fn closing_refused(finding: &Record, world: &World) -> Option<String> {
    if Effective::of(finding, finding::EFFECTIVE) == Some(Effective::No) {
        return Some("it was judged not effective; < takes it back to its cause".into());
    }
    if finding::Grade::of(finding, finding::GRADE) == Some(finding::Grade::Improve) {
        return None;
    }
    if finding.value(finding::CAUSE).is_empty() {
        return Some("its cause is not written (w asks five whys)".into());
    }
    if actions(finding, world).any(|a| !action::is_done(a)) {
        return Some("an action is not done".into());
    }
    if finding.one(finding::CHECKER).is_none() {
        return Some("nobody is named who checked it".into());
    }
    if finding.value(finding::EFFECTIVE).is_empty() {
        return Some("nobody said yet whether it was effective".into());
    }
    None
}

fn step_back(finding: &Record) -> Vec<Effect> {
    let now = finding::step(finding);
    let back = match Effective::of(finding, finding::EFFECTIVE) {
        Some(Effective::No) if now >= Step::Done => Step::Cause,
        _ if now == Step::New => return vec![Effect::Say(format!("{} is at its first step", finding.id))],
        _ => Step::ALL[now as usize - 1],
    };
    let mut values = vec![(finding::STEP, back.value())];
    if now == Step::Closed {
        values.push((finding::CLOSED, Value::Empty));
    }
    vec![Effect::Save(Change::new(format!("{} back to step {}", finding.id, back.label())).set(finding, values))]
}
