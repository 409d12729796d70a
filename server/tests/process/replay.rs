//! Replays on the command line: over orders, over past cases, beside what is in force at the desk.

use crate::customer::Customer;
use crate::program::{Server, init, run, stdout};
use domain::policy::replay::Replay;
use domain::zone::Zones;
use serde_json::Value;
use server::packs::DELIVERED;
use std::path::Path;

/// A folder with the delivered packs, in which late parcels get ten per cent instead of five.
fn drafts(dir: &Path) {
    for (id, text) in DELIVERED {
        let text = text.replace("percent = \"5\", floor = {", "percent = \"10\", floor = {");
        std::fs::create_dir_all(dir.join(id)).unwrap();
        std::fs::write(dir.join(id).join("pack.toml"), text).unwrap();
    }
}

/// The keys of an object, sorted: whether a map keeps their order depends on what else is built along.
fn keys(value: &Value) -> Vec<&str> {
    let keys: std::collections::BTreeSet<&str> =
        value.as_object().unwrap().keys().map(String::as_str).collect();
    keys.into_iter().collect()
}

#[tokio::test]
async fn replay_adds_cases_and_a_comparison_only_where_they_are_asked_for() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let mut server = Server::start(&data);
    let customer = Customer::of(&server.url).await;
    customer.file().await.unwrap();
    server.kill();
    let (folder, data) = (dir.path().join("drafts"), data.to_str().unwrap());
    drafts(&folder);
    let folder = folder.to_str().unwrap();
    let replay = |more: &[&str]| {
        let base = ["policy", "replay", "--pack", "shop-default", "--data-dir", data];
        let args: Vec<&str> = base.iter().chain(more).copied().collect();
        run(&args)
    };
    let json = |more: &[&str]| -> Value {
        let args: Vec<&str> = more.iter().copied().chain(["--json"]).collect();
        serde_json::from_str(&stdout(&replay(&args))).unwrap()
    };

    let plain = json(&[]);
    assert_eq!(keys(&plain), ["not_asked", "orders", "rules"]);
    assert_eq!(keys(&plain["rules"][0]), ["cap", "currency", "floor", "granted", "refused", "rule", "total"]);

    let both = json(&["--policies-dir", folder, "--cases", "--against-in-force"]);
    assert_eq!(keys(&both), ["against", "cases", "not_asked", "orders", "rules"]);
    assert_eq!(both["against"]["rules"], plain["rules"], "in force is what was delivered");
    assert!(both["against"]["changed"].as_u64().unwrap() > 0);
    assert_eq!(both["cases"]["cases"], 1);
    assert_eq!(both["cases"]["against"]["changed"], 0, "the vase was in time");

    let same = json(&["--against-in-force"]);
    assert_eq!(same["against"]["changed"], 0);
    let told = stdout(&replay(&["--policies-dir", folder, "--against-in-force"]));
    assert!(told.contains("orders would get another answer") && told.contains("such as SH-"), "{told}");
    let refused = replay(&["--cases", "--csv"]);
    assert_eq!(refused.status.code(), Some(2));
}

/// What a rule did, as the line of its CSV says it: granted, refused, sum, currency, floor, cap.
fn line_of(csv: &str, rule: &str) -> String {
    csv.lines()
        .find_map(|line| line.strip_prefix(rule))
        .unwrap_or_else(|| panic!("{rule} in {csv}"))
        .to_owned()
}

#[test]
fn replay_of_the_example_orders_comes_to_the_same_sums_whenever_it_is_run() {
    let packs =
        server::packs::pick(&server::packs::load(None).unwrap(), &["shop-default".to_owned()]).unwrap();
    let zone = server::zones::Database.zone("Asia/Shanghai").unwrap();
    for now in ["2026-03-10T02:00:00Z", "2026-09-01T02:00:00Z"] {
        let mut replay = Replay::new(&packs, &zone);
        for read in server::demo::orders::all(now.parse().unwrap(), &zone) {
            replay.ask(&read.order);
        }
        let late = line_of(&replay.report().csv(), "shop-default/late-delivery,");
        assert_eq!(late, "3,6,51.80,CNY,0,1", "{now}");
    }
}

/// The real data set where it is at hand: its folder in `REDRESS_OLIST_DIR`.
#[test]
fn replay_of_a_whole_shop_comes_to_the_sums_it_always_came_to() {
    let Some(dir) = std::env::var_os("REDRESS_OLIST_DIR") else {
        return;
    };
    let data = tempfile::tempdir().unwrap();
    let data = data.path().join("data");
    init(&data);
    let (data, dir) = (data.to_str().unwrap(), Path::new(&dir).to_str().unwrap());
    stdout(&run(&["import", "orders", "--format", "olist", "--data-dir", data, dir]));
    let csv = stdout(&run(&["policy", "replay", "--pack", "shop-default", "--csv", "--data-dir", data]));
    let late = line_of(&csv, "shop-default/late-delivery,");
    assert_eq!(late, "342,4822,2358.70,BRL,20,9");
}
