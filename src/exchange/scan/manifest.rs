//! A manifest beside the code: `aims.toml` says by the names of fields what a system, a model or a data set is.

use super::{KINDS, ScanFind};
use crate::domain::Kind;

/// The name of the file; `NAME.aims.toml` is one too.
pub(super) const NAME: &str = "aims.toml";

pub(super) fn read(path: &str, text: &str) -> Result<Vec<ScanFind>, String> {
    let wrong = |why: String| format!("{path}: {why}");
    let table: toml::Table = text.parse().map_err(|e: toml::de::Error| {
        let at = e.span().map_or(0, |span| text[..span.start.min(text.len())].lines().count().max(1));
        wrong(format!("line {at}: {}", e.message()))
    })?;
    let word = |kind: Kind| kind.spec().name.replace(' ', "_").to_lowercase();
    let called = |name: &str| {
        KINDS
            .into_iter()
            .find(|k| k.spec().table == name || word(*k) == name || word(*k).ends_with(&format!("_{name}")))
    };
    let mut found = Vec::new();
    for (name, value) in &table {
        let names: Vec<&str> = KINDS.iter().map(|kind| kind.spec().table).collect();
        let kind = called(name).ok_or_else(|| wrong(format!("“{name}” is none of: {}", names.join(", "))))?;
        let entries: Vec<&toml::Value> = match value {
            toml::Value::Array(all) => all.iter().collect(),
            one => vec![one],
        };
        for entry in entries {
            let entry = entry.as_table().ok_or_else(|| wrong(format!("[[{name}]] holds fields and their values")))?;
            found.push(fields(path, kind, entry).map_err(&wrong)?);
        }
    }
    Ok(found)
}

fn fields(path: &str, kind: Kind, entry: &toml::Table) -> Result<ScanFind, String> {
    let spec = kind.spec();
    let mut found = ScanFind::new(kind);
    for (name, value) in entry {
        let field = spec.field(name).filter(|f| spec.fields[*f].importable()).ok_or_else(|| {
            let known: Vec<&str> = spec.fields.iter().filter(|f| f.importable()).map(|f| f.name).collect();
            format!("a {} has no field “{name}”; there are: {}", spec.name, known.join(", "))
        })?;
        let text = match value {
            toml::Value::String(text) => text.clone(),
            toml::Value::Array(all) => all
                .iter()
                .map(|one| one.as_str().map_or_else(|| one.to_string(), String::from))
                .collect::<Vec<_>>()
                .join("; "),
            other => other.to_string(),
        };
        found = found.with(field, text);
    }
    if !found.has(spec.title) {
        return Err(format!("a {} needs {}", spec.name, spec.fields[spec.title].name));
    }
    if let Some(reference) = spec.reference.filter(|field| !found.has(*field)) {
        let title = found.text(spec.title).to_string();
        found = found.with(reference, format!("{path}#{title}"));
    }
    Ok(found)
}
