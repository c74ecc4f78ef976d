//! The one place that asks what time it is; a fixed clock moves only when told to.

use crate::domain::Stamp;
use std::time::Instant;

/// Where the time comes from.
#[derive(Clone, Copy, Debug)]
pub enum Clock {
    /// The computer's clock, and a steady one that counts from the start.
    System { start: Instant },
    /// A moment that somebody named, from which time goes on.
    From { start: Instant, at: Stamp },
    /// A moment at tick zero, and the milliseconds since then.
    Fixed { start: Stamp, tick: u64 },
}

impl Clock {
    pub fn system() -> Clock {
        Clock::System { start: Instant::now() }
    }
    /// A clock that stands still at this moment.
    pub fn fixed(start: Stamp) -> Clock {
        Clock::Fixed { start, tick: 0 }
    }

    /// The same clock, going: what stood still starts now.
    pub fn running(self) -> Clock {
        match self {
            Clock::Fixed { .. } => Clock::From { start: Instant::now(), at: self.now() },
            going => going,
        }
    }

    /// The moment as people say it.
    pub fn now(&self) -> Stamp {
        match self {
            Clock::System { .. } => Stamp::of(&jiff::Zoned::now()),
            Clock::From { start, at } => Stamp { utc: at.utc + start.elapsed().as_secs() as i64, ..*at },
            Clock::Fixed { start, tick } => Stamp { utc: start.utc + (*tick / 1000) as i64, ..*start },
        }
    }
    /// Milliseconds of a clock that never jumps.
    pub fn tick(&self) -> u64 {
        match self {
            Clock::System { start } | Clock::From { start, .. } => start.elapsed().as_millis() as u64,
            Clock::Fixed { tick, .. } => *tick,
        }
    }
    /// Moves a fixed clock forward; the computer's clock moves by itself.
    pub fn advance(&mut self, ms: u64) {
        if let Clock::Fixed { tick, .. } = self {
            *tick += ms;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_clock_moves_only_when_told() {
        let mut clock = Clock::fixed(Stamp { utc: 1_000, offset: 60 });
        assert_eq!((clock.now().utc, clock.tick()), (1_000, 0));
        clock.advance(2_500);
        assert_eq!((clock.now().utc, clock.now().offset, clock.tick()), (1_002, 60, 2_500));
    }
}
