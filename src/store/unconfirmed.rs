//! Everything that the disk has not confirmed: what was sent to the thread that writes, and what is being typed.
//!
//! One list for each open file. Every thread can read it and put it into a rescue file: the thread that writes when it
//! cannot, the one that hears signals, and the loop when it leaves. Nothing of it goes before the disk has confirmed it.

use super::{Request, rescue, settings};
use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc},
    thread,
    time::{Duration, Instant},
};

/// What the disk has not confirmed after this time is kept beside the file.
pub const BESIDE: Duration = Duration::from_millis(400);

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
    /// Since when something has waited for an answer of the person.
    beside_since: Option<Instant>,
    /// The number that was given last.
    number: u64,
    /// Grows with each change of the list.
    version: u64,
    /// The copy that is told.
    copy: Option<Placed>,
    /// A newer one beside it that the disk has not confirmed.
    newer: Option<Placed>,
    /// When the last one was written.
    placed: Option<Instant>,
}

/// A copy, and the version of the list it was made of.
#[derive(Clone, Debug)]
struct Placed {
    path: PathBuf,
    version: u64,
    is_confirmed: bool,
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
        let beside = typed.iter().any(|t| matches!(t, Typed::Beside(_)));
        list.typed_since = if keeps { list.typed_since.or(Some(Instant::now())) } else { None };
        list.beside_since = if beside { list.beside_since.or(Some(Instant::now())) } else { None };
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
        let work = |request: &Request| match request {
            Request::Keep { key, .. } => settings::is_typed(key),
            _ => true,
        };
        !list.typed.is_empty() || list.sent.iter().any(|s| work(&s.request))
    }

    /// The first of what waits.
    pub(super) fn first(&self) -> Option<Arc<Request>> {
        self.lock().sent.first().map(|s| s.request.clone())
    }

    /// Makes the copy what the list is now and waits for the disk to confirm it; `None` if there is nothing to keep, or
    /// nowhere to keep it.
    pub fn keep(&self, why: &str) -> Option<Copied> {
        let placed = self.place(why)?;
        // Nobody waits for a slow disk here: the list is free meanwhile.
        if placed.is_confirmed || !rescue::sync(&placed.path) {
            return self.copy();
        }
        let mut list = self.lock();
        let (path, version) = (placed.path, placed.version);
        let newer = list.newer.take_if(|newer| newer.path == path && newer.version == version);
        match &mut list.copy {
            Some(copy) if newer.is_some() => match rescue::take_place(&path, &copy.path) {
                true => (copy.version, copy.is_confirmed) = (version, true),
                false => list.newer = newer,
            },
            Some(copy) if copy.path == path && copy.version == version => copy.is_confirmed = true,
            _ => {}
        }
        drop(list);
        self.copy()
    }

    /// Puts the copy under a name without waiting for the disk: whatever ends the process now, it can be read.
    pub fn keep_at_once(&self, why: &str) -> Option<Copied> {
        self.place(why)?;
        self.copy()
    }

    /// Makes the copy at once, and waits for the disk to confirm it no longer than that.
    pub fn keep_within(&self, why: &str, limit: Duration) -> Option<Copied> {
        self.place(why)?;
        let (list, why, (done, wait)) = (self.clone(), why.to_string(), mpsc::sync_channel(1));
        let work = move || {
            list.keep(&why);
            // Whoever asked may have stopped waiting.
            let _ = done.send(());
        };
        if thread::Builder::new().name("rescue".into()).spawn(work).is_ok() {
            let _ = wait.recv_timeout(limit);
        }
        self.copy()
    }

    fn copy(&self) -> Option<Copied> {
        let list = self.lock();
        let copy = list.copy.as_ref()?;
        Some(Copied { path: copy.path.clone(), synced: copy.is_confirmed && list.newer.is_none() })
    }

    /// Writes what the list is now: over the copy, or beside it while the disk has confirmed the copy and not what is
    /// new, because a power cut may take what is not confirmed.
    fn place(&self, why: &str) -> Option<Placed> {
        let mut list = self.lock();
        let version = list.version;
        if let Some(known) = list.newer.iter().chain(&list.copy).find(|known| known.version == version) {
            return Some(known.clone());
        }
        let typed = list.typed.iter().map(|t| match t {
            Typed::Kept(request) | Typed::Beside(request) => request,
        });
        let all: Vec<&Request> = list.sent.iter().map(|s| &*s.request).chain(typed).collect();
        if all.is_empty() {
            return None;
        }
        let text = rescue::text(&list.file, &list.actor, why, &all);
        let beside = list.copy.as_ref().is_some_and(|copy| copy.is_confirmed);
        let own = if beside { &list.newer } else { &list.copy };
        let path = rescue::place(list.folder.as_deref(), &list.file, own.as_ref().map(|own| &*own.path), &text);
        let Some(path) = path else {
            // An older copy holds more than none.
            return list.copy.clone();
        };
        list.placed = Some(Instant::now());
        let placed = Placed { path, version, is_confirmed: false };
        *(if beside { &mut list.newer } else { &mut list.copy }) = Some(placed.clone());
        Some(placed)
    }

    /// Whether something has waited so long that it belongs into a copy, and the copy does not hold it; else how long
    /// until then, if anything waits.
    pub fn wants_copy(&self) -> Option<Duration> {
        let list = self.lock();
        let beside = list.beside_since.map(|since| since.elapsed());
        let oldest = list.sent.iter().map(|s| s.since.elapsed()).chain(beside).max()?;
        let kept = list.newer.iter().chain(&list.copy).any(|known| known.version == list.version);
        // Not more often than that, however fast somebody types.
        let last = list.placed.map_or(BESIDE, |at| at.elapsed());
        (!kept).then(|| BESIDE.saturating_sub(oldest.min(last)))
    }

    /// Whether there is a copy of what waits no more: the thread that writes removes it.
    pub fn is_outdated(&self) -> bool {
        let list = self.lock();
        list.copy.is_some() && list.sent.is_empty() && list.beside_since.is_none()
    }

    /// Removes the copy if all of it is in the file: a stale one would only mislead.
    pub(super) fn clear(&self) {
        let mut list = self.lock();
        let beside = list.typed.iter().any(|t| matches!(t, Typed::Beside(_)));
        if list.sent.is_empty() && !beside {
            // One that cannot be removed is offered at the next start, and holds nothing new then.
            let List { copy, newer, .. } = &mut *list;
            copy.take().into_iter().chain(newer.take()).for_each(|copy| rescue::remove(&copy.path));
        }
    }

    /// The session ends: what is left in the copy may be offered by the next one.
    pub(super) fn let_go(&self) {
        let list = self.lock();
        list.copy.iter().chain(&list.newer).for_each(|copy| rescue::let_go(&copy.path));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> usize {
        folder.read_dir().map_or(0, Iterator::count)
    }

    #[test]
    fn a_copy_has_its_name_before_the_disk_confirms_it_and_a_confirmed_one_goes_only_for_a_confirmed_one() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("rescue");
        let list = Unconfirmed::of(&root.path().join("a.aims"), Some(folder.clone()), "ann".into());
        let keep = |value: &str| Arc::new(Request::Keep { key: "line/x".into(), value: value.into() });
        assert_eq!((list.wants_copy(), list.keep_at_once("slow")), (None, None));
        let first = list.add(&keep("first words"));
        assert!(list.wants_copy().is_some_and(|left| left > Duration::ZERO && left <= BESIDE));
        let at_once = list.keep_at_once("slow").unwrap();
        assert!(!at_once.synced && std::fs::read_to_string(&at_once.path).unwrap().contains("first words"));
        assert_eq!(list.wants_copy(), None, "the copy holds it");
        let confirmed = list.keep("slow").unwrap();
        assert!(confirmed.synced && confirmed.path == at_once.path && names(&folder) == 1);
        let second = list.add(&keep("second words"));
        let told = list.keep_at_once("slow").unwrap();
        assert!(told == Copied { synced: false, ..confirmed.clone() }, "the path that was told stays");
        assert_eq!(names(&folder), 2, "a power cut may take the newer one");
        let third = list.add(&keep("third words"));
        assert!(list.keep_at_once("slow").is_some() && names(&folder) == 2);
        assert_eq!(list.keep("slow"), Some(confirmed.clone()), "the newer one has taken its place");
        let held = std::fs::read_to_string(&confirmed.path).unwrap();
        assert!(names(&folder) == 1 && held.contains("third words"), "{held}");
        [first, second, third].into_iter().for_each(|number| list.done(number));
        list.clear();
        assert_eq!(names(&folder), 0, "all of it is in the file");
    }
}
