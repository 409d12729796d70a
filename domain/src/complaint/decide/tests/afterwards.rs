//! What customers say once everything agreed is done: it is read, answered and claimed before the case is put away.

use super::{AGENT_ACTS, CUSTOMER_ACTS, message, proven};
use crate::actor::Actor;
use crate::clock::{TimeLimits, closing};
use crate::complaint::Phase;
use crate::complaint::command::Command;
use crate::complaint::event::Event;
use crate::finding::{Finding, Standing};
use crate::testing::Scene;
use crate::text::Sentence;
use chrono::Duration;

/// A case whose every promise was kept.
fn done() -> Scene {
    let scene = Scene::agreed();
    let prove = proven(&scene);
    scene.given(AGENT_ACTS, prove)
}

fn writes(words: &str) -> Command {
    Command::WriteToDesk { text: message(words), wants: Vec::new() }
}

#[test]
fn whoever_tells_of_something_wrong_in_how_it_went_is_read_by_a_person() {
    let answer = |words: &str, outcome_score| Command::AnswerFollowUp {
        answer: Some(message(words)),
        outcome_score,
        process_score: 5,
    };
    for words in [
        "换来的还是坏的，完全不能用，我要退款",
        "換來的還是壞的，完全不能用，我要退款",
        "The replacement is broken too, I want my money back",
    ] {
        let told = done().when(CUSTOMER_ACTS, answer(words, 3));
        let is_open = |event: &Event| matches!(event, Event::Reopened { .. });
        assert!(told.outcome.unwrap().iter().any(is_open), "{words}");
    }
    // Who only found it slow has been helped.
    done().when(CUSTOMER_ACTS, answer("就是慢了一点", 3)).then(&["follow_up_answered", "closed"]);
    // What nobody has looked into counts however content somebody is.
    let lost = done().when(CUSTOMER_ACTS, answer("还有一个包裹没有收到，应该丢了", 5));
    lost.then(&["follow_up_answered", "reopened", "stated"]);
    done().when(CUSTOMER_ACTS, answer("谢谢，很快就退了", 5)).then(&["follow_up_answered", "closed"]);
}

#[test]
fn what_waits_for_an_answer_is_put_away_neither_by_time_nor_by_a_score() {
    let asked = done().given(CUSTOMER_ACTS, writes("请问这个还能保修吗？"));
    let later = asked.clone().after(Duration::days(60));
    assert_eq!(closing(later.state.case().unwrap(), &TimeLimits::default()), None);
    later.when(Actor::System, Command::CloseCase).then_rejected("follow_up_pending");
    let score = Command::AnswerFollowUp { answer: None, outcome_score: 4, process_score: 4 };
    let told = asked.given(CUSTOMER_ACTS, score);
    assert_eq!(told.state.case().unwrap().phase, Phase::FollowedUp);
    // Answered, they have as long as anybody to say more, and then it closes by itself.
    let reply = Command::Reply { text: message("可以，两年内都保修。") };
    let answered = told.after(Duration::days(60)).given(AGENT_ACTS, reply);
    let due = closing(answered.state.case().unwrap(), &TimeLimits::default()).unwrap().due_at;
    assert!(due > answered.now);
    answered.clone().when(Actor::System, Command::CloseCase).then_rejected("follow_up_pending");
    let left = due - answered.now;
    answered.after(left).when(Actor::System, Command::CloseCase).then(&["closed"]);
}

#[test]
fn what_was_told_after_an_agreement_is_claimed_once_the_case_is_taken_up_again() {
    let claim = |scene: &Scene| scene.state.case().unwrap().findings.misdescription;
    let told = done().when(CUSTOMER_ACTS, writes("You sent me the wrong size.")).then(&["customer_wrote"]);
    assert_eq!(claim(&told), None, "nobody finds anything out after an agreement");
    let reopen = Command::Reopen { sentence: Sentence::parse("This is not over.").unwrap() };
    assert_eq!(claim(&told.clone().given(CUSTOMER_ACTS, reopen.clone())), Some(Standing::Claimed));
    // Whatever else was said since.
    let said_more = told.given(CUSTOMER_ACTS, writes("Please answer me soon."));
    assert_eq!(claim(&said_more.clone().given(CUSTOMER_ACTS, reopen)), Some(Standing::Claimed));
    // However content they are with what was agreed.
    let score = Command::AnswerFollowUp { answer: None, outcome_score: 5, process_score: 5 };
    let reply = Command::Reply { text: message("We will have a look.") };
    let thanked = said_more.given(AGENT_ACTS, reply).given(CUSTOMER_ACTS, writes("Thank you"));
    let told = thanked.when(CUSTOMER_ACTS, score).then(&["follow_up_answered", "reopened", "stated"]);
    assert_eq!(claim(&told), Some(Standing::Claimed));
}

#[test]
fn the_desk_takes_up_again_what_was_told_after_everything_was_done_and_only_then() {
    let again = Command::Reopen { sentence: Sentence::parse("We will look into this.").unwrap() };
    let is_refused = |scene: Scene| scene.when(AGENT_ACTS, again.clone()).then_rejected("wrong_phase");
    is_refused(done());
    is_refused(done().given(CUSTOMER_ACTS, writes("Could you send me the bill, please?")));
    let told = writes("You sent me the wrong size.");
    is_refused(Scene::agreed().given(CUSTOMER_ACTS, told.clone()));
    let reply = Command::Reply { text: message("We will have a look.") };
    let answered = done().given(CUSTOMER_ACTS, told).given(AGENT_ACTS, reply);
    let score = Command::AnswerFollowUp { answer: None, outcome_score: 5, process_score: 5 };
    for scene in [answered.clone(), answered.clone().after(Duration::days(10))] {
        let taken_up = scene.when(AGENT_ACTS, again.clone()).then(&["reopened", "replied", "stated"]);
        let found = taken_up.state.case().unwrap().findings.misdescription;
        assert_eq!(found, Some(Standing::Claimed));
    }
    answered.when(CUSTOMER_ACTS, score).then(&["follow_up_answered", "reopened", "stated"]);
}

#[test]
fn a_claim_made_after_the_desk_found_otherwise_stands_once_that_is_taken_back() {
    let finding = Finding::Loss(Standing::Refuted);
    let found = Command::RecordFinding { finding: finding.clone(), note: None, instead_of: None };
    let told = Scene::filed()
        .given(AGENT_ACTS, found)
        .when(CUSTOMER_ACTS, writes("The parcel never arrived."))
        .then(&["customer_wrote", "stated"]);
    let loss = |scene: &Scene| scene.state.case().unwrap().findings.loss;
    assert_eq!(loss(&told), Some(Standing::Refuted));
    let told = told.when(CUSTOMER_ACTS, writes("The parcel never arrived.")).then(&["customer_wrote"]);
    let back = told.given(AGENT_ACTS, Command::TakeBackFinding { finding });
    assert_eq!(loss(&back), Some(Standing::Claimed));
}
