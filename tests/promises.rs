//! Every promise of `docs/promises.md`, kept by keys on a file and read back after closing and opening it again.

mod audit;
mod card;
mod findings;
mod gap;
mod inventory;
mod list;
mod risks;
mod soa;
mod trail;
