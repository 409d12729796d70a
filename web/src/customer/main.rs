//! The customer entry.

fn main() {}
