//! A word to choose from: what it is called, and what it says of the stage and the tone.

/// One word of a closed list. The code goes into files, the label onto screens, the letter where there is one cell.
#[derive(Debug, PartialEq, Eq)]
pub struct Choice {
    pub code: &'static str,
    pub label: &'static str,
    /// What stands where there is no room for the label, such as a column.
    pub short: &'static str,
    pub letter: char,
    /// Other words that imports may use for it, in lower case.
    pub aliases: &'static [&'static str],
    /// How far the work is that has this state; nothing where the word speaks of no work.
    pub stage: Option<Stage>,
    /// The word of a state says that the thing is over: retired, withdrawn, ended, refused, dropped.
    pub over: bool,
    /// Whether the word is good or bad news.
    pub tone: Tone,
    /// What a record with this word is about: codes of [`crate::domain::angle`].
    pub about: &'static [&'static str],
}

/// What a value means to the reader, told in colour as well where there is colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Plain,
    Good,
    /// An opportunity: nothing is wrong.
    Note,
    /// Needs a look.
    Warn,
    /// Late, major, failed.
    Bad,
    /// It waits for somebody.
    Waits,
    /// A risk band: its index, lowest first, and how many there are.
    Band(usize, usize),
}

/// How far a piece of work is, whatever its kind calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    Open,
    InWork,
    Done,
    Checked,
    Closed,
}

/// Makes one [`Choice`].
pub const fn choice(code: &'static str, label: &'static str, letter: char) -> Choice {
    Choice { code, label, short: label, letter, aliases: &[], stage: None, over: false, tone: Tone::Plain, about: &[] }
}

impl Choice {
    pub const fn alias(mut self, aliases: &'static [&'static str]) -> Choice {
        self.aliases = aliases;
        self
    }
    /// The word for narrow places.
    pub const fn short(mut self, short: &'static str) -> Choice {
        self.short = short;
        self
    }
    pub const fn stage(mut self, stage: Stage) -> Choice {
        self.stage = Some(stage);
        self
    }
    pub const fn tone(mut self, tone: Tone) -> Choice {
        self.tone = tone;
        self
    }
    /// Whether words in lower case begin one of its own.
    pub fn begins(&self, words: &str) -> bool {
        [self.label, self.short, self.code].iter().any(|own| own.to_lowercase().starts_with(words))
    }
    /// Says what a record with this word is about.
    pub const fn about(mut self, codes: &'static [&'static str]) -> Choice {
        self.about = codes;
        self
    }
    /// Says that the thing is over; its work, if it is one, is closed.
    pub const fn over(mut self) -> Choice {
        self.over = true;
        self.stage(Stage::Closed)
    }
}
