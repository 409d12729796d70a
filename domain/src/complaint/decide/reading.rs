//! Every word of the customer is read again, whatever command it came with: it may make the case more urgent, tell of harm,
//! and turn an enquiry into a complaint. What comes of it is events of their own, which say why, behind the event that holds
//! the words.

use crate::category::{Category, Kind};
use crate::complaint::Case;
use crate::complaint::claims::claims;
use crate::complaint::decide::followed::followed_words;
use crate::complaint::decide::{Context, wrong_phase};
use crate::complaint::event::{ConvertedKind, Event};
use crate::complaint::rejection::Rejection;
use crate::complaint::stated::{Stated, stated_in, wished_in};
use crate::complaint::turned::Turned;
use crate::complaint::wishes::wished;
use crate::finding::Findings;
use crate::triage::again::{Again, read_again};
use crate::triage::told;
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
pub(super) fn with_words(case: &Case, mut events: Vec<Event>, ctx: &Context<'_>) -> Vec<Event> {
    if matches!(events.last(), Some(Event::Closed | Event::Withdrawn { .. })) {
        return events;
    }
    let demands = events.iter().any(|event| matches!(event, Event::Escalated { .. }));
    // Who takes a case up again says once more what they said since the agreement.
    let says_again = is_taken_up(&events) && !case.said_since.is_empty();
    if let Some(words) = events.iter().find_map(Event::spoken).or(says_again.then_some("")) {
        let again = read_again(words, case.kind, nth(case), demands);
        let turned = again.complaint.as_ref().map(|_| Box::new(Turned::by(words, case)));
        let stated = if turned.is_none() { stated_with(case, words, &events) } else { Stated::default() };
        let n_said = events.len();
        events.extend((!stated.is_empty()).then_some(Event::Stated(stated)));
        events.extend(follows(case, again, turned, ctx));
        if events.len() > n_said {
            events.extend(followed_words(case, &events, ctx));
        }
    }
    events
}

/// What words state of a complaint and wish for, before anything is agreed and once the case is taken up again.
fn stated_with(case: &Case, words: &str, events: &[Event]) -> Stated {
    if case.kind != Kind::Complaint || !(is_taken_up(events) || case.phase.is_before_agreement()) {
        return Stated::default();
    }
    // Between an agreement and that moment nobody found anything out, and nothing was claimed.
    let all: Vec<&str> = case.said_since.iter().map(String::as_str).chain([words]).collect();
    let claims = stated_in(all.iter().copied(), case);
    // What is ticked is what they wish for, whatever else is written beside it; else what they named last.
    let has_ticked = events.iter().any(|event| !event.ticked().is_empty());
    let named = || all.iter().rev().map(|said| wished_in(said, case)).find(|wants| !wants.is_empty());
    let wants = if has_ticked { Vec::new() } else { named().unwrap_or_default() };
    Stated { claims, wants }
}

fn is_taken_up(events: &[Event]) -> bool {
    events.iter().any(|event| matches!(event, Event::Reopened { .. }))
}

/// `events` of somebody at the desk, who may take a case up again whose customer said more since it was agreed on.
pub(super) fn with_said_since(case: &Case, mut events: Vec<Event>) -> Vec<Event> {
    if is_taken_up(&events) && !case.said_since.is_empty() {
        let stated = stated_with(case, "", &events);
        events.extend((!stated.is_empty()).then_some(Event::Stated(stated)));
    }
    events
}

/// A customer says that they did not mean what words after the filing were taken for, as long as nothing is agreed.
pub(super) fn say_not_meant(
    case: &Case,
    stated: &Stated,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Rejection> {
    if !case.phase.is_before_agreement() {
        return Err(wrong_phase(case));
    }
    if stated.is_empty() || !stated.is_within(&case.stated) {
        return Err(Rejection::NotStated);
    }
    // Each once, however often it was named.
    let claims = case.stated.claims.iter().filter(|claim| stated.claims.contains(claim)).cloned().collect();
    let wants = case.stated.wants.iter().filter(|wish| stated.wants.contains(wish)).copied().collect();
    let mut events = vec![Event::NotMeant(Stated { claims, wants })];
    events.extend(followed_words(case, &events, ctx));
    Ok(events)
}

/// Whether a text tells of somebody hurt or in danger, or of spread data.
pub(super) fn tells_of_harm(case: &Case, words: &str) -> bool {
    is_of_harm(&read(case, words))
}

/// Whether words tell of something that is wrong, or demand something: who only found it slow has been helped.
pub(super) fn complains(case: &Case, words: &str) -> bool {
    let told = told(words);
    let is_wrong = claims(&Findings::default(), Category::Other, &told) != Findings::default();
    is_wrong || !wished((words, &told), &case.order, case.category).is_empty()
}

/// Whether words, or what was said since the agreement, claim what nobody has stated or looked into before.
pub(super) fn tells_more(case: &Case, words: &str) -> bool {
    let said = case.said_since.iter().map(String::as_str).chain([words]);
    !stated_in(said, case).is_empty()
}

/// Whether it tells of that, or of what is as urgent: then its case is not over, however content it sounds.
pub(super) fn is_alarming(case: &Case, words: &str) -> bool {
    let again = read(case, words);
    is_of_harm(&again) || again.urgency.value == Urgency::Critical
}

fn is_of_harm(again: &Again) -> bool {
    again.urgency.reasons.iter().any(|reason| reason.sign.harm().is_some())
}

/// The events that what was read leads to. What turns into a complaint is received as one: it is told by when it is answered.
fn follows(case: &Case, again: Again, turned: Option<Box<Turned>>, ctx: &Context<'_>) -> Vec<Event> {
    let mut events = Vec::new();
    let answer_by = turned.as_ref().map(|_| ctx.after(ctx.limits.first_response(Kind::Complaint)));
    if let Some(because) = again.complaint {
        let (from, to) = (case.kind, Kind::Complaint);
        events.push(Event::KindConverted(ConvertedKind { from, to, reason: None, because, turned }));
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
    events.extend(answer_by.map(|answer_by| Event::Acknowledged { answer_by }));
    events
}

#[cfg(test)]
mod tests {
    use crate::actor::Actor;
    use crate::category::{Category, Kind};
    use crate::clock::{ClockKind, TimeLimits, clocks};
    use crate::complaint::command::{Command, Filing};
    use crate::complaint::draft::MAX_WANTS;
    use crate::complaint::event::Event;
    use crate::complaint::stated::STATED;
    use crate::complaint::waiting::Said;
    use crate::complaint::wish_list::Answered;
    use crate::complaint::wishes::is_answered_by_rules;
    use crate::finding::{Finding, Standing};
    use crate::remedy::Remedy;
    use crate::testing::{AGENT, CUSTOMER, SUPERVISOR, Scene, filing, offer_id, option_by_hand, option_id};
    use crate::text::{Message, Sentence, Story};
    use crate::triage::{Sign, Urgency};
    use crate::view::{Step, next_step};
    use chrono::Duration;

    fn write(text: &str) -> Command {
        Command::WriteToDesk { text: Message::parse(text).unwrap(), wants: Vec::new() }
    }

    fn reply() -> Command {
        Command::Reply { text: Message::parse("您好，我来处理。").unwrap() }
    }

    /// A question, answered once.
    fn enquiry() -> Scene {
        let mut filing = Filing { category: Category::Other, wants: Vec::new(), ..filing() };
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
        let scene = scene.then(&["customer_wrote", "kind_converted", "triaged", "acknowledged"]);
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
                Event::KindConverted(converted) => Some(&converted.because),
                _ => None,
            })
            .flatten()
            .map(|reason| reason.words.as_str())
            .collect();
        assert!(said.contains(&"投诉"), "{said:?}");
    }

    #[test]
    fn a_question_that_turns_into_a_complaint_is_as_if_it_had_been_filed_as_one() {
        use Category as C;
        use Remedy as R;
        for (text, category, wants, claims) in [
            (
                "水果全都烂了，太气人了，我要退款！",
                C::Quality,
                &[R::Refund][..],
                &[Finding::Defect(Standing::Claimed)][..],
            ),
            (
                "水果全都壓壞了，我要投訴你們！",
                C::DeliveryDamage,
                &[],
                &[Finding::DamageInTransit(Standing::Claimed)],
            ),
            (
                "You sent me the wrong fruit. I want a refund!",
                C::WrongItem,
                &[R::Refund],
                &[Finding::Misdescription(Standing::Claimed)],
            ),
            ("你们是骗子，我要退款，我要投诉你们！", C::Returns, &[R::Refund], &[]),
        ] {
            let scene = enquiry().when(Actor::Customer(CUSTOMER), write(text));
            let now = scene.now;
            let Ok(events) = &scene.outcome else { panic!("{text}: it passes") };
            let turned = events.iter().find_map(|event| match event {
                Event::KindConverted(converted) => converted.turned.as_deref(),
                _ => None,
            });
            let turned = turned.unwrap();
            assert_eq!(
                (turned.category, &*turned.wants, &*turned.claims),
                (category, wants, claims),
                "{text}"
            );
            let promised = events.last();
            assert_eq!(
                promised,
                Some(&Event::Acknowledged { answer_by: now + Duration::minutes(15) }),
                "{text}"
            );
            let case = scene.state.case().unwrap();
            assert_eq!((case.category, &*case.wants), (category, wants), "{text}");
            assert!(
                claims.iter().all(|claim| case.findings.answer_like(claim).as_ref() == Some(claim)),
                "{text}"
            );
            assert!(case.has_turned(), "{text}");
            assert!(is_answered_by_rules(case.kind, &case.wants, &case.story), "{text}");
            // Whoever named no wish is asked for one, until they name it or an answer is there.
            let answered = Answered::default();
            assert_eq!(case.wishes_to_name(&answered).is_empty(), !wants.is_empty(), "{text}");
            let told = scene.given(Actor::Agent(AGENT), reply());
            assert!(!told.state.case().unwrap().has_turned(), "{text}");
        }
    }

    #[test]
    fn a_wish_that_is_ticked_with_a_message_is_wished_for() {
        let angry = write("水果全都壓壞了，我要投訴你們！");
        let scene = enquiry().given(Actor::Customer(CUSTOMER), angry);
        let text = Message::parse("我希望：退货退款").unwrap();
        let scene = scene.given(
            Actor::Customer(CUSTOMER),
            Command::WriteToDesk { text: text.clone(), wants: vec![Remedy::Exchange] },
        );
        let case = scene.state.case().unwrap();
        assert_eq!(case.wants, [Remedy::Exchange]);
        assert_eq!(case.wishes_to_name(&Answered::default()), []);
        let many = Command::WriteToDesk { text, wants: vec![Remedy::Exchange; MAX_WANTS + 1] };
        assert!(scene.ask(Actor::Customer(CUSTOMER), &many).is_err(), "more would be no wish");
    }

    /// The case of a story that was sent as this kind, answered once.
    fn sent(story: &str, kind: Kind) -> Scene {
        let (category, is_question) = match kind {
            Kind::Enquiry => (Category::Other, Some(true)),
            Kind::AfterSalesRequest => (Category::Returns, None),
            Kind::Complaint => (Category::Returns, Some(false)),
        };
        let story = Story::parse(story).unwrap();
        let filing = Filing { category, is_question, wants: Vec::new(), story, ..filing() };
        let scene = Scene::empty()
            .given(Actor::Customer(CUSTOMER), Command::FileComplaint(Box::new(filing)))
            .given(Actor::Agent(AGENT), reply());
        assert_eq!(scene.state.case().unwrap().kind, kind);
        scene.after(Duration::hours(5))
    }

    #[test]
    fn whoever_says_in_words_alone_what_they_would_like_is_asked_no_more() {
        let scene = enquiry().given(Actor::Customer(CUSTOMER), write("水果全都壓壞了，我要投訴你們！"));
        let thanked = scene.given(Actor::Customer(CUSTOMER), write("谢谢"));
        assert!(thanked.state.case().unwrap().is_asked_for_wishes(), "thanks name nothing");
        let said = thanked.given(Actor::Customer(CUSTOMER), write("给我换一箱好的，今天就要"));
        let case = said.state.case().unwrap();
        assert_eq!(case.wants, [Remedy::Exchange]);
        assert!(!case.is_asked_for_wishes());
        assert_eq!(case.wishes_to_name(&Answered::default()), []);
    }

    #[test]
    fn what_turns_claims_what_is_told_as_wrong_in_the_message_or_before_it_whatever_it_was_sent_as() {
        use Category as C;
        use Standing::Claimed;
        let (asked, requested) = (Kind::Enquiry, Kind::AfterSalesRequest);
        for (kind, story, text, category, claims) in [
            // What the question told is wrong, whatever else the message is about.
            (
                asked,
                "收到的时候就有一道裂纹，还能用吗？",
                "我要退款，我要投诉你们",
                C::Quality,
                &[Finding::Defect(Claimed)][..],
            ),
            // What the message tells comes first.
            (
                asked,
                "收到的时候就有一道裂纹，还能用吗？",
                "箱子全压坏了，我要投诉你们",
                C::DeliveryDamage,
                &[Finding::Defect(Claimed), Finding::DamageInTransit(Claimed)],
            ),
            (asked, "请问鞋子怎么保养？", "我要退款，我要投诉你们", C::Returns, &[]),
            // What several words tell together.
            (
                asked,
                "请问鞋子怎么保养？",
                "收到的鞋一只41一只42！我要投诉",
                C::WrongItem,
                &[Finding::Misdescription(Claimed)],
            ),
            (
                asked,
                "收到的鞋一隻41一隻42，可以換嗎？",
                "我要投訴你們",
                C::WrongItem,
                &[Finding::Misdescription(Claimed)],
            ),
            // Nobody chose what a request is of.
            (
                requested,
                "不想要了，想退",
                "拆开全碎了，我要投诉！",
                C::DeliveryDamage,
                &[Finding::DamageInTransit(Claimed)],
            ),
            (
                requested,
                "I don't want it any more, I'd like to return it",
                "You sent me the wrong colour. This is a disgrace!",
                C::WrongItem,
                &[Finding::Misdescription(Claimed)],
            ),
            // Nothing is told to be wrong.
            (requested, "不想要了，想退", "我要投诉你们！", C::Returns, &[]),
        ] {
            let scene = sent(story, kind).given(Actor::Customer(CUSTOMER), write(text));
            let case = scene.state.case().unwrap();
            assert_eq!(case.kind, Kind::Complaint, "{story} {text}");
            let stated: Vec<Finding> =
                STATED.iter().filter_map(|of| case.findings.answer_like(&of(Claimed))).collect();
            assert_eq!((case.category, &*stated), (category, claims), "{story} {text}");
        }
    }

    #[test]
    fn what_turns_keeps_the_category_that_somebody_chose_and_claims_what_is_told_all_the_same() {
        use Standing::Claimed;
        let corrected = |category| Command::CorrectCategory {
            category,
            reason: Sentence::parse("问的是保养").unwrap(),
        };
        let angry = || write("水果全都烂了，我要投诉！");
        let scene = enquiry().given(Actor::Agent(AGENT), corrected(Category::AfterSales));
        let scene = scene.given(Actor::Customer(CUSTOMER), angry());
        let case = scene.state.case().unwrap();
        assert_eq!((case.category, case.findings.defect), (Category::AfterSales, Some(Claimed)));
        // Also where it is the one that was guessed.
        let scene = sent("不想要了，想退", Kind::AfterSalesRequest);
        let scene = scene.given(Actor::Agent(AGENT), corrected(Category::Service));
        let scene = scene.given(Actor::Agent(AGENT), corrected(Category::Returns));
        let scene = scene.given(Actor::Customer(CUSTOMER), angry());
        let case = scene.state.case().unwrap();
        assert_eq!((case.category, case.findings.defect), (Category::Returns, Some(Claimed)));
        // And where it was sent as a complaint that the desk took for a request.
        let converted = Command::ConvertKind {
            kind: Kind::AfterSalesRequest,
            reason: Sentence::parse("只是想退").unwrap(),
        };
        let scene = sent("不想要了，想退", Kind::Complaint).given(Actor::Agent(AGENT), converted);
        let scene = scene.given(Actor::Customer(CUSTOMER), angry());
        let case = scene.state.case().unwrap();
        assert_eq!((case.kind, case.category), (Kind::Complaint, Category::Returns));
        assert_eq!(case.findings.defect, Some(Claimed));
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
        let scene = scene.then(&["customer_wrote", "kind_converted", "triaged", "acknowledged"]);
        let Ok(events) = &scene.outcome else { panic!("it passes") };
        let Some(Event::Triaged { reasons, .. }) = events.get(2) else { panic!("urgency is third") };
        assert_eq!(reasons.first().map(|reason| reason.sign), Some(Sign::Repeated));
        let case = scene.state.case().unwrap();
        assert_eq!(
            (case.category, case.findings.defect),
            (Category::Other, None),
            "asking again states nothing"
        );
    }

    #[test]
    fn asking_for_a_supervisor_turns_an_enquiry_into_a_complaint() {
        let scene = enquiry().when(
            Actor::Customer(CUSTOMER),
            Command::Escalate { sentence: Sentence::parse("请换一位同事看看").unwrap() },
        );
        scene.then(&["escalated", "kind_converted", "triaged", "acknowledged"]);
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

    #[test]
    fn what_a_further_message_tells_of_the_goods_is_claimed_until_the_desk_has_looked() {
        let claim = |scene: &Scene| scene.state.case().unwrap().findings.loss;
        for words in
            ["The parcel never arrived.", "包裹一直没有收到，应该是丢了", "包裹一直沒有收到，應該是丟了"]
        {
            let scene = Scene::filed().when(Actor::Customer(CUSTOMER), write(words));
            let told = scene.then(&["customer_wrote", "stated"]);
            assert_eq!(claim(&told), Some(Standing::Claimed), "{words}");
            // It is nobody's finding: whoever looks into it answers first, and is asked for no correction.
            let lost = Command::RecordFinding {
                finding: Finding::Loss(Standing::Refuted),
                note: None,
                instead_of: None,
            };
            let found = told.given(Actor::Agent(AGENT), lost);
            let again = found.when(Actor::Customer(CUSTOMER), write(words));
            assert_eq!(claim(&again.then(&["customer_wrote"])), Some(Standing::Refuted), "{words}");
        }
    }

    #[test]
    fn an_offer_from_before_is_not_recommended_once_more_is_claimed() {
        let mut option = option_by_hand(option_id(1), Remedy::PriceReduction, Some("50.00"));
        option.option.is_recommended = true;
        let offer =
            Command::MakeOffer { offer: offer_id(1), replaces: None, options: vec![option], message: None };
        let scene = Scene::filed().given(Actor::Agent(AGENT), offer);
        let recommended = |scene: &Scene| {
            let offer = scene.state.case().unwrap().phase.open_offer().unwrap();
            offer.options.iter().filter(|offered| offered.option.is_recommended).count()
        };
        assert_eq!(recommended(&scene), 1);
        let asked = scene.given(Actor::Customer(CUSTOMER), write("什么时候能收到？"));
        assert_eq!(recommended(&asked), 1, "nothing is claimed");
        let told = asked.given(Actor::Customer(CUSTOMER), write("物流查过了，包裹丢了。"));
        assert_eq!(recommended(&told), 0);
    }

    #[test]
    fn a_fake_told_of_later_is_a_fake_as_in_a_story() {
        for words in ["专柜验过了，是假货", "專櫃驗過了，是假貨", "The counter says that it is a fake."]
        {
            let scene = Scene::filed();
            assert!(!scene.state.case().unwrap().says_fake());
            let told = scene.given(Actor::Customer(CUSTOMER), write(words));
            assert!(told.state.case().unwrap().says_fake(), "{words}");
        }
    }
}
