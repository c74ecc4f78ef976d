//! The settings: one list of all, and for each the words it may have with what they mean. Made from the one table of
//! [`PREFS`].

use crate::ui::{
    AfterChoice, AfterText, Effect, Place, World,
    place::{Menu, MenuRow, Prompt},
    prefs::{Described, PREFS, Pref, SettingHome},
};

/// What a setting is now.
fn value<'a>(described: &Described, world: &'a World) -> &'a str {
    match described.kept {
        SettingHome::Person => world.prefs.of(described.pref),
        SettingHome::File => world.setting(described.key).unwrap_or(described.pref.described().usual()),
    }
}

/// The list of all settings with their values.
pub fn menu(world: &World) -> Menu {
    let row = |described: &'static Described| {
        let value = match value(described, world) {
            "" => "(as the system says)",
            value => value,
        };
        MenuRow {
            letter: described.label.chars().next().map(|c| c.to_ascii_lowercase()),
            label: format!("{}: {value}", described.label),
            detail: described.meaning.into(),
            ..MenuRow::default()
        }
    };
    let rows = PREFS.iter().map(row).collect();
    let places = PREFS.iter().map(|described| choice(described, world)).collect();
    Menu { letters: true, ..Menu::list("Settings: each with what it means", rows, AfterChoice::Go(places)) }
}

/// The words that one setting may have.
fn choice(described: &'static Described, world: &World) -> Place {
    let kept = match described.kept {
        SettingHome::Person => "kept for you, in every file",
        SettingHome::File => "kept for you, in this file",
    };
    let now = value(described, world);
    if described.words.is_empty() {
        let help = format!("{} Kept for you, in every file.", described.meaning);
        return Prompt::with(described.label, help, now, AfterText::Prefer(described.pref));
    }
    let rows: Vec<MenuRow> = described
        .words
        .iter()
        .map(|(word, meaning)| MenuRow {
            letter: word.chars().next(),
            label: (*word).into(),
            detail: (*meaning).into(),
            ..MenuRow::default()
        })
        .collect();
    let at = described.words.iter().position(|(word, _)| *word == now).unwrap_or(0);
    let words = described.words.iter().map(|(word, _)| *word).collect();
    let title = format!("{} ({kept})", described.label);
    let menu = Menu::list(title, rows, AfterChoice::Prefer(described.pref, words));
    Place::Menu(Menu { letters: true, at, ..menu })
}

/// Sets one and shows the list again.
pub fn set(pref: Pref, value: &str, world: &World) -> Vec<Effect> {
    let described = pref.described();
    let effect = match described.kept {
        SettingHome::Person => Effect::Prefer(pref, value.trim().to_string()),
        SettingHome::File if world.file.as_ref().is_none_or(|f| f.read_only.is_some()) => {
            return vec![Effect::Say(format!("{} is kept in a file, and none is open to be written", described.label))];
        }
        SettingHome::File => Effect::Keep(described.key.into(), value.into()),
    };
    vec![effect, Effect::Go(Place::Settings)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        app::App,
        panes::testing::{halden, press},
    };

    #[test]
    fn each_setting_is_reached_by_its_letter_and_shown_as_it_is_then() {
        let mut app = App::new(halden(), Place::Home);
        press(&mut app, "g,an");
        assert_eq!(app.world.setting("after_verdict"), Some("next"));
        press(&mut app, "pl");
        assert_eq!(app.world.paper_size(), crate::document::PaperSize::Letter);
        let menu = menu(&app.world);
        let labels: Vec<&str> = menu.rows.iter().map(|r| r.label.as_str()).collect();
        assert!(labels.contains(&"After a verdict: next") && labels.contains(&"Paper size: letter"), "{labels:?}");
        let letters: std::collections::BTreeSet<_> = menu.rows.iter().map(|r| r.letter).collect();
        assert_eq!(letters.len(), PREFS.len(), "a letter for each");
    }
}
