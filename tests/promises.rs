//! Every promise of `docs/promises.md`, kept by keys on a file and read back after closing and opening it again.

mod areas;
mod audit;
mod card;
mod decisions;
mod findings;
mod gap;
mod inventory;
mod list;
mod papers;
mod parts;
mod risks;
mod rounds;
mod soa;
mod trail;
