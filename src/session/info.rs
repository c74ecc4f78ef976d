//! What is known of a file since it was opened.

use crate::{
    domain::{Id, Stamp, gate::OpenDraft},
    store::{Opened, Presence},
};
use std::path::PathBuf;

/// The open file.
#[derive(Debug, Clone, Default)]
pub struct FileInfo {
    pub path: PathBuf,
    /// Why nothing can be written, if so.
    pub read_only: Option<String>,
    /// The version of a file that is older than the program: the first change asks for the upgrade.
    pub older: Option<u32>,
    /// The version of a file that a newer program wrote: it is only read.
    pub newer: Option<u32>,
    /// The moment of the past that is shown, if it is not today.
    pub as_of: Option<Stamp>,
    pub others: Vec<Presence>,
    /// What is wrong with the file, where a look at the whole of it found something.
    pub damage: Option<String>,
    /// The whole file is being looked at; until that is through nothing is written.
    pub checking: bool,
}

impl From<Opened> for FileInfo {
    fn from(opened: Opened) -> FileInfo {
        FileInfo {
            path: opened.path,
            read_only: opened.read_only,
            older: opened.older.filter(|_| opened.as_of.is_none()),
            newer: opened.newer,
            as_of: opened.as_of.map(|(_, at)| at),
            others: opened.others,
            damage: opened.damage,
            checking: opened.checking,
        }
    }
}

impl FileInfo {
    /// Whether a paper can be issued here. A file of an older version is brought up to date first: who asks does that.
    pub fn may_issue(&self) -> Result<(), String> {
        match &self.read_only {
            Some(why) if self.older.is_none() => Err(format!("nothing can be issued here: {why}")),
            _ => Ok(()),
        }
    }
}

/// Text that is being typed and no step yet, by `actor` here and by others, in order of the records.
pub fn open_drafts(mine: impl Iterator<Item = Id>, theirs: &[OpenDraft], actor: &str) -> Vec<OpenDraft> {
    // What a session that is gone left behind is offered here too, and still its author's.
    let mine = mine.filter(|id| theirs.iter().all(|draft| draft.id != *id));
    let mine = mine.map(|id| OpenDraft { id, actor: actor.into() });
    let mut all: Vec<OpenDraft> = mine.chain(theirs.iter().cloned()).collect();
    all.sort_by(|a, b| (a.id, &a.actor).cmp(&(b.id, &b.actor)));
    all
}
