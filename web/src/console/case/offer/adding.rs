//! One more option in an offer: a suggestion that was picked, or what a rule leaves the sum of to whoever settles it.

use super::super::offer_draft::{OfferDraft, Suggested};
use super::{Editor, TITLE, new_option_id};
use domain::compensation::option::{RemedyOption, RemedyPart};
use domain::complaint::command::MAX_OPTIONS;
use domain::id::OptionId;
use leptos::prelude::*;
use web::browser::document;
use web::i18n::{Locale, t::console as t};

impl Editor {
    /// Offers one suggestion: alone where nobody has begun anything, beside what was begun otherwise.
    pub(crate) fn offer(self, locale: Locale, option: &RemedyOption) -> bool {
        if !self.may_begin() {
            return false;
        }
        if self.is_free() {
            let mut draft = OfferDraft::of([option], new_option_id);
            draft.untouched = Some(Suggested::Picked);
            draft.seen_version = self.version();
            self.take_up(draft);
        } else if self.holds(option) {
            self.refused.set(None);
        } else if self.has_room(locale) {
            self.change(|draft| draft.add_option(option, new_option_id()));
        }
        self.show();
        true
    }

    /// Whether nobody has chosen anything for it: what the rules would choose gives way, and what somebody picked does not.
    fn is_unchosen(self) -> bool {
        let is_best = |draft: &OfferDraft| draft.untouched == Some(Suggested::Best);
        self.draft.with_untracked(|draft| draft.as_ref().is_none_or(is_best))
    }

    /// Whether a suggestion is in it already: it is offered once.
    fn holds(self, option: &RemedyOption) -> bool {
        self.draft.with_untracked(|draft| draft.as_ref().is_some_and(|draft| draft.holds(option)))
    }

    /// Whether one more option has a place beside those that were begun; where it has none, the form says so.
    fn has_room(self, locale: Locale) -> bool {
        let n_options = self.draft.with_untracked(|draft| draft.as_ref().map_or(0, |one| one.options.len()));
        let has_room = n_options < MAX_OPTIONS;
        let full = || t::offer_full(locale, &n_options.to_string());
        self.refused.set((!has_room).then(full));
        has_room
    }

    /// Offers what a rule leaves the sum of to a person, beside what was begun: its sum is what is written next. What is in
    /// it already is gone to.
    pub(crate) fn settle(self, locale: Locale, part: &RemedyPart) {
        if !self.may_begin() {
            return;
        }
        let there = self.draft.with_untracked(|draft| draft.as_ref()?.place_of(part));
        if let Some((id, key)) = there {
            self.refused.set(None);
            return self.go_to_sum(id, Some(key));
        }
        let id = new_option_id();
        let add = |draft: &mut OfferDraft| {
            draft.add_empty_option(id);
            draft.add_granted(id, part);
        };
        if self.is_unchosen() {
            let mut draft = OfferDraft::default();
            draft.seen_version = self.version();
            add(&mut draft);
            self.take_up(draft);
        } else if self.has_room(locale) {
            self.change(add);
        } else {
            return self.show();
        }
        let added = self.draft.with_untracked(|draft| Some(draft.as_ref()?.place_of(part)?.1));
        self.go_to_sum(id, added);
    }

    fn go_to_sum(self, id: OptionId, part: Option<u32>) {
        self.is_open.set(true);
        self.begin_change(id, part);
        document::bring_into_view(TITLE);
    }
}
