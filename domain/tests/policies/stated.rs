//! What customers state in words of their own after the filing: it stands beside an open offer, they see it whatever the
//! desk looks into apart, and their page leads to the same as the desk although it is told less.

use crate::answered::{decision, lamp, told};
use crate::delivered;
use crate::twice::{AGENT_ACTS, CUSTOMER_ACTS, by_hand, offering};
use domain::actor::Role;
use domain::category::{Category, Kind};
use domain::compensation::option::RemedyOption;
use domain::complaint::command::Command;
use domain::complaint::event::Event;
use domain::complaint::evolve::replay;
use domain::complaint::redact::for_role;
use domain::complaint::stated::Stated;
use domain::finding::{Finding, Standing};
use domain::remedy::Remedy;
use domain::testing::{Scene, offer_id, option_id};
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

/// A complaint about something else, where a fault that shows so soon is presumed to have been there.
fn european(story: &str) -> Scene {
    let mut scene = told(lamp(), Category::Service, story);
    scene.packs = delivered::packs(&["eu-law".to_owned()]);
    scene
}

/// The exchange that a rule grants on what is claimed.
fn exchange_by_rule(scene: &Scene) -> RemedyOption {
    let has_it = |option: &RemedyOption| option.parts.iter().any(|part| part.remedy == Remedy::Exchange);
    decision(scene).options.into_iter().find(has_it).unwrap()
}

fn codes(scene: &Scene) -> Vec<&'static str> {
    scene.outcome.as_ref().unwrap().iter().map(Event::code).collect()
}

fn not_faulty() -> Command {
    Command::SayNotMeant(Stated { claims: vec![Finding::Defect(Standing::Claimed)], wants: Vec::new() })
}

#[test]
fn an_open_offer_is_weighed_anew_by_what_a_message_states_and_again_by_what_it_did_not_mean() {
    let little = by_hand(Remedy::PriceReduction, Some("5.00"));
    let offered = european("客服态度很差").given(AGENT_ACTS, offering(vec![little]));
    let missing = |scene: &Scene| {
        let offer = scene.state.case().unwrap().phase.open_offer().unwrap().clone();
        offer.options.iter().map(|offered| offered.option.missing.len()).sum::<usize>()
    };
    assert_eq!(missing(&offered), 0);
    let told = offered.when(CUSTOMER_ACTS, writes("灯坏了，不亮了"));
    assert!(codes(&told).contains(&"offer_weighed"), "{:?}", codes(&told));
    assert!(missing(&told) > 0, "it gives less than what is theirs by now");
    let accept = Command::AcceptOption { offer: offer_id(1), option: option_id(1), is_informed: false };
    told.clone().when(CUSTOMER_ACTS, accept).then_rejected("consent_missing");
    let off = told.when(CUSTOMER_ACTS, not_faulty());
    assert_eq!((codes(&off), missing(&off)), (vec!["not_meant", "offer_weighed"], 0));
}

#[test]
fn an_offer_that_rests_on_what_was_not_meant_falls_and_the_desk_and_the_page_know_it() {
    let told = european("客服态度很差").given(CUSTOMER_ACTS, writes("灯坏了，不亮了"));
    let exchange = exchange_by_rule(&told);
    let offered = told.given(AGENT_ACTS, offering(vec![exchange]));
    let page = on_their_page(&offered).when(CUSTOMER_ACTS, not_faulty());
    let off = offered.when(CUSTOMER_ACTS, not_faulty());
    assert_eq!(codes(&off), ["not_meant", "offer_fell"]);
    assert_eq!(codes(&page), codes(&off));
    assert!(off.state.case().unwrap().phase.open_offer().unwrap().is_void());
    let accept = Command::AcceptOption { offer: offer_id(1), option: option_id(1), is_informed: true };
    off.when(CUSTOMER_ACTS, accept).then_rejected("found_otherwise");
}

#[test]
fn an_offer_does_not_fall_because_what_it_rests_on_was_found_to_be_so() {
    let told = european("客服态度很差").given(CUSTOMER_ACTS, writes("灯坏了，不亮了"));
    let exchange = exchange_by_rule(&told);
    let offered = told.given(AGENT_ACTS, offering(vec![exchange]));
    let defect = Finding::Defect(Standing::Established);
    let found =
        offered.when(AGENT_ACTS, Command::RecordFinding { finding: defect, note: None, instead_of: None });
    assert!(!codes(&found).contains(&"offer_fell"), "{:?}", codes(&found));
    let accept = Command::AcceptOption { offer: offer_id(1), option: option_id(1), is_informed: true };
    found.given(CUSTOMER_ACTS, accept);
}

#[test]
fn what_a_question_turns_into_stands_beside_an_offer_that_is_open() {
    let scene = told(lamp(), Category::Other, "请问这个灯泡是什么型号？");
    let asked = scene.state.case().unwrap().kind;
    assert_eq!(asked, Kind::Enquiry);
    let offered = scene.given(AGENT_ACTS, offering(vec![by_hand(Remedy::Coupon, Some("5.00"))]));
    let turned = offered.when(CUSTOMER_ACTS, writes("收到的是假货，我要求退一赔三，我要投诉你们！"));
    let codes = codes(&turned);
    assert!(codes.contains(&"kind_converted") && codes.contains(&"left_open"), "{codes:?}");
}

#[test]
fn an_offer_that_words_make_nobodys_to_take_falls_with_them() {
    let scene = told(lamp(), Category::Quality, "请问灯怎么安装？说明书看不懂，装不上，我要投诉");
    let has_it = |option: &RemedyOption| option.parts.iter().any(|part| part.remedy == Remedy::Guidance);
    let guidance = decision(&scene).options.into_iter().find(has_it).unwrap();
    let offered = scene.given(AGENT_ACTS, offering(vec![guidance]));
    for words in ["收到的是假货", "灯把孩子烫伤了，住院了"] {
        let told = offered.clone().when(CUSTOMER_ACTS, writes(words));
        assert!(codes(&told).contains(&"offer_fell"), "{words}: {:?}", codes(&told));
    }
}
