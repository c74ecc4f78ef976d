//! `aims import`: a sheet (CSV, XLSX, ODS) into a data file, as one step that one undo takes back, or not at all.

use super::{
    args::ImportArgs,
    data::kind_of,
    out::{self, CliFault, Done},
};
use crate::{
    domain::{Change, View},
    exchange::{
        self, Doubt, Existing, GivenAnswers, Preview, SheetFrom, SheetOutcome,
        file::{read_capped, write_new},
        sheet::FILE_MAX,
        sheets::{SheetReading, which_kind, which_sheet},
    },
    session::{Intake, Session, Setup, name_of, whole_export},
};
use serde_json::{Value as Json, json};
use std::path::Path;

/// Bytes of a file of answers.
const ANSWERS_MAX: u64 = 1024 * 1024;

/// What is told while an import runs: printed line by line, or kept until all of it is one JSON document.
struct Told {
    json: bool,
    says: Vec<String>,
    /// What was read and written, in words of its own.
    facts: serde_json::Map<String, Json>,
}

impl Told {
    fn text(&mut self, text: &str) -> Result<(), CliFault> {
        if self.json {
            self.says.extend(text.lines().map(str::trim_end).filter(|line| !line.is_empty()).map(String::from));
            return Ok(());
        }
        out::text(text).map(drop)
    }
    fn raw(&mut self, text: &str) -> Result<(), CliFault> {
        if self.json { Ok(()) } else { out::raw(text).map(drop) }
    }
    fn fact(&mut self, name: &str, value: Json) {
        self.facts.insert(name.into(), value);
    }
    /// What the sheet holds.
    fn read(&mut self, preview: &Preview) {
        let doubt = |d: &Doubt| json!({"row": d.row, "column": d.column, "value": d.value, "reason": d.reason, "allowed": d.allowed});
        self.fact("kind", json!(preview.kind.spec().table));
        self.fact("rows", json!(preview.total));
        self.fact("good", json!(preview.good.len()));
        self.fact("here_already", json!(preview.matches().count()));
        self.fact("doubts", preview.doubts.iter().map(doubt).collect());
    }
    fn end(self) -> Result<(), CliFault> {
        if !self.json {
            return Ok(());
        }
        let mut all = self.facts;
        all.entry("written").or_insert(json!(false));
        all.extend([("format".into(), json!("aims import")), ("version".into(), json!(1))]);
        all.insert("says".into(), json!(self.says));
        out::json(&Json::Object(all)).map(drop)
    }
}

/// Previews, and writes unless something is in doubt or has to be said.
pub fn run(args: &ImportArgs, setup: Setup) -> Result<Done, CliFault> {
    let mut told = Told { json: args.json, says: Vec::new(), facts: serde_json::Map::new() };
    let done = import(args, setup, &mut told)?;
    told.end()?;
    Ok(done)
}

fn import(args: &ImportArgs, setup: Setup, told: &mut Told) -> Result<Done, CliFault> {
    let setup = Setup { read_only: args.dry_run || args.explain, ..setup };
    let session = Session::open_quietly(&args.file, &setup)?;
    let now = session.moment(setup.clock.now());
    let intake = session.intake(now)?;
    let csv = setup.folders.expand(&args.csv);
    let from = from(args, &csv)?;
    let given = given(args)?;
    let before = |shape: &str| if args.fresh { None } else { session.reading(now).said_before(shape) };
    if let SheetFrom::File(path) = &from
        && given.sheet.is_none()
        && let Some(json) = whole_export(path)?
    {
        return whole(args, &session, &intake, &json, told);
    }
    let read = intake.read_sheet(&from, &given, &before, (&setup.program, &|done, total| out::progress(done, total)));
    out::progress_ends();
    let reading = match read? {
        SheetOutcome::Read(reading) => reading,
        open => return asks(args, &csv, open, told),
    };
    if args.explain {
        return out::raw(&reading.explained());
    }
    told.read(&reading.preview);
    told.raw(&reading.text())?;
    told.raw(&reading.preview.text())?;
    if reading.preview.is_the_same(&intake.records) && reading.is_settled() {
        told.text("\nthe same: every row is here as it stands in the file; nothing was written")?;
        return Ok(Done::Well);
    }
    let (taken, refused) = taken(args, &reading, &intake, told)?;
    if let Some(path) = &args.refused {
        write_refused(&reading, &refused, path, told)?;
    }
    let change = match taken {
        Ok(change) => change,
        Err(why) => {
            told.text(&format!("\n{why}"))?;
            return Ok(Done::Doubts);
        }
    };
    let left_out = reading.preview.refused() + reading.waiting.len() + refused.len() > 0;
    if args.dry_run {
        told.text("\nnothing was written: this was a dry run")?;
        return Ok(if left_out { Done::Doubts } else { Done::Well });
    }
    let label = change.label.clone();
    let saved = session.save(change, now)?;
    saved.warnings.iter().for_each(|why| out::complain(why));
    if !given.is_empty() {
        session.remember_said(&reading.shape(), &reading.said.clone().for_next_time(reading.kind));
    }
    told.fact("written", json!(true));
    told.fact("step", json!(saved.seq));
    told.fact("label", json!(label));
    told.text(&format!("\nwritten as step {}: {label}", saved.seq))?;
    Ok(if left_out { Done::LeftOut } else { Done::Well })
}

/// What has to be said first.
fn asks(args: &ImportArgs, csv: &Path, open: SheetOutcome, told: &mut Told) -> Result<Done, CliFault> {
    let (name, file) = (name_of(csv), args.file.display().to_string());
    match open {
        SheetOutcome::WhichSheet(sheets) => told.text(&which_sheet(&sheets, &name, &file))?,
        SheetOutcome::WhichKind { kinds, row } => told.text(&which_kind(&kinds, row, &name, &file))?,
        SheetOutcome::Read(_) => return Ok(Done::Well),
    };
    Ok(Done::Asked)
}

/// Takes in the export of a whole file: what is new under its ids, and with `--existing update` what differs.
fn whole(
    args: &ImportArgs,
    session: &Session,
    intake: &Intake,
    json: &Json,
    told: &mut Told,
) -> Result<Done, CliFault> {
    let source = name_of(&args.csv);
    let records = session.reading(intake.now).for_whole()?;
    let view = View { records: &records, today: intake.now.date() };
    let whole = exchange::whole::compared(json, &records)?;
    told.raw(&whole.told(&source))?;
    if whole.is_the_same() {
        told.text("\nthe same: every record is here as it stands in the file; nothing was written")?;
        return Ok(Done::Well);
    }
    let differ = !whole.differ.is_empty() && args.existing != Existing::Update;
    let (change, left) = match whole.change(view, args.existing == Existing::Update, &source, &intake.asker) {
        Ok(taken) => taken,
        Err(why) => {
            told.text(&format!("\nnothing was taken in: {why}"))?;
            return Ok(Done::Doubts);
        }
    };
    if !left.is_empty() {
        told.text(&format!("\nLEFT OUT  {}", left.len()))?;
    }
    left.iter().try_for_each(|line| told.text(&format!("  {line}")))?;
    if args.dry_run || args.explain {
        told.text("\nnothing was written: this was a dry run")?;
        return Ok(Done::Well);
    }
    let label = change.label.clone();
    let saved = session.save(change, intake.now)?;
    saved.warnings.iter().for_each(|why| out::complain(why));
    told.text(&format!("\nwritten as step {}: {label}", saved.seq))?;
    Ok(if differ || !left.is_empty() { Done::LeftOut } else { Done::Well })
}

/// Where the sheet is read from: a file, or stdin.
fn from(args: &ImportArgs, csv: &Path) -> Result<SheetFrom, CliFault> {
    match args.csv.as_os_str() == "-" {
        true => Ok(SheetFrom::Cells(out::stdin_text(FILE_MAX, "a workbook is read from a file; - takes CSV")?)),
        false => Ok(SheetFrom::File(csv.to_path_buf())),
    }
}

/// What was said on the command line and in the file of answers.
fn given(args: &ImportArgs) -> Result<GivenAnswers, CliFault> {
    let mut said = match &args.answers {
        Some(path) => {
            let bytes = read_capped(path, ANSWERS_MAX)?;
            let text = String::from_utf8_lossy(&bytes);
            GivenAnswers::read(&text).map_err(|why| format!("{}: {why}", path.display()))?
        }
        None => GivenAnswers::default(),
    };
    if let Some(word) = &args.kind {
        said.kind = Some(kind_of(word)?);
    }
    if args.sheet.is_some() {
        said.sheet.clone_from(&args.sheet);
    }
    args.map.iter().try_for_each(|text| said.say_map(text))?;
    args.answer.iter().try_for_each(|text| said.say_word(text))?;
    said.keep_unknown |= args.keep_unknown;
    Ok(said)
}

fn write_refused(
    reading: &SheetReading,
    gate: &[(usize, String)],
    path: &Path,
    told: &mut Told,
) -> Result<(), CliFault> {
    let (text, n) = reading.refused_rows(gate);
    if n > 0 {
        if out::target(Some(path)).is_none() {
            return out::write(text.as_bytes(), Some(path), "").map(drop);
        }
        write_new(path, text.as_bytes(), false)?;
        told.text(&format!("\n{n} refused rows written to {}", path.display()))?;
    }
    Ok(())
}

/// What is taken in, or why nothing is; and the rows that the gate refuses.
type Taken = (Result<Change, String>, Vec<(usize, String)>);

fn taken(args: &ImportArgs, reading: &SheetReading, intake: &Intake, told: &mut Told) -> Result<Taken, CliFault> {
    let none = |why: &str| Ok((Err(why.to_string()), Vec::new()));
    if reading.open().next().is_some() {
        return none(
            "nothing was taken in: some columns have to be said first\n--keep-unknown keeps them as lines of the record",
        );
    }
    if !reading.words.is_empty() && !args.good_rows {
        return none(
            "nothing was taken in: some words have to be said first\n--keep-unknown keeps them as lines of the record",
        );
    }
    gated(args, &reading.preview, intake, told)
}

/// What the gate leaves of the import, after telling the rows that it refuses; the error says why it is nothing.
fn gated(args: &ImportArgs, preview: &Preview, intake: &Intake, told: &mut Told) -> Result<Taken, CliFault> {
    if let Err(why) = preview.change(&intake.records, args.good_rows, args.existing) {
        return Ok((Err(why), Vec::new()));
    }
    let because = args.because.as_deref().filter(|text| !text.trim().is_empty());
    let gated = match intake.gated(preview, args.existing, because) {
        Ok(gated) => gated,
        Err(why) => return Ok((Err(why), Vec::new())),
    };
    if !gated.refused.is_empty() {
        told.text(&format!("\nREFUSED  {} of the rows", gated.refused.len()))?;
    }
    for line in gated.told() {
        told.text(&format!("  {line}"))?;
    }
    if gated.asks {
        told.text("  --because TEXT gives the reason")?;
    }
    if gated.taken_over > 0 {
        let n = gated.taken_over;
        told.text(&format!("\n{n} new records arrive done, accepted or live: taken over, not checked here"))?;
    }
    let change = match gated.change {
        None => Err("nothing was taken in: every row is refused".into()),
        Some(_) if !gated.refused.is_empty() && !args.good_rows => {
            Err("nothing was taken in: mend the file, or take the good rows only with --good-rows".into())
        }
        Some(change) => Ok(change),
    };
    Ok((change, gated.refused))
}
