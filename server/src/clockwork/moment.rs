//! Watching the machine's clock: every due time and every day counted rests on it.
//!
//! A clock that runs backwards, or leaps, is said aloud at once. Nothing is refused for it: which of two times is the
//! right one only people know, and complaints must be taken meanwhile.

use crate::ledger::Ledger;
use chrono::{DateTime, TimeDelta, Utc};
use std::time::{Duration, Instant};

/// How far the machine's clock may stray from the time that went by before it is said.
const LEAP: Duration = Duration::from_secs(30);

/// How long a desk may go without an event before it is asked whether the clock is right: a shop with a complaint a
/// month is told nothing.
const QUIET: TimeDelta = TimeDelta::days(45);

/// How a clock looks beside the newest event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Beside {
    /// As it should.
    Right,
    /// The event is still to come.
    Behind,
    /// Nothing happened for so long that the clock may be ahead.
    PerhapsAhead,
}

fn beside(newest: DateTime<Utc>, now: DateTime<Utc>) -> Beside {
    match now - newest {
        since if since > QUIET => Beside::PerhapsAhead,
        since if (-since).to_std().is_ok_and(|early| early > LEAP) => Beside::Behind,
        _ => Beside::Right,
    }
}

/// The machine's clock beside a stopwatch that nobody can set.
#[derive(Debug)]
pub struct Watch {
    told: DateTime<Utc>,
    at: Instant,
}

impl Watch {
    /// Begins to watch; says so where the newest event is later than now, or so long ago that now may be too late.
    pub async fn begin(ledger: &Ledger) -> Self {
        let now = Utc::now();
        if let Some(newest) = newest(ledger).await {
            match beside(newest, now) {
                Beside::Right => {}
                Beside::Behind => tracing::error!(
                    %newest,
                    behind_seconds = (newest - now).num_seconds(),
                    "this machine's clock is behind the newest event: set the clock; until it has caught up, due times and days are wrong"
                ),
                Beside::PerhapsAhead => tracing::warn!(
                    %newest,
                    %now,
                    days = (now - newest).num_days(),
                    "the newest event is long past: if this desk was not idle since, the machine's clock is ahead; then stop, set the clock and start again"
                ),
            }
        }
        Self { told: now, at: Instant::now() }
    }

    /// Looks at the clock again.
    pub fn look(&mut self) {
        self.look_at(Utc::now(), Instant::now());
    }

    fn look_at(&mut self, now: DateTime<Utc>, at: Instant) -> bool {
        let elapsed = chrono::Duration::from_std(at.duration_since(self.at)).unwrap_or_default();
        let leap = now - self.told - elapsed;
        (self.told, self.at) = (now, at);
        let has_leapt = leap.abs().to_std().is_ok_and(|leap| leap > LEAP);
        if has_leapt {
            tracing::error!(
                leap_seconds = leap.num_seconds(),
                "this machine's clock leapt: due times and days follow it, see that it is right"
            );
        }
        has_leapt
    }
}

async fn newest(ledger: &Ledger) -> Option<DateTime<Utc>> {
    let last = ledger.store.last_seq().await.ok()?;
    let events = ledger.store.events_after(last.saturating_sub(1), 1).await.ok()?;
    Some(DateTime::parse_from_rfc3339(&events.first()?.at).ok()?.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clock_far_from_the_newest_event_is_noticed_at_the_start() {
        let newest = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        for (since, expected) in [
            (TimeDelta::days(-10), Beside::Behind),
            (TimeDelta::seconds(-31), Beside::Behind),
            (TimeDelta::seconds(-29), Beside::Right),
            (TimeDelta::days(45), Beside::Right),
            (TimeDelta::days(46), Beside::PerhapsAhead),
            (TimeDelta::days(5 * 365), Beside::PerhapsAhead),
        ] {
            assert_eq!(beside(newest, newest + since), expected, "{since}");
        }
    }

    #[test]
    fn clock_that_runs_with_the_time_is_silent_and_one_that_leaps_is_not() {
        let (told, at) = (DateTime::from_timestamp(1_800_000_000, 0).unwrap(), Instant::now());
        let mut watch = Watch { told, at };
        let after = |seconds: i64| told + chrono::Duration::seconds(seconds);
        let later = |seconds| at + Duration::from_secs(seconds);
        assert!(!watch.look_at(after(60), later(60)));
        assert!(!watch.look_at(after(125), later(120)));
        assert!(watch.look_at(after(65), later(180)), "backwards");
        assert!(!watch.look_at(after(125), later(240)));
        assert!(watch.look_at(after(7200), later(300)), "forwards");
    }
}
