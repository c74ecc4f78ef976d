//! The built-in knowledge: ISO/IEC 42001:2023 as clauses, controls, roles and questions, a catalogue of AI risks,
//! and what follows from them: the first records of a new file, the questions of an interview, the guide beside one.
//!
//! The texts are in own words and stand in `iso42001.json`, `risks.json`, `ai_act.json`,
//! `ai_act_questions.json` and `impact.json`, compiled in and parsed when
//! first asked for; ids and headings need no parsing. Nothing here reads a file, a clock or a terminal, and nothing writes:
//! what is to be stored is handed back as values or as a [`Change`](crate::domain::Change).

pub mod act_facts;
pub mod act_walk;
pub mod ai_act;
mod catalogue;
mod documents;
mod guide;
pub mod impact;
pub mod meetings;
pub mod own_pack;
mod pack;
pub mod propose;
mod read;
mod ready;
mod sectors;
mod short;
mod start;
pub mod suppliers;

pub use crate::domain::headings::{Heading, heading, heading_of, headings, top_of};
pub use catalogue::{CatalogueRisk, own_risks, risk_from_catalogue, risk_from_own, risks, risks_for, suggested};
pub use guide::{Guide, guide, guide_of};
pub use pack::{Documented, Item, Role, by_id, item, items, name as pack_name, role, roles};
pub use propose::{Proposed, QuestionProposal, QuestionWish};
pub use ready::{Ready, from_ready, is_dated, ready};
pub use sectors::act_roles;
pub use short::short;
pub use start::first_records;
