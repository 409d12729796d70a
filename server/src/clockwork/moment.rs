//! Watching the machine's clock: every due time and every day counted rests on it.
//!
//! A clock that runs backwards, or leaps, is said aloud at once. Nothing is refused for it: which of two times is the
//! right one only people know, and complaints must be taken meanwhile. But what can't be undone waits while the clock is
//! in doubt: no case is closed, no last day is over, no order is looked at again, no upload and no session is forgotten.

use crate::ledger::Ledger;
use chrono::{DateTime, TimeDelta, Utc};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::{Duration, Instant};

/// How far the machine's clock may stray from the time that went by before it is said.
const LEAP: Duration = Duration::from_secs(30);

/// How long a desk may go without an event before it is asked whether the clock is right: a shop with a complaint a
/// month is told nothing.
const QUIET: TimeDelta = TimeDelta::days(45);

/// How many events are looked at for the latest moment at the start: more than a desk has while nobody reads that its
/// clock is behind.
const LOOKED_AT: u32 = 2_000;

/// How long a clock that was far ahead at the start is doubted: whoever runs the desk has the time to set it, and a shop
/// that was quiet for long goes on by itself.
const DOUBTED: Duration = Duration::from_hours(24);

/// Whether the machine's clock is in doubt. Cheap to clone; all clones are one.
#[derive(Clone, Debug, Default)]
pub struct Doubt(Arc<Judged>);

#[derive(Debug, Default)]
struct Judged {
    is_there: AtomicBool,
    is_behind: AtomicBool,
    /// In seconds since 1970.
    believed: AtomicI64,
}

impl Doubt {
    /// Whether what can't be undone has to wait.
    pub fn is_there(&self) -> bool {
        self.0.is_there.load(Ordering::Relaxed)
    }

    /// Whether the clock is behind what has happened. Nothing waits for that: what is not due yet is not done.
    pub fn is_behind(&self) -> bool {
        self.0.is_behind.load(Ordering::Relaxed)
    }

    /// The last moment the clock was believed; none while it is in doubt.
    pub fn believed(&self) -> Option<DateTime<Utc>> {
        let at = DateTime::from_timestamp(self.0.believed.load(Ordering::Relaxed), 0);
        at.filter(|_| !self.is_there())
    }

    /// Says whether it has.
    pub fn set(&self, is_there: bool) {
        self.0.is_there.store(is_there, Ordering::Relaxed);
    }

    /// Says whether it is.
    pub fn set_behind(&self, is_behind: bool) {
        self.0.is_behind.store(is_behind, Ordering::Relaxed);
    }

    fn believe(&self, now: DateTime<Utc>) {
        self.0.believed.store(now.timestamp(), Ordering::Relaxed);
    }
}

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
    /// What the clock and the stopwatch showed when the one was last believed.
    believed: (DateTime<Utc>, Instant),
    /// The newest event as of then.
    newest: Option<DateTime<Utc>>,
    /// The latest moment of an event that was in the past as it was looked at, or of the last many at the start.
    latest: Option<DateTime<Utc>>,
    /// How long the clock is doubted without having leapt.
    doubted: Duration,
    doubt: Doubt,
}

impl Watch {
    /// Begins to watch; says so where the newest event is later than now, or so long ago that now may be too late.
    pub async fn begin(ledger: &Ledger, doubt: Doubt) -> Self {
        let (now, at) = (Utc::now(), Instant::now());
        let newest = newest(ledger).await;
        let mut watch = Self::begin_at(now, at, newest, doubt);
        // What happened since a clock was set back is newest by its place and not by its time.
        watch.latest = newest.max(latest(ledger).await);
        watch.note_behind(now, newest, false);
        if let Some(newest) = newest {
            match beside(newest, now) {
                Beside::Right | Beside::Behind => {}
                Beside::PerhapsAhead => tracing::warn!(
                    %newest,
                    %now,
                    days = (now - newest).num_days(),
                    "the newest event is long past: if this desk was not idle since, the machine's clock is ahead; then stop, set the clock and start again. For a day nothing is closed or swept up"
                ),
            }
        }
        watch
    }

    fn begin_at(now: DateTime<Utc>, at: Instant, newest: Option<DateTime<Utc>>, doubt: Doubt) -> Self {
        let is_ahead = newest.is_some_and(|newest| beside(newest, now) == Beside::PerhapsAhead);
        doubt.set(is_ahead);
        doubt.set_behind(false);
        doubt.believe(now);
        let doubted = if is_ahead { DOUBTED } else { Duration::ZERO };
        Self { told: now, at, believed: (now, at), newest, latest: newest, doubted, doubt }
    }

    /// Looks at the clock again, and says whether what can't be undone has to wait.
    pub async fn look(&mut self, ledger: &Ledger) -> bool {
        let (now, at) = (Utc::now(), Instant::now());
        self.look_at(now, at);
        let newest = newest(ledger).await;
        self.judge(now, at, newest)
    }

    /// Notes whether the clock is behind what has happened, and says when that changes. It is kept in mind here: what
    /// happens under a clock that was set back is the newest event soon, and no later than that clock.
    fn note_behind(&mut self, now: DateTime<Utc>, newest: Option<DateTime<Utc>>, is_doubted: bool) -> bool {
        // What happens under a clock in doubt says nothing against the right one, and what lies ahead was told by another.
        if !is_doubted {
            self.latest = self.latest.max(newest.filter(|newest| *newest <= now));
        }
        let is_behind = self.latest.is_some_and(|latest| beside(latest, now) == Beside::Behind);
        if is_behind != self.doubt.is_behind() {
            self.doubt.set_behind(is_behind);
            if let Some(latest) = self.latest.filter(|_| is_behind) {
                tell_behind(latest, now);
            } else {
                tracing::warn!(%now, "this machine's clock is behind no event any more");
            }
        }
        is_behind
    }

    /// Whether the clock is in doubt: it is further ahead than the time that went by since it was believed, and far ahead
    /// of all that had happened by then. What happens under a clock in doubt says nothing for it.
    fn judge(&mut self, now: DateTime<Utc>, at: Instant, newest: Option<DateTime<Utc>>) -> bool {
        let (then, since) = self.believed;
        let elapsed = at.duration_since(since);
        let went_by = TimeDelta::from_std(elapsed).unwrap_or_default();
        let has_leapt = (now - then - went_by).to_std().is_ok_and(|ahead| ahead > LEAP);
        // Where nothing has happened yet, the clock itself was believed last.
        let is_far = beside(self.newest.unwrap_or(then), now) == Beside::PerhapsAhead;
        let is_doubted = (has_leapt && is_far) || elapsed < self.doubted;
        if is_doubted != self.doubt.is_there() {
            self.doubt.set(is_doubted);
            if is_doubted {
                tracing::error!(%now, newest = ?self.newest, "this machine's clock leapt far ahead: nothing is closed or swept up until it is set right, or the desk is started again");
            } else {
                tracing::warn!(%now, "this machine's clock is believed again: what is due is done");
            }
        }
        let is_behind = self.note_behind(now, newest, is_doubted);
        if !is_doubted {
            self.doubt.believe(now);
        }
        // One that was set back is nothing to go by: put right, it would seem to have leapt ahead.
        if !is_doubted && !is_behind {
            (self.believed, self.newest, self.doubted) = ((now, at), newest, Duration::ZERO);
        }
        is_doubted
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

fn tell_behind(newest: DateTime<Utc>, now: DateTime<Utc>) {
    tracing::error!(
        %newest,
        behind_seconds = (newest - now).num_seconds(),
        "this machine's clock is behind the newest event: set the clock; until it has caught up, due times and days are wrong"
    );
}

async fn newest(ledger: &Ledger) -> Option<DateTime<Utc>> {
    let log = ledger.store.log();
    let last = log.last().await.ok()?;
    let newest = log.read_on(last.saturating_sub(1), 1).await.ok()?.pop()?;
    Some(DateTime::parse_from_rfc3339(&newest.event.at).ok()?.to_utc())
}

/// The latest moment of the last many events.
async fn latest(ledger: &Ledger) -> Option<DateTime<Utc>> {
    let log = ledger.store.log();
    let last = log.last().await.ok()?;
    let proofs = log.proof(last.saturating_sub(u64::from(LOOKED_AT)), LOOKED_AT).await.ok()?;
    let events = proofs.into_iter().filter_map(|proof| proof.proven.ok());
    events.filter_map(|proven| Some(DateTime::parse_from_rfc3339(&proven.event.at).ok()?.to_utc())).max()
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
    fn clock_of_a_new_desk_that_is_put_right_by_a_minute_is_believed() {
        let (start, at, doubt) =
            (DateTime::from_timestamp(1_800_000_000, 0).unwrap(), Instant::now(), Doubt::default());
        let mut watch = Watch::begin_at(start, at, None, doubt.clone());
        let later = |n: u64| at + Duration::from_secs(n);
        assert!(!watch.judge(start + TimeDelta::seconds(61), later(1), None) && !doubt.is_there());
        assert!(watch.judge(start + TimeDelta::days(46), later(2), None) && doubt.is_there());
    }

    #[test]
    fn clock_that_leaps_far_ahead_is_doubted_until_it_is_set_right() {
        let (start, at, doubt) =
            (DateTime::from_timestamp(1_800_000_000, 0).unwrap(), Instant::now(), Doubt::default());
        let minutes = |n: u64| at + Duration::from_secs(60 * n);
        let mut watch = Watch::begin_at(start, at, Some(start), doubt.clone());
        let after = |n| start + TimeDelta::minutes(n);
        assert!(!watch.judge(after(1), minutes(1), Some(start)));
        let years = TimeDelta::days(5 * 365);
        assert!(watch.judge(after(2) + years, minutes(2), Some(start)) && doubt.is_there());
        // Somebody writes under the wrong clock.
        assert!(watch.judge(after(3) + years, minutes(3), Some(after(3) + years)));
        assert!(!watch.judge(after(4), minutes(4), Some(after(3) + years)) && !doubt.is_there());
    }

    #[test]
    fn clock_that_jumps_far_back_is_behind_until_it_is_set_right_whatever_happens_meanwhile() {
        let (start, at, doubt) =
            (DateTime::from_timestamp(1_800_000_000, 0).unwrap(), Instant::now(), Doubt::default());
        let mut watch = Watch::begin_at(start, at, Some(start - TimeDelta::days(3)), doubt.clone());
        let after = |minutes: u32| start + TimeDelta::minutes(i64::from(minutes));
        let (years, right) = (TimeDelta::days(2 * 365), TimeDelta::zero());
        // So many minutes in, with the clock so far off.
        let mut look = |minutes: u32, off: TimeDelta, newest| {
            watch.judge(after(minutes) + off, at + Duration::from_mins(1) * minutes, Some(newest));
            (doubt.is_behind(), doubt.is_there())
        };
        assert_eq!(look(2, right, after(1)), (false, false));
        assert_eq!(look(3, -years, after(1)), (true, false), "nothing has to wait for it");
        // Somebody writes under the wrong clock.
        assert_eq!(look(5, -years, after(4) - years), (true, false));
        assert_eq!(look(6, right, after(4) - years), (false, false), "nor once it is set right");
        // What was written under a clock that was ahead says nothing against the right one.
        assert_eq!(look(7, years, after(6) + years), (false, true));
        assert_eq!(look(8, right, after(6) + years), (false, false));
    }

    #[test]
    fn machine_that_slept_for_a_week_is_believed() {
        let (start, at) = (DateTime::from_timestamp(1_800_000_000, 0).unwrap(), Instant::now());
        let mut watch = Watch::begin_at(start, at, Some(start), Doubt::default());
        assert!(!watch.judge(start + TimeDelta::days(7), at + Duration::from_mins(1), Some(start)));
    }

    #[test]
    fn quiet_shop_goes_on_and_one_that_starts_far_ahead_waits_for_a_day() {
        let (start, at, doubt) =
            (DateTime::from_timestamp(1_800_000_000, 0).unwrap(), Instant::now(), Doubt::default());
        let mut watch = Watch::begin_at(start, at, Some(start), doubt.clone());
        for day in 1_u32..400 {
            let now = start + TimeDelta::days(i64::from(day));
            assert!(!watch.judge(now, at + Duration::from_hours(24) * day, Some(start)), "{day}");
        }
        let long_past = Some(start - TimeDelta::days(100));
        let mut watch = Watch::begin_at(start, at, long_past, doubt.clone());
        assert!(doubt.is_there());
        let hours = |n: u32| (start + TimeDelta::hours(i64::from(n)), at + Duration::from_hours(1) * n);
        let (now, then) = hours(23);
        assert!(watch.judge(now, then, long_past));
        let (now, then) = hours(25);
        assert!(!watch.judge(now, then, long_past) && !doubt.is_there());
    }

    #[test]
    fn clock_that_runs_with_the_time_is_silent_and_one_that_leaps_is_not() {
        let (told, at) = (DateTime::from_timestamp(1_800_000_000, 0).unwrap(), Instant::now());
        let mut watch = Watch::begin_at(told, at, None, Doubt::default());
        let after = |seconds: i64| told + chrono::Duration::seconds(seconds);
        let later = |seconds| at + Duration::from_secs(seconds);
        assert!(!watch.look_at(after(60), later(60)));
        assert!(!watch.look_at(after(125), later(120)));
        assert!(watch.look_at(after(65), later(180)), "backwards");
        assert!(!watch.look_at(after(125), later(240)));
        assert!(watch.look_at(after(7200), later(300)), "forwards");
    }
}
