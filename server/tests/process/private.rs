//! What other users of the machine, and readers of its log, get to see: nothing, and the truth.

use crate::customer::Customer;
use crate::program::{Server, run, stdout};
use std::path::Path;

#[cfg(unix)]
#[tokio::test]
async fn folders_and_files_are_for_whoever_runs_the_desk_alone() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let (data, saved) = (dir.path().join("data"), dir.path().join("saved"));
    // A folder made by hand beforehand, as packages make it.
    std::fs::create_dir(&data).unwrap();
    std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o755)).unwrap();
    let mut server = Server::start(&data);
    let customer = Customer::of(&server.url).await;
    customer.file().await.unwrap();
    customer.upload().await;
    stdout(&run(&["backup", "--data-dir", data.to_str().unwrap(), saved.to_str().unwrap()]));
    let mut seen = Vec::new();
    look(&data, &mut seen);
    look(&saved, &mut seen);
    server.kill();
    for name in ["redress.db", "redress.db-wal", "vault", "secret-key", "sequence-mark", "evidence"] {
        assert!(seen.iter().any(|(path, _)| path.ends_with(name)), "{name} was not looked at: {seen:?}");
    }
    let open: Vec<_> = seen.iter().filter(|(_, mode)| mode & 0o077 != 0).collect();
    assert!(open.is_empty(), "others may read {open:?}");
}

#[cfg(unix)]
fn look(path: &Path, seen: &mut Vec<(String, u32)>) {
    use std::os::unix::fs::PermissionsExt;
    let found = std::fs::metadata(path).unwrap();
    seen.push((path.to_str().unwrap().to_owned(), found.permissions().mode()));
    if found.is_dir() {
        for entry in std::fs::read_dir(path).unwrap() {
            look(&entry.unwrap().path(), seen);
        }
    }
}

#[tokio::test]
async fn proxy_that_nobody_told_of_is_said_in_the_log_once() {
    let data = tempfile::tempdir().unwrap();
    let mut server = Server::start(data.path());
    let http = reqwest::Client::new();
    for n in 0..3 {
        let body = format!(r#"{{"order_number":"SH-{n}","contact":"1234"}}"#);
        let sent = http.post(format!("{}/api/orders/lookup", server.url)).body(body);
        sent.header("content-type", "application/json")
            .header("x-forwarded-for", "1.2.3.4")
            .send()
            .await
            .unwrap();
    }
    server.end();
    assert_eq!(server.log().matches("`trust-proxy` is not set").count(), 1, "{}", server.log());
}
