//! Words: sealed with the key of whose case it is, and gone with it.

use crate::tell::{Tale, done, fruit, order_row, person, tale};
use books::Books;
use books::cases::append::CaseAppend;
use domain::actor::Actor;
use domain::complaint::command::Proof;
use domain::complaint::event::{Event, Recorded};
use domain::id::PromiseId;
use domain::testing::{AGENT, CUSTOMER, personal};
use domain::text::Sentence;
use eventlog::verify::verify;
use uuid::Uuid;

stories! {
    who_is_erased_is_gone_and_what_was_decided_stays,
    who_is_erased_and_goes_on_is_kept_again,
    what_was_done_is_told_in_words_that_are_sealed_too,
}

fn story(events: &[Recorded]) -> String {
    match &events[0].event {
        Event::Filed(filed) => filed.story.text.as_str().to_owned(),
        other => panic!("{other:?}"),
    }
}

async fn two(books: &Books) -> (Tale, Tale) {
    let (theirs, others) = (tale(1, "RD-1001"), tale(2, "RD-1002").of(person(2)));
    for tale in [&theirs, &others] {
        books.bring_in(&[order_row(fruit(&tale.order.number), tale.person, &["a"])]).await.unwrap();
        done(books, CaseAppend { personal: Some(personal()), ..tale.filing(books).await }).await;
    }
    theirs.is_agreed(books).await;
    (theirs, others)
}

async fn who_is_erased_is_gone_and_what_was_decided_stays(books: &Books) {
    let (theirs, others) = two(books).await;
    let (before, ledger) = (books.case(theirs.case).await.unwrap(), books.ledger("rd-1001").await.unwrap());
    assert!(story(&before.events).contains("水果"));
    assert_eq!(books.personal(theirs.case).await.unwrap(), Some(personal()));
    assert!(books.log().erase(CUSTOMER.0).await.unwrap());

    let after = books.case(theirs.case).await.unwrap();
    assert!(!story(&after.events).contains("水果"));
    let codes = |events: &[Recorded]| {
        events.iter().map(|event| (event.version, event.event.code().to_owned())).collect::<Vec<_>>()
    };
    assert_eq!(codes(&after.events), codes(&before.events));
    assert!(after.state.case().unwrap().phase.fulfilment().is_some());
    assert_eq!(books.ledger("rd-1001").await.unwrap(), ledger);
    let kept = books.kept(theirs.case).await.unwrap().unwrap();
    assert_eq!((kept.row, kept.number, kept.order.as_str()), (None, theirs.number, "rd-1001"));
    assert_eq!(books.order("rd-1001").await.unwrap(), None);
    assert_eq!(books.personal(theirs.case).await.unwrap(), None);

    assert!(story(&books.case(others.case).await.unwrap().events).contains("水果"));
    assert!(books.kept(others.case).await.unwrap().unwrap().row.is_some());
    assert!(books.order("rd-1002").await.unwrap().is_some());
    assert_eq!(books.personal(others.case).await.unwrap(), Some(personal()));
    assert!(verify(books.log().as_ref(), |_| ()).await.unwrap().is_empty());
}

async fn who_is_erased_and_goes_on_is_kept_again(books: &Books) {
    let (theirs, _) = two(books).await;
    assert!(books.log().erase(CUSTOMER.0).await.unwrap());
    theirs.is_finished(books).await;
    assert!(books.kept(theirs.case).await.unwrap().unwrap().row.is_some());
    let again = tale(3, "RD-1003");
    again.is_filed(books).await;
    assert!(story(&books.case(again.case).await.unwrap().events).contains("水果"));
    assert!(!story(&books.case(theirs.case).await.unwrap().events).contains("水果"));
}

async fn what_was_done_is_told_in_words_that_are_sealed_too(books: &Books) {
    let tale = tale(1, "RD-1001");
    tale.is_filed(books).await;
    let done_so = Sentence::parse("已上门道歉").unwrap();
    let proven = Event::PromiseProven {
        promise: PromiseId(Uuid::from_u128(7)),
        proof: Proof::Statement(done_so),
        keeps_goods: None,
        although_known: None,
        in_all: None,
    };
    let mut change = tale.next(books, Actor::Agent(AGENT), vec![Event::CaseTaken]).await;
    change.steps[0].events = vec![proven.clone()];
    done(books, change).await;
    let read = async || books.case_events(tale.case, 3).await.unwrap().remove(0).event;
    assert_eq!(read().await, proven);
    books.log().erase(CUSTOMER.0).await.unwrap();
    match read().await {
        Event::PromiseProven { proof: Proof::Statement(left), .. } => {
            assert!(!left.as_str().contains("道歉"));
        }
        other => panic!("{other:?}"),
    }
}
