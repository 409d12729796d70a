//! Pieces that know complaints and are shown by several entries.
//!
//! What differs between a customer and an agent is passed in; nothing here asks who is looking.

pub mod dated;
pub mod decided;
pub mod option_body;
pub mod printed_at;
pub mod reasons;
pub mod ways_back;
