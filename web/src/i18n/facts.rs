//! Facts, their values and what rules asked of them, in words.

use super::voice::is_desk;
use super::{Locale, t::fact as t, words};
use crate::format;
use crate::shop::language;
use domain::category::Category;
use domain::compensation::money::Currency;
use domain::compensation::sums::Sums;
use domain::finding::{Condition, Fault, Standing};
use domain::order::Trait;
use domain::policy::Fact;
use domain::policy::condition::Comparison;
use domain::policy::explain::Part;
use domain::policy::fact::{Kind, Vocabulary};
use domain::policy::own::{Among, Own};
use domain::policy::reason::Reason;
use domain::policy::snapshot::Value;
use domain::policy::words::{say, word_name};
use domain::remedy::Remedy;

/// What a fact is called.
#[expect(clippy::too_many_lines, reason = "one name for each fact")]
pub fn fact(locale: Locale, fact: Fact) -> &'static str {
    match fact {
        // What means the customer is said otherwise at the desk.
        Fact::Wants if is_desk() => t::desk_wants(locale),
        Fact::AskedAt if is_desk() => t::desk_asked_at(locale),
        Fact::ExtraTimeUntil if is_desk() => t::desk_extra_time_until(locale),
        Fact::BuyerChoseCarrier if is_desk() => t::desk_buyer_chose_carrier(locale),
        Fact::NoReturnConfirmed if is_desk() => t::desk_no_return_confirmed(locale),
        Fact::DelayAgreed if is_desk() => t::desk_delay_agreed(locale),
        Fact::Category => t::category(locale),
        Fact::Wants => t::wants(locale),
        Fact::AskedAt => t::asked_at(locale),
        Fact::Currency => t::currency(locale),
        Fact::PlacedAt => t::placed_at(locale),
        Fact::ShipBy => t::ship_by(locale),
        Fact::ShippedAt => t::shipped_at(locale),
        Fact::PromisedBy => t::promised_by(locale),
        Fact::ExtraTimeUntil => t::extra_time_until(locale),
        Fact::DeliveredAt => t::delivered_at(locale),
        Fact::ShippingFee => t::shipping_fee(locale),
        Fact::FreeShipping => t::free_shipping(locale),
        Fact::Traits => t::traits(locale),
        Fact::ProductKind => t::product_kind(locale),
        Fact::InBundle => t::in_bundle(locale),
        Fact::BundleComplete => t::bundle_complete(locale),
        Fact::PeriodFrom => t::period_from(locale),
        Fact::PeriodTo => t::period_to(locale),
        Fact::PeriodDays => t::period_days(locale),
        Fact::PeriodDaysUsed => t::period_days_used(locale),
        Fact::PeriodDaysLeft => t::period_days_left(locale),
        Fact::PeriodMonths => t::period_months(locale),
        Fact::PeriodMonthsUsed => t::period_months_used(locale),
        Fact::PeriodMonthsLeft => t::period_months_left(locale),
        Fact::GoodsTotal => t::goods_total(locale),
        Fact::ComplainedTotal => t::complained_total(locale),
        Fact::AllLines => t::all_lines(locale),
        Fact::DaysSinceDelivery => t::days_since_delivery(locale),
        Fact::DaysLate => t::days_late(locale),
        Fact::DaysSinceOrder => t::days_since_order(locale),
        Fact::DaysToShip => t::days_to_ship(locale),
        Fact::DaysShipLate => t::days_ship_late(locale),
        Fact::DaysToDeliver => t::days_to_deliver(locale),
        Fact::DaysPastExtraTime => t::days_past_extra_time(locale),
        Fact::DaysToReturn => t::days_to_return(locale),
        Fact::DaysToNotice => t::days_to_notice(locale),
        Fact::DaysSinceReturn => t::days_since_return(locale),
        Fact::MonthsSinceDelivery => t::months_since_delivery(locale),
        Fact::YearsSinceDelivery => t::years_since_delivery(locale),
        Fact::MonthsSinceOrder => t::months_since_order(locale),
        Fact::YearsSinceOrder => t::years_since_order(locale),
        Fact::WorkingDaysLate => t::working_days_late(locale),
        Fact::WorkingDaysShipLate => t::working_days_ship_late(locale),
        Fact::WantedPrice => t::wanted_price(locale),
        Fact::WantedInStock => t::wanted_in_stock(locale),
        Fact::WantedDearerBy => t::wanted_dearer_by(locale),
        Fact::WantedCheaperBy => t::wanted_cheaper_by(locale),
        Fact::CompetitorPrice => t::competitor_price(locale),
        Fact::GrantAmount => t::grant_amount(locale),
        Fact::IsBusiness => t::is_business(locale),
        Fact::GiftValue => t::gift_value(locale),
        Fact::Discount => t::discount(locale),
        Fact::DiscountThreshold => t::discount_threshold(locale),
        Fact::PointsUsed => t::points_used(locale),
        Fact::CouponUsed => t::coupon_used(locale),
        Fact::FreeShippingThreshold => t::free_shipping_threshold(locale),
        Fact::OutboundFreight => t::outbound_freight(locale),
        Fact::StandardShippingFee => t::standard_shipping_fee(locale),
        Fact::Deposit => t::deposit(locale),
        Fact::DeclaredValue => t::declared_value(locale),
        Fact::Postage => t::postage(locale),
        Fact::Mail => t::mail(locale),
        Fact::BuyerChoseCarrier => t::buyer_chose_carrier(locale),
        Fact::GuaranteeDaysLeft => t::guarantee_days_left(locale),
        Fact::Platform => t::platform(locale),
        Fact::BuyerCredit => t::buyer_credit(locale),
        Fact::CashOnDelivery => t::cash_on_delivery(locale),
        Fact::LosesFreeShipping => t::loses_free_shipping(locale),
        Fact::Status => t::status(locale),
        Fact::EarlierGiven => t::earlier_given(locale),
        Fact::Defect => t::defect(locale),
        Fact::Misdescription => t::misdescription(locale),
        Fact::DamageInTransit => t::damage_in_transit(locale),
        Fact::Loss => t::loss(locale),
        Fact::Fraud => t::fraud(locale),
        Fact::SellerKnew => t::seller_knew(locale),
        Fact::Safety => t::safety(locale),
        Fact::Fault => t::fault(locale),
        Fact::Condition => t::condition(locale),
        Fact::NoReturnConfirmed => t::no_return_confirmed(locale),
        Fact::RepairsFailed => t::repairs_failed(locale),
        Fact::SpoiledPercent => t::spoiled_percent(locale),
        Fact::GoodsBackAt => t::goods_back_at(locale),
        Fact::Blocked => t::blocked(locale),
        Fact::PurposeDefeated => t::purpose_defeated(locale),
        Fact::Injury => t::injury(locale),
        Fact::OfficiallySubstandard => t::officially_substandard(locale),
        Fact::NotPerformed => t::not_performed(locale),
        Fact::RefundUnpaid => t::refund_unpaid(locale),
        Fact::UnclearPage => t::unclear_page(locale),
        Fact::CarrierExcused => t::carrier_excused(locale),
        Fact::LossAmount => t::loss_amount(locale),
        Fact::Overcharge => t::overcharge(locale),
        Fact::UseDeduction => t::use_deduction(locale),
        Fact::DaysInRepair => t::days_in_repair(locale),
        Fact::DaysAwaitingPart => t::days_awaiting_part(locale),
        Fact::WithinShelfLife => t::within_shelf_life(locale),
        Fact::ReturnCostTold => t::return_cost_told(locale),
        Fact::CollectionOffered => t::collection_offered(locale),
        Fact::DelayAgreed => t::delay_agreed(locale),
        Fact::SentWithoutConsent => t::sent_without_consent(locale),
        Fact::SellerIdentified => t::seller_identified(locale),
        Fact::CancellationAccepted => t::cancellation_accepted(locale),
        Fact::Tier => t::tier(locale),
        Fact::ComplaintsOnOrder => t::complaints_on_order(locale),
    }
}

/// A fact's value in words; `None` is not known.
pub fn value(locale: Locale, of: Fact, value: Option<&Value>) -> String {
    match value {
        None => t::unknown(locale).to_owned(),
        Some(Value::Word(code)) => word(locale, of, code),
        Some(Value::Words(codes)) if codes.is_empty() => t::none(locale).to_owned(),
        Some(Value::Words(codes)) => {
            let words: Vec<String> = codes.iter().map(|code| word(locale, of, code)).collect();
            format::listed(locale, &words)
        }
        Some(Value::Own(codes, own)) => {
            let words = codes.iter().map(|code| word(locale, of, code));
            let own = own.iter().map(|one| one.name.get(language(locale)).to_owned());
            match words.chain(own).collect::<Vec<_>>().as_slice() {
                [] => t::none(locale).to_owned(),
                words => format::listed(locale, words),
            }
        }
        Some(Value::Currency(currency)) => currency.code().to_owned(),
        Some(Value::Flag(flag)) => yes_no(locale, *flag).to_owned(),
        Some(Value::Number(..0)) if of == Fact::GuaranteeDaysLeft => t::guarantee_over(locale).to_owned(),
        Some(Value::Number(number)) if of.kind() == Kind::Days => t::days_n(locale, *number),
        Some(Value::Number(number)) => format::number(locale, *number),
        Some(Value::Day(day)) => format::day(locale, *day),
        Some(Value::Money(money)) => format::money(locale, *money),
    }
}

/// How a claim of the customer's reads to them while it is all that a rule waits for.
pub fn awaited(locale: Locale, reason: &Reason) -> Option<&'static str> {
    let is_claimed = matches!(&reason.is, Some(Value::Word(code)) if *code == Standing::Claimed.code());
    let Comparison::Is(set) = reason.test.comparison else { return None };
    let wants_proof = reason.fact.kind() == Kind::Word(Vocabulary::Standing)
        && reason.words(set) == Value::Words(vec![Standing::Established.code()]);
    (is_claimed && wants_proof && !is_desk()).then(|| t::claimed_open(locale))
}

/// What a rule asked of a fact.
pub fn required(locale: Locale, reason: &Reason) -> String {
    let number = |bound: i64| match reason.fact.kind() {
        Kind::Days => t::days_n(locale, bound),
        _ => format::number(locale, bound),
    };
    let words = |set: i64| value(locale, reason.fact, Some(&reason.words(set)));
    let either = |set: i64| match reason.words(set) {
        Value::Words(codes) => {
            let words: Vec<String> = codes.iter().map(|code| word(locale, reason.fact, code)).collect();
            format::either(locale, &words)
        }
        _ => String::new(),
    };
    let is_only = |set: i64, standing: Standing| {
        reason.fact.kind() == Kind::Word(Vocabulary::Standing)
            && reason.words(set) == Value::Words(vec![standing.code()])
    };
    let sum = |sums: &Sums| match reason.bound(sums) {
        Some(sum) => format::money(locale, sum),
        None => sums.iter().map(|sum| format::money(locale, sum)).collect::<Vec<_>>().join(" / "),
    };
    match (&reason.test.comparison, reason.last_day) {
        (Comparison::Is(set) | Comparison::Has(set), _) => t::must_be(locale, &either(*set)),
        (Comparison::IsNot(set), _) if is_only(*set, Standing::Refuted) => {
            t::not_ruled_out(locale).to_owned()
        }
        (Comparison::IsNot(set), _) => t::must_not_be(locale, &either(*set)),
        (Comparison::HasNone(set), _) => t::must_not_have(locale, &words(*set)),
        (Comparison::Own(own), _) => own_words(locale, reason.fact, own),
        (Comparison::IsCurrency(currencies), _) => {
            let codes: Vec<&str> = currencies.iter().map(Currency::code).collect();
            t::must_be(locale, &format::either(locale, &codes))
        }
        (Comparison::IsFlag(true), _) if reason.fact.kind() == Kind::Money => {
            t::more_than_nothing(locale).to_owned()
        }
        (Comparison::IsFlag(false), _) if reason.fact.kind() == Kind::Money => t::none(locale).to_owned(),
        (Comparison::IsFlag(flag), _) => t::must_be(locale, yes_no(locale, *flag)),
        (Comparison::AtLeast(0), _) if reason.fact == Fact::GuaranteeDaysLeft => {
            t::guarantee_not_over(locale).to_owned()
        }
        (Comparison::AtLeast(bound), _) if let Some(day) = reason.day_bound(*bound) => {
            t::from_day(locale, &format::day(locale, day))
        }
        (Comparison::AtMost(bound), _) if let Some(day) = reason.day_bound(*bound) => {
            t::until_day(locale, &format::day(locale, day))
        }
        (Comparison::AtLeast(bound), _) => t::at_least(locale, &number(*bound)),
        (Comparison::AtMost(bound), _) => t::at_most(locale, &number(*bound)),
        (Comparison::AtLeastSum(sums), _) => t::at_least(locale, &sum(sums)),
        (Comparison::AtMostSum(sums), _) => t::at_most(locale, &sum(sums)),
        (Comparison::Within(_), Some(day)) => t::until_day(locale, &format::day(locale, day)),
        (Comparison::Beyond(_), Some(day)) => t::after_day(locale, &format::day(locale, day)),
        (Comparison::Within(term), None) => t::at_most(locale, &t::days_n(locale, i64::from(term.count))),
        (Comparison::Beyond(term), None) => {
            t::at_least(locale, &t::days_n(locale, i64::from(term.count) + 1))
        }
        (Comparison::Known, _) => t::must_be_known(locale).to_owned(),
        (Comparison::Absent, _) => t::must_be_absent(locale).to_owned(),
    }
}

/// What is asked in words of which some are the shop's own.
fn own_words(locale: Locale, of: Fact, own: &Own) -> String {
    let known = own.known_words().into_iter().map(|code| word(locale, of, code));
    let words: Vec<String> =
        known.chain(own.words.iter().map(|mark| own.name(mark, language(locale)))).collect();
    let either = || format::either(locale, &words);
    let all = || format::listed(locale, &words);
    match own.how {
        Among::Is | Among::Has => t::must_be(locale, &either()),
        Among::IsNot => t::must_not_be(locale, &either()),
        Among::HasNone => t::must_not_have(locale, &all()),
    }
}

/// What an explanation says, with its amounts and days as this reader writes them.
pub fn said(locale: Locale, parts: &[Part]) -> String {
    parts
        .iter()
        .map(|part| match part {
            Part::Text(text) => text.clone(),
            Part::Money(amount) => format::money(locale, *amount),
            Part::Day(day) => format::day(locale, *day),
            Part::Number(number) => format::number(locale, *number),
        })
        .collect()
}

fn yes_no(locale: Locale, flag: bool) -> &'static str {
    if flag { super::t::common::yes(locale) } else { super::t::common::no(locale) }
}

/// A word of one of the vocabularies by its code, as the explanations of the rules call it where the page has no word
/// of its own.
fn word(locale: Locale, of: Fact, code: &'static str) -> String {
    let known = match of {
        Fact::Category => Category::from_code(code).map(|word| words::category(locale, word)),
        Fact::Wants | Fact::Blocked => Remedy::from_code(code).map(|word| words::remedy(locale, word)),
        Fact::Traits => Trait::from_code(code).map(|word| kind_of_goods(locale, word)),
        Fact::Fault => Fault::from_code(code).map(|word| fault(locale, word)),
        Fact::Condition => Condition::from_code(code).map(|word| match word {
            Condition::Intact => t::intact(locale),
            Condition::Used => t::used(locale),
        }),
        _ => Standing::from_code(code).map(|word| standing(locale, word)),
    };
    known.unwrap_or_else(|| say(word_name(code), language(locale))).to_owned()
}

/// How far a claim has come.
pub fn standing(locale: Locale, standing: Standing) -> &'static str {
    match standing {
        Standing::Established => t::established(locale),
        Standing::Claimed if is_desk() => t::desk_claimed(locale),
        Standing::Claimed => t::claimed(locale),
        Standing::Refuted => t::refuted(locale),
    }
}

/// Whose doing it was.
pub fn fault(locale: Locale, fault: Fault) -> &'static str {
    match fault {
        Fault::Seller => t::fault_seller(locale),
        Fault::Carrier => t::fault_carrier(locale),
        Fault::Platform => t::fault_platform(locale),
        Fault::Customer if is_desk() => t::desk_fault_customer(locale),
        Fault::Customer => t::fault_customer(locale),
    }
}

/// A kind of goods.
pub fn kind_of_goods(locale: Locale, kind: Trait) -> &'static str {
    match kind {
        Trait::Durable => t::trait_durable(locale),
        Trait::Perishable => t::trait_perishable(locale),
        Trait::Food => t::trait_food(locale),
        Trait::CustomMade => t::trait_custom_made(locale),
        Trait::Digital => t::trait_digital(locale),
        Trait::Unsealed => t::trait_unsealed(locale),
        Trait::HygieneSealed => t::trait_hygiene_sealed(locale),
        Trait::MotorVehicle => t::trait_motor_vehicle(locale),
        Trait::Plants => t::trait_plants(locale),
        Trait::Services => t::trait_services(locale),
        Trait::FinalSale => t::trait_final_sale(locale),
        Trait::Periodical => t::trait_periodical(locale),
        Trait::Gift => t::trait_gift(locale),
    }
}
