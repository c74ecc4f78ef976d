//! The editor that fits a field: a menu for choices, a picker for references, a line, or a text of several lines.

use super::{Pane, menu::MenuPane, prompt::PromptPane, text::TextPane};
use crate::{
    app::{
        Then, World,
        place::{Menu, Prompt, Row},
    },
    domain::{
        Choice, Field, Id, Kind, Type, View,
        kinds::{item, risk},
    },
};

/// Opens the editor of one field for one or several records of the same kind.
pub fn editor(ids: &[Id], field: usize, world: &World) -> Box<dyn Pane> {
    let Some(first) = ids.first().copied() else {
        return Box::new(super::lines::Lines::new("Nothing is marked", vec![]));
    };
    let described = &first.kind.spec().fields[field];
    let then = Then::SetField { ids: ids.to_vec(), field };
    let title = title(ids, described, world);
    match described.typ {
        Type::Choice(list) => {
            Box::new(MenuPane::new(choice_menu(title, list, current_choice(ids, field, world), then)))
        }
        Type::Ref(kinds) => {
            Box::new(MenuPane::new(picker(title, kinds, false, &current(ids, field, world), then, world)))
        }
        Type::Refs(kinds) => {
            let mut menu = picker(title, kinds, true, &current(ids, field, world), then, world);
            if (first.kind, field) == (Kind::Risk, risk::CONTROLS) {
                menu.rows.retain(|row| row.ticked || row.id.is_some_and(|id| is_control(id, world)));
            }
            Box::new(MenuPane::new(menu))
        }
        Type::Long => Box::new(TextPane::new(first, field, world)),
        _ => {
            let text = if ids.len() == 1 { typed_form(world, first, field) } else { String::new() };
            Box::new(PromptPane::new(Prompt { title, help: help(described), text, then }))
        }
    }
}

/// A risk is treated by controls of Annex A and own ones; the clauses ask for the treatment itself.
fn is_control(id: Id, world: &World) -> bool {
    world.records.get(id).is_some_and(item::is_control)
}

fn title(ids: &[Id], field: &Field, world: &World) -> String {
    match ids {
        [one] => format!("{one} {}: {}", world.records.name(*one), field.label),
        many => format!("{} of {} {}", field.label, many.len(), many[0].kind.spec().plural),
    }
}

fn typed_form(world: &World, id: Id, field: usize) -> String {
    let Some(record) = world.records.get(id) else { return String::new() };
    match record.stamp(field) {
        Some(stamp) => format!("{} {}", stamp.date(), stamp.clock()),
        None => record.value(field).written(&id.kind.spec().fields[field]),
    }
}

fn help(field: &Field) -> String {
    let allowed = match field.typ {
        Type::Date => "A day: 2026-03-31, today, tomorrow, +14, fri. Empty clears it.",
        Type::Stamp => "A day and a clock: 2026-03-31 10:00, fri 10:00, +2 14:30.",
        Type::Number(..) => "A whole number. Empty clears it.",
        _ => "",
    };
    let bounds = match field.typ {
        Type::Number(min, max) => format!(" From {min} to {max}."),
        _ => String::new(),
    };
    format!("{} {allowed}{bounds}", field.help).trim().to_string()
}

fn current(ids: &[Id], field: usize, world: &World) -> Vec<Id> {
    match ids {
        [one] => world.records.get(*one).map(|r| r.refs(field).to_vec()).unwrap_or_default(),
        _ => Vec::new(),
    }
}

fn current_choice(ids: &[Id], field: usize, world: &World) -> usize {
    world.records.get(ids[0]).and_then(|r| r.choice(field)).map_or(0, usize::from)
}

/// A menu of choices with a letter each, and a last row that clears the field.
pub fn choice_menu(title: String, list: &'static [Choice], at: usize, then: Then) -> Menu {
    let mut used: Vec<char> = vec!['-'];
    let mut rows: Vec<Row> = list
        .iter()
        .map(|choice| {
            let letter = free_letter(choice, &used);
            used.extend(letter);
            Row { letter, label: choice.label.into(), ..Row::default() }
        })
        .collect();
    rows.push(Row { letter: Some('-'), label: "nothing (clear the field)".into(), ..Row::default() });
    Menu { title, rows, many: false, letters: true, new: None, at, then }
}

/// The choice's own letter if it is free and typeable, else the first free letter of its label.
fn free_letter(choice: &Choice, used: &[char]) -> Option<char> {
    let own = Some(choice.letter).filter(|l| l.is_ascii_alphanumeric());
    let small = choice.letter.to_ascii_lowercase();
    own.into_iter()
        .chain(small.is_ascii_alphanumeric().then_some(small))
        .chain(choice.label.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()))
        .chain('a'..='z')
        .find(|l| !used.contains(l))
}

/// A list of records to choose from by typing.
pub fn picker(title: String, kinds: &'static [Kind], many: bool, ticked: &[Id], then: Then, world: &World) -> Menu {
    let view = world.view();
    let mut rows: Vec<Row> = kinds
        .iter()
        .flat_map(|kind| world.records.all(*kind))
        .map(|r| Row {
            letter: None,
            label: r.title().to_string(),
            detail: detail(view, r),
            id: Some(r.id),
            ticked: many && ticked.contains(&r.id),
        })
        .collect();
    rows.sort_by_key(|r| !r.ticked);
    let at = ticked.first().and_then(|id| rows.iter().position(|r| r.id == Some(*id))).unwrap_or(0);
    let new = match kinds {
        [kind @ (Kind::Person | Kind::Supplier | Kind::System | Kind::Evidence)] => Some(*kind),
        _ => None,
    };
    if !many {
        rows.push(Row { label: "nothing (clear the field)".into(), ..Row::default() });
    }
    Menu { title, rows, many, letters: false, new, at: if many { 0 } else { at }, then }
}

/// A word or two that tell records of the same name apart.
fn detail(view: View, record: &crate::domain::Record) -> String {
    use crate::domain::kinds::*;
    let field = match record.id.kind {
        Kind::Person => person::ROLE,
        Kind::System => system::STATE,
        Kind::Evidence => evidence::SEEN,
        Kind::Risk => risk::LEVEL,
        _ => return String::new(),
    };
    view.cell(record, field)
}
