//! Why a command was not carried out: the rule that stood in the way, with the facts a message needs and no
//! prose. The web turns each into a sentence in the reader's language.

use crate::actor::Role;
use crate::compensation::money::Money;
use crate::compensation::option::OptionFault;
use crate::complaint::PhaseName;
use crate::complaint::promise::ProofKind;
use crate::finding::Finding;
use crate::id::{EvidenceId, OfferId, OptionId, PromiseId, UserId};
use crate::text::problem::Problem;
use serde::{Deserialize, Serialize};

/// The rule that stood in the way of a command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Rejection {
    /// Nothing was filed under this id.
    NotFiled,
    /// Something else was filed under this id.
    AlreadyFiled,
    /// This role may not do this.
    NotAllowed {
        /// Who tried.
        role: Role,
        /// What.
        command: String,
    },
    /// It is somebody else's case.
    NotYourCase,
    /// A colleague works it; taking it over means saying so.
    TakenBySomebody {
        /// Who.
        by: UserId,
    },
    /// The complaint is about whoever tried, or about whom it was to be given to.
    ConcernsThem {
        /// About whom.
        user: UserId,
    },
    /// That the complaint is about a supervisor is for another supervisor to record, and one must remain who may lift it.
    ConcernNeedsSupervisor {
        /// About whom.
        user: UserId,
    },
    /// A colleague has answered the same question otherwise.
    FindingDiffers {
        /// What stands now.
        now: Finding,
    },
    /// This finding is not what stands, or nobody at the desk recorded it.
    FindingNotRecorded,
    /// This is not among what the words of the customer were taken for.
    NotStated,
    /// A colleague's offer waits for a signature, and another would push it aside.
    ProposalWaits {
        /// The one that waits.
        offer: OfferId,
    },
    /// Fields of a form need another look, all at once.
    InvalidInput {
        /// Each with its place.
        problems: Vec<Problem>,
    },
    /// The order is not the one that was looked up.
    OrderNotLookedUp,
    /// The case has moved on.
    WrongPhase {
        /// Where it stands.
        phase: PhaseName,
    },
    /// There is an open offer, and the new one does not say that it replaces it.
    OfferStillOpen {
        /// The open one.
        offer: OfferId,
    },
    /// The offer was replaced, taken back or never made.
    OfferNotOpen {
        /// The one meant.
        offer: OfferId,
    },
    /// The offer has no such option.
    OptionUnknown {
        /// The one meant.
        option: OptionId,
    },
    /// An offer needs between one and four options.
    OptionCount {
        /// How many there were.
        is: u32,
    },
    /// An option can't stand as it is written.
    OptionUnsound {
        /// The one meant.
        option: OptionId,
        /// What stands in the way.
        fault: OptionFault,
    },
    /// An option names a rule that does not grant this.
    RuleDoesNotGrant {
        /// The rule's code.
        rule: String,
    },
    /// The customer must first be told that it gives less than they are entitled to.
    ConsentMissing,
    /// Nobody approves their own offer.
    OwnProposal,
    /// It is above what this role may grant alone.
    AboveAuthority,
    /// More would go back than came in, and nobody signed for so much.
    AboveWhatCameIn {
        /// How much more.
        by: Money,
    },
    /// The goodwill of the order would come to more than anybody signed for.
    AboveGoodwill {
        /// To how much.
        to: Money,
    },
    /// What the option gives was given meanwhile, by another case of the same order.
    GivenMeanwhile,
    /// What the option gives rests on something that was found to be otherwise since it was put together.
    FoundOtherwise,
    /// Something that was demanded is in no agreement, and is looked into still or is owed by now.
    LeftOpen,
    /// The goods have come, or a last day was set for them before.
    NoDayToSet,
    /// The last day is not over yet.
    LastDayNotOver,
    /// Only a clear entitlement within an agent's authority can be granted without a person.
    PersonMustDecide,
    /// There are as many pieces of evidence as a case can hold.
    TooMuchEvidence {
        /// How many that is.
        max: u32,
    },
    /// No such evidence was uploaded for this case.
    EvidenceUnknown {
        /// The one meant.
        evidence: EvidenceId,
    },
    /// The order has no such line.
    LineUnknown {
        /// The code meant.
        sku: String,
    },
    /// No such promise.
    PromiseUnknown {
        /// The one meant.
        promise: PromiseId,
    },
    /// The promise is settled already.
    PromiseSettled {
        /// The one meant.
        promise: PromiseId,
    },
    /// Another kind of proof is needed.
    ProofMismatch {
        /// Which.
        expected: ProofKind,
    },
    /// The goods that were to come back first are not recorded as back.
    GoodsNotBack,
    /// No goods are to come back, or they are back.
    NothingComesBack,
    /// The reference proves another agreement of the order, or a refund from before this one: that it shows this one all the
    /// same is for a supervisor to say, and why.
    ReferenceUsed {
        /// What all comes to that it would show, where that is more than is known of it: what the transfer came to is to be
        /// said as well.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        in_all: Option<Money>,
    },
    /// The reference shows a refund of another order: that one transfer paid both is for a supervisor to say, and why.
    ReferenceOfAnotherOrder {
        /// See [`Rejection::ReferenceUsed`].
        #[serde(default, skip_serializing_if = "Option::is_none")]
        in_all: Option<Money>,
    },
    /// What the refund is to show comes to more than the refund, as far as it is told.
    AboveTransfer {
        /// How much more.
        by: Money,
        /// What all comes to that it would show, where a supervisor may say what the transfer came to; nothing where the shop
        /// tells that, or one has said so before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        in_all: Option<Money>,
    },
    /// What the transfer came to in all is known, and another sum was said.
    TransferKnown {
        /// What the shop tells, or was said or recorded first.
        in_all: Money,
    },
    /// The parcel was on its way before what it is to show was agreed, or it shows something else.
    ParcelUsed,
    /// The parcel is of another order, or shows something of another case: that it shows this as well is for a supervisor to
    /// say, and why.
    ParcelKnown,
    /// Nothing shows the promise that could be taken back.
    NotProven {
        /// The one meant.
        promise: PromiseId,
    },
    /// What replaces a promise must be worth no less.
    ReplacementWorthLess {
        /// What was promised.
        promised: Money,
    },
    /// Promises are still open.
    PromisesOpen {
        /// How many.
        n_open: u32,
    },
    /// The follow-up has not been answered, and there is still time.
    FollowUpPending,
}

impl Rejection {
    /// The rejection's stable code, as on the wire.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFiled => "not_filed",
            Self::AlreadyFiled => "already_filed",
            Self::NotAllowed { .. } => "not_allowed",
            Self::NotYourCase => "not_your_case",
            Self::TakenBySomebody { .. } => "taken_by_somebody",
            Self::ConcernsThem { .. } => "concerns_them",
            Self::ConcernNeedsSupervisor { .. } => "concern_needs_supervisor",
            Self::FindingDiffers { .. } => "finding_differs",
            Self::FindingNotRecorded => "finding_not_recorded",
            Self::NotStated => "not_stated",
            Self::ProposalWaits { .. } => "proposal_waits",
            Self::InvalidInput { .. } => "invalid_input",
            Self::OrderNotLookedUp => "order_not_looked_up",
            Self::WrongPhase { .. } => "wrong_phase",
            Self::OfferStillOpen { .. } => "offer_still_open",
            Self::OfferNotOpen { .. } => "offer_not_open",
            Self::OptionUnknown { .. } => "option_unknown",
            Self::OptionCount { .. } => "option_count",
            Self::OptionUnsound { .. } => "option_unsound",
            Self::RuleDoesNotGrant { .. } => "rule_does_not_grant",
            Self::ConsentMissing => "consent_missing",
            Self::OwnProposal => "own_proposal",
            Self::AboveAuthority => "above_authority",
            Self::AboveWhatCameIn { .. } => "above_what_came_in",
            Self::AboveGoodwill { .. } => "above_goodwill",
            Self::GivenMeanwhile => "given_meanwhile",
            Self::FoundOtherwise => "found_otherwise",
            Self::LeftOpen => "left_open",
            Self::NoDayToSet => "no_day_to_set",
            Self::LastDayNotOver => "last_day_not_over",
            Self::PersonMustDecide => "person_must_decide",
            Self::TooMuchEvidence { .. } => "too_much_evidence",
            Self::EvidenceUnknown { .. } => "evidence_unknown",
            Self::LineUnknown { .. } => "line_unknown",
            Self::PromiseUnknown { .. } => "promise_unknown",
            Self::PromiseSettled { .. } => "promise_settled",
            Self::ProofMismatch { .. } => "proof_mismatch",
            Self::GoodsNotBack => "goods_not_back",
            Self::NothingComesBack => "nothing_comes_back",
            Self::ReferenceUsed { .. } => "reference_used",
            Self::ReferenceOfAnotherOrder { .. } => "reference_of_another_order",
            Self::AboveTransfer { .. } => "above_transfer",
            Self::TransferKnown { .. } => "transfer_known",
            Self::ParcelUsed => "parcel_used",
            Self::ParcelKnown => "parcel_known",
            Self::NotProven { .. } => "not_proven",
            Self::ReplacementWorthLess { .. } => "replacement_worth_less",
            Self::PromisesOpen { .. } => "promises_open",
            Self::FollowUpPending => "follow_up_pending",
        }
    }
}
