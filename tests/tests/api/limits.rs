//! What guessing costs, and whom: whoever guesses, and never the owner of what is guessed at.

use chrono::Duration;
use serde_json::json;
use server::auth::source::Hops;
use server::config::Settings;
use server::demo::orders;
use tests::actors::{Actor, envelope, filing, new_id, personal};
use tests::app::{App, Wish};

/// The example shop behind a proxy, with the limits of a real one unless said otherwise.
async fn app(change: impl FnOnce(&mut Settings)) -> App {
    let mut settings = Settings { trust_proxy: Some(Hops(1)), ..Settings::default() };
    change(&mut settings);
    App::start_with(Wish { settings, ..Wish::default() }).await
}

async fn look_up(app: &App, address: &str, number: &str, contact: &str) -> u16 {
    let body = json!({"order_number": number, "contact": contact});
    app.customer().post_from(address, "/api/orders/lookup", &body).await.status.as_u16()
}

#[tokio::test]
async fn wrong_guesses_close_short_contacts_for_a_day_and_never_whole_ones() {
    let app = app(|_| {}).await;
    let filed = {
        let owner = app.customer();
        owner.files_about_the_vase().await
    };
    for n in 0..20 {
        // Each from another address, so that none of them is slowed.
        assert_eq!(look_up(&app, &format!("6.6.6.{n}"), "SH-1010", &format!("{}", 1000 + n)).await, 404);
    }
    assert_eq!(
        look_up(&app, "1.2.3.4", "SH-1010", "8002").await,
        404,
        "the end of the number proves it no more"
    );
    assert_eq!(look_up(&app, "1.2.3.4", "SH-1010", "hua@example.com").await, 200);
    assert_eq!(look_up(&app, "1.2.3.4", "SH-1010", "+86 139 0000 8002").await, 200);
    let token = filed.link.rsplit('/').next().unwrap().to_owned();
    assert_eq!(app.customer().post(&format!("/api/links/{token}"), &json!({})).await.status, 200);
    // A case of the order is none the easier to open by its own number.
    let find = json!({"number": filed.number, "contact": "8002"});
    assert_eq!(app.customer().post_from("1.2.3.4", "/api/cases/find", &find).await.status, 404);
    assert_eq!(look_up(&app, "1.2.3.4", "SH-1002", "8002").await, 200, "other orders are none of it");
    app.pass(Duration::hours(25));
    assert_eq!(look_up(&app, "1.2.3.4", "SH-1010", "8002").await, 200);
}

/// The log takes nothing meanwhile, as on a full disk.
#[tokio::test]
async fn wrong_guesses_that_could_not_be_counted_close_short_contacts_all_the_same() {
    let app = app(|_| {}).await;
    let log = app.state.store.log();
    eventlog::moving::leave(log.as_ref()).await.unwrap();
    for n in 0..20 {
        assert_eq!(look_up(&app, &format!("6.6.6.{n}"), "SH-1010", &format!("{}", 1000 + n)).await, 404);
    }
    eventlog::moving::stay(log.as_ref()).await.unwrap();
    assert_eq!(look_up(&app, "1.2.3.4", "SH-1010", "8002").await, 404);
    assert_eq!(look_up(&app, "1.2.3.4", "SH-1010", "hua@example.com").await, 200);
    assert_eq!(look_up(&app, "1.2.3.4", "SH-1002", "8002").await, 200, "other orders are none of it");
}

#[tokio::test]
async fn guesser_is_slowed_and_the_owner_elsewhere_is_not() {
    let app = app(|settings| settings.lookups_per_number = Some(5)).await;
    for n in 0..5 {
        assert_eq!(look_up(&app, "6.6.6.6", "SH-1010", &format!("guess{n}@example.com")).await, 404);
    }
    assert_eq!(look_up(&app, "6.6.6.6", "SH-1010", "guess6@example.com").await, 429);
    assert_eq!(look_up(&app, "1.2.3.4", "SH-1010", "hua@example.com").await, 200);
}

#[tokio::test]
async fn all_spellings_of_a_number_have_one_limit() {
    let app = app(|settings| settings.lookups_per_number = Some(3)).await;
    let filed = app.customer().files_about_the_vase().await;
    let spellings = ["", "!~*", " .", "_", "-", "…", "/", "()"].map(|more| format!("{}{more}", filed.number));
    let mut answers = Vec::new();
    for (n, number) in spellings.iter().enumerate() {
        let find = json!({"number": number, "contact": format!("{}", 1000 + n)});
        answers.push(app.customer().post_from("6.6.6.6", "/api/cases/find", &find).await.status.as_u16());
    }
    assert_eq!(answers, [404, 404, 404, 429, 429, 429, 429, 429]);
    let orders = ["SH-1002", "sh1002", " SH-1002 ", "#SH-1002", "ＳＨ-1002"];
    let mut answers = Vec::new();
    for (n, number) in orders.iter().enumerate() {
        answers.push(look_up(&app, "6.6.6.7", number, &format!("{}", 1000 + n)).await);
    }
    assert_eq!(answers, [404, 404, 404, 429, 429]);
}

#[tokio::test]
async fn order_number_without_its_dash_finds_the_one_order_it_can_mean_and_proves_nothing_by_itself() {
    let app = app(|_| {}).await;
    assert_eq!(look_up(&app, "1.2.3.4", "sh1010", "hua@example.com").await, 200);
    assert_eq!(look_up(&app, "1.2.3.4", "SH1010", "ming@example.com").await, 404);
    let found = app.customer().look_up("sh1010", "8002").await.ok();
    assert_eq!(found["order"]["number"], "SH-1010");
    let owner = app.customer();
    let filed = owner.files_about_the_vase().await;
    let find = json!({"number": "SH 1010", "contact": "hua@example.com"});
    let cases = app.customer().post_from("1.2.3.4", "/api/cases/find", &find).await.ok();
    assert_eq!(cases["cases"][0]["number"], filed.number.as_str());

    // Where two orders would fit, it means neither; written out, each is found.
    let ledger = &app.state.ledger;
    let mut vase = orders::all(ledger.now().to_utc(), &ledger.zone);
    let mut other = vase.find(|read| read.order.number == "SH-1010").unwrap();
    other.order.number = "SH-10-10".to_owned();
    assert_eq!(app.import(vec![other]).await, 0);
    assert_eq!(look_up(&app, "1.2.3.5", "sh1010", "hua@example.com").await, 404);
    for number in ["sh-1010", "SH-10-10"] {
        assert_eq!(look_up(&app, "1.2.3.5", number, "hua@example.com").await, 200, "{number}");
    }
}

#[tokio::test]
async fn being_right_costs_no_try() {
    let app = app(|settings| {
        settings.lookups_per_minute = Some(3);
        settings.lookups_per_number = Some(3);
        settings.sign_ins_per_minute = Some(3);
    })
    .await;
    // An office behind one address, all at once and again and again.
    let sign_ins = (0..24).map(|n| {
        let name = ["agent", "agent2", "supervisor", "admin"][n % 4];
        let person = Actor::new(&app.url, "console");
        async move { person.sign_in(name, &format!("demo-{name}")).await.status.as_u16() }
    });
    assert!(futures::future::join_all(sign_ins).await.iter().all(|status| *status == 200));
    for _ in 0..10 {
        assert_eq!(look_up(&app, "1.2.3.4", "SH-1010", "8002").await, 200);
    }
}

#[tokio::test]
async fn guessing_a_password_keeps_nobody_out_elsewhere() {
    let app = app(|settings| settings.sign_ins_per_minute = Some(3)).await;
    let sign_in = |address: &'static str, password: &'static str| {
        let (person, body) =
            (Actor::new(&app.url, "console"), json!({"user": "agent", "password": password}));
        async move { person.post_from(address, "/api/session", &body).await.status.as_u16() }
    };
    for _ in 0..3 {
        assert_eq!(sign_in("6.6.6.6", "wrong").await, 401);
    }
    assert_eq!(sign_in("6.6.6.6", "demo-agent").await, 429);
    assert_eq!(sign_in("1.2.3.4", "demo-agent").await, 200);
}

#[tokio::test]
async fn guesses_at_once_get_no_more_tries_than_one_after_the_other() {
    let app = app(|settings| settings.lookups_per_minute = Some(4)).await;
    let guesses = (0..40).map(|n| {
        let app = &app;
        async move { look_up(app, "6.6.6.6", &format!("SH-{n}"), "1234").await }
    });
    let answers = futures::future::join_all(guesses).await;
    assert_eq!(answers.iter().filter(|status| **status == 404).count(), 4, "{answers:?}");
}

#[tokio::test]
async fn addresses_of_one_network_are_one_source_and_ports_are_none() {
    let app = app(|settings| settings.lookups_per_minute = Some(2)).await;
    for (address, expected) in [
        ("2001:db8:1:2::1", 404),
        ("[2001:db8:1:2:ffff::9]:443", 404),
        ("2001:db8:1:2::3", 429),
        ("2001:db8:1:3::1", 404),
        ("9.9.9.9:1000", 404),
        ("9.9.9.9:2000", 404),
        ("9.9.9.9:3000", 429),
        // What the caller writes in front counts for nothing.
        ("1.1.1.1, 9.9.9.9", 429),
        ("9.9.9.9, 1.1.1.1", 404),
    ] {
        assert_eq!(look_up(&app, address, "SH-9999", "1234").await, expected, "{address}");
    }
}

#[tokio::test]
async fn refused_filings_leave_room_for_true_ones() {
    let app = app(|settings| settings.filings_per_hour = Some(2)).await;
    let customer = app.customer();
    let order = customer.look_up("SH-1010", "hua@example.com").await.ok();
    let file = |story: &'static str| {
        let filing = filing(&order, "delivery_damage", story);
        let mut body = envelope(&new_id(), &new_id(), 0, &json!({"file_complaint": filing}));
        body["personal"] = personal();
        body["command"]["file_complaint"]["goods"][0]["sku"] =
            json!(if story.len() > 60 { "VASE-L" } else { "NOTHING" });
        let customer = &customer;
        async move { customer.post("/api/commands", &body).await.status.as_u16() }
    };
    for _ in 0..9 {
        assert_eq!(file("花瓶收到的时候已经碎了。").await, 422);
    }
    let whole = "花瓶收到的时候已经碎成三块了，外箱也压坏了，请尽快处理这件事情。";
    assert_eq!(file(whole).await, 200);
    assert_eq!(file(whole).await, 200);
    assert_eq!(file(whole).await, 429);
}

#[tokio::test]
async fn refused_uploads_and_the_same_one_sent_again_leave_room_for_true_ones() {
    let app = app(|settings| settings.uploads_per_hour = Some(2)).await;
    let customer = app.customer();
    customer.look_up("SH-1010", "hua@example.com").await.ok();
    let pdf = b"%PDF-1.7\n%%EOF\n";
    for _ in 0..9 {
        assert_eq!(customer.upload(&new_id(), b"no picture at all").await.status, 415);
        assert_eq!(customer.upload(&new_id(), &vec![0xff; 9 * 1024 * 1024]).await.status, 413);
    }
    let path = format!("/api/uploads/{}?command_id={}", new_id(), new_id());
    for _ in 0..5 {
        customer.send(reqwest::Method::PUT, &path, &[], pdf.to_vec()).await.ok();
    }
    assert_eq!(customer.upload(&new_id(), pdf).await.status, 200);
    let refused = customer.upload(&new_id(), pdf).await;
    assert_eq!(refused.refusal(), (429, "too_many_tries".into()));
}

#[tokio::test]
async fn a_case_takes_in_so_much_from_its_customer_in_an_hour_and_all_of_it_from_the_desk() {
    let app = app(|settings| settings.steps_per_hour = Some(3)).await;
    let (customer, agent) = (app.customer(), app.staff("agent").await);
    let filed = customer.files_about_the_vase().await;
    let other = customer.files_about_the_vase().await;
    let write = async |case_id: &str| {
        let version = customer.case(case_id).await["version"].as_u64().unwrap();
        let answer =
            customer.command(case_id, version, &json!({"write_to_desk": {"text": "有人在吗？"}})).await;
        answer.status
    };
    for _ in 0..3 {
        assert_eq!(write(&filed.case_id).await, 200);
    }
    assert_eq!(write(&filed.case_id).await, 429);
    assert_eq!(write(&other.case_id).await, 200, "each case by itself");
    for _ in 0..4 {
        agent.does(&filed.case_id, &json!({"reply": {"text": "您好，我们在看。"}})).await;
    }
}

#[tokio::test]
async fn what_is_wrong_of_a_look_up_is_not_told_by_its_time() {
    let app = app(|_| {}).await;
    let filed = app.customer().files_about_the_vase().await;
    let find = |number: &str| json!({"number": number, "contact": "nobody@example.com"});
    // Too soon for either would tell what was read for it.
    let soonest = std::time::Duration::from_millis(40);
    for number in ["SH-1010", "SH-9999"] {
        let began = std::time::Instant::now();
        assert_eq!(look_up(&app, "6.6.6.6", number, "nobody@example.com").await, 404);
        assert!(began.elapsed() >= soonest, "{number}");
    }
    for number in [filed.number.as_str(), "R26-000001-3", "SH-1010", "SH-9999"] {
        let began = std::time::Instant::now();
        assert_eq!(app.customer().post("/api/cases/find", &find(number)).await.status, 404);
        assert!(began.elapsed() >= soonest, "{number}");
    }
}
