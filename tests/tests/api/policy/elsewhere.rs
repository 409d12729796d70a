//! What one server of a desk brings in force is in force at the others.

use super::{id, percent, propose, put_in_force, start, tries, versions};
use serde_json::json;
use server::live::Live;
use server::policies::Policies;
use std::collections::BTreeSet;
use std::time::Duration;
use tests::app::App;

/// Longer than a busy machine takes.
const LIMIT: Duration = Duration::from_mins(1);
/// Between two looks.
const PAUSE: Duration = Duration::from_millis(20);

#[tokio::test]
async fn a_version_approved_at_one_server_is_in_force_at_another_without_a_restart() {
    let app = App::start().await;
    let (config, ledger) = (&app.state.config, &app.state.ledger);
    // What a second server has read of the same books when it started.
    let there = Policies::open(&app.state.store, None, &config.packs, ledger.now()).await.unwrap();
    there.follow(&app.state.live);
    let today = ledger.now().date_naive();
    let before = there.on("shop-default", today).unwrap().link.version.clone();
    put_in_force(&app, &today.to_string()).await;
    let now = app.state.policies.on("shop-default", today).unwrap().link.version.clone();
    assert_ne!(now, before);
    let heard = async {
        while there.on("shop-default", today).unwrap().link.version != now {
            tokio::time::sleep(PAUSE).await;
        }
    };
    tokio::time::timeout(LIMIT, heard).await.expect("the other server still goes by the former version");
}

#[tokio::test]
async fn a_version_approved_while_another_server_starts_is_in_force_there() {
    let app = App::start().await;
    let (config, ledger) = (&app.state.config, &app.state.ledger);
    let there = Policies::open(&app.state.store, None, &config.packs, ledger.now()).await.unwrap();
    let today = ledger.now().date_naive();
    put_in_force(&app, &today.to_string()).await;
    // All that it will hear of has happened before it listens.
    there.follow(&Live::start(&app.state.store, app.state.ending.clone()));
    let now = app.state.policies.on("shop-default", today).unwrap().link.version.clone();
    let heard = async {
        while there.on("shop-default", today).unwrap().link.version != now {
            tokio::time::sleep(PAUSE).await;
        }
    };
    tokio::time::timeout(LIMIT, heard).await.expect("the other server goes by the former version");
}

#[tokio::test]
async fn two_servers_never_give_one_name_to_two_versions() {
    let app = App::start().await;
    let day = app.state.ledger.now().date_naive().to_string();
    let (zhao, sun) = (app.staff("supervisor").await, app.staff("supervisor2").await);
    let mut drafts = Vec::new();
    for sum in ["10", "12"] {
        let draft = id(&start(&zhao, "shop-default").await);
        tries(&zhao, &draft, &percent(sum)).await.ok();
        tries(&zhao, &draft, &propose(&day)).await.ok();
        drafts.push(draft);
    }
    let other = app.another_server().await;
    let there = other.staff("supervisor2").await;
    let n_before = versions(&zhao).await.len();
    // At once: neither has heard of the other one.
    let approve = json!("approve");
    let (one, two) = tokio::join!(tries(&sun, &drafts[0], &approve), tries(&there, &drafts[1], &approve));
    let mut answers = [one.status.as_u16(), two.status.as_u16()];
    answers.sort_unstable();
    assert!(answers[0] == 200 && [409, 422].contains(&answers[1]), "{answers:?}");
    let names: Vec<String> = versions(&zhao).await.iter().map(|(name, _)| name.to_string()).collect();
    assert_eq!(names.len(), n_before + 1);
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{names:?}");
}
