//! Opening hours: when somebody is at the desk, week by week in the shop's zone.
//!
//! A short limit runs only while somebody is there; a promise for three in the morning is one nobody keeps.

use crate::zone::Zone;
use chrono::{DateTime, Datelike, Days, Duration, FixedOffset, NaiveDate, SubsecRound};
use core::fmt;
use serde::{Deserialize, Serialize};

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const DAY_SECONDS: u32 = 24 * 60 * 60;
/// A week of days: where none of them opens, no day ever does.
const WEEK: u32 = 7;

/// When somebody is at the desk: `mon-fri 09:00-18:00, sat 10:00-14:00`, or hours alone for every day, by the clocks of
/// a zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "Written", into = "Written")]
pub struct OpeningHours {
    text: String,
    spans: Vec<Span>,
    zone: Zone,
}

/// Opening hours as they travel: the zone goes along, for hours mean nothing without it.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(
    deny_unknown_fields,
    expecting = "hours with their zone; in a configuration file they are the setting `opening-hours`, above every table"
)]
struct Written {
    hours: String,
    zone: Zone,
}

/// A stretch of a weekday, in seconds from midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Span {
    /// Days from Monday.
    day: u32,
    from: u32,
    until: u32,
}

/// A text that tells no opening hours.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` tells no opening hours; expected such as `mon-fri 09:00-18:00, sat 10:00-14:00`")]
pub struct NoHours(String);

impl OpeningHours {
    /// Reads hours as a shop writes them down, by the clocks of `zone`.
    pub fn read(text: &str, zone: Zone) -> Result<Self, NoHours> {
        let mut spans = Vec::new();
        for part in text.split(',') {
            let read = read_part(part.trim()).ok_or_else(|| NoHours(text.to_owned()))?;
            spans.extend(read);
        }
        spans.sort_unstable();
        Ok(Self { text: text.to_owned(), spans, zone })
    }

    /// The moment at which so many minutes of opening hours have gone by since `start`, to the second.
    pub fn after(&self, start: DateTime<FixedOffset>, minutes: u32) -> DateTime<FixedOffset> {
        let start = self.zone.at(start.trunc_subsecs(0));
        let mut left = Duration::minutes(minutes.into());
        let mut day = start.date_naive();
        // A year of days: more than a limit takes at any desk that is open half an hour a week.
        for _ in 0..WEEK.saturating_mul(53) {
            for span in self.spans.iter().filter(|span| span.day == day.weekday().num_days_from_monday()) {
                let Some((from, until)) = self.moments(*span, day) else { continue };
                let begin = from.max(start);
                let open = until - begin;
                if open > Duration::zero() && left <= open {
                    return begin.checked_add_signed(left).map_or(start, |moment| self.zone.at(moment));
                }
                left -= open.max(Duration::zero());
            }
            day = match day.checked_add_days(Days::new(1)) {
                Some(next) => next,
                None => return start,
            };
        }
        start
    }

    /// The moment itself while it is open, or else the next at which it opens.
    pub fn next_open(&self, moment: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
        self.after(moment, 0)
    }

    /// When it opens and closes on a day, as the clocks of that very day show it.
    fn moments(&self, span: Span, day: NaiveDate) -> Option<(DateTime<FixedOffset>, DateTime<FixedOffset>)> {
        let midnight = day.and_time(chrono::NaiveTime::MIN);
        let at =
            |seconds: u32| self.zone.moment(midnight.checked_add_signed(Duration::seconds(seconds.into()))?);
        Some((at(span.from)?, at(span.until)?))
    }
}

fn read_part(part: &str) -> Option<Vec<Span>> {
    let (days, hours) = part.rsplit_once(' ').unwrap_or(("mon-sun", part));
    let (first, last) = days.trim().split_once('-').unwrap_or((days.trim(), days.trim()));
    let number = |name: &str| {
        let place = DAYS.iter().position(|day| day.eq_ignore_ascii_case(name))?;
        u32::try_from(place).ok()
    };
    let (first, last) = (number(first)?, number(last)?);
    let (from, until) = hours.split_once('-')?;
    let (from, until) = (read_time(from)?, read_time(until)?);
    if first > last || from >= until {
        return None;
    }
    Some((first..=last).map(|day| Span { day, from, until }).collect())
}

/// Seconds from midnight of `09:00`, up to `24:00`.
fn read_time(text: &str) -> Option<u32> {
    let (hours, minutes) = text.split_once(':')?;
    let is_digits = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(hours) || !is_digits(minutes) {
        return None;
    }
    let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
    let seconds = hours.checked_mul(60)?.checked_add(minutes)?.checked_mul(60)?;
    (minutes < 60 && seconds <= DAY_SECONDS).then_some(seconds)
}

impl TryFrom<Written> for OpeningHours {
    type Error = NoHours;

    fn try_from(written: Written) -> Result<Self, NoHours> {
        Self::read(&written.hours, written.zone)
    }
}

impl From<OpeningHours> for Written {
    fn from(hours: OpeningHours) -> Self {
        Self { hours: hours.text, zone: hours.zone }
    }
}

impl fmt::Display for OpeningHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::zones;
    use crate::zone::Zones;

    fn moment(text: &str) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(text).unwrap()
    }

    /// Hours by clocks that never change, as far from UTC as the moment is.
    fn of(hours: &str, start: &str) -> OpeningHours {
        OpeningHours::read(hours, Zone::fixed(*moment(start).offset())).unwrap()
    }

    fn london(hours: &str) -> OpeningHours {
        OpeningHours::read(hours, zones().zone("Europe/London").unwrap()).unwrap()
    }

    fn after(hours: &str, start: &str, minutes: u32) -> String {
        of(hours, start).after(moment(start), minutes).to_rfc3339()
    }

    #[test]
    fn minutes_count_only_while_it_is_open() {
        let hours = "mon-fri 09:00-18:00, sat 10:00-14:00";
        for (start, minutes, expected) in [
            // Tuesday, in the night, in the day, and over its end.
            ("2026-03-10T03:07:00+08:00", 30, "2026-03-10T09:30:00+08:00"),
            ("2026-03-10T10:07:30+08:00", 15, "2026-03-10T10:22:30+08:00"),
            ("2026-03-10T17:50:00+08:00", 15, "2026-03-11T09:05:00+08:00"),
            ("2026-03-10T17:45:00+08:00", 15, "2026-03-10T18:00:00+08:00"),
            ("2026-03-10T18:00:00+08:00", 15, "2026-03-11T09:15:00+08:00"),
            // Over the weekend.
            ("2026-03-13T17:30:00+08:00", 60, "2026-03-14T10:30:00+08:00"),
            ("2026-03-14T13:30:00+08:00", 60, "2026-03-16T09:30:00+08:00"),
            // Ten hours are more than a day is open.
            ("2026-03-10T09:00:00+08:00", 600, "2026-03-11T10:00:00+08:00"),
        ] {
            assert_eq!(after(hours, start, minutes), expected, "{start} and {minutes} minutes");
        }
    }

    #[test]
    fn closed_moment_moves_to_the_next_opening() {
        let moved = |text| of("mon-fri 09:00-18:00", text).next_open(moment(text)).to_rfc3339();
        assert_eq!(moved("2026-03-14T12:00:00+01:00"), "2026-03-16T09:00:00+01:00");
        assert_eq!(moved("2026-03-16T12:00:00+01:00"), "2026-03-16T12:00:00+01:00");
    }

    #[test]
    fn the_desk_opens_by_the_clocks_of_the_day_on_which_it_opens() {
        let hours = london("mon-fri 09:00-18:00");
        for (start, minutes, expected) in [
            // Friday evening before the clocks are put on, and before they are put back.
            ("2026-03-27T17:45:00+00:00", 30, "2026-03-30T09:15:00+01:00"),
            ("2026-10-23T17:45:00+01:00", 30, "2026-10-26T09:15:00+00:00"),
            // The same moment, however it is written.
            ("2026-03-28T01:45:00+08:00", 30, "2026-03-30T09:15:00+01:00"),
        ] {
            assert_eq!(hours.after(moment(start), minutes).to_rfc3339(), expected, "{start}");
        }
    }

    #[test]
    fn an_hour_that_clocks_leave_out_or_show_twice_counts_as_long_as_it_lasts() {
        let hours = london("00:00-06:00");
        for (start, expected) in [
            ("2026-03-29T00:30:00+00:00", "2026-03-29T03:30:00+01:00"),
            ("2026-10-25T00:30:00+01:00", "2026-10-25T01:30:00+00:00"),
        ] {
            assert_eq!(hours.after(moment(start), 120).to_rfc3339(), expected, "{start}");
        }
    }

    #[test]
    fn hours_alone_hold_every_day_and_whole_days_end_at_midnight() {
        assert_eq!(
            after("08:30-12:00, 13:00-17:00", "2026-03-15T11:50:00+00:00", 20),
            "2026-03-15T13:10:00+00:00"
        );
        assert_eq!(after("00:00-24:00", "2026-03-15T23:50:00+00:00", 20), "2026-03-16T00:10:00+00:00");
    }

    #[test]
    fn what_tells_no_hours_is_refused() {
        for text in [
            "",
            "mon-fri",
            "9-18",
            "09:00-09:00",
            "18:00-09:00",
            "fri-mon 09:00-18:00",
            "mon 25:00-26:00",
            "mo 09:00-18:00",
            "mon 09:60-10:00",
            "mon 09:00-18:00,",
        ] {
            assert!(OpeningHours::read(text, Zone::utc()).is_err(), "{text}");
        }
    }

    #[test]
    fn hours_travel_with_their_zone() {
        let hours = of("mon-fri 09:00-18:00", "2026-03-10T10:00:00+08:00");
        let json = serde_json::to_string(&hours).unwrap();
        assert_eq!(json, r#"{"hours":"mon-fri 09:00-18:00","zone":{"name":"+08:00","offset":28800}}"#);
        assert_eq!(serde_json::from_str::<OpeningHours>(&json).unwrap(), hours);
    }
}
