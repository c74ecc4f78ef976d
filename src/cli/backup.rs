//! `aims backup` and `aims restore`: verified copies of a file, listed, made and put back.

use super::{
    ask,
    out::{self, CliFault, Done},
};
use crate::{
    domain::kept::{Because, DAYS, WEEKS},
    exchange::file::size,
    session::Setup,
    shown::shown_line,
    store::{self, Copy, Origin, Recipients},
};
use std::path::Path;

/// `aims backup FILE [DIR]`: makes a copy, in the folder of this file's copies or in another one.
pub fn make(file: &Path, folder: Option<&Path>, encrypt: &[String], setup: &Setup) -> Result<Done, CliFault> {
    let file = setup.folders.expand(file);
    let own = store::folder_of(&file, &setup.folders.copies());
    let folder = folder.map_or(own, |folder| setup.folders.expand(folder));
    let now = setup.clock.now();
    let (what, kept) = match encrypt.is_empty() {
        true => ("verified copy", store::back_up(&file, &folder, now, Because::Asked)),
        false => {
            let expanded: Vec<String> =
                encrypt.iter().map(|word| setup.folders.expand(Path::new(word)).display().to_string()).collect();
            let to = Recipients::read(&expanded)?;
            ("verified and encrypted copy", store::back_up_encrypted(&file, &folder, now, Because::Asked, &to))
        }
    };
    let kept = kept.map_err(|e| e.to_string())?;
    out::line(&format!("{what}, {} entries, head {}: {}", kept.entries, kept.head, kept.path.display()))
}

/// `aims backup FILE --list`: the copies that are kept, newest first.
pub fn list(file: &Path, setup: &Setup) -> Result<Done, CliFault> {
    let file = setup.folders.expand(file);
    let folder = store::folder_of(&file, &setup.folders.copies());
    let copies = store::copies(&folder);
    let mut text = match copies.is_empty() {
        true => format!("no copies of {} in {}\n", file.display(), folder.display()),
        false => format!("{}\n", folder.display()),
    };
    for copy in &copies {
        let name = copy.path.file_name().unwrap_or_default().to_string_lossy();
        text += &format!("  {}  {:>8}  {:<16} {}\n", moment(copy), size(copy.size), copy.because.label(), name);
    }
    text += &format!("{}\naims restore COPY {} puts one back", rule(), file.display());
    out::text(&text)
}

/// What is kept, in one sentence.
pub fn rule() -> String {
    format!("made by itself on the first opening of a day: {DAYS} days and {WEEKS} weeks are kept; and before imports")
}

/// How many copies there are and which is the last one.
pub fn told(copies: &[Copy]) -> String {
    match copies.first() {
        Some(last) => format!("{}, the last {} {}", copies.len(), moment(last), last.because.label()),
        None => "none yet; aims backup FILE makes one".into(),
    }
}

fn moment(copy: &Copy) -> String {
    copy.at.strftime("%Y-%m-%d %H:%M").to_string()
}

/// `aims restore COPY FILE`
pub fn restore(copy: &Path, file: &Path, key: Option<&Path>, yes: bool, setup: &Setup) -> Result<Done, CliFault> {
    let (copy, file) = (setup.folders.expand(copy), setup.folders.expand(file));
    let origin = match store::is_encrypted(&copy) {
        false => Origin::Plain(&copy),
        true => {
            let key = key.map_or_else(ask::key, |key| Ok(key.to_path_buf()))?;
            Origin::Opened(&copy, store::decrypt(&copy, &setup.folders.expand(&key), ask::passphrase)?)
        }
    };
    let done = store::restore(&origin, &file, &setup.who, setup.clock.now(), yes).map_err(|e| e.to_string())?;
    let mut text = format!("{} is the copy now, {} entries, head {}\n", file.display(), done.entries, done.head);
    if let Some(replaced) = &done.replaced {
        text += &format!("what lay there is kept: {}\n", replaced.path.display());
        replaced.lost.iter().for_each(|lost| text += &format!("not in the copy: {}\n", shown_line(lost)));
    }
    out::text(&text)
}
