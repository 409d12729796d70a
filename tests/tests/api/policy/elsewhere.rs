//! What one server of a desk brings in force is in force at the others.

use super::put_in_force;
use server::policies::Policies;
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
