//! Documents that are maintained: policies, standards, procedures, technical documentation (clause 7.5, A.2, A.6.2.7).

use super::prelude::*;
use crate::domain::workflow::next_version;

choices! {
    Type TYPES {
        Policy = choice("policy", "policy", 'p').alias(&["ai policy"]),
        Use = choice("use_policy", "acceptable-use policy", 'u').alias(&["acceptable use policy", "acceptable use"]),
        Guideline = choice("guideline", "ethical guideline", 'g').alias(&["guideline", "guidelines"]),
        Standard = choice("standard", "standard", 's'),
        Procedure = choice("procedure", "procedure", 'r').alias(&["process", "sop"]),
        Instruction = choice("instruction", "instruction", 'i').alias(&["work instruction", "manual"]),
        Plan = choice("plan", "plan", 'l'),
        Form = choice("form", "form", 'f').alias(&["template"]),
        Record = choice("record", "record", 'c'),
        Technical = choice("technical", "technical documentation", 't').alias(&["technical", "model card", "specification"]),
        Contract = choice("contract", "contract", 'k').alias(&["agreement"]),
        Outside = choice("outside", "outside document", 'o').alias(&["external"]),
    }
}
choices! {
    /// What a document says of a system, and a system needs to have said.
    Serves SERVES_WORDS {
        Purpose = choice("purpose", "purpose", 'p').alias(&["requirements"]),
        Design = choice("design", "design", 'd').alias(&["architecture"]),
        Data = choice("data", "data", 'a'),
        Tests = choice("tests", "tests", 't').alias(&["test", "validation"]),
        Instructions = choice("instructions", "instructions", 'i').alias(&["instructions for use", "manual"]),
    }
}

fields! {
    TITLE = Field::line("title", "Title").column(30).alias(&["name", "document", "document title", "policy"]),
    TYPE = Field::choice("type", "Type", TYPES).column(14).alias(&["document type", "kind", "category"]),
    STATE = Field::choice("state", "State", PAPER_WORDS).column(9).alias(&["status"]),
    OWNER = Field::one("owner", "Owner", &[Kind::Person]).column(12).alias(&["responsible", "document owner", "policy owner"]),
    LATE = progress::LATE.head("Review by"),
    VERSION = Field::line("version", "Version").column(7).alias(&["revision", "rev"]),
    UNDER = Field::one("under", "Under", &[Kind::Document]).column(10).alias(&["parent", "policy above"])
        .help("The document that this one carries out: the policy of a procedure, the procedure of a form."),
    ITEMS = Field::many("clauses", "Clauses and controls", &[Kind::Item]).column(12).head("Clauses").alias(&["clause", "control", "controls"]),
    SYSTEMS = Field::many("about", "About", &[Kind::System, Kind::Model, Kind::DataSet, Kind::Component, Kind::Supplier])
        .alias(&["systems", "ai system", "system", "models", "data sets"]),
    SERVES = Field::several("serves", "Says of a system", SERVES_WORDS).help("Which of the documents a system needs this one is."),
    AUDIENCE = Field::several("audience", "For whom", AUDIENCES).alias(&["audience", "applies to"]),
    TOPICS = Field::several("themes", "Themes", THEMES).help("The principles that it carries out."),
    APPROVED_BY = Field::one("approved_by", "Approved by", &[Kind::Person]).alias(&["approver"]),
    APPROVED_AS = Field::line("approved_as", "In which role").alias(&["approver role"]),
    APPROVED_ON = Field::date("approved_on", "Approved on").alias(&["approval date"]),
    EFFECTIVE = Field::date("effective", "Effective from").alias(&["effective date", "valid from"]),
    REVIEW = Field::date("review_by", "Review by").alias(&["review date", "next review"]),
    REPLACES = Field::one("replaces", "Replaces", &[Kind::Document]).alias(&["supersedes", "previous version"])
        .help("The version before; it is withdrawn when this one is approved."),
    CHANGES = Field::long("changes", "What changed").alias(&["change history", "changes", "revision notes"])
        .help("What is different from the version before, and why."),
    DIFFERS = Field::derived("differs", "Differs from that one", 20, Derived { show: differs, rank: |v, d| i64::from(differs(v, d).is_empty()) }).form(),
    KEPT = Field::line("kept", "Where kept").alias(&["location", "path", "url", "link", "repository", "place"])
        .help("A path, an address, or a commit of a repository."),
    SHA = Field::line("sha256", "SHA-256").alias(&["hash", "checksum"]),
    WORDS = Field::number("words", "Words", 0, 10_000_000).adds().alias(&["word count", "length"]).help("How long it is; a policy that is too long is not read."),
    READERS = Field::many("read_by", "Read by", &[Kind::Person]).alias(&["acknowledged by", "readers"]),
    KEEP = Field::number("keep_years", "Keep for years", 0, 100).alias(&["retention", "retention years"]),
    CONFIDENTIAL = Field::choice("confidential", "Confidential", YES_NO),
    NOTES = Field::long("notes", "Notes").alias(&["comment", "comments", "remarks", "description"]),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Document,
    prefix: "DO",
    table: "document",
    name: "document",
    plural: "documents",
    help: "Policies, procedures and records that are maintained: version, approval, review, place.",
    fields: FIELDS,
    title: TITLE,
    owner: Some(OWNER),
    holds: Some(REVIEW),
    reviewed: Some(Reviewed { on: APPROVED_ON, again: Again::On(REVIEW) }),
    state: Some(STATE),
    signed: Some(SignedBy {
        by: APPROVED_BY,
        role: Some(APPROVED_AS),
        on: APPROVED_ON,
        words: |field| matches!(field, TITLE | VERSION | SHA),
    }),
    starts: &[(STATE, StartValue::Word(DRAFT))],
    presets: &[
        Preset {
            name: "policies",
            holds: is_policy,
            counted: Counting::Named,
            starts: &[(TYPE, StartValue::Word(Type::Policy as u8))],
        },
        Preset {
            name: "procedures",
            holds: is_procedure,
            counted: Counting::Named,
            starts: &[(TYPE, StartValue::Word(Type::Procedure as u8))],
        },
        Preset {
            name: "documents",
            holds: |d| !is_policy(d) && !is_procedure(d),
            counted: Counting::Named,
            starts: &[],
        },
    ],
    acts: &[Act::Owner, Act::State, Act::Version],
    keys: Some("documents"),
    ready: true,
    detail: |view, document| view.cell(document, VERSION),
    compared: true,
    imports: Some('m'),
    sections: &[
        Section::new("Where it belongs", UNDER),
        Section::new("Approval and review", APPROVED_BY),
        Section::new("Against the version before", REPLACES),
        Section::new("Place, length and readers", KEPT),
    ],
    keeps: Some(NOTES),
    clause: "7.5",
    ..Spec::BASE
};

/// What differs from the version that it replaces, field by field: `Version: 2.1, now 2.2`.
fn differs(view: View, document: &Record) -> String {
    let Some(before) = document.one(REPLACES).and_then(|id| view.records.get(id)) else { return String::new() };
    let told = next_version::differences(before, document).into_iter().map(|field| {
        let shown = |r: &Record| match view.cell(r, field) {
            text if text.is_empty() => "nothing".to_string(),
            text => text,
        };
        format!("{}: {}, now {}", FIELDS[field].label, shown(before), shown(document))
    });
    told.collect::<Vec<_>>().join("; ")
}

/// It says what the organisation wants: policies, rules of use, guidelines.
pub fn is_policy(document: &Record) -> bool {
    matches!(Type::of(document, TYPE), Some(Type::Policy | Type::Use | Type::Guideline))
}

/// It says how something is done.
pub fn is_procedure(document: &Record) -> bool {
    matches!(Type::of(document, TYPE), Some(Type::Standard | Type::Procedure | Type::Instruction))
}

/// Somebody approved it and it was not withdrawn.
pub fn is_approved(document: &Record) -> bool {
    progress::stands(document)
}
