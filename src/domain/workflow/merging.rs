//! Two records of one kind that are the same thing: one is kept and takes what the other says and who points at it.

use crate::domain::{
    Change, Id, Record, Type, Value, View,
    gate::{Road, locked},
    words,
};

/// What merging two records does.
pub struct Merged {
    pub change: Change,
    /// Fields that the kept one takes over, by label.
    pub taken: Vec<String>,
    /// Fields in which both say something else: label, what is kept, what the other said.
    pub differs: Vec<(String, String, String)>,
    /// Records that point to the kept one from now on.
    pub moved: usize,
    /// Links of closed rounds and issued papers, which stay as they were.
    pub stay: usize,
}

/// Merges two records: one step, which one undo takes back. The error is a sentence.
pub fn merge(view: View, keep: Id, gone: Id) -> Result<Merged, String> {
    let live = |id: Id| view.records.live(id).ok_or_else(|| format!("{id} is deleted or not in this file"));
    if keep.kind != gone.kind {
        let (a, b) = (keep.kind.spec().name, gone.kind.spec().name);
        return Err(format!("{keep} is a {a} and {gone} a {b}: only two of one kind can be the same"));
    }
    if keep == gone {
        return Err(format!("{keep} is one record already; choose another one"));
    }
    let (kept, other) = (live(keep)?, live(gone)?);
    if let Some(why) = crate::domain::refusal::deletion(gone) {
        return Err(why);
    }
    let label = format!("{gone} {} merged into {keep}", other.title());
    let mut merged =
        Merged { change: Change::new(label).by(Road::Form), taken: Vec::new(), differs: Vec::new(), moved: 0, stay: 0 };
    let values = merged.values(view, kept, other);
    let mut own = Some(values);
    let pointing = pointing(view, gone);
    for (from, fields) in &pointing {
        if *from == gone {
            continue;
        }
        if locked(&view, *from).is_some() {
            merged.stay += 1;
            continue;
        }
        let Some(record) = view.records.live(*from) else { continue };
        let mut values: Vec<(usize, Value)> = Vec::new();
        if *from == keep {
            values = own.take().unwrap_or_default();
        }
        for field in fields {
            let value = moved(record, *field, keep, gone);
            values.retain(|(known, _)| known != field);
            values.push((*field, value));
        }
        merged.change = merged.change.set(record, values);
        merged.moved += 1;
    }
    if let Some(values) = own.filter(|values| !values.is_empty()) {
        merged.change = merged.change.set(kept, values);
    }
    merged.change = merged.change.hide(other);
    Ok(merged)
}

/// Who points at a record, each with the fields in which.
fn pointing(view: View, id: Id) -> Vec<(Id, Vec<usize>)> {
    let mut found: Vec<(Id, Vec<usize>)> = Vec::new();
    for (from, field) in view.records.pointing_at(id) {
        match found.iter_mut().find(|(known, _)| *known == from.id) {
            Some((_, fields)) => fields.push(field),
            None => found.push((from.id, vec![field])),
        }
    }
    found
}

/// References of a field with the one record in the place of the other, never to itself and none twice.
fn moved(record: &Record, field: usize, keep: Id, gone: Id) -> Value {
    let mut ids: Vec<Id> = Vec::new();
    for id in record.refs(field).iter().map(|id| if *id == gone { keep } else { *id }) {
        if !ids.contains(&id) && id != record.id {
            ids.push(id);
        }
    }
    match record.id.kind.spec().fields[field].typ {
        Type::Refs(_) => Value::refs(ids),
        _ => Value::one(ids.first().copied()),
    }
}

impl Merged {
    /// What the kept record takes over, and what differs. What would be out of sight is kept as a line of the record.
    fn values(&mut self, view: View, kept: &Record, other: &Record) -> Vec<(usize, Value)> {
        let spec = kept.id.kind.spec();
        let mut values = Vec::new();
        for (at, field) in spec.fields.iter().enumerate().filter(|(_, f)| f.editable() && !f.retired) {
            let (mine, theirs) = (kept.value(at), other.value(at));
            if theirs.is_empty() || mine == theirs || matches!((mine, theirs), (Value::Unread, _) | (_, Value::Unread))
            {
                continue;
            }
            let value = match field.typ {
                _ if mine.is_empty() => theirs.clone(),
                Type::Refs(_) => {
                    let mut ids = kept.refs(at).to_vec();
                    ids.extend(other.refs(at).iter().filter(|id| !kept.refs(at).contains(id) && **id != kept.id));
                    Value::refs(ids)
                }
                Type::Words(list) => {
                    let mut codes: Vec<&str> = kept.words(at).collect();
                    codes.extend(other.words(at).filter(|code| !kept.words(at).any(|known| known == *code)));
                    Value::Words(words::canonical(list, codes).into())
                }
                Type::Long => Value::text(format!("{}\n\n{}: {}", kept.text(at), other.id, other.text(at))),
                _ => {
                    let cell = |r: &Record| view.cell(r, at);
                    self.differs.push((field.label.into(), cell(kept), cell(other)));
                    continue;
                }
            };
            if value != *mine {
                self.taken.push(field.label.into());
                values.push((at, value));
            }
        }
        self.keep_lines(view, kept, other, &mut values);
        values
    }

    /// That it was merged, and what the other one said else, as lines of the text that takes such things.
    fn keep_lines(&self, view: View, kept: &Record, other: &Record, values: &mut Vec<(usize, Value)>) {
        let Some(keeps) = kept.id.kind.spec().keeps else { return };
        if matches!(kept.value(keeps), Value::Unread) {
            return;
        }
        let mut lines = vec![format!("{} {} is the same, merged on {}", other.id, other.title(), view.today)];
        lines.extend(self.differs.iter().map(|(label, _, theirs)| format!("{} said {label}: {theirs}", other.id)));
        let known = values.iter().find(|(at, _)| *at == keeps).map(|(_, value)| value.clone());
        let before = match known {
            Some(Value::Text(text)) => text.to_string(),
            _ => kept.text(keeps).to_string(),
        };
        let gap = if before.is_empty() { "" } else { "\n" };
        values.retain(|(at, _)| *at != keeps);
        values.push((keeps, Value::text(format!("{before}{gap}{}", lines.join("\n")))));
    }

    /// `P-02 keeps the name; 3 records point to it now`
    pub fn told(&self, keep: Id, gone: Id) -> String {
        let links = match self.moved {
            0 => String::new(),
            1 => "; 1 record points to it now".into(),
            n => format!("; {n} records point to it now"),
        };
        let stay = match self.stay {
            0 => String::new(),
            n => format!("; {n} of closed rounds or issued papers stay as they were"),
        };
        format!("{gone} is merged into {keep}{links}{stay}; undo parts them again")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Kind, Records,
        kinds::{person, system},
    };
    use jiff::civil::date;

    #[test]
    fn the_kept_one_takes_what_it_lacks_and_who_pointed_at_the_other() {
        let id = |text: &str| text.parse::<Id>().unwrap();
        let mut records = Records::default();
        records.put([
            Record::new(id("P-01"))
                .with(person::NAME, Value::text("R. Okafor"))
                .with(person::TITLE, Value::text("Lead")),
            Record::new(id("P-02"))
                .with(person::NAME, Value::text("Rosa Okafor"))
                .with(person::TITLE, Value::text("Head"))
                .with(person::EMAIL, Value::text("r@halden.example")),
            Record::new(id("S-01")).with(system::NAME, Value::text("A")).with(system::OWNER, Value::Ref(id("P-02"))),
        ]);
        let view = View { records: &records, today: date(2026, 11, 24) };
        let merged = merge(view, id("P-01"), id("P-02")).unwrap();
        assert_eq!((merged.moved, merged.taken.len()), (1, 1), "{:?}", merged.taken);
        let differs: Vec<&str> = merged.differs.iter().map(|(label, ..)| label.as_str()).collect();
        assert!(differs.contains(&person::FIELDS[person::TITLE].label), "{differs:?}");
        let mut after = records.clone();
        after.apply(&merged.change);
        assert!(after.live(id("P-02")).is_none());
        assert_eq!(after.live(id("S-01")).unwrap().one(system::OWNER), Some(id("P-01")));
        let kept = after.live(id("P-01")).unwrap();
        assert_eq!((kept.title(), kept.text(person::EMAIL)), ("R. Okafor", "r@halden.example"));
        assert!(merge(view, id("P-01"), id("S-01")).is_err_and(|why| why.contains("only two of one kind")));
        assert!(merge(view, id("P-01"), id("P-01")).is_err());
        assert_eq!(Kind::Person, id("P-01").kind);
    }
}
