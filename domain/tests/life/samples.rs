//! One sample of every command and event, for the golden files and the properties.

use chrono::{DateTime, FixedOffset};
use domain::actor::Actor;
use domain::category::{Category, Kind};
use domain::clock::TimeLimits;
use domain::compensation::option::Missing;
use domain::complaint::command::{Command, CommandEnvelope, EvidenceUse, Proof};
use domain::complaint::event::{ConvertedKind, CorrectedGoods, Event, Filed, PackRef, Recorded};
use domain::complaint::last_day::LastDay;
use domain::complaint::left_open::LeftOpen;
use domain::complaint::offer::Weighed;
use domain::complaint::order_now::{OrderChange, OrderNews};
use domain::complaint::promise::Promise;
use domain::complaint::stated::Stated;
use domain::evidence::{EvidenceRef, MediaType};
use domain::finding::{Finding, Findings, Standing};
use domain::id::{CaseNumber, CommandId, EvidenceId, PromiseId};
use domain::order::given::{Given, OutsideRefund};
use domain::order::payment::{Means, Payment, Settlement};
use domain::order::{OrderStatus, Pieces};
use domain::personal::Words;
use domain::policy::fact::Fact;
use domain::remedy::Remedy;
use domain::testing::{
    AGENT, CASE, CUSTOMER, OTHER_AGENT, Scene, filing, fruit_order, morning, offer_id, option_by_hand,
    option_id, personal, yuan,
};
use domain::text::{Message, Reference, Sentence};
use domain::triage::{Complexity, Reason, Sign, Urgency};
use domain::zone::Zone;
use uuid::Uuid;

const EVIDENCE: EvidenceId = EvidenceId(Uuid::from_u128(0xE1));
const PROMISE: PromiseId = PromiseId(Uuid::from_u128(0x0971_0101));
const REPLACEMENT: PromiseId = PromiseId(Uuid::from_u128(0x77));

fn sentence(text: &str) -> Sentence {
    Sentence::parse(text).unwrap()
}

fn message(text: &str) -> Message {
    Message::parse(text).unwrap()
}

fn stated() -> Stated {
    Stated { claims: vec![Finding::Loss(Standing::Claimed)], wants: vec![Remedy::Refund] }
}

fn order_change() -> OrderChange {
    let scene = Scene::filed();
    let mut now = fruit_order();
    (now.status, now.delivered_at) = (OrderStatus::Cancelled, None);
    now.lines[0].paid = Some(yuan("100.00"));
    now.given_outside = vec![Given {
        remedy: Remedy::Refund,
        amount: Some(yuan("10.00")),
        goods: None,
        rule: None,
        at: now.placed_at,
        reference: None,
        in_all: None,
    }];
    let change = OrderChange::of(scene.state.case().unwrap(), &now, morning()).unwrap();
    let (at, goods) = (now.placed_at, vec!["进口水果 5 kg".to_owned()]);
    // Every kind of news, whether or not they can come together.
    let news = vec![
        OrderNews::Status { status: OrderStatus::Cancelled, goods: goods.clone() },
        OrderNews::Shipped { at },
        OrderNews::Arrived { at, goods: Vec::new() },
        OrderNews::NotArrived { goods },
        OrderNews::CameIn { amount: yuan("100.00") },
        OrderNews::GivenBack { amount: yuan("10.00"), at },
        OrderNews::NotGivenBack { amount: yuan("10.00") },
        OrderNews::Settlement { settlement: Settlement::Pending },
    ];
    OrderChange { news, payments: vec![Payment { means: Means::Card, amount: yuan("100.00") }], ..change }
}

fn refund_reference() -> Proof {
    Proof::RefundReference(Reference::parse("PAY-2026-0042").unwrap())
}

fn evidence() -> EvidenceRef {
    EvidenceRef {
        id: EVIDENCE,
        media_type: MediaType::Jpeg,
        bytes: 181_204,
        sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
        sku: Some("FRUIT-5KG".to_owned()),
    }
}

fn evidence_use() -> EvidenceUse {
    EvidenceUse { id: EVIDENCE, sku: Some("FRUIT-5KG".to_owned()) }
}

fn outside_refund() -> OutsideRefund {
    OutsideRefund {
        amount: yuan("20.00"),
        means: Means::Wallet,
        reference: Reference::parse("ALI-77120").ok(),
        on: "2026-03-11".parse().unwrap(),
        goods: vec![Pieces::all_of("FRUIT-5KG")],
    }
}

/// One of every command.
pub(crate) fn commands() -> Vec<CommandEnvelope> {
    let mut with_evidence = filing();
    with_evidence.evidence = vec![evidence_use()];
    with_evidence.tried = Some(sentence("已经联系过快递"));
    with_evidence.needed_by = "2026-03-20".parse().ok();
    with_evidence.claims =
        Findings { defect: Some(Standing::Claimed), spoiled_percent: Some(50), ..Findings::default() };
    let offer = offer_id(1);
    [
        Command::FileComplaint(Box::new(with_evidence)),
        Command::AddEvidence(evidence_use()),
        Command::WriteToDesk { text: message("照片已经补上了"), wants: Vec::new() },
        Command::SayNotMeant(stated()),
        Command::AcceptOption { offer, option: option_id(1), is_informed: false },
        Command::CounterOffer {
            offer, wants: vec![Remedy::Refund], sentence: sentence("希望全额退款")
        },
        Command::DeclineOffer { offer, sentence: Some(sentence("都不合适")) },
        Command::Withdraw { sentence: None },
        Command::Escalate { sentence: sentence("请主管看一下") },
        Command::SetLastDay { day: "2026-03-17".parse().unwrap() },
        Command::NoteLastDayOver,
        Command::NoteOrderChanged,
        Command::ConfirmFulfilment,
        Command::Reopen { sentence: sentence("退款还没到") },
        Command::AnswerFollowUp { answer: Some(message("处理很快")), outcome_score: 5, process_score: 4 },
        Command::AcceptReplacement { promise: REPLACEMENT },
        Command::DeclineReplacement { promise: REPLACEMENT },
        Command::TakeCase,
        Command::TakeOver { from: OTHER_AGENT },
        Command::AssignCase { to: AGENT },
        Command::RecordConcern { user: AGENT, reason: Some(sentence("客户说他挂电话")) },
        Command::LiftConcern { user: AGENT, reason: sentence("同名的是快递员") },
        Command::CorrectCategory { category: Category::DeliveryDamage, reason: sentence("外箱压坏") },
        Command::CorrectGoods {
            goods: vec![Pieces { sku: "FRUIT-5KG".to_owned(), quantity: Some(1) }],
            reason: sentence("只坏了一箱"),
        },
        Command::ConvertKind { kind: Kind::Complaint, reason: sentence("第三次来问") },
        Command::RecordFinding {
            finding: Finding::Defect(Standing::Established),
            note: Some(sentence("看过照片")),
            instead_of: Some(Finding::Defect(Standing::Refuted)),
        },
        Command::TakeBackFinding { finding: Finding::Defect(Standing::Established) },
        Command::Reply { text: message("您好，我来处理。") },
        Command::NoteInternally { text: message("查批次") },
        Command::MakeOffer {
            offer,
            replaces: None,
            options: vec![option_by_hand(option_id(1), Remedy::PriceReduction, Some("50.40"))],
            message: Some(message("请您选择")),
        },
        Command::ApproveOffer { offer },
        Command::RefuseOffer { offer, reason: sentence("金额请再核对") },
        Command::WithdrawProposal { offer },
        Command::WithdrawOffer { offer, reason: sentence("金额写错了") },
        Command::RejectComplaint {
            reason: message("照片显示完好"), recourse: message("您可以拨打 12315")
        },
        Command::ProvePromise {
            promise: PROMISE,
            proof: refund_reference(),
            also: vec![REPLACEMENT],
            keeps_goods: None,
            although_known: None,
            in_all: None,
        },
        Command::TakeBackProof { promise: PROMISE, reason: sentence("单号写错了") },
        Command::ReplacePromise {
            promise: PROMISE,
            replacement: REPLACEMENT,
            with: option_by_hand(option_id(2), Remedy::Coupon, Some("55.00")).option,
            reason: sentence("原路退款暂时不通"),
        },
        Command::WithdrawReplacement { promise: REPLACEMENT, reason: sentence("又能原路退了") },
        Command::CloseCase,
        Command::RecordOutsideRefund(outside_refund()),
        Command::TakeBackOutsideRefund { version: 4, reason: sentence("记错订单了") },
        Command::TellReturn { how: message("快递员明天上午来取。") },
    ]
    .into_iter()
    .map(|command| CommandEnvelope {
        command_id: CommandId(Uuid::from_u128(0xC1)),
        case_id: CASE,
        expected_version: 3,
        personal: matches!(command, Command::FileComplaint(_)).then(personal),
        command,
    })
    .collect()
}

fn filed() -> Filed {
    Filed {
        number: CaseNumber::new(2026, 42),
        person: CUSTOMER,
        kind: Kind::Complaint,
        category: Category::Quality,
        order: fruit_order(),
        goods: vec![Pieces::all_of("FRUIT-5KG")],
        story: Words { person: CUSTOMER, text: filing().story },
        wants: vec![Remedy::Refund],
        tried: Some(Words { person: CUSTOMER, text: sentence("已经联系过快递") }),
        needed_by: "2026-03-20".parse().ok(),
        evidence: vec![evidence()],
        claims: Findings { defect: Some(Standing::Claimed), ..Findings::default() },
        not_meant: Vec::new(),
        packs: vec![PackRef { id: "cn-law".to_owned(), version: "2026-11".to_owned() }],
        earlier_complaints: 0,
    }
}

/// One of every event.
pub(crate) fn events() -> Vec<Recorded> {
    let now: DateTime<FixedOffset> = morning();
    let (limits, zone) = (TimeLimits::default(), Zone::fixed(*now.offset()));
    let offer = offer_id(1);
    let option = option_by_hand(option_id(1), Remedy::PriceReduction, Some("50.40"));
    let options = vec![option.clone()];
    let said = |text| Words { person: CUSTOMER, text: sentence(text) };
    let replacement_part = option_by_hand(option_id(2), Remedy::Coupon, Some("55.00")).option.parts.remove(0);
    let reason = Reason { sign: Sign::Anger, words: "烂了".to_owned(), at: 12 };
    [
        Event::Filed(Box::new(filed())),
        Event::Triaged {
            urgency: Urgency::Priority,
            complexity: Complexity::Standard,
            reasons: vec![reason],
        },
        Event::Acknowledged { answer_by: limits.after(now, 15) },
        Event::EvidenceAdded(evidence()),
        Event::CustomerWrote {
            text: Words { person: CUSTOMER, text: message("照片已经补上了") },
            is_thanks: true,
            wants: Vec::new(),
        },
        Event::CaseTaken,
        Event::CaseTakenOver { from: OTHER_AGENT },
        Event::CaseAssigned { to: AGENT },
        Event::ConcernRecorded { user: AGENT, reason: Some(sentence("客户说他挂电话")) },
        Event::ConcernLifted { user: AGENT, reason: sentence("同名的是快递员") },
        Event::CategoryCorrected {
            category: Category::DeliveryDamage, reason: Some(sentence("外箱压坏"))
        },
        Event::GoodsCorrected(CorrectedGoods {
            goods: vec![Pieces { sku: "FRUIT-5KG".to_owned(), quantity: Some(1) }],
            reason: Some(sentence("只坏了一箱")),
        }),
        Event::KindConverted(ConvertedKind {
            from: Kind::Enquiry,
            to: Kind::Complaint,
            reason: Some(sentence("第三次来问")),
            because: vec![Reason { sign: Sign::Repeated, words: "第三次".to_owned(), at: 2 }],
            turned: None,
        }),
        Event::Stated(stated()),
        Event::NotMeant(stated()),
        Event::FindingRecorded { finding: Finding::SpoiledPercent(30), note: Some(sentence("看过照片")) },
        Event::FindingTakenBack {
            finding: Finding::SpoiledPercent(30),
            restored: Some(Finding::SpoiledPercent(20)),
        },
        Event::Replied { text: message("您好，我来处理。") },
        Event::NotedInternally { text: message("查批次") },
        Event::OfferProposed {
            offer,
            replaces: None,
            options: options.clone(),
            message: None,
            above: Some(yuan("12.00")),
            goodwill: None,
        },
        Event::OfferRefused { offer, reason: sentence("金额请再核对") },
        Event::ProposalWithdrawn { offer },
        Event::OfferMade {
            offer,
            replaces: Some(offer_id(9)),
            options,
            message: Some(message("请您选择")),
            above: None,
            is_in_doubt: false,
        },
        Event::OfferWithdrawn { offer, reason: sentence("金额写错了") },
        Event::OptionAccepted { offer, option: option.id, is_informed: true },
        Event::Agreed {
            promises: Promise::of(&option, now, &limits, &zone),
            option,
            told: Vec::new(),
            parcels: Vec::new(),
        },
        Event::LeftOpen {
            offer: None,
            all: vec![LeftOpen {
                remedy: Remedy::StatutoryDamages,
                amount: Some(yuan("504.00")),
                standing: Standing::Claimed,
                asks: vec![Fact::Fraud],
            }],
        },
        Event::OfferWeighed {
            offer,
            options: vec![Weighed {
                option: option_id(1),
                missing: vec![Missing { remedy: Remedy::Refund, amount: Some(yuan("168.00")) }],
            }],
        },
        Event::OfferFell { offer, options: vec![option_id(1)] },
        Event::OfferCountered { offer, wants: vec![Remedy::Refund], sentence: said("希望全额退款") },
        Event::OfferDeclined { offer, sentence: None },
        Event::PromiseProven {
            promise: PROMISE,
            proof: refund_reference(),
            keeps_goods: None,
            although_known: None,
            in_all: None,
        },
        Event::ProofTakenBack { promise: PROMISE, reason: Some(sentence("单号写错了")) },
        Event::ReplacementProposed {
            promise: PROMISE,
            replacement: Promise::new(REPLACEMENT, replacement_part, now, &limits, &zone),
            also: Vec::new(),
            less: None,
            reason: sentence("原路退款暂时不通"),
        },
        Event::ReplacementWithdrawn { promise: REPLACEMENT, reason: sentence("又能原路退了") },
        Event::ReplacementAccepted {
            promise: REPLACEMENT,
            told: Vec::new(),
            parcels: vec!["SF770032013".to_owned()],
        },
        Event::ReplacementDeclined { promise: REPLACEMENT },
        Event::Fulfilled { follow_up_at: limits.after(now, limits.follow_up) },
        Event::FulfilmentConfirmed,
        Event::FollowUpAnswered {
            answer: Some(Words { person: CUSTOMER, text: message("处理很快") }),
            outcome_score: 5,
            process_score: 4,
        },
        Event::Escalated { sentence: said("请主管看一下") },
        Event::LastDaySet(LastDay::of("2026-03-17".parse().unwrap(), &Zone::utc()).unwrap()),
        Event::LastDayOver { is_kept: false, order: Box::new(fruit_order()) },
        Event::OrderChanged(Box::new(order_change())),
        Event::Withdrawn { sentence: None },
        Event::Rejected { reason: message("照片显示完好"), recourse: message("您可以拨打 12315") },
        Event::Reopened { sentence: Some(said("退款还没到")) },
        Event::Closed,
        Event::OutsideRefundRecorded(outside_refund()),
        Event::OutsideRefundTakenBack { version: 4, reason: Some(sentence("记错订单了")) },
        Event::ReturnTold { how: message("快递员明天上午来取。") },
    ]
    .into_iter()
    .map(|event| Recorded {
        seq: 7,
        case_id: CASE,
        version: 4,
        at: now,
        actor: Actor::Agent(AGENT),
        command_id: CommandId(Uuid::from_u128(0xC1)),
        event,
    })
    .collect()
}
