//! The database of zones this program was built with: what their names stand for.
//!
//! Only here is it asked. Everything else, the pages among them, gets a zone as data. The machine's own database is
//! left alone, so that the same version of the program counts the same days wherever it runs.

use domain::policy::authoring::mistake::nearest;
use domain::zone::{UnknownZone, Zone, Zones};
use jiff::Timestamp;
use jiff::tz::TimeZoneDatabase;

/// The first second for which summer time is known: the beginning of 1990.
const FIRST: i64 = 631_152_000;

/// The second from which on no summer time is known: the end of 2070. No promise or term runs longer.
const END: i64 = 3_187_296_000;

/// The database of zones.
#[derive(Clone, Copy, Debug)]
pub struct Database;

impl Zones for Database {
    fn zone(&self, name: &str) -> Result<Zone, UnknownZone> {
        let database = TimeZoneDatabase::bundled();
        read(&database, name).ok_or_else(|| UnknownZone { nearest: near(&database, name) })
    }
}

fn read(database: &TimeZoneDatabase, name: &str) -> Option<Zone> {
    let zone = database.get(name).ok()?;
    let first = Timestamp::from_second(FIRST).ok()?;
    let changes = zone
        .following(first)
        .map(|change| (change.timestamp().as_second(), change.offset().seconds()))
        .take_while(|(at, _)| *at < END);
    let offset = zone.to_offset(first).seconds();
    // A change of the name of a time alone, such as from war time to summer time, changes nothing here.
    let mut known = offset;
    let changes = changes.filter(|(_, offset)| core::mem::replace(&mut known, *offset) != *offset);
    Zone::new(zone.iana_name().unwrap_or(name), offset, changes).ok()
}

/// The name that was probably meant: one spelt much the same, or that of a place typed without its continent.
fn near(database: &TimeZoneDatabase, name: &str) -> Option<String> {
    let typed = name.trim().replace(' ', "_").to_lowercase();
    let known: Vec<String> = database.available().map(|zone| zone.as_str().to_owned()).collect();
    let lower: Vec<String> = known.iter().map(|zone| zone.to_lowercase()).collect();
    let places: Vec<&str> = lower.iter().map(|zone| zone.rsplit('/').next().unwrap_or(zone)).collect();
    let whole = nearest(&typed, lower.iter().map(String::as_str));
    let at = if let Some(whole) = whole {
        lower.iter().position(|zone| zone == whole)
    } else {
        let place = nearest(typed.rsplit('/').next()?, places.iter().copied())?;
        places.iter().position(|known| *known == place)
    };
    known.get(at?).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::testing::zones;

    #[test]
    fn the_database_and_the_rules_that_hold_today_make_the_same_days() {
        for name in ["Europe/London", "Europe/Berlin", "America/New_York", "Asia/Shanghai", "UTC"] {
            let (read, made) = (Database.zone(name).unwrap(), zones().zone(name).unwrap());
            let first = chrono::NaiveDate::from_ymd_opt(2021, 1, 1).unwrap();
            for day in first.iter_days().take(365 * 15) {
                assert_eq!(read.end_of(day), made.end_of(day), "{name} on {day}");
            }
        }
    }

    #[test]
    fn zones_know_their_past_and_their_future() {
        let end =
            |name, day: &str| Database.zone(name).unwrap().end_of(day.parse().unwrap()).unwrap().to_rfc3339();
        assert_eq!(end("America/Sao_Paulo", "2018-01-10"), "2018-01-10T23:59:59-02:00");
        assert_eq!(end("America/Sao_Paulo", "2026-01-10"), "2026-01-10T23:59:59-03:00");
        assert_eq!(end("Europe/London", "1990-07-01"), "1990-07-01T23:59:59+01:00");
        assert_eq!(end("Europe/London", "2070-07-01"), "2070-07-01T23:59:59+01:00");
        assert_eq!(end("Asia/Kolkata", "2026-07-01"), "2026-07-01T23:59:59+05:30");
    }

    #[test]
    fn an_unknown_name_names_the_one_that_was_meant() {
        let near = |name| Database.zone(name).unwrap_err().nearest;
        assert_eq!(near("Europe/Londn").as_deref(), Some("Europe/London"));
        assert_eq!(near("Shanghai").as_deref(), Some("Asia/Shanghai"));
        assert_eq!(near("America/New York").as_deref(), Some("America/New_York"));
        assert_eq!(near("Beyond/Nowhere-at-all"), None);
    }
}
