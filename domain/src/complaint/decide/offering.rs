//! Offers: made by an agent (or by the desk, for a clear entitlement), approved where they are above a limit,
//! replaced or taken back. At most one offer is open, so a customer never chooses from something stale.

use crate::actor::Actor;
use crate::compensation::money::Money;
use crate::compensation::option::{OptionFault, RemedyOption};
use crate::complaint::assess::Assessment;
use crate::complaint::command::{MAX_OPTIONS, OfferedOption};
use crate::complaint::decide::followed::followed;
use crate::complaint::decide::signing::signed;
use crate::complaint::decide::{Context, bound, wrong_phase};
use crate::complaint::event::Event;
use crate::complaint::promise::all_done_by;
use crate::complaint::proposal::Proposal;
use crate::complaint::rejection::Rejection;
use crate::complaint::{Case, goodwill, stands};
use crate::finding::count::MAX_DAYS;
use crate::id::OfferId;
use crate::policy::recommend::reasons;
use crate::remedy::Authority;
use crate::text::problem::{Problem, ProblemCode};
use crate::text::{Message, Sentence};
use chrono::{DateTime, Duration, FixedOffset};

pub(super) fn make(
    case: &Case,
    offer: OfferId,
    replaces: Option<OfferId>,
    options: &[OfferedOption],
    message: Option<&Message>,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Rejection> {
    if !case.phase.is_before_agreement() {
        return Err(wrong_phase(case));
    }
    replaces_the_open_one(case, replaces)?;
    if options.is_empty() || options.len() > MAX_OPTIONS {
        return Err(Rejection::OptionCount { is: u32::try_from(options.len()).unwrap_or(u32::MAX) });
    }
    each_has_its_id(options)?;
    let assessment = Assessment::of(case, ctx.packs, ctx.elsewhere, ctx.zone);
    let mut options = options
        .iter()
        .map(|offered| weighed(case, offered, &assessment, ctx))
        .collect::<Result<Vec<_>, _>>()?;
    give_reasons(case, &mut options);
    let above = signed_for(case, &mut options, ctx);
    if let Actor::System = ctx.actor
        && !options.iter().all(|offered| is_clear(case, offered, &assessment))
    {
        return Err(Rejection::PersonMustDecide);
    }
    let needs_signature = options.iter().any(|offered| offered.option.authority == Authority::Supervisor);
    let message = message.cloned();
    if needs_signature {
        let goodwill = goodwill::above_limit(case, ctx.packs, ctx.elsewhere, &options);
        return Ok(vec![Event::OfferProposed { offer, replaces, options, message, above, goodwill }]);
    }
    let made = Event::OfferMade { offer, replaces, options, message, above: None, is_in_doubt: false };
    Ok(followed(case, made, ctx))
}

/// Says of each option why it is recommended, by what the customer wishes for now.
fn give_reasons(case: &Case, options: &mut [OfferedOption]) {
    let reasons = reasons(case.wish(), &options.iter().map(|offered| &offered.option).collect::<Vec<_>>());
    for (offered, because) in options.iter_mut().zip(reasons) {
        offered.option.because = because;
    }
}

/// What a customer takes is found by its id, so no two options of an offer may share one.
fn each_has_its_id(options: &[OfferedOption]) -> Result<(), Rejection> {
    let repeated = options
        .iter()
        .enumerate()
        .find(|(idx, offered)| options.iter().skip(idx + 1).any(|other| other.id == offered.id));
    match repeated {
        Some((_, offered)) => {
            Err(Rejection::OptionUnsound { option: offered.id, fault: OptionFault::RepeatedId })
        }
        None => Ok(()),
    }
}

/// An option as it may be offered: sound, in the order's currency, with the authority it needs and whether it
/// lies below an entitlement worked out here and not taken from whoever sent it.
fn weighed(
    case: &Case,
    offered: &OfferedOption,
    assessment: &Assessment<'_>,
    ctx: &Context<'_>,
) -> Result<OfferedOption, Rejection> {
    let unsound = |fault| Rejection::OptionUnsound { option: offered.id, fault };
    if offered.option.total.currency != case.order.currency {
        return Err(unsound(OptionFault::MixedCurrencies));
    }
    offered.option.check().map_err(unsound)?;
    can_be_ready(&offered.option, ctx)?;
    let option = signed(case, offered.id, &offered.option, assessment, ctx)?;
    // Whether it goes above what came in is held against all options together, further on.
    let doubt = assessment.doubt_of(case, &option);
    let authority = doubt.map_or_else(|| assessment.authority(&option), |_| Authority::Supervisor);
    // The day it names is that of the promises it becomes.
    let ready_by = option.ready_by.and_then(|_| all_done_by(&option.parts, ctx.now, ctx.limits, ctx.zone));
    let option = RemedyOption { authority, ready_by, ..assessment.weighed(case, option) };
    Ok(OfferedOption { id: offered.id, option })
}

/// A day by which something is done lies in no other age. It may have gone by: what is late is still owed.
fn can_be_ready(option: &RemedyOption, ctx: &Context<'_>) -> Result<(), Rejection> {
    let years = Duration::days(i64::from(MAX_DAYS));
    let is_possible = |ready: DateTime<FixedOffset>| (ready - ctx.now).abs() <= years;
    if option.ready_by.is_none_or(is_possible) {
        return Ok(());
    }
    Err(Rejection::InvalidInput { problems: vec![Problem::new("ready_by", ProblemCode::DateOutOfRange)] })
}

/// INVARIANT (came in): an option that gives back more than came in, with all that was given before, needs a
/// supervisor's signature for the sum above it. The largest such sum of all options; none where none goes above.
fn signed_for(case: &Case, options: &mut [OfferedOption], ctx: &Context<'_>) -> Option<Money> {
    let mut most: Option<Money> = None;
    for offered in options {
        let above = bound::above_of(case, &offered.option, ctx);
        if above.is_some() {
            offered.option.authority = Authority::Supervisor;
        }
        if bound::is_more(above, most) {
            most = above;
        }
    }
    most
}

/// What the desk may grant without a person: rules only, within an agent's authority, nothing a person must sign.
fn is_clear(case: &Case, offered: &OfferedOption, assessment: &Assessment<'_>) -> bool {
    offered.option.authority == Authority::Agent
        && !offered.option.is_below_entitlement
        && offered.option.parts.iter().all(|part| assessment.is_clear(case, part))
}

fn replaces_the_open_one(case: &Case, replaces: Option<OfferId>) -> Result<(), Rejection> {
    match (case.phase.open_offer().map(|open| open.id), replaces) {
        (Some(open), Some(named)) if open == named => Ok(()),
        (Some(open), _) => Err(Rejection::OfferStillOpen { offer: open }),
        (None, Some(named)) => Err(Rejection::OfferNotOpen { offer: named }),
        (None, None) => Ok(()),
    }
}

fn waiting(case: &Case, offer: OfferId) -> Result<&Proposal, Rejection> {
    case.proposal
        .as_ref()
        .filter(|proposal| proposal.offer.id == offer)
        .ok_or(Rejection::OfferNotOpen { offer })
}

pub(super) fn approve(case: &Case, offer: OfferId, ctx: &Context<'_>) -> Result<Vec<Event>, Rejection> {
    let proposal = waiting(case, offer)?;
    // INVARIANT (separation of duties): whoever proposed an offer above the limit never approves it.
    if proposal.author.is_none() || proposal.author == ctx.actor.user() {
        return Err(Rejection::OwnProposal);
    }
    if !case.phase.is_before_agreement() {
        return Err(wrong_phase(case));
    }
    replaces_the_open_one(case, proposal.replaces)?;
    // A signature counts for the sum that whoever signs has seen.
    let mut options = proposal.offer.options.clone();
    let above = signed_for(case, &mut options, ctx);
    if let Some(by) = above
        && bound::is_more(above, proposal.offer.above)
    {
        return Err(Rejection::AboveWhatCameIn { by });
    }
    let goodwill = goodwill::above_limit(case, ctx.packs, ctx.elsewhere, &options);
    if let Some(to) = goodwill
        && bound::is_more(goodwill, proposal.goodwill)
    {
        return Err(Rejection::AboveGoodwill { to });
    }
    // What a rule granted may have been given or offered elsewhere while the proposal waited: it keeps nothing back.
    let is_taken = |offered: &OfferedOption| {
        let (parts, given) = (&offered.option.parts, ctx.elsewhere.given());
        stands::taken(case, parts, given, ctx.packs, ctx.zone).is_some()
    };
    if options.iter().any(is_taken) {
        return Err(Rejection::GivenMeanwhile);
    }
    // Nor is signed what rests on something that was found to be otherwise since.
    let options = proposal.offer.options.iter();
    let mut fallen = options
        .filter_map(|offered| stands::fallen(case, &proposal.offer, &offered.option, ctx.packs, ctx.zone));
    if fallen.next().is_some() {
        return Err(Rejection::FoundOtherwise);
    }
    let mut options = proposal.offer.options.clone();
    // While it waited its customer may have asked for something else.
    give_reasons(case, &mut options);
    let made = Event::OfferMade {
        offer,
        above: proposal.offer.above,
        replaces: proposal.replaces,
        options,
        message: proposal.offer.message.as_deref().and_then(|text| Message::parse(text).ok()),
        is_in_doubt: Assessment::of(case, ctx.packs, ctx.elsewhere, ctx.zone).in_doubt(case).is_some(),
    };
    Ok(followed(case, made, ctx))
}

pub(super) fn refuse(case: &Case, offer: OfferId, reason: &Sentence) -> Result<Vec<Event>, Rejection> {
    waiting(case, offer)?;
    Ok(vec![Event::OfferRefused { offer, reason: reason.clone() }])
}

pub(super) fn withdraw(case: &Case, offer: OfferId, reason: &Sentence) -> Result<Vec<Event>, Rejection> {
    if case.phase.open_offer().is_none_or(|open| open.id != offer) {
        return Err(Rejection::OfferNotOpen { offer });
    }
    Ok(vec![Event::OfferWithdrawn { offer, reason: reason.clone() }])
}

#[cfg(test)]
mod tests {
    use crate::actor::Actor;
    use crate::compensation::option::{PartGoods, RemedyOption};
    use crate::complaint::command::Command;
    use crate::remedy::Remedy;
    use crate::testing::{AGENT, Scene, offer_id, option_by_hand, option_id};

    #[test]
    fn two_options_of_one_offer_never_share_an_id() {
        let option = |remedy| option_by_hand(option_id(1), remedy, Some("5.00"));
        let options = vec![option(Remedy::Coupon), option(Remedy::Refund)];
        let offer = Command::MakeOffer { offer: offer_id(1), replaces: None, options, message: None };
        Scene::filed().when(Actor::Agent(AGENT), offer).then_rejected("option_unsound");
    }

    #[test]
    fn an_option_is_ready_in_this_age_and_costs_nothing_where_it_only_says_something() {
        let refused = |change: &dyn Fn(&mut RemedyOption), code: &str| {
            let mut option = option_by_hand(option_id(1), Remedy::Coupon, Some("5.00"));
            change(&mut option.option);
            let options = vec![option];
            let offer = Command::MakeOffer { offer: offer_id(1), replaces: None, options, message: None };
            Scene::filed().when(Actor::Agent(AGENT), offer).then_rejected(code);
        };
        for far in ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59+08:00"] {
            refused(&|option| option.ready_by = Some(far.parse().unwrap()), "invalid_input");
        }
        refused(&|option| option.parts[0].remedy = Remedy::Apology, "option_unsound");
    }

    #[test]
    fn a_part_is_about_pieces_that_there_are_each_line_once() {
        let fruit = |quantity| PartGoods { sku: "FRUIT-5KG".to_owned(), title: String::new(), quantity };
        for goods in [vec![fruit(0)], vec![fruit(2)], vec![fruit(1), fruit(1)]] {
            let mut option = option_by_hand(option_id(1), Remedy::Refund, Some("5.00"));
            option.option.parts[0].goods = goods;
            let options = vec![option];
            let offer = Command::MakeOffer { offer: offer_id(1), replaces: None, options, message: None };
            Scene::filed().when(Actor::Agent(AGENT), offer).then_rejected("option_unsound");
        }
    }
}
