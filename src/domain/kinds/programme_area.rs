//! Lines of an audit programme: an area or some AI systems, the month, who audits, and the round that does it.

use super::prelude::*;

choices! {
    /// The areas of an audit: the clauses by their first number, the controls by their group.
    Area AREAS {
        Context = choice("c4", "4 Context", '4'),
        Leadership = choice("c5", "5 Leadership", '5'),
        Planning = choice("c6", "6 Planning", '6'),
        Support = choice("c7", "7 Support", '7'),
        Operation = choice("c8", "8 Operation", '8'),
        Evaluation = choice("c9", "9 Evaluation", '9'),
        Improvement = choice("c10", "10 Improvement", 'i'),
        Policies = choice("a2", "A.2 Policies", 'p'),
        Roles = choice("a3", "A.3 Roles", 'r'),
        Resources = choice("a4", "A.4 Resources", 's'),
        Impact = choice("a5", "A.5 Impact", 'm'),
        LifeCycle = choice("a6", "A.6 Life cycle", 'l'),
        Data = choice("a7", "A.7 Data", 'd'),
        Information = choice("a8", "A.8 Information", 'n'),
        Use = choice("a9", "A.9 Use", 'u'),
        ThirdParties = choice("a10", "A.10 Third parties", 't'),
        Own = choice("own", "own controls", 'o'),
    }
}
choices! {
    /// Where a person puts an area, whatever the facts say.
    Weight WEIGHTS {
        First = choice("first", "first", 'f'),
        Usual = choice("as_ranked", "as ranked", 'u'),
        Last = choice("last", "last", 'l'),
    }
}

fields! {
    TITLE = Field::line("title", "What is audited").column(26),
    PROGRAMME = Field::one("programme", "Programme", &[Kind::Programme]).column(7),
    AREA = Field::choice("area", "Area", AREAS).column(14),
    ITEMS = Field::many("requirements", "Only these clauses and controls", &[Kind::Item]).help("Empty means all of the area."),
    SYSTEMS = Field::many("systems", "AI systems", &[Kind::System]).column(10),
    MONTH = Field::period("month", "Month").column(9).alias(&["when", "date"]),
    LEAD = Field::one("lead", "Auditor", &[Kind::Person]).column(13),
    TEAM = Field::many("team", "Further auditors", &[Kind::Person]),
    PLACE = Field::line("place", "Place").alias(&["room"]),
    ROUND = Field::one("round", "Round", &[Kind::Round]).column(6),
    WEIGHT = Field::choice("placed", "Placed by hand", WEIGHTS).help("First or last, against what risk, results, changes and time say; the reason is printed."),
    WHY = Field::line("placed_because", "Placed because"),
}

pub static SPEC: Spec = Spec {
    kind: Kind::ProgrammeArea,
    prefix: "PA",
    table: "programme_area",
    name: "planned audit",
    plural: "planned audits",
    help: "One line of an audit programme: what is audited, in which month, by whom.",
    fields: FIELDS,
    title: TITLE,
    row: true,
    owner: Some(LEAD),
    follows: &[
        Follow { after: WEIGHT, word: Weight::First as u8, then: WHY },
        Follow { after: WEIGHT, word: Weight::Last as u8, then: WHY },
    ],
    adding: Adding::Elsewhere("areas are planned in their programme: open it in the list of audit programmes"),
    detail: |view, area| view.cell(area, MONTH),
    ..Spec::BASE
};
