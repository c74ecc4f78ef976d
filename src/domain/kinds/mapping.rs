//! Items of other standards that are met by the same work (clause 4.4).

use super::prelude::*;
use crate::domain::standards;

choices! {
    Standard STANDARDS {
        Iso27001 = choice("iso27001", "ISO/IEC 27001", 's').alias(&["27001", "iso 27001"]),
        Iso27701 = choice("iso27701", "ISO/IEC 27701", 'p').alias(&["27701", "iso 27701"]),
        Iso9001 = choice("iso9001", "ISO 9001", 'q').alias(&["9001"]),
        Rmf = choice("nist_rmf", "NIST AI RMF", 'n').alias(&["nist", "rmf", "ai rmf"]),
        AiAct = choice("eu_ai_act", "EU AI Act", 'e').alias(&["ai act"]),
        Other = choice("other", "other", 'o'),
    }
}
choices! {
    Cover COVERS {
        Covered = choice("covered", "covered", 'c').tone(Tone::Good).alias(&["yes", "full"]),
        Partly = choice("partly", "partly", 'p').tone(Tone::Warn).alias(&["partial"]),
        Left = choice("left", "left", 'l').alias(&["no", "open"]),
    }
}
choices! {
    /// How sure the pair is.
    Sure HOW_SURE {
        High = choice("high", "high", 'h'),
        Medium = choice("medium", "medium", 'm'),
        Low = choice("low", "low", 'l').tone(Tone::Warn),
    }
}

fields! {
    REFERENCE = Field::line("reference", "Reference").column(18).alias(&["clause", "control", "title", "name"]),
    STANDARD = Field::choice("standard", "Standard", STANDARDS).column(13),
    NAME = Field::line("name", "Short title").column(28),
    COVER = Field::choice("cover", "Covered", COVERS).column(8).alias(&["coverage", "status"]),
    BY_OURS = Field::derived("by_ours", "What ours say", 8, Derived { show: standards::ours_text, rank: standards::ours_rank }).head("By ours").toned(standards::ours_tone),
    SURE = Field::choice("sure", "How sure", HOW_SURE).column(8).alias(&["confidence"]),
    OWNER = Field::one("owner", "Owner", &[Kind::Person]).column(13),
    OURS = Field::many("ours", "Our clauses and controls", &[Kind::Item]).column(14).head("Ours").alias(&["iso 42001", "42001", "mapped to"]),
    BASIS = Field::line("basis", "Basis").help("On what the pair rests: a published map, the shared structure, our own reading."),
    INHERITED = Field::line("inherited", "Inherited from").help("The management system that already does it."),
    ADDITION = Field::long("addition", "What AI adds").alias(&["ai-specific addition"]),
    PROOF = Field::many("proof", "Proof", &[Kind::Evidence, Kind::Document]).alias(&["evidence", "documents"]),
    NOTES = Field::long("notes", "Notes").alias(&["comment", "comments", "remarks"]),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Mapping,
    prefix: "OS",
    table: "other_standard",
    name: "item of another standard",
    plural: "items of other standards",
    help: "Clauses of other standards that the same work meets: what is covered, what is left, how sure.",
    fields: FIELDS,
    also: &["other standards", "crosswalk"],
    title: REFERENCE,
    owner: Some(OWNER),
    state: Some(COVER),
    detail: |view, mapping| view.cell(mapping, STANDARD),
    compared: true,
    imports: Some('5'),
    sections: &[Section::new("On what it rests", BASIS)],
    keeps: Some(NOTES),
    clause: "4.4",
    ready: true,
    ..Spec::BASE
};
