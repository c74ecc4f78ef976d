//! Which record a paper is about: the one that was named if it fits, else the latest round of the right type.

use super::PaperKind;
use crate::domain::{Id, Kind, Record, View, kinds::round, rounds};
use std::cmp::Reverse;

/// The checked subject of a paper; nothing for one that is about the whole file.
pub fn of(kind: PaperKind, view: View, subject: Option<Id>) -> Result<Option<Id>, String> {
    let Some(wanted) = kind.needs().kind() else { return Ok(None) };
    let Some(id) = subject else { return unnamed(kind, view, wanted).map(Some) };
    let name = wanted.spec().name;
    if id.kind != wanted {
        return Err(format!("{} is about {}; {id} is not one", kind.title(), with_article(name)));
    }
    match view.records.get(id) {
        None => Err(format!("there is no {name} {id} in this file")),
        Some(record) if record.hidden => Err(format!("{name} {id} is deleted; bring it back first")),
        Some(record) => refusal(kind, record).map_or(Ok(Some(id)), Err),
    }
}

/// Why a paper is not about this round, naming the one that is: a gap analysis is never printed as an audit, nor an
/// audit as a gap analysis. A round without a type may be either.
pub fn refusal(kind: PaperKind, record: &Record) -> Option<String> {
    let wanted = kind.round_type()?;
    let typ = round::Type::of(record, round::TYPE)
        .filter(|typ| record.id.kind == Kind::Round && typ.is_audit() != wanted.is_audit())?;
    let right = match typ {
        typ if !typ.is_audit() => PaperKind::GapReport,
        _ => PaperKind::AuditReport,
    };
    let small = |kind: PaperKind| kind.title().to_lowercase();
    Some(format!(
        "{} is {}: its paper is the {}, not the {}",
        record.id,
        with_article(typ.label()),
        small(right),
        small(kind)
    ))
}

/// Rounds that a paper can be about, the one to take first: for a report those that have begun, then the latest day.
pub fn rounds(kind: PaperKind, view: View<'_>) -> Vec<&Record> {
    let wanted = kind.round_type();
    let fits = |r: &&Record| {
        let typ = round::Type::of(r, round::TYPE);
        wanted.is_none_or(|wanted| typ.is_some_and(|typ| typ.is_audit() == wanted.is_audit()))
    };
    let is_report = matches!(kind, PaperKind::GapReport | PaperKind::AuditReport);
    let begun = |r: &Record| is_report && round::State::of(r, round::STATE) > Some(round::State::Planned);
    let mut list: Vec<&Record> = view.records.all(Kind::Round).filter(fits).collect();
    list.sort_by_key(|r| Reverse((begun(r), rounds::day(view, r), r.id)));
    list
}

/// The record a paper is about if none is named: the latest round, else the only one of its kind. The error says how
/// those are called that can be chosen from.
fn unnamed(kind: PaperKind, view: View, wanted: Kind) -> Result<Id, String> {
    const NAMED: usize = 6;
    let name = wanted.spec().name;
    let (title, what) = (kind.title(), with_article(kind.round_type().map_or(name, |typ| typ.label())));
    let none = || format!("{title} is about {what}; there is none yet");
    if wanted == Kind::Round {
        return rounds(kind, view).first().map(|r| r.id).ok_or_else(none);
    }
    let all: Vec<&Record> = view.records.all(wanted).collect();
    match &all[..] {
        [only] => Ok(only.id),
        [] => Err(none()),
        some => {
            let names: Vec<String> = some.iter().take(NAMED).map(|r| format!("{} {}", r.id, r.title())).collect();
            let more = if some.len() > NAMED { format!(" and {} more", some.len() - NAMED) } else { String::new() };
            Err(format!("{title} is about {what}: name one, as {}{more}", names.join(", ")))
        }
    }
}

fn with_article(name: &str) -> String {
    format!("{} {name}", if name.starts_with('i') { "an" } else { "a" })
}
