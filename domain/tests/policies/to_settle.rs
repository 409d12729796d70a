//! What a rule grants and leaves the sum of to whoever settles it: offered under the rule, once a sum is written.

use crate::twice::{AGENT_ACTS, CUSTOMER_ACTS, agreed, beside, by_hand, offering, shop_of};
use domain::compensation::option::{RemedyOption, RemedyPart, Share};
use domain::complaint::assess::{Assessment, Signature};
use domain::complaint::command::{Command, Filing};
use domain::remedy::{Authority, Payer, Remedy};
use domain::testing::{Scene, filing, option_by_hand, option_id, yuan};

fn filed_with(others: &[&Scene], change: impl FnOnce(&mut Scene, &mut Filing)) -> Scene {
    let mut scene = Scene::empty();
    scene.packs = shop_of(&[
        ("less", "remedy = \"price_reduction\"\npayer = \"seller\""),
        ("back", "remedy = \"return_refund\"\namount = { of = \"complained\" }\npayer = \"seller\""),
    ]);
    let mut filing = filing();
    change(&mut scene, &mut filing);
    scene.elsewhere = beside(others, &scene.order, None);
    scene.given(CUSTOMER_ACTS, Command::FileComplaint(Box::new(filing)))
}

fn filed(others: &[&Scene]) -> Scene {
    filed_with(others, |_, _| ())
}

/// A complaint about one piece of six, each of which cost 168.00.
fn one_of_six(others: &[&Scene]) -> Scene {
    filed_with(others, |scene, filing| {
        scene.order.lines[0].quantity = 6;
        filing.goods[0].quantity = Some(1);
    })
}

fn asked<T>(scene: &Scene, of: impl Fn(&Assessment<'_>) -> T) -> T {
    let case = scene.state.case().unwrap();
    of(&Assessment::of(case, &scene.packs, &scene.elsewhere, &scene.zone))
}

fn to_settle(scene: &Scene) -> Vec<RemedyPart> {
    asked(scene, |answer| answer.to_settle(scene.state.case().unwrap()))
}

fn of_sum(part: &RemedyPart, sum: &str) -> RemedyOption {
    let amount = yuan(sum);
    let shares = vec![Share { payer: Payer::Seller, amount }];
    let parts = vec![RemedyPart { amount: Some(amount), shares, ..part.clone() }];
    let by_hand = option_by_hand(option_id(1), Remedy::Apology, None).option;
    RemedyOption { total: amount, parts, authority: Authority::Agent, ..by_hand }
}

#[test]
fn part_of_the_price_is_offered_under_its_rule_for_the_sum_that_somebody_writes() {
    let scene = filed(&[]);
    let left = to_settle(&scene);
    let [part] = &left[..] else { panic!("{left:?}") };
    assert_eq!((part.remedy, part.amount), (Remedy::PriceReduction, None));
    assert_eq!(part.shares.first().map(|share| share.payer), Some(Payer::Seller));
    let held = asked(&scene, |answer| {
        answer.decision.options.iter().flat_map(|option| &option.parts).any(|one| one.remedy == part.remedy)
    });
    assert!(!held, "no suggestion makes a sum up");
    scene.clone().when(AGENT_ACTS, offering(vec![of_sum(part, "0")])).then_rejected("rule_does_not_grant");
    let someone_else = Share { payer: Payer::Platform, amount: yuan("30.00") };
    let mut moved = of_sum(part, "30.00");
    moved.parts[0].shares = vec![someone_else];
    scene.clone().when(AGENT_ACTS, offering(vec![moved])).then_rejected("rule_does_not_grant");
    let given = agreed(scene, of_sum(part, "30.00"));
    // Another case of the order is not given it once more for the same.
    assert_eq!(to_settle(&filed(&[&given])), []);
}

#[test]
fn the_desk_offers_no_sum_by_itself_that_a_rule_leaves_to_a_person() {
    let scene = filed(&[]);
    let part = to_settle(&scene).remove(0);
    let part = of_sum(&part, "30.00").parts.remove(0);
    let (grants, is_clear) = asked(&scene, |answer| {
        let case = scene.state.case().unwrap();
        (answer.grants(case, &part), answer.is_clear(case, &part))
    });
    assert!(grants && !is_clear);
}

#[test]
fn a_price_back_with_the_goods_kept_has_its_counterpart_in_what_is_granted_for_goods_that_return() {
    let scene = filed_with(&[], |scene, _| {
        scene.packs = shop_of(&[
            ("other", "remedy = \"shipping_refund\"\namount = { of = \"order.shipping_fee\" }"),
            (
                "back",
                "remedy = \"return_refund\"\namount = { of = \"complained\" }\npayer = \"seller\"\n[[rule.grant]]\n\
                 remedy = \"shipping_refund\"\namount = { of = \"order.shipping_fee\" }\npayer = \"seller\"",
            ),
        ]);
        scene.order.shipping_fee = Some(yuan("12.00"));
    });
    let counterpart =
        |remedy: Remedy| asked(&scene, |answer| answer.counterpart(scene.state.case().unwrap(), remedy));
    let whole = counterpart(Remedy::Refund).unwrap();
    assert_eq!((whole.price.remedy, whole.price.amount), (Remedy::ReturnRefund, Some(yuan("168.00"))));
    let freight = whole.freight.unwrap();
    assert_eq!((freight.amount, freight.basis), (Some(yuan("12.00")), whole.price.basis.clone()));
    assert_eq!(freight.shares.first().map(|share| share.payer), Some(Payer::Seller));
    let part = counterpart(Remedy::PriceReduction).unwrap();
    assert_eq!((part.price, part.freight), (whole.price, None), "a part of the price brings no freight");
    assert_eq!(counterpart(Remedy::Coupon), None, "what is a present is nobody's but the shop's");
}

#[test]
fn a_sum_above_the_pieces_it_is_for_is_signed_for_though_their_line_cost_more() {
    let scene = one_of_six(&[]);
    let part = to_settle(&scene).remove(0);
    for (sum, event) in
        [("168.00", "offer_made"), ("168.01", "offer_proposed"), ("1008.00", "offer_proposed")]
    {
        scene.clone().when(AGENT_ACTS, offering(vec![of_sum(&part, sum)])).then(&[event]);
        let own = by_hand(Remedy::Refund, Some(sum));
        scene.clone().when(AGENT_ACTS, offering(vec![own])).then(&[event]);
    }
}

#[test]
fn a_sum_above_its_pieces_is_told_as_that_whatever_was_given_before() {
    let given = agreed(one_of_six(&[]), by_hand(Remedy::Coupon, Some("5.00")));
    let scene = one_of_six(&[&given]);
    let option = by_hand(Remedy::Refund, Some("200.00"));
    let why = asked(&scene, |answer| answer.signature(scene.state.case().unwrap(), &option));
    assert_eq!(why, Some(Signature::AboveItsGoods(yuan("32.00"))));
    // What goes above only with what was given before is told as that.
    let given = agreed(filed(&[]), by_hand(Remedy::PriceReduction, Some("100.00")));
    let again = filed(&[&given]);
    let option = by_hand(Remedy::Refund, Some("168.00"));
    let why = asked(&again, |answer| answer.signature(again.state.case().unwrap(), &option));
    assert_eq!(why, Some(Signature::AboveCameIn(yuan("100.00"))));
}
