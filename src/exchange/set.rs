//! One field of one record from typed text, as the shell sets it.

use super::{fold, names::bearing, refs::Resolver, values};
use crate::{
    domain::{
        Change, Field, Id, Kind, Listing, Records, Stamp, Type, Value, View, day,
        gate::Road,
        own,
        refusal::{a, refusal},
    },
    shown::cut,
};
use std::collections::HashSet;

/// The change that gives a field the value that the text says; no text empties it. It is read as a cell of an import
/// is, but makes no new people. The error is a sentence that names what is allowed.
pub fn set(view: View, id: Id, field: &str, text: &str) -> Result<Change, String> {
    let record = view.records.live(id).ok_or_else(|| format!("there is no {id} in this file"))?;
    let (at, value) = read(view, id.kind, field, text)?;
    let described = view.records.field(id.kind, at);
    if let Some(why) = refusal(view.records, id, at, &value) {
        return Err(format!("{}: {why}", described.label));
    }
    if at == id.kind.spec().title && value.is_empty() {
        return Err(format!("{}: {} keeps a name; write another one", described.label, a(id.kind.spec().name)));
    }
    if record.value(at) == &value {
        return Err(format!("{id} has this already; nothing was written"));
    }
    let label = format!("{} of {}", described.label.to_lowercase(), view.records.called(id));
    Ok(Change::new(label).by(Road::Set).set(record, vec![(at, value)]))
}

/// The change that adds a record to a list: its name, and the fields that are given, read as [`set`] reads them.
pub fn add(view: View, list: Listing, title: &str, fields: &[(String, String)], now: Stamp) -> Result<Change, String> {
    let (kind, spec) = (list.kind(), list.kind().spec());
    let mut values: Vec<(usize, Value)> = list.starting(now);
    if !title.trim().is_empty() {
        values.push((spec.title, Value::text(title.trim())));
    }
    for (field, text) in fields {
        let (at, value) = read(view, kind, field, text)?;
        values.retain(|(known, _)| *known != at);
        values.push((at, value));
    }
    if !values.iter().any(|(at, value)| *at == spec.title && !value.is_empty()) && spec.fields[spec.title].editable() {
        return Err(format!("{} needs a name: aims add {} FILE NAME", a(spec.name), spec.table));
    }
    let id = view.records.next_id(kind);
    let name = values
        .iter()
        .find(|(at, _)| *at == spec.title)
        .map_or(String::new(), |(_, v)| v.written(&spec.fields[spec.title]));
    let label = format!("{id} {} added", cut(&name, 60));
    Ok(Change::new(label.replace("  ", " ")).by(Road::Set).create(id, values))
}

/// The field that a word names, and the value that a text says for it.
fn read(view: View, kind: Kind, field: &str, text: &str) -> Result<(usize, Value), String> {
    let at = field_of(view.records, kind, field)?;
    let described = view.records.field(kind, at);
    let mut resolver = Resolver::new(view, HashSet::new());
    // A person typed it: case and accents do not count where only one fits.
    let meant = described.targets().map(|(kinds, _)| bearing(view.records, kinds, text)).unwrap_or_default();
    let called = if let [one] = meant.as_slice() { one.to_string() } else { text.to_string() };
    let read = values::read(view, &mut resolver, kind, at, &called)
        .map_err(|t| format!("{}: “{}”: {}; allowed: {}", described.label, text.trim(), t.reason, t.allowed))?;
    let read = match own::is_own(at) {
        true => values::CellValue { value: own_value(view, described, text)?, ..read },
        false => read,
    };
    if let Some(new) = resolver.newcomers.first() {
        return Err(format!("{}: nobody and nothing here is called “{}”; add it first", described.label, new.name));
    }
    Ok((at, read.value))
}

/// What is typed for an own column, as it stands in a record.
fn own_value(view: View, described: &'static Field, text: &str) -> Result<Value, String> {
    let said = |allowed: &str| format!("{}: “{}” is none; allowed: {allowed}", described.label, text.trim());
    if text.trim().is_empty() {
        return Ok(Value::Empty);
    }
    let value = match described.typ {
        Type::Period => day::read_period(text, view.today).map(Value::Period).map_err(|_| said(day::PERIOD_ALLOWED))?,
        _ => Value::read(described, text.trim())?,
    };
    Ok(own::held(own::FIRST, described, value))
}

/// The field with this name or label, or the only one of which it is an alias.
fn field_of(records: &Records, kind: Kind, word: &str) -> Result<usize, String> {
    let spec = kind.spec();
    let fields = || records.fields(kind).filter(|(_, f)| f.editable());
    let wanted = fold::key(word);
    let bears = |name: &str| fold::key(name) == wanted;
    let named = fields().find(|(_, f)| bears(f.name) || bears(f.label));
    let aliased: Vec<usize> = fields().filter(|(_, f)| f.aliases.iter().any(|a| bears(a))).map(|(at, _)| at).collect();
    match (named, aliased.as_slice()) {
        (Some((at, _)), _) | (None, &[at]) => Ok(at),
        _ => {
            let called = |(at, f): (usize, &'static Field)| if own::is_own(at) { f.label } else { f.name };
            let names: Vec<&str> = fields().map(called).collect();
            Err(format!("“{word}” is no field of {} that can be set; there are: {}", a(spec.name), names.join(", ")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Record,
        kinds::{action, person},
    };
    use jiff::civil::date;

    fn id(text: &str) -> Id {
        text.parse().unwrap()
    }

    #[test]
    fn text_becomes_a_value_or_a_sentence() {
        let mut records = Records::default();
        records.put([
            Record::new(id("A-01")).with(action::TITLE, Value::text("Write it")),
            Record::new(id("P-01")).with(person::NAME, Value::text("Ada Berg")),
        ]);
        let view = View { records: &records, today: date(2026, 11, 24) };
        let made = |field: &str, text: &str| set(view, id("A-01"), field, text);
        let edit = |field: &str, text: &str| format!("{:?}", made(field, text).unwrap().edits);
        assert!(edit("Owner", "Ada Berg").contains("P-01") || edit("owner", "Ada Berg").contains("Person"));
        for typed in ["ADA BERG", "ada bërg", " Ada  berg "] {
            assert!(edit("owner", typed).contains("Person"), "{typed}");
        }
        assert!(made("owner", "A. Berg").unwrap_err().contains("this may be “Ada Berg” (P-01)"));
        assert!(edit("due", "+2w").contains("2026-12-08"));
        assert_eq!(made("due", "+2w").unwrap().road, Road::Set);
        for (field, text, said) in [
            ("colour", "red", "“colour” is no field of a"),
            ("owner", "Nobody Known", "nobody and nothing here is called"),
            ("due", "someday", "allowed:"),
            ("title", "", "keeps a name"),
            ("title", "Write it", "has this already"),
        ] {
            let why = made(field, text).unwrap_err();
            assert!(why.contains(said), "{why}");
        }
        assert!(set(view, id("A-09"), "due", "fri").unwrap_err().contains("there is no A-09"));
    }
}
