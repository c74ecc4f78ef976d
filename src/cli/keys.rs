//! `aims keys`: the key table, and the check of key map files.

use super::{
    args::{KeysArgs, KeysCommand},
    out::{self, Done, Fault},
};
use crate::{
    command::Context,
    keymap::{self, Keymap, SHIPPED},
    runtime::{Options, options},
};
use std::path::{Path, PathBuf};

/// Prints the table, or checks files.
pub fn run(args: &KeysArgs, options: Options) -> Result<Done, Fault> {
    if let Some(KeysCommand::Check { files }) = &args.command {
        return check(files);
    }
    let map = match &args.keymap {
        None => options.keymap,
        Some(name) => named(name)?,
    };
    match args.markdown {
        true => out::text(&map.table_markdown()),
        false => out::text(&map.table_text(&Context::NAMES.iter().map(|(c, ..)| *c).collect::<Vec<_>>())),
    }
}

/// A shipped map, or a file.
fn named(name: &str) -> Result<Keymap, Fault> {
    if let Some(map) = Keymap::shipped(name) {
        return Ok(map);
    }
    let path = Path::new(name);
    if !name.contains(['/', '.']) && !path.exists() {
        let known: Vec<&str> = SHIPPED.iter().map(|(name, _)| *name).collect();
        return Err(Fault::said(format!(
            "no key map is called “{name}”; there are {}, or name a file",
            known.join(", ")
        )));
    }
    let (map, problems) = options::read_keys(path)?;
    problems.iter().for_each(|problem| out::complain(&problem.to_string()));
    Ok(map)
}

fn check(files: &[PathBuf]) -> Result<Done, Fault> {
    let mut errors = 0;
    for file in files {
        let checked = keymap::check(&options::name_of(file), &options::keys_text(file)?);
        errors += checked.errors;
        out::text(&checked.text)?;
    }
    Ok(if errors > 0 { Done::Doubts } else { Done::Well })
}
