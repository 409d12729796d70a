//! The past of the example shop: some eighty cases over four weeks, so that every screen has something to show.
//!
//! Nothing is written past the desk: each step is a real command, given at its own moment by whoever would give it,
//! under a clock that is set for it. Told again over a desk that has cases it does nothing.

mod course;
mod scene;
mod stories;

use crate::clock::Clock;
use crate::config::Config;
use crate::import::Intake;
use crate::ledger::Ledger;
use crate::policies::Policies;
use crate::secret::Secret;
use crate::store::Store;
use chrono::{DateTime, TimeDelta, Utc};
use course::{COURSES, Step};
use scene::{Cast, Scene};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use stories::{KINDS, Told};

/// How many cases are told.
const N_CASES: usize = 80;

/// Tells the past up to now, unless there is one already. The staff must be in place.
pub async fn tell(
    store: &Store,
    policies: &Policies,
    config: &Config,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    if store.has_cases().await? {
        return Ok(());
    }
    let clock = Arc::new(AtomicI64::new(now.timestamp_millis()));
    let secret = Secret::open(store.dir())?;
    let ledger = Ledger {
        store: store.clone(),
        policies: policies.clone(),
        limits: Arc::new(config.time_limits.clone()),
        secret: secret.clone(),
        clock: Clock::Set(clock.clone()),
        zone: config.shop.utc_offset,
        link_days: config.link_days,
    };
    let cast = Cast::of(store).await?;
    let scenes: Vec<Scene> = (0..N_CASES).filter_map(|idx| scene_of(idx, now)).collect();
    let mut intake = Intake::new(store.clone(), secret);
    for scene in &scenes {
        intake.take(Ok(scene.order(config.shop.utc_offset))).await?;
    }
    intake.finish().await?;
    for (at, scene, step) in in_order(&scenes) {
        clock.store(at.timestamp_millis(), Ordering::Relaxed);
        scene.play(&ledger, &cast, step).await?;
    }
    Ok(())
}

/// The case in a place: kind, language and course each go round by themselves, so that all meet.
fn scene_of(idx: usize, now: DateTime<Utc>) -> Option<Scene> {
    let (course, kind) = (COURSES.get(idx % COURSES.len())?, KINDS.get(idx % KINDS.len())?);
    let told: &'static Told = kind.told.get((idx / 2) % kind.told.len())?;
    let length = course.last().map_or(0, |(minutes, _)| *minutes);
    // What is still open began lately; what is finished lies further back, each case some hours from the next.
    let spread = i64::try_from((idx * 397) % if length > 2_000 { 26_000 } else { 1_300 }).unwrap_or(0);
    let filed_at = now - TimeDelta::minutes(length + spread + 3);
    Some(Scene { idx, kind, told, course, filed_at })
}

/// Every step of every case, the earliest first.
fn in_order(scenes: &[Scene]) -> Vec<(DateTime<Utc>, &Scene, &Step)> {
    let mut steps: Vec<_> = scenes
        .iter()
        .flat_map(|scene| {
            let at = |minutes: i64| scene.filed_at + TimeDelta::minutes(minutes);
            scene.course.iter().map(move |(minutes, step)| (at(*minutes), scene, step))
        })
        .collect();
    steps.sort_by_key(|(at, _, _)| *at);
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_course_kind_and_language_is_met_and_nothing_lies_ahead() {
        let now = DateTime::parse_from_rfc3339("2026-03-10T02:00:00Z").unwrap().to_utc();
        let scenes: Vec<Scene> = (0..N_CASES).filter_map(|idx| scene_of(idx, now)).collect();
        assert_eq!(scenes.len(), N_CASES);
        assert!(in_order(&scenes).iter().all(|(at, _, _)| *at < now));
        let weeks = now - scenes.iter().map(|scene| scene.filed_at).min().unwrap();
        assert!(weeks > TimeDelta::weeks(2), "{weeks}");
        for course in COURSES {
            assert!(scenes.iter().any(|scene| core::ptr::eq(scene.course, *course)));
        }
        for kind in KINDS {
            assert!(scenes.iter().any(|scene| core::ptr::eq(scene.kind, kind)));
        }
    }
}
