//! How many records are looked at: counted in tests only, so that one fails when a key looks at more of them. In the
//! program it does nothing.

/// A record is looked at.
#[inline(always)]
pub fn one() {
    #[cfg(test)]
    counted::one();
}

#[cfg(test)]
pub use counted::during;

#[cfg(test)]
mod counted {
    use std::cell::Cell;

    // One for each thread, since tests run side by side.
    std::thread_local! {
        static LOOKED: Cell<usize> = const { Cell::new(0) };
    }

    pub fn one() {
        LOOKED.set(LOOKED.get() + 1);
    }
    /// How many are looked at while something is done.
    pub fn during(act: impl FnOnce()) -> usize {
        let before = LOOKED.get();
        act();
        LOOKED.get() - before
    }
}
