//! Orders: weighed against what is there, found by what their buyers have in their hands.

use crate::references::{self, bought, told};
use crate::tell::{Tale, done, fruit, order_row, person, tale};
use books::Books;
use books::cases::append::{CaseAppend, Outcome};
use books::orders::bring_in::Brought;
use books::orders::weigh::Stored;
use books::orders::{BARE, CONTACTS, LOOKS, ORDERS, OrderRow, Proven};
use domain::order::given::Given;
use domain::order::{Order, OrderLine, OrderStatus, OrderTime};
use domain::testing::yuan;
use domain::text::Reference;
use eventlog::{Append, RowChange, RowKey, TableChange};
use std::collections::BTreeSet;

stories! {
    an_order_is_new_then_unchanged_then_changed,
    a_number_that_only_looks_the_same_is_refused,
    a_number_given_out_anew_is_the_later_buyers,
    comparing_says_the_same_as_bringing_in_and_changes_nothing,
    former_contacts_open_only_the_cases_there_are,
    a_contact_put_right_still_opens_its_owners_cases,
    a_number_is_found_with_its_dashes_left_out,
    orders_that_look_alike_are_told_in_one_batch_and_across,
    what_too_many_orders_share_tells_nothing,
    an_order_that_looks_otherwise_now_is_taken_for_no_other,
    an_order_that_changes_is_told_to_its_open_cases_alone,
    news_end_only_as_they_were_read,
    an_order_that_changes_moves_its_ledger,
    a_case_filed_about_an_order_that_is_another_by_now_is_told,
    orders_are_gone_through_in_their_order_past_those_of_the_erased,
    orders_that_lead_to_many_changes_cost_at_most_themselves,
    what_was_lost_of_an_order_is_back_once_it_comes_again,
}

/// An order with so many refunds, each under a reference of its own.
fn refunded(number: &str, n: u32) -> Order {
    let reference = |n: u32| Reference::parse(&format!("{number}-REF-{n}")).ok();
    let given = |n| Given { reference: reference(n), ..told(yuan("0.01")) };
    Order { given_outside: (0..n).map(given).collect(), ..fruit(number) }
}

async fn orders_that_lead_to_many_changes_cost_at_most_themselves(books: &Books) {
    let mut batch: Vec<OrderRow> =
        (0..100).map(|n| order_row(refunded(&format!("R-{n}"), 120), person(n), &["a"])).collect();
    batch.insert(50, order_row(refunded("TOO-MUCH", 10_000), person(200), &["a"]));
    batch.push(order_row(fruit("AFTER-1"), person(201), &["a"]));
    let compared = books.compare_orders(&batch).await.unwrap();
    assert_eq!(books.n_orders().await.unwrap(), 0);
    assert_eq!(books.bring_in(&batch).await.unwrap(), compared);
    for (place, brought) in compared.iter().enumerate() {
        let expected = if place == 50 { Stored::TooMuch } else { Stored::New };
        assert_eq!(brought.stored, expected, "{place}");
    }
    assert_eq!(books.n_orders().await.unwrap(), 101);
    assert!(books.order("after-1").await.unwrap().is_some());
    assert!(books.order("too-much").await.unwrap().is_none());
}

async fn what_was_lost_of_an_order_is_back_once_it_comes_again(books: &Books) {
    let row =
        order_row(Order { given_outside: vec![told(yuan("3.00"))], ..fruit("RD-1") }, person(1), &["a", "b"]);
    let bring = async || brought(books, std::slice::from_ref(&row)).await;
    assert_eq!(bring().await, [Stored::New]);
    let all = async || {
        let mut all = Vec::new();
        for table in [&BARE, &CONTACTS, &LOOKS] {
            all.push(books.log().scan(eventlog::Span::all(table), 9).await.unwrap());
        }
        let known = books.shown(references::key(), &bought("other"), yuan("1.00").currency).await.unwrap();
        (all, known.of_other_orders, books.order("rd-1").await.unwrap())
    };
    let before = all().await;
    let contact = vec!["rd-1".into(), b"b".to_vec().into()];
    let reference = RowKey::new("refund-reference", references::key());
    for (table, key) in [
        (&BARE, vec!["rd1".into()]),
        (&CONTACTS, contact),
        (&LOOKS, vec![before.0[2][0][0].clone()]),
        (&ORDERS, vec!["rd-1".into()]),
    ] {
        let tables = vec![TableChange::Clear { table, key }];
        books.log().append(Append { tables, ..Append::default() }).await.unwrap();
        assert_ne!(all().await, before, "{}", table.name);
        let stored = if table == &ORDERS { Stored::New } else { Stored::Changed };
        assert_eq!(bring().await, [stored], "{}", table.name);
        assert_eq!(all().await, before, "{}", table.name);
        assert_eq!(bring().await, [Stored::Unchanged]);
    }
    let version = books.log().row(&reference).await.unwrap().unwrap().version;
    let rows = vec![RowChange::take_away(reference, version)];
    books.log().append(Append { rows, ..Append::default() }).await.unwrap();
    assert_ne!(all().await, before);
    assert_eq!(bring().await, [Stored::Changed]);
    assert_eq!(all().await, before);
    assert_eq!(bring().await, [Stored::Unchanged]);
}

fn later(order: Order) -> Order {
    let mug = OrderLine::plain("MUG", "杯子", yuan("20.00"), 1);
    Order { placed_at: OrderTime::parse("2026-03-10T09:00:00+08:00").unwrap(), lines: vec![mug], ..order }
}

fn shipped(number: &str) -> Order {
    Order { status: OrderStatus::Shipped, ..fruit(number) }
}

async fn brought(books: &Books, rows: &[OrderRow]) -> Vec<Stored> {
    books.bring_in(rows).await.unwrap().into_iter().map(|brought| brought.stored).collect()
}

async fn proven(books: &Books, key: &str, contact: &str) -> Proven {
    books.proven(key, [contact.as_bytes().to_vec()].iter()).await.unwrap()
}

fn only(buyer: Option<u32>, people: &[u32]) -> Proven {
    let people: BTreeSet<_> = people.iter().map(|n| person(*n).0).collect();
    Proven { buyer: buyer.map(|n| person(n).0), people }
}

async fn an_order_is_new_then_unchanged_then_changed(books: &Books) {
    let row = order_row(fruit("RD-1001"), person(1), &["a"]);
    assert_eq!(brought(books, std::slice::from_ref(&row)).await, [Stored::New]);
    let last = books.log().row(&eventlog::RowKey::new("orders", "brought in")).await.unwrap();
    assert_eq!(brought(books, std::slice::from_ref(&row)).await, [Stored::Unchanged]);
    assert_eq!(books.log().row(&eventlog::RowKey::new("orders", "brought in")).await.unwrap(), last);
    let moved_on = order_row(shipped("RD-1001"), person(1), &["a"]);
    // In one batch too, each is weighed against the one before it.
    let batch = [moved_on.clone(), moved_on, order_row(fruit("RD-2"), person(2), &["b"])];
    assert_eq!(brought(books, &batch).await, [Stored::Changed, Stored::Unchanged, Stored::New]);
    let found = books.order("rd-1001").await.unwrap().unwrap();
    assert_eq!((found.order.status, found.person_id), (OrderStatus::Shipped, person(1).0));
    assert_eq!(found.contact_hint, "hint of a");
    assert_eq!(books.n_orders().await.unwrap(), 2);
    assert_eq!(proven(books, "rd-1001", "a").await, only(Some(1), &[1]));
    assert_eq!(proven(books, "rd-1001", "b").await, Proven::default());
    assert_eq!(proven(books, "unknown", "a").await, Proven::default());
}

async fn a_number_that_only_looks_the_same_is_refused(books: &Books) {
    books.bring_in(&[order_row(fruit("RD-1001"), person(1), &["a"])]).await.unwrap();
    let other = later(Order { number: "rd-1001".to_owned(), ..fruit("RD-1001") });
    assert_eq!(brought(books, &[order_row(other, person(2), &["b"])]).await, [Stored::Refused]);
    let found = books.order("rd-1001").await.unwrap().unwrap();
    assert_eq!((found.order.number.as_str(), found.person_id), ("RD-1001", person(1).0));
    assert_eq!(proven(books, "rd-1001", "b").await, Proven::default());
}

async fn a_number_given_out_anew_is_the_later_buyers(books: &Books) {
    books.bring_in(&[order_row(fruit("RD-1001"), person(1), &["a"])]).await.unwrap();
    let anew = order_row(later(fruit("RD-1001")), person(2), &["b"]);
    assert_eq!(brought(books, &[anew]).await, [Stored::Changed]);
    let found = books.order("rd-1001").await.unwrap().unwrap();
    assert_eq!((found.person_id, found.order.lines[0].sku.as_str()), (person(2).0, "MUG"));
    // The earlier purchase does not take it back.
    let earlier = order_row(fruit("RD-1001"), person(1), &["a"]);
    assert_eq!(brought(books, &[earlier]).await, [Stored::Refused]);
    // The same purchase under a contact of the first keeps its person.
    let again =
        order_row(Order { status: OrderStatus::Paid, ..later(fruit("RD-1001")) }, person(3), &["b", "c"]);
    assert_eq!(brought(books, &[again]).await, [Stored::Changed]);
    assert_eq!(proven(books, "rd-1001", "c").await, only(Some(2), &[2]));
}

async fn comparing_says_the_same_as_bringing_in_and_changes_nothing(books: &Books) {
    books.bring_in(&[order_row(fruit("NN-4"), person(1), &["a"])]).await.unwrap();
    let batch = [
        order_row(fruit("NN-4"), person(1), &["a"]),
        order_row(shipped("NN-4"), person(1), &["a"]),
        order_row(fruit("NN04"), person(1), &["a"]),
        order_row(fruit("RD-9"), person(2), &["b"]),
    ];
    let before = books.orders_after("", 9).await.unwrap();
    let compared = books.compare_orders(&batch).await.unwrap();
    assert_eq!(books.orders_after("", 9).await.unwrap(), before);
    assert_eq!(books.bring_in(&batch).await.unwrap(), compared);
    let like = Some("NN-4".to_owned());
    let expected = [
        Brought { stored: Stored::Unchanged, like: None },
        Brought { stored: Stored::Changed, like: None },
        Brought { stored: Stored::New, like },
        Brought { stored: Stored::New, like: None },
    ];
    assert_eq!(compared, expected);
}

async fn former_contacts_open_only_the_cases_there_are(books: &Books) {
    let with_case = Tale { order: fruit("RD-1"), ..tale(1, "RD-1").of(person(1)) };
    let rows = |order: fn(Order) -> Order, n, contact| {
        ["RD-1", "RD-2"].map(|number| order_row(order(fruit(number)), person(n), &[contact]))
    };
    books.bring_in(&rows(|order| order, 1, "a")).await.unwrap();
    with_case.is_filed(books).await;
    assert_eq!(brought(books, &rows(later, 2, "b")).await, [Stored::Changed, Stored::Changed]);
    assert_eq!(proven(books, "rd-1", "a").await, only(None, &[1]));
    assert_eq!(proven(books, "rd-1", "b").await, only(Some(2), &[2]));
    assert_eq!(proven(books, "rd-2", "a").await, Proven::default());
    // It stays so when the order changes once more, and where one contact was both buyers'.
    let thrice = |order| Order { status: OrderStatus::Paid, ..later(order) };
    assert_eq!(brought(books, &rows(thrice, 2, "b")).await, [Stored::Changed, Stored::Changed]);
    assert_eq!(proven(books, "rd-1", "a").await, only(None, &[1]));
    let both = order_row(later(shipped("RD-1")), person(2), &["a", "b"]);
    books.bring_in(&[both]).await.unwrap();
    assert_eq!(proven(books, "rd-1", "a").await, only(Some(2), &[1, 2]));
}

async fn a_contact_put_right_still_opens_its_owners_cases(books: &Books) {
    let row = |contact| order_row(fruit("RD-1"), person(1), &[contact]);
    books.bring_in(&[row("wrong")]).await.unwrap();
    Tale { order: fruit("RD-1"), ..tale(1, "RD-1").of(person(1)) }.is_filed(books).await;
    assert_eq!(brought(books, &[row("right")]).await, [Stored::Changed]);
    assert_eq!(proven(books, "rd-1", "wrong").await, only(None, &[1]));
    assert_eq!(proven(books, "rd-1", "right").await, only(Some(1), &[1]));
    let both = proven(books, "rd-1", "wrong").await.and(proven(books, "rd-1", "right").await);
    assert_eq!(both, only(Some(1), &[1]));
}

async fn a_number_is_found_with_its_dashes_left_out(books: &Books) {
    let meant = async |typed| books.key_meant(typed).await.unwrap();
    assert_eq!(meant("ab12").await, "ab12");
    books.bring_in(&[order_row(fruit("A-B12"), person(1), &["a"])]).await.unwrap();
    assert_eq!((meant("ab12").await, meant("a-b12").await), ("a-b12".to_owned(), "a-b12".to_owned()));
    assert_eq!(meant("ab-12").await, "ab-12");
    books.bring_in(&[order_row(fruit("AB-12"), person(2), &["b"])]).await.unwrap();
    assert_eq!((meant("ab12").await, meant("ab-12").await), ("ab12".to_owned(), "ab-12".to_owned()));
    books
        .bring_in(&[order_row(fruit("X-7"), person(1), &["a"]), order_row(fruit("X7"), person(2), &["b"])])
        .await
        .unwrap();
    assert_eq!(meant("x7").await, "x7");
}

async fn orders_that_look_alike_are_told_in_one_batch_and_across(books: &Books) {
    let like = |brought: Vec<Brought>| brought.into_iter().map(|brought| brought.like).collect::<Vec<_>>();
    let row = |number, n, contact| order_row(fruit(number), person(n), &[contact]);
    let batch = [row("NN-4", 1, "a"), row("NN04", 1, "a"), row("NN4", 2, "b")];
    let first = Some("NN-4".to_owned());
    assert_eq!(like(books.bring_in(&batch).await.unwrap()), [None, first.clone(), None]);
    let across = [row("nn--4", 1, "a"), row("NN-5", 1, "a")];
    assert_eq!(like(books.bring_in(&across).await.unwrap()), [first, None]);
    let is_marked = async |key| books.order(key).await.unwrap().unwrap().order.terms.is_like_another;
    assert!(!is_marked("nn-4").await && is_marked("nn04").await && is_marked("nn--4").await);
    assert!(!is_marked("nn4").await);
    let numbers = async |key| {
        let like = books.looks_like(key).await.unwrap();
        like.into_iter().map(|found| found.order.number).collect::<Vec<_>>()
    };
    assert_eq!(numbers("nn-4").await, ["nn--4", "NN04"]);
    assert!(numbers("nn4").await.is_empty() && numbers("unknown").await.is_empty());
    // Other goods under a number spelled alike are another order.
    let other = order_row(later(fruit("NN.4")), person(1), &["a"]);
    assert_eq!(like(books.bring_in(&[other]).await.unwrap()), [None]);
}

fn in_parcel(number: &str, parcel: &str) -> Order {
    Order { tracking: Some(parcel.to_owned()), ..fruit(number) }
}

async fn what_too_many_orders_share_tells_nothing(books: &Books) {
    let row =
        |n: u32| order_row(in_parcel(&format!("P{n}"), "SF1000042000042"), person(n), &[&format!("c{n}")]);
    let batch: Vec<OrderRow> = (1..=21).map(row).collect();
    let brought = books.bring_in(&batch).await.unwrap();
    assert_eq!(brought[0].like, None);
    assert!(brought[1..].iter().all(|brought| brought.like.is_some()));
    let late = [row(22), row(23)];
    let brought = books.bring_in(&late).await.unwrap();
    assert!(brought.iter().all(|brought| brought.like.is_none()), "{brought:?}");
    assert!(books.looks_like("p1").await.unwrap().is_empty());
}

async fn an_order_that_looks_otherwise_now_is_taken_for_no_other(books: &Books) {
    let row = |number, parcel, n| order_row(in_parcel(number, parcel), person(n), &[number]);
    books.bring_in(&[row("P1", "SF1000042000042", 1)]).await.unwrap();
    let batch =
        [row("P1", "SF7000042000043", 1), row("P2", "SF1000042000042", 2), row("P3", "SF7000042000043", 3)];
    let like: Vec<_> =
        books.bring_in(&batch).await.unwrap().into_iter().map(|brought| brought.like).collect();
    assert_eq!(like, [None, None, Some("P1".to_owned())]);
    let late = books.bring_in(&[row("P4", "SF1000042000042", 4)]).await.unwrap();
    assert_eq!(late[0].like, Some("P2".to_owned()));
}

async fn notes(books: &Books) -> Vec<String> {
    books.order_notes("", 9).await.unwrap().into_iter().map(|note| note.order).collect()
}

async fn an_order_that_changes_is_told_to_its_open_cases_alone(books: &Books) {
    let numbers = ["RD-1", "RD-2", "RD-3", "RD-4"];
    let rows = |order: fn(&str) -> Order| numbers.map(|number| order_row(order(number), person(1), &["a"]));
    books.bring_in(&rows(fruit)).await.unwrap();
    for n in [4, 2, 3] {
        let number = format!("RD-{n}");
        let tale = Tale { order: fruit(&number), ..tale(n, &number).of(person(1)) };
        tale.is_filed(books).await;
        if n == 3 {
            tale.is_agreed(books).await;
            tale.is_finished(books).await;
        }
    }
    assert!(notes(books).await.is_empty());
    assert_eq!(brought(books, &rows(fruit)).await, [Stored::Unchanged; 4]);
    assert!(notes(books).await.is_empty());
    assert_eq!(brought(books, &rows(shipped)).await, [Stored::Changed; 4]);
    assert_eq!(notes(books).await, ["rd-2", "rd-4"]);
    let after = books.order_notes("rd-2", 9).await.unwrap();
    assert_eq!(after.into_iter().map(|note| note.order).collect::<Vec<_>>(), ["rd-4"]);
    assert_eq!(books.order_notes("", 1).await.unwrap().len(), 1);
}

async fn news_end_only_as_they_were_read(books: &Books) {
    let row = |order| order_row(order, person(1), &["a"]);
    books.bring_in(&[row(fruit("RD-1"))]).await.unwrap();
    Tale { order: fruit("RD-1"), ..tale(1, "RD-1").of(person(1)) }.is_filed(books).await;
    books.bring_in(&[row(shipped("RD-1"))]).await.unwrap();
    let read = books.order_notes("", 9).await.unwrap().remove(0);
    books.bring_in(&[row(Order { status: OrderStatus::Paid, ..fruit("RD-1") })]).await.unwrap();
    books.end_order_note(&read).await.unwrap();
    let read = books.order_notes("", 9).await.unwrap().remove(0);
    books.end_order_note(&read).await.unwrap();
    assert!(notes(books).await.is_empty());
    books.end_order_note(&read).await.unwrap();
}

async fn an_order_that_changes_moves_its_ledger(books: &Books) {
    let row = |order| order_row(order, person(1), &["a"]);
    books.bring_in(&[row(fruit("RD-1"))]).await.unwrap();
    let tale = Tale { order: fruit("RD-1"), ..tale(1, "RD-1").of(person(1)) };
    tale.is_filed(books).await;
    let (seen, offer) = (books.ledger("rd-1").await.unwrap(), tale.offer(books).await);
    books.bring_in(&[row(fruit("RD-1"))]).await.unwrap();
    assert_eq!(books.ledger("rd-1").await.unwrap(), seen);
    books.bring_in(&[row(shipped("RD-1"))]).await.unwrap();
    let moved = books.ledger("rd-1").await.unwrap();
    assert_eq!((moved.version, &moved.ledger), (seen.version + 1, &seen.ledger));
    assert_eq!(books.append_case(offer).await.unwrap(), Outcome::Moved);
    done(books, tale.offer(books).await).await;
    let given = books.ledger("rd-1").await.unwrap().ledger;
    books.bring_in(&[row(fruit("RD-1"))]).await.unwrap();
    assert_eq!(books.ledger("rd-1").await.unwrap().ledger, given);
}

/// The order was looked up, then brought in anew, then filed about as it was.
async fn a_case_filed_about_an_order_that_is_another_by_now_is_told(books: &Books) {
    let row = |order| order_row(order, person(1), &["a"]);
    books.bring_in(&[row(fruit("RD-1")), row(fruit("RD-2"))]).await.unwrap();
    let looked_up = async |key| books.order(key).await.unwrap().unwrap().order;
    let (first, second) = (looked_up("rd-1").await, looked_up("rd-2").await);
    books.bring_in(&[row(shipped("RD-1"))]).await.unwrap();
    for (n, order) in [(1, first), (2, second)] {
        let tale = Tale { order, ..tale(n, "RD").of(person(1)) };
        let filing = tale.filing(books).await;
        let part = books.news_since(&tale.key(), &tale.order).await.unwrap();
        done(books, CaseAppend { part, ..filing }).await;
    }
    assert_eq!(notes(books).await, ["rd-1"]);
}

async fn orders_are_gone_through_in_their_order_past_those_of_the_erased(books: &Books) {
    let rows: Vec<OrderRow> =
        (1..=5).map(|n| order_row(fruit(&format!("RD-{n}")), person(n % 2), &["a"])).collect();
    books.bring_in(&rows).await.unwrap();
    let after = async |key: &str, limit| {
        let page = books.orders_after(key, limit).await.unwrap();
        page.into_iter().map(|(key, _)| key).collect::<Vec<_>>()
    };
    assert_eq!(after("rd-2", 2).await, ["rd-3", "rd-4"]);
    books.log().erase(person(1).0).await.unwrap();
    assert_eq!(after("", 1).await, ["rd-2"]);
    assert_eq!(after("rd-2", 9).await, ["rd-4"]);
    assert!(after("rd-4", 1).await.is_empty());
}
