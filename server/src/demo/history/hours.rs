//! Desk time: the time in which the past of the example shop is told, counted in minutes during which somebody is at
//! the desk.
//!
//! "Twenty minutes ago" and "the next day at the same hour" then always fall into opening hours, whenever the shop is
//! started; nobody works at three in the morning because it was started at four.

use chrono::{DateTime, Duration, FixedOffset, NaiveDate, NaiveTime, Timelike, Utc};
use domain::zone::Zone;
use serde::{Deserialize, Deserializer};

/// When the example desk is open, as its settings say it.
pub(super) const OPEN: &str = "09:00-22:00";

/// The first minute of the desk's day, and how many there are.
const OPENS: i64 = 9 * 60;
const DAY: i64 = 13 * 60;

/// A stretch of desk time, in minutes. Told as `3d 2h 15m`, where a day is one day of the desk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Span(pub(super) i64);

impl Span {
    fn read(text: &str) -> Option<Self> {
        text.split_whitespace()
            .map(|part| {
                let (number, unit) = part.split_at_checked(part.len().checked_sub(1)?)?;
                let minutes = match unit {
                    "d" => DAY,
                    "h" => 60,
                    "m" => 1,
                    _ => return None,
                };
                number.parse::<i64>().ok()?.checked_mul(minutes)
            })
            .sum::<Option<i64>>()
            .map(Self)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::read(&text)
            .ok_or_else(|| serde::de::Error::custom(format!("`{text}` is no time; expected `3d 2h 15m`")))
    }
}

/// Desk time up to a moment.
#[derive(Clone, Debug)]
pub(super) struct DeskTime {
    zone: Zone,
    now: i64,
}

impl DeskTime {
    /// Desk time of a zone up to `now`; while nobody is there, up to when somebody last was.
    pub(super) fn until(now: DateTime<Utc>, zone: &Zone) -> Self {
        let local = zone.at(now);
        let minute = i64::from(local.num_seconds_from_midnight() / 60);
        let day = local.date_naive().signed_duration_since(NaiveDate::default()).num_days();
        Self { zone: zone.clone(), now: day * DAY + (minute - OPENS).clamp(0, DAY) }
    }

    /// The moment `ago` before now and `after` after that, with a few `seconds`; before now wherever `after` is
    /// shorter than `ago`.
    pub(super) fn moment(&self, ago: Span, after: Span, seconds: u32) -> DateTime<FixedOffset> {
        let at = self.now - ago.0 + after.0;
        let day = NaiveDate::default() + Duration::days(at.div_euclid(DAY));
        let minutes = OPENS + at.rem_euclid(DAY);
        let local = day.and_time(NaiveTime::MIN)
            + Duration::minutes(minutes)
            + Duration::seconds(i64::from(seconds % 60));
        self.zone.moment(local).unwrap_or_else(|| self.zone.at(local.and_utc()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn span_is_read_as_people_say_it() {
        assert_eq!(Span::read("3d 2h 15m"), Some(Span(3 * DAY + 135)));
        assert_eq!(Span::read("9m"), Some(Span(9)));
        for wrong in ["3", "d", "2w", "two h", "3d2h"] {
            assert_eq!(Span::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn every_moment_lies_in_opening_hours_and_before_now_whenever_it_is_told() {
        for now in ["2026-03-10T03:12:00+08:00", "2026-03-10T09:00:30+08:00", "2026-03-10T23:59:00+08:00"] {
            let now = DateTime::parse_from_rfc3339(now).unwrap();
            let time = DeskTime::until(now.to_utc(), &Zone::fixed(*now.offset()));
            for minutes in 1..2_000 {
                let moment = time.moment(Span(minutes), Span(0), 59);
                assert!(moment < now, "{moment}");
                let hour = moment.hour();
                assert!((9..22).contains(&hour), "{moment}");
            }
        }
    }

    #[test]
    fn minutes_before_the_morning_are_those_of_the_evening_before() {
        let now = DateTime::parse_from_rfc3339("2026-03-10T09:10:00+08:00").unwrap();
        let time = DeskTime::until(now.to_utc(), &Zone::fixed(*now.offset()));
        let evening = time.moment(Span(20), Span(0), 0);
        assert_eq!(evening.to_rfc3339(), "2026-03-09T21:50:00+08:00");
        assert_eq!(time.moment(Span(20), Span(15), 0).to_rfc3339(), "2026-03-10T09:05:00+08:00");
    }
}
