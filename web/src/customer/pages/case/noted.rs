//! What the desk has found out, in the customer's words: the fact, and what holds for it.

use domain::compensation::money::Money;
use domain::finding::{Finding, Standing};
use domain::order::OrderTime;
use domain::policy::Fact;
use domain::policy::snapshot::Value;
use web::format;
use web::i18n::{Locale, facts, t};

/// A finding in words, such as “damaged on the way: confirmed”.
pub(super) fn noted(locale: Locale, finding: &Finding) -> String {
    let (fact, says) = read(locale, finding);
    let name = match finding {
        // The fact that rules ask about counts the days until then.
        Finding::NotifiedAt(_) => t::customer::found_first_told(locale),
        _ => facts::fact(locale, fact),
    };
    t::customer::found_says(locale, name, &says)
}

/// What was looked into, as something the desk did: what is so, or what could not be confirmed.
pub(super) fn found(locale: Locale, finding: &Finding) -> String {
    let (fact, _) = read(locale, finding);
    match standing_of(finding) {
        Some(Standing::Established) => t::customer::ev_found_true(locale, facts::fact(locale, fact)),
        Some(Standing::Refuted) => t::customer::ev_found_untrue(locale, facts::fact(locale, fact)),
        Some(Standing::Claimed) | None => t::customer::ev_finding(locale, &noted(locale, finding)),
    }
}

/// How what the customer says stands, where the finding is about that.
const fn standing_of(finding: &Finding) -> Option<Standing> {
    match finding {
        Finding::Defect(is)
        | Finding::Misdescription(is)
        | Finding::DamageInTransit(is)
        | Finding::Loss(is)
        | Finding::Fraud(is)
        | Finding::SellerKnew(is)
        | Finding::Safety(is)
        | Finding::PurposeDefeated(is)
        | Finding::Injury(is)
        | Finding::OfficiallySubstandard(is)
        | Finding::NotPerformed(is)
        | Finding::RefundUnpaid(is)
        | Finding::UnclearPage(is)
        | Finding::CarrierExcused(is) => Some(*is),
        _ => None,
    }
}

fn read(locale: Locale, finding: &Finding) -> (Fact, String) {
    let by = |fact: Fact, value: Value| (fact, facts::value(locale, fact, Some(&value)));
    let standing = |fact, standing: Standing| by(fact, Value::Word(standing.code()));
    let flag = |fact, flag: bool| by(fact, Value::Flag(flag));
    let count = |fact, count: u32| by(fact, Value::Number(i64::from(count)));
    let money = |fact, amount: Money| by(fact, Value::Money(amount));
    let day = |fact, at: OrderTime| (fact, format::order_day(locale, at));
    match finding {
        Finding::Defect(is) => standing(Fact::Defect, *is),
        Finding::Misdescription(is) => standing(Fact::Misdescription, *is),
        Finding::DamageInTransit(is) => standing(Fact::DamageInTransit, *is),
        Finding::Loss(is) => standing(Fact::Loss, *is),
        Finding::Fraud(is) => standing(Fact::Fraud, *is),
        Finding::SellerKnew(is) => standing(Fact::SellerKnew, *is),
        Finding::Safety(is) => standing(Fact::Safety, *is),
        Finding::PurposeDefeated(is) => standing(Fact::PurposeDefeated, *is),
        Finding::Injury(is) => standing(Fact::Injury, *is),
        Finding::OfficiallySubstandard(is) => standing(Fact::OfficiallySubstandard, *is),
        Finding::NotPerformed(is) => standing(Fact::NotPerformed, *is),
        Finding::RefundUnpaid(is) => standing(Fact::RefundUnpaid, *is),
        Finding::UnclearPage(is) => standing(Fact::UnclearPage, *is),
        Finding::CarrierExcused(is) => standing(Fact::CarrierExcused, *is),
        Finding::Fault(who) => by(Fact::Fault, Value::Word(who.code())),
        Finding::Condition(is) => by(Fact::Condition, Value::Word(is.code())),
        Finding::NoReturnConfirmed(is) => flag(Fact::NoReturnConfirmed, *is),
        Finding::WithinShelfLife(is) => flag(Fact::WithinShelfLife, *is),
        Finding::ReturnCostTold(is) => flag(Fact::ReturnCostTold, *is),
        Finding::CollectionOffered(is) => flag(Fact::CollectionOffered, *is),
        Finding::DelayAgreed(is) => flag(Fact::DelayAgreed, *is),
        Finding::SentWithoutConsent(is) => flag(Fact::SentWithoutConsent, *is),
        Finding::SellerIdentified(is) => flag(Fact::SellerIdentified, *is),
        Finding::WantedInStock(is) => flag(Fact::WantedInStock, *is),
        Finding::CancellationAccepted(is) => flag(Fact::CancellationAccepted, *is),
        Finding::RepairsFailed(n) => count(Fact::RepairsFailed, *n),
        Finding::SpoiledPercent(n) => count(Fact::SpoiledPercent, *n),
        Finding::DaysInRepair(n) => count(Fact::DaysInRepair, *n),
        Finding::DaysAwaitingPart(n) => count(Fact::DaysAwaitingPart, *n),
        Finding::GoodsBackAt(at) => day(Fact::GoodsBackAt, *at),
        Finding::NotifiedAt(at) => day(Fact::DaysToNotice, *at),
        Finding::LossAmount(amount) => money(Fact::LossAmount, *amount),
        Finding::Overcharge(amount) => money(Fact::Overcharge, *amount),
        Finding::UseDeduction(amount) => money(Fact::UseDeduction, *amount),
        Finding::WantedPrice(amount) => money(Fact::WantedPrice, *amount),
        Finding::CompetitorPrice(amount) => money(Fact::CompetitorPrice, *amount),
        Finding::Blocked(remedies) => {
            by(Fact::Blocked, Value::Words(remedies.iter().map(|remedy| remedy.code()).collect()))
        }
    }
}
