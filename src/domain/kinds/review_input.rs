//! What a management review looked at: one record for each input that was treated, noted or left out with a reason.

use super::prelude::*;

choices! {
    /// The inputs of a review: the seven that clause 9.3.2 asks for, those that are only custom, and own ones.
    Input INPUTS {
        Actions = choice("ri_01", "earlier actions", '1'),
        Context = choice("ri_02", "changes outside and inside", '2'),
        Needs = choice("ri_03", "needs of interested parties", '3'),
        Findings = choice("ri_04", "nonconformities and corrective actions", '4'),
        Measures = choice("ri_05", "what was measured", '5'),
        Audits = choice("ri_06", "audit results", '6'),
        Improvements = choice("ri_07", "chances to improve", '7'),
        Objectives = choice("ri_21", "progress on objectives", 'o'),
        Risks = choice("ri_22", "risks above appetite", 'r'),
        Impacts = choice("ri_23", "impact assessments", 'm'),
        Incidents = choice("ri_24", "incidents and concerns", 'i'),
        Suppliers = choice("ri_25", "suppliers", 's'),
        Resources = choice("ri_26", "resources and competence", 'e'),
        Law = choice("ri_27", "law and obligations", 'l'),
        Policy = choice("ri_28", "policy and commitments", 'p'),
        Certification = choice("ri_29", "certification", 'c'),
        Own = choice("own", "a point of our own", 'w'),
    }
}
choices! {
    Outcome OUTCOMES {
        Treated = choice("treated", "treated", 't').alias(&["yes", "discussed"]).tone(Tone::Good),
        Left = choice("left_out", "not treated", 'n').alias(&["no"]).tone(Tone::Warn),
    }
}

fields! {
    TITLE = Field::line("title", "Input").column(34),
    REVIEW = Field::one("review", "Review", &[Kind::Review]).column(7),
    INPUT = Field::choice("input", "Which input", INPUTS).column(20),
    OUTCOME = Field::choice("outcome", "Treated", OUTCOMES).column(11),
    WHY_NOT = Field::line("why_not", "Why not treated").column(20),
    NUMBERS = Field::long("numbers", "Numbers of the day").help("As they stood when the input was treated."),
    NOTE = Field::long("note", "What was said"),
    DECIDED = Field::long("decided", "What was decided"),
}

pub static SPEC: Spec = Spec {
    kind: Kind::ReviewInput,
    prefix: "MI",
    digits: 3,
    table: "review_input",
    name: "review input",
    plural: "review inputs",
    help: "An input of a management review: what was said and decided, or why it was left out.",
    fields: FIELDS,
    title: TITLE,
    row: true,
    adding: Adding::Elsewhere("inputs are treated in their review: open it in the list of management reviews"),
    detail: |view, input| view.cell(input, OUTCOME),
    ..Spec::BASE
};
