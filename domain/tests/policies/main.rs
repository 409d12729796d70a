//! The delivered packs: their cases, their soundness, their sentences, and properties that hold for any facts.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::disallowed_methods,
    reason = "tests may fail loudly and read the packs from the tree"
)]

mod answered;
mod automatic;
mod bad_input;
mod cases;
mod currencies;
mod delivered;
mod doubted;
mod drafts;
mod examples;
mod fair;
mod forms;
mod fuzzed;
mod given_back;
mod goodwill;
mod granted_once;
mod harm;
mod holds;
mod last_day;
mod left_open;
mod meanwhile;
mod mixed;
mod money;
mod multiples;
mod neutral;
mod order_changed;
mod own_words;
mod parcels;
mod proofs;
mod properties;
mod part_given_back;
mod put_right;
mod replaced;
mod returned;
mod said;
mod sent_anew;
mod sentences;
mod shops;
mod slow_calculator;
mod to_settle;
mod together;
mod stated;
mod told;
mod twice;
mod uncovered;
mod zones;
