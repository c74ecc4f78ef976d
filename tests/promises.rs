//! Every promise of `docs/promises.md`, kept by keys on a file and read back after closing and opening it again.

mod areas;
mod audit;
mod card;
mod certification;
mod classes;
mod decisions;
mod findings;
mod follow;
mod gap;
mod inventory;
mod leadership;
mod list;
mod own_columns;
mod papers;
mod parts;
mod plan;
mod programme;
mod review;
mod risks;
mod rounds;
mod running;
mod second;
mod soa;
mod systems;
mod trail;
mod words;
