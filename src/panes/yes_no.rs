//! Questions before something that is not taken back by an undo: the first row of each changes nothing.

use crate::ui::{
    AfterChoice, Place,
    place::{Menu, MenuRow},
};

/// A menu that asks before a file is replaced; Enter keeps it.
pub fn overwrite_menu(path: &std::path::Path, then: AfterChoice) -> Place {
    let row = |letter, label: &str| MenuRow { letter: Some(letter), label: label.into(), ..MenuRow::default() };
    Place::Menu(Menu::letters(
        format!("{} is there already", path.display()),
        vec![row('k', "keep it, write nothing"), row('o', "write over it")],
        then,
    ))
}

/// Asks whether a file of an older version is to be brought up to date.
pub fn upgrade_menu(version: u32) -> Place {
    let row = |letter, label: &str| MenuRow { letter: Some(letter), label: label.into(), ..MenuRow::default() };
    Place::Menu(Menu::letters(
        format!("The file is of version {version}; a change needs the version of this program"),
        vec![
            row('k', "keep it as it is, change nothing"),
            row('u', "upgrade it; a copy of the old file stays beside it"),
        ],
        AfterChoice::Upgrade,
    ))
}

/// Offers the steps that could not be saved last time.
pub fn take_back_menu(steps: &[String], whose: &str) -> Place {
    let row = |letter, label: &str| MenuRow { letter: Some(letter), label: label.into(), ..MenuRow::default() };
    let named = steps.iter().take(3).map(|s| format!("“{s}”")).collect::<Vec<_>>().join(", ");
    let more = if steps.len() > 3 { format!(" and {} more", steps.len() - 3) } else { String::new() };
    let count = if steps.len() == 1 { "1 step".into() } else { format!("{} steps", steps.len()) };
    Place::Menu(Menu::letters(
        format!("{count} of {whose} could not be saved last time: {named}{more}"),
        vec![row('t', "take them back; u undoes that"), row('l', "later: the next start asks again")],
        AfterChoice::TakeBack,
    ))
}

/// Asks before the sessions of others are signed off; the first row keeps them.
pub fn take_over_menu(whose: &str) -> Place {
    let row = |letter, label: &str| MenuRow { letter: Some(letter), label: label.into(), ..MenuRow::default() };
    Place::Menu(Menu::letters(
        format!("This file is held by {whose}"),
        vec![
            row('k', "keep it so: somebody still works there"),
            row('t', "take over: it is gone for good; text it left comes back here"),
        ],
        AfterChoice::TakeOver,
    ))
}
