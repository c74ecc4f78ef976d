//! What panes stand on: what a pane is, the effects it answers with, the places it opens, the state it reads.
//!
//! Panes import from here and never from `app`; nothing here knows a pane.

pub mod after;
pub mod effect;
mod made;
mod pane;
pub mod past;
pub mod place;
mod plain;
pub mod prefs;
pub mod shared;
mod text_for;
pub mod world;

pub use effect::{AfterChoice, AfterText, Answer, Effect, Fetched, Output, Query, RecordsFor, RowsFor, TextFor};
pub use pane::{Covers, Header, Pane};
pub use place::{Alike, HeldText, Place, TakenRow};
pub use plain::{Plain, PlainLine, labelled};
pub use world::World;
