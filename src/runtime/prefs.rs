//! What a person set for every file: a small TOML file in their own folder, and the first line of their key map.

use super::{Workbench, options::own_keys};
use crate::{
    app::Msg,
    exchange::file,
    keymap::with_base,
    parts::{
        Theme,
        theme::{Back, Environment},
    },
    session::{Folders, private_folder},
    shown::trouble,
    ui::prefs::{PREFS, Pref, Prefs, SettingHome},
};
use std::path::Path;

const LARGEST: u64 = 1 << 16;

/// What is set; and what of the file counts for nothing, in sentences.
pub fn read(folders: &Folders) -> (Prefs, Vec<String>) {
    let path = folders.settings();
    let (mut prefs, mut problems) = (Prefs::default(), Vec::new());
    if path.symlink_metadata().is_err() {
        return (prefs, problems);
    }
    let text = file::read_capped(&path, LARGEST).and_then(|bytes| String::from_utf8(bytes).map_err(|e| e.to_string()));
    let table = text.and_then(|text| text.parse::<toml::Table>().map_err(|e| e.message().to_string()));
    let table = match table {
        Ok(table) => table,
        Err(why) => return (prefs, vec![format!("settings.toml: {why}; none of it is used")]),
    };
    for (key, value) in table {
        let known = PREFS.iter().find(|d| d.key == key && d.kept == SettingHome::Person && d.pref != Pref::Keys);
        match (known, value.as_str()) {
            (Some(d), Some(word)) if d.words.is_empty() || d.words.iter().any(|(w, _)| *w == word) => {
                prefs.set(d.pref, word);
            }
            (Some(d), _) => {
                let words: Vec<&str> = d.words.iter().map(|(w, _)| *w).collect();
                problems.push(format!("settings.toml: {key} is one of: {}", words.join(", ")));
            }
            (None, _) => problems.push(format!("settings.toml: {key} is no setting")),
        }
    }
    (prefs, problems)
}

/// The file as it is written.
fn text(prefs: &Prefs) -> String {
    let lines = prefs.all().filter(|(d, _)| d.kept == SettingHome::Person && d.pref != Pref::Keys);
    lines.map(|(d, value)| format!("{} = {}\n", d.key, toml::Value::from(value))).collect()
}

/// The look that a person chose, over what the terminal says.
pub fn theme(prefs: &Prefs, environment: &Environment) -> Theme {
    let said = Theme::of(environment);
    match prefs.of(Pref::Theme) {
        "dark" => Theme { back: Back::Dark, contrast: false, ..said },
        "light" => Theme { back: Back::Light, contrast: false, ..said },
        "contrast" => Theme { contrast: true, ..said },
        "16" => Theme { many: false, contrast: false, ..said },
        _ => said,
    }
}

fn put(path: &Path, text: &str, folders: &Folders) -> Result<(), String> {
    private_folder(&folders.config).map_err(|e| format!("{}: {}", folders.config.display(), trouble(&e)))?;
    file::write_new(path, text.as_bytes(), true)
}

impl Workbench {
    /// Keeps what the person chose and lives by it from now on.
    pub(super) fn prefer(&mut self, pref: Pref, value: &str) {
        let said = match pref {
            Pref::Keys => self.keys_of(value),
            _ => self.keep_pref(pref, value),
        };
        self.message(said.map_or_else(Msg::Warn, Msg::Say));
    }

    fn keep_pref(&mut self, pref: Pref, value: &str) -> Result<String, String> {
        self.options.prefs.set(pref, value);
        let options = &self.options;
        put(&options.folders.settings(), &text(&options.prefs), &options.folders)?;
        self.app.world.theme = theme(&options.prefs, &options.environment);
        self.options.theme = self.app.world.theme;
        if pref == Pref::Backup {
            self.options.copies = value != "off";
        }
        let described = pref.described();
        let value = if value.is_empty() { "as the system says" } else { value };
        Ok(format!(
            "{}: {value}; kept in {}",
            described.label.to_lowercase(),
            self.options.folders.settings().display()
        ))
    }

    /// The person's key map stands on another one from now on; their own lines stay.
    fn keys_of(&mut self, name: &str) -> Result<String, String> {
        let folders = self.options.folders.clone();
        let path = folders.keys();
        let own = match path.symlink_metadata() {
            Ok(_) => super::options::keys_text(&path)?,
            Err(_) => String::new(),
        };
        put(&path, &with_base(&own, name), &folders)?;
        self.take_keys();
        Ok(format!("keys of {name}; kept in {}", path.display()))
    }

    fn take_keys(&mut self) {
        let (keymap, problems) = own_keys(&self.options.folders);
        self.options.keymap = keymap.clone();
        self.options.problems = problems;
        self.app.world.keymap = keymap.into();
        self.tell_problems();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn what_is_written_is_read_and_what_is_wrong_is_said() {
        let root = tempfile::tempdir().unwrap();
        let folders = Folders::under(root.path());
        assert_eq!(read(&folders), (Prefs::default(), vec![]));
        let mut prefs = Prefs::default();
        prefs.set(Pref::Theme, "light");
        prefs.set(Pref::Editor, "ed -p \"x\"");
        put(&folders.settings(), &text(&prefs), &folders).unwrap();
        assert_eq!(read(&folders), (prefs, vec![]));
        fs::write(folders.settings(), "theme = \"pink\"\ncolour = 3\n").unwrap();
        let (prefs, problems) = read(&folders);
        assert_eq!(prefs, Prefs::default());
        assert!(
            problems[0].contains("colour is no setting") && problems[1].contains("one of: auto, dark"),
            "{problems:?}"
        );
        fs::write(folders.settings(), "theme = ").unwrap();
        assert!(read(&folders).1[0].contains("none of it is used"));
    }
}
