//! What panes share: styles, drawing, text fields, lists, matching, words for times.
//!
//! No part knows a record's kind, a command or a key map; each draws what it is given into a [`Canvas`].

pub mod clock;
pub mod line_input;
pub mod line_times;
pub mod list;
pub mod matching;
pub mod note;
mod overlay;
pub mod paint;
mod rows;
pub mod theme;
pub mod typing;

pub use line_input::LineInput;
pub use list::Window;
pub use note::{NoteEditor, VEILED};
pub use overlay::{overlay, overlay_area};
pub use paint::Canvas;
pub use theme::{Environment, Theme};
pub use typing::Typing;
