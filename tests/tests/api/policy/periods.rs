//! How long a version was in force, told as it was.

use super::{id, percent, propose, put_in_force, start, tries};
use chrono::Duration;
use serde_json::{Value, json};
use tests::app::App;

/// Name, state, first day and the day on which another took its place, the newest first.
async fn periods(app: &App) -> Vec<(Value, Value, Value, Value)> {
    let overview = app.staff("supervisor").await.get("/api/policy").await.ok();
    let packs = overview["packs"].as_array().unwrap();
    let pack = packs.iter().find(|pack| pack["link"]["id"] == "shop-default").unwrap();
    let of = |row: &Value| {
        (row["link"]["version"].clone(), row["state"].clone(), row["from"].clone(), row["until"].clone())
    };
    pack["versions"].as_array().unwrap().iter().map(of).collect()
}

#[tokio::test]
async fn a_version_replaced_within_its_day_ends_on_that_day_and_none_reads_as_if_it_went_on() {
    let app = App::start().await;
    put_in_force(&app, "2026-03-10").await;
    app.pass(Duration::seconds(9));
    let (zhao, sun) = (app.staff("supervisor").await, app.staff("supervisor2").await);
    let draft = id(&start(&zhao, "shop-default").await);
    tries(&zhao, &draft, &percent("12")).await.ok();
    tries(&zhao, &draft, &propose("2026-03-10")).await.ok();
    tries(&sun, &draft, &json!("approve")).await.ok();
    let today = || json!("2026-03-10");
    let rows = periods(&app).await;
    assert_eq!(
        rows,
        [
            (json!("2026.3.2"), json!("in_force"), today(), Value::Null),
            (json!("2026.3.1"), json!("past"), today(), today()),
            (json!("2026.11.1"), json!("past"), Value::Null, today()),
        ]
    );
    // The day after, nothing of it has changed.
    app.pass(Duration::days(1));
    assert_eq!(periods(&app).await, rows);
}
