//! The domain's vocabularies in words.
//!
//! Each is an exhaustive match, so a new word of the domain does not compile until it has a text in every
//! language.

use super::{Locale, t::common as t};
use crate::format;
use domain::category::Category;
use domain::compensation::option::{Missing, RemedyPart};
use domain::complaint::left_open::LeftOpen;
use domain::finding::Standing;
use domain::order::payment::Means;
use domain::order::{Order, OrderStatus, Pieces};
use domain::remedy::{Payer, Remedy};

/// A category's short name.
pub fn category(locale: Locale, category: Category) -> &'static str {
    match category {
        Category::Quality => t::category_quality(locale),
        Category::NotAsDescribed => t::category_not_as_described(locale),
        Category::DeliveryDelay => t::category_delivery_delay(locale),
        Category::DeliveryDamage => t::category_delivery_damage(locale),
        Category::DeliveryLost => t::category_delivery_lost(locale),
        Category::WrongItem => t::category_wrong_item(locale),
        Category::Service => t::category_service(locale),
        Category::Returns => t::category_returns(locale),
        Category::Transaction => t::category_transaction(locale),
        Category::AfterSales => t::category_after_sales(locale),
        Category::Privacy => t::category_privacy(locale),
        Category::Safety => t::category_safety(locale),
        Category::Other => t::category_other(locale),
    }
}

/// A remedy with the goods it is about, where those are not all that are complained about.
pub fn remedy_for(locale: Locale, part: &RemedyPart) -> String {
    let name = match (part.remedy, part.amount) {
        (Remedy::ReturnShipping, None) => t::return_shipping_ours(locale),
        _ => remedy(locale, part.remedy),
    };
    if part.goods.is_empty() {
        return name.to_owned();
    }
    let lead = if locale == Locale::En { ": " } else { "：" };
    let goods: Vec<&str> = part.goods.iter().map(|goods| goods.title.as_str()).collect();
    [name, lead, &format::listed(locale, &goods)].concat()
}

/// Pieces by the title of their line, with how many of them.
pub fn pieces(order: Option<&Order>, pieces: &[Pieces]) -> Vec<String> {
    let one = |pieces: &Pieces| {
        let line = order.and_then(|order| order.lines.iter().find(|line| line.sku == pieces.sku));
        let (title, all) = line.map_or((&pieces.sku, 1), |line| (&line.title, line.quantity));
        [title, " × ", &pieces.quantity.unwrap_or(all).to_string()].concat()
    };
    pieces.iter().map(one).collect()
}

/// What an option leaves out, by name and sum.
pub fn missing(locale: Locale, missing: &[Missing]) -> String {
    let one = |one: &Missing| match one.amount {
        Some(amount) => [remedy(locale, one.remedy), " ", &format::money(locale, amount)].concat(),
        None => remedy(locale, one.remedy).to_owned(),
    };
    format::listed(locale, &missing.iter().map(one).collect::<Vec<_>>())
}

/// How something is told that has come so far.
pub type Says = (Standing, fn(Locale, &str) -> String);

/// What an agreement leaves open, a line for each of these standings that some of it has.
pub fn left_open(locale: Locale, all: &[LeftOpen], says: &[Says]) -> Vec<String> {
    let line = |(standing, says): &Says| {
        let own = all.iter().filter(|one| one.standing == *standing);
        let own: Vec<Missing> = own.map(|one| Missing { remedy: one.remedy, amount: one.amount }).collect();
        (!own.is_empty()).then(|| says(locale, &missing(locale, &own)))
    };
    says.iter().filter_map(line).collect()
}

/// What a remedy is called, as somebody would ask for it.
pub fn remedy(locale: Locale, remedy: Remedy) -> &'static str {
    match remedy {
        Remedy::Refund => t::remedy_refund(locale),
        Remedy::PriceReduction => t::remedy_price_reduction(locale),
        Remedy::ReturnRefund => t::remedy_return_refund(locale),
        Remedy::Withdrawal => t::remedy_withdrawal(locale),
        Remedy::Exchange => t::remedy_exchange(locale),
        Remedy::Substitute => t::remedy_substitute(locale),
        Remedy::Remake => t::remedy_remake(locale),
        Remedy::Resend => t::remedy_resend(locale),
        Remedy::MissingPart => t::remedy_missing_part(locale),
        Remedy::Repair => t::remedy_repair(locale),
        Remedy::ThirdPartyRepair => t::remedy_third_party_repair(locale),
        Remedy::OverchargeRefund => t::remedy_overcharge_refund(locale),
        Remedy::ShippingRefund => t::remedy_shipping_refund(locale),
        Remedy::ReturnShipping => t::remedy_return_shipping(locale),
        Remedy::DelayCompensation => t::remedy_delay_compensation(locale),
        Remedy::ServiceFeeWaiver => t::remedy_service_fee_waiver(locale),
        Remedy::StatutoryDamages => t::remedy_statutory_damages(locale),
        Remedy::Coupon => t::remedy_coupon(locale),
        Remedy::Gift => t::remedy_gift(locale),
        Remedy::Points => t::remedy_points(locale),
        Remedy::ExtraService => t::remedy_extra_service(locale),
        Remedy::Guidance => t::remedy_guidance(locale),
        Remedy::Apology => t::remedy_apology(locale),
        Remedy::Correction => t::remedy_correction(locale),
        Remedy::StoreCredit => t::remedy_store_credit(locale),
        Remedy::Cancel => t::remedy_cancel(locale),
        Remedy::ChangeOrder => t::remedy_change_order(locale),
    }
}

/// Who bears a share.
pub fn payer(locale: Locale, payer: Payer) -> &'static str {
    match payer {
        Payer::Seller => t::payer_seller(locale),
        Payer::Platform => t::payer_platform(locale),
        Payer::Carrier => t::payer_carrier(locale),
        Payer::Insurer => t::payer_insurer(locale),
        Payer::Customer => t::payer_customer(locale),
    }
}

/// How far an order has come.
pub fn order_status(locale: Locale, status: OrderStatus) -> &'static str {
    match status {
        OrderStatus::Placed => t::order_placed(locale),
        OrderStatus::Paid => t::order_paid(locale),
        OrderStatus::Shipped => t::order_shipped(locale),
        OrderStatus::Delivered => t::order_delivered(locale),
        OrderStatus::Cancelled => t::order_cancelled(locale),
        OrderStatus::Unavailable => t::order_unavailable(locale),
    }
}

/// A means of payment.
pub fn means(locale: Locale, means: Means) -> &'static str {
    match means {
        Means::Card => t::means_card(locale),
        Means::Wallet => t::means_wallet(locale),
        Means::Transfer => t::means_transfer(locale),
        Means::CashOnDelivery => t::means_cash_on_delivery(locale),
        Means::GiftCard => t::means_gift_card(locale),
        Means::Points => t::means_points(locale),
        Means::StoreCredit => t::means_store_credit(locale),
    }
}
