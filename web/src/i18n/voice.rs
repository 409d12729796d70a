//! To whom the pages speak: customers are spoken to, at the desk one speaks of them.
//!
//! Facts and answers are told in the same words to both, except where those words mean the customer: "you agreed to a
//! later day" is read by an agent as if it were about them.

use std::sync::atomic::{AtomicBool, Ordering};

static IS_DESK: AtomicBool = AtomicBool::new(false);

/// Speaks to the desk from now on: an entry of the desk says so once, before anything is drawn.
pub fn speak_to_desk() {
    IS_DESK.store(true, Ordering::Relaxed);
}

/// Whether the desk is spoken to.
pub fn is_desk() -> bool {
    IS_DESK.load(Ordering::Relaxed)
}
