//! Stories of the decider: given a case, when somebody does something, then this happened or that rule stood in
//! the way.

mod afterwards;
mod stated;

use crate::actor::Actor;
use crate::compensation::option::Basis;
use crate::complaint::claims::claims;
use crate::complaint::command::{Command, EvidenceUse, Filing, Proof};
use crate::complaint::event::Event;
use crate::complaint::readings::readings;
use crate::complaint::{Complaint, Phase};
use crate::evidence::{EvidenceRef, MediaType};
use crate::finding::{Finding, Standing};
use crate::id::{EvidenceId, PromiseId};
use crate::order::Pieces;
use crate::remedy::Remedy;
use crate::testing::zones;
use crate::testing::{
    AGENT, CUSTOMER, OTHER_AGENT, STRANGER, SUPERVISOR, Scene, filing, offer_id, option_by_hand, option_id,
    proves,
};
use crate::text::{Message, Reference, Sentence, Story};
use crate::triage::{Urgency, told};
use crate::zone::Zones;
use chrono::{DateTime, Duration};

const CUSTOMER_ACTS: Actor = Actor::Customer(CUSTOMER);
const AGENT_ACTS: Actor = Actor::Agent(AGENT);

fn sentence(text: &str) -> Sentence {
    Sentence::parse(text).unwrap()
}

fn message(text: &str) -> Message {
    Message::parse(text).unwrap()
}

fn offer(n: u128, replaces: Option<u128>, amount: &str) -> Command {
    Command::MakeOffer {
        offer: offer_id(n),
        replaces: replaces.map(offer_id),
        options: vec![option_by_hand(option_id(n), Remedy::PriceReduction, Some(amount))],
        message: None,
    }
}

fn accept(n: u128) -> Command {
    Command::AcceptOption { offer: offer_id(n), option: option_id(n), is_informed: true }
}

fn first_promise(scene: &Scene) -> PromiseId {
    scene.state.case().unwrap().phase.fulfilment().unwrap().promises[0].promise.id
}

fn proven(scene: &Scene) -> Command {
    let reference = Reference::parse("PAY-2026-0042").unwrap();
    proves(first_promise(scene), Proof::RefundReference(reference))
}

fn file(change: impl FnOnce(&mut Filing)) -> Command {
    let mut filing = filing();
    change(&mut filing);
    Command::FileComplaint(Box::new(filing))
}

#[test]
fn a_filed_complaint_is_triaged_and_acknowledged_at_once() {
    let scene = Scene::empty().when(CUSTOMER_ACTS, file(|_| {})).then(&["filed", "triaged", "acknowledged"]);
    assert_eq!(scene.state.case().unwrap().phase, Phase::Acknowledged);
}

#[test]
fn what_the_page_decided_on_is_what_the_case_holds() {
    let answer = |filing: &mut Filing| filing.claims.no_return_confirmed = Some(false);
    let scene = Scene::empty().when(CUSTOMER_ACTS, file(answer));
    let mut filing = filing();
    answer(&mut filing);
    let held = &scene.state.case().unwrap().findings;
    assert_eq!(*held, claims(&filing.claims, filing.category, &told(filing.story.as_str())));
    assert_eq!(held.no_return_confirmed, Some(false));
}

#[test]
fn what_the_customer_says_was_not_meant_is_no_claim_of_the_case() {
    let story = "Where is my refund?";
    let waits = |not_meant| {
        let change = |filing: &mut Filing| {
            filing.story = Story::parse(story).unwrap();
            filing.not_meant = not_meant;
        };
        let scene = Scene::empty().when(CUSTOMER_ACTS, file(change));
        scene.state.case().unwrap().findings.refund_unpaid
    };
    assert_eq!(waits(Vec::new()), Some(Standing::Claimed));
    assert_eq!(waits(readings(story)), None);
}

#[test]
fn harm_that_its_writer_takes_off_is_still_looked_at_first_and_told_as_taken_off() {
    for story in [
        "The kettle is late. My child was burnt by the lid.",
        "水壶到得晚。壶盖弹开，把宝宝的手烫红了。",
        "水壺到得晚。熱水噴出來，寶寶的腿燙到了。",
    ] {
        let filed = |not_meant| {
            let change = |filing: &mut Filing| {
                filing.story = Story::parse(story).unwrap();
                filing.not_meant = not_meant;
            };
            let scene = Scene::empty().when(CUSTOMER_ACTS, file(change));
            let events = scene.outcome.clone().unwrap();
            let triaged = events.iter().find_map(|event| match event {
                Event::Triaged { reasons, .. } => Some(reasons.clone()),
                _ => None,
            });
            let signs = triaged.unwrap().iter().map(|reason| reason.sign.code()).collect::<Vec<_>>();
            (scene.state.case().unwrap().urgency, signs.contains(&"harm_taken_off"))
        };
        assert_eq!(filed(Vec::new()), (Urgency::Critical, false), "{story}");
        assert_eq!(filed(readings(story)), (Urgency::Priority, true), "{story}");
    }
    // What is as urgent by other words stays so.
    let story = "My child was burnt. I will sue you.";
    let change = |filing: &mut Filing| {
        filing.story = Story::parse(story).unwrap();
        filing.not_meant = readings(story);
    };
    let scene = Scene::empty().when(CUSTOMER_ACTS, file(change));
    assert_eq!(scene.state.case().unwrap().urgency, Urgency::Critical);
}

#[test]
fn the_whole_way_from_filing_to_closed() {
    let scene = Scene::filed()
        .when(AGENT_ACTS, Command::TakeCase)
        .then(&["case_taken"])
        .when(
            AGENT_ACTS,
            Command::RecordFinding {
                finding: Finding::Defect(Standing::Established),
                note: None,
                instead_of: None,
            },
        )
        .then(&["finding_recorded"])
        .when(AGENT_ACTS, offer(1, None, "50.00"))
        .then(&["offer_made"])
        .when(CUSTOMER_ACTS, accept(1))
        .then(&["option_accepted", "agreed"]);
    let prove = proven(&scene);
    let scene = scene
        .when(AGENT_ACTS, Command::CloseCase)
        .then_rejected("promises_open")
        .when(AGENT_ACTS, prove)
        .then(&["promise_proven", "fulfilled"])
        .when(CUSTOMER_ACTS, Command::ConfirmFulfilment)
        .then(&["fulfilment_confirmed"])
        .when(
            CUSTOMER_ACTS,
            Command::AnswerFollowUp { answer: Some(message("谢谢")), outcome_score: 5, process_score: 4 },
        )
        .then(&["follow_up_answered", "closed"]);
    assert_eq!(scene.state.case().unwrap().phase, Phase::Closed);
}

#[test]
fn words_about_how_somebody_was_treated_are_read_by_a_person_however_well_it_ended() {
    let answer = |words: Option<&str>, process_score| Command::AnswerFollowUp {
        answer: words.map(message),
        outcome_score: 4,
        process_score,
    };
    let done = || {
        let scene = Scene::agreed();
        let promise = scene.state.case().unwrap().phase.fulfilment().unwrap().promises[0].promise.id;
        scene.given(AGENT_ACTS, proves(promise, Proof::RefundReference(Reference::parse("PAY-1").unwrap())))
    };
    let rude = Some("没人提过那个凶我的人");
    done().when(CUSTOMER_ACTS, answer(rude, 1)).then(&["follow_up_answered", "reopened"]);
    done().when(CUSTOMER_ACTS, answer(rude, 3)).then(&["follow_up_answered", "closed"]);
    done().when(CUSTOMER_ACTS, answer(None, 1)).then(&["follow_up_answered", "closed"]);
}

#[test]
fn an_unhappy_answer_opens_the_case_again() {
    let scene = Scene::agreed();
    let prove = proven(&scene);
    scene
        .given(AGENT_ACTS, prove)
        .when(CUSTOMER_ACTS, Command::AnswerFollowUp { answer: None, outcome_score: 1, process_score: 3 })
        .then(&["follow_up_answered", "reopened"]);
}

#[test]
fn a_score_outside_one_to_five_is_named() {
    let scene = Scene::agreed();
    let prove = proven(&scene);
    scene
        .given(AGENT_ACTS, prove)
        .when(CUSTOMER_ACTS, Command::AnswerFollowUp { answer: None, outcome_score: 0, process_score: 6 })
        .then_rejected("invalid_input");
}

#[test]
fn filing_needs_the_order_that_was_looked_up() {
    Scene::empty()
        .when(CUSTOMER_ACTS, file(|filing| filing.order_number = "RD-9".to_owned()))
        .then_rejected("order_not_looked_up");
}

#[test]
fn nobody_files_in_somebody_elses_name() {
    Scene::empty().when(Actor::Customer(STRANGER), file(|_| {})).then_rejected("not_your_case");
}

#[test]
fn a_line_the_order_does_not_have_is_named() {
    Scene::empty()
        .when(CUSTOMER_ACTS, file(|filing| filing.goods = vec![Pieces::all_of("MELON")]))
        .then_rejected("invalid_input");
}

#[test]
fn a_date_far_in_the_past_or_future_is_named() {
    for day in ["1999-01-01", "2099-01-01"] {
        Scene::empty()
            .when(CUSTOMER_ACTS, file(|filing| filing.needed_by = day.parse().ok()))
            .then_rejected("invalid_input");
    }
}

#[test]
fn filing_twice_under_one_id_is_refused() {
    Scene::filed().when(CUSTOMER_ACTS, file(|_| {})).then_rejected("already_filed");
}

#[test]
fn somebody_elses_case_stays_closed_to_me() {
    Scene::offered().when(Actor::Customer(STRANGER), accept(1)).then_rejected("not_your_case");
}

#[test]
fn two_agents_offering_at_once_make_one_offer() {
    Scene::offered()
        .when(Actor::Agent(OTHER_AGENT), offer(2, None, "60.00"))
        .then_rejected("offer_still_open");
}

#[test]
fn a_replaced_offer_can_no_longer_be_accepted() {
    Scene::offered()
        .given(AGENT_ACTS, offer(2, Some(1), "60.00"))
        .when(CUSTOMER_ACTS, accept(1))
        .then_rejected("offer_not_open");
}

#[test]
fn an_agreed_offer_can_not_be_accepted_again() {
    Scene::agreed().when(CUSTOMER_ACTS, accept(1)).then_rejected("offer_not_open");
}

#[test]
fn a_declined_offer_sends_the_case_back_to_investigation() {
    let scene = Scene::offered()
        .when(CUSTOMER_ACTS, Command::DeclineOffer { offer: offer_id(1), sentence: None })
        .then(&["offer_declined"]);
    assert_eq!(scene.state.case().unwrap().phase, Phase::Investigating);
}

#[test]
fn a_countered_offer_still_stands() {
    Scene::offered()
        .when(
            CUSTOMER_ACTS,
            Command::CounterOffer {
                offer: offer_id(1),
                wants: vec![Remedy::Resend],
                sentence: sentence("请重新发一箱"),
            },
        )
        .then(&["offer_countered"])
        .when(CUSTOMER_ACTS, accept(1))
        .then(&["option_accepted", "agreed"]);
}

#[test]
fn an_offer_in_another_currency_is_unsound() {
    let mut option = option_by_hand(option_id(1), Remedy::PriceReduction, None);
    option.option.total = crate::compensation::money::Money::zero(
        crate::compensation::money::Currency::from_code("EUR").unwrap(),
    );
    let command =
        Command::MakeOffer { offer: offer_id(1), replaces: None, options: vec![option], message: None };
    Scene::filed().when(AGENT_ACTS, command).then_rejected("option_unsound");
}

#[test]
fn shares_that_do_not_sum_to_the_amount_are_refused() {
    let mut option = option_by_hand(option_id(1), Remedy::PriceReduction, Some("50.00"));
    option.option.parts[0].shares[0].amount.minor -= 1;
    let command =
        Command::MakeOffer { offer: offer_id(1), replaces: None, options: vec![option], message: None };
    Scene::filed().when(AGENT_ACTS, command).then_rejected("option_unsound");
}

#[test]
fn an_offer_needs_between_one_and_four_options() {
    let empty = Command::MakeOffer { offer: offer_id(1), replaces: None, options: Vec::new(), message: None };
    Scene::filed().when(AGENT_ACTS, empty).then_rejected("option_count");
    let options =
        (1..=5).map(|n| option_by_hand(option_id(n), Remedy::PriceReduction, Some("1.00"))).collect();
    let five = Command::MakeOffer { offer: offer_id(1), replaces: None, options, message: None };
    Scene::filed().when(AGENT_ACTS, five).then_rejected("option_count");
}

#[test]
fn the_desk_itself_grants_no_sum_a_person_made_up() {
    Scene::filed().when(Actor::System, offer(1, None, "5.00")).then_rejected("person_must_decide");
}

#[test]
fn the_wrong_kind_of_proof_says_which_is_needed() {
    let scene = Scene::agreed();
    let proof = Proof::CouponCode(Reference::parse("WELCOME").unwrap());
    let command = proves(first_promise(&scene), proof);
    scene.when(AGENT_ACTS, command).then_rejected("proof_mismatch");
}

#[test]
fn a_promise_is_proven_once() {
    let mut two = option_by_hand(option_id(1), Remedy::PriceReduction, Some("50.00"));
    let apology = option_by_hand(option_id(2), Remedy::Apology, None).option.parts.remove(0);
    two.option.parts.push(apology);
    let command =
        Command::MakeOffer { offer: offer_id(1), replaces: None, options: vec![two], message: None };
    let scene = Scene::filed().given(AGENT_ACTS, command).given(CUSTOMER_ACTS, accept(1));
    let prove = proven(&scene);
    scene
        .when(AGENT_ACTS, prove.clone())
        .then(&["promise_proven"])
        .when(AGENT_ACTS, prove)
        .then_rejected("promise_settled");
}

#[test]
fn what_replaces_a_promise_is_worth_no_less_and_needs_consent() {
    let scene = Scene::agreed();
    let promise = first_promise(&scene);
    let replace = |amount| Command::ReplacePromise {
        promise,
        replacement: PromiseId(uuid::Uuid::from_u128(0x77)),
        with: option_by_hand(option_id(9), Remedy::Coupon, Some(amount)).option,
        reason: sentence("原路退款暂时不通"),
    };
    let accept = Command::AcceptReplacement { promise: PromiseId(uuid::Uuid::from_u128(0x77)) };
    let scene = scene
        .when(AGENT_ACTS, replace("49.99"))
        .then_rejected("replacement_worth_less")
        .when(AGENT_ACTS, replace("55.00"))
        .then(&["replacement_proposed"])
        .when(CUSTOMER_ACTS, accept)
        .then(&["replacement_accepted"]);
    let fulfilment = scene.state.case().unwrap().phase.fulfilment().unwrap();
    assert_eq!(fulfilment.promises.iter().filter(|kept| kept.is_open()).count(), 1);
}

#[test]
fn the_first_answer_clock_stops_at_a_person_not_at_the_acknowledgement() {
    let scene = Scene::filed();
    assert_eq!(scene.state.case().unwrap().first_answer_at, None);
    let scene = scene
        .after(Duration::minutes(5))
        .given(AGENT_ACTS, Command::Reply { text: message("您好，我是小陈，已经在看您的照片。") });
    assert_eq!(scene.state.case().unwrap().first_answer_at, Some(scene.now));
}

#[test]
fn an_internal_note_is_no_answer() {
    let scene = Scene::filed().given(AGENT_ACTS, Command::NoteInternally { text: message("查一下批次") });
    assert_eq!(scene.state.case().unwrap().first_answer_at, None);
}

#[test]
fn writing_on_a_finished_case_takes_it_up_again() {
    Scene::filed()
        .given(CUSTOMER_ACTS, Command::Withdraw { sentence: None })
        .when(CUSTOMER_ACTS, Command::WriteToDesk { text: message("还是不行"), wants: Vec::new() })
        .then(&["customer_wrote", "reopened"]);
}

#[test]
fn a_turned_down_complaint_can_be_brought_to_a_supervisor() {
    Scene::filed()
        .given(
            AGENT_ACTS,
            Command::RejectComplaint {
                reason: message("照片显示完好"),
                recourse: message("您可以拨打 12315"),
            },
        )
        .when(CUSTOMER_ACTS, Command::Escalate { sentence: sentence("我不同意") })
        .then(&["escalated", "reopened", "triaged"]);
}

#[test]
fn a_case_waits_for_the_follow_up_before_it_is_closed_without_it() {
    let scene = Scene::agreed();
    let prove = proven(&scene);
    scene
        .given(AGENT_ACTS, prove)
        .when(AGENT_ACTS, Command::CloseCase)
        .then_rejected("follow_up_pending")
        .after(Duration::days(4))
        .when(AGENT_ACTS, Command::CloseCase)
        .then(&["closed"]);
}

#[test]
fn only_a_supervisor_approves_and_never_their_own() {
    let proposed = |author: Actor| {
        let mut option = option_by_hand(option_id(1), Remedy::StatutoryDamages, Some("500.00"));
        option.option.parts[0].is_goodwill = false;
        option.option.parts[0].basis = Basis::Person { user: author.user().unwrap(), reason: String::new() };
        let command =
            Command::MakeOffer { offer: offer_id(1), replaces: None, options: vec![option], message: None };
        Scene::filed().when(author, command).then(&["offer_proposed"])
    };
    let approve = Command::ApproveOffer { offer: offer_id(1) };
    proposed(AGENT_ACTS).when(AGENT_ACTS, approve.clone()).then_rejected("not_allowed");
    proposed(Actor::Supervisor(SUPERVISOR))
        .when(Actor::Supervisor(SUPERVISOR), approve.clone())
        .then_rejected("own_proposal");
    proposed(AGENT_ACTS).when(Actor::Supervisor(SUPERVISOR), approve).then(&["offer_made"]);
}

#[test]
fn nothing_happens_to_what_was_never_filed() {
    let scene = Scene::empty().when(AGENT_ACTS, Command::TakeCase).then_rejected("not_filed");
    assert_eq!(scene.state, Complaint::Unfiled);
}

#[test]
fn an_option_the_offer_does_not_have_is_named() {
    let command = Command::AcceptOption { offer: offer_id(1), option: option_id(7), is_informed: true };
    Scene::offered().when(CUSTOMER_ACTS, command).then_rejected("option_unknown");
}

#[test]
fn a_sum_in_the_name_of_a_rule_must_be_that_rules_sum() {
    let mut option = option_by_hand(option_id(1), Remedy::Refund, Some("168.00"));
    option.option.parts[0].basis =
        Basis::Rule { pack: "cn-law".to_owned(), version: "1".to_owned(), rule: "made-up".to_owned() };
    let command =
        Command::MakeOffer { offer: offer_id(1), replaces: None, options: vec![option], message: None };
    Scene::filed().when(AGENT_ACTS, command).then_rejected("rule_does_not_grant");
}

/// An open offer of one option that the record marks as below an entitlement.
fn offered_below_entitlement() -> Scene {
    let mut scene = Scene::offered();
    if let Complaint::Filed(case) = &mut scene.state
        && let Phase::Offered(offer) = &mut case.phase
    {
        offer.options[0].option.is_below_entitlement = true;
    }
    scene
}

#[test]
fn less_than_an_entitlement_needs_informed_consent() {
    let accept =
        |is_informed| Command::AcceptOption { offer: offer_id(1), option: option_id(1), is_informed };
    offered_below_entitlement().when(CUSTOMER_ACTS, accept(false)).then_rejected("consent_missing");
    offered_below_entitlement().when(CUSTOMER_ACTS, accept(true)).then(&["option_accepted", "agreed"]);
}

#[test]
fn a_replacement_above_the_limit_is_no_agents_to_propose() {
    let scene = Scene::agreed();
    let command = Command::ReplacePromise {
        promise: first_promise(&scene),
        replacement: PromiseId(uuid::Uuid::from_u128(0x77)),
        with: option_by_hand(option_id(9), Remedy::StatutoryDamages, Some("500.00")).option,
        reason: sentence("另行赔付"),
    };
    scene.when(AGENT_ACTS, command).then_rejected("above_authority");
}

#[test]
fn a_promise_nobody_made_can_not_be_proven() {
    let proof = Proof::RefundReference(Reference::parse("PAY-1").unwrap());
    let promise = PromiseId(uuid::Uuid::from_u128(0xDEAD));
    Scene::agreed().when(AGENT_ACTS, proves(promise, proof)).then_rejected("promise_unknown");
}

/// A piece of evidence uploaded for the case.
fn uploaded(n: u128) -> EvidenceRef {
    EvidenceRef {
        id: EvidenceId(uuid::Uuid::from_u128(n)),
        media_type: MediaType::Jpeg,
        bytes: 1000,
        sha256: format!("{n:064x}"),
        sku: None,
    }
}

#[test]
fn evidence_must_have_been_uploaded_and_lie_on_a_line_of_the_order() {
    let add = |sku: Option<&str>| {
        Command::AddEvidence(EvidenceUse { id: uploaded(1).id, sku: sku.map(str::to_owned) })
    };
    Scene::filed().when(CUSTOMER_ACTS, add(None)).then_rejected("evidence_unknown");
    let mut scene = Scene::filed();
    scene.evidence = vec![uploaded(1)];
    scene
        .when(CUSTOMER_ACTS, add(Some("MELON")))
        .then_rejected("line_unknown")
        .when(CUSTOMER_ACTS, add(Some("FRUIT-5KG")))
        .then(&["evidence_added"]);
}

#[test]
fn the_thirteenth_piece_of_evidence_is_refused() {
    let mut scene = Scene::filed();
    scene.evidence = (1..=13).map(uploaded).collect();
    for n in 1..=12 {
        let command = Command::AddEvidence(EvidenceUse { id: uploaded(n).id, sku: None });
        scene = scene.given(CUSTOMER_ACTS, command);
    }
    let one_more = Command::AddEvidence(EvidenceUse { id: uploaded(13).id, sku: None });
    scene.when(CUSTOMER_ACTS, one_more).then_rejected("too_much_evidence");
}

#[test]
fn a_replacement_gives_back_no_more_than_came_in() {
    let scene = Scene::agreed();
    let replace = |amount| Command::ReplacePromise {
        promise: first_promise(&scene),
        replacement: PromiseId(uuid::Uuid::from_u128(0x77)),
        with: option_by_hand(option_id(9), Remedy::Refund, Some(amount)).option,
        reason: sentence("整单退款"),
    };
    scene.clone().when(AGENT_ACTS, replace("168.01")).then_rejected("above_what_came_in");
    scene.clone().when(AGENT_ACTS, replace("168.00")).then(&["replacement_proposed"]);
}

#[test]
fn an_offer_above_what_came_in_waits_for_a_signature_and_says_by_how_much() {
    let scene = Scene::filed().when(AGENT_ACTS, offer(1, None, "170.00")).then(&["offer_proposed"]);
    let above = scene.state.case().unwrap().proposal.as_ref().unwrap().offer.above;
    assert_eq!(above, Some(crate::testing::yuan("2.00")));
    scene
        .clone()
        .when(Actor::Supervisor(SUPERVISOR), Command::ApproveOffer { offer: offer_id(1) })
        .then(&["offer_made"])
        .when(CUSTOMER_ACTS, accept(1))
        .then(&["option_accepted", "agreed"]);
    let mut own = offer(1, None, "170.00");
    if let Command::MakeOffer { options, .. } = &mut own {
        let reason = "水果坏了一半".to_owned();
        options[0].option.parts[0].basis = Basis::Person { user: SUPERVISOR, reason };
    }
    Scene::filed()
        .given(Actor::Supervisor(SUPERVISOR), own)
        .when(Actor::Supervisor(SUPERVISOR), Command::ApproveOffer { offer: offer_id(1) })
        .then_rejected("own_proposal");
}

#[test]
fn a_promise_across_the_change_to_summer_time_is_told_by_the_clocks_of_its_day() {
    let mut scene = Scene::empty();
    scene.zone = zones().zone("Europe/London").unwrap();
    scene.now = DateTime::parse_from_rfc3339("2026-03-28T12:00:00+00:00").unwrap();
    let options = vec![option_by_hand(option_id(1), Remedy::Repair, None)];
    let offer = Command::MakeOffer { offer: offer_id(1), replaces: None, options, message: None };
    let scene = scene
        .given(CUSTOMER_ACTS, Command::FileComplaint(Box::new(filing())))
        .given(AGENT_ACTS, offer)
        .given(CUSTOMER_ACTS, accept(1));
    let Phase::Fulfilling(fulfilment) = &scene.state.case().unwrap().phase else { panic!("agreed") };
    assert_eq!(fulfilment.promises[0].promise.due_at.to_rfc3339(), "2026-04-04T13:00:00+01:00");
}
