//! Opening hours: when somebody is at the desk, week by week in the shop's zone.
//!
//! A short limit runs only while somebody is there; a promise for three in the morning is one nobody keeps.

use chrono::{DateTime, Datelike, Days, Duration, FixedOffset, NaiveDate, TimeZone, Timelike};
use core::fmt;
use core::str::FromStr;
use serde::{Deserialize, Serialize};

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const DAY_SECONDS: u32 = 24 * 60 * 60;
/// A week of days: where none of them opens, no day ever does.
const WEEK: u32 = 7;

/// When somebody is at the desk: `mon-fri 09:00-18:00, sat 10:00-14:00`, or hours alone for every day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OpeningHours {
    text: String,
    spans: Vec<Span>,
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
    /// The moment at which so many minutes of opening hours have gone by since `start`.
    pub fn after(&self, start: DateTime<FixedOffset>, minutes: u32) -> DateTime<FixedOffset> {
        let mut left = minutes.saturating_mul(60);
        let local = start.naive_local();
        let mut day = local.date();
        let mut now = local.time().num_seconds_from_midnight();
        // A year of days: more than a limit takes at any desk that is open half an hour a week.
        for _ in 0..WEEK.saturating_mul(53) {
            for span in self.spans.iter().filter(|span| span.day == day.weekday().num_days_from_monday()) {
                let begin = span.from.max(now);
                let open = span.until.saturating_sub(begin);
                if open > 0 && left <= open {
                    return at(day, begin.saturating_add(left), start);
                }
                left = left.saturating_sub(open);
            }
            now = 0;
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
}

/// A moment of a day, in the offset of `zone`.
fn at(day: NaiveDate, seconds: u32, zone: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
    let local = day.and_time(chrono::NaiveTime::MIN).checked_add_signed(Duration::seconds(seconds.into()));
    local.and_then(|local| zone.offset().from_local_datetime(&local).single()).unwrap_or(zone)
}

impl FromStr for OpeningHours {
    type Err = NoHours;

    fn from_str(text: &str) -> Result<Self, NoHours> {
        let mut spans = Vec::new();
        for part in text.split(',') {
            let read = read_part(part.trim()).ok_or_else(|| NoHours(text.to_owned()))?;
            spans.extend(read);
        }
        spans.sort_unstable();
        Ok(Self { text: text.to_owned(), spans })
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

impl TryFrom<String> for OpeningHours {
    type Error = NoHours;

    fn try_from(text: String) -> Result<Self, NoHours> {
        text.parse()
    }
}

impl From<OpeningHours> for String {
    fn from(hours: OpeningHours) -> Self {
        hours.text
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

    fn moment(text: &str) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(text).unwrap()
    }

    fn after(hours: &str, start: &str, minutes: u32) -> String {
        hours.parse::<OpeningHours>().unwrap().after(moment(start), minutes).to_rfc3339()
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
        let hours: OpeningHours = "mon-fri 09:00-18:00".parse().unwrap();
        let moved = |text| hours.next_open(moment(text)).to_rfc3339();
        assert_eq!(moved("2026-03-14T12:00:00+01:00"), "2026-03-16T09:00:00+01:00");
        assert_eq!(moved("2026-03-16T12:00:00+01:00"), "2026-03-16T12:00:00+01:00");
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
            assert!(text.parse::<OpeningHours>().is_err(), "{text}");
        }
    }

    #[test]
    fn hours_travel_as_they_were_written() {
        let hours: OpeningHours = "mon-fri 09:00-18:00".parse().unwrap();
        let json = serde_json::to_string(&hours).unwrap();
        assert_eq!(json, "\"mon-fri 09:00-18:00\"");
        assert_eq!(serde_json::from_str::<OpeningHours>(&json).unwrap(), hours);
    }
}
