//! The customer's answer to an offer: take an option, ask for something else, or take none.

use crate::compensation::option::RemedyOption;
use crate::complaint::decide::{Context, bound, followed};
use crate::complaint::event::Event;
use crate::complaint::promise::Promise;
use crate::complaint::rejection::Rejection;
use crate::complaint::{Case, Offer, gives, left_open, stands};
use crate::id::{OfferId, OptionId};
use crate::personal::Words;
use crate::remedy::Remedy;
use crate::text::Sentence;

/// The open offer, provided it is the one the customer saw.
fn open(case: &Case, offer: OfferId) -> Result<&Offer, Rejection> {
    case.phase.open_offer().filter(|open| open.id == offer).ok_or(Rejection::OfferNotOpen { offer })
}

/// Whether an option of an open offer can be taken as things stand: nothing of it was given meanwhile, and all that it rests
/// on holds.
///
/// # Errors
/// The rule that stands in the way.
pub fn may_take(
    case: &Case,
    offer: &Offer,
    option: &RemedyOption,
    ctx: &Context<'_>,
) -> Result<(), Rejection> {
    if bound::is_given_meanwhile(case, option, offer.above, ctx)
        || (!offer.is_in_doubt && bound::is_in_doubt(case, &option.parts, ctx))
    {
        return Err(Rejection::GivenMeanwhile);
    }
    if stands::fallen(case, offer, option, ctx.packs, ctx.zone).is_some() {
        return Err(Rejection::FoundOtherwise);
    }
    Ok(())
}

pub(super) fn accept(
    case: &Case,
    offer: OfferId,
    option: OptionId,
    is_informed: bool,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Rejection> {
    let opened = open(case, offer)?;
    let offered = opened.option(option).ok_or(Rejection::OptionUnknown { option })?;
    if offered.option.is_below_entitlement && !is_informed {
        return Err(Rejection::ConsentMissing);
    }
    may_take(case, opened, &offered.option, ctx)?;
    let mut ways = gives::ways_back(case, ctx.elsewhere, None);
    let promises = Promise::of(offered, ctx.now, ctx.limits, ctx.zone).into_iter();
    let promises = promises.map(|promise| promise.back_by(&mut ways)).collect();
    let all = left_open::left_by(case, &offered.option.parts, ctx);
    let mut events = vec![
        Event::OptionAccepted { offer, option, is_informed },
        Event::Agreed {
            option: offered.clone(),
            promises,
            told: gives::told(case, ctx.elsewhere),
            parcels: gives::parcels_known(case, ctx.elsewhere),
        },
    ];
    if !all.is_empty() {
        events.push(Event::LeftOpen { offer: None, all });
    }
    Ok(events)
}

/// Whoever brings up a statute's multiple reads on the sheets of the offer that stands, too, that these don't give it.
pub(super) fn counter(
    case: &Case,
    offer: OfferId,
    wants: &[Remedy],
    sentence: &Sentence,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Rejection> {
    open(case, offer)?;
    let sentence = Words { person: case.person, text: sentence.clone() };
    let countered = Event::OfferCountered { offer, wants: wants.to_vec(), sentence };
    let is_new = followed::brings_up(case, wants);
    Ok(if is_new { followed::left_anew(case, countered, ctx) } else { vec![countered] })
}

pub(super) fn decline(
    case: &Case,
    offer: OfferId,
    sentence: Option<&Sentence>,
) -> Result<Vec<Event>, Rejection> {
    open(case, offer)?;
    let sentence = sentence.map(|text| Words { person: case.person, text: text.clone() });
    Ok(vec![Event::OfferDeclined { offer, sentence }])
}
