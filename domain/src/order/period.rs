//! The span of days for which a line was paid ahead, such as a year of a subscription.

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// From a day until another, both counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
}

/// How much of a period there is, and how much of it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Used {
    /// In all; at least one.
    pub of: i64,
    /// Begun or over. Never more than all.
    pub used: i64,
}

impl Used {
    /// What has not begun.
    pub const fn left(self) -> i64 {
        self.of - self.used
    }
}

impl Period {
    /// A period; `None` where it would end before it begins.
    pub fn new(from: NaiveDate, until: NaiveDate) -> Option<Self> {
        (from <= until).then_some(Self { from, until })
    }

    /// Its days as somebody finds them on a day, which is used itself.
    pub fn days(self, on: NaiveDate) -> Used {
        let until = |day: NaiveDate| (day - self.from).num_days() + 1;
        let of = until(self.until).max(1);
        Used { of, used: until(on).clamp(0, of) }
    }

    /// Its months as somebody finds them on a day. A month counts from the day on which the period began, and is used
    /// once it has begun; the last may be shorter.
    pub fn months(self, on: NaiveDate) -> Used {
        let begun = |day: NaiveDate| if day < self.from { 0 } else { whole_months(self.from, day) + 1 };
        let of = begun(self.until).max(1);
        Used { of, used: begun(on).min(of) }
    }
}

/// How many whole months lie between two days: a month that is too short for the day of the first ends on its own last
/// day. None have passed before the first day.
pub(crate) fn whole_months(from: NaiveDate, to: NaiveDate) -> i64 {
    let count = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month0());
    let months = (count(to) - count(from)).max(0);
    let full = u32::try_from(months).ok().and_then(|months| from.checked_add_months(Months::new(months)));
    if full.is_some_and(|full| full <= to) { months } else { (months - 1).max(0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn year() -> Period {
        Period::new(day("2026-01-15"), day("2027-01-14")).unwrap()
    }

    #[test]
    fn a_month_is_used_once_it_has_begun() {
        for (on, left) in [
            ("2026-01-14", 12),
            ("2026-01-15", 11),
            ("2026-02-14", 11),
            ("2026-02-15", 10),
            ("2026-12-15", 0),
            ("2027-01-14", 0),
            ("2028-01-01", 0),
        ] {
            let months = year().months(day(on));
            assert_eq!((months.of, months.left()), (12, left), "{on}");
        }
    }

    #[test]
    fn the_day_itself_is_used() {
        for (on, left) in [
            ("2026-01-14", 365),
            ("2026-01-15", 364),
            ("2027-01-13", 1),
            ("2027-01-14", 0),
            ("2030-01-01", 0),
        ] {
            let days = year().days(day(on));
            assert_eq!((days.of, days.left()), (365, left), "{on}");
        }
    }

    #[test]
    fn a_period_that_begins_on_the_last_of_a_month_has_its_months() {
        let period = Period::new(day("2026-01-31"), day("2026-04-29")).unwrap();
        assert_eq!(period.months(day("2026-02-27")), Used { of: 3, used: 1 });
        assert_eq!(period.months(day("2026-02-28")), Used { of: 3, used: 2 });
        assert_eq!(Period::new(day("2026-02-01"), day("2026-01-31")), None);
        assert_eq!(year().months(NaiveDate::MAX).left(), 0);
    }
}
