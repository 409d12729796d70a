//! What the desk offers by itself, and where it waits for a person.

use crate::delivered;
use domain::actor::Actor;
use domain::category::Category;
use domain::complaint::assess::Assessment;
use domain::complaint::command::{Command, Filing};
use domain::finding::{Findings, Standing};
use domain::order::{Order, OrderStatus};
use domain::testing::{CUSTOMER, Scene, filing, fruit_order, offer_id};
use domain::text::Story;

/// Late goods of 168.00, for which this shop pays five per cent by itself, complained about in these words.
fn offered(story: &str, category: Category, claims: Findings) -> Option<Command> {
    let mut scene = Scene::empty();
    scene.packs = delivered::packs(&["shop-default".to_owned()]);
    scene.order = Order { delivered_at: None, status: OrderStatus::Shipped, ..fruit_order() };
    let story = Story::parse(story).unwrap();
    let filing = Filing { story, category, claims, wants: Vec::new(), ..filing() };
    let scene = scene.given(Actor::Customer(CUSTOMER), Command::FileComplaint(Box::new(filing)));
    let case = scene.state.case().unwrap();
    let assessment = Assessment::of(case, &scene.packs, &scene.elsewhere, &scene.zone);
    assert!(!assessment.decision.entitlements.is_empty(), "something is granted whatever the words are");
    assessment.automatic_offer(case, offer_id(1))
}

#[test]
fn a_clear_sum_is_offered_at_once() {
    let late = offered("水果说好九号到，今天还没有送到。", Category::DeliveryDelay, Findings::default());
    assert!(matches!(late, Some(Command::MakeOffer { .. })), "{late:?}");
}

#[test]
fn nothing_is_offered_for_a_question() {
    for question in
        ["请问草莓到了以后应该怎么保存？", "请问你们几点下班？", "How should I store the strawberries?"]
    {
        assert_eq!(offered(question, Category::DeliveryDelay, Findings::default()), None, "{question}");
    }
}

#[test]
fn nothing_is_offered_before_a_person_has_looked_at_an_injury_danger_or_spread_data() {
    let late = "水果说好九号到，今天还没有送到，而且出了别的事。";
    let hurt = Findings { injury: Some(Standing::Claimed), ..Findings::default() };
    assert_eq!(offered(late, Category::DeliveryDelay, hurt), None);
    let danger = Findings { safety: Some(Standing::Claimed), ..Findings::default() };
    assert_eq!(offered(late, Category::DeliveryDelay, danger), None);
    assert_eq!(offered(late, Category::Safety, Findings::default()), None);
    assert_eq!(offered(late, Category::Privacy, Findings::default()), None);
}
