//! The order of a case as the shop knows it now.
//!
//! A case answers upon the order it was filed about. What becomes of that order afterwards belongs to the answer too:
//! it is sent, it comes, the shop cancels it, takes something off the bill or gives some of it back. Each such change
//! is an event of the case, with what is new in it to be told and the order as the case holds it from then on.
//!
//! Only what moves on comes in: how far the goods have come and what came in for them. What was bought, promised and
//! agreed stays as it was filed, and nothing in here names a person. What went back outside the desk is told here and
//! counted by the order's ledger, which bounds every case alike.

mod news;

pub use news::OrderNews;

use crate::compensation::money::Money;
use crate::complaint::Case;
use crate::order::bought::Bought;
use crate::order::given::Given;
use crate::order::ledger::told_since;
use crate::order::payment::{Payment, Settlement};
use crate::order::terms::Terms;
use crate::order::{Order, OrderLine, OrderStatus, OrderTime};
use crate::text::OrderNumber;
use crate::zone::Zone;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

/// What a case has seen of its order since it was filed, beyond what it holds of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// All that the shop has told of as given back outside the desk.
    pub outside: Vec<Given>,
    /// Since when the order has changed without anybody of the desk having touched the case.
    pub unread: Option<DateTime<FixedOffset>>,
}

impl Seen {
    /// What is seen of an order when a complaint is filed about it.
    pub(super) fn at_filing(order: &Order) -> Self {
        Self { outside: order.given_outside.clone(), unread: None }
    }
}

/// What the shop changed about the order of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OrderChange {
    /// What is new, in the order in which it is told; never nothing.
    pub news: Vec<OrderNews>,
    /// How far the order has come.
    pub status: OrderStatus,
    /// When it was shipped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipped_at: Option<OrderTime>,
    /// When it was signed for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered_at: Option<OrderTime>,
    /// When somebody last looked whether it had come, where that was later than the question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub looked_at: Option<OrderTime>,
    /// What the customer paid for freight.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipping_fee: Option<Money>,
    /// What came in, by which means; empty = the lines' prices and the freight.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub payments: Vec<Payment>,
    /// What the shop's word for it says of its money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settlement: Option<Settlement>,
    /// Whether the shop's word for it says that it is done with it.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub is_over: bool,
    /// Its lines, as the case names them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<LineNow>,
    /// All that the shop has told of as given back outside the desk.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub given_outside: Vec<Given>,
}

/// One line of an order, as far as it moves on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LineNow {
    /// The line, by its code.
    pub sku: String,
    /// How many pieces.
    pub quantity: u32,
    /// What was paid for all of them; absent = the marked price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid: Option<Money>,
    /// When its own parcel was signed for; absent = with the order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered_at: Option<OrderTime>,
    /// How far it has come by itself; absent = as far as the order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<OrderStatus>,
}

/// Whether both are one purchase, and not two that the shop gave one number, one after the other: the same number on
/// the same day of the shop's zone, or the same goods in the same parcel. A shop writes the day first and the hour later,
/// or puts either right.
pub fn is_one_purchase(held: &Order, now: &Order, zone: &Zone) -> bool {
    OrderNumber::key_of(&held.number) == OrderNumber::key_of(&now.number)
        && (held.placed_at.day(zone) == now.placed_at.day(zone)
            || Bought::of(held).is_same(&Bought::of(now), zone))
}

/// Whether both may be one purchase, so that what went back for one may have gone back for the other.
pub fn may_be_one_purchase(held: &Order, now: &Order, zone: &Zone) -> bool {
    let days_apart = (held.placed_at.day(zone) - now.placed_at.day(zone)).num_days();
    is_one_purchase(held, now, zone)
        || (OrderNumber::key_of(&held.number) == OrderNumber::key_of(&now.number)
            && Bought::of(held).may_be_same(&Bought::of(now), days_apart, zone))
}

impl OrderChange {
    /// What a look at `now` brings a case that it does not know yet; nothing where nothing that matters has changed.
    pub fn of(case: &Case, now: &Order, at: DateTime<FixedOffset>) -> Option<Self> {
        let held = &case.order;
        let next = with_sums_of(with_parcels_of(held, now), now);
        let told = told_since(&case.seen.outside, &now.given_outside);
        let taken_back = told_since(&now.given_outside, &case.seen.outside);
        let mut news = news::of(held, &next, &told, &taken_back);
        news.extend(news::settlement(held, now));
        if news.is_empty() {
            return None;
        }
        let is_look = news.iter().any(OrderNews::is_of_parcels);
        let lines = next.lines.into_iter().map(|line| LineNow {
            sku: line.sku,
            quantity: line.quantity,
            paid: line.paid,
            delivered_at: line.delivered_at,
            status: line.status,
        });
        Some(Self {
            news,
            status: next.status,
            shipped_at: next.shipped_at,
            delivered_at: next.delivered_at,
            looked_at: if is_look { Some(OrderTime::Exact(at)) } else { held.looked_at },
            shipping_fee: next.shipping_fee,
            payments: next.payments,
            settlement: now.settlement_after(held),
            is_over: now.terms.is_over,
            lines: lines.collect(),
            given_outside: now.given_outside.clone(),
        })
    }

    /// The order a case holds after it.
    pub(super) fn onto(&self, held: Order) -> Order {
        let lines = held.lines.into_iter().map(|line| {
            let Some(now) = self.lines.iter().find(|now| now.sku == line.sku) else { return line };
            let LineNow { quantity, paid, delivered_at, status, .. } = now.clone();
            OrderLine { quantity, paid, delivered_at, status, ..line }
        });
        Order {
            lines: lines.collect(),
            status: self.status,
            shipped_at: self.shipped_at,
            delivered_at: self.delivered_at,
            looked_at: self.looked_at,
            shipping_fee: self.shipping_fee,
            payments: self.payments.clone(),
            terms: Terms { settlement: self.settlement, is_over: self.is_over, ..held.terms },
            ..held
        }
    }
}

/// The order a case holds, with what has become of its parcels by a look at `now` and the moment of that look. What was
/// bought and paid stays as it was.
pub(crate) fn looked_at(held: &Order, now: &Order, at: DateTime<FixedOffset>) -> Order {
    Order { looked_at: Some(OrderTime::Exact(at)), ..with_parcels_of(held, now) }
}

fn with_parcels_of(held: &Order, now: &Order) -> Order {
    let lines = held.lines.iter().map(|line| match same_line(line, now) {
        Some(same) => OrderLine { delivered_at: same.delivered_at, status: same.status, ..line.clone() },
        None => line.clone(),
    });
    Order {
        lines: lines.collect(),
        status: now.status,
        shipped_at: now.shipped_at,
        delivered_at: now.delivered_at,
        terms: Terms { is_over: now.terms.is_over, ..held.terms.clone() },
        ..held.clone()
    }
}

/// The order with what was paid for it by what the shop says `now`, per line and in all.
///
/// Some shops write what was paid less what they gave back. Where they also told of something given back, less than
/// before is left to the order's ledger, which knows of both: taken in here as well it would count twice.
fn with_sums_of(held: Order, now: &Order) -> Order {
    let is_less = held.came_in().zip(now.came_in()).is_none_or(|(held, now)| now.minor < held.minor);
    let may_be_net = is_less && !told_since(&held.given_outside, &now.given_outside).is_empty();
    if now.currency != held.currency || may_be_net {
        return held;
    }
    let lines = held.lines.into_iter().map(|line| {
        let Some(same) = same_line(&line, now) else { return line };
        let is_same = same.paid_in_all() == line.paid_in_all();
        let paid = if is_same { line.paid } else { same.paid_in_all() };
        OrderLine { quantity: same.quantity, paid, ..line }
    });
    Order { lines: lines.collect(), shipping_fee: now.shipping_fee, payments: now.payments.clone(), ..held }
}

fn same_line<'a>(line: &OrderLine, now: &'a Order) -> Option<&'a OrderLine> {
    now.lines.iter().find(|other| other.sku == line.sku)
}
