//! Work on the whole file beside the loop: a thread of its own with a connection of its own.
//!
//! It tells how far it is and can be stopped; between two kinds of records it looks whether it is to go on. Whoever
//! owns the waker is woken by every step and by the end, so that nobody has to look in vain.

use super::{JUST_SAVED, Reading, Session};
use crate::{domain::Stamp, store::Interrupter, wake::Waker};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
        mpsc::{self, Receiver, TryRecvError},
    },
    thread::JoinHandle,
};

/// How far a job is, seen from both threads.
#[derive(Debug)]
pub struct Task {
    done: AtomicUsize,
    total: AtomicUsize,
    stopped: AtomicBool,
    waker: Waker,
    /// Ends what its connection is reading.
    interrupt: Interrupter,
}

impl Task {
    /// Whether the answer is no longer wanted.
    pub(super) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }
    /// So many parts of so many are done; the error ends the job that is to stop.
    pub(super) fn reach(&self, done: usize, total: usize) -> Result<(), String> {
        self.done.store(done, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
        self.waker.wake();
        match self.is_stopped() {
            true => Err("stopped".into()),
            false => Ok(()),
        }
    }
}

/// A job that runs or has an answer. Dropping it stops it and waits for its thread.
#[derive(Debug)]
pub struct Job<T> {
    /// What is being made, for sentences.
    pub what: String,
    task: Arc<Task>,
    answer: Receiver<Result<T, String>>,
    thread: Option<JoinHandle<()>>,
}

/// Wakes when the thread ends, however it ends.
struct Ring(Waker);

impl Drop for Ring {
    fn drop(&mut self) {
        self.0.wake();
    }
}

impl Session {
    /// Does some work beside the loop, after everything that was sent to the file before.
    pub fn start<T: Send + 'static>(
        &mut self,
        what: String,
        now: Stamp,
        waker: Waker,
        work: impl FnOnce(&Reading<'_>) -> Result<T, String> + Send + 'static,
    ) -> Result<Job<T>, String> {
        let reader = self.reader.another().map_err(|e| e.of_file(&self.info.path).to_string())?;
        let (store, path, actor) = (self.store.clone(), self.info.path.clone(), self.actor.clone());
        let (sender, answer) = mpsc::sync_channel(1);
        let task = Task {
            done: AtomicUsize::new(0),
            total: AtomicUsize::new(0),
            stopped: AtomicBool::new(false),
            waker: waker.clone(),
            interrupt: reader.interrupter(),
        };
        let task = Arc::new(task);
        let watched = task.clone();
        let run = move || {
            let _ring = Ring(waker);
            let sender = sender;
            store.flush(JUST_SAVED);
            // A loop that has gone on without the answer needs none.
            let _ = sender.send(work(&Reading::new(&reader, &path, &actor, now).told_to(&watched)));
        };
        let thread = std::thread::Builder::new().name("job".into()).spawn(run);
        let thread = thread.map_err(|e| format!("{what} cannot be made: {e}"))?;
        Ok(Job { what, task, answer, thread: Some(thread) })
    }
}

impl<T> Job<T> {
    /// The answer, if it is there.
    pub fn poll(&self) -> Option<Result<T, String>> {
        match self.answer.try_recv() {
            Ok(answer) => Some(answer),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Err(self.fault())),
        }
    }
    /// Waits for the answer.
    pub fn wait(&self) -> Result<T, String> {
        self.answer.recv().unwrap_or_else(|_| Err(self.fault()))
    }
    fn fault(&self) -> String {
        format!("{}: a fault in the program ended it; nothing was written", self.what)
    }

    /// Asks it to end at once; what it still answers is not wanted.
    pub fn stop(&self) {
        self.task.stopped.store(true, Ordering::Relaxed);
        self.task.interrupt.end();
    }
    pub fn is_stopped(&self) -> bool {
        self.task.is_stopped()
    }
    /// Asks it to end and does not wait until it has.
    pub fn leave(mut self) {
        self.stop();
        self.thread = None;
    }

    /// How far it is, in a few words.
    pub fn told(&self) -> String {
        let (done, total) = (self.task.done.load(Ordering::Relaxed), self.task.total.load(Ordering::Relaxed));
        match total {
            _ if self.is_stopped() => format!("{} is being stopped …", self.what),
            0 => format!("{}: starting", self.what),
            _ if done == total => format!("{}: all read, being made", self.what),
            _ => format!("{}: {} % read", self.what, done * 100 / total),
        }
    }
}

impl<T> Drop for Job<T> {
    fn drop(&mut self) {
        self.stop();
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has nothing to give.
            let _ = thread.join();
        }
    }
}
