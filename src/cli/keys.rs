//! `aims keys`: the key table, and the check of key map files.

use super::{
    args::{KeysArgs, KeysCommand},
    out::{self, CliFault, Done},
};
use crate::{
    command::Context,
    keymap::{self, Keymap, SHIPPED},
    runtime::{RunOptions, options},
    session::name_of,
};
use std::path::{Path, PathBuf};

/// Prints the table, or checks files.
pub fn run(args: &KeysArgs, options: RunOptions) -> Result<Done, CliFault> {
    if let Some(KeysCommand::Check { files }) = &args.command {
        return check(files);
    }
    let map = match &args.keymap {
        None => options.keymap,
        Some(name) => named(name)?,
    };
    match (args.only.as_slice(), args.markdown) {
        ([], true) => out::text(&map.table_markdown()),
        ([], false) => out::text(&whole(&map)),
        (places, true) => out::text(&map.table_markdown_of(places)),
        (places, false) => out::text(&map.table_text(places)),
    }
}

/// Every place, then the commands that no key runs.
fn whole(map: &Keymap) -> String {
    let all: Vec<Context> = Context::NAMES.iter().map(|(context, ..)| *context).collect();
    let mut text = map.table_text(&all);
    text.push_str("\nBy name only\n");
    for command in map.unbound() {
        text.push_str(&format!("  {:<48}  {}\n", command.info().label, command.id()));
    }
    text
}

/// A shipped map, or a file.
fn named(name: &str) -> Result<Keymap, CliFault> {
    if let Some(map) = Keymap::shipped(name) {
        return Ok(map);
    }
    let path = Path::new(name);
    if !name.contains(['/', '.']) && !path.exists() {
        let known: Vec<&str> = SHIPPED.iter().map(|(name, _)| *name).collect();
        return Err(CliFault::said(format!(
            "no key map is called “{name}”; there are {}, or name a file",
            known.join(", ")
        )));
    }
    let (map, problems) = options::read_keys(path)?;
    problems.iter().for_each(|problem| out::complain(&problem.to_string()));
    Ok(map)
}

fn check(files: &[PathBuf]) -> Result<Done, CliFault> {
    let mut errors = 0;
    for file in files {
        let checked = keymap::check(&name_of(file), &options::keys_text(file)?);
        errors += checked.errors;
        out::text(&checked.text)?;
    }
    Ok(if errors > 0 { Done::Doubts } else { Done::Well })
}
