//! What can be done with risks: rating with two keys, moving with a reason, treatment, catalogue, actions.

use super::findings::ask_action;
use crate::{
    command::Command,
    domain::{
        Change, Edit, Id, Kind, Record, Value,
        kinds::risk::{self, Picture},
    },
    framework,
    ui::{
        AfterChoice, AfterText, Answer, Effect, Place, RowsFor, World,
        place::{Menu, MenuRow, Prompt},
    },
};

/// Runs a command on risks; ratings go into the given picture. `None` if it is none of theirs.
pub fn run(command: Command, ids: &[Id], picture: Picture, world: &World) -> Option<Vec<Effect>> {
    let first = ids.first().copied();
    let one = |make: &dyn Fn(Id) -> Effect| Some(first.map(make).into_iter().collect());
    match command {
        Command::RateRisk | Command::MoveRisk => one(&|id| ask_likelihood(id, picture, world)),
        // The treatment comes first; it then asks for controls, or for who accepts (answering).
        Command::TreatRisk => one(&|_| Effect::Go(Place::Field(ids.to_vec(), risk::TREATMENT))),
        Command::Catalogue => Some(vec![Effect::Go(catalogue_menu(first.filter(|id| id.kind == Kind::System), world))]),
        Command::AddAction => one(&|id| Effect::Go(ask_action(id, world))),
        _ => None,
    }
}

/// Answers to the questions above, in turn: likelihood, consequence, reason.
pub fn receive(answer: Answer, world: &World) -> Vec<Effect> {
    match answer {
        Answer::Rows(RowsFor::Catalogue(system), rows) => {
            rows.first().map(|row| from_catalogue(*row, system, world)).unwrap_or_default()
        }
        Answer::Rows(RowsFor::Likelihood(id, picture), rows) => {
            rows.first().map(|l| vec![ask_consequence(id, *l, picture, world)]).unwrap_or_default()
        }
        Answer::Rows(RowsFor::Consequence(id, picture, likelihood), rows) => {
            let pair = rows.first().map(|c| (likelihood as i64, *c as i64 + 1));
            pair.map(|pair| rate(id, pair, picture, world)).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

fn scale_menu(title: String, steps: &[String], at: Option<i64>, asked: RowsFor) -> Effect {
    let rows = steps
        .iter()
        .enumerate()
        .map(|(i, word)| MenuRow {
            letter: char::from_digit(i as u32 + 1, 10),
            label: word.clone(),
            ..MenuRow::default()
        })
        .collect();
    let at = at.map_or(0, |n| (n - 1).max(0) as usize).min(steps.len().saturating_sub(1));
    Effect::Go(Place::Menu(Menu {
        title,
        rows,
        many: false,
        letters: true,
        new: &[],
        typed: String::new(),
        at,
        then: AfterChoice::Rows(asked),
    }))
}

/// When the rating is to hold, as the end of a question.
fn when(picture: Picture) -> &'static str {
    match picture {
        Picture::Inherent => "before any control",
        Picture::Current => "now",
        Picture::Residual => "after the plan",
        Picture::Target => "where you want it",
    }
}

fn ask_likelihood(id: Id, picture: Picture, world: &World) -> Effect {
    let now = world.records.get(id).and_then(|r| r.number(picture.fields().0));
    let title = format!("{id} {}: how likely, {}?", world.records.name(id), when(picture));
    scale_menu(title, &world.records.matrix().likelihood, now, RowsFor::Likelihood(id, picture))
}

fn ask_consequence(id: Id, likelihood: usize, picture: Picture, world: &World) -> Effect {
    let now = world.records.get(id).and_then(|r| r.number(picture.fields().1));
    let word = world.records.matrix().likelihood.get(likelihood).cloned().unwrap_or_default();
    let title = format!("{id}: likelihood {} {word}. How bad would it be, {}?", likelihood + 1, when(picture));
    scale_menu(title, &world.records.matrix().consequence, now, RowsFor::Consequence(id, picture, likelihood + 1))
}

/// Rates a risk in one picture, with the day and one line of reason as one step. The first rating of today asks for no
/// reason, so that a register is filled with two keys a risk; every later one does, also when it is the same again: the
/// reason of the old one does not stand for the new one.
fn rate(id: Id, (likelihood, consequence): (i64, i64), picture: Picture, world: &World) -> Vec<Effect> {
    let Some(record) = world.records.live(id) else { return Vec::new() };
    let matrix = world.records.matrix();
    let new = matrix.band(likelihood as u8, consequence as u8).label.clone();
    let before = picture.on(record, matrix).map(|(l, c)| matrix.band(l, c).label.clone());
    let ((l, c), (on, why)) = (picture.fields(), picture.account());
    let today = Value::Date(world.now.date());
    let mut values =
        vec![(l, Value::Number(likelihood)), (c, Value::Number(consequence)), (on, today.clone()), (why, Value::Empty)];
    let label = match (&before, picture) {
        (Some(old), Picture::Current) if *old != new => format!("{id} moved {old} to {new}"),
        (Some(_), Picture::Current) => format!("{id} rated again, {new}"),
        (None, Picture::Current) => format!("{id} rated {new}"),
        _ => format!("{id} {} rated {new}", picture.label()),
    };
    if picture == Picture::Current && before.is_none() {
        if Picture::Inherent.cell(record).is_none() {
            let ((l, c), (on, _)) = (Picture::Inherent.fields(), Picture::Inherent.account());
            values.extend([(l, Value::Number(likelihood)), (c, Value::Number(consequence)), (on, today)]);
        }
        return vec![Effect::Save(Change::new(label.clone()).set(record, values)), Effect::Say(label)];
    }
    // The rating and its reason are one step: it is written when the reason is typed or left out.
    let change = Change::new(label.clone()).set(record, values);
    let help = "One line; the old rating and its reason stay in the history. Esc rates without one.";
    vec![Effect::Go(Prompt::ask(format!("{label}: why?"), help, AfterText::Rated(change, picture)))]
}

/// The own entries of the organisation, then those of the built-in catalogue.
fn catalogue_menu(system: Option<Id>, world: &World) -> Place {
    let own = framework::own_risks(&world.records).map(|r| MenuRow {
        label: r.title().into(),
        detail: world.view().cell(r, risk::AREA) + ", your own",
        id: Some(r.id),
        ..MenuRow::default()
    });
    let near = |near: bool| if near { "your sector: " } else { "" };
    let built_in = framework::risks_for(&world.records).into_iter().map(|(entry, is)| MenuRow {
        label: entry.title.into(),
        detail: format!("{}{}", near(is), risk::AREAS[usize::from(entry.area)].label),
        ..MenuRow::default()
    });
    let rows = own.chain(built_in).collect();
    let title = match system {
        Some(id) => format!("Which risk of {id}? Word it for the system afterwards."),
        None => "Which risk of the catalogue? Word it for your system afterwards.".into(),
    };
    Place::Menu(Menu::list(title, rows, AfterChoice::Rows(RowsFor::Catalogue(system))))
}

/// The chosen entry becomes a risk with all that is known of it, of the system that it was asked for, and is opened.
fn from_catalogue(row: usize, system: Option<Id>, world: &World) -> Vec<Effect> {
    let own: Vec<&Record> = framework::own_risks(&world.records).collect();
    let built_in = || framework::risks_for(&world.records).get(row - own.len()).map(|(entry, _)| *entry);
    let made = match own.get(row) {
        Some(entry) if !entry.is_read() => {
            return vec![Effect::Say(format!("{} is still being read; choose it again", entry.id))];
        }
        Some(entry) => Some((entry.title(), framework::risk_from_own(entry))),
        None => built_in().map(|entry| (entry.title, framework::risk_from_catalogue(&world.records, entry, system))),
    };
    let Some((title, mut values)) = made else { return Vec::new() };
    let id = world.records.next_id(Kind::Risk);
    values.push((risk::IDENTIFIED, Value::Date(world.now.date())));
    if let Some(system) = system {
        values.retain(|(field, _)| *field != risk::SYSTEMS);
        values.push((risk::SYSTEMS, Value::refs([system])));
    }
    let change = Change::new(format!("risk {id} {title}")).create(id, values);
    vec![Effect::Save(change), Effect::Go(Place::Record(id))]
}

/// The step of a rating with its reason.
pub fn rated(change: &Change, picture: Picture, why: &str) -> Result<Change, String> {
    let mut change = change.clone();
    let (_, account) = picture.account();
    for edit in &mut change.edits {
        if let Edit::Set { id, values, .. } = edit {
            let reason = Value::read(&id.kind.spec().fields[account], why)?;
            values.retain(|(field, _)| *field != account);
            values.push((account, reason));
        }
    }
    Ok(change)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::Listing,
        panes::{register::Register, testing::halden},
        ui::Pane,
    };

    #[test]
    fn a_rating_goes_to_the_risk_it_was_asked_about_wherever_the_cursor_is_by_then() {
        let world = halden();
        let mut list = Register::new(Listing::whole(Kind::Risk), "", &world);
        let other = world.records.all(Kind::Risk).map(|r| r.id).find(|id| Some(*id) != list.current()).unwrap();
        let answer = Answer::Rows(RowsFor::Consequence(other, Picture::Target, 2), vec![3]);
        let effects = list.receive(answer, &world);
        let [Effect::Go(Place::Prompt(Prompt { then: AfterText::Rated(change, _), .. }))] = &effects[..] else {
            panic!("{effects:?}")
        };
        assert!(change.edits.iter().all(|edit| edit.id() == other) && !change.edits.is_empty());
    }
}
