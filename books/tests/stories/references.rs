//! References of refunds: one is one movement of money, whoever's the orders are.

use crate::tell::{Tale, done, fruit, order_row, person, tale};
use books::Books;
use books::cases::append::{CaseAppend, Outcome};
use books::references::Purchase;
use domain::actor::Actor;
use domain::compensation::money::{Currency, Money};
use domain::complaint::command::Proof;
use domain::complaint::event::Event;
use domain::order::Order;
use domain::order::given::{Given, OutsideRefund};
use domain::order::ledger::Transfer;
use domain::order::payment::Means;
use domain::order::reference::key_of;
use domain::remedy::Remedy;
use domain::testing::{AGENT, morning, yuan};
use domain::text::Reference;

stories! {
    one_reference_shown_on_two_orders_at_once_is_decided_again,
    what_is_shown_on_other_orders_is_told_by_currency,
    what_the_shop_corrected_is_known_no_more,
    what_was_taken_back_is_known_no_more,
    several_orders_that_come_in_together_tell_of_one_reference,
}

fn reference() -> Reference {
    Reference::parse("PAY-2026-0042").unwrap()
}

fn euro() -> Currency {
    Currency::from_code("EUR").unwrap()
}

pub(crate) fn key() -> String {
    key_of(&reference()).unwrap()
}

/// An order of either of the two who buy here.
pub(crate) fn bought(order: &str) -> Purchase {
    Purchase { order: order.to_owned(), people: [person(1).0, person(2).0] }
}

async fn known(books: &Books, order: &str, currency: Currency) -> Transfer {
    books.shown(key(), &bought(order), currency).await.unwrap().of_other_orders
}

/// What shows the promise of a case by the reference, decided upon the books as they are.
pub(crate) async fn proof(books: &Books, tale: &Tale) -> CaseAppend {
    let complaint = books.case(tale.case).await.unwrap().state;
    let promise = complaint.case().unwrap().phase.fulfilment().unwrap().promises[0].promise.id;
    let proven = Event::PromiseProven {
        promise,
        proof: Proof::RefundReference(reference()),
        keeps_goods: None,
        although_known: None,
        in_all: None,
    };
    let shown = books.shown(key(), &bought(&tale.key()), Currency::CNY).await.unwrap();
    let change = tale.next(books, Actor::Agent(AGENT), vec![proven]).await;
    CaseAppend { shown: Some(shown), ..change }
}

/// A refund as the shop's files tell it.
pub(crate) fn told(amount: Money) -> Given {
    let at = fruit("RD-1").placed_at;
    Given {
        remedy: Remedy::Refund,
        amount: Some(amount),
        goods: None,
        rule: None,
        at,
        reference: Some(reference()),
        in_all: None,
    }
}

fn with(number: &str, given: Vec<Given>) -> Order {
    Order { given_outside: given, ..fruit(number) }
}

async fn one_reference_shown_on_two_orders_at_once_is_decided_again(books: &Books) {
    let (one, two) = (tale(1, "RD-1001"), tale(2, "RD-1002").of(person(2)));
    for tale in [&one, &two] {
        tale.is_filed(books).await;
        tale.is_agreed(books).await;
    }
    let (by_one, by_two) = (proof(books, &one).await, proof(books, &two).await);
    assert!(by_two.shown.as_ref().unwrap().of_other_orders.is_unknown());
    done(books, by_one).await;
    assert_eq!(books.append_case(by_two).await.unwrap(), Outcome::Moved);
    let again = proof(books, &two).await;
    let known_of_one = Transfer { by_shop: None, said: None, by_hand: None, proven: Some(5_000) };
    assert_eq!(again.shown.as_ref().unwrap().of_other_orders, known_of_one);
    done(books, again).await;
    assert_eq!(known(books, "rd-1001", Currency::CNY).await, known_of_one);
    let both = Transfer { by_shop: None, said: None, by_hand: None, proven: Some(10_000) };
    assert_eq!(known(books, "another", Currency::CNY).await, both);
}

async fn what_is_shown_on_other_orders_is_told_by_currency(books: &Books) {
    let nine = Money { minor: 900, currency: euro() };
    let rows = [
        order_row(with("RD-1", vec![told(yuan("3.00")), told(yuan("4.00"))]), person(1), &["a"]),
        order_row(with("RD-2", vec![told(nine)]), person(2), &["b"]),
    ];
    books.bring_in(&rows).await.unwrap();
    let by_shop = |minor| Transfer { by_shop: Some(minor), ..Transfer::default() };
    assert_eq!(known(books, "rd-9", Currency::CNY).await, by_shop(700));
    assert_eq!(known(books, "rd-9", euro()).await, by_shop(900));
    // What names it in another currency still names it.
    assert_eq!(known(books, "rd-1", Currency::CNY).await, by_shop(0));
    assert_eq!(known(books, "rd-2", Currency::CNY).await, by_shop(700));
    let tale = tale(1, "RD-3");
    tale.is_filed(books).await;
    tale.is_agreed(books).await;
    done(books, proof(books, &tale).await).await;
    let all = Transfer { by_shop: Some(700), said: None, by_hand: None, proven: Some(5_000) };
    assert_eq!(known(books, "rd-9", Currency::CNY).await, all);
    // What it came to in all nobody says in a second currency.
    let in_euro = Transfer { by_shop: Some(900), said: Some(0), by_hand: None, proven: Some(0) };
    assert_eq!(known(books, "rd-9", euro()).await, in_euro);
}

async fn what_the_shop_corrected_is_known_no_more(books: &Books) {
    let tell = async |given| {
        books.bring_in(&[order_row(with("RD-1", given), person(1), &["a"])]).await.unwrap();
    };
    tell(vec![told(yuan("3.00"))]).await;
    let seen = books.shown(key(), &bought("rd-2"), Currency::CNY).await.unwrap();
    assert_eq!(seen.of_other_orders.by_shop, Some(300));
    let two = tale(2, "RD-2").of(person(2));
    two.is_filed(books).await;
    two.is_agreed(books).await;
    let decided = proof(books, &two).await;
    tell(vec![told(yuan("5.00"))]).await;
    assert_eq!(known(books, "rd-2", Currency::CNY).await.by_shop, Some(500));
    assert_eq!(books.append_case(decided).await.unwrap(), Outcome::Moved);
    tell(vec![Given { amount: None, ..told(yuan("1.00")) }]).await;
    assert_eq!(known(books, "rd-2", Currency::CNY).await.by_shop, Some(0));
    tell(Vec::new()).await;
    assert!(known(books, "rd-2", Currency::CNY).await.is_unknown());
}

async fn what_was_taken_back_is_known_no_more(books: &Books) {
    let tale = tale(1, "RD-1001");
    tale.is_filed(books).await;
    let refund = OutsideRefund {
        amount: yuan("20.00"),
        means: Means::Card,
        reference: Some(reference()),
        on: morning().date_naive(),
        goods: Vec::new(),
    };
    let agent = Actor::Agent(AGENT);
    let recorded = tale.next(books, agent, vec![Event::OutsideRefundRecorded(refund)]).await;
    let version = recorded.expected + 1;
    done(books, recorded).await;
    assert_eq!(known(books, "rd-2", Currency::CNY).await.by_hand, Some(2_000));
    assert!(known(books, "rd-1001", Currency::CNY).await.is_unknown());
    let taken_back = Event::OutsideRefundTakenBack { version, reason: None };
    done(books, tale.next(books, agent, vec![taken_back]).await).await;
    assert!(known(books, "rd-2", Currency::CNY).await.is_unknown());
}

async fn several_orders_that_come_in_together_tell_of_one_reference(books: &Books) {
    let row = |n: u32, sum| order_row(with(&format!("RD-{n}"), vec![told(yuan(sum))]), person(n), &["a"]);
    books.bring_in(&[row(1, "1.00"), row(2, "2.00"), row(1, "4.00")]).await.unwrap();
    assert_eq!(known(books, "rd-9", Currency::CNY).await.by_shop, Some(600));
    assert_eq!(known(books, "rd-1", Currency::CNY).await.by_shop, Some(200));
}
