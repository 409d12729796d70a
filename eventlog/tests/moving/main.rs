//! A log moves into another, of its own kind or another.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail loudly")]

mod back;
mod instruments;
mod movers;

use eventlog::append::Append;
use eventlog::memory::MemoryLog;
use eventlog::moving::{MovedOut, is_half_moved, leave, move_house, moved_out, stay};
use eventlog::postgres::PostgresLog;
use eventlog::sqlite::{Options, SqliteLog};
use eventlog::testing::make::{PLACES, TABLES, append, fill, personal, row, step, stream};
use eventlog::testing::postgres::Postgres;
use eventlog::vault::{MemoryVault, Vault};
use eventlog::{Appended, EventLog, Fault, Opened, Span, TableChange};
use instruments::{Breaking, Changing, all, in_file};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

#[tokio::test]
async fn a_log_moves_from_a_file_to_a_database_and_back_and_goes_on_there() {
    let dir = tempfile::tempdir().unwrap();
    let postgres = Postgres::shared();
    let vault: Arc<dyn Vault> = Arc::new(MemoryVault::default());
    let file = in_file(&dir.path().join("log.db"), &vault);
    fill(&file).await;
    let (case, said) = (stream(), step("a", "kept"));
    let mut first = append(&case, 0, said.clone());
    first.rows.push(row("number", "RD-7", 0, "taken"));
    file.append(first).await.unwrap();
    let database = PostgresLog::open(&postgres.database().await, TABLES, Arc::clone(&vault)).await.unwrap();
    let mut places = Vec::new();
    move_house(&file, &database, |position| places.push(position)).await.unwrap();
    assert_eq!(places.last(), Some(&25));
    assert_eq!(all(&database).await, all(&file).await);
    assert!(!is_half_moved(&database).await.unwrap() && moved_out(&database).await.unwrap().is_none());
    assert_eq!(moved_out(&file).await.unwrap(), Some(MovedOut::Whole));
    let late = file.append(append(&stream(), 0, step("a", "late"))).await.unwrap_err();
    assert!(matches!(late, Fault::MovedOut(MovedOut::Whole)), "{late}");
    // It goes on as if it had always been there: a repetition is known, a name taken, a new person somebody new.
    assert!(matches!(database.append(append(&case, 0, said)).await.unwrap(), Appended::Repeated(_)));
    let mut again = append(&stream(), 0, step("b", "late"));
    again.rows.push(row("number", "RD-7", 0, "taken"));
    assert!(matches!(database.append(again).await.unwrap(), Appended::Moved { .. }));
    let mut new = step("a", "new");
    new.events[0].personal = Some(personal(case.id, "破了"));
    database.append(append(&case, 1, new)).await.unwrap();
    let back = in_file(&dir.path().join("back.db"), &vault);
    move_house(&database, &back, |_| ()).await.unwrap();
    assert_eq!(all(&back).await, all(&database).await);
    let told = back.load(&case, 1).await.unwrap();
    assert_eq!(told[0].personal, Some(Opened::Words("破了".into())));
    assert!(back.erase(case.id).await.unwrap());
    let of_others = back.read_on(0, 99).await.unwrap();
    let n_read = of_others.iter().filter(|placed| matches!(placed.event.personal, Some(Opened::Words(_))));
    assert_eq!(n_read.count(), 8, "who was erased shared a key with somebody");
}

#[tokio::test]
async fn nothing_is_moved_in_beside_what_is_there() {
    let vault: Arc<dyn Vault> = Arc::new(MemoryVault::default());
    let in_memory = |tables| MemoryLog::new(tables, Arc::clone(&vault)).unwrap();
    let from = in_memory(TABLES);
    fill(&from).await;
    let with_events = in_memory(TABLES);
    with_events.append(append(&stream(), 0, step("a", "here"))).await.unwrap();
    let with_rows = in_memory(TABLES);
    let place = vec!["open".into(), 1_i64.into(), uuid::Uuid::nil().into()];
    let tables = vec![TableChange::Put { table: &PLACES, values: place }];
    with_rows.append(Append { tables, ..Append::default() }).await.unwrap();
    for to in [with_events, with_rows] {
        let before = all(&to).await;
        assert!(matches!(move_house(&from, &to, |_| ()).await, Err(Fault::NotEmpty)));
        assert_eq!(all(&to).await, before);
        assert_eq!(moved_out(&from).await.unwrap(), None, "nothing was changed");
    }
    let without_tables = in_memory(&[]);
    let refused = move_house(&from, &without_tables, |_| ()).await.unwrap_err();
    assert!(refused.to_string().contains("no table places"), "{refused}");
    // What is sealed would never be opened again.
    let of_another = MemoryLog::new(TABLES, Arc::<MemoryVault>::default()).unwrap();
    assert!(matches!(move_house(&from, &of_another, |_| ()).await, Err(Fault::OtherVault)));
}

#[tokio::test]
async fn a_move_that_was_cut_off_goes_on_where_it_was() {
    let dir = tempfile::tempdir().unwrap();
    let vault: Arc<dyn Vault> = Arc::new(MemoryVault::default());
    let from = in_file(&dir.path().join("log.db"), &vault);
    // More than two pages of events.
    let case = stream();
    let many = |n| (0..n).map(|number| step("a", &number.to_string())).collect();
    for expected in [0, 900, 1_800] {
        let mut next = append(&case, expected, step("a", "first"));
        next.streams[0].steps = many(900);
        from.append(next).await.unwrap();
    }
    fill(&from).await;
    let mut n_left = 1;
    let to = loop {
        // Each time it gets one step further before the line breaks.
        let to =
            Breaking { log: in_file(&dir.path().join("new.db"), &vault), n_left: AtomicU32::new(n_left) };
        match move_house(&from, &to, |_| ()).await {
            Ok(()) => break to.log,
            Err(fault) => assert!(matches!(fault, Fault::Gone(_)), "{fault}"),
        }
        n_left += 1;
        assert!(n_left < 40, "it never came to an end");
        to.close().await;
    };
    assert!(n_left > 3, "it was never cut off");
    assert_eq!(all(&to).await, all(&from).await);
    assert!(!is_half_moved(&to).await.unwrap());
    // Somebody else's half is not gone on with.
    stay(&from).await.unwrap();
    let other = MemoryLog::new(TABLES, Arc::clone(&vault)).unwrap();
    fill(&other).await;
    let half = Breaking { log: in_file(&dir.path().join("half.db"), &vault), n_left: AtomicU32::new(2) };
    move_house(&from, &half, |_| ()).await.unwrap_err();
    assert!(is_half_moved(&half).await.unwrap());
    half.n_left.store(99, Ordering::Relaxed);
    assert!(matches!(move_house(&other, &half, |_| ()).await, Err(Fault::NotEmpty)));
    // And no half is moved on as if it were whole.
    let further = MemoryLog::new(TABLES, Arc::clone(&vault)).unwrap();
    let refused = move_house(&half, &further, |_| ()).await.unwrap_err();
    assert!(refused.to_string().contains("not to the end"), "{refused}");
    // What the old log lost since the first try is not in the new one.
    let gone = vec![TableChange::Clear { table: &PLACES, key: vec!["open".into()] }];
    from.append(Append { tables: gone, ..Append::default() }).await.unwrap();
    move_house(&from, &half, |_| ()).await.unwrap();
    assert_eq!(all(&half).await, all(&from).await);
    assert_eq!(half.count(Span::all(&PLACES), u32::MAX).await.unwrap(), 0);
}

#[tokio::test]
async fn whoever_adds_to_a_log_that_is_being_moved_is_refused() {
    let vault: Arc<dyn Vault> = Arc::new(MemoryVault::default());
    let dir = tempfile::tempdir().unwrap();
    let from = MemoryLog::new(TABLES, Arc::clone(&vault)).unwrap();
    fill(&from).await;
    let to = in_file(&dir.path().join("new.db"), &vault);
    let n_steps = AtomicU32::new(0);
    let from = Changing { log: from, n_steps };
    move_house(&from, &to, |_| ()).await.unwrap();
    assert!(from.n_steps.load(Ordering::Relaxed) > 1, "nobody tried");
    assert_eq!(all(&to).await, all(&from).await);
}

/// Nothing is added by any who have a log open once it is left, and again once it stays.
async fn is_left_and_stays(one: &dyn EventLog, other: &dyn EventLog) {
    let case = stream();
    one.append(append(&case, 0, step("a", "before"))).await.unwrap();
    let end = one.end().await.unwrap();
    leave(one).await.unwrap();
    for log in [one, other] {
        let refused = log.append(append(&case, 1, step("a", "late"))).await.unwrap_err();
        assert!(matches!(refused, Fault::MovedOut(MovedOut::UnderWay)), "{refused}");
        let place = vec!["open".into(), 1_i64.into(), uuid::Uuid::nil().into()];
        let tables = vec![TableChange::Put { table: &PLACES, values: place }];
        assert!(log.append(Append { tables, ..Append::default() }).await.is_err());
        assert!(log.move_cursor("mail", 1).await.is_err());
    }
    assert_eq!(one.end().await.unwrap(), end);
    stay(other).await.unwrap();
    assert!(matches!(other.append(append(&case, 1, step("a", "on"))).await, Ok(Appended::Done { .. })));
    // Nor is what is on its way while it is left kept in part: each is there before it, or refused.
    let adding = async {
        let mut n_added = 0;
        for _ in 0..50 {
            let added = other.append(append(&stream(), 0, step("a", "meanwhile"))).await;
            n_added += u64::from(added.is_ok());
        }
        n_added
    };
    let leaving = async {
        leave(one).await.unwrap();
        one.last().await.unwrap()
    };
    let before = one.last().await.unwrap();
    let (n_added, last) = tokio::join!(adding, leaving);
    assert_eq!((one.last().await.unwrap(), before + n_added), (last, last));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_that_is_left_takes_nothing_from_whoever_has_it_open() {
    let vault: Arc<dyn Vault> = Arc::new(MemoryVault::default());
    let memory = MemoryLog::new(TABLES, Arc::clone(&vault)).unwrap();
    is_left_and_stays(&memory, &memory).await;
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("log.db");
    let server = in_file(&file, &vault);
    let beside = Options { is_beside: true, ..Options::default() };
    let task = SqliteLog::open_with(&file, TABLES, Arc::clone(&vault), beside).unwrap();
    is_left_and_stays(&server, &task).await;
    let postgres = Postgres::shared();
    let url = postgres.database().await;
    let one = PostgresLog::open(&url, TABLES, Arc::clone(&vault)).await.unwrap();
    let other = PostgresLog::open(&url, TABLES, Arc::clone(&vault)).await.unwrap();
    is_left_and_stays(&one, &other).await;
}

#[tokio::test]
async fn what_is_damaged_is_not_moved() {
    let dir = tempfile::tempdir().unwrap();
    let vault: Arc<dyn Vault> = Arc::new(MemoryVault::default());
    let file = dir.path().join("log.db");
    let from = in_file(&file, &vault);
    fill(&from).await;
    let conn = rusqlite::Connection::open(&file).unwrap();
    conn.execute("UPDATE log_events SET body = 'other' WHERE position = 7", []).unwrap();
    let refused = move_house(&from, &in_file(&dir.path().join("new.db"), &vault), |_| ()).await.unwrap_err();
    assert!(refused.to_string().contains("event 7"), "{refused}");
    conn.execute("UPDATE orders_2 SET \"order\" = 'other' WHERE \"key\" = 'A3'", []).unwrap();
    let refused =
        move_house(&from, &in_file(&dir.path().join("newer.db"), &vault), |_| ()).await.unwrap_err();
    assert!(refused.to_string().contains("orders"), "{refused}");
}
