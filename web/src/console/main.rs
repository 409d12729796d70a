//! The console entry.

fn main() {}
