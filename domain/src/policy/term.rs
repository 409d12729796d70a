//! A span of time a rule grants, and the calendar by which it is counted.
//!
//! Counting is explicit: calendar or working days, months or years, whether the day of the event counts, and what
//! a holiday on the last day does. The zone is never the pack's: days arrive here already as civil days of
//! whoever asks.

use crate::code::codes;
use crate::policy::fact::Fact;
use crate::policy::snapshot::{Snapshot, day_of, is_day, number_of};
use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

codes! {
    /// What is counted.
    pub enum Unit {
        /// Every day of the calendar.
        Days = "days",
        /// Days that are neither at a weekend nor a holiday.
        WorkingDays = "working days",
        /// Calendar months.
        Months = "months",
        /// Calendar years.
        Years = "years",
    }
}

codes! {
    /// What happens when the last day is a day of rest.
    #[cfg_attr(feature = "schema", schemars(rename = "DayOfRest"))]
    pub enum LastDay {
        /// It is the last day all the same.
        Stands = "stands",
        /// The time runs on to the next day that is none.
        RunsOn = "runs_on",
    }
}

/// A span of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
    /// How many it is at the earliest, where both ends are told, `5 to 7 days`; the later end binds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<u32>,
    /// Further days that stand in a fact, such as those spent in repair.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plus: Option<Fact>,
    /// Whether the day of the event is the first day; by most laws it is not counted.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub start_counted: bool,
    /// What a day of rest at the end does; absent = as the pack's calendar says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_day: Option<LastDay>,
}

/// Days of rest, as a pack knows them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Calendar {
    /// What a day of rest at the end of a term does, unless the term says otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_day: Option<LastDay>,
    /// Whether Saturdays and Sundays are days of rest at the end of a term.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub weekends_rest: bool,
    /// Whether Saturdays are working days.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub saturdays_work: bool,
    /// Whether Sundays are working days.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub sundays_work: bool,
    /// Public holidays, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub holidays: Vec<NaiveDate>,
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

impl Calendar {
    fn rests(&self, day: NaiveDate) -> bool {
        (self.weekends_rest && is_weekend(day)) || self.holidays.binary_search(&day).is_ok()
    }

    /// This day, or the first after it that is no day of rest.
    fn after_rest(&self, mut day: NaiveDate) -> Option<NaiveDate> {
        while self.rests(day) {
            day = day.succ_opt()?;
        }
        Some(day)
    }

    fn works(&self, day: NaiveDate) -> bool {
        self.works_on(day.weekday()) && self.holidays.binary_search(&day).is_err()
    }

    const fn works_on(&self, day: Weekday) -> bool {
        match day {
            Weekday::Sat => self.saturdays_work,
            Weekday::Sun => self.sundays_work,
            _ => true,
        }
    }

    /// How many working days come after a day until another, that one counted; days are given as numbers.
    ///
    /// Whole weeks are counted at once, so that a parcel years late costs no more than one of yesterday.
    pub(crate) fn working_days(&self, after: i64, until: i64) -> i64 {
        let (Some(first), Some(last)) = (day_of(after), day_of(until)) else { return 0 };
        if last <= first {
            return 0;
        }
        let days = until - after;
        let per_week = 5 + i64::from(self.saturdays_work) + i64::from(self.sundays_work);
        let rest = first.iter_days().skip(1).take(usize::try_from(days % 7).unwrap_or(0));
        let rest = rest.filter(|day| self.works_on(day.weekday())).count();
        let holidays = self.holidays.iter().filter(|day| **day > first && **day <= last);
        let holidays = holidays.filter(|day| self.works_on(day.weekday())).count();
        days / 7 * per_week + i64::try_from(rest).unwrap_or(0) - i64::try_from(holidays).unwrap_or(0)
    }
}

/// No law or promise runs longer; a longer term in a hand-made pack ends here instead of being counted out.
const MOST_WORKING_DAYS: u32 = 3_660;

impl Term {
    /// So many calendar days, the day of the event not counted.
    pub const fn days(count: u32) -> Self {
        Self { count, unit: Unit::Days, least: None, plus: None, start_counted: false, last_day: None }
    }

    /// Reads `7 days`, `5 to 7 days`, `7 working days`, `6 months`, `2 years`.
    pub fn parse(text: &str) -> Option<Self> {
        let (least, text) = match text.split_once(" to ") {
            Some((least, rest)) => (Some(least.parse::<u32>().ok()?), rest),
            None => (None, text),
        };
        let (count, unit) = text.split_once(' ')?;
        let count = count.parse().ok()?;
        if least.is_some_and(|least| least >= count) {
            return None;
        }
        let unit = match unit.trim() {
            "day" => Unit::Days,
            "working day" => Unit::WorkingDays,
            "month" => Unit::Months,
            "year" => Unit::Years,
            other => Unit::from_code(other)?,
        };
        Some(Self { unit, least, ..Self::days(count) })
    }

    /// The last day of the term that starts with an event on `from`.
    pub fn last_day(self, from: NaiveDate, calendar: &Calendar, snapshot: &Snapshot) -> Option<NaiveDate> {
        let first = if self.start_counted { from.pred_opt()? } else { from };
        let mut day = match self.unit {
            Unit::Days => first.checked_add_days(Days::new(u64::from(self.count)))?,
            Unit::Months => first.checked_add_months(Months::new(self.count))?,
            Unit::Years => first.checked_add_months(Months::new(self.count.checked_mul(12)?))?,
            Unit::WorkingDays => {
                let mut day = first;
                let mut left = self.count.min(MOST_WORKING_DAYS);
                while left > 0 {
                    day = day.succ_opt()?;
                    left -= u32::from(calendar.works(day));
                }
                day
            }
        };
        if let Some(more) = self.plus.and_then(|fact| snapshot.get(fact)) {
            day = day.checked_add_days(Days::new(u64::try_from(more).ok()?))?;
        }
        if self.last_day.or(calendar.last_day) == Some(LastDay::RunsOn) {
            day = calendar.after_rest(day)?;
        }
        Some(day)
    }

    /// Whether it is so many calendar days after the day of the event, and nothing else.
    pub(crate) fn is_of_plain_days(self) -> bool {
        self.unit == Unit::Days && self.plus.is_none() && !self.start_counted
    }

    /// The last day as a number, counted from a day given as one.
    pub(crate) fn last_number(self, from: i64, calendar: &Calendar, snapshot: &Snapshot) -> Option<i64> {
        // Most terms are so many days and nothing else: they need no calendar but for a day of rest at the end.
        if self.is_of_plain_days() {
            let last = from.checked_add(i64::from(self.count)).filter(|_| is_day(from))?;
            if self.last_day.or(calendar.last_day) != Some(LastDay::RunsOn) {
                return is_day(last).then_some(last);
            }
            return calendar.after_rest(day_of(last)?).map(number_of);
        }
        day_of(from).and_then(|from| self.last_day(from, calendar, snapshot)).map(number_of)
    }
}

impl core::fmt::Display for Term {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let unit = self.unit.code();
        let unit = if self.count == 1 { unit.strip_suffix('s').unwrap_or(unit) } else { unit };
        if let Some(least) = self.least {
            write!(f, "{least} to ")?;
        }
        write!(f, "{} {unit}", self.count)?;
        match self.plus {
            Some(fact) => write!(f, " plus {fact}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compensation::money::Currency;
    use crate::zone::Zone;
    use chrono::DateTime;

    fn check(term: &str, from: &str, calendar: &Calendar, expected: &str) {
        let asked_at = DateTime::parse_from_rfc3339("2026-03-01T00:00:00+08:00").unwrap();
        let snapshot = Snapshot::empty(asked_at, &Zone::utc(), Currency::CNY);
        let last = Term::parse(term).unwrap().last_day(from.parse().unwrap(), calendar, &snapshot).unwrap();
        assert_eq!(last.to_string(), expected, "{term} from {from}");
    }

    #[test]
    fn the_day_of_the_event_is_not_counted() {
        check("7 days", "2026-03-02", &Calendar::default(), "2026-03-09");
        check("6 months", "2026-08-31", &Calendar::default(), "2027-02-28");
        check("2 years", "2024-02-29", &Calendar::default(), "2026-02-28");
    }

    #[test]
    fn a_holiday_on_the_last_day_runs_on() {
        let calendar = Calendar {
            last_day: Some(LastDay::RunsOn),
            holidays: ["2026-05-01", "2026-05-02"].map(|day| day.parse().unwrap()).to_vec(),
            ..Calendar::default()
        };
        check("7 days", "2026-04-24", &calendar, "2026-05-03");
        check("7 days", "2026-04-25", &calendar, "2026-05-03");
        check("7 days", "2026-04-27", &calendar, "2026-05-04");
    }

    #[test]
    fn working_days_leave_out_weekends_and_holidays() {
        let calendar = Calendar { holidays: vec!["2026-03-04".parse().unwrap()], ..Calendar::default() };
        check("7 working days", "2026-03-02", &calendar, "2026-03-12");
    }

    #[test]
    fn weekends_run_on_only_where_the_calendar_says_so() {
        let calendar =
            Calendar { last_day: Some(LastDay::RunsOn), weekends_rest: true, ..Calendar::default() };
        check("14 days", "2026-02-28", &calendar, "2026-03-16");
        check("14 days", "2026-02-28", &Calendar::default(), "2026-03-14");
    }
}
