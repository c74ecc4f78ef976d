//! Every command that the default map binds does something where it is bound, or says in a sentence why not.

use crate::desk::Desk;
use aims::{
    app::Msg,
    command::Context,
    keymap::{Key, Keymap, sequence},
    ui::Place,
};
use std::collections::BTreeSet;

/// How a person gets from home to where a context has the keyboard.
pub(super) fn way_to(context: Context) -> &'static str {
    match context {
        // Start stands before any file is open and has a test of its own.
        Context::Everywhere | Context::Home | Context::Start => "",
        Context::List => "ge",
        Context::Cells => "gPe",
        Context::Heatmap => "gr",
        Context::Risks => "gR",
        Context::Controls => "gc",
        Context::Findings => "gf",
        Context::Requests => "gE",
        Context::Actions => "ga",
        Context::Systems => "gi",
        Context::People => "gP",
        Context::Rounds => "goGk",
        Context::Roles => "gLdata sets<Enter>",
        Context::Running => "gLrecurring tasks<Enter>",
        Context::Round => "goGk<Enter>",
        Context::Plan => "goGk<Enter><End><Enter>",
        Context::Writing => "<Enter>",
        Context::Card => "<Enter><Esc>",
        Context::Drawer => "<Enter><C-x>f",
        Context::Sample => "<Enter><C-x>g3<Enter><Esc>S",
        Context::Ticks => "<Enter><Esc>x",
        Context::Recap => "<Enter><C-x>R",
        Context::Review => "gw<Down><Down><Down><Down><Down>",
        Context::Programme => "gW",
        Context::Readiness => "gZ",
        Context::Record => "ge<Enter>",
        Context::Input => "gP/",
        Context::Text => "gM<Down><Enter>",
        Context::Menu => "gcs",
        Context::Help => "?",
        Context::Walk => "giW",
        Context::Columns => "giT",
        Context::Documents => "gLpolicies<Enter>",
        Context::Parts => "gLimpact assessments<Enter>W",
    }
}

/// Presses a key of every command bound in a context, each from the same state, and gathers those that do nothing.
fn silent(context: Context) -> Vec<String> {
    silent_at(context, way_to(context))
}

fn silent_at(context: Context, way: &str) -> Vec<String> {
    let keys = Keymap::default().bindings(context);
    assert!(!keys.is_empty(), "{context:?} has no keys");
    let mut silent = Vec::new();
    let mut pressed = BTreeSet::new();
    let mut desk = Desk::demo();
    let mut untouched = traces(&desk);
    // Which keys lead to a command is the key map's matter; here one of them is enough.
    for (shown, command) in keys.into_iter().filter(|(_, command)| pressed.insert(*command)) {
        if traces(&desk) != untouched {
            desk = Desk::demo();
            untouched = traces(&desk);
        }
        desk.bench.message(Msg::Go(Place::Home));
        desk.keys(way);
        if context != Context::Everywhere {
            assert_eq!(desk.context(), context, "{way} ends in\n{}", desk.screen());
        }
        press(&mut desk, &shown);
        let said = desk.status();
        if said.contains("does nothing here") {
            silent.push(format!("{shown} ({}): {said}", command.id()));
        }
        desk.screen();
    }
    silent
}

/// What a key may leave behind besides the open panes; if it did, the next one gets a new copy of the demo.
fn traces(desk: &Desk) -> (Option<String>, usize, usize, bool, bool, bool) {
    let (app, world) = (&desk.bench.app, &desk.bench.app.world);
    let last = world.recent.first().map(|r| r.label.clone());
    (last, world.drafts.len(), world.settings.len(), world.bars_hidden, world.hide_verdicts, app.is_quitting())
}

/// Presses keys as they are shown in tables: `g R`, `^X Esc`.
pub(super) fn press(desk: &mut Desk, shown: &str) {
    let written: Vec<String> = shown
        .split(' ')
        .map(|key| match (key.strip_prefix('^'), key) {
            (Some(control), _) if !control.is_empty() => format!("ctrl-{}", control.to_lowercase()),
            (_, "Shift-Tab") => "backtab".into(),
            _ => key.to_string(),
        })
        .collect();
    let keys: Vec<Key> = sequence(&written.join(" ")).unwrap_or_else(|e| panic!("{shown}: {e}"));
    for key in keys {
        desk.bench.message(Msg::Key(key));
        desk.bench.settle();
    }
}

#[test]
fn every_key_of_the_interview_answers() {
    for context in [Context::Writing, Context::Card, Context::Drawer, Context::Recap] {
        assert_eq!(silent(context), [] as [String; 0], "{context:?}");
    }
}

#[test]
fn every_key_of_lists_answers() {
    let lists =
        [Context::List, Context::Risks, Context::Controls, Context::Findings, Context::Requests, Context::Actions];
    for context in lists.into_iter().chain([Context::Rounds, Context::Heatmap]) {
        assert_eq!(silent(context), [] as [String; 0], "{context:?}");
    }
}

#[test]
fn every_key_of_the_other_panes_answers() {
    let panes = [Context::Home, Context::Round, Context::Plan, Context::Record, Context::Walk];
    for context in panes.into_iter().chain([Context::Text, Context::Help, Context::Cells]) {
        assert_eq!(silent(context), [] as [String; 0], "{context:?}");
    }
}

#[test]
fn every_key_answers_in_every_kind_of_field_and_menu() {
    // Filter of a list, of an outline, of questions; palette, search, prompt.
    for way in ["gP/", "gk/", "goGk<Enter><End><Enter>/", ":", "/", "gin"] {
        assert_eq!(silent_at(Context::Input, way), [] as [String; 0], "{way}");
    }
    // Choices by letter, one record, several records.
    for way in ["gcs", "gco", "gRt"] {
        assert_eq!(silent_at(Context::Menu, way), [] as [String; 0], "{way}");
    }
}

#[test]
fn every_key_of_everywhere_answers_on_home() {
    assert_eq!(silent(Context::Everywhere), [] as [String; 0]);
}

#[test]
fn every_context_has_its_way_and_is_walked() {
    let walked = Context::NAMES.iter().filter(|(c, ..)| *c != Context::Start && *c != Context::Everywhere);
    for (context, ..) in walked {
        let mut desk = Desk::demo();
        desk.keys(way_to(*context));
        assert_eq!(desk.context(), *context, "{}", desk.screen());
    }
    // The first screen, with no file open.
    for (shown, command) in Keymap::default().bindings(Context::Start) {
        let mut desk = Desk::first_screen();
        assert_eq!(desk.context(), Context::Start);
        press(&mut desk, &shown);
        assert!(!desk.status().contains("does nothing here"), "{shown} ({}): {}", command.id(), desk.status());
    }
}
