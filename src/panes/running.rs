//! What one key does with work that runs: done today, a new reading, what follows from a bad one.

use super::people;
use crate::{
    domain::{
        Id, Kind,
        workflow::running::{self, Run},
    },
    ui::{
        AfterChoice, AfterText, Effect, Place, World,
        place::{Menu, Prompt},
    },
};

/// Sets records to done today; of a training it asks who did it.
pub fn done(ids: &[Id], world: &World) -> Vec<Effect> {
    match ids {
        [one] if one.kind == Kind::Training => vec![Effect::Go(who_attended(*one, world))],
        [first, ..] if first.kind == Kind::Training => vec![Effect::Say("one training at a time: who did it?".into())],
        _ => match running::done(&world.view(), ids, world.now, world.me()) {
            Ok(change) => vec![Effect::Save(change)],
            Err(why) => vec![Effect::Say(why)],
        },
    }
}

fn who_attended(training: Id, world: &World) -> Place {
    let rows = people::rows(&[], world);
    if rows.is_empty() {
        let lines = vec!["Add the people first (g P).".to_string()];
        return Place::Guide { title: "There is nobody to choose".into(), lines };
    }
    let title = format!("{}: who did it today? Space ticks several.", world.records.called(training));
    Place::Menu(Menu { many: true, ..Menu::list(title, rows, AfterChoice::Attended(training)) })
}

/// The chosen people did a training.
pub fn attended(of: Id, who: &[Id], world: &World) -> Vec<Effect> {
    match running::attended(&world.view(), of, who, world.now) {
        Ok(change) => {
            let said = change.label.clone();
            vec![Effect::Save(change), Effect::Say(said)]
        }
        Err(why) => vec![Effect::Say(why)],
    }
}

/// Asks for a value, or for the result of a run.
pub fn ask_reading(of: Id, world: &World) -> Place {
    let (what, help) = match of.kind {
        Kind::Metric => ("which value", "A number, then a note if you like: 0.93 after the retraining."),
        _ => ("passed, partly or failed", "One letter is enough; a note may follow: f two logs were missing."),
    };
    Prompt::ask(format!("{} {}: {what}?", of, world.records.name(of)), help, AfterText::Measure(of))
}

/// What was typed to one of its questions.
pub fn answered(then: &AfterText, text: &str, world: &World) -> Result<Vec<Effect>, String> {
    match then {
        AfterText::Silence(rule, id) => super::checks::silenced(rule, *id, text, world),
        AfterText::Measure(of) => typed(*of, text, world),
        _ => Ok(Vec::new()),
    }
}

/// A reading was typed; the error is a sentence and the prompt stays.
fn typed(of: Id, text: &str, world: &World) -> Result<Vec<Effect>, String> {
    let record = world.records.live(of).ok_or_else(|| format!("{of} is not there"))?;
    let run = Run::at(world.now, world.me()).read(record, text)?;
    let change = running::measure(&world.view(), of, run)?;
    let said = change.label.clone();
    Ok(vec![Effect::Save(change), Effect::Say(said)])
}

/// Opens what follows from a bad reading or an incident.
pub fn raise(from: Id, world: &World) -> Vec<Effect> {
    match running::raise(&world.view(), from, world.now) {
        Ok((id, change)) => vec![Effect::Save(change), Effect::Go(Place::Record(id))],
        Err(why) => vec![Effect::Say(why)],
    }
}
