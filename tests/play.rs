//! How the program plays: scripts of keys against limits, reflexes, undo, lists, and every binding of the default map.

#[path = "play/bindings.rs"]
mod bindings;
#[path = "play/counts.rs"]
mod counts;
#[path = "promises/desk.rs"]
mod desk;
#[path = "play/lists.rs"]
mod lists;
#[path = "play/minute.rs"]
mod minute;
#[path = "play/reflex.rs"]
mod reflex;
#[path = "play/undo.rs"]
mod undo;
