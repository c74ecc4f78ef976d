//! `aims measure`: readings from a pipeline, one or a file of them, added to what is there.

use super::{
    change::written,
    out::{self, CliFault, Done},
};
use crate::{
    domain::{
        Change, Field, Id, Kind, Record, Records, Stamp, Value, View,
        kinds::reading::{self, From},
        measures,
        workflow::running::{self, Run},
    },
    exchange::{
        file::read_capped,
        results::{self, Reported},
    },
    session::{Session, Setup},
};
use clap::Args;
use std::path::PathBuf;

/// Bytes of a file of results.
const RESULTS_MAX: u64 = 16 * 1024 * 1024;

/// Add readings to metrics, or results of runs to recurring tasks; exit 1 if one breaks a limit or failed
#[derive(Args, Debug)]
pub struct MeasureArgs {
    pub file: PathBuf,
    /// As ME-03 or T-02
    #[arg(required_unless_present = "from")]
    pub metric: Option<Id>,
    /// A number, or passed, partly, failed
    #[arg(allow_hyphen_values = true, required_unless_present = "from", conflicts_with = "from")]
    pub value: Option<String>,
    /// A file of results: JSON, CSV, or SARIF of a scanner
    #[arg(long, value_name = "RESULTS")]
    pub from: Option<PathBuf>,
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

/// Adds the readings as one step, or none of them; exit 1 if a value breaks the limit of its metric or a run failed, 2
/// if one is none.
pub fn run(args: &MeasureArgs, setup: Setup) -> Result<Done, CliFault> {
    let session = Session::open_quietly(&args.file, &setup)?;
    let now = session.moment(setup.clock.now());
    let intake = session.intake(now)?;
    let (reported, from) = reported(args)?;
    let mut added = Added { records: intake.records.clone(), change: None, said: Vec::new(), bad: 0, known: 0 };
    for one in &reported {
        let place = if args.from.is_some() { format!("{}: ", one.place) } else { String::new() };
        added.add(one, from, now).map_err(|why| CliFault::Said(format!("{place}{why}")))?;
    }
    let known = match added.known {
        0 => String::new(),
        n => format!("; {n} of runs that are here already were left out"),
    };
    let Some(change) = added.change else {
        out::text(&format!("nothing new{known}"))?;
        return Ok(Done::Well);
    };
    let change = match added.said.len() {
        1 => change,
        n => Change { label: format!("{n} results of a pipeline"), ..change },
    };
    let saved = session.save(change, now)?;
    let limit = match added.bad {
        0 => String::new(),
        1 => "; it breaks the limit or failed, nothing is opened yet".into(),
        n => format!("; {n} break a limit or failed, nothing is opened yet"),
    };
    let mut of: Vec<String> = reported.iter().filter_map(|one| Some(one.of?.to_string())).collect();
    of.dedup();
    written(args.json, saved.seq, &format!("{}{limit}{known}", added.said.join(", ")), &of)?;
    Ok(if added.bad > 0 { Done::Doubts } else { Done::Well })
}

/// What is reported: the one result of the line, or those of the file.
fn reported(args: &MeasureArgs) -> Result<(Vec<Reported>, From), CliFault> {
    let said = [&args.run_id, &args.note].map(|text| text.as_deref().unwrap_or_default().trim().to_string());
    let [run, note] = said;
    let Some(path) = &args.from else {
        let value = args.value.clone().unwrap_or_default();
        return Ok((vec![Reported { of: args.metric, value, run, note, ..Reported::default() }], From::Command));
    };
    let name = path.display();
    let bytes = read_capped(path, RESULTS_MAX).map_err(CliFault::Said)?;
    let text = String::from_utf8(bytes).map_err(|_| CliFault::Said(format!("{name} is no text in UTF-8")))?;
    let mut all = results::read(&text, args.metric).map_err(|why| CliFault::Said(format!("{name}: {why}")))?;
    for one in &mut all {
        one.run = if one.run.is_empty() { run.clone() } else { one.run.clone() };
        one.note = [one.note.as_str(), &note].join(" ").trim().to_string();
    }
    Ok((all, From::File))
}

/// The readings so far, as one change over the records as it leaves them.
struct Added {
    records: Records,
    change: Option<Change>,
    said: Vec<String>,
    bad: usize,
    /// Results of runs that are here already.
    known: usize,
}

impl Added {
    fn add(&mut self, one: &Reported, from: From, now: Stamp) -> Result<(), String> {
        let of = one.of.ok_or("it names no metric and no task")?;
        let at = match one.at.as_str() {
            "" => now,
            text => moment(text)?,
        };
        let view = View { records: &self.records, today: now.date() };
        let record = view.records.live(of).ok_or_else(|| format!("{of} is not in this file"))?.clone();
        if from == From::File && is_known(view, &record, &one.run) {
            self.known += 1;
            return Ok(());
        }
        let run = Run { from, ..Run::at(at, None) }.read(&record, &one.value)?;
        let note = [run.note.as_str(), &one.note].join(" ").trim().to_string();
        let change = running::measure(&view, of, Run { run_id: one.run.clone(), note, ..run })?;
        let made = change.edits.first().map(|edit| edit.id());
        self.records.apply(&change);
        let reading = made.and_then(|id| self.records.get(id)).ok_or("nothing was made of it")?;
        self.bad += usize::from(measures::is_bad(&record, reading));
        self.said.push(reading.title().to_string());
        self.change = Some(match self.change.take() {
            Some(mut all) => {
                all.edits.extend(change.edits);
                all
            }
            None => change,
        });
        Ok(())
    }
}

/// Whether a result of this run is there already, so that a job may be run again.
fn is_known(view: View, of: &Record, run: &str) -> bool {
    let mut readings = view.records.linked(of.id, Kind::Reading, reading::OF);
    !run.is_empty() && readings.any(|r| r.text(reading::RUN) == run)
}

fn moment(text: &str) -> Result<Stamp, String> {
    let field: &Field = &reading::FIELDS[reading::AT];
    match Value::read(field, text)? {
        Value::Stamp(at) => Ok(at),
        _ => Err(format!("“{text}” is no moment")),
    }
}
