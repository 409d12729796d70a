//! A log moves into another, of its own kind or another.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail loudly")]

use async_trait::async_trait;
use eventlog::append::Append;
use eventlog::memory::MemoryLog;
use eventlog::moving::{MovedOut, is_half_moved, leave, move_house, moved_out, stay, take_back};
use eventlog::postgres::PostgresLog;
use eventlog::settle::{End, Written};
use eventlog::sqlite::{Options, SqliteLog};
use eventlog::table::Found;
use eventlog::testing::make::{ORDERS, PLACES, TABLES, append, fill, personal, row, step, stream};
use eventlog::testing::postgres::Postgres;
use eventlog::vault::{MemoryVault, Vault};
use eventlog::verify::Proof;
use eventlog::{
    Appended, EventLog, Fault, Lease, LogResult, Opened, Position, Span, StoredEvent, StreamId, Table,
    TableChange, Value, Version,
};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use tokio::sync::watch;

fn in_file(file: &Path, vault: &Arc<dyn Vault>) -> SqliteLog {
    SqliteLog::open(file, TABLES, Arc::clone(vault)).unwrap()
}

/// All that can be read of a log.
async fn all(log: &dyn EventLog) -> (Vec<eventlog::Placed>, Vec<Vec<Value>>, Vec<Vec<Value>>, u64) {
    let events = log.read_on(0, 9_999).await.unwrap();
    let rows = async |table| log.scan(Span::all(table), 9_999).await.unwrap();
    (events, rows(&PLACES).await, rows(&ORDERS).await, log.cursor("mail").await.unwrap())
}

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

fn nothing<L>(_: &L) -> impl Future<Output = LogResult<()>> + use<L> {
    std::future::ready(Ok(()))
}

fn nothing_of<L>(_: &L, _: &'static Table) -> impl Future<Output = LogResult<()>> + use<L> {
    std::future::ready(Ok(()))
}

/// Stands before a log and does something of its own with what is written and read.
macro_rules! before {
    ($name:ident, append: $append:expr, adopt: $adopt:expr, proof: $proof:expr, look: $look:expr) => {
        #[async_trait]
        impl EventLog for $name {
            async fn append(&self, append: Append) -> LogResult<Appended> {
                $append(self).await?;
                self.log.append(append).await
            }
            async fn adopt(&self, written: Written) -> LogResult<()> {
                $adopt(self).await?;
                self.log.adopt(written).await
            }
            async fn stored(&self, stream: &StreamId, after: Version) -> LogResult<Vec<StoredEvent>> {
                self.log.stored(stream, after).await
            }
            async fn proof(&self, after: Position, limit: u32) -> LogResult<Vec<Proof>> {
                $proof(self).await?;
                self.log.proof(after, limit).await
            }
            async fn end(&self) -> LogResult<End> {
                self.log.end().await
            }
            fn grown(&self) -> watch::Receiver<Position> {
                self.log.grown()
            }
            fn tables(&self) -> &'static [&'static Table] {
                self.log.tables()
            }
            async fn fetch(&self, table: &'static Table, keys: Vec<Vec<Value>>) -> LogResult<Vec<Found>> {
                self.log.fetch(table, keys).await
            }
            async fn look(&self, span: Span, limit: u32) -> LogResult<Vec<Found>> {
                $look(self, span.table).await?;
                self.log.look(span, limit).await
            }
            async fn count(&self, span: Span, limit: u32) -> LogResult<u64> {
                self.log.count(span, limit).await
            }
            fn n_commits(&self) -> u64 {
                self.log.n_commits()
            }

            fn vault(&self) -> &dyn Vault {
                self.log.vault()
            }
            async fn lease(&self, name: &str) -> LogResult<Option<Box<dyn Lease>>> {
                self.log.lease(name).await
            }
            async fn close(&self) {
                self.log.close().await;
            }
        }
    };
}

/// A log that can be written to so many times, and then its line breaks.
struct Breaking {
    log: SqliteLog,
    n_left: AtomicU32,
}

impl Breaking {
    fn step(&self) -> impl Future<Output = LogResult<()>> + use<> {
        let left = self.n_left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1));
        std::future::ready(left.map(|_| ()).map_err(|_| Fault::Gone("cut off".to_owned())))
    }
}

before!(Breaking, append: Self::step, adopt: Self::step, proof: nothing, look: nothing_of);

/// A log whose places somebody would change once they were read.
struct Changing {
    log: MemoryLog,
    n_steps: AtomicU32,
}

impl Changing {
    async fn step(&self, table: &'static Table) -> LogResult<()> {
        if table == &PLACES && self.n_steps.fetch_add(1, Ordering::Relaxed) == 1 {
            let place = vec!["late".into(), 1_i64.into(), uuid::Uuid::nil().into()];
            let tables = vec![TableChange::Put { table: &PLACES, values: place }];
            let refused = self.log.append(Append { tables, ..Append::default() }).await.unwrap_err();
            assert!(matches!(refused, Fault::MovedOut(MovedOut::UnderWay)), "{refused}");
        }
        Ok(())
    }
}

before!(Changing, append: nothing, adopt: nothing, proof: nothing, look: Self::step);

/// A log whose mover is overtaken by another, once all that is left to do is to verify it.
struct Overtaken {
    log: MemoryLog,
    from: Arc<MemoryLog>,
    /// Where the other moves to, if its move breaks off as well; else it has only begun.
    half: Option<Breaking>,
    is_over: AtomicBool,
}

impl Overtaken {
    async fn step(&self) -> LogResult<()> {
        if self.is_over.swap(true, Ordering::Relaxed) {
            return Ok(());
        }
        let from = self.from.as_ref();
        match &self.half {
            Some(half) => {
                move_house(from, half, |_| ()).await.unwrap_err();
                from.append(append(&stream(), 0, step("a", "meanwhile"))).await?;
            }
            None => {
                leave(from).await?;
            }
        }
        Ok(())
    }
}

before!(Overtaken, append: nothing, adopt: nothing, proof: Self::step, look: nothing_of);

/// A log whose mover has only looked at it when another moves everything elsewhere.
struct Outrun {
    log: MemoryLog,
    from: Arc<MemoryLog>,
    other: MemoryLog,
}

impl Outrun {
    async fn step(&self, _: &'static Table) -> LogResult<()> {
        if moved_out(self.from.as_ref()).await?.is_some() {
            return Ok(());
        }
        move_house(self.from.as_ref(), &self.other, |_| ()).await
    }
}

before!(Outrun, append: nothing, adopt: nothing, proof: nothing, look: Self::step);
