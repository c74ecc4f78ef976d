//! `aims set`, `aims add` and `aims verdict`: one change, judged as any change is. A no is told and exits 1.

use super::{
    data::list_of,
    out::{self, CliFault, Done},
};
use crate::{
    domain::{Change, Edit, Id},
    exchange::{file::read_capped, look_alikes},
    session::{Intake, Session, Setup},
};
use serde_json::json;
use std::path::{Path, PathBuf};

/// Bytes of a sheet at most.
const SHEET_MAX: u64 = 1 << 20;

/// What is given with any of them.
#[derive(clap::Args, Debug)]
pub struct Given {
    /// A reason, where the gate asks for one; kept in the journal
    #[arg(long, value_name = "TEXT")]
    pub because: Option<String>,
    /// Answer as JSON: the step and the records
    #[arg(long)]
    pub json: bool,
}

impl Given {
    fn because(&self) -> Option<&str> {
        self.because.as_deref().filter(|text| !text.trim().is_empty())
    }
}

#[derive(clap::Args, Debug)]
#[command(override_usage = "aims set ID FIELD VALUE FILE")]
pub struct SetArgs {
    /// As F-014
    pub id: Id,
    /// Name of the field, as in an export: owner, due, state ...
    pub field: String,
    /// Read as a cell of an import is: a name, +2w, 31.12.2026, a word of a list; '' empties the field, - reads stdin
    #[arg(allow_hyphen_values = true)]
    pub value: String,
    pub file: PathBuf,
    #[command(flatten)]
    pub given: Given,
}

/// Add a record; exit 1 if the gate says no
#[derive(clap::Args, Debug)]
#[command(override_usage = "aims add KIND FILE [NAME] [FIELD=VALUE ...]")]
pub struct AddArgs {
    /// system, risk, finding, person, policy ...: the kind of record
    pub kind: String,
    pub file: PathBuf,
    /// The name, then fields as owner=Sato due=+2w; FIELD=- reads stdin; behind -- what begins with a dash
    #[arg(allow_negative_numbers = true)]
    pub words: Vec<String>,
    /// Add it although one of that name is there
    #[arg(long)]
    pub twice: bool,
    #[command(flatten)]
    pub given: Given,
}

/// Judge a question of an interview; exit 1 if the gate says no
#[derive(clap::Args, Debug)]
#[command(override_usage = "aims verdict QUESTION WORD FILE")]
pub struct VerdictArgs {
    /// As I-03/7 (the seventh question), or the id of an answer
    pub question: String,
    /// conforms, opportunity for improvement, minor, major, not applicable, parked, not judged; or their letters
    pub word: String,
    pub file: PathBuf,
    /// A line for the note; - reads stdin
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub note: Option<String>,
    #[command(flatten)]
    pub given: Given,
}

/// `aims set`
pub fn set(args: &SetArgs, setup: Setup) -> Result<Done, CliFault> {
    let value = out::or_stdin(&args.value)?;
    change(&args.file, &args.given, setup, |intake| intake.set(args.id, &args.field, &value, args.given.because()))
}

/// `aims add`
pub fn add(args: &AddArgs, setup: Setup) -> Result<Done, CliFault> {
    let list = list_of(&args.kind)?;
    let (mut names, mut fields) = (Vec::new(), Vec::new());
    for word in &args.words {
        match word.split_once('=').filter(|(field, _)| !field.is_empty() && !field.contains(' ')) {
            Some((field, value)) => fields.push((field.to_string(), out::or_stdin(value)?)),
            None => names.push(word.as_str()),
        }
    }
    let title = names.join(" ");
    change(&args.file, &args.given, setup, |intake| {
        let alike = look_alikes(&intake.records, list.kind(), &title);
        if let Some(id) = alike.first().filter(|_| !args.twice) {
            let name = intake.records.name(*id);
            return Err(format!("{id} {name} is there already and may be the same; --twice adds another one"));
        }
        intake.add(list, &title, &fields, args.given.because())
    })
}

/// `aims verdict`
pub fn verdict(args: &VerdictArgs, setup: Setup) -> Result<Done, CliFault> {
    let note = out::or_stdin(args.note.as_deref().unwrap_or_default())?;
    change(&args.file, &args.given, setup, |intake| {
        intake.judge(&args.question, &args.word, &note, args.given.because())
    })
}

/// `aims interview FILE ID --typed SHEET`: what was written by hand, as one step.
pub fn typed(file: &Path, id: Id, sheet: &Path, given: &Given, setup: Setup) -> Result<Done, CliFault> {
    let text = match sheet == Path::new("-") {
        true => out::or_stdin("-")?,
        false => String::from_utf8(read_capped(sheet, SHEET_MAX)?)
            .map_err(|_| CliFault::said(format!("{} is no text", sheet.display())))?,
    };
    change(file, given, setup, |intake| intake.typed(id, &text, given.because()))
}

/// Makes a change from what is in the file and writes it as one step.
fn change(
    file: &Path,
    given: &Given,
    setup: Setup,
    make: impl FnOnce(&Intake) -> Result<Change, String>,
) -> Result<Done, CliFault> {
    let session = Session::open_quietly(file, &setup)?;
    let now = session.moment(setup.clock.now());
    let change = match make(&session.intake(now)?) {
        Ok(change) => change,
        Err(why) if given.json => {
            out::json(&json!({"format": "aims step", "version": 1, "written": false, "why": why}))?;
            return Ok(Done::Doubts);
        }
        Err(why) => {
            out::text(&why)?;
            return Ok(Done::Doubts);
        }
    };
    let label = change.label.clone();
    let mut ids: Vec<String> = change.edits.iter().map(Edit::id).map(|id| id.to_string()).collect();
    ids.dedup();
    let saved = session.save(change, now)?;
    saved.warnings.iter().for_each(|why| out::complain(why));
    written(given.json, saved.seq, &label, &ids)
}

/// Says which step was written.
pub fn written(json: bool, seq: u64, label: &str, ids: &[String]) -> Result<Done, CliFault> {
    match json {
        true => out::json(&json!({
            "format": "aims step", "version": 1, "written": true, "step": seq, "label": label, "records": ids,
        })),
        false => out::text(&format!("written as step {seq}: {label}")),
    }
}
