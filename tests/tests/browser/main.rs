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
mod kept_on_case;
mod waiting;
mod replaced;
mod leftovers;
mod arrived;
mod under_way;
mod after_sending;
mod answered;
mod entitlement;
mod rights;
mod handling;
mod hands;
mod picking;
mod focus;
mod turned;
mod taken_for;
mod turns;
mod dialogs;
mod between;
mod composing;
mod uncovered;
mod policy;
mod policy_words;
mod entries;
mod bad_input;
mod keyboard;
mod fitness;
mod large_text;
mod languages;
mod wording;
mod currencies;
mod last_day;
mod left_open;
mod returning;
mod proofs;
mod order_of_things;
mod papers;
mod search;
mod signed_out;
