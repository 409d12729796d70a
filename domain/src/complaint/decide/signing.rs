//! What somebody at the desk puts their name to: the parts of an option that a person decided.
//!
//! A basis names who decided and why, and stays in the record for ever. So it names whoever is acting and nobody
//! else, and its words obey the rules of every other text that people type.

use crate::actor::Actor;
use crate::compensation::option::{Basis, OptionFault, RemedyOption, RemedyPart, Share};
use crate::complaint::Case;
use crate::complaint::assess::Assessment;
use crate::complaint::decide::Context;
use crate::complaint::rejection::Rejection;
use crate::id::OptionId;
use crate::remedy::Remedy;
use crate::text::Sentence;
use crate::text::problem::{Problem, ProblemCode};

/// The option with its words cleaned, provided every part rests on a rule that grants it or on whoever acts.
pub(super) fn signed(
    case: &Case,
    id: OptionId,
    option: &RemedyOption,
    assessment: &Assessment<'_>,
    ctx: &Context<'_>,
) -> Result<RemedyOption, Rejection> {
    let mut option = option.clone();
    for part in &mut option.parts {
        goods(id, part, case)?;
        match &mut part.basis {
            Basis::Rule { rule, .. } => {
                let rule = rule.clone();
                if !assessment.grants(case, part) {
                    return Err(Rejection::RuleDoesNotGrant { rule });
                }
            }
            Basis::Person { user, reason } => {
                // The desk itself decides nothing as a person; that is refused where its offers are weighed.
                if ctx.actor != Actor::System && ctx.actor.user() != Some(*user) {
                    return Err(Rejection::OptionUnsound {
                        option: id,
                        fault: OptionFault::SomebodyElsesName,
                    });
                }
                *reason = words(reason)?;
                if lacks_sum(part, case) {
                    return Err(Rejection::OptionUnsound { option: id, fault: OptionFault::NeedsSum });
                }
                if pays_themselves(part) {
                    return Err(Rejection::OptionUnsound { option: id, fault: OptionFault::CustomerPays });
                }
            }
        }
        if assessment.is_beyond_sense(case, part) {
            return Err(invalid(Problem::new("amount", ProblemCode::TooLarge)));
        }
        part.is_goodwill = assessment.is_goodwill(case, part);
    }
    Ok(option)
}

/// The reason, cleaned. Nobody has to give one; what the offer says in its message is often enough.
fn words(reason: &str) -> Result<String, Rejection> {
    if reason.is_empty() {
        return Ok(String::new());
    }
    let reason = Sentence::parse(reason).map_err(|problem| invalid(problem.at("reason")))?;
    Ok(reason.as_str().to_owned())
}

/// Whether a part says nothing of how much it gives: whoever keeps the promise would have to guess, and no limit would
/// see it. An order for which nothing came in is cancelled without a sum.
fn lacks_sum(part: &RemedyPart, case: &Case) -> bool {
    let is_unpaid = || case.order.came_in().is_some_and(|came_in| came_in.minor == 0);
    part.remedy.is_a_sum()
        && part.amount.is_none_or(|amount| amount.minor <= 0)
        && !(part.remedy == Remedy::Cancel && is_unpaid())
}

/// Whether the customer would pay for what they are given. What a rule grants is borne by whom the rule says.
fn pays_themselves(part: &RemedyPart) -> bool {
    let is_theirs = |share: &Share| share.amount.minor > 0 && !part.remedy.may_be_borne_by(share.payer);
    part.shares.iter().any(is_theirs)
}

/// The goods a part names are lines of the order, each once, under the titles the order has for them, and with no more
/// pieces than were bought.
fn goods(option: OptionId, part: &mut RemedyPart, case: &Case) -> Result<(), Rejection> {
    let unsound = |fault| Err(Rejection::OptionUnsound { option, fault });
    let mut named: Vec<&str> = Vec::new();
    for goods in &mut part.goods {
        let line = case.order.lines.iter().find(|line| line.sku == goods.sku);
        let line = line.ok_or_else(|| Rejection::LineUnknown { sku: goods.sku.clone() })?;
        if !(1..=line.quantity).contains(&goods.quantity) {
            return unsound(OptionFault::WrongPieces);
        }
        if named.contains(&line.sku.as_str()) {
            return unsound(OptionFault::RepeatedRemedy);
        }
        named.push(&line.sku);
        goods.title.clone_from(&line.title);
    }
    Ok(())
}

fn invalid(problem: Problem) -> Rejection {
    Rejection::InvalidInput { problems: vec![problem] }
}

#[cfg(test)]
mod tests {
    use crate::actor::Actor;
    use crate::compensation::money::Money;
    use crate::compensation::option::{Basis, OptionFault, PartGoods, RemedyPart, Share};
    use crate::complaint::command::{Command, OfferedOption};
    use crate::complaint::event::Event;
    use crate::complaint::rejection::Rejection;
    use crate::id::PromiseId;
    use crate::remedy::{Authority, Payer, Remedy};
    use crate::testing::{AGENT, OTHER_AGENT, SUPERVISOR, Scene, offer_id, option_by_hand, option_id};
    use crate::text::Sentence;

    const AGENT_ACTS: Actor = Actor::Agent(AGENT);

    fn option(change: impl FnOnce(&mut RemedyPart)) -> OfferedOption {
        let mut option = option_by_hand(option_id(1), Remedy::PriceReduction, Some("50.00"));
        change(&mut option.option.parts[0]);
        option
    }

    fn offer(option: OfferedOption) -> Command {
        Command::MakeOffer { offer: offer_id(1), replaces: None, options: vec![option], message: None }
    }

    fn claimed(sku: &str, title: &str) -> PartGoods {
        PartGoods { sku: sku.to_owned(), title: title.to_owned(), quantity: 1 }
    }

    fn replacement(option: OfferedOption) -> (Scene, Command) {
        let scene = Scene::agreed();
        let promise = scene.state.case().unwrap().phase.fulfilment().unwrap().promises[0].promise.id;
        let command = Command::ReplacePromise {
            promise,
            replacement: PromiseId(uuid::Uuid::from_u128(0x77)),
            with: option.option,
            reason: Sentence::parse("换一种方式").unwrap(),
        };
        (scene, command)
    }

    /// What a command that makes an offer or a replacement says in the record.
    fn recorded(scene: &Scene) -> RemedyPart {
        match scene.outcome.as_ref().unwrap().first().unwrap() {
            Event::OfferMade { options, .. } => options[0].option.parts[0].clone(),
            Event::ReplacementProposed { replacement, .. } => replacement.part.clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn nobody_decides_in_somebody_elses_name() {
        let is_refused = |outcome: Result<Vec<Event>, Rejection>| {
            matches!(outcome, Err(Rejection::OptionUnsound { fault: OptionFault::SomebodyElsesName, .. }))
        };
        for other in [OTHER_AGENT, SUPERVISOR] {
            let forged =
                option(|part| part.basis = Basis::Person { user: other, reason: "他同意的".to_owned() });
            assert!(is_refused(Scene::filed().ask(AGENT_ACTS, &offer(forged.clone()))));
            let (scene, command) = replacement(forged);
            assert!(is_refused(scene.ask(AGENT_ACTS, &command)));
        }
        // A supervisor does not sign an agent's decision as the agent's either.
        assert!(is_refused(Scene::filed().ask(Actor::Supervisor(SUPERVISOR), &offer(option(|_| {})))));
        Scene::filed().when(AGENT_ACTS, offer(option(|_| {}))).then(&["offer_made"]);
    }

    #[test]
    fn replacement_rests_on_no_rule_that_does_not_grant_it() {
        let made_up = option(|part| {
            part.basis = Basis::Rule { pack: "cn-law".into(), version: "1".into(), rule: "made-up".into() };
        });
        let (scene, command) = replacement(made_up);
        scene.when(AGENT_ACTS, command).then_rejected("rule_does_not_grant");
    }

    #[test]
    fn reasons_are_cleaned_as_typed_texts_are_and_titles_come_from_the_order() {
        let spoofed = option(|part| {
            part.basis = Basis::Person { user: AGENT, reason: " 破损\u{202e}gpj\u{0}\n属实 ".to_owned() };
            part.goods = vec![claimed("FRUIT-5KG", "Vase\u{202e}exe\u{0}")];
        });
        let (scene, replace) = replacement(spoofed.clone());
        for scene in [Scene::filed().when(AGENT_ACTS, offer(spoofed)), scene.when(AGENT_ACTS, replace)] {
            let part = recorded(&scene);
            assert_eq!(part.basis, Basis::Person { user: AGENT, reason: "破损gpj 属实".to_owned() });
            let title = &scene.order.lines.iter().find(|line| line.sku == "FRUIT-5KG").unwrap().title;
            assert_eq!(part.goods, [claimed("FRUIT-5KG", title)], "the title is the order's");
        }
    }

    #[test]
    fn reason_without_end_or_without_anything_to_see_is_named() {
        let check = |field: &str, change: &dyn Fn(&mut RemedyPart)| {
            let outcome = Scene::filed().ask(AGENT_ACTS, &offer(option(change)));
            let Err(Rejection::InvalidInput { problems }) = outcome else { panic!("{outcome:?}") };
            assert_eq!(problems[0].field, field);
        };
        let long = "很".repeat(100_000);
        let because = |reason: &str| Basis::Person { user: AGENT, reason: reason.to_owned() };
        check("reason", &|part| part.basis = because(&long));
        check("reason", &|part| part.basis = because("\u{202e}"));
    }

    #[test]
    fn a_sum_that_nobody_can_mean_is_a_slip_of_the_pen_whoever_writes_it() {
        let check = |scene: &Scene, command: &Command| {
            let outcome = scene.ask(AGENT_ACTS, command);
            let Err(Rejection::InvalidInput { problems }) = outcome else { panic!("{outcome:?}") };
            assert_eq!((problems[0].field.as_ref(), problems[0].code.code()), ("amount", "too_large"));
        };
        let of = |remedy, minor| {
            let mut option = option_by_hand(option_id(1), remedy, Some("1.00"));
            let sum = Money::new(minor, option.option.total.currency);
            let part = &mut option.option.parts[0];
            (part.amount, part.shares[0].amount, option.option.total) = (Some(sum), sum, sum);
            option
        };
        // A hundred times what came in; no pack names a limit here.
        let paid = Scene::filed().state.case().unwrap().order.came_in().unwrap().minor;
        for remedy in [Remedy::PriceReduction, Remedy::Coupon, Remedy::StatutoryDamages] {
            for absurd in [i64::MAX, i64::MAX / 2, paid * 100 + 1] {
                check(&Scene::filed(), &offer(of(remedy, absurd)));
                let (scene, replace) = replacement(of(remedy, absurd));
                check(&scene, &replace);
            }
            assert!(Scene::filed().ask(AGENT_ACTS, &offer(of(remedy, paid * 100))).is_ok(), "{remedy:?}");
        }
    }

    #[test]
    fn nobody_pays_for_what_is_given_to_them() {
        let is_refused = |outcome: Result<Vec<Event>, Rejection>| {
            matches!(outcome, Err(Rejection::OptionUnsound { fault: OptionFault::CustomerPays, .. }))
        };
        let borne_by_customer = |remedy| {
            let mut option = option_by_hand(option_id(1), remedy, Some("50.00"));
            option.option.parts[0].shares[0].payer = Payer::Customer;
            option
        };
        for remedy in [Remedy::PriceReduction, Remedy::Refund, Remedy::Coupon, Remedy::DelayCompensation] {
            assert!(
                is_refused(Scene::filed().ask(AGENT_ACTS, &offer(borne_by_customer(remedy)))),
                "{remedy:?}"
            );
            let (scene, command) = replacement(borne_by_customer(remedy));
            assert!(is_refused(scene.ask(AGENT_ACTS, &command)), "{remedy:?}");
        }
        // Not a part of it either; the way back and a repair elsewhere are paid to others, so they may bear them.
        let mut half = borne_by_customer(Remedy::PriceReduction);
        let mut shares = vec![half.option.parts[0].shares[0].clone(); 2];
        shares[0].amount.minor /= 2;
        shares[1] = Share { payer: Payer::Seller, ..shares[0].clone() };
        half.option.parts[0].shares = shares;
        assert!(is_refused(Scene::filed().ask(AGENT_ACTS, &offer(half))));
        for remedy in [Remedy::ReturnShipping, Remedy::ThirdPartyRepair] {
            assert!(
                !is_refused(Scene::filed().ask(AGENT_ACTS, &offer(borne_by_customer(remedy)))),
                "{remedy:?}"
            );
        }
    }

    #[test]
    fn goods_are_lines_of_the_order() {
        let made_up = option(|part| part.goods = vec![claimed("GOLD-BAR", "Gold")]);
        Scene::filed().when(AGENT_ACTS, offer(made_up)).then_rejected("line_unknown");
    }

    #[test]
    fn authority_is_worked_out_and_never_taken_from_whoever_claims_it() {
        let mut claimed = option_by_hand(option_id(1), Remedy::StatutoryDamages, Some("500.00"));
        claimed.option.authority = Authority::Agent;
        let scene = Scene::filed().when(AGENT_ACTS, offer(claimed)).then(&["offer_proposed"]);
        let text = serde_json::to_string(&scene.outcome.unwrap()).unwrap();
        assert!(text.contains(r#""authority":"supervisor""#), "{text}");
        let mut claimed = option(|_| {});
        claimed.option.authority = Authority::Supervisor;
        let scene = Scene::filed().when(AGENT_ACTS, offer(claimed)).then(&["offer_made"]);
        let text = serde_json::to_string(&scene.outcome.unwrap()).unwrap();
        assert!(text.contains(r#""authority":"agent""#), "{text}");
    }
}
