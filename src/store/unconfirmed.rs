//! Everything that the disk has not confirmed: what was sent to the thread that writes, and what is being typed.
//!
//! One list for each open file. Every thread can read it and put it into a rescue file: the thread that writes when it
//! cannot, the one that hears signals, and the loop when it leaves. Nothing of it goes before the disk has confirmed it.

use super::{Request, rescue};
use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// Something that a person typed and that was not sent yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// This request keeps it in the file.
    Kept(Request),
    /// It waits for an answer of the person, so it goes only into a rescue file.
    Beside(Request),
}

/// A copy of what is not confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    pub path: PathBuf,
    /// The disk has confirmed the copy.
    pub synced: bool,
}

impl Copied {
    /// The path, with a word if the disk did not confirm the copy either.
    pub fn told(&self) -> String {
        let path = self.path.display();
        if self.synced { format!("{path}") } else { format!("{path} (which the disk did not confirm either)") }
    }
}

/// The list of one open file; clones are the same list.
#[derive(Clone, Debug, Default)]
pub struct Unconfirmed(Arc<Mutex<List>>);

#[derive(Debug, Default)]
struct List {
    file: PathBuf,
    folder: Option<PathBuf>,
    actor: String,
    sent: Vec<Sent>,
    typed: Vec<Typed>,
    typed_since: Option<Instant>,
    /// The number that was given last.
    number: u64,
    /// Grows with each change of the list.
    version: u64,
    /// The copy, and the version of the list it was made of.
    copy: Option<(Copied, u64)>,
}

#[derive(Debug)]
struct Sent {
    number: u64,
    request: Arc<Request>,
    since: Instant,
}

impl Unconfirmed {
    /// The empty list of a file; `folder` is the first choice for rescue files.
    pub(super) fn of(file: &Path, folder: Option<PathBuf>, actor: String) -> Unconfirmed {
        let list = List { file: file.to_path_buf(), folder, actor, ..List::default() };
        Unconfirmed(Arc::new(Mutex::new(list)))
    }

    fn lock(&self) -> MutexGuard<'_, List> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes in a request that writes, and gives it a number; others are number 0.
    pub(super) fn add(&self, request: &Arc<Request>) -> u64 {
        if !request.writes() {
            return 0;
        }
        let mut list = self.lock();
        list.number += 1;
        list.version += 1;
        let number = list.number;
        list.sent.push(Sent { number, request: request.clone(), since: Instant::now() });
        number
    }
    /// The request now names other records.
    pub(super) fn renamed(&self, number: u64, request: &Arc<Request>) {
        let mut list = self.lock();
        list.version += 1;
        list.sent.iter_mut().filter(|s| s.number == number).for_each(|s| s.request = request.clone());
    }
    /// A newer request has taken the place of this one; it waits since then.
    pub(super) fn replaced(&self, old: u64, new: u64) {
        let mut list = self.lock();
        let since = list.sent.iter().find(|s| s.number == old).map(|s| s.since);
        list.sent.retain(|s| s.number != old);
        list.sent.iter_mut().filter(|s| s.number == new).for_each(|s| s.since = since.unwrap_or(s.since));
        list.version += 1;
    }
    /// The disk has confirmed it, or it was answered otherwise.
    pub(super) fn done(&self, number: u64) {
        let mut list = self.lock();
        let before = list.sent.len();
        list.sent.retain(|s| s.number != number);
        list.version += u64::from(list.sent.len() != before);
    }

    /// What is being typed now.
    pub fn set_typed(&self, typed: Vec<Typed>) {
        let mut list = self.lock();
        if list.typed == typed {
            return;
        }
        let keeps = typed.iter().any(|t| matches!(t, Typed::Kept(_)));
        list.typed_since = if keeps { list.typed_since.or(Some(Instant::now())) } else { None };
        list.typed = typed;
        list.version += 1;
    }
    /// The requests that keep what is being typed; the rest stays in the list.
    pub(super) fn take_typed(&self) -> Vec<Request> {
        let mut list = self.lock();
        list.typed_since = None;
        let mut kept = Vec::new();
        let all = std::mem::take(&mut list.typed);
        list.typed = all
            .into_iter()
            .filter_map(|typed| match typed {
                Typed::Kept(request) => {
                    kept.push(request);
                    None
                }
                beside @ Typed::Beside(_) => Some(beside),
            })
            .collect();
        kept
    }

    /// How many requests wait, and for how long the oldest has.
    pub fn waiting(&self) -> (usize, Duration) {
        let list = self.lock();
        (list.sent.len(), list.sent.iter().map(|s| s.since.elapsed()).max().unwrap_or_default())
    }
    /// For how long something has been typed that was not sent.
    pub fn typing(&self) -> Option<Duration> {
        self.lock().typed_since.map(|since| since.elapsed())
    }
    /// Nothing is sent and unconfirmed, and nothing waits for an answer.
    pub fn is_empty(&self) -> bool {
        let list = self.lock();
        list.sent.is_empty() && list.typed.is_empty()
    }

    /// Whether there is something that a person typed or did, sent or not; where they came to rest is not.
    pub(super) fn has_work(&self) -> bool {
        let list = self.lock();
        let work = |request: &Request| !matches!(request, Request::Keep { .. });
        !list.typed.is_empty() || list.sent.iter().any(|s| work(&s.request))
    }

    /// The first of what waits.
    pub(super) fn first(&self) -> Option<Arc<Request>> {
        self.lock().sent.first().map(|s| s.request.clone())
    }

    /// Makes the copy what the list is now; `None` if there is nothing to keep, or nowhere to keep it.
    pub fn keep(&self, why: &str) -> Option<Copied> {
        let mut list = self.lock();
        if let Some((copy, version)) = &list.copy
            && *version == list.version
            && copy.synced
        {
            return Some(copy.clone());
        }
        let typed = list.typed.iter().map(|t| match t {
            Typed::Kept(request) | Typed::Beside(request) => request,
        });
        let all: Vec<&Request> = list.sent.iter().map(|s| &*s.request).chain(typed).collect();
        if all.is_empty() {
            return None;
        }
        let text = rescue::text(&list.file, &list.actor, why, &all);
        let own = list.copy.as_ref().map(|(copy, _)| copy.path.clone());
        let copy = rescue::put(list.folder.as_deref(), &list.file, own.as_deref(), &text)?;
        let version = list.version;
        list.copy = Some((copy.clone(), version));
        Some(copy)
    }

    /// Removes the copy if all of it is in the file: a stale one would only mislead.
    pub(super) fn clear(&self) {
        let mut list = self.lock();
        let beside = list.typed.iter().any(|t| matches!(t, Typed::Beside(_)));
        if list.sent.is_empty()
            && !beside
            && let Some((copy, _)) = list.copy.take()
        {
            // One that cannot be removed is offered at the next start, and holds nothing new then.
            rescue::remove(&copy.path);
        }
    }

    /// The session ends: what is left in the copy may be offered by the next one.
    pub(super) fn let_go(&self) {
        if let Some((copy, _)) = &self.lock().copy {
            rescue::let_go(&copy.path);
        }
    }
}
