//! The app with its file: takes messages, performs effects, brings back replies. No terminal in it.
//!
//! What only a terminal can do (clipboard, editor, suspend, redraw) is put into a queue for whoever owns one.

use super::{
    RunOptions,
    jobs::{Making, Seeking},
    opening,
};
use crate::{
    app::{App, Msg},
    command::Command,
    domain::{Id, Record, Value},
    keymap::{Code, Key, KeyStep},
    parts::Canvas,
    session::{LAST_SAVE, Reading, Session},
    store::{Copied, Reply, Request, Store},
    ui::Place,
    wake::Waker,
};
use ratatui::{buffer::Buffer, layout::Position};
use std::{collections::VecDeque, path::Path, time::Duration};

/// How long closing a file waits: longer than the thread that writes tries, so that the rest is in a rescue file.
const QUIT_SAVE: Duration = Duration::from_secs(8);
const WAITED: Duration = Duration::from_millis(600);
/// Why a copy is made when the program is left.
const LEFT: &str = "the program was left before everything was in the file";
/// How long the loop of a terminal waits for the disk or a lock before it paints without what it wanted to read.
const PAINT: Duration = Duration::from_millis(20);
/// Milliseconds until it tries again.
const AGAIN: u64 = 200;

/// What only the owner of a terminal can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outside {
    /// Put text on the clipboard and say which way was taken.
    Copy {
        what: String,
        text: String,
    },
    /// Open the text of a field in the person's editor and answer with it.
    Edit {
        id: Id,
        field: usize,
        text: String,
    },
    Suspend,
    Redraw,
}

/// The app, its file and its clock.
pub struct Workbench {
    pub app: App,
    pub options: RunOptions,
    pub(super) session: Option<Session>,
    pub(super) outside: VecDeque<Outside>,
    pub(super) waker: Waker,
    /// Grows with each file that is opened.
    generation: u64,
    /// What was copied last while no terminal was there.
    pub(super) copied: Option<String>,
    /// The paper that is being made beside the loop.
    pub(super) making: Option<Making>,
    /// The search that runs beside the loop.
    pub(super) seeking: Option<Seeking>,
    /// Records of the open file that could not be read.
    unreadable: Vec<Id>,
    /// A loop with a terminal drives it: nothing may wait for disk or lock.
    pub(super) live: bool,
    /// Nothing is read before this tick, because another program holds the file.
    held_until: Option<u64>,
    /// Leaving has waited for the disk already.
    waited: bool,
}

impl Workbench {
    /// The start screen, no file open. `waker` wakes whoever waits for replies.
    pub fn start(options: RunOptions, waker: Waker) -> Workbench {
        let mut bench = Workbench {
            app: App::new(opening::empty_world(&options), Place::Start),
            options,
            session: None,
            outside: VecDeque::new(),
            waker,
            generation: 0,
            copied: None,
            making: None,
            seeking: None,
            unreadable: Vec::new(),
            live: false,
            held_until: None,
            waited: false,
        };
        bench.tell_problems();
        bench
    }

    /// A file, at home. The error is a sentence.
    pub fn open(path: &Path, options: RunOptions, waker: Waker) -> Result<Workbench, String> {
        let mut bench = Workbench::start(options, waker);
        bench.open_file(path)?;
        Ok(bench)
    }

    /// Tells what is wrong with the person's key map in one message.
    pub(super) fn tell_problems(&mut self) {
        let Some(first) = self.options.problems.first().cloned() else { return };
        let more = match self.options.problems.len() - 1 {
            0 => String::new(),
            n => format!("; {n} more: aims keys check {}", self.options.folders.keys().display()),
        };
        self.message(Msg::Warn(format!("{first}{more}")));
    }

    /// Handles one message and performs what it leads to.
    pub fn message(&mut self, msg: Msg) {
        let msg = match msg {
            Msg::Key(key) if self.is_idle_interrupt(key) => Msg::Say(self.way_out()),
            msg => msg,
        };
        self.know_waiting();
        let effects = self.app.update(self.options.clock.now(), self.options.clock.tick(), msg);
        effects.into_iter().for_each(|effect| self.perform(effect));
        self.know_saved();
        // The next key may come before the next frame, and it must find the texts that are on the screen.
        self.supply();
    }

    /// The next message of a run that came at once; `ended` remembers whether a line ended in it. Nothing more is
    /// taken from it when the program is left.
    pub fn next_of(&self, run: &mut VecDeque<Msg>, ended: &mut bool) -> Option<Msg> {
        if self.app.is_quitting() {
            return None;
        }
        if let Some((msg, count)) = self.app.hold_run(run.iter(), *ended) {
            run.drain(..count);
            return Some(msg);
        }
        let msg = run.pop_front()?;
        *ended |= matches!(msg, Msg::Key(Key { code: Code::Enter | Code::Tab, .. }));
        Some(msg)
    }

    /// Whether this is the interrupt key of other programs and nothing is bound to it here.
    fn is_idle_interrupt(&self, key: Key) -> bool {
        let interrupt = Key::new(Code::Char('c'), true, false, false);
        key == interrupt && self.app.world.keymap.step(&self.app.contexts(), &[], key) == KeyStep::None
    }

    /// What to say to somebody who wants to get out.
    fn way_out(&self) -> String {
        let keys = self.app.world.keymap.keys_of(&self.app.contexts(), Command::Quit);
        match keys.first() {
            Some(key) => format!("^C does nothing here; {key} quits, and all is saved"),
            None => "^C does nothing here; everything typed is saved; Esc first, then Q quits".into(),
        }
    }

    /// Takes in what the store has said since; false if it said nothing.
    pub fn take_replies(&mut self) -> bool {
        let mut any = false;
        while let Some(reply) = self.session.as_ref().and_then(|s| s.replies.try_recv().ok()) {
            any = true;
            self.hear(reply);
        }
        // Each of them is asked: what one brings does not wait for the other's next wake-up.
        self.take_found() | self.take_job() | self.know_waiting() | any
    }

    /// Takes in one answer of the store.
    pub(super) fn hear(&mut self, reply: Reply) {
        if let Reply::Entered(came) = &reply {
            self.came_in(came);
        }
        self.message(Msg::Store(reply));
    }

    /// Tells the app what is not confirmed yet, and the list what is typed; true if the header may say something else.
    fn know_saved(&mut self) -> bool {
        if let Some(session) = &self.session {
            session.store.unconfirmed().set_typed(self.app.unsaved());
            if session.store.unconfirmed().is_outdated() {
                session.store.send(Request::Changed);
            }
        }
        self.know_waiting()
    }

    /// The same where nothing was typed since.
    fn know_waiting(&mut self) -> bool {
        let Some(session) = &self.session else { return false };
        let unconfirmed = session.store.unconfirmed();
        let (waiting, oldest) = unconfirmed.waiting();
        let tick = self.options.clock.tick();
        let since = (waiting > 0).then(|| tick.saturating_sub(oldest.as_millis() as u64));
        let saved = &mut self.app.world.saved;
        let known = std::mem::replace(&mut saved.waiting, waiting);
        if waiting == 0 {
            // What could not be saved is, although nothing was said of it: a setting, or a draft that is no more.
            saved.failing = None;
            saved.rescue = None;
        }
        saved.since = since;
        (known == 0) != (waiting == 0)
    }

    /// Runs what is due by now; returns how many milliseconds the next thing is away.
    pub fn run_due(&mut self) -> Option<u64> {
        let due = self.app.deadline().into_iter().chain(self.held_until).min()?;
        let tick = self.options.clock.tick();
        if due > tick {
            return Some(due - tick);
        }
        self.held_until = self.held_until.filter(|until| *until > tick);
        self.message(Msg::Tick);
        // What is due again at once would keep the loop from sleeping.
        self.app.deadline().map(|due| due.saturating_sub(tick).max(10))
    }

    /// The next thing for the owner of the terminal.
    pub fn take_outside(&mut self) -> Option<Outside> {
        self.outside.pop_front()
    }

    /// The open file, and a number that changes with it.
    pub fn file(&self) -> Option<(&Path, &Store, u64)> {
        self.session.as_ref().map(|s| (s.info.path.as_path(), &s.store, self.generation))
    }

    pub(super) fn set_session(&mut self, session: Session) {
        self.generation += 1;
        self.unreadable.clear();
        self.seeking.take().into_iter().for_each(Seeking::leave);
        self.held_until = None;
        self.session = Some(session);
        self.hurry();
    }

    /// From now on a loop with a terminal drives it.
    pub(super) fn hurry_from_now(&mut self) {
        self.live = true;
        self.hurry();
    }
    fn hurry(&self) {
        self.session.iter().filter(|_| self.live).for_each(|session| session.reader.wait_at_most(PAINT));
    }

    /// Waits a moment for the thread that writes; where keys are waiting, only as long as nobody feels it.
    pub(super) fn catch_up(&self) {
        let Some(session) = &self.session else { return };
        match self.live {
            false => session.catch_up(),
            true if session.store.unconfirmed().waiting().1 > PAINT => {}
            true => drop(session.store.flush(PAINT)),
        }
    }

    /// The open file; without one the error says so.
    pub fn session(&self) -> Result<&Session, String> {
        self.session.as_ref().ok_or_else(|| "no file is open".to_string())
    }

    /// What can be read from the open file as it is now.
    pub fn reading(&self) -> Result<Reading<'_>, String> {
        Ok(self.session()?.reading(self.options.clock.now()))
    }

    pub(super) fn send(&self, request: Request) {
        if let Some(session) = &self.session {
            session.store.send(request);
        }
    }

    /// Draws into a buffer of the size the app knows; returns where the cursor stands.
    pub fn draw(&mut self, buffer: &mut Buffer) -> Option<Position> {
        self.supply();
        let theme = self.app.world.theme;
        let area = buffer.area;
        let mut canvas = Canvas::new(buffer, &theme);
        self.app.draw(&mut canvas, area);
        canvas.cursor
    }

    /// Reads the long texts that the next frame shows. A text may call for another one, so it looks again, twice.
    fn supply(&mut self) {
        for _ in 0..3 {
            let ids = self.app.needs();
            let records: Vec<Record> = ids.iter().filter_map(|id| self.read(*id)).collect();
            if records.is_empty() {
                return;
            }
            self.app.supply(records);
        }
    }

    /// The record with its long texts, as it is in memory otherwise.
    fn read(&mut self, id: Id) -> Option<Record> {
        if self.unreadable.contains(&id) || self.held_until.is_some() {
            return None;
        }
        let known = self.app.world.records.get(id)?.clone();
        let session = self.session.as_ref()?;
        let mut found = session.reader.read(id);
        if found.as_ref().is_ok_and(|r| r.as_ref().is_none_or(|r| r.rev < known.rev)) {
            // A change of it is on its way into the file.
            self.catch_up();
            found = session.reader.read(id);
        }
        match found {
            Ok(Some(found)) if found.rev >= known.rev => Some(found),
            Ok(Some(found)) => Some(fill(known, &found)),
            Ok(None) => None,
            Err(error) if self.live && error.is_busy() => {
                // It is read when the other program lets go; until then the pane shows what it has.
                self.held_until = Some(self.options.clock.tick() + AGAIN);
                None
            }
            Err(error) => {
                // Told once, and not tried again with each frame.
                self.unreadable.push(id);
                self.message(Msg::Warn(format!("{id} cannot be read: {error}")));
                None
            }
        }
    }

    /// Writes what is being typed and waits until it is on disk; false if that took too long.
    pub fn flush(&mut self) -> bool {
        self.message(Msg::Flush);
        self.session.as_ref().is_none_or(|s| s.store.flush(LAST_SAVE))
    }

    /// Sends what is being typed and closes the file without asking the app; false if something is not in it, and where
    /// that is then.
    pub(super) fn save_last(&mut self, limit: Duration, why: &str) -> (bool, Option<Copied>) {
        let Some(mut session) = self.session.take() else { return (true, None) };
        session.save_last(limit, why)
    }

    /// Begins to leave: everything typed is sent. What is told until [`Workbench::is_confirmed`].
    pub(super) fn begin_leaving(&mut self) {
        self.finish_job();
        self.message(Msg::Flush);
        self.waited = true;
    }
    /// Begins to make a copy of what is not in the file; nobody waits for it, and one that is not begun is made at the end.
    pub(super) fn keep_beside(&self) {
        let Some(list) = self.session.as_ref().map(|s| s.store.unconfirmed().clone()) else { return };
        let _ = std::thread::Builder::new().name("rescue".into()).spawn(move || list.keep(LEFT));
    }
    /// Nothing is left that the disk has not confirmed.
    pub(super) fn is_confirmed(&self) -> bool {
        self.session.as_ref().is_none_or(|s| s.store.unconfirmed().waiting().0 == 0)
    }

    /// Writes everything and closes the file; false if something is not in it.
    pub fn close(&mut self) -> bool {
        if self.session.as_ref().is_some_and(|s| s.info.checking) {
            self.remember_file();
        }
        // A paper that was asked for is not lost because its file is left.
        self.finish_job();
        self.message(Msg::Flush);
        let Some(mut session) = self.session.take() else { return true };
        // Whoever left by a key, or after a long wait, does not wait once more.
        let limit = if self.waited { WAITED } else { QUIT_SAVE };
        let (all, copy) = session.save_last(limit, LEFT);
        self.app.world.saved.rescue = copy.or(self.app.world.saved.rescue.take());
        // Where the copy of the rest lies is told last.
        let last = session.replies.try_iter().filter(|r| !all && matches!(r, Reply::NotSaved { .. })).last();
        last.into_iter().for_each(|reply| self.hear(reply));
        all
    }

    /// What to say on leaving a file into which not everything could be written.
    pub(super) fn left_behind(&self) -> String {
        let world = &self.app.world;
        let name = world.file.as_ref().map_or(String::new(), |f| f.path.display().to_string());
        let why = world.saved.failing.as_ref().map_or("it took too long", |(_, why)| why);
        match &world.saved.rescue {
            Some(copy) => format!(
                "{name}: not everything could be written ({why}); the rest is in {}; the next start of the file offers it",
                copy.told()
            ),
            None => format!("{name}: not everything could be written ({why}), and no copy of the rest could be made"),
        }
    }
}

/// What is unread in `known`, from what the file holds.
fn fill(mut known: Record, found: &Record) -> Record {
    for (field, read) in found.values.iter().enumerate() {
        if known.values[field] == Value::Unread {
            known.values.set(field, read.clone());
        }
    }
    known
}
