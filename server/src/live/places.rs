//! How many streams may be open: a few per browser, some per address, and never so many that no connection is left.
//!
//! A stream holds its connection for hours, so whoever opens many could shut the desk. Who opens one more than there
//! may be takes the place of their own oldest; a page that lost its place comes back later by itself.

use crate::auth::source::Source;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio_util::sync::CancellationToken;

/// Streams of one browser: as many tabs as anybody keeps open in earnest.
const PER_SESSION: usize = 6;
/// Streams of one address have at most one in so many of all connections: an office of people sits behind one.
const SHARE_OF_SOURCE: usize = 4;

#[derive(Debug)]
struct Taken {
    session: i128,
    source: Source,
    lost: CancellationToken,
}

type Held = BTreeMap<u64, Taken>;

/// The places of open streams. Cheap to clone; all clones are one.
#[derive(Clone, Debug)]
pub struct Places {
    held: Arc<Mutex<(u64, Held)>>,
    per_source: usize,
    in_all: usize,
}

impl Places {
    /// For a server that takes so many connections.
    pub fn among(n_connections: usize) -> Self {
        let per_source = (n_connections / SHARE_OF_SOURCE).max(PER_SESSION);
        Self { held: Arc::default(), per_source, in_all: per_source.saturating_mul(SHARE_OF_SOURCE - 1) }
    }

    fn locked(&self) -> MutexGuard<'_, (u64, Held)> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a place for a stream; the oldest of the same browser, or else of the same address, makes room. Where all
    /// are taken, the oldest of the address that has most.
    pub fn take(&self, session: i128, source: Source) -> Place {
        let mut locked = self.locked();
        let (next, held) = &mut *locked;
        make_room(held, PER_SESSION, |taken| taken.session == session);
        make_room(held, self.per_source, |taken| taken.source == source);
        if held.len() >= self.in_all
            && let Some(most) = who_has_most(held)
        {
            make_room(held, 1, |taken| taken.source == most);
        }
        let (id, lost) = (*next, CancellationToken::new());
        *next += 1;
        held.insert(id, Taken { session, source, lost: lost.clone() });
        Place { id, lost, places: self.clone() }
    }
}

/// Ends the oldest of those meant where there are as many as there may be: only one comes at a time.
fn make_room(held: &mut Held, at_most: usize, is_meant: impl Fn(&Taken) -> bool) {
    let mut meant = held.iter().filter(|(_, taken)| is_meant(taken)).map(|(id, _)| *id);
    let Some(oldest) = meant.next() else { return };
    if meant.count() + 1 >= at_most
        && let Some(taken) = held.remove(&oldest)
    {
        taken.lost.cancel();
    }
}

fn who_has_most(held: &Held) -> Option<Source> {
    let mut n_of = BTreeMap::<String, (usize, Source)>::new();
    for taken in held.values() {
        n_of.entry(taken.source.to_string()).or_insert((0, taken.source)).0 += 1;
    }
    n_of.into_values().max_by_key(|(n, _)| *n).map(|(_, source)| source)
}

/// The place of one open stream; free again once it is dropped.
#[derive(Debug)]
pub struct Place {
    id: u64,
    lost: CancellationToken,
    places: Places,
}

impl Place {
    /// Waits until it goes to somebody else.
    pub async fn lost(&self) {
        self.lost.cancelled().await;
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.places.locked().1.remove(&self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(n: u8) -> Source {
        Source::of(std::net::IpAddr::from([10, 0, 0, n]))
    }

    fn n_kept(places: &[Place]) -> usize {
        places.iter().filter(|place| !place.lost.is_cancelled()).count()
    }

    #[test]
    fn a_browsers_oldest_stream_makes_room_for_its_newest_and_nobody_elses_does() {
        let all = Places::among(1000);
        let other = all.take(2, from(1));
        let mine: Vec<_> = (0..230).map(|_| all.take(1, from(1))).collect();
        assert_eq!(n_kept(&mine), PER_SESSION);
        assert!(mine.last().is_some_and(|newest| !newest.lost.is_cancelled()));
        assert!(!other.lost.is_cancelled());
    }

    #[test]
    fn many_browsers_at_one_address_leave_room_for_others() {
        let all = Places::among(192);
        let elsewhere = all.take(0, from(2));
        let many: Vec<_> = (1..500).map(|session| all.take(session, from(1))).collect();
        assert_eq!(n_kept(&many), 192 / SHARE_OF_SOURCE);
        assert!(!elsewhere.lost.is_cancelled());
    }

    #[test]
    fn where_all_places_are_taken_whoever_has_most_makes_room() {
        let all = Places::among(192);
        let one = all.take(0, from(200));
        let many: Vec<_> = (1..=100)
            .flat_map(|n| [(n, n), (n + 1000, n)])
            .map(|(s, n)| all.take(s, from(u8::try_from(n).unwrap())))
            .collect();
        assert_eq!(n_kept(&many) + 1, 144);
        assert!(!one.lost.is_cancelled());
    }

    #[test]
    fn a_place_that_is_left_is_free_again() {
        let all = Places::among(1000);
        let kept = all.take(1, from(1));
        for _ in 0..50 {
            drop(all.take(1, from(1)));
        }
        assert!(!kept.lost.is_cancelled());
        assert_eq!(all.locked().1.len(), 1);
    }
}
