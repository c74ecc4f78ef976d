//! A whole file from its JSON export: records that are not here are made under their ids, those that are here and differ
//! are told, and changed where that is asked. One step, so one undo takes all of it back.

use super::sifted;
use crate::domain::{
    Change, Id, Kind, Record, Records, Value, View,
    gate::{Asker, Road},
    words,
};
use serde_json::{Map, Value as Json};

/// What an export would bring.
#[derive(Debug, Default)]
pub struct Whole {
    /// Records that are not here, by kind.
    pub new: Vec<(Kind, usize)>,
    /// Records that are here as they stand in the export.
    pub same: usize,
    /// Records that are here and differ.
    pub differ: Vec<Id>,
    /// Records of an own column or kind that this program does not describe, which are left out.
    pub unknown: usize,
    edits: Edits,
}

/// The change, and a line for each record that is left out.
pub type Taken = (Change, Vec<String>);

#[derive(Debug, Default)]
struct Edits {
    made: Vec<(Id, Vec<(usize, Value)>)>,
    set: Vec<(Id, Vec<(usize, Value)>)>,
}

/// Compares an export with what is here. The error names the record that cannot be read.
pub fn compared(json: &Json, here: &Records) -> Result<Whole, String> {
    let kinds = json.get("kinds").and_then(Json::as_object).ok_or("the export holds no registers")?;
    let mut whole = Whole::default();
    for kind in Kind::ALL {
        let Some(list) = kinds.get(kind.spec().table).and_then(Json::as_array) else { continue };
        let mut new = 0;
        for one in list {
            let map = one.as_object().ok_or("a record of the export is no object")?;
            let (id, values) = read(*kind, map)?;
            if map.contains_key("hidden") || map.contains_key("deleted") {
                continue;
            }
            match here.get(id).filter(|record| !record.hidden) {
                None => {
                    new += 1;
                    whole.edits.made.push((id, values));
                }
                Some(record) => whole.beside(record, values),
            }
        }
        if new > 0 {
            whole.new.push((*kind, new));
        }
    }
    let known = |table: &str| Kind::ALL.iter().any(|kind| kind.spec().table == table);
    let unknown = kinds.iter().filter(|(table, _)| !known(table));
    whole.unknown = unknown.map(|(_, list)| list.as_array().map_or(0, Vec::len)).sum();
    Ok(whole)
}

/// Id and values of a record; what is empty in the export is empty.
fn read(kind: Kind, map: &Map<String, Json>) -> Result<(Id, Vec<(usize, Value)>), String> {
    let id = map.get("id").and_then(Json::as_str).unwrap_or_default();
    let id: Id = id.parse().map_err(|_| format!("“{id}” is no id"))?;
    if id.kind != kind {
        return Err(format!("{id} stands among the {}", kind.spec().plural));
    }
    let fields = kind.spec().fields.iter().enumerate().filter(|(_, f)| f.stored());
    let read = |(at, field): (usize, &crate::domain::Field)| -> Result<Option<(usize, Value)>, String> {
        let Some(json) = map.get(field.name) else { return Ok(None) };
        let value = Value::from_json(field, json).map_err(|why| format!("{id}: {why}"))?;
        Ok(Some((at, value)))
    };
    let values: Result<Vec<Option<(usize, Value)>>, String> = fields.map(read).collect();
    let mut values: Vec<(usize, Value)> = values?.into_iter().flatten().collect();
    let own = map.get("own").and_then(Json::as_object).into_iter().flatten();
    for (key, json) in own {
        let at = crate::domain::own::keyed(key).ok_or_else(|| format!("{id}: “{key}” is no own column"))?;
        values.push((at, Value::text(json.as_str().unwrap_or_default())));
    }
    Ok((id, values))
}

impl Whole {
    fn beside(&mut self, record: &Record, values: Vec<(usize, Value)>) {
        let changed: Vec<(usize, Value)> =
            values.into_iter().filter(|(at, value)| record.value(*at) != value).collect();
        match changed.is_empty() {
            true => self.same += 1,
            false => {
                self.differ.push(record.id);
                self.edits.set.push((record.id, changed));
            }
        }
    }

    /// Whether nothing would be written.
    pub fn is_the_same(&self) -> bool {
        self.edits.made.is_empty() && self.edits.set.is_empty()
    }

    /// What it would do, for people.
    pub fn told(&self, source: &str) -> String {
        let mut lines = vec![format!("{source}: an export of a whole file")];
        let count = |n: usize, kind: Kind| words::counted(n, kind.spec().name, kind.spec().plural);
        let new: Vec<String> = self.new.iter().map(|(kind, n)| count(*n, *kind)).collect();
        lines.push(format!("  new: {}", if new.is_empty() { "nothing".into() } else { new.join(", ") }));
        lines.push(format!("  the same: {}", self.same));
        if !self.differ.is_empty() {
            let ids: Vec<String> = self.differ.iter().take(20).map(Id::to_string).collect();
            let more = self.differ.len().saturating_sub(20);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            lines.push(format!("  here and different: {}{more}", ids.join(", ")));
        }
        if self.unknown > 0 {
            lines.push(format!("  left out, of a newer program: {}", self.unknown));
        }
        lines.join("\n") + "\n"
    }

    /// The change that brings what is new, and with `update` what differs. What arrives done, accepted or live is taken
    /// over; what the gate refuses is left out and told.
    pub fn change(self, view: View<'_>, update: bool, source: &str, asker: &Asker) -> Result<Taken, String> {
        let mut change = Change::new(format!("import of {}", self.edits.made.len())).by(Road::Import);
        let set = if update { self.edits.set } else { Vec::new() };
        change.label = format!("import of {} records from {source}", self.edits.made.len() + set.len());
        for (id, values) in self.edits.made {
            change = change.create(id, values);
        }
        for (id, values) in set {
            if let Some(record) = view.records.get(id) {
                change = change.set(record, values);
            }
        }
        if change.is_empty() {
            return Err("nothing to take in: --existing update takes what differs".into());
        }
        let (change, refused) = sifted(view, change, source, asker);
        if change.is_empty() {
            return Err("nothing to take in: every record is refused".into());
        }
        Ok((change, refused.into_iter().map(|(id, why)| format!("{id}: {why}")).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::{person, risk};

    #[test]
    fn what_is_not_here_is_made_under_its_id_and_what_differs_is_told() {
        let json: Json = serde_json::from_str(
            r#"{"format":"aims file","kinds":{
                "person":[{"id":"P-01","name":"Ada","rev":3}],
                "risk":[{"id":"R-01","title":"Drift","owner":"P-01","likelihood":4,"rev":2},{"id":"R-02","title":"Leak","rev":1}],
                "spoon":[{"id":"SP-1"}]}}"#,
        )
        .unwrap();
        let mut here = Records::default();
        let id = |text: &str| text.parse::<Id>().unwrap();
        here.put([
            Record::new(id("R-01")).with(risk::TITLE, Value::text("Drift")),
            Record::new(id("R-02")).with(risk::TITLE, Value::text("Leak")),
        ]);
        let whole = compared(&json, &here).unwrap();
        assert_eq!(
            (whole.new.as_slice(), whole.same, whole.differ.as_slice()),
            (&[(Kind::Person, 1)][..], 1, &[id("R-01")][..])
        );
        assert!(whole.told("all.json").contains("new: 1 person") && whole.unknown == 1);
        let view = View { records: &here, today: jiff::civil::date(2026, 11, 27) };
        let (change, left) = whole.change(view, true, "all.json", &Asker::default()).unwrap();
        assert!(change.edits.len() == 2 && left.is_empty(), "{left:?}");
        let after = compared(&json, &{
            let mut all = here.clone();
            let ada = Record::new(id("P-01")).with(person::NAME, Value::text("Ada"));
            let risk = here.get(id("R-01")).unwrap().clone();
            all.put([ada, risk.with(risk::OWNER, Value::Ref(id("P-01"))).with(risk::LIKELIHOOD, Value::Number(4))]);
            all
        });
        assert!(after.unwrap().is_the_same());
        let wrong: Json = serde_json::from_str(r#"{"kinds":{"risk":[{"id":"P-01"}]}}"#).unwrap();
        assert!(compared(&wrong, &here).unwrap_err().contains("P-01 stands among the risks"));
    }
}
