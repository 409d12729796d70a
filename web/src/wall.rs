//! The clock on the shop's wall: every day and time a page shows or counts is read off it.
//!
//! A page belongs to one shop, and no moment comes to it without the shop's zone being known or on its way. Until it
//! is, a moment is read in the offset it came with. What follows what it reads draws again when the zone becomes known;
//! a component is drawn once and follows nothing, so what draws components with moments in them waits for the zone, or
//! reads it and so draws them anew.

use chrono::{DateTime, FixedOffset, NaiveDate};
use domain::order::OrderTime;
use domain::zone::Zone;
use leptos::prelude::*;
use leptos::reactive::graph::Observer;

thread_local! {
    static ZONE: ArcRwSignal<Option<Zone>> = ArcRwSignal::new(None);
}

/// From now on days are counted in this zone.
pub fn count_in(zone: &Zone) {
    ZONE.with(|known| {
        if known.with_untracked(|known| known.as_ref() != Some(zone)) {
            known.set(Some(zone.clone()));
        }
    });
}

fn with<T>(read: impl FnOnce(Option<&Zone>) -> T) -> T {
    ZONE.with(|known| {
        if Observer::get().is_some() {
            known.track();
        }
        known.with_untracked(|known| read(known.as_ref()))
    })
}

/// The zone in which days are counted; that of UTC while it is not known.
pub fn zone() -> Zone {
    with(|zone| zone.cloned().unwrap_or_else(Zone::utc))
}

/// A moment as the shop's clock shows it.
pub fn at(moment: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
    with(|zone| zone.map_or(moment, |zone| zone.at(moment)))
}

/// The day of a moment by the shop's clock.
pub fn day(moment: DateTime<FixedOffset>) -> NaiveDate {
    with(|zone| zone.map_or_else(|| Zone::fixed(*moment.offset()).day(moment), |zone| zone.day(moment)))
}

/// The day of a moment in an order's life by the shop's clock.
pub fn order_day(time: OrderTime) -> NaiveDate {
    match time {
        OrderTime::Exact(moment) => day(moment),
        OrderTime::Wall(local) => local.date(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, FixedOffset};

    fn moment(text: &str) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(text).unwrap()
    }

    #[test]
    fn a_delivery_imported_in_utc_is_shown_on_the_day_the_rules_count() {
        let delivered = OrderTime::parse("2026-11-27T16:30:00Z").unwrap();
        let shanghai = Zone::fixed(*moment("2026-11-28T00:00:00+08:00").offset());
        count_in(&shanghai);
        assert_eq!(order_day(delivered).to_string(), "2026-11-28");
        assert_eq!(order_day(delivered), delivered.day(&shanghai));
        assert_eq!(at(moment("2026-11-27T16:30:00Z")).to_rfc3339(), "2026-11-28T00:30:00+08:00");
    }

    #[test]
    fn until_the_zone_is_known_a_moment_keeps_its_own_offset() {
        assert_eq!(day(moment("2026-11-27T23:30:00-05:00")).to_string(), "2026-11-27");
    }
}
