//! What a customer has declined already, or asked past: nobody recommends it to them again, and whoever would offer it
//! knows.

use crate::compensation::option::{RemedyOption, RemedyPart};
use crate::complaint::{Case, Offer, Phase};
use crate::id::OfferId;
use crate::policy::recommend::reasons;
use crate::remedy::Remedy;
use chrono::{DateTime, FixedOffset};

/// An offer whose customer took none of it, or asked for something else instead of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declined {
    /// The offer.
    pub offer: Offer,
    /// When they said so.
    pub at: DateTime<FixedOffset>,
    /// Whether they asked for something else instead, so that it still stood.
    pub is_asked_past: bool,
}

/// How the customer last passed over what an option gives.
pub fn declined<'a>(case: &'a Case, option: &RemedyOption) -> Option<&'a Declined> {
    case.declined.iter().rev().find(|one| holds(&one.offer, option))
}

/// Whether an offer has an option that gives the same.
pub fn holds(offer: &Offer, option: &RemedyOption) -> bool {
    offer.options.iter().any(|offered| gives_the_same(&offered.option, option))
}

/// Whether two options give the same, whoever bears it, by when it is done and whatever it follows from.
fn gives_the_same(one: &RemedyOption, other: &RemedyOption) -> bool {
    let is_in = |part: &RemedyPart, option: &RemedyOption| {
        let is_it = |other: &RemedyPart| {
            (other.remedy, other.amount, &other.goods) == (part.remedy, part.amount, &part.goods)
        };
        option.parts.iter().any(is_it)
    };
    one.parts.len() == other.parts.len() && one.parts.iter().all(|part| is_in(part, other))
}

/// The open offer, once its customer takes none of it. What they had asked for instead of an earlier one and were given here
/// is not what they want either: what they wished for before leads again.
pub(super) fn turned_down(mut case: Case, offer: OfferId, at: DateTime<FixedOffset>) -> Case {
    let Some(offer) = case.phase.open_offer().filter(|open| open.id == offer).cloned() else { return case };
    let parts = offer.options.iter().flat_map(|offered| &offered.option.parts);
    // Of the price somebody may have wanted more back, and wants it still.
    let is_given = |wish: &Remedy| !wish.pays_back() && parts.clone().any(|part| part.remedy == *wish);
    let (given, left) = core::mem::take(&mut case.instead).into_iter().partition(is_given);
    case.instead = left;
    let given: Vec<Remedy> = given;
    case.wants.retain(|wish| !given.contains(wish));
    case.wants.extend(given);
    case.declined.push(Declined { offer, at, is_asked_past: false });
    case.phase = Phase::Investigating;
    case
}

/// Recommends nothing where the customer declined what would be, or asked for something else instead of it: what is left may
/// be further from what they meant, and is asked about first. The reason of what is recommended is told by what they wish
/// for now.
pub(super) fn pass_over(case: &Case, options: &mut [RemedyOption]) {
    if options.iter().any(|option| option.is_recommended && declined(case, option).is_some()) {
        for option in options.iter_mut() {
            option.is_recommended = false;
        }
    }
    let reasons = reasons(case.wish(), &options.iter().collect::<Vec<_>>());
    for (option, because) in options.iter_mut().zip(reasons) {
        option.because = because;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::Actor;
    use crate::compensation::option::Because;
    use crate::complaint::command::{Command, OfferedOption};
    use crate::remedy::Remedy;
    use crate::testing::{AGENT, CUSTOMER, Scene, offer_id, option_by_hand, option_id};
    use crate::text::Sentence;
    use chrono::Duration;

    fn option(remedy: Remedy, sum: &str) -> OfferedOption {
        option_by_hand(option_id(1), remedy, Some(sum))
    }

    fn declined() -> Scene {
        let options = vec![option(Remedy::Refund, "168.00")];
        let offer = Command::MakeOffer { offer: offer_id(1), replaces: None, options, message: None };
        let decline = Command::DeclineOffer { offer: offer_id(1), sentence: None };
        let scene = Scene::filed().given(Actor::Agent(AGENT), offer).after(Duration::minutes(8));
        scene.given(Actor::Customer(CUSTOMER), decline)
    }

    #[test]
    fn what_was_just_declined_is_not_recommended_again() {
        let scene = declined();
        let case = scene.state.case().unwrap();
        let mut options = [
            RemedyOption { is_recommended: true, ..option(Remedy::Refund, "168.00").option },
            RemedyOption { is_below_entitlement: true, ..option(Remedy::Coupon, "20.00").option },
            option(Remedy::PriceReduction, "84.00").option,
        ];
        pass_over(case, &mut options);
        assert_eq!(options.each_ref().map(|option| option.is_recommended), [false; 3]);
        assert_eq!(super::declined(case, &options[0]).map(|one| one.at), Some(scene.now));
        assert_eq!(super::declined(case, &options[2]), None);
    }

    /// An exchange and a coupon asked for instead of what is on offer, or something else in words alone.
    fn countered(wants: &[Remedy]) -> Scene {
        let reasoned = RemedyOption { is_recommended: true, ..option(Remedy::Refund, "168.00").option };
        let options = vec![OfferedOption { id: option_id(1), option: reasoned }];
        let offer = Command::MakeOffer { offer: offer_id(1), replaces: None, options, message: None };
        let counter = Command::CounterOffer {
            offer: offer_id(1),
            wants: wants.to_vec(),
            sentence: Sentence::parse("我想换一箱").unwrap(),
        };
        let scene = Scene::filed().given(Actor::Agent(AGENT), offer);
        let because = |scene: &Scene| {
            let case = scene.state.case().unwrap();
            case.phase.open_offer().unwrap().options[0].option.because
        };
        assert_eq!(because(&scene), Some(Because::Wished));
        let scene = scene.after(Duration::minutes(8)).given(Actor::Customer(CUSTOMER), counter);
        // Nor does the offer that still stands call itself what they asked for.
        assert_eq!(because(&scene), None);
        scene
    }

    #[test]
    fn what_a_customer_asks_for_instead_is_their_wish_and_what_they_asked_past_is_recommended_no_more() {
        let scene = countered(&[Remedy::Exchange, Remedy::Coupon]);
        let case = scene.state.case().unwrap();
        assert_eq!(case.wish(), [Remedy::Exchange, Remedy::Coupon]);
        // No right is lost that hangs on what was asked for before.
        assert_eq!(case.wants, [Remedy::Exchange, Remedy::Coupon, Remedy::Refund]);
        let recommended = |remedy, sum| RemedyOption { is_recommended: true, ..option(remedy, sum).option };
        let told = |first: RemedyOption| {
            let mut options = [first, option(Remedy::Resend, "0.01").option];
            pass_over(case, &mut options);
            options.map(|option| (option.is_recommended, option.because))
        };
        assert_eq!(told(recommended(Remedy::Refund, "168.00")), [(false, None); 2]);
        let wished = (true, Some(Because::Wished));
        assert_eq!(told(recommended(Remedy::Coupon, "20.00")), [wished, (false, None)]);
        // Of another height it is no more than near.
        let refund = told(recommended(Remedy::ReturnRefund, "169.00"));
        assert_eq!(refund[0], (true, Some(Because::Close)));
    }

    /// The next offer, in the place of the one from before.
    fn offered_next(scene: Scene, remedy: Remedy, sum: &str) -> Scene {
        let options = vec![OfferedOption { id: option_id(2), option: option(remedy, sum).option }];
        let next =
            Command::MakeOffer { offer: offer_id(2), replaces: Some(offer_id(1)), options, message: None };
        scene.given(Actor::Agent(AGENT), next)
    }

    #[test]
    fn what_was_wished_for_first_leads_again_once_what_was_asked_for_instead_is_declined_too() {
        let declined = |scene: Scene| {
            let decline = Command::DeclineOffer { offer: offer_id(2), sentence: None };
            scene.given(Actor::Customer(CUSTOMER), decline).state.case().unwrap().wish().to_vec()
        };
        let scene = offered_next(countered(&[Remedy::Coupon]), Remedy::Coupon, "20.00");
        assert_eq!(scene.state.case().unwrap().wish(), [Remedy::Coupon]);
        assert_eq!(declined(scene), [Remedy::Refund, Remedy::Coupon]);
        // Who declines a part of the price wants no less of it.
        let scene = offered_next(countered(&[Remedy::PriceReduction]), Remedy::PriceReduction, "5.00");
        assert_eq!(declined(scene), [Remedy::PriceReduction]);
    }

    #[test]
    fn what_was_asked_past_stays_so_when_another_offer_takes_its_place() {
        let scene = offered_next(countered(&[Remedy::Exchange]), Remedy::Coupon, "20.00");
        let case = scene.state.case().unwrap();
        let mut options = [RemedyOption { is_recommended: true, ..option(Remedy::Refund, "168.00").option }];
        pass_over(case, &mut options);
        assert!(!options[0].is_recommended);
        assert_eq!(super::declined(case, &options[0]).map(|one| one.is_asked_past), Some(true));
    }

    #[test]
    fn what_is_asked_for_in_words_alone_leads_and_takes_the_recommendation() {
        let scene = countered(&[]);
        let case = scene.state.case().unwrap();
        assert_eq!(case.wish(), [Remedy::Exchange, Remedy::Refund]);
        let mut options = [RemedyOption { is_recommended: true, ..option(Remedy::Refund, "168.00").option }];
        pass_over(case, &mut options);
        assert!(!options[0].is_recommended);
    }

    #[test]
    fn another_sum_is_another_option() {
        let scene = declined();
        let case = scene.state.case().unwrap();
        let mut more = [RemedyOption { is_recommended: true, ..option(Remedy::Refund, "169.00").option }];
        pass_over(case, &mut more);
        assert!(more[0].is_recommended);
    }
}
