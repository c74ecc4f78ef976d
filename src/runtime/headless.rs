//! A workbench without a terminal: keys from a script, a screen as text. Tests and `--keys ... --print` use it.

use super::{Outside, RunOptions, Workbench};
use crate::{
    app::Msg,
    domain::Change,
    keymap::{Input, script},
    store::Reply,
    ui::Answer,
    wake,
};
use ratatui::{buffer::Buffer, layout::Position, layout::Rect};
use std::{path::Path, time::Duration};

/// How long a settled answer of the store may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// Rounds of effects and answers after one key; more than any key needs.
const ROUNDS: usize = 64;

impl Workbench {
    /// The start screen without a terminal.
    pub fn headless(options: RunOptions) -> Result<Workbench, String> {
        Ok(Workbench::start(options, sleeper()?))
    }

    /// A file without a terminal, everything loaded.
    pub fn headless_at(path: &Path, options: RunOptions) -> Result<Workbench, String> {
        let mut bench = Workbench::open(path, options, sleeper()?)?;
        bench.settle();
        Ok(bench)
    }

    /// Types a script such as `gr<Enter>two words<Esc>`; after each key everything has settled, and no time has
    /// passed. The error says what in the script is no key.
    pub fn type_keys(&mut self, keys: &str) -> Result<(), String> {
        let message = |input| match input {
            Input::Key(key) => Msg::Key(key),
            Input::Paste(text) => Msg::Paste(text),
        };
        // A script is as a terminal sends it at once: what is held back there is held back here.
        let mut run = script(keys).map_err(|e| e.to_string())?.into_iter().map(message).collect();
        let mut ended = false;
        while let Some(msg) = self.next_of(&mut run, &mut ended) {
            self.message(msg);
            self.settle();
        }
        Ok(())
    }

    /// Waits until the store has answered everything, no job runs, and every answer has been dealt with.
    pub fn settle(&mut self) {
        for _ in 0..ROUNDS {
            let did = self.do_outside() | self.finish_job() | self.finish_search();
            if let Some((_, store, _)) = self.file() {
                store.flush(PATIENCE);
            }
            if !self.take_replies() && !self.go_on() && !did {
                return;
            }
        }
    }

    /// What goes on by itself between two keys, such as a filter in a long list; false if nothing does.
    fn go_on(&mut self) -> bool {
        let tick = self.options.clock.tick();
        let due = self.app.deadline().is_some_and(|due| due <= tick + 1);
        if due {
            self.options.clock.advance(1);
            if self.options.clock.tick() < tick + 1 {
                std::thread::sleep(Duration::from_millis(1));
            }
            self.message(Msg::Tick);
        }
        due
    }

    /// Saves one change and returns what the store says to it; the app hears of it too.
    pub fn save(&mut self, change: Change) -> Result<Reply, String> {
        let at = self.options.clock.now();
        let (answer, replies) = self.session()?.ask_to_save(change, at);
        replies.into_iter().for_each(|reply| self.hear(reply));
        answer
    }

    /// Lets time pass on a fixed clock: what falls due meanwhile is done in its order.
    pub fn rest(&mut self, ms: u64) {
        let end = self.options.clock.tick() + ms;
        let mut last = None;
        while let Some(due) = self.app.deadline().filter(|due| *due <= end) {
            let tick = self.options.clock.tick();
            if last == Some(due) {
                break;
            }
            last = Some(due);
            self.options.clock.advance(due.saturating_sub(tick));
            self.message(Msg::Tick);
            self.settle();
        }
        self.options.clock.advance(end.saturating_sub(self.options.clock.tick()));
    }

    /// What a screen of this size shows now, and where the cursor stands.
    pub fn screen_and_cursor(&mut self, width: u16, height: u16) -> (Buffer, Option<Position>) {
        if self.app.world.size != (width, height) {
            self.message(Msg::Resize(width, height));
            self.settle();
        }
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        let cursor = self.draw(&mut buffer);
        (buffer, cursor)
    }
    pub fn screen(&mut self, width: u16, height: u16) -> Buffer {
        self.screen_and_cursor(width, height).0
    }
    /// The same as lines of text without blanks at their ends.
    pub fn text(&mut self, width: u16, height: u16) -> String {
        let buffer = self.screen(width, height);
        let lines: Vec<String> = (0..height).map(|y| row(&buffer, y)).collect();
        lines.join("\n") + "\n"
    }

    /// What was copied last, if anything.
    pub fn copied(&self) -> Option<&str> {
        self.copied.as_deref()
    }

    /// What would need a terminal; says whether there was something.
    fn do_outside(&mut self) -> bool {
        let mut any = false;
        while let Some(outside) = self.take_outside() {
            any = true;
            match outside {
                Outside::Copy { what, text } => {
                    self.copied = Some(text);
                    self.message(Msg::Say(format!("{what} → kept here, no terminal to copy to")));
                }
                Outside::Edit { .. } => {
                    let why = "an editor needs a terminal; the text is as it was".to_string();
                    self.message(Msg::Answer(Answer::Edited(Err(why))));
                }
                Outside::Suspend | Outside::Redraw => {}
            }
        }
        any
    }
}

/// A waker whose other end nobody polls.
fn sleeper() -> Result<wake::Waker, String> {
    wake::pair().map(|(waker, _)| waker).map_err(|e| e.to_string())
}

/// One row of a screen as text; the cells under a wide sign are left out.
fn row(buffer: &Buffer, y: u16) -> String {
    let mut text = String::new();
    let mut skip = 0;
    for x in buffer.area.x..buffer.area.right() {
        let symbol = buffer[(x, y)].symbol();
        if skip > 0 {
            skip -= 1;
            continue;
        }
        skip = crate::shown::cells(symbol).saturating_sub(1);
        text.push_str(symbol);
    }
    text.trim_end().to_string()
}
