//! What each page lets a person do, in the words of the trade.
//!
//! A page object knows where things are and nothing of what should happen: stories say that. Things without an id of
//! their own are found by role and name, in English.

pub mod customer;
pub mod console;
