//! What can be done with findings: the seven steps, five whys, actions.

use crate::{
    command::Command,
    domain::{
        Change, Edit, Id, Kind, Record, Value,
        kinds::{
            action,
            finding::{self, Step},
        },
        progress,
        workflow::finding as workflow,
    },
    ui::{AfterText, Effect, Place, World, place::Prompt},
};

/// Runs a command on a finding; nothing if it is none of its own.
pub fn run(command: Command, id: Id, world: &World) -> Vec<Effect> {
    let Some(finding) = world.records.live(id) else { return Vec::new() };
    match command {
        Command::StepNext => step_on(finding, world),
        Command::StepFill => fill(finding, world),
        Command::StepBack => step_back(finding, world),
        Command::Whys => {
            let five = (finding::METHOD, finding::Method::FiveWhys.value());
            let change = Change::new(format!("cause method of {id}")).set(finding, vec![five]);
            let mut effects = Vec::new();
            if finding::Method::of(finding, finding::METHOD).is_none() {
                effects.push(Effect::Save(change));
            }
            effects.push(Effect::Go(Place::Field(vec![id], finding::CAUSE)));
            effects
        }
        _ => Vec::new(),
    }
}

/// A prompt for an action about a record. One about a finding begins with its owner, and with its day unless that is over.
pub fn ask_action(about: Id, world: &World) -> Place {
    let purpose = match about.kind {
        Kind::Finding => action::Purpose::Corrective,
        Kind::Risk => action::Purpose::Treatment,
        Kind::Review | Kind::ReviewInput => action::Purpose::Decision,
        _ => action::Purpose::Gap,
    };
    let mut values = vec![
        (action::ABOUT, Value::refs([about])),
        (action::PURPOSE, purpose.value()),
        (action::STATE, action::State::Open.value()),
    ];
    let finding = world.records.live(about).filter(|f| f.id.kind == Kind::Finding);
    let owner = finding.and_then(|f| f.one(finding::OWNER));
    let due = finding.and_then(|f| f.date(finding::DUE)).filter(|day| *day >= world.now.date());
    values.extend(owner.map(|id| (action::OWNER, Value::Ref(id))));
    values.extend(due.map(|day| (action::DUE, Value::Date(day))));
    let help = match (owner, due) {
        (None, None) => "Owner, due date and proof follow in the form.",
        _ => "It begins with owner and day of the finding; change them in the form.",
    };
    Prompt::ask(
        format!("{} for {about}: what is to be done?", purpose.label()),
        help,
        AfterText::Create { kind: Kind::Action, values, open: true },
    )
}

/// Opens what the step still asks for: the field, a new action, or the action that is not done.
fn fill(finding: &Record, world: &World) -> Vec<Effect> {
    let Some((text, field)) = workflow::missing(world.view(), finding) else {
        let next = crate::panes::palette::key_of(world, Command::StepNext);
        let said = match finding::step(finding) {
            Step::Closed => format!("{} is closed", finding.id),
            _ => format!("{}: this step has what it needs; {next} goes to the next one", finding.id),
        };
        return vec![Effect::Say(said)];
    };
    let place = match finding::step(finding) {
        Step::Action => match workflow::actions(world.view(), finding).find(|a| !progress::is_done(a)) {
            Some(open) => Place::Record(open.id),
            None => ask_action(finding.id, world),
        },
        _ => Place::Field(vec![finding.id], field),
    };
    vec![Effect::Go(place), Effect::Say(text)]
}

/// The next step. Whether it may be taken is asked of the gate when it is saved.
fn step_on(finding: &Record, world: &World) -> Vec<Effect> {
    match workflow::step_on(world.view(), finding) {
        Ok((change, next)) => stepped(finding, change, next, world),
        Err(why) => vec![Effect::Say(why)],
    }
}

fn step_back(finding: &Record, world: &World) -> Vec<Effect> {
    match workflow::step_back(world.view(), finding) {
        Ok((change, Step::Cause)) => stepped(finding, change, Step::Cause, world),
        Ok((change, _)) => vec![Effect::Save(change)],
        Err(why) => vec![Effect::Say(why)],
    }
}

/// Saves a step and says what it asks for.
fn stepped(finding: &Record, change: Change, next: Step, world: &World) -> Vec<Effect> {
    if next == Step::Cause && finding::step(finding) > Step::Cause && workflow::is_not_effective(finding) {
        let said = format!("{}: not effective, so back to its cause. Why did it come back?", finding.id);
        return vec![Effect::Save(change), Effect::Say(said)];
    }
    let hint = workflow::missing(world.view(), &finding.clone().with(finding::STEP, next.value()));
    let text = hint.map_or(String::new(), |(text, _)| format!(". {text}"));
    let same = workflow::same_person(finding);
    let warning = if same { " (the checker is the owner: somebody else should check)" } else { "" };
    vec![Effect::Save(change), Effect::Say(format!("{}: {}{text}{warning}", finding.id, next.label()))]
}

/// The field that a finding asks for after a change that takes it to another step; of an action, or where nothing is
/// asked, the step itself.
pub fn asked_after(change: &Change, id: Id, world: &World) -> Option<usize> {
    let finding = world.records.live(id).filter(|f| f.id.kind == Kind::Finding)?;
    let values = change.edits.iter().find_map(|edit| match edit {
        Edit::Set { id: set, values, .. } if *set == id => Some(values),
        _ => None,
    })?;
    values.iter().find(|(field, _)| *field == finding::STEP)?;
    let will = values.iter().fold(finding.clone(), |f, (field, value)| f.with(*field, value.clone()));
    let asked = workflow::missing(world.view(), &will).filter(|_| finding::step(&will) != Step::Action);
    Some(asked.map_or(finding::STEP, |(_, field)| field))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{
            gate::{self, Asker, Outcome},
            kinds::finding::Effective,
        },
        panes::testing::halden,
    };

    /// A finding at the step before closing, with a cause and no action.
    fn checked(world: &mut World) -> Id {
        let first =
            world.records.all(Kind::Finding).find(|f| workflow::actions(world.view(), f).next().is_none()).unwrap();
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
    /// Runs a command and saves what the gate lets through, with a reason.
    fn act(world: &mut World, id: Id, command: Command) -> Vec<Effect> {
        let effects = run(command, id, world);
        for effect in &effects {
            if let Effect::Save(change) = effect {
                let change = gate::follow_ups(&world.view(), change.clone()).because("no action was needed");
                if gate::validate(&world.view(), &change, &Asker::default()) == Outcome::LetThrough {
                    world.records.apply(&change);
                }
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
        assert_eq!(step(&world), Step::Check, "the day of the check is missing");
        let today = Value::Date(world.now.date());
        set(&mut world, id, finding::CHECK_ON, today);
        act(&mut world, id, Command::StepNext);
        assert_eq!(step(&world), Step::Check, "the judgement of before is no basis");
        let effects = act(&mut world, id, Command::StepFill);
        let asked = matches!(&effects[0], Effect::Go(Place::Field(_, field)) if *field == finding::CHECK_BASIS);
        assert!(asked, "{effects:?}");
        set(&mut world, id, finding::CHECK_BASIS, Value::text("none in June"));
        act(&mut world, id, Command::StepNext);
        assert_eq!(step(&world), Step::Closed);
    }

    #[test]
    fn an_action_begins_with_owner_and_day_of_its_finding() {
        let mut world = halden();
        let id = checked(&mut world);
        let day = world.now.date();
        set(&mut world, id, finding::OWNER, Value::Ref(Id::new(Kind::Person, 2)));
        let starts = |world: &World, field: usize| {
            let Place::Prompt(prompt) = ask_action(id, world) else { panic!("no prompt") };
            let AfterText::Create { values, .. } = prompt.then else { panic!("nothing is created") };
            values.into_iter().find(|(f, _)| *f == field).map(|(_, value)| value)
        };
        for (due, wanted) in [(day, Some(Value::Date(day))), (day.yesterday().unwrap(), None)] {
            set(&mut world, id, finding::DUE, Value::Date(due));
            assert_eq!(starts(&world, action::OWNER), Some(Value::Ref(Id::new(Kind::Person, 2))));
            assert_eq!(starts(&world, action::DUE), wanted, "a day that is over is no day to begin with");
        }
    }

    #[test]
    fn the_page_goes_to_what_the_next_step_asks_for() {
        let mut world = halden();
        let id = checked(&mut world);
        let to = |world: &World, step: Step| {
            let finding = world.records.get(id).unwrap();
            asked_after(&Change::new("x").set(finding, vec![(finding::STEP, step.value())]), id, world)
        };
        assert_eq!(to(&world, Step::Check), Some(finding::EFFECTIVE));
        assert_eq!(to(&world, Step::Action), Some(finding::STEP));
        assert_eq!(to(&world, Step::Cause), Some(finding::STEP), "its cause is written");
        set(&mut world, id, finding::CAUSE, Value::Empty);
        assert_eq!(to(&world, Step::Cause), Some(finding::CAUSE));
        let other = Change::new("x").set(world.records.get(id).unwrap(), vec![(finding::TITLE, Value::text("x"))]);
        assert_eq!(asked_after(&other, id, &world), None);
    }
}
