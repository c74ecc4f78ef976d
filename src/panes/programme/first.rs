//! The first thing that is said of an area of a programme: its line is made with the answer, and not before.

use super::super::{answering::human, field, round};
use crate::{
    domain::{
        Change, Id, Kind, Type, Value,
        kinds::{
            person,
            programme_area::{self, Area},
        },
        programme as plans,
        rounds::FieldValues,
    },
    ui::{
        AfterChoice, AfterText, Answer, Effect, Place, RecordsFor, RowsFor, TextFor, World,
        place::{Menu, Prompt},
    },
};

/// Asks for a field of an area of which nothing is planned yet.
pub(super) fn ask(heading: usize, at: usize, world: &World) -> Place {
    let described = &programme_area::FIELDS[at];
    let title = format!("{}: {}", described.label, Area::ALL.get(heading).map_or("", |area| area.label()));
    match described.typ {
        Type::Choice(list) => {
            let menu = field::choice_menu(title, list, list.len(), AfterChoice::Rows(RowsFor::NewArea(heading, at)));
            Place::Menu(Menu { letters: false, ..menu })
        }
        Type::Ref(kinds) => {
            let then = AfterChoice::Records(RecordsFor::NewArea(heading, at));
            let mut menu = field::picker(title, kinds, false, &[], then, world);
            // There is nothing yet that could be cleared.
            menu.rows.retain(|row| row.id.is_some());
            Place::Menu(menu)
        }
        _ => Prompt::ask(title, field::help(described), AfterText::Tell(TextFor::NewArea(heading, at))),
    }
}

/// Makes the line with what was answered.
pub(super) fn said(programme: Id, answer: Answer, world: &World) -> Vec<Effect> {
    match answer {
        Answer::Text(TextFor::NewArea(heading, at), text) => match human(&programme_area::FIELDS[at], &text, world) {
            Ok(value) => planned(programme, heading, (at, value), world),
            Err(why) => {
                let Place::Prompt(prompt) = ask(heading, at, world) else { return vec![Effect::Warn(why)] };
                vec![Effect::Go(Place::Prompt(Prompt { text, ..prompt })), Effect::Warn(why)]
            }
        },
        Answer::Rows(RowsFor::NewArea(heading, programme_area::ROUND), rows) => match rows.first() {
            Some(0) => begun(programme, heading, world),
            Some(1) => vec![Effect::Go(ask(heading, programme_area::ROUND, world))],
            _ => Vec::new(),
        },
        Answer::Rows(RowsFor::NewArea(heading, at), rows) => {
            let words = programme_area::FIELDS[at].choices().len();
            let word = rows.first().filter(|row| **row < words).map_or(Value::Empty, |row| Value::Choice(*row as u8));
            planned(programme, heading, (at, word), world)
        }
        Answer::Records(RecordsFor::NewArea(heading, at), ids) => {
            planned(programme, heading, (at, Value::one(ids.first().copied())), world)
        }
        Answer::New(RecordsFor::NewArea(heading, at), name, _) => {
            let id = world.records.next_id(Kind::Person);
            let with = |change: Change| change.create(id, vec![(person::NAME, Value::text(name))]);
            saved(programme, heading, (at, Value::Ref(id)), world, with)
        }
        _ => Vec::new(),
    }
}

/// What the line of an area begins with.
fn values(programme: Id, heading: usize) -> Option<FieldValues> {
    let area = Area::ALL.get(heading)?;
    Some(vec![
        (programme_area::TITLE, Value::text(area.label())),
        (programme_area::PROGRAMME, Value::Ref(programme)),
        (programme_area::AREA, area.value()),
    ])
}

/// The line that somebody else may have made meanwhile.
fn there(programme: Id, heading: usize, world: &World) -> Option<Id> {
    let of = |line: &&&crate::domain::Record| {
        Area::of(line, programme_area::AREA).is_some_and(|area| area as usize == heading)
    };
    plans::lines(world.view(), programme).iter().find(of).map(|line| line.id)
}

fn planned(programme: Id, heading: usize, said: (usize, Value), world: &World) -> Vec<Effect> {
    if said.1.is_empty() {
        return vec![Effect::Say("nothing is planned for this area yet".into())];
    }
    saved(programme, heading, said, world, |change| change)
}

fn saved(
    programme: Id,
    heading: usize,
    said: (usize, Value),
    world: &World,
    with: impl FnOnce(Change) -> Change,
) -> Vec<Effect> {
    let Some(mut all) = values(programme, heading) else { return Vec::new() };
    let label = Area::ALL.get(heading).map_or("", |area| area.label());
    let change = with(Change::new(format!("{label} in {programme}")));
    let line = there(programme, heading, world).and_then(|id| world.records.live(id));
    let change = match line {
        Some(line) => change.set(line, vec![said]),
        None => {
            all.push(said);
            change.create(world.records.next_id(Kind::ProgrammeArea), all)
        }
    };
    vec![Effect::Save(change)]
}

fn begun(programme: Id, heading: usize, world: &World) -> Vec<Effect> {
    match there(programme, heading, world) {
        Some(line) => round::of_area(line, world),
        None => values(programme, heading).map_or(Vec::new(), |values| round::of_new_area(values, world)),
    }
}
