//! Records that got another id, and how long requests may still name the old one.
//!
//! The loop learns of a new id from a reply; what it sent before still means the old one, what it sends afterwards may
//! mean the record that took the old id. So each request carries the number of the last reply of this kind that the
//! loop is done with.

use crate::domain::Id;
use std::{
    ops::Deref,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

/// Old and new ids. Drop it when memory names the new ones, not before and not much later: until then, the store takes
/// the old ids in requests for the new ones.
#[derive(Clone, Debug, Default)]
pub struct Renamed {
    pairs: Vec<(Id, Id)>,
    _notice: Option<Arc<Notice>>,
}

/// Counts as heard when its last copy is dropped.
#[derive(Debug)]
struct Notice {
    number: u64,
    heard: Heard,
}

impl Drop for Notice {
    fn drop(&mut self) {
        self.heard.0.fetch_max(self.number, Ordering::Release);
    }
}

/// The number of the last notice that the loop is done with.
#[derive(Clone, Debug, Default)]
pub(super) struct Heard(Arc<AtomicU64>);

impl Heard {
    pub(super) fn number(&self) -> u64 {
        self.0.load(Ordering::Acquire)
    }
    /// A notice with its number; nothing renamed needs none.
    pub(super) fn notice(&self, number: u64, pairs: Vec<(Id, Id)>) -> Renamed {
        let notice = (!pairs.is_empty()).then(|| Arc::new(Notice { number, heard: self.clone() }));
        Renamed { pairs, _notice: notice }
    }
}

impl From<Vec<(Id, Id)>> for Renamed {
    fn from(pairs: Vec<(Id, Id)>) -> Renamed {
        Renamed { pairs, _notice: None }
    }
}

impl Deref for Renamed {
    type Target = [(Id, Id)];
    fn deref(&self) -> &[(Id, Id)] {
        &self.pairs
    }
}

impl<'a> IntoIterator for &'a Renamed {
    type Item = &'a (Id, Id);
    type IntoIter = std::slice::Iter<'a, (Id, Id)>;
    fn into_iter(self) -> Self::IntoIter {
        self.pairs.iter()
    }
}

impl PartialEq for Renamed {
    fn eq(&self, other: &Renamed) -> bool {
        self.pairs == other.pairs
    }
}
impl Eq for Renamed {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Kind;

    #[test]
    fn it_is_heard_when_the_last_copy_is_gone() {
        let heard = Heard::default();
        let pair = (Id::new(Kind::Risk, 1), Id::new(Kind::Risk, 2));
        let first = heard.notice(1, vec![pair]);
        let copy = first.clone();
        drop(first);
        assert_eq!((heard.number(), &copy[..]), (0, &[pair][..]));
        drop(copy);
        assert_eq!(heard.number(), 1);
        drop(heard.notice(2, Vec::new()));
        assert_eq!(heard.number(), 1);
    }
}
