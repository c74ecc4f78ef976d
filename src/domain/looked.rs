//! How many records are looked at, and of which kinds: counted in tests only, so that one fails when a key looks at more
//! of them, or a computed field at a kind that its description does not name. In the program it does nothing.

use super::Kind;

/// A record of this kind is looked at.
#[inline(always)]
pub fn one(_kind: Kind) {
    #[cfg(test)]
    counted::one(_kind);
}

/// It is asked which records of this kind there are, be it none.
#[inline(always)]
pub fn at(_kind: Kind) {
    #[cfg(test)]
    counted::at(_kind);
}

/// Records of any kind may be looked at.
#[inline(always)]
pub fn at_all() {
    #[cfg(test)]
    Kind::ALL.iter().for_each(|kind| counted::at(*kind));
}

#[cfg(test)]
pub use counted::{during, kinds};

#[cfg(test)]
mod counted {
    use super::Kind;
    use std::{cell::Cell, collections::BTreeSet};

    const _: () = assert!(Kind::ALL.len() <= 128);

    // One for each thread, since tests run side by side.
    std::thread_local! {
        static LOOKED: Cell<usize> = const { Cell::new(0) };
        /// One bit for each kind.
        static KINDS: Cell<u128> = const { Cell::new(0) };
    }

    pub fn one(kind: Kind) {
        LOOKED.set(LOOKED.get() + 1);
        at(kind);
    }
    pub fn at(kind: Kind) {
        KINDS.set(KINDS.get() | 1 << kind as u32);
    }
    /// How many are looked at while something is done.
    pub fn during(act: impl FnOnce()) -> usize {
        let before = LOOKED.get();
        act();
        LOOKED.get() - before
    }
    /// Of which kinds records are looked at while something is done.
    pub fn kinds(act: impl FnOnce()) -> BTreeSet<Kind> {
        KINDS.set(0);
        act();
        Kind::ALL.iter().copied().filter(|kind| KINDS.get() >> *kind as u32 & 1 == 1).collect()
    }
}
