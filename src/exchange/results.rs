//! Results of a pipeline, as it writes them: JSON, CSV, or SARIF of a scanner. What they say is read, and nothing else.

use crate::domain::Id;
use serde_json::Value as Json;

/// One result: of what, what it says, which run, when, and a note.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reported {
    /// Where it stands, for a sentence: `row 3`.
    pub place: String,
    pub of: Option<Id>,
    pub value: String,
    pub run: String,
    /// A moment as the file says it; empty for now.
    pub at: String,
    pub note: String,
}

/// The headings and keys by which each part is known.
const OF: &[&str] = &["of", "id", "metric", "task", "check"];
const VALUE: &[&str] = &["value", "result", "outcome", "status"];
const RUN: &[&str] = &["run_id", "run", "run id", "build", "job"];
const AT: &[&str] = &["at", "time", "date", "timestamp", "finished_at"];
const NOTE: &[&str] = &["note", "message", "comment"];

/// Reads a file of results; the error is a sentence with the place. A result that names nothing is of `of`.
pub fn read(text: &str, of: Option<Id>) -> Result<Vec<Reported>, String> {
    let text = text.trim_start_matches('\u{feff}');
    let all = match text.trim_start().starts_with(['{', '[']) {
        true => from_json(text)?,
        false => from_csv(text)?,
    };
    if all.is_empty() {
        return Err("no result stands in it".into());
    }
    let known = |mut r: Reported| {
        r.of = r.of.or(of);
        match r.of {
            Some(_) => Ok(r),
            None => Err(format!("{}: it does not say which metric or task it is of", r.place)),
        }
    };
    all.into_iter().map(known).collect()
}

fn id(place: &str, text: &str) -> Result<Option<Id>, String> {
    match text.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| format!("{place}: “{text}” is no id such as ME-03 or T-02")),
    }
}

fn from_csv(text: &str) -> Result<Vec<Reported>, String> {
    let first = text.lines().next().unwrap_or_default();
    let separator = if first.matches(';').count() > first.matches(',').count() { b';' } else { b',' };
    let mut reader = ::csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(text.as_bytes());
    let headings = reader.headers().map_err(|e| format!("the headings cannot be read: {e}"))?.clone();
    let column = |names: &[&str]| headings.iter().position(|h| names.contains(&h.trim().to_lowercase().as_str()));
    let value = column(VALUE).ok_or("no column is called value or result")?;
    let columns = [column(OF), Some(value), column(RUN), column(AT), column(NOTE)];
    let mut all = Vec::new();
    for (at, row) in reader.records().enumerate() {
        let place = format!("row {}", at + 2);
        let row = row.map_err(|e| format!("{place}: {e}"))?;
        let cell = |column: Option<usize>| column.and_then(|c| row.get(c)).unwrap_or_default().trim().to_string();
        let [of, value, run, at, note] = columns.map(cell);
        if value.is_empty() {
            return Err(format!("{place}: it has no value or result"));
        }
        all.push(Reported { of: id(&place, &of)?, place, value, run, at, note });
    }
    Ok(all)
}

fn from_json(text: &str) -> Result<Vec<Reported>, String> {
    let json: Json = serde_json::from_str(text).map_err(|e| format!("it is no JSON: {e}"))?;
    if let Some(runs) = json.get("runs").and_then(Json::as_array) {
        return Ok(runs.iter().enumerate().map(|(at, run)| from_sarif(at, run)).collect());
    }
    let list = match &json {
        Json::Array(list) => list.clone(),
        Json::Object(map) => match ["results", "readings"].iter().find_map(|key| map.get(*key)?.as_array()) {
            Some(list) => list.clone(),
            None => vec![json.clone()],
        },
        _ => return Err("it is neither a result nor a list of them".into()),
    };
    list.iter().enumerate().map(|(at, one)| from_object(at, one)).collect()
}

fn from_object(at: usize, one: &Json) -> Result<Reported, String> {
    let place = format!("result {}", at + 1);
    let Json::Object(map) = one else { return Err(format!("{place}: it is no object with a value")) };
    let get = |names: &[&str]| {
        let found = map.iter().find(|(key, _)| names.contains(&key.to_lowercase().as_str()));
        found.map_or(String::new(), |(_, value)| value.as_str().map_or_else(|| value.to_string(), str::to_string))
    };
    let value = match get(VALUE).as_str() {
        "true" => "passed".into(),
        "false" => "failed".into(),
        "" | "null" => return Err(format!("{place}: it has no value or result")),
        value => value.to_string(),
    };
    Ok(Reported { of: id(&place, &get(OF))?, place, value, run: get(RUN), at: get(AT), note: get(NOTE) })
}

/// A run of a scanner: failed where it found an error, partly where it found a warning.
fn from_sarif(at: usize, run: &Json) -> Reported {
    let results = run.get("results").and_then(Json::as_array).cloned().unwrap_or_default();
    let count = |level: &str| {
        results.iter().filter(|r| r.get("level").and_then(Json::as_str).unwrap_or("warning") == level).count()
    };
    let (errors, warnings) = (count("error"), count("warning"));
    let text = |path: &str| run.pointer(path).and_then(Json::as_str).unwrap_or_default().to_string();
    let value = match (errors, warnings) {
        (0, 0) => "passed",
        (0, _) => "partly",
        _ => "failed",
    };
    Reported {
        place: format!("run {}", at + 1),
        of: None,
        value: value.into(),
        run: text("/automationDetails/id"),
        at: text("/invocations/0/endTimeUtc"),
        note: format!("{}: {errors} errors, {warnings} warnings", text("/tool/driver/name")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_csv_and_sarif_say_the_same_in_their_ways() {
        let json = r#"{"results": [{"metric": "ME-03", "value": 0.93, "run_id": "b-7", "note": "after"},
                                   {"task": "T-2", "result": false}]}"#;
        let all = read(json, None).unwrap();
        assert_eq!((all[0].value.as_str(), all[0].run.as_str(), all[0].note.as_str()), ("0.93", "b-7", "after"));
        assert_eq!((all[1].of, all[1].value.as_str()), ("T-02".parse().ok(), "failed"));
        let csv = read("task;result;run\nT-2;passed;b-8\n", None).unwrap();
        assert_eq!((csv[0].of, csv[0].value.as_str(), csv[0].run.as_str()), ("T-02".parse().ok(), "passed", "b-8"));
        let sarif = r#"{"runs": [{"tool": {"driver": {"name": "scan"}}, "automationDetails": {"id": "n-1"},
                        "results": [{"level": "error"}, {"level": "note"}]}]}"#;
        let run = &read(sarif, "T-02".parse().ok()).unwrap()[0];
        assert_eq!((run.value.as_str(), run.note.as_str()), ("failed", "scan: 1 errors, 0 warnings"));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        let why = |text: &str, of: Option<Id>| read(text, of).unwrap_err();
        assert_eq!(why("value\n1\n", None), "row 2: it does not say which metric or task it is of");
        assert!(why("of,value\nX-1,1\n", None).starts_with("row 2: “X-1” is no id"));
        assert_eq!(why("of,value\nT-1,\n", None), "row 2: it has no value or result");
        assert_eq!(why("of,what\nT-1,1\n", None), "no column is called value or result");
        assert!(why("[1]", None).starts_with("result 1: it is no object"));
        assert!(why("{", None).starts_with("it is no JSON"));
        assert_eq!(why("[]", None), "no result stands in it");
    }
}
