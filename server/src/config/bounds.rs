//! Settings that are numbers: each has a least, and where it is a span of time, a most.
//!
//! A rate or span of nothing would shut everybody out without a word, and one without end can't be counted with.

use super::{Settings, UnusableSetting};
use domain::clock::TimeLimits;
use domain::clock::hours::OpeningHours;
use domain::zone::Zone;
use std::ops::RangeInclusive;

/// How often something may be tried.
const RATE: Bounds = Bounds { within: 1..=u32::MAX, expected: "a whole number of at least 1" };
/// For how many hours somebody stays signed in; a year at most.
const HOURS: Bounds = Bounds { within: 1..=8_760, expected: "between 1 and 8760 hours" };
/// For how many days something opens a case; ten years at most.
const DAYS: Bounds = Bounds { within: 1..=3_650, expected: "between 1 and 3650 days" };
/// How long a step of the desk may take; a year at most.
const MINUTES: Bounds = Bounds { within: 1..=525_600, expected: "between 1 and 525600 minutes" };
/// A share of a limit.
const PERCENT: Bounds = Bounds { within: 1..=100, expected: "between 1 and 100" };

/// What a number may be, and how that is said.
struct Bounds {
    within: RangeInclusive<u32>,
    expected: &'static str,
}

impl Bounds {
    fn hold(&self, key: &'static str, value: u32) -> Result<(), UnusableSetting> {
        if self.within.contains(&value) {
            return Ok(());
        }
        Err(UnusableSetting { key, expected: self.expected, got: value.to_string(), meant: None })
    }
}

/// Checks every rate and span that was given.
pub(super) fn check(settings: &Settings) -> Result<(), UnusableSetting> {
    let given = [
        ("session-hours", HOURS, settings.session_hours),
        ("grant-days", DAYS, settings.grant_days),
        ("link-days", DAYS, settings.link_days),
        ("lookups-per-minute", RATE, settings.lookups_per_minute),
        ("lookups-per-number", RATE, settings.lookups_per_number),
        ("wrong-contacts-per-day", RATE, settings.wrong_contacts_per_day),
        ("sign-ins-per-minute", RATE, settings.sign_ins_per_minute),
        ("filings-per-hour", RATE, settings.filings_per_hour),
        ("uploads-per-hour", RATE, settings.uploads_per_hour),
        ("steps-per-hour", RATE, settings.steps_per_hour),
    ];
    given
        .into_iter()
        .try_for_each(|(key, bounds, value)| value.map_or(Ok(()), |value| bounds.hold(key, value)))
}

/// The time limits as they hold, with the opening hours in the shop's zone.
pub(super) fn time_limits(
    limits: Option<TimeLimits>,
    opening_hours: Option<String>,
    zone: &Zone,
) -> Result<TimeLimits, UnusableSetting> {
    let mut limits = limits.unwrap_or_default();
    let minutes = [
        ("time-limits.first_response_complaint", limits.first_response_complaint),
        ("time-limits.first_response_enquiry", limits.first_response_enquiry),
        ("time-limits.reply", limits.reply),
        ("time-limits.progress", limits.progress),
        ("time-limits.refund_sent", limits.refund_sent),
        ("time-limits.goods_delivered", limits.goods_delivered),
        ("time-limits.repair", limits.repair),
        ("time-limits.desk_action", limits.desk_action),
        ("time-limits.send_back", limits.send_back),
        ("time-limits.follow_up", limits.follow_up),
        ("time-limits.close_unanswered", limits.close_unanswered),
    ];
    minutes.into_iter().try_for_each(|(key, value)| MINUTES.hold(key, value))?;
    PERCENT.hold("time-limits.warn_percent", limits.warn_percent)?;
    if let Some(text) = opening_hours {
        let hours = OpeningHours::read(&text, zone.clone()).map_err(|_| UnusableSetting {
            key: "opening-hours",
            expected: "days and hours such as `mon-fri 09:00-18:00, sat 10:00-14:00`, or hours alone for every day",
            got: text,
            meant: None,
        })?;
        limits.opening_hours = Some(hours);
    }
    Ok(limits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(change: impl FnOnce(&mut Settings)) -> String {
        let mut settings = Settings::default();
        change(&mut settings);
        settings.resolve().unwrap_err().to_string()
    }

    #[test]
    fn rates_and_spans_of_nothing_are_refused_by_name() {
        for (key, message) in [
            ("session-hours", refused(|settings| settings.session_hours = Some(0))),
            ("grant-days", refused(|settings| settings.grant_days = Some(0))),
            ("link-days", refused(|settings| settings.link_days = Some(0))),
            ("lookups-per-minute", refused(|settings| settings.lookups_per_minute = Some(0))),
            ("lookups-per-number", refused(|settings| settings.lookups_per_number = Some(0))),
            ("wrong-contacts-per-day", refused(|settings| settings.wrong_contacts_per_day = Some(0))),
            ("sign-ins-per-minute", refused(|settings| settings.sign_ins_per_minute = Some(0))),
            ("filings-per-hour", refused(|settings| settings.filings_per_hour = Some(0))),
            ("uploads-per-hour", refused(|settings| settings.uploads_per_hour = Some(0))),
            ("steps-per-hour", refused(|settings| settings.steps_per_hour = Some(0))),
        ] {
            assert!(message.starts_with(&format!("setting `{key}`: expected ")), "{key}: {message}");
            assert!(message.ends_with("got `0`"), "{key}: {message}");
        }
    }

    #[test]
    fn a_span_beyond_any_calendar_is_refused() {
        assert_eq!(
            refused(|settings| settings.session_hours = Some(u32::MAX)),
            "setting `session-hours`: expected between 1 and 8760 hours, got `4294967295`"
        );
    }

    #[test]
    fn time_limits_of_nothing_are_refused_by_name() {
        let limits = TimeLimits { close_unanswered: 0, ..TimeLimits::default() };
        assert_eq!(
            refused(|settings| settings.time_limits = Some(limits)),
            "setting `time-limits.close_unanswered`: expected between 1 and 525600 minutes, got `0`"
        );
        let limits = TimeLimits { warn_percent: 101, ..TimeLimits::default() };
        assert_eq!(
            refused(|settings| settings.time_limits = Some(limits)),
            "setting `time-limits.warn_percent`: expected between 1 and 100, got `101`"
        );
    }
}
