//! What a customer's command settles: of two about the same only the later one is still meant, everything else stands side by
//! side. A page that can't send yet goes by it.

use crate::complaint::command::Command;
use crate::id::{OfferId, PromiseId};
use serde::{Deserialize, Serialize};

/// What is settled one way or another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Settles {
    /// What becomes of an offer: taken, declined, or something else asked for instead.
    Offer(OfferId),
    /// Whether something else will do for a promise, by the replacing one.
    Replacement(PromiseId),
    /// Whether everything has arrived.
    Arrival,
    /// How it went.
    FollowUp,
    /// The last day for goods that have not come.
    LastDay,
    /// Whether a supervisor is asked for.
    Escalation,
    /// Whether it is taken up again.
    Reopening,
    /// The whole complaint, taken back.
    Complaint,
}

impl Settles {
    /// Whether only the later of two can be meant. Whoever takes all of it back means nothing else of it.
    pub fn contradicts(self, other: Self) -> bool {
        self == other || self == Self::Complaint || other == Self::Complaint
    }

    /// Whether whose turn it is changes with it: it answers what the desk asked, calls for somebody else, or takes the whole
    /// complaint back or up again. A last day changes nothing before it is over.
    pub const fn moves_on(self) -> bool {
        !matches!(self, Self::LastDay)
    }
}

impl Command {
    /// What it settles; nothing for what stands beside everything else, such as a message, and for what the desk does.
    pub const fn settles(&self) -> Option<Settles> {
        Some(match self {
            Self::AcceptOption { offer, .. }
            | Self::CounterOffer { offer, .. }
            | Self::DeclineOffer { offer, .. } => Settles::Offer(*offer),
            Self::AcceptReplacement { promise } | Self::DeclineReplacement { promise } => {
                Settles::Replacement(*promise)
            }
            Self::ConfirmFulfilment => Settles::Arrival,
            Self::AnswerFollowUp { .. } => Settles::FollowUp,
            Self::SetLastDay { .. } => Settles::LastDay,
            Self::Escalate { .. } => Settles::Escalation,
            Self::Reopen { .. } => Settles::Reopening,
            Self::Withdraw { .. } => Settles::Complaint,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{offer_id, option_id};
    use crate::text::Sentence;
    use uuid::Uuid;

    fn accept(n: u128) -> Command {
        Command::AcceptOption { offer: offer_id(n), option: option_id(1), is_informed: false }
    }

    fn accept_instead(n: u128) -> Command {
        Command::AcceptReplacement { promise: PromiseId(Uuid::from_u128(n)) }
    }

    fn contradict(one: &Command, other: &Command) -> bool {
        one.settles().zip(other.settles()).is_some_and(|(one, other)| one.contradicts(other))
    }

    #[test]
    fn two_answers_to_one_thing_contradict_each_other_and_answers_to_two_things_stand_side_by_side() {
        let decline = Command::DeclineOffer { offer: offer_id(1), sentence: None };
        assert!(contradict(&accept(1), &decline));
        assert!(!contradict(&accept(1), &accept(2)));
        let insist = Command::DeclineReplacement { promise: PromiseId(Uuid::from_u128(1)) };
        assert!(contradict(&accept_instead(1), &insist));
        assert!(!contradict(&accept_instead(1), &accept_instead(2)));
        let escalate = Command::Escalate { sentence: Sentence::parse("请主管联系我").unwrap() };
        assert!(!contradict(&accept(1), &escalate), "a supervisor may be asked for beside an answer");
        assert!(!contradict(&accept(1), &Command::ConfirmFulfilment));
        let withdraw = Command::Withdraw { sentence: None };
        assert!(contradict(&accept(1), &withdraw) && contradict(&withdraw, &escalate));
    }
}
