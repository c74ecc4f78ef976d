//! The editor that fits a field: a menu for choices, a picker for references, a line, or a text of several lines.

use super::{menu::MenuPane, prompt::PromptPane, text::TextPane};
use crate::{
    domain::{
        Choice, Field, Id, Kind, Type,
        kinds::{item, risk},
        workflow,
    },
    ui::{
        AfterChoice, AfterText, Pane, World,
        place::{Menu, MenuRow, Prompt},
    },
};

/// Opens the editor of one field for one or several records of the same kind; `quick` if a key of its own asked.
pub fn editor(ids: &[Id], field: usize, quick: bool, world: &World) -> Box<dyn Pane> {
    let Some(first) = ids.first().copied() else {
        return Box::new(super::lines::Lines::new("Nothing is marked", vec![]));
    };
    let described = world.records.field(first.kind, field);
    let then = AfterChoice::SetField { ids: ids.to_vec(), field };
    let title = title(ids, described, world);
    match described.typ {
        Type::Choice(list) => {
            let menu = choice_menu(title, list, current_choice(ids, field, world), then);
            Box::new(MenuPane::new(Menu { letters: menu.letters && quick, ..menu }))
        }
        Type::Words(list) => Box::new(MenuPane::new(words_menu(title, list, &current_words(ids, field, world), then))),
        Type::Ref(_) | Type::Any => {
            let kinds = described.targets().unwrap_or_default().0;
            let mut menu = picker(title, kinds, false, &current(ids, field, world), then, world);
            menu.rows.retain(|row| row.id.is_none_or(|id| ids != [id]));
            Box::new(MenuPane::new(menu))
        }
        Type::Refs(kinds) => {
            let mut menu = picker(title, kinds, true, &current(ids, field, world), then, world);
            menu.rows.retain(|row| row.ticked || row.id.is_none_or(|id| ids != [id]));
            if (first.kind, field) == (Kind::Risk, risk::CONTROLS) {
                menu.rows.retain(|row| row.ticked || row.id.is_some_and(|id| is_control(id, world)));
            }
            Box::new(MenuPane::new(menu))
        }
        Type::Number(..) if first.kind == Kind::Risk && risk::is_likelihood(field).is_some() => {
            let menu = scale_menu(title, ids, field, then, world);
            Box::new(MenuPane::new(Menu { letters: quick, ..menu }))
        }
        Type::Long => Box::new(TextPane::new(first, field, world)),
        _ => {
            let then = AfterText::SetField { ids: ids.to_vec(), field };
            let alone = world.records.get(first).filter(|_| ids.len() == 1);
            let (text, help) = match alone.and_then(|record| workflow::finding::typed_before(record, field)) {
                Some((now, before)) => (now.to_string(), format!("{} Behind it stays: {before}", help(described))),
                None if alone.is_some() => (typed_form(world, first, field), help(described)),
                None => (String::new(), help(described)),
            };
            Box::new(PromptPane::new(Prompt { title, help: help.trim().into(), text, then }))
        }
    }
}

/// A risk is treated by controls of Annex A and own ones; the clauses ask for the treatment itself.
fn is_control(id: Id, world: &World) -> bool {
    world.records.get(id).is_some_and(item::is_control)
}

/// The steps of the risk method as a menu: one digit rates.
fn scale_menu(title: String, ids: &[Id], field: usize, then: AfterChoice, world: &World) -> Menu {
    let steps = risk::scale(field, world.records.matrix()).unwrap_or_default();
    let mut rows: Vec<MenuRow> = steps
        .iter()
        .enumerate()
        .map(|(i, word)| MenuRow {
            letter: char::from_digit(i as u32 + 1, 10),
            label: word.clone(),
            ..MenuRow::default()
        })
        .collect();
    rows.push(MenuRow { letter: Some('-'), label: "(clear the field)".into(), ..MenuRow::default() });
    let now = world.records.get(ids[0]).and_then(|r| r.number(field)).map_or(steps.len(), |n| (n - 1).max(0) as usize);
    Menu { title, rows, many: false, letters: true, new: &[], typed: String::new(), at: now.min(steps.len()), then }
}

fn title(ids: &[Id], field: &Field, world: &World) -> String {
    match ids {
        // What is asked for comes first: names can be long, and a title is cut at its end.
        [one] => format!("{}: {} {}", field.label, world.records.called(*one), world.records.name(*one)),
        many if matches!(field.typ, Type::Words(_) | Type::Refs(_)) => {
            format!("Add to {} of {} {}", field.label.to_lowercase(), many.len(), many[0].kind.spec().plural)
        }
        many => format!("{} of {} {}", field.label, many.len(), many[0].kind.spec().plural),
    }
}

fn typed_form(world: &World, id: Id, field: usize) -> String {
    let Some(record) = world.records.get(id) else { return String::new() };
    match record.stamp(field) {
        Some(stamp) => format!("{} {}", stamp.date(), stamp.clock()),
        None => record.value(field).written(world.records.field(id.kind, field)),
    }
}

/// What a line of text may say for a field.
pub(super) fn help(field: &Field) -> String {
    let allowed = match field.typ {
        Type::Date => "A day: 31.12.2026, 31 December 2026, today, fri, +14, +2w. Empty clears it.",
        Type::Stamp => "A day and a clock: 31.3.2026 10:00, fri 10:00, +2 14:30.",
        Type::Number(..) => "A whole number. Empty clears it.",
        Type::Decimal(..) => "A number such as 1250.50; up to 12 digits after the point. Empty clears it.",
        Type::Period => "As precise as known: 2026, 2026-Q2, 2026-03, 31.3.2026, fri, +14. Empty clears it.",
        _ => "",
    };
    let bounds = match field.typ {
        Type::Number(min, max) | Type::Decimal(min, max) => format!(" From {min} to {max}."),
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

/// The words that one record holds; several are added to, so nothing is marked for them.
fn current_words(ids: &[Id], field: usize, world: &World) -> Vec<String> {
    match ids {
        [one] => world.records.get(*one).map(|r| r.words(field).map(String::from).collect()).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// The words of a list to be ticked; one that this program does not know can only be kept or taken away.
fn words_menu(title: String, list: &'static [Choice], ticked: &[String], then: AfterChoice) -> Menu {
    let known = list.iter().map(|c| (c.label, c.code, ""));
    let unknown = ticked.iter().filter(|code| !list.iter().any(|c| c.code == **code));
    let unknown = unknown.map(|code| (code.as_str(), code.as_str(), "a word this program does not know"));
    let row = |(label, code, detail): (&str, &str, &str)| MenuRow {
        label: label.into(),
        detail: detail.into(),
        ticked: ticked.iter().any(|t| t == code),
        ..MenuRow::default()
    };
    let rows = known.chain(unknown).map(row).collect();
    Menu { title, rows, many: true, letters: false, new: &[], typed: String::new(), at: 0, then }
}

/// The row of the word a field holds; of an empty one the last row, so that Enter alone takes nothing.
fn current_choice(ids: &[Id], field: usize, world: &World) -> usize {
    let choices = world.records.field(ids[0].kind, field).choices();
    let record = world.records.get(ids[0]);
    let own = || choices.iter().position(|c| record.is_some_and(|r| r.text(field) == c.label));
    record.and_then(|r| r.choice(field)).map(usize::from).or_else(own).unwrap_or(choices.len())
}

/// Up to so many choices have a letter each; in a longer list letters would say nothing, and the first letters of a
/// typed word would choose.
const LETTERED: usize = 12;

/// A menu of choices, by a letter each or, if there are many, by typing; a last row clears the field.
pub fn choice_menu(title: String, list: &'static [Choice], at: usize, then: AfterChoice) -> Menu {
    let letters = list.len() <= LETTERED;
    let mut used: Vec<char> = vec!['-'];
    let mut rows: Vec<MenuRow> = list
        .iter()
        .map(|choice| {
            let letter = if letters { free_letter(choice, &used) } else { None };
            used.extend(letter);
            MenuRow { letter, label: choice.label.into(), ..MenuRow::default() }
        })
        .collect();
    rows.push(MenuRow { letter: letters.then_some('-'), label: "(clear the field)".into(), ..MenuRow::default() });
    Menu { title, rows, many: false, letters, new: &[], typed: String::new(), at, then }
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
pub fn picker(
    title: String,
    kinds: &'static [Kind],
    many: bool,
    ticked: &[Id],
    then: AfterChoice,
    world: &World,
) -> Menu {
    let view = world.view();
    let mut rows: Vec<MenuRow> = kinds
        .iter()
        .flat_map(|kind| world.records.all(*kind))
        .map(|r| MenuRow {
            letter: None,
            label: r.title().to_string(),
            detail: (r.id.kind.spec().detail)(view, r),
            id: Some(r.id),
            ticked: many && ticked.contains(&r.id),
        })
        .collect();
    rows.sort_by_key(|r| !r.ticked);
    let at = ticked.first().and_then(|id| rows.iter().position(|r| r.id == Some(*id))).unwrap_or(0);
    let new = if kinds.iter().all(|kind| kind.spec().named) { kinds } else { &[] };
    if !many {
        rows.push(MenuRow { label: "(clear the field)".into(), ..MenuRow::default() });
    }
    Menu { title, rows, many, letters: false, new, typed: String::new(), at: if many { 0 } else { at }, then }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{Edit, Record, Value, kinds::person},
        keymap::{Code, Key},
        panes::testing::*,
        ui::Effect,
    };

    #[test]
    fn what_was_judged_before_stays_behind_what_is_typed() {
        use crate::domain::kinds::finding;
        let mut world = halden();
        let id = Id::new(Kind::Finding, 1);
        let before = "not effective on 2026-11-20: three cases";
        for (holds, begins) in [(before.to_string(), ""), (format!("ten of ten; before: {before}"), "ten of ten")] {
            let record = world.records.get(id).unwrap().clone().with(finding::CHECK_BASIS, Value::text(holds));
            world.records.put([record]);
            let mut pane = editor(&[id], finding::CHECK_BASIS, false, &world);
            type_text(&mut *pane, &world, "!");
            let text = format!("{:?}", run(&mut *pane, &world, crate::command::Command::Accept));
            assert!(text.contains(&format!("{:?}", Value::text(format!("{begins}!")))), "{text}");
        }
    }

    #[test]
    fn a_long_list_of_choices_is_found_by_typing_and_a_short_one_by_letter() {
        let world = halden();
        let anna = world.records.all(Kind::Person).next().unwrap().id;
        let before = world.records.get(anna).unwrap().choice(person::ROLE);
        let mut pane = editor(&[anna], person::ROLE, false, &world);
        assert!(type_text(&mut *pane, &world, "it mana").is_empty(), "no letter chooses");
        let effects = run(&mut *pane, &world, crate::command::Command::Accept);
        let text = format!("{effects:?}");
        let wanted = person::ROLES.iter().position(|r| r.code == "it_manager").unwrap();
        assert!(text.contains(&format!("Choice({wanted})")) && before != Some(wanted as u8), "{text}");
        let mut pane = editor(&[anna], person::AUDITOR, true, &world);
        assert!(!type_text(&mut *pane, &world, "y").is_empty());
    }

    #[test]
    fn enter_on_a_list_in_which_nothing_matches_empties_nothing() {
        let world = halden();
        let anna = world.records.all(Kind::Person).next().unwrap().id;
        let mut pane = editor(&[anna], person::ROLE, false, &world);
        type_text(&mut *pane, &world, "zzzzqq");
        let effects = run(&mut *pane, &world, crate::command::Command::Accept);
        assert!(matches!(&effects[..], [crate::ui::Effect::Say(_)]), "{effects:?}");
    }

    /// What a menu of a field sets after these letters and Enter.
    fn taken(world: &World, id: Id, field: usize, typed: &str) -> Option<Value> {
        let mut pane = editor(&[id], field, false, world);
        let early = type_text(&mut *pane, world, typed);
        assert!(early.is_empty(), "{id} {typed}: a letter takes nothing here");
        run(&mut *pane, world, crate::command::Command::Accept).into_iter().find_map(|effect| match effect {
            Effect::Save(change) => change.edits.into_iter().find_map(|edit| match edit {
                Edit::Set { values, .. } => values.into_iter().find(|(f, _)| *f == field).map(|(_, after)| after),
                _ => None,
            }),
            _ => None,
        })
    }

    /// Every field of every kind that is one choice, with a record in which it is empty.
    fn choice_fields() -> Vec<(World, Id, usize, &'static [Choice])> {
        let mut all = Vec::new();
        let whole = halden();
        for kind in Kind::ALL {
            for (field, described) in kind.spec().fields.iter().enumerate() {
                let Type::Choice(list) = described.typ else { continue };
                let id = Id::new(*kind, 900);
                let mut world = whole.clone();
                world.records.put([Record::new(id)]);
                all.push((world, id, field, list));
            }
        }
        all
    }

    /// The fewest letters by which a word differs from all others of its list.
    fn first_letters(list: &[Choice], label: &str) -> String {
        let begins = |c: &Choice, part: &str| c.label.to_lowercase().starts_with(&part.to_lowercase());
        let parts = (1..=label.chars().count()).map(|n| label.chars().take(n).collect::<String>());
        let own = |part: &String| {
            part.chars().count() > 1 && !part.ends_with(' ') && list.iter().filter(|c| begins(c, part)).count() == 1
        };
        parts.clone().find(own).unwrap_or_else(|| label.to_string())
    }

    #[test]
    fn every_choice_of_every_kind_is_taken_by_its_word_its_beginning_or_its_letter() {
        let mut tried = 0;
        for (world, id, field, list) in choice_fields() {
            let menu = choice_menu(String::new(), list, 0, AfterChoice::Rows(crate::ui::RowsFor::FillField));
            for (i, choice) in list.iter().enumerate() {
                let mut typed = vec![choice.label.to_string(), first_letters(list, choice.label)];
                typed.extend(typed.clone().iter().flat_map(|t| [t.to_uppercase(), t.to_lowercase()]));
                typed.extend(menu.rows[i].letter.map(String::from));
                for text in typed {
                    let got = taken(&world, id, field, &text);
                    assert_eq!(got, Some(Value::Choice(i as u8)), "{id} {} “{text}”", choice.label);
                    tried += 1;
                }
            }
            assert_eq!(taken(&world, id, field, ""), None, "Enter on nothing takes nothing");
            assert_eq!(taken(&world, id, field, "qqqq"), None);
        }
        assert!(tried > 500, "{tried}");
    }

    #[test]
    fn a_quick_letter_takes_one_choice_only_and_its_word_goes_no_further() {
        use crate::app::{App, Msg};
        use crate::ui::Place;
        for (world, id, field, list) in choice_fields() {
            for choice in list {
                let mut app = App::new(world.clone(), Place::Home);
                let before = format!("{:?}", app.contexts());
                app.update(app.world.now, app.world.tick, Msg::Go(Place::Quick(vec![id], field)));
                if app.contexts()[0] != crate::command::Context::Menu {
                    continue;
                }
                let (mut saved, mut refused) = (Vec::new(), false);
                // Where the gate asks for a reason the further letters are that reason.
                let mut asked = false;
                for c in choice.label.chars().map(Key::char).chain([Key::plain(Code::Enter)]) {
                    app.world.tick += 300;
                    saved.extend(app.update(app.world.now, app.world.tick, Msg::Key(c)));
                    asked |= matches!(app.contexts()[0], crate::command::Context::Input);
                    refused |= app.status().is_some_and(|(_, warning)| warning);
                }
                let values: Vec<_> = app.world.records.get(id).map(|r| r.value(field).clone()).into_iter().collect();
                let wanted = list.iter().position(|c| c.code == choice.code).map(|i| Value::Choice(i as u8));
                if !refused && !asked {
                    assert_eq!(values.first(), wanted.as_ref(), "{id} {}", choice.label);
                }
                let open = matches!(app.contexts()[0].name(), "input" | "text" | "menu");
                assert!(open || format!("{:?}", app.contexts()) == before, "{id} {}: {saved:?}", choice.label);
            }
        }
    }
}
