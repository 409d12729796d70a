//! Every word of the customer is read again, whatever command it came with: it may make the case more urgent, tell of harm,
//! and turn an enquiry into a complaint. What comes of it is events of their own, which say why, behind the event that holds
//! the words.

use crate::category::Kind;
use crate::complaint::Case;
use crate::complaint::event::Event;
use crate::triage::again::{Again, read_again};
use crate::triage::{Sign, Urgency};

/// What was read in the customer's words, and what follows from it for the case.
pub(super) fn read(case: &Case, words: &str) -> Again {
    read_again(words, case.kind, nth(case), false)
}

/// Which message in a row without an answer this one is.
fn nth(case: &Case) -> u32 {
    case.waiting.map_or(0, |waiting| waiting.n).saturating_add(1)
}

/// `events` with what the customer said in them leads to behind them. What ends a case stays the last that happens to it.
pub(super) fn with_words(case: &Case, mut events: Vec<Event>) -> Vec<Event> {
    if matches!(events.last(), Some(Event::Closed | Event::Withdrawn { .. })) {
        return events;
    }
    let demands = events.iter().any(|event| matches!(event, Event::Escalated { .. }));
    if let Some(words) = events.iter().find_map(Event::spoken) {
        let again = read_again(words, case.kind, nth(case), demands);
        events.extend(follows(case, again));
    }
    events
}

/// Whether a text tells of somebody hurt or in danger, or of spread data.
pub(super) fn tells_of_harm(case: &Case, words: &str) -> bool {
    is_of_harm(&read(case, words))
}

/// Whether it tells of that, or of what is as urgent: then its case is not over, however content it sounds.
pub(super) fn is_alarming(case: &Case, words: &str) -> bool {
    let again = read(case, words);
    is_of_harm(&again) || again.urgency.value == Urgency::Critical
}

fn is_of_harm(again: &Again) -> bool {
    again.urgency.reasons.iter().any(|reason| reason.sign.harm().is_some())
}

/// The events that what was read leads to.
fn follows(case: &Case, again: Again) -> Vec<Event> {
    let mut events = Vec::new();
    if let Some(because) = again.complaint {
        events.push(Event::KindConverted { from: case.kind, to: Kind::Complaint, reason: None, because });
    }
    // Harm is news each time it is told of, also where the case is as urgent already.
    let is_alarm = |sign: Sign| sign.harm().is_some() || (sign.is_alarm() && !case.alarms.contains(&sign));
    let is_alarming = again.urgency.reasons.iter().any(|reason| is_alarm(reason.sign));
    if is_alarming || (again.urgency.value > case.urgency && again.urgency.value != Urgency::Normal) {
        events.push(Event::Triaged {
            urgency: again.urgency.value.max(case.urgency),
            complexity: case.complexity,
            reasons: again.urgency.reasons,
        });
    }
    events
}

#[cfg(test)]
mod tests {
    use crate::actor::Actor;
    use crate::category::Kind;
    use crate::clock::{ClockKind, TimeLimits, clocks};
    use crate::complaint::command::Command;
    use crate::complaint::event::Event;
    use crate::complaint::waiting::Said;
    use crate::testing::{AGENT, CUSTOMER, SUPERVISOR, Scene, filing, offer_id};
    use crate::text::{Message, Sentence, Story};
    use crate::triage::{Sign, Urgency};
    use crate::view::{Step, next_step};
    use chrono::Duration;

    fn write(text: &str) -> Command {
        Command::WriteToDesk { text: Message::parse(text).unwrap() }
    }

    fn reply() -> Command {
        Command::Reply { text: Message::parse("您好，我来处理。").unwrap() }
    }

    /// A question, answered once.
    fn enquiry() -> Scene {
        let mut filing = filing();
        filing.story = Story::parse("请问这个水果怎么保存可以放几天呢？").unwrap();
        let scene = Scene::empty()
            .given(Actor::Customer(CUSTOMER), Command::FileComplaint(Box::new(filing)))
            .given(Actor::Agent(AGENT), reply());
        assert_eq!(scene.state.case().unwrap().kind, Kind::Enquiry);
        scene.after(Duration::hours(5))
    }

    #[test]
    fn angry_words_turn_an_enquiry_into_a_complaint_with_a_clock_of_its_own() {
        let scene = enquiry().when(Actor::Customer(CUSTOMER), write("水果全都烂了，太气人了，我要投诉！"));
        let scene = scene.then(&["customer_wrote", "kind_converted", "triaged"]);
        let case = scene.state.case().unwrap();
        assert_eq!((case.kind, case.urgency), (Kind::Complaint, Urgency::Priority));
        let clock = clocks(case, &TimeLimits::default()).remove(0);
        assert_eq!(
            (clock.kind, clock.started_at, clock.due_at),
            (ClockKind::FirstResponse, scene.now, scene.now + Duration::minutes(15))
        );
        let Ok(events) = &scene.outcome else { panic!("it passes") };
        let said: Vec<_> = events
            .iter()
            .filter_map(|event| match event {
                Event::KindConverted { because, .. } => Some(because),
                _ => None,
            })
            .flatten()
            .map(|reason| reason.words.as_str())
            .collect();
        assert!(said.contains(&"投诉"), "{said:?}");
    }

    #[test]
    fn a_calm_question_stays_an_enquiry_and_runs_a_clock_until_it_is_answered() {
        let scene = enquiry().when(Actor::Customer(CUSTOMER), write("请问放冰箱可以吗？"));
        let scene = scene.then(&["customer_wrote"]);
        let case = scene.state.case().unwrap();
        assert_eq!(case.kind, Kind::Enquiry);
        let reply_due = |scene: &Scene| {
            clocks(scene.state.case().unwrap(), &TimeLimits::default())
                .into_iter()
                .find(|clock| clock.kind == ClockKind::Reply)
                .map(|clock| clock.due_at)
        };
        assert_eq!(reply_due(&scene), Some(scene.now + Duration::hours(2)));
        assert_eq!(next_step(case, &TimeLimits::default()).step, Step::AnswerCustomer);
        let answered = scene.after(Duration::minutes(9)).given(Actor::Agent(AGENT), reply());
        assert_eq!(reply_due(&answered), None);
        assert_eq!(answered.state.case().unwrap().waiting, None);
    }

    #[test]
    fn the_third_message_without_an_answer_is_pressing_whatever_its_words() {
        let mut scene = enquiry();
        for text in ["放冰箱可以吗？", "常温可以吗？"] {
            scene = scene.given(Actor::Customer(CUSTOMER), write(text));
        }
        let scene = scene.when(Actor::Customer(CUSTOMER), write("可以吗？"));
        let scene = scene.then(&["customer_wrote", "kind_converted", "triaged"]);
        let Ok(events) = &scene.outcome else { panic!("it passes") };
        let Some(Event::Triaged { reasons, .. }) = events.last() else { panic!("urgency is last") };
        assert_eq!(reasons.first().map(|reason| reason.sign), Some(Sign::Repeated));
    }

    #[test]
    fn asking_for_a_supervisor_turns_an_enquiry_into_a_complaint() {
        let scene = enquiry().when(
            Actor::Customer(CUSTOMER),
            Command::Escalate { sentence: Sentence::parse("请换一位同事看看").unwrap() },
        );
        scene.then(&["escalated", "kind_converted", "triaged"]);
    }

    #[test]
    fn thanks_wait_for_no_answer() {
        let scene = enquiry().when(Actor::Customer(CUSTOMER), write("好的，谢谢，很满意"));
        assert_eq!(scene.then(&["customer_wrote"]).state.case().unwrap().waiting, None);
    }

    #[test]
    fn a_threat_in_a_counter_wish_raises_the_urgency_and_decides_nothing_else() {
        let counter = Command::CounterOffer {
            offer: offer_id(1),
            wants: Vec::new(),
            sentence: Sentence::parse("不全额退款我就去12315举报").unwrap(),
        };
        let scene = Scene::offered().when(Actor::Customer(CUSTOMER), counter);
        let scene = scene.then(&["offer_countered", "triaged"]);
        let case = scene.state.case().unwrap();
        assert_eq!((case.urgency, case.waiting.unwrap().said), (Urgency::Critical, Said::Countered));
    }

    #[test]
    fn a_declined_offer_is_seen_until_somebody_answers_and_an_agreement_answers_it() {
        let decline = Command::DeclineOffer {
            offer: offer_id(1),
            sentence: Some(Sentence::parse("金额太少，不合适").unwrap()),
        };
        let scene = Scene::offered().given(Actor::Customer(CUSTOMER), decline);
        assert_eq!(scene.state.case().unwrap().waiting.unwrap().said, Said::Declined);
        let note = Command::NoteInternally { text: Message::parse("看一下").unwrap() };
        let scene = scene.given(Actor::Agent(AGENT), note);
        assert!(scene.state.case().unwrap().waiting.is_some(), "a note answers nobody");
        let scene = scene.given(Actor::Supervisor(SUPERVISOR), reply());
        assert_eq!(scene.state.case().unwrap().waiting, None);
    }
}
