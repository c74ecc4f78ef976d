//! The kinds of record, and the description of each, one file each: fields, choices, and the columns that are computed
//! from them.
//!
//! A further kind costs its file here, its two lines below, and its lines in the golden list of the store.

pub mod action;
pub mod alteration;
pub mod answer;
pub mod assessment;
pub mod attendance;
pub mod body;
pub mod certificate;
pub mod commitment;
pub mod communication;
pub mod component;
pub mod control_at;
pub mod data_set;
pub mod decision;
pub mod document;
pub mod drawn;
pub mod evidence;
pub mod finding;
pub mod group;
pub mod improvement;
pub mod incident;
pub mod interview;
pub mod issue;
pub mod issued;
pub mod item;
pub mod mandate;
pub mod mapping;
pub mod meeting;
pub mod method;
pub mod metric;
pub mod model;
pub mod objective;
pub mod obligation;
pub mod organisation;
pub mod own_column;
pub mod party;
pub mod person;
pub mod plan_item;
pub mod programme;
pub mod programme_area;
pub mod question;
pub mod reading;
pub mod request;
pub mod resource;
pub mod review;
pub mod review_input;
pub mod risk;
pub mod round;
pub mod sample;
pub mod scope_item;
pub mod shared;
pub mod sighting;
pub mod silence;
pub mod supplier;
pub mod system;
pub mod task;
pub mod training;

pub use shared::{APPROVED, DRAFT, PAPER_WORDS, WITHDRAWN, YES, YES_NO};

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
    PlanItem = plan_item,
    Resource = resource,
    Objective = objective,
    Body = body,
    Mandate = mandate,
    Issue = issue,
    Party = party,
    Incident = incident,
    Improvement = improvement,
    Task = task,
    Metric = metric,
    Reading = reading,
    Commitment = commitment,
    Communication = communication,
    Training = training,
    Attendance = attendance,
    Mapping = mapping,
    Silence = silence,
    /// What was looked at out of how many.
    Sample = sample,
    /// One item of a sample.
    Drawn = drawn,
    Certificate = certificate,
    /// Top management looks at the AIMS.
    Review = review,
    ReviewInput = review_input,
    Programme = programme,
    /// One line of an audit programme.
    ProgrammeArea = programme_area,
    /// A meeting of a body.
    Meeting = meeting,
    /// A field that the organisation adds to a kind.
    OwnColumn = own_column,
}

/// What a description is written with.
mod prelude {
    pub(super) use super::shared::*;
    pub(super) use crate::{
        choices,
        domain::{
            Act, Adding, Again, Choice, Counting, Derived, Field, Follow, Id, Kind, Preset, Record, Records, Reviewed,
            Section, SignedBy, Spec, Stage, StartValue, Tone, Value, View, field::choice, progress, weight,
        },
        fields,
    };
    pub(super) use jiff::civil::Date;
}
