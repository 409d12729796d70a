//! What happened. Events are past-tense facts, the stored and the wire form at once: once written they are
//! never changed, only superseded. They carry results (amounts, due times, pack versions), so that replay never
//! asks a rule again, and they name people by id only.

mod code;
mod converted;
mod corrected;
mod filed;
mod recorded;

pub use converted::ConvertedKind;
pub use corrected::CorrectedGoods;
pub use filed::{Filed, PackRef};
pub use recorded::Recorded;

use crate::category::Category;
use crate::compensation::money::Money;
use crate::complaint::command::{OfferedOption, Proof};
use crate::complaint::last_day::LastDay;
use crate::complaint::left_open::LeftOpen;
use crate::complaint::offer::Weighed;
use crate::complaint::order_now::OrderChange;
use crate::complaint::promise::Promise;
use crate::complaint::stated::Stated;
use crate::evidence::EvidenceRef;
use crate::finding::Finding;
use crate::id::{OfferId, OptionId, PromiseId, UserId};
use crate::order::Order;
use crate::order::given::OutsideRefund;
use crate::personal::Words;
use crate::remedy::Remedy;
use crate::text::{Message, Reference, Sentence};
use crate::triage::{Complexity, Reason, Urgency};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

/// What happened to one case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// A complaint was received.
    Filed(Box<Filed>),
    /// Its urgency and complexity were read from its words, or read again from what the customer wrote since.
    Triaged {
        /// How urgent it is.
        urgency: Urgency,
        /// How complex it is.
        complexity: Complexity,
        /// The words that made it urgent.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        reasons: Vec<Reason>,
    },
    /// It was acknowledged, with the time by which somebody answers.
    Acknowledged {
        /// By when a first answer was promised.
        answer_by: DateTime<FixedOffset>,
    },
    /// Evidence was added.
    EvidenceAdded(EvidenceRef),
    /// The customer wrote.
    CustomerWrote {
        /// What.
        text: Words<Message>,
        /// Whether it is thanks and no more, which waits for no answer.
        #[serde(default, skip_serializing_if = "core::ops::Not::not")]
        is_thanks: bool,
        /// What they wish for, where they were asked.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        wants: Vec<Remedy>,
    },
    /// An agent made the case theirs; investigation begins.
    CaseTaken,
    /// An agent took the case over from a colleague.
    CaseTakenOver {
        /// From whom.
        from: UserId,
    },
    /// A supervisor gave the case to somebody.
    CaseAssigned {
        /// To whom.
        to: UserId,
    },
    /// The complaint is about somebody at the desk, who may not work it.
    ConcernRecorded {
        /// About whom.
        user: UserId,
        /// Why; absent where the story itself names them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Sentence>,
    },
    /// The complaint is not about somebody after all.
    ConcernLifted {
        /// About whom it is not.
        user: UserId,
        /// How that is known.
        reason: Sentence,
    },
    /// The category was corrected.
    CategoryCorrected {
        /// The right one.
        category: Category,
        /// Why; for the desk only.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Sentence>,
    },
    /// Which goods it is about was put right.
    GoodsCorrected(CorrectedGoods),
    /// The kind was converted.
    KindConverted(ConvertedKind),
    /// The words of the customer state something or wish for it.
    Stated(Stated),
    /// What the customer's words were taken to state or to wish for was not meant.
    NotMeant(Stated),
    /// Something was found out.
    FindingRecorded {
        /// What.
        finding: Finding,
        /// How.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Sentence>,
    },
    /// A recorded finding was taken back.
    FindingTakenBack {
        /// Which.
        finding: Finding,
        /// What stands again in its place, if anything.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        restored: Option<Finding>,
    },
    /// An agent answered the customer.
    Replied {
        /// What they wrote.
        text: Message,
    },
    /// An agent left an internal note.
    NotedInternally {
        /// What they noted.
        text: Message,
    },
    /// An offer above the agent's limit waits for a supervisor.
    OfferProposed {
        /// Which.
        offer: OfferId,
        /// The open offer it would replace.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        replaces: Option<OfferId>,
        /// Its options.
        options: Vec<OfferedOption>,
        /// What is said with it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        message: Option<Message>,
        /// How far an option goes above what came in for the order, which is why a supervisor has to sign.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        above: Option<Money>,
        /// What the goodwill of the order comes to with it, where that is above an agent's limit.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        goodwill: Option<Money>,
    },
    /// A supervisor sent a proposed offer back.
    OfferRefused {
        /// Which.
        offer: OfferId,
        /// Why.
        reason: Sentence,
    },
    /// Its author took a proposed offer back before anybody signed it.
    ProposalWithdrawn {
        /// Which.
        offer: OfferId,
    },
    /// An offer was made to the customer.
    OfferMade {
        /// Which.
        offer: OfferId,
        /// The open offer it replaced.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        replaces: Option<OfferId>,
        /// Its options.
        options: Vec<OfferedOption>,
        /// What was said with it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        message: Option<Message>,
        /// How far an option goes above what came in for the order, which is why a supervisor has to sign.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        above: Option<Money>,
        /// Whether it was signed when the order was known to be perhaps another one; the customer is not told.
        #[serde(default, skip_serializing_if = "core::ops::Not::not")]
        is_in_doubt: bool,
    },
    /// An offer was taken back.
    OfferWithdrawn {
        /// Which.
        offer: OfferId,
        /// Why.
        reason: Sentence,
    },
    /// The customer took an option.
    OptionAccepted {
        /// Of which offer.
        offer: OfferId,
        /// Which.
        option: OptionId,
        /// Whether they were told that it lies below an entitlement.
        is_informed: bool,
    },
    /// What was agreed became promises.
    Agreed {
        /// The option agreed on.
        option: OfferedOption,
        /// What is to be done, by whom and when.
        promises: Vec<Promise>,
        /// Under which references refunds of the order were known by then: none of them was made for this.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        told: Vec<Reference>,
        /// The numbers of the order's parcels by then: what is agreed goes in another.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        parcels: Vec<String>,
    },
    /// What an offer or the agreement leaves open, when it was made and as it stands after something was found out about it.
    LeftOpen {
        /// The offer, while it is open.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        offer: Option<OfferId>,
        /// All of it.
        all: Vec<LeftOpen>,
    },
    /// What each option of an open offer leaves out by now, since more was found out to be owed, or less.
    OfferWeighed {
        /// Which offer.
        offer: OfferId,
        /// The same for each option.
        options: Vec<Weighed>,
    },
    /// Which options of an open offer nobody can take any more, by what was found out since it was made; none once all of
    /// them can be taken again.
    OfferFell {
        /// Which offer.
        offer: OfferId,
        /// Its options that rest on what is not so.
        options: Vec<OptionId>,
    },
    /// The customer asked for something else.
    OfferCountered {
        /// Instead of which offer.
        offer: OfferId,
        /// What they wish for.
        wants: Vec<Remedy>,
        /// Why, or how much.
        sentence: Words<Sentence>,
    },
    /// The customer took none of the options.
    OfferDeclined {
        /// Which.
        offer: OfferId,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sentence: Option<Words<Sentence>>,
    },
    /// A promise was shown to be kept.
    PromiseProven {
        /// Which.
        promise: PromiseId,
        /// How.
        proof: Proof,
        /// Why the customer keeps goods that were to come back first; told to the desk alone.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        keeps_goods: Option<Sentence>,
        /// Why a refund shows it that was known by its reference already; told to the desk alone.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        although_known: Option<Sentence>,
        /// What the transfer that shows it came to in all, as a supervisor says; told to the desk alone.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        in_all: Option<Money>,
    },
    /// A proof was recorded by mistake: the promise is open again.
    ProofTakenBack {
        /// Of which promise.
        promise: PromiseId,
        /// What was wrong with it; the customer is not told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Sentence>,
    },
    /// Something else was proposed for a promise that can't be kept.
    ReplacementProposed {
        /// Instead of which.
        promise: PromiseId,
        /// What, by whose id it is answered.
        replacement: Promise,
        /// What else.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        also: Vec<Promise>,
        /// How much less all of it is worth than what was promised.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        less: Option<Money>,
        /// Why.
        reason: Sentence,
    },
    /// The desk took back what it proposed for a promise.
    ReplacementWithdrawn {
        /// The replacing promise.
        promise: PromiseId,
        /// Why.
        reason: Sentence,
    },
    /// The customer accepted the replacement.
    ReplacementAccepted {
        /// The replacing promise.
        promise: PromiseId,
        /// Under which references refunds of the order were known by then.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        told: Vec<Reference>,
        /// The numbers of the order's parcels by then: what takes its place goes in another.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        parcels: Vec<String>,
    },
    /// The customer insisted on the promise as it was.
    ReplacementDeclined {
        /// The replacing promise.
        promise: PromiseId,
    },
    /// Every promise is proven.
    Fulfilled {
        /// When we ask how it went.
        follow_up_at: DateTime<FixedOffset>,
    },
    /// The customer confirmed it.
    FulfilmentConfirmed,
    /// The customer answered the follow-up.
    FollowUpAnswered {
        /// What they said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answer: Option<Words<Message>>,
        /// How good the outcome was, 1 to 5.
        outcome_score: u8,
        /// How good the way there was, 1 to 5.
        process_score: u8,
    },
    /// A supervisor was asked for.
    Escalated {
        /// Why.
        sentence: Words<Sentence>,
    },
    /// A last day was set for goods that have not come.
    LastDaySet(LastDay),
    /// The last day is over.
    LastDayOver {
        /// Whether the goods came in time.
        is_kept: bool,
        /// The case's order, with what has become of its parcels by now.
        order: Box<Order>,
    },
    /// The shop changed the order.
    OrderChanged(Box<OrderChange>),
    /// The complaint was taken back.
    Withdrawn {
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sentence: Option<Words<Sentence>>,
    },
    /// The complaint was turned down.
    Rejected {
        /// Why.
        reason: Message,
        /// Where else the customer may turn.
        recourse: Message,
    },
    /// A finished case was taken up again.
    Reopened {
        /// What is still wrong.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sentence: Option<Words<Sentence>>,
    },
    /// The case was closed.
    Closed,
    /// Money that went back outside the desk was recorded.
    OutsideRefundRecorded(OutsideRefund),
    /// A refund outside the desk, recorded by mistake, counts no more.
    OutsideRefundTakenBack {
        /// The place in the case at which it was recorded.
        version: u32,
        /// What was wrong with it; the customer is not told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Sentence>,
    },
    /// The customer was told how goods come back that were agreed to.
    ReturnTold {
        /// How.
        how: Message,
    },
}
