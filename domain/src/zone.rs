//! A zone: where a shop's days begin and end, summer time included.
//!
//! What names of zones stand for is known outside, where there is a database of them. In here a zone is data: which
//! distance from UTC holds from which second on. So the browser, the server and the command line count the same
//! days without each of them carrying that database.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A zone. Cheap to clone; all clones are one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "Written", into = "Written")]
pub struct Zone(Arc<Table>);

#[derive(Debug, PartialEq, Eq)]
struct Table {
    name: String,
    first: FixedOffset,
    changes: Vec<Change>,
}

/// From a second of UTC on, another distance from UTC holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Change {
    at: i64,
    offset: FixedOffset,
}

/// A zone as it travels: distances in seconds east of UTC.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct Written {
    name: String,
    offset: i32,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    changes: Vec<(i64, i32)>,
}

/// Why something is no zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ZoneFault {
    /// A distance from UTC of a day or more.
    #[error("an offset of {seconds} seconds; expected less than a day")]
    TooFar {
        /// The distance.
        seconds: i32,
    },
    /// Changes that don't follow one after another.
    #[error("a change at {at} that does not lie after the one before; expected them in order")]
    OutOfOrder {
        /// The second of UTC.
        at: i64,
    },
}

/// A name that stands for no zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownZone {
    /// The name that was probably meant, where one is near.
    pub nearest: Option<String>,
}

/// Where names of zones, such as `Europe/London`, are known.
pub trait Zones {
    /// The zone of a name.
    fn zone(&self, name: &str) -> Result<Zone, UnknownZone>;
}

/// So far before and after a moment of local time a change may matter: no zone is farther from UTC.
const DAY: i64 = 86_400;

/// A time during which one distance from UTC holds: its first second, and the first that is no longer in it.
#[derive(Clone, Copy)]
struct Span {
    from: i64,
    end: i64,
    offset: FixedOffset,
}

impl Span {
    /// The second of UTC that a local second is, by this distance.
    fn utc(self, local: i64) -> i64 {
        local.saturating_sub(i64::from(self.offset.local_minus_utc()))
    }

    fn moment(self, utc: i64) -> Option<DateTime<FixedOffset>> {
        Some(DateTime::from_timestamp(utc, 0)?.with_timezone(&self.offset))
    }
}

impl Zone {
    /// A zone in which `offset` seconds east of UTC hold at first, and others from some second on.
    pub fn new(
        name: impl Into<String>,
        offset: i32,
        changes: impl IntoIterator<Item = (i64, i32)>,
    ) -> Result<Self, ZoneFault> {
        let far = |seconds| FixedOffset::east_opt(seconds).ok_or(ZoneFault::TooFar { seconds });
        let first = far(offset)?;
        let mut known: Vec<Change> = Vec::new();
        for (at, seconds) in changes {
            if known.last().is_some_and(|last| at <= last.at) {
                return Err(ZoneFault::OutOfOrder { at });
            }
            known.push(Change { at, offset: far(seconds)? });
        }
        Ok(Self(Arc::new(Table { name: name.into(), first, changes: known })))
    }

    /// A zone without summer time, named by its distance from UTC.
    pub fn fixed(offset: FixedOffset) -> Self {
        Self(Arc::new(Table { name: offset.to_string(), first: offset, changes: Vec::new() }))
    }

    /// The zone of UTC itself.
    pub fn utc() -> Self {
        let first = chrono::Offset::fix(&chrono::Utc);
        Self(Arc::new(Table { name: "UTC".to_owned(), first, changes: Vec::new() }))
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// A moment as the clocks of the zone show it.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "a moment is a value, and every caller has one to give"
    )]
    pub fn at<Tz: TimeZone>(&self, moment: DateTime<Tz>) -> DateTime<FixedOffset> {
        moment.with_timezone(&self.span(self.place(moment.timestamp())).offset)
    }

    /// The day of the zone on which a moment falls.
    pub fn day<Tz: TimeZone>(&self, moment: DateTime<Tz>) -> NaiveDate {
        self.at(moment).date_naive()
    }

    /// The last moment of a day. Where its last hour comes twice it is the second one, and where clocks leave that
    /// hour out, the moment before they do.
    pub fn end_of(&self, day: NaiveDate) -> Option<DateTime<FixedOffset>> {
        let local = day.and_time(NaiveTime::from_hms_opt(23, 59, 59)?).and_utc().timestamp();
        for span in self.spans(local).rev() {
            let utc = span.utc(local);
            if utc >= span.end {
                return span.moment(span.end.checked_sub(1)?);
            }
            if utc >= span.from {
                return span.moment(utc);
            }
        }
        None
    }

    /// The moment at which clocks of the zone show a time. Where they show it twice it is the first one, and where
    /// they leave it out, the moment after they did.
    pub fn moment(&self, time: NaiveDateTime) -> Option<DateTime<FixedOffset>> {
        let local = time.and_utc().timestamp();
        for span in self.spans(local) {
            let utc = span.utc(local);
            if utc < span.from {
                return span.moment(span.from);
            }
            if utc < span.end {
                return span.moment(utc);
            }
        }
        None
    }

    /// How many changes there were up to a second of UTC.
    fn place(&self, utc: i64) -> usize {
        self.0.changes.partition_point(|change| change.at <= utc)
    }

    /// What holds after so many changes.
    fn span(&self, place: usize) -> Span {
        let changes = &self.0.changes;
        let last = place.checked_sub(1).and_then(|last| changes.get(last));
        Span {
            from: last.map_or(i64::MIN, |change| change.at),
            end: changes.get(place).map_or(i64::MAX, |change| change.at),
            offset: last.map_or(self.0.first, |change| change.offset),
        }
    }

    /// Every distance that may hold around a local second, in order.
    fn spans(&self, local: i64) -> impl DoubleEndedIterator<Item = Span> {
        let (first, last) = (self.place(local.saturating_sub(DAY)), self.place(local.saturating_add(DAY)));
        (first..=last).map(|place| self.span(place))
    }
}

impl TryFrom<Written> for Zone {
    type Error = ZoneFault;

    fn try_from(written: Written) -> Result<Self, ZoneFault> {
        Self::new(written.name, written.offset, written.changes)
    }
}

impl From<Zone> for Written {
    fn from(zone: Zone) -> Self {
        let seconds = |offset: FixedOffset| offset.local_minus_utc();
        Self {
            name: zone.0.name.clone(),
            offset: seconds(zone.0.first),
            changes: zone.0.changes.iter().map(|change| (change.at, seconds(change.offset))).collect(),
        }
    }
}

impl core::fmt::Display for Zone {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.0.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::zones;

    fn london() -> Zone {
        zones().zone("Europe/London").unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn moment(text: &str) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(text).unwrap()
    }

    /// A zone whose clocks are put on, or back, by so many hours at a second of UTC.
    fn changing(at: &str, before: i32, after: i32) -> Zone {
        Zone::new("Test/Zone", before * 3_600, [(moment(at).timestamp(), after * 3_600)]).unwrap()
    }

    #[test]
    fn a_day_in_november_ends_by_winter_time_and_one_in_june_by_summer_time() {
        let end = |text| london().end_of(day(text)).unwrap().to_rfc3339();
        assert_eq!(end("2026-11-20"), "2026-11-20T23:59:59+00:00");
        assert_eq!(end("2026-06-20"), "2026-06-20T23:59:59+01:00");
        assert_eq!(end("2026-03-28"), "2026-03-28T23:59:59+00:00");
        assert_eq!(end("2026-03-29"), "2026-03-29T23:59:59+01:00");
        assert_eq!(end("2026-10-25"), "2026-10-25T23:59:59+00:00");
    }

    #[test]
    fn the_same_moment_falls_on_one_day_however_it_is_written() {
        for (text, on) in [
            ("2026-07-01T23:30:00+00:00", "2026-07-02"),
            ("2026-07-02T00:30:00+01:00", "2026-07-02"),
            ("2026-12-01T23:30:00+00:00", "2026-12-01"),
            ("2026-12-02T00:30:00+01:00", "2026-12-01"),
        ] {
            assert_eq!(london().day(moment(text)), day(on), "{text}");
        }
    }

    #[test]
    fn a_last_hour_that_comes_twice_ends_the_second_time() {
        // As in Havana: at one in the morning it is midnight again, and in the Azores likewise.
        let zone = changing("2026-11-01T03:00:00Z", -2, -4);
        assert_eq!(zone.end_of(day("2026-10-31")).unwrap(), moment("2026-10-31T23:59:59-04:00"));
    }

    #[test]
    fn a_last_hour_that_is_left_out_ends_before_it() {
        let zone = changing("2026-03-28T23:30:00Z", 0, 1);
        assert_eq!(zone.end_of(day("2026-03-28")).unwrap(), moment("2026-03-28T23:29:59+00:00"));
        // As in Apia at the end of 2011: a day that never was ends where it would have begun.
        let zone = changing("2011-12-30T10:00:00Z", -10, 14);
        assert_eq!(zone.end_of(day("2011-12-30")).unwrap(), moment("2011-12-29T23:59:59-10:00"));
        assert_eq!(zone.end_of(day("2011-12-31")).unwrap(), moment("2011-12-31T23:59:59+14:00"));
    }

    #[test]
    fn a_time_that_clocks_leave_out_is_the_moment_after_and_one_shown_twice_the_first() {
        let at = |text: &str| london().moment(text.parse().unwrap()).unwrap().to_rfc3339();
        assert_eq!(at("2026-03-29T01:30:00"), "2026-03-29T02:00:00+01:00");
        assert_eq!(at("2026-10-25T01:30:00"), "2026-10-25T01:30:00+01:00");
        assert_eq!(at("2026-10-25T02:00:00"), "2026-10-25T02:00:00+00:00");
    }

    #[test]
    fn before_the_first_and_after_the_last_change_the_nearest_distance_holds() {
        let zone = changing("2026-03-29T01:00:00Z", 0, 1);
        assert_eq!(zone.end_of(day("1850-01-01")).unwrap(), moment("1850-01-01T23:59:59+00:00"));
        assert_eq!(zone.end_of(day("9999-12-31")).unwrap(), moment("9999-12-31T23:59:59+01:00"));
    }

    #[test]
    fn what_travels_is_read_back_and_what_is_no_zone_is_refused() {
        let text = serde_json::to_string(&london()).unwrap();
        assert_eq!(serde_json::from_str::<Zone>(&text).unwrap(), london());
        let fixed = Zone::fixed(*moment("2026-03-12T10:20:00+08:00").offset());
        assert_eq!(serde_json::to_string(&fixed).unwrap(), r#"{"name":"+08:00","offset":28800}"#);
        for (text, said) in [
            (r#"{"name":"X","offset":86400}"#, "expected less than a day"),
            (r#"{"name":"X","offset":0,"changes":[[5,0],[5,3600]]}"#, "expected them in order"),
        ] {
            let error = serde_json::from_str::<Zone>(text).unwrap_err().to_string();
            assert!(error.contains(said), "{error}");
        }
    }
}
