//! What the parts of a case must be to each other: times in their order, sums that can be multiplied exactly.

use crate::compensation::money::Money;
use crate::finding::Findings;
use crate::order::{Order, OrderTime};
use crate::policy::authoring::reader::{Source, Table};
use crate::zone::{Zone, Zones};
use chrono::{DateTime, FixedOffset};

/// The largest amount in minor units. Tenfold and threefold it still fits the type, so no multiple of a rule is lost.
pub(super) const MOST_MINOR: i64 = 10_i64.pow(16);

/// When the question is put, and in which zone days are counted.
pub(super) struct Asked {
    pub(super) at: DateTime<FixedOffset>,
    pub(super) zone: Zone,
}

impl Asked {
    /// The zone is the one that is named, or the offset of the moment where none is.
    pub(super) fn of(
        root: &Table<'_, '_>,
        at: Option<DateTime<FixedOffset>>,
        zones: &dyn Zones,
    ) -> Option<Self> {
        let expected = "the name of a zone such as `Europe/London`";
        let named = root.find("zone").and_then(|found| match zones.zone(&found.text(expected)?) {
            Ok(zone) => Some(zone),
            Err(unknown) => {
                found.wrong_near(expected, unknown.nearest);
                None
            }
        });
        let at = at?;
        Some(Self { at, zone: named.unwrap_or_else(|| Zone::fixed(*at.offset())) })
    }
}

/// Nothing happens before the order was placed, or after the question is put.
pub(super) fn check_times(
    table: &Table<'_, '_>,
    asked: Option<&Asked>,
    placed_at: Option<OrderTime>,
    later: &[(&'static str, Option<OrderTime>)],
) {
    let (Some(asked), Some(placed_at)) = (asked, placed_at) else { return };
    let when = |time: OrderTime| time.moment(&asked.zone);
    let placed = when(placed_at);
    let now = Some(asked.at);
    if placed > now {
        let problem = format!("{placed_at} lies after asked_at; expected an earlier moment");
        table.source.add(table.at(), &table.key("placed_at"), problem);
    }
    let given = |key: &str| later.iter().find(|(other, _)| *other == key).and_then(|(_, time)| *time);
    if let (Some(shipped), Some(delivered)) = (given("shipped_at"), given("delivered_at"))
        && when(shipped) > when(delivered)
    {
        let at = table.find("shipped_at").map_or(table.at(), |found| found.at);
        let problem = format!("{shipped} lies after delivered_at; expected an earlier moment");
        table.source.add(at, &table.key("shipped_at"), problem);
    }
    for (key, time) in later {
        let Some(time) = time else { continue };
        let at = table.find(key).map_or(table.at(), |found| found.at);
        if when(*time) < placed {
            let problem =
                format!("{time} lies before placed_at; expected a moment after the order was placed");
            table.source.add(at, &table.key(key), problem);
        } else if *key != "ship_by" && when(*time) > now {
            let problem = format!("{time} lies after asked_at; expected a moment that has passed");
            table.source.add(at, &table.key(key), problem);
        }
    }
}

/// Goods come back after they were delivered.
pub(super) fn check_return(
    root: &Table<'_, '_>,
    order: Option<&Order>,
    findings: &Findings,
    asked: Option<&Asked>,
) {
    let (Some(order), Some(asked)) = (order, asked) else { return };
    let zone = &asked.zone;
    for (key, time) in
        [("finding.goods_back_at", findings.goods_back_at), ("finding.notified_at", findings.notified_at)]
    {
        let Some(time) = time else { continue };
        if time.moment(zone) < order.placed_at.moment(zone) {
            root.source.add(0, key, format!("{time} lies before order.placed_at; expected a later moment"));
        }
    }
    let back = findings.goods_back_at.zip(order.delivered_at);
    if let Some((back, delivered)) = back.filter(|(back, delivered)| back.day(zone) < delivered.day(zone)) {
        let problem = format!("{back} lies before order.delivered_at, {delivered}; expected a later moment");
        root.source.add(0, "finding.goods_back_at", problem);
    }
}

/// The goods' total is one that every multiple can be taken of.
pub(super) fn check_total(source: &Source<'_>, at: usize, key: &str, order: &Order) {
    if order.goods_total().is_none_or(|total| total.minor > MOST_MINOR) {
        let problem =
            format!("the total is too large to be kept exactly; expected at most {MOST_MINOR} minor units");
        source.add(at, key, problem);
    }
}

/// No line was paid more than came in.
pub(super) fn check_payments(source: &Source<'_>, at: usize, order: &Order) {
    if order.payments.is_empty() {
        return;
    }
    let came_in = order.came_in();
    let off = [order.terms.discount, order.terms.coupon_used].into_iter().flatten();
    let off: i64 = off.map(|money| money.minor).fold(0, i64::saturating_add);
    let paid = order.goods_total().map(|total| total.minor.saturating_sub(off));
    if came_in.zip(paid).is_none_or(|(came_in, paid)| paid > came_in.minor) {
        let (paid, came_in) = (order.goods_total(), came_in.map(Money::decimal).unwrap_or_default());
        let paid = paid.map(Money::decimal).unwrap_or_default();
        let problem =
            format!("{came_in} came in but {paid} was paid for the lines; expected at least as much");
        source.add(at, "order.payment", problem);
    }
}
