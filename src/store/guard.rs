//! The one descriptor of a data file that is ours and not SQLite's: through it the header is read, and by a lock on it
//! the kernel says whether a session lives.
//!
//! Closing any descriptor of a file drops every lock that this process has on it, those of SQLite too. So it is opened
//! before SQLite and closed after its last connection, and whoever opens the file again in this process gets the same.

use super::header::{self, Identity};
use std::{
    fs::{File, OpenOptions},
    io::{self, Seek, Write},
    os::unix::fs::{FileExt, OpenOptionsExt},
    path::Path,
    sync::{Arc, Mutex, PoisonError, Weak},
};

/// Which files this process has open. Locks belong to the process, so this does too.
static OPEN: Mutex<Vec<Weak<Guard>>> = Mutex::new(Vec::new());

/// A data file that this process has open, from before its first connection until after its last.
#[derive(Debug)]
pub(crate) struct Guard {
    file: File,
    identity: Identity,
    /// Sessions of this process: a descriptor is not told of its own locks.
    held: Mutex<Vec<i64>>,
}

impl Guard {
    /// The descriptor of the file at a path: the one that is open already, or a new one.
    pub(super) fn of(path: &Path) -> io::Result<Arc<Guard>> {
        let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|known| known.strong_count() > 0);
        let identity = header::identity(path)?;
        if let Some(known) = open.iter().filter_map(Weak::upgrade).find(|known| known.identity == identity) {
            return Ok(known);
        }
        let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::CLOEXEC;
        let mut how = OpenOptions::new();
        how.read(true).custom_flags(flags.bits() as i32);
        // Who may only read the file has no session in it, and needs no lock.
        let file = how.clone().write(true).open(path).or_else(|_| how.open(path))?;
        let guard = Arc::new(Guard { file, identity, held: Mutex::default() });
        open.push(Arc::downgrade(&guard));
        Ok(guard)
    }

    /// Whether a path names this file.
    pub(super) fn is_at(&self, path: &Path) -> bool {
        header::identity(path).is_ok_and(|identity| identity == self.identity)
    }

    /// The first bytes of the file, at most `most`.
    pub(super) fn first(&self, most: usize) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; most];
        let mut read = 0;
        while read < most {
            match self.file.read_at(&mut bytes[read..], read as u64)? {
                0 => break,
                n => read += n,
            }
        }
        bytes.truncate(read);
        Ok(bytes)
    }
}

impl Guard {
    /// Copies the whole file, without a further descriptor of it.
    pub(super) fn copy_to(&self, to: &Path) -> io::Result<()> {
        let mut out = OpenOptions::new().write(true).create_new(true).mode(0o600).open(to)?;
        self.write_to(&mut out)
    }

    /// The same into a file that is open and empty.
    pub(super) fn write_to(&self, out: &mut File) -> io::Result<()> {
        let (mut buffer, mut at) = (vec![0; 1 << 16], 0);
        loop {
            match self.file.read_at(&mut buffer, at)? {
                0 => return Ok(()),
                n => out.write_all(&buffer[..n])?,
            }
            at = out.stream_position()?;
        }
    }

    fn held(&self) -> std::sync::MutexGuard<'_, Vec<i64>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether this process has the file at a path open: it must not be read or written but through SQLite.
pub fn is_open_here(path: &Path) -> bool {
    let Some(identity) = path.canonicalize().ok().and_then(|path| header::identity(&path).ok()) else { return false };
    let open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
    open.iter().filter_map(Weak::upgrade).any(|known| known.identity == identity)
}

/// What the kernel says of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Life {
    Lives,
    Gone,
    /// The system knows no such locks.
    Unknown,
}

#[cfg(target_os = "linux")]
impl Guard {
    /// The lock of session `id`, far behind every byte that a file can have; SQLite's own lie at 1 GiB.
    fn lock(id: i64, typ: nix::libc::c_int) -> nix::libc::flock {
        let start = (1_i64 << 62) + (id & 0xffff_ffff);
        nix::libc::flock { l_type: typ as i16, l_whence: 0, l_start: start, l_len: 1, l_pid: 0 }
    }

    /// Holds the lock of a session of this process until the descriptor is closed.
    pub(super) fn hold(&self, id: i64) -> bool {
        let lock = Guard::lock(id, nix::libc::F_WRLCK);
        let held = nix::fcntl::fcntl(&self.file, nix::fcntl::FcntlArg::F_OFD_SETLK(&lock)).is_ok();
        if held {
            self.held().push(id);
        }
        held
    }

    /// Gives the lock of a session back.
    pub(super) fn release(&self, id: i64) {
        self.held().retain(|held| *held != id);
        let lock = Guard::lock(id, nix::libc::F_UNLCK);
        // A lock that stays goes with the descriptor.
        let _ = nix::fcntl::fcntl(&self.file, nix::fcntl::FcntlArg::F_OFD_SETLK(&lock));
    }

    /// Whether somebody, this process included, is about to commit and waits for those who read: SQLite locks the byte
    /// at 1 GiB then, and lets nobody begin to read.
    pub(super) fn save_waits(&self) -> bool {
        const PENDING: nix::libc::off_t = 0x4000_0000;
        let typ = nix::libc::F_RDLCK as i16;
        let mut lock = nix::libc::flock { l_type: typ, l_whence: 0, l_start: PENDING, l_len: 1, l_pid: 0 };
        let asked = nix::fcntl::fcntl(&self.file, nix::fcntl::FcntlArg::F_OFD_GETLK(&mut lock));
        asked.is_ok() && i32::from(lock.l_type) != nix::libc::F_UNLCK
    }

    /// Whether somebody holds the lock of a session.
    pub(super) fn life(&self, id: i64) -> Life {
        if self.held().contains(&id) {
            return Life::Lives;
        }
        let mut lock = Guard::lock(id, nix::libc::F_WRLCK);
        match nix::fcntl::fcntl(&self.file, nix::fcntl::FcntlArg::F_OFD_GETLK(&mut lock)) {
            Ok(_) if i32::from(lock.l_type) == nix::libc::F_UNLCK => Life::Gone,
            Ok(_) => Life::Lives,
            Err(_) => Life::Unknown,
        }
    }
}

#[cfg(not(target_os = "linux"))]
impl Guard {
    pub(super) fn hold(&self, id: i64) -> bool {
        self.held().push(id);
        true
    }
    pub(super) fn release(&self, id: i64) {
        self.held().retain(|held| *held != id);
    }
    /// The system does not tell; who waits waits out the part that is being read.
    pub(super) fn save_waits(&self) -> bool {
        false
    }
    pub(super) fn life(&self, id: i64) -> Life {
        if self.held().contains(&id) { Life::Lives } else { Life::Unknown }
    }
}
