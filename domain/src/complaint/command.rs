//! What somebody wants done. Commands are imperative, carry every id they need (so that a retry is the same
//! command), and hold validated text only: what can't be read as such never becomes a command.

mod code;

use crate::category::{Category, Kind};
use crate::compensation::money::Money;
use crate::compensation::option::RemedyOption;
use crate::complaint::readings::Read;
use crate::complaint::stated::Stated;
use crate::finding::{Finding, Findings};
use crate::id::{CaseId, CommandId, EvidenceId, OfferId, OptionId, PersonId, PromiseId, UserId};
use crate::order::Pieces;
use crate::order::given::OutsideRefund;
use crate::personal::Personal;
use crate::remedy::Remedy;
use crate::text::{Message, Reference, Sentence, Story};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A complaint as the form sends it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Filing {
    /// Who complains; the id the order lookup gave.
    pub person: PersonId,
    /// The order, which must be the one looked up.
    pub order_number: String,
    /// The pieces concerned; at least one line unless the order has none.
    pub goods: Vec<Pieces>,
    /// What it is about, as suggested or as chosen.
    pub category: Category,
    /// Whether they say that they only ask, or that something went wrong; absent where their words tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_question: Option<bool>,
    /// What happened, in their words.
    pub story: Story,
    /// The outcome they wish for; may be empty.
    #[serde(default)]
    pub wants: Vec<Remedy>,
    /// Wishes in their words that they were shown and took off.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unwished: Vec<Remedy>,
    /// What else was read from their words, and they said was not meant.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_meant: Vec<Read>,
    /// What was already tried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tried: Option<Sentence>,
    /// The day by which they need it solved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needed_by: Option<NaiveDate>,
    /// The last day the customer sets for goods that have not come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_day: Option<NaiveDate>,
    /// Evidence uploaded for this filing, with the line each piece concerns.
    #[serde(default)]
    pub evidence: Vec<EvidenceUse>,
    /// Their answers to the questions the rules ask.
    #[serde(default)]
    pub claims: Findings,
}

/// A piece of evidence put to use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EvidenceUse {
    /// The uploaded piece.
    pub id: EvidenceId,
    /// The order line it concerns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sku: Option<String>,
}

/// The most options one offer holds: more than four and nobody compares them any more.
pub const MAX_OPTIONS: usize = 4;

/// One option of an offer, under an id of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OfferedOption {
    /// The option's id.
    pub id: OptionId,
    /// What it holds.
    pub option: RemedyOption,
}

/// What shows that a promise was kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// The payment provider's reference of a refund.
    RefundReference(Reference),
    /// A parcel's tracking number.
    TrackingNumber(Reference),
    /// A coupon's code.
    CouponCode(Reference),
    /// A sentence on what was done, where nothing else can show it.
    Statement(Sentence),
}

/// What somebody wants done to one case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// A customer files a complaint.
    FileComplaint(Box<Filing>),
    /// A customer adds a piece of evidence.
    AddEvidence(EvidenceUse),
    /// A customer writes to the desk.
    WriteToDesk {
        /// What they write.
        text: Message,
        /// The wishes they tick with it, where they are asked for them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        wants: Vec<Remedy>,
    },
    /// A customer says that they did not mean what words of theirs were taken for.
    SayNotMeant(Stated),
    /// A customer takes one option of the open offer.
    AcceptOption {
        /// The offer they saw.
        offer: OfferId,
        /// The option they take.
        option: OptionId,
        /// They were told that it gives less than they are entitled to, and take it all the same.
        #[serde(default)]
        is_informed: bool,
    },
    /// A customer asks for something else instead.
    CounterOffer {
        /// The offer they saw.
        offer: OfferId,
        /// What they wish for.
        wants: Vec<Remedy>,
        /// Why, or how much.
        sentence: Sentence,
    },
    /// A customer takes none of the options.
    DeclineOffer {
        /// The offer they saw.
        offer: OfferId,
        /// Why, if they wish to say.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sentence: Option<Sentence>,
    },
    /// A customer takes the complaint back.
    Withdraw {
        /// Why, if they wish to say.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sentence: Option<Sentence>,
    },
    /// A customer asks for a supervisor.
    Escalate {
        /// Why.
        sentence: Sentence,
    },
    /// A customer sets a last day for goods that have not come; or an agent records one that was set elsewhere.
    SetLastDay {
        /// The day; that whole day is still in time.
        day: NaiveDate,
    },
    /// The desk notes that the last day is over.
    NoteLastDayOver,
    /// The desk notes that the shop has changed the order.
    NoteOrderChanged,
    /// A customer confirms that everything promised has arrived.
    ConfirmFulfilment,
    /// A customer takes up a finished case again.
    Reopen {
        /// What is still wrong.
        sentence: Sentence,
    },
    /// A customer answers the follow-up.
    AnswerFollowUp {
        /// What they say to the open question.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answer: Option<Message>,
        /// How good the outcome was, 1 to 5.
        outcome_score: u8,
        /// How good the way there was, 1 to 5.
        process_score: u8,
    },
    /// A customer accepts what replaces a promise that can't be kept.
    AcceptReplacement {
        /// The replacing promise.
        promise: PromiseId,
    },
    /// A customer insists on the promise as it was.
    DeclineReplacement {
        /// The replacing promise.
        promise: PromiseId,
    },

    /// An agent makes a case theirs that nobody has.
    TakeCase,
    /// An agent takes the case over from a colleague, knowing from whom.
    TakeOver {
        /// The colleague who has it.
        from: UserId,
    },
    /// A supervisor gives the case to somebody.
    AssignCase {
        /// To whom.
        to: UserId,
    },
    /// Somebody at the desk (or the desk itself, for a story that names a colleague) records whom the complaint is
    /// about: they may not work it.
    RecordConcern {
        /// About whom.
        user: UserId,
        /// Why; absent where the story itself names them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Sentence>,
    },
    /// A supervisor establishes that the complaint is not about somebody after all.
    LiftConcern {
        /// About whom it is not.
        user: UserId,
        /// How that is known.
        reason: Sentence,
    },
    /// An agent corrects the category.
    CorrectCategory {
        /// The right one.
        category: Category,
        /// Why.
        reason: Sentence,
    },
    /// An agent puts right which goods it is about.
    CorrectGoods {
        /// The right ones.
        goods: Vec<Pieces>,
        /// Why.
        reason: Sentence,
    },
    /// An agent turns an enquiry into a complaint or the like.
    ConvertKind {
        /// What it really is.
        kind: Kind,
        /// Why.
        reason: Sentence,
    },
    /// An agent records what was found out.
    RecordFinding {
        /// What.
        finding: Finding,
        /// How it was established.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Sentence>,
        /// The colleague's answer to the same question that this one is to replace, as the person saw it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        instead_of: Option<Finding>,
    },
    /// An agent takes a recorded finding back: what stood before it stands again.
    TakeBackFinding {
        /// Which, as it stands.
        finding: Finding,
    },
    /// An agent writes to the customer.
    Reply {
        /// What they write.
        text: Message,
    },
    /// An agent leaves a note that the customer never sees.
    NoteInternally {
        /// What they note.
        text: Message,
    },
    /// An agent (or the desk, for a clear entitlement) offers one or several options.
    MakeOffer {
        /// The new offer's id.
        offer: OfferId,
        /// The open offer it replaces; must be named where there is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        replaces: Option<OfferId>,
        /// The options, best first.
        options: Vec<OfferedOption>,
        /// What is said with it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        message: Option<Message>,
    },
    /// A supervisor approves an offer above an agent's limit.
    ApproveOffer {
        /// Which.
        offer: OfferId,
    },
    /// A supervisor sends an offer back to its author.
    RefuseOffer {
        /// Which.
        offer: OfferId,
        /// Why.
        reason: Sentence,
    },
    /// An agent takes back an offer of their own that still waits for a supervisor.
    WithdrawProposal {
        /// Which.
        offer: OfferId,
    },
    /// An agent takes back an offer nobody has accepted yet.
    WithdrawOffer {
        /// Which.
        offer: OfferId,
        /// Why.
        reason: Sentence,
    },
    /// An agent turns the complaint down, saying why and where else the customer may turn.
    RejectComplaint {
        /// Why.
        reason: Message,
        /// Where else they may turn.
        recourse: Message,
    },
    /// An agent shows that a promise was kept.
    ProvePromise {
        /// Which.
        promise: PromiseId,
        /// How.
        proof: Proof,
        /// Other promises that the same proof shows, such as the parts of one refund.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        also: Vec<PromiseId>,
        /// Why the customer keeps goods that were to come back first.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        keeps_goods: Option<Sentence>,
        /// Why a refund shows it that is known by its reference already, made before or for something else as well: for a
        /// supervisor to say.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        although_known: Option<Sentence>,
        /// What the transfer that shows it came to in all, where it paid for more than is known of it: for a supervisor to say,
        /// once.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        in_all: Option<Money>,
    },
    /// Whoever recorded it, or a supervisor, takes back a proof that was recorded by mistake: the promise is open again.
    TakeBackProof {
        /// Of which promise.
        promise: PromiseId,
        /// What was wrong with it.
        reason: Sentence,
    },
    /// An agent proposes something else for a promise that can't be kept.
    ReplacePromise {
        /// Which.
        promise: PromiseId,
        /// The id of the first new promise; those of its further parts follow from it.
        replacement: PromiseId,
        /// What instead: in place of money no less of it.
        with: RemedyOption,
        /// Why.
        reason: Sentence,
    },
    /// An agent takes back what was proposed for a promise, before the customer has answered.
    WithdrawReplacement {
        /// The replacing promise.
        promise: PromiseId,
        /// Why; the customer reads it.
        reason: Sentence,
    },
    /// An agent (or the desk, once the follow-up is in) closes the case.
    CloseCase,
    /// An agent records money that went back outside the desk.
    RecordOutsideRefund(OutsideRefund),
    /// Whoever recorded it, or a supervisor, takes back a refund outside the desk that was recorded by mistake.
    TakeBackOutsideRefund {
        /// The place in the case at which it was recorded.
        version: u32,
        /// What was wrong with it.
        reason: Sentence,
    },
    /// An agent tells the customer how goods come back that were agreed to.
    TellReturn {
        /// How: a label, an address, or when somebody fetches them.
        how: Message,
    },
}

/// A command on its way: which case, seen at which version, and the person's data where the form carries it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CommandEnvelope {
    /// The intent's id; sent again it changes nothing twice.
    pub command_id: CommandId,
    /// The case it is about; for a filing, the id of the case to be.
    pub case_id: CaseId,
    /// The version of the case the actor saw; 0 for a filing.
    pub expected_version: u32,
    /// What is wanted.
    pub command: Command,
    /// Who complains; with a filing only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub personal: Option<Personal>,
}
