//! Evidence that somebody promised: by whom, by when.

use crate::{
    choices,
    domain::{Derived, Field, Kind, Record, Spec, View, field::choice, rules},
    fields,
};

choices! {
    State STATES {
        Open = choice("open", "open", 'o'),
        Arrived = choice("arrived", "arrived", 'a').alias(&["received", "done"]),
        Withdrawn = choice("withdrawn", "withdrawn", 'w'),
    }
}

fields! {
    WHAT = Field::line("what", "What").column(30).alias(&["details", "title", "request"]),
    FROM = Field::one("promised_by", "Promised by", &[Kind::Person]).column(14).alias(&["assigned to", "from"]),
    DUE = Field::date("due", "Due date").alias(&["due on", "due date"]),
    LATE = Field::derived("late", "Due or late", 10, Derived {
        show: |v, r| rules::due_text(r.date(DUE), is_open(r), v.today),
        rank: |v, r| rules::due_rank(r.date(DUE), is_open(r), v.today),
    }).head("Due"),
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
    digits: 2,
    table: "evidence_request",
    name: "evidence request",
    plural: "evidence requests",
    help: "Evidence that was promised: by whom and when. A late one stands first.",
    fields: FIELDS,
    title: WHAT,
};

/// Whether it is still awaited.
pub fn is_open(request: &Record) -> bool {
    matches!(State::of(request, STATE), None | Some(State::Open))
}

/// Days past due, if it is awaited and late.
pub fn late_days(view: View, request: &Record) -> Option<i64> {
    rules::days_late(request.date(DUE).filter(|_| is_open(request)), view.today)
}
