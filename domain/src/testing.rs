//! A small world for tests: one shop day, one order of fruit, one customer, two agents, and stories told as
//! given / when / then. Everything is fixed, so a story reads the same every day.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::missing_panics_doc,
    reason = "test support: a world that can't be built must fail the test that asked for it"
)]

use crate::actor::Actor;
use crate::category::Category;
use crate::clock::TimeLimits;
use crate::compensation::money::{Currency, Money};
use crate::compensation::option::{Basis, RemedyOption, RemedyPart, Share};
use crate::complaint::Complaint;
use crate::complaint::command::{Command, Filing, OfferedOption, Proof};
use crate::complaint::decide::{Context, decide};
use crate::complaint::event::{Event, Recorded};
use crate::complaint::evolve::evolve;
use crate::complaint::promise::ProofKind;
use crate::complaint::rejection::Rejection;
use crate::evidence::EvidenceRef;
use crate::finding::Findings;
use crate::id::{CaseId, CaseNumber, CommandId, OfferId, OptionId, PersonId, PromiseId, UserId};
use crate::order::ledger::Elsewhere;
use crate::order::terms::Terms;
use crate::order::{Background, Order, OrderLine, OrderStatus, OrderTime, Pieces, Trait};
use crate::personal::{FormOfAddress, Language, Personal};
use crate::policy::Packs;
use crate::remedy::{Authority, Payer, Remedy};
use crate::text::contact::Email;
use crate::text::{PersonName, Reference, Sentence, Story};
use crate::zone::{UnknownZone, Zone, Zones};
use chrono::{DateTime, Duration, FixedOffset, NaiveDate, NaiveTime, Weekday};
use uuid::Uuid;

/// The customer of the small world.
pub const CUSTOMER: PersonId = PersonId(Uuid::from_u128(0xC0));
/// Somebody else.
pub const STRANGER: PersonId = PersonId(Uuid::from_u128(0xC1));
/// The agent who works the case.
pub const AGENT: UserId = UserId(Uuid::from_u128(0xA0));
/// Another agent.
pub const OTHER_AGENT: UserId = UserId(Uuid::from_u128(0xA1));
/// The supervisor.
pub const SUPERVISOR: UserId = UserId(Uuid::from_u128(0x50));
/// The case.
pub const CASE: CaseId = CaseId(Uuid::from_u128(0x1));

/// An offer's id.
pub const fn offer_id(n: u128) -> OfferId {
    OfferId(Uuid::from_u128(0x0FF0_0000 + n))
}

/// An option's id, with room for its promises after it.
pub const fn option_id(n: u128) -> OptionId {
    OptionId(Uuid::from_u128(0x0971_0000 + n * 0x100))
}

/// The moment everything begins: 12 March 2026, 10:20 in Beijing.
pub fn morning() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-03-12T10:20:00+08:00").expect("a valid moment")
}

/// The few zones tests count in, made from the rules they follow today instead of from a database of zones.
#[derive(Clone, Copy, Debug)]
pub struct SomeZones;

/// The few zones tests count in.
pub const fn zones() -> SomeZones {
    SomeZones
}

/// The years for which the zones of tests know summer time.
const YEARS: core::ops::RangeInclusive<i32> = 2020..=2040;

/// The nth Sunday of a month, counted from 1, or the last one.
fn sunday(year: i32, month: u32, nth: Option<u8>) -> NaiveDate {
    match nth {
        Some(nth) => NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Sun, nth),
        None => {
            (4..=5).rev().find_map(|n| NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Sun, n))
        }
    }
    .expect("every month has a Sunday")
}

/// A zone `hours` east of UTC, with an hour of summer time between two Sundays, each with its hour of UTC.
fn summer(name: &str, hours: i32, on: (u32, Option<u8>, i64), off: (u32, Option<u8>, i64)) -> Zone {
    let at = |year, (month, nth, hour): (u32, Option<u8>, i64)| {
        sunday(year, month, nth).and_time(NaiveTime::MIN).and_utc().timestamp() + hour * 3_600
    };
    let changes =
        YEARS.flat_map(|year| [(at(year, on), (hours + 1) * 3_600), (at(year, off), hours * 3_600)]);
    Zone::new(name, hours * 3_600, changes).expect("changes in order")
}

impl Zones for SomeZones {
    fn zone(&self, name: &str) -> Result<Zone, UnknownZone> {
        let plain = |hours| Ok(Zone::new(name, hours * 3_600, []).expect("less than a day"));
        match name {
            "UTC" => plain(0),
            "Asia/Shanghai" => plain(8),
            "Asia/Tokyo" => plain(9),
            "Europe/London" => Ok(summer(name, 0, (3, None, 1), (10, None, 1))),
            "Europe/Berlin" | "Europe/Paris" => Ok(summer(name, 1, (3, None, 1), (10, None, 1))),
            "America/New_York" => Ok(summer(name, -5, (3, Some(2), 7), (11, Some(1), 6))),
            _ => Err(UnknownZone { nearest: Some("Europe/London".to_owned()) }),
        }
    }
}

/// An amount of renminbi.
pub fn yuan(decimal: &str) -> Money {
    Money::parse(decimal, Currency::CNY).expect("a valid amount")
}

/// Five kilograms of fruit, promised for the 9th and signed for on the 11th.
pub fn fruit_order() -> Order {
    let time = |text| OrderTime::parse(text);
    Order {
        number: "RD-1001".to_owned(),
        status: OrderStatus::Delivered,
        currency: Currency::CNY,
        placed_at: time("2026-03-06T21:02:00+08:00").expect("a valid moment"),
        ship_by: None,
        shipped_at: time("2026-03-07T09:00:00+08:00"),
        promised_by: NaiveDate::from_ymd_opt(2026, 3, 9),
        delivered_at: time("2026-03-11T18:40:00+08:00"),
        shipping_fee: Some(yuan("0")),
        payments: Vec::new(),
        given_outside: Vec::new(),
        tracking: Some("SF1000042".to_owned()),
        extra_time_until: None,
        looked_at: None,
        free_shipping: false,
        terms: Terms::default(),
        lines: vec![OrderLine {
            sku: "FRUIT-5KG".to_owned(),
            title: "进口水果 5 kg".to_owned(),
            unit_price: yuan("168.00"),
            quantity: 1,
            paid: None,
            traits: vec![Trait::Food, Trait::Perishable],
            own_traits: Vec::new(),
            kind: None,
            bundle: None,
            period: None,
            delivered_at: None,
            status: None,
            background: Background::default(),
            seller: None,
        }],
    }
}

/// The customer's data.
pub fn personal() -> Personal {
    Personal {
        name: PersonName::parse("林小雨").expect("a valid name"),
        form_of_address: FormOfAddress::Ms,
        email: Some(Email::parse("lin@example.com").expect("a valid address")),
        phone: None,
        language: Language::ZhHans,
    }
}

/// The customer's complaint.
pub fn filing() -> Filing {
    Filing {
        person: CUSTOMER,
        order_number: "RD-1001".to_owned(),
        goods: vec![Pieces::all_of("FRUIT-5KG")],
        category: Category::Quality,
        is_question: None,
        story: Story::parse("水果五天才到，打开一看烂了一半，请尽快处理").expect("a valid story"),
        wants: vec![Remedy::Refund],
        unwished: Vec::new(),
        not_meant: Vec::new(),
        tried: None,
        needed_by: None,
        last_day: None,
        evidence: Vec::new(),
        claims: Findings::default(),
    }
}

/// An option an agent put together by hand: one remedy and its sum, borne by one payer.
pub fn option_by_hand(id: OptionId, remedy: Remedy, amount: Option<&str>) -> OfferedOption {
    let amount = amount.map(yuan);
    let shares = amount.map(|amount| Share { payer: Payer::Seller, amount }).into_iter().collect();
    let basis = Basis::Person { user: AGENT, reason: "水果坏了一半".to_owned() };
    OfferedOption {
        id,
        option: RemedyOption {
            parts: vec![RemedyPart { remedy, amount, is_goodwill: false, basis, goods: Vec::new(), shares }],
            total: amount.unwrap_or(yuan("0")),
            authority: Authority::Agent,
            is_recommended: false,
            because: None,
            ready_by: None,
            is_below_entitlement: false,
            missing: Vec::new(),
        },
    }
}

/// That a promise is kept, shown by this proof and by nothing else.
pub fn proves(promise: PromiseId, proof: Proof) -> Command {
    Command::ProvePromise {
        promise,
        proof,
        also: Vec::new(),
        keeps_goods: None,
        although_known: None,
        in_all: None,
    }
}

/// A case and everything around it, moved on by one command after another.
#[derive(Clone, Debug)]
pub struct Scene {
    /// What is recorded so far.
    pub events: Vec<Recorded>,
    /// Where that leads.
    pub state: Complaint,
    /// The moment of the next command.
    pub now: DateTime<FixedOffset>,
    /// The shop's zone.
    pub zone: Zone,
    /// The packs in force.
    pub packs: Packs,
    /// The order that was looked up.
    pub order: Order,
    /// Evidence uploaded and not used yet.
    pub evidence: Vec<EvidenceRef>,
    /// What was given on the order by other cases.
    pub elsewhere: Elsewhere,
    /// What the last command led to.
    pub outcome: Result<Vec<Event>, Rejection>,
    n_commands: u128,
}

impl Scene {
    /// Nothing has been filed yet; no pack is in force.
    pub fn empty() -> Self {
        Self {
            events: Vec::new(),
            state: Complaint::Unfiled,
            now: morning(),
            zone: Zone::fixed(*morning().offset()),
            packs: Packs::default(),
            order: fruit_order(),
            evidence: Vec::new(),
            elsewhere: Elsewhere::default(),
            outcome: Ok(Vec::new()),
            n_commands: 0,
        }
    }

    /// The fruit complaint is filed and acknowledged.
    pub fn filed() -> Self {
        Self::empty().given(Actor::Customer(CUSTOMER), Command::FileComplaint(Box::new(filing())))
    }

    /// The fruit complaint has an offer of 50 yuan back.
    pub fn offered() -> Self {
        let options = vec![option_by_hand(option_id(1), Remedy::PriceReduction, Some("50.00"))];
        let offer = Command::MakeOffer { offer: offer_id(1), replaces: None, options, message: None };
        Self::filed().given(Actor::Agent(AGENT), offer)
    }

    /// The offer of 50 yuan is accepted.
    pub fn agreed() -> Self {
        let accept = Command::AcceptOption { offer: offer_id(1), option: option_id(1), is_informed: true };
        Self::offered().given(Actor::Customer(CUSTOMER), accept)
    }

    /// Every promise is kept, the customer content, the case closed.
    pub fn finished(mut self) -> Self {
        let open = |scene: &Self| {
            let promises = &scene.state.case()?.phase.fulfilment()?.promises;
            promises.iter().find(|kept| kept.is_open()).map(|kept| kept.promise.clone())
        };
        while let Some(promise) = open(&self) {
            let reference = Reference::parse("PAY-2026-0042").expect("a valid reference");
            let proof = match promise.proof_kind {
                ProofKind::RefundReference => Proof::RefundReference(reference),
                ProofKind::TrackingNumber => Proof::TrackingNumber(reference),
                ProofKind::CouponCode => Proof::CouponCode(reference),
                ProofKind::Statement => {
                    Proof::Statement(Sentence::parse("已处理").expect("a valid sentence"))
                }
            };
            let prove = proves(promise.id, proof);
            self = self.given(Actor::Agent(AGENT), prove);
        }
        let answer = Command::AnswerFollowUp { answer: None, outcome_score: 5, process_score: 5 };
        self.given(Actor::Customer(CUSTOMER), answer)
    }

    /// What an actor's command would lead to, without recording it.
    pub fn ask(&self, actor: Actor, command: &Command) -> Result<Vec<Event>, Rejection> {
        let number = CaseNumber::new(2026, 1);
        let ctx = Context {
            now: self.zone.at(self.now),
            zone: &self.zone,
            actor,
            packs: &self.packs,
            limits: &TimeLimits::default(),
            order: Some(&self.order),
            number: Some(&number),
            evidence: &self.evidence,
            earlier_complaints: 0,
            elsewhere: &self.elsewhere,
        };
        decide(&self.state, command, &ctx)
    }

    /// An actor gives a command; its events, if any, are recorded.
    #[expect(clippy::needless_pass_by_value, reason = "stories read better without ampersands")]
    pub fn when(mut self, actor: Actor, command: Command) -> Self {
        self.outcome = self.ask(actor, &command);
        self.n_commands += 1;
        for event in self.outcome.clone().unwrap_or_default() {
            let place = u32::try_from(self.events.len()).map_or(u32::MAX, |n_events| n_events + 1);
            let recorded = Recorded {
                seq: u64::from(place),
                case_id: CASE,
                version: place,
                at: self.now,
                actor,
                command_id: CommandId(Uuid::from_u128(0xC0_0000 + self.n_commands)),
                event,
            };
            self.state = evolve(self.state, &recorded);
            self.events.push(recorded);
        }
        self
    }

    /// As [`Scene::when`], where the command is part of the setting and must pass.
    #[track_caller]
    pub fn given(self, actor: Actor, command: Command) -> Self {
        let code = command.code();
        let scene = self.when(actor, command);
        match &scene.outcome {
            Ok(_) => scene,
            Err(rejection) => panic!("`{code}` was expected to pass, but: {rejection:?}"),
        }
    }

    /// Time passes.
    pub fn after(mut self, time: Duration) -> Self {
        self.now += time;
        self
    }

    /// The last command led to these events, by code.
    #[track_caller]
    pub fn then(self, codes: &[&str]) -> Self {
        match &self.outcome {
            Ok(events) => assert_eq!(events.iter().map(Event::code).collect::<Vec<_>>(), codes),
            Err(rejection) => panic!("expected {codes:?}, but: {rejection:?}"),
        }
        self
    }

    /// The last command was turned down for this reason.
    #[track_caller]
    pub fn then_rejected(self, code: &str) -> Self {
        match &self.outcome {
            Ok(events) => panic!(
                "expected `{code}`, but it led to {:?}",
                events.iter().map(Event::code).collect::<Vec<_>>()
            ),
            Err(rejection) => assert_eq!(rejection.code(), code, "{rejection:?}"),
        }
        self
    }
}
