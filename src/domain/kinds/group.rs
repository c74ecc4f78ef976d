//! Groups of people that a system affects: how they meet its output, with harm and benefit (A.5.4, A.5.5).

use super::prelude::*;

/// What a group is to the system.
pub static TYPES: &[Choice] = &[
    choice("user", "user", 'u').alias(&["users"]),
    choice("subject", "subject", 's').alias(&["affected person", "data subject"]),
    choice("customer", "customer", 'c'),
    choice("employee", "employee", 'e').alias(&["worker"]),
    choice("public", "public", 'p').alias(&["society"]),
    choice("vulnerable", "vulnerable group", 'v').alias(&["vulnerable", "children"]),
];

fields! {
    NAME = Field::line("name", "Group").column(22).alias(&["group", "affected group"]),
    TYPE = Field::choice("type", "Kind of group", TYPES).column(12).alias(&["kind"]),
    ASSESSMENT = Field::one("assessment", "Assessment", &[Kind::Assessment]).column(10),
    MEETS = Field::long("meets", "How they meet it"),
    BENEFIT = Field::long("benefit", "Benefit").alias(&["benefits"]),
    HARM = Field::long("harm", "Harm").alias(&["harms"]),
    SEVERITY = Field::number("severity", "Severity", 1, 5).column(4).head("Sev"),
    LIKELIHOOD = Field::number("likelihood", "Likelihood", 1, 5).column(4).head("Lik"),
    LEVEL = Field::derived("level", "Level", 8, Derived { show: |_, g| level(g).map_or(String::new(), |l| l.label().into()), rank: |_, g| -(level(g).map_or(-1, |l| l as i64)) }).reads(&[]),
    REVERSIBLE = Field::choice("reversible", "Can be undone", YES_NO).alias(&["reversible"]),
    MANY = Field::line("how_many", "How many").alias(&["number of people"]),
    TOLD = Field::long("told", "How they are told"),
    OBJECT = Field::long("object", "How they can object"),
    MEASURES = Field::many("measures", "Measures", &[Kind::Item, Kind::Action]),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Group,
    prefix: "AG",
    table: "affected_group",
    name: "affected group",
    plural: "affected groups",
    help: "Who meets the output of a system, with harm and benefit; a row of an impact assessment.",
    fields: FIELDS,
    title: NAME,
    detail: |view, group| view.cell(group, ASSESSMENT),
    compared: true,
    row: true,
    angles: &["ethical", "social"],
    clause: "8.4",
    ..Spec::BASE
};

/// Severity times likelihood, a step of severity more where it cannot be undone or the group needs protection.
pub fn level(group: &Record) -> Option<Level> {
    let (severity, likelihood) = (group.number(SEVERITY)?, group.number(LIKELIHOOD)?);
    let lasting = group.choice(REVERSIBLE).is_some_and(|word| word != YES);
    let protected = group.choice(TYPE).is_some_and(|word| TYPES[usize::from(word)].code == "vulnerable");
    let raised = (severity + i64::from(lasting || protected)).min(5);
    Some(match raised * likelihood {
        ..=4 => Level::Low,
        5..=9 => Level::Medium,
        10..=14 => Level::High,
        _ => Level::Critical,
    })
}
