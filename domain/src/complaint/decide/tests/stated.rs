//! What words after the filing state and wish for, and what their writer says was not meant.

use super::{AGENT_ACTS, CUSTOMER_ACTS, message};
use crate::category::{Category, Kind};
use crate::complaint::command::{Command, Filing};
use crate::complaint::stated::Stated;
use crate::finding::{Finding, Standing};
use crate::remedy::Remedy;
use crate::testing::{Scene, filing, offer_id};
use crate::text::{Message, Sentence, Story};

fn write(text: &str) -> Command {
    Command::WriteToDesk { text: message(text), wants: Vec::new() }
}

fn reply() -> Command {
    Command::Reply { text: message("您好，我来处理。") }
}

#[test]
fn what_a_further_message_wishes_for_comes_before_what_was_wished_for_earlier() {
    let wants = |scene: &Scene| scene.state.case().unwrap().wants.clone();
    let filing = Filing { wants: vec![Remedy::Exchange], ..filing() };
    let filed = Scene::empty()
        .given(CUSTOMER_ACTS, Command::FileComplaint(Box::new(filing)))
        .given(AGENT_ACTS, reply());
    for words in ["还是退款吧", "還是退款吧", "I want my money back instead"] {
        let scene = filed.clone().when(CUSTOMER_ACTS, write(words));
        let told = scene.then(&["customer_wrote", "stated"]);
        assert_eq!(wants(&told), [Remedy::Refund, Remedy::Exchange], "{words}");
        let again = told.when(CUSTOMER_ACTS, write(words)).then(&["customer_wrote"]);
        // What is ticked is meant, whatever is written beside it.
        let text = Message::parse(words).unwrap();
        let ticked = Command::WriteToDesk { text, wants: vec![Remedy::Repair] };
        let answered = again.given(AGENT_ACTS, reply());
        let ticked = answered.when(CUSTOMER_ACTS, ticked).then(&["customer_wrote"]);
        assert_eq!(wants(&ticked), [Remedy::Repair, Remedy::Refund, Remedy::Exchange], "{words}");
    }
}

#[test]
fn what_words_were_taken_for_is_no_more_once_they_say_that_it_was_not_meant() {
    let case = |scene: &Scene| scene.state.case().unwrap().clone();
    let filing = Filing { wants: vec![Remedy::Exchange], ..filing() };
    let filed = Scene::empty().given(CUSTOMER_ACTS, Command::FileComplaint(Box::new(filing)));
    let before = case(&filed);
    let told = filed.given(CUSTOMER_ACTS, write("包裹丢了，我要退款"));
    let stated = case(&told).stated;
    assert_eq!(
        stated,
        Stated { claims: vec![Finding::Loss(Standing::Claimed)], wants: vec![Remedy::Refund] }
    );
    let off = told.clone().when(CUSTOMER_ACTS, Command::SayNotMeant(stated.clone()));
    let off = off.then(&["not_meant"]);
    let after = case(&off);
    assert_eq!((after.findings, after.wants, after.stated), (before.findings, before.wants, before.stated));
    let refused = |scene: Scene, by, stated| scene.when(by, Command::SayNotMeant(stated));
    let customer = CUSTOMER_ACTS;
    refused(off.clone(), customer, stated.clone()).then_rejected("not_stated");
    refused(off, customer, Stated::default()).then_rejected("not_stated");
    refused(told.clone(), AGENT_ACTS, stated.clone()).then_rejected("not_allowed");
    // What the story says was seen in the form.
    let defect = Stated { claims: vec![Finding::Defect(Standing::Claimed)], wants: Vec::new() };
    refused(told, customer, defect).then_rejected("not_stated");
    refused(Scene::agreed(), customer, stated).then_rejected("wrong_phase");
}

#[test]
fn the_same_words_are_not_taken_for_it_again_and_other_words_are() {
    let filed = Scene::empty().given(CUSTOMER_ACTS, Command::FileComplaint(Box::new(filing())));
    for (words, again, anew) in [
        ("包裹丢了", "我说的是包裹丢了面子", "显示已签收，但是我没有收到"),
        ("The parcel is lost", "I said the parcel is lost on me", "The parcel never arrived."),
    ] {
        let told = filed.clone().given(CUSTOMER_ACTS, write(words));
        let stated = told.state.case().unwrap().stated.clone();
        let off = told.given(CUSTOMER_ACTS, Command::SayNotMeant(stated.clone()));
        let off = off.given(CUSTOMER_ACTS, write(again));
        assert_eq!(off.state.case().unwrap().stated, Stated::default(), "{again}");
        let told = off.given(CUSTOMER_ACTS, write(anew));
        assert_eq!(told.state.case().unwrap().stated, stated, "{anew}");
    }
}

#[test]
fn a_ticked_wish_that_was_not_meant_anew_stands_where_it_stood() {
    let wants = vec![Remedy::Exchange, Remedy::Refund];
    let filing = Filing { wants: wants.clone(), ..filing() };
    let filed = Scene::empty().given(CUSTOMER_ACTS, Command::FileComplaint(Box::new(filing)));
    let told = filed.given(CUSTOMER_ACTS, write("我要退款"));
    let wants_of = |scene: &Scene| scene.state.case().unwrap().wants.clone();
    assert_eq!(wants_of(&told), [Remedy::Refund, Remedy::Exchange]);
    let refund = Stated { claims: Vec::new(), wants: vec![Remedy::Refund] };
    let off = told.given(CUSTOMER_ACTS, Command::SayNotMeant(refund));
    assert_eq!(wants_of(&off), wants);
    // Each where it stood.
    let wants = vec![Remedy::Exchange, Remedy::Refund, Remedy::Repair];
    let filing = Filing { wants: wants.clone(), ..crate::testing::filing() };
    let filed = Scene::empty().given(CUSTOMER_ACTS, Command::FileComplaint(Box::new(filing)));
    let told = filed.given(CUSTOMER_ACTS, write("退款，或者换一个"));
    let both = told.state.case().unwrap().stated.clone();
    let off = told.given(CUSTOMER_ACTS, Command::SayNotMeant(both));
    assert_eq!(wants_of(&off), wants);
}

#[test]
fn what_was_claimed_in_the_form_stays_claimed_whatever_a_message_did_not_mean() {
    let mut filing = Filing { category: Category::Other, wants: Vec::new(), ..filing() };
    filing.story = Story::parse("退款一直没到账，请问什么时候到？").unwrap();
    filing.is_question = Some(true);
    let asked = Scene::empty().given(CUSTOMER_ACTS, Command::FileComplaint(Box::new(filing)));
    let unpaid = Finding::RefundUnpaid(Standing::Claimed);
    let is_claimed =
        |scene: &Scene| scene.state.case().unwrap().findings.answer_like(&unpaid).as_ref() == Some(&unpaid);
    assert!(is_claimed(&asked));
    let told = asked.given(CUSTOMER_ACTS, write("退款还没到账！我要投诉你们"));
    assert_eq!(told.state.case().unwrap().kind, Kind::Complaint);
    let not_meant = Stated { claims: vec![unpaid.clone()], wants: Vec::new() };
    let off = told.clone().when(CUSTOMER_ACTS, Command::SayNotMeant(not_meant));
    assert_eq!(told.state.case().unwrap().stated.claims, []);
    assert!(is_claimed(&off.then_rejected("not_stated")));
}

#[test]
fn a_wish_named_in_words_leads_also_where_something_else_was_asked_for_instead() {
    let counter = Command::CounterOffer {
        offer: offer_id(1),
        wants: vec![Remedy::Coupon],
        sentence: Sentence::parse("给张券也行").unwrap(),
    };
    let scene = Scene::offered().given(CUSTOMER_ACTS, counter);
    let told = scene.given(CUSTOMER_ACTS, write("想了想，还是给我换一个吧"));
    assert_eq!(told.state.case().unwrap().wish(), [Remedy::Exchange]);
}
