//! Data sets for training, testing and use: source, quality, preparation, rights (A.4.3, A.7).

use super::{model::LICENCES, prelude::*};

/// What data is used for.
pub static USES: &[Choice] = &[
    choice("training", "training", 't'),
    choice("validation", "validation", 'v'),
    choice("test", "test", 'e').alias(&["testing"]),
    choice("input", "input", 'i').alias(&["production", "inference"]),
    choice("retrieval", "retrieval", 'r').alias(&["rag", "index"]),
    choice("logs", "logs", 'l'),
];
choices! {
    Personal PERSONAL_WORDS {
        None = choice("none", "none", 'n').alias(&["no"]),
        Ordinary = choice("ordinary", "ordinary", 'o').alias(&["yes", "personal"]),
        Special = choice("special", "special categories", 's').alias(&["special", "sensitive"]),
    }
}

fields! {
    NAME = Field::line("name", "Name").column(26).alias(&["data set", "dataset", "title", "data"]),
    USED_FOR = Field::several("used_for", "Used for", USES).column(16).alias(&["use", "purpose"]),
    STATE = Field::choice("state", "State", LIFE_WORDS).column(14).alias(&["status"]),
    OWNER = Field::one("steward", "Steward", &[Kind::Person]).column(12).alias(&["owner", "data steward", "data owner"]),
    PERSONAL = Field::choice("personal_data", "Personal data", PERSONAL_WORDS).column(10).head("Personal").alias(&["pii", "contains pii"]),
    LATE = progress::LATE.head("Review by"),
    SOURCE = Field::long("source", "Source").alias(&["where from", "origin", "collection", "acquisition"]).help("Where it comes from and how it was collected (A.7.3)."),
    PROVENANCE = Field::long("provenance", "Provenance").alias(&["lineage", "trail"]).help("The way from the source to here, step by step (A.7.5)."),
    QUALITY = Field::long("quality", "Quality").alias(&["data quality"]).help("What is required, what was measured, what is open (A.7.4)."),
    PREPARATION = Field::long("preparation", "Preparation").alias(&["cleaning", "labelling", "labeling"]).help("How it was cleaned, labelled, transformed, and by which criteria (A.7.6)."),
    BIAS = Field::long("bias", "Known bias").alias(&["known bias", "representativeness"]),
    BASIS = Field::line("legal_basis", "Legal basis").alias(&["lawful basis"]),
    LICENCE = Field::choice("licence", "Kind of licence", LICENCES).alias(&["license", "licence"]),
    KEEP_UNTIL = Field::date("keep_until", "Keep until").alias(&["retention", "delete by"]),
    VERSION = Field::line("version", "Version"),
    SUPPLIER = Field::one("supplier", "Supplier", &[Kind::Supplier]).alias(&["vendor", "provider"]),
    MADE_FROM = Field::many("made_from", "Made from", &[Kind::DataSet]),
    KEPT = Field::line("kept", "Where kept").alias(&["location", "path", "url"]),
    REVIEW = Field::date("next_review", "Next review").alias(&["review date"]),
    EXTERNAL_REF = Field::line("external_ref", "Reference elsewhere").alias(&["id", "dataset id", "ref_id"]),
    NOTES = Field::long("notes", "Notes").alias(&["comment", "comments", "remarks", "description"]),
}

pub static SPEC: Spec = Spec {
    kind: Kind::DataSet,
    prefix: "DS",
    table: "data_set",
    name: "data set",
    plural: "data sets",
    help: "Data for training, testing and use: steward, source, quality, preparation, rights.",
    fields: FIELDS,
    title: NAME,
    owner: Some(OWNER),
    holds: Some(REVIEW),
    state: Some(STATE),
    reference: Some(EXTERNAL_REF),
    detail: |view, data| view.cell(data, VERSION),
    compared: true,
    named: true,
    imports: Some('t'),
    sections: &[
        Section::new("Source and quality", SOURCE),
        Section::new("Rights", BASIS),
        Section::new("More", VERSION),
    ],
    keeps: Some(NOTES),
    angles: &["data"],
    clause: "8.1",
    ..Spec::BASE
};
