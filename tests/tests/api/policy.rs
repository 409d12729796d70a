//! Packs are drafted, looked over by a second person and put in force on a day; cases keep what they were filed under.

mod elsewhere;
mod forms;
mod periods;
mod withdrawn;

use chrono::Duration;
use serde_json::{Value, json};
use server::policies::Policies;
use tests::actors::{Actor, Answer, Filed, filing, new_id};
use tests::app::App;
use tests::contract;

/// The draft of somebody who just started it.
async fn start(actor: &Actor, pack: &str) -> Value {
    actor
        .post("/api/policy/drafts", &json!({"command_id": new_id(), "draft_id": new_id(), "pack": pack}))
        .await
        .ok()
}

fn id(draft: &Value) -> String {
    draft["summary"]["id"].as_str().unwrap().to_owned()
}

async fn read(actor: &Actor, id: &str) -> Value {
    actor.get(&format!("/api/policy/drafts/{id}")).await.ok()
}

/// Sends a command on a draft as it stands now.
async fn tries(actor: &Actor, id: &str, command: &Value) -> Answer {
    let revision = read(actor, id).await["summary"]["revision"].as_u64().unwrap();
    sends(actor, id, revision, command).await
}

async fn sends(actor: &Actor, id: &str, revision: u64, command: &Value) -> Answer {
    let body = json!({"command_id": new_id(), "expected_revision": revision, "command": command});
    actor.post(&format!("/api/policy/drafts/{id}/commands"), &body).await
}

fn set(path: &str, value: &Value) -> Value {
    json!({"edit": {"edit": {"set": {"rule": "late-delivery", "path": path, "value": value}}}})
}

fn percent(value: &str) -> Value {
    set("grant.0.amount.percent", &json!({"percent": value}))
}

fn propose(from: &str) -> Value {
    json!({"propose": {"from": from}})
}

/// What stands in a slot of the rule for late parcels.
fn slot(draft: &Value, path: &str) -> Value {
    let rules = draft["form"]["rules"].as_array().unwrap();
    let rule = rules.iter().find(|rule| rule["code"] == "late-delivery").unwrap();
    let grants = rule["grants"].as_array().unwrap().iter();
    let slots = grants.flat_map(|grant| grant["slots"].as_array().unwrap());
    slots.clone().find(|slot| slot["path"] == path).unwrap()["value"].clone()
}

/// The parcel that came late, complained about.
async fn files_about_the_late_parcel(app: &App) -> (Actor, Filed) {
    files_about_a_late_parcel(app, "SH-1005", "ming@example.com").await
}

async fn files_about_a_late_parcel(app: &App, number: &str, contact: &str) -> (Actor, Filed) {
    let customer = app.customer();
    let order = customer.look_up(number, contact).await.ok();
    let filed = customer.files(&filing(&order, "delivery_delay", "包裹比答应的日期晚了好几天才送到。")).await;
    (customer, filed)
}

/// What the desk offered by itself: the sum in minor units, and the version of the pack it names.
fn offered(case: &Value) -> (i64, String) {
    let events = case["events"].as_array().unwrap();
    let offer = events.iter().find_map(|event| event["event"].get("offer_made")).expect("an offer");
    let part = &offer["options"][0]["option"]["parts"][0];
    let version = part["basis"]["rule"]["version"].as_str().unwrap().to_owned();
    (part["amount"]["amount_minor"].as_i64().unwrap(), version)
}

async fn shop_pack(actor: &Actor) -> Value {
    let shop = actor.get("/api/shop").await.ok();
    let packs = shop["packs"].as_array().unwrap().clone();
    packs.into_iter().find(|pack| pack["id"] == "shop-default").unwrap()
}

/// Ten per cent instead of five, proposed by one supervisor and approved by another.
async fn put_in_force(app: &App, from: &str) -> Value {
    let (zhao, sun) = (app.staff("supervisor").await, app.staff("supervisor2").await);
    let draft = id(&start(&zhao, "shop-default").await);
    tries(&zhao, &draft, &percent("10")).await.ok();
    tries(&zhao, &draft, &set("grant.0.amount.cap", &json!({"sums": {"CNY": "60.00"}}))).await.ok();
    tries(&zhao, &draft, &propose(from)).await.ok();
    tries(&sun, &draft, &json!("approve")).await.ok()
}

#[tokio::test]
async fn a_version_begins_on_its_day_and_old_cases_keep_theirs() {
    let app = App::start().await;
    let (customer, old) = files_about_the_late_parcel(&app).await;
    let before = offered(&customer.case(&old.case_id).await);
    let approved = put_in_force(&app, "2026-03-12").await;
    assert_eq!(approved["summary"]["stage"], "approved");
    assert_eq!(approved["summary"]["version"], "2026.3.1");

    let link = shop_pack(&customer).await;
    assert_eq!(link["version"], "2026.11.1", "its day has not come");
    // Just before and just after midnight in the shop's zone.
    app.pass(Duration::hours(37) + Duration::minutes(59));
    assert_eq!(shop_pack(&customer).await["version"], "2026.11.1");
    app.pass(Duration::minutes(2));
    let now = shop_pack(&customer).await;
    assert_eq!(now["version"], "2026.3.1");

    // Another order: what was offered for the first one is not offered again.
    let (other, new) = files_about_a_late_parcel(&app, "SH-1006", "mei@example.com").await;
    let case = other.case(&new.case_id).await;
    let after = offered(&case);
    assert_eq!((before.1.as_str(), after.1.as_str()), ("2026.11.1", "2026.3.1"));
    assert_eq!((before.0, after.0), (795, 3_070), "ten per cent of 307.00 instead of five of 159.00");
    assert_eq!(case["packs"][1], now);

    // The old case names the version it was filed under, which is still to be had, and is decided under it.
    let case = customer.case(&old.case_id).await;
    assert_eq!(case["packs"][1], link);
    let hash = link["hash"].as_str().unwrap();
    let pack = customer.get(&format!("/api/packs/{hash}")).await.ok();
    assert_eq!(pack["version"], "2026.11.1");
    let agent = app.staff("agent").await;
    agent.does(&old.case_id, &json!("take_case")).await;
    let case = agent.case(&old.case_id).await;
    let offers = |version: &str, fen: i64| {
        let events = case["events"].as_array().unwrap();
        let open = events.iter().find_map(|event| event["event"].get("offer_made")).unwrap();
        let mut option = open["options"][0].clone();
        option["id"] = json!(new_id());
        option["option"]["is_recommended"] = json!(false);
        let money = json!({"amount_minor": fen, "currency": "CNY"});
        option["option"]["total"] = money.clone();
        let part = &mut option["option"]["parts"][0];
        part["amount"] = money.clone();
        part["shares"][0]["amount"] = money;
        part["basis"]["rule"]["version"] = json!(version);
        json!({"make_offer": {"offer": new_id(), "replaces": open["offer"], "options": [option]}})
    };
    let version = agent.case(&old.case_id).await["version"].as_u64().unwrap();
    let refused = agent.command(&old.case_id, version, &offers("2026.3.1", after.0)).await.refusal();
    assert_eq!(refused, (422, "rule_does_not_grant".to_owned()));
    agent.command(&old.case_id, version, &offers("2026.11.1", before.0)).await.ok();
}

#[tokio::test]
async fn nobody_approves_their_own_draft_and_agents_stay_out() {
    let app = App::start().await;
    let (zhao, sun, wu, lin) = (
        app.staff("supervisor").await,
        app.staff("supervisor2").await,
        app.staff("admin").await,
        app.staff("agent").await,
    );
    let draft = id(&start(&zhao, "shop-default").await);
    for path in [
        "/api/policy".to_owned(),
        format!("/api/policy/drafts/{draft}"),
        format!("/api/policy/drafts/{draft}/cases"),
    ] {
        assert_eq!(lin.get(&path).await.refusal(), (403, "not_allowed".to_owned()));
        assert_eq!(app.customer().get(&path).await.refusal(), (401, "not_signed_in".to_owned()));
    }
    let body = json!({"command_id": new_id(), "draft_id": new_id(), "pack": "shop-default"});
    assert_eq!(lin.post("/api/policy/drafts", &body).await.refusal(), (403, "not_allowed".to_owned()));
    assert_eq!(sends(&lin, &draft, 1, &percent("9")).await.refusal().0, 403);

    tries(&zhao, &draft, &percent("9")).await.ok();
    tries(&zhao, &draft, &propose("2026-03-10")).await.ok();
    let own = tries(&zhao, &draft, &json!("approve")).await;
    assert_eq!(own.refusal(), (422, "own_draft".to_owned()));
    let acts = read(&zhao, &draft).await["acts"].clone();
    let approve = acts.as_array().unwrap().iter().find(|row| row["act"] == "approve").unwrap().clone();
    assert_eq!(approve["hindrance"], "own_draft", "told before anybody tries");
    // Whoever edits it becomes one of its authors; a third person approves.
    tries(&sun, &draft, &json!({"send_back": {"reason": "九个点太少了。"}})).await.ok();
    tries(&sun, &draft, &percent("8")).await.ok();
    tries(&zhao, &draft, &propose("2026-03-10")).await.ok();
    assert_eq!(tries(&sun, &draft, &json!("approve")).await.refusal(), (422, "own_draft".to_owned()));
    let approved = tries(&wu, &draft, &json!("approve")).await.ok();
    assert_eq!(approved["summary"]["stage"], "approved");
    assert_eq!(shop_pack(&lin).await["version"], "2026.3.1", "in force from today, without a restart");
    let names: Vec<_> =
        approved["history"].as_array().unwrap().iter().map(|row| row["by"]["name"].clone()).collect();
    assert_eq!(names, ["Zhao", "Zhao", "Zhao", "Sun", "Sun", "Zhao", "Wu"]);
}

#[tokio::test]
async fn two_editors_at_once_get_a_conflict_with_the_draft_as_it_is() {
    let app = App::start().await;
    let (zhao, sun) = (app.staff("supervisor").await, app.staff("supervisor2").await);
    let draft = id(&start(&zhao, "shop-default").await);
    sends(&zhao, &draft, 1, &percent("6")).await.ok();
    let late = sends(&sun, &draft, 1, &percent("7")).await;
    assert_eq!(late.refusal(), (409, "conflict".to_owned()));
    assert_eq!(late.json()["rejection"]["conflict"]["revision"], 2);
    assert_eq!(slot(&late.json()["document"], "grant.0.amount.percent"), json!({"percent": "6"}));
    sends(&sun, &draft, 2, &percent("7")).await.ok();
}

#[tokio::test]
async fn the_same_command_twice_is_carried_out_once() {
    let app = App::start().await;
    let zhao = app.staff("supervisor").await;
    let start = json!({"command_id": new_id(), "draft_id": new_id(), "pack": "shop-default"});
    let draft = id(&zhao.post("/api/policy/drafts", &start).await.ok());
    assert_eq!(zhao.post("/api/policy/drafts", &start).await.ok()["summary"]["revision"], 1);
    let body = json!({"command_id": new_id(), "expected_revision": 1, "command": percent("6")});
    let path = format!("/api/policy/drafts/{draft}/commands");
    zhao.post(&path, &body).await.ok();
    assert_eq!(zhao.post(&path, &body).await.ok()["summary"]["revision"], 2);
    let mut other = body.clone();
    other["command"] = percent("7");
    assert_eq!(zhao.post(&path, &other).await.refusal(), (409, "command_reused".to_owned()));
    let taken = json!({"command_id": new_id(), "draft_id": draft, "pack": "cn-law"});
    assert_eq!(zhao.post("/api/policy/drafts", &taken).await.refusal(), (409, "already_started".to_owned()));
}

#[tokio::test]
async fn what_is_not_there_or_can_not_be_read_is_told() {
    let app = App::start().await;
    let zhao = app.staff("supervisor").await;
    let unknown = new_id();
    assert_eq!(
        zhao.get(&format!("/api/policy/drafts/{unknown}")).await.refusal(),
        (404, "not_found".to_owned())
    );
    assert_eq!(sends(&zhao, &unknown, 1, &percent("6")).await.refusal(), (404, "not_found".to_owned()));
    assert_eq!(zhao.get("/api/policy/packs/abc").await.refusal(), (404, "not_found".to_owned()));
    let none = json!({"command_id": new_id(), "draft_id": new_id(), "pack": "us-law"});
    assert_eq!(zhao.post("/api/policy/drafts", &none).await.refusal(), (422, "pack_unknown".to_owned()));
    let draft = id(&start(&zhao, "shop-default").await);
    let nonsense = json!({"edit": {"edit": {"paint": {"rule": "late-delivery"}}}});
    assert_eq!(sends(&zhao, &draft, 1, &nonsense).await.refusal(), (400, "malformed".to_owned()));
    let extra = json!({"edit": {"edit": {"remove_rule": {"rule": "apology", "why": "?"}}}});
    assert_eq!(sends(&zhao, &draft, 1, &extra).await.refusal(), (400, "malformed".to_owned()));
    let replay = zhao.get(&format!("/api/policy/drafts/{draft}/replay?over=moons")).await;
    assert_eq!(replay.refusal(), (400, "malformed".to_owned()));
}

#[tokio::test]
async fn bad_values_are_refused_and_mistakes_keep_a_draft_from_being_proposed() {
    let app = App::start().await;
    let zhao = app.staff("supervisor").await;
    let draft = id(&start(&zhao, "shop-default").await);
    let bad = async |command: &Value| {
        let answer = tries(&zhao, &draft, command).await;
        assert_eq!(answer.refusal(), (422, "bad_edit".to_owned()));
        answer.json()["rejection"]["bad_edit"].clone()
    };
    let fault = bad(&percent("-5")).await;
    assert_eq!(fault["problem"]["not_a_percentage"]["most"], 100);
    assert_eq!((&fault["rule"], &fault["path"]), (&json!("late-delivery"), &json!("grant.0.amount.percent")));
    assert_eq!(
        bad(&set("grant.0.amount.floor", &json!({"sums": {"CNY": "1,5"}}))).await["problem"],
        json!({"not_a_sum": {"currency": "CNY", "decimals": 2}})
    );
    assert_eq!(bad(&set("cite", &Value::Null)).await["problem"], "needed");
    let twice = json!({"edit": {"edit": {"copy_rule": {"rule": "late-delivery", "code": "apology"}}}});
    assert_eq!(bad(&twice).await["problem"]["code_taken"]["code"], "apology");

    let above =
        tries(&zhao, &draft, &set("grant.0.amount.floor", &json!({"sums": {"CNY": "50.00"}}))).await.ok();
    let row = &above["mistakes"][0];
    let told = (&row["kind"], &row["rule"], &row["path"]);
    assert_eq!(told, (&json!("floor_above_cap"), &json!("late-delivery"), &json!("grant.0.amount.floor")));
    assert_eq!(row["detail"], "floor_above_cap", "data, for every page to say in its own language");
    tries(&zhao, &draft, &json!("undo")).await.ok();

    // What can be written but not meant is shown as a mistake, with its rule and kind.
    let circle = |rule: &str, other: &str| json!({"edit": {"edit": {"set": {"rule": rule, "path": "replaces", "value": {"words": [other]}}}}});
    tries(&zhao, &draft, &circle("apology", "guidance")).await.ok();
    let shown = tries(&zhao, &draft, &circle("guidance", "apology")).await.ok();
    assert_eq!(shown["mistakes"][0]["kind"], "cycle");
    assert_eq!(shown["mistakes"][0]["detail"]["cycle"]["code"], "guidance");
    assert_eq!(shown["mistakes"][0]["path"], "replaces");
    assert!(shown["public"].is_null());
    let stopped = tries(&zhao, &draft, &propose("2026-04-01")).await;
    assert_eq!(stopped.refusal(), (422, "has_mistakes".to_owned()));
    let well = tries(&zhao, &draft, &json!("undo")).await.ok();
    assert_eq!(well["mistakes"], json!([]));
    assert_eq!(well["public"]["id"], "shop-default");
    let past = tries(&zhao, &draft, &propose("2026-03-09")).await;
    assert_eq!(past.refusal(), (422, "day_in_the_past".to_owned()));
    assert_eq!(past.json()["rejection"]["day_in_the_past"]["today"], "2026-03-10");
}

#[tokio::test]
async fn a_draft_of_an_older_version_is_taken_over_before_it_goes_on() {
    let app = App::start().await;
    let (zhao, sun) = (app.staff("supervisor").await, app.staff("supervisor2").await);
    let draft = id(&start(&sun, "shop-default").await);
    let guidance = json!({"edit": {"edit": {"remove_rule": {"rule": "guidance"}}}});
    tries(&sun, &draft, &guidance).await.ok();
    put_in_force(&app, "2026-04-01").await;
    let stopped = tries(&sun, &draft, &propose("2026-04-02")).await;
    assert_eq!(stopped.refusal(), (409, "base_moved_on".to_owned()));
    assert_eq!(stopped.json()["rejection"]["base_moved_on"]["version"], "2026.3.1".replace(".3.", ".4."));
    let over = tries(&sun, &draft, &json!("take_over")).await.ok();
    assert_eq!(over["summary"]["base"]["version"], "2026.4.1");
    assert_eq!(
        slot(&over, "grant.0.amount.percent"),
        json!({"percent": "10"}),
        "the newer version's word stays"
    );
    let changes = over["changes"].as_array().unwrap();
    assert_eq!(changes, &[json!({"rule_gone": {"rule": "guidance"}})]);
    tries(&sun, &draft, &propose("2026-04-02")).await.ok();
    let approved = tries(&zhao, &draft, &json!("approve")).await.ok();
    assert_eq!(approved["summary"]["version"], "2026.4.2");
}

#[tokio::test]
async fn a_version_approved_later_for_an_earlier_day_takes_the_place_of_one_to_come() {
    let app = App::start().await;
    put_in_force(&app, "2026-04-01").await;
    let (zhao, sun) = (app.staff("supervisor").await, app.staff("supervisor2").await);
    let draft = id(&start(&sun, "shop-default").await);
    tries(&sun, &draft, &percent("12")).await.ok();
    tries(&sun, &draft, &propose("2026-03-20")).await.ok();
    tries(&zhao, &draft, &json!("approve")).await.ok();
    let row = |version: &str, state: &str| (json!(version), json!(state));
    let waiting = [row("2026.3.1", "coming"), row("2026.4.1", "past"), row("2026.11.1", "in_force")];
    assert_eq!(versions(&zhao).await, waiting);
    app.pass(Duration::days(40));
    // A sign-in does not last for ever, and neither does this test's patience: the shop's own word is enough.
    assert_eq!(shop_pack(&app.customer()).await["version"], "2026.3.1");
}

/// The versions of the shop's own pack with their states, the newest first.
async fn versions(actor: &Actor) -> Vec<(Value, Value)> {
    let overview = actor.get("/api/policy").await.ok();
    let packs = overview["packs"].as_array().unwrap().clone();
    let pack = packs.into_iter().find(|pack| pack["link"]["id"] == "shop-default").unwrap();
    let rows = pack["versions"].as_array().unwrap().clone();
    rows.iter().map(|row| (row["link"]["version"].clone(), row["state"].clone())).collect()
}

#[tokio::test]
async fn an_installed_pack_changed_under_its_old_name_leaves_old_cases_alone() {
    let app = App::start().await;
    let (_customer, filed) = files_about_the_late_parcel(&app).await;
    let dir = tempfile::tempdir().unwrap();
    for (id, text) in server::packs::DELIVERED {
        let text = text.replace("percent = \"5\", floor = {", "percent = \"9\", floor = {");
        std::fs::create_dir_all(dir.path().join(id)).unwrap();
        std::fs::write(dir.path().join(id).join("pack.toml"), text).unwrap();
    }
    app.pass(Duration::hours(1));
    let (config, now) = (&app.state.config, app.state.ledger.now());
    let policies = Policies::open(&app.state.store, Some(dir.path()), &config.packs, now).await.unwrap();
    let today = now.date_naive();
    let fresh = policies.in_force(today).links();
    let loaded = app.state.ledger.load(filed.case_id.parse().unwrap()).await.unwrap();
    let kept = policies.of_case(loaded.state.case().unwrap(), today).links();
    assert_eq!(fresh[1].version, kept[1].version);
    assert_ne!(fresh[1].hash, kept[1].hash, "the text that bore the name when the case was filed");
    assert_eq!(
        json!(kept[1]),
        shop_pack(&app.customer()).await,
        "this server still runs with the first text"
    );
}

#[tokio::test]
async fn every_version_is_to_be_had_and_found_again_after_a_restart() {
    let app = App::start().await;
    put_in_force(&app, "2026-03-11").await;
    app.pass(Duration::days(3));
    let zhao = app.staff("supervisor").await;
    let overview = zhao.get("/api/policy").await.ok();
    let pack = overview["packs"]
        .as_array()
        .unwrap()
        .iter()
        .find(|pack| pack["link"]["id"] == "shop-default")
        .unwrap();
    let rows: Vec<_> = pack["versions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["link"]["version"].clone(), row["state"].clone(), row["until"].clone()))
        .collect();
    assert_eq!(
        rows,
        [
            (json!("2026.3.1"), json!("in_force"), Value::Null),
            (json!("2026.11.1"), json!("past"), json!("2026-03-11"))
        ]
    );
    assert_eq!(pack["versions"][0]["approved_by"]["name"], "Sun");
    for row in pack["versions"].as_array().unwrap() {
        let hash = row["link"]["hash"].as_str().unwrap();
        let document = zhao.get(&format!("/api/policy/packs/{hash}")).await.ok();
        assert_eq!(document["public"]["version"], row["link"]["version"]);
        assert_eq!(
            document["notes"].as_array().unwrap().len(),
            document["public"]["rules"].as_array().unwrap().len()
        );
        let cases = document["cases"].as_array().unwrap();
        assert!(cases.iter().any(|case| case["name"] == "late-at-the-cap"));
        let all_pass = cases.iter().all(|case| case["passes"] == json!(true));
        assert_eq!(
            all_pass,
            row["link"]["version"] == "2026.11.1",
            "the cases were written for the first version"
        );
    }
    // What a start finds in the store.
    let config = &app.state.config;
    let now = app.state.ledger.now();
    let found = Policies::open(&app.state.store, None, &config.packs, now).await.unwrap();
    let link = shop_pack(&zhao).await;
    assert_eq!(json!(found.on("shop-default", now.date_naive()).unwrap().link), link);
    assert_eq!(found.versions("shop-default").len(), 2, "starting again keeps no version twice");
    let desk = zhao.get(&format!("/api/packs/{}/desk", link["hash"].as_str().unwrap())).await.ok();
    assert_eq!(desk["version"], "2026.3.1");
}

#[tokio::test]
async fn a_pack_without_a_part_for_the_desk_has_an_empty_one() {
    let app = App::start().await;
    let lin = app.staff("agent").await;
    let shop = lin.get("/api/shop").await.ok();
    let law = shop["packs"].as_array().unwrap().iter().find(|pack| pack["id"] == "cn-law").unwrap().clone();
    let desk = lin.get(&format!("/api/packs/{}/desk", law["hash"].as_str().unwrap())).await;
    assert_eq!((desk.status.as_u16(), desk.ok()), (200, Value::Null));
}

/// The data of the last event of a stream that ends, and how many events of another name came before it.
async fn listens(actor: &Actor, path: &str, name: &str) -> (Value, usize) {
    let body = actor.open(path).await.text().await.unwrap();
    let events: Vec<(&str, &str)> = body
        .split("\n\n")
        .filter_map(|event| {
            let field = |name: &str| event.lines().find_map(|line| line.strip_prefix(name));
            Some((field("event: ")?, field("data: ")?))
        })
        .collect();
    for (name, data) in &events {
        contract::hold_event(path, name, &serde_json::from_str(data).unwrap());
    }
    let (last, data) = events.last().expect("an event");
    assert_eq!(*last, name, "{body}");
    (serde_json::from_str(data).unwrap(), events.iter().filter(|(one, _)| *one != name).count())
}

#[tokio::test]
async fn a_replay_tells_what_a_draft_would_have_changed() {
    let app = App::start().await;
    let (_customer, filed) = files_about_the_late_parcel(&app).await;
    app.customer().files_about_the_vase().await;
    let zhao = app.staff("supervisor").await;
    let draft = id(&start(&zhao, "shop-default").await);
    tries(&zhao, &draft, &percent("10")).await.ok();
    let path = |over: &str| format!("/api/policy/drafts/{draft}/replay?over={over}");
    let (orders, n_progress) = listens(&zhao, &path("orders"), "report").await;
    assert!(n_progress >= 2);
    assert_eq!(orders["before"]["orders"], 14);
    let rule = |report: &Value| {
        let rules = report["rules"].as_array().unwrap();
        rules.iter().find(|rule| rule["rule"] == "shop-default/late-delivery").unwrap().clone()
    };
    let (before, after) = (rule(&orders["before"]), rule(&orders["after"]));
    assert_eq!(before["granted"], after["granted"]);
    assert_ne!(before["total"], after["total"]);
    let (n_changed, n_granted) = (orders["n_changed"].as_u64().unwrap(), before["granted"].as_u64().unwrap());
    assert!(
        (1..=n_granted).contains(&n_changed),
        "what was at the cap already stays: {n_changed} of {n_granted}"
    );
    assert_eq!(orders["examples"][0]["after"][0]["remedy"], "delay_compensation");

    let (cases, _) = listens(&zhao, &path("cases"), "report").await;
    assert_eq!(cases["before"]["orders"], 2);
    assert_eq!(cases["n_changed"], 1, "the vase was in time");
    assert_eq!(cases["examples"][0]["number"], json!(filed.number));
    assert_eq!(cases["examples"][0]["case_id"], json!(filed.case_id));

    let floor = set("grant.0.amount.floor", &json!({"sums": {"CNY": "50.00"}}));
    tries(&zhao, &draft, &floor).await.ok();
    assert_eq!(zhao.get(&path("orders")).await.refusal(), (422, "has_mistakes".to_owned()));
    assert_eq!(app.staff("agent").await.get(&path("orders")).await.refusal().0, 403);
}

#[tokio::test]
async fn a_draft_shows_its_cases_what_it_changes_and_what_was_done() {
    let app = App::start().await;
    let zhao = app.staff("supervisor").await;
    let fresh = start(&zhao, "shop-default").await;
    assert_eq!(fresh["changes"], json!([]));
    let draft = id(&fresh);
    let shown =
        tries(&zhao, &draft, &set("grant.0.amount.cap", &json!({"sums": {"CNY": "60.00"}}))).await.ok();
    let kinds: Vec<_> =
        shown["changes"].as_array().unwrap().iter().flat_map(|one| one.as_object().unwrap().keys()).collect();
    assert_eq!(kinds, ["grant_gone", "grant_new", "wording_stands"]);
    assert_eq!(shown["changes"][2]["wording_stands"]["rule"], "late-delivery");
    let findings = shown["findings"].as_array().unwrap();
    assert!(findings.iter().any(|one| one["flaw"].get("case_differs").is_some()), "{findings:?}");
    let cases = zhao.get(&format!("/api/policy/drafts/{draft}/cases")).await.ok();
    let at_the_cap =
        cases.as_array().unwrap().iter().find(|case| case["name"] == "late-at-the-cap").unwrap().clone();
    assert_eq!(at_the_cap["passes"], false);
    assert_eq!(at_the_cap["trial"]["category"], "delivery_delay");
    // Whoever reads it reads what it is about in their own language.
    let title = ["zh-Hans", "zh-Hant", "en"].map(|language| at_the_cap["title"][language].as_str().unwrap());
    assert!(title[0].contains("按上限算") && title[2].contains("the cap holds"), "{title:?}");
    let edited = &shown["history"][1]["deed"]["edited"];
    assert_eq!(edited["edit"]["set"]["path"], "grant.0.amount.cap");
    assert_eq!(edited["before"]["sums"]["CNY"], "30.00", "{edited}");
}
