//! The next version of a document: begun from the one before, which stays until the new one is approved.

use crate::domain::{
    Change, Id, Kind, Record, Type, Value, View,
    kinds::{DRAFT, document},
    progress,
};

/// What belongs to the one version and is not taken over.
const ITS_OWN: &[usize] = &[
    document::STATE,
    document::VERSION,
    document::APPROVED_BY,
    document::APPROVED_AS,
    document::APPROVED_ON,
    document::EFFECTIVE,
    document::REVIEW,
    document::REPLACES,
    document::CHANGES,
    document::SHA,
    document::READERS,
    document::NOTES,
];

/// The step that begins the next version; the error says why there is one already, or why none follows.
pub fn begin(view: View, document: &Record) -> Result<(Change, Id), String> {
    let follows = |d: &&Record| d.one(document::REPLACES) == Some(document.id) && !progress::is_over(d);
    if let Some(next) = view.records.linked(document.id, Kind::Document, document::REPLACES).find(follows) {
        return Err(format!("{} is the next version of {} already", next.id, document.id));
    }
    let id = view.records.next_id(Kind::Document);
    let version = next(document.text(document::VERSION));
    let taken = |f: &usize| !ITS_OWN.contains(f) && document::FIELDS[*f].stored();
    let mut values: Vec<(usize, Value)> = (0..document::FIELDS.len())
        .filter(taken)
        .map(|f| (f, document.value(f).clone()))
        .filter(|(_, value)| !matches!(value, Value::Empty | Value::Unread))
        .collect();
    values.extend([
        (document::STATE, Value::Choice(DRAFT)),
        (document::VERSION, Value::text(&version)),
        (document::REPLACES, Value::Ref(document.id)),
    ]);
    let label = format!("{id} {}, version {version}, begun from {}", document.title(), document.id);
    Ok((Change::new(label).create(id, values), id))
}

/// The number after one: the last figure of it grows by one.
fn next(version: &str) -> String {
    let digits = version.chars().rev().take_while(char::is_ascii_digit).count();
    let (head, last) = version.split_at(version.len() - digits);
    match last.parse::<u64>() {
        Ok(n) => format!("{head}{}", n.saturating_add(1)),
        Err(_) if version.trim().is_empty() => "2".into(),
        Err(_) => format!("{version}, next"),
    }
}

/// The fields in which a version differs from the one before; what each has of itself, as day and state, is left out.
pub fn differences(before: &Record, now: &Record) -> Vec<usize> {
    const LEFT_OUT: [usize; 5] =
        [document::STATE, document::REPLACES, document::CHANGES, document::READERS, document::NOTES];
    let told = |f: &usize| {
        let described = &document::FIELDS[*f];
        described.shown() && described.stored() && !LEFT_OUT.contains(f) && !matches!(described.typ, Type::Long)
    };
    (0..document::FIELDS.len()).filter(told).filter(|f| before.value(*f) != now.value(*f)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_figure_grows() {
        let all = [("1", "2"), ("2.9", "2.10"), ("v3", "v4"), ("", "2"), ("draft", "draft, next")];
        assert!(all.iter().all(|(before, after)| next(before) == *after));
    }
}
