//! When something happened to an order, as exactly as the shop knows it.

use crate::schema::written_as;
use crate::zone::Zone;
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

/// A moment in an order's life: exact where the source gave an offset, wall time where it gave none.
///
/// Wall time is never shifted: it is read as the local time of whoever counts the days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OrderTime {
    /// An exact moment.
    Exact(DateTime<FixedOffset>),
    /// A local time of unknown offset.
    Wall(NaiveDateTime),
}

impl OrderTime {
    /// The moment as local time in `zone`, the zone in which days are counted.
    pub fn local(self, zone: &Zone) -> NaiveDateTime {
        match self {
            Self::Exact(moment) => zone.at(moment).naive_local(),
            Self::Wall(local) => local,
        }
    }

    /// The civil day in `zone` on which the moment falls.
    pub fn day(self, zone: &Zone) -> NaiveDate {
        self.local(zone).date()
    }

    /// The moment itself: wall time is read as that of `zone`. `None` where no calendar reaches.
    pub fn moment(self, zone: &Zone) -> Option<DateTime<FixedOffset>> {
        match self {
            Self::Exact(moment) => Some(zone.at(moment)),
            Self::Wall(local) => zone.moment(local),
        }
    }

    /// Reads RFC 3339, or the same without an offset (with `T` or a space) as wall time.
    pub fn parse(text: &str) -> Option<Self> {
        if let Ok(exact) = DateTime::parse_from_rfc3339(text) {
            return Some(Self::Exact(exact));
        }
        // Without chrono's own patterns, which weigh as much as the rest of it on a phone.
        let (day, time) = text.split_once(['T', ' '])?;
        let is_whole = time.len() == "18:40:00".len();
        let time = time.parse().ok().filter(|_| is_whole)?;
        Some(Self::Wall(NaiveDateTime::new(day.parse().ok()?, time)))
    }
}

impl core::fmt::Display for OrderTime {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Exact(moment) => f.write_str(&moment.to_rfc3339()),
            Self::Wall(local) => write!(f, "{}T{}", local.date(), local.time()),
        }
    }
}

written_as!(OrderTime, "A moment with its offset, or without one as the clock on the wall showed it.", {
    "type": "string",
    "pattern": r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})?$",
    "examples": ["2026-03-09T18:40:00+08:00", "2026-03-09T18:40:00"],
});

impl Serialize for OrderTime {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for OrderTime {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| {
            serde::de::Error::custom(format!(
                "`{text}` is no date and time; expected `2026-03-09T18:40:00+08:00`"
            ))
        })
    }
}
