//! Times and days as exports write them.
//!
//! Year first is read in every common form; day and month first is not, since `03/04` is two different days.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use domain::order::OrderTime;

/// What a time is expected to look like.
pub(super) const TIME: &str = "a time such as `2026-03-01T10:00:00+08:00` or `2026-03-01 10:00`";
/// What a day is expected to look like.
pub(super) const DAY: &str = "a day such as `2026-03-04`";

/// Reads a time: RFC 3339, the same with `+0800` or without an offset, with slashes, without seconds. A day
/// alone is its beginning.
pub(super) fn time(text: &str) -> Option<OrderTime> {
    let text = text.trim();
    if let Some(time) = OrderTime::parse(text) {
        return Some(time);
    }
    let (day, rest) = split_day(text)?;
    let rest = rest.trim_start_matches(['T', 't', ' ', ',']).trim();
    if rest.is_empty() {
        return Some(OrderTime::Wall(day.and_time(NaiveTime::MIN)));
    }
    let (clock, offset) = match rest.find(['+', '-', 'Z', 'z', 'U', 'G', '\u{2212}']) {
        Some(place) => rest.split_at_checked(place)?,
        None => (rest, ""),
    };
    let local = NaiveDateTime::new(day, clock_time(clock.trim())?);
    match offset.trim() {
        "" => Some(OrderTime::Wall(local)),
        offset => OrderTime::parse(&format!(
            "{}T{}{}",
            local.date(),
            local.time().format("%H:%M:%S"),
            colon(offset)?
        )),
    }
}

/// Reads a day; of a time, the day it shows.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    let (day, rest) = split_day(text.trim())?;
    (rest.trim().is_empty() || time(text).is_some()).then_some(day)
}

/// A day with its year first, and what follows it.
fn split_day(text: &str) -> Option<(NaiveDate, &str)> {
    let mut rest = text;
    let mut numbers = [0_u32; 3];
    for (place, number) in numbers.iter_mut().enumerate() {
        let n_digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let is_whole = if place == 0 { n_digits == 4 } else { (1..=2).contains(&n_digits) };
        let (digits, behind) = rest.split_at_checked(n_digits).filter(|_| is_whole)?;
        *number = digits.parse().ok()?;
        rest = match place {
            0 | 1 => behind.strip_prefix(['-', '/', '.', '年', '月'])?,
            _ => behind.strip_prefix('日').unwrap_or(behind),
        };
    }
    let [year, month, day] = numbers;
    let day = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    (!rest.starts_with(|c: char| c.is_ascii_digit())).then_some((day, rest))
}

fn clock_time(text: &str) -> Option<NaiveTime> {
    let text = text.split_once('.').map_or(text, |(whole, _)| whole);
    let mut parts = text.split(':').map(|part| part.parse::<u32>().ok().filter(|_| part.len() <= 2));
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = match parts.next() {
        Some(second) => second?,
        None => 0,
    };
    if parts.next().is_some() { None } else { NaiveTime::from_hms_opt(hour, minute, second) }
}

/// `+0800`, `+08` and `UTC` in the form of RFC 3339.
fn colon(offset: &str) -> Option<String> {
    let plain = offset.replace('\u{2212}', "-");
    let plain = plain.trim_start_matches("UTC").trim_start_matches("GMT");
    if plain.is_empty() || plain.eq_ignore_ascii_case("z") {
        return Some("Z".to_owned());
    }
    let (sign, digits) = plain.split_at_checked(1).filter(|(sign, _)| matches!(*sign, "+" | "-"))?;
    let digits: String = digits.chars().filter(|c| *c != ':').collect();
    match digits.len() {
        2 => Some(format!("{sign}{digits}:00")),
        4 => digits.split_at_checked(2).map(|(hours, minutes)| format!("{sign}{hours}:{minutes}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_real_exports_are_read() {
        for (text, time_is) in [
            ("2026-11-22T10:00:00+08:00", "2026-11-22T10:00:00+08:00"),
            ("2026-11-22 10:00:00 +0800", "2026-11-22T10:00:00+08:00"),
            ("2026-11-22T10:00:00+0800", "2026-11-22T10:00:00+08:00"),
            ("2026-11-22T10:00:00.000Z", "2026-11-22T10:00:00+00:00"),
            ("2026-11-22 10:00:00 UTC", "2026-11-22T10:00:00+00:00"),
            ("2026-11-22 10:00:00-03", "2026-11-22T10:00:00-03:00"),
            ("2026-11-22 10:00:00", "2026-11-22T10:00:00"),
            ("2026-11-22 10:00", "2026-11-22T10:00:00"),
            ("2026/11/22 9:05:07", "2026-11-22T09:05:07"),
            ("2026/3/1 10:00", "2026-03-01T10:00:00"),
            ("2026年11月22日 10:00:00", "2026-11-22T10:00:00"),
            ("2026-11-22", "2026-11-22T00:00:00"),
        ] {
            assert_eq!(time(text).map(|time| time.to_string()).as_deref(), Some(time_is), "{text}");
        }
    }

    #[test]
    fn what_may_be_two_days_is_not_read() {
        for text in
            ["03/04/2026 10:00", "22-11-2026", "46348.4", "2026-13-01", "2026-11-22 25:00", "soon", ""]
        {
            assert_eq!(time(text), None, "{text}");
            assert_eq!(day(text), None, "{text}");
        }
        assert_eq!(day("2026/3/4").map(|day| day.to_string()).as_deref(), Some("2026-03-04"));
        assert_eq!(day("2026-03-04 18:00:00").map(|day| day.to_string()).as_deref(), Some("2026-03-04"));
    }
}
