//! What lately became of the ids of sessions, so that signing out with a former one ends what came of it.
//!
//! A session gets another id whenever something is proved in it. A browser may send its sign-out before it is told the
//! new one, and a request that was let in under the former id may be served still. None of them outlives the server, so
//! none of this does: it is kept in memory, and as long as requests are served.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long it is kept. Requests take seconds; of one that takes longer than this nothing is kept, as if it was ended.
const KEPT: Duration = Duration::from_mins(10);

/// What became of one id.
#[derive(Debug, Default)]
struct Fate {
    /// Whether somebody signed out with it.
    is_ended: bool,
    /// Under which ids it went on.
    next: Vec<i128>,
}

#[derive(Debug, Default)]
struct Fates {
    known: BTreeMap<i128, Fate>,
    /// The same ids, the oldest first.
    since: VecDeque<(Instant, i128)>,
}

impl Fates {
    fn of(&mut self, id: i128) -> &mut Fate {
        while let Some((since, old)) = self.since.front().copied()
            && since.elapsed() > KEPT
        {
            self.since.pop_front();
            self.known.remove(&old);
        }
        if !self.known.contains_key(&id) {
            self.since.push_back((Instant::now(), id));
        }
        self.known.entry(id).or_default()
    }
}

/// Ids of sessions that were left or ended lately.
#[derive(Clone, Debug, Default)]
pub struct FormerSessions(Arc<Mutex<Fates>>);

impl FormerSessions {
    fn held(&self) -> MutexGuard<'_, Fates> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that a session leaves its id; whether it may, because nobody ended it. `is_live`: it opens something still.
    /// Several requests may leave one id at once.
    pub(super) fn leave(&self, id: i128, is_live: bool) -> bool {
        let mut fates = self.held();
        match fates.known.get(&id) {
            Some(fate) => !fate.is_ended,
            None if is_live => {
                fates.of(id);
                true
            }
            None => false,
        }
    }

    /// Notes under which id a session goes on that left its own; whether it may, because nobody ended it meanwhile.
    pub(super) fn arrive(&self, former: i128, id: i128) -> bool {
        let mut fates = self.held();
        match fates.known.get_mut(&former) {
            Some(fate) if !fate.is_ended => {
                fate.next.push(id);
                true
            }
            _ => false,
        }
    }

    /// Notes what is left of an ended session, and goes with it where it is ended once more.
    pub(super) fn follow(&self, former: i128, id: i128) {
        self.held().of(former).next.push(id);
    }

    /// Ends an id and whatever came of it: all these ids. One that never was ends nothing, and nothing is kept of it.
    pub(super) fn end(&self, id: i128, is_live: bool) -> BTreeSet<i128> {
        let mut fates = self.held();
        let mut ended = BTreeSet::new();
        if !is_live && !fates.known.contains_key(&id) {
            return ended;
        }
        let mut ahead = vec![id];
        while let Some(id) = ahead.pop() {
            if ended.insert(id) {
                let fate = fates.of(id);
                fate.is_ended = true;
                ahead.extend(&fate.next);
            }
        }
        ended
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whichever_comes_first_a_session_that_was_signed_out_of_goes_on_under_no_id() {
        // Signed out before it leaves, while it is on its way, and after it arrived.
        let former = FormerSessions::default();
        assert_eq!(former.end(1, true), BTreeSet::from([1]));
        assert!(!former.leave(1, true));
        let former = FormerSessions::default();
        assert!(former.leave(1, true));
        assert_eq!(former.end(1, false), BTreeSet::from([1]));
        assert!(!former.arrive(1, 2));
        let former = FormerSessions::default();
        assert!(former.leave(1, true) && former.leave(1, false));
        assert!(former.arrive(1, 2) && former.arrive(1, 3));
        assert!(former.leave(3, true) && former.arrive(3, 4));
        assert_eq!(former.end(1, false), BTreeSet::from([1, 2, 3, 4]));
        assert!(!former.leave(4, true));
    }

    #[test]
    fn ids_that_never_were_end_nothing_and_leave_nothing_behind() {
        let former = FormerSessions::default();
        assert_eq!(former.end(7, false), BTreeSet::new());
        assert!(!former.leave(7, false) && !former.arrive(7, 8));
        assert!(former.held().known.is_empty());
    }
}
