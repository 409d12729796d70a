//! What a try costs, and what waits for what.

use super::*;

const RATE: Rate = Rate { n: 3, per: Duration::from_mins(1) };

/// Tries and fails.
fn fail(limits: &Limits, key: &str, now: Instant) -> Result<(), u32> {
    let key = limits.key(Tried::LookupFrom, key);
    match limits.reserve(key, RATE, now) {
        Reserved::Yes => {
            limits.settle(key, 1.0);
            Ok(())
        }
        Reserved::Wait(_) => panic!("nothing is under way"),
        Reserved::No { seconds, .. } => Err(seconds),
    }
}

#[test]
fn failures_beyond_the_rate_must_wait_until_the_bucket_refills() {
    let (limits, start) = (Limits::default(), Instant::now());
    assert!((0..3).all(|_| fail(&limits, "1.2.3.4", start).is_ok()));
    let wait = fail(&limits, "1.2.3.4", start).unwrap_err();
    assert!((20..=21).contains(&wait), "{wait}");
    assert!(fail(&limits, "1.2.3.4", start + Duration::from_secs(u64::from(wait))).is_ok());
}

#[test]
fn one_key_never_spends_the_tries_of_another() {
    let (limits, start) = (Limits::default(), Instant::now());
    for _ in 0..4 {
        let _ = fail(&limits, "1.2.3.4", start);
    }
    assert!(fail(&limits, "4.3.2.1", start).is_ok());
}

#[tokio::test]
async fn whoever_is_right_is_never_limited_and_leaves_nothing_behind() {
    let limits = Limits::default();
    for _ in 0..1000 {
        limits.attempt(Tried::SignInFrom, "office", RATE).await.unwrap().free();
    }
    assert_eq!(limits.kept.len(), 0);
}

#[tokio::test]
async fn crowd_that_is_right_waits_for_each_other_and_nobody_is_refused() {
    let limits = Limits::default();
    let people = (0..50).map(|_| {
        let limits = limits.clone();
        tokio::spawn(async move {
            let attempt = limits.attempt(Tried::SignInFrom, "office", RATE).await.unwrap();
            tokio::time::sleep(Duration::from_millis(2)).await;
            attempt.free();
        })
    });
    for person in people.collect::<Vec<_>>() {
        person.await.unwrap();
    }
}

#[tokio::test]
async fn crowd_that_is_wrong_gets_no_more_tries_at_once_than_one_after_the_other() {
    let limits = Limits::default();
    let tries = (0..200).map(|_| {
        let limits = limits.clone();
        tokio::spawn(async move {
            let attempt = limits.attempt(Tried::SignInFrom, "guesser", RATE).await;
            tokio::time::sleep(Duration::from_millis(2)).await;
            attempt.is_ok()
        })
    });
    let mut n_tried = 0;
    for one in tries.collect::<Vec<_>>() {
        n_tried += u32::from(one.await.unwrap());
    }
    assert_eq!(n_tried, RATE.n);
}

#[tokio::test]
async fn whoever_breaks_off_has_tried() {
    let limits = Limits::default();
    for _ in 0..3 {
        drop(limits.attempt(Tried::LookupFrom, "1.2.3.4", RATE).await.unwrap());
    }
    assert!(limits.attempt(Tried::LookupFrom, "1.2.3.4", RATE).await.is_err());
}

/// The least time that a thousand failing tries from one source take, out of several rounds.
fn best_round(limits: &Limits) -> Duration {
    let round = |n: u32| {
        let key = format!("203.0.113.{n}");
        let begun = Instant::now();
        for _ in 0..1_000 {
            let _ = fail(limits, &key, begun);
        }
        begun.elapsed()
    };
    (0..20).map(round).min().unwrap_or_default()
}

#[test]
fn a_try_takes_no_longer_among_sixty_thousand_sources_than_alone() {
    let (alone, among, now) = (Limits::default(), Limits::default(), Instant::now());
    for n in 0..60_000 {
        fail(&among, &format!("source {n}"), now).unwrap();
    }
    assert!(among.kept.len() > 50_000, "they are remembered: {}", among.kept.len());
    let (alone, among) = (best_round(&alone), best_round(&among));
    // Looking through all of them would take thousands of times as long; a larger table costs the memory's own pace.
    assert!(among < alone * 10, "{among:?} among sixty thousand, {alone:?} alone");
}
