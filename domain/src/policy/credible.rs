//! Whether an order's days can be true. A typing mistake in a file of orders must not draw money.
//!
//! What has not happened yet can't be counted from: an order placed or delivered in the year 9999 has no days at all,
//! as if nobody had said any, and its questions wait for a person.

use crate::order::{Order, OrderTime};
use crate::zone::Zone;
use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate};

/// How far ahead of the shop a clock somewhere else may be, in days.
pub const AHEAD: u64 = 2;
/// How far ahead the day of shipping may lie: some shops write down when they mean to ship.
pub const SHIPPING_AHEAD: u64 = 31;
/// How many years ahead a promised day may lie.
const PROMISED_AHEAD: i32 = 10;
/// No order is older than trade over the net.
const FIRST_YEAR: i32 = 1990;

/// The day up to which it is known what has come: that of the question, or of a later look.
pub(crate) fn last_look(order: &Order, asked_at: DateTime<FixedOffset>, zone: &Zone) -> NaiveDate {
    let asked = zone.day(asked_at);
    order.looked_at.map_or(asked, |time| time.day(zone).max(asked))
}

/// Whether a moment lies more than `days` ahead of `now`. Wall time is taken as that of `now`.
pub fn lies_beyond(time: OrderTime, days: u64, now: DateTime<FixedOffset>) -> bool {
    let Some(last) = now.checked_add_days(Days::new(days)) else { return false };
    match time {
        OrderTime::Exact(exact) => exact > last,
        OrderTime::Wall(local) => local > last.naive_local(),
    }
}

/// Whether the order's days can be true for somebody who asks at `asked_at`.
pub(crate) fn has_credible_days(order: &Order, asked_at: DateTime<FixedOffset>, zone: &Zone) -> bool {
    let today = last_look(order, asked_at, zone);
    let is_by = |time: OrderTime, ahead: u64| {
        let day = time.day(zone);
        day.year() >= FIRST_YEAR && today.checked_add_days(Days::new(ahead)).is_some_and(|last| day <= last)
    };
    let is_near =
        |day: NaiveDate| (FIRST_YEAR..=today.year().saturating_add(PROMISED_AHEAD)).contains(&day.year());
    is_by(order.placed_at, AHEAD)
        && order.delivered_at.is_none_or(|time| is_by(time, AHEAD))
        && order.lines.iter().all(|line| line.delivered_at.is_none_or(|time| is_by(time, AHEAD)))
        && order.shipped_at.is_none_or(|time| is_by(time, SHIPPING_AHEAD))
        && order.promised_by.is_none_or(is_near)
        && order.extra_time_until.is_none_or(is_near)
        && order.ship_by.is_none_or(|time| is_near(time.day(zone)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Scene;

    #[test]
    fn days_that_cannot_be_are_no_days() {
        let scene = Scene::filed();
        let case = scene.state.case().unwrap();
        let (order, now, zone) = (&case.order, scene.now, Zone::fixed(*scene.now.offset()));
        assert!(has_credible_days(order, now, &zone));
        let far = OrderTime::parse("9999-12-31T00:00:00+08:00");
        let ancient = OrderTime::parse("0001-01-01T00:00:00+08:00").unwrap();
        for changed in [
            Order { placed_at: far.unwrap(), ..order.clone() },
            Order { placed_at: ancient, ..order.clone() },
            Order { delivered_at: far, ..order.clone() },
            Order { shipped_at: far, ..order.clone() },
            Order { ship_by: far, ..order.clone() },
            Order { promised_by: NaiveDate::from_ymd_opt(9999, 12, 31), ..order.clone() },
            Order { promised_by: NaiveDate::from_ymd_opt(1, 1, 1), ..order.clone() },
            Order { extra_time_until: NaiveDate::from_ymd_opt(9999, 12, 31), ..order.clone() },
        ] {
            assert!(!has_credible_days(&changed, now, &zone), "{changed:?}");
        }
    }
}
