//! `aims completions`: completions for a shell and the manual page, made from the description of the command line.

use super::{
    args::Args,
    out::{self, CliFault, Done},
};
use crate::shown::shown_line;
use clap::{CommandFactory, ValueEnum};
use clap_complete::Shell;
use std::io::Write;

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub enum WantedWords {
    Shell(Shell),
    Manual,
}

impl WantedWords {
    pub fn parse(word: &str) -> Result<WantedWords, String> {
        match (word, Shell::from_str(word, true)) {
            ("man", _) => Ok(WantedWords::Manual),
            (_, Ok(shell)) => Ok(WantedWords::Shell(shell)),
            _ => {
                let shells: Vec<String> = Shell::value_variants().iter().map(Shell::to_string).collect();
                Err(format!("“{}” is none of: {}, man", shown_line(word), shells.join(", ")))
            }
        }
    }
}

/// What the program calls itself by, and nobody types.
const INNER: &str = "cells";

/// Prints it.
pub fn run(wanted: WantedWords) -> Result<Done, CliFault> {
    let mut text = Vec::new();
    match wanted {
        WantedWords::Shell(shell) => clap_complete::generate(shell, &mut Args::command(), "aims", &mut text),
        WantedWords::Manual => manual(&mut text)?,
    }
    out::exact(&text)
}

/// One page: the program, then each command with its arguments.
fn manual(text: &mut Vec<u8>) -> std::io::Result<()> {
    let mut whole = Args::command();
    whole.build();
    let page = clap_mangen::Man::new(whole.clone());
    page.render_title(text)?;
    page.render_name_section(text)?;
    page.render_synopsis_section(text)?;
    page.render_description_section(text)?;
    page.render_options_section(text)?;
    for command in whole.get_subcommands().filter(|command| command.get_name() != INNER) {
        writeln!(text, ".SH \"AIMS {}\"", command.get_name().to_uppercase())?;
        let page = clap_mangen::Man::new(command.clone());
        page.render_description_section(text)?;
        page.render_synopsis_section(text)?;
        page.render_options_section(text)?;
    }
    Ok(())
}
