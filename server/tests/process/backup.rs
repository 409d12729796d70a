//! Backups: whole or not there, with their key, and put back only where nobody works.

use crate::customer::Customer;
use crate::damage::{events, killed_after, verify};
use crate::database::change;
use crate::program::{Server, complaint, redress, run, stdout};
use std::path::{Path, PathBuf};
use std::process::Command;

fn path(dir: &Path) -> &str {
    dir.to_str().unwrap()
}

fn back_up(data: &Path, to: &Path) -> String {
    stdout(&run(&["backup", "--data-dir", path(data), path(to)]))
}

fn restore(from: &Path, data: &Path) -> std::process::Output {
    run(&["restore", "--data-dir", path(data), path(from)])
}

#[tokio::test]
async fn restore_beside_a_running_server_is_refused_and_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (data, saved) = (dir.path().join("data"), dir.path().join("saved"));
    let mut server = Server::start(&data);
    let customer = Customer::of(&server.url).await;
    customer.file().await.unwrap();
    back_up(&data, &saved);
    let later = customer.file().await.unwrap();
    let line = complaint(&restore(&saved, &data));
    assert!(line.contains("in use by another redress process"), "{line}");
    assert_eq!(server.end(), Some(0));
    assert!(
        events(&data).await.iter().any(|(_, case_id)| *case_id == later),
        "what was acknowledged is there"
    );
    let left: Vec<_> =
        std::fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 3, "nothing is left beside the folders and the copy of the vault: {left:?}");
}

#[tokio::test]
async fn backup_inside_the_folder_it_copies_is_refused_and_leaves_nothing() {
    let data = killed_after(1).await;
    let names = || {
        let entries = std::fs::read_dir(data.path()).unwrap();
        entries.map(|entry| entry.unwrap().file_name()).collect::<std::collections::BTreeSet<_>>()
    };
    let before = names();
    let outside = data.path().with_file_name("link");
    std::os::unix::fs::symlink(data.path(), &outside).unwrap();
    let crooked = data.path().join("evidence/../saved");
    // Out of a folder that is not there, and in again.
    let name = data.path().file_name().unwrap();
    let around = data.path().with_file_name("not-there").join("..").join(name).join("saved");
    let saved = [data.path().join("saved"), data.path().join("a/b/saved"), outside.join("saved")];
    for inside in saved.into_iter().chain([crooked, around]) {
        let line = complaint(&run(&["backup", "--data-dir", path(data.path()), path(&inside)]));
        for part in ["inside", path(&inside), path(data.path()), "expected a folder outside"] {
            assert!(line.contains(part), "{line}");
        }
    }
    let line = complaint(&run(&["backup", "--data-dir", path(data.path()), path(data.path())]));
    assert!(line.contains("expected a folder outside"), "{line}");
    assert_eq!(names(), before);
    // Beside it, under a name that begins like its own, it may lie.
    back_up(data.path(), &data.path().with_file_name("data-saved"));
}

#[tokio::test]
async fn backup_without_one_of_its_parts_is_refused_by_name() {
    let data = killed_after(1).await;
    let dir = tempfile::tempdir().unwrap();
    for part in ["backup.json", "redress.db", "secret-key", "sequence-mark"] {
        let saved = dir.path().join(part).join("saved");
        back_up(data.path(), &saved);
        std::fs::remove_file(saved.join(part)).unwrap();
        let line = complaint(&restore(&saved, data.path()));
        assert!(line.contains("is no whole backup") && line.contains(part), "{line}");
    }
    assert_eq!(events(data.path()).await.len(), 3);
}

#[tokio::test]
async fn backup_of_another_number_of_events_than_it_says_is_refused() {
    let data = killed_after(2).await;
    let dir = tempfile::tempdir().unwrap();
    let saved = dir.path().join("saved");
    back_up(data.path(), &saved);
    change(&saved, "UPDATE log_end SET position = 0");
    let line = complaint(&restore(&saved, data.path()));
    assert!(line.contains("it has 0 events, and had "), "{line}");
}

#[tokio::test]
async fn backup_changed_since_it_was_made_is_refused() {
    let data = killed_after(1).await;
    let dir = tempfile::tempdir().unwrap();
    let before = events(data.path()).await;
    for (n, change_of) in [
        "UPDATE orders_1 SET is_named = 1 - is_named",
        "DELETE FROM order_contacts_1",
        "UPDATE staff_1 SET role = 'supervisor' WHERE role = 'agent'",
    ]
    .into_iter()
    .enumerate()
    {
        let saved = dir.path().join(format!("saved-{n}"));
        back_up(data.path(), &saved);
        change(&saved, change_of);
        let line = complaint(&restore(&saved, data.path()));
        assert!(
            line.contains("`redress.db` is not as it was when the backup was made"),
            "{change_of}: {line}"
        );
    }
    let saved = dir.path().join("counted");
    back_up(data.path(), &saved);
    let manifest = std::fs::read_to_string(saved.join("backup.json")).unwrap();
    std::fs::write(saved.join("backup.json"), manifest.replace("\"n_evidence\": 0", "\"n_evidence\": 7"))
        .unwrap();
    let line = complaint(&restore(&saved, data.path()));
    assert!(line.contains("it knows of 0 evidence files, and knew of 7"), "{line}");
    // One of an older version says nothing of its database.
    let older: String = manifest.lines().filter(|line| !line.contains("\"database\"")).collect();
    std::fs::write(saved.join("backup.json"), older.replace("0}", "0 }").replace(",}", "}")).unwrap();
    stdout(&restore(&saved, data.path()));
    assert_eq!(events(data.path()).await, before);
}

#[tokio::test]
async fn what_a_killed_backup_or_restore_left_goes_with_the_next_and_what_grows_stays() {
    let data = killed_after(1).await;
    let dir = tempfile::tempdir().unwrap();
    let place = dir.path().join("data");
    let left = |name: &str| {
        let path = dir.path().join(format!("{name}-0123456789abcdef0123456789abcdef"));
        std::fs::create_dir(&path).unwrap();
        std::fs::write(path.join("redress.db"), "half").unwrap();
        path
    };
    let (backup, other, restored) =
        (left("yesterday.unfinished"), left("today.unfinished"), left("data.restoring"));
    let held = std::fs::File::create(other.join("lock")).unwrap();
    held.try_lock().unwrap();
    let mine = dir.path().join("notes.unfinished-draft");
    std::fs::create_dir(&mine).unwrap();
    back_up(data.path(), &dir.path().join("saved"));
    assert!(!backup.exists() && other.exists() && restored.exists() && mine.exists());
    stdout(&restore(&dir.path().join("saved"), &place));
    assert!(!restored.exists() && mine.exists());
    assert!(!dir.path().join("saved/lock").exists());
}

#[tokio::test]
async fn backup_that_runs_out_of_room_leaves_nothing_that_passes_for_one() {
    let data = killed_after(2).await;
    let dir = tempfile::tempdir().unwrap();
    let saved = dir.path().join("saved");
    // A limit on the size of files is as good as a full disk: the database does not fit.
    let mut shell = Command::new("sh");
    shell.args(["-c", "ulimit -f 64; trap '' XFSZ; exec \"$@\"", "sh", env!("CARGO_BIN_EXE_redress")]);
    shell.args(["backup", "--data-dir", path(data.path()), path(&saved)]);
    let output = shell.output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("no room left on the disk that holds") && told.contains(path(&saved)), "{told}");
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0, "nothing is left");
}

#[tokio::test]
async fn backup_holds_key_mark_configuration_and_packs_and_can_be_restored_into_a_new_place() {
    let data = killed_after(2).await;
    let dir = tempfile::tempdir().unwrap();
    let (config, packs, saved) =
        (dir.path().join("redress.toml"), dir.path().join("packs"), dir.path().join("saved"));
    std::fs::create_dir_all(packs.join("own")).unwrap();
    std::fs::write(packs.join("own/pack.toml"), "id = \"own\"\n").unwrap();
    std::fs::write(&config, format!("data-dir = {:?}\npolicies-dir = {packs:?}\n", data.path())).unwrap();
    let told = stdout(&run(&["backup", "--config", path(&config), path(&saved)]));
    assert!(told.contains("events") && told.contains("0 evidence files"), "{told}");
    for part in
        ["secret-key", "sequence-mark", "configuration/redress.toml", "configuration/policies/own/pack.toml"]
    {
        assert!(saved.join(part).is_file(), "{part}");
    }
    let place: PathBuf = dir.path().join("new");
    let told = stdout(&restore(&saved, &place));
    assert!(told.contains("restored") && told.contains("configuration"), "{told}");
    assert_eq!(events(&place).await, events(data.path()).await);
    assert!(stdout(&verify(&place)).contains("6 events of 2 cases in order"));
    let taken = complaint(&run(&["backup", "--data-dir", path(data.path()), path(&saved)]));
    assert!(taken.contains("a backup needs a folder of its own"), "{taken}");
}

/// The copy of the vault that lies in a folder with backups.
fn vault_in(dir: &Path) -> PathBuf {
    let mut found = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    found.find(|path| path.file_name().unwrap().to_str().unwrap().starts_with("vault-")).unwrap()
}

#[tokio::test]
async fn a_vault_that_was_cut_is_restored_from_its_copy_and_the_list_of_copies_goes_along() {
    let data = killed_after(2).await;
    let dir = tempfile::tempdir().unwrap();
    let saved = dir.path().join("saved");
    back_up(data.path(), &saved);
    let (vault, copy) = (data.path().join("vault"), vault_in(dir.path()));
    let whole = std::fs::read(&vault).unwrap();
    let before = events(data.path()).await;
    std::fs::OpenOptions::new().write(true).open(&vault).unwrap().set_len(50).unwrap();
    stdout(&restore(&saved, data.path()));
    assert_eq!(std::fs::read(&vault).unwrap(), whole);
    assert_eq!(std::fs::read(&copy).unwrap(), whole, "the copy is as it was");
    assert_eq!(events(data.path()).await, before);
    let listed = std::fs::read_to_string(data.path().join("vault-copies")).unwrap();
    assert_eq!(listed, format!("{}\n", copy.display()));
    assert!(!data.path().join("vault.0").exists() && !data.path().join("vault.1").exists());
    // Cut in both, nothing is changed.
    for path in [&vault, &copy] {
        std::fs::OpenOptions::new().write(true).open(path).unwrap().set_len(50).unwrap();
    }
    let line = complaint(&restore(&saved, data.path()));
    assert!(line.contains("keys of what people wrote are missing") && line.contains(path(&copy)), "{line}");
    assert_eq!(std::fs::read(&vault).unwrap().len(), 50);
}

#[tokio::test]
async fn no_backup_is_made_of_a_desk_whose_keys_are_gone() {
    let data = killed_after(2).await;
    let dir = tempfile::tempdir().unwrap();
    let (vault, saved) = (data.path().join("vault"), dir.path().join("saved"));
    let whole = std::fs::read(&vault).unwrap();
    let mut zeroed = whole.clone();
    zeroed[32..80].fill(0);
    for (damaged, expected) in [
        (&whole[..50], "put back the newest copy of it"),
        (&whole[..whole.len() - 48 * 1_000 + 60], "put back the newest copy of it"),
        (&zeroed, "a copy of the vault may still have it"),
    ] {
        std::fs::write(&vault, damaged).unwrap();
        let line = complaint(&run(&["backup", "--data-dir", path(data.path()), path(&saved)]));
        assert!(line.contains(expected), "{line}");
        assert_eq!(
            std::fs::read_dir(dir.path()).unwrap().count(),
            0,
            "nothing that passes for a backup is left"
        );
        assert!(!data.path().join("vault-copies").exists());
    }
    std::fs::write(&vault, &whole).unwrap();
    back_up(data.path(), &saved);
    // What is damaged here alone comes back from the copy beside the backups.
    std::fs::write(&vault, &zeroed).unwrap();
    back_up(data.path(), &dir.path().join("again"));
    assert_eq!(std::fs::read(&vault).unwrap(), whole);
}

#[tokio::test]
async fn a_backup_names_the_copies_of_the_vault_that_it_could_not_bring_up() {
    let data = killed_after(1).await;
    let dir = tempfile::tempdir().unwrap();
    let (list, kept) = (data.path().join("vault-copies"), dir.path().join("kept"));
    std::fs::write(&list, format!("/nowhere/vault\n{}\n{}\n", path(dir.path()), path(&kept))).unwrap();
    let told = back_up(data.path(), &dir.path().join("saved"));
    for lost in ["/nowhere/vault", path(dir.path())] {
        assert!(
            told.contains(&format!("was not brought up, so what is erased stays readable there: `{lost}`")),
            "{told}"
        );
    }
    assert_eq!(told.matches("warning").count(), 2, "{told}");
    assert_eq!(std::fs::read(&kept).unwrap(), std::fs::read(data.path().join("vault")).unwrap());
    assert_eq!(std::fs::read_to_string(&list).unwrap().lines().count(), 4);
}

#[tokio::test]
async fn evidence_that_was_altered_or_deleted_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let (data, saved) = (dir.path().join("data"), dir.path().join("saved"));
    let mut server = Server::start(&data);
    let customer = Customer::of(&server.url).await;
    customer.file_with_photos(2).await;
    assert_eq!(server.end(), Some(0));
    assert!(stdout(&verify(&data)).contains("2 evidence files in order"));
    back_up(&data, &saved);
    let files = files_under(&data.join("evidence"));
    assert_eq!(files.len(), 2);
    std::fs::remove_file(&files[0]).unwrap();
    let mut content = std::fs::read(&files[1]).unwrap();
    content[60] ^= 1;
    std::fs::write(&files[1], content).unwrap();
    let output = verify(&data);
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stdout).unwrap();
    let name = |file: &Path| file.file_name().unwrap().to_str().unwrap().to_owned();
    let line = |file: &Path| told.lines().find(|line| line.contains(&name(file))).unwrap().to_owned();
    assert!(line(&files[0]).ends_with("is missing"), "{told}");
    assert!(line(&files[1]).ends_with("is not as it was taken in"), "{told}");

    let kept = files_under(&saved.join("evidence"));
    std::fs::remove_file(&kept[0]).unwrap();
    let refused = restore(&saved, &dir.path().join("new"));
    assert_eq!(refused.status.code(), Some(1), "a backup without its evidence is not put in place");
    assert!(!dir.path().join("new").exists());
}

fn files_under(dir: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_under(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

#[tokio::test]
async fn rows_that_cannot_be_read_are_named_and_the_rest_is_read_on() {
    let data = killed_after(3).await;
    let places: Vec<u64> = events(data.path()).await.iter().map(|(seq, _)| *seq).collect();
    let (no_stream, no_body, no_day) = (places[1], places[4], places[6]);
    for (set, place) in
        [("stream = x'00'", no_stream), ("body = '{'", no_body), ("at = replace(at, 'T', 'U')", no_day)]
    {
        change(data.path(), &format!("UPDATE log_events SET {set} WHERE position = {place}"));
    }
    let output = verify(data.path());
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stdout).unwrap();
    for place in [no_stream, no_body, no_day] {
        assert!(told.contains(&format!("event {place}: ")), "{place}: {told}");
    }
}

#[tokio::test]
async fn damaged_pack_is_mended_from_its_text_or_refused_with_the_way_out() {
    let data = killed_after(1).await;
    let spoil = |field: &str| {
        let text = format!("json_extract(body, '$.version_noted.{field}')");
        let sql = format!(
            "UPDATE log_events SET body = json_set(body, '$.version_noted.{field}', substr({text}, 2)) \
             WHERE family = 'packs' AND json_extract(body, '$.version_noted.pack') = 'shop-default'"
        );
        change(data.path(), &sql);
    };
    spoil("public");
    let mut server = Server::start(data.path());
    server.wait_for_log("compiled anew from its text");
    assert_eq!(server.end(), Some(0));
    spoil("source");
    let refused = redress(&["serve", "--demo", "--listen", "127.0.0.1:0", "--data-dir", path(data.path())]);
    let output = { refused }.output().unwrap();
    let told = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains("of pack shop-default") && told.contains("redress restore"), "{told}");
}
