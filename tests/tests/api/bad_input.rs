//! What should not arrive, and how it is answered: with a status, a code and the place of what is wrong.

use serde_json::{Value, json};
use tests::actors::{Actor, Answer, envelope, filing, new_id, offer, personal};
use tests::app::App;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Files a complaint about the vase with one field changed.
async fn file_with(customer: &Actor, change: impl FnOnce(&mut Value)) -> Answer {
    let order = customer.look_up("SH-1010", "hua@example.com").await.ok();
    let mut filing = filing(&order, "delivery_damage", "花瓶收到的时候已经碎了，很失望。");
    change(&mut filing);
    let mut body = envelope(&new_id(), &new_id(), 0, &json!({"file_complaint": filing}));
    body["personal"] = personal();
    customer.post("/api/commands", &body).await
}

fn first_problem(answer: &Answer) -> Value {
    assert_eq!(answer.refusal(), (422, "invalid_input".into()));
    answer.json()["error"]["facts"]["problems"][0].clone()
}

#[tokio::test]
async fn story_that_is_too_short_or_too_long_is_a_problem_of_the_form() {
    let app = App::start().await;
    let customer = app.customer();
    for (story, code) in
        [(String::new(), "empty"), ("x".into(), "too_short"), ("碎".repeat(20_000), "too_long")]
    {
        let answer = file_with(&customer, |filing| filing["story"] = json!(story)).await;
        let problem = first_problem(&answer);
        assert_eq!((problem["field"].as_str(), problem["code"].as_str()), (Some("story"), Some(code)));
    }
}

#[tokio::test]
async fn emoji_and_right_to_left_stay_and_what_spoofs_a_page_goes() {
    let app = App::start().await;
    let customer = app.customer();
    let story = "花瓶碎了😡👨‍👩‍👧 مكسورة تماما שבור\u{202e}txt.exe\u{0} 就是这样";
    let answer = file_with(&customer, |filing| filing["story"] = json!(story)).await.ok();
    let kept = answer["events"][0]["event"]["filed"]["story"]["text"].as_str().unwrap().to_owned();
    assert!(kept.contains("😡👨‍👩‍👧") && kept.contains("مكسورة") && kept.contains("שבור"), "{kept}");
    assert!(!kept.contains('\u{202e}') && !kept.contains('\0'), "{kept:?}");
}

#[tokio::test]
async fn complaint_about_an_order_that_is_not_late_yet_is_taken_all_the_same() {
    let app = App::start().await;
    let customer = app.customer();
    let order = customer.look_up("SH-1012", "8001").await.ok();
    let early = filing(&order, "delivery_delay", "昨天买的袜子怎么还没有到？我等不及了。");
    assert!(customer.files(&early).await.version >= 3);
}

#[tokio::test]
async fn days_far_in_the_past_or_future_are_a_problem_of_the_form() {
    let app = App::start().await;
    let customer = app.customer();
    for day in ["1970-01-01", "0001-01-01", "9999-12-31", "2026-03-09"] {
        let answer = file_with(&customer, |filing| filing["needed_by"] = json!(day)).await;
        assert_eq!(first_problem(&answer)["code"], "date_out_of_range", "{day}");
    }
    let nonsense = file_with(&customer, |filing| filing["needed_by"] = json!("2026-02-30")).await;
    assert_eq!(nonsense.refusal(), (400, "malformed".into()));
}

#[tokio::test]
async fn lines_of_other_orders_and_too_many_wishes_are_problems_of_the_form() {
    let app = App::start().await;
    let customer = app.customer();
    let answer = file_with(&customer, |filing| filing["goods"] = json!([{"sku": "KETTLE-17"}])).await;
    assert_eq!(first_problem(&answer)["field"], "goods");
    let many = json!(["refund", "exchange", "resend", "repair", "coupon", "gift", "apology"]);
    let answer = file_with(&customer, |filing| filing["wants"] = many).await;
    assert_eq!(first_problem(&answer)["code"], "too_many");
}

#[tokio::test]
async fn amounts_that_are_negative_overflowing_or_not_whole_are_refused() {
    let app = App::start().await;
    let (customer, agent) = (app.customer(), app.staff("agent").await);
    let filed = customer.files_about_the_vase().await;
    let user = agent.get("/api/session").await.ok()["user_id"].clone();
    let send = |text: String| {
        let body = envelope(&new_id(), &filed.case_id, filed.version, &json!("PLACE")).to_string();
        let body = body.replace("\"PLACE\"", &text);
        let agent = &agent;
        async move { agent.post_text("/api/commands", &body).await }
    };
    let (_, _, negative) = offer(&user, -100, None);
    let answer = send(negative.to_string()).await;
    assert_eq!(answer.refusal(), (422, "option_unsound".into()));
    assert_eq!(answer.json()["error"]["facts"]["rejection"]["option_unsound"]["fault"], "negative_amount");

    let (_, _, largest) = offer(&user, i64::MAX, None);
    let mut twice = largest.clone();
    let mut second = twice["make_offer"]["options"][0]["option"]["parts"][0].clone();
    second["remedy"] = json!("coupon");
    twice["make_offer"]["options"][0]["option"]["parts"].as_array_mut().unwrap().push(second);
    let answer = send(twice.to_string()).await;
    assert_eq!(answer.json()["error"]["facts"]["rejection"]["option_unsound"]["fault"], "too_large");

    let (_, _, sound) = offer(&user, 100, None);
    for (wrong, place) in
        [("1.5", "amount_minor"), ("99999999999999999999", "amount_minor"), ("\"100\"", "amount_minor")]
    {
        let answer =
            send(sound.to_string().replace("\"amount_minor\":100", &format!("\"amount_minor\":{wrong}")))
                .await;
        assert_eq!(answer.refusal(), (400, "malformed".into()), "{wrong}");
        let at = answer.json()["error"]["facts"]["place"].as_str().unwrap().to_owned();
        assert!(at.ends_with(place), "{at}");
    }
    let euros = sound.to_string().replace("CNY", "EUR");
    assert_eq!(send(euros).await.refusal(), (422, "option_unsound".into()));
}

#[tokio::test]
async fn malformed_json_is_answered_with_the_place_of_the_fault() {
    let app = App::start().await;
    let customer = app.customer();
    let expected = |answer: &Answer| {
        assert_eq!(answer.refusal(), (400, "malformed".into()));
        answer.json()["error"]["facts"]["expected"].as_str().unwrap().to_owned()
    };
    let cut = customer.post_text("/api/orders/lookup", "{\"order_number\": \"SH-1").await;
    assert!(expected(&cut).contains("line 1 column"), "{}", expected(&cut));
    let unknown = json!({"order_number": "SH-1010", "contact": "8002", "admin": true});
    let unknown = customer.post("/api/orders/lookup", &unknown).await;
    assert!(expected(&unknown).contains("`admin`"), "{}", expected(&unknown));
    let deep = envelope(&new_id(), &new_id(), 0, &json!({"withdraw": {"sentence": 7}}));
    let deep = customer.post("/api/commands", &deep).await;
    expected(&deep);
    assert_eq!(deep.json()["error"]["facts"]["place"], "command.withdraw.sentence");
    let trailing =
        customer.post_text("/api/orders/lookup", "{\"order_number\":\"a\",\"contact\":\"b\"} {}").await;
    assert!(expected(&trailing).contains("trailing"), "{}", expected(&trailing));
    let nested = "[".repeat(100_000);
    assert_eq!(customer.post_text("/api/orders/lookup", &nested).await.refusal().0, 400);
    let broken = customer.post_text("/api/commands", "\u{0}\u{ffff}").await;
    assert_eq!(broken.refusal().0, 400);
}

#[tokio::test]
async fn what_can_not_be_read_of_an_address_is_named_with_what_was_expected() {
    let app = App::start().await;
    let agent = app.staff("agent").await;
    let upload = format!("/api/uploads/{}", new_id());
    let whole = "a whole number, not below zero; got";
    for (path, place, expected) in [
        ("/api/stream?after=-1", Some("after"), whole),
        ("/api/stream?after=", Some("after"), whole),
        ("/api/stream?after=99999999999999999999", Some("after"), "a smaller whole number"),
        ("/api/cases?limit=x", Some("limit"), whole),
        ("/api/cases?view=all", Some("view"), "one of `open`, "),
        ("/api/cases?limit=1&limit=2", Some("limit"), "`limit` once; got it twice"),
        ("/api/cases?what=1", Some("what"), "; got the field `what`"),
        ("/api/cases/nonsense", Some("the address"), "an id such as `"),
        (&upload, None, "a field `command_id`; got none of that name"),
    ] {
        let method = if path == upload { reqwest::Method::PUT } else { reqwest::Method::GET };
        let answer = agent.send(method, path, &[], Vec::new()).await;
        assert_eq!(answer.refusal(), (400, "malformed".into()), "{path}");
        let facts = &answer.json()["error"]["facts"];
        assert_eq!(facts["place"].as_str(), place, "{facts}");
        let told = facts["expected"].as_str().unwrap();
        assert!(told.contains(expected) && !told.contains("expected"), "{told}");
    }
}

#[tokio::test]
async fn body_of_ten_megabytes_is_refused_with_the_largest_size_taken() {
    let app = App::start().await;
    let answer = app.customer().post_text("/api/orders/lookup", &" ".repeat(10 * 1024 * 1024)).await;
    assert_eq!(answer.refusal(), (413, "too_large".into()));
    assert_eq!(answer.json()["error"]["facts"]["max_bytes"], 262_144);
}

#[tokio::test]
async fn body_that_does_not_say_it_is_json_is_refused() {
    let app = App::start().await;
    let body = b"{\"order_number\":\"SH-1010\",\"contact\":\"8002\"}".to_vec();
    let customer = app.customer();
    let send = |kind: &'static str| {
        let (body, customer) = (body.clone(), &customer);
        async move {
            let kind = [("content-type", kind)];
            customer.send(reqwest::Method::POST, "/api/orders/lookup", &kind, body).await
        }
    };
    for other in ["text/plain", "application/json; charset=gbk", "application/jsonp", ""] {
        let answer = send(other).await;
        assert_eq!(answer.refusal(), (415, "not_json".into()), "{other}");
        let expected = answer.json()["error"]["facts"]["expected"].as_str().unwrap().to_owned();
        assert!(expected.contains("application/json") && expected.contains("UTF-8"), "{expected}");
    }
    for json in ["application/JSON", "Application/Json;Charset=\"UTF-8\"", "application/json; v=1"] {
        assert_eq!(send(json).await.status, 200, "{json}");
    }
}

#[tokio::test]
async fn answer_that_leaves_a_body_unread_says_that_its_connection_ends() {
    let app = App::start().await;
    let address = app.url.strip_prefix("http://").unwrap().to_owned();
    let body = "{\"order_number\":\"SH-1010\",\"contact\":\"8002\"}";
    let ask = |kind: &str, length: usize| {
        format!(
            "POST /api/orders/lookup HTTP/1.1\r\nHost: x\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n"
        )
    };
    // Of one kind that is not taken, and larger than is taken: neither is read.
    for head in [ask("text/plain", body.len()), ask("application/json", 300_000)] {
        let mut line = TcpStream::connect(&address).await.unwrap();
        line.write_all(head.as_bytes()).await.unwrap();
        let mut answer = String::new();
        line.read_to_string(&mut answer).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 41"), "{answer}");
        assert!(answer.to_lowercase().contains("\r\nconnection: close\r\n"), "{answer}");
    }
    // One that was read to its end keeps its connection, whatever the answer.
    let mut line = TcpStream::connect(&address).await.unwrap();
    let wrong = body.replace("8002", "9999");
    for body in [wrong.as_str(), body] {
        let asked = ask("application/json", body.len()) + body;
        line.write_all(asked.as_bytes()).await.unwrap();
        let mut answer = String::new();
        while !answer.contains("\r\n\r\n") {
            let mut part = [0; 4096];
            let n = line.read(&mut part).await.unwrap();
            assert!(n > 0, "the connection ended: {answer}");
            answer.push_str(&String::from_utf8_lossy(&part[..n]));
        }
        assert!(!answer.to_lowercase().contains("connection: close"), "{answer}");
    }
}

#[tokio::test]
async fn addresses_and_methods_that_do_not_exist_are_answered_in_the_same_form() {
    let app = App::start().await;
    let customer = app.customer();
    assert_eq!(customer.get("/api/nothing").await.refusal(), (404, "not_found".into()));
    let put = customer.send(reqwest::Method::PUT, "/api/orders/lookup", &[], Vec::new()).await;
    assert_eq!(put.refusal(), (405, "method_not_allowed".into()));
    assert_eq!(app.staff("agent").await.get("/api/cases?view=everything").await.refusal().0, 400);
    assert_eq!(app.staff("agent").await.get("/api/cases?after=nonsense").await.refusal().0, 400);
}
