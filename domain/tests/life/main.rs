//! The life of a case seen from outside the crate: its wire form and what holds for every sequence of commands.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails loudly; clippy's own exemption does not reach the functions beside the tests"
)]
#![allow(
    clippy::disallowed_methods,
    reason = "golden files are read from disk; the ban is for the crate, not its tests"
)]
#![allow(
    clippy::too_many_lines,
    reason = "a list of one sample per variant is as long as there are variants"
)]

mod inner;
mod properties;
mod samples;
mod wire;
