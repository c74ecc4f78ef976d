//! `aims list` and `aims show`: a register as a table, a record as its page; as of any day or step.

use super::{
    data::{Look, kind_of, look},
    out::{self, Done, Fault},
};
use crate::{
    domain::{Field, Id, Kind, Record, View, field::Placement, kinds::item},
    parts::matching,
    session::Setup,
    shown::{cells, shown_line},
};
use std::path::Path;

/// Cells of a column at most: a longer text is cut, `aims show` and `aims export` give it whole.
const WIDEST: usize = 60;

/// `aims list KIND FILE [WORDS]`
pub fn list(kind: &str, file: &Path, words: &[String], setup: Setup) -> Result<Done, Fault> {
    let wanted = kind_of(kind)?;
    let Look { session, now } = look(file, setup)?;
    let records = session.reading(now).records()?;
    let view = View { records: &records, today: now.date() };
    let columns = columns(wanted);
    let rows: Vec<Vec<String>> = records
        .all(wanted)
        .filter(|r| is_of_word(kind, r))
        .map(|r| {
            std::iter::once(records.called(r.id)).chain(columns.iter().map(|f| one_line(&view.cell(r, *f)))).collect()
        })
        .collect();
    let shown = matching::holding(&words.join(" "), rows.iter().map(|row| row.join(" ")));
    let spec = wanted.spec();
    let mut heads = vec!["Id".to_string()];
    heads.extend(columns.iter().map(|f| spec.fields[*f].heading().to_string()));
    let rows: Vec<&Vec<String>> = shown.iter().map(|i| &rows[*i]).collect();
    let named = if rows.len() == 1 { spec.name } else { spec.plural };
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
fn columns(kind: Kind) -> Vec<usize> {
    let spec = kind.spec();
    let in_column = |f: &usize| matches!(spec.fields[*f].place, Placement::Column(_)) && *f != spec.title;
    std::iter::once(spec.title).chain((0..spec.fields.len()).filter(in_column)).collect()
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
pub fn show(id: Id, file: &Path, setup: Setup) -> Result<Done, Fault> {
    let Look { session, now } = look(file, setup)?;
    let records = session.reading(now).records()?;
    let past = session.info.as_of.map_or(String::new(), |at| format!("  (as of {})", at.date()));
    let record = records.get(id).ok_or_else(|| format!("there is no {id} in this file{past}"))?;
    let view = View { records: &records, today: now.date() };
    let mut text = format!("{}  {}{past}\n", records.called(id), records.name(id));
    if record.hidden {
        text += "deleted; undo brings it back\n";
    }
    text.push('\n');
    let fields = id.kind.spec().fields;
    let width = fields.iter().map(|f| cells(f.label)).max().unwrap_or(0);
    let mut say = |label: &str, value: &str| {
        for (i, line) in value.lines().enumerate() {
            let label = if i == 0 { label } else { "" };
            text += &format!("{label}{}  {line}\n", " ".repeat(width.saturating_sub(cells(label))));
        }
    };
    for (i, field) in fields.iter().enumerate().filter(|(_, f)| f.place != Placement::Hidden) {
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
