//! The kinds of record, and the description of each, one file each: fields, choices, and the columns that are computed
//! from them.
//!
//! A further kind costs its file here, its two lines below, and its lines in the golden list of the store.

pub mod action;
pub mod answer;
pub mod certificate;
pub mod decision;
pub mod drawn;
pub mod evidence;
pub mod finding;
pub mod interview;
pub mod issued;
pub mod item;
pub mod method;
pub mod organisation;
pub mod person;
pub mod question;
pub mod request;
pub mod risk;
pub mod round;
pub mod sample;
pub mod sighting;
pub mod supplier;
pub mod system;

use super::{Choice, Stage, field::choice, kind::kinds};

kinds! {
    Organisation = organisation,
    Method = method,
    Person = person,
    Supplier = supplier,
    System = system,
    Risk = risk,
    /// A clause or control: the things that are judged.
    Item = item,
    Question = question,
    Evidence = evidence,
    Request = request,
    Round = round,
    Interview = interview,
    Answer = answer,
    Finding = finding,
    Action = action,
    /// Evidence seen once, for one answer.
    Sighting = sighting,
    /// A paper as it was given out.
    IssuedPaper = issued,
    Decision = decision,
    /// What was looked at out of how many.
    Sample = sample,
    /// One item of a sample.
    Drawn = drawn,
    Certificate = certificate,
}

/// What a description is written with.
mod prelude {
    pub(super) use super::{DRAFT, PAPER_WORDS, YES_NO};
    pub(super) use crate::{
        choices,
        domain::{
            Act, Adding, Again, Choice, Counting, Derived, Field, Follow, Id, Kind, Preset, Record, Records, Reviewed,
            Section, Spec, Stage, Start, Tone, Value, View, field::choice, progress,
        },
        fields,
    };
    pub(super) use jiff::civil::Date;
}

/// How far a paper, or an act that stands on one, is.
pub static PAPER_WORDS: &[Choice] = &[
    choice("draft", "draft", 'd').stage(Stage::Open),
    choice("in_review", "in review", 'r').stage(Stage::InWork).alias(&["review", "proposed"]),
    choice("approved", "approved", 'a').stage(Stage::Done).alias(&["decided"]),
    choice("issued", "issued", 'i').stage(Stage::Closed),
    choice("withdrawn", "withdrawn", 'w').over().alias(&["revoked"]),
];

/// Index of *draft* in [`PAPER_WORDS`].
pub const DRAFT: u8 = 0;
/// Index of *approved* in [`PAPER_WORDS`].
pub const APPROVED: u8 = 2;

/// Yes or no.
pub static YES_NO: &[Choice] =
    &[choice("yes", "yes", 'y').alias(&["y", "true", "1", "x"]), choice("no", "no", 'n').alias(&["n", "false", "0"])];
/// Index of *yes* in [`YES_NO`].
pub const YES: u8 = 0;
