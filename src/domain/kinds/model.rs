//! Models that systems use: where they come from, in which version, under which licence, how tested (A.4.4, A.6.2).

use super::prelude::*;

choices! {
    Type TYPES {
        Classical = choice("classical", "classical", 'c').alias(&["machine learning", "statistical"]),
        Deep = choice("deep", "deep", 'd').alias(&["deep learning", "neural network"]),
        Generative = choice("generative", "generative", 'g').alias(&["genai", "llm"]),
        General = choice("general_purpose", "general purpose", 'p').alias(&["gpai", "foundation model"]),
        Rules = choice("rules", "rules", 'r').alias(&["rule-based"]),
    }
}
choices! {
    /// Where a model comes from.
    Origin ORIGINS {
        Own = choice("own", "own", 'o').alias(&["in-house", "internal"]),
        Open = choice("open", "open", 'p').alias(&["open source", "open weights"]),
        Bought = choice("bought", "bought", 'b').alias(&["licensed", "vendor"]),
        Service = choice("service", "service", 's').alias(&["api", "saas"]),
    }
}
/// What kind of licence a model or a data set has.
pub static LICENCES: &[Choice] = &[
    choice("open", "open", 'o').alias(&["mit", "apache-2.0", "bsd"]),
    choice("limited", "open with limits", 'l').alias(&["open with limits", "community"]),
    choice("commercial", "commercial", 'c').alias(&["proprietary"]),
    choice("unknown", "unknown", 'u').tone(Tone::Warn),
];
/// Index of *unknown* in [`LICENCES`].
pub const UNKNOWN: u8 = 3;

fields! {
    NAME = Field::line("name", "Name").column(26).alias(&["model", "model name", "title"]),
    TYPE = Field::choice("type", "Type", TYPES).column(12).alias(&["model type", "kind"]),
    STATE = Field::choice("state", "State", LIFE_WORDS).column(14).alias(&["status"]),
    OWNER = Field::one("owner", "Owner", &[Kind::Person]).column(12).alias(&["model owner", "responsible"]),
    VERSION = Field::line("version", "Version").column(9),
    ORIGIN = Field::choice("origin", "Comes from", ORIGINS).column(9).head("From").alias(&["origin", "source"]),
    LICENCE = Field::choice("licence", "Kind of licence", LICENCES).column(11).head("Licence").alias(&["license", "licence"]),
    LATE = progress::LATE.head("Review by"),
    SHA = Field::line("sha256", "SHA-256").alias(&["hash", "checksum", "digest"]),
    BASE = Field::line("base", "Base model").alias(&["base_model", "base model"]),
    BASED_ON = Field::one("based_on", "Based on", &[Kind::Model]).alias(&["parent"]),
    SUPPLIER = Field::one("supplier", "Supplier", &[Kind::Supplier]).alias(&["vendor", "provider"]),
    LICENCE_TEXT = Field::line("licence_text", "Licence").alias(&["license text"]),
    CARD = Field::line("card", "Model card").alias(&["model card", "url", "link"]),
    DATA = Field::many("trained_with", "Trained with", &[Kind::DataSet]).alias(&["training data", "data"]),
    USE = Field::long("intended_use", "Intended use").alias(&["purpose", "description"]),
    LIMITS = Field::long("limits", "Known limits").alias(&["limitations"]),
    TESTS = Field::long("tests", "Tests and results").alias(&["evaluation", "metrics", "results", "performance"]),
    ENERGY = Field::line("training_energy", "Computing and energy of training").alias(&["compute", "energy"]),
    SYSTEMIC = Field::choice("systemic_risk", "Systemic risk", YES_NO).help("A general-purpose model with systemic risk under the EU AI Act."),
    REVIEW = Field::date("next_review", "Next review").alias(&["review date"]),
    EXTERNAL_REF = Field::line("external_ref", "Reference elsewhere").alias(&["id", "model id", "ref_id", "registry"]),
    NOTES = Field::long("notes", "Notes").alias(&["comment", "comments", "remarks"]),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Model,
    prefix: "M",
    table: "model",
    name: "model",
    plural: "models",
    help: "Models that AI systems use: origin, version, licence, tests.",
    fields: FIELDS,
    title: NAME,
    owner: Some(OWNER),
    holds: Some(REVIEW),
    state: Some(STATE),
    reference: Some(EXTERNAL_REF),
    detail: |view, model| view.cell(model, VERSION),
    compared: true,
    named: true,
    imports: Some('o'),
    sections: &[
        Section::new("Where it comes from", SHA),
        Section::new("What it can do", DATA),
        Section::new("More", REVIEW),
    ],
    keeps: Some(NOTES),
    angles: &["technical"],
    clause: "8.1",
    ..Spec::BASE
};
