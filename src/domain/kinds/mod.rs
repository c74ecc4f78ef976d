//! The kinds of record, and the description of each, one file each: fields, choices, and the columns that are computed
//! from them.
//!
//! A further kind costs its file here, its two lines below, and its lines in the golden list of the store.

pub mod action;
pub mod alteration;
pub mod answer;
pub mod assessment;
pub mod component;
pub mod control_at;
pub mod data_set;
pub mod decision;
pub mod document;
pub mod evidence;
pub mod finding;
pub mod group;
pub mod interview;
pub mod issued;
pub mod item;
pub mod method;
pub mod model;
pub mod obligation;
pub mod organisation;
pub mod person;
pub mod question;
pub mod request;
pub mod risk;
pub mod round;
pub mod scope_item;
pub mod shared;
pub mod sighting;
pub mod supplier;
pub mod system;

pub use shared::{APPROVED, DRAFT, PAPER_WORDS, YES, YES_NO};

use super::kind::kinds;

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
    Document = document,
    Obligation = obligation,
    ScopeItem = scope_item,
    Model = model,
    DataSet = data_set,
    Component = component,
    Assessment = assessment,
    /// People whom a system affects.
    Group = group,
    /// A change of something that is assessed; [`Change`](crate::domain::Change) is a step of the file.
    Alteration = alteration,
    ControlAt = control_at,
}

/// What a description is written with.
mod prelude {
    pub(super) use super::shared::*;
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
