//! Results of pipelines as evidence: SARIF, and lines of JSON, with the run that made them and when it ended.

use super::{ScanFind, list, text};
use crate::domain::{Kind, kinds::evidence, sampling::digest_of};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// A SARIF log as one piece of evidence; `None` if it is none.
pub(super) fn sarif(path: &str, json: &Json, bytes: &[u8]) -> Option<ScanFind> {
    let runs = list(json, "runs");
    let run = runs.first().filter(|run| run.pointer("/tool/driver/name").is_some())?;
    let tool = run.pointer("/tool/driver").cloned().unwrap_or_default();
    let details = run.get("automationDetails").cloned().unwrap_or_default();
    let id = [text(&details, "guid"), text(&details, "id")].into_iter().find(|id| !id.is_empty()).unwrap_or_default();
    let ended = list(run, "invocations").iter().map(|i| text(i, "endTimeUtc")).find(|t| !t.is_empty());
    let mut levels: BTreeMap<&str, usize> = BTreeMap::new();
    for result in runs.iter().flat_map(|run| list(run, "results")) {
        let level = text(result, "level");
        *levels.entry(if level.is_empty() { "warning" } else { level }).or_default() += 1;
    }
    let version = [text(&tool, "semanticVersion"), text(&tool, "version")].into_iter().find(|v| !v.is_empty());
    let title = format!("Results of {} {}", text(&tool, "name"), version.unwrap_or_default());
    Some(one(path, title.trim(), id, ended.unwrap_or_default(), &counted("results", &levels), bytes))
}

/// Lines of JSON as one piece of evidence; `None` where they name neither a run nor a result.
pub(super) fn lines(path: &str, all: &str, bytes: &[u8]) -> Option<ScanFind> {
    let lines: Vec<Json> =
        all.lines().filter(|line| !line.trim().is_empty()).map(serde_json::from_str).collect::<Result<_, _>>().ok()?;
    let of = |keys: &[&str]| {
        let mut found = lines.iter().flat_map(|line| keys.iter().map(move |key| text(line, key)));
        found.rfind(|found| !found.is_empty()).unwrap_or_default().to_string()
    };
    let run = of(&["run_id", "run", "build", "pipeline"]);
    let ended = of(&["time", "timestamp", "ended", "date"]);
    let mut words: BTreeMap<&str, usize> = BTreeMap::new();
    for line in &lines {
        let word = ["result", "status", "outcome"].iter().map(|key| text(line, key)).find(|word| !word.is_empty());
        if let Some(word) = word {
            *words.entry(word).or_default() += 1;
        }
    }
    if run.is_empty() && words.is_empty() {
        return None;
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    Some(one(path, &format!("Results {name}"), &run, &ended, &counted("lines", &words), bytes))
}

fn counted(what: &str, words: &BTreeMap<&str, usize>) -> String {
    let all: usize = words.values().sum();
    let each = words.iter().map(|(word, n)| format!("{n} {word}")).collect::<Vec<_>>().join(", ");
    if each.is_empty() { format!("0 {what}") } else { format!("{all} {what}: {each}") }
}

fn one(path: &str, title: &str, run: &str, ended: &str, said: &str, bytes: &[u8]) -> ScanFind {
    let title = if run.is_empty() { title.to_string() } else { format!("{title}, run {run}") };
    let day = ended.split(['T', ' ']).next().filter(|day| day.parse::<jiff::civil::Date>().is_ok());
    let when = if ended.is_empty() { String::new() } else { format!("\nEnded {ended}") };
    ScanFind::new(Kind::Evidence)
        .with(evidence::TITLE, title)
        .with(evidence::RUN, run)
        .with(evidence::SEEN, day.unwrap_or_default())
        .with(evidence::WHERE, path)
        .with(evidence::HASH, digest_of(bytes))
        .with(evidence::NOTES, format!("{said}{when}"))
}
