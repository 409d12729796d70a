//! The order of a case: what was bought, paid, sent in which parcel and promised for when.

use super::{date, deadline, last_day, money, small, sum, time};
use crate::compensation::money::Currency;
use crate::order::mark::Mark;
use crate::order::payment::{Means, Payment};
use crate::order::period::Period;
use crate::order::terms::{Mail, Marketplace, Terms};
use crate::order::{Order, OrderLine, OrderStatus, OrderTime, Trait};
use crate::policy::authoring::case_checks::{Asked, check_payments, check_times, check_total};
use crate::policy::authoring::reader::Table;
use crate::policy::fact::Fact;

/// No order a person complains about has more lines.
const MOST_LINES: usize = 1_000;

/// The order, and how many pieces of each line are complained about.
pub(super) fn order_of(table: Table<'_, '_>, asked: Option<&Asked>) -> Option<(Order, Vec<u32>)> {
    let currency = table.need("currency", "an ISO 4217 code such as `CNY`").and_then(|found| {
        let currency = Currency::from_code(&found.text("an ISO 4217 code such as `CNY`")?);
        if currency.is_none() {
            found.wrong("a known currency; expected an ISO 4217 code such as `CNY`");
        }
        currency
    });
    table.need("placed_at", "a date and time such as `2026-03-09T18:40:00+08:00`");
    let placed_at = time(&table, "placed_at");
    let ship_by = deadline(&table, "ship_by");
    let shipped_at = time(&table, "shipped_at");
    let promised_by = last_day(&table, "promised_by", asked);
    let extra_time_until = last_day(&table, "extra_time_until", asked);
    let delivered_at = time(&table, "delivered_at");
    let status = table.find("status").and_then(|found| found.word(OrderStatus::ALL, OrderStatus::code));
    let shipping_fee = sum(&table, "shipping_fee", currency);
    let free_shipping = table.flag("free_shipping").unwrap_or(false);
    let terms = terms_of(&table, currency);
    let mut lines = Vec::new();
    let mut complained = Vec::new();
    let tables = table.tables("line");
    if tables.len() > MOST_LINES {
        let problem = format!("{} lines; expected at most {MOST_LINES}", tables.len());
        table.source.add(table.at(), &table.key("line"), problem);
    } else {
        let moments = (asked, placed_at);
        for (line, pieces) in tables.into_iter().filter_map(|table| line_of(table, currency, moments)) {
            lines.push(line);
            complained.push(pieces);
        }
    }
    let payment_at = table.find("payment").map_or(table.at(), |found| found.at);
    let payments: Vec<Payment> =
        table.tables("payment").into_iter().filter_map(|table| payment_of(table, currency)).collect();
    check_times(
        &table,
        asked,
        placed_at,
        &[("ship_by", ship_by), ("shipped_at", shipped_at), ("delivered_at", delivered_at)],
    );
    let (at, key) = (table.at(), table.key("line.unit_price"));
    let source = table.source;
    table.finish();
    let are_lines_delivered = !lines.is_empty() && lines.iter().all(|line| line.delivered_at.is_some());
    let status = status.unwrap_or(match (delivered_at, shipped_at) {
        (Some(_), _) => OrderStatus::Delivered,
        (None, _) if are_lines_delivered => OrderStatus::Delivered,
        (None, Some(_)) => OrderStatus::Shipped,
        (None, None) => OrderStatus::Placed,
    });
    let order = Order {
        number: "case".to_owned(),
        status,
        currency: currency?,
        placed_at: placed_at?,
        ship_by,
        shipped_at,
        promised_by,
        extra_time_until,
        looked_at: None,
        delivered_at,
        shipping_fee,
        free_shipping,
        terms,
        payments,
        given_outside: Vec::new(),
        tracking: None,
        lines,
    };
    check_total(source, at, &key, &order);
    check_payments(source, payment_at, &order);
    Some((order, complained))
}

fn terms_of(table: &Table<'_, '_>, currency: Option<Currency>) -> Terms {
    Terms {
        // A case says it of its customer.
        tier: None,
        is_business: false,
        discount: sum(table, "discount", currency),
        discount_threshold: sum(table, "discount_threshold", currency),
        points_used: small(table, "points_used", 0, 1_000_000_000),
        coupon_used: sum(table, "coupon_used", currency),
        free_shipping_threshold: sum(table, "free_shipping_threshold", currency),
        outbound_freight: sum(table, "outbound_freight", currency),
        standard_shipping_fee: sum(table, "standard_shipping_fee", currency),
        deposit: sum(table, "deposit", currency),
        declared_value: sum(table, "declared_value", currency),
        postage: sum(table, "postage", currency),
        mail: table.find("mail").and_then(|found| found.word(Mail::ALL, Mail::code)),
        buyer_chose_carrier: table.flag("buyer_chose_carrier").unwrap_or(false),
        guarantee_until: date(table, "guarantee_until"),
        platform: table.find("platform").and_then(|found| found.word(Marketplace::ALL, Marketplace::code)),
        buyer_credit: table.flag("buyer_credit").unwrap_or(false),
        cash_on_delivery: table.flag("cash_on_delivery").unwrap_or(false),
        settlement: None,
        is_over: false,
        is_like_another: false,
    }
}

fn payment_of(table: Table<'_, '_>, currency: Option<Currency>) -> Option<Payment> {
    let means = table.need("means", "a means of payment such as `card`");
    let means = means.and_then(|found| found.word(Means::ALL, Means::code));
    let amount = table.need("amount", "an amount as text, such as \"12.50\"");
    let amount = amount.and_then(|found| money(&found, currency));
    table.finish();
    Some(Payment { means: means?, amount: amount? })
}

/// The days for which a line was paid ahead; both ends are needed.
fn period_of(table: &Table<'_, '_>) -> Option<Period> {
    let (from, to) = ("period_from", "period_to");
    if !table.has(from) && !table.has(to) {
        return None;
    }
    let (first, last) =
        ("the first day paid for, such as `2026-01-01`", "the last day paid for, such as `2026-12-31`");
    table.need(from, first);
    table.need(to, last);
    let (first, last) = (date(table, from)?, date(table, to)?);
    let period = Period::new(first, last);
    if period.is_none() {
        let problem = format!("{last} lies before period_from; expected that day or a later one");
        table.source.add(table.at(), &table.key(to), problem);
    }
    period
}

/// The traits of a line: those everybody knows, and the shop's own.
fn traits_of(table: &Table<'_, '_>) -> (Vec<Trait>, Vec<Mark>) {
    let (mut traits, mut own) = (Vec::new(), Vec::new());
    let Some(found) = table.find("traits") else { return (traits, own) };
    for word in found.list("a list of words in brackets, such as [\"durable\"]").unwrap_or_default() {
        match Trait::from_code(&word) {
            Some(known) => traits.push(known),
            None => own.extend(found.own_word(&word, Fact::Traits)),
        }
    }
    (traits, own)
}

/// A line, and how many of its pieces are complained about.
fn line_of(
    table: Table<'_, '_>,
    currency: Option<Currency>,
    (asked, placed_at): (Option<&Asked>, Option<OrderTime>),
) -> Option<(OrderLine, u32)> {
    let sku = table.need_text("sku", "the shop's code for the goods");
    let title = table.need_text("title", "the name of the goods");
    let unit_price = table.need("unit_price", "an amount as text, such as \"12.50\"");
    let unit_price = unit_price.and_then(|found| money(&found, currency));
    table.need("quantity", "a whole number from 1");
    let quantity = small(&table, "quantity", 1, 1_000_000_000);
    let paid = sum(&table, "paid", currency);
    let (traits, own_traits) = traits_of(&table);
    let kind = table.find("kind").and_then(|found| {
        found.own_word(&found.text("a kind of product such as `mattress`")?, Fact::ProductKind)
    });
    let bundle = table.text("bundle");
    let period = period_of(&table);
    let delivered_at = time(&table, "delivered_at");
    check_times(&table, asked, placed_at, &[("delivered_at", delivered_at)]);
    let status = table.find("status").and_then(|found| found.word(OrderStatus::ALL, OrderStatus::code));
    let is_complained = table.flag("complained").unwrap_or(true);
    let most = quantity.unwrap_or(1);
    let pieces = small(&table, "complained_quantity", 0, i64::from(most));
    table.finish();
    let line = OrderLine {
        paid,
        traits,
        own_traits,
        kind,
        bundle,
        period,
        delivered_at,
        status,
        ..OrderLine::plain(sku?, title?, unit_price?, quantity?)
    };
    let pieces = if is_complained { pieces.unwrap_or(line.quantity) } else { 0 };
    Some((line, pieces))
}
