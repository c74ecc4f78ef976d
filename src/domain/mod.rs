//! Records and rules as plain values: no terminal, no SQL, no clock, no files.
//!
//! A *kind* of record is described once, in [`kinds`]; columns, forms, filters, sorting, bulk edit, CSV headings,
//! JSON and history come from that description. Time is always an argument.

pub mod act;
pub mod awareness;
pub mod behind;
pub mod between;
pub mod bodies;
pub mod bundles;
pub mod change;
pub mod checks;
pub mod claims;
pub mod closing;
pub mod coverage;
pub mod day;
pub mod decimal;
pub mod differences;
#[cfg(test)]
pub mod drawn;
pub mod everyday;
pub mod expected;
pub mod field;
pub mod focus;
pub mod foreign;
pub mod gate;
pub mod grid;
pub mod head;
pub mod headings;
pub mod id;
pub mod kept;
pub mod kind;
pub mod kinds;
pub mod listing;
pub mod looked;
#[cfg(test)]
mod looked_tests;
pub mod marks;
pub mod matrix;
pub mod measures;
pub mod notes;
pub mod own;
pub mod people;
pub mod period;
pub mod plan;
pub mod programme;
pub mod progress;
pub mod readiness;
pub mod reasons;
pub mod record;
pub mod records;
pub mod refusal;
pub mod related;
pub mod review;
pub mod rounds;
pub mod rules;
pub mod sampling;
pub mod score;
pub mod share;
pub mod skeleton;
pub mod sorted;
pub mod stand;
pub mod stands;
pub mod sync_names;
pub mod takeover;
pub mod ticks;
pub mod trend;
pub mod value;
pub mod values;
pub mod wants;
pub mod words;
pub mod workflow;

pub use act::{Act, Adding};
pub use change::{Begun, Change, Edit};
pub use decimal::Decimal;
pub use field::{Choice, Derived, Field, Stage, Tone, Type};
pub use id::Id;
pub use kind::{Again, Follow, Kind, Reviewed, Section, Signed, Spec, Start};
pub use listing::{Counting, Listing, Preset};
pub use period::Period;
pub use record::Record;
pub use records::{Records, View};
pub use value::{Stamp, Value};
