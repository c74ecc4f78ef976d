//! Watches for what comes from outside: signals, and changes of the data file by others.
//!
//! One thread of its own, so that the text being typed reaches the file even when the loop hangs in a terminal that is
//! gone. On a terminating signal it saves, restores the terminal and ends the process without asking the loop.

use crate::{
    store::{Copied, Request, Store},
    wake::{self, WakeEnd, Waker},
};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use signal_hook::{
    consts::{
        SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGSTOP, SIGTERM, SIGTSTP, SIGUSR1, SIGUSR2, SIGVTALRM,
        SIGWINCH, SIGXCPU, SIGXFSZ,
    },
    iterator::{backend::SignalDelivery, exfiltrator::SignalOnly},
};
use std::{
    io::{self, Write},
    os::unix::net::UnixStream,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Receiver, Sender},
    },
    thread,
    time::Duration,
};

/// What the watcher tells the loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watched {
    /// A signal that does not end the process: stop, continue, new window size.
    Signal(i32),
    /// The data file changed on disk; the store has been told.
    FileChanged,
}

/// Signals that end the process: all that would by themselves and that can be heard.
const ENDING: [i32; 10] = [SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU];
/// A file grew beyond what is allowed: the write fails and is told, so nothing has to end.
const OTHER: [i32; 4] = [SIGTSTP, SIGCONT, SIGWINCH, SIGXFSZ];
/// How long saving may take; what is not in the file then goes into a rescue file.
const LAST_SAVE: Duration = Duration::from_millis(600);
/// Between two looks at a file that cannot be watched.
const LOOK: Timespec = Timespec { tv_sec: 1, tv_nsec: 0 };
/// Between two copies of what waits too long.
const AGAIN: Timespec = Timespec { tv_sec: 0, tv_nsec: 450_000_000 };

/// The handle of the thread: says which file it is to watch.
pub struct Watch {
    shared: Arc<Shared>,
    nudge: Waker,
}

/// What the loop and the thread both look at.
#[derive(Default)]
struct Shared {
    /// The file that is open now.
    open: Mutex<Option<(PathBuf, Store)>>,
    /// The file was exchanged for another one.
    exchanged: AtomicBool,
    /// Another program has the terminal.
    lent: AtomicBool,
    /// Something waits for the disk too long.
    beside: AtomicBool,
}

impl Watch {
    /// From now on this file is watched, and saved at the end.
    pub fn over(&self, file: &Path, store: Store) {
        *self.shared.open.lock().unwrap_or_else(PoisonError::into_inner) = Some((file.to_path_buf(), store));
        self.shared.exchanged.store(true, Ordering::Release);
        self.nudge.wake();
    }
    /// Something has waited for the disk so long that it is to be kept beside the file, now and until nothing waits.
    pub fn keep_beside(&self) {
        if !self.shared.beside.swap(true, Ordering::AcqRel) {
            self.nudge.wake();
        }
    }
    /// Whether the terminal is lent to another program: the interrupt key is meant for that one then, and the stop key
    /// for both.
    pub fn lent(&self, lent: bool) {
        self.shared.lent.store(lent, Ordering::Release);
    }
}

/// Starts the thread. `restore` gives the terminal back and must not wait for the loop.
pub fn start(file: &Path, store: Store, restore: fn(), waker: Waker) -> io::Result<Receiver<Watched>> {
    let (watch, told) = begin(restore, waker)?;
    watch.over(file, store);
    Ok(told)
}

/// Starts the thread before a file is open.
pub fn begin(restore: fn(), waker: Waker) -> io::Result<(Watch, Receiver<Watched>)> {
    let (read, write) = UnixStream::pair()?;
    let signals = SignalDelivery::with_pipe(read, write, SignalOnly, ENDING.into_iter().chain(OTHER))?;
    let (nudge, nudged) = wake::pair()?;
    let (sender, receiver) = mpsc::channel();
    let shared = Arc::new(Shared::default());
    let watch = Watch { shared: shared.clone(), nudge: nudge.clone() };
    let mut watcher =
        Watcher { signals, file: None, nudged, _nudge: nudge, shared, restore, sender, waker, waits: false };
    thread::Builder::new().name("watch".into()).spawn(move || watcher.run())?;
    Ok((watch, receiver))
}

struct Watcher {
    signals: SignalDelivery<UnixStream, SignalOnly>,
    file: Option<FileWatch>,
    nudged: WakeEnd,
    /// Kept so that the other end never reads as closed.
    _nudge: Waker,
    shared: Arc<Shared>,
    restore: fn(),
    sender: Sender<Watched>,
    waker: Waker,
    /// Something waits too long for the disk.
    waits: bool,
}

impl Watcher {
    fn run(&mut self) {
        while self.wait().is_ok() {
            let signals: Vec<i32> = self.signals.pending().collect();
            signals.into_iter().for_each(|signal| self.signal(signal));
            self.nudged.drain();
            self.keep_beside();
            // What happened to the file before it was watched is asked for once.
            let begun = self.shared.exchanged.swap(false, Ordering::AcqRel);
            if begun {
                // A file that cannot be watched is still saved; only the changes of others come later.
                self.file = self.open().and_then(|(path, _)| FileWatch::new(&path).ok());
            }
            let changed = self.file.as_mut().is_some_and(FileWatch::changed);
            if (begun || changed)
                && let Some((_, store)) = self.open()
            {
                store.send(Request::Changed);
                self.tell(Watched::FileChanged);
            }
        }
    }

    fn signal(&self, signal: i32) {
        let lent = self.shared.lent.load(Ordering::Acquire);
        match signal {
            SIGINT | SIGQUIT if lent => {}
            SIGXFSZ => drop(self.keep(&format!("signal {signal}: a file grew beyond what is allowed"))),
            // The other program stops by itself; the shell takes over only when both have.
            SIGTSTP if lent => drop(signal_hook::low_level::raise(SIGSTOP)),
            _ if ENDING.contains(&signal) => self.end(signal),
            _ => self.tell(Watched::Signal(signal)),
        }
    }

    /// Keeps beside the file what waits too long, without waiting for a disk that may be slow: signals are still heard.
    fn keep_beside(&mut self) {
        let Some((_, store)) = self.open().filter(|_| self.shared.beside.load(Ordering::Acquire)) else { return };
        if store.unconfirmed().wants_copy() == Some(Duration::ZERO) {
            store.unconfirmed().keep_at_once("the disk has not confirmed it yet");
        }
        self.waits = store.unconfirmed().waiting().0 > 0;
        self.shared.beside.store(self.waits, Ordering::Release);
    }

    fn open(&self) -> Option<(PathBuf, Store)> {
        self.shared.open.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Sleeps until something happens.
    fn wait(&self) -> io::Result<()> {
        let signals = PollFd::new(self.signals.get_read(), PollFlags::IN);
        let nudged = PollFd::new(&self.nudged, PollFlags::IN);
        let again = self.waits.then_some(&AGAIN);
        let woken = match self.file.as_ref().map(FileWatch::descriptor) {
            Some(Some(file)) => poll(&mut [signals, nudged, file], again),
            Some(None) => poll(&mut [signals, nudged], again.or(Some(&LOOK))),
            None => poll(&mut [signals, nudged], again),
        };
        match woken {
            Ok(_) | Err(rustix::io::Errno::INTR) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    fn tell(&self, what: Watched) {
        // A loop that is gone needs no news.
        let _ = self.sender.send(what);
        self.waker.wake();
    }

    /// A copy of what is not confirmed; the process goes on.
    fn keep(&self, why: &str) -> Option<Copied> {
        self.open().and_then(|(_, store)| store.unconfirmed().keep(why))
    }

    /// Saves what is being typed, gives the terminal back and ends the process.
    fn end(&self, signal: i32) -> ! {
        let why = format!("the program was ended by signal {signal} before everything was in the file");
        let (saved, copy) = self.open().map_or((true, None), |(_, store)| store.save_last(LAST_SAVE, &why));
        (self.restore)();
        if !saved {
            let place = copy.map_or("no copy of the rest could be written".into(), |copy| {
                format!("the rest is in {}; the next start of the file offers it", copy.told())
            });
            // Nobody may be there to read it, so a failure here is no failure.
            let _ = writeln!(io::stderr(), "aims: ended by signal {signal} before everything was in the file; {place}");
        }
        std::process::exit(128 + signal)
    }
}

/// Notices that a file changed: by the kernel's word where it has one, else by looking.
enum FileWatch {
    #[cfg(target_os = "linux")]
    Told(linux::Folder, looked::Looked),
    Looked(looked::Looked),
}

impl FileWatch {
    fn new(file: &Path) -> io::Result<FileWatch> {
        // The kernel tells nothing about what other hosts write.
        #[cfg(target_os = "linux")]
        if !crate::store::on_network(file)
            && let Ok(folder) = linux::Folder::new(file)
        {
            return Ok(FileWatch::Told(folder, looked::Looked::new(file)));
        }
        Ok(FileWatch::Looked(looked::Looked::new(file)))
    }

    fn descriptor(&self) -> Option<PollFd<'_>> {
        match self {
            #[cfg(target_os = "linux")]
            FileWatch::Told(folder, _) => Some(PollFd::new(folder, PollFlags::IN)),
            FileWatch::Looked(_) => None,
        }
    }

    /// Whether the file changed since the last call; never waits.
    fn changed(&mut self) -> bool {
        match self {
            #[cfg(target_os = "linux")]
            FileWatch::Told(folder, looked) => folder.changed() | looked.moved(),
            FileWatch::Looked(looked) => looked.changed(),
        }
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use rustix::{
        fd::{AsFd, BorrowedFd, OwnedFd},
        fs::inotify::{self, CreateFlags, ReadFlags, Reader, WatchFlags},
    };
    use std::{ffi::OsString, io, mem::MaybeUninit, os::unix::ffi::OsStrExt, path::Path};

    /// The folder of the data file: a commit ends with its journal being deleted there.
    pub(super) struct Folder {
        events: OwnedFd,
        file: OsString,
        journal: OsString,
    }

    impl Folder {
        pub(super) fn new(file: &Path) -> io::Result<Folder> {
            let name = file.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_os_string();
            let folder = file.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
            let events = inotify::init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK)?;
            // A file that another program wrote in place is closed by it.
            let what = WatchFlags::DELETE
                | WatchFlags::MOVE
                | WatchFlags::CREATE
                | WatchFlags::CLOSE_WRITE
                | WatchFlags::MOVE_SELF
                | WatchFlags::DELETE_SELF
                | WatchFlags::ONLYDIR;
            inotify::add_watch(&events, folder, what)?;
            // A folder above may be renamed; one that cannot be watched is not.
            let whole = std::fs::canonicalize(folder).unwrap_or_default();
            for above in whole.ancestors().skip(1) {
                let _ = inotify::add_watch(&events, above, WatchFlags::MOVE_SELF | WatchFlags::ONLYDIR);
            }
            let mut journal = name.clone();
            journal.push("-journal");
            Ok(Folder { events, file: name, journal })
        }

        pub(super) fn changed(&mut self) -> bool {
            let mut buffer = [MaybeUninit::uninit(); 4096];
            let mut reader = Reader::new(&self.events, &mut buffer);
            let mut changed = false;
            while let Ok(event) = reader.next() {
                let name = event.file_name().map(|n| n.to_bytes()).unwrap_or_default();
                let of_file = name == self.file.as_bytes();
                let committed = name == self.journal.as_bytes() && event.events().contains(ReadFlags::DELETE);
                changed |= of_file || committed || event.events().contains(ReadFlags::QUEUE_OVERFLOW);
            }
            changed
        }
    }

    impl AsFd for Folder {
        fn as_fd(&self) -> BorrowedFd<'_> {
            self.events.as_fd()
        }
    }
}

mod looked {
    use rustix::fs::lstat;
    use std::path::{Path, PathBuf};

    /// What a look at the file shows: device, inode, size, and when it was written.
    type Seen = (u64, u64, i64, i64, u64);

    /// A file that is looked at now and then.
    pub(super) struct Looked {
        path: PathBuf,
        last: Option<Seen>,
    }

    impl Looked {
        pub(super) fn new(path: &Path) -> Looked {
            Looked { last: seen(path), path: path.into() }
        }
        pub(super) fn changed(&mut self) -> bool {
            let now = seen(&self.path);
            std::mem::replace(&mut self.last, now) != now
        }
        /// Whether another file lies there now, or none.
        pub(super) fn moved(&mut self) -> bool {
            let now = seen(&self.path);
            identity(std::mem::replace(&mut self.last, now)) != identity(now)
        }
    }

    /// Device and inode.
    fn identity(seen: Option<Seen>) -> Option<(u64, u64)> {
        seen.map(|(device, inode, ..)| (device, inode))
    }

    #[allow(clippy::unnecessary_cast)] // the types differ between systems
    fn seen(path: &Path) -> Option<Seen> {
        let stat = lstat(path).ok()?;
        Some((
            stat.st_dev as u64,
            stat.st_ino as u64,
            stat.st_size as i64,
            stat.st_mtime as i64,
            stat.st_mtime_nsec as u64,
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_file_and_the_end_of_its_journal_count() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.aims");
        std::fs::write(&path, "1").unwrap();
        let mut looked = looked::Looked::new(&path);
        let mut watch = FileWatch::new(&path).unwrap();
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        write("b.aims", "x");
        write("a.aims-journal", "x");
        assert!(!watch.changed() && !looked.changed());
        std::fs::remove_file(folder.path().join("a.aims-journal")).unwrap();
        assert!(watch.changed() || watch.descriptor().is_none());
        assert!(!watch.changed());
        write("other", "more");
        std::fs::rename(folder.path().join("other"), &path).unwrap();
        assert!(watch.changed() && looked.changed());
        assert!(!watch.changed() && !looked.changed());
    }
}
