//! Wrong contacts tried on one order, from wherever they come.
//!
//! The end of a telephone number and a postcode are quickly tried through by many sources together. So after a number
//! of wrong contacts on one order they prove nothing for a day; whole contacts and private links, which nobody
//! guesses, go on proving it, and the owner is never locked out. Only orders that exist are counted.

use super::kept::Kept;
use chrono::{DateTime, TimeDelta, Utc};
use std::sync::Arc;

#[derive(Debug, Default)]
struct Wrong {
    n: u32,
    since: Option<DateTime<Utc>>,
    closed_until: Option<DateTime<Utc>>,
}

/// The wrong contacts of the last day, by order. Cheap to clone; all clones are one.
#[derive(Clone, Debug, Default)]
pub struct Guesses(Arc<Kept<Wrong>>);

impl Guesses {
    /// Counts a contact as wrong until it is known to be right, and says whether the short ones still prove anything.
    pub fn begin(&self, order_key: &str, most: u32, now: DateTime<Utc>) -> bool {
        self.0.with(self.0.key(&order_key), |wrong| {
            let day = TimeDelta::days(1);
            if wrong.closed_until.is_some_and(|until| now < until) {
                return false;
            }
            if wrong.closed_until.is_some() || wrong.since.is_none_or(|since| now - since >= day) {
                *wrong = Wrong { n: 0, since: Some(now), closed_until: None };
            }
            wrong.n = wrong.n.saturating_add(1);
            wrong.closed_until = (wrong.n >= most).then_some(now + day);
            true
        })
    }

    /// The contact just begun was right.
    pub fn right(&self, order_key: &str) {
        self.0.with(self.0.key(&order_key), |wrong| {
            wrong.n = wrong.n.saturating_sub(1);
            wrong.closed_until = None;
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_contacts_prove_nothing_for_a_day_after_too_many_wrong_ones() {
        let (guesses, start) = (Guesses::default(), Utc::now());
        assert!((0..20).all(|_| guesses.begin("a", 20, start)));
        assert!(!guesses.begin("a", 20, start));
        assert!(guesses.begin("b", 20, start), "another order is none of it");
        assert!(!guesses.begin("a", 20, start + TimeDelta::hours(23)));
        assert!(guesses.begin("a", 20, start + TimeDelta::hours(24)));
    }

    #[test]
    fn right_contacts_never_close_anything() {
        let (guesses, start) = (Guesses::default(), Utc::now());
        for _ in 0..100 {
            assert!(guesses.begin("a", 20, start));
            guesses.right("a");
        }
    }
}
