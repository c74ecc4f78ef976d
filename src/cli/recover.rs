//! `aims recover FILE -o NEW`: what can be read of a damaged file, in a new one, and a list of the rest.

use super::out::{self, CliFault, Done};
use crate::{
    session::{Setup, with_ending},
    shown::shown_line,
    store,
};
use std::path::Path;

/// Lines of the list that are printed; the step of the recovery keeps them too.
const LISTED: usize = 200;

pub fn run(file: &Path, new: &Path, setup: &Setup) -> Result<Done, CliFault> {
    let (file, new) = (setup.folders.expand(file), with_ending(&setup.folders.expand(new), "aims"));
    let made = store::recover(&file, &new, &setup.who, setup.clock.now()).map_err(|e| e.to_string())?;
    let mut text = format!(
        "{}: {} records, {} of them from the journal because their row is lost; {} steps of the journal\n",
        new.display(),
        made.records,
        made.restored,
        made.steps
    );
    if made.lost.is_empty() {
        return out::text(&format!("{text}everything could be read"));
    }
    text += &format!("NOT READ, {}:\n", made.lost.len());
    made.lost.iter().take(LISTED).for_each(|what| text += &format!("  {}\n", shown_line(what)));
    if made.lost.len() > LISTED {
        text += &format!("  and {} more\n", made.lost.len() - LISTED);
    }
    out::text(&text)?;
    Ok(Done::Doubts)
}
