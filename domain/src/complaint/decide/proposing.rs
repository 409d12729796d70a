//! Offers that wait for a signature: one at a time, and its author's to take back.

use crate::complaint::Case;
use crate::complaint::decide::Context;
use crate::complaint::event::Event;
use crate::complaint::rejection::Rejection;
use crate::id::OfferId;

/// A colleague's offer that waits for a signature is not pushed aside by another; its author may replace it.
pub(super) fn is_free(case: &Case, ctx: &Context<'_>) -> Result<(), Rejection> {
    match &case.proposal {
        Some(waiting) if waiting.author != ctx.actor.user() => {
            Err(Rejection::ProposalWaits { offer: waiting.offer.id })
        }
        _ => Ok(()),
    }
}

pub(super) fn withdraw(case: &Case, offer: OfferId, ctx: &Context<'_>) -> Result<Vec<Event>, Rejection> {
    case.proposal
        .as_ref()
        .filter(|waiting| waiting.offer.id == offer && waiting.author == ctx.actor.user())
        .map(|_| vec![Event::ProposalWithdrawn { offer }])
        .ok_or(Rejection::OfferNotOpen { offer })
}

#[cfg(test)]
mod tests {
    use crate::actor::Actor;
    use crate::complaint::command::Command;
    use crate::id::UserId;
    use crate::remedy::Remedy;
    use crate::testing::{AGENT, OTHER_AGENT, SUPERVISOR, Scene, offer_id, option_by_hand, option_id};
    use crate::text::Sentence;

    /// A remedy that a supervisor always signs.
    const SIGNED: Remedy = Remedy::StatutoryDamages;

    fn offer(n: u128, remedy: Remedy) -> Command {
        let options = vec![option_by_hand(option_id(n), remedy, Some("10.00"))];
        Command::MakeOffer { offer: offer_id(n), replaces: None, options, message: None }
    }

    /// An offer of the agent that waits for a supervisor.
    fn proposed() -> Scene {
        Scene::filed().given(Actor::Agent(AGENT), offer(1, SIGNED)).then(&["offer_proposed"])
    }

    const fn agent(user: UserId) -> Actor {
        Actor::Agent(user)
    }

    #[test]
    fn a_colleagues_proposal_is_not_pushed_aside_unseen() {
        for remedy in [Remedy::PriceReduction, SIGNED] {
            proposed().when(agent(OTHER_AGENT), offer(2, remedy)).then_rejected("proposal_waits");
        }
        proposed().when(agent(AGENT), offer(2, SIGNED)).then(&["offer_proposed"]);
    }

    #[test]
    fn its_author_takes_a_proposal_back_and_nobody_else() {
        let back = Command::WithdrawProposal { offer: offer_id(1) };
        proposed().when(agent(OTHER_AGENT), back.clone()).then_rejected("offer_not_open");
        let scene = proposed().when(agent(AGENT), back).then(&["proposal_withdrawn"]);
        assert_eq!(scene.state.case().unwrap().proposal, None);
    }

    #[test]
    fn a_proposal_sent_back_keeps_its_words_and_the_reason_for_its_author() {
        let refuse = Command::RefuseOffer {
            offer: offer_id(1),
            reason: Sentence::parse("金额请再核对").unwrap(),
        };
        let scene = proposed().given(Actor::Supervisor(SUPERVISOR), refuse);
        let sent_back = scene.state.case().unwrap().sent_back.clone().unwrap();
        assert_eq!((sent_back.proposal.author, sent_back.reason.as_str()), (Some(AGENT), "金额请再核对"));
        assert_eq!(sent_back.proposal.offer.options.len(), 1);
        let scene = scene.given(agent(AGENT), offer(3, Remedy::PriceReduction));
        assert_eq!(scene.state.case().unwrap().sent_back, None);
    }
}
