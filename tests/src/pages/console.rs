//! The desk's pages.

mod case;
mod offer;
mod queue;

pub use case::CasePage;
pub use offer::OfferEditor;
pub use queue::Queue;
