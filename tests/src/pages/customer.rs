//! The customer's pages.

mod case;
mod filing;
mod sent;

pub use case::CasePage;
pub use filing::{Answers, Filing};
pub use sent::SentPage;
