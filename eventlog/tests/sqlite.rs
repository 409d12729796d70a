//! The log in SQLite lives through the story, and through what can happen to a file.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail loudly")]

use async_trait::async_trait;
use eventlog::follow::{Follower, Following, Patience, follow, move_on};
use eventlog::sqlite::{self, Options, SqliteLog};
use eventlog::testing::make::{self, TABLES, append, fill, step, stream};
use eventlog::testing::story::World;
use eventlog::vault::{FileVault, MemoryVault, Vault};
use eventlog::verify::verify;
use eventlog::{Append, Appended, Column, EventLog, Fault, Opened, Placed, RowChange, RowKey, TableChange};
use rusqlite::Connection;
use rusqlite::types::Value;
use std::path::PathBuf;
use std::sync::Arc;

struct InFile {
    log: Arc<SqliteLog>,
    _dir: tempfile::TempDir,
}

impl World for InFile {
    async fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        Self { log: Arc::new(SqliteLog::open(&file(&dir), TABLES, vault(&dir)).unwrap()), _dir: dir }
    }

    async fn server(&self) -> Arc<dyn EventLog> {
        self.log.clone()
    }
}

eventlog::story!(InFile);

fn file(dir: &tempfile::TempDir) -> PathBuf {
    dir.path().join("log.db")
}

fn vault(dir: &tempfile::TempDir) -> Arc<dyn Vault> {
    let file = dir.path().join("vault");
    if !file.exists() {
        FileVault::make(&file).unwrap();
    }
    Arc::new(FileVault::open(&file, &[]).unwrap())
}

#[tokio::test]
async fn what_was_answered_is_there_when_the_file_is_opened_again() {
    let dir = tempfile::tempdir().unwrap();
    let stream = stream();
    let said = step("a", "kept");
    let log = SqliteLog::open(&file(&dir), TABLES, vault(&dir)).unwrap();
    log.append(append(&stream, 0, said.clone())).await.unwrap();
    log.move_cursor("mail", 1).await.unwrap();
    log.close().await;
    drop(log);
    let log = SqliteLog::open(&file(&dir), TABLES, vault(&dir)).unwrap();
    assert_eq!(log.load(&stream, 0).await.unwrap().len(), 1);
    assert_eq!((log.last().await.unwrap(), log.cursor("mail").await.unwrap()), (1, 1));
    let again = log.append(append(&stream, 0, said)).await.unwrap();
    assert!(matches!(again, Appended::Repeated(_)), "{again:?}");
    assert_eq!(*log.grown().borrow(), 1);
}

#[tokio::test]
async fn a_second_server_on_the_same_file_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let vault = vault(&dir);
    let _first = SqliteLog::open(&file(&dir), TABLES, Arc::clone(&vault)).unwrap();
    let second = SqliteLog::open(&file(&dir), TABLES, vault).unwrap_err();
    assert!(matches!(&second, Fault::InUse(path) if *path == file(&dir)), "{second}");
}

#[tokio::test]
async fn a_log_opens_with_no_vault_but_its_own() {
    let (dir, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    SqliteLog::open(&file(&dir), TABLES, vault(&dir)).unwrap().close().await;
    let refused = SqliteLog::open(&file(&dir), TABLES, vault(&other)).unwrap_err();
    assert!(matches!(refused, Fault::OtherVault), "{refused}");
}

#[tokio::test]
async fn tables_that_can_not_be_are_refused_before_anything_is_made() {
    static OWN: eventlog::Table = eventlog::Table { name: "log_rows", ..make::PLACES };
    static QUOTED: eventlog::Table = eventlog::Table { name: "a\"b", ..make::PLACES };
    static SUM: eventlog::Table = eventlog::Table { rest: &[Column::text("sum")], ..make::PLACES };
    static TWICE: eventlog::Table = eventlog::Table { rest: &[Column::text("view")], ..make::PLACES };
    static EMPTY_KEY: eventlog::Table =
        eventlog::Table { key: &[Column::text("a").or_nothing()], ..make::PLACES };
    static SEALED_KEY: eventlog::Table = eventlog::Table { key: &[Column::personal("a")], ..make::PLACES };
    static KEYLESS: eventlog::Table = eventlog::Table { key: &[], ..make::PLACES };
    static ALL: [&[&eventlog::Table]; 8] = [
        &[&OWN],
        &[&QUOTED],
        &[&SUM],
        &[&TWICE],
        &[&EMPTY_KEY],
        &[&SEALED_KEY],
        &[&KEYLESS],
        &[&make::PLACES, &make::PLACES],
    ];
    let dir = tempfile::tempdir().unwrap();
    for (number, tables) in ALL.into_iter().enumerate() {
        let file = dir.path().join(format!("{number}.db"));
        let vault: Arc<dyn Vault> = Arc::new(MemoryVault::default());
        let refused = SqliteLog::open(&file, tables, vault).unwrap_err();
        assert!(matches!(refused, Fault::Malformed(_)), "{number}: {refused}");
        assert!(!file.exists());
    }
}

#[tokio::test]
async fn a_row_that_is_no_text_any_more_is_told_and_hides_no_other() {
    let dir = tempfile::tempdir().unwrap();
    let log = SqliteLog::open(&file(&dir), TABLES, vault(&dir)).unwrap();
    fill(&log).await;
    let conn = Connection::open(file(&dir)).unwrap();
    conn.execute("UPDATE orders_2 SET \"order\" = CAST(x'ff41' AS TEXT) WHERE \"key\" = 'A2'", []).unwrap();
    conn.execute("UPDATE orders_2 SET paid = 8 WHERE \"key\" = 'A5'", []).unwrap();
    let told: Vec<String> = verify(&log, |_| ()).await.unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].contains("A2") && told[1].contains("A5"), "{told:?}");
}

#[tokio::test]
async fn words_whose_owner_is_no_longer_known_are_told() {
    let dir = tempfile::tempdir().unwrap();
    let log = SqliteLog::open(&file(&dir), TABLES, vault(&dir)).unwrap();
    fill(&log).await;
    let conn = Connection::open(file(&dir)).unwrap();
    conn.execute("DELETE FROM log_people_1 WHERE slot = 3", []).unwrap();
    let told = verify(&log, |_| ()).await.unwrap();
    assert!(told.iter().any(|damage| damage.to_string().contains("key 3 seals words of nobody")), "{told:?}");
}

#[tokio::test]
async fn a_row_whose_owner_is_no_longer_known_is_told_also_where_no_event_has_words_of_theirs() {
    let dir = tempfile::tempdir().unwrap();
    let log = SqliteLog::open(&file(&dir), TABLES, vault(&dir)).unwrap();
    fill(&log).await;
    let (buyer, nothing) = (uuid::Uuid::from_u128(7), eventlog::Value::Nothing);
    let sealed = eventlog::Value::Personal(make::personal(buyer, "Bo"));
    let values = vec!["B1".into(), "shoes".into(), buyer.into(), nothing.clone(), nothing, sealed];
    let tables = vec![TableChange::Put { table: &make::ORDERS, values }];
    log.append(Append { tables, ..Append::default() }).await.unwrap();
    assert_eq!(verify(&log, |_| ()).await.unwrap(), []);
    let conn = Connection::open(file(&dir)).unwrap();
    let n_gone = conn.execute("DELETE FROM log_people_1 WHERE person = ?", [buyer.as_bytes()]).unwrap();
    assert_eq!(n_gone, 1);
    let told: Vec<String> = verify(&log, |_| ()).await.unwrap().iter().map(ToString::to_string).collect();
    assert!(told.len() == 1 && told[0].contains("seals words of nobody"), "{told:?}");
}

/// Follows, but somebody undid what it took.
struct Late(Vec<RowChange>);

#[async_trait]
impl Follower for Late {
    fn name(&self) -> &'static str {
        "late"
    }

    fn passes_over_damage(&self) -> bool {
        true
    }

    fn as_seen(&self) -> Vec<RowChange> {
        self.0.clone()
    }

    async fn take(&mut self, _: &[Placed]) -> Result<(), String> {
        Ok(())
    }
}

#[tokio::test]
async fn a_follower_passes_over_damage_only_where_nobody_undid_what_it_took() {
    let dir = tempfile::tempdir().unwrap();
    let log: Arc<dyn EventLog> = Arc::new(SqliteLog::open(&file(&dir), TABLES, vault(&dir)).unwrap());
    fill(log.as_ref()).await;
    let rows = vec![make::row("guard", "late", 0, "undone")];
    log.append(Append { rows, ..Append::default() }).await.unwrap();
    let conn = Connection::open(file(&dir)).unwrap();
    conn.execute("UPDATE log_events SET body = CAST(x'ff41' AS TEXT) WHERE position = 1", []).unwrap();
    let guard = RowKey::new("guard", "late");
    let late = Late(vec![RowChange::look(guard.clone(), 0)]);
    let following = follow(Arc::clone(&log), late, Patience::default());
    let failed = async |following: &Following| {
        let mut standing = following.standing();
        standing.wait_for(|standing| standing.failed.is_some()).await.unwrap().failed.clone().unwrap().1
    };
    assert!(failed(&following).await.contains("undone meanwhile"));
    assert_eq!(log.cursor("late").await.unwrap(), 0);
    drop(following);
    let in_time = Late(vec![RowChange::look(guard, 1)]);
    let last = log.last().await.unwrap();
    let ahead = move_on(log.as_ref(), &in_time, last + 1).await;
    assert!(matches!(ahead, Err(Fault::Ahead { .. })), "{ahead:?}");
    let following = follow(Arc::clone(&log), in_time, Patience::default());
    following.standing().wait_for(|standing| standing.position == last).await.unwrap();
}

#[tokio::test]
async fn a_log_of_a_newer_program_is_refused_and_left_as_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let log = SqliteLog::open(&file(&dir), TABLES, vault(&dir)).unwrap();
    log.close().await;
    drop(log);
    Connection::open(file(&dir)).unwrap().execute("INSERT INTO log_form VALUES (99)", []).unwrap();
    let refused = SqliteLog::open(&file(&dir), TABLES, vault(&dir)).unwrap_err();
    assert!(refused.to_string().contains("form 99"), "{refused}");
}

#[tokio::test]
async fn a_full_disk_is_told_and_costs_nothing_that_was_kept() {
    let dir = tempfile::tempdir().unwrap();
    let options = Options { most_pages: Some(64), ..Options::default() };
    let log = SqliteLog::open_with(&file(&dir), TABLES, vault(&dir), options).unwrap();
    let stream = stream();
    let words = "x".repeat(10_000);
    let mut version = 0;
    let fault = loop {
        match log.append(append(&stream, version, step("a", &words))).await {
            Ok(Appended::Done { .. }) => version += 1,
            Ok(other) => panic!("{other:?}"),
            Err(fault) => break fault,
        }
    };
    assert!(matches!(fault, Fault::Full), "{fault}");
    assert!(version > 0);
    assert_eq!(log.load(&stream, 0).await.unwrap().len(), usize::try_from(version).unwrap());
    assert_eq!(verify(&log, |_| ()).await.unwrap(), []);
}

/// The tables whose every value the log answers for.
const ANSWERED_FOR: [&str; 9] = [
    "log_events",
    "log_streams_1",
    "log_commands_1",
    "log_rows_1",
    "log_people_1",
    "log_end",
    "log_cursors_1",
    "places_1",
    "orders_2",
];

#[tokio::test]
async fn five_hundred_single_changed_bytes_are_all_found() {
    let dir = tempfile::tempdir().unwrap();
    let log = SqliteLog::open(&file(&dir), TABLES, vault(&dir)).unwrap();
    fill(&log).await;
    let conn = Connection::open(file(&dir)).unwrap();
    conn.pragma_update(None, "synchronous", "off").unwrap();
    let answered_for = ANSWERED_FOR.map(|name| Table::read(&conn, name));
    let mut n_found = 0;
    for round in 0..100 {
        for table in &answered_for {
            let row = &table.rows[round * 5 % table.rows.len()];
            for column in 0..row.len() {
                let Some(value) = with_one_byte_changed(&row[column], round) else { continue };
                let mut changed = row.clone();
                changed[column] = value;
                // What would be the key of another row can't be written.
                if !table.put(&conn, row, &changed) {
                    continue;
                }
                let found = verify(&log, |_| ()).await.unwrap();
                assert!(!found.is_empty(), "unnoticed in {}: {row:?} is now {changed:?}", table.name);
                assert!(table.put(&conn, &changed, row));
                n_found += 1;
            }
        }
        if n_found >= 500 {
            break;
        }
    }
    assert!(n_found >= 500, "only {n_found} values could be changed");
    assert_eq!(verify(&log, |_| ()).await.unwrap(), []);
}

struct Table {
    name: &'static str,
    columns: Vec<String>,
    rows: Vec<Vec<Value>>,
}

impl Table {
    fn read(conn: &Connection, name: &'static str) -> Self {
        let mut all = conn.prepare(&format!("SELECT * FROM {name}")).unwrap();
        let columns: Vec<String> = all.column_names().into_iter().map(str::to_owned).collect();
        let read = |row: &rusqlite::Row<'_>| (0..columns.len()).map(|column| row.get(column)).collect();
        let rows = all.query_map([], read).unwrap().map(Result::unwrap).collect();
        Self { name, columns, rows }
    }

    /// Writes one row over another; `false` where the table can't hold it.
    fn put(&self, conn: &Connection, old: &[Value], new: &[Value]) -> bool {
        let list = |with: &str, between: &str| {
            self.columns.iter().map(|column| format!("{column} {with} ?")).collect::<Vec<_>>().join(between)
        };
        let sql = format!("UPDATE {} SET {} WHERE {}", self.name, list("=", ", "), list("IS", " AND "));
        let values = new.iter().chain(old);
        conn.execute(&sql, rusqlite::params_from_iter(values)).is_ok_and(|n_rows| n_rows == 1)
    }
}

fn with_one_byte_changed(value: &Value, round: usize) -> Option<Value> {
    match value {
        Value::Integer(number) => Some(Value::Integer(number ^ (1 << (round % 8)))),
        Value::Text(text) => {
            let mut bytes = text.clone().into_bytes();
            let at = round * 3 % bytes.len();
            // Only what stays a text can be written as one.
            bytes[at] = if bytes[at] == b'x' { b'y' } else { b'x' };
            String::from_utf8(bytes).ok().map(Value::Text)
        }
        Value::Blob(bytes) => {
            let mut bytes = bytes.clone();
            let at = round * 3 % bytes.len();
            bytes[at] ^= 1;
            Some(Value::Blob(bytes))
        }
        Value::Null | Value::Real(_) => None,
    }
}

#[tokio::test]
async fn a_copy_of_the_file_made_before_an_erasure_opens_without_who_was_erased() {
    let dir = tempfile::tempdir().unwrap();
    let log = SqliteLog::open(&file(&dir), TABLES, vault(&dir)).unwrap();
    fill(&log).await;
    let read = |events: Vec<eventlog::Placed>| {
        events
            .into_iter()
            .filter_map(|placed| Some((placed.event.stream.id, placed.event.personal?)))
            .collect::<Vec<_>>()
    };
    let before = read(log.read_on(0, 99).await.unwrap());
    let erased = before[0].0;
    log.close().await;
    drop(log);
    std::fs::copy(file(&dir), dir.path().join("backup.db")).unwrap();
    let log = SqliteLog::open(&file(&dir), TABLES, vault(&dir)).unwrap();
    assert!(log.erase(erased).await.unwrap());
    log.close().await;
    drop(log);
    let backup = SqliteLog::open(&dir.path().join("backup.db"), TABLES, vault(&dir)).unwrap();
    let after = read(backup.read_on(0, 99).await.unwrap());
    for ((whose, before), (_, after)) in before.iter().zip(&after) {
        assert_eq!(*after, if *whose == erased { Opened::Erased } else { before.clone() });
    }
    assert_eq!(verify(&backup, |_| ()).await.unwrap(), []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_made_while_others_write_is_whole() {
    let dir = tempfile::tempdir().unwrap();
    let log = Arc::new(SqliteLog::open(&file(&dir), TABLES, vault(&dir)).unwrap());
    fill(log.as_ref()).await;
    let (ended, end) = tokio::sync::watch::channel(false);
    let writing = Arc::clone(&log);
    let writer = tokio::spawn(async move {
        let stream = stream();
        let mut version = 0;
        while !*end.borrow() {
            writing.append(append(&stream, version, step("a", "meanwhile"))).await.unwrap();
            version += 1;
        }
    });
    for name in ["one.db", "two.db"] {
        let mut grown = log.grown();
        let before = *grown.borrow();
        grown.wait_for(|position| *position > before + 5).await.unwrap();
        sqlite::copy(&file(&dir), &dir.path().join(name)).unwrap();
    }
    ended.send_replace(true);
    writer.await.unwrap();
    let refused = sqlite::copy(&file(&dir), &dir.path().join("one.db")).unwrap_err();
    assert!(matches!(refused, Fault::NotEmpty), "{refused}");
    log.close().await;
    drop(log);
    for name in ["one.db", "two.db"] {
        let copy = SqliteLog::open(&dir.path().join(name), TABLES, vault(&dir)).unwrap();
        assert!(copy.last().await.unwrap() > 24);
        assert_eq!(verify(&copy, |_| ()).await.unwrap(), []);
        copy.close().await;
    }
}
