//! The loop around a workbench that has a terminal: sleeps until something happens, takes all of it, draws once.

use super::{
    Outside, Workbench,
    clipboard::{self, in_tmux},
    decode::{Heard, KeyDecoder},
    editor, leaving,
    screen::{self, Screen},
    suspend,
};
use crate::{
    app::Msg,
    domain::Id,
    keymap::{Code, Key},
    session::LAST_SAVE,
    ui::{Answer, prefs::Pref},
    wake::WakeEnd,
    watch::{self, Watch, Watched},
};
use color_eyre::eyre::{Context, Result, eyre};
use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    io::Errno,
    stdio::stdin,
};
use signal_hook::consts::{SIGCONT, SIGTSTP, SIGWINCH};
use std::{
    collections::VecDeque,
    io::Write,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::mpsc::Receiver,
};

/// Milliseconds of leaving until it is said that something is waited for, and between two looks.
const SHOWN: u64 = 300;
const LOOK: u64 = 100;
/// Milliseconds after which leaving ends by itself, with a copy, unless a key asked to wait on.
const ALONE: u64 = 8_000;

/// What ended a wait.
enum Woken {
    Something,
    /// The terminal is gone.
    HungUp,
}

struct Loop {
    bench: Workbench,
    wake: WakeEnd,
    screen: Screen,
    decoder: KeyDecoder,
    watch: Watch,
    told: Receiver<Watched>,
    /// The file the watcher knows of.
    watched: u64,
    /// We stopped ourselves, so the signal that continues us brings no news.
    stopped: bool,
    dirty: bool,
    /// A fault can be had on demand.
    breaks: bool,
}

/// A debug build in which this variable is set breaks at [`FAULT_KEY`], so that a test can see the terminal given back
/// and the typed text kept. A release build has none of it.
const FAULT: &str = "AIMS_FAULT";
/// The key that breaks it, F12 as terminals send it.
const FAULT_KEY: Code = Code::F(12);

/// Runs a workbench on the terminal until the person quits; an error if something could not be written at the end.
///
/// `wake` is the end that the workbench's waker wakes. Whatever happens, the terminal is given back.
pub fn run(bench: Workbench, wake: WakeEnd) -> Result<()> {
    let (watch, told) = watch::begin(screen::restore, bench.waker.clone()).wrap_err("signals cannot be watched")?;
    let mut this = Loop {
        bench,
        wake,
        screen: Screen::new(),
        decoder: KeyDecoder::default(),
        watch,
        told,
        watched: 0,
        stopped: false,
        dirty: true,
        breaks: cfg!(debug_assertions) && std::env::var_os(FAULT).is_some(),
    };
    quiet_panics();
    this.bench.options.clock = this.bench.options.clock.running();
    this.bench.hurry_from_now();
    screen::enter().wrap_err("the terminal cannot be used")?;
    let ended = catch_unwind(AssertUnwindSafe(|| this.turn()));
    screen::restore();
    match ended {
        Ok(result) => {
            result?;
            match this.bench.close() {
                true => Ok(()),
                false => Err(eyre!(this.bench.left_behind())),
            }
        }
        Err(_) => {
            // The app cannot be trusted any more; what is typed stands in the list of what is not confirmed.
            let what = match this.bench.save_last(LAST_SAVE, "the program ended by a fault of its own") {
                (true, _) => "everything typed is in the file".to_string(),
                (false, Some(copy)) => format!("what is not in the file is in {}", copy.told()),
                (false, None) => "the last words may not be in the file".into(),
            };
            Err(eyre!("the program ended by a fault of its own; {what}"))
        }
    }
}

/// A fault of the loop gives the terminal back and names its place; its message may hold what somebody typed, so it
/// is not shown. A fault of another thread is told by that thread: the screen stays ours.
fn quiet_panics() {
    let this = std::thread::current().id();
    std::panic::set_hook(Box::new(move |info| {
        if std::thread::current().id() != this {
            return;
        }
        screen::restore();
        let place = info.location().map_or("an unknown place".to_string(), |l| format!("{}:{}", l.file(), l.line()));
        // Without a stderr nobody is there to be told.
        let _ = writeln!(std::io::stderr(), "aims: a fault in the program at {place}");
    }));
}

impl Loop {
    fn turn(&mut self) -> Result<()> {
        self.bench.message(Msg::Resize(screen::size().0, screen::size().1));
        loop {
            self.after_update();
            if self.bench.app.is_quitting() {
                return self.leave();
            }
            let wait = self.bench.run_due();
            let wait = self.keep_beside(wait);
            self.after_update();
            self.draw()?;
            if let Woken::HungUp = self.sleep(self.sooner(wait))? {
                self.bench.flush();
                return Ok(());
            }
            if let Woken::HungUp = self.take_all()? {
                self.bench.flush();
                return Ok(());
            }
        }
    }

    /// Asks for a copy of what has waited too long for the disk; returns when to look again at the latest.
    fn keep_beside(&self, wait: Option<u64>) -> Option<u64> {
        let Some((_, store, _)) = self.bench.file() else { return wait };
        match store.unconfirmed().wants_copy() {
            None => wait,
            Some(left) if left.is_zero() => {
                self.watch.keep_beside();
                wait
            }
            Some(left) => Some(wait.unwrap_or(u64::MAX).min(left.as_millis() as u64 + 1)),
        }
    }

    /// Leaves when the disk has confirmed everything. While that takes, it says so; a key leaves at once, with a copy.
    fn leave(&mut self) -> Result<()> {
        self.bench.begin_leaving();
        let mut kept = false;
        let (start, mut waits_on) = (self.tick(), false);
        loop {
            self.bench.take_replies();
            if self.bench.is_confirmed() {
                return Ok(());
            }
            if self.tick() - start >= SHOWN {
                self.draw_leaving()?;
                // A slow disk confirms the copy while the file is waited for, not afterwards.
                if !std::mem::replace(&mut kept, true) {
                    self.bench.keep_beside();
                }
            }
            let mut run = Vec::new();
            let woken = self.sleep(Some(LOOK))?;
            self.wake.drain();
            while let Ok(told) = self.told.try_recv() {
                self.told(told)?;
            }
            if matches!(woken, Woken::HungUp) || matches!(self.read(&mut run)?, Woken::HungUp) {
                return Ok(());
            }
            let leaves = |heard: &Heard| matches!(heard, Heard::Key(key) if matches!(key.code, Code::Char('q' | 'Q')));
            waits_on |= !run.is_empty();
            if run.iter().any(leaves) || !waits_on && self.tick() - start > ALONE {
                return Ok(());
            }
        }
    }

    /// The last screen: what is waited for, and what a key does.
    fn draw_leaving(&mut self) -> Result<()> {
        let bench = &mut self.bench;
        let bytes = self.screen.frame(bench.app.world.size, |buffer| {
            bench.draw(buffer);
            leaving::draw(&bench.app.world, buffer);
            None
        })?;
        if bytes.is_empty() {
            return Ok(());
        }
        screen::send(bytes).wrap_err("the terminal takes nothing")
    }

    /// Sleeps until a key, a wake-up, or so many milliseconds have passed.
    fn sleep(&mut self, wait: Option<u64>) -> Result<Woken> {
        let limit = wait.map(|ms| Timespec { tv_sec: (ms / 1000) as i64, tv_nsec: (ms % 1000 * 1_000_000) as i64 });
        let stdin = stdin();
        let mut ends = [PollFd::new(&stdin, PollFlags::IN), PollFd::new(&self.wake, PollFlags::IN)];
        match poll(&mut ends, limit.as_ref()) {
            Ok(_) | Err(Errno::INTR) => {}
            Err(error) => return Err(std::io::Error::from(error)).wrap_err("waiting for keys failed"),
        }
        let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
        Ok(if ends[0].revents().intersects(gone) { Woken::HungUp } else { Woken::Something })
    }

    /// The wait, or what is left until an unfinished sequence is given up.
    fn sooner(&self, wait: Option<u64>) -> Option<u64> {
        let left = self.decoder.due().map(|due| due.saturating_sub(self.tick()));
        [wait, left].into_iter().flatten().min()
    }
    fn tick(&self) -> u64 {
        self.bench.options.clock.tick()
    }

    /// Takes everything that waits: signals, replies, keys.
    fn take_all(&mut self) -> Result<Woken> {
        self.wake.drain();
        while let Ok(told) = self.told.try_recv() {
            self.told(told)?;
        }
        self.dirty |= self.bench.take_replies();
        let mut run = self.decoder.expire(self.tick());
        let woken = self.read(&mut run)?;
        self.hear(run);
        // Writing what was typed may have taken a while; what it brought belongs to the same frame.
        self.dirty |= self.bench.take_replies();
        Ok(woken)
    }

    /// Reads all keys that wait: what comes at once is one run.
    fn read(&mut self, run: &mut Vec<Heard>) -> Result<Woken> {
        let mut bytes = [0; 4096];
        while key_waits().wrap_err("no keys can be read")? {
            let read = match rustix::io::read(stdin(), &mut bytes) {
                Ok(0) | Err(Errno::IO) => return Ok(Woken::HungUp),
                Ok(n) => n,
                Err(Errno::INTR | Errno::AGAIN) => break,
                Err(error) => return Err(std::io::Error::from(error)).wrap_err("no keys can be read"),
            };
            let now = self.tick();
            run.extend(self.decoder.feed(&bytes[..read], now));
            if run.len() > MOST_AT_ONCE {
                break;
            }
        }
        Ok(Woken::Something)
    }

    /// Hands a run of keys and pastes to the app, one after the other.
    fn hear(&mut self, run: Vec<Heard>) {
        let mut rest: VecDeque<Msg> = run.into_iter().map(message).collect();
        let mut ended = false;
        while let Some(msg) = self.bench.next_of(&mut rest, &mut ended) {
            assert!(!(self.breaks && matches!(msg, Msg::Key(Key { code: FAULT_KEY, .. }))), "a fault on demand");
            self.bench.message(msg);
            self.after_update();
        }
    }

    fn told(&mut self, told: Watched) -> Result<()> {
        match told {
            Watched::Signal(SIGWINCH) => {
                let (width, height) = screen::size();
                self.bench.message(Msg::Resize(width, height));
                self.screen.forget();
            }
            Watched::Signal(SIGTSTP) => self.suspend(),
            Watched::Signal(SIGCONT) if std::mem::take(&mut self.stopped) => {}
            Watched::Signal(SIGCONT) => {
                screen::enter_again().wrap_err("the terminal cannot be taken back")?;
                self.redraw();
            }
            _ => {}
        }
        Ok(())
    }

    /// Does what only a terminal can do, and keeps the watcher's knowledge current.
    fn after_update(&mut self) {
        self.dirty = true;
        while let Some(outside) = self.bench.take_outside() {
            match outside {
                Outside::Copy { what, text } => self.copy(&what, &text),
                Outside::Edit { id, field, text } => self.edit((id, field), &text),
                Outside::Suspend => self.suspend(),
                Outside::Redraw => self.redraw(),
            }
        }
        if let Some((path, store, generation)) = self.bench.file()
            && generation != self.watched
        {
            self.watched = generation;
            self.watch.over(path, store.clone());
        }
    }

    fn copy(&mut self, what: &str, text: &str) {
        let on = self.bench.app.world.setting("clipboard") != Some("off");
        let folders = &self.bench.options.folders;
        let way = clipboard::way(text.len(), in_tmux(), on, folders);
        let said = clipboard::copy(what, text, way, folders);
        self.bench.message(said.map_or_else(Msg::Warn, Msg::Say));
    }

    fn edit(&mut self, place: (Id, usize), text: &str) {
        self.bench.flush();
        let Some((file, ..)) = self.bench.file() else { return };
        let paper = editor::Paper::of(&self.bench.options.folders, file, place);
        let command = editor::command(self.bench.options.prefs.of(Pref::Editor));
        let edited = suspend::edit(&command, &paper, text, &self.watch);
        self.redraw();
        let (edited, path) = match edited {
            Ok((text, path)) => (Ok(text), Some(path)),
            Err(why) => (Err(why), None),
        };
        self.bench.message(Msg::Answer(Answer::Edited(edited)));
        // The file of the editor stays until the disk has what it held.
        if path.is_some() && self.bench.flush() && self.bench.is_confirmed() {
            path.iter().for_each(|path| drop(std::fs::remove_file(path)));
        }
    }

    fn suspend(&mut self) {
        self.bench.flush();
        match suspend::stop() {
            Ok(()) => self.stopped = true,
            Err(why) => self.bench.message(Msg::Say(why)),
        }
        self.redraw();
    }

    fn redraw(&mut self) {
        let (width, height) = screen::size();
        self.bench.message(Msg::Resize(width, height));
        self.screen.forget();
        self.dirty = true;
    }

    /// At most one frame, in one write, and none if nothing changed.
    fn draw(&mut self) -> Result<()> {
        if !std::mem::take(&mut self.dirty) {
            return Ok(());
        }
        let bench = &mut self.bench;
        let bytes = self.screen.frame(bench.app.world.size, |buffer| {
            let cursor = bench.draw(buffer);
            if bench.app.world.theme.ascii {
                screen::to_ascii(buffer);
            }
            cursor
        })?;
        match bytes.is_empty() {
            true => Ok(()),
            false => screen::send(bytes).wrap_err("the terminal takes nothing"),
        }
    }
}

/// So many keys are handled before the next frame.
const MOST_AT_ONCE: usize = 1 << 16;

fn message(heard: Heard) -> Msg {
    match heard {
        Heard::Key(key) => Msg::Key(key),
        Heard::Paste(text) => Msg::Paste(text.replace("\r\n", "\n").replace('\r', "\n")),
        Heard::NoEsc => Msg::NoEsc,
    }
}

/// Whether bytes of the terminal wait to be read.
fn key_waits() -> std::io::Result<bool> {
    let now = Timespec { tv_sec: 0, tv_nsec: 0 };
    match poll(&mut [PollFd::new(&stdin(), PollFlags::IN)], Some(&now)) {
        Ok(ready) => Ok(ready > 0),
        Err(Errno::INTR) => Ok(false),
        Err(error) => Err(error.into()),
    }
}
