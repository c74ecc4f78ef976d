//! What is said on opening a file about the place where it lies and the state that it is in.

use super::{Presence, header::Looked};
use crate::domain::sync_names;
use std::path::Path;

/// What there is to say of a file that was looked at.
pub(super) fn of(looked: &Looked, network: bool, recovered: bool) -> Vec<String> {
    let mut notices = Vec::new();
    notices.extend(conflict_copy(&looked.path));
    if recovered {
        notices.push("a save that a crash had cut short was taken back; everything that was saved is there".into());
    }
    if looked.shared {
        notices.push("other accounts of this computer may read the file; chmod 600 ends that".into());
    }
    if looked.open_folder {
        notices.push("every account of this computer may write into the folder of the file; keep it elsewhere".into());
    }
    if network {
        notices.push("the file lies on a network file system; only one can write there at a time".into());
    }
    notices
}

/// What a sync tool says by the name that it gave the file.
fn conflict_copy(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_string_lossy();
    let found = sync_names::read(&name)?;
    let other = path.with_file_name(&found.of);
    let there = if other.symlink_metadata().is_ok() { ", which lies beside it" } else { "" };
    Some(format!(
        "by its name this is a conflict copy of {} that {} made{there}: both may hold work that the other lacks",
        found.of, found.by
    ))
}

/// What is said of a file that is not what was saved.
pub(super) fn of_damage(why: &str) -> String {
    format!("the file is not what was saved: {why}. Keep a copy; aims verify says more")
}

/// Another session whose row was taken away, because a person said that it is gone.
pub(super) fn of_signed_off(other: &Presence) -> String {
    let (user, host, since) = (&other.user, &other.host, other.since);
    format!(
        "taken over from {user}@{host}, here since {} {}; what was being typed there is offered here",
        since.date(),
        since.clock()
    )
}
