//! Whatever a key opens to be typed into: what stands there a second later is in the file, although the program ends
//! without a word; and Esc leaves it there.

use super::bindings::{press, way_to};
use crate::desk::Desk;
use aims::{
    app::Msg,
    command::{Command, Context},
    keymap::{Key, Keymap},
    runtime::Workbench,
    ui::Place,
};
use std::collections::BTreeSet;

/// Typed letter by letter; no row, name or command holds it.
const WORDS: &str = "vfxqkj";

/// What is typed there is no text of the record: it looks for something, or names a file or a place.
fn looks_or_names(command: Command) -> bool {
    use Command::*;
    matches!(command, Search | Palette | Help | Filter | FindQuestion | Sort | SaveTable | SaveRecap | Jump)
}

fn type_words(desk: &mut Desk) {
    for c in WORDS.chars() {
        desk.bench.message(Msg::Key(Key::char(c)));
        desk.bench.settle();
    }
}

/// The words stand in a text field or a list that has the keyboard.
fn stands(desk: &mut Desk) -> bool {
    desk.screen().contains(WORDS)
        && matches!(
            desk.context(),
            Context::Input | Context::Text | Context::Menu | Context::Writing | Context::Drawer | Context::Cells
        )
}

fn is_kept(desk: &Desk) -> bool {
    let conn = rusqlite::Connection::open(desk.path()).unwrap();
    let all = "SELECT text || extra FROM draft UNION ALL SELECT value FROM setting UNION ALL SELECT text FROM word";
    let mut all = conn.prepare(all).unwrap();
    let mut rows = all.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        if row.get::<_, Option<String>>(0).unwrap().is_some_and(|text| text.contains(WORDS)) {
            return true;
        }
    }
    false
}

/// What the screen shows before and after an Esc that was the first byte of an answer of the terminal, if it differs.
fn changed_by_no_esc(desk: &mut Desk) -> Option<String> {
    // What was said before is answered by any key, and takes rows of its own.
    if !desk.status().is_empty() {
        return None;
    }
    // The header says when something was saved, the last row what an Esc did.
    let body = |desk: &mut Desk| {
        let screen = desk.screen();
        let rows = screen.lines().count();
        // A line that was taken has lost the time at which it was begun.
        screen.lines().skip(1).take(rows - 2).collect::<Vec<_>>().join("\n").replace(" 10:00  ", "        ")
    };
    let before = body(desk);
    desk.keys("<Esc>");
    desk.bench.message(Msg::NoEsc);
    desk.bench.settle();
    let after = body(desk);
    (before != after).then(|| format!("{before}\nis now\n{after}"))
}

/// Home as it is shown when nothing happened yet, and the steps of the file.
fn at_first(desk: &mut Desk) -> (String, i64) {
    desk.bench.message(Msg::Go(Place::Home));
    desk.keys("<Esc>");
    let conn = rusqlite::Connection::open(desk.path()).unwrap();
    let waits = "SELECT (SELECT count(*) FROM entry) + (SELECT count(*) FROM draft)";
    (desk.screen(), conn.query_row(waits, [], |row| row.get(0)).unwrap())
}

/// The keys of a context behind which typed words are lost, and how many keys were found that open a text.
fn lost(context: Context, way: &str) -> (Vec<String>, usize) {
    let (mut lost, mut opened, mut seen) = (Vec::new(), 0, BTreeSet::new());
    // A desk on which a key has changed nothing serves the next one.
    let first = at_first(&mut Desk::demo());
    let mut kept: Option<Desk> = None;
    for (shown, command) in Keymap::default().bindings(context).into_iter().filter(|(_, c)| seen.insert(*c)) {
        if looks_or_names(command) {
            continue;
        }
        let same = kept.take().and_then(|mut desk| (at_first(&mut desk) == first).then_some(desk));
        let mut desk = same.unwrap_or_else(Desk::demo);
        desk.bench.message(Msg::Go(Place::Home));
        desk.keys(way);
        press(&mut desk, &shown);
        if let Some(gone) = changed_by_no_esc(&mut desk) {
            lost.push(format!("{context:?} {shown} ({}) when an answer of the terminal comes\n{gone}", command.id()));
        }
        if !desk.bench.app.contexts()[0].is_text() && desk.context() != Context::Menu {
            kept = Some(desk);
            continue;
        }
        type_words(&mut desk);
        // A list that takes no name is only narrowed by what is typed.
        let narrows = desk.context() == Context::Menu && desk.bench.app.unsaved().is_empty();
        if narrows || !stands(&mut desk) {
            continue;
        }
        opened += 1;
        let before = desk.screen();
        desk.bench.rest(1_000);
        if !is_kept(&desk) {
            lost.push(format!("{context:?} {shown} ({}) when it crashes\n{before}", command.id()));
        }
        if let Some(gone) = changed_by_no_esc(&mut desk) {
            lost.push(format!("{context:?} {shown} ({}), typed, when an answer comes\n{gone}", command.id()));
        }
        desk.keys("<Esc>");
        desk.fall();
        if !is_kept(&desk) {
            lost.push(format!("{context:?} {shown} ({}) after Esc\n{before}", command.id()));
        }
    }
    (lost, opened)
}

#[test]
fn nothing_is_typed_where_it_could_not_be_kept() {
    let mut desk = Desk::demo();
    assert!(desk.bench.close());
    let mut options = desk.bench.options.clone();
    options.read_only = true;
    desk.bench = Workbench::headless_at(desk.path(), options).unwrap();
    let (mut taken, mut pressed) = (Vec::new(), 0);
    for (context, ..) in Context::NAMES.iter().filter(|(c, ..)| *c != Context::Start) {
        let mut seen = BTreeSet::new();
        for (shown, command) in Keymap::default().bindings(*context).into_iter().filter(|(_, c)| seen.insert(*c)) {
            desk.bench.message(Msg::Go(Place::Home));
            desk.keys(way_to(*context));
            press(&mut desk, &shown);
            type_words(&mut desk);
            pressed += 1;
            if !desk.bench.app.unsaved().is_empty() || !looks_or_names(command) && desk.context() == Context::Text {
                taken.push(format!("{context:?} {shown} ({})\n{}", command.id(), desk.screen()));
            }
            desk.keys("<Esc><Esc><Esc>");
        }
    }
    assert!(pressed > 300 && taken.is_empty(), "{}\n{} of {pressed}", taken.join("\n"), taken.len());
}

fn all(contexts: &[Context]) {
    let (mut gone, mut opened) = (Vec::new(), 0);
    for context in contexts {
        let (lost, some) = lost(*context, way_to(*context));
        gone.extend(lost);
        opened += some;
    }
    assert!(gone.is_empty(), "{}\n{} of {opened} keys", gone.join("\n"), gone.len());
    assert!(opened >= contexts.len(), "{opened} keys of {contexts:?} open a text");
}

#[test]
fn what_is_typed_behind_any_key_of_a_list_is_kept() {
    use Context::*;
    all(&[List, Risks, Controls, Findings, Requests, Actions, Systems, Rounds, Roles, Running, Heatmap]);
}

#[test]
fn what_is_typed_behind_any_key_of_an_interview_is_kept() {
    use Context::*;
    all(&[Writing, Card, Drawer, Sample, Ticks, Recap]);
}

#[test]
fn what_is_typed_behind_any_key_of_another_pane_is_kept() {
    use Context::*;
    all(&[Round, Plan, Review, Programme, Readiness, Record, Walk, Cells, Everywhere]);
}
