//! Replays on the command line: over orders, over past cases, beside what is in force at the desk.

use crate::customer::Customer;
use crate::program::{Server, run, stdout};
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
