//! A log that was moved out of, half or whole, is gone on with again, and by nobody who would lose something.

use crate::instruments::{Breaking, all, in_file};
use eventlog::append::Append;
use eventlog::memory::MemoryLog;
use eventlog::moving::{MovedOut, is_half_moved, leave, move_house, moved_out, stay, take_back};
use eventlog::postgres::PostgresLog;
use eventlog::testing::make::{ORDERS, PLACES, TABLES, append, fill, personal, step, stream};
use eventlog::testing::postgres::Postgres;
use eventlog::vault::{MemoryVault, Vault};
use eventlog::{Appended, EventLog, Fault, TableChange, Value};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

#[tokio::test]
async fn a_move_that_never_ends_leaves_the_old_log_to_be_gone_on_with() {
    let dir = tempfile::tempdir().unwrap();
    let vault: Arc<dyn Vault> = Arc::new(MemoryVault::default());
    let from = MemoryLog::new(TABLES, Arc::clone(&vault)).unwrap();
    fill(&from).await;
    // The line breaks, and whoever moves lives to hear of it.
    let to = Breaking { log: in_file(&dir.path().join("new.db"), &vault), n_left: AtomicU32::new(2) };
    move_house(&from, &to, |_| ()).await.unwrap_err();
    assert_eq!(moved_out(&from).await.unwrap(), None);
    // Whoever moves is gone half way, and so is the new log.
    leave(&from).await.unwrap();
    assert_eq!(moved_out(&from).await.unwrap(), Some(MovedOut::UnderWay));
    stay(&from).await.unwrap();
    assert!(matches!(from.append(append(&stream(), 0, step("a", "on"))).await, Ok(Appended::Done { .. })));
    // Between the last two words of a move, which say that the old one is empty and the new one whole, neither is served.
    let n_written = async |n_left: u32| {
        to.n_left.store(n_left, Ordering::Relaxed);
        move_house(&from, &to, |_| ()).await
    };
    let mut n_left = 1;
    while moved_out(&from).await.unwrap() != Some(MovedOut::Whole) {
        n_written(n_left).await.unwrap_err();
        n_left += 1;
        assert!(n_left < 40, "it never came to its end");
    }
    assert!(is_half_moved(&to).await.unwrap());
    // It can be taken back at that moment too, and is moved there anew.
    assert!(take_back(&from, &to.log).await.unwrap());
    assert!(!is_half_moved(&to).await.unwrap());
    assert_eq!(moved_out(&to).await.unwrap(), Some(MovedOut::Whole));
    n_written(u32::MAX).await.unwrap();
    assert!(!is_half_moved(&to).await.unwrap() && moved_out(&to).await.unwrap().is_none());
    let again = move_house(&from, &to, |_| ()).await.unwrap_err().to_string();
    assert!(again.contains("all was moved out of it before"), "{again}");
}

#[tokio::test]
async fn a_log_is_gone_on_with_again_only_where_nothing_came_into_the_one_it_was_moved_into() {
    let dir = tempfile::tempdir().unwrap();
    let vault: Arc<dyn Vault> = Arc::new(MemoryVault::default());
    let from = MemoryLog::new(TABLES, Arc::clone(&vault)).unwrap();
    fill(&from).await;
    let to = in_file(&dir.path().join("new.db"), &vault);
    move_house(&from, &to, |_| ()).await.unwrap();
    let outs = async || (moved_out(&from).await.unwrap(), moved_out(&to).await.unwrap());
    assert!(take_back(&from, &to).await.unwrap());
    assert_eq!(outs().await, (None, Some(MovedOut::Whole)));
    // Somebody new whose key was given out there is enough, though there is no event of it.
    let to = in_file(&dir.path().join("newer.db"), &vault);
    move_house(&from, &to, |_| ()).await.unwrap();
    let outs = async || (moved_out(&from).await.unwrap(), moved_out(&to).await.unwrap());
    let (buyer, nothing) = (uuid::Uuid::from_u128(7), Value::Nothing);
    let sealed = Value::Personal(personal(buyer, "Bo"));
    let values = vec!["B1".into(), "shoes".into(), buyer.into(), nothing.clone(), nothing, sealed];
    let tables = vec![TableChange::Put { table: &ORDERS, values }];
    to.append(Append { tables, ..Append::default() }).await.unwrap();
    assert!(!take_back(&from, &to).await.unwrap());
    assert_eq!(outs().await, (Some(MovedOut::Whole), None));
    // Nor where all of it has gone further.
    move_house(&to, &in_file(&dir.path().join("newest.db"), &vault), |_| ()).await.unwrap();
    let refused = take_back(&from, &to).await.unwrap_err().to_string();
    assert!(refused.contains("as well"), "{refused}");
    assert_eq!(outs().await, (Some(MovedOut::Whole), Some(MovedOut::Whole)));
}

#[tokio::test]
async fn a_log_is_taken_back_from_nowhere_but_where_it_went() {
    let dir = tempfile::tempdir().unwrap();
    let vault: Arc<dyn Vault> = Arc::new(MemoryVault::default());
    let from = MemoryLog::new(TABLES, Arc::clone(&vault)).unwrap();
    fill(&from).await;
    // A try before was cut off elsewhere.
    let half = Breaking { log: in_file(&dir.path().join("half.db"), &vault), n_left: AtomicU32::new(2) };
    move_house(&from, &half, |_| ()).await.unwrap_err();
    let to = Breaking { log: in_file(&dir.path().join("new.db"), &vault), n_left: AtomicU32::new(u32::MAX) };
    move_house(&from, &to, |_| ()).await.unwrap();
    let empty = in_file(&dir.path().join("empty.db"), &vault);
    for other in [&half.log, &empty] {
        let refused = take_back(&from, other).await.unwrap_err().to_string();
        assert!(refused.contains("not where the old one was moved to"), "{refused}");
        let refused = move_house(&from, other, |_| ()).await.unwrap_err().to_string();
        assert!(refused.contains("all was moved out of it before"), "{refused}");
        assert_eq!(moved_out(other).await.unwrap(), None, "nothing was changed");
    }
    let outs = async || (moved_out(&from).await.unwrap(), moved_out(&to).await.unwrap());
    assert_eq!(outs().await, (Some(MovedOut::Whole), None));
    assert!(take_back(&from, &to).await.unwrap());
    assert_eq!(outs().await, (None, Some(MovedOut::Whole)));
    // Whoever thinks better of it has it the other way round. Cut off before the last word, neither can be gone on with.
    to.n_left.store(0, Ordering::Relaxed);
    assert!(matches!(take_back(&to, &from).await, Err(Fault::Gone(_))));
    assert_eq!(outs().await, (Some(MovedOut::Whole), Some(MovedOut::Whole)));
    to.n_left.store(1, Ordering::Relaxed);
    assert!(take_back(&to, &from).await.unwrap());
    assert_eq!(outs().await, (Some(MovedOut::Whole), None));
}

#[tokio::test]
async fn what_came_in_since_goes_back_into_the_log_that_all_was_moved_out_of() {
    let dir = tempfile::tempdir().unwrap();
    let postgres = Postgres::shared();
    let vault: Arc<dyn Vault> = Arc::new(MemoryVault::default());
    let database = PostgresLog::open(&postgres.database().await, TABLES, Arc::clone(&vault)).await.unwrap();
    fill(&database).await;
    let file = in_file(&dir.path().join("log.db"), &vault);
    move_house(&database, &file, |_| ()).await.unwrap();
    let case = stream();
    let mut new = append(&case, 0, step("a", "since"));
    new.streams[0].steps[0].events[0].personal = Some(personal(case.id, "破了"));
    new.tables.push(TableChange::Clear { table: &PLACES, key: vec!["open".into()] });
    file.append(new).await.unwrap();
    assert!(!take_back(&database, &file).await.unwrap());
    move_house(&file, &database, |_| ()).await.unwrap();
    assert_eq!(all(&database).await, all(&file).await);
    assert_eq!(moved_out(&database).await.unwrap(), None);
    assert_eq!(moved_out(&file).await.unwrap(), Some(MovedOut::Whole));
    assert!(matches!(database.append(append(&case, 1, step("a", "on"))).await, Ok(Appended::Done { .. })));
    // Not into one that holds anything else, though all was moved out of that as well.
    let other = MemoryLog::new(TABLES, Arc::clone(&vault)).unwrap();
    fill(&other).await;
    move_house(&other, &in_file(&dir.path().join("other.db"), &vault), |_| ()).await.unwrap();
    assert!(matches!(move_house(&database, &other, |_| ()).await, Err(Fault::NotEmpty)));
    assert_eq!(moved_out(&database).await.unwrap(), None);
}
