//! What stands: an offer that was made may still be taken until another takes its place. Where the other is worth less,
//! whoever makes it is told before, and can keep what stands among the options.

use crate::compensation::option::RemedyOption;
use crate::complaint::Case;
use crate::complaint::assess::Assessment;

/// The option of the offer that stands which its customer would lose: the one of most worth, where none of the options that
/// would take its place is worth as much. Nothing where no offer stands.
pub fn lost<'a>(
    case: &'a Case,
    assessment: &Assessment<'_>,
    options: &[RemedyOption],
) -> Option<&'a RemedyOption> {
    let stands = case.phase.open_offer()?;
    let worth = |option: &RemedyOption| assessment.worth(case, option);
    let best = stands.options.iter().map(|offered| &offered.option).max_by_key(|option| worth(option))?;
    options.iter().all(|option| worth(option) < worth(best)).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::Actor;
    use crate::complaint::command::Command;
    use crate::remedy::Remedy;
    use crate::testing::{CUSTOMER, Scene, offer_id, option_by_hand, option_id};
    use crate::text::Sentence;

    #[test]
    fn what_stands_is_lost_to_options_of_less_worth_and_to_none_of_as_much() {
        let counter = Command::CounterOffer {
            offer: offer_id(1),
            wants: Vec::new(),
            sentence: Sentence::parse("我想换一箱").unwrap(),
        };
        let scene = Scene::offered().given(Actor::Customer(CUSTOMER), counter);
        let case = scene.state.case().unwrap();
        let assessment = Assessment::of(case, &scene.packs, &scene.elsewhere, &scene.zone);
        let option = |remedy, sum| option_by_hand(option_id(2), remedy, sum).option;
        let stands = &case.phase.open_offer().unwrap().options[0].option;
        let lost = |options: &[RemedyOption]| lost(case, &assessment, options).cloned();
        let less = option(Remedy::Coupon, Some("18.40"));
        assert_eq!(lost(std::slice::from_ref(&less)).as_ref(), Some(stands));
        // Beside something of as much worth it is one choice more.
        assert_eq!(lost(&[less, option(Remedy::Refund, Some("50.00"))]), None);
        // Goods made right are worth what was paid for them.
        assert_eq!(lost(&[option(Remedy::Exchange, None)]), None);
    }
}
