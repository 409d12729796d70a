//! The last day a customer sets for goods that have not come.
//!
//! Many laws give the price back for late goods only once a further, reasonable time has gone by (CN: Civil Code 563;
//! EU: Consumer Rights Directive 18). So the customer can set a day, is told what follows from it, and the desk holds
//! itself to it: when the day is over the case looks at its order again, and what is owed from then on is owed without
//! anybody asking for it.

use crate::order::{Order, OrderLine, OrderStatus, OrderTime, Pieces};
use crate::policy::last_day::end_of;
use crate::text::problem::{Facts, Problem, ProblemCode};
use crate::zone::Zone;
use chrono::{DateTime, Days, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

/// The field of a last day, as forms name it.
pub const FIELD: &str = "last_day";

/// The earliest last day, in days from today: less would hardly be a reasonable time for a parcel; ours, since no law
/// names a number.
pub const MIN_DAYS: u32 = 3;

/// The day a form proposes, in days from today; ours.
pub const PROPOSED_DAYS: u32 = 7;

/// The latest last day, in days from today; ours.
pub const MAX_DAYS: u32 = 60;

/// A last day that was set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LastDay {
    /// The day; that whole day is still in time.
    pub day: NaiveDate,
    /// The first moment at which it is over.
    pub over_at: DateTime<FixedOffset>,
}

impl LastDay {
    /// A day of the shop's zone; `None` where the calendar ends.
    pub fn of(day: NaiveDate, zone: &Zone) -> Option<Self> {
        Some(Self { day, over_at: end_of(day, zone)? })
    }
}

/// The days that can be set as the last one, if it is `today`.
pub fn possible(today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    Some((in_days(today, MIN_DAYS)?, in_days(today, MAX_DAYS)?))
}

/// The day a form proposes, if it is `today`.
pub fn proposed(today: NaiveDate) -> Option<NaiveDate> {
    in_days(today, PROPOSED_DAYS)
}

fn in_days(today: NaiveDate, n: u32) -> Option<NaiveDate> {
    today.checked_add_days(Days::new(u64::from(n)))
}

/// What is wrong with a last day that a customer sets `today`; nothing where it can be one.
pub fn problem_of_last_day(day: NaiveDate, today: NaiveDate) -> Option<Problem> {
    let is_possible = possible(today).is_some_and(|(first, last)| (first..=last).contains(&day));
    (!is_possible).then(|| Problem {
        facts: Facts { min: Some(MIN_DAYS), max: Some(MAX_DAYS), ..Facts::default() },
        ..Problem::new(FIELD, ProblemCode::DateOutOfRange)
    })
}

/// The same for a day that somebody at the desk records, of an order of `placed`.
pub(crate) fn problem_of_recorded(day: NaiveDate, placed: NaiveDate, today: NaiveDate) -> Option<Problem> {
    let is_possible = possible(today).is_some_and(|(_, last)| (placed..=last).contains(&day));
    (!is_possible).then(|| Problem {
        facts: Facts { max: Some(MAX_DAYS), ..Facts::default() },
        ..Problem::new(FIELD, ProblemCode::DateOutOfRange)
    })
}

/// The lines of these pieces; where none are named, all of the order.
fn named<'a>(order: &'a Order, goods: &[Pieces]) -> impl Iterator<Item = &'a OrderLine> {
    let is_named = |line: &&OrderLine| goods.is_empty() || goods.iter().any(|pieces| pieces.sku == line.sku);
    order.lines.iter().filter(is_named)
}

/// When each line of these pieces came, `None` for what is still owed; where none are named, of all of the order. What
/// was cancelled before it came is left out: nobody waits for it.
fn arrivals(order: &Order, goods: &[Pieces]) -> Vec<Option<OrderTime>> {
    let lines = named(order, goods).map(|line| (line.came_at(order), line.status.unwrap_or(order.status)));
    let mut all: Vec<_> = lines.collect();
    if all.is_empty() {
        all.push((order.delivered_at, order.status));
    }
    all.retain(|(came, status)| came.is_some() || *status != OrderStatus::Cancelled);
    all.into_iter().map(|(came, _)| came).collect()
}

/// Whether a last day can be set for these pieces: some of them have not come and are still to come, and none was set
/// before.
pub fn can_be_set(order: &Order, goods: &[Pieces]) -> bool {
    order.extra_time_until.is_none() && arrivals(order, goods).iter().any(Option::is_none)
}

/// Whether these pieces came while the last day was not yet over.
pub(crate) fn is_kept(order: &Order, goods: &[Pieces], day: NaiveDate, zone: &Zone) -> bool {
    let arrivals = arrivals(order, goods);
    let is_in_time = |came: &Option<OrderTime>| came.is_some_and(|came| came.day(zone) <= day);
    !arrivals.is_empty() && arrivals.iter().all(is_in_time)
}
