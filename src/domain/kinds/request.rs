//! What was asked: evidence that somebody promised us, and what a body or customer asked of us.

use super::prelude::*;
use crate::domain::Listing;

choices! {
    /// Who asks whom.
    Direction DIRECTIONS {
        WeAsk = choice("we_ask", "we ask", 'w'),
        TheyAsk = choice("they_ask", "they ask", 't').alias(&["we were asked", "asked of us"]),
    }
}
choices! {
    State STATES {
        Open = choice("open", "open", 'o').stage(Stage::Open),
        Arrived = choice("arrived", "arrived", 'a').alias(&["received", "done"]).stage(Stage::Done),
        Withdrawn = choice("withdrawn", "withdrawn", 'w').over(),
        Answered = choice("answered", "answered", 'n').alias(&["sent"]).stage(Stage::Done),
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
    DIRECTION = Field::choice("direction", "Direction", DIRECTIONS).column(9),
    BODY = Field::one("asked_by", "Asked by", &[Kind::Supplier, Kind::Party]).help("The certification body, customer or authority that asks."),
    ROUND = Field::one("round", "Round", &[Kind::Round]).help("Stage 1, Stage 2 or the audit in which it was asked."),
    OUR_ANSWER = Field::long("our_answer", "Our answer").alias(&["answer", "response"]),
    SENT = Field::date("sent_on", "Sent on").alias(&["answered on"]),
    SENT_WITH = Field::many("sent_with", "Sent with it", &[Kind::Evidence, Kind::Document, Kind::IssuedPaper]).help("What was sent with the answer."),
    NOTES = Field::long("notes", "Notes"),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Request,
    prefix: "ER",
    table: "evidence_request",
    name: "evidence request",
    plural: "evidence requests",
    help: "What was asked and promised: evidence for us, and the questions of the body with our answers.",
    fields: FIELDS,
    title: WHAT,
    owner: Some(FROM),
    due: Some(DUE),
    state: Some(STATE),
    sort: Some(LATE),
    acts: &[Act::Arrived, Act::Day],
    keys: Some("requests"),
    presets: &[
        Preset { name: "evidence requests", holds: |r| !is_theirs(r), counted: Counting::All, starts: &[] },
        Preset {
            name: "questions asked of us",
            holds: is_theirs,
            counted: Counting::Open,
            starts: &[(DIRECTION, StartValue::Word(Direction::TheyAsk as u8))],
        },
    ],
    sections: &[Section::new("Asked of us", DIRECTION)],
    clause: "9.2",
    ..Spec::BASE
};

/// The list of what a body, customer or authority asks of us.
pub const ASKED_OF_US: Listing = Listing::preset(Kind::Request, 1);

/// A body, customer or authority asks it of us.
pub fn is_theirs(request: &Record) -> bool {
    Direction::of(request, DIRECTION) == Some(Direction::TheyAsk)
}

/// Whether it is still awaited.
pub fn is_open(request: &Record) -> bool {
    !progress::is_done(request)
}
