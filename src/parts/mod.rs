//! What panes share: styles, drawing, text fields, lists, words for times.
//!
//! No part knows a record, a command or a key map; each draws what it is given into a [`paint::Canvas`].

pub mod clock;
pub mod line_input;
pub mod line_times;
pub mod list;
pub mod note;
pub mod paint;
mod rows;
pub mod theme;

mod shown_stub;
