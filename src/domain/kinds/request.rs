//! Evidence that somebody promised: by whom, by when.

use super::prelude::*;

choices! {
    State STATES {
        Open = choice("open", "open", 'o').stage(Stage::Open),
        Arrived = choice("arrived", "arrived", 'a').alias(&["received", "done"]).stage(Stage::Done),
        Withdrawn = choice("withdrawn", "withdrawn", 'w').over(),
    }
}

fields! {
    WHAT = Field::line("what", "What").column(30).alias(&["details", "title", "request"]),
    FROM = Field::one("promised_by", "Promised by", &[Kind::Person]).column(14).alias(&["assigned to", "from"]),
    DUE = Field::date("due", "Due date").alias(&["due on", "due date"]),
    LATE = progress::LATE,
    STATE = Field::choice("state", "State", STATES).column(9),
    ANSWER = Field::one("answer", "For the answer", &[Kind::Answer]).column(8),
    ITEM = Field::one("requirement", "For the item", &[Kind::Item]).column(8),
    ARRIVED = Field::date("arrived", "Arrived on"),
    EVIDENCE = Field::one("evidence", "Became evidence", &[Kind::Evidence]),
    NOTES = Field::long("notes", "Notes"),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Request,
    prefix: "ER",
    table: "evidence_request",
    name: "evidence request",
    plural: "evidence requests",
    help: "Evidence that was promised: by whom and when. A late one stands first.",
    fields: FIELDS,
    title: WHAT,
    owner: Some(FROM),
    due: Some(DUE),
    state: Some(STATE),
    sort: Some(LATE),
    acts: &[Act::Arrived, Act::Day],
    keys: Some("requests"),
    clause: "9.2",
    ..Spec::BASE
};

/// Whether it is still awaited.
pub fn is_open(request: &Record) -> bool {
    !progress::is_done(request)
}
