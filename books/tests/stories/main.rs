//! What the books keep, told as stories: each is lived through in memory, in SQLite and in PostgreSQL.
//!
//! One module per room. A story takes the books as they are opened; one about several servers takes the [`world::World`],
//! which has them opened twice where that can be.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails loudly; clippy's own exemption does not reach the functions beside the tests"
)]

#[macro_use]
mod world;
mod tell;

mod cases;
mod desk;
mod files;
mod guesses;
mod links;
mod orders;
mod packs;
mod queue;
mod rebuild;
mod references;
mod search;
mod sessions;
mod staff;
mod together;
mod words;
