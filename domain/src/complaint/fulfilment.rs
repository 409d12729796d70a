//! What was agreed on, and how far each promise of it has come.

use crate::compensation::money::Money;
use crate::compensation::option::RemedyPart;
use crate::complaint::command::{OfferedOption, Proof};
use crate::complaint::event::Recorded;
use crate::complaint::promise::Promise;
use crate::id::{PromiseId, UserId};
use crate::text::Reference;
use chrono::{DateTime, FixedOffset};

/// A promise and how it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// What was promised.
    pub promise: Promise,
    /// How it stands.
    pub standing: PromiseStanding,
    /// Under which references refunds of the order were known when it was agreed on: none of them proves it.
    pub told: Vec<Reference>,
    /// The numbers of the order's parcels by then: what was agreed on goes in another.
    pub parcels: Vec<String>,
    /// Whether it was shown once, and the proof taken back: what it gives may be out all the same.
    pub was_shown: bool,
    /// Whether its customer turned down what was proposed in its place: it can't be done as it was agreed, and another way is
    /// looked for.
    pub was_refused: bool,
}

impl Kept {
    /// A promise that nothing was done for yet, agreed on when refunds of these references and these parcels were known.
    pub(crate) fn open(promise: &Promise, told: &[Reference], parcels: &[String]) -> Self {
        Self {
            promise: promise.clone(),
            standing: PromiseStanding::Open,
            told: told.to_vec(),
            parcels: parcels.to_vec(),
            was_shown: false,
            was_refused: false,
        }
    }

    /// What it may come to: itself, or what waits in its place where that is more.
    pub(crate) fn may_give(&self) -> impl Iterator<Item = &RemedyPart> {
        let sum = |promise: &Promise| promise.part.amount.map_or(0, |amount| amount.minor);
        let waits = self.proposed().map(sum).reduce(i64::saturating_add);
        let is_more = waits.is_some_and(|waits| waits > sum(&self.promise));
        let own = (!is_more).then_some(&self.promise.part);
        let instead = self.proposed().filter(move |_| is_more).map(|promise| &promise.part);
        own.into_iter().chain(instead)
    }

    /// The same as it stands from now on.
    pub(crate) fn stand(&mut self, standing: PromiseStanding) {
        self.was_shown |= matches!(self.standing, PromiseStanding::Proven { .. });
        self.standing = standing;
    }

    /// Whether it is to be done, and was shown as done before: nobody but a supervisor leaves it undone.
    pub const fn may_be_done(&self) -> bool {
        self.was_shown && self.is_open()
    }

    /// What was proposed in its place, while its customer has not answered; the first is what it is answered by.
    pub fn proposed(&self) -> impl Iterator<Item = &Promise> {
        let (first, also) = match &self.standing {
            PromiseStanding::Proposed { replacement, also, .. } => (Some(&**replacement), also.as_slice()),
            _ => (None, [].as_slice()),
        };
        first.into_iter().chain(also)
    }

    /// Whether it counts: nothing has taken its place.
    pub const fn stands(&self) -> bool {
        !matches!(self.standing, PromiseStanding::Replaced { .. })
    }

    /// Whether something is still to be done for it.
    pub const fn is_open(&self) -> bool {
        matches!(self.standing, PromiseStanding::Open | PromiseStanding::Proposed { .. })
    }
}

/// How a promise stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PromiseStanding {
    /// To be done.
    Open,
    /// Something else was proposed in its place; the customer decides.
    Proposed {
        /// What, instead, by whose id it is answered.
        replacement: Box<Promise>,
        /// What else.
        also: Vec<Promise>,
        /// How much less all of it is worth.
        less: Option<Money>,
    },
    /// Done, and shown.
    Proven {
        /// How.
        proof: Proof,
        /// Who showed it, where somebody of the desk did.
        by: Option<UserId>,
        /// When.
        at: DateTime<FixedOffset>,
        /// What the transfer that shows it came to in all, where a supervisor said so with it.
        in_all: Option<Money>,
    },
    /// Replaced with the customer's consent.
    Replaced {
        /// By which promise.
        by: PromiseId,
    },
}

impl PromiseStanding {
    /// Shown by a proof that somebody recorded.
    pub(super) fn proven(proof: &Proof, in_all: Option<Money>, recorded: &Recorded) -> Self {
        Self::Proven { proof: proof.clone(), by: recorded.actor.user(), at: recorded.at, in_all }
    }
}

/// What was agreed and how far it has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fulfilment {
    /// The option agreed on.
    pub agreed: OfferedOption,
    /// How far the offer went above what came in for the order, as a supervisor signed for.
    pub above: Option<Money>,
    /// What is to be done.
    pub promises: Vec<Kept>,
    /// When it was agreed.
    pub agreed_at: DateTime<FixedOffset>,
    /// How the customer was told that the goods come back, last.
    pub way_back: Option<WayBack>,
    /// Since when the desk knows of goods that are out and are to come back: the agreement, or what was learned later.
    pub out_since: DateTime<FixedOffset>,
}

impl Fulfilment {
    /// The promise in whose place something was proposed that is answered by that id.
    pub(super) fn proposed(&self, id: PromiseId) -> Option<&Kept> {
        self.promises.iter().find(|kept| kept.proposed().next().is_some_and(|first| first.id == id))
    }
}

/// How goods come back, as the customer was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WayBack {
    /// In the desk's words.
    pub how: String,
    /// When.
    pub told_at: DateTime<FixedOffset>,
}
