//! `aims measure`: a reading from a pipeline, added to what is there.

use super::{
    change::written,
    out::{Done, Fault},
};
use crate::{
    domain::{
        Id, View,
        kinds::reading::{self, From},
        measures,
        workflow::running::{self, Run},
    },
    session::{Session, Setup},
};
use clap::Args;
use std::path::PathBuf;

/// Add a reading to a metric, or the result of a run to a recurring task; exit 1 if it breaks a limit
#[derive(Args, Debug)]
pub struct MeasureArgs {
    pub file: PathBuf,
    /// As ME-03 or T-02
    pub metric: Id,
    /// A number, or passed, partly, failed
    #[arg(allow_hyphen_values = true)]
    pub value: String,
    /// What names the run elsewhere: a build, a job
    #[arg(long, value_name = "TEXT")]
    pub run_id: Option<String>,
    /// What is to be said about it
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// Answer as JSON: the step and the metric
    #[arg(long)]
    pub json: bool,
}

/// Adds the reading; exit 1 if the value breaks the limit of its metric or the run failed, 2 if it is none.
pub fn run(args: &MeasureArgs, setup: Setup) -> Result<Done, Fault> {
    let (file, of) = (args.file.as_path(), args.metric);
    let session = Session::open_quietly(file, &setup)?;
    let now = session.moment(setup.clock.now());
    let intake = session.intake(now)?;
    let view = View { records: &intake.records, today: now.date() };
    let record = view.records.live(of).ok_or_else(|| Fault::Said(format!("{of} is not in {}", file.display())))?;
    let run = Run { from: From::Command, ..Run::at(now, None) }.read(record, &args.value).map_err(Fault::Said)?;
    let said = [&args.run_id, &args.note].map(|text| text.as_deref().unwrap_or_default().trim().to_string());
    let [run_id, note] = said;
    let run = Run { run_id, note: [run.note.clone(), note].join(" ").trim().to_string(), ..run };
    let change = running::measure(&view, of, run).map_err(Fault::Said)?;
    let mut after = intake.records.clone();
    after.apply(&change);
    let made = View { records: &after, today: now.date() };
    let bad = measures::latest(made, record).is_some_and(|r| measures::is_bad(record, r));
    let value = measures::latest(made, record).map_or(String::new(), |r| made.cell(r, reading::TITLE));
    let saved = session.save(change, now)?;
    let limit = if bad { "; it breaks the limit or failed, nothing is opened yet" } else { "" };
    written(args.json, saved.seq, &format!("{value}{limit}"), &[of.to_string()])?;
    Ok(if bad { Done::Doubts } else { Done::Well })
}
