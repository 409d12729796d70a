//! Filing a complaint while a hundred thousand orders are brought in beside the running server.
//!
//! The import is a process of its own, as a shop runs it every night; both write to one database.

use crate::figure::{judge, millis, tell, within};
use crate::line::Line;
use crate::shop::{CONTACT, look_up, number};
use crate::strain::{Server, program};
use chrono::{Duration as Days, Utc};
use std::fmt::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Orders that are brought in meanwhile, one row each.
const ROWS: usize = 100_000;
/// Complaints at hand; no more are filed.
const COMPLAINTS: usize = 4_000;
/// Between two complaints: customers come one by one.
const PAUSE: Duration = Duration::from_millis(5);
/// What nobody notices while they wait for "we have it".
const SLOWEST: Duration = Duration::from_millis(500);

/// Brings in orders twice: first those that are complained about, then many more beside the filings.
pub(crate) async fn measure() {
    let server = Server::start(8_192);
    let dir = tempfile::tempdir().unwrap();
    let ours = write(dir.path(), "ours.csv", 0..COMPLAINTS);
    assert!(import(&server, &ours).wait().unwrap().success());
    eprintln!("import: preparing {COMPLAINTS} complaints");
    let mut ready = look_up(&server.url, (0..COMPLAINTS).collect()).await.into_iter();
    let others = write(dir.path(), "others.csv", COMPLAINTS..COMPLAINTS + ROWS);
    let mut line = Line::open(&server.url, "customer").await;
    let mut times = Vec::new();
    let started = Instant::now();
    let mut importing = import(&server, &others);
    while importing.try_wait().unwrap().is_none() {
        let Some(one) = ready.next() else { break };
        let asked = Instant::now();
        line.ask("POST", "/api/commands", &one.cookie, &one.body).await.ok();
        times.push(asked.elapsed());
        tokio::time::sleep(PAUSE).await;
    }
    assert!(importing.wait().unwrap().success());
    tell(
        &format!("import of {ROWS} rows beside filings"),
        &format!("{:.1} s", started.elapsed().as_secs_f64()),
    );
    let (usual, slowest) = (within(&times, 0.5), within(&times, 1.0));
    let value = format!("{} (usually {}, {} filed)", millis(slowest), millis(usual), times.len());
    judge("slowest filing meanwhile", &value, &millis(SLOWEST), slowest <= SLOWEST);
}

/// A file of orders in the plain format.
fn write(dir: &Path, name: &str, orders: Range<usize>) -> PathBuf {
    let placed = (Utc::now() - Days::days(6)).to_rfc3339();
    let delivered = (Utc::now() - Days::days(2)).to_rfc3339();
    let mut rows =
        "order_number,status,currency,placed_at,delivered_at,sku,title,unit_price,quantity,email\n"
            .to_owned();
    for idx in orders {
        let number = number(idx);
        writeln!(rows, "{number},delivered,CNY,{placed},{delivered},VASE-L,花瓶,368.00,1,{CONTACT}").unwrap();
    }
    let path = dir.join(name);
    std::fs::write(&path, rows).unwrap();
    path
}

/// Begins to bring in a file.
fn import(server: &Server, file: &Path) -> Child {
    Command::new(program())
        .args(["import", "orders", "--format", "redress", "--data-dir"])
        .args([server.data().as_path(), file])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}
