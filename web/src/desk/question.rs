//! The questions behind the findings: what each is called, what kind of answer it takes, and how an answer reads.
//!
//! One question per finding, matched exhaustively both ways, so that the recorder, the timeline and the rules'
//! own questions can't speak of different things.

use super::matter::question_text;
use super::words;
use crate::format;
use crate::i18n::{Locale, t, t::console as texts, words as shared};
use domain::compensation::money::Currency;
use domain::complaint::Case;
use domain::finding::{Finding, Findings, Standing};
use domain::order::OrderTime;
use domain::policy::Fact;
use domain::text::problem::{Problem, ProblemCode};
use domain::text::sum;

/// What kind of answer a question takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Established, claimed or refuted.
    Standing,
    /// One of those who may be at fault.
    Fault,
    /// The state of goods.
    Condition,
    /// Yes or no.
    Flag,
    /// A whole number.
    Count,
    /// A day and time.
    Moment,
    /// An amount in the order's currency.
    Money,
    /// Some of the remedies.
    Remedies,
}

macro_rules! questions {
    ($( $question:ident($fact:ident), $shape:ident, $text:ident, $code:literal; )+) => {
        /// A question about the facts of a case.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Question { $(
            #[doc = concat!("See [`Finding::", stringify!($question), "`].")]
            $question,
        )+ }

        impl Question {
            /// All of them, the most common first.
            pub const ALL: &'static [Self] = &[ $( Self::$question, )+ ];

            /// The question a rule asks about a fact, where somebody can find it out.
            pub const fn of(fact: Fact) -> Option<Self> {
                match fact { $( Fact::$fact => Some(Self::$question), )+ _ => None }
            }

            /// The question a finding answers.
            pub const fn answered_by(finding: &Finding) -> Self {
                match finding { $( Finding::$question(_) => Self::$question, )+ }
            }

            /// What kind of answer it takes.
            pub const fn shape(self) -> Shape {
                match self { $( Self::$question => Shape::$shape, )+ }
            }

            /// Its name in ids on the page.
            pub const fn code(self) -> &'static str {
                match self { $( Self::$question => $code, )+ }
            }

            /// The question in words.
            pub fn text(self, locale: Locale) -> &'static str {
                match self { $( Self::$question => texts::$text(locale), )+ }
            }
        }
    };
}

questions! {
    Defect(Defect), Standing, ask_defect, "defect";
    Misdescription(Misdescription), Standing, ask_misdescription, "misdescription";
    DamageInTransit(DamageInTransit), Standing, ask_damage_in_transit, "damage_in_transit";
    Loss(Loss), Standing, ask_loss, "loss";
    Fault(Fault), Fault, ask_fault, "fault";
    Condition(Condition), Condition, ask_condition, "condition";
    NoReturnConfirmed(NoReturnConfirmed), Flag, ask_no_return_confirmed, "no_return_confirmed";
    Blocked(Blocked), Remedies, ask_blocked, "blocked";
    Safety(Safety), Standing, ask_safety, "safety";
    Fraud(Fraud), Standing, ask_fraud, "fraud";
    SellerKnew(SellerKnew), Standing, ask_seller_knew, "seller_knew";
    RepairsFailed(RepairsFailed), Count, ask_repairs_failed, "repairs_failed";
    SpoiledPercent(SpoiledPercent), Count, ask_spoiled_percent, "spoiled_percent";
    GoodsBackAt(GoodsBackAt), Moment, ask_goods_back_at, "goods_back_at";
    NotifiedAt(DaysToNotice), Moment, ask_notified_at, "notified_at";
    PurposeDefeated(PurposeDefeated), Standing, ask_purpose_defeated, "purpose_defeated";
    Injury(Injury), Standing, ask_injury, "injury";
    OfficiallySubstandard(OfficiallySubstandard), Standing, ask_officially_substandard, "officially_substandard";
    NotPerformed(NotPerformed), Standing, ask_not_performed, "not_performed";
    RefundUnpaid(RefundUnpaid), Standing, ask_refund_unpaid, "refund_unpaid";
    UnclearPage(UnclearPage), Standing, ask_unclear_page, "unclear_page";
    CarrierExcused(CarrierExcused), Standing, ask_carrier_excused, "carrier_excused";
    LossAmount(LossAmount), Money, ask_loss_amount, "loss_amount";
    Overcharge(Overcharge), Money, ask_overcharge, "overcharge";
    UseDeduction(UseDeduction), Money, ask_use_deduction, "use_deduction";
    WantedPrice(WantedPrice), Money, ask_wanted_price, "wanted_price";
    WantedInStock(WantedInStock), Flag, ask_wanted_in_stock, "wanted_in_stock";
    CompetitorPrice(CompetitorPrice), Money, ask_competitor_price, "competitor_price";
    DaysInRepair(DaysInRepair), Count, ask_days_in_repair, "days_in_repair";
    DaysAwaitingPart(DaysAwaitingPart), Count, ask_days_awaiting_part, "days_awaiting_part";
    WithinShelfLife(WithinShelfLife), Flag, ask_within_shelf_life, "within_shelf_life";
    ReturnCostTold(ReturnCostTold), Flag, ask_return_cost_told, "return_cost_told";
    CollectionOffered(CollectionOffered), Flag, ask_collection_offered, "collection_offered";
    DelayAgreed(DelayAgreed), Flag, ask_delay_agreed, "delay_agreed";
    SentWithoutConsent(SentWithoutConsent), Flag, ask_sent_without_consent, "sent_without_consent";
    SellerIdentified(SellerIdentified), Flag, ask_seller_identified, "seller_identified";
    CancellationAccepted(CancellationAccepted), Flag, ask_cancellation_accepted, "cancellation_accepted";
}

impl Question {
    /// The answer so far.
    pub fn answer(self, found: &Findings) -> Option<Finding> {
        match self {
            Self::Defect => found.defect.map(Finding::Defect),
            Self::Misdescription => found.misdescription.map(Finding::Misdescription),
            Self::DamageInTransit => found.damage_in_transit.map(Finding::DamageInTransit),
            Self::Loss => found.loss.map(Finding::Loss),
            Self::Fault => found.fault.map(Finding::Fault),
            Self::Condition => found.condition.map(Finding::Condition),
            Self::NoReturnConfirmed => found.no_return_confirmed.map(Finding::NoReturnConfirmed),
            Self::Blocked => (!found.blocked.is_empty()).then(|| Finding::Blocked(found.blocked.clone())),
            Self::Safety => found.safety.map(Finding::Safety),
            Self::Fraud => found.fraud.map(Finding::Fraud),
            Self::SellerKnew => found.seller_knew.map(Finding::SellerKnew),
            Self::RepairsFailed => found.repairs_failed.map(Finding::RepairsFailed),
            Self::SpoiledPercent => found.spoiled_percent.map(Finding::SpoiledPercent),
            Self::GoodsBackAt => found.goods_back_at.map(Finding::GoodsBackAt),
            Self::NotifiedAt => found.notified_at.map(Finding::NotifiedAt),
            Self::PurposeDefeated => found.purpose_defeated.map(Finding::PurposeDefeated),
            Self::Injury => found.injury.map(Finding::Injury),
            Self::OfficiallySubstandard => found.officially_substandard.map(Finding::OfficiallySubstandard),
            Self::NotPerformed => found.not_performed.map(Finding::NotPerformed),
            Self::RefundUnpaid => found.refund_unpaid.map(Finding::RefundUnpaid),
            Self::UnclearPage => found.unclear_page.map(Finding::UnclearPage),
            Self::CarrierExcused => found.carrier_excused.map(Finding::CarrierExcused),
            Self::LossAmount => found.loss_amount.map(Finding::LossAmount),
            Self::Overcharge => found.overcharge.map(Finding::Overcharge),
            Self::UseDeduction => found.use_deduction.map(Finding::UseDeduction),
            Self::WantedPrice => found.wanted_price.map(Finding::WantedPrice),
            Self::WantedInStock => found.wanted_in_stock.map(Finding::WantedInStock),
            Self::CompetitorPrice => found.competitor_price.map(Finding::CompetitorPrice),
            Self::DaysInRepair => found.days_in_repair.map(Finding::DaysInRepair),
            Self::DaysAwaitingPart => found.days_awaiting_part.map(Finding::DaysAwaitingPart),
            Self::WithinShelfLife => found.within_shelf_life.map(Finding::WithinShelfLife),
            Self::ReturnCostTold => found.return_cost_told.map(Finding::ReturnCostTold),
            Self::CollectionOffered => found.collection_offered.map(Finding::CollectionOffered),
            Self::DelayAgreed => found.delay_agreed.map(Finding::DelayAgreed),
            Self::SentWithoutConsent => found.sent_without_consent.map(Finding::SentWithoutConsent),
            Self::SellerIdentified => found.seller_identified.map(Finding::SellerIdentified),
            Self::CancellationAccepted => found.cancellation_accepted.map(Finding::CancellationAccepted),
        }
    }

    /// The finding that answers with a standing.
    pub const fn with_standing(self, standing: Standing) -> Option<Finding> {
        Some(match self {
            Self::Defect => Finding::Defect(standing),
            Self::Misdescription => Finding::Misdescription(standing),
            Self::DamageInTransit => Finding::DamageInTransit(standing),
            Self::Loss => Finding::Loss(standing),
            Self::Safety => Finding::Safety(standing),
            Self::Fraud => Finding::Fraud(standing),
            Self::SellerKnew => Finding::SellerKnew(standing),
            Self::PurposeDefeated => Finding::PurposeDefeated(standing),
            Self::Injury => Finding::Injury(standing),
            Self::OfficiallySubstandard => Finding::OfficiallySubstandard(standing),
            Self::NotPerformed => Finding::NotPerformed(standing),
            Self::RefundUnpaid => Finding::RefundUnpaid(standing),
            Self::UnclearPage => Finding::UnclearPage(standing),
            Self::CarrierExcused => Finding::CarrierExcused(standing),
            _ => return None,
        })
    }

    /// The finding that answers yes or no.
    pub const fn with_flag(self, flag: bool) -> Option<Finding> {
        Some(match self {
            Self::NoReturnConfirmed => Finding::NoReturnConfirmed(flag),
            Self::WithinShelfLife => Finding::WithinShelfLife(flag),
            Self::ReturnCostTold => Finding::ReturnCostTold(flag),
            Self::CollectionOffered => Finding::CollectionOffered(flag),
            Self::DelayAgreed => Finding::DelayAgreed(flag),
            Self::SentWithoutConsent => Finding::SentWithoutConsent(flag),
            Self::SellerIdentified => Finding::SellerIdentified(flag),
            Self::CancellationAccepted => Finding::CancellationAccepted(flag),
            Self::WantedInStock => Finding::WantedInStock(flag),
            _ => return None,
        })
    }

    /// The finding a typed answer makes, or what is wrong with it.
    pub fn read(self, typed: &str, currency: Currency) -> Result<Finding, Problem> {
        let typed = typed.trim();
        let wrong = |code| Problem::new(self.code(), code);
        let count = || sum::whole(typed).map_err(|error| Problem::of_amount(self.code(), error));
        let money = || sum::parse(typed, currency).map_err(|error| Problem::of_amount(self.code(), error));
        // A browser gives local time without seconds.
        let moment =
            || OrderTime::parse(&[typed, ":00"].concat()).ok_or_else(|| wrong(ProblemCode::NotADate));
        match self {
            Self::RepairsFailed => count().map(Finding::RepairsFailed),
            Self::SpoiledPercent => count().map(Finding::SpoiledPercent),
            Self::DaysInRepair => count().map(Finding::DaysInRepair),
            Self::DaysAwaitingPart => count().map(Finding::DaysAwaitingPart),
            Self::LossAmount => money().map(Finding::LossAmount),
            Self::Overcharge => money().map(Finding::Overcharge),
            Self::UseDeduction => money().map(Finding::UseDeduction),
            Self::WantedPrice => money().map(Finding::WantedPrice),
            Self::CompetitorPrice => money().map(Finding::CompetitorPrice),
            Self::GoodsBackAt => moment().map(Finding::GoodsBackAt),
            Self::NotifiedAt => moment().map(Finding::NotifiedAt),
            _ => Err(wrong(ProblemCode::NotChosen)),
        }
    }
}

/// The answer of a finding in words.
pub fn answer_words(locale: Locale, finding: &Finding) -> String {
    match finding {
        Finding::Defect(standing)
        | Finding::Misdescription(standing)
        | Finding::DamageInTransit(standing)
        | Finding::Loss(standing)
        | Finding::Fraud(standing)
        | Finding::SellerKnew(standing)
        | Finding::Safety(standing)
        | Finding::PurposeDefeated(standing)
        | Finding::Injury(standing)
        | Finding::OfficiallySubstandard(standing)
        | Finding::NotPerformed(standing)
        | Finding::RefundUnpaid(standing)
        | Finding::UnclearPage(standing)
        | Finding::CarrierExcused(standing) => words::standing(locale, *standing).to_owned(),
        Finding::Fault(fault) => words::fault(locale, *fault).to_owned(),
        Finding::Condition(condition) => words::condition(locale, *condition).to_owned(),
        Finding::NoReturnConfirmed(flag)
        | Finding::WithinShelfLife(flag)
        | Finding::ReturnCostTold(flag)
        | Finding::CollectionOffered(flag)
        | Finding::DelayAgreed(flag)
        | Finding::SentWithoutConsent(flag)
        | Finding::SellerIdentified(flag)
        | Finding::WantedInStock(flag)
        | Finding::CancellationAccepted(flag) => {
            let yes_no = if *flag { t::common::yes } else { t::common::no };
            yes_no(locale).to_owned()
        }
        Finding::RepairsFailed(number)
        | Finding::SpoiledPercent(number)
        | Finding::DaysInRepair(number)
        | Finding::DaysAwaitingPart(number) => number.to_string(),
        Finding::GoodsBackAt(at) | Finding::NotifiedAt(at) => format::order_day(locale, *at),
        Finding::LossAmount(amount)
        | Finding::Overcharge(amount)
        | Finding::UseDeduction(amount)
        | Finding::WantedPrice(amount)
        | Finding::CompetitorPrice(amount) => format::money(locale, *amount),
        Finding::Blocked(remedies) if remedies.is_empty() => texts::answer_none(locale).to_owned(),
        Finding::Blocked(remedies) => {
            let names: Vec<&str> = remedies.iter().map(|remedy| shared::remedy(locale, *remedy)).collect();
            format::listed(locale, &names)
        }
    }
}

/// A finding in words: the question, as it is asked of the case, and its answer.
pub fn said(locale: Locale, case: Option<&Case>, finding: &Finding) -> String {
    let question = Question::answered_by(finding);
    let asked = match case {
        // It tells how to answer, which is done.
        Some(case) if question != Question::Overcharge => question_text(locale, case, question),
        _ => question.text(locale).to_owned(),
    };
    texts::finding_says(locale, &answer_words(locale, finding), &asked)
}
