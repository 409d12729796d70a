//! Contacts being tried on one order at this server at this moment. How many were wrong is in the books, for all servers and
//! over a restart; what is under way counts as wrong until it is known to be right, so that many at once are no more tries
//! than one after the other.

use super::kept::Kept;
use std::sync::Arc;

/// How many contacts are being tried, by order. Cheap to clone; all clones are one.
#[derive(Clone, Debug, Default)]
pub struct Guesses(Arc<Kept<u32>>);

/// A contact being tried, until it is let go.
#[derive(Debug)]
#[must_use = "what is let go is counted no more"]
pub struct Guess {
    guesses: Guesses,
    key: u64,
    /// How many were under way when it began, itself among them.
    n_open: u32,
}

impl Guesses {
    /// Begins to try a contact on an order.
    pub fn begin(&self, order_key: &str) -> Guess {
        let key = self.0.key(&order_key);
        let n_open = self.0.with(key, |n_open| {
            *n_open = n_open.saturating_add(1);
            *n_open
        });
        Guess { guesses: self.clone(), key, n_open }
    }
}

impl Guess {
    /// Whether it may go wrong, with all that were under way when it began, where so many may still go wrong. To be asked
    /// after it began: what was under way then and is counted now counts twice and never not at all.
    pub const fn has_room(&self, left: u32) -> bool {
        self.n_open <= left
    }
}

impl Drop for Guess {
    fn drop(&mut self) {
        self.guesses.0.with(self.key, |n_open| *n_open = n_open.saturating_sub(1));
        self.guesses.0.forget_if(self.key, |n_open| *n_open == 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_are_tried_at_once_as_may_still_go_wrong() {
        let guesses = Guesses::default();
        let under_way: Vec<_> = (0..3).map(|_| guesses.begin("a")).collect();
        assert!(under_way.iter().all(|guess| guess.has_room(3)));
        assert!(!guesses.begin("a").has_room(3));
        assert!(guesses.begin("b").has_room(3), "another order is none of it");
        drop(under_way);
        assert!(guesses.begin("a").has_room(1));
        assert!(!guesses.begin("a").has_room(0));
    }
}
