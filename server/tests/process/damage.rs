//! What must not lose anything, and what is said when something is lost all the same.

use crate::customer::Customer;
use crate::database::{change, of_cases, open};
use crate::program::{Server, complaint, run, stdout};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tempfile::TempDir;
use uuid::Uuid;

/// A data folder inside a temporary one, so that what a restore moves aside goes with it.
pub(crate) struct Data {
    path: PathBuf,
    _dir: TempDir,
}

impl Data {
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

/// A data folder with some cases in it, whose server was killed.
pub(crate) async fn killed_after(n_cases: usize) -> Data {
    let dir = tempfile::tempdir().unwrap();
    let data = Data { path: dir.path().join("data"), _dir: dir };
    let mut server = Server::start(data.path());
    let customer = Customer::of(&server.url).await;
    for _ in 0..n_cases {
        customer.file().await.unwrap();
    }
    server.kill();
    data
}

pub(crate) fn verify(data: &Path) -> std::process::Output {
    run(&["verify", "--data-dir", data.to_str().unwrap()])
}

/// Every event of a case: its place in the log, and its case.
pub(crate) async fn events(data: &Path) -> Vec<(u64, Uuid)> {
    let store = open(data).await;
    let events = of_cases(&store).await;
    store.close().await;
    events.into_iter().map(|event| (event.seq, event.case_id.0)).collect()
}

/// The number of every case.
async fn numbers(data: &Path) -> BTreeMap<Uuid, String> {
    let store = open(data).await;
    let mut numbers = BTreeMap::new();
    for event in of_cases(&store).await {
        let kept = store.kept(event.case_id).await.unwrap().unwrap();
        numbers.insert(event.case_id.0, kept.number.to_string());
    }
    store.close().await;
    numbers
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_while_many_file_nothing_acknowledged_is_lost() {
    let data = tempfile::tempdir().unwrap();
    let mut acknowledged = Vec::new();
    for _ in 0..3 {
        let mut server = Server::start(data.path());
        let n_filed = Arc::new(AtomicUsize::new(0));
        let mut filing = Vec::new();
        for _ in 0..8 {
            let (customer, n_filed) = (Customer::of(&server.url).await, Arc::clone(&n_filed));
            filing.push(tokio::spawn(async move {
                let mut filed = Vec::new();
                // Until the server is gone.
                while let Some(case_id) = customer.file().await {
                    filed.push(case_id);
                    n_filed.fetch_add(1, Ordering::Relaxed);
                }
                filed
            }));
        }
        // In the middle of it, however fast or slow the machine is.
        while n_filed.load(Ordering::Relaxed) < 20 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        server.kill();
        for filed in filing {
            acknowledged.extend(filed.await.unwrap());
        }
    }
    assert!(acknowledged.len() >= 60, "only {} were filed", acknowledged.len());
    let kept = events(data.path()).await;
    for case_id in &acknowledged {
        let n = kept.iter().filter(|(_, kept)| kept == case_id).count();
        assert!(n >= 3, "case {case_id} was acknowledged and has {n} events");
    }
    assert!(stdout(&verify(data.path())).contains("in order"));
}

#[tokio::test]
async fn cut_journal_starts_with_the_last_whole_commit_and_says_how_much_is_missing() {
    let data = killed_after(6).await;
    let journal = data.path().join("redress.db-wal");
    let length = std::fs::metadata(&journal).unwrap().len();
    let file = std::fs::OpenOptions::new().write(true).open(&journal).unwrap();
    file.set_len(length - length / 4).unwrap();
    drop(file);
    says_what_is_missing(data.path()).await;
}

#[tokio::test]
async fn flipped_journal_starts_with_the_last_whole_commit_and_says_how_much_is_missing() {
    let data = killed_after(6).await;
    let journal = data.path().join("redress.db-wal");
    let mut bytes = std::fs::read(&journal).unwrap();
    let place = bytes.len() * 3 / 4;
    bytes[place] ^= 0x55;
    std::fs::write(&journal, bytes).unwrap();
    says_what_is_missing(data.path()).await;
}

async fn says_what_is_missing(data: &Path) {
    let mark: u64 = std::fs::read_to_string(data.join("sequence-mark")).unwrap().trim().parse().unwrap();
    let mut server = Server::start(data);
    let customer = Customer::of(&server.url).await;
    let later = customer.file().await.unwrap();
    server.kill();
    let kept = events(data).await;
    let of_case = |case: &Uuid| kept.iter().filter(|(_, case_id)| case_id == case).count();
    let before = kept.iter().filter(|(_, case_id)| *case_id != later);
    assert!(before.clone().all(|(_, case)| of_case(case) == 3), "a filing is there whole or not at all");
    let found = before.map(|(seq, _)| *seq).max().unwrap_or(0);
    assert!(found < mark, "nothing was lost: {found} of {mark}");
    let log = server.log();
    let n_missing = log.split("whole commit, ").nth(1).and_then(|rest| rest.split(' ').next());
    let n_missing: u64 = n_missing.unwrap_or_else(|| panic!("{log}")).parse().unwrap();
    let next = kept.iter().filter(|(_, case_id)| *case_id == later).map(|(seq, _)| *seq).min().unwrap();
    assert_eq!(next, mark + 1, "a place once handed out is never given again");
    let numbers = numbers(data).await;
    let block = |case_id: &Uuid| numbers[case_id].split('-').nth(1).unwrap().chars().next().unwrap();
    let lost = kept.iter().map(|(_, case_id)| case_id).filter(|case_id| **case_id != later).map(block);
    assert!(!numbers.is_empty() && !lost.collect::<Vec<_>>().contains(&block(&later)), "{numbers:?}");
    let verified = stdout(&verify(data));
    let first = mark + 1 - n_missing;
    assert!(verified.contains(&format!("events {first} to {mark} were lost")), "{verified}");
}

#[tokio::test]
async fn what_can_be_no_sequence_mark_is_refused_in_one_line_and_the_way_out_works() {
    let data = killed_after(1).await;
    let (folder, mark) = (data.path().to_str().unwrap(), data.path().join("sequence-mark"));
    let kept = std::fs::read(&mark).unwrap();
    let start = || complaint(&run(&["serve", "--demo", "--listen", "127.0.0.1:0", "--data-dir", folder]));
    let check = |found: &str| {
        let line = start();
        let expected =
            [mark.to_str().unwrap(), found, "expected ", "nothing was changed", "remove that file"];
        assert!(expected.iter().all(|part| line.contains(part)), "{line}");
        let verified = verify(data.path());
        let told = String::from_utf8_lossy(&verified.stdout);
        assert!(!verified.status.success() && told.contains(found), "{told}");
    };
    for nonsense in ["nonsense", "-3", "+3", "12 13", "99999999999999999999999", "\u{0}\u{0}", "\u{7f}ELF"] {
        std::fs::write(&mark, nonsense).unwrap();
        check(&nonsense.escape_debug().to_string());
        assert_eq!(std::fs::read(&mark).unwrap(), nonsense.as_bytes(), "left as it is");
    }
    // Bytes that are no text, a number that no log came to, and no file at all.
    std::fs::write(&mark, [0xff; 10_000]).unwrap();
    check("holds `");
    std::fs::write(&mark, "00000000009000000000\n").unwrap();
    check("says 9000000000 while the log ends at ");
    std::fs::remove_file(&mark).unwrap();
    std::fs::create_dir(&mark).unwrap();
    check("is no file");
    // Without it the log is taken as it ends.
    std::fs::remove_dir(&mark).unwrap();
    assert_eq!(Server::start(data.path()).end(), Some(0));
    assert!(std::fs::read(&mark).unwrap() >= kept);
    stdout(&verify(data.path()));
}

#[tokio::test]
async fn damaged_main_file_refuses_to_start_names_the_way_back_and_the_way_works() {
    let data = killed_after(3).await;
    let folder = data.path().to_str().unwrap();
    let backup = tempfile::tempdir().unwrap();
    let saved = backup.path().join("saved");
    stdout(&run(&["backup", "--data-dir", folder, saved.to_str().unwrap()]));
    let before = events(data.path()).await;

    let main = data.path().join("redress.db");
    let mut bytes = std::fs::read(&main).unwrap();
    let from = bytes.len() / 8;
    let to = bytes.len() * 7 / 8;
    bytes[from..to].fill(0xa5);
    std::fs::write(&main, &bytes).unwrap();
    let refused = run(&["serve", "--demo", "--listen", "127.0.0.1:0", "--data-dir", folder]);
    let line = complaint(&refused);
    assert!(
        line.contains("damaged") && line.contains(&format!("redress restore --data-dir {folder}")),
        "{line}"
    );
    assert_eq!(std::fs::read(&main).unwrap(), bytes, "nothing was changed");

    std::fs::write(&main, b"this is no database, whatever its name says").unwrap();
    let refused = run(&["serve", "--demo", "--listen", "127.0.0.1:0", "--data-dir", folder]);
    assert!(complaint(&refused).contains("redress restore"));

    let told = stdout(&run(&["restore", "--data-dir", folder, saved.to_str().unwrap()]));
    assert!(told.contains("what was there is now in"), "{told}");
    assert_eq!(events(data.path()).await, before);
    Server::start(data.path());
}

#[tokio::test]
async fn rows_that_were_deleted_are_named_with_what_brings_them_back() {
    let dir = tempfile::tempdir().unwrap();
    let mut server = Server::start(dir.path());
    Customer::of(&server.url).await.file_with_photos(1).await;
    assert_eq!(server.end(), Some(0));
    assert!(stdout(&verify(dir.path())).contains("of 1 cases in order"));
    for (gone, told) in [
        ("people_1", "gave of themself is gone; no event tells all of it: restore a backup"),
        ("link_tokens_1", "leads nowhere; see `redress rebuild`"),
        ("log_commands_1", "does not know a command that it answered"),
        ("log_rows_1 WHERE kind = 'case-number'", "does not lead to it; see `redress rebuild`"),
        ("log_cursors_1", "is no longer known; see `redress rebuild`"),
        ("log_rows_1 WHERE kind = 'files'", "is not guarded by its command; see `redress rebuild`"),
        ("staff_1 WHERE name = 'agent2'", "`agent2` was added to the people at the desk and is gone"),
        ("term_key_1", "the key of the words by which cases are found is gone; see `redress rebuild`"),
    ] {
        change(dir.path(), &format!("DELETE FROM {gone}"));
        let output = verify(dir.path());
        assert_eq!(output.status.code(), Some(1), "{gone}");
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(said.contains(told), "{gone}: {said}");
    }
    change(dir.path(), "DELETE FROM links_1");
    let rebuilt = run(&["rebuild", "--data-dir", dir.path().to_str().unwrap()]);
    let said = String::from_utf8(rebuilt.stdout).unwrap();
    assert_eq!(rebuilt.status.code(), Some(1));
    assert!(said.contains("the private link of case"), "{said}");
    assert!(
        said.contains("no event tells all of it: restore a backup"),
        "as `redress verify` says it: {said}"
    );
    assert!(!said.contains("see `redress rebuild`"), "{said}");
    let left = String::from_utf8(verify(dir.path()).stdout).unwrap();
    assert!(!left.contains("see `redress rebuild`"), "{left}");
}

#[tokio::test]
async fn row_changed_by_hand_is_noticed() {
    let data = killed_after(2).await;
    assert!(stdout(&verify(data.path())).contains("6 events of 2 cases in order"));
    let first = events(data.path()).await[0].0;
    change(
        data.path(),
        &format!("UPDATE log_events SET at = replace(at, '20', '30') WHERE position = {first}"),
    );
    let output = verify(data.path());
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(
        told.contains(&format!("event {first}: case/")) && told.contains("is not what was written"),
        "{told}"
    );
}

#[tokio::test]
async fn pack_version_changed_by_hand_is_noticed() {
    let data = killed_after(1).await;
    assert!(stdout(&verify(data.path())).contains("0 drafts and 2 versions of packs in order"));
    change(
        data.path(),
        "UPDATE log_events SET body = replace(body, '3000', '9000') WHERE family = 'packs' AND body LIKE '%shop-default%'",
    );
    let output = verify(data.path());
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.contains("packs/"), "{told}");
}

#[tokio::test]
async fn projections_are_made_anew_as_they_were() {
    let data = killed_after(4).await;
    let read = || async {
        let store = open(data.path()).await;
        let mut rows = Vec::new();
        for case in store.streams_of_cases().await.unwrap() {
            rows.push(store.kept(case).await.unwrap().unwrap());
        }
        let queue = books::queue::Queue { view: "open".to_owned(), owner: String::new() };
        let queue = store.queue(&queue, None, books::queue::Stretch::ALL, 10).await.unwrap();
        store.close().await;
        (rows, queue)
    };
    let before = read().await;
    assert_eq!((before.0.len(), before.1.len()), (4, 4));
    // A place nobody stands at, one that is gone, and a row that is not what was written.
    change(data.path(), "UPDATE queue_1 SET at = at + 1 WHERE view = 'open'");
    change(data.path(), "DELETE FROM queue_1 WHERE view = 'unassigned'");
    change(data.path(), "UPDATE cases_1 SET due = due + 1");
    let told = complaint(&verify(data.path()));
    assert!(told.contains("not in order"), "{told}");
    let told = stdout(&run(&["rebuild", "--data-dir", data.path().to_str().unwrap()]));
    assert_eq!(
        told,
        "4 cases rebuilt from 12 events\n\
         the words by which cases are found are made anew once a server is at work\n"
    );
    assert_eq!(read().await, before);
    assert!(stdout(&verify(data.path())).contains("12 events of 4 cases in order"));
}

#[tokio::test]
async fn rows_that_were_deleted_are_named_and_brought_back_where_an_event_tells_them() {
    let data = killed_after(2).await;
    let folder = data.path().to_str().unwrap();
    assert!(stdout(&verify(data.path())).contains("2 cases in order"));
    for table in ["queue_1", "cases_of_people_1", "orders_bare_1"] {
        change(data.path(), &format!("DELETE FROM {table}"));
    }
    let output = verify(data.path());
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stdout).unwrap();
    for missing in
        ["in the queue `open`", "among those of its customer", "not found by all that it should be"]
    {
        assert!(told.contains(missing), "{told}");
    }
    stdout(&run(&["rebuild", "--data-dir", folder]));
    stdout(&verify(data.path()));
    change(data.path(), "DELETE FROM order_contacts_1");
    let told = String::from_utf8(verify(data.path()).stdout).unwrap();
    assert!(told.contains("bring the shop's file in again"), "{told}");
    let rebuilt = run(&["rebuild", "--data-dir", folder]);
    assert_eq!(rebuilt.status.code(), Some(1));
    assert!(String::from_utf8(rebuilt.stdout).unwrap().contains("its contacts are gone"));
    // The example shop brings its orders in again.
    assert_eq!(Server::start(data.path()).end(), Some(0));
    stdout(&verify(data.path()));
}
