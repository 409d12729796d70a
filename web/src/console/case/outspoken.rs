//! What is said to somebody, and what one should have read before saying it.
//!
//! A finding or a note may be put beside whatever else happened. Words to the customer and offers may not be sent past
//! what somebody else has said meanwhile: they go back to their author, who looks and sends them again.

use domain::complaint::command::Command;
use domain::complaint::event::{Event, Recorded};
use domain::id::UserId;

/// Whether a command says something to the customer or settles something with them.
pub(super) const fn speaks(command: &Command) -> bool {
    matches!(
        command,
        Command::Reply { .. }
            | Command::MakeOffer { .. }
            | Command::ApproveOffer { .. }
            | Command::WithdrawOffer { .. }
            | Command::RejectComplaint { .. }
            | Command::ReplacePromise { .. }
            | Command::WithdrawReplacement { .. }
            | Command::Reopen { .. }
            | Command::TellReturn { .. }
            | Command::CloseCase
    )
}

/// Whether somebody about to answer should first have read this.
pub(super) const fn is_news(event: &Event) -> bool {
    matches!(
        event,
        Event::CustomerWrote { .. }
            | Event::Replied { .. }
            | Event::ReturnTold { .. }
            | Event::OfferProposed { .. }
            | Event::OfferMade { .. }
            | Event::OfferWithdrawn { .. }
            | Event::OptionAccepted { .. }
            | Event::OfferCountered { .. }
            | Event::OfferDeclined { .. }
            | Event::Escalated { .. }
            | Event::LastDaySet(_)
            | Event::LastDayOver { .. }
            | Event::OrderChanged(_)
            | Event::Withdrawn { .. }
            | Event::Rejected { .. }
            | Event::Reopened { .. }
            | Event::EvidenceAdded(_)
    )
}

/// Whether what was given elsewhere on the order has to be asked for anew: the shop may have told of more.
pub(super) const fn moves_sums(event: &Event) -> bool {
    matches!(event, Event::OrderChanged(_))
}

/// Whether any of this was said by somebody else.
pub(super) fn is_news_to<'a>(me: UserId, events: impl IntoIterator<Item = &'a Recorded>) -> bool {
    events.into_iter().any(|recorded| recorded.actor.user() != Some(me) && is_news(&recorded.event))
}
