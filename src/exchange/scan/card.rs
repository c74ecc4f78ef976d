//! A model card or a data card as model hubs keep them: a README whose head names licence, task and base model.

use super::ScanFind;
use crate::domain::{
    Kind,
    kinds::{data_set, model},
};

/// Letters of a part of the text that are taken.
const PART: usize = 4_000;

/// The keys of the head, each with its words; lists have one a line.
type Head = Vec<(String, Vec<String>)>;

pub(super) fn read(path: &str, text: &str) -> Option<ScanFind> {
    let (head, body) = head(text)?;
    let has = |keys: &[&str]| keys.iter().any(|key| head.iter().any(|(k, _)| k == key));
    let words = |key: &str| head.iter().find(|(k, _)| k == key).map_or(String::new(), |(_, words)| words.join("; "));
    let named = |key: &str| Some(words(key)).filter(|name| !name.is_empty());
    let title = || body.lines().find_map(|line| line.strip_prefix("# ")).map(|line| line.trim().to_string());
    let folder = || path.rsplit('/').nth(1).map(String::from);
    if has(&["task_categories", "size_categories", "dataset_info", "annotations_creators"]) {
        let name = named("pretty_name").or_else(title).or_else(folder)?;
        let found = ScanFind::new(Kind::DataSet)
            .with(data_set::NAME, one_line(&name))
            .with(data_set::SOURCE, part(body, &["source", "collection"]))
            .with(data_set::BIAS, part(body, &["bias", "limitation"]))
            .with(data_set::PREPARATION, part(body, &["processing", "annotation"]))
            .with(data_set::NOTES, told(&[("Licence", words("license")), ("Tasks", words("task_categories"))]))
            .with(data_set::EXTERNAL_REF, path);
        return Some(found);
    }
    if !has(&["pipeline_tag", "library_name", "base_model", "model-index", "model_name"]) {
        return None;
    }
    let name = named("model_name").or_else(title).or_else(folder)?;
    let notes = [
        ("Task", words("pipeline_tag")),
        ("Library", words("library_name")),
        ("Datasets", words("datasets")),
        ("Languages", words("language")),
    ];
    Some(
        ScanFind::new(Kind::Model)
            .with(model::NAME, one_line(&name))
            .with(model::LICENCE_TEXT, one_line(&words("license")))
            .with(model::BASE, one_line(&words("base_model")))
            .with(model::USE, part(body, &["intended use", "uses", "direct use"]))
            .with(model::LIMITS, part(body, &["limitation", "out-of-scope"]))
            .with(model::TESTS, part(body, &["evaluation", "results"]))
            .with(model::ENERGY, one_line(&part(body, &["environmental impact"])))
            .with(model::NOTES, told(&notes))
            .with(model::EXTERNAL_REF, path),
    )
}

fn told(lines: &[(&str, String)]) -> String {
    let lines = lines.iter().filter(|(_, text)| !text.is_empty()).map(|(label, text)| format!("{label}: {text}"));
    lines.collect::<Vec<_>>().join("\n")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(400).collect()
}

/// Takes the head off a text: what stands between two lines of three dashes, as keys with a word or a list.
fn head(text: &str) -> Option<(Head, &str)> {
    let rest = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n"))?;
    let end = rest.find("\n---")?;
    let (inside, body) = (&rest[..end], rest[end + 4..].split_once('\n').map_or("", |(_, body)| body));
    let mut head: Head = Vec::new();
    for line in inside.lines() {
        let bare = line.trim();
        match (bare.strip_prefix("- "), line.starts_with([' ', '\t']), bare.split_once(':')) {
            (Some(item), ..) => {
                if let Some((_, words)) = head.last_mut() {
                    words.push(unquoted(item));
                }
            }
            (None, false, Some((key, value))) => {
                let value = value.trim().trim_start_matches('[').trim_end_matches(']');
                let words = value.split(',').map(unquoted).filter(|word| !word.is_empty());
                head.push((key.trim().to_lowercase(), words.collect()));
            }
            _ => {}
        }
    }
    Some((head, body))
}

fn unquoted(text: &str) -> String {
    text.trim().trim_matches(['"', '\'']).to_string()
}

/// The text under the first heading that holds one of these words, up to the next heading.
fn part(body: &str, words: &[&str]) -> String {
    let mut lines = body.lines();
    let is_head = |line: &str| line.starts_with('#');
    // A heading of that name alone comes before one that names more.
    let alone = words.iter().find_map(|word| {
        let called = |line: &str| {
            is_head(line)
                && line.trim_start_matches('#').trim().to_lowercase().trim_end_matches('s')
                    == word.trim_end_matches('s')
        };
        let at = lines.clone().position(called)?;
        let text = body.lines().skip(at + 1).take_while(|line| !is_head(line)).collect::<Vec<_>>().join("\n");
        (!text.trim().is_empty()).then(|| text.trim().chars().take(PART).collect())
    });
    if let Some(text) = alone {
        return text;
    }
    for word in words {
        let hit = lines.clone().position(|line| is_head(line) && line.to_lowercase().contains(word));
        if let Some(at) = hit {
            let text: Vec<&str> = lines.by_ref().skip(at + 1).take_while(|line| !is_head(line)).collect();
            let text = text.join("\n");
            if !text.trim().is_empty() {
                return text.trim().chars().take(PART).collect();
            }
            lines = body.lines();
        }
    }
    String::new()
}
