//! What stands: an offer that was made may still be taken until another takes its place. Where the other takes something
//! away, whoever makes it is told before, and can keep what stands among the options.

use crate::compensation::option::{Basis, RemedyOption, RemedyPart};
use crate::complaint::assess::Assessment;
use crate::complaint::{Case, Offer, gives};
use crate::order::given::Given;
use crate::policy::Packs;
use crate::remedy::Remedy;
use crate::zone::Zone;

/// The option of the offer that stands which its customer would lose: the one of most worth, where none of the options that
/// would take its place is worth as much; else one that gives the price back or goods anew, where none of them does so.
/// Nothing where no offer stands.
pub fn lost<'a>(
    case: &'a Case,
    assessment: &Assessment<'_>,
    options: &[RemedyOption],
) -> Option<&'a RemedyOption> {
    let open = case.phase.open_offer()?;
    // What nobody can take any more is not lost to anything.
    let stands = open.options.iter().filter(|offered| !open.is_fallen(offered.id));
    let stands: Vec<&RemedyOption> = stands.map(|offered| &offered.option).collect();
    let worth = |option: &RemedyOption| assessment.worth(case, option);
    let best = stands.iter().copied().max_by_key(|option| worth(option))?;
    if options.iter().all(|option| worth(option) < worth(best)) {
        return Some(best);
    }
    // Where they can have what they wish for now, nothing that they want is taken from them.
    let gives = |wishes: &[Remedy]| options.iter().any(|option| has_all(option, wishes));
    let is_kept = |option: &RemedyOption| made_right(option).all(|remedy| gives(&[remedy]));
    stands.into_iter().find(|option| !gives(case.wish()) && !is_kept(option))
}

/// The first part of an option that a rule gave by what was found out when it was offered, and gives no more by what is
/// found out now: nobody takes it, and the desk takes the offer back or makes another.
pub fn fallen<'o>(
    case: &Case,
    offer: &Offer,
    option: &'o RemedyOption,
    packs: &Packs,
    zone: &Zone,
) -> Option<&'o RemedyPart> {
    if offer.found == case.findings {
        return None;
    }
    let then = Case { findings: offer.found.clone(), ..case.clone() };
    // What was given meanwhile is looked at apart.
    let alone = |case: &Case| Assessment::after_all(case, packs, Vec::new(), &[], zone);
    let (before, now) = (alone(&then), alone(case));
    let by_rule = option.parts.iter().filter(|part| matches!(part.basis, Basis::Rule { .. }));
    let has_fallen = |part: &RemedyPart| {
        // What another rule owes by now is no less theirs: a fault that was presumed, once it is found.
        let is_gone = before.leaves(&then, part) && !now.leaves(case, part) && !now.is_owed(case, part);
        // A multiple that was found out does not stand on a claim.
        is_gone || (!before.is_claimed_alone(&then, part) && now.is_claimed_alone(case, part))
    };
    by_rule.into_iter().find(|part| has_fallen(part))
}

/// The first part that a rule would still grant, had nobody been given anything, and that it grants no more after what
/// was given `before` and what the case itself gave: by its name, or owed by it though a person gives it.
pub fn taken<'o>(
    case: &Case,
    parts: &'o [RemedyPart],
    before: Vec<Given>,
    packs: &Packs,
    zone: &Zone,
) -> Option<&'o RemedyPart> {
    if before.is_empty() && gives::settled(case).is_empty() {
        return None;
    }
    let alone = Assessment::after_all(case, packs, Vec::new(), &[], zone);
    let together = Assessment::after(case, packs, before, zone);
    parts.iter().find(|part| match &part.basis {
        Basis::Rule { .. } => alone.leaves(case, part) && !together.leaves(case, part),
        // What gives price or freight back is bound by what came in, and so are goods; goodwill was never owed.
        Basis::Person { .. } => {
            let is_bound = part.remedy.pays_back() || part.remedy.gives_goods();
            let is_counted = !is_bound && !part.is_goodwill && part.amount.is_some();
            is_counted && alone.is_owed(case, part) && !together.is_owed(case, part)
        }
    })
}

/// Whether every option of the offer that stands is worth less than one that was offered before; not where none stands.
pub fn is_less(case: &Case, assessment: &Assessment<'_>, before: &RemedyOption) -> bool {
    let worth = |option: &RemedyOption| assessment.worth(case, option);
    let offer = case.phase.open_offer();
    offer.is_some_and(|offer| offer.options.iter().all(|one| worth(&one.option) < worth(before)))
}

/// What of an option leaves no trouble with the goods: their price back, or goods anew. A repair or money on top is less than
/// that, whatever it is worth.
fn made_right(option: &RemedyOption) -> impl Iterator<Item = Remedy> {
    let remedies = option.parts.iter().map(|part| part.remedy);
    remedies.filter(|remedy| remedy.pays_back_whole_price() || remedy.gives_goods())
}

/// Whether an option has all that is wished for; nothing is no wish.
fn has_all(option: &RemedyOption, wishes: &[Remedy]) -> bool {
    let has = |wish: &Remedy| option.parts.iter().any(|part| part.remedy.is_wished_by(*wish));
    !wishes.is_empty() && wishes.iter().all(has)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::Actor;
    use crate::complaint::command::Command;
    use crate::remedy::Remedy;
    use crate::testing::{AGENT, CUSTOMER, Scene, offer_id, option_by_hand, option_id};
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

    #[test]
    fn what_stands_is_less_than_an_option_of_before_only_where_none_of_it_is_worth_as_much() {
        let is_less = |scene: &Scene, remedy, sum| {
            let case = scene.state.case().unwrap();
            let assessment = Assessment::of(case, &scene.packs, &scene.elsewhere, &scene.zone);
            is_less(case, &assessment, &option_by_hand(option_id(2), remedy, sum).option)
        };
        let scene = Scene::offered();
        assert!(is_less(&scene, Remedy::Refund, Some("50.01")));
        assert!(!is_less(&scene, Remedy::Refund, Some("50.00")));
        assert!(!is_less(&Scene::filed(), Remedy::Refund, Some("50.00")));
    }

    #[test]
    fn new_goods_that_stand_are_lost_to_a_repair_and_to_none_that_is_wished_for() {
        let option = |remedy, sum| option_by_hand(option_id(1), remedy, sum);
        let options = vec![option(Remedy::Exchange, None)];
        let offer = Command::MakeOffer { offer: offer_id(1), replaces: None, options, message: None };
        let mut scene = Scene::filed().given(Actor::Agent(AGENT), offer);
        let lost = |scene: &Scene, remedy| {
            let case = scene.state.case().unwrap();
            let assessment = Assessment::of(case, &scene.packs, &scene.elsewhere, &scene.zone);
            let options = [option(remedy, None).option];
            lost(case, &assessment, &options).map(|option| option.parts[0].remedy)
        };
        // A repair is worth as much, and is less.
        assert_eq!(lost(&scene, Remedy::Repair), Some(Remedy::Exchange));
        assert_eq!(lost(&scene, Remedy::Resend), Some(Remedy::Exchange));
        assert_eq!(lost(&scene, Remedy::Exchange), None);
        let counter = Command::CounterOffer {
            offer: offer_id(1),
            wants: vec![Remedy::Repair],
            sentence: Sentence::parse("修一下就好").unwrap(),
        };
        scene = scene.given(Actor::Customer(CUSTOMER), counter);
        assert_eq!(lost(&scene, Remedy::Repair), None);
        assert_eq!(lost(&scene, Remedy::Resend), Some(Remedy::Exchange));
    }
}
