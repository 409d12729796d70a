//! What a customer has declined already: nobody recommends it to them again, and whoever would offer it knows.

use crate::compensation::option::{RemedyOption, RemedyPart};
use crate::complaint::{Case, Offer};
use crate::policy::recommend::reasons;
use chrono::{DateTime, FixedOffset};

/// An offer whose customer took none of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declined {
    /// The offer.
    pub offer: Offer,
    /// When they said so.
    pub at: DateTime<FixedOffset>,
}

/// When the customer last declined what an option gives.
pub fn declined_at(case: &Case, option: &RemedyOption) -> Option<DateTime<FixedOffset>> {
    case.declined.iter().rev().find(|one| holds(&one.offer, option)).map(|one| one.at)
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

/// Recommends nothing where the customer declined what would be: what is left may be further from what they meant, and is
/// asked about first.
pub(super) fn pass_over(case: &Case, options: &mut [RemedyOption]) {
    let is_declined = |option: &RemedyOption| declined_at(case, option).is_some();
    if !options.iter().any(|option| option.is_recommended && is_declined(option)) {
        return;
    }
    for option in options.iter_mut() {
        option.is_recommended = false;
    }
    let reasons = reasons(&case.wants, &options.iter().collect::<Vec<_>>());
    for (option, because) in options.iter_mut().zip(reasons) {
        option.because = because;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::Actor;
    use crate::complaint::command::{Command, OfferedOption};
    use crate::remedy::Remedy;
    use crate::testing::{AGENT, CUSTOMER, Scene, offer_id, option_by_hand, option_id};
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
        assert_eq!(declined_at(case, &options[0]), Some(scene.now));
        assert_eq!(declined_at(case, &options[2]), None);
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
