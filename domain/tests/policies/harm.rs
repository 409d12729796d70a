//! Harm told of after the filing: it leads wherever people look, for the desk and for whoever tells it.

use crate::answered::decision;
use chrono::Duration;
use domain::actor::{Actor, Role};
use domain::category::Category;
use domain::clock::TimeLimits;
use domain::complaint::command::{Command, Filing};
use domain::complaint::evolve::replay;
use domain::complaint::redact::for_role;
use domain::finding::{Finding, Standing};
use domain::policy::conscience::Hold;
use domain::testing::{AGENT, CUSTOMER, Scene, filing};
use domain::text::{Message, Sentence, Story as Words};
use domain::view::{QueueRow, goes_first, is_supervisors_first, looks_after_first};

const CALM: &str = "I changed my mind about the scarf and would like to send it back.";
const HURT: &str = "It gave me a rash, and the doctor says it is an allergic reaction.";

fn write(text: &str) -> Command {
    Command::WriteToDesk { text: Message::parse(text).unwrap() }
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
    let (note, instead_of) = (None, None);
    let looked = Command::RecordFinding { finding: Finding::Safety(Standing::Refuted), note, instead_of };
    let scene = scene.given(Actor::Agent(AGENT), looked);
    assert_eq!(row(&scene).first_for, None);
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
