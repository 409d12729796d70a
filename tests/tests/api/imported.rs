//! What comes in with the orders after a case is filed: refunds the shop made itself, whatever name it files them under.

use chrono::Duration;
use domain::compensation::money::{Currency, Money};
use domain::order::given::Given;
use domain::order::{Order, OrderTime};
use domain::remedy::Remedy;
use domain::text::Reference;
use domain::text::contact::Email;
use serde_json::json;
use server::demo::orders;
use server::import::ReadOrder;
use server::secret::KnownContacts;
use tests::actors::{Actor, filing, offer};
use tests::app::App;

/// The vase as the example shop's file has it: 368.00 and 18.00 of freight.
fn vase(app: &App) -> ReadOrder {
    let ledger = &app.state.ledger;
    let mut all = orders::all(ledger.now().to_utc(), &ledger.zone);
    all.find(|read| read.order.number == "SH-1010").unwrap()
}

/// The same with its price given back outside the desk.
fn paid_back(app: &App) -> ReadOrder {
    let mut read = vase(app);
    read.order.given_outside = vec![Given {
        remedy: Remedy::Refund,
        amount: Some(Money::new(36_800, Currency::CNY)),
        goods: None,
        rule: None,
        at: OrderTime::parse("2026-03-10T00:00:00").unwrap(),
        reference: None,
        in_all: None,
    }];
    read
}

async fn last_kind(agent: &Actor, case_id: &str) -> String {
    let case = agent.case(case_id).await;
    let last = case["events"].as_array().unwrap().last().unwrap()["event"].clone();
    last.as_object().unwrap().keys().next().unwrap().clone()
}

#[tokio::test]
async fn refund_imported_under_another_customers_number_binds_the_case_all_the_same() {
    let app = App::start().await;
    let (customer, agent) = (app.customer(), app.staff("agent").await);
    let filed = customer.files_about_the_vase().await;
    let mut read = paid_back(&app);
    read.buyer = Some("C-9999".to_owned());
    assert_eq!(app.import(vec![read]).await, 0);
    let user = agent.get("/api/session").await.ok()["user_id"].clone();
    let (_, _, command) = offer(&user, 10_000, None);
    agent.does(&filed.case_id, &command).await;
    assert_eq!(last_kind(&agent, &filed.case_id).await, "offer_proposed", "82.00 lie above what came in");
}

#[tokio::test]
async fn refund_told_by_the_file_proves_what_was_agreed_before_and_nothing_since() {
    for is_told_first in [true, false] {
        let app = App::start().await;
        let (customer, agent) = (app.customer(), app.staff("agent").await);
        let user = agent.get("/api/session").await.ok()["user_id"].clone();
        let filed = customer.files_about_the_vase().await;
        let mut read = paid_back(&app);
        // Half the price, today.
        let row = &mut read.order.given_outside[0];
        row.amount = Some(Money::new(18_400, Currency::CNY));
        row.at = OrderTime::Exact(app.state.ledger.now());
        row.reference = Reference::parse("WX-9001").ok();
        if is_told_first {
            assert_eq!(app.import(vec![read.clone()]).await, 0);
        }
        let (offer_id, option, command) = offer(&user, 18_400, None);
        agent.does(&filed.case_id, &command).await;
        let accept = json!({"accept_option": {"offer": offer_id, "option": option, "is_informed": true}});
        customer.does(&filed.case_id, &accept).await;
        if !is_told_first {
            assert_eq!(app.import(vec![read]).await, 0);
        }
        let case = agent.case(&filed.case_id).await;
        let agreed = case["events"].as_array().unwrap().iter().find_map(|event| event["event"].get("agreed"));
        let promise = agreed.unwrap()["promises"][0]["id"].clone();
        let proof = json!({"prove_promise": {"promise": promise, "proof": {"refund_reference": "WX-9001"}}});
        let answer = agent.command(&filed.case_id, case["version"].as_u64().unwrap(), &proof).await;
        if is_told_first {
            assert_eq!(answer.refusal(), (422, "reference_used".into()));
            let seen = customer.case(&filed.case_id).await;
            assert!(!seen["events"].to_string().contains("\"told\""), "the desk's own reckoning");
        } else {
            answer.ok();
        }
    }
}

#[tokio::test]
async fn order_that_changes_while_something_is_decided_is_decided_again() {
    let app = App::start().await;
    let store = &app.state.ledger.store;
    let version = async || store.ledger("sh-1010").await.unwrap().version;
    let before = version().await;
    assert_eq!(app.import(vec![vase(&app)]).await, 0);
    assert_eq!(version().await, before, "the file says nothing new");
    assert_eq!(app.import(vec![paid_back(&app)]).await, 0);
    assert_eq!(version().await, before + 1);
    // Its cases are appended to as ever.
    let filed = app.customer().files_about_the_vase().await;
    let agent = app.staff("agent").await;
    agent.does(&filed.case_id, &json!("take_case")).await;
    assert_eq!(server::ledger::compare::ledger_faults(store).await.unwrap(), Vec::<String>::new());
}

#[tokio::test]
async fn purchase_whose_buyer_and_day_are_put_right_together_gives_its_money_once() {
    put_right(|_| ()).await;
}

#[tokio::test]
async fn purchase_of_which_one_thing_more_is_put_right_gives_its_money_once() {
    put_right(|order| order.tracking = Some("YT9900112".to_owned())).await;
    put_right(|order| order.lines[0].unit_price.minor -= 1).await;
    put_right(|order| (order.tracking, order.shipped_at, order.delivered_at) = (None, None, None)).await;
}

/// The vase is paid back, then comes in with another buyer and day, and something more.
async fn put_right(change: impl FnOnce(&mut Order)) {
    let app = App::start().await;
    let (first, agent) = (app.customer(), app.staff("agent").await);
    let user = agent.get("/api/session").await.ok()["user_id"].clone();
    let given = first.files_about_the_vase().await;
    let (offer_id, option, command) = offer(&user, 36_800, None);
    agent.does(&given.case_id, &command).await;
    let accept = json!({"accept_option": {"offer": offer_id, "option": option, "is_informed": true}});
    first.does(&given.case_id, &accept).await;

    let mut read = vase(&app);
    let placed = read.order.placed_at.moment(&app.state.ledger.zone).unwrap();
    read.order.placed_at = OrderTime::Exact(placed + Duration::days(1));
    read.buyer = Some("C-9999".to_owned());
    read.contacts = KnownContacts {
        email: Some(Email::parse("second@example.com").unwrap()),
        ..KnownContacts::default()
    };
    change(&mut read.order);
    assert_eq!(app.import(vec![read]).await, 0);
    let second = app.customer();
    let found = second.look_up("SH-1010", "second@example.com").await.ok();
    assert_eq!(found["cases"], json!([]), "a case stays with whoever filed it");
    let again = second.files(&filing(&found, "delivery_damage", "花瓶收到的时候已经碎成三块了。")).await;
    let (_, _, command) = offer(&user, 36_800, None);
    agent.does(&again.case_id, &command).await;
    assert_eq!(last_kind(&agent, &again.case_id).await, "offer_proposed");
    // What went to the first name is the desk's to know.
    let nothing = json!(null);
    assert_ne!(agent.case(&again.case_id).await["elsewhere"], nothing);
    assert_eq!(second.case(&again.case_id).await["elsewhere"], nothing);
    assert_eq!(second.look_up("SH-1010", "second@example.com").await.ok()["elsewhere"], nothing);
}

#[tokio::test]
async fn order_that_looks_like_another_is_told_of_and_draws_no_money_by_itself() {
    let app = App::start().await;
    let ledger = &app.state.ledger;
    let mut all = orders::all(ledger.now().to_utc(), &ledger.zone);
    let late = all.find(|read| read.order.number == "SH-1005").unwrap();
    let offered = async |number: &str| {
        let customer = app.customer();
        let found = customer.look_up(number, "8001").await.ok();
        let mut filing = filing(&found, "delivery_delay", "包裹一直没到，物流五天没有更新了。");
        filing["wants"] = json!(["delay_compensation"]);
        let filed = customer.files(&filing).await;
        let case = customer.case(&filed.case_id).await;
        let events = case["events"].as_array().unwrap().iter();
        events.filter(|event| event["event"].get("offer_made").is_some()).count()
    };
    let mut same = late.clone();
    same.order.number = "SH.01005".to_owned();
    let tally = app.imports(vec![same]).await;
    assert_eq!(tally.n_new, 1);
    let places: Vec<_> = tally.notes.values().flat_map(|places| &places.first).collect();
    assert!(places.iter().any(|place| place.contains("like `SH-1005`")), "{places:?}");
    assert_eq!(offered("SH.01005").await, 0);
    assert_eq!(offered("SH-1005").await, 0, "nobody knows which of them it is");
    // One parcel under two numbers.
    let mut parcel = late.clone();
    parcel.order.number = "TB-77120031".to_owned();
    parcel.order.tracking = Some("YT 7712 00310".to_owned());
    let mut again = parcel.clone();
    again.order.number = "TB-88".to_owned();
    again.order.tracking = Some("YT771200310".to_owned());
    let tally = app.imports(vec![parcel, again]).await;
    let places: Vec<_> = tally.notes.values().flat_map(|places| &places.first).collect();
    assert!(places.iter().any(|place| place.contains("like `TB-77120031`")), "{places:?}");
    assert_eq!(offered("TB-88").await, 0);
    assert_eq!(offered("TB-77120031").await, 0);
}

#[tokio::test]
async fn neither_of_two_orders_spelled_alike_draws_money_by_itself_whichever_complains_first() {
    let others = ["SH 01005", "sh_01005", "SH#1005", "SH.1005", "SH--1005"].map(|spelled| (spelled, true));
    for (spelled, is_another) in others.into_iter().chain([("ＳＨ－1005", false), ("sh -1005", false)]) {
        let app = App::start().await;
        let ledger = &app.state.ledger;
        let late =
            orders::all(ledger.now().to_utc(), &ledger.zone).find(|read| read.order.number == "SH-1005");
        let mut same = late.unwrap();
        same.order.number = spelled.to_owned();
        assert_eq!(app.imports(vec![same]).await.n_new, u64::from(is_another), "{spelled}");
        let mut n_offers = 0;
        for number in ["SH-1005", spelled] {
            let customer = app.customer();
            let found = customer.look_up(number, "8001").await.ok();
            let mut filing = filing(&found, "delivery_delay", "包裹一直没到，物流五天没有更新了。");
            filing["wants"] = json!(["delay_compensation"]);
            let filed = customer.files(&filing).await;
            let case = customer.case(&filed.case_id).await;
            let events = case["events"].as_array().unwrap().iter();
            n_offers += events.filter(|event| event["event"].get("offer_made").is_some()).count();
        }
        // What is one order is one, and its money goes out once.
        assert_eq!(n_offers, usize::from(!is_another), "{spelled}");
    }
}

#[tokio::test]
async fn money_for_an_order_that_looks_like_another_is_signed_for_in_both_directions() {
    let app = App::start().await;
    let ledger = &app.state.ledger;
    let mut twin =
        orders::all(ledger.now().to_utc(), &ledger.zone).find(|read| read.order.number == "SH-1010").unwrap();
    twin.order.number = "SH.01010".to_owned();
    assert_eq!(app.imports(vec![twin]).await.n_new, 1);
    let (agent, supervisor) = (app.staff("agent").await, app.staff("supervisor").await);
    let user = agent.get("/api/session").await.ok()["user_id"].clone();
    let customer = app.customer();
    let found = customer.look_up("SH.01010", "hua@example.com").await.ok();
    let filed = customer.files(&filing(&found, "delivery_damage", "花瓶收到的时候已经碎成三块了。")).await;
    let seen = agent.case(&filed.case_id).await;
    assert_eq!(seen["elsewhere"]["like"], json!("SH-1010"));
    assert_eq!(customer.case(&filed.case_id).await["elsewhere"], json!(null));
    // The first is what it was, as long as nothing was given for the other.
    let first = app.customer().files_about_the_vase().await;
    let (early, _, command) = offer(&user, 1_000, None);
    agent.does(&first.case_id, &command).await;
    assert_eq!(last_kind(&agent, &first.case_id).await, "offer_made");
    agent.does(&first.case_id, &json!({"withdraw_offer": {"offer": early, "reason": "试一试"}})).await;

    let (offer_id, _, command) = offer(&user, 1_000, None);
    agent.does(&filed.case_id, &command).await;
    assert_eq!(last_kind(&agent, &filed.case_id).await, "offer_proposed");
    supervisor.does(&filed.case_id, &json!({"approve_offer": {"offer": offer_id}})).await;
    assert_eq!(last_kind(&agent, &filed.case_id).await, "offer_made");
    let (_, _, command) = offer(&user, 1_000, None);
    agent.does(&first.case_id, &command).await;
    assert_eq!(last_kind(&agent, &first.case_id).await, "offer_proposed");
    assert_eq!(agent.case(&first.case_id).await["elsewhere"]["like"], json!("SH.01010"));
}

#[tokio::test]
async fn a_word_in_place_of_a_tracking_number_makes_no_order_like_another() {
    let app = App::start().await;
    let ledger = &app.state.ledger;
    let late =
        orders::all(ledger.now().to_utc(), &ledger.zone).find(|read| read.order.number == "SH-1005").unwrap();
    let fetched = |number: &str, tracking: &str| {
        let mut read = late.clone();
        read.order.number = number.to_owned();
        read.order.tracking = Some(tracking.to_owned());
        read
    };
    for (n, word) in
        ["SELF PICKUP", "PICKUP 24H", "DHL 24", "counter 2, shelf 14", "自提 2026-03-11"].iter().enumerate()
    {
        let pair = [format!("A-1{n}"), format!("B-2{n}")].map(|number| fetched(&number, word));
        let tally = app.imports(pair.to_vec()).await;
        assert_eq!((tally.n_new, tally.notes.len()), (2, 0), "{word}: {:?}", tally.notes);
    }
    // Two things of one price in one parcel are two things.
    let mut other = fetched("C-3", "YT771200320");
    (other.order.lines[0].sku, other.order.lines[0].title) = ("LAMP".to_owned(), "台灯".to_owned());
    let tally = app.imports(vec![fetched("D-4", "YT771200320"), other]).await;
    assert_eq!((tally.n_new, tally.notes.len()), (2, 0), "{:?}", tally.notes);
    // An order that comes to look like another is told of too.
    let tally = app.imports(vec![fetched("B-20", "YT771200320")]).await;
    let places: Vec<_> = tally.notes.values().flat_map(|places| &places.first).collect();
    assert!(places.iter().any(|place| place.contains("like `D-4`")), "{places:?}");
}
