//! Every promise of `docs/promises.md`, kept by keys on a file and read back after closing and opening it again.

#[path = "promises/desk.rs"]
mod desk;
#[path = "promises/inventory.rs"]
mod inventory;
#[path = "promises/risks.rs"]
mod risks;
