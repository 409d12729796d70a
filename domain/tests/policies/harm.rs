//! Harm told of after the filing: it leads wherever people look, for the desk and for whoever tells it.

use crate::answered::decision;
use chrono::Duration;
use domain::actor::{Actor, Role};
use domain::category::Category;
use domain::clock::TimeLimits;
use domain::complaint::command::{Command, Filing, Proof};
use domain::complaint::evolve::replay;
use domain::complaint::redact::for_role;
use domain::finding::{Fault, Finding, Standing};
use domain::policy::conscience::Hold;
use domain::testing::{AGENT, CUSTOMER, Scene, filing, offer_id, option_id, proves};
use domain::text::{Message, Reference, Sentence, Story as Words};
use domain::view::{QueueRow, Step, goes_first, is_supervisors_first, looks_after_first};

const CALM: &str = "I changed my mind about the scarf and would like to send it back.";
const HURT: &str = "It gave me a rash, and the doctor says it is an allergic reaction.";

const BURNT: &str = "I want another one, this one burnt my child's hand.";

fn write(text: &str) -> Command {
    Command::WriteToDesk { text: Message::parse(text).unwrap(), wants: Vec::new() }
}

fn calm() -> Scene {
    let filing = Filing { category: Category::Returns, story: Words::parse(CALM).unwrap(), ..filing() };
    Scene::empty().given(Actor::Customer(CUSTOMER), Command::FileComplaint(Box::new(filing)))
}

fn row(scene: &Scene) -> QueueRow {
    QueueRow::of(scene.state.case().unwrap(), &TimeLimits::default())
}

#[test]
fn harm_told_in_a_message_is_a_supervisors_and_asks_first_whether_somebody_was_hurt() {
    let scene = calm();
    assert_eq!((row(&scene).first_for, row(&scene).gist.as_str()), (None, CALM));
    let scene = scene.after(Duration::hours(1)).given(Actor::Customer(CUSTOMER), write(HURT));
    let case = scene.state.case().unwrap();
    assert_eq!(row(&scene).first_for, Some(Category::Safety));
    assert_eq!(row(&scene).gist, HURT, "what leads is what is read");
    assert_eq!((row(&scene).next.step, row(&scene).next.turn), (Step::LookAfter, Role::Supervisor));
    assert!(is_supervisors_first(case) && looks_after_first(case));
    assert_eq!(case.findings.safety, Some(Standing::Claimed));
    assert_eq!(decision(&scene).hold, Some(Hold::Danger));
    // Whoever tells it is cared for on their own page, which knows only what they may see.
    let seen = for_role(&scene.events, Role::Customer);
    let theirs = replay(&seen);
    assert!(looks_after_first(theirs.case().unwrap()));
    // Answered, and not looked into: it still leads, with the story again.
    let reply = Command::Reply { text: Message::parse("We are so sorry. We call you now.").unwrap() };
    let scene = scene.after(Duration::minutes(5)).given(Actor::Agent(AGENT), reply);
    assert_eq!((row(&scene).first_for, row(&scene).gist.as_str()), (Some(Category::Safety), CALM));
    assert_eq!(row(&scene).next.step, Step::Investigate, "they were reached");
    let (note, instead_of) = (None, None);
    let looked = Command::RecordFinding { finding: Finding::Safety(Standing::Refuted), note, instead_of };
    let scene = scene.given(Actor::Agent(AGENT), looked);
    assert_eq!((row(&scene).first_for, row(&scene).next.step), (None, Step::Investigate));
    assert!(!is_supervisors_first(scene.state.case().unwrap()));
}

#[test]
fn harm_told_after_the_agreement_leads_until_somebody_has_answered() {
    let scene = Scene::agreed().after(Duration::days(2));
    assert_eq!(goes_first(scene.state.case().unwrap()), None);
    let scene = scene.given(Actor::Customer(CUSTOMER), write(HURT));
    let case = scene.state.case().unwrap();
    assert_eq!(goes_first(case), Some(Category::Safety));
    assert!(is_supervisors_first(case) && looks_after_first(case));
    let reply = Command::Reply { text: Message::parse("We call you now.").unwrap() };
    let scene = scene.after(Duration::minutes(5)).given(Actor::Agent(AGENT), reply);
    assert_eq!(goes_first(scene.state.case().unwrap()), None);
}

#[test]
fn what_the_desk_says_is_no_harm_was_only_read_so_and_what_was_filed_as_harm_stays_claimed() {
    let reason = || Sentence::parse("Read wrongly").unwrap();
    let correct = |category| Command::CorrectCategory { category, reason: reason() };
    let calmed = |scene: Scene| {
        let scene = scene.after(Duration::hours(1)).given(Actor::Customer(CUSTOMER), write(HURT));
        let scene = match scene.state.case().unwrap().category {
            Category::Safety => scene,
            _ => scene.given(Actor::Agent(AGENT), correct(Category::Safety)),
        };
        let scene = scene.given(Actor::Agent(AGENT), correct(Category::Returns));
        scene.state.case().unwrap().findings.safety
    };
    assert_eq!(calmed(calm()), None);
    let told = Filing {
        category: Category::Safety,
        story: Words::parse("The scarf gave me a rash.").unwrap(),
        ..filing()
    };
    let told = Scene::empty().given(Actor::Customer(CUSTOMER), Command::FileComplaint(Box::new(told)));
    assert_eq!(calmed(told), Some(Standing::Claimed));
}

#[test]
fn harm_is_news_each_time_it_is_told_of_whatever_was_known_agreed_on_or_found_before() {
    let reply = || Command::Reply { text: Message::parse("We call you now.").unwrap() };
    let is_first = |scene: &Scene| goes_first(scene.state.case().unwrap()) == Some(Category::Safety);
    // Told, answered, and told again after the agreement.
    let mut scene = Scene::agreed();
    for _ in 0..2 {
        scene = scene.given(Actor::Customer(CUSTOMER), write(HURT));
        assert!(is_first(&scene));
        scene = scene.given(Actor::Agent(AGENT), reply());
        assert!(!is_first(&scene));
    }
    // Known from the filing, looked into, and told anew.
    let filing = Filing { story: Words::parse(HURT).unwrap(), ..filing() };
    let scene = Scene::empty().given(Actor::Customer(CUSTOMER), Command::FileComplaint(Box::new(filing)));
    let (note, instead_of) = (None, None);
    let refuted = Command::RecordFinding { finding: Finding::Safety(Standing::Refuted), note, instead_of };
    let scene = scene.given(Actor::Agent(AGENT), refuted);
    assert!(!is_first(&scene));
    let scene = scene.given(Actor::Customer(CUSTOMER), write("It burnt my hand again, I am in hospital."));
    assert!(is_first(&scene) && is_supervisors_first(scene.state.case().unwrap()));
}

#[test]
fn harm_told_in_a_wish_is_not_answered_by_taking_what_stands() {
    let counter = Command::CounterOffer {
        offer: offer_id(1),
        wants: Vec::new(),
        sentence: Sentence::parse(BURNT).unwrap(),
    };
    let accept = Command::AcceptOption { offer: offer_id(1), option: option_id(1), is_informed: true };
    let scene = Scene::offered().given(Actor::Customer(CUSTOMER), counter);
    let scene = scene.given(Actor::Customer(CUSTOMER), accept);
    let case = scene.state.case().unwrap();
    assert!(!case.phase.is_before_agreement());
    assert_eq!(goes_first(case), Some(Category::Safety));
    assert_eq!((row(&scene).next.step, row(&scene).gist.as_str()), (Step::LookAfter, BURNT));
}

#[test]
fn whose_doing_it_was_is_no_answer_to_whoever_tells_of_harm() {
    let scene = calm().given(Actor::Customer(CUSTOMER), write(HURT));
    let (note, instead_of) = (None, None);
    let carrier = Command::RecordFinding { finding: Finding::Fault(Fault::Carrier), note, instead_of };
    let scene = scene.given(Actor::Agent(AGENT), carrier);
    assert_eq!(scene.state.case().unwrap().harm_to_answer(), Some(Category::Safety));
}

#[test]
fn harm_told_in_taking_a_complaint_back_is_heard_and_a_calm_word_ends_it() {
    let withdraw = |text: &str| Command::Withdraw { sentence: Some(Sentence::parse(text).unwrap()) };
    calm().when(Actor::Customer(CUSTOMER), withdraw("I like it after all.")).then(&["withdrawn"]);
    let scene = calm().when(Actor::Customer(CUSTOMER), withdraw(BURNT));
    let scene = scene.then(&["withdrawn", "reopened", "kind_converted", "triaged", "acknowledged"]);
    assert_eq!((row(&scene).first_for, row(&scene).gist.as_str()), (Some(Category::Safety), BURNT));
    assert_eq!(row(&scene).next.step, Step::LookAfter);
}

#[test]
fn whoever_tells_of_harm_in_the_follow_up_is_not_sent_away_however_content() {
    let answer = |text: &str| Command::AnswerFollowUp {
        answer: Some(Message::parse(text).unwrap()),
        outcome_score: 5,
        process_score: 5,
    };
    let fulfilled = || {
        let scene = Scene::agreed();
        let promise = scene.state.case().unwrap().phase.fulfilment().unwrap().promises[0].promise.id;
        let proof = Proof::RefundReference(Reference::parse("PAY-2026-0042").unwrap());
        scene.given(Actor::Agent(AGENT), proves(promise, proof))
    };
    let content = fulfilled().when(Actor::Customer(CUSTOMER), answer("All fine, thank you."));
    content.then(&["follow_up_answered", "closed"]);
    let hurt = fulfilled().when(Actor::Customer(CUSTOMER), answer("All fine, but it burnt my child's hand."));
    let hurt = hurt.then(&["follow_up_answered", "reopened", "triaged"]);
    assert_eq!(goes_first(hurt.state.case().unwrap()), Some(Category::Safety));
    assert_eq!(row(&hurt).gist, "All fine, but it burnt my child's hand.");
    // Nothing is read behind the end of a case; what can't be its end opens it.
    let threat = "Fine by now, but next time I go to the consumer authority and to the press.";
    fulfilled().when(Actor::Customer(CUSTOMER), answer(threat)).then(&[
        "follow_up_answered",
        "reopened",
        "triaged",
    ]);
}

#[test]
fn what_is_said_to_be_no_danger_may_be_a_leak_all_the_same() {
    let leak = "你们把我的手机号和地址泄露给别人了。";
    let correct = |category| {
        let reason = Sentence::parse("Read wrongly").unwrap();
        Command::CorrectCategory { category, reason }
    };
    let scene = Scene::agreed().given(Actor::Customer(CUSTOMER), write(leak));
    assert_eq!(goes_first(scene.state.case().unwrap()), Some(Category::Privacy));
    let scene = scene.given(Actor::Customer(CUSTOMER), write(HURT));
    assert_eq!(goes_first(scene.state.case().unwrap()), Some(Category::Safety));
    let scene = scene.given(Actor::Agent(AGENT), correct(Category::Safety));
    let scene = scene.given(Actor::Agent(AGENT), correct(Category::Quality));
    assert_eq!(goes_first(scene.state.case().unwrap()), Some(Category::Privacy));
}

#[test]
fn danger_comes_before_spread_data_whatever_it_was_filed_as() {
    let filing = Filing { category: Category::Privacy, story: Words::parse(CALM).unwrap(), ..filing() };
    let scene = Scene::empty().given(Actor::Customer(CUSTOMER), Command::FileComplaint(Box::new(filing)));
    assert_eq!(row(&scene).first_for, Some(Category::Privacy));
    let scene = scene.given(Actor::Customer(CUSTOMER), write(HURT));
    assert_eq!(row(&scene).first_for, Some(Category::Safety));
}
