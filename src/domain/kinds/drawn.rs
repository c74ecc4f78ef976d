//! Items of a sample: what was drawn, what it showed, and why another one took its place.

use super::{prelude::*, sample};

choices! {
    /// What an item showed.
    Outcome OUTCOMES {
        AsAsked = choice("as_asked", "as asked", 'y').alias(&["ok", "conforms"]).tone(Tone::Good),
        Exception = choice("exception", "exception", 'x').alias(&["fails", "failed"]).tone(Tone::Bad),
        Missing = choice("not_found", "not found", 'n').alias(&["missing"]).tone(Tone::Bad),
    }
}

fields! {
    ITEM = Field::line("item", "Item").column(30),
    SAMPLE = Field::one("sample", "Sample", &[Kind::Sample]).column(6),
    PLACE = Field::number("place", "Place in the list", 0, 10_000_000).column(6).head("Place"),
    RESULT = Field::choice("result", "Result", OUTCOMES).column(10),
    NOTE = Field::line("note", "Note").column(24),
    RECORD = Field::any("record", "Record").column(8),
    REPLACES = Field::one("replaces", "Replaces", &[Kind::Drawn]),
    BECAUSE = Field::line("replaced_because", "Replaced because").help("Why the item that was drawn could not be looked at."),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Drawn,
    prefix: "SI",
    digits: 3,
    table: "sample_item",
    name: "sample item",
    plural: "sample items",
    help: "One item of a sample with what it showed.",
    fields: FIELDS,
    title: ITEM,
    row: true,
    adding: Adding::Elsewhere("items are drawn with their sample: S on the card of an interview"),
    detail: |view, item| view.cell(item, RESULT),
    ..Spec::BASE
};

/// The answer for which an item was drawn.
pub fn answer_of(records: &Records, item: &Record) -> Option<Id> {
    records.get(item.one(SAMPLE)?)?.one(sample::ANSWER)
}
