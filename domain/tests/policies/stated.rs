//! What customers state in words of their own after the filing: it stands beside an open offer, they see it whatever the
//! desk looks into apart, and their page leads to the same as the desk although it is told less.

use crate::answered::{lamp, told};
use crate::twice::{AGENT_ACTS, CUSTOMER_ACTS, by_hand, offering};
use domain::actor::Role;
use domain::category::Category;
use domain::complaint::command::Command;
use domain::complaint::event::Event;
use domain::complaint::evolve::replay;
use domain::complaint::redact::for_role;
use domain::complaint::stated::Stated;
use domain::finding::{Finding, Standing};
use domain::remedy::Remedy;
use domain::testing::Scene;
use domain::text::Message;

fn writes(words: &str) -> Command {
    Command::WriteToDesk { text: Message::parse(words).unwrap(), wants: Vec::new() }
}

fn fraud(standing: Standing) -> Command {
    Command::RecordFinding { finding: Finding::Fraud(standing), note: None, instead_of: None }
}

/// A complaint in these words, with the price on offer.
fn offered(story: &str) -> Scene {
    let scene = told(lamp(), Category::NotAsDescribed, story);
    scene.given(AGENT_ACTS, offering(vec![by_hand(Remedy::Refund, Some("168.00"))]))
}

/// As its customer's page has it.
fn on_their_page(scene: &Scene) -> Scene {
    let mut page = scene.clone();
    page.state = replay(&for_role(&scene.events, Role::Customer));
    page
}

/// What a message leads to, by code.
fn leads_to(scene: &Scene, words: &str) -> Vec<&'static str> {
    let events = scene.clone().when(CUSTOMER_ACTS, writes(words)).outcome.unwrap();
    events.iter().map(Event::code).collect()
}

#[test]
fn what_a_statute_adds_for_a_fake_told_of_later_stands_beside_an_open_offer() {
    let scene = offered("灯和页面上说的不一样");
    let words = "专柜验过了，是假货";
    let codes = leads_to(&scene, words);
    assert!(codes.contains(&"stated") && codes.contains(&"left_open"), "{codes:?}");
    assert_eq!(leads_to(&on_their_page(&scene), words), codes);
    let scene = scene.given(CUSTOMER_ACTS, writes(words));
    let offer = scene.state.case().unwrap().phase.open_offer().unwrap();
    let left: Vec<_> = offer.left_open.iter().map(|one| (one.remedy, one.standing)).collect();
    assert_eq!(left, [(Remedy::StatutoryDamages, Standing::Claimed)]);
}

#[test]
fn a_page_leads_to_what_the_desk_does_whatever_it_is_not_told() {
    for (story, found) in [
        ("灯是假货，我要退一赔三", None),
        ("灯是假货，我要退一赔三", Some(Standing::Refuted)),
        ("灯和页面上说的不一样", Some(Standing::Refuted)),
        ("灯和页面上说的不一样", None),
    ] {
        let scene = offered(story);
        let scene = match found {
            Some(standing) => scene.given(AGENT_ACTS, fraud(standing)),
            None => scene,
        };
        for words in ["包裹丢了", "是假货！", "灯坏了", "什么时候能到？"] {
            let expected = leads_to(&scene, words);
            assert_eq!(leads_to(&on_their_page(&scene), words), expected, "{story}, {found:?}, {words}");
        }
    }
}

#[test]
fn customers_see_what_they_state_and_not_what_the_desk_finds_out_apart() {
    let scene = told(lamp(), Category::NotAsDescribed, "灯和页面上说的不一样");
    let scene = scene.given(CUSTOMER_ACTS, writes("专柜验过了，是假货"));
    let fraud_on_page = |scene: &Scene| on_their_page(scene).state.case().unwrap().findings.fraud;
    assert_eq!(fraud_on_page(&scene), Some(Standing::Claimed));
    let found = scene.given(AGENT_ACTS, fraud(Standing::Established));
    assert_eq!(found.state.case().unwrap().findings.fraud, Some(Standing::Established));
    assert_eq!(fraud_on_page(&found), Some(Standing::Claimed));
}

#[test]
fn what_was_not_meant_is_claimed_no_more_and_its_statute_leads_nothing() {
    let scene = offered("灯和页面上说的不一样").given(CUSTOMER_ACTS, writes("专柜验过了，是假货"));
    let not_meant =
        Command::SayNotMeant(Stated { claims: vec![Finding::Fraud(Standing::Claimed)], wants: Vec::new() });
    let leads_to = |scene: &Scene| {
        let events = scene.clone().when(CUSTOMER_ACTS, not_meant.clone()).outcome.unwrap();
        events.iter().map(Event::code).collect::<Vec<_>>()
    };
    assert_eq!(leads_to(&scene), ["not_meant", "left_open"]);
    // The page is not told what it hangs on, and waits for the desk to say what is left.
    assert_eq!(leads_to(&on_their_page(&scene)), ["not_meant"]);
    let case = |scene: &Scene| scene.state.case().unwrap().clone();
    let taken_off = case(&scene.clone().given(CUSTOMER_ACTS, not_meant.clone()));
    assert_eq!((taken_off.findings.fraud, taken_off.says_fake()), (None, false));
    assert_eq!(taken_off.phase.open_offer().unwrap().left_open, []);
    // What the desk has found out stands, and goes back to nothing once it is taken back.
    let found = scene.given(AGENT_ACTS, fraud(Standing::Established));
    let found = found.given(CUSTOMER_ACTS, not_meant.clone());
    assert_eq!(case(&found).findings.fraud, Some(Standing::Established));
    let back = Command::TakeBackFinding { finding: Finding::Fraud(Standing::Established) };
    assert_eq!(case(&found.given(AGENT_ACTS, back)).findings.fraud, None);
}
