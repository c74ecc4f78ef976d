//! The file of the demo: made when it is first asked for, and made anew when it is of another day and untouched.

use super::RunOptions;
use crate::{
    demo,
    domain::{Kind, Records, kinds::organisation},
    framework,
    session::private_folder,
    shown::trouble,
    store::{self, Action, FoundingStep, OpenOptions, Outbox, Reader, StoreError},
    wake,
};
use std::{path::Path, sync::mpsc, time::Duration};

/// How long before the first step of its past the file was created, in seconds.
const CREATED_BEFORE: i64 = 600;

/// Makes sure that a demo of today lies there. A demo in which somebody worked is kept as it is; a file that is no
/// demo is never touched. The error is a sentence.
pub fn ready(options: &RunOptions, path: &Path) -> Result<(), String> {
    let steps = steps(options)?;
    if path.symlink_metadata().is_ok() {
        if !is_stale(options, path, &steps)? {
            return Ok(());
        }
        std::fs::remove_file(path).map_err(|e| format!("{} cannot be made anew: {}", path.display(), trouble(&e)))?;
    }
    if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
        private_folder(folder)
            .map_err(|e| format!("{}: the folder cannot be made: {}", folder.display(), trouble(&e)))?;
    }
    store::create(path, &steps).map_err(|e| e.to_string())
}

/// The whole past of the demo as it is told today.
fn steps(options: &RunOptions) -> Result<Vec<FoundingStep>, String> {
    let now = options.clock.now();
    let past = demo::steps(now.date(), now.offset).map_err(|e| e.to_string())?;
    let mut first = past.first().map_or(now, |step| step.at);
    first.utc -= CREATED_BEFORE;
    let actor = past.first().map_or_else(|| options.who.actor(), |step| step.actor.clone());
    let created = FoundingStep { at: first, actor, change: framework::first_records("Halden Mobility", true) };
    let told = past.into_iter().map(|p| FoundingStep { at: p.at, actor: p.actor, change: p.change });
    Ok(std::iter::once(created).chain(told).collect())
}

/// Whether it is a demo of another day that nobody has worked in.
fn is_stale(options: &RunOptions, path: &Path, steps: &[FoundingStep]) -> Result<bool, String> {
    let (sender, _replies) = mpsc::channel();
    let (waker, _end) = wake::pair().map_err(|e| e.to_string())?;
    let mut how = OpenOptions::new(options.who.clone(), options.clock.now());
    how.read_only = true;
    let outbox = Outbox { sender, waker };
    let (store, reader, opened) = store::open(path, how, outbox).map_err(|e| e.to_string())?;
    let looked = look(&reader, steps).map_err(|e| e.to_string());
    store.close(Duration::from_secs(2));
    match looked? {
        Demo::None => Err(format!("{} is not the demo; nothing was changed there", path.display())),
        Demo::Old => Ok(opened.others.is_empty()),
        Demo::Today | Demo::Used => Ok(false),
    }
}

/// What a file is, seen as a demo.
enum Demo {
    None,
    Used,
    Today,
    Old,
}

fn look(reader: &Reader, steps: &[FoundingStep]) -> Result<Demo, StoreError> {
    let mut found = Records::default();
    for kind in Kind::ALL {
        found.load(*kind, reader.load_full(*kind)?);
    }
    let purpose = found.single(Kind::Organisation).and_then(|o| organisation::Purpose::of(o, organisation::PURPOSE));
    if purpose != Some(organisation::Purpose::Demo) {
        return Ok(Demo::None);
    }
    let last_was_made = reader.recent(1)?.first().is_none_or(|event| event.action == Action::Create);
    if !last_was_made || !reader.drafts()?.is_empty() {
        return Ok(Demo::Used);
    }
    let mut wanted = Records::default();
    steps.iter().for_each(|step| drop(wanted.apply(&step.change)));
    Ok(if found.every().eq(wanted.every()) { Demo::Today } else { Demo::Old })
}
