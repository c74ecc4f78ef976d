//! The command line: what is asked for, and everything that works without a terminal.
//!
//! Exit codes: 0 done, 1 doubts or blockers were found, 2 it cannot be done, 3 done and something left out. Text from files is made safe before it is
//! printed; a reader that goes away (`| head`) is no error.

mod args;
mod ask;
mod backup;
mod bundle;
mod cells;
mod change;
mod check;
mod completions;
mod data;
mod diff;
mod doctor;
mod export;
mod import;
mod keys;
mod list;
mod measure;
mod mine;
mod out;
mod pack;
mod paper;
mod recover;
mod rescue;
mod scan;
mod screen;
mod seal;
mod status;

use args::{Args, CliCommand};
use clap::Parser;
use list::ListForm;
use out::{CliFault, Done};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::{process::ExitCode, sync::Arc};

/// Runs the program with the arguments of this process.
pub fn main() -> ExitCode {
    let hooks = color_eyre::config::HookBuilder::blank().display_env_section(false).install();
    if hooks.is_err() {
        // Only the first call in a process can install them; a second one changes nothing.
        drop(hooks);
    }
    no_core_files();
    no_end_by_size();
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return out::usage(&error),
    };
    match run(args) {
        Ok(Done::Well) => ExitCode::SUCCESS,
        Ok(Done::Doubts) => ExitCode::from(1),
        Ok(Done::Asked) => ExitCode::from(2),
        Ok(Done::LeftOut) => ExitCode::from(3),
        Err(CliFault::Closed) => ExitCode::SUCCESS,
        Err(CliFault::Said(why)) => {
            out::complain(&why);
            ExitCode::from(2)
        }
    }
}

/// A core file would hold what people said in interviews. Where the limit cannot be set, the system's own stands.
fn no_core_files() {
    let limit = getrlimit(Resource::Core);
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), ..limit });
}

/// A file that grew beyond what is allowed is an error like a full disk, so that what was begun is taken away again.
fn no_end_by_size() {
    // Nobody asks the flag; where it cannot be set, the signal ends the program as before.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::default());
}

fn version() -> String {
    format!("aims {}, data schema {}", env!("CARGO_PKG_VERSION"), crate::store::SCHEMA_VERSION)
}

fn run(args: Args) -> Result<Done, CliFault> {
    args.fit()?;
    if args.version {
        return out::line(&version());
    }
    let setup = args.setup()?;
    let Some(command) = &args.command else {
        return screen::open(args.file.as_deref(), args.options()?, &args.screen);
    };
    match command {
        CliCommand::Demo { path, screen: how } => screen::demo(path.as_deref(), args.options()?, how),
        CliCommand::New { file, name, screen: how } => screen::new(file, name.as_deref(), args.options()?, how),
        CliCommand::Interview { file, id, paper: true, out, .. } => paper::sheet(file, *id, out.as_deref(), setup),
        CliCommand::Interview { file, id, typed: Some(typed), given, .. } => {
            change::typed(file, *id, typed, given, setup)
        }
        CliCommand::Interview { file, id, screen: how, .. } => screen::interview(file, *id, args.options()?, how),
        CliCommand::Import(import) => import::run(import, setup),
        CliCommand::Scan(scan) => scan::run(scan, setup),
        CliCommand::Report(report) => paper::run(report, setup),
        CliCommand::List { kind, file, words, json, csv } => {
            list::list(kind, file, words, ListForm::of(*json, *csv), setup)
        }
        CliCommand::Search { file, words, json, csv } => list::search(file, words, ListForm::of(*json, *csv), setup),
        CliCommand::Show { id, file, json, csv } => list::show(*id, file, ListForm::of(*json, *csv), setup),
        CliCommand::Export(export) => export::run(export, setup),
        CliCommand::History { id, file, json, csv } => data::history(*id, file, ListForm::of(*json, *csv), setup),
        CliCommand::Status { file, over_time: true, .. } => status::over_time(file, setup),
        CliCommand::Status { file, mine: true, .. } => mine::run(file, setup),
        CliCommand::Status { file, json, .. } => status::run(file, *json, setup),
        CliCommand::Check { file, fail_on, json, csv } => check::check(file, fail_on, ListForm::of(*json, *csv), setup),
        CliCommand::Bundle(bundle) => bundle::run(bundle, setup),
        CliCommand::Diff(diff) => diff::run(diff, setup),
        CliCommand::Pack(command) => pack::run(command, setup),
        CliCommand::Measure(measure) => measure::run(measure, setup),
        CliCommand::Upgrade { file } => check::upgrade(file, setup.take_over, &setup),
        CliCommand::Set(set) => change::set(set, setup),
        CliCommand::Add(add) => change::add(add, setup),
        CliCommand::Verdict(verdict) => change::verdict(verdict, setup),
        CliCommand::Erase { id, field, file, because } => check::erase(*id, field, file, because, &setup),
        CliCommand::Rescue { file, take } => rescue::run(file, *take, &setup),
        CliCommand::Backup { file, list: true, .. } => backup::list(file, &setup),
        CliCommand::Backup { file, folder, encrypt, .. } => backup::make(file, folder.as_deref(), encrypt, &setup),
        CliCommand::Restore { copy, file, identity, yes } => {
            backup::restore(copy, file, identity.as_deref(), *yes, &setup)
        }
        CliCommand::Acknowledge { file, because } => check::acknowledge(file, because, &setup),
        CliCommand::Recover { file, out } => recover::run(file, out, &setup),
        CliCommand::Seal { file, key } => seal::seal(file, key.as_deref(), &setup),
        CliCommand::Verify { file, against, signers, json } => {
            check::verify(file, against.as_deref().map(|lines| (lines, signers.as_deref())), *json)
        }
        CliCommand::Keys(keys) => keys::run(keys, args.options()?),
        CliCommand::Cells => cells::run(),
        CliCommand::Doctor { file, json } => doctor::run(&args.options()?, file.as_deref(), *json, setup),
        CliCommand::Completions { wanted } => completions::run(*wanted),
    }
}
