//! Typical questions, for finding out whether packs have anything to say about a kind of complaint at all.

use crate::category::{Category, Kind};
use crate::compensation::money::{Currency, Money};
use crate::finding::Findings;
use crate::order::terms::Terms;
use crate::order::{Order, OrderLine, OrderStatus, OrderTime};
use crate::policy::facts::{Complained, Facts, Tier};
use crate::policy::judge::judge;
use crate::policy::packs::Packs;
use crate::remedy::Remedy;
use crate::zone::Zone;
use chrono::{DateTime, Days, FixedOffset};

/// An order of one plain thing, placed ten days before it is asked about, promised for the ninth.
fn order(asked_at: DateTime<FixedOffset>, is_delivered: bool) -> Option<Order> {
    let earlier = |days| asked_at.checked_sub_days(Days::new(days));
    Some(Order {
        number: "probe".to_owned(),
        status: if is_delivered { OrderStatus::Delivered } else { OrderStatus::Placed },
        currency: Currency::CNY,
        placed_at: OrderTime::Exact(earlier(10)?),
        ship_by: None,
        shipped_at: None,
        promised_by: Some(earlier(1)?.date_naive()),
        extra_time_until: None,
        looked_at: None,
        delivered_at: is_delivered.then(|| earlier(2).map(OrderTime::Exact)).flatten(),
        shipping_fee: None,
        free_shipping: false,
        terms: Terms::default(),
        payments: Vec::new(),
        given_outside: Vec::new(),
        tracking: None,
        lines: vec![OrderLine::plain("probe", "probe", Money::new(10_000, Currency::CNY), 1)],
    })
}

/// Whether packs neither grant, refuse nor ask anything for a plain order of a category, delivered or not.
pub(super) fn is_silent(packs: &Packs, category: Category) -> bool {
    let Ok(asked_at) = DateTime::parse_from_rfc3339("2026-06-15T12:00:00+00:00") else { return false };
    let zone = Zone::utc();
    [true, false].into_iter().filter_map(|is_delivered| order(asked_at, is_delivered)).all(|order| {
        let decision = judge(
            packs,
            &Facts {
                asked_at,
                zone: &zone,
                category,
                kind: Kind::Complaint,
                // Whatever somebody might wish for: what a rule answers by wish it has something to say about.
                wants: Remedy::ALL,
                order: &order,
                complained: Complained::All,
                findings: &Findings::default(),
                tier: Tier::Regular,
                complaints_on_order: 0,
                earlier: &[],
                offered: &[],
            },
        );
        decision.entitlements.is_empty() && decision.refusals.is_empty() && decision.depends.is_empty()
    })
}
