//! A pane as lines of text: what plain mode prints, and what it lets be chosen by number.

/// One line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlainLine {
    pub text: String,
    /// The cursor can stand on it: it has a number.
    pub stop: bool,
    /// The letter that takes it.
    pub letter: Option<char>,
    /// What it is called, where it can be named whole.
    pub name: String,
}

/// What a pane says in lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plain {
    pub title: String,
    /// By what the place is known again; its title may count.
    pub place: String,
    /// What stands above the lines.
    pub head: Vec<String>,
    pub lines: Vec<PlainLine>,
    /// The number of the first of these stops, from 0; a long list gives only a part of them.
    pub first: usize,
    /// How many stops there are.
    pub total: usize,
    /// The stop with the cursor.
    pub at: Option<usize>,
    /// The text of that stop.
    pub current: String,
    /// Several of them are ticked before they are taken.
    pub many: bool,
    /// It is a list to choose from, and not to be read.
    pub choice: bool,
}

impl Plain {
    pub fn new(title: impl Into<String>) -> Plain {
        Plain { title: title.into(), ..Plain::default() }
    }
    /// A line above the others; an empty one says nothing.
    pub fn head(&mut self, text: impl Into<String>) {
        let text = text.into();
        if !text.trim().is_empty() {
            self.head.push(text);
        }
    }
    /// A line that only says something.
    pub fn said(&mut self, text: impl Into<String>) {
        let text = text.into();
        if !text.trim().is_empty() {
            self.lines.push(PlainLine { text, ..PlainLine::default() });
        }
    }
    /// A line that the cursor can stand on.
    pub fn row(&mut self, text: impl Into<String>) -> &mut PlainLine {
        self.total += 1;
        self.lines.push(PlainLine { text: text.into(), stop: true, ..PlainLine::default() });
        let last = self.lines.len() - 1;
        &mut self.lines[last]
    }
    /// The same, of which no more is said.
    pub fn stop(&mut self, text: impl Into<String>) {
        self.row(text);
    }
    /// Says where the cursor is, counted in stops.
    pub fn stand(&mut self, at: usize) {
        let text = self.lines.iter().filter(|l| l.stop).nth(at.wrapping_sub(self.first)).map(|l| l.text.clone());
        if let Some(text) = text {
            (self.at, self.current) = (Some(at), text);
        }
    }
}

/// `Owner: D. Lind`; nothing where nothing is said.
pub fn labelled(label: &str, text: &str) -> String {
    if text.trim().is_empty() { String::new() } else { format!("{label}: {text}") }
}
