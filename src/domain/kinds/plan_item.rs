//! The plan of the project: plans, phases, milestones and steps as a tree (clauses 4.4, 6.2 and 8.1).

use super::prelude::*;
use crate::domain::plan;

choices! {
    /// Which place it has in the plan.
    Type TYPES {
        Plan = choice("plan", "plan", 'p').alias(&["project", "roadmap"]),
        Phase = choice("phase", "phase", 'h').alias(&["stage"]),
        Milestone = choice("milestone", "milestone", 'm'),
        Step = choice("step", "step", 's').alias(&["task", "activity", "work package"]),
    }
}

fields! {
    TITLE = Field::line("title", "Title").column(34).alias(&["name", "step", "activity", "what"]),
    TYPE = Field::choice("type", "Type", TYPES).column(9),
    NUMBER = Field::line("number", "Number").column(6).help("Its place in the order of the plan, such as 2.3.").alias(&["no", "wbs"]),
    OWNER = Field::one("owner", "Owner", &[Kind::Person]).column(13).alias(&["responsible", "assigned to", "assignee"]),
    LATE = progress::LATE,
    STATE = Field::choice("state", "State", WORK_WORDS).column(8).alias(&["status"]),
    WEIGHT = weight::WEIGHT,
    PROGRESS = Field::derived("progress", "Steps done", 7, Derived { show: plan::progress_text, rank: plan::progress_rank }).reads(&[Kind::PlanItem]).head("Done"),
    PART_OF = Field::one("part_of", "Part of", &[Kind::PlanItem]).column(7).alias(&["parent", "phase"]),
    START = Field::period("start", "Start").alias(&["start date", "from"]),
    DUE = Field::period("due", "Due date").alias(&["due date", "end", "finish", "deadline", "to"]),
    DOMAIN = Field::choice("domain", "Domain", DOMAINS).column(9),
    OUTSIDE = Field::choice("outside", "Done from outside", YES_NO).alias(&["outsourced", "external"]),
    FUNCTIONS = Field::several("functions", "Functions", super::shared::FUNCTIONS).help("Who takes part."),
    HEARD = Field::derived("functions_heard", "Functions that took part", 12, Derived { show: plan::heard_text, rank: |v, r| plan::heard(v, r).len() as i64 }).reads(&[Kind::Person, Kind::Interview, Kind::Decision, Kind::PlanItem]).head("Took part"),
    COVERS = Field::many("covers", "Covers", &[Kind::Item]).alias(&["requirements", "clauses", "controls"])
        .help("The clauses and controls that it brings about."),
    SYSTEMS = Field::many("systems", "Systems", &[Kind::System]),
    DELIVERABLE = Field::line("deliverable", "Deliverable").alias(&["output", "result"]).help("What comes out of it."),
    DONE_TEST = Field::line("done_test", "Done when").alias(&["done test", "definition of done", "acceptance criteria"])
        .help("How somebody else sees that it is done."),
    DONE = Field::date("done", "Done on").alias(&["completed on", "completion date"]),
    PROOF = Field::many("proof", "Proof", &[Kind::Evidence, Kind::Document]).alias(&["evidence"]),
    WITHOUT = Field::line("without_proof", "Why without proof").help("Why it counts as done though nothing proves it."),
    ENTRY = Field::line("entry_test", "Begins when").help("What has to be true before the phase begins."),
    EXIT = Field::line("exit_test", "Ends when").help("What has to be true before the next phase begins."),
    PURPOSE = Field::long("purpose", "Purpose"),
    SCOPE = Field::long("scope", "Scope").help("What the plan covers, and what not."),
    TEAM = Field::long("team", "Team and who leads it"),
    CHANGES = Field::long("changes", "How changes are managed").help("Who may change the plan, and how it is told."),
    PARTS = Field::derived("parts", "Parts filled", 5, Derived { show: plan::parts_text, rank: plan::parts_rank }).reads(&[Kind::PlanItem, Kind::Resource, Kind::Objective]).head("Parts")
        .help("Scope, team, milestones, resources, policies and objectives, changes."),
    NOTES = Field::long("notes", "Notes").alias(&["comment", "comments", "remarks"]),
}

pub static SPEC: Spec = Spec {
    kind: Kind::PlanItem,
    prefix: "PL",
    table: "plan_item",
    name: "plan item",
    plural: "plan items",
    help: "Plans, phases, milestones and steps: who does what by when, and how it is known to be done.",
    fields: FIELDS,
    title: TITLE,
    owner: Some(OWNER),
    due: Some(DUE),
    state: Some(STATE),
    sort: Some(LATE),
    starts: &[(STATE, StartValue::Word(Work::Open as u8)), (TYPE, StartValue::Word(Type::Step as u8))],
    acts: &[Act::Done, Act::Owner, Act::Day, Act::State, Act::Action],
    keys: Some("running"),
    sets: &[(Act::Done, DONE)],
    detail: |view, item| view.cell(item, TYPE),
    compared: true,
    imports: Some('L'),
    sections: &[
        Section::new("What it is for", DOMAIN),
        Section::new("Done", DELIVERABLE),
        Section::new("Stage", ENTRY).when(TYPE, &[Type::Phase as u8]),
        Section::new("The six parts of the plan", PURPOSE).when(TYPE, &[Type::Plan as u8]),
        Section::new("More", NOTES),
    ],
    keeps: Some(NOTES),
    clause: "4.4",
    ready: true,
    ..Spec::BASE
};

/// What a plan item is, a step where nothing is said.
pub fn typ(item: &Record) -> Type {
    Type::of(item, TYPE).unwrap_or(Type::Step)
}
