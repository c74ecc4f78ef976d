//! What can be asked for on the command line.

mod bundle;
mod diff;
mod export;
mod import;
mod report;
mod scan;
mod words;

pub use bundle::BundleArgs;
pub use diff::DiffArgs;
pub use export::{ExportArgs, Oscal, TargetProgram};
pub use import::ImportArgs;
pub use report::ReportArgs;
pub use scan::ScanArgs;
pub use words::day_of;

use super::{
    change::{AddArgs, Given, SetArgs, VerdictArgs},
    completions::WantedWords,
    measure::MeasureArgs,
    out::CliFault,
};
use crate::{
    command::Context,
    domain::{Id, Stamp},
    runtime::RunOptions,
    session::{Clock, Setup},
};
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use words::{as_of, place, size, stamp};

/// Workbench for ISO/IEC 42001 AI management systems
#[derive(Parser, Debug)]
#[command(
    name = "aims",
    disable_version_flag = true,
    disable_help_subcommand = true,
    override_usage = "aims [FILE]  |  aims COMMAND ...",
    max_term_width = 100,
    help_template = "{about}: aims [FILE] or aims COMMAND\n{subcommands}\n  More: add verdict measure search interview erase bundle diff restore recover\n        seal rescue acknowledge upgrade pack; FILE --take-over after a crash\n{options}\n\
        Exit codes: 0 done, 1 doubts, 2 cannot. More: aims COMMAND --help, aims -V"
)]
pub struct Args {
    /// File of an organisation; without one, the start screen
    pub file: Option<PathBuf>,
    #[command(subcommand)]
    pub command: Option<CliCommand>,
    #[command(flatten)]
    pub screen: ScreenArgs,
    /// Take this moment for now, as 2026-11-21T10:41:07+01:00
    #[arg(long, global = true, value_name = "TIME", value_parser = stamp)]
    pub now: Option<Stamp>,
    /// Records as of a day (UTC) or step: 30.6.2026, 118
    #[arg(long, global = true, value_name = "DAY|STEP")]
    pub as_of: Option<String>,
    /// Lines and bars from ASCII signs only
    #[arg(long, global = true, hide = true)]
    pub ascii: bool,
    /// Sign off all other sessions of the file, and bring the text that they left here
    #[arg(long, global = true, hide = true)]
    pub take_over: bool,
    /// Version of program and data
    #[arg(long, short = 'V', hide = true)]
    pub version: bool,
}

/// Driving a screen without a terminal.
#[derive(clap::Args, Debug)]
pub struct ScreenArgs {
    /// Type these keys first, as gr<Enter>text<Esc>
    #[arg(long, value_name = "KEYS", hide = true)]
    pub keys: Option<String>,
    /// Print the screen as text; of --size 80x24 or another
    #[arg(long, hide = true)]
    pub print: bool,
    /// Line by line by words, no screen; works through a pipe
    #[arg(long, conflicts_with_all = ["print", "keys"])]
    pub plain: bool,
    /// Size of the printed screen
    #[arg(long, value_name = "WxH", default_value = "80x24", value_parser = size, hide = true)]
    pub size: (u16, u16),
}

#[derive(Subcommand, Debug)]
pub enum CliCommand {
    /// Try the demo, an invented organisation in a file of its own
    Demo {
        /// Where the demo file is or will be
        #[arg(long, value_name = "FILE")]
        path: Option<PathBuf>,
        #[command(flatten)]
        screen: ScreenArgs,
    },
    /// Start the file of an organisation
    New {
        /// The new file; .aims is added where it has no ending
        file: PathBuf,
        /// Name of the organisation
        #[arg(long, value_name = "ORG")]
        name: Option<String>,
        #[command(flatten)]
        screen: ScreenArgs,
    },
    /// Open the card of an interview; with --plain line by line, from a pipe too
    #[command(hide = true)]
    Interview {
        file: PathBuf,
        /// As I-03
        id: Id,
        /// Print its sheet for writing by hand; with -o as .pdf, .docx, .html, .md or .txt
        #[arg(long)]
        paper: bool,
        /// Where the sheet is written to
        #[arg(short, long, requires = "paper")]
        out: Option<PathBuf>,
        /// Take in what was written by hand: a line “7 m words” for question 7, further lines for its note; - reads stdin
        #[arg(long, value_name = "FILE", conflicts_with = "paper")]
        typed: Option<PathBuf>,
        #[command(flatten)]
        given: Given,
        #[command(flatten)]
        screen: ScreenArgs,
    },
    /// Bring in a sheet: CSV, XLSX or ODS
    Import(ImportArgs),
    /// Propose what a folder says: model cards, registries, BOMs
    #[command(hide = true)]
    Scan(ScanArgs),
    /// Write, issue or compare a paper: audit report, SoA ...
    Report(ReportArgs),
    /// Print a register as a table
    List {
        /// systems, risks, controls, findings, issued papers ...: the kind of record
        kind: String,
        file: PathBuf,
        /// Only rows that hold all these words
        words: Vec<String>,
        /// As JSON, with ids where names are
        #[arg(long)]
        json: bool,
        /// As CSV, as it is printed
        #[arg(long, conflicts_with = "json")]
        csv: bool,
    },
    /// Find the records that hold all the words, long texts too
    #[command(hide = true)]
    Search {
        file: PathBuf,
        #[arg(required = true)]
        words: Vec<String>,
        #[arg(long)]
        json: bool,
        #[arg(long, conflicts_with = "json")]
        csv: bool,
    },
    /// Print the page of a record
    Show {
        /// As F-014
        id: Id,
        file: PathBuf,
        #[arg(long)]
        json: bool,
        #[arg(long, conflicts_with = "json")]
        csv: bool,
    },
    /// Write a register or everything: CSV, JSON, XLSX, calendar
    Export(ExportArgs),
    /// Write an evidence pack: papers, tables, records, digests
    #[command(hide = true)]
    Bundle(BundleArgs),
    /// Question packs of your own: check, add, list, template
    #[command(subcommand, hide = true)]
    Pack(super::pack::PackCommand),
    /// Say how things stand
    Status {
        file: PathBuf,
        /// What others changed of what you own, check or audit since you last looked
        #[arg(long, conflicts_with_all = ["json", "over_time"])]
        mine: bool,
        /// Print as CSV how the measures stood on up to sixty days of the past
        #[arg(long, conflicts_with = "json")]
        over_time: bool,
        #[arg(long)]
        json: bool,
    },
    /// Say what is missing, late or contradictory; exit 1 on blockers
    Check {
        file: PathBuf,
        /// Exit 1 where this finds something: a severity and what is graver (blocker, warning, hint), a rule or an area
        /// of rules (soa); without it on blockers
        #[arg(long, value_name = "RULE|SEVERITY")]
        fail_on: Vec<String>,
        #[arg(long)]
        json: bool,
        #[arg(long, conflicts_with = "json")]
        csv: bool,
    },
    /// Say what differs between two files or two days; exit 1 if so
    #[command(hide = true)]
    Diff(DiffArgs),
    #[command(hide = true)]
    Measure(MeasureArgs),
    /// Say whether the file is what was saved; exit 1 if not
    Verify {
        file: PathBuf,
        /// A file of heads that aims seal printed: is each in this history, and who signed it
        #[arg(long, value_name = "LINES")]
        against: Option<PathBuf>,
        /// Whose key is whose, as ssh-keygen takes it (allowed signers)
        #[arg(long, value_name = "FILE", requires = "against")]
        signers: Option<PathBuf>,
        #[arg(long)]
        json: bool,
    },
    /// Print the head of the history as a line to keep elsewhere
    #[command(hide = true)]
    Seal {
        file: PathBuf,
        /// Sign it with this SSH key, or with its public half through the agent
        #[arg(long, value_name = "SSHKEY")]
        key: Option<PathBuf>,
    },
    /// Write what can be read of a damaged file into a new one; exit 1 if something is missing
    #[command(hide = true)]
    Recover {
        file: PathBuf,
        /// The new file
        #[arg(long, short, value_name = "NEW")]
        out: PathBuf,
    },
    /// Make a verified copy of a file, or list its copies
    Backup {
        file: PathBuf,
        /// Where to; without it the folder in which the copies of this file are kept
        folder: Option<PathBuf>,
        /// List the copies that are kept: 7 days and 4 weeks by themselves, before imports, and what was asked for
        #[arg(long, conflicts_with_all = ["folder", "encrypt"])]
        list: bool,
        /// Only these can read it: age1..., an SSH public key, or a file of them such as ~/.ssh/id_ed25519.pub
        #[arg(long, value_name = "RECIPIENT")]
        encrypt: Vec<String>,
    },
    /// Put a copy in the place of a file; what lay there is kept
    #[command(hide = true)]
    Restore {
        /// The copy, as aims backup FILE --list names it
        copy: PathBuf,
        file: PathBuf,
        /// The key to an encrypted copy: an SSH private key, or a file of age identities
        #[arg(long, value_name = "KEY")]
        identity: Option<PathBuf>,
        /// Replace the file although not all of it is in the copy
        #[arg(long)]
        yes: bool,
    },
    /// Say that what another program changed is known and may stand
    #[command(hide = true)]
    Acknowledge {
        file: PathBuf,
        /// Why it may stand; kept in the journal
        #[arg(long, value_name = "TEXT")]
        because: String,
    },
    /// Bring an older file up to date; a copy of it stays beside
    #[command(hide = true)]
    Upgrade { file: PathBuf },
    /// Set a field of a record
    Set(SetArgs),
    #[command(hide = true)]
    Add(AddArgs),
    #[command(hide = true)]
    Verdict(VerdictArgs),
    /// Erase a text for good, all its versions, with a reason
    #[command(hide = true)]
    Erase {
        /// As P-07
        id: Id,
        /// Name of the field, as in an export: name, notes ...
        field: String,
        file: PathBuf,
        /// Why it must go; kept in the journal
        #[arg(long, value_name = "TEXT")]
        because: String,
    },
    /// List what could not be saved, or take it back
    #[command(hide = true)]
    Rescue {
        file: PathBuf,
        /// Take it back: steps go through the gate, texts become drafts
        #[arg(long)]
        take: bool,
    },
    /// List all changes of a record
    History {
        /// As F-014
        id: Id,
        file: PathBuf,
        #[arg(long)]
        json: bool,
        #[arg(long, conflicts_with = "json")]
        csv: bool,
    },
    /// Read the workbook on stdin for the program that started this one
    #[command(hide = true)]
    Cells,
    /// Print the key table, or check key map files
    Keys(KeysArgs),
    /// Say what is known of terminal, folders and key map
    Doctor {
        /// A file of which it is said too: who can read it, locks, file system, copies, who has it open
        file: Option<PathBuf>,
        #[arg(long)]
        json: bool,
    },
    /// Print completions for a shell, or the manual page
    #[command(hide = true)]
    Completions {
        /// bash, zsh, fish, elvish, powershell or man
        #[arg(value_parser = WantedWords::parse)]
        wanted: WantedWords,
    },
}

#[derive(clap::Args, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub struct KeysArgs {
    /// A shipped key map by name, or a file; your own without it
    #[arg(long, value_name = "NAME|FILE")]
    pub keymap: Option<String>,
    /// As a Markdown table
    #[arg(long)]
    pub markdown: bool,
    /// Only these places, as everywhere,list,interview.keys
    #[arg(long, value_name = "PLACES", value_delimiter = ',', value_parser = place)]
    pub only: Vec<Context>,
    #[command(subcommand)]
    pub command: Option<KeysCommand>,
}

#[derive(Subcommand, Debug)]
pub enum KeysCommand {
    /// Check key map files line by line; exit 1 on errors
    Check {
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
}

impl Args {
    /// What the surroundings and the flags say of files.
    pub fn setup(&self) -> Result<Setup, CliFault> {
        let here = Setup::of_environment();
        let clock = self.now.map_or(here.clock, Clock::fixed);
        let as_of = self.as_of.as_deref().map(|text| as_of(text, clock.now().date())).transpose()?;
        Ok(Setup { clock, as_of, take_over: self.take_over, ..here })
    }

    /// The same for a screen, with keys and signs.
    pub fn options(&self) -> Result<RunOptions, CliFault> {
        let mut options = RunOptions::of_environment(self.setup()?, self.ascii.then_some(true));
        let screen = self.screen();
        options.remember = self.as_of.is_none() && !screen.print;
        options.copies &= !screen.print;
        if screen.print {
            options.size = screen.size;
        }
        Ok(options)
    }

    /// Whether the flags go together.
    pub fn fit(&self) -> Result<(), CliFault> {
        let screen = self.screen();
        match screen.keys.is_some() && !screen.print {
            true => Err(CliFault::said("--keys is for --print: both together type keys and print the screen")),
            false => Ok(()),
        }
    }

    fn screen(&self) -> &ScreenArgs {
        match &self.command {
            Some(
                CliCommand::Demo { screen, .. } | CliCommand::New { screen, .. } | CliCommand::Interview { screen, .. },
            ) => screen,
            _ => &self.screen,
        }
    }
}
