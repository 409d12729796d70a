//! Journeys in a real browser, and the tests of the instruments they are made with.
//!
//! Few and long: each is a story a person would tell. What a cheaper test can show is shown there.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod instruments;
mod first_step;
mod filing;
mod exactly_once;
mod kept;
mod answered;
mod entitlement;
mod rights;
mod handling;
mod hands;
mod turns;
mod uncovered;
mod policy;
mod entries;
mod bad_input;
mod keyboard;
mod fitness;
mod languages;
mod wording;
mod last_day;
mod papers;
