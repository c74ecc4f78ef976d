//! The thread that writes: takes requests in order and keeps what cannot be written now.
//!
//! What has to wait is tried again in short tries, and a rescue file is kept of it and of what is being typed; later
//! requests wait behind it. When nothing waits, the thread sleeps on its channel.

mod copying;
mod entry;

use super::{
    BESIDE, Message, OpenOptions, Outbox, Reply, Request, Unconfirmed, apply,
    apply::Written,
    backup::OfDay,
    error,
    file::{OpenFile, Renames},
    renamed::Heard,
    rescue, settings,
};
use crate::domain::{Id, Stamp};
use entry::Entry;
use rusqlite::Connection;
use std::{
    collections::VecDeque,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError, SyncSender},
    },
    time::{Duration, Instant},
};

/// Between two tries to write what waits: at first, and when it has been told that nothing can be saved.
const SOON: Duration = Duration::from_millis(50);
const RETRY: Duration = Duration::from_millis(500);
/// What another program held back for so long is copied into a rescue file, and then told.
const TOLD: Duration = Duration::from_millis(1_000);
/// How long leaving tries to write what waits.
const LEAVING: Duration = Duration::from_millis(1_200);
/// Quiet time after opening before the whole file is checked, so that the first screen comes first.
const SETTLED: Duration = Duration::from_millis(500);

/// Something to do.
enum Job {
    Do {
        /// Shared, so that it stays in the queue while it is being done.
        request: Arc<Request>,
        /// Its number in the list of what is not confirmed.
        number: u64,
        /// A step whose commit was tried: it may be in the file although the commit failed.
        tried: Option<Written>,
    },
    Flush(SyncSender<()>),
}

/// Since when and why nothing can be written.
struct Failing {
    since: Stamp,
    reason: String,
    rescue: Option<super::Copied>,
}

pub(super) struct Writer {
    file: OpenFile,
    options: OpenOptions,
    outbox: Outbox,
    unconfirmed: Unconfirmed,
    queue: VecDeque<Job>,
    failing: Option<Failing>,
    /// Since when nothing could be written.
    held: Option<Instant>,
    /// New ids by the number of the notice that told them, until the loop has heard of them.
    renames: Vec<(u64, Renames)>,
    notices: u64,
    heard: Heard,
    checked: bool,
    entry: Entry,
    /// Others who wait for the end.
    closers: Vec<SyncSender<bool>>,
    copies: Option<OfDay>,
    /// The import that a copy was made for, by its number.
    copied_for: Option<u64>,
}

enum Next {
    Message(Message),
    /// Nothing came in time.
    Quiet,
    /// All handles are gone.
    Alone,
}

impl Writer {
    pub(super) fn new(
        file: OpenFile,
        conn: &Connection,
        options: OpenOptions,
        outbox: Outbox,
        checked: bool,
    ) -> Writer {
        let folder = options.rescue.clone().or_else(rescue::folder);
        // The waiting is ours, and is shown.
        let _ = conn.busy_timeout(settings::SHORT);
        Writer {
            checked: checked || file.place.size > super::open::CHECKED_SIZE,
            copies: copying::copies(&file, &options),
            copied_for: None,
            unconfirmed: Unconfirmed::of(&file.place.path, folder, options.who.actor()),
            file,
            options,
            outbox,
            queue: VecDeque::new(),
            failing: None,
            held: None,
            renames: Vec::new(),
            notices: 0,
            heard: Heard::default(),
            entry: Entry::Done,
            closers: Vec::new(),
        }
    }

    pub(super) fn path(&self) -> &Path {
        &self.file.place.path
    }
    pub(super) fn unconfirmed(&self) -> Unconfirmed {
        self.unconfirmed.clone()
    }
    pub(super) fn heard(&self) -> Heard {
        self.heard.clone()
    }

    /// Runs until told to end. A panic is told to the loop, with what waits in a rescue file.
    pub(super) fn guarded(&mut self, conn: &Connection, inbox: &Receiver<Message>) {
        if catch_unwind(AssertUnwindSafe(|| self.run(conn, inbox))).is_ok() {
            return;
        }
        let stopped = || "the part of the program that saves has stopped; quit and open the file again".to_string();
        self.not_saved(stopped());
        // Whatever is still sent goes into the rescue file too.
        for message in inbox {
            match message {
                Message::Close(_) => return,
                Message::Ask(request, ..) if *request == Request::Quit => return,
                Message::Ask(request, heard, number) => self.take(request, heard, number),
                Message::Flush(_) | Message::Checked(_) => {}
            }
            self.not_saved(stopped());
        }
    }

    fn run(&mut self, conn: &Connection, inbox: &Receiver<Message>) {
        loop {
            let next = self.wait(conn, inbox);
            let idle = matches!(next, Next::Quiet) && self.queue.is_empty() && !self.is_checking();
            if self.turn(conn, next, inbox) || idle && self.settle(conn, inbox) {
                return;
            }
        }
    }

    /// Does what came, and what waits; true if that was the end.
    fn turn(&mut self, conn: &Connection, next: Next, inbox: &Receiver<Message>) -> bool {
        match next {
            Next::Alone => {
                self.leave(conn, inbox);
                return true;
            }
            Next::Message(Message::Ask(request, ..)) if *request == Request::Quit => {
                self.leave(conn, inbox);
                return true;
            }
            Next::Message(Message::Close(done)) => {
                let all = self.leave(conn, inbox);
                // Whoever asked may have stopped waiting.
                let _ = done.send(all);
                return true;
            }
            Next::Message(Message::Flush(done)) => self.queue.push_back(Job::Flush(done)),
            Next::Message(Message::Checked(found)) => self.came_in(conn, found),
            Next::Message(Message::Ask(request, heard, number)) => self.take(request, heard, number),
            Next::Quiet => {}
        }
        self.work(conn);
        false
    }

    fn wait(&mut self, conn: &Connection, inbox: &Receiver<Message>) -> Next {
        if let Some(message) = self.begin_when_idle(conn, inbox) {
            return Next::Message(message);
        }
        let settled = self.checked && self.copies.as_ref().is_none_or(OfDay::is_begun);
        let limit = match self.again() {
            _ if self.is_checking() => SOON,
            Some(again) => again,
            None if !settled => SETTLED,
            None => return inbox.recv().map_or(Next::Alone, Next::Message),
        };
        within(inbox, limit)
    }

    /// When what waits is tried again.
    fn again(&self) -> Option<Duration> {
        let again = if self.failing.is_some() { RETRY } else { SOON };
        (!self.queue.is_empty()).then_some(again)
    }

    /// Puts a request into the queue; the newest draft of a field replaces the one right before it, and so does the step
    /// that ends it.
    fn take(&mut self, mut request: Arc<Request>, heard: u64, number: u64) {
        self.renames.retain(|(number, _)| *number > heard);
        self.renames.iter().for_each(|(_, renames)| rename(Arc::make_mut(&mut request), renames));
        if !self.renames.is_empty() {
            self.unconfirmed.renamed(number, &request);
        }
        if let Some(Job::Do { request: last, number: replaced, .. }) = self.queue.back_mut()
            && let Request::Draft(old) = &**last
            && has_text_of(&request, (old.id, old.field))
        {
            *last = request;
            self.unconfirmed.replaced(std::mem::replace(replaced, number), number);
            return;
        }
        self.queue.push_back(Job::Do { request, number, tried: None });
    }

    /// Does what waits, up to the first thing that cannot be written now.
    fn work(&mut self, conn: &Connection) {
        self.keep_beside();
        while let Some(at) = self.next_job() {
            self.copy_before_import(at);
            let job = &mut self.queue[at];
            let mut number = 0;
            let done = match job {
                Job::Flush(done) => {
                    // Whoever asked may have stopped waiting.
                    let _ = done.send(());
                    Ok(Vec::new())
                }
                Job::Do { request, number: of, tried } => {
                    number = *of;
                    let notice = |renames| self.heard.notice(self.notices + 1, renames);
                    let confirmed = || self.unconfirmed.done(number);
                    let begun = Instant::now();
                    let done = self.file.perform(conn, &request.clone(), tried, &notice, &confirmed);
                    if request.writes() {
                        self.file.took = begun.elapsed();
                    }
                    done
                }
            };
            match done {
                Ok(renames) => {
                    self.held = None;
                    self.unconfirmed.done(number);
                    self.queue.remove(at);
                    self.renamed(renames);
                }
                Err(reason) => return self.not_saved(reason),
            }
        }
        if self.failing.take().is_some() {
            // What was shown as not saved may have been confirmed without a word.
            self.outbox.waker.wake();
        }
        self.unconfirmed.clear();
    }

    /// What was sent before the loop heard of new ids still names the old ones.
    fn renamed(&mut self, renames: Renames) {
        if renames.is_empty() {
            return;
        }
        for job in &mut self.queue {
            if let Job::Do { request, number, .. } = job {
                rename(Arc::make_mut(request), &renames);
                self.unconfirmed.renamed(*number, request);
            }
        }
        self.notices += 1;
        self.renames.push((self.notices, renames));
    }

    /// Keeps a rescue file of all that is not confirmed, and tells the loop when there is something new to tell. A lock
    /// of another program is waited for a moment first.
    fn not_saved(&mut self, reason: String) {
        let Some(first) = self.unconfirmed.first() else { return self.only_waiting(reason) };
        let held = self.held.get_or_insert_with(Instant::now).elapsed();
        let short = |limit: Duration| reason == error::BUSY && held < limit;
        if short(BESIDE) {
            return;
        }
        let rescue = self.unconfirmed.keep(&reason);
        if short(TOLD) {
            return;
        }
        let known = self.failing.as_ref();
        if known.is_some_and(|f| f.reason == reason && f.rescue == rescue) {
            return;
        }
        let since = known.map(|f| f.since).or(at(&first)).unwrap_or(self.options.now);
        self.outbox.send(Reply::NotSaved { since, reason: reason.clone(), rescue: rescue.clone() });
        self.failing = Some(Failing { since, reason, rescue });
    }

    /// Nothing typed is at stake, but something asked for cannot be done yet.
    fn only_waiting(&mut self, reason: String) {
        if self.failing.as_ref().is_some_and(|f| f.reason == reason) {
            return;
        }
        self.outbox.send(Reply::Warning(format!("waiting for the file: {reason}")));
        self.failing = Some(Failing { since: self.options.now, reason, rescue: None });
    }

    /// The last tries, then the session's row goes. Says whether everything is on disk; what is not is in a rescue file.
    fn leave(&mut self, conn: &Connection, inbox: &Receiver<Message>) -> bool {
        let end = Instant::now() + LEAVING;
        self.end_check(conn, inbox, end);
        self.work(conn);
        while self.next_job().is_some() && Instant::now() < end {
            std::thread::sleep(SOON);
            self.work(conn);
        }
        // A copy that is not whole yet would hold the file.
        self.copies = None;
        if self.queue.is_empty() {
            // Otherwise signing off would only wait for the same thing once more.
            self.file.leave(conn);
        }
        let all = self.unconfirmed.waiting().0 == 0;
        if !all {
            let reason = self.failing.as_ref().map_or(error::BUSY, |f| &f.reason).to_string();
            self.failing = None;
            let (since, rescue) = (self.options.now, self.unconfirmed.keep(&reason));
            self.outbox.send(Reply::NotSaved { since, reason, rescue });
        }
        self.unconfirmed.let_go();
        for done in self.closers.drain(..) {
            // They may have stopped waiting.
            let _ = done.send(all);
        }
        all
    }
}

/// What comes within this time.
fn within(inbox: &Receiver<Message>, limit: Duration) -> Next {
    match inbox.recv_timeout(limit) {
        Ok(message) => Next::Message(message),
        Err(RecvTimeoutError::Timeout) => Next::Quiet,
        Err(RecvTimeoutError::Disconnected) => Next::Alone,
    }
}

/// Whether a request holds the text of this field, so that a draft of it right before needs no commit of its own.
fn has_text_of(request: &Request, place: (Id, usize)) -> bool {
    match request {
        Request::Draft(draft) => (draft.id, draft.field) == place,
        Request::Save { change, .. } => change.ends_draft == Some(place) && !change.is_empty(),
        _ => false,
    }
}

/// New ids in a request that still names the old ones.
fn rename(request: &mut Request, renames: &[(Id, Id)]) {
    let new = |id: Id| renames.iter().find(|(old, _)| *old == id).map_or(id, |(_, new)| *new);
    match request {
        Request::Save { change, .. } => *change = apply::rename(change, renames),
        Request::Draft(draft) => draft.id = new(draft.id),
        Request::DropDraft(id, _) => *id = new(*id),
        _ => {}
    }
}

/// When a request was made, if it says so.
fn at(request: &Request) -> Option<Stamp> {
    match request {
        Request::Save { at, .. } | Request::Undo { at, .. } | Request::Redo { at, .. } => Some(*at),
        Request::Draft(draft) => Some(draft.at),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{Change, Kind, Value, gate::Road, kinds::person},
        store::{self, Draft, Verified, Who, backup::Source, file::Place, header, open, settings},
        wake,
    };
    use std::sync::mpsc;

    const NOW: Stamp = Stamp { utc: 1_780_000_000, offset: 0 };

    struct Desk {
        folder: tempfile::TempDir,
        writer: Writer,
        conn: Connection,
        replies: Receiver<Reply>,
    }

    fn desk() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.aims");
        store::create(&path, &[]).unwrap();
        let mut conn = open::connect(&path, true).unwrap();
        settings::apply(&mut conn).unwrap();
        let guard = store::guard::Guard::of(&path).unwrap();
        let place = Place { identity: header::identity(&path).unwrap(), path, size: 0, guard };
        let (sender, replies) = mpsc::channel();
        let outbox = Outbox { sender, waker: wake::pair().unwrap().0 };
        let who = Who { user: "ann".into(), host: "here".into(), pid: 1 };
        conn.execute("INSERT INTO session VALUES (1, 'ann', 'here', 1, '2026-01-01T00:00:00+00:00', NULL)", [])
            .unwrap();
        let options = OpenOptions { rescue: Some(folder.path().join("r")), ..OpenOptions::new(who, NOW) };
        let file = OpenFile::new(&conn, place, &options, Some(1), None, outbox.clone()).unwrap();
        let writer = Writer::new(file, &conn, options, outbox, false);
        Desk { folder, writer, conn, replies }
    }

    fn send(writer: &mut Writer, request: Request) {
        let request = Arc::new(request);
        let number = writer.unconfirmed.add(&request);
        writer.take(request, 0, number);
    }

    fn save(n: u32, notes: &str) -> Request {
        let values = vec![(person::NAME, Value::text("Ada")), (person::NOTES, Value::text(notes))];
        Request::Save { change: Change::new("add").create(Id::new(Kind::Person, n), values), at: NOW }
    }

    #[test]
    fn what_another_program_holds_is_loaded_on_from_the_first_kind_that_was_not_told() {
        let Desk { folder, mut writer, conn, replies } = desk();
        let other = open::connect(&folder.path().join("x.aims"), true).unwrap();
        other.execute_batch("BEGIN EXCLUSIVE").unwrap();
        writer.file.loaded = 1;
        send(&mut writer, Request::Load(vec![Kind::Person, Kind::System, Kind::Risk]));
        writer.work(&conn);
        assert!(!writer.queue.is_empty());
        other.execute_batch("COMMIT").unwrap();
        writer.work(&conn);
        let told = || replies.try_iter().filter_map(|r| if let Reply::Loaded(kind, _) = r { Some(kind) } else { None });
        assert_eq!(told().collect::<Vec<_>>(), [Kind::System, Kind::Risk]);
        send(&mut writer, Request::Load(vec![Kind::Person]));
        writer.work(&conn);
        assert_eq!(told().collect::<Vec<_>>(), [Kind::Person]);
    }

    #[test]
    fn nothing_is_written_before_the_file_was_looked_at_and_what_is_typed_is_kept_beside_it() {
        let Desk { folder, mut writer, conn, replies } = desk();
        let (told, inbox) = mpsc::channel();
        writer.checks_first();
        writer.will_check(&told);
        let before = std::fs::read(folder.path().join("x.aims")).unwrap();
        writer.begin_check(&conn);
        send(&mut writer, Request::Load(vec![Kind::Person]));
        send(&mut writer, save(1, "typed early"));
        let Entry::Checking { since, .. } = &mut writer.entry else { panic!() };
        *since -= 2 * entry::AT_ONCE;
        writer.work(&conn);
        let Reply::Beside(copy) = replies.recv().unwrap() else { panic!() };
        assert!(std::fs::read_to_string(&copy.path).unwrap().contains("typed early"));
        // What only reads does not wait.
        assert!(matches!(replies.recv().unwrap(), Reply::Loaded(Kind::Person, list) if list.is_empty()));
        assert!(replies.try_recv().is_err());
        assert_eq!(std::fs::read(folder.path().join("x.aims")).unwrap(), before);
        let Message::Checked(found) = inbox.recv().unwrap() else { panic!() };
        writer.came_in(&conn, found);
        writer.work(&conn);
        assert!(matches!(replies.recv().unwrap(), Reply::Entered(came) if came.damage.is_none()));
        assert!(matches!(replies.recv().unwrap(), Reply::Saved { seq: 1, .. }));
        assert!(!copy.path.exists(), "what it held is in the file");
    }

    #[test]
    fn a_full_disk_keeps_everything_in_order_until_there_is_room() {
        let Desk { folder, mut writer, conn, replies } = desk();
        conn.pragma_update(None, "max_page_count", 1).unwrap(); // as small as the file is
        let long = "long ".repeat(20_000);
        send(&mut writer, save(1, &long));
        writer.work(&conn);
        let Reply::NotSaved { reason, rescue: Some(copy), .. } = replies.recv().unwrap() else { panic!() };
        let rescue = copy.path;
        assert!(reason.contains("full") && rescue.starts_with(folder.path()));
        for text in ["a", "ab", "abc"] {
            let draft = Draft {
                id: Id::new(Kind::Person, 1),
                field: person::NAME,
                text: text.into(),
                extra: "".into(),
                at: NOW,
            };
            send(&mut writer, Request::Draft(draft));
            writer.work(&conn);
        }
        assert_eq!(writer.queue.len(), 2, "only the newest draft of a field waits");
        let copy = std::fs::read_to_string(&rescue).unwrap();
        assert!(copy.contains(&long) && copy.contains("\"abc\"") && !copy.contains("\"ab\""));
        conn.pragma_update(None, "max_page_count", 1_000_000).unwrap();
        replies.try_iter().for_each(drop);
        writer.work(&conn);
        assert!(matches!(replies.recv().unwrap(), Reply::Saved { seq: 1, .. }));
        assert!(matches!(replies.recv().unwrap(), Reply::DraftSaved { .. }));
        assert!(!rescue.exists());
    }

    #[test]
    fn a_step_that_reached_the_file_is_not_written_twice() {
        let Desk { folder: _folder, mut writer, conn, replies } = desk();
        let request = Arc::new(save(1, "x"));
        let notice = |renames: Renames| renames.into();
        writer.file.perform(&conn, &request, &mut None, &notice, &|| {}).unwrap();
        let Reply::Saved { seq: 1, touched, .. } = replies.recv().unwrap() else { panic!() };
        let (_, hash) = store::journal::head(&conn).unwrap();
        let label = "add".to_string();
        // The commit was reported as failed, yet the step is there.
        let mut tried = Some(Written { seq: 1, hash, label, touched, renamed: Vec::new() });
        writer.file.perform(&conn, &request, &mut tried, &notice, &|| {}).unwrap();
        assert!(matches!(replies.recv().unwrap(), Reply::Saved { seq: 1, .. }));
        let rows: i64 = conn.query_row("SELECT count(*) FROM person", [], |r| r.get(0)).unwrap();
        assert_eq!(rows, 1);
    }

    #[test]
    fn old_ids_mean_the_new_ones_until_the_loop_has_heard() {
        let Desk { folder: _folder, mut writer, conn, replies } = desk();
        send(&mut writer, save(1, "first"));
        send(&mut writer, save(1, "second"));
        writer.work(&conn);
        let heard = writer.heard();
        replies.recv().unwrap();
        let told = replies.recv().unwrap();
        let named = |writer: &mut Writer, heard| {
            writer.take(Request::DropDraft(Id::new(Kind::Person, 1), person::NOTES).into(), heard, 0);
            let Some(Job::Do { request, .. }) = writer.queue.pop_back() else { panic!() };
            let Request::DropDraft(id, _) = *request else { panic!() };
            id.n
        };
        assert_eq!(named(&mut writer, heard.number()), 2);
        drop(told);
        assert_eq!(named(&mut writer, heard.number()), 1);
    }

    #[test]
    fn the_copy_before_an_import_holds_what_was_there_before_it() {
        let Desk { folder, mut writer, conn, .. } = desk();
        let kept = folder.path().join("copies");
        let of = Source { path: writer.path().to_path_buf(), guard: writer.file.place.guard.clone() };
        writer.copies = Some(OfDay::new(of, kept.clone()));
        send(&mut writer, save(1, "by hand"));
        let Request::Save { change, at } = save(2, "by sheet") else { panic!() };
        send(&mut writer, Request::Save { change: change.by(Road::Import), at });
        writer.work(&conn);
        let copies = store::copies(&kept);
        assert_eq!(copies.len(), 1);
        let Verified::Ok { entries, .. } = store::verify(&copies[0].path) else { panic!("not whole") };
        assert_eq!(entries, 1);
        assert!(matches!(store::verify(writer.path()), Verified::Unreadable { .. } | Verified::Ok { entries: 2, .. }));
        writer.copies = None;
    }

    #[test]
    fn the_copy_of_the_day_comes_to_its_end_although_something_is_saved_between_any_two_steps() {
        let Desk { folder, mut writer, conn, .. } = desk();
        let kept = folder.path().join("copies");
        let of = Source { path: writer.path().to_path_buf(), guard: writer.file.place.guard.clone() };
        let long = "long ".repeat(20_000);
        (1..=60).for_each(|n| send(&mut writer, save(n, &long)));
        writer.work(&conn);
        writer.copies = Some(OfDay::new(of, kept.clone()));
        let copies = writer.copies.as_mut().unwrap();
        let wanted = copies.wanted(NOW).unwrap();
        assert_eq!(copies.wanted(NOW), None, "once a session");
        let mut saves = 0;
        let read = store::backup::pages_of(&conn, &wanted, &mut |_| {
            saves += 1;
            send(&mut writer, save(100 + saves, &long));
            writer.work(&conn);
            saves < 1_000
        });
        assert!(saves > 5 && saves < 1_000, "{saves}");
        let mut copies = writer.copies.take().unwrap();
        copies.finish(read.unwrap().expect("all pages"), NOW, &writer.outbox);
        copies.wait();
        let all = store::copies(&kept);
        let Verified::Ok { entries, .. } = store::verify(&all[0].path) else { panic!("not whole") };
        assert_eq!(entries, 60 + u64::from(saves), "what was saved meanwhile is in it");
    }
}
