//! When typed text has to be in the file: after a short pause, at the latest within a second, or after many keys.

/// Milliseconds without a key after which a draft is written.
const PAUSE: u64 = 300;
/// Milliseconds after the first unsaved key by which it is sent; the sync takes the rest of the second.
const AT_LATEST: u64 = 800;
/// Keys after which it is written at once.
const KEYS: u32 = 64;

/// The unsaved typing of one field.
#[derive(Clone, Copy, Debug, Default)]
pub struct Typing {
    first: Option<u64>,
    last: u64,
    keys: u32,
    changed: bool,
}

impl Typing {
    /// A key changed the text at `tick` milliseconds.
    pub fn key(&mut self, tick: u64) {
        self.first.get_or_insert(tick);
        self.last = tick;
        self.keys += 1;
        self.changed = true;
    }
    /// When the draft is to be written, if there is anything unwritten.
    pub fn due(&self) -> Option<u64> {
        let first = self.first?;
        Some(if self.keys >= KEYS { self.last } else { (self.last + PAUSE).min(first + AT_LATEST) })
    }
    /// A draft was sent.
    pub fn written(&mut self) {
        self.first = None;
        self.keys = 0;
    }
    /// There is text that no draft has.
    pub fn is_open(&self) -> bool {
        self.first.is_some()
    }
    /// The text differs from the record's, in a draft or not.
    pub fn is_changed(&self) -> bool {
        self.changed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_a_second_or_many_keys_make_it_due() {
        let mut typing = Typing::default();
        assert_eq!(typing.due(), None);
        typing.key(1_000);
        assert_eq!(typing.due(), Some(1_300));
        for tick in [1_200, 1_400, 1_600, 1_790] {
            typing.key(tick);
        }
        assert_eq!(typing.due(), Some(1_800));
        (0..64).for_each(|_| typing.key(1_795));
        assert_eq!(typing.due(), Some(1_795));
        typing.written();
        assert!(typing.is_changed() && !typing.is_open());
    }
}
