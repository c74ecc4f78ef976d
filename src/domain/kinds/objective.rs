//! Objectives of the business and of AI, with how they are measured (clause 6.2).

use super::prelude::*;

choices! {
    /// Whose objective it is.
    Level LEVELS {
        Business = choice("business", "business", 'b').alias(&["company", "strategic"]),
        Ai = choice("ai", "AI", 'a'),
    }
}

fields! {
    TITLE = Field::line("title", "Objective").column(34).alias(&["name", "objective", "goal"]),
    LEVEL = Field::choice("level", "Level", LEVELS).column(8),
    OWNER = Field::one("owner", "Owner", &[Kind::Person]).column(13).alias(&["responsible"]),
    LATE = progress::LATE,
    STATE = Field::choice("state", "State", WORK_WORDS).column(8).alias(&["status"]),
    TARGET = Field::line("target", "Target").column(20).alias(&["measure", "kpi", "key result"]),
    SERVES = Field::many("serves", "Serves", &[Kind::Objective]).column(8).help("The business objective that it serves."),
    DUE = Field::period("due", "By").alias(&["due date", "deadline"]),
    THEMES = Field::several("themes", "Themes", super::shared::THEMES).alias(&["theme"]),
    HOW = Field::long("how", "How it is reached").alias(&["plan", "actions"]),
    MEANS = Field::long("resources", "Resources"),
    PLAN = Field::many("plan", "In the plan", &[Kind::PlanItem]),
    REQUIREMENTS = Field::many("requirements", "Clauses and controls", &[Kind::Item]),
    RESULT = Field::long("result", "Result"),
    NOTES = Field::long("notes", "Notes").alias(&["comment", "comments", "remarks"]),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Objective,
    prefix: "O",
    table: "objective",
    name: "objective",
    plural: "objectives",
    also: &["goals", "targets"],
    help: "What the business and the management system want to reach, by when, and how it is measured.",
    fields: FIELDS,
    title: TITLE,
    owner: Some(OWNER),
    due: Some(DUE),
    state: Some(STATE),
    starts: &[(STATE, StartValue::Word(Work::Open as u8)), (LEVEL, StartValue::Word(Level::Ai as u8))],
    acts: &[Act::Owner, Act::Day, Act::State, Act::Action],
    keys: Some("running"),
    detail: |view, objective| view.cell(objective, LEVEL),
    compared: true,
    imports: Some('O'),
    sections: &[Section::new("How it is reached", THEMES), Section::new("Result", RESULT)],
    keeps: Some(NOTES),
    clause: "6.2",
    ready: true,
    ..Spec::BASE
};
