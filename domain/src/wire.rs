//! The bodies that travel between browser and server. Both sides compile this module, so neither can drift.
//!
//! Commands, events and everything in them are the wire form already; here are only the envelopes around them.

pub mod failure_code;
pub mod policy;
mod quote;

use crate::actor::Role;
use crate::clock::TimeLimits;
use crate::compensation::money::Currency;
use crate::complaint::event::Recorded;
use crate::complaint::rejection::Rejection;
use crate::id::{CaseId, CaseNumber, PersonId, UserId};
use crate::order::Order;
use crate::order::ledger::Elsewhere;
use crate::personal::{Language, Personal};
use crate::text::problem::Problem;
use crate::view::beside::BesideCase;
use crate::view::{QueueRow, QueueView};
use crate::zone::Zone;
use chrono::{DateTime, FixedOffset};
pub use quote::Quote;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What both entries need to know of the shop before anything else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Shop {
    /// Its name.
    pub name: String,
    /// Where its own pages are.
    pub url: Option<String>,
    /// The currency of its orders.
    pub currency: Currency,
    /// Its zone, in which days are counted and moments are written.
    pub zone: Zone,
    /// The languages it serves.
    pub languages: Vec<Language>,
    /// The packs in force, in the order in which they add to each other.
    pub packs: Vec<PackLink>,
    /// The desk's time limits.
    pub limits: TimeLimits,
    /// The largest file that reaches the desk, in bytes.
    pub max_upload_bytes: u32,
    /// Whether this is a demo with example orders.
    pub is_demo: bool,
}

/// Where a pack in force is to be had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PackLink {
    /// The pack's id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// The hash of its public part, which is its address.
    pub hash: String,
}

/// A customer asks for their order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LookupRequest {
    /// The order number as typed.
    pub order_number: String,
    /// E-mail, phone tail or postcode as typed.
    pub contact: String,
}

/// The order, for the one who proved it is theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LookupResponse {
    /// The order, as its customer sees it.
    pub order: Order,
    /// The id under which the customer's data is kept.
    pub person_id: PersonId,
    /// Cases already open on this order.
    pub cases: Vec<CaseLink>,
    /// The newest of them that is not finished: to go on there is better than to begin anew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unfinished: Option<CaseLink>,
    /// What was given on the order before.
    #[serde(default, skip_serializing_if = "Elsewhere::is_empty")]
    pub elsewhere: Elsewhere,
}

/// A case somebody may open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CaseLink {
    /// The case.
    pub case_id: CaseId,
    /// Its number.
    pub number: CaseNumber,
}

/// The private link of a case, as its reader may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PrivateLink {
    /// Whether it opens the case: it has not ended and nobody took it back.
    pub is_open: bool,
    /// Its path; only for whoever proved the order or filed the complaint, and only while it opens the case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Whether the reader may make a new one.
    pub can_renew: bool,
    /// When it ends by itself.
    pub expires_at: DateTime<FixedOffset>,
}

/// A customer looks for a case already filed; the order number or the case number, and the contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FindRequest {
    /// The case number or order number as typed.
    pub number: String,
    /// E-mail, phone tail or postcode as typed.
    pub contact: String,
}

/// The cases found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FindResponse {
    /// The newest first.
    pub cases: Vec<CaseLink>,
}

/// What a command led to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CommandResponse {
    /// The case.
    pub case_id: CaseId,
    /// Its number.
    pub number: CaseNumber,
    /// Its version now.
    pub version: u32,
    /// The events the command led to, as the sender may see them.
    pub events: Vec<Recorded>,
    /// The path of the private link; for a filing only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// One case as its reader may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CaseFile {
    /// The case.
    pub case_id: CaseId,
    /// Its true version, which may be higher than the last event shown.
    pub version: u32,
    /// Its events.
    pub events: Vec<Recorded>,
    /// The people named in it, as far as the reader may know them.
    pub people: BTreeMap<PersonId, Personal>,
    /// The desk's users named in it, by the name customers see.
    pub users: BTreeMap<UserId, String>,
    /// The place in the whole log up to which this is true: where to resume the stream.
    pub seq: u64,
    /// Where the packs are to be had under which the case was filed, in their order; what is not to be had any more
    /// is answered with the version in force now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub packs: Vec<PackLink>,
    /// What was given on its order other than by this case, to the same buyer.
    #[serde(default, skip_serializing_if = "Elsewhere::is_empty")]
    pub elsewhere: Elsewhere,
    /// Whether its reader is shown it as the customer and is signed in at the desk in the same browser: they may read
    /// it, and do nothing to it.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub is_desk_browser: bool,
}

/// What stands beside a case, for the desk only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Beside {
    /// The other cases of its customer and its order, the newest first.
    pub cases: Vec<BesideCase>,
    /// Who may work cases, by the name colleagues know.
    pub colleagues: BTreeMap<UserId, String>,
}

/// A page of an agent's queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct QueuePage {
    /// Which view.
    pub view: QueueView,
    /// Its rows, the next due first.
    pub rows: Vec<QueueRow>,
    /// Where a search found each of them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub quotes: BTreeMap<CaseId, Quote>,
    /// The names of those who work its cases.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub users: BTreeMap<UserId, String>,
    /// What to pass as `after` for the next page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// How many cases each view holds.
    pub counts: BTreeMap<QueueView, u64>,
    /// The place in the log up to which this is true.
    pub seq: u64,
}

/// Somebody signs in at the desk.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SignInRequest {
    /// The user name.
    pub user: String,
    /// The password.
    pub password: String,
}

/// Somebody at the desk chooses a password for themself.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PasswordRequest {
    /// The one they have.
    pub old: String,
    /// The one they choose.
    pub new: String,
}

impl core::fmt::Debug for PasswordRequest {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("PasswordRequest")
    }
}

impl core::fmt::Debug for SignInRequest {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("SignInRequest").field("user", &self.user).finish_non_exhaustive()
    }
}

/// Who is signed in at the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Session {
    /// Their id.
    pub user_id: UserId,
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: Role,
}

/// Why a request was not answered as hoped: one shape for every failure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ErrorBody {
    /// The failure.
    pub error: Failure,
}

/// A failure: a stable code, the facts a message needs, and where to find it in the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Failure {
    /// The stable code.
    pub code: String,
    /// What the message needs.
    #[serde(default)]
    pub facts: FailureFacts,
    /// The request's id, as in the server's log.
    #[serde(default)]
    pub trace: String,
}

/// The facts that belong to a failure; which of them are there follows from its code.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct FailureFacts {
    /// The domain's reason, where it was the domain that refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rejection: Option<Rejection>,
    /// The fields that need another look.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
    /// The events missed, where the case has moved on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missed: Vec<Recorded>,
    /// The case's version now, where it has moved on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// After how many seconds to try again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
    /// The largest size in bytes that is taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_bytes: Option<u32>,
    /// Where in what was sent the mistake is, such as `command.make_offer.options[0].id`, for developers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// What was expected, for developers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
}
