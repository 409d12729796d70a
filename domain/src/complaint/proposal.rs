//! Offers that wait for a signature, and those that came back without one.

use crate::compensation::money::Money;
use crate::complaint::Offer;
use crate::id::{OfferId, UserId};

/// An offer above its author's limit, waiting for somebody else's signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The offer.
    pub offer: Offer,
    /// The open offer it would replace.
    pub replaces: Option<OfferId>,
    /// Who proposed it and so may not approve it.
    pub author: Option<UserId>,
    /// What the goodwill of the order comes to with it, where that is above an agent's limit: whoever signs, signs for
    /// that sum.
    pub goodwill: Option<Money>,
}

/// An offer a supervisor sent back to its author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentBack {
    /// The offer as it was proposed.
    pub proposal: Proposal,
    /// Why it came back.
    pub reason: String,
}
