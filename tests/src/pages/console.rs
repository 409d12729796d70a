//! The desk's pages.

mod case;
mod offer;
mod policy;
mod queue;

pub use case::CasePage;
pub use offer::OfferEditor;
pub use policy::{Draft, PolicyArea};
pub use queue::Queue;
