//! `aims pack`: question packs of one's own, looked at, added, listed; and the built-in one to begin from.

use super::{
    data::{LookedAt, look},
    out::{self, CliFault, Done},
};
use crate::{
    framework::own_pack::{self, OwnPack},
    session::{Session, Setup},
    shown::shown_line,
};
use clap::Subcommand;
use std::path::{Path, PathBuf};

/// Bytes of a pack at most.
const LARGEST: u64 = 4 << 20;

#[derive(Subcommand, Debug)]
pub enum PackCommand {
    /// Say what is in a pack and what is wrong with it
    Check { pack: PathBuf },
    /// Add its questions to a file, or bring them to its version
    Add { pack: PathBuf, file: PathBuf },
    /// The packs of a file
    List { file: PathBuf },
    /// Print the built-in questions as a pack, to be translated or cut down
    Template,
}

pub fn run(command: &PackCommand, setup: Setup) -> Result<Done, CliFault> {
    match command {
        PackCommand::Check { pack } => check(pack),
        PackCommand::Add { pack, file } => add(pack, file, setup),
        PackCommand::List { file } => list(file, setup),
        PackCommand::Template => out::raw(&own_pack::template()),
    }
}

fn read(path: &Path) -> Result<OwnPack, CliFault> {
    let said = |why: String| CliFault::said(format!("{}: {why}", path.display()));
    let size = std::fs::metadata(path).map_err(|e| said(e.to_string()))?.len();
    if size > LARGEST {
        return Err(said(format!("{size} bytes; a pack has at most {LARGEST}")));
    }
    let text = std::fs::read_to_string(path).map_err(|e| said(e.to_string()))?;
    own_pack::read(&text).map_err(said)
}

/// Exit 2 where it cannot be added.
fn check(path: &Path) -> Result<Done, CliFault> {
    let pack = read(path)?;
    let faults = pack.faults();
    if !faults.is_empty() {
        return Err(CliFault::said(faults.join("\n")));
    }
    let places = pack.questions.iter().filter(|asked| asked.id.starts_with("iso42001:")).count();
    let own = pack.questions.len() - places;
    out::text(&format!(
        "{}: {places} in the place of built-in questions, {own} of its own; it can be added",
        shown_line(&pack.told())
    ))
}

fn add(path: &Path, file: &Path, setup: Setup) -> Result<Done, CliFault> {
    let pack = read(path)?;
    if let Some(first) = pack.faults().first() {
        return Err(CliFault::said(format!("nothing was added: {first}; aims pack check lists everything")));
    }
    let session = Session::open_quietly(file, &setup)?;
    let now = session.moment(setup.clock.now());
    let records = session.reading(now).records()?;
    let (change, counted) = own_pack::added(&records, &pack).map_err(CliFault::said)?;
    if change.is_empty() {
        return out::text(&format!("{} is in the file as it is; nothing was written", shown_line(&pack.told())));
    }
    let saved = session.save(change, now)?;
    out::text(&format!(
        "written as step {}: {}, {}; undo takes it back",
        saved.seq,
        shown_line(&pack.told()),
        counted.told()
    ))
}

fn list(file: &Path, setup: Setup) -> Result<Done, CliFault> {
    let LookedAt { session, now } = look(file, setup)?;
    let records = session.reading(now).records()?;
    let mut text = format!("{} (always there)\n", crate::framework::pack_name());
    for (name, count) in own_pack::packs(&records) {
        text += &format!("{}: {count} question{}\n", shown_line(&name), if count == 1 { "" } else { "s" });
    }
    out::text(&text)
}
