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
    VERSION = Field::line("version", "Version").column(8),
    APPROVED = Field::line("approved", "Approved by and on"),
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
    single: true,
    ..Spec::BASE
};
