//! The `redress` program as operators meet it: started, killed, damaged, restored. Every test runs the real binary
//! on a data folder of its own.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails loudly; clippy's own exemption does not reach the functions beside the tests"
)]

mod backup;
mod bucket;
mod customer;
mod damage;
mod database;
mod demo;
mod folders;
mod import;
mod people;
mod policies;
mod postgres;
mod private;
mod program;
mod replay;
mod start;
mod strain;
