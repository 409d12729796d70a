//! Two who move one log at once, or write to it: each is heard only of what they have seen.

use crate::instruments::{Breaking, Outrun, Overtaken, all, in_file};
use eventlog::memory::MemoryLog;
use eventlog::moving::{MovedOut, is_half_moved, leave, move_house, moved_out, stay};
use eventlog::postgres::PostgresLog;
use eventlog::testing::make::{TABLES, append, fill, step, stream};
use eventlog::testing::postgres::Postgres;
use eventlog::vault::{MemoryVault, Vault};
use eventlog::{Appended, EventLog, Fault};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

#[tokio::test]
async fn of_two_movers_the_one_that_has_only_looked_changes_nothing_once_the_other_is_through() {
    let vault: Arc<dyn Vault> = Arc::new(MemoryVault::default());
    let in_memory = || MemoryLog::new(TABLES, Arc::clone(&vault)).unwrap();
    let from = Arc::new(in_memory());
    fill(from.as_ref()).await;
    let to = Outrun { log: in_memory(), from: Arc::clone(&from), other: in_memory() };
    let told = move_house(from.as_ref(), &to, |_| ()).await.unwrap_err();
    assert!(told.to_string().contains("somebody else"), "{told}");
    assert_eq!(moved_out(from.as_ref()).await.unwrap(), Some(MovedOut::Whole));
    assert!(!is_half_moved(&to.log).await.unwrap() && !is_half_moved(&to.other).await.unwrap());
    assert_eq!(all(&to.other).await, all(from.as_ref()).await);
}

#[tokio::test]
async fn of_two_movers_the_first_says_nothing_any_more_of_a_log_that_the_second_has_begun_to_move() {
    let dir = tempfile::tempdir().unwrap();
    let vault: Arc<dyn Vault> = Arc::new(MemoryVault::default());
    let overtaken = async |half: Option<Breaking>| {
        let from = Arc::new(MemoryLog::new(TABLES, Arc::clone(&vault)).unwrap());
        fill(from.as_ref()).await;
        let log = MemoryLog::new(TABLES, Arc::clone(&vault)).unwrap();
        let to = Overtaken { log, from: Arc::clone(&from), half, is_over: AtomicBool::new(false) };
        let told = move_house(from.as_ref(), &to, |_| ()).await.unwrap_err();
        assert!(told.to_string().contains("somebody else"), "{told}");
        assert!(to.is_over.into_inner() && is_half_moved(&to.log).await.unwrap());
        from
    };
    // The second failed and had the old log stay; what was added since is in no new one.
    let half = Breaking { log: in_file(&dir.path().join("half.db"), &vault), n_left: AtomicU32::new(2) };
    let from = overtaken(Some(half)).await;
    assert_eq!(moved_out(from.as_ref()).await.unwrap(), None);
    assert!(matches!(from.append(append(&stream(), 0, step("a", "on"))).await, Ok(Appended::Done { .. })));
    // The second is still at it.
    let from = overtaken(None).await;
    assert_eq!(moved_out(from.as_ref()).await.unwrap(), Some(MovedOut::UnderWay));
}

#[tokio::test]
async fn why_a_move_failed_is_told_also_where_the_old_log_can_not_be_told_to_stay() {
    let dir = tempfile::tempdir().unwrap();
    let vault: Arc<dyn Vault> = Arc::new(MemoryVault::default());
    let file = dir.path().join("log.db");
    let log = in_file(&file, &vault);
    fill(&log).await;
    let conn = rusqlite::Connection::open(&file).unwrap();
    conn.execute("UPDATE log_events SET body = 'other' WHERE position = 7", []).unwrap();
    let from = Breaking { log, n_left: AtomicU32::new(1) };
    let told = move_house(&from, &in_file(&dir.path().join("new.db"), &vault), |_| ()).await.unwrap_err();
    assert!(told.to_string().contains("event 7"), "{told}");
    assert_eq!(moved_out(&from).await.unwrap(), Some(MovedOut::UnderWay));
}

/// Whoever has a log stay is heard, whoever else adds to it at that moment and is refused. Where one is not, it shows only if
/// both come into one batch, which the machine decides; so it is tried often.
async fn is_heard_among_others(log: &Arc<impl EventLog + 'static>) {
    for _ in 0..20 {
        leave(log.as_ref()).await.unwrap();
        let is_over = Arc::new(AtomicBool::new(false));
        let adding: Vec<_> = (0..8)
            .map(|_| {
                let (log, is_over) = (Arc::clone(log), Arc::clone(&is_over));
                tokio::spawn(async move {
                    while !is_over.load(Ordering::Relaxed) {
                        let added = log.append(append(&stream(), 0, step("a", "meanwhile"))).await;
                        assert!(matches!(added, Ok(_) | Err(Fault::MovedOut(_))), "{added:?}");
                    }
                })
            })
            .collect();
        tokio::task::yield_now().await;
        let stayed = stay(log.as_ref()).await;
        is_over.store(true, Ordering::Relaxed);
        for adding in adding {
            adding.await.unwrap();
        }
        stayed.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_hears_that_it_stays_among_others_whom_it_refuses() {
    let vault: Arc<dyn Vault> = Arc::new(MemoryVault::default());
    let dir = tempfile::tempdir().unwrap();
    is_heard_among_others(&Arc::new(in_file(&dir.path().join("log.db"), &vault))).await;
    let postgres = Postgres::shared();
    let url = postgres.database().await;
    is_heard_among_others(&Arc::new(PostgresLog::open(&url, TABLES, vault).await.unwrap())).await;
}
