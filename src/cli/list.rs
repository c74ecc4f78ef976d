//! `aims list` and `aims show`: a register as a table, a record as its page; as of any day or step.

use super::{
    data::{LookedAt, list_of, look},
    out::{self, CliFault, Done},
};
use crate::{
    domain::{Field, Id, Kind, Record, Records, View, field::Placement, kinds::item},
    exchange::csv_table,
    parts::matching,
    session::Setup,
    shown::{cells, shown_line},
    store::SearchHit,
};
use serde_json::json;
use std::path::Path;

/// Cells of a column at most: a longer text is cut, `aims show` and `aims export` give it whole.
const WIDEST: usize = 60;

/// How what was found is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListForm {
    Table,
    Json,
    Csv,
}

impl ListForm {
    pub fn of(json: bool, csv: bool) -> ListForm {
        match (json, csv) {
            (true, _) => ListForm::Json,
            (_, true) => ListForm::Csv,
            _ => ListForm::Table,
        }
    }
}

/// Records that a search prints at most.
const HITS: usize = 10_000;

/// `aims search FILE WORDS`: exit 1 where nothing holds them.
pub fn search(file: &Path, words: &[String], form: ListForm, setup: Setup) -> Result<Done, CliFault> {
    let LookedAt { session, now } = look(file, setup)?;
    let reading = session.reading(now);
    let hits = reading.search(&words.join(" "), HITS)?;
    let records = reading.for_rules()?;
    let row = |hit: &SearchHit| -> [String; 4] {
        let field = records.field(hit.id.kind, hit.field).label.to_string();
        [hit.id.to_string(), records.name(hit.id), field, hit.excerpt.clone()]
    };
    let rows: Vec<[String; 4]> = hits.iter().map(row).collect();
    let done = match form {
        ListForm::Json => {
            let found: Vec<_> = rows
                .iter()
                .map(|[id, name, field, text]| json!({"id": id, "name": name, "field": field, "text": text}))
                .collect();
            out::json(&json!({"format": "aims search", "version": 1, "found": found}))?
        }
        ListForm::Csv => out::raw(&csv_table(&["Id", "Name", "Field", "Text"], rows.iter().map(|r| r.to_vec()), true))?,
        ListForm::Table => {
            let heads = ["Id", "Name", "Field", "Text"].map(String::from);
            let cut: Vec<Vec<String>> = rows.iter().map(|r| r.iter().map(|cell| one_line(cell)).collect()).collect();
            let count = if rows.len() == 1 { "1 record".into() } else { format!("{} records", rows.len()) };
            out::text(&format!("{}{count}", table(&heads, &cut.iter().collect::<Vec<_>>())))?
        }
    };
    Ok(if rows.is_empty() { Done::Doubts } else { done })
}

/// `aims list KIND FILE [WORDS]`
pub fn list(kind: &str, file: &Path, words: &[String], form: ListForm, setup: Setup) -> Result<Done, CliFault> {
    let list = list_of(kind)?;
    let wanted = list.kind();
    let LookedAt { session, now } = look(file, setup)?;
    let records = session.reading(now).records()?;
    let view = View { records: &records, today: now.date() };
    let columns = columns(&records, wanted);
    let rows: Vec<Vec<String>> = records
        .all(wanted)
        .filter(|r| list.holds(r) && is_of_word(kind, r))
        .map(|r| {
            let cell = |f: &usize| match form {
                ListForm::Csv => view.cell(r, *f),
                _ => one_line(&view.cell(r, *f)),
            };
            std::iter::once(records.called(r.id)).chain(columns.iter().map(cell)).collect()
        })
        .collect();
    let shown = matching::holding(&words.join(" "), rows.iter().map(|row| row.join(" ")));
    let spec = wanted.spec();
    if form == ListForm::Json {
        let kept = |r: &&Record| list.holds(r) && is_of_word(kind, r);
        let all: Vec<&Record> = records.all(wanted).filter(kept).collect();
        let rows: Vec<_> = shown.iter().map(|i| all[*i].to_json()).collect();
        return out::json(&json!({"format": "aims list", "version": 1, "kind": spec.table, "records": rows}));
    }
    let mut heads = vec!["Id".to_string()];
    heads.extend(columns.iter().map(|f| records.field(wanted, *f).heading().to_string()));
    let rows: Vec<&Vec<String>> = shown.iter().map(|i| &rows[*i]).collect();
    if form == ListForm::Csv {
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        return out::raw(&csv_table(&heads, rows.into_iter().cloned(), true));
    }
    let named = match list.name() {
        _ if rows.len() == 1 => spec.name,
        name if spec.list == Some(name) => spec.plural,
        name => name,
    };
    out::text(&format!("{}{} {named}", table(&heads, &rows), rows.len()))
}

/// Clauses and controls are one kind; who asks for one of them gets those.
fn is_of_word(word: &str, record: &Record) -> bool {
    match word.trim().to_lowercase().as_str() {
        "control" | "controls" | "soa" => item::is_control(record),
        "clause" | "clauses" => item::Group::of(record, item::GROUP) == Some(item::Group::Clause),
        _ => true,
    }
}

/// The columns of the register as on the screen, the title first.
fn columns(records: &Records, kind: Kind) -> Vec<usize> {
    let title = kind.spec().title;
    std::iter::once(title).chain(records.columns(kind).into_iter().filter(|f| *f != title)).collect()
}

fn one_line(text: &str) -> String {
    crate::shown::cut(&shown_line(text.trim()), WIDEST)
}

fn table(heads: &[String], rows: &[&Vec<String>]) -> String {
    let width = |i: usize| rows.iter().map(|r| cells(&r[i])).chain([cells(&heads[i])]).max().unwrap_or(0);
    let widths: Vec<usize> = (0..heads.len()).map(width).collect();
    let line = |row: &[String]| {
        let padded = row.iter().zip(&widths).map(|(c, w)| format!("{c}{}", " ".repeat(w.saturating_sub(cells(c)))));
        format!("{}\n", padded.collect::<Vec<_>>().join("  ").trim_end())
    };
    let rule: Vec<String> = widths.iter().map(|w| "-".repeat(*w)).collect();
    let mut out = line(heads) + &line(&rule);
    rows.iter().for_each(|row| out += &line(row));
    out
}

/// `aims show ID FILE`
pub fn show(id: Id, file: &Path, form: ListForm, setup: Setup) -> Result<Done, CliFault> {
    let LookedAt { session, now } = look(file, setup)?;
    let records = session.reading(now).records()?;
    let past = session.info.as_of.map_or(String::new(), |at| format!("  (as of {})", at.date()));
    let record = records.get(id).ok_or_else(|| format!("there is no {id} in this file{past}"))?;
    let view = View { records: &records, today: now.date() };
    match form {
        ListForm::Json => {
            return out::json(&json!({"format": "aims record", "version": 1, "record": record.to_json()}));
        }
        ListForm::Csv => {
            let fields = id.kind.spec().fields.iter().enumerate().filter(|(_, f)| f.place != Placement::Hidden);
            let rows = fields.map(|(i, field)| vec![field.label.to_string(), view.cell(record, i)]);
            return out::csv(&["Field", "Value"], rows);
        }
        ListForm::Table => {}
    }
    let mut text = format!("{}  {}{past}\n", records.called(id), records.name(id));
    if record.hidden {
        text += "deleted; undo brings it back\n";
    }
    text.push('\n');
    let fields = || records.fields(id.kind);
    let width = fields().map(|(_, f)| cells(f.label)).max().unwrap_or(0);
    let mut say = |label: &str, value: &str| {
        for (i, line) in value.lines().enumerate() {
            let label = if i == 0 { label } else { "" };
            text += &format!("{label}{}  {line}\n", " ".repeat(width.saturating_sub(cells(label))));
        }
    };
    for (i, field) in fields().filter(|(_, f)| f.place != Placement::Hidden) {
        say(field.label, &value(view, record, i, field));
    }
    for (from, field) in records.pointing_at(id) {
        let spec = from.id.kind.spec();
        say(
            &format!("← {}", spec.name),
            &format!("{} {} ({})", records.called(from.id), records.name(from.id), spec.fields[field].label),
        );
    }
    let steps = session.history(id)?;
    if let Some(last) = steps.last() {
        let count = if steps.len() == 1 { "1 step".to_string() } else { format!("{} steps", steps.len()) };
        text += &format!(
            "\n{count}, the last #{} {} {} by {}: {}\naims history {id} FILE lists them\n",
            last.seq,
            last.at.date(),
            last.at.clock(),
            last.actor,
            shown_line(&last.label)
        );
    }
    out::text(&text)
}

/// A value as screens show it; references with the names behind them.
fn value(view: View, record: &Record, at: usize, field: &Field) -> String {
    let refs = record.refs(at);
    match refs {
        [] => view.cell(record, at),
        _ if !field.stored() => view.cell(record, at),
        ids => ids.iter().map(|id| view.records.in_full(*id)).collect::<Vec<_>>().join("\n"),
    }
}
