//! Bills of materials: the models and data of CycloneDX (ML-BOM) and of the AI and dataset profiles of SPDX 3.

use super::{ScanFind, list, text, texts};
use crate::domain::{
    Kind,
    kinds::{data_set, model},
};
use serde_json::Value as Json;

/// The models and data sets of a CycloneDX document; `None` if it is none.
pub(super) fn cyclonedx(path: &str, json: &Json) -> Option<Vec<ScanFind>> {
    (text(json, "bomFormat") == "CycloneDX").then(|| {
        let inner = json.pointer("/metadata/component").into_iter();
        inner.chain(list(json, "components")).filter_map(|component| component_of(path, component)).collect()
    })
}

fn component_of(path: &str, component: &Json) -> Option<ScanFind> {
    let name = text(component, "name");
    let known = [text(component, "purl"), text(component, "bom-ref")].into_iter().find(|known| !known.is_empty());
    let reference = known.map_or_else(|| format!("{path}#{name}"), String::from);
    let licence = list(component, "licenses").iter().map(|l| {
        let named =
            l.get("license").map_or("", |l| if text(l, "id").is_empty() { text(l, "name") } else { text(l, "id") });
        if named.is_empty() { text(l, "expression") } else { named }
    });
    let licence = licence.filter(|l| !l.is_empty()).collect::<Vec<_>>().join("; ");
    match text(component, "type") {
        "machine-learning-model" => {
            let card = component.get("modelCard").cloned().unwrap_or_default();
            let considered = card.get("considerations").cloned().unwrap_or_default();
            let metrics = card.pointer("/quantitativeAnalysis/performanceMetrics").and_then(Json::as_array);
            let metric = |m: &Json| format!("{}: {}", text(m, "type"), text(m, "value"));
            let metrics = metrics.into_iter().flatten().map(metric).collect::<Vec<_>>().join("\n");
            let hash = list(component, "hashes").iter().find(|hash| text(hash, "alg") == "SHA-256");
            let supplier = component.pointer("/supplier/name").and_then(Json::as_str).unwrap_or_default();
            let use_of = texts(&considered, "useCases");
            let use_of = if use_of.is_empty() { text(component, "description").to_string() } else { use_of };
            Some(
                ScanFind::new(Kind::Model)
                    .with(model::NAME, name)
                    .with(model::VERSION, text(component, "version"))
                    .with(model::LICENCE_TEXT, licence)
                    .with(model::SHA, hash.map_or("", |hash| text(hash, "content")))
                    .with(model::SUPPLIER, supplier)
                    .with(model::USE, use_of)
                    .with(model::LIMITS, texts(&considered, "technicalLimitations"))
                    .with(model::TESTS, metrics)
                    .with(model::EXTERNAL_REF, reference),
            )
        }
        "data" => Some(
            ScanFind::new(Kind::DataSet)
                .with(data_set::NAME, name)
                .with(data_set::VERSION, text(component, "version"))
                .with(data_set::NOTES, [text(component, "description"), &licence].join("\n"))
                .with(data_set::EXTERNAL_REF, reference),
        ),
        _ => None,
    }
    .filter(|_| !name.is_empty())
}

/// The models and data sets of an SPDX 3 document; `None` if it is none.
pub(super) fn spdx(path: &str, json: &Json) -> Option<Vec<ScanFind>> {
    let is_spdx = |context: &Json| context.to_string().contains("spdx.org/rdf/3");
    json.get("@context").filter(|context| is_spdx(context))?;
    let element = |e: &Json| {
        let typ = if text(e, "type").is_empty() { text(e, "@type") } else { text(e, "type") };
        let known = [text(e, "spdxId"), text(e, "@id")].into_iter().find(|known| !known.is_empty());
        let reference = known.map_or_else(|| format!("{path}#{}", text(e, "name")), String::from);
        let found = match typ.rsplit(['_', '/']).next()? {
            "AIPackage" => ScanFind::new(Kind::Model)
                .with(model::NAME, text(e, "name"))
                .with(model::VERSION, text(e, "software_packageVersion"))
                .with(model::USE, texts(e, "ai_informationAboutApplication"))
                .with(model::LIMITS, texts(e, "ai_limitation"))
                .with(model::CARD, text(e, "software_homePage"))
                .with(model::NOTES, text(e, "description"))
                .with(model::EXTERNAL_REF, reference),
            "DatasetPackage" => ScanFind::new(Kind::DataSet)
                .with(data_set::NAME, text(e, "name"))
                .with(data_set::VERSION, text(e, "software_packageVersion"))
                .with(data_set::SOURCE, texts(e, "dataset_dataCollectionProcess"))
                .with(data_set::PREPARATION, texts(e, "dataset_dataPreprocessing"))
                .with(data_set::BIAS, texts(e, "dataset_knownBias"))
                .with(data_set::NOTES, text(e, "description"))
                .with(data_set::EXTERNAL_REF, reference),
            _ => return None,
        };
        (!text(e, "name").is_empty()).then_some(found)
    };
    Some(list(json, "@graph").iter().filter_map(element).collect())
}
