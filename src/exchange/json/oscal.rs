//! OSCAL as lists of rows: the findings of assessment results, the controls of a catalogue, those that a profile takes.

use serde_json::{Map, Value as Json};

type Row = Map<String, Json>;

/// The rows of such a document with what they are called; nothing where it is none.
pub fn list(json: &Json) -> Option<(&'static str, Vec<Row>)> {
    let found = if let Some(results) = json.get("assessment-results") {
        ("findings", findings(results))
    } else if let Some(catalog) = json.get("catalog") {
        ("controls", controls(catalog))
    } else if let Some(profile) = json.get("profile") {
        ("selection", selection(profile))
    } else {
        return None;
    };
    (!found.1.is_empty()).then_some(found)
}

fn text<'a>(json: &'a Json, key: &str) -> &'a str {
    json.get(key).and_then(Json::as_str).unwrap_or_default()
}

fn array<'a>(json: &'a Json, key: &str) -> impl Iterator<Item = &'a Json> {
    json.get(key).and_then(Json::as_array).into_iter().flatten()
}

fn row(cells: &[(&str, &str)]) -> Row {
    cells.iter().map(|(heading, text)| ((*heading).to_string(), Json::from(*text))).collect()
}

/// A control as our sheets write it: `a.6.2.4_obj` is A.6.2.4.
fn number(id: &str) -> String {
    let id = id.trim_start_matches("iso42001-").split(['_', ' ']).next().unwrap_or_default();
    id.trim_start_matches("clause-").trim_start_matches("control-").to_uppercase()
}

fn findings(results: &Json) -> Vec<Row> {
    let of = |finding: &Json| {
        let target = finding.get("target").unwrap_or(&Json::Null);
        let state = target.get("status").map_or("", |status| text(status, "state"));
        let graded = array(finding, "props").chain(array(target, "props")).find(|p| text(p, "name") == "grade");
        let verdict = match (graded.map(|p| text(p, "value")), state) {
            (Some(grade), _) if !grade.is_empty() => grade,
            (_, "satisfied") => "conforms",
            (_, other) => other,
        };
        row(&[
            ("Item", &number(text(target, "target-id"))),
            ("Question", text(finding, "title")),
            ("Verdict", verdict),
            ("Note", text(finding, "description")),
        ])
    };
    array(results, "results").flat_map(|result| array(result, "findings")).map(of).collect()
}

/// The controls of a catalogue and of all its groups, with what they ask.
fn controls(group: &Json) -> Vec<Row> {
    let own = array(group, "controls").flat_map(|control| {
        let said: Vec<&str> =
            array(control, "parts").map(|part| text(part, "prose")).filter(|p| !p.is_empty()).collect();
        let label = array(control, "props").find(|p| text(p, "name") == "label").map(|p| text(p, "value"));
        let number = label.map_or_else(|| number(text(control, "id")), str::to_string);
        let one = row(&[
            ("Control ID", &number),
            ("Control title", text(control, "title")),
            ("Description", &said.join("\n")),
        ]);
        std::iter::once(one).chain(controls(control))
    });
    own.chain(array(group, "groups").flat_map(controls)).collect()
}

/// What a profile takes and leaves out: a Statement of Applicability in other words.
fn selection(profile: &Json) -> Vec<Row> {
    let ids = |import: &Json, key: &str| -> Vec<String> {
        let with = array(import, key).flat_map(|c| array(c, "with-ids"));
        with.filter_map(Json::as_str).map(number).collect()
    };
    array(profile, "imports")
        .flat_map(|import| {
            let taken = ids(import, "include-controls").into_iter().map(|id| (id, "yes"));
            taken.chain(ids(import, "exclude-controls").into_iter().map(|id| (id, "no"))).collect::<Vec<_>>()
        })
        .map(|(id, used)| row(&[("Control ID", &id), ("Applicable", used)]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_catalogues_and_profiles_are_rows() {
        let json: Json = serde_json::from_str(
            r#"{"assessment-results":{"results":[{"findings":[
                {"title":"Tested","description":"seen","target":{"target-id":"a.6.2.4_obj","status":{"state":"satisfied"}}},
                {"title":"Watched","description":"no log","target":{"target-id":"9.1","status":{"state":"not-satisfied"}},
                 "props":[{"name":"grade","value":"minor"}]}]}]}}"#,
        )
        .unwrap();
        let (name, rows) = list(&json).unwrap();
        let cells = |row: &Row| ["Item", "Verdict"].map(|key| row[key].as_str().unwrap().to_string());
        assert_eq!(name, "findings");
        assert_eq!(rows.iter().map(cells).collect::<Vec<_>>(), [["A.6.2.4", "conforms"], ["9.1", "minor"]]);
        let json: Json = serde_json::from_str(
            r#"{"catalog":{"groups":[{"controls":[{"id":"x-1","title":"One","parts":[{"prose":"Do it."}],
                "controls":[{"id":"x-1.1","title":"Part"}]}]}]}}"#,
        )
        .unwrap();
        let rows = list(&json).unwrap().1;
        assert_eq!(
            (rows.len(), rows[0]["Description"].as_str(), rows[1]["Control ID"].as_str()),
            (2, Some("Do it."), Some("X-1.1"))
        );
        let json: Json = serde_json::from_str(
            r#"{"profile":{"imports":[{"include-controls":[{"with-ids":["a.2.2"]}],"exclude-controls":[{"with-ids":["a.10.2"]}]}]}}"#,
        )
        .unwrap();
        let rows = list(&json).unwrap().1;
        assert_eq!((rows[0]["Applicable"].as_str(), rows[1]["Control ID"].as_str()), (Some("yes"), Some("A.10.2")));
        assert!(list(&Json::Null).is_none());
    }
}
