//! Records and their changes as text: export of a kind, history of a record.

use super::{
    args::ExportArgs,
    out::{self, Done, Fault},
};
use crate::{
    domain::{Id, Kind, Stamp},
    session::{As, Exported, Session, Setup},
    shown::shown_line,
};
use serde_json::json;
use std::path::Path;

/// A file that is only looked at, and the moment that counts as now in it.
pub struct Look {
    pub session: Session,
    pub now: Stamp,
}

/// Opens a file to look at it only.
pub fn look(file: &Path, setup: Setup) -> Result<Look, Fault> {
    let setup = Setup { read_only: true, ..setup };
    let session = Session::open_quietly(file, &setup)?;
    let now = session.moment(setup.clock.now());
    Ok(Look { session, now })
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
pub fn export(args: &ExportArgs, setup: Setup) -> Result<Done, Fault> {
    let kind = kind_of(&args.kind);
    let Look { session, now } = look(&args.file, setup)?;
    let reading = session.reading(now);
    let how = if args.json { As::Json } else { As::Csv };
    let Exported { text, count, plural } = match kind {
        Ok(kind) => reading.export(kind, how)?,
        // It may be a kind that only the dictionary of the file names.
        Err(why) => match reading.foreign()?.kinds.iter().find(|kind| kind.is_called(&args.kind)) {
            Some(kind) => reading.export_foreign(kind, how)?,
            None => return Err(Fault::said(why)),
        },
    };
    out::write(&text, args.out.as_deref(), &format!("{count} {}", shown_line(&plural)))
}

/// `aims history ID FILE`
pub fn history(id: Id, file: &Path, as_json: bool, setup: Setup) -> Result<Done, Fault> {
    let events = look(file, setup)?.session.history(id)?;
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
