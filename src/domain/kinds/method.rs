//! The risk method: scales, bands and appetite, stored as data (clauses 6.1.1 and 6.1.2).

use super::prelude::*;

fields! {
    TITLE = Field::line("title", "Title").column(30),
    /// Steps of the likelihood scale, one a line, lowest first.
    LIKELIHOOD = Field::long("likelihood", "Likelihood steps").ruled().help("One line a step, lowest first, 3 to 6 steps: word, colon, meaning."),
    /// Steps of the consequence scale, one a line, lowest first.
    CONSEQUENCE = Field::long("consequence", "Consequence steps").ruled().help("One line a step, lowest first, 3 to 6 steps: word, colon, meaning."),
    /// Lowest score of each band.
    BANDS = Field::long("bands", "Bands").ruled().help("One line a band, lowest first: letter, word, lowest score (likelihood x consequence). First band starts at 1."),
    /// The highest band that is borne without treatment, in general.
    APPETITE = Field::line("appetite", "Appetite").column(10).help("Letter of the highest band you bear without treatment."),
    /// Appetite of single areas.
    AREAS = Field::long("area_appetite", "Appetite by area").ruled().help("One line an area: area, colon, letter of a band or 'none'."),
    CATEGORIES = Field::long("own_categories", "Own categories").ruled().help("One line a category of risks of your own, beside the areas; empty allows any."),
    VERSION = Field::line("version", "Version").column(8),
    APPROVED = Field::line("approved", "Approved by and on").retired(),
    STATE = Field::choice("state", "State", PAPER_WORDS).alias(&["status"]),
    OWNER = Field::one("owner", "Owner", &[Kind::Person]),
    PROCEDURE = Field::long("procedure", "Roles and procedure").help("Who looks for risks, who rates, treats and accepts them, when, and with whom."),
    CRITERIA = Field::long("criteria", "Criteria of acceptance").help("When a risk may be borne, and who may say so for which band."),
    INTERVAL = Field::number("interval", "Rate again every (months)", 1, 36).help("After so many months a rating is old; twelve where nothing is said."),
    APPROVED_BY = Field::one("approved_by", "Approved by", &[Kind::Person]),
    APPROVED_AS = Field::line("approved_as", "In which role"),
    APPROVED_ON = Field::date("approved_on", "Approved on"),
    CHANGES = Field::long("changes", "What changed").help("What is different from the version before, and why."),
    NOTES = Field::long("notes", "Notes"),
}

/// What the method says: who changes it makes another version of it.
pub const WORDS: &[usize] =
    &[LIKELIHOOD, CONSEQUENCE, BANDS, APPETITE, AREAS, CATEGORIES, PROCEDURE, CRITERIA, INTERVAL];

/// Months after which a rating is old.
pub fn interval(method: Option<&Record>) -> i64 {
    method.and_then(|m| m.number(INTERVAL)).unwrap_or(12)
}

/// Whether somebody approved it.
pub fn is_approved(method: &Record) -> bool {
    progress::stands(method) || !method.text(APPROVED).trim().is_empty()
}

pub static SPEC: Spec = Spec {
    kind: Kind::Method,
    prefix: "RM",
    digits: 1,
    table: "risk_method",
    name: "risk method",
    plural: "risk method",
    help: "How risks are rated: scales, bands, appetite.",
    fields: FIELDS,
    title: TITLE,
    owner: Some(OWNER),
    state: Some(STATE),
    signed: Some(SignedBy { by: APPROVED_BY, role: Some(APPROVED_AS), on: APPROVED_ON, words: |_| false }),
    sections: &[Section::new("Version and approval", VERSION), Section::new("Notes", NOTES)],
    single: true,
    ..Spec::BASE
};
