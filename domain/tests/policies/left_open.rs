//! Whoever takes the price back before it is known whether they were deceived gives up none of a statute's multiple: it is
//! named where they sign, found out afterwards, offered once it is owed, and no case is put away before.

use crate::delivered;
use crate::twice::{AGENT_ACTS, CUSTOMER_ACTS, beside, by_hand, offering, prove};
use domain::actor::{Actor, Role};
use domain::category::Category;
use domain::clock::{ClockKind, TimeLimits, clocks};
use domain::compensation::money::Money;
use domain::compensation::option::{Basis, RemedyOption};
use domain::complaint::assess::Assessment;
use domain::complaint::command::{Command, OfferedOption};
use domain::complaint::event::Event;
use domain::complaint::evolve::replay;
use domain::complaint::left_open::{LeftOpen, without};
use domain::complaint::redact::for_role;
use domain::complaint::stands::lost;
use domain::complaint::{Phase, gives};
use domain::finding::{Finding, Standing};
use domain::id::PromiseId;
use domain::policy::fact::Fact;
use domain::remedy::Remedy;
use domain::testing::{SUPERVISOR, Scene, filing, offer_id, option_id, yuan};
use domain::text::{Message, Sentence};
use domain::view::{QueueRow, Step, next_step};

const SUPERVISOR_ACTS: Actor = Actor::Supervisor(SUPERVISOR);

fn sentence(text: &str) -> Sentence {
    Sentence::parse(text).unwrap()
}

/// A complaint about fruit for 168.00 that demands its price and three times that.
fn demanded() -> Scene {
    let mut scene = Scene::empty();
    scene.packs = delivered::packs(&["cn-law".to_owned(), "shop-default".to_owned()]);
    let mut filing = filing();
    filing.category = Category::NotAsDescribed;
    filing.wants = vec![Remedy::ReturnRefund, Remedy::StatutoryDamages];
    filing.claims.fraud = Some(Standing::Claimed);
    scene.given(CUSTOMER_ACTS, Command::FileComplaint(Box::new(filing)))
}

fn offered(scene: Scene, option: RemedyOption) -> Scene {
    scene.given(AGENT_ACTS, offering(vec![option]))
}

const fn accept() -> Command {
    Command::AcceptOption { offer: offer_id(1), option: option_id(1), is_informed: true }
}

/// The price alone is taken.
fn refunded() -> Scene {
    offered(demanded(), by_hand(Remedy::Refund, Some("168.00"))).given(CUSTOMER_ACTS, accept())
}

const fn found(standing: Standing) -> Command {
    Command::RecordFinding { finding: Finding::Fraud(standing), note: None, instead_of: None }
}

/// The multiple as its rule fills it in.
fn by_rule(scene: &Scene) -> RemedyOption {
    let case = scene.state.case().unwrap();
    let assessment = Assessment::of(case, &scene.packs, &scene.elsewhere, &scene.zone);
    let part = assessment.addable(case).into_iter().find(|part| part.remedy == Remedy::StatutoryDamages);
    RemedyOption { parts: vec![part.unwrap()], total: yuan("504.00"), ..by_hand(Remedy::Apology, None) }
}

fn left(scene: &Scene) -> Vec<(Remedy, Option<String>, Standing)> {
    let all = &scene.state.case().unwrap().left_open;
    all.iter().map(|one| (one.remedy, one.amount.map(Money::decimal), one.standing)).collect()
}

fn multiple(standing: Standing) -> Vec<(Remedy, Option<String>, Standing)> {
    vec![(Remedy::StatutoryDamages, Some("504.00".to_owned()), standing)]
}

fn step(scene: &Scene) -> (Step, Role) {
    let next = next_step(scene.state.case().unwrap(), &TimeLimits::default());
    (next.step, next.turn)
}

fn done(scene: Scene) -> Scene {
    let proof = prove(&scene, "WX-9001");
    scene.given(AGENT_ACTS, proof)
}

#[test]
fn the_price_taken_alone_leaves_a_demanded_multiple_open_before_and_after_it_is_signed() {
    let scene = offered(demanded(), by_hand(Remedy::Refund, Some("168.00")));
    let case = scene.state.case().unwrap();
    let offer = case.phase.open_offer().unwrap();
    let before = without(&offer.left_open, offer.options[0].option.parts.iter());
    let scene = scene.given(CUSTOMER_ACTS, accept()).then(&["option_accepted", "agreed", "left_open"]);
    assert_eq!(left(&scene), multiple(Standing::Claimed));
    assert_eq!(scene.state.case().unwrap().left_open, before);
    // The customer is told what and how much, and not what is being found out about whom.
    let seen = for_role(&scene.events, Role::Customer);
    let all = seen.iter().find_map(|one| match &one.event {
        Event::LeftOpen { offer: None, all } => Some(all.clone()),
        _ => None,
    });
    let [LeftOpen { asks, amount, .. }] = &all.unwrap()[..] else { panic!() };
    assert_eq!((asks.len(), *amount), (0, Some(yuan("504.00"))));
}

#[test]
fn nothing_is_left_open_that_nobody_demanded_or_claimed_and_nothing_that_is_agreed_on() {
    let mut scene = Scene::empty();
    scene.packs = delivered::packs(&["cn-law".to_owned()]);
    let scene = scene.given(CUSTOMER_ACTS, Command::FileComplaint(Box::new(filing())));
    let scene = offered(scene, by_hand(Remedy::Refund, Some("168.00")));
    scene.given(CUSTOMER_ACTS, accept()).then(&["option_accepted", "agreed"]);
    let mut both = by_hand(Remedy::Refund, Some("168.00"));
    both.parts.extend(by_hand(Remedy::StatutoryDamages, Some("504.00")).parts);
    both.total = yuan("672.00");
    let scene =
        offered(demanded(), both).given(SUPERVISOR_ACTS, Command::ApproveOffer { offer: offer_id(1) });
    scene.given(CUSTOMER_ACTS, accept()).then(&["option_accepted", "agreed"]);
}

#[test]
fn what_an_agreement_leaves_open_is_found_out_after_it_and_nothing_else() {
    let defect = Finding::Defect(Standing::Established);
    let defect = Command::RecordFinding { finding: defect, note: None, instead_of: None };
    for scene in [refunded(), done(refunded())] {
        scene.clone().when(AGENT_ACTS, defect.clone()).then_rejected("wrong_phase");
        let agreed = gives::settled(scene.state.case().unwrap());
        let promises = scene.state.case().unwrap().phase.fulfilment().unwrap().promises.clone();
        let scene = scene.given(AGENT_ACTS, found(Standing::Established));
        let scene = scene.then(&["finding_recorded", "left_open"]);
        assert_eq!(left(&scene), multiple(Standing::Established));
        // What was agreed is as it was.
        let case = scene.state.case().unwrap();
        assert_eq!((gives::settled(case), &case.phase.fulfilment().unwrap().promises), (agreed, &promises));
        let taken_back = Command::TakeBackFinding { finding: Finding::Fraud(Standing::Established) };
        let scene = scene.given(AGENT_ACTS, taken_back).then(&["finding_taken_back", "left_open"]);
        assert_eq!(left(&scene), multiple(Standing::Claimed));
        let scene = scene.given(AGENT_ACTS, found(Standing::Refuted));
        assert_eq!(left(&scene), multiple(Standing::Refuted));
    }
    // Where nothing is left open nothing is found out any more.
    Scene::agreed().when(AGENT_ACTS, found(Standing::Established)).then_rejected("wrong_phase");
}

#[test]
fn no_case_is_put_away_before_what_it_leaves_open_is_settled() {
    let told = Command::AnswerFollowUp { answer: None, outcome_score: 5, process_score: 5 };
    let scene = done(refunded());
    assert_eq!(step(&scene), (Step::Investigate, Role::Agent));
    let late = chrono::Duration::days(60);
    scene.clone().after(late).when(Actor::System, Command::CloseCase).then_rejected("left_open");
    let scene = scene.given(CUSTOMER_ACTS, told).then(&["follow_up_answered"]);
    assert_eq!(step(&scene), (Step::Investigate, Role::Agent));
    scene.clone().when(AGENT_ACTS, Command::CloseCase).then_rejected("left_open");
    let owed = scene.clone().given(AGENT_ACTS, found(Standing::Established));
    owed.clone().when(AGENT_ACTS, Command::CloseCase).then_rejected("left_open");
    assert_eq!(step(&owed), (Step::OfferLeft, Role::Agent));
    let refuted = scene.given(AGENT_ACTS, found(Standing::Refuted));
    refuted.clone().given(AGENT_ACTS, Command::CloseCase).then(&["closed"]);
    // Who is told that it is not so has some days to disagree; then it closes by itself.
    let in_days = |scene: Scene, days| scene.after(chrono::Duration::days(days));
    in_days(refuted.clone(), 2).when(Actor::System, Command::CloseCase).then_rejected("follow_up_pending");
    let clocks = clocks(refuted.state.case().unwrap(), &TimeLimits::default());
    assert!(clocks.iter().any(|clock| clock.kind == ClockKind::FollowUp), "{clocks:?}");
    in_days(refuted, 3).given(Actor::System, Command::CloseCase).then(&["closed"]);
    let late = in_days(done(refunded()), 30).given(AGENT_ACTS, found(Standing::Refuted));
    in_days(late.clone(), 2).when(Actor::System, Command::CloseCase).then_rejected("follow_up_pending");
    in_days(late, 3).given(Actor::System, Command::CloseCase).then(&["closed"]);
}

/// What the customer reads that an open offer leaves open.
fn read_with_the_offer(scene: &Scene) -> Vec<(Option<String>, Standing)> {
    let theirs = replay(&for_role(&scene.events, Role::Customer));
    let offer = theirs.case().unwrap().phase.open_offer().unwrap();
    let left = without(&offer.left_open, offer.options[0].option.parts.iter());
    left.iter().map(|one| (one.amount.map(Money::decimal), one.standing)).collect()
}

#[test]
fn whoever_signs_reads_what_the_desk_has_found_by_then_and_no_more() {
    let price = || by_hand(Remedy::Refund, Some("168.00"));
    let multiple = |standing| vec![(Some("504.00".to_owned()), standing)];
    let not_so = vec![(None, Standing::Refuted)];
    let asked = offered(demanded(), price());
    assert_eq!(read_with_the_offer(&asked), multiple(Standing::Claimed));
    for (standing, read) in
        [(Standing::Refuted, not_so), (Standing::Established, multiple(Standing::Established))]
    {
        let before = offered(demanded().given(AGENT_ACTS, found(standing)), price());
        assert_eq!(read_with_the_offer(&before), read);
        let since = asked.clone().given(AGENT_ACTS, found(standing));
        assert_eq!(read_with_the_offer(&since), read);
        let seen = for_role(&since.events, Role::Customer);
        assert!(!serde_json::to_string(&seen).unwrap().contains("finding.fraud"));
        // What is left open once it is signed is what was read.
        let agreed = since.given(CUSTOMER_ACTS, accept());
        let left: Vec<_> =
            left(&agreed).into_iter().map(|(_, amount, standing)| (amount, standing)).collect();
        assert_eq!(left, read);
    }
}

#[test]
fn a_part_of_a_multiple_settles_that_part_alone() {
    let mut both = by_hand(Remedy::Refund, Some("168.00"));
    both.parts.extend(by_hand(Remedy::StatutoryDamages, Some("1.00")).parts);
    both.total = yuan("169.00");
    let scene =
        offered(demanded(), both).given(SUPERVISOR_ACTS, Command::ApproveOffer { offer: offer_id(1) });
    let scene = scene.given(CUSTOMER_ACTS, accept()).then(&["option_accepted", "agreed", "left_open"]);
    let rest = |standing| vec![(Remedy::StatutoryDamages, Some("503.00".to_owned()), standing)];
    assert_eq!(left(&scene), rest(Standing::Claimed));
    let owed = scene.clone().given(AGENT_ACTS, found(Standing::Established));
    assert_eq!(left(&owed), rest(Standing::Established));
    assert_eq!(left(&scene.given(AGENT_ACTS, found(Standing::Refuted))), rest(Standing::Refuted));
}

#[test]
fn a_multiple_takes_the_place_of_no_promise() {
    let owed = refunded().given(AGENT_ACTS, found(Standing::Established));
    let promise = owed.state.case().unwrap().phase.fulfilment().unwrap().promises[0].promise.id;
    let mut with = by_hand(Remedy::Refund, Some("168.00"));
    with.parts.extend(by_hand(Remedy::StatutoryDamages, Some("504.00")).parts);
    with.total = yuan("672.00");
    for part in &mut with.parts {
        let Basis::Person { user, .. } = &mut part.basis else { panic!() };
        *user = SUPERVISOR;
    }
    let replacement = PromiseId(uuid::Uuid::from_u128(0x77));
    let replace = Command::ReplacePromise { promise, replacement, with, reason: sentence("查实是假货") };
    owed.when(SUPERVISOR_ACTS, replace).then_rejected("above_authority");
}

#[test]
fn a_return_that_never_came_is_not_turned_down_over_what_is_left_open() {
    let scene = offered(demanded(), by_hand(Remedy::ReturnRefund, Some("168.00")));
    let scene = scene.given(CUSTOMER_ACTS, accept());
    let how = Message::parse("请寄回仓库，运费由我们承担。").unwrap();
    let told = scene.given(AGENT_ACTS, Command::TellReturn { how }).after(chrono::Duration::days(40));
    let reason = || Message::parse("商品一直没有寄回来，这次先到这里。").unwrap();
    let reject = Command::RejectComplaint { reason: reason(), recourse: reason() };
    told.clone().when(SUPERVISOR_ACTS, reject.clone()).then_rejected("left_open");
    let refuted = told.clone().given(AGENT_ACTS, found(Standing::Refuted));
    refuted.given(SUPERVISOR_ACTS, reject).then(&["rejected"]);
    let owed = told.given(AGENT_ACTS, found(Standing::Established));
    let again = Command::Reopen { sentence: sentence("查实是假货，我们补上赔偿") };
    owed.given(AGENT_ACTS, again).then(&["reopened", "replied"]);
}

#[test]
fn the_desk_takes_a_case_up_again_for_what_is_owed_besides_and_money_goes_out_once() {
    let again = Command::Reopen { sentence: sentence("查实是假货，我们补上赔偿") };
    // Not while what was agreed is being done, and not before it is known.
    let owed = refunded().given(AGENT_ACTS, found(Standing::Established));
    owed.clone().when(AGENT_ACTS, again.clone()).then_rejected("wrong_phase");
    done(refunded()).when(AGENT_ACTS, again.clone()).then_rejected("wrong_phase");
    let scene = done(owed).given(AGENT_ACTS, again).then(&["reopened", "replied"]);
    let case = scene.state.case().unwrap();
    // It stays named as owed, and nobody turns the case down over it.
    assert_eq!(left(&scene), multiple(Standing::Established));
    assert_eq!((case.past.len(), case.waiting), (1, None));
    let reason = || Message::parse("这次先到这里，谢谢您。").unwrap();
    let reject = Command::RejectComplaint { reason: reason(), recourse: reason() };
    scene.clone().when(SUPERVISOR_ACTS, reject).then_rejected("left_open");
    // What is owed is what the rules suggest.
    let assessment = Assessment::of(case, &scene.packs, &scene.elsewhere, &scene.zone);
    let [suggested] = assessment.decision.suggested() else { panic!("{:?}", assessment.decision.options) };
    assert_eq!(suggested.parts[0], by_rule(&scene).parts[0]);
    let option = by_rule(&scene);
    let back = by_hand(Remedy::Refund, Some("168.00"));
    let twice = scene.clone().given(AGENT_ACTS, offering(vec![back]));
    let above = twice.state.case().unwrap().proposal.as_ref().and_then(|proposal| proposal.offer.above);
    assert_eq!(above, Some(yuan("168.00")), "the price went back");
    let scene = scene.given(AGENT_ACTS, offering(vec![option])).then(&["offer_proposed"]);
    let scene = scene.given(SUPERVISOR_ACTS, Command::ApproveOffer { offer: offer_id(1) });
    let scene = scene.given(CUSTOMER_ACTS, accept()).then(&["option_accepted", "agreed"]);
    let proof = prove(&scene, "WX-9002");
    let scene = scene.given(AGENT_ACTS, proof).then(&["promise_proven", "fulfilled"]);
    let told = Command::AnswerFollowUp { answer: None, outcome_score: 5, process_score: 5 };
    let scene = scene.given(CUSTOMER_ACTS, told).then(&["follow_up_answered", "closed"]);
    assert_eq!(scene.state.case().unwrap().phase, Phase::Closed);
    // It is theirs to be told, and nobody's who only complains.
    refunded().when(CUSTOMER_ACTS, found(Standing::Established)).then_rejected("not_allowed");
}

#[test]
fn a_supervisor_ends_a_case_whose_customer_declined_all_of_what_is_owed_to_them() {
    let again = Command::Reopen { sentence: sentence("查实是假货，我们补上赔偿") };
    let owed = done(refunded().given(AGENT_ACTS, found(Standing::Established))).given(AGENT_ACTS, again);
    let reason = || Message::parse("您没有接受这笔赔偿，我们先到这里；改变主意随时可以重新打开。").unwrap();
    let reject = || Command::RejectComplaint { reason: reason(), recourse: reason() };
    let declined = |option| {
        let later = owed.clone().after(chrono::Duration::minutes(5));
        let offered = later.given(AGENT_ACTS, offering(vec![option]));
        let signed = offered.given(SUPERVISOR_ACTS, Command::ApproveOffer { offer: offer_id(1) });
        signed.given(CUSTOMER_ACTS, Command::DeclineOffer { offer: offer_id(1), sentence: None })
    };
    let part = declined(by_hand(Remedy::StatutoryDamages, Some("503.00")));
    part.when(SUPERVISOR_ACTS, reject()).then_rejected("left_open");
    let whole = declined(by_rule(&owed));
    whole.clone().when(AGENT_ACTS, reject()).then_rejected("left_open");
    let ended = whole.given(SUPERVISOR_ACTS, reject()).then(&["rejected"]);
    // It stays theirs: taken up again it is offered as before.
    let wish = Command::Reopen { sentence: sentence("我还是想要赔偿") };
    let scene = ended.given(CUSTOMER_ACTS, wish);
    assert_eq!(left(&scene), multiple(Standing::Established));
    scene.clone().when(SUPERVISOR_ACTS, reject()).then_rejected("left_open");
    offered(scene.clone(), by_rule(&scene)).then(&["offer_proposed"]);
}

#[test]
fn a_no_from_before_the_agreement_ends_nothing_of_what_the_agreement_leaves_open() {
    let owed = demanded().given(AGENT_ACTS, found(Standing::Established));
    let whole = by_rule(&owed);
    let sign = Command::ApproveOffer { offer: offer_id(1) };
    let no = Command::DeclineOffer { offer: offer_id(1), sentence: None };
    let declined = offered(owed, whole).given(SUPERVISOR_ACTS, sign).given(CUSTOMER_ACTS, no);
    let price = |id| OfferedOption { id: option_id(2), option: by_hand(Remedy::Refund, Some(id)) };
    let offer = Command::MakeOffer {
        offer: offer_id(2),
        replaces: None,
        options: vec![price("168.00")],
        message: None,
    };
    let accept = Command::AcceptOption { offer: offer_id(2), option: option_id(2), is_informed: true };
    let agreed = declined.given(AGENT_ACTS, offer).given(CUSTOMER_ACTS, accept);
    assert_eq!(left(&agreed), multiple(Standing::Established));
    let again = Command::Reopen { sentence: sentence("查实是假货，我们补上赔偿") };
    let scene = done(agreed).given(AGENT_ACTS, again);
    let reason = || Message::parse("这次先到这里，谢谢您。").unwrap();
    let reject = Command::RejectComplaint { reason: reason(), recourse: reason() };
    scene.when(SUPERVISOR_ACTS, reject).then_rejected("left_open");
}

#[test]
fn an_offer_of_which_one_way_fell_is_the_desks_turn_and_the_other_may_still_be_taken() {
    let scene = demanded().given(AGENT_ACTS, found(Standing::Established));
    let option = |n, option| OfferedOption { id: option_id(n), option };
    let options = vec![option(1, by_rule(&scene)), option(2, by_hand(Remedy::Refund, Some("168.00")))];
    let offer = Command::MakeOffer { offer: offer_id(1), replaces: None, options, message: None };
    let sign = Command::ApproveOffer { offer: offer_id(1) };
    let scene = scene.given(AGENT_ACTS, offer).given(SUPERVISOR_ACTS, sign);
    assert_eq!(step(&scene), (Step::Choose, Role::Customer));
    let scene = scene.given(AGENT_ACTS, found(Standing::Refuted));
    assert_eq!(step(&scene), (Step::RenewOffer, Role::Agent));
    let take = |n| Command::AcceptOption { offer: offer_id(1), option: option_id(n), is_informed: true };
    scene.clone().when(CUSTOMER_ACTS, take(1)).then_rejected("found_otherwise");
    let scene = scene.given(CUSTOMER_ACTS, take(2)).then(&["option_accepted", "agreed", "left_open"]);
    assert_eq!(scene.state.case().unwrap().left_open[0].standing, Standing::Refuted);
}

#[test]
fn whoever_is_found_to_be_owed_more_than_was_offered_is_told_and_asked_before_they_take_it() {
    let misdescribed = |standing| Command::RecordFinding {
        finding: Finding::Misdescription(standing),
        note: None,
        instead_of: None,
    };
    let scene = offered(demanded(), by_hand(Remedy::ReturnRefund, Some("100.00")));
    let option =
        |scene: &Scene| scene.state.case().unwrap().phase.open_offer().unwrap().options[0].option.clone();
    assert!(!option(&scene).is_below_entitlement);
    let scene = scene.given(AGENT_ACTS, misdescribed(Standing::Established));
    assert!(option(&scene).is_below_entitlement && !option(&scene).missing.is_empty());
    let unasked = Command::AcceptOption { offer: offer_id(1), option: option_id(1), is_informed: false };
    scene.clone().when(CUSTOMER_ACTS, unasked.clone()).then_rejected("consent_missing");
    // Not so after all, it is all of what is owed again.
    let scene = scene.given(AGENT_ACTS, misdescribed(Standing::Refuted));
    assert!(!option(&scene).is_below_entitlement);
    scene.given(CUSTOMER_ACTS, unasked).then(&["option_accepted", "agreed", "left_open"]);
}

#[test]
fn a_multiple_falls_once_what_it_rests_on_is_merely_claimed_again() {
    let scene = demanded().given(AGENT_ACTS, found(Standing::Established));
    let option = by_rule(&scene);
    let proposed = offered(scene, option);
    let back = Command::TakeBackFinding { finding: Finding::Fraud(Standing::Established) };
    let sign = Command::ApproveOffer { offer: offer_id(1) };
    proposed
        .clone()
        .given(AGENT_ACTS, back.clone())
        .when(SUPERVISOR_ACTS, sign.clone())
        .then_rejected("found_otherwise");
    let made = proposed.given(SUPERVISOR_ACTS, sign).given(AGENT_ACTS, back);
    made.when(CUSTOMER_ACTS, accept()).then_rejected("found_otherwise");
}

#[test]
fn a_multiple_of_which_nobody_knows_the_sum_is_not_settled_by_the_sum_of_another() {
    let one = |amount: Option<&str>, asks| LeftOpen {
        remedy: Remedy::StatutoryDamages,
        amount: amount.map(yuan),
        standing: Standing::Claimed,
        asks: vec![asks],
    };
    let (injury, fraud) = (one(None, Fact::Injury), one(Some("504.00"), Fact::Fraud));
    let all = [injury.clone(), fraud];
    let given = |amount| by_hand(Remedy::StatutoryDamages, Some(amount)).parts;
    assert_eq!(without(&all, given("504.00").iter()), [injury]);
    assert_eq!(without(&all, given("600.00").iter()), []);
}

#[test]
fn an_option_whose_grant_was_refuted_since_is_neither_signed_nor_taken() {
    let scene = demanded().given(AGENT_ACTS, found(Standing::Established));
    let option = by_rule(&scene);
    let proposed = offered(scene, option).then(&["offer_proposed"]);
    let sign = Command::ApproveOffer { offer: offer_id(1) };
    let made = proposed.clone().given(SUPERVISOR_ACTS, sign.clone());
    made.clone().given(CUSTOMER_ACTS, accept());
    let refute = |scene: Scene| scene.given(AGENT_ACTS, found(Standing::Refuted));
    refute(proposed).when(SUPERVISOR_ACTS, sign).then_rejected("found_otherwise");
    assert_eq!(step(&made), (Step::Choose, Role::Customer));
    let fallen = refute(made).then(&["finding_recorded", "left_open", "offer_fell"]);
    // It is nobody's to choose from any more: the desk takes it back or makes another, in time.
    assert_eq!(step(&fallen), (Step::RenewOffer, Role::Agent));
    let row = QueueRow::of(fallen.state.case().unwrap(), &TimeLimits::default());
    assert!(row.next.due_at.is_some());
    // It keeps nothing back from another case, nor is it lost to whatever takes its place.
    assert!(gives::of_case(fallen.state.case().unwrap()).entries.is_empty());
    let case = fallen.state.case().unwrap();
    let assessment = Assessment::of(case, &fallen.packs, &fallen.elsewhere, &fallen.zone);
    assert_eq!(lost(case, &assessment, &[]), None);
    // Its customer is told so, though not what was found.
    let theirs = replay(&for_role(&fallen.events, Role::Customer));
    assert!(theirs.case().unwrap().phase.open_offer().unwrap().has_fallen());
    fallen.clone().when(CUSTOMER_ACTS, accept()).then_rejected("found_otherwise");
    // Found to be so after all, it stands again; taken back, something else may be offered.
    let again = fallen.clone().given(AGENT_ACTS, found(Standing::Established));
    assert_eq!(step(&again), (Step::Choose, Role::Customer));
    again.given(CUSTOMER_ACTS, accept());
    let reason = sentence("查下来不是假货");
    let scene = fallen.given(AGENT_ACTS, Command::WithdrawOffer { offer: offer_id(1), reason });
    offered(scene, by_hand(Remedy::Refund, Some("168.00"))).given(CUSTOMER_ACTS, accept());
}

#[test]
fn what_a_person_gave_and_what_rests_on_something_else_stands_whatever_is_found() {
    let scene = offered(demanded(), by_hand(Remedy::Refund, Some("168.00")));
    let scene = scene.given(AGENT_ACTS, found(Standing::Refuted));
    let scene = scene.given(CUSTOMER_ACTS, accept()).then(&["option_accepted", "agreed", "left_open"]);
    // It stays told as not so, and is found out anew where they see it otherwise and are right.
    assert_eq!(left(&scene), vec![(Remedy::StatutoryDamages, None, Standing::Refuted)]);
    assert_eq!(left(&scene.given(AGENT_ACTS, found(Standing::Established))), multiple(Standing::Established));
}

/// Another case of the same order in which the multiple is offered by its rule, and signed.
fn offered_elsewhere() -> Scene {
    let scene = demanded().given(AGENT_ACTS, found(Standing::Established));
    let option = by_rule(&scene);
    offered(scene, option).given(SUPERVISOR_ACTS, Command::ApproveOffer { offer: offer_id(1) })
}

#[test]
fn what_another_case_merely_offers_settles_nothing_and_what_it_gave_does() {
    let other = offered_elsewhere();
    let mut owed = done(refunded()).given(AGENT_ACTS, found(Standing::Established));
    owed.elsewhere = beside(&[&other], &owed.order, None);
    let fact = Finding::Misdescription(Standing::Established);
    let again = Command::RecordFinding { finding: fact, note: None, instead_of: None };
    let again = if owed.ask(AGENT_ACTS, &again).is_ok() {
        owed.clone().given(AGENT_ACTS, again)
    } else {
        owed.clone()
    };
    assert_eq!(left(&again), multiple(Standing::Established));
    again.when(AGENT_ACTS, Command::CloseCase).then_rejected("left_open");
    owed.elsewhere = beside(&[&other.given(CUSTOMER_ACTS, accept())], &owed.order, None);
    let told = Command::AnswerFollowUp { answer: None, outcome_score: 5, process_score: 5 };
    let scene = owed.given(CUSTOMER_ACTS, told).then(&["follow_up_answered", "left_open", "closed"]);
    assert_eq!(left(&scene), Vec::new(), "it was given, and is not said to have been found otherwise");
}

#[test]
fn a_multiple_that_is_asked_for_instead_of_an_offer_is_named_on_the_sheets_of_that_offer() {
    let mut scene = Scene::empty();
    scene.packs = delivered::packs(&["cn-law".to_owned(), "shop-default".to_owned()]);
    let mut filing = filing();
    filing.wants = vec![Remedy::Refund];
    let scene = scene.given(CUSTOMER_ACTS, Command::FileComplaint(Box::new(filing)));
    let scene = offered(scene, by_hand(Remedy::Refund, Some("168.00")));
    let open = |scene: &Scene| scene.state.case().unwrap().phase.open_offer().unwrap().left_open.clone();
    assert_eq!(open(&scene), []);
    let counter =
        |wants| Command::CounterOffer {
            offer: offer_id(1), wants, sentence: sentence("这是假货，退一赔三")
        };
    let scene = scene.when(CUSTOMER_ACTS, counter(vec![Remedy::StatutoryDamages]));
    let countered = open(&scene);
    assert_eq!(
        countered.first().map(|one| (one.remedy, one.standing)),
        Some((Remedy::StatutoryDamages, Standing::Claimed))
    );
    let scene = scene.when(CUSTOMER_ACTS, counter(vec![Remedy::StatutoryDamages, Remedy::Refund]));
    assert_eq!(open(&scene), countered, "and once is enough");
}

#[test]
fn what_another_case_gave_for_the_one_says_nothing_of_the_other_that_was_found_otherwise() {
    let injury = |standing| Command::RecordFinding {
        finding: Finding::Injury(standing),
        note: None,
        instead_of: None,
    };
    let both = demanded().given(AGENT_ACTS, injury(Standing::Established));
    let mut scene = offered(both, by_hand(Remedy::Refund, Some("168.00"))).given(CUSTOMER_ACTS, accept());
    let of_injury = |scene: &Scene| {
        let all = &scene.state.case().unwrap().left_open;
        let own = all.iter().filter(|one| one.asks.contains(&Fact::Injury));
        own.map(|one| one.standing).collect::<Vec<_>>()
    };
    assert_eq!(of_injury(&scene), [Standing::Claimed]);
    let other = offered_elsewhere().given(CUSTOMER_ACTS, accept());
    scene.elsewhere = beside(&[&other], &scene.order, None);
    let scene = scene.given(AGENT_ACTS, injury(Standing::Refuted));
    assert_eq!(of_injury(&scene), [Standing::Refuted]);
}

#[test]
fn a_page_that_is_not_told_what_is_found_out_guesses_nothing_of_what_is_left_open() {
    let told = Command::AnswerFollowUp { answer: None, outcome_score: 5, process_score: 5 };
    for standing in [Standing::Claimed, Standing::Established] {
        let mut page = done(refunded());
        if standing == Standing::Established {
            page = page.given(AGENT_ACTS, found(standing));
        }
        page.state = replay(&for_role(&page.events, Role::Customer));
        let page = page.given(CUSTOMER_ACTS, told.clone()).then(&["follow_up_answered"]);
        assert_eq!(left(&page), multiple(standing));
    }
}
