//! What an event brings with it by itself: what an open offer or the agreement leaves open by then, and which options of an
//! open offer rest on what is not so any more.

use crate::complaint::assess::Assessment;
use crate::complaint::command::OfferedOption;
use crate::complaint::decide::Context;
use crate::complaint::event::{Event, Recorded};
use crate::complaint::evolve::evolve;
use crate::complaint::offer::Weighed;
use crate::complaint::{Case, Complaint, Offer, left_open, stands};
use crate::id::{CommandId, OptionId};
use crate::remedy::Remedy;
use uuid::Uuid;

/// An event, and what stands otherwise than before once it has happened.
pub(super) fn followed(case: &Case, event: Event, ctx: &Context<'_>) -> Vec<Event> {
    let Some(after) = after(case, &event, ctx) else { return vec![event] };
    let mut events = vec![event];
    if let Some(offer) = after.phase.open_offer() {
        events.extend(of_offer(&after, offer, ctx));
    }
    events.extend(left_open::moved(&after, ctx));
    events
}

/// What stands otherwise of an open offer: what it leaves open, what its options leave out, and which of them nobody can take.
fn of_offer(case: &Case, offer: &Offer, ctx: &Context<'_>) -> Vec<Event> {
    let options = weighed(case, offer, ctx);
    let weighed = options.map(|options| Event::OfferWeighed { offer: offer.id, options });
    let options = fallen(case, offer, ctx);
    let fell = (options != offer.fallen).then_some(Event::OfferFell { offer: offer.id, options });
    [left_by(case, offer, ctx), weighed, fell].into_iter().flatten().collect()
}

/// Whether these wishes name a statute's multiple that was not wished for before.
pub(super) fn brings_up(case: &Case, wants: &[Remedy]) -> bool {
    wants.iter().any(|wish| wish.is_penalty() && !case.wants.contains(wish))
}

/// An event of a customer, and what an open offer leaves open once it has happened. Their page is not told what is found out,
/// so it weighs nothing else anew.
pub(super) fn left_anew(case: &Case, event: Event, ctx: &Context<'_>) -> Vec<Event> {
    let after = after(case, &event, ctx);
    let left = after.and_then(|after| left_by(&after, after.phase.open_offer()?, ctx));
    [event].into_iter().chain(left).collect()
}

/// What stands otherwise of an open offer once a customer's own words have led to all of this: more may be theirs than it
/// gives, and it may rest on what was not meant.
pub(super) fn followed_words(case: &Case, events: &[Event], ctx: &Context<'_>) -> Vec<Event> {
    let first = Box::new(case.clone());
    let after = events.iter().try_fold(first, |case, event| after(&case, event, ctx));
    let Some(after) = after else { return Vec::new() };
    let Some(offer) = after.phase.open_offer() else { return Vec::new() };
    let mut events = of_offer(&after, offer, ctx);
    // A customer's page is not told what a multiple hangs on, and guesses nothing of it.
    if offer.left_open.iter().any(|left| left.asks.is_empty()) {
        events.retain(|event| !matches!(event, Event::LeftOpen { .. }));
    }
    events
}

/// The case once an event has happened.
fn after(case: &Case, event: &Event, ctx: &Context<'_>) -> Option<Box<Case>> {
    let next = as_next(case, event, ctx);
    match evolve(Complaint::Filed(Box::new(case.clone())), &next) {
        Complaint::Filed(after) => Some(after),
        Complaint::Unfiled => None,
    }
}

/// What an open offer leaves open by now, where that is something else than the record says.
fn left_by(case: &Case, offer: &Offer, ctx: &Context<'_>) -> Option<Event> {
    let all = left_open::in_all(case, ctx);
    (all != offer.left_open).then_some(Event::LeftOpen { offer: Some(offer.id), all })
}

/// What the options of an offer leave out by now; nothing where that is no other than was told with them.
fn weighed(case: &Case, offer: &Offer, ctx: &Context<'_>) -> Option<Vec<Weighed>> {
    let assessment = Assessment::of(case, ctx.packs, ctx.elsewhere, ctx.zone);
    let now = |offered: &OfferedOption| Weighed {
        option: offered.id,
        missing: assessment.missing(case, &offered.option),
    };
    let options: Vec<Weighed> = offer.options.iter().map(now).collect();
    let is_other =
        offer.options.iter().zip(&options).any(|(offered, now)| offered.option.missing != now.missing);
    is_other.then_some(options)
}

/// The options of an offer that rest on what was found to be otherwise.
fn fallen(case: &Case, offer: &Offer, ctx: &Context<'_>) -> Vec<OptionId> {
    let has_fallen = |option| stands::fallen(case, offer, option, ctx.packs, ctx.zone).is_some();
    let options = offer.options.iter().filter(|offered| has_fallen(&offered.option));
    options.map(|offered| offered.id).collect()
}

/// An event as it will stand in the record of the case.
fn as_next(case: &Case, event: &Event, ctx: &Context<'_>) -> Recorded {
    Recorded {
        seq: 0,
        case_id: case.id,
        version: case.version.saturating_add(1),
        at: ctx.now,
        actor: ctx.actor,
        command_id: CommandId(Uuid::nil()),
        event: event.clone(),
    }
}
