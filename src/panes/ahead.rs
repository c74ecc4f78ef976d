//! A long text that is typed into before it could be read, because another program holds the file or the disk is slow:
//! what is typed is kept as any draft, and goes behind the text as soon as that is there.

use crate::{domain::Id, store::Draft};

/// The extra of a draft that holds only what goes behind the text of its field.
const BEHIND: &str = "+";

/// What stands where the text will.
pub const TOLD: &str = "This text cannot be read yet. Type on: it is kept, and goes behind it.";
/// What is said of words that somebody else began, whose session is gone.
pub fn told_of(who: &str) -> String {
    format!("Begun by {who}, not kept yet: leaving keeps it as a step of yours that says so.")
}
/// Why a key that needs the text does nothing.
pub const NOT_YET: &str = "the text cannot be read yet; try once more";

/// Whether a draft holds only what goes behind the text of its field.
pub fn is_behind(draft: &Draft) -> bool {
    draft.extra == BEHIND
}

/// What is waited for.
#[derive(Debug, Default)]
pub struct Ahead {
    of: Option<Id>,
    /// The extra of a draft of the whole text that was there before.
    whole: Option<String>,
}

impl Ahead {
    /// The text of this record is waited for from now on; false if it is already.
    pub fn wait(&mut self, of: Id, draft: Option<&Draft>) -> bool {
        let begins = self.of.replace(of) != Some(of);
        if begins {
            self.whole = draft.filter(|draft| !is_behind(draft)).map(|draft| draft.extra.clone());
        }
        begins
    }
    /// The extra of the draft that was there before, if that is the whole text.
    pub fn whole(&self) -> Option<&str> {
        self.whole.as_deref()
    }
    /// The extra of a draft of what is typed now.
    pub fn extra(&self) -> String {
        self.whole.as_deref().unwrap_or(BEHIND).to_string()
    }
    /// Whether the text of this record is waited for.
    pub fn is_of(&self, id: Id) -> bool {
        self.of == Some(id)
    }
}
