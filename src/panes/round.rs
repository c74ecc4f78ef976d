//! Rounds: starting one.

use crate::{
    app::{
        Effect, Place, Then, World,
        place::{Menu, Prompt, Row},
    },
    command::Command,
    domain::{
        Id, Kind, Value,
        kinds::round::{self, Type},
    },
};

/// Asks whether a gap analysis or an audit is to be started.
pub fn start_menu() -> Place {
    let row = |letter, label: &str, detail: &str| Row {
        letter: Some(letter),
        label: label.into(),
        detail: detail.into(),
        ..Row::default()
    };
    let rows = vec![
        row('g', "gap analysis", "what is in place, what is missing, what comes first"),
        row('a', "internal audit", "does it meet the standard and our own rules, and does it work"),
    ];
    let then = Then::Go(vec![Place::RoundStart(Type::Gap), Place::RoundStart(Type::Audit)]);
    Place::Menu(Menu { title: "Start a round".into(), rows, many: false, letters: true, new: None, at: 0, then })
}

/// Asks for the title of a new round; the rest is filled with what most rounds say and can be edited.
pub fn ask_title(typ: Type, world: &World) -> Prompt {
    let values = vec![
        (round::TYPE, typ.value()),
        (round::STATE, round::State::Planned.value()),
        (round::FROM, Value::Date(world.now.date())),
    ];
    Prompt {
        title: format!("Title of the {}", typ.label()),
        help: "Scope, team, dates and methods can be set on its page.".into(),
        text: String::new(),
        then: Then::Create { kind: Kind::Round, values, open: true },
    }
}

/// Runs a command on a round from wherever it is marked.
pub fn act(_: Command, _: Id, _: &World) -> Vec<Effect> {
    Vec::new()
}
