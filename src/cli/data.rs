//! Records and their changes as text: export of a kind, history of a record.

use super::{
    args::ExportArgs,
    out::{self, Done, Fault},
};
use crate::{
    domain::{Id, Kind, View},
    exchange::export::{all_fields, csv_foreign, csv_with, json_foreign, json_with},
    runtime::{Options, Workbench},
    shown::shown_line,
};
use serde_json::json;
use std::path::Path;

/// Opens a file to look at it only.
pub fn look(file: &Path, mut options: Options) -> Result<Workbench, Fault> {
    options.read_only = true;
    options.remember = false;
    Ok(Workbench::headless_at(file, options)?)
}

/// The kind of record named by the plural, the name or the table.
pub fn kind_of(word: &str) -> Result<Kind, String> {
    let t = word.trim().to_lowercase();
    if matches!(t.as_str(), "control" | "controls" | "clause" | "clauses" | "soa") {
        return Ok(Kind::Item);
    }
    if t == "issued" {
        return Ok(Kind::IssuedPaper);
    }
    let names = |kind: &Kind| {
        let spec = kind.spec();
        [spec.table, spec.name, spec.plural, spec.prefix].map(str::to_lowercase)
    };
    let hit = |kind: &&Kind| {
        let names = names(kind);
        names.contains(&t) || names.iter().any(|n| format!("{n}s") == t || n.ends_with(&format!(" {t}")))
    };
    Kind::ALL.iter().copied().find(|k| hit(&k)).ok_or_else(|| {
        let known: Vec<&str> = Kind::ALL.iter().map(|k| k.spec().table).collect();
        format!("“{}” is no kind of record; there are: {}", shown_line(word), known.join(", "))
    })
}

/// `aims export KIND FILE`
pub fn export(args: &ExportArgs, options: Options) -> Result<Done, Fault> {
    let kind = match kind_of(&args.kind) {
        Ok(kind) => kind,
        Err(why) => return export_foreign(args, options, why),
    };
    let bench = look(&args.file, options)?;
    let records = bench.full_records()?;
    let view = View { records: &records, today: bench.options.clock.now().date() };
    let ids: Vec<Id> = records.all(kind).map(|r| r.id).collect();
    let more = bench.more(kind)?;
    let text = match args.json {
        true => json_with(view, kind, &ids, &more)?,
        false => csv_with(view, kind, &ids, &all_fields(kind), &more)?,
    };
    out::write(&text, args.out.as_deref(), &format!("{} {}", ids.len(), kind.spec().plural))
}

/// The same for a kind that only the dictionary of the file names; `why` is said if it does not.
fn export_foreign(args: &ExportArgs, options: Options, why: String) -> Result<Done, Fault> {
    let bench = look(&args.file, options)?;
    let Some(kind) = bench.app.world.foreign.kinds.iter().find(|kind| kind.is_called(&args.kind)) else {
        return Err(Fault::said(why));
    };
    let records = bench.foreign_records(kind)?;
    let text = if args.json { json_foreign(kind, &records) } else { csv_foreign(kind, &records) };
    out::write(&text, args.out.as_deref(), &format!("{} {}", records.len(), shown_line(&kind.plural)))
}

/// `aims history ID FILE`
pub fn history(id: Id, file: &Path, as_json: bool, options: Options) -> Result<Done, Fault> {
    let bench = look(file, options)?;
    let events = bench.history(id)?;
    if events.is_empty() {
        return Err(Fault::said(format!("there is no {id} in this file")));
    }
    if as_json {
        let steps: Vec<_> = events
            .iter()
            .map(|e| {
                let changes: Vec<_> =
                    e.changes.iter().map(|(f, a, b)| json!({"field": f, "before": a, "after": b})).collect();
                json!({"seq": e.seq, "at": e.at.to_string(), "actor": e.actor, "label": e.label, "changes": changes})
            })
            .collect();
        return out::json(&json!({"format": "aims history", "version": 1, "id": id.to_string(), "steps": steps}));
    }
    let mut text = String::new();
    for event in &events {
        text +=
            &format!("{} {}  #{}  {}  {}\n", event.at.date(), event.at.clock(), event.seq, event.actor, event.label);
        for (field, before, after) in &event.changes {
            text += &format!("    {field}: {} -> {}\n", plain(before), plain(after));
        }
    }
    out::text(&text)
}

/// A value of the journal in one short line.
fn plain(value: &serde_json::Value) -> String {
    let text = match value {
        serde_json::Value::Null => "(empty)".into(),
        serde_json::Value::String(s) => s.clone(),
        other => other.to_string(),
    };
    crate::shown::cut(&shown_line(&text), 60)
}
