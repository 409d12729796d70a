//! The Redress server: everything around the domain that has a clock, a disk or a network.
pub mod store;
