//! Records and their changes as text: export of a kind, history of a record.

use super::{
    list::ListForm,
    out::{self, CliFault, Done},
};
use crate::{
    domain::{Id, Kind, Listing, Stamp},
    session::{Session, Setup},
    shown::shown_line,
};
use serde_json::json;
use std::path::Path;

/// A file that is only looked at, and the moment that counts as now in it.
pub struct LookedAt {
    pub session: Session,
    pub now: Stamp,
}

/// Opens a file to look at it only.
pub fn look(file: &Path, setup: Setup) -> Result<LookedAt, CliFault> {
    let setup = Setup { read_only: true, ..setup };
    let session = Session::open_quietly(file, &setup)?;
    if let Some(why) = &session.info.damage {
        // In the first line, and short enough to be whole in it.
        let why = why.replace("*** in database main ***", "");
        let plain: Vec<&str> = why.split_whitespace().collect();
        out::complain(&format!("NOT WHAT WAS SAVED: {}", plain.join(" ").chars().take(50).collect::<String>()));
    }
    let now = session.moment(setup.clock.now());
    Ok(LookedAt { session, now })
}

/// How a command that read a file ends: with doubts if the file is not what was saved.
pub fn ended(session: &Session, done: Done) -> Done {
    if session.info.damage.is_some() { Done::Doubts } else { done }
}

/// The kind of record named by the plural, the name, the table or the prefix of its ids, or by the last word of one of
/// them that no other kind shares.
pub fn kind_of(word: &str) -> Result<Kind, String> {
    let plain = word.trim().to_lowercase();
    if let Some(kind) = Kind::ALL.iter().find(|kind| kind.spec().also.contains(&plain.as_str())) {
        return Ok(*kind);
    }
    let names = |kind: &Kind| {
        let spec = kind.spec();
        (*kind, [spec.table, spec.name, spec.plural, spec.prefix])
    };
    called(word, &Kind::ALL.iter().map(names).collect::<Vec<_>>())
}

/// The list that a word names, as the menus of lists do, in the plural or the singular: all records of a kind, or a part
/// of them that has a name of its own.
pub fn list_of(word: &str) -> Result<Listing, String> {
    let wanted = word.trim().to_lowercase().replace(['_', '-'], " ");
    let lists = Listing::all();
    let named = lists.iter().find(|list| {
        let name = list.name().to_lowercase();
        let one =
            name.strip_suffix("ies").map(|start| format!("{start}y")).or(name.strip_suffix('s').map(String::from));
        name == wanted || one.as_deref() == Some(&wanted)
    });
    let known = kind_of(word);
    match (known, named) {
        // Clauses and controls are one kind, and policies are documents: the narrower word is meant.
        (Err(_), Some(list)) => Ok(*list),
        (Ok(_), Some(list)) if list.kind().spec().presets.len() > 1 => Ok(*list),
        (Ok(kind), _) => Ok(Listing::whole(kind)),
        (Err(why), None) => Err(why),
    }
}

/// The one of these that bears the name, else the only one whose name ends with it.
fn called<K: Copy>(word: &str, all: &[(K, [&str; 4])]) -> Result<K, String> {
    let plain = |text: &str| text.trim().to_lowercase().replace(['_', '-'], " ");
    let wanted = plain(word);
    let same = |name: &str| plain(name) == wanted;
    let several = |name: &str| plain(name) + "s" == wanted;
    let named = |fits: &dyn Fn(&str) -> bool| all.iter().find(|(_, names)| names.iter().any(|n| fits(n)));
    if let Some((kind, _)) = named(&same).or_else(|| named(&several)) {
        return Ok(*kind);
    }
    let ends = |name: &str| plain(name).rsplit_once(' ').is_some_and(|(_, last)| last == wanted);
    let ending: Vec<&(K, [&str; 4])> = all.iter().filter(|(_, names)| names.iter().any(|n| ends(n))).collect();
    let plurals = |list: &[&(K, [&str; 4])]| list.iter().map(|(_, names)| names[2]).collect::<Vec<_>>().join(", ");
    match ending.as_slice() {
        [(kind, _)] => Ok(*kind),
        [] => {
            let known = plurals(&all.iter().collect::<Vec<_>>());
            Err(format!("“{}” is no kind of record; there are: {known}", shown_line(word)))
        }
        several => Err(format!("“{}” can mean several kinds; say one of: {}", shown_line(word), plurals(several))),
    }
}

/// `aims history ID FILE`
pub fn history(id: Id, file: &Path, form: ListForm, setup: Setup) -> Result<Done, CliFault> {
    let events = look(file, setup)?.session.history(id)?;
    if events.is_empty() {
        return Err(CliFault::said(format!("there is no {id} in this file")));
    }
    if form == ListForm::Csv {
        let rows = events.iter().flat_map(|e| {
            let of = |field: &str, a: &serde_json::Value, b: &serde_json::Value| {
                let step = [
                    e.seq.to_string(),
                    e.at.to_string(),
                    e.actor.clone(),
                    e.label.clone(),
                    e.reason.clone().unwrap_or_default(),
                ];
                step.into_iter().chain([field.to_string(), text_of(a), text_of(b)]).collect::<Vec<_>>()
            };
            let bare = e.changes.is_empty().then(|| of("", &serde_json::Value::Null, &serde_json::Value::Null));
            e.changes.iter().map(|(f, a, b)| of(f, a, b)).chain(bare).collect::<Vec<_>>()
        });
        return out::csv(&["Step", "At", "Actor", "Label", "Because", "Field", "Before", "After"], rows);
    }
    if form == ListForm::Json {
        let steps: Vec<_> = events
            .iter()
            .map(|e| {
                let changes: Vec<_> =
                    e.changes.iter().map(|(f, a, b)| json!({"field": f, "before": a, "after": b})).collect();
                json!({"seq": e.seq, "at": e.at.to_string(), "actor": e.actor, "label": e.label, "because": e.reason, "changes": changes})
            })
            .collect();
        return out::json(&json!({"format": "aims history", "version": 1, "id": id.to_string(), "steps": steps}));
    }
    let mut text = String::new();
    for event in &events {
        text +=
            &format!("{} {}  #{}  {}  {}\n", event.at.date(), event.at.clock(), event.seq, event.actor, event.label);
        if let Some(why) = &event.reason {
            text += &format!("    because: {why}\n");
        }
        for (field, before, after) in &event.changes {
            text += &format!("    {field}: {} -> {}\n", plain(before), plain(after));
        }
    }
    out::text(&text)
}

/// A value of the journal as a cell.
fn text_of(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_means_the_kind_that_bears_it_else_the_only_one_that_ends_so() {
        let all = [
            (1, ["ai_system", "AI system", "AI systems", "S"]),
            (2, ["audit_report", "audit report", "audit reports", "AR"]),
            (3, ["report", "report", "reports", "RP"]),
            (4, ["risk_method", "risk method", "risk method", "RM"]),
            (5, ["test_method", "test method", "test methods", "TM"]),
        ];
        for (word, kind) in
            [("systems", 1), ("ai-system", 1), ("Report", 3), ("reports", 3), ("audit_reports", 2), ("ar", 2)]
        {
            assert_eq!(called(word, &all), Ok(kind), "{word}");
        }
        assert_eq!(
            called("method", &all),
            Err("“method” can mean several kinds; say one of: risk method, test methods".into())
        );
        assert!(called("stem", &all).unwrap_err().contains("is no kind of record; there are: AI systems, "));
        // Every kind answers to all its names.
        for kind in Kind::ALL {
            let spec = kind.spec();
            for name in [spec.table, spec.name, spec.plural, spec.prefix] {
                assert_eq!(kind_of(name), Ok(*kind), "{name}");
            }
        }
    }
}
