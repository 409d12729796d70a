//! The Redress server.
fn main() {}
