//! The workbench as its loop drives it, on a screen that counts.

use super::data::NOW;
use aims::{
    app::Msg,
    domain::Kind,
    keymap::{Input, Key, script},
    runtime::{RunOptions, Workbench, screen::Screen},
    store::Reply,
    ui::Place,
    wake::{self, WakeEnd},
};
use std::path::Path;

pub struct Ours {
    pub bench: Workbench,
    screen: Screen,
    size: (u16, u16),
    /// Wakes nobody here, but must be open.
    _wake: WakeEnd,
}

impl Ours {
    /// Opens the file; nothing is drawn and nothing waited for.
    pub fn open(path: &Path, folder: &Path, size: (u16, u16)) -> Ours {
        let (waker, wake) = wake::pair().expect("a pipe");
        let options = RunOptions { size, ..RunOptions::fixed(NOW, folder) };
        let bench = Workbench::open(path, options, waker).expect("the file opens");
        Ours { bench, screen: Screen::new(), size, _wake: wake }
    }

    /// Waits until every record is read; the look at the whole file goes on.
    pub fn loaded(&mut self) {
        while !Kind::ALL.iter().all(|kind| self.bench.app.world.is_loaded(*kind)) {
            if !self.bench.take_replies() {
                std::thread::yield_now();
            }
        }
    }

    /// Until a filter has looked at every row.
    pub fn counted(&mut self) -> usize {
        while self.bench.app.deadline().is_some_and(|due| due <= self.bench.options.clock.tick() + 1) {
            self.bench.options.clock.advance(1);
            self.bench.message(Msg::Tick);
        }
        self.frame()
    }

    /// Draws and returns the bytes that would be sent.
    pub fn frame(&mut self) -> usize {
        let bench = &mut self.bench;
        self.screen.frame(self.size, |buffer| bench.draw(buffer)).expect("memory takes everything").len()
    }

    /// What the loop does for keys that have come together.
    pub fn keys(&mut self, keys: &[Key]) -> usize {
        for key in keys {
            self.bench.message(Msg::Key(*key));
        }
        self.bench.take_replies();
        self.bench.run_due();
        self.frame()
    }

    /// The same, and then until the file has it and the screen says so.
    pub fn saved(&mut self, keys: &[Key]) -> usize {
        let bytes = self.keys(keys);
        self.bench.settle();
        bytes + self.frame()
    }

    /// What the loop does with an answer of the store.
    pub fn heard(&mut self, reply: Reply) -> usize {
        self.bench.message(Msg::Store(reply));
        self.frame()
    }

    pub fn go(&mut self, place: Place) -> usize {
        self.bench.message(Msg::Go(place));
        self.frame()
    }
}

/// The keys of a script.
pub fn keys(text: &str) -> Vec<Key> {
    let inputs = script(text).expect("these are keys");
    inputs.into_iter().filter_map(|input| if let Input::Key(key) = input { Some(key) } else { None }).collect()
}
