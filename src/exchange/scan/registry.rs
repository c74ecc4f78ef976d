//! A model registry as MLflow answers it: registered models with their latest versions.

use super::{ScanFind, list, text};
use crate::domain::{Kind, kinds::model};
use serde_json::Value as Json;

/// The models of a registry; `None` if it is none.
pub(super) fn mlflow(json: &Json) -> Option<Vec<ScanFind>> {
    json.get("registered_models").and_then(Json::as_array)?;
    Some(list(json, "registered_models").iter().filter_map(registered).collect())
}

fn registered(entry: &Json) -> Option<ScanFind> {
    let name = text(entry, "name");
    let number = |v: &&Json| text(v, "version").parse::<u64>().unwrap_or_default();
    let versions = list(entry, "latest_versions");
    // What runs counts; else the newest.
    let live = versions.iter().filter(|v| text(v, "current_stage") == "Production").max_by_key(number);
    let version = live.or_else(|| versions.iter().max_by_key(number));
    let of = |key: &str| version.map_or("", |v| text(v, key));
    let state = match of("current_stage") {
        "Production" => "live",
        "Staging" => "pilot",
        "Archived" => "retired",
        _ => "",
    };
    let notes = [("Run", of("run_id")), ("Stored", of("source")), ("Version", of("description"))];
    let notes = notes.iter().filter(|(_, text)| !text.is_empty()).map(|(label, text)| format!("{label}: {text}"));
    (!name.is_empty()).then(|| {
        ScanFind::new(Kind::Model)
            .with(model::NAME, name)
            .with(model::VERSION, of("version"))
            .with(model::STATE, state)
            .with(model::USE, text(entry, "description"))
            .with(model::NOTES, notes.collect::<Vec<_>>().join("\n"))
            .with(model::EXTERNAL_REF, format!("mlflow:{name}"))
    })
}
