//! Lists of records as JSON: our own exports, which come back by their ids; results and catalogues as OSCAL writes them;
//! lists of objects of other programs, whose keys are headings. Each goes the way of every other sheet.

use super::{
    headings::OWN_ID,
    sheet::{CELL_MAX, CELLS_MAX, COLUMNS_MAX, ROWS_MAX, SheetLine},
    sheets::Content,
    workbook::Listed,
};
use crate::domain::Kind;
use serde_json::{Map, Value as Json};
use std::collections::HashMap;

mod oscal;

/// What the export of a whole file says of itself.
const WHOLE: &str = "aims file";
/// What the export of a register says of itself.
const REGISTER: &str = "aims records";

/// Whether these first bytes are those of JSON, and not of a table whose first cell begins with a bracket.
pub fn is_json(start: &[u8]) -> bool {
    let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start);
    let mut signs = start.iter().filter(|b| !b.is_ascii_whitespace());
    matches!((signs.next(), signs.next()), (Some(b'{'), Some(b'"' | b'}')) | (Some(b'['), Some(b'{' | b'[' | b']')))
}

/// A JSON text as a value. The error is a sentence.
pub fn parsed(bytes: &[u8]) -> Result<Json, String> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    serde_json::from_slice(bytes).map_err(|e| format!("it is no whole JSON: {e}"))
}

/// Whether it is the export of a whole file, with all its registers.
pub fn is_whole(json: &Json) -> bool {
    json.get("format").and_then(Json::as_str) == Some(WHOLE)
}

/// The rows of a list, or the lists to choose from; of our own it is known what one row is.
pub fn content(json: &Json, wanted: Option<&str>) -> Result<(Content, Option<Kind>), String> {
    let lists = lists(json);
    let sheets: Vec<Listed> = lists
        .iter()
        .map(|list| Listed { name: list.name.clone(), rows: list.rows.len() + 1, table: !list.rows.is_empty() })
        .collect();
    let at = match (wanted, lists.len()) {
        (_, 0) => return Err("the JSON holds no list of records".into()),
        (None, 1) => 0,
        (None, _) => return Ok((Content { sheets, ..Content::default() }, None)),
        (Some(name), _) => sheets.iter().position(|s| s.name.eq_ignore_ascii_case(name.trim())).ok_or_else(|| {
            let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
            format!("there is no “{name}” in it; there are: {}", names.join(", "))
        })?,
    };
    let rows = lists[at].table()?;
    let (kind, sheet) = (lists[at].kind, (lists.len() > 1).then_some(at));
    let sheets = if sheet.is_some() { sheets } else { Vec::new() };
    Ok((Content { rows, sheets, sheet, ..Content::default() }, kind))
}

/// A list of objects.
struct List {
    name: String,
    kind: Option<Kind>,
    rows: Vec<Map<String, Json>>,
}

fn objects(json: &Json) -> Option<Vec<Map<String, Json>>> {
    let list = json.as_array().filter(|list| !list.is_empty())?;
    list.iter().map(|one| one.as_object().cloned()).collect()
}

fn lists(json: &Json) -> Vec<List> {
    if let Some((name, rows)) = oscal::list(json) {
        return vec![List { name: name.into(), kind: None, rows }];
    }
    let of_table = |table: &str, rows| {
        let kind = Kind::ALL.iter().copied().find(|kind| kind.spec().table == table)?;
        Some(List { name: kind.spec().plural.into(), kind: Some(kind), rows })
    };
    let own = |list: List| List { rows: list.rows.into_iter().map(flat_own).collect(), ..list };
    match json.get("format").and_then(Json::as_str) {
        Some(REGISTER) => {
            let table = json.get("kind").and_then(Json::as_str).unwrap_or_default();
            let rows = json.get("records").and_then(objects).unwrap_or_default();
            return of_table(table, rows).map(own).into_iter().collect();
        }
        Some(WHOLE) => {
            let kinds = json.get("kinds").and_then(Json::as_object).into_iter().flatten();
            return kinds.filter_map(|(table, rows)| of_table(table, objects(rows)?).map(own)).collect();
        }
        _ => {}
    }
    if let Some(rows) = objects(json) {
        return vec![List { name: "list".into(), kind: None, rows }];
    }
    let members = json.as_object().into_iter().flatten();
    members.filter_map(|(name, list)| Some(List { name: name.clone(), kind: None, rows: objects(list)? })).collect()
}

/// A record of ours: its id under the heading that says so, without its count of changes.
fn flat_own(mut record: Map<String, Json>) -> Map<String, Json> {
    record.remove("rev");
    let id = record.remove("id").unwrap_or_default();
    let mut flat = Map::new();
    flat.insert(OWN_ID.into(), id);
    flat.append(&mut record);
    flat
}

impl List {
    /// Headings and cells.
    fn table(&self) -> Result<Vec<SheetLine>, String> {
        if self.rows.len() > ROWS_MAX {
            return Err(format!("the list has more than {ROWS_MAX} records, the most that is read; cut it in parts"));
        }
        let flat: Vec<Vec<(String, String)>> = self.rows.iter().map(|row| flattened("", row)).collect();
        let (mut headings, mut places) = (Vec::new(), HashMap::new());
        for (heading, _) in flat.iter().flatten() {
            if !places.contains_key(heading) {
                places.insert(heading.clone(), headings.len());
                headings.push(heading.clone());
            }
            if headings.len() > COLUMNS_MAX {
                return Err(format!("the records have more than {COLUMNS_MAX} keys; at most so many are read"));
            }
        }
        if headings.len() * flat.len() > CELLS_MAX {
            return Err(format!("the list has more than {CELLS_MAX} cells, the most that is read; cut it in parts"));
        }
        let mut lines = vec![SheetLine { number: 1, cells: headings.clone() }];
        for (n, row) in flat.into_iter().enumerate() {
            let mut cells = vec![String::new(); headings.len()];
            for (heading, text) in row {
                if text.len() > CELL_MAX {
                    return Err(format!("record {}: a text is longer than is read", n + 1));
                }
                if let Some(at) = places.get(&heading) {
                    cells[*at] = text;
                }
            }
            lines.push(SheetLine { number: n + 2, cells });
        }
        Ok(lines)
    }
}

/// Keys with their texts; an object within becomes keys of two words.
fn flattened(before: &str, map: &Map<String, Json>) -> Vec<(String, String)> {
    let named = |key: &str| if before.is_empty() { key.to_string() } else { format!("{before} {key}") };
    map.iter()
        .flat_map(|(key, value)| match value {
            Json::Object(inner) if before.is_empty() => flattened(key, inner),
            value => vec![(named(key), text(value))],
        })
        .collect()
}

/// A value as a cell: lists with semicolons, as people write them.
fn text(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        Json::Bool(yes) => if *yes { "yes" } else { "no" }.into(),
        Json::Number(number) => number.to_string(),
        Json::Array(list) => list.iter().map(text).filter(|t| !t.is_empty()).collect::<Vec<_>>().join("; "),
        Json::Object(map) => map.values().map(text).filter(|t| !t.is_empty()).collect::<Vec<_>>().join(": "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, wanted: Option<&str>) -> (Content, Option<Kind>) {
        content(&parsed(text.as_bytes()).unwrap(), wanted).unwrap()
    }
    fn cells(content: &Content) -> Vec<Vec<&str>> {
        content.rows.iter().map(|r| r.cells.iter().map(String::as_str).collect()).collect()
    }

    #[test]
    fn json_is_known_from_a_table_by_its_first_signs() {
        for text in ["{\"a\":1}", " [\n {\"a\":1}]", "\u{FEFF}{\"a\":1}", "[]"] {
            assert!(is_json(text.as_bytes()), "{text}");
        }
        for text in ["[x],b", "{x},b", "Name,Owner", ""] {
            assert!(!is_json(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn our_own_lists_come_back_by_their_ids_and_a_whole_file_register_by_register() {
        let text = "{\"format\":\"aims records\",\"kind\":\"risk\",\"records\":[{\"id\":\"R-01\",\"likelihood\":4,\"rev\":7,\"title\":\"Drift\"}],\"version\":1}";
        let (content, kind) = of(text, None);
        assert_eq!(kind, Some(Kind::Risk));
        assert_eq!(cells(&content), [["aims id", "likelihood", "title"], ["R-01", "4", "Drift"]]);
        let text = "{\"format\":\"aims file\",\"kinds\":{\"risk\":[{\"id\":\"R-01\"}],\"person\":[{\"id\":\"P-01\"}],\"action\":[]}}";
        let (content, _) = of(text, None);
        let names: Vec<&str> = content.sheets.iter().map(|s| s.name.as_str()).collect();
        assert_eq!((names, content.sheet), (vec!["people", "risks"], None));
        assert_eq!(of(text, Some("Risks")).1, Some(Kind::Risk));
        assert!(is_whole(&parsed(text.as_bytes()).unwrap()));
    }

    #[test]
    fn lists_of_other_programs_have_their_keys_as_headings() {
        let (content, kind) = of(
            "[{\"Id\":1,\"Risk Category\":[\"Privacy\",\"Safety\"],\"owner\":{\"name\":\"Ada\"}},{\"Id\":2,\"Extra\":true}]",
            None,
        );
        assert_eq!(kind, None);
        let rows =
            [["Id", "Risk Category", "owner name", "Extra"], ["1", "Privacy; Safety", "Ada", ""], ["2", "", "", "yes"]];
        assert_eq!(cells(&content), rows);
        let (content, _) = of("{\"risks\":[{\"name\":\"a\"}],\"controls\":[{\"name\":\"b\"}],\"n\":1}", None);
        assert_eq!(content.sheets.len(), 2);
        assert!(super::content(&parsed(b"{\"a\":1}").unwrap(), None).unwrap_err().contains("no list"));
        assert!(parsed(b"{\"a\":").unwrap_err().contains("no whole JSON"));
        assert!(parsed("[".repeat(100_000).as_bytes()).is_err(), "no depth takes the stack");
    }
}
