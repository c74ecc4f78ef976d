//! Wakes a loop that sleeps in `poll`: one byte through a pipe that never blocks.
//!
//! Carries no message of its own; what happened stands in a channel beside it.

use rustix::{
    fd::{AsFd, BorrowedFd, OwnedFd},
    io::{self, FdFlags},
};
use std::sync::Arc;

/// The end that wakes. Clones wake the same loop.
#[derive(Clone, Debug)]
pub struct Waker {
    end: Arc<OwnedFd>,
}

/// The end that the loop polls for reading.
#[derive(Debug)]
pub struct WakeEnd {
    end: OwnedFd,
}

/// A waker and the end it wakes.
pub fn pair() -> std::io::Result<(Waker, WakeEnd)> {
    let (read, write) = rustix::pipe::pipe()?;
    for end in [&read, &write] {
        io::fcntl_setfd(end, FdFlags::CLOEXEC)?;
        io::ioctl_fionbio(end, true)?;
    }
    Ok((Waker { end: Arc::new(write) }, WakeEnd { end: read }))
}

impl Waker {
    /// Wakes the loop. A full pipe means that it is awake already, a closed one that it is gone: both are fine.
    pub fn wake(&self) {
        while let Err(io::Errno::INTR) = io::write(&*self.end, &[1]) {}
    }
}

impl WakeEnd {
    /// Takes all waiting wake-ups, so that the next `poll` sleeps again.
    pub fn drain(&self) {
        let mut bytes = [0_u8; 256];
        loop {
            match io::read(&self.end, &mut bytes) {
                Err(io::Errno::INTR) => {}
                Ok(n) if n > 0 => {}
                _ => return,
            }
        }
    }
}

impl AsFd for WakeEnd {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.end.as_fd()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustix::event::{PollFd, PollFlags, Timespec, poll};

    fn ready(end: &WakeEnd) -> bool {
        let mut fds = [PollFd::new(end, PollFlags::IN)];
        poll(&mut fds, Some(&Timespec { tv_sec: 0, tv_nsec: 0 })).unwrap() == 1
    }

    #[test]
    fn wakes_until_drained_and_never_blocks() {
        let (waker, end) = pair().unwrap();
        assert!(!ready(&end));
        for _ in 0..100_000 {
            waker.wake();
        }
        assert!(ready(&end));
        end.drain();
        assert!(!ready(&end));
        waker.clone().wake();
        assert!(ready(&end));
    }
}
