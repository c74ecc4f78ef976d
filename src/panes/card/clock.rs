//! The clock of an interview: what was talked, without pauses.

use super::Card;
use crate::ui::{Effect, World};

/// Interview time in this sitting.
#[derive(Clone, Copy, Default)]
pub struct SittingClock {
    /// Seconds talked before the last start.
    pub before: u64,
    /// Since when it runs, in milliseconds of the steady clock.
    pub since: Option<u64>,
    /// The last key; a longer silence does not count.
    pub last: u64,
    pub paused: bool,
}

/// Silence in milliseconds after which time is a pause and not interview time.
const SILENCE: u64 = 600_000;

impl SittingClock {
    /// A key was pressed; the minutes of silence before it, if they were a pause.
    pub fn key(&mut self, tick: u64) -> Option<u64> {
        let gap = tick.saturating_sub(self.last);
        let long = self.since.is_some() && gap > SILENCE;
        if long {
            self.stop(self.last);
            self.since = Some(tick);
        }
        self.since.get_or_insert(tick);
        self.last = tick;
        long.then_some(gap / 60_000)
    }
    /// Stops counting.
    pub fn stop(&mut self, tick: u64) {
        if let Some(since) = self.since.take()
            && !self.paused
        {
            self.before += tick.saturating_sub(since) / 1_000;
        }
    }
    /// Interview time so far.
    pub fn seconds(&self, tick: u64) -> u64 {
        let running =
            self.since.filter(|_| !self.paused).map_or(0, |s| tick.min(self.last + SILENCE).saturating_sub(s) / 1_000);
        self.before + running
    }
}

impl Card {
    /// Pauses the clock or lets it go on.
    pub(super) fn toggle_clock(&mut self, world: &World) -> Vec<Effect> {
        self.clock.stop(world.tick);
        self.clock.paused = !self.clock.paused;
        self.clock.since = Some(world.tick);
        self.clock.last = world.tick;
        let text = if self.clock.paused { "clock paused; the same key lets it go on" } else { "clock goes on" };
        vec![Effect::Say(text.into())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_silence_is_a_pause_and_not_counted() {
        let mut clock = SittingClock::default();
        assert_eq!(clock.key(0), None);
        assert_eq!(clock.key(60_000), None);
        assert_eq!(clock.key(60_000 + 25 * 60_000), Some(25));
        assert_eq!(clock.seconds(60_000 + 26 * 60_000), 120);
    }

    #[test]
    fn a_paused_clock_stands() {
        let mut clock = SittingClock { before: 30, ..SittingClock::default() };
        clock.key(0);
        clock.stop(90_000);
        clock.paused = true;
        clock.since = Some(90_000);
        assert_eq!(clock.seconds(500_000), 120);
    }
}
