//! Changes of systems, models, data, suppliers, use, or of the management system itself (clause 6.3, 8.4).

use super::prelude::*;

/// What is changed.
pub static TYPES: &[Choice] = &[
    choice("aims", "management system", 'a').alias(&["aims"]),
    choice("system", "system", 's'),
    choice("model", "model", 'm'),
    choice("data", "data", 'd'),
    choice("supplier", "supplier", 'u').alias(&["vendor"]),
    choice("use", "use", 'e').alias(&["purpose"]),
];

fields! {
    TITLE = Field::line("title", "Title").column(28).alias(&["name", "change", "summary"]),
    TYPE = Field::choice("type", "Of", TYPES).column(10).alias(&["kind", "type of change"]),
    SIGNIFICANT = Field::choice("significant", "Significant", YES_NO).column(6).head("Signif.")
        .help("Yes if one holds: other purpose, people, place or law; other results; more power to act alone; new data, model or supplier; a weaker control; or who approved it last would want to know. Then what rests on it is due."),
    STATE = Field::choice("state", "State", WORK_WORDS).column(8).alias(&["status"]),
    OWNER = Field::one("owner", "Owner", &[Kind::Person]).column(12).alias(&["responsible", "requester"]),
    LATE = progress::LATE.head("Planned"),
    TOUCHES = Field::many("touches", "Touches", &[Kind::System, Kind::Model, Kind::DataSet, Kind::Component, Kind::Supplier, Kind::Document, Kind::Item, Kind::Risk, Kind::Assessment, Kind::ScopeItem]).column(12)
        .alias(&["system", "systems", "ai system", "affects"]),
    DUE_NOW = Field::derived("made_due", "Made due", 14, Derived { show: made_due, rank: |v, c| -(due(v, c).len() as i64) }),
    REASON = Field::long("reason", "Reason").alias(&["why", "justification"]),
    EFFECT = Field::long("effect", "Effect expected").alias(&["impact", "expected effect"]),
    PLANNED = Field::date("planned_for", "Planned for").alias(&["due", "planned date"]),
    MADE = Field::date("made_on", "Made on").alias(&["done on", "date", "implemented on"]),
    TOLD = Field::date("told_on", "Told on").alias(&["announced on"]),
    CHECK = Field::date("check_after", "Check after"),
    AGAIN = Field::many("looked_at_again", "Looked at again", &[Kind::System, Kind::Model, Kind::DataSet, Kind::Component, Kind::Supplier, Kind::Document, Kind::Risk, Kind::Assessment, Kind::Decision])
        .help("What was approved, rated or reviewed on the day of the change and after it; the program adds it."),
    RESULT = Field::long("result", "Result").alias(&["outcome"]),
    NOTES = Field::long("notes", "Notes").alias(&["comment", "comments", "remarks", "description"]),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Alteration,
    prefix: "CH",
    table: "system_change",
    name: "change",
    plural: "changes",
    help: "Changes of systems, models, data and suppliers; a significant one makes due what rests on them.",
    fields: FIELDS,
    title: TITLE,
    owner: Some(OWNER),
    due: Some(PLANNED),
    state: Some(STATE),
    starts: &[(STATE, StartValue::Word(Work::Open as u8))],
    detail: |view, change| view.cell(change, STATE),
    compared: true,
    acts: &[Act::Done, Act::Owner, Act::Day, Act::State],
    keys: Some("running"),
    sets: &[(Act::Done, MADE)],
    ready: true,
    imports: Some('g'),
    sections: &[Section::new("Why, and with what effect", REASON), Section::new("Made, told, checked", PLANNED)],
    keeps: Some(NOTES),
    clause: "6.3",
    ..Spec::BASE
};

/// It was made, and differs from what was assessed, reviewed or rated.
pub fn counts(change: &Record) -> Option<Date> {
    let significant = change.choice(SIGNIFICANT) == Some(YES);
    change.date(MADE).filter(|_| significant && !change.hidden && !progress::is_over(change))
}

/// Whether a change came after somebody looked at a record: on a later day, or on the same one unless the change says
/// that it was looked at again.
pub fn came_after(change: &Record, looked_at: Id, on: Option<Date>) -> bool {
    let later = |made: Date| on.is_none_or(|on| on <= made);
    counts(change).is_some_and(later) && !change.refs(AGAIN).contains(&looked_at)
}

/// What rests on what a change touches and is older than the change: assessments, ratings, reviews.
pub fn due(view: View, change: &Record) -> Vec<Id> {
    if counts(change).is_none() {
        return Vec::new();
    }
    let mut due = Vec::new();
    for at in super::system::reached(view, change.refs(TOUCHES)) {
        let Some(at) = view.records.live(at) else { continue };
        let older = |r: &Record| came_after(change, r.id, progress::reviewed_on(r));
        due.extend(Some(at.id).filter(|_| at.id.kind.spec().reviewed.is_some() && older(at) && !progress::is_over(at)));
        for (resting, _) in view.records.pointing_at(at.id) {
            let rests = matches!(resting.id.kind, Kind::Assessment | Kind::Risk | Kind::Document);
            if rests
                && older(resting)
                && !progress::is_over(resting)
                && !(resting.id.kind == Kind::Risk && progress::stage(resting) == Stage::Closed)
            {
                due.push(resting.id);
            }
        }
    }
    due.sort_unstable();
    due.dedup();
    due
}

fn made_due(view: View, change: &Record) -> String {
    crate::domain::value::join_ids(&due(view, change), " ")
}
