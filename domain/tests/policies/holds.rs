//! What is held back and what may lead: no suggestion before a person has looked or a decisive question is settled, and
//! a headline that rests on claims that were made and is what the complaint is about.

use crate::delivered;
use chrono::Duration;
use domain::actor::Actor;
use domain::category::Category;
use domain::clock::TimeLimits;
use domain::compensation::money::Money;
use domain::compensation::option::RemedyOption;
use domain::complaint::assess::Assessment;
use domain::complaint::command::{Command, Filing, OfferedOption};
use domain::finding::{Fault, Finding, Findings, Standing};
use domain::order::{Order, OrderStatus};
use domain::personal::Language;
use domain::policy::Fact;
use domain::policy::authoring::parse_case;
use domain::policy::conscience::Hold;
use domain::policy::explain::{is_beside_what_was_said, plain, refused_because};
use domain::policy::reason::is_granted_elsewhere;
use domain::policy::{Decision, Packs, Refusal, decide};
use domain::remedy::Remedy;
use domain::testing::{AGENT, CUSTOMER, Scene, filing, fruit_order, offer_id, option_id, zones};
use domain::text::{Message, Sentence, Story as Words};
use domain::triage::Urgency;
use domain::view::goes_first;

/// A complaint about goods for 368.00 that came three days late.
struct Story<'a> {
    category: &'a str,
    wants: &'a str,
    text: &'a str,
    finding: &'a str,
    delivered: bool,
    traits: &'a str,
}

const VASE: Story<'_> = Story {
    category: "delivery_damage",
    wants: "\"return_refund\"",
    text: "",
    finding: "damage_in_transit = \"claimed\"",
    delivered: true,
    traits: "\"durable\"",
};

impl Story<'_> {
    fn decided_by(&self, promised: &str) -> (Packs, Decision) {
        let text = if self.text.is_empty() { String::new() } else { format!("text = \"{}\"\n", self.text) };
        let delivered = if self.delivered { "delivered_at = \"2026-11-25T10:00:00+08:00\"\n" } else { "" };
        let source = format!(
            "packs = [\"cn-law\", \"shop-default\"]\nasked_at = \"2026-11-28T10:00:00+08:00\"\n[complaint]\n\
             category = \"{}\"\nwants = [{}]\n{text}[order]\ncurrency = \"CNY\"\n\
             placed_at = \"2026-11-18T10:00:00+08:00\"\nshipped_at = \"2026-11-19T10:00:00+08:00\"\n\
             promised_by = \"{promised}\"\n{delivered}[[order.line]]\nsku = \"VASE\"\ntitle = \"花瓶\"\n\
             unit_price = \"368.00\"\nquantity = 1\ntraits = [{}]\n[finding]\n{}\n",
            self.category, self.wants, self.traits, self.finding
        );
        let case = parse_case("case.toml", &source, &zones()).unwrap_or_else(|found| panic!("{found:?}"));
        let packs = delivered::packs(&case.packs);
        let decision = decide(&packs, &case.facts());
        (packs, decision)
    }

    /// The same where it came on the day that was promised.
    fn on_time(&self) -> (Packs, Decision) {
        self.decided_by("2026-11-25")
    }

    fn decided(&self) -> (Packs, Decision) {
        self.decided_by("2026-11-22")
    }

    fn decision(&self) -> Decision {
        self.decided().1
    }

    /// The headline's remedy and sum.
    fn headline(&self) -> Option<(Remedy, Option<String>)> {
        self.decision().headline.map(|one| (one.remedy, one.amount.map(Money::decimal)))
    }
}

/// A complaint about fruit that is late.
fn late_fruit() -> Scene {
    let mut scene = Scene::empty();
    scene.packs = delivered::packs(&["shop-default".to_owned()]);
    scene.order = Order { delivered_at: None, status: OrderStatus::Shipped, ..fruit_order() };
    let (category, claims) = (Category::DeliveryDelay, Findings::default());
    let filing = Filing { category, claims, wants: Vec::new(), ..filing() };
    scene.given(Actor::Customer(CUSTOMER), Command::FileComplaint(Box::new(filing)))
}

#[test]
fn nothing_is_suggested_and_nothing_leads_where_somebody_may_be_hurt() {
    for (category, finding) in
        [("safety", ""), ("quality", "injury = \"claimed\""), ("quality", "safety = \"claimed\"")]
    {
        let decision = Story { category, finding, text: "水壶漏电，孩子的手被烫伤了", ..VASE }.decision();
        assert_eq!(decision.hold, Some(Hold::Danger), "{category} {finding}");
        assert!(decision.options.is_empty() && decision.headline.is_none(), "{decision:?}");
        assert!(decision.entitlements.iter().any(|one| one.remedy == Remedy::DelayCompensation));
    }
    let looked_at = Story { category: "safety", finding: "safety = \"established\"", ..VASE }.decision();
    assert!(looked_at.hold.is_none() && !looked_at.suggested().is_empty(), "{looked_at:?}");
}

#[test]
fn nothing_is_suggested_for_spread_data_or_a_question() {
    let spread = Story { category: "privacy", wants: "", finding: "", ..VASE }.decision();
    assert_eq!((spread.hold, spread.headline), (Some(Hold::Data), None));
    assert!(spread.options.is_empty());
    let question =
        Story {
            wants: "", text: "草莓放冰箱能保存几天？", category: "other", finding: "", ..VASE
        };
    let decision = question.decision();
    assert_eq!((decision.hold, decision.headline), (Some(Hold::Enquiry), None));
    assert!(decision.options.is_empty());
}

#[test]
fn nothing_is_suggested_while_a_decisive_question_is_open_and_what_it_brings_is_named() {
    let decision = VASE.decision();
    let Some(Hold::Open(open)) = decision.hold else { panic!("{:?}", decision.hold) };
    assert_eq!(
        (open.remedy, open.amount.map(Money::decimal)),
        (Remedy::ReturnRefund, Some("368.00".to_owned()))
    );
    assert_eq!(open.once.map(Fact::code), Some("finding.damage_in_transit"));
    assert!(decision.suggested().is_empty() && !decision.options.iter().any(|one| one.is_recommended));
    let settled = Story { finding: "damage_in_transit = \"established\"", ..VASE }.decision();
    assert!(settled.hold.is_none() && settled.suggested().iter().any(|one| one.is_recommended));
    let lost = Story {
        category: "delivery_lost",
        finding: "loss = \"claimed\"",
        delivered: false,
        wants: "\"refund\"",
        ..VASE
    };
    assert!(matches!(lost.decision().hold, Some(Hold::Open(_))));
}

#[test]
fn a_claim_nobody_made_neither_leads_nor_is_listed() {
    let charged_twice = Story { category: "transaction", wants: "\"refund\"", finding: "", ..VASE };
    let decision = charged_twice.decision();
    assert_eq!(decision.headline, None);
    let asked: Vec<&str> = decision.depends.iter().map(|one| one.ask.code()).collect();
    assert!(!asked.contains(&"finding.loss"), "{asked:?}");
    assert!(decision.likely().iter().all(|one| one.then.is_some_and(|then| !then.is_unclaimed)));
    // Who says that it never came is asked about it, whatever the carrier says.
    let never = Story { category: "delivery_lost", finding: "loss = \"claimed\"", ..charged_twice };
    assert_eq!(never.headline(), Some((Remedy::Refund, Some("368.00".to_owned()))));
}

#[test]
fn what_the_complaint_is_about_leads_and_the_rest_is_also_theirs() {
    let late = Story { category: "delivery_delay", wants: "", finding: "", ..VASE };
    assert_eq!(late.headline(), Some((Remedy::DelayCompensation, Some("18.40".to_owned()))));
    for category in ["transaction", "service", "wrong_item"] {
        let (packs, decision) = Story { category, ..late }.decided();
        let delay = decision.entitlements.iter().find(|one| one.remedy == Remedy::DelayCompensation).unwrap();
        assert!(decision.is_beside(&packs, delay.place), "{category}");
        assert!(decision.headline.is_none_or(|one| one.remedy != Remedy::DelayCompensation), "{category}");
    }
    let wished = Story { category: "service", wants: "\"delay_compensation\"", ..late };
    assert_eq!(wished.headline(), late.headline());
}

#[test]
fn a_multiple_that_is_demanded_leads_under_its_own_condition() {
    let fake = Story {
        category: "not_as_described",
        wants: "",
        text: "香水是假货，我要求退一赔三",
        finding: "misdescription = \"claimed\"",
        ..VASE
    };
    let headline = fake.decision().headline.unwrap();
    assert_eq!(headline.remedy, Remedy::StatutoryDamages);
    assert_eq!(headline.amount.map(Money::decimal), Some("1104.00".to_owned()));
    assert_eq!(headline.once.map(Fact::code), Some("finding.fraud"));
    let decision = fake.decision();
    let refund = decision.likely().into_iter().find(|one| one.remedy == Remedy::ReturnRefund).unwrap();
    assert_eq!(refund.ask.code(), "finding.misdescription");
}

#[test]
fn a_fake_is_told_the_multiple_once_it_is_confirmed_though_nobody_demanded_it() {
    let fake = Story {
        category: "not_as_described",
        wants: "",
        finding: "misdescription = \"claimed\"\nfraud = \"claimed\"",
        ..VASE
    };
    let (packs, decision) = fake.decided();
    let told = decision.as_told(&packs);
    let multiple = told.likely().into_iter().find(|one| one.remedy == Remedy::StatutoryDamages).unwrap();
    assert_eq!(multiple.ask.code(), "finding.fraud");
    assert_eq!(multiple.then.and_then(|then| then.amount).map(Money::decimal), Some("1104.00".to_owned()));
    assert!(!told.open_reasons(&packs, multiple).is_empty());
    assert!(told.entitlements.iter().all(|one| one.remedy != Remedy::StatutoryDamages), "not theirs now");
    assert_eq!(fake.headline().map(|(remedy, _)| remedy), Some(Remedy::ReturnRefund), "what is sure leads");
    // Whoever demands it is answered under its own condition, and what is established needs a signature alone.
    let demanded = Story { wants: "\"statutory_damages\"", ..fake }.decision().headline.unwrap();
    assert_eq!(
        (demanded.remedy, demanded.once.map(Fact::code)),
        (Remedy::StatutoryDamages, Some("finding.fraud"))
    );
    let (packs, shown) = Story { finding: "fraud = \"established\"", ..fake }.decided();
    assert!(shown.as_told(&packs).entitlements.iter().any(|one| one.remedy == Remedy::StatutoryDamages));
    // Where no law in force knows a multiple, nothing is said of one.
    for pack in ["eu-law", "uk-law", "us-law"] {
        let packs = delivered::packs(&[pack.to_owned(), "shop-default".to_owned()]);
        let scene = fake_filed();
        let case = scene.state.case().unwrap();
        let decision = Assessment::of(case, &packs, &scene.elsewhere, &scene.zone).decision;
        let is_multiple = |remedy: Remedy| remedy == Remedy::StatutoryDamages;
        assert!(decision.entitlements.iter().all(|one| !is_multiple(one.remedy)), "{pack}");
        assert!(decision.depends.iter().all(|one| !is_multiple(one.remedy)), "{pack}");
        assert!(decision.refusals.iter().all(|one| !is_multiple(one.remedy)), "{pack}");
    }
}

/// A complaint about a fake, in the customer's own words alone.
fn fake_filed() -> Scene {
    let mut scene = Scene::empty();
    scene.packs = delivered::packs(&["cn-law".to_owned()]);
    let story = domain::text::Story::parse("The perfume is a fake").unwrap();
    let filing = Filing { category: Category::NotAsDescribed, wants: Vec::new(), story, ..filing() };
    let scene = scene.given(Actor::Customer(CUSTOMER), Command::FileComplaint(Box::new(filing)));
    assert_eq!(scene.state.case().unwrap().findings.fraud, Some(Standing::Claimed));
    scene
}

#[test]
fn a_charge_taken_twice_leads_and_is_settled_before_anything_is_suggested() {
    let twice = Story {
        category: "transaction",
        wants: "\"refund\"",
        text: "My card was charged twice for this",
        finding: "",
        ..VASE
    };
    let decision = twice.decision();
    let headline = decision.headline.unwrap();
    assert_eq!((headline.remedy, headline.amount), (Remedy::OverchargeRefund, None));
    assert_eq!(headline.once.map(Fact::code), Some("finding.overcharge"));
    let Some(Hold::Open(open)) = decision.hold else { panic!("{:?}", decision.hold) };
    assert_eq!(open, headline);
    let found = Story { finding: "overcharge = \"368.00\"", ..twice };
    let decision = found.decision();
    assert_eq!(found.headline(), Some((Remedy::OverchargeRefund, Some("368.00".to_owned()))));
    let holds_it = |option: &RemedyOption| {
        option.parts.iter().any(|part| {
            part.remedy == Remedy::OverchargeRefund
                && part.amount.map(Money::decimal).as_deref() == Some("368.00")
        })
    };
    assert!(decision.suggested().iter().any(holds_it), "{:?}", decision.options);
}

#[test]
fn an_offer_names_the_day_of_the_promises_it_becomes_counted_from_today() {
    let scene = late_fruit().after(Duration::days(4));
    let case = scene.state.case().unwrap();
    let answer = Assessment::of(case, &scene.packs, &scene.elsewhere, &scene.zone);
    let answer = answer.as_of(scene.now, &TimeLimits::default());
    let option = answer.decision.options.iter().find(|one| one.ready_by.is_some()).unwrap().clone();
    assert!(option.ready_by.unwrap() > scene.now, "{option:?}");
    // What was put together before and lies about is made new where it is offered.
    let stale = RemedyOption { ready_by: Some(scene.now - Duration::days(2)), ..option };
    let options = vec![OfferedOption { id: option_id(1), option: stale }];
    let offer = offer_id(1);
    let scene = scene
        .given(Actor::Agent(AGENT), Command::MakeOffer { offer, replaces: None, options, message: None });
    let offered = scene.state.case().unwrap().phase.open_offer().unwrap().options[0].option.ready_by;
    let accept = Command::AcceptOption { offer, option: option_id(1), is_informed: true };
    let scene = scene.given(Actor::Customer(CUSTOMER), accept);
    let promised = scene.state.case().unwrap().phase.fulfilment().unwrap().promises.iter();
    assert_eq!(offered, promised.map(|kept| kept.promise.due_at).max());
}

#[test]
fn one_refund_granted_hides_the_refusal_of_another() {
    let decision = Story {
        category: "delivery_lost",
        finding: "loss = \"established\"",
        delivered: false,
        wants: "\"refund\"",
        ..VASE
    }
    .decision();
    assert!(decision.entitlements.iter().any(|one| one.remedy == Remedy::Refund));
    assert!(is_granted_elsewhere(&decision, Remedy::ReturnRefund));
    assert!(!is_granted_elsewhere(&decision, Remedy::Exchange));
}

#[test]
fn a_choice_is_told_as_one_and_what_is_in_hand_is_not_sent_again() {
    let decision = VASE.decision();
    let likely: Vec<Remedy> = decision.likely().iter().map(|one| one.remedy).collect();
    assert!(decision.is_choice(), "{likely:?}");
    let faulty =
        Story { category: "quality", traits: "", finding: "defect = \"claimed\"", ..VASE }.decision();
    let entries: Vec<Vec<Remedy>> = faulty.likely_entries().into_iter().map(|(_, ways)| ways).collect();
    assert!(entries.contains(&vec![Remedy::Exchange, Remedy::Repair]), "{entries:?}");
    assert!(!(likely.contains(&Remedy::Resend) && likely.contains(&Remedy::Exchange)), "{likely:?}");
    assert!(!Story { category: "delivery_delay", wants: "", finding: "", ..VASE }.decision().is_choice());
}

#[test]
fn nobody_is_told_that_it_was_not_late_who_never_said_so() {
    let told = |category: &'static str| {
        let wants = "\"refund\"";
        let (packs, decision) = Story { category, wants, traits: "", finding: "", ..VASE }.on_time();
        let said = |refusal: &&Refusal| {
            plain(&refused_because(&packs, &decision, refusal, Language::En)).contains("late")
        };
        let is_beside = |refusal: &&Refusal| is_beside_what_was_said(&packs, &decision, refusal);
        let late: Vec<_> = decision.refusals.iter().filter(said).collect();
        (late.len(), late.into_iter().filter(is_beside).count())
    };
    let (n_late, n_beside) = told("other");
    assert!(n_late > 0 && n_beside == n_late, "{n_beside} of {n_late}");
    let (n_late, n_beside) = told("delivery_delay");
    assert!(n_late > 0 && n_beside == 0, "{n_beside} of {n_late}");
}

#[test]
fn danger_goes_first_until_somebody_has_looked_into_it() {
    let scene = late_fruit();
    assert_eq!(goes_first(scene.state.case().unwrap()), None);
    let mut case = scene.state.case().unwrap().clone();
    case.findings.safety = Some(Standing::Claimed);
    assert_eq!(goes_first(&case), Some(Category::Safety));
    case.findings.safety = Some(Standing::Established);
    assert_eq!(goes_first(&case), None);
}

#[test]
fn whatever_it_is_filed_as_words_of_danger_or_of_spread_data_go_first_until_somebody_has_looked() {
    let told = |category: Category, story: &str| {
        let filing = Filing { category, story: Words::parse(story).unwrap(), ..filing() };
        Scene::empty().given(Actor::Customer(CUSTOMER), Command::FileComplaint(Box::new(filing)))
    };
    let is_first = |scene: &Scene| goes_first(scene.state.case().unwrap()).is_some();
    let record = |scene: Scene, finding: Finding| {
        let (note, instead_of) = (None, None);
        scene.given(Actor::Agent(AGENT), Command::RecordFinding { finding, note, instead_of })
    };
    // What is as urgent and endangers nobody waits its turn.
    let threat = told(Category::Quality, "水壶坏了，不退钱我就去法院起诉你们！");
    assert_eq!(threat.state.case().unwrap().urgency, Urgency::Critical);
    assert!(!is_first(&threat));
    for (category, story, settles) in [
        (Category::Quality, "水壶漏电了，太危险，怕触电", Finding::Safety(Standing::Refuted)),
        (Category::Other, "The plug of the kettle gives off sparks", Finding::Safety(Standing::Established)),
        (Category::Service, "你们把我的手机号和地址泄露给别人了", Finding::Fault(Fault::Seller)),
        (Category::Privacy, "我想知道是谁看了我的订单信息，请处理", Finding::Fault(Fault::Seller)),
    ] {
        let scene = told(category, story);
        assert!(is_first(&scene), "{story}");
        assert!(!is_first(&record(scene, settles)), "{story}");
    }
    // Told later, it goes first from then on; another word takes nothing of it back.
    let write = |text: &str| Command::WriteToDesk { text: Message::parse(text).unwrap(), wants: Vec::new() };
    let later = told(Category::Quality, "水壶坏了，我要退款");
    assert!(!is_first(&later));
    let later = later.given(Actor::Customer(CUSTOMER), write("今天又漏电了，差点触电，太危险了"));
    let later = later.given(Actor::Customer(CUSTOMER), write("谢谢"));
    assert!(is_first(&later));
    // Somebody looked: it is none of it.
    let reason = || Sentence::parse("Looked into").unwrap();
    let correct = |category| Command::CorrectCategory { category, reason: reason() };
    let looked = later.given(Actor::Agent(AGENT), correct(Category::Safety));
    assert!(is_first(&looked));
    let calm = looked.given(Actor::Agent(AGENT), correct(Category::Quality));
    assert!(!is_first(&calm));
    // Told anew, and told where a threat had made it as urgent before.
    for scene in [calm, threat] {
        assert!(is_first(&scene.given(Actor::Customer(CUSTOMER), write("今天漏电了，差点触电，太危险了"))));
    }
}
