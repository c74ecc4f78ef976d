//! Communication: what was told to whom, how and when (clauses 7.3 and 7.4).

use super::prelude::*;
use crate::domain::people;

choices! {
    Type TYPES {
        Policy = choice("policy", "policy announcement", 'p').alias(&["announcement"]),
        Campaign = choice("campaign", "campaign", 'c').alias(&["awareness"]),
        Change = choice("change", "change notice", 'h').alias(&["change"]),
        Users = choice("users", "notice to users", 'u'),
        Authority = choice("authority", "report to authority", 'r').alias(&["report"]),
        Public = choice("public", "public statement", 's').alias(&["statement"]),
    }
}

fields! {
    TITLE = Field::line("title", "Title").column(32).alias(&["name", "subject", "message"]),
    TYPE = Field::choice("type", "Type", TYPES).column(14),
    AUDIENCE = Field::several("audience", "Audience", AUDIENCES).column(18).alias(&["to", "recipients"]),
    OWNER = Field::one("owner", "Owner", &[Kind::Person]).column(13).alias(&["sender", "responsible"]),
    LATE = progress::LATE.head("Planned"),
    STATE = Field::choice("state", "State", WORK_WORDS).column(8).alias(&["status"]),
    REACH = Field::derived("reach", "Reached", 8, Derived { show: people::reach_text, rank: people::reach_rank }).reads(&[]).head("Reached"),
    DUE = Field::date("due", "Planned for").alias(&["planned", "planned for", "due date"]),
    SENT = Field::date("sent", "Sent on").alias(&["date", "sent"]),
    CHANNEL = Field::line("channel", "Channel").alias(&["medium", "how"]),
    VERSION = Field::line("version", "Version told").help("Which version of the policy or paper was told."),
    ABOUT = Field::many("about", "About", &[Kind::Incident, Kind::System, Kind::Decision, Kind::Commitment, Kind::Evidence, Kind::Document, Kind::Alteration, Kind::Obligation]),
    MEANT = Field::number("meant", "People meant", 0, 10_000_000).adds(),
    REACHED = Field::number("reached", "People reached", 0, 10_000_000).adds(),
    ACKNOWLEDGED = Field::number("acknowledged", "Acknowledged", 0, 10_000_000).adds(),
    WHO = Field::many("acknowledged_by", "Acknowledged by", &[Kind::Person]),
    MESSAGE = Field::long("message", "Message"),
    PROOF = Field::many("proof", "Proof", &[Kind::Evidence]).alias(&["evidence"]),
    NOTES = Field::long("notes", "Notes").alias(&["comment", "comments", "remarks"]),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Communication,
    prefix: "CN",
    table: "communication",
    name: "communication",
    plural: "communications",
    help: "What was told to whom, how and when, and whom it reached: announcements, campaigns, notices.",
    fields: FIELDS,
    title: TITLE,
    owner: Some(OWNER),
    due: Some(DUE),
    state: Some(STATE),
    starts: &[(STATE, StartValue::Word(Work::Open as u8))],
    acts: &[Act::Done, Act::Owner, Act::Day, Act::State],
    keys: Some("running"),
    sets: &[(Act::Done, SENT)],
    compared: true,
    imports: Some('N'),
    sections: &[Section::new("Told", SENT), Section::new("Whom it reached", MEANT), Section::new("Message", MESSAGE)],
    keeps: Some(NOTES),
    clause: "7.4",
    ..Spec::BASE
};
