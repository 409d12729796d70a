//! The past of the example shop: some eighty cases over four weeks, so that every screen has something to show.
//!
//! Nothing is written past the desk: each step is a real command, given at its own moment by whoever would give it,
//! under a clock that is set for it; what the desk does by itself happens when it is due. The same moment gives the
//! same past. Over a desk that has cases it is not told.

mod book;
mod deeds;
mod hours;
mod orders;
mod photo;
mod stage;
pub mod unfinished;

use crate::clock::Clock;
use crate::config::{Config, Settings};
use crate::evidence::Files;
use crate::import::Intake;
use crate::ledger::Ledger;
use crate::policies::Policies;
use crate::secret::Secret;
use crate::store::Store;
use anyhow::{Context, Result};
use book::{Book, Step};
use chrono::{DateTime, FixedOffset, Utc};
use domain::id::UserId;
use hours::{DeskTime, Span};
use stage::{Cast, Placed, Stage};
use std::sync::Arc;
use std::sync::atomic::AtomicI64;
use unfinished::Telling;

/// What became of the past.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Past {
    /// How many steps were taken.
    pub n_done: usize,
    /// How many could not be: none with the packs the past was written for.
    pub n_left_out: usize,
}

/// The settings of a desk that has a past: it is open by day, as its past was.
pub fn settings() -> Settings {
    Settings { opening_hours: Some(hours::OPEN.to_owned()), ..Settings::default() }
}

/// Tells the past up to `now`, unless there is one already. Staff must be in place.
pub async fn tell(store: &Store, policies: &Policies, config: &Config, now: DateTime<Utc>) -> Result<Past> {
    if store.n_cases().await? > 0 {
        return Ok(Past::default());
    }
    let telling = Telling::begin(store.dir())?;
    let book = Book::open().context("the book of the example's past")?;
    let time = DeskTime::until(now, &config.shop.zone);
    let cases = placed(&book, &time);
    let secret = Secret::open(store.dir())?;
    let mut intake = Intake::new(store.clone(), secret.clone());
    for case in cases.iter().filter(|case| case.told.same_order.is_none()) {
        let order = orders::order(&book, case.told, case.order.clone(), case.filed_at, &config.shop.zone);
        intake.take(Ok(order.with_context(|| format!("the order of case `{}`", case.told.key))?)).await?;
    }
    intake.finish().await?;
    let clock = Arc::new(AtomicI64::new(now.timestamp_millis()));
    let stage = Stage {
        book: &book,
        ledger: Ledger {
            store: store.clone(),
            policies: policies.clone(),
            limits: Arc::new(config.time_limits.clone()),
            secret,
            clock: Clock::Set(clock.clone()),
            has_automatic_offers: config.automatic_offers,
            zone: config.shop.zone.clone(),
            link_days: config.link_days,
        },
        clock,
        files: Files::open(store.dir(), config.evidence.as_ref())?,
        cast: cast(store).await?,
        photos: tokio::task::spawn_blocking(photo::draw_all).await?,
    };
    let mut past = Past::default();
    for moment in in_order(&book, &cases, &time) {
        stage.pass_until(moment.at).await?;
        let is_done = match &moment.step {
            None => stage.file(moment.case).await?,
            Some((place, step)) => stage.play(moment.case, *place, step).await?,
        };
        if is_done {
            past.n_done += 1;
        } else {
            past.n_left_out += 1;
        }
    }
    stage.pass_until(config.shop.zone.at(now)).await?;
    telling.finish()?;
    Ok(past)
}

async fn cast(store: &Store) -> Result<Cast> {
    let somebody = async |name: &str| -> Result<UserId> {
        let user = store.user_by_name(name).await?.with_context(|| format!("`{name}` is not at the desk"))?;
        Ok(UserId(user.user_id))
    };
    Ok(Cast {
        agents: (somebody("agent").await?, somebody("agent2").await?),
        supervisor: somebody("supervisor").await?,
    })
}

fn placed<'a>(book: &'a Book, time: &DeskTime) -> Vec<Placed<'a>> {
    let place = |(idx, told): (usize, &'a book::Told)| {
        Placed::new(book, idx, told, time.moment(told.filed, Span::default(), seconds(idx, 0)))
    };
    book.cases.iter().enumerate().map(place).collect()
}

/// Nobody does everything at the full minute.
fn seconds(idx: usize, place: usize) -> u32 {
    u32::try_from((idx * 23 + place * 37 + 11) % 60).unwrap_or(0)
}

/// A moment of the past: a filing, or a step with its place in its case.
struct Moment<'a> {
    at: DateTime<FixedOffset>,
    case: &'a Placed<'a>,
    step: Option<(usize, Step)>,
}

/// Every moment of every case, the earliest first.
fn in_order<'a>(book: &Book, cases: &'a [Placed<'a>], time: &DeskTime) -> Vec<Moment<'a>> {
    let mut moments: Vec<Moment<'_>> = Vec::new();
    for case in cases {
        moments.push(Moment { at: case.filed_at, case, step: None });
        for (place, step) in book.steps(case.told).into_iter().enumerate() {
            let (since, after) = step.ago.map_or((case.told.filed, step.after), |ago| (ago, Span::default()));
            let at = time.moment(since, after, seconds(case.idx, place + 1));
            moments.push(Moment { at, case, step: Some((place, step)) });
        }
    }
    moments.sort_by_key(|moment| moment.at);
    moments
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo;
    use crate::installation;
    use crate::store::Options;
    use books::queue::{Queue, Stretch};
    use domain::view::QueueView;
    use domain::zone::Zone;
    use std::path::Path;
    use uuid::Uuid;

    /// A desk with staff and without a case, in a folder of its own.
    async fn desk(folder: &Path, now: DateTime<Utc>) -> (Store, Policies, Config) {
        let place = Settings { data_dir: Some(folder.to_owned()), ..Settings::default() };
        let config = place.or(settings()).or(demo::settings()).resolve().unwrap();
        let store = installation::make(Options::of(&config)).await.unwrap().store;
        let local = config.shop.zone.at(now);
        let policies = Policies::open(&store, None, &config.packs, local).await.unwrap();
        demo::seed(&store, &config, now).await.unwrap();
        (store, policies, config)
    }

    /// Every event of the past as told at a moment over a new desk: its case, version, moment and kind.
    async fn told_at(now: DateTime<Utc>) -> Vec<(Uuid, u32, String, String)> {
        let folder = tempfile::tempdir().unwrap();
        let (store, policies, config) = desk(folder.path(), now).await;
        let past = tell(&store, &policies, &config, now).await.unwrap();
        assert_eq!(past.n_left_out, 0);
        unfinished::ensure_whole(store.dir()).unwrap();
        assert_eq!(tell(&store, &policies, &config, now).await.unwrap(), Past::default(), "it is told once");
        let mut told = Vec::new();
        for case in store.streams_of_cases().await.unwrap() {
            for event in store.case_events(case, 0).await.unwrap() {
                let kind = event.event.code().to_owned();
                told.push((case.0, event.version, event.at.to_rfc3339(), kind));
            }
        }
        store.close().await;
        told
    }

    fn noon() -> DateTime<Utc> {
        DateTime::parse_from_rfc3339("2026-03-10T12:07:41+08:00").unwrap().to_utc()
    }

    #[tokio::test]
    async fn same_moment_gives_the_same_past_with_one_last_day_missed_and_one_to_come() {
        let (one, other) = tokio::join!(told_at(noon()), told_at(noon()));
        assert!(one.len() > 500, "{}", one.len());
        assert_eq!(one, other);
        let times = |kind: &str| -> Vec<&str> {
            one.iter().filter(|(.., is)| is == kind).map(|(_, _, at, _)| at.as_str()).collect()
        };
        assert_eq!(times("last_day_set").len(), 2);
        let over = times("last_day_over");
        assert_eq!(over.len(), 1);
        assert!(
            over[0].starts_with("2026-03-10T00:01"),
            "noted when the day was over, and not at the end: {over:?}"
        );
    }

    #[tokio::test]
    async fn past_that_was_cut_off_is_not_taken_for_the_whole() {
        let folder = tempfile::tempdir().unwrap();
        let (store, policies, config) = desk(folder.path(), noon()).await;
        unfinished::ensure_whole(store.dir()).unwrap();
        let first_case = async {
            while store.n_cases().await.unwrap() == 0 {
                tokio::task::yield_now().await;
            }
        };
        tokio::select! {
            told = tell(&store, &policies, &config, noon()) => panic!("it was not cut off: {told:?}"),
            () = first_case => {}
        }
        let refused = unfinished::ensure_whole(store.dir()).unwrap_err().to_string();
        assert!(refused.contains(&format!("delete the folder `{}`", store.dir().display())), "{refused}");
        store.close().await;
    }

    /// Which cases of the past are overdue so many minutes after it was told at a moment.
    async fn overdue_after(start: &str, minutes: i64) -> Vec<String> {
        let now = DateTime::parse_from_rfc3339(start).unwrap().to_utc();
        let folder = tempfile::tempdir().unwrap();
        let (store, policies, config) = desk(folder.path(), now).await;
        let past = tell(&store, &policies, &config, now).await.unwrap();
        assert_eq!(past.n_left_out, 0, "of the past told at {start}");
        let (book, time) = (Book::open().unwrap(), DeskTime::until(now, &config.shop.zone));
        let cases = placed(&book, &time);
        let queue = Queue { view: QueueView::Breached.code().to_owned(), owner: String::new() };
        let late = Stretch::before(now.timestamp_millis() + minutes * 60_000);
        let rows = store.queue(&queue, None, late, 100).await.unwrap();
        store.close().await;
        let key = |id: Uuid| cases.iter().find(|case| case.case_id() == id).unwrap().told.key.clone();
        rows.iter().map(|(_, row)| key(row.case.0)).collect()
    }

    #[tokio::test]
    async fn past_is_told_whole_at_any_day_and_hour_and_leaves_few_cases_overdue() {
        // A first answer, a reply, a promise, and somebody whose last day went by.
        const MEANT: [&str; 4] =
            ["tracking-stands-still", "escalated-washer", "watch-battery", "lamp-last-day-missed"];
        let starts = [
            // By night, by day, over the turn of a year as the desk opens, and in a leap day's last minute.
            "2026-11-29T04:00:00+08:00",
            "2026-11-30T11:20:59+08:00",
            "2027-01-01T09:01:00+08:00",
            "2028-02-29T21:59:30+08:00",
        ];
        for start in starts {
            let late = overdue_after(start, 9).await;
            let meant = |key: &String| MEANT.contains(&key.as_str());
            assert!(late.iter().all(meant) && late.len() >= 2, "told at {start}: {late:?}");
        }
    }

    #[test]
    fn every_case_of_the_book_can_be_told_in_order_and_before_now() {
        let book = Book::open().unwrap();
        for now in ["2026-03-10T02:00:00Z", "2026-11-29T15:30:00Z", "2027-01-01T01:01:00Z"] {
            let now = DateTime::parse_from_rfc3339(now).unwrap().to_utc();
            let time = DeskTime::until(now, &Zone::utc());
            let cases = placed(&book, &time);
            for moment in in_order(&book, &cases, &time) {
                let key = &moment.case.told.key;
                assert!(moment.at < now, "`{key}` reaches beyond now");
                assert!(moment.at >= moment.case.filed_at, "`{key}` begins before it is filed");
            }
            for case in &cases {
                let steps = in_order(&book, std::slice::from_ref(case), &time).into_iter();
                let places: Vec<_> = steps.map(|moment| moment.step.map(|(place, _)| place)).collect();
                assert!(places.is_sorted(), "`{}` is not told in its order", case.told.key);
            }
        }
    }

    #[test]
    fn no_two_cases_share_a_name_or_a_story() {
        let book = Book::open().unwrap();
        for (idx, told) in book.cases.iter().enumerate() {
            for other in book.cases.iter().skip(idx + 1) {
                assert_ne!(told.key, other.key);
                assert_ne!(told.story, other.story, "{} and {}", told.key, other.key);
            }
            let begins = told.same_order.as_ref();
            assert!(begins.is_none_or(|key| book.cases.iter().any(|case| case.key == *key)), "{}", told.key);
        }
    }
}
