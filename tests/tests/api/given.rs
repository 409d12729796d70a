//! Money never goes out twice: what one case of an order gave, the order's other cases reckon with.

use chrono::Duration;
use domain::complaint::Case;
use domain::order::given::Given;
use futures::future::join;
use serde_json::{Value, json};
use server::drafting::replay::each_case;
use server::ledger::compare::ledger_faults;
use tests::actors::{Actor, Filed, filing, offer};
use tests::app::App;

/// The vase: 368.00 for it and 18.00 for freight.
const CAME_IN: i64 = 38_600;

async fn user_id(actor: &Actor) -> Value {
    actor.get("/api/session").await.ok()["user_id"].clone()
}

/// What happened to a case, by kind.
async fn kinds(reader: &Actor, case_id: &str) -> Vec<String> {
    let case = reader.case(case_id).await;
    let events = case["events"].as_array().unwrap().iter();
    events
        .map(|event| match &event["event"] {
            Value::String(kind) => kind.clone(),
            other => other.as_object().unwrap().keys().next().unwrap().clone(),
        })
        .collect()
}

/// The offer that is open on a case and its first option, where one is.
async fn open_offer(reader: &Actor, case_id: &str) -> Option<(String, Value)> {
    let case = reader.case(case_id).await;
    let made =
        case["events"].as_array().unwrap().iter().find_map(|event| event["event"].get("offer_made"))?;
    Some((made["offer"].as_str().unwrap().to_owned(), made["options"][0].clone()))
}

fn accept(offer: &str, option: &Value) -> Value {
    json!({"accept_option": {"offer": offer, "option": option, "is_informed": true}})
}

/// What all cases together have agreed to give back, in fen.
async fn agreed(reader: &Actor, cases: &[Filed]) -> i64 {
    let mut sum = 0;
    for filed in cases {
        let case = reader.case(&filed.case_id).await;
        let agreed =
            case["events"].as_array().unwrap().iter().filter_map(|event| event["event"].get("agreed"));
        sum += agreed
            .map(|agreed| agreed["option"]["option"]["total"]["amount_minor"].as_i64().unwrap())
            .sum::<i64>();
    }
    sum
}

/// The same complaint about the same order filed again and again, each offer of the desk's accepted at once; how many
/// offers the desk made by itself.
async fn filed_again_and_again(order: (&str, &str), category: &str, story: &str, wish: &str) -> (usize, i64) {
    let app = App::start().await;
    let (customer, agent) = (app.customer(), app.staff("agent").await);
    let found = customer.look_up(order.0, order.1).await.ok();
    let mut complaint = filing(&found, category, story);
    complaint["wants"] = json!([wish]);
    complaint["claims"] = json!({"condition": "intact"});
    let mut cases = Vec::new();
    let mut n_offers = 0;
    for _ in 0..10 {
        let filed = customer.files(&complaint).await;
        if let Some((offer, option)) = open_offer(&customer, &filed.case_id).await {
            n_offers += 1;
            customer.does(&filed.case_id, &accept(&offer, &option["id"])).await;
        }
        cases.push(filed);
    }
    (n_offers, agreed(&agent, &cases).await)
}

#[tokio::test]
async fn late_parcel_money_is_given_once_however_often_it_is_filed() {
    let story = "包裹一直没到，物流五天没有更新了。";
    let (n_offers, sum) =
        filed_again_and_again(("SH-1005", "8001"), "delivery_delay", story, "delay_compensation").await;
    assert_eq!((n_offers, sum), (1, 795));
}

#[tokio::test]
async fn a_line_is_withdrawn_from_once_however_often_it_is_filed() {
    let story = "不太喜欢这个颜色，想按七天无理由退货。";
    let (n_offers, sum) = filed_again_and_again(("SH-1003", "8001"), "returns", story, "withdrawal").await;
    assert_eq!((n_offers, sum), (1, 39_900));
}

#[tokio::test]
async fn an_open_offer_already_keeps_back_what_it_would_give() {
    let app = App::start().await;
    let customer = app.customer();
    let order = customer.look_up("SH-1005", "8001").await.ok();
    let mut late = filing(&order, "delivery_delay", "包裹一直没到，物流五天没有更新了。");
    late["wants"] = json!(["delay_compensation"]);
    let first = customer.files(&late).await;
    let (offer, _) = open_offer(&customer, &first.case_id).await.unwrap();
    let second = customer.files(&late).await;
    assert!(open_offer(&customer, &second.case_id).await.is_none());
    // Declined, it is free again.
    customer.does(&first.case_id, &json!({"decline_offer": {"offer": offer}})).await;
    let third = customer.files(&late).await;
    assert!(open_offer(&customer, &third.case_id).await.is_some());
}

#[tokio::test]
async fn two_agents_at_once_never_give_back_more_than_came_in() {
    let app = App::start().await;
    let customer = app.customer();
    let (one, two) = (app.staff("agent").await, app.staff("agent2").await);
    let (user_one, user_two) = (user_id(&one).await, user_id(&two).await);
    for _ in 0..20 {
        let (left, right) = (customer.files_about_the_vase().await, customer.files_about_the_vase().await);
        let (first, _, first_command) = offer(&user_one, 36_800, None);
        let (second, _, second_command) = offer(&user_two, 36_800, None);
        let answers = join(
            one.command(&left.case_id, left.version, &first_command),
            two.command(&right.case_id, right.version, &second_command),
        )
        .await;
        let kind = |answer: &tests::actors::Answer| {
            let events = answer.ok()["events"].clone();
            events[0]["event"].as_object().unwrap().keys().next().unwrap().clone()
        };
        let mut made = [kind(&answers.0), kind(&answers.1)];
        made.sort();
        assert_eq!(made, ["offer_made", "offer_proposed"], "one of them needs a signature");
        let mut n_taken_back = 0;
        for (agent, filed, offer) in [(&one, &left, &first), (&two, &right, &second)] {
            let withdraw = json!({"withdraw_offer": {"offer": offer, "reason": "试一试"}});
            let version = agent.case(&filed.case_id).await["version"].as_u64().unwrap();
            let answer = agent.command(&filed.case_id, version, &withdraw).await;
            n_taken_back += u32::from(answer.status.is_success());
        }
        assert_eq!(n_taken_back, 1);
    }
}

#[tokio::test]
async fn of_two_offers_the_one_accepted_first_is_kept() {
    let app = App::start().await;
    let (customer, agent) = (app.customer(), app.staff("agent").await);
    let (supervisor, user) = (app.staff("supervisor").await, user_id(&agent).await);
    let (left, right) = (customer.files_about_the_vase().await, customer.files_about_the_vase().await);
    let (first, first_option, command) = offer(&user, 36_800, None);
    agent.does(&left.case_id, &command).await;
    let (second, second_option, command) = offer(&user, 36_800, None);
    let proposed = agent.does(&right.case_id, &command).await;
    let above = &proposed["events"][0]["event"]["offer_proposed"]["above"]["amount_minor"];
    assert_eq!(*above, json!(36_800), "the whole of it lies above what was paid for the vase");
    supervisor.does(&right.case_id, &json!({"approve_offer": {"offer": second}})).await;
    // Signed for, the second may go above; the first may not, once the second is given.
    customer.does(&right.case_id, &accept(&second, &json!(second_option))).await;
    let version = customer.case(&left.case_id).await["version"].as_u64().unwrap();
    let late = customer.command(&left.case_id, version, &accept(&first, &json!(first_option))).await;
    assert_eq!(late.refusal(), (422, "given_meanwhile".into()));
    assert_eq!(agreed(&agent, &[left, right]).await, 36_800);
}

#[tokio::test]
async fn of_two_offers_of_one_grant_accepted_at_once_one_is_agreed() {
    for _ in 0..5 {
        let app = App::start().await;
        let (customer, agent) = (app.customer(), app.staff("agent").await);
        let user = user_id(&agent).await;
        let order = customer.look_up("SH-1005", "8001").await.ok();
        let mut late = filing(&order, "delivery_delay", "包裹一直没到，物流五天没有更新了。");
        late["wants"] = json!(["delay_compensation"]);
        // What the desk would grant by itself, declined and so free again.
        let first = customer.files(&late).await;
        let (declined, granted) = open_offer(&customer, &first.case_id).await.unwrap();
        customer.does(&first.case_id, &json!({"decline_offer": {"offer": declined}})).await;
        late["wants"] = json!(["apology"]);
        let mut waiting = Vec::new();
        for _ in 0..2 {
            let filed = customer.files(&late).await;
            // Beside something dearer: only the dearest option of an offer keeps anything back.
            let (offer, _, mut command) = offer(&user, 1_000, None);
            let mut second = granted.clone();
            let id = tests::actors::new_id();
            second["id"] = json!(id);
            second["option"]["is_recommended"] = json!(false);
            second["option"]["parts"][0]["shares"] = json!([
                {"payer": "seller", "amount": second["option"]["parts"][0]["amount"]},
            ]);
            command["make_offer"]["options"].as_array_mut().unwrap().push(second);
            agent.does(&filed.case_id, &command).await;
            let version = customer.case(&filed.case_id).await["version"].as_u64().unwrap();
            waiting.push((filed, version, accept(&offer, &json!(id))));
        }
        let [(left, left_version, left_accept), (right, right_version, right_accept)] = &waiting[..] else {
            panic!("two cases")
        };
        let answers = join(
            customer.command(&left.case_id, *left_version, left_accept),
            customer.command(&right.case_id, *right_version, right_accept),
        )
        .await;
        let (kept, refused) =
            if answers.0.status == 200 { (answers.0, answers.1) } else { (answers.1, answers.0) };
        kept.ok();
        assert_eq!(refused.refusal(), (422, "given_meanwhile".into()));
        assert_eq!(
            agreed(&agent, &waiting.into_iter().map(|(filed, ..)| filed).collect::<Vec<_>>()).await,
            795
        );
    }
}

#[tokio::test]
async fn nobody_signs_for_more_than_they_saw() {
    let app = App::start().await;
    let (customer, agent) = (app.customer(), app.staff("agent").await);
    let (supervisor, user) = (app.staff("supervisor").await, user_id(&agent).await);
    let (left, right) = (customer.files_about_the_vase().await, customer.files_about_the_vase().await);
    // 10.00 above, by itself.
    let (proposal, _, command) = offer(&user, CAME_IN + 1_000, None);
    let proposed = agent.does(&left.case_id, &command).await;
    assert!(proposed["events"][0]["event"].get("offer_proposed").is_some(), "{proposed}");
    let (_, _, command) = offer(&user, 20_000, None);
    agent.does(&right.case_id, &command).await;
    let version = supervisor.case(&left.case_id).await["version"].as_u64().unwrap();
    let approve = json!({"approve_offer": {"offer": proposal}});
    let signed = supervisor.command(&left.case_id, version, &approve).await;
    assert_eq!(signed.refusal(), (422, "above_what_came_in".into()));
}

#[tokio::test]
async fn a_refund_made_outside_the_desk_counts_for_every_case_and_is_told_at_look_up() {
    let app = App::start().await;
    let (customer, agent) = (app.customer(), app.staff("agent").await);
    let user = user_id(&agent).await;
    let (left, right) = (customer.files_about_the_vase().await, customer.files_about_the_vase().await);
    let refund = |fen: i64, on: &str| {
        json!({"record_outside_refund": {
            "amount": {"amount_minor": fen, "currency": "CNY"}, "means": "wallet", "on": on,
        }})
    };
    let version = agent.case(&left.case_id).await["version"].as_u64().unwrap();
    for wrong in [refund(0, "2026-03-10"), refund(CAME_IN + 1, "2026-03-10"), refund(100, "2026-03-11")] {
        let answer = agent.command(&left.case_id, version, &wrong).await;
        assert_eq!(answer.refusal(), (422, "invalid_input".into()), "{wrong}");
    }
    agent.does(&left.case_id, &refund(30_000, "2026-03-10")).await;
    let (_, _, command) = offer(&user, 10_000, None);
    agent.does(&right.case_id, &command).await;
    assert_eq!(kinds(&agent, &right.case_id).await.last().unwrap(), "offer_proposed");

    let seen = customer.case(&right.case_id).await;
    assert_eq!(seen["elsewhere"]["cases"][0]["case"], json!(left.case_id));
    let again = app.customer().look_up("SH-1010", "hua@example.com").await.ok();
    assert_eq!(again["unfinished"]["case_id"], json!(right.case_id), "the newest that is open");
    let told = &again["elsewhere"]["cases"][0]["entries"][0]["given"];
    assert_eq!(told["amount"]["amount_minor"], json!(30_000), "{again}");
}

#[tokio::test]
async fn what_was_given_stays_given_after_closing_and_reopening() {
    let app = App::start().await;
    let (customer, agent) = (app.customer(), app.staff("agent").await);
    let user = user_id(&agent).await;
    let filed = customer.files_about_the_vase().await;
    let (first, option, command) = offer(&user, 36_800, None);
    agent.does(&filed.case_id, &command).await;
    customer.does(&filed.case_id, &accept(&first, &json!(option))).await;
    let case = agent.case(&filed.case_id).await;
    let agreed = case["events"].as_array().unwrap().iter().find_map(|event| event["event"].get("agreed"));
    let promise = agreed.unwrap()["promises"][0]["id"].clone();
    let proof = json!({"prove_promise": {"promise": promise, "proof": {"refund_reference": "WX-1001"}}});
    agent.does(&filed.case_id, &proof).await;
    let unhappy = json!({"answer_follow_up": {"outcome_score": 1, "process_score": 1}});
    customer.does(&filed.case_id, &unhappy).await;
    // The same case, taken up again, and another one: neither gets the price once more without a signature.
    let other = customer.files_about_the_vase().await;
    for case_id in [&filed.case_id, &other.case_id] {
        let (offer_id, _, command) = offer(&user, 36_800, None);
        agent.does(case_id, &command).await;
        assert_eq!(kinds(&agent, case_id).await.last().unwrap(), "offer_proposed", "{offer_id}");
    }
}

#[tokio::test]
async fn one_reference_proves_one_refund_of_an_order() {
    let app = App::start().await;
    let (customer, agent) = (app.customer(), app.staff("agent").await);
    let user = user_id(&agent).await;
    let mut letters = Vec::new();
    for _ in 0..2 {
        let filed = customer.files_about_the_vase().await;
        let (first, option, command) = offer(&user, 18_000, None);
        agent.does(&filed.case_id, &command).await;
        customer.does(&filed.case_id, &accept(&first, &json!(option))).await;
        let case = agent.case(&filed.case_id).await;
        let agreed = case["events"].as_array().unwrap().iter().find_map(|event| event["event"].get("agreed"));
        let promise = agreed.unwrap()["promises"][0]["id"].clone();
        let proof = |reference: &str| json!({"prove_promise": {"promise": promise, "proof": {"refund_reference": reference}}});
        let version = case["version"].as_u64().unwrap();
        let dash = agent.command(&filed.case_id, version, &proof("-")).await;
        assert_eq!(dash.refusal(), (422, "invalid_input".into()));
        letters.push(agent.command(&filed.case_id, version, &proof("see above")).await.status);
        let answer = agent.command(&filed.case_id, version, &proof("WX-1001")).await;
        if letters.len() == 1 {
            answer.ok();
        } else {
            assert_eq!(answer.refusal(), (422, "reference_used".into()));
            agent.command(&filed.case_id, version, &proof("WX-1002")).await.ok();
        }
    }
    assert_eq!(letters, [422, 422], "words are no reference");
    let third = customer.files_about_the_vase().await;
    let (_, _, command) = offer(&user, 18_000, None);
    agent.does(&third.case_id, &command).await;
    assert_eq!(kinds(&agent, &third.case_id).await.last().unwrap(), "offer_proposed");
}

#[tokio::test]
async fn one_reference_proves_no_refund_of_another_order() {
    let app = App::start().await;
    let agent = app.staff("agent").await;
    let mut answers = Vec::new();
    for order in [("SH-1010", "hua@example.com"), ("SH-1003", "8001")] {
        let (filed, promise) = app.customer().agrees_on_ten_yuan(&agent, order).await;
        let proof = json!({"prove_promise": {"promise": promise, "proof": {"refund_reference": "WX-2001"}}});
        let version = agent.case(&filed.case_id).await["version"].as_u64().unwrap();
        answers.push(agent.command(&filed.case_id, version, &proof).await);
        // Known from the log alone, too.
        app.state.store.rebuild(&app.state.ledger.limits, &|_, _| {}).await.unwrap();
    }
    answers.remove(0).ok();
    assert_eq!(answers.remove(0).refusal(), (422, "reference_of_another_order".into()));
}

#[tokio::test]
async fn ledgers_follow_from_the_log() {
    let app = App::start().await;
    let (customer, agent) = (app.customer(), app.staff("agent").await);
    let user = user_id(&agent).await;
    let filed = customer.files_about_the_vase().await;
    let (_, _, command) = offer(&user, 10_000, None);
    agent.does(&filed.case_id, &command).await;
    let store = &app.state.ledger.store;
    let key = "sh-1010";
    let before = store.ledger(key).await.unwrap();
    assert!(!before.ledger.is_empty(), "no ledger under `{key}`");
    assert_eq!(ledger_faults(store).await.unwrap(), Vec::<String>::new());
    store.rebuild(&app.state.ledger.limits, &|_, _| {}).await.unwrap();
    assert_eq!(store.ledger(key).await.unwrap().ledger, before.ledger);
}

#[tokio::test]
async fn a_replay_over_cases_reckons_with_what_others_had_given_before() {
    let app = App::start().await;
    let (customer, agent) = (app.customer(), app.staff("agent").await);
    let user = user_id(&agent).await;
    let first = customer.files_about_the_vase().await;
    let (offer_id, option, command) = offer(&user, 10_000, None);
    agent.does(&first.case_id, &command).await;
    customer.does(&first.case_id, &accept(&offer_id, &json!(option))).await;
    app.pass(Duration::days(1));
    let second = customer.files_about_the_vase().await;
    let ledger = &app.state.ledger;
    let mut seen = Vec::new();
    let ask = |case: &Case, earlier: &[Given]| seen.push((case.id.to_string(), earlier.len()));
    assert!(each_case(&ledger.store, &ledger.zone, ask, |_| true).await.unwrap());
    seen.sort();
    let mut expected = [(first.case_id, 0), (second.case_id, 1)];
    expected.sort();
    assert_eq!(seen, expected);
}
