//! Every promise of `docs/promises.md`, kept by keys on a file and read back after closing and opening it again.

#[path = "promises/audit.rs"]
mod audit;
#[path = "promises/card.rs"]
mod card;
#[path = "promises/desk.rs"]
mod desk;
#[path = "promises/findings.rs"]
mod findings;
#[path = "promises/gap.rs"]
mod gap;
#[path = "promises/inventory.rs"]
mod inventory;
#[path = "promises/list.rs"]
mod list;
#[path = "promises/risks.rs"]
mod risks;
#[path = "promises/soa.rs"]
mod soa;
#[path = "promises/trail.rs"]
mod trail;
