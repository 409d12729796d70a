//! A choice that came too late: what it was made from stands no more, so it counts for nothing, and whoever made it is told so,
//! with what stands in its place.

use super::Intent;
use crate::follow::Following;
use domain::compensation::option::RemedyOption;
use domain::complaint::assess::Assessment;
use domain::complaint::event::Event;
use domain::complaint::pending::Replica;
use domain::complaint::stands;
use leptos::prelude::*;
use serde_json::Value;
use web::format;
use web::i18n::{Locale, gap, t, words};

impl Intent {
    /// The option it takes, where it takes one.
    fn chosen(&self) -> Option<String> {
        let says: Value = serde_json::from_str(&self.says).ok()?;
        Some(says.get("accept_option")?.get("option")?.as_str()?.to_owned())
    }
}

impl Following {
    /// What is said of a choice whose option stands no more; nothing of anything else.
    pub(super) fn void_choice(self, locale: Locale, intent: &Intent) -> Option<String> {
        let option = intent.chosen()?;
        let stands = self.replica.try_with_untracked(|replica| {
            let state = replica.confirmed_state();
            let offer = state.case().and_then(|case| case.phase.open_offer());
            offer.map(|offer| offer.options.iter().any(|one| one.id.to_string() == option))
        })?;
        match stands {
            Some(true) => None,
            Some(false) => Some(self.with_less(locale, t::customer::choice_void(locale), &option)),
            None => Some(t::customer::choice_void_gone(locale).to_owned()),
        }
    }

    /// What is said of an offer that was replaced or taken back while one of its options was before its customer; nothing where
    /// they answered it themselves.
    pub(crate) fn changed_offer(self, locale: Locale, option: &str) -> Option<String> {
        let (is_open, is_gone) = self.replica.try_with_untracked(|replica| {
            let state = replica.confirmed_state();
            let is_open = state.case().is_some_and(|case| case.phase.open_offer().is_some());
            (is_open, is_taken_back(replica, option))
        })?;
        if is_open {
            return Some(self.with_less(locale, t::customer::offer_changed(locale), option));
        }
        is_gone.then(|| t::customer::offer_gone(locale).to_owned())
    }

    /// What to tell whoever was answering an offer when the desk took it back, or turned the case down; not tracked.
    pub(crate) fn offer_taken_back(self, locale: Locale) -> Option<String> {
        let is_gone = self.replica.try_with_untracked(|replica| {
            is_taken_back_since(replica, |event| matches!(event, Event::OfferMade { .. }))
        })?;
        is_gone.then(|| t::customer::offer_gone(locale).to_owned())
    }

    /// What an option is, by its parts, where one was offered with this id; not tracked.
    pub(crate) fn named_option(self, locale: Locale, intent: &Intent) -> Option<String> {
        let option = intent.chosen()?;
        let option = self.replica.try_with_untracked(|replica| offered(replica, &option))??;
        Some(named(locale, &option))
    }

    /// The same with a word on what is lost, where all that is offered now is worth less than an option of before.
    fn with_less(self, locale: Locale, says: &str, option: &str) -> String {
        let less = self.replica.try_with_untracked(|replica| {
            let before = offered(replica, option)?;
            let state = replica.confirmed_state();
            let case = state.case()?;
            let is_less = self.with_context(case.person, |ctx| {
                let assessment = Assessment::of(case, ctx.packs, ctx.elsewhere, ctx.zone);
                stands::is_less(case, &assessment, &before)
            });
            is_less.then_some(before)
        });
        match less.flatten() {
            Some(before) => {
                [says, gap(locale), &t::customer::offer_less(locale, &named(locale, &before))].concat()
            }
            None => says.to_owned(),
        }
    }
}

/// An option that was offered at any time.
fn offered(replica: &Replica, option: &str) -> Option<RemedyOption> {
    let mut options = replica.confirmed().iter().flat_map(|recorded| match &recorded.event {
        Event::OfferMade { options, .. } => options.as_slice(),
        _ => &[],
    });
    options.find(|one| one.id.to_string() == option).map(|one| one.option.clone())
}

/// Whether the desk took an option back, or turned the case down, since it was offered last.
fn is_taken_back(replica: &Replica, option: &str) -> bool {
    is_taken_back_since(replica, |event| match event {
        Event::OfferMade { options, .. } => options.iter().any(|one| one.id.to_string() == option),
        _ => false,
    })
}

/// Whether the desk took an offer back, or turned the case down, since one of these was made last.
fn is_taken_back_since(replica: &Replica, offers: impl Fn(&Event) -> bool) -> bool {
    let since = replica.confirmed().iter().rev().take_while(|recorded| !offers(&recorded.event));
    let mut events = since.map(|recorded| &recorded.event);
    events.any(|event| matches!(event, Event::OfferWithdrawn { .. } | Event::Rejected { .. }))
}

/// An option by its parts, with their sums.
fn named(locale: Locale, option: &RemedyOption) -> String {
    let parts = option.parts.iter().map(|part| {
        let name = words::remedy_for(locale, part);
        part.amount.map_or(name.clone(), |sum| [&name, " ", &format::money(locale, sum)].concat())
    });
    format::listed(locale, &parts.collect::<Vec<_>>())
}
