//! What a case is about, as its desk asks: which questions come first, which are beside the point, and in whose words.

use super::question::Question;
use crate::format;
use crate::i18n::{Locale, t::console as texts};
use domain::category::Category;
use domain::complaint::Case;
use domain::policy::conscience::is_danger;
use domain::remedy::Remedy;

/// What a question is about: under which heading it stands among those that no rule asks now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matter {
    /// What the goods are like.
    Goods,
    /// How they came.
    Delivery,
    /// Who was hurt or deceived.
    Harm,
    /// Sending back, exchanging and repairing.
    Return,
    /// Sums.
    Money,
    /// What was bought from whom, and what became of it.
    Purchase,
}

impl Matter {
    /// All of them, in the order of their headings.
    pub const ALL: [Self; 6] =
        [Self::Goods, Self::Delivery, Self::Harm, Self::Return, Self::Money, Self::Purchase];

    /// What a question is about.
    pub const fn of(question: Question) -> Self {
        match question {
            Question::Defect
            | Question::Misdescription
            | Question::UnclearPage
            | Question::Condition
            | Question::OfficiallySubstandard
            | Question::SpoiledPercent
            | Question::WithinShelfLife => Self::Goods,
            Question::DamageInTransit
            | Question::Loss
            | Question::CarrierExcused
            | Question::DelayAgreed
            | Question::SentWithoutConsent => Self::Delivery,
            Question::Safety | Question::Injury | Question::Fraud | Question::SellerKnew => Self::Harm,
            Question::NoReturnConfirmed
            | Question::GoodsBackAt
            | Question::ReturnCostTold
            | Question::CollectionOffered
            | Question::WantedInStock
            | Question::RepairsFailed
            | Question::DaysInRepair
            | Question::DaysAwaitingPart => Self::Return,
            Question::LossAmount
            | Question::Overcharge
            | Question::RefundUnpaid
            | Question::UseDeduction
            | Question::WantedPrice
            | Question::CompetitorPrice => Self::Money,
            Question::Fault
            | Question::NotifiedAt
            | Question::PurposeDefeated
            | Question::NotPerformed
            | Question::SellerIdentified
            | Question::CancellationAccepted
            | Question::Blocked => Self::Purchase,
        }
    }

    /// Its name on the page, for tests.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Goods => "goods",
            Self::Delivery => "delivery",
            Self::Harm => "harm",
            Self::Return => "return",
            Self::Money => "money",
            Self::Purchase => "purchase",
        }
    }

    /// Its heading.
    pub fn name(self, locale: Locale) -> &'static str {
        match self {
            Self::Goods => texts::matter_goods(locale),
            Self::Delivery => texts::matter_delivery(locale),
            Self::Harm => texts::matter_harm(locale),
            Self::Return => texts::matter_return(locale),
            Self::Money => texts::matter_money(locale),
            Self::Purchase => texts::matter_purchase(locale),
        }
    }
}

/// The place of a question among those of a case: what it is about comes first.
pub fn rank(case: &Case, question: Question) -> (bool, Question) {
    let is_first = match question {
        Question::Safety | Question::Injury => is_about_danger(case),
        Question::Misdescription => case.category == Category::WrongItem,
        Question::Overcharge => case.wants.contains(&Remedy::OverchargeRefund),
        _ => false,
    };
    (!is_first, question)
}

/// A question in the words of the case.
pub fn question_text(locale: Locale, case: &Case, question: Question) -> String {
    let is_fake = || case.says_fake();
    match question {
        Question::Misdescription if case.category == Category::WrongItem => {
            texts::ask_wrong_item(locale).to_owned()
        }
        Question::Misdescription if is_fake() => texts::ask_fake(locale).to_owned(),
        Question::Fraud if is_fake() => texts::ask_fake_sold(locale).to_owned(),
        Question::Overcharge => match case.order.came_in().filter(|paid| paid.minor > 0) {
            Some(paid) => texts::ask_overcharge_of(locale, &format::money(locale, paid)),
            None => texts::ask_overcharge_how(locale).to_owned(),
        },
        question => question.text(locale).to_owned(),
    }
}

/// Danger that was told of, whether or not somebody has looked into it.
fn is_about_danger(case: &Case) -> bool {
    case.category == Category::Safety || is_danger(case.category, &case.findings)
}
