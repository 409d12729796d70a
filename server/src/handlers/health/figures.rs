//! The figures an operator watches, read at the moment they are asked for.

use crate::state::AppState;
use crate::store::backup::LAST_BACKUP_FILE;
use crate::store::{StoreResult, disk};
use books::queue::Queue;
use domain::view::QueueView;

/// No more cases than this are counted one by one.
const MAX_COUNT: u32 = 100_000;

/// Name, meaning and value of each. What is not known has no line: an alert can ask for its absence.
pub(super) async fn gauges(state: &AppState) -> StoreResult<Vec<(&'static str, &'static str, i64)>> {
    let n_lost: u64 = state.store.losses().await?.iter().map(|(first, last)| last - first + 1).sum();
    let now = state.ledger.now();
    // Cases in danger stand before all others among the open ones, whether or not they are overdue.
    let queue = |view: QueueView| Queue { view: view.code().to_owned(), owner: String::new() };
    let n_overdue =
        state.store.n_before(&queue(QueueView::Breached), now.timestamp_millis(), MAX_COUNT).await?;
    let n_open = state.store.n_before(&queue(QueueView::Open), i64::MAX, MAX_COUNT).await?;
    let n = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let n_listeners = u64::try_from(state.live.n_listeners()).unwrap_or(u64::MAX);
    let mut gauges = vec![
        ("redress_log_events", "Number of the last event in the log.", n(state.store.last().await?)),
        ("redress_log_events_lost", "Events known to be missing from the log.", n(n_lost)),
        (
            "redress_store_commits",
            "Batches of changes committed since the start.",
            n(state.store.n_commits()),
        ),
        ("redress_stream_listeners", "Open event streams.", n(n_listeners)),
        (
            "redress_search_lag_events",
            "Events that can't be found by their words yet.",
            n(state.indexing.standing().borrow().lag()),
        ),
        (
            "redress_search_renewal_events",
            "Events that are still found by an older program's words alone.",
            n(state.renewal.lag()),
        ),
        (
            "redress_clock_in_doubt",
            "Whether the machine's clock is in doubt, 1 or 0.",
            i64::from(state.doubt.is_there()),
        ),
        (
            "redress_clock_behind",
            "Whether the machine's clock is behind the newest event, 1 or 0.",
            i64::from(state.doubt.is_behind()),
        ),
        ("redress_cases_open", "Cases that somebody has to work on.", n(n_open)),
        ("redress_cases_overdue", "Open cases with a clock that has run out.", n(n_overdue)),
    ];
    if let Some(free) = disk::free_bytes(state.store.dir()) {
        gauges.push(("redress_disk_free_bytes", "Room on the disk that holds the data.", free));
    }
    if let Some(made_at) = last_backup(state) {
        let age = now.timestamp().saturating_sub(made_at).max(0);
        gauges.push(("redress_backup_age_seconds", "Since the last whole backup was made.", age));
    }
    Ok(gauges)
}

/// When the last whole backup was made, in seconds since 1970.
fn last_backup(state: &AppState) -> Option<i64> {
    std::fs::read_to_string(state.store.dir().join(LAST_BACKUP_FILE)).ok()?.trim().parse().ok()
}
