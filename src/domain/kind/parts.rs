//! Parts of a description: signatures, reviews, what is asked next, sections of a page.

/// Who approves a record, in which role where that is asked, and on which day.
#[derive(Clone, Copy)]
pub struct SignedBy {
    pub by: usize,
    pub role: Option<usize>,
    pub on: usize,
    /// Whether a field is what is approved: another word there, while the approval stands, asks for a reason.
    pub words: fn(usize) -> bool,
}

/// The day on which a record was last looked at, whatever that is called for its kind: reviewed, rated, assessed.
#[derive(Clone, Copy)]
pub struct Reviewed {
    pub on: usize,
    pub again: Again,
}

/// When a record is to be looked at again.
#[derive(Clone, Copy)]
pub enum Again {
    /// On the day in this field.
    On(usize),
    /// So many months after the last time as stand in this field.
    Months(usize),
}

/// A field that is asked for when another got a word on which it stands; [`Follow::ANY`] for every word.
///
/// A long text is asked for one record at a time; references are asked for also where there are some already.
pub struct Follow {
    pub after: usize,
    pub word: u8,
    pub then: usize,
}

/// A part of a page: it begins at a field and ends where the next one begins.
pub struct Section {
    pub name: &'static str,
    pub first: usize,
    /// It is there only while a choice has one of these words, or while something in it is filled.
    pub when: Option<(usize, &'static [u8])>,
}

impl Section {
    pub const fn new(name: &'static str, first: usize) -> Section {
        Section { name, first, when: None }
    }
    /// The same, only for some words of a choice.
    pub const fn when(mut self, field: usize, words: &'static [u8]) -> Section {
        self.when = Some((field, words));
        self
    }
}

impl Follow {
    pub const ANY: u8 = u8::MAX;
}
