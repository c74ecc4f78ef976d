//! What can be done with risks: rating with two keys, moving with a reason, treatment, catalogue, actions.

use super::findings::ask_action;
use crate::{
    app::{
        Answer, Effect, Place, Purpose, Then, World,
        place::{Menu, Prompt, Row},
    },
    command::Command,
    domain::{Change, Id, Kind, Value, kinds::risk},
    framework,
};

/// Runs a command on risks; `None` if it is none of theirs.
pub fn run(command: Command, ids: &[Id], world: &World) -> Option<Vec<Effect>> {
    let first = ids.first().copied();
    match command {
        Command::RateRisk | Command::MoveRisk => {
            Some(first.map(|id| vec![ask_likelihood(id, world)]).unwrap_or_default())
        }
        Command::TreatRisk => {
            Some(first.map(|id| vec![Effect::Go(Place::Field(vec![id], risk::CONTROLS))]).unwrap_or_default())
        }
        Command::Catalogue => Some(vec![Effect::Go(catalogue_menu())]),
        Command::AddAction => Some(first.map(|id| vec![Effect::Go(ask_action(id))]).unwrap_or_default()),
        _ => None,
    }
}

/// Answers to the questions above, in turn: likelihood, consequence, reason.
pub fn receive(answer: Answer, ids: &[Id], world: &World) -> Vec<Effect> {
    let Some(id) = ids.first().copied() else { return Vec::new() };
    match answer {
        Answer::Picked(Purpose::Rate, rows) => {
            rows.first().map(|l| vec![ask_consequence(id, *l, world)]).unwrap_or_default()
        }
        Answer::Picked(Purpose::Other(likelihood), rows) => {
            rows.first().map(|c| rate(id, i64::from(likelihood), *c as i64 + 1, world)).unwrap_or_default()
        }
        Answer::Picked(Purpose::PickItems, rows) => {
            rows.first().map(|row| from_catalogue(*row, world)).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

fn scale_menu(title: String, steps: &[String], at: Option<i64>, purpose: Purpose) -> Effect {
    let rows = steps
        .iter()
        .enumerate()
        .map(|(i, word)| Row { letter: char::from_digit(i as u32 + 1, 10), label: word.clone(), ..Row::default() })
        .collect();
    let at = at.map_or(0, |n| (n - 1).max(0) as usize);
    Effect::Go(Place::Menu(Menu { title, rows, many: false, letters: true, new: None, at, then: Then::Tell(purpose) }))
}

fn ask_likelihood(id: Id, world: &World) -> Effect {
    let now = world.records.get(id).and_then(|r| r.number(risk::LIKELIHOOD));
    let title = format!("{id} {}: how likely is it now?", world.records.name(id));
    scale_menu(title, &world.records.matrix().likelihood, now, Purpose::Rate)
}

fn ask_consequence(id: Id, likelihood: usize, world: &World) -> Effect {
    let now = world.records.get(id).and_then(|r| r.number(risk::CONSEQUENCE));
    let title = format!("{id}: likelihood {}. How bad would it be?", world.records.matrix().likelihood[likelihood]);
    scale_menu(title, &world.records.matrix().consequence, now, Purpose::Other(likelihood as u8 + 1))
}

/// Rates a risk; a risk that was rated before and moves is asked for one line of reason.
fn rate(id: Id, likelihood: i64, consequence: i64, world: &World) -> Vec<Effect> {
    let Some(record) = world.records.live(id) else { return Vec::new() };
    let matrix = world.records.matrix();
    let word = |l: i64, c: i64| matrix.band(l as u8, c as u8).label.clone();
    let before = record.number(risk::LIKELIHOOD).zip(record.number(risk::CONSEQUENCE));
    let new = word(likelihood, consequence);
    let label = match before {
        Some((l, c)) if word(l, c) != new => format!("{id} moved {} to {new}", word(l, c)),
        Some(_) => format!("{id} rated again, {new}"),
        None => format!("{id} rated {new}"),
    };
    let mut values =
        vec![(risk::LIKELIHOOD, Value::Number(likelihood)), (risk::CONSEQUENCE, Value::Number(consequence))];
    if before.is_none() && record.number(risk::INHERENT_LIKELIHOOD).is_none() {
        values.push((risk::INHERENT_LIKELIHOOD, Value::Number(likelihood)));
        values.push((risk::INHERENT_CONSEQUENCE, Value::Number(consequence)));
    }
    let mut effects = vec![Effect::Save(Change::new(label.clone()).set(record, values))];
    if before.is_some_and(|b| b != (likelihood, consequence)) {
        let then = Then::SetField { ids: vec![id], field: risk::REASON };
        effects.push(Effect::Go(Prompt::ask(
            format!("{label}: why?"),
            "One line; the old rating stays in the history.",
            then,
        )));
    } else {
        effects.push(Effect::Say(label));
    }
    effects
}

fn catalogue_menu() -> Place {
    let rows = framework::risks()
        .iter()
        .map(|entry| Row {
            label: entry.title.to_string(),
            detail: risk::AREAS[usize::from(entry.area)].label.to_string(),
            ..Row::default()
        })
        .collect();
    let title = "Which risk of the catalogue? Word it for your system afterwards.".into();
    Place::Menu(Menu {
        title,
        rows,
        many: false,
        letters: false,
        new: None,
        at: 0,
        then: Then::Tell(Purpose::PickItems),
    })
}

fn from_catalogue(row: usize, world: &World) -> Vec<Effect> {
    let Some(entry) = framework::risks().get(row) else { return Vec::new() };
    let id = world.records.next_id(Kind::Risk);
    let change =
        Change::new(format!("risk {id} {}", entry.title)).create(id, framework::risk_from_catalogue(entry, None));
    vec![Effect::Save(change), Effect::Go(Place::Record(id))]
}
