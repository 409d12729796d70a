//! The names of versions: the year and month in which they go into force, and a number.

use chrono::{Datelike, NaiveDate};

/// The name of the next version of a pack that goes into force on a day, given all names it ever used: `2026.12.1`.
pub fn next(from: NaiveDate, used: &[String]) -> String {
    let prefix = format!("{}.{}.", from.year(), from.month());
    let numbers = used.iter().filter_map(|name| name.strip_prefix(&prefix)?.parse::<u32>().ok());
    let number = numbers.max().unwrap_or(0).saturating_add(1);
    format!("{prefix}{number}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(from: &str, used: &[&str], expected: &str) {
        let used: Vec<String> = used.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(next(from.parse().unwrap(), &used), expected);
    }

    #[test]
    fn a_version_is_named_after_its_month_and_counted_in_it() {
        check("2026-12-01", &["2026.11.1", "2026.11.2"], "2026.12.1");
        check("2026-11-30", &["2026.11.9", "2026.11.10"], "2026.11.11");
        check("2026-11-30", &["2026.11.x", "first", "2026.11.1-shop"], "2026.11.1");
    }
}
