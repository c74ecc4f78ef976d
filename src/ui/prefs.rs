//! What a person may set, what each of it means, and where it is kept: the table of the settings pane.

/// One setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pref {
    Keys,
    Theme,
    AfterVerdict,
    Clipboard,
    Dates,
    Paper,
    Editor,
    Backup,
}

/// Where a setting is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingHome {
    /// In the person's own folder, for every file.
    Person,
    /// In the open file, for this person alone.
    File,
}

/// How one is described.
pub struct Described {
    pub pref: Pref,
    /// Its name in the settings file, or in the settings of the open file.
    pub key: &'static str,
    pub label: &'static str,
    pub kept: SettingHome,
    pub meaning: &'static str,
    /// Word and meaning; the first one holds until somebody chooses. None where a line is typed.
    pub words: &'static [(&'static str, &'static str)],
}

/// All of them, in the order of the pane.
pub static PREFS: &[Described] = &[
    Described {
        pref: Pref::Keys,
        key: "keys",
        label: "Key map",
        kept: SettingHome::Person,
        meaning: "Which hand the keys are for. Lines of your own in keys.toml stay and lie over it.",
        words: &[
            ("default", "the keys of the program; every footer names them"),
            ("vim", "dd, yy, p, gg, G, ZZ, :w, :q and what belongs to them"),
            ("emacs", "C-n, C-p, C-v, M-x, C-g and what belongs to them"),
            ("sheet", "a list is a spreadsheet: Enter down, Tab right, F2 edits"),
            ("russian", "the default keys on a keyboard with Russian letters"),
        ],
    },
    Described {
        pref: Pref::Theme,
        key: "theme",
        label: "Theme",
        kept: SettingHome::Person,
        meaning: "Which colours stand on the terminal's own background. Letters and signs say all that colours say.",
        words: &[
            ("auto", "what the terminal says of itself"),
            ("dark", "hues that can be read on a dark background"),
            ("light", "hues that can be read on a light background"),
            ("contrast", "high contrast: two colours, bold and reverse"),
            ("16", "only the colours that every terminal has"),
        ],
    },
    Described {
        pref: Pref::AfterVerdict,
        key: "after_verdict",
        label: "After a verdict",
        kept: SettingHome::File,
        meaning: "What follows the letter of a verdict in an interview.",
        words: &[("stay", "the question stays, the note goes on"), ("next", "the next question comes")],
    },
    Described {
        pref: Pref::Clipboard,
        key: "clipboard",
        label: "Clipboard",
        kept: SettingHome::File,
        meaning: "Which way copied text takes out of the terminal.",
        words: &[
            ("on", "tmux or the terminal, whichever is here; what is large goes into a file"),
            ("off", "a file of yours in the state folder, nothing through the terminal"),
        ],
    },
    Described {
        pref: Pref::Dates,
        key: "dates",
        label: "Date order",
        kept: SettingHome::Person,
        meaning: "How 3/4/2026 is read where you type a day. Sheets are never guessed at.",
        words: &[
            ("ask", "not at all: both days are named and you write one of them"),
            ("day", "day first: 3 April"),
            ("month", "month first: 4 March"),
        ],
    },
    Described {
        pref: Pref::Paper,
        key: super::world::SHEET,
        label: "Paper size",
        kept: SettingHome::File,
        meaning: "The sheet on which papers are printed; the list of papers (E) says it too.",
        words: &[("a4", "210 x 297 mm"), ("letter", "8.5 x 11 inches")],
    },
    Described {
        pref: Pref::Editor,
        key: "editor",
        label: "Editor",
        kept: SettingHome::Person,
        meaning: "The command that opens a long text outside. Empty: $VISUAL, then $EDITOR, then vi.",
        words: &[],
    },
    Described {
        pref: Pref::Backup,
        key: "backup",
        label: "Backup",
        kept: SettingHome::Person,
        meaning: "Whether copies of a file are made by themselves: once a day and before imports.",
        words: &[("on", "7 days and 4 weeks are kept"), ("off", "only what aims backup makes")],
    },
];

impl Pref {
    pub fn described(self) -> &'static Described {
        &PREFS[self as usize]
    }
}

impl Described {
    /// What holds until somebody chooses.
    pub fn usual(&self) -> &'static str {
        self.words.first().map_or("", |(word, _)| word)
    }
}

/// What this person set for every file; what is not here is as usual.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prefs {
    values: Vec<(Pref, String)>,
}

impl Prefs {
    pub fn of(&self, pref: Pref) -> &str {
        let found = self.values.iter().find(|(known, _)| *known == pref);
        found.map_or(pref.described().usual(), |(_, value)| value)
    }
    pub fn set(&mut self, pref: Pref, value: &str) {
        self.values.retain(|(known, _)| *known != pref);
        if value != pref.described().usual() {
            self.values.push((pref, value.into()));
        }
        self.values.sort();
    }
    /// What is set, in the order of the pane.
    pub fn all(&self) -> impl Iterator<Item = (&'static Described, &str)> {
        self.values.iter().map(|(pref, value)| (pref.described(), value.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_stands_at_its_place_and_says_what_it_means() {
        for (i, described) in PREFS.iter().enumerate() {
            assert_eq!(described.pref as usize, i);
            assert!(
                !described.meaning.is_empty() && described.words.iter().all(|(w, m)| !w.is_empty() && !m.is_empty())
            );
        }
    }

    #[test]
    fn what_is_as_usual_is_not_kept() {
        let mut prefs = Prefs::default();
        assert_eq!((prefs.of(Pref::Dates), prefs.of(Pref::Editor)), ("ask", ""));
        prefs.set(Pref::Dates, "day");
        prefs.set(Pref::Theme, "light");
        assert_eq!(prefs.all().map(|(d, v)| (d.key, v)).collect::<Vec<_>>(), [("theme", "light"), ("dates", "day")]);
        prefs.set(Pref::Dates, "ask");
        assert_eq!(prefs.all().count(), 1);
    }
}
