//! What files of a folder say of models, data sets, systems and evidence: model cards, registries, bills of materials,
//! manifests, results of pipelines. Each becomes a row of a table, and the tables go the way of every other sheet: they
//! are proposals until somebody takes them in.

mod bom;
mod card;
mod manifest;
mod registry;
mod results;

use super::{
    sheet::{CELL_MAX, ROWS_MAX, SheetLine},
    sheets::Content,
    workbook::Listed,
};
use crate::domain::Kind;
use serde_json::Value as Json;

/// One thing that was found: what it is, and for fields of its kind what they hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScanFind {
    pub kind: Kind,
    pub cells: Vec<(usize, String)>,
}

impl ScanFind {
    fn new(kind: Kind) -> ScanFind {
        ScanFind { kind, cells: Vec::new() }
    }
    /// The same with what a field holds, unless that is nothing.
    fn with(mut self, field: usize, text: impl Into<String>) -> ScanFind {
        let text = text.into();
        let text = text.trim();
        if !text.is_empty() {
            let end = text.char_indices().map(|(at, _)| at).find(|at| *at >= CELL_MAX / 4).unwrap_or(text.len());
            self.cells.push((field, text[..end].to_string()));
        }
        self
    }
    fn has(&self, field: usize) -> bool {
        self.cells.iter().any(|(at, _)| *at == field)
    }
    fn text(&self, field: usize) -> &str {
        self.cells.iter().find(|(at, _)| *at == field).map_or("", |(_, text)| text)
    }
}

/// The kinds that a folder can bring, in the order in which they rest on each other.
const KINDS: [Kind; 4] = [Kind::DataSet, Kind::Model, Kind::System, Kind::Evidence];

/// Whether a file is worth reading, by its name.
pub fn may_say(name: &str) -> bool {
    let name = name.to_lowercase();
    let ends = |ending: &str| name.ends_with(ending);
    [".json", ".jsonl", ".ndjson", ".sarif", ".jsonld", ".spdx3"].iter().any(|e| ends(e))
        || name == "readme.md"
        || ends("modelcard.md")
        || ends("model_card.md")
        || name == manifest::NAME
        || ends(&format!(".{}", manifest::NAME))
}

/// What a file says; nothing where it is of no kind that is known. The error says what is wrong with one that is.
/// `path` is how it is called from the folder on.
pub fn of_file(path: &str, bytes: &[u8]) -> Result<Vec<ScanFind>, String> {
    let Ok(text) = std::str::from_utf8(bytes) else { return Ok(Vec::new()) };
    let text = text.trim_start_matches('\u{FEFF}');
    let lower = path.to_lowercase();
    if lower.ends_with(".md") {
        return Ok(card::read(path, text).into_iter().collect());
    }
    if lower.ends_with(".toml") {
        return manifest::read(path, text);
    }
    if lower.ends_with(".jsonl") || lower.ends_with(".ndjson") {
        return Ok(results::lines(path, text, bytes).into_iter().collect());
    }
    let Ok(json) = serde_json::from_str::<Json>(text) else { return Ok(Vec::new()) };
    let found = bom::cyclonedx(path, &json).or_else(|| bom::spdx(path, &json));
    let found = found.or_else(|| registry::mlflow(&json));
    Ok(found.or_else(|| results::sarif(path, &json, bytes).map(|one| vec![one])).unwrap_or_default())
}

/// The tables of what was found, a sheet for each kind; the rows of the sheet that is named, or of the only one.
pub fn content(found: &[ScanFind], wanted: Option<&str>) -> Result<(Content, Option<Kind>), String> {
    let kinds: Vec<Kind> = KINDS.into_iter().filter(|kind| found.iter().any(|f| f.kind == *kind)).collect();
    let sheets: Vec<Listed> = kinds
        .iter()
        .map(|kind| {
            let rows = found.iter().filter(|f| f.kind == *kind).count() + 1;
            Listed { name: kind.spec().plural.into(), rows, table: true }
        })
        .collect();
    let at = match (wanted, kinds.len()) {
        (_, 0) => return Err("no file of it says anything of a model, a data set, a system or a result".into()),
        (None, 1) => Some(0),
        (None, _) => None,
        (Some(name), _) => {
            let hit = sheets.iter().position(|sheet| sheet.name.eq_ignore_ascii_case(name.trim()));
            let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
            Some(hit.ok_or_else(|| format!("there is no “{name}” in it; there are: {}", names.join(", ")))?)
        }
    };
    let Some(at) = at else { return Ok((Content { sheets, ..Content::default() }, None)) };
    let kind = kinds[at];
    let of_kind: Vec<&ScanFind> = found.iter().filter(|f| f.kind == kind).collect();
    if of_kind.len() > ROWS_MAX {
        return Err(format!("{} {} were found; at most {ROWS_MAX} are read", of_kind.len(), kind.spec().plural));
    }
    let fields = kind.spec().fields;
    let used: Vec<usize> = (0..fields.len()).filter(|field| of_kind.iter().any(|f| f.has(*field))).collect();
    let heads = SheetLine { number: 1, cells: used.iter().map(|f| fields[*f].label.to_string()).collect() };
    let row = |(n, one): (usize, &&ScanFind)| SheetLine {
        number: n + 2,
        cells: used.iter().map(|field| one.text(*field).to_string()).collect(),
    };
    let rows = std::iter::once(heads).chain(of_kind.iter().enumerate().map(row)).collect();
    Ok((Content { rows, sheets, sheet: Some(at), ..Content::default() }, Some(kind)))
}

/// The text of a member of an object.
fn text<'a>(json: &'a Json, key: &str) -> &'a str {
    json.get(key).and_then(Json::as_str).unwrap_or_default()
}

/// The members of a list, or none.
fn list<'a>(json: &'a Json, key: &str) -> &'a [Json] {
    json.get(key).and_then(Json::as_array).map_or(&[], Vec::as_slice)
}

/// Texts of a list, or one text, in one.
fn texts(json: &Json, key: &str) -> String {
    match json.get(key) {
        Some(Json::String(one)) => one.clone(),
        Some(Json::Array(all)) => all.iter().filter_map(Json::as_str).collect::<Vec<_>>().join("; "),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::{data_set, evidence, model};

    fn found(path: &str, text: &str) -> Vec<ScanFind> {
        of_file(path, text.as_bytes()).unwrap()
    }

    #[test]
    fn each_form_is_read_and_what_is_none_says_nothing() {
        let card = "---\nlicense: apache-2.0\nbase_model: bert-base\npipeline_tag: text-classification\ndatasets:\n- wiki\n---\n# Claims sorter\n\n## Intended uses & limitations\nSorts claims.\n\n### Limitations\nNot for fraud.\n";
        let [one] = &found("models/sorter/README.md", card)[..] else { panic!() };
        assert_eq!(
            (one.kind, one.text(model::NAME), one.text(model::BASE)),
            (Kind::Model, "Claims sorter", "bert-base")
        );
        assert_eq!(
            (one.text(model::LIMITS), one.text(model::EXTERNAL_REF)),
            ("Not for fraud.", "models/sorter/README.md")
        );
        let bom = r#"{"bomFormat":"CycloneDX","specVersion":"1.6","components":[
            {"type":"machine-learning-model","name":"ranker","version":"7","bom-ref":"m1","supplier":{"name":"TalentGrid"},
             "licenses":[{"license":{"id":"MIT"}}],"hashes":[{"alg":"SHA-256","content":"ab"}],
             "modelCard":{"considerations":{"technicalLimitations":["drifts"]},
               "quantitativeAnalysis":{"performanceMetrics":[{"type":"AUC","value":"0.91"}]}}},
            {"type":"data","name":"applications"},{"type":"library","name":"numpy"}]}"#;
        let all = found("bom.json", bom);
        assert_eq!(all.iter().map(|f| f.kind).collect::<Vec<_>>(), [Kind::Model, Kind::DataSet]);
        assert_eq!(
            (all[0].text(model::LIMITS), all[0].text(model::TESTS), all[0].text(model::SHA)),
            ("drifts", "AUC: 0.91", "ab")
        );
        let spdx = r#"{"@context":"https://spdx.org/rdf/3.0.1/spdx-context.jsonld","@graph":[
            {"type":"ai_AIPackage","spdxId":"urn:1","name":"triage","software_packageVersion":"2","ai_limitation":"small"},
            {"type":"dataset_DatasetPackage","spdxId":"urn:2","name":"photos","dataset_knownBias":["night"]}]}"#;
        let all = found("ai.spdx.json", spdx);
        assert_eq!((all[0].text(model::LIMITS), all[1].text(data_set::BIAS)), ("small", "night"));
        let mlflow = r#"{"registered_models":[{"name":"price","description":"Prices cars.","latest_versions":[
            {"version":"3","current_stage":"Production","run_id":"9f","source":"s3://m"}]}]}"#;
        let [one] = &found("registry.json", mlflow)[..] else { panic!() };
        assert_eq!((one.text(model::VERSION), one.text(model::STATE)), ("3", "live"));
        let sarif = r#"{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"garak","version":"0.9"}},
            "automationDetails":{"guid":"r-17"},"invocations":[{"endTimeUtc":"2026-11-20T10:00:00Z"}],
            "results":[{"level":"error"},{"level":"warning"}]}]}"#;
        let [one] = &found("out/garak.sarif", sarif)[..] else { panic!() };
        assert_eq!(
            (one.kind, one.text(evidence::RUN), one.text(evidence::SEEN)),
            (Kind::Evidence, "r-17", "2026-11-20")
        );
        assert!(one.text(evidence::NOTES).contains("2 results: 1 error, 1 warning"), "{one:?}");
        for (path, text) in
            [("package.json", "{\"name\":\"x\"}"), ("README.md", "# Read me"), ("a.json", "[1,"), ("x.sarif", "{}")]
        {
            assert!(found(path, text).is_empty(), "{path}");
        }
    }

    #[test]
    fn a_manifest_names_fields_and_a_wrong_one_is_refused_with_its_place() {
        let all = found(
            "svc/aims.toml",
            "[[system]]\nname = \"Triage\"\npurpose = \"Sorts\"\n[[model]]\nname = \"m\"\nversion = \"2\"\n",
        );
        let mut kinds: Vec<Kind> = all.iter().map(|f| f.kind).collect();
        kinds.sort_unstable();
        assert_eq!(kinds, [Kind::System, Kind::Model]);
        let why = of_file("aims.toml", b"[[system]]\nname = \"T\"\nspoon = 1\n").unwrap_err();
        assert!(why.contains("aims.toml") && why.contains("spoon"), "{why}");
        assert!(of_file("aims.toml", b"[[system]\n").unwrap_err().contains("line 1"));
    }

    #[test]
    fn what_was_found_is_a_sheet_for_each_kind() {
        let model = ScanFind::new(Kind::Model).with(model::NAME, "m");
        let data = ScanFind::new(Kind::DataSet).with(data_set::NAME, "d");
        let (one, kind) = content(std::slice::from_ref(&model), None).unwrap();
        assert_eq!((kind, one.rows.len(), one.rows[0].cells[0].as_str()), (Some(Kind::Model), 2, "Name"));
        let (asked, kind) = content(&[model.clone(), data.clone()], None).unwrap();
        assert!(kind.is_none() && asked.sheet.is_none() && asked.sheets.len() == 2);
        assert_eq!(content(&[model.clone(), data], Some("data sets")).unwrap().1, Some(Kind::DataSet));
        assert!(content(&[model], Some("risks")).unwrap_err().contains("there are: models"));
        assert!(content(&[], None).is_err());
    }
}
