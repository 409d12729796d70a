//! Offering by key: what can't be offered says why, so that no press comes to nothing in silence.

use super::super::move_to;
use super::super::options::{standing_id, suggested};
use super::Editor;
use leptos::prelude::*;
use web::i18n::{Locale, t::console as t};

impl Editor {
    /// Goes on with what was begun, or begins with what the rules would choose, by key.
    pub(crate) fn begin(self, locale: Locale) -> bool {
        if !self.may_begin() {
            self.say_why_not(locale);
            return true;
        }
        if self.is_empty() {
            self.start_best();
        } else {
            self.renew();
        }
        self.show();
        true
    }

    /// Offers the suggestion of a place, from 1, by key; one that is out already is shown instead.
    pub(crate) fn offer_nth(self, place: usize, locale: Locale) -> bool {
        if !self.may_begin() {
            self.say_why_not(locale);
            return true;
        }
        let suggested = suggested(self.store);
        let Some(option) = place.checked_sub(1).and_then(|place| suggested.get(place)) else { return false };
        if self.is_out(option) {
            return move_to(&standing_id(place));
        }
        self.offer(locale, option)
    }

    /// Says why nothing can be offered, for whoever pressed a key for it.
    fn say_why_not(self, locale: Locale) {
        let says = self.store.case.with_untracked(|case| match case.as_deref() {
            _ if !untrack(|| self.store.may_work()) => Some(t::offer_not_yours(locale)),
            Some(case) if case.phase.fulfilment().is_some() => Some(t::offer_agreed(locale)),
            Some(case) if !case.phase.is_before_agreement() => Some(t::offer_over(locale)),
            _ => None,
        });
        if let Some(says) = says {
            self.store.announcer().show(says);
        }
    }
}
