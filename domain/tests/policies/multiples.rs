//! A statute's multiple of the price is given once, and its minimum once for all pieces: by its rule, and by hand not without
//! whoever signs knowing.

use crate::delivered;
use crate::twice::{AGENT_ACTS, CUSTOMER_ACTS, beside, by_hand, offering};
use domain::actor::Actor;
use domain::category::Category;
use domain::compensation::money::Money;
use domain::compensation::option::{RemedyOption, RemedyPart};
use domain::complaint::assess::{Assessment, Signature};
use domain::complaint::command::Command;
use domain::finding::{Finding, Standing};
use domain::order::{OrderLine, Pieces};
use domain::remedy::Remedy;
use domain::testing::{SUPERVISOR, Scene, filing, offer_id, option_id, yuan};
use domain::text::Sentence;

const SUPERVISOR_ACTS: Actor = Actor::Supervisor(SUPERVISOR);

/// Fraud is established in a complaint about so many pieces of three bulbs of 20.00, or about the fruit of 168.00.
fn deceived(others: &[&Scene], sku: &str, pieces: Option<u32>) -> Scene {
    let mut scene = Scene::empty();
    scene.packs = delivered::packs(&["cn-law".to_owned()]);
    scene.order.lines.push(OrderLine::plain("BULB", "灯泡", yuan("20.00"), 3));
    scene.elsewhere = beside(others, &scene.order, None);
    let mut filing = filing();
    filing.category = Category::NotAsDescribed;
    filing.goods = vec![Pieces { sku: sku.to_owned(), quantity: pieces }];
    let fraud = Finding::Fraud(Standing::Established);
    let fraud = Command::RecordFinding { finding: fraud, note: None, instead_of: None };
    scene.given(CUSTOMER_ACTS, Command::FileComplaint(Box::new(filing))).given(AGENT_ACTS, fraud)
}

fn granted(scene: &Scene) -> Option<RemedyPart> {
    let case = scene.state.case().unwrap();
    let parts = Assessment::of(case, &scene.packs, &scene.elsewhere, &scene.zone).addable(case);
    parts.into_iter().find(|part| part.remedy == Remedy::StatutoryDamages)
}

fn sum(scene: &Scene) -> Option<Money> {
    granted(scene).and_then(|part| part.amount)
}

fn by_rule(scene: &Scene) -> RemedyOption {
    let parts = vec![granted(scene).unwrap()];
    let total = parts[0].amount.unwrap();
    RemedyOption { parts, total, ..by_hand(Remedy::Apology, None) }
}

fn hand(amount: &str) -> RemedyOption {
    by_hand(Remedy::StatutoryDamages, Some(amount))
}

fn proposed(scene: Scene, option: RemedyOption) -> Scene {
    scene.given(AGENT_ACTS, offering(vec![option])).then(&["offer_proposed"])
}

fn signed(scene: Scene, option: RemedyOption) -> Scene {
    let approve = Command::ApproveOffer { offer: offer_id(1) };
    let accept = Command::AcceptOption { offer: offer_id(1), option: option_id(1), is_informed: true };
    proposed(scene, option).given(SUPERVISOR_ACTS, approve).given(CUSTOMER_ACTS, accept)
}

fn above(scene: &Scene) -> Option<Money> {
    scene.state.case().unwrap().proposal.as_ref().and_then(|proposal| proposal.offer.above)
}

#[test]
fn a_multiple_by_hand_after_one_was_given_is_told_to_whoever_signs() {
    let first = deceived(&[], "FRUIT-5KG", None);
    let by_rule = by_rule(&first);
    assert_eq!(above(&proposed(deceived(&[], "FRUIT-5KG", None), hand("504.00"))), None, "given once");
    for given in [by_rule.clone(), hand("504.00"), hand("600.00")] {
        let before = given.parts[0].amount.unwrap();
        let first = signed(deceived(&[], "FRUIT-5KG", None), given);
        let second = deceived(&[&first], "FRUIT-5KG", None);
        assert_eq!(granted(&second), None, "no rule grants it again");
        for amount in ["504.00", "505.00"] {
            let again = proposed(deceived(&[&first], "FRUIT-5KG", None), hand(amount));
            assert_eq!(above(&again), Some(yuan(amount)));
        }
        let case = second.state.case().unwrap();
        let assessment = Assessment::of(case, &second.packs, &second.elsewhere, &second.zone);
        let why = assessment.signature(case, &hand("504.00"));
        assert_eq!(why, Some(Signature::MultipleAgain(before)));
    }
    // In the same case, once it is taken up again.
    let prove = crate::twice::prove(&signed(deceived(&[], "FRUIT-5KG", None), by_rule.clone()), "WX-9001");
    let reopen = Command::Reopen { sentence: Sentence::parse("还是坏的").unwrap() };
    let again = signed(deceived(&[], "FRUIT-5KG", None), by_rule).given(AGENT_ACTS, prove);
    let again = proposed(again.given(CUSTOMER_ACTS, reopen), hand("504.00"));
    assert_eq!(above(&again), Some(yuan("504.00")));
}

#[test]
fn a_sum_above_what_came_in_is_told_by_where_it_comes_from() {
    let more = by_hand(Remedy::Refund, Some("170.00"));
    let why = |scene: &Scene| {
        let case = scene.state.case().unwrap();
        Assessment::of(case, &scene.packs, &scene.elsewhere, &scene.zone).signature(case, &more)
    };
    let alone = deceived(&[], "FRUIT-5KG", None);
    assert_eq!(why(&alone), Some(Signature::AboveItsGoods(yuan("2.00"))));
    // It may have been given to somebody else under the number: that is what a supervisor looks at.
    let accept = Command::AcceptOption { offer: offer_id(1), option: option_id(1), is_informed: true };
    let first = deceived(&[], "FRUIT-5KG", None);
    let first = first.given(AGENT_ACTS, offering(vec![by_hand(Remedy::Refund, Some("100.00"))]));
    let first = first.given(CUSTOMER_ACTS, accept);
    let mut perhaps = alone;
    let known = beside(&[&first], &perhaps.order, None);
    perhaps.elsewhere.perhaps = known.cases.into_iter().flat_map(|of_case| of_case.entries).collect();
    assert_eq!(why(&perhaps), Some(Signature::AboveCameIn(yuan("102.00"))));
}

#[test]
fn a_multiple_by_its_rule_that_another_case_gave_meanwhile_is_not_signed() {
    let other = deceived(&[], "FRUIT-5KG", None);
    let mut waits = proposed(deceived(&[], "FRUIT-5KG", None), by_rule(&other));
    let rule = by_rule(&other);
    waits.elsewhere = beside(&[&signed(other, rule.clone())], &waits.order, None);
    let case = waits.state.case().unwrap();
    let assessment = Assessment::of(case, &waits.packs, &waits.elsewhere, &waits.zone);
    let given = rule.parts[0].amount.unwrap();
    assert_eq!(assessment.signature(case, &rule), Some(Signature::MultipleAgain(given)));
    waits
        .when(SUPERVISOR_ACTS, Command::ApproveOffer { offer: offer_id(1) })
        .then_rejected("given_meanwhile");
}

#[test]
fn a_multiple_by_hand_that_was_signed_before_another_was_given_is_not_had_besides() {
    let mut first = proposed(deceived(&[], "FRUIT-5KG", None), hand("504.00"));
    let other = deceived(&[], "FRUIT-5KG", None);
    let rule = by_rule(&other);
    let other = signed(other, rule);
    let approve = Command::ApproveOffer { offer: offer_id(1) };
    let mut made = first.clone().given(SUPERVISOR_ACTS, approve.clone());
    for scene in [&mut first, &mut made] {
        scene.elsewhere = beside(&[&other], &scene.order, None);
    }
    first.when(SUPERVISOR_ACTS, approve).then_rejected("above_what_came_in");
    let accept = Command::AcceptOption { offer: offer_id(1), option: option_id(1), is_informed: true };
    made.when(CUSTOMER_ACTS, accept).then_rejected("given_meanwhile");
}

#[test]
fn the_minimum_of_a_multiple_is_given_once_for_all_pieces_however_many_complaints_there_are() {
    let one = || deceived(&[], "BULB", Some(1));
    // Three times sixty is less than the least: so it is for all three, and for one of them.
    assert_eq!(sum(&deceived(&[], "BULB", None)), Some(yuan("500.00")));
    assert_eq!(sum(&one()), Some(yuan("500.00")));
    let first = signed(one(), by_rule(&one()));
    let second = deceived(&[&first], "BULB", Some(1));
    assert_eq!(sum(&second), None);
    // With the fruit they are 188.00 in all, of which three times are owed once.
    let fruit = deceived(&[&first], "FRUIT-5KG", None);
    assert_eq!(sum(&fruit), Some(yuan("64.00")));
    let all = signed(fruit.clone(), by_rule(&fruit));
    let last = deceived(&[&first, &all], "BULB", Some(2));
    assert_eq!(sum(&last), Some(yuan("120.00")));
    // The greater sum first comes to the same.
    let fruit = deceived(&[], "FRUIT-5KG", None);
    let fruit = signed(fruit.clone(), by_rule(&fruit));
    assert_eq!(sum(&deceived(&[&fruit], "BULB", None)), Some(yuan("180.00")));
    // What a person gave of it counts as well.
    let by_hand = signed(one(), hand("500.00"));
    assert_eq!(sum(&deceived(&[&by_hand], "BULB", Some(1))), None);
}
