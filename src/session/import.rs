//! A table of another program before it is taken in: what it would do to this file, and what the gate leaves of it.

use super::{Reading, Session, info::open_drafts, name_of, scan, workbook};
use crate::{
    domain::{
        Change, Id, Kind, Listing, Records, Stamp, View, gate::Asker, kinds::interview, line_time, typed_sheet,
        workflow::judging,
    },
    exchange::{self, Existing, Preview, SheetFrom, SheetRead, file, headings::OWN_ID, sheets::Content},
    store::{Request, StoreError},
};
use std::path::Path;

/// The records that imports of this file are compared with, and who asks.
#[derive(Debug)]
pub struct Intake {
    pub records: Records,
    pub now: Stamp,
    pub asker: Asker,
}

impl Session {
    /// Remembers in the file what was said about headings of this shape.
    pub fn remember_said(&self, shape: &str, said: &exchange::GivenAnswers) {
        self.store.send(Request::Keep { key: shape.to_string(), value: said.written() });
        self.catch_up();
    }

    /// Reads what an import is compared with.
    pub fn intake(&self, now: Stamp) -> Result<Intake, String> {
        let said = |e: StoreError| e.to_string();
        let records = self.reading(now).for_import()?;
        let mine = self.reader.drafts().map_err(said)?;
        let person = self.reader.me(&self.actor).map_err(said)?;
        let theirs = self.reader.drafts_of_others().map_err(said)?;
        let drafts = open_drafts(mine.iter().map(|d| d.id), &theirs, &self.actor);
        Ok(Intake { records, now, asker: Asker { actor: self.actor.clone(), person, drafts } })
    }
}

/// Is told how much of how much was read; nothing of nothing where that is not known. An error ends the reading.
pub type GoOn<'a> = &'a dyn Fn(u64, u64) -> Result<(), String>;

/// Bytes by which it is known whether a file is JSON.
const START: u64 = 256;

/// The JSON of a file, if it is one.
fn json_of(path: &Path) -> Result<Option<serde_json::Value>, String> {
    if path.is_dir() || !exchange::json::is_json(&file::read_start(path, START)?) {
        return Ok(None);
    }
    exchange::json::parsed(&file::read_capped(path, exchange::sheet::FILE_MAX)?).map(Some)
}

/// The rows of a file or of pasted cells, or what the files of a folder say; of that it is known what one row is.
fn content(
    from: &SheetFrom,
    said: &exchange::GivenAnswers,
    program: &Path,
    go_on: GoOn,
) -> Result<(Content, Option<Kind>), String> {
    let rows = |_: usize| go_on(0, 0);
    let content = match from {
        SheetFrom::File(path) if path.is_dir() => return scan::folder(path, said.sheet.as_deref(), &rows),
        SheetFrom::File(path) if exchange::workbook::is_package(&file::read_start(path, 4)?) => {
            let book = workbook::read(file::regular(path)?, said.sheet.as_deref(), program, &rows);
            book.map(Content::of_book)
        }
        SheetFrom::File(path) if exchange::json::is_json(&file::read_start(path, START)?) => {
            return of_json(path, said.sheet.as_deref());
        }
        _ if said.sheet.is_some() => Err("it is no workbook: only an XLSX or ODS file has sheets to name".into()),
        SheetFrom::File(path) => Content::of_stream(&mut file::regular(path)?, go_on),
        SheetFrom::Cells(text) => Content::of_text(text.as_bytes()),
    };
    Ok((content?, None))
}

/// A registry, a bill of materials or results of a pipeline as what they say; else a list of records.
fn of_json(path: &Path, wanted: Option<&str>) -> Result<(Content, Option<Kind>), String> {
    let found = match path.metadata().is_ok_and(|found| found.len() <= exchange::sheet::FILE_MAX) {
        true => exchange::scan::of_file(&name_of(path), &file::read_capped(path, exchange::sheet::FILE_MAX)?)?,
        false => Vec::new(),
    };
    if !found.is_empty() {
        return exchange::scan::content(&found, wanted);
    }
    match json_of(path)? {
        Some(json) => exchange::json::content(&json, wanted),
        None => Err("it is no JSON".into()),
    }
}

/// The export of a whole file that a file holds, if it is one.
pub fn whole(path: &Path) -> Result<Option<serde_json::Value>, String> {
    if path.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("json")) {
        return Ok(None);
    }
    Ok(json_of(path)?.filter(exchange::json::is_whole))
}

/// Reads a sheet; the error names it, if it has a name.
fn read(
    from: &SheetFrom,
    view: View,
    said: &exchange::GivenAnswers,
    remembered: &dyn Fn(&str) -> Option<exchange::GivenAnswers>,
    (program, go_on): (&Path, GoOn),
) -> Result<exchange::SheetOutcome, String> {
    let source = match from {
        SheetFrom::File(path) => name_of(path),
        SheetFrom::Cells(_) => String::new(),
    };
    let options = exchange::ImportOptions { source: source.clone() };
    content(from, said, program, go_on)
        .and_then(|(content, kind)| {
            // A list of models may be meant as one of systems.
            let registry = matches!(from, SheetFrom::File(path) if path.is_file()) && kind == Some(Kind::Model);
            let own = content.rows.first().is_some_and(|row| row.cells.iter().any(|cell| cell == OWN_ID));
            if registry && !own && said.kind.is_none() {
                return Ok(exchange::SheetOutcome::WhichKind { kinds: vec![Kind::Model, Kind::System], row: 1 });
            }
            let said = exchange::GivenAnswers { kind: said.kind.or(kind), ..said.clone() };
            exchange::sheets::understand(content, view, &said, remembered, &options)
        })
        .map_err(|why| if source.is_empty() || why.contains(&source) { why } else { format!("{source}: {why}") })
}

impl Reading<'_> {
    /// What was said about the headings of this shape when they were last taken in.
    pub fn said_before(&self, shape: &str) -> Option<exchange::GivenAnswers> {
        self.reader.setting(shape).ok().flatten().and_then(|text| exchange::GivenAnswers::read(&text).ok())
    }

    /// What a sheet of other people is understood to be, as the answers say that are given and were given before.
    pub fn sheet(&self, from: &SheetFrom, said: &exchange::GivenAnswers, program: &Path) -> Result<SheetRead, String> {
        self.reach_of(1, 3)?;
        let records = self.for_import()?;
        self.reach_of(2, 3)?;
        let view = View { records: &records, today: self.now.date() };
        // In mebibytes, where they are known.
        let go_on = |done: u64, total: u64| match total >> 20 {
            0 => self.reach_of(2, 3),
            total => self.reach_of((done >> 20) as usize, total as usize),
        };
        let outcome = read(from, view, said, &|shape: &str| self.said_before(shape), (program, &go_on))?;
        self.reach_of(3, 3)?;
        let same = match &outcome {
            exchange::SheetOutcome::Read(reading) => reading.is_settled() && reading.preview.is_the_same(&records),
            exchange::SheetOutcome::WhichKind { .. } | exchange::SheetOutcome::WhichSheet(_) => false,
        };
        Ok(SheetRead { outcome, same })
    }

    /// Every record as an import compares it: long texts only of the method, which levels rest on, and of what a sheet
    /// can bring.
    pub fn for_import(&self) -> Result<Records, String> {
        self.load(|kind| kind == Kind::Method || kind.spec().keeps.is_some())
    }
}

impl Reading<'_> {
    /// Every record with all its texts, as the export of a whole file is compared with.
    pub fn for_whole(&self) -> Result<Records, String> {
        self.load(|_| true)
    }
}

impl Intake {
    pub fn view(&self) -> View<'_> {
        View { records: &self.records, today: self.now.date() }
    }

    /// What a foreign sheet is understood to be, from a file or as text. `remembered` says what was said about the same headings before.
    pub fn read_sheet(
        &self,
        from: &SheetFrom,
        given: &exchange::GivenAnswers,
        remembered: &dyn Fn(&str) -> Option<exchange::GivenAnswers>,
        (program, go_on): (&Path, GoOn),
    ) -> Result<exchange::SheetOutcome, String> {
        read(from, self.view(), given, remembered, (program, go_on))
    }

    /// The change that gives a field of a record the value that the text says, as the gate judges it.
    pub fn set(&self, id: Id, field: &str, text: &str, because: Option<&str>) -> Result<Change, String> {
        let change = exchange::set(self.view(), id, field, text)?;
        exchange::judged(self.view(), change, because, &self.asker)
    }

    /// The change that adds a record, as the gate judges it.
    pub fn add(
        &self,
        list: Listing,
        title: &str,
        fields: &[(String, String)],
        because: Option<&str>,
    ) -> Result<Change, String> {
        let change = exchange::add(self.view(), list, title, fields, self.now)?;
        exchange::judged(self.view(), change, because, &self.asker)
    }

    /// The change that judges a question, as the gate judges it.
    pub fn judge(&self, question: &str, word: &str, note: &str, because: Option<&str>) -> Result<Change, String> {
        let id = judging::question(self.view(), question)?;
        let change = judging::judge(
            self.view(),
            id,
            judging::verdict(word)?,
            note,
            self.now,
            &line_time::writer(&self.asker.writer()),
        )?;
        exchange::judged(self.view(), change, because, &self.asker)
    }

    /// The change that takes in what was written by hand in an interview, as the gate judges it. A verdict that is there
    /// already gets another one only with a reason.
    pub fn typed(&self, id: Id, text: &str, because: Option<&str>) -> Result<Change, String> {
        let view = self.view();
        let interview = view.records.live(id).filter(|i| i.id.kind == Kind::Interview);
        let interview = interview.ok_or_else(|| format!("{id} is no interview of this file"))?;
        let typed = typed_sheet::read(text, interview::answers(view, id).len())?;
        let other = typed_sheet::judged_before(view, id, &typed);
        if let Some(first) = other.first().filter(|_| because.is_none()) {
            return Err(format!("question {first} has another verdict already; --because says why it changes"));
        }
        exchange::judged(view, typed_sheet::taken(view, interview, &typed, self.now), because, &self.asker)
    }

    /// What the gate leaves of the import.
    pub fn gated(
        &self,
        preview: &Preview,
        existing: Existing,
        because: Option<&str>,
    ) -> Result<exchange::Gated, String> {
        preview.gated(self.view(), existing, because, &self.asker)
    }
}
