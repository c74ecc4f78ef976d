//! Sheets to ask by: what is open for one person, or what a round is to find out, as a workbook in which cells are filled
//! in. It comes back as any sheet of this program does: previewed as differences, and said whose answers they are.

use super::{grid, headings::OWN_ID, sheets::map::FROM};
use crate::{
    domain::{
        Id, Kind, Record, View, coverage,
        kinds::{answer, interview},
        progress,
    },
    workbook::{Cell, SheetColumn, WorkbookSheet},
};

/// What stands above each table.
const HOW: &str =
    "Fill in the cells and send the workbook back. Rows are known by their first and last column: leave these.";

/// What is asked of a person, or of everybody in a round; a sheet for each kind of record that has something open.
pub fn sheets(view: View, about: Id) -> Result<Vec<WorkbookSheet>, String> {
    let record = view.records.live(about).ok_or_else(|| format!("there is no {about} in this file"))?;
    let sheets: Vec<WorkbookSheet> = match about.kind {
        Kind::Person => of_person(view, record),
        Kind::Round => vec![of_round(view, record)],
        _ => return Err(format!("a sheet to fill in asks a person or is about a round; {about} is neither")),
    };
    match sheets.iter().all(|sheet| sheet.rows.is_empty()) {
        true => Err(format!("nothing is open for {about} {}: no sheet is needed", record.title())),
        false => Ok(sheets.into_iter().filter(|sheet| !sheet.rows.is_empty()).collect()),
    }
}

/// The questions of interviews to come, and of every register what the person answers for and is not done.
fn of_person(view: View, person: &Record) -> Vec<WorkbookSheet> {
    let from = format!("the answers of {} ({})", person.title(), person.id);
    let head = format!("{} ({}), asked on {}", person.title(), person.id, view.today);
    let to_come = |r: &&Record| {
        r.refs(interview::WITH).contains(&person.id)
            && interview::State::of(r, interview::STATE) != Some(interview::State::Held)
    };
    let interviews: Vec<Id> = view.records.all(Kind::Interview).filter(to_come).map(|r| r.id).collect();
    let open = |r: &&Record| {
        let asked = r.one(answer::INTERVIEW).is_some_and(|id| interviews.contains(&id));
        asked && matches!(answer::verdict(r), answer::Verdict::NotLookedAt | answer::Verdict::Parked)
    };
    let questions: Vec<&Record> = view.records.all(Kind::Answer).filter(open).collect();
    let asked = &[answer::QUESTION, answer::ITEM, answer::NOTE];
    let mut sheets = vec![sheet(view, Kind::Answer, (&questions, asked), [&head, HOW], &from)];
    for kind in Kind::ALL.iter().filter(|kind| kind.spec().imports.is_some()) {
        let spec = kind.spec();
        let (Some(owner), Some(state)) = (spec.owner, spec.state) else { continue };
        let mine = |r: &&Record| r.one(owner) == Some(person.id) && progress::is_open(r);
        let records: Vec<&Record> = view.records.all(*kind).filter(mine).collect();
        let mut fields = vec![spec.title];
        for field in [spec.day(), Some(state), spec.done_on(), spec.keeps].into_iter().flatten() {
            if !fields.contains(&field) && spec.fields[field].offered() {
                fields.push(field);
            }
        }
        sheets.push(sheet(view, *kind, (&records, &fields), [&head, HOW], &from));
    }
    sheets
}

/// The questions that were planned, and a row for each clause or control about which there is none.
fn of_round(view: View, of: &Record) -> WorkbookSheet {
    let from = of_round_source(of);
    let head = format!("{} {}: what is asked, and what was found", of.id, of.title());
    let here = |r: &&Record| answer::round_of(view.records, r) == Some(of.id);
    let planned: Vec<&Record> = view.records.all(Kind::Answer).filter(here).collect();
    let asked = &[answer::QUESTION, answer::ITEM, answer::VERDICT, answer::NOTE];
    let mut made = sheet(view, Kind::Answer, (&planned, asked), [&head, HOW], &from);
    let place = |field: usize| {
        let label = Kind::Answer.spec().fields[field].label;
        made.columns.iter().position(|column| column.head == label)
    };
    let (question, item) = (place(answer::QUESTION), place(answer::ITEM));
    let bare = coverage::items(view, coverage::Span::Round(of.id));
    let bare = bare.into_iter().filter(|item| !planned.iter().any(|a| a.one(answer::ITEM) == Some(item.id)));
    let width = made.columns.len();
    let rows = bare.map(|record| {
        let mut cells = vec![Cell::Empty; width];
        for (at, text) in [(question, record.title().to_string()), (item, record.id.to_string())] {
            at.into_iter().for_each(|at| cells[at] = Cell::Text(text.clone()));
        }
        cells[width - 1] = Cell::Text(from.clone());
        cells
    });
    made.rows.extend(rows.collect::<Vec<_>>());
    made
}

/// How the last column of a sheet names its round: its answers come back into that.
fn of_round_source(of: &Record) -> String {
    format!("{} {}", of.id, of.title())
}

fn sheet(
    view: View,
    kind: Kind,
    (records, fields): (&[&Record], &[usize]),
    above: [&str; 2],
    from: &str,
) -> WorkbookSheet {
    let mut sheet = grid::sheet_of(view, kind, records, fields);
    sheet.above = above.map(String::from).to_vec();
    sheet.columns.push(SheetColumn { head: FROM.into(), width: 24, words: Vec::new() });
    sheet.rows.iter_mut().for_each(|row| row.push(Cell::Text(from.into())));
    debug_assert!(sheet.columns.first().is_some_and(|c| c.head == OWN_ID));
    sheet
}
