//! How the program plays: scripts of keys against limits, reflexes, undo, lists, and every binding of the default map.

mod bindings;
mod cells;
mod counts;
mod kept;
mod lists;
mod minute;
mod reflex;
mod sheet;
mod undo;
