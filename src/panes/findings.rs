//! What can be done with findings: the seven steps, five whys, actions.

use crate::{
    app::{Effect, Place, Then, World, place::Prompt},
    command::Command,
    domain::{
        Change, Field, Id, Kind, Record, Value,
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
        Command::StepFill => Some(first.map(|f| fill(f, world)).unwrap_or_default()),
        Command::StepBack => Some(first.map(|f| step_back(f, world)).unwrap_or_default()),
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
        Step::Check if lacks(finding::CHECK_BASIS) => need("Check: what was it judged on?", finding::CHECK_BASIS),
        _ => None,
    }
}

/// Opens what the step still asks for: the field, a new action, or the action that is not done.
fn fill(finding: &Record, world: &World) -> Vec<Effect> {
    let Some((text, field)) = missing(finding, world) else {
        let next = crate::panes::palette::key_of(world, Command::StepNext);
        let said = match finding::step(finding) {
            Step::Closed => format!("{} is closed", finding.id),
            _ => format!("{}: this step has what it needs; {next} goes to the next one", finding.id),
        };
        return vec![Effect::Say(said)];
    };
    let place = match finding::step(finding) {
        Step::Action => match actions(finding, world).find(|a| !action::is_done(a)) {
            Some(open) => Place::Record(open.id),
            None => ask_action(finding.id),
        },
        _ => Place::Field(vec![finding.id], field),
    };
    vec![Effect::Go(place), Effect::Say(text)]
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
    if next == Step::Closed && is_not_effective(finding) {
        return reopen(finding, world);
    }
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

fn is_not_effective(finding: &Record) -> bool {
    Effective::of(finding, finding::EFFECTIVE) == Some(Effective::No)
}

/// What was judged not effective starts again at its cause. The judgement stays on the sheet under what it rested on;
/// the fields of the check are free for the next try.
fn reopen(finding: &Record, world: &World) -> Vec<Effect> {
    let basis = match finding.text(finding::CHECK_BASIS).trim() {
        "" => String::new(),
        basis => format!(": {basis}"),
    };
    let judged: String =
        format!("not effective on {}{basis}", world.now.date()).chars().take(Field::LINE_MAX).collect();
    let values = vec![
        (finding::STEP, Step::Cause.value()),
        (finding::CHECK_BASIS, Value::text(judged)),
        (finding::EFFECTIVE, Value::Empty),
        (finding::DONE, Value::Empty),
        (finding::CHECK_ON, Value::Empty),
        (finding::CLOSED, Value::Empty),
    ];
    let change = Change::new(format!("{} not effective, back to its cause", finding.id)).set(finding, values);
    let said = format!("{}: not effective, so back to its cause. Why did it come back?", finding.id);
    vec![Effect::Save(change), Effect::Say(said)]
}

fn step_back(finding: &Record, world: &World) -> Vec<Effect> {
    let now = finding::step(finding);
    let back = match now {
        _ if is_not_effective(finding) && now >= Step::Done => return reopen(finding, world),
        Step::New => return vec![Effect::Say(format!("{} is at its first step", finding.id))],
        _ => Step::ALL[now as usize - 1],
    };
    let mut values = vec![(finding::STEP, back.value())];
    if now == Step::Closed {
        values.push((finding::CLOSED, Value::Empty));
    }
    vec![Effect::Save(Change::new(format!("{} back to step {}", finding.id, back.label())).set(finding, values))]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panes::testing::halden;

    /// A finding at the step before closing, with a cause and no action.
    fn checked(world: &mut World) -> Id {
        let first = world.records.all(Kind::Finding).find(|f| actions(f, world).next().is_none()).unwrap();
        let id = first.id;
        let values = vec![
            (finding::STEP, Step::Check.value()),
            (finding::GRADE, finding::Grade::Minor.value()),
            (finding::CAUSE, Value::text("nobody owned it")),
            (finding::CHECKER, Value::Ref(Id::new(Kind::Person, 1))),
            (finding::EFFECTIVE, Value::Empty),
            (finding::CHECK_BASIS, Value::Empty),
            (finding::CHECK_ON, Value::Date(world.now.date())),
        ];
        let change = Change::new("test").set(first, values);
        world.records.apply(&change);
        id
    }
    fn act(world: &mut World, id: Id, command: Command) -> Vec<Effect> {
        let effects = run(command, &[id], world).unwrap();
        for effect in &effects {
            if let Effect::Save(change) = effect {
                world.records.apply(change);
            }
        }
        effects
    }
    fn set(world: &mut World, id: Id, field: usize, value: Value) {
        let change = Change::new("test").set(world.records.get(id).unwrap(), vec![(field, value)]);
        world.records.apply(&change);
    }

    #[test]
    fn one_key_opens_what_the_step_asks_for() {
        let mut world = halden();
        let id = checked(&mut world);
        let effects = act(&mut world, id, Command::StepFill);
        let asked = matches!(&effects[0], Effect::Go(Place::Field(_, field)) if *field == finding::EFFECTIVE);
        assert!(asked, "{effects:?}");
        set(&mut world, id, finding::STEP, Step::Action.value());
        let effects = act(&mut world, id, Command::StepFill);
        assert!(matches!(&effects[0], Effect::Go(Place::Prompt(_))), "{effects:?}");
        set(&mut world, id, finding::STEP, Step::Closed.value());
        assert!(matches!(&act(&mut world, id, Command::StepFill)[..], [Effect::Say(_)]));
    }

    #[test]
    fn not_effective_goes_back_to_the_cause_and_the_next_try_is_judged_anew() {
        let mut world = halden();
        let id = checked(&mut world);
        act(&mut world, id, Command::StepNext);
        let step = |world: &World| finding::step(world.records.get(id).unwrap());
        assert_eq!(step(&world), Step::Check, "nothing is closed unjudged");
        set(&mut world, id, finding::EFFECTIVE, Effective::No.value());
        set(&mut world, id, finding::CHECK_BASIS, Value::text("three cases of May"));
        act(&mut world, id, Command::StepNext);
        let again = world.records.get(id).unwrap();
        assert_eq!(step(&world), Step::Cause);
        assert!(again.value(finding::EFFECTIVE).is_empty() && again.value(finding::CHECK_ON).is_empty());
        assert!(again.text(finding::CHECK_BASIS).ends_with(": three cases of May"));
        for _ in 0..3 {
            act(&mut world, id, Command::StepNext);
        }
        set(&mut world, id, finding::EFFECTIVE, Effective::Yes.value());
        act(&mut world, id, Command::StepNext);
        assert_eq!(step(&world), Step::Closed);
    }
}
