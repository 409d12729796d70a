//! What was on offer and is given elsewhere before the customer answers, and money that is told of twice.

use domain::actor::Actor;
use domain::category::Category;
use domain::compensation::money::{Currency, Money};
use domain::compensation::option::{RemedyOption, RemedyPart};
use domain::complaint::assess::Assessment;
use domain::complaint::command::{Command, OfferedOption, Proof};
use domain::complaint::gives;
use domain::id::{CaseId, PromiseId};
use domain::order::given::{Given, OutsideRefund};
use domain::order::ledger::{Elsewhere, Entry, Now, OfCase, OrderLedger, Standing, above};
use domain::order::payment::{Means, Payment};
use domain::order::{Order, Pieces};
use domain::policy::authoring::parse_pack;
use domain::policy::{Packs, Tier};
use domain::remedy::{Authority, Remedy};
use domain::testing::{
    AGENT, CASE, CUSTOMER, SUPERVISOR, Scene, filing, fruit_order, offer_id, option_by_hand, option_id,
    proves, yuan,
};
use domain::text::{Reference, Sentence};
use domain::zone::Zone;
use uuid::Uuid;

const AGENT_ACTS: Actor = Actor::Agent(AGENT);
const CUSTOMER_ACTS: Actor = Actor::Customer(CUSTOMER);

fn rule(code: &str, when: &str, grant: &str) -> String {
    format!(
        "[[rule]]\ncode = \"{code}\"\ncite = \"shop\"\nstatus = \"verified\"\n\
         title = {{ zh-Hans = \"甲\", zh-Hant = \"甲\", en = \"A\" }}\n\
         says = {{ zh-Hans = \"甲\", zh-Hant = \"甲\", en = \"A\" }}\n\
         refuses = {{ zh-Hans = \"甲\", zh-Hant = \"甲\", en = \"A\" }}\nwhen = [{when}]\n[[rule.grant]]\n{grant}\n"
    )
}

/// A shop with two sums for one cause, one for its valued customers, an exchange, and three times the price for fraud.
fn shop() -> Packs {
    let always = "{ fact = \"order.placed_at\", known = true }";
    let late = |percent| {
        format!(
            "remedy = \"delay_compensation\"\namount = {{ of = \"complained\", percent = \"{percent}\" }}\n\
             highest_of = \"delay\""
        )
    };
    let text = [
        "id = \"p\"\nversion = \"1\"\njurisdiction = \"shop\"\n\
         title = { zh-Hans = \"店\", zh-Hant = \"店\", en = \"Shop\" }\n"
            .to_owned(),
        rule("small", always, &late("5")),
        rule("large", always, &late("10")),
        rule("anew", always, "remedy = \"exchange\""),
        rule(
            "valued",
            "{ fact = \"customer.tier\", is = \"vip\" }",
            "remedy = \"points\"\namount = { of = \"complained\", percent = \"1\" }",
        ),
    ];
    let pack = parse_pack("pack.toml", &text.concat()).unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
    Packs::new(vec![pack.pack], Vec::new())
}

fn elsewhere(all: &[(Standing, Given)]) -> Elsewhere {
    let entries = all.iter().map(|(standing, given)| Entry {
        standing: *standing,
        given: given.clone(),
        is_told: false,
    });
    let of_case = OfCase {
        case: CaseId(Uuid::from_u128(0x99)),
        person: CUSTOMER,
        placed_at: fruit_order().placed_at,
        bought: None,
        entries: entries.collect(),
        goodwill: None,
        by_agents: None,
        besides: None,
        parcels: Vec::new(),
        back: Vec::new(),
    };
    Elsewhere { cases: vec![of_case], ..Elsewhere::default() }
}

fn given(remedy: Remedy, amount: Option<&str>, rule: Option<&str>, pieces: Option<u32>) -> Given {
    Given {
        remedy,
        amount: amount.map(yuan),
        goods: Some(Pieces { sku: "FRUIT-5KG".to_owned(), quantity: pieces }),
        rule: rule.map(|rule| format!("p/{rule}")),
        at: fruit_order().placed_at,
        reference: None,
        in_all: None,
    }
}

/// The fruit complaint about so many boxes, with something given elsewhere before.
fn filed(boxes: u32, before: &[(Standing, Given)]) -> Scene {
    let mut scene = Scene::empty();
    scene.packs = shop();
    scene.order.lines[0].quantity = boxes;
    scene.order.lines[0].paid = Some(yuan("168.00"));
    scene.elsewhere = elsewhere(before);
    scene.given(CUSTOMER_ACTS, Command::FileComplaint(Box::new(filing())))
}

fn granted(scene: &Scene, remedy: Remedy) -> RemedyPart {
    let case = scene.state.case().unwrap();
    let parts = Assessment::of(case, &scene.packs, &scene.elsewhere, &scene.zone).addable(case);
    parts.into_iter().find(|part| part.remedy == remedy).unwrap()
}

fn option(part: RemedyPart) -> RemedyOption {
    RemedyOption {
        total: part.amount.unwrap_or(yuan("0")),
        parts: vec![part],
        authority: Authority::Agent,
        is_recommended: false,
        because: None,
        ready_by: None,
        is_below_entitlement: false,
        missing: Vec::new(),
    }
}

fn offer(part: RemedyPart) -> Command {
    let options = vec![OfferedOption { id: option_id(1), option: option(part) }];
    Command::MakeOffer { offer: offer_id(1), replaces: None, options, message: None }
}

fn accept() -> Command {
    Command::AcceptOption { offer: offer_id(1), option: option_id(1), is_informed: true }
}

/// What a case offers by a rule, and what its customer is told where this is given elsewhere before they accept.
fn accepted_after(scene: Scene, remedy: Remedy, since: &[(Standing, Given)]) -> Scene {
    let part = granted(&scene, remedy);
    let mut scene = scene.given(AGENT_ACTS, offer(part));
    scene.elsewhere = elsewhere(since);
    scene.when(CUSTOMER_ACTS, accept())
}

const GIVEN: Standing = Standing::Given;
const RESERVED: Standing = Standing::Reserved;

#[test]
fn the_same_difference_is_not_accepted_in_two_cases() {
    let small = given(Remedy::DelayCompensation, Some("8.40"), Some("small"), None);
    let rest = given(Remedy::DelayCompensation, Some("8.40"), Some("large"), None);
    let offered = || filed(1, &[(GIVEN, small.clone())]);
    assert_eq!(granted(&offered(), Remedy::DelayCompensation).amount, Some(yuan("8.40")));
    let both = [(GIVEN, small.clone()), (GIVEN, rest.clone())];
    accepted_after(offered(), Remedy::DelayCompensation, &both).then_rejected("given_meanwhile");
    // Merely offered elsewhere it does not stand in the way: the one accepted first is kept.
    let reserved = [(GIVEN, small.clone()), (RESERVED, rest)];
    let agreed = ["option_accepted", "agreed"];
    accepted_after(offered(), Remedy::DelayCompensation, &reserved).then(&agreed);
    // And what was given elsewhere before and is free again does no harm.
    accepted_after(offered(), Remedy::DelayCompensation, &[]).then(&agreed);
}

#[test]
fn the_same_rest_of_pieces_is_not_sent_anew_in_two_cases() {
    let two = given(Remedy::Exchange, None, Some("anew"), Some(2));
    let four = given(Remedy::Exchange, None, Some("anew"), Some(4));
    let offered = || filed(6, &[(GIVEN, two.clone())]);
    assert_eq!(granted(&offered(), Remedy::Exchange).goods[0].quantity, 4);
    let both = [(GIVEN, two.clone()), (GIVEN, four)];
    accepted_after(offered(), Remedy::Exchange, &both).then_rejected("given_meanwhile");
    accepted_after(offered(), Remedy::Exchange, &[(GIVEN, two.clone())]).then(&["option_accepted", "agreed"]);
}

#[test]
fn a_proposal_is_not_approved_for_what_was_given_while_it_waited() {
    let scene = filed(1, &[]);
    let mut parts = option(granted(&scene, Remedy::DelayCompensation));
    // A multiple by hand beside it needs a supervisor.
    parts.parts.extend(option_by_hand(option_id(2), Remedy::StatutoryDamages, Some("500.00")).option.parts);
    parts.total = yuan("516.80");
    let options = vec![OfferedOption { id: option_id(1), option: parts }];
    let propose = Command::MakeOffer { offer: offer_id(1), replaces: None, options, message: None };
    let mut scene = scene.when(AGENT_ACTS, propose).then(&["offer_proposed"]);
    let approve = Command::ApproveOffer { offer: offer_id(1) };
    let approve = |scene: &Scene| scene.clone().when(Actor::Supervisor(SUPERVISOR), approve.clone());
    approve(&scene).then(&["offer_made"]);
    for standing in [GIVEN, RESERVED] {
        scene.elsewhere =
            elsewhere(&[(standing, given(Remedy::DelayCompensation, Some("16.80"), Some("large"), None))]);
        approve(&scene).then_rejected("given_meanwhile");
    }
}

fn paid_outside(amount: &str, means: Means, reference: Option<&str>) -> Command {
    Command::RecordOutsideRefund(OutsideRefund {
        amount: yuan(amount),
        means,
        reference: reference.map(|text| Reference::parse(text).unwrap()),
        on: "2026-03-11".parse().unwrap(),
        goods: Vec::new(),
    })
}

#[test]
fn what_went_back_outside_since_it_was_offered_is_not_given_once_more_by_the_same_case() {
    let scene = filed(1, &[]);
    let part = granted(&scene, Remedy::Exchange);
    let scene = scene.given(AGENT_ACTS, offer(part));
    scene.clone().when(CUSTOMER_ACTS, accept()).then(&["option_accepted", "agreed"]);
    let scene = scene.given(AGENT_ACTS, paid_outside("168.00", Means::Wallet, None));
    scene.when(CUSTOMER_ACTS, accept()).then_rejected("given_meanwhile");
}

/// An agreement of 50.00 back, with something proposed in its place.
fn replacing(with: RemedyOption, scene: Scene) -> (Scene, PromiseId) {
    let option = option_by_hand(option_id(1), Remedy::PriceReduction, Some("5.00"));
    let options = vec![option];
    let make = Command::MakeOffer { offer: offer_id(1), replaces: None, options, message: None };
    let scene = scene.given(AGENT_ACTS, make).given(CUSTOMER_ACTS, accept());
    let promise = scene.state.case().unwrap().phase.fulfilment().unwrap().promises[0].promise.id;
    let replacement = PromiseId(Uuid::from_u128(0x77));
    let reason = Sentence::parse("换一种方式").unwrap();
    let replace = Command::ReplacePromise { promise, replacement, with, reason };
    (scene.given(AGENT_ACTS, replace), replacement)
}

#[test]
fn a_replacement_is_stopped_by_what_was_given_and_not_by_what_is_only_offered() {
    let accepted = |with: RemedyOption, since: (Standing, Given)| {
        let (mut scene, promise) = replacing(with, filed(1, &[]));
        scene.elsewhere = elsewhere(&[since]);
        scene.when(CUSTOMER_ACTS, Command::AcceptReplacement { promise })
    };
    let price = |standing| (standing, given(Remedy::Refund, Some("168.00"), None, None));
    let more = || option_by_hand(option_id(9), Remedy::Refund, Some("100.00")).option;
    accepted(more(), price(RESERVED)).then(&["replacement_accepted"]);
    accepted(more(), price(GIVEN)).then_rejected("given_meanwhile");
    let by_rule = || option(granted(&filed(1, &[]), Remedy::DelayCompensation));
    let late = |standing| (standing, given(Remedy::DelayCompensation, Some("16.80"), Some("large"), None));
    accepted(by_rule(), late(RESERVED)).then(&["replacement_accepted"]);
    accepted(by_rule(), late(GIVEN)).then_rejected("given_meanwhile");
}

fn imported(amount: &str, reference: Option<&str>) -> Given {
    Given {
        goods: None,
        reference: reference.map(|text| Reference::parse(text).unwrap()),
        ..given(Remedy::PriceReduction, Some(amount), None, None)
    }
}

/// What counts as given back for a case, once the shop's file tells of a refund too.
fn counted(scene: &Scene, since: &[Given]) -> i64 {
    let case = scene.state.case().unwrap();
    let mut ledger = OrderLedger::default();
    ledger.put(&gives::of_case(case));
    let now = Order { given_outside: since.to_vec(), ..case.order.clone() };
    let mut all =
        ledger.elsewhere(CUSTOMER, Some(CASE), &case.order, Some(Now::theirs(&now)), &Zone::utc()).given();
    all.extend(gives::of_case(case).entries.into_iter().map(|entry| entry.given));
    all.iter().filter_map(|given| given.amount).map(|amount| amount.minor).sum()
}

#[test]
fn a_refund_recorded_by_hand_and_imported_later_counts_once_by_its_reference() {
    let scene = filed(1, &[]).given(AGENT_ACTS, paid_outside("20.00", Means::Wallet, Some("WX 2026-Ab1")));
    assert_eq!(counted(&scene, &[]), 2_000);
    assert_eq!(counted(&scene, &[imported("20.00", Some("wx2026-aB1"))]), 2_000);
    // Another sum, another reference or none: nobody can say that they are one.
    assert_eq!(counted(&scene, &[imported("30.00", Some("wx2026-aB1"))]), 5_000);
    assert_eq!(counted(&scene, &[imported("20.00", Some("WX-2"))]), 4_000);
    assert_eq!(counted(&scene, &[imported("20.00", None)]), 4_000);
}

#[test]
fn a_refund_recorded_twice_under_one_reference_is_one() {
    let record = || paid_outside("20.00", Means::Wallet, Some("WX-1001"));
    let scene = filed(1, &[]).given(AGENT_ACTS, record());
    // In the same case, and in another.
    assert_eq!(counted(&scene.clone().given(AGENT_ACTS, record()), &[]), 2_000);
    let case = scene.state.case().unwrap();
    let mut ledger = OrderLedger::default();
    for n in [7, 8] {
        ledger.put(&OfCase { case: CaseId(Uuid::from_u128(n)), ..gives::of_case(case) });
    }
    assert_eq!(ledger.elsewhere(CUSTOMER, None, &case.order, None, &Zone::utc()).given().len(), 1);
}

#[test]
fn what_the_desk_gave_back_itself_counts_once_though_the_shops_file_tells_of_it() {
    let scene = filed(1, &[]);
    let make = Command::MakeOffer {
        offer: offer_id(1),
        replaces: None,
        options: vec![option_by_hand(option_id(1), Remedy::PriceReduction, Some("50.00"))],
        message: None,
    };
    let scene = scene.given(AGENT_ACTS, make).given(CUSTOMER_ACTS, accept());
    let promise = scene.state.case().unwrap().phase.fulfilment().unwrap().promises[0].promise.id;
    let proof = Proof::RefundReference(Reference::parse("PAY-7").unwrap());
    let prove = proves(promise, proof);
    let scene = scene.given(AGENT_ACTS, prove);
    assert_eq!(counted(&scene, &[imported("50.00", Some("pay-7"))]), 5_000);
    // A later case of the order holds the shop's file already; the sum counts once there too.
    let mut order = fruit_order();
    order.given_outside = vec![imported("50.00", Some("PAY-7"))];
    let before: Vec<Given> =
        gives::of_case(scene.state.case().unwrap()).entries.into_iter().map(|entry| entry.given).collect();
    let refund = [given(Remedy::Refund, Some("118.00"), None, None)];
    assert_eq!(above(&order, &before, &refund), None);
}

/// An order of 300.00 paid by card and gift card, with an agreement about so much of it.
fn paid_by_two(refunds: &[(Remedy, &str)]) -> Scene {
    let mut scene = Scene::empty();
    scene.order.lines[0].paid = Some(yuan("300.00"));
    let paid = |means, amount| Payment { means, amount: yuan(amount) };
    scene.order.payments = vec![paid(Means::Card, "50.00"), paid(Means::GiftCard, "250.00")];
    let scene = scene.given(CUSTOMER_ACTS, Command::FileComplaint(Box::new(filing())));
    agreed(scene, 1, refunds)
}

fn agreed(scene: Scene, n: u128, refunds: &[(Remedy, &str)]) -> Scene {
    let parts: Vec<RemedyPart> = refunds
        .iter()
        .flat_map(|(remedy, amount)| option_by_hand(option_id(n), *remedy, Some(amount)).option.parts)
        .collect();
    let total = RemedyOption::sum(&parts, Currency::CNY).unwrap();
    let option = RemedyOption { parts, total, ..option_by_hand(option_id(n), Remedy::Refund, None).option };
    let options = vec![OfferedOption { id: option_id(n), option }];
    let make = Command::MakeOffer { offer: offer_id(n), replaces: None, options, message: None };
    let accept = Command::AcceptOption { offer: offer_id(n), option: option_id(n), is_informed: true };
    scene.given(AGENT_ACTS, make).given(CUSTOMER_ACTS, accept)
}

fn ways(scene: &Scene) -> Vec<Vec<(Means, String)>> {
    let promises = &scene.state.case().unwrap().phase.fulfilment().unwrap().promises;
    let back = |payment: &Payment| (payment.means, payment.amount.decimal());
    promises.iter().map(|kept| kept.promise.back.iter().map(back).collect()).collect()
}

fn way(card: &str, gift_card: &str) -> Vec<(Means, String)> {
    vec![(Means::Card, card.to_owned()), (Means::GiftCard, gift_card.to_owned())]
}

#[test]
fn a_gift_card_gets_its_own_back() {
    assert_eq!(ways(&paid_by_two(&[(Remedy::Refund, "300.00")])), [way("50.00", "250.00")]);
    // A part goes back to each as far as each bore it; money for the delay is no payment that goes back.
    let parts = [(Remedy::PriceReduction, "60.00"), (Remedy::DelayCompensation, "5.00")];
    assert_eq!(ways(&paid_by_two(&parts)), [way("10.00", "50.00"), Vec::new()]);
}

#[test]
fn what_went_back_to_a_means_before_does_not_go_back_to_it_again() {
    let scene = paid_by_two(&[(Remedy::PriceReduction, "60.00")]);
    let ledger = |scene: &Scene| gives::of_case(scene.state.case().unwrap());
    assert_eq!(ledger(&scene).back.len(), 2);
    // Another case of the order, after that one and a refund that went to the card by hand.
    let mut other = Scene::empty();
    other.order = scene.order.clone();
    other.elsewhere = Elsewhere { cases: vec![ledger(&scene)], ..Elsewhere::default() };
    let other = other.given(CUSTOMER_ACTS, Command::FileComplaint(Box::new(filing())));
    let other = other.given(AGENT_ACTS, paid_outside("40.00", Means::Card, None));
    assert_eq!(
        ways(&agreed(other, 2, &[(Remedy::PriceReduction, "200.00")])),
        [[(Means::GiftCard, "200.00".to_owned())]]
    );
}

#[test]
fn a_replacement_says_anew_what_goes_back_to_which_means() {
    let scene = paid_by_two(&[(Remedy::PriceReduction, "60.00")]);
    let promise = scene.state.case().unwrap().phase.fulfilment().unwrap().promises[0].promise.id;
    let replacement = PromiseId(Uuid::from_u128(0x77));
    let replace = Command::ReplacePromise {
        promise,
        replacement,
        with: option_by_hand(option_id(9), Remedy::Refund, Some("90.00")).option,
        reason: Sentence::parse("多退一些").unwrap(),
    };
    let scene = scene.given(AGENT_ACTS, replace);
    let scene = scene.given(CUSTOMER_ACTS, Command::AcceptReplacement { promise: replacement });
    assert_eq!(ways(&scene)[1], way("15.00", "75.00"));
    assert_eq!(gives::of_case(scene.state.case().unwrap()).back.len(), 2, "the replaced one counts no more");
}

#[test]
fn a_filed_case_of_a_valued_customer_gets_what_is_for_them() {
    let points = |tier: Option<Tier>| {
        let mut scene = Scene::empty();
        scene.packs = shop();
        scene.order.terms.tier = tier;
        let scene = scene.given(CUSTOMER_ACTS, Command::FileComplaint(Box::new(filing())));
        let case = scene.state.case().unwrap();
        let parts = Assessment::of(case, &scene.packs, &scene.elsewhere, &scene.zone).addable(case);
        parts.into_iter().find(|part| part.remedy == Remedy::Points).and_then(|part| part.amount)
    };
    assert_eq!((points(None), points(Some(Tier::Vip))), (None, Some(yuan("1.68"))));
}

#[test]
fn a_multiple_of_the_law_can_be_added_by_hand_with_sum_rule_and_payer() {
    use domain::compensation::option::{Basis, Share};
    use domain::finding::{Finding, Standing};
    use domain::remedy::Payer;
    let mut scene = Scene::empty();
    scene.packs = crate::delivered::packs(&["cn-law".to_owned()]);
    let mut filing = filing();
    filing.category = Category::NotAsDescribed;
    let scene = scene.given(CUSTOMER_ACTS, Command::FileComplaint(Box::new(filing)));
    let fraud = Command::RecordFinding {
        finding: Finding::Fraud(Standing::Established),
        note: None,
        instead_of: None,
    };
    let scene = scene.given(AGENT_ACTS, fraud);
    let part = granted(&scene, Remedy::StatutoryDamages);
    let amount: Money = yuan("504.00");
    assert_eq!(part.amount, Some(amount));
    assert!(matches!(&part.basis, Basis::Rule { pack, .. } if pack == "cn-law"), "{part:?}");
    assert_eq!(part.shares, [Share { payer: Payer::Seller, amount }]);
    assert!(!part.is_goodwill);
}
