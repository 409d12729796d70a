//! The life of a case seen from outside the crate: its wire form and what holds for every sequence of commands.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails loudly; clippy's own exemption does not reach the functions beside the tests"
)]

mod properties;
mod samples;
mod wire;
