//! Drafts change their shape: amounts go by steps, rows of the desk come and go, rules move.

use super::{id, propose, sends, set, shop_pack, slot, start, tries};
use serde_json::{Value, json};
use tests::app::App;

fn edit(edit: &Value) -> Value {
    json!({"edit": {"edit": edit}})
}

#[tokio::test]
async fn an_amount_goes_by_steps_and_back() {
    let app = App::start().await;
    let zhao = app.staff("supervisor").await;
    let draft = id(&start(&zhao, "shop-default").await);
    let shape = |shape: &Value| {
        edit(&json!({"shape_amount": {"rule": "late-delivery", "path": "grant.0", "shape": shape}}))
    };
    let step = |up_to: i64| {
        edit(
            &json!({"add_step": {"rule": "late-delivery", "path": "grant.0.amount", "up_to": up_to, "percent": "8"}}),
        )
    };
    let grant = |draft: &Value| {
        let rules = draft["form"]["rules"].as_array().unwrap().clone();
        rules.into_iter().find(|rule| rule["code"] == "late-delivery").unwrap()["grants"][0].clone()
    };
    let steps = json!({"steps": {"fact": "order.days_late", "up_to": 3, "percent": "5", "above": "10"}});
    let stepped = tries(&zhao, &draft, &shape(&steps)).await.ok();
    assert_eq!((&grant(&stepped)["shape"], &stepped["mistakes"]), (&json!("steps"), &json!([])));
    assert_eq!(
        slot(&stepped, "grant.0.amount.floor"),
        json!({"sums": {"BRL": "1.00", "CNY": "1.00", "EUR": "0.50", "GBP": "0.50", "JPY": "50", "USD": "0.50"}}),
        "what fits stays"
    );
    let more = tries(&zhao, &draft, &step(7)).await.ok();
    assert_eq!(grant(&more)["steps"].as_array().unwrap().len(), 2);
    let public = &more["public"]["rules"][0]["grants"][0]["amount"]["rate"]["tiers"];
    assert_eq!(public["steps"], json!([[3, 500], [7, 800]]));
    let taken = tries(&zhao, &draft, &step(7)).await;
    assert_eq!(taken.json()["rejection"]["bad_edit"]["problem"], "step_taken");
    let overlap = set("grant.0.amount.tiers.1.up_to", &json!({"number": 3}));
    let overlap = tries(&zhao, &draft, &overlap).await;
    assert_eq!(overlap.json()["rejection"]["bad_edit"]["problem"]["out_of_range"]["least"], 4);
    tries(&zhao, &draft, &json!("undo")).await.ok();
    let back = tries(&zhao, &draft, &json!("undo")).await.ok();
    assert_eq!((&grant(&back)["shape"], &back["changes"]), (&json!("share"), &json!([])));
    let bad = tries(&zhao, &draft, &shape(&json!({"fixed": {"sums": {"CNY": "lots"}}}))).await;
    assert_eq!(bad.refusal(), (422, "bad_edit".to_owned()));
    assert_eq!(sends(&zhao, &draft, 1, &shape(&json!({"paint": {}}))).await.refusal().0, 400);
}

#[tokio::test]
async fn rows_of_the_desk_are_added_moved_and_removed_and_stay_at_the_desk() {
    let app = App::start().await;
    let (zhao, sun) = (app.staff("supervisor").await, app.staff("supervisor2").await);
    let draft = id(&start(&zhao, "shop-default").await);
    let goodwill = |category: &str, floor: &str| {
        edit(&json!({"add_row": {"table": "goodwill", "values": {
            "categories": {"words": [category]}, "remedy": {"word": "points"}, "percent": {"percent": "4"},
            "floor": {"sums": {"CNY": floor}}, "cap": {"sums": {"CNY": "12.34"}},
        }}}))
    };
    let above = tries(&zhao, &draft, &goodwill("service", "50.00")).await;
    assert_eq!(above.json()["rejection"]["bad_edit"]["problem"], "floor_above_cap");
    let unknown = tries(&zhao, &draft, &goodwill("invoice", "5.00")).await;
    assert_eq!(unknown.json()["rejection"]["bad_edit"]["problem"]["unknown_word"]["word"], "invoice");
    let shown = tries(&zhao, &draft, &goodwill("service", "5.00")).await.ok();
    assert_eq!(shown["form"]["goodwill"].as_array().unwrap().len(), 6);
    assert_eq!(shown["changes"][0]["goodwill_new"]["row"]["cap"], json!({"CNY": "12.34"}));
    let first = edit(&json!({"move_row": {"path": "desk.goodwill.5", "to": 0}}));
    let moved = tries(&zhao, &draft, &first).await.ok();
    assert_eq!(moved["desk"]["goodwill"][0]["cap"], json!({"CNY": "12.34"}));
    let gone = edit(&json!({"remove_row": {"path": "desk.phrase.0"}}));
    let left = tries(&zhao, &draft, &gone).await.ok();
    assert_eq!(left["changes"][0]["goodwill_new"]["row"]["floor"], json!({"CNY": "5.00"}));
    assert_eq!(left["changes"][1], json!("desk"));
    // The other side of the border never sees any of it.
    tries(&zhao, &draft, &propose("2026-03-10")).await.ok();
    tries(&sun, &draft, &json!("approve")).await.ok();
    let link = shop_pack(&app.customer()).await;
    assert_eq!(link["version"], "2026.3.1");
    let public = app.customer().get(&format!("/api/packs/{}", link["hash"].as_str().unwrap())).await.ok();
    let text = public.to_string();
    assert!(!text.contains("12340") && !text.contains("goodwill"), "{text}");
}

#[tokio::test]
async fn a_draft_that_only_moves_a_rule_says_so() {
    let app = App::start().await;
    let zhao = app.staff("supervisor").await;
    let draft = id(&start(&zhao, "shop-default").await);
    let shift = |rule: &str| edit(&json!({"move": {"rule": rule, "path": "", "to": 0}}));
    let shown = tries(&zhao, &draft, &shift("apology")).await.ok();
    assert_eq!(shown["changes"], json!(["order"]));
    let copy = edit(&json!({"copy_rule": {"rule": "late-delivery", "code": "very-late"}}));
    tries(&zhao, &draft, &copy).await.ok();
    let shown = tries(&zhao, &draft, &shift("very-late")).await.ok();
    assert_eq!(shown["changes"], json!([{"rule_new": {"rule": "very-late"}}, "order"]));
}
