//! Telling a customer how goods come back that were agreed to: a label, an address, or when somebody fetches them.

use crate::complaint::event::Event;
use crate::complaint::rejection::Rejection;
use crate::complaint::{Case, returning};
use crate::text::Message;

/// Told anew, it takes the place of what was told before.
pub(super) fn tell(case: &Case, how: &Message) -> Result<Vec<Event>, Rejection> {
    if returning::is_awaited(case) {
        Ok(vec![Event::ReturnTold { how: how.clone() }])
    } else {
        Err(Rejection::NothingComesBack)
    }
}
