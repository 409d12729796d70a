//! What a page reads of a case being followed.

use super::{Following, Showing, person_of};
use chrono::{DateTime, FixedOffset};
use domain::complaint::event::{Event, Recorded};
use domain::complaint::pending::Replica;
use domain::complaint::{Case, Fulfilment};
use domain::id::{CaseId, PromiseId, UserId};
use domain::order::ledger::Elsewhere;
use leptos::prelude::*;

impl Following {
    /// The number of the case, once it was shown; not tracked.
    pub(crate) fn number(self) -> Option<String> {
        self.replica.with_untracked(|replica| {
            replica.confirmed_state().case().map(|case| case.number.as_str().to_owned())
        })
    }

    /// What was given on the order other than by this case, as last told; tracked.
    pub(crate) fn elsewhere(self) -> Elsewhere {
        self.elsewhere.get()
    }

    /// Which case.
    pub(crate) fn id(self) -> CaseId {
        self.id
    }

    /// Whether there is something to show; tracked. Every moment of a case is told by the shop's clock, so the case waits
    /// for the shop.
    pub(crate) fn showing(self) -> Showing {
        match self.showing.get() {
            Showing::Case if !self.shop.is_settled() => Showing::Loading,
            showing => showing,
        }
    }

    /// Whether news arrives by itself; tracked.
    pub(crate) fn is_live(self) -> bool {
        self.reach.get().is_live
    }

    /// Whether somebody is signed in at the desk in this browser: then the page is to read only; tracked.
    pub(crate) fn is_desk_browser(self) -> bool {
        self.reach.get().is_desk_browser
    }

    /// Whether the server no longer knows whose this is, so that it has to be shown again before anything can be done;
    /// tracked.
    pub(crate) fn is_locked(self) -> bool {
        self.reach.get().is_locked
    }

    /// The same; not tracked.
    pub(crate) fn is_locked_now(self) -> bool {
        self.reach.try_with_untracked(|reach| reach.is_locked) == Some(true)
    }

    /// The case with what is on its way taken for granted; tracked.
    pub(crate) fn case(self) -> Option<Case> {
        self.replica.with(|replica| {
            let person = person_of(replica)?;
            self.with_context(person, |ctx| replica.state(ctx).case().cloned())
        })
    }

    /// What was agreed before and is over: the case is closed, or was taken up again; tracked.
    pub(crate) fn past_agreements(self) -> Vec<Fulfilment> {
        self.replica.with(|replica| {
            let person = person_of(replica);
            person
                .map(|person| self.with_context(person, |ctx| replica.past_agreements(ctx)))
                .unwrap_or_default()
        })
    }

    /// The moment since which nothing is left to decide, if that is so; tracked.
    pub(crate) fn settled_at(self) -> Option<DateTime<FixedOffset>> {
        self.replica.with(Replica::settled_at)
    }

    /// The events confirmed, oldest first; tracked.
    pub(crate) fn records(self) -> Vec<Recorded> {
        self.replica.with(|replica| replica.confirmed().to_vec())
    }

    /// The events confirmed, oldest first; not tracked.
    pub(crate) fn records_now(self) -> Vec<Recorded> {
        self.replica.with_untracked(|replica| replica.confirmed().to_vec())
    }

    /// Whether it was taken up again last for how it was rated; tracked.
    pub(crate) fn is_taken_up_by_rating(self) -> bool {
        let is_up = |recorded: &&Recorded| matches!(recorded.event, Event::Reopened { .. });
        self.replica.with(|replica| {
            let mut all = replica.confirmed().iter().rev();
            let up = all.find(is_up).map(|up| up.command_id);
            all.next().is_some_and(|before| {
                matches!(before.event, Event::FollowUpAnswered { .. }) && Some(before.command_id) == up
            })
        })
    }

    /// Why a promise was proposed in place of another; not tracked.
    pub(crate) fn reason_of(self, proposed: PromiseId) -> Option<String> {
        self.replica.with_untracked(|replica| {
            replica.confirmed().iter().rev().find_map(|recorded| match &recorded.event {
                Event::ReplacementProposed { replacement, reason, .. } if replacement.id == proposed => {
                    Some(reason.as_str().to_owned())
                }
                _ => None,
            })
        })
    }

    /// Whether something is on its way; tracked.
    pub(crate) fn is_sending(self) -> bool {
        self.replica.with(|replica| !replica.pending().is_empty())
    }

    /// The name customers see of somebody at the desk.
    pub(crate) fn user_name(self, user: UserId) -> Option<String> {
        self.names.with_untracked(|names| names.users.get(&user).cloned())
    }

    /// The name the customer gave, where their data is still kept; tracked.
    pub(crate) fn customer(self) -> Option<String> {
        self.names.with(|names| names.customer.clone())
    }
}
