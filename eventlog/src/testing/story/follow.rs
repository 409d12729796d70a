//! Who follows the log.

use super::{PATIENCE, SERVERS, World, done};
use crate::event::{Placed, Position};
use crate::follow::{Follower, Following, Patience, Standing, follow};
use crate::testing::make::{append, step, stream};
use async_trait::async_trait;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// So that a test need not wait long for the next try.
const SOON: Patience = Patience {
    first: Duration::from_millis(1),
    most: Duration::from_millis(5),
    elsewhere: Duration::from_millis(5),
};

/// Writes down what it was given; refuses as long as it is told to.
#[derive(Clone, Default)]
struct Scribe {
    taken: Arc<Mutex<Vec<Position>>>,
    n_refusals: Arc<Mutex<u32>>,
}

#[async_trait]
impl Follower for Scribe {
    fn name(&self) -> &'static str {
        "scribe"
    }

    async fn take(&mut self, events: &[Placed]) -> Result<(), String> {
        let mut n_refusals = self.n_refusals.lock().unwrap();
        if *n_refusals > 0 {
            *n_refusals -= 1;
            return Err("no ink".to_owned());
        }
        self.taken.lock().unwrap().extend(events.iter().map(|placed| placed.position));
        Ok(())
    }
}

impl Scribe {
    fn taken(&self) -> Vec<Position> {
        self.taken.lock().unwrap().clone()
    }
}

async fn until(
    mut standing: tokio::sync::watch::Receiver<Standing>,
    is_so: impl FnMut(&Standing) -> bool,
) -> Standing {
    tokio::time::timeout(PATIENCE, standing.wait_for(is_so)).await.expect("in time").unwrap().clone()
}

pub async fn a_follower_takes_everything_in_order_and_goes_on_where_it_was(world: &impl World) {
    let log = world.server().await;
    let stream = stream();
    done(log.as_ref(), append(&stream, 0, step("a", "before it came"))).await;
    let scribe = Scribe::default();
    let following = follow(Arc::clone(&log), scribe.clone(), SOON);
    until(following.standing(), |standing| standing.position == 1).await;
    for version in 1..20 {
        done(log.as_ref(), append(&stream, version, step("a", "while it is there"))).await;
    }
    let standing = until(following.standing(), |standing| standing.position == 20).await;
    assert_eq!((standing.lag(), standing.failed), (0, None));
    drop(following);
    done(log.as_ref(), append(&stream, 20, step("a", "while nobody followed"))).await;
    let following = follow(Arc::clone(&log), scribe.clone(), SOON);
    until(following.standing(), |standing| standing.position == 21).await;
    assert_eq!(scribe.taken(), (1..=21).collect::<Vec<_>>());
}

pub async fn a_follower_that_fails_says_so_and_is_given_the_same_again(world: &impl World) {
    let log = world.server().await;
    let scribe = Scribe { n_refusals: Arc::new(Mutex::new(u32::MAX)), ..Scribe::default() };
    let stream = stream();
    done(log.as_ref(), append(&stream, 0, step("a", "x"))).await;
    let following = follow(Arc::clone(&log), scribe.clone(), SOON);
    let is_stuck = |standing: &Standing| standing.failed.as_ref().is_some_and(|(n, _)| *n >= 3);
    let standing = until(following.standing(), is_stuck).await;
    assert_eq!((standing.position, standing.lag()), (0, 1));
    assert_eq!(standing.failed.map(|(_, why)| why).as_deref(), Some("no ink"));
    // Nobody waits for it.
    done(log.as_ref(), append(&stream, 1, step("a", "y"))).await;
    *scribe.n_refusals.lock().unwrap() = 0;
    let standing = until(following.standing(), |standing| standing.position == 2).await;
    assert_eq!((standing.lag(), standing.failed), (0, None));
    assert_eq!(scribe.taken(), [1, 2]);
}

pub async fn of_several_servers_one_has_a_follower_follow_and_another_goes_on_when_it_is_gone(
    world: &impl World,
) {
    let log = world.server().await;
    let stream = stream();
    let mut followings = Vec::new();
    for _ in 0..SERVERS {
        let scribe = Scribe::default();
        followings.push((scribe.clone(), follow(world.server().await, scribe, SOON)));
    }
    for version in 0..20 {
        done(log.as_ref(), append(&stream, version, step("a", "x"))).await;
    }
    let at_work = async |followings: &[(Scribe, Following)], n_before: usize| loop {
        let n_taken = |(scribe, _): &(Scribe, Following)| scribe.taken().len();
        if let Some(place) = followings.iter().position(|following| n_taken(following) > n_before) {
            return place;
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    };
    let place = tokio::time::timeout(PATIENCE, at_work(&followings, 19)).await.expect("in time");
    let (first, gone) = followings.swap_remove(place);
    assert_eq!(first.taken(), (1..=20).collect::<Vec<_>>());
    assert!(followings.iter().all(|(scribe, _)| scribe.taken().is_empty()), "two had it follow at once");
    until(followings[0].1.standing(), |standing| standing.is_elsewhere).await;
    until(gone.standing(), |standing| standing.position == 20).await;
    drop(gone);
    for version in 20..30 {
        done(log.as_ref(), append(&stream, version, step("a", "y"))).await;
    }
    let place = tokio::time::timeout(PATIENCE, at_work(&followings, 9)).await.expect("in time");
    assert_eq!(followings[place].0.taken(), (21..=30).collect::<Vec<_>>());
}
