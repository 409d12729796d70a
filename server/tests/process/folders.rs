//! The data folder: made on purpose or not at all, and never taken for what it is not.

use crate::program::{complaint, init, redress, run, stdout};
use std::path::Path;
use std::process::Stdio;

fn path(dir: &Path) -> &str {
    dir.to_str().unwrap()
}

#[test]
fn absent_folder_is_refused_by_name_and_not_made() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("mistyped");
    let saved = dir.path().join("saved");
    for args in [
        &["serve", "--listen", "127.0.0.1:0"][..],
        &["verify"],
        &["rebuild"],
        &["user", "list"],
        &["user", "add", "--name", "anna", "--role", "agent"],
        &["user", "disable", "--name", "anna"],
        &["backup", path(&saved)],
        &["policy", "replay"],
    ] {
        let mut all = args.to_vec();
        all.extend(["--data-dir", path(&data)]);
        let line = complaint(&redress(&all).stdin(Stdio::null()).output().unwrap());
        assert!(line.contains("there is no desk in") && line.contains(path(&data)), "{args:?}: {line}");
        assert!(!data.exists() && !saved.exists(), "{args:?} made something");
    }
}

#[test]
fn empty_folder_is_no_desk_either() {
    let data = tempfile::tempdir().unwrap();
    let line = complaint(&run(&["serve", "--listen", "127.0.0.1:0", "--data-dir", path(data.path())]));
    assert!(line.contains("there is no desk in"), "{line}");
    assert_eq!(std::fs::read_dir(data.path()).unwrap().count(), 0);
}

#[test]
fn desk_is_made_once_and_nothing_is_made_over_it() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let made = stdout(&run(&["init", "--data-dir", path(&data)]));
    assert!(made.contains("made an empty desk in"), "{made}");
    assert!(stdout(&run(&["verify", "--data-dir", path(&data)])).contains("0 events of 0 cases in order"));
    let key = std::fs::read(data.join("secret-key")).unwrap();
    let again = complaint(&run(&["init", "--data-dir", path(&data)]));
    assert!(again.contains("is not empty"), "{again}");
    assert_eq!(std::fs::read(data.join("secret-key")).unwrap(), key);
}

#[test]
fn lost_key_is_refused_and_never_made_anew() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    init(&data);
    std::fs::rename(data.join("secret-key"), dir.path().join("kept")).unwrap();
    for args in [&["serve", "--listen", "127.0.0.1:0"][..], &["verify"], &["user", "list"]] {
        let mut all = args.to_vec();
        all.extend(["--data-dir", path(&data)]);
        let line = complaint(&redress(&all).stdin(Stdio::null()).output().unwrap());
        assert!(line.contains("secret-key") && line.contains("is missing"), "{args:?}: {line}");
        assert!(!data.join("secret-key").exists());
    }
    let other = dir.path().join("other");
    init(&other);
    std::fs::copy(other.join("secret-key"), data.join("secret-key")).unwrap();
    let orders = dir.path().join("orders.csv");
    std::fs::write(
        &orders,
        "order_number,status,currency,placed_at,sku,title,unit_price,quantity,email\n\
         A-1,paid,CNY,2026-03-01T10:00:00+08:00,S1,Sweater,199.00,1,m@example.com\n",
    )
    .unwrap();
    for args in [
        &["serve", "--listen", "127.0.0.1:0"][..],
        &["verify"],
        &["import", "orders", "--format", "redress", path(&orders)],
        &["import", "orders", "--dry-run", "--format", "redress", path(&orders)],
    ] {
        let mut all = args.to_vec();
        all.extend(["--data-dir", path(&data)]);
        let line = complaint(&run(&all));
        assert!(line.contains("is not the one this desk was made with"), "{args:?}: {line}");
    }
    std::fs::copy(dir.path().join("kept"), data.join("secret-key")).unwrap();
    stdout(&run(&["verify", "--data-dir", path(&data)]));
}
