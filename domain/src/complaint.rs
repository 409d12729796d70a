//! A complaint and its life inside the desk.
//!
//! The life of a case is one enum of exclusive phases; what holds in every phase stands beside it in [`Case`].
//! Nothing here is changed in place: [`decide::decide`] turns a command into events, [`evolve::evolve`] turns
//! events into the next state, and both are pure, so the browser and the server run the same.

pub mod command;
pub mod event;
pub mod rejection;
pub mod decide;
pub mod evolve;
pub mod permission;
pub mod redact;
pub mod promise;
mod fulfilment;
pub mod proposal;
pub mod offer;
pub mod waiting;
pub mod last_day;
pub mod left_open;
pub mod draft;
pub mod claims;
pub mod readings;
pub mod counter;
pub mod wish_list;
pub mod wishes;
pub mod assess;
mod by_hand;
pub mod gives;
pub mod goodwill;
pub mod harm;
pub mod outside;
pub mod order_now;
pub mod on_its_way;
pub mod pending;
pub mod returning;
pub mod declined;
pub mod settles;
pub mod stands;
pub mod stated;
pub mod turned;

pub use fulfilment::{Fulfilment, Kept, PromiseStanding, WayBack};
pub use offer::Offer;

use crate::category::{Category, Kind};
use crate::code::codes;
use crate::complaint::declined::Declined;
use crate::complaint::event::PackRef;
use crate::complaint::last_day::LastDay;
use crate::complaint::left_open::LeftOpen;
use crate::complaint::order_now::Seen;
use crate::complaint::outside::Outside;
use crate::complaint::proposal::{Proposal, SentBack};
use crate::complaint::readings::{Reading, told_without};
use crate::complaint::stated::Stated;
use crate::complaint::waiting::Waiting;
use crate::evidence::EvidenceRef;
use crate::finding::{Finding, Findings};
use crate::id::{CaseId, CaseNumber, PersonId, UserId};
use crate::order::{Order, OrderLine, Pieces};
use crate::policy::Complained;
use crate::remedy::Remedy;
use crate::triage::{Complexity, Sign, Told, Urgency};
use chrono::{DateTime, FixedOffset};

/// Nothing yet, or a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Complaint {
    /// Nobody has filed it.
    #[default]
    Unfiled,
    /// It lives inside the desk.
    Filed(Box<Case>),
}

impl Complaint {
    /// The case, once filed.
    pub fn case(&self) -> Option<&Case> {
        match self {
            Self::Unfiled => None,
            Self::Filed(case) => Some(case),
        }
    }
}

/// A filed complaint: what holds in every phase, and the phase it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a question of its own about what happened")]
pub struct Case {
    /// Its id.
    pub id: CaseId,
    /// The number people use.
    pub number: CaseNumber,
    /// How many events it has.
    pub version: u32,
    /// Who complains.
    pub person: PersonId,
    /// Enquiry, request or complaint.
    pub kind: Kind,
    /// Which of these it was filed as.
    pub filed_as: Kind,
    /// What it is about.
    pub category: Category,
    /// Whether somebody chose that, in a complaint or at the desk: what a question or a request is about is guessed.
    pub is_category_chosen: bool,
    /// The order as it stood at filing, moved on with what the shop told since.
    pub order: Order,
    /// What was seen of it since.
    pub seen: Seen,
    /// The pieces concerned.
    pub goods: Vec<Pieces>,
    /// All outcomes they wished for, what they named last first: who asks for something else instead of an offer gives up no
    /// right that hangs on what they asked for before.
    pub wants: Vec<Remedy>,
    /// What of that they ticked, and was not only read from words.
    pub ticked: Vec<Remedy>,
    /// What of that they asked for last instead of an offer; nothing where they never named anything instead.
    pub instead: Vec<Remedy>,
    /// Their story, for rules that look at words.
    pub story: String,
    /// What is read from the story and was not meant, as its writer says.
    pub not_meant: Vec<Reading>,
    /// What is established or claimed.
    pub findings: Findings,
    /// What was recorded at the desk, oldest first, without what was taken back.
    pub recorded: Vec<RecordedFinding>,
    /// What they showed.
    pub evidence: Vec<EvidenceRef>,
    /// How urgent it is.
    pub urgency: Urgency,
    /// What of harm is read in its words, meant or not: somebody looks before money goes out by itself. What somebody at the
    /// desk has said since that it is not of is not among it.
    pub alarms: Vec<Sign>,
    /// How complex it is.
    pub complexity: Complexity,
    /// Who works it.
    pub assignee: Option<UserId>,
    /// Whom at the desk it is about: they may not work it.
    pub concerns: Vec<UserId>,
    /// The packs in force at filing, whose versions the case keeps.
    pub packs: Vec<PackRef>,
    /// How many complaints there were on the same order before.
    pub earlier_complaints: u32,
    /// Where it stands.
    pub phase: Phase,
    /// An offer that waits for a supervisor.
    pub proposal: Option<Proposal>,
    /// Agreements that are done with, oldest first: what they gave stays given when the case is closed or taken up
    /// again.
    pub past: Vec<Fulfilment>,
    /// What the agreement that stands, or stood before the case was taken up again, leaves open; nothing before there is one.
    pub left_open: Vec<LeftOpen>,
    /// When that was found to stand as it does.
    pub left_open_at: Option<DateTime<FixedOffset>>,
    /// What went back outside the desk, as recorded on this case.
    pub outside: Vec<Outside>,
    /// The offer a supervisor sent back last, until another is made.
    pub sent_back: Option<SentBack>,
    /// The offers of which their customer took nothing, oldest first.
    pub declined: Vec<Declined>,
    /// The last day that was set for goods that have not come, until it is over.
    pub last_day: Option<LastDay>,
    /// What the customer said last, while nobody has answered it.
    pub waiting: Option<Waiting>,
    /// In what words they said it last; nothing where they used none.
    pub unanswered: Option<String>,
    /// What they said last in words of their own after the filing, answered or not.
    pub spoken: Option<String>,
    /// What they said since an agreement, oldest first: nobody finds anything out then, and it is claimed once the case is
    /// taken up again.
    pub said_since: Vec<String>,
    /// The harm they told of in words of their own after the filing, each kind once.
    pub told_later: Vec<harm::ToldLater>,
    /// What they stated and wished for since in words of their own, and have not said that they did not mean.
    pub stated: Stated,
    /// In which words they did.
    pub read_in: stated::ReadIn,
    /// Whether a supervisor was asked for.
    pub is_escalated: bool,
    /// Whether they told how it went, and it was not taken up again since.
    pub has_told: bool,
    /// How often it was taken up again.
    pub n_reopened: u32,
    /// When it was filed.
    pub filed_at: DateTime<FixedOffset>,
    /// When it was filed, or last taken up again.
    pub opened_at: DateTime<FixedOffset>,
    /// Since when it is of its kind.
    pub kind_since: DateTime<FixedOffset>,
    /// Whether the customer has written since, more than thanks.
    pub has_written_since: bool,
    /// When a person first answered, or a clear entitlement was granted, since it was opened.
    pub first_answer_at: Option<DateTime<FixedOffset>>,
    /// When the customer last heard from a person.
    pub last_progress_at: DateTime<FixedOffset>,
}

impl Case {
    /// What they wish for now: what they named last counts.
    pub const fn wish(&self) -> &[Remedy] {
        if self.instead.is_empty() { self.wants.as_slice() } else { self.instead.as_slice() }
    }

    /// What the story says, without what was not meant.
    pub fn told(&self) -> Told {
        told_without(&self.story, &self.not_meant)
    }

    /// Whether its customer says that they were sold a fake, in the story or later.
    pub fn says_fake(&self) -> bool {
        self.stated.is_fake() || !self.told().fake.is_empty()
    }

    /// How many pieces of a line of its order are complained about.
    pub fn pieces_of(&self, line: &OrderLine) -> u32 {
        Complained::Goods(&self.goods).pieces(0, line)
    }

    /// Whether it is a question that somebody answered, and nothing has been asked since: nobody owes anything.
    pub fn is_answered_question(&self) -> bool {
        self.kind == Kind::Enquiry
            && self.phase == Phase::Investigating
            && self.first_answer_at.is_some()
            && self.waiting.is_none()
    }

    /// Whether a line of its order is complained about.
    pub fn concerns(&self, line: &OrderLine) -> bool {
        self.pieces_of(line) > 0
    }
}

/// A finding as somebody recorded it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedFinding {
    /// What.
    pub finding: Finding,
    /// Who.
    pub by: Option<UserId>,
    /// What answered the same question before.
    pub before: Option<Finding>,
}

/// Where a case stands: exactly one of these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Received this moment.
    Filed,
    /// The customer has been told that it arrived.
    Acknowledged,
    /// Somebody looks into it.
    Investigating,
    /// The customer has an offer to choose from.
    Offered(Offer),
    /// The customer asked for something else; the offer still stands.
    Countered {
        /// The offer.
        offer: Offer,
        /// What they wish for.
        wants: Vec<Remedy>,
        /// In their words.
        sentence: String,
    },
    /// It is agreed and being done.
    Fulfilling(Fulfilment),
    /// All of it is done and shown.
    Fulfilled {
        /// What was done.
        fulfilment: Fulfilment,
        /// When the last of it was shown.
        fulfilled_at: DateTime<FixedOffset>,
        /// When we ask how it went.
        follow_up_at: DateTime<FixedOffset>,
        /// Whether the customer said so too.
        is_confirmed: bool,
    },
    /// The customer has told us how it went.
    FollowedUp,
    /// Finished, and kept findable.
    Closed,
    /// Taken back by the customer.
    Withdrawn,
    /// Turned down, with the reason and where else to turn.
    Rejected,
    /// Taken up again; nobody has looked yet.
    Reopened,
}

codes! {
    /// The name of a phase, as both sides' texts are keyed by it.
    pub enum PhaseName {
        /// See [`Phase::Filed`].
        Filed = "filed",
        /// See [`Phase::Acknowledged`].
        Acknowledged = "acknowledged",
        /// See [`Phase::Investigating`].
        Investigating = "investigating",
        /// See [`Phase::Offered`].
        Offered = "offered",
        /// See [`Phase::Countered`].
        Countered = "countered",
        /// See [`Phase::Fulfilling`].
        Fulfilling = "fulfilling",
        /// See [`Phase::Fulfilled`].
        Fulfilled = "fulfilled",
        /// See [`Phase::FollowedUp`].
        FollowedUp = "followed_up",
        /// See [`Phase::Closed`].
        Closed = "closed",
        /// See [`Phase::Withdrawn`].
        Withdrawn = "withdrawn",
        /// See [`Phase::Rejected`].
        Rejected = "rejected",
        /// See [`Phase::Reopened`].
        Reopened = "reopened",
    }
}

impl Phase {
    /// The phase's name.
    pub const fn name(&self) -> PhaseName {
        match self {
            Self::Filed => PhaseName::Filed,
            Self::Acknowledged => PhaseName::Acknowledged,
            Self::Investigating => PhaseName::Investigating,
            Self::Offered(_) => PhaseName::Offered,
            Self::Countered { .. } => PhaseName::Countered,
            Self::Fulfilling(_) => PhaseName::Fulfilling,
            Self::Fulfilled { .. } => PhaseName::Fulfilled,
            Self::FollowedUp => PhaseName::FollowedUp,
            Self::Closed => PhaseName::Closed,
            Self::Withdrawn => PhaseName::Withdrawn,
            Self::Rejected => PhaseName::Rejected,
            Self::Reopened => PhaseName::Reopened,
        }
    }

    /// Whether nothing more happens unless somebody takes it up again.
    pub const fn is_finished(&self) -> bool {
        matches!(self, Self::Closed | Self::Withdrawn | Self::Rejected)
    }

    /// Whether nothing is agreed yet, so that findings and offers still matter.
    pub const fn is_before_agreement(&self) -> bool {
        matches!(
            self,
            Self::Filed
                | Self::Acknowledged
                | Self::Investigating
                | Self::Offered(_)
                | Self::Countered { .. }
                | Self::Reopened
        )
    }

    /// The offer the customer can choose from.
    pub const fn open_offer(&self) -> Option<&Offer> {
        match self {
            Self::Offered(offer) | Self::Countered { offer, .. } => Some(offer),
            Self::Filed
            | Self::Acknowledged
            | Self::Investigating
            | Self::Fulfilling(_)
            | Self::Fulfilled { .. }
            | Self::FollowedUp
            | Self::Closed
            | Self::Withdrawn
            | Self::Rejected
            | Self::Reopened => None,
        }
    }

    /// What was agreed, once it was.
    pub const fn fulfilment(&self) -> Option<&Fulfilment> {
        match self {
            Self::Fulfilling(fulfilment) | Self::Fulfilled { fulfilment, .. } => Some(fulfilment),
            Self::Filed
            | Self::Acknowledged
            | Self::Investigating
            | Self::Offered(_)
            | Self::Countered { .. }
            | Self::FollowedUp
            | Self::Closed
            | Self::Withdrawn
            | Self::Rejected
            | Self::Reopened => None,
        }
    }
}
