//! Stories over HTTP: people with browsers of their own against a real server on a loopback port.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails loudly; clippy's own exemption does not reach the functions beside the tests"
)]

mod access;
mod bad_input;
mod beside;
mod described;
mod evidence;
mod finding;
mod given;
mod goodwill;
mod hours;
mod identity;
mod imported;
mod inner;
mod limits;
mod kept_out;
mod last_day;
mod left_open;
mod life;
mod operations;
mod order_changed;
mod parcels;
mod policy;
mod queue;
mod redact;
mod references;
mod secrets;
mod strain;
mod stream;
mod together;
