//! What is done of what there is to do.

/// So many of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    pub done: usize,
    pub all: usize,
}

impl Share {
    /// How many of some marks are set.
    pub fn count(marks: impl IntoIterator<Item = bool>) -> Share {
        marks.into_iter().fold(Share::default(), |share, done| share + Share { done: usize::from(done), all: 1 })
    }
    /// In per cent; nothing where there is nothing to do.
    pub fn percent(self) -> Option<usize> {
        (100 * self.done).checked_div(self.all)
    }
    /// `3 of 5`; nothing where there is nothing to do.
    pub fn told(self) -> String {
        if self.all == 0 { String::new() } else { format!("{} of {}", self.done, self.all) }
    }
}

impl std::ops::Add for Share {
    type Output = Share;
    fn add(self, other: Share) -> Share {
        Share { done: self.done + other.done, all: self.all + other.all }
    }
}
