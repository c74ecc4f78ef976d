//! Own questions, asked beside the built-in ones.

use super::{person::ROLES, prelude::*};

fields! {
    TEXT = Field::line("text", "Question").column(50),
    ITEM = Field::one("requirement", "Clause or control", &[Kind::Item]).column(10),
    ROLE = Field::choice("role", "For the role", ROLES).column(18),
    LOOK = Field::long("look_for", "Look for"),
    SHOW = Field::long("ask_to_see", "Ask to see"),
    PROBE = Field::long("probe", "Follow-ups"),
    KEY = Field::choice("key", "Key question", YES_NO).column(4),
    /// The pack that it came with, name and version, and its name there.
    PACK = Field::line("pack", "Pack").help("The pack that it came with; a newer version of it renews the words."),
    PACK_REF = Field::line("pack_ref", "Its name in the pack").hidden(),
}

pub static SPEC: Spec = Spec {
    kind: Kind::Question,
    prefix: "QU",
    table: "question",
    name: "own question",
    plural: "own questions",
    help: "Questions of your own; they are proposed beside the built-in ones.",
    fields: FIELDS,
    title: TEXT,
    imports: Some('q'),
    keeps: Some(LOOK),
    clause: "9.2",
    ..Spec::BASE
};
