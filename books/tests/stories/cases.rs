//! Cases: filed once, found again, added to by whoever has seen them as they are.

use crate::tell::{EXPIRES, done, person, tale};
use books::Books;
use books::cases::append::{CaseAppend, Outcome};
use books::queue::{Queue, Stretch};
use domain::actor::Actor;
use domain::complaint::event::Event;
use domain::id::CommandId;
use domain::testing::{AGENT, CUSTOMER, OTHER_AGENT, personal};
use uuid::Uuid;

stories! {
    a_case_that_is_filed_is_found_by_its_number_its_order_and_its_person,
    a_number_is_given_once,
    a_command_sent_again_is_answered_as_the_first_time,
    one_command_id_does_not_stand_for_two_intents_on_a_case,
    who_comes_second_is_told_what_they_missed,
    cases_of_one_order_decided_upon_the_same_ledger_do_not_both_give,
    what_gives_nothing_new_leaves_the_ledger_as_it_is,
    a_case_that_opens_or_closes_moves_its_orders_ledger,
    cases_of_a_person_and_of_an_order_are_told_once_and_the_newest_first,
    rows_come_in_the_order_they_were_asked_for,
}

async fn a_case_that_is_filed_is_found_by_its_number_its_order_and_its_person(books: &Books) {
    let tale = tale(1, "RD-1001");
    let events = tale.is_filed(books).await;
    let codes: Vec<&str> = events.iter().map(|event| event.event.code()).collect();
    assert_eq!(codes, ["filed", "triaged", "acknowledged"]);
    assert_eq!(
        events.iter().map(|event| (event.seq, event.version)).collect::<Vec<_>>(),
        [(1, 1), (2, 2), (3, 3)]
    );
    let loaded = books.case(tale.case).await.unwrap();
    assert_eq!(loaded.events, events);
    assert_eq!(loaded.version(), 3);
    assert_eq!(loaded.state.case().map(|case| case.person), Some(CUSTOMER));
    assert_eq!(books.case_events(tale.case, 2).await.unwrap().len(), 1);

    let kept = books.kept(tale.case).await.unwrap().unwrap();
    assert_eq!((kept.case, kept.person, kept.order.as_str()), (tale.case, CUSTOMER, "rd-1001"));
    assert_eq!((kept.number.clone(), kept.version), (tale.number.clone(), 3));
    assert_eq!(books.personal(tale.case).await.unwrap(), Some(personal()));
    assert!(books.is_answered(tale.case, events[0].command_id).await.unwrap());
    assert!(!books.is_answered(tale.case, CommandId(Uuid::nil())).await.unwrap());
    assert!(kept.row.as_ref().unwrap().contains("RD-1001"));
    assert_eq!(books.case_by_number(&tale.number).await.unwrap(), Some(kept.clone()));
    assert_eq!(books.cases_of_order("rd-1001").await.unwrap(), [(tale.case, CUSTOMER)]);
    assert_eq!(books.cases_beside(CUSTOMER, "another", 9).await.unwrap(), [tale.case]);
    for view in ["open", "unassigned"] {
        let queue = Queue { view: view.to_owned(), owner: String::new() };
        let page = books.queue(&queue, None, Stretch::ALL, 9).await.unwrap();
        assert!(page.iter().map(|(_, kept)| kept).eq([&kept]), "{view}");
    }
    let link = books.link_by_token(&tale.token()).await.unwrap().unwrap();
    assert_eq!((link.case, link.person, link.generation), (tale.case, CUSTOMER, 1));
    assert!(link.opens(EXPIRES - 1) && !link.opens(EXPIRES));

    let nobody = crate::tell::tale(2, "RD-1002");
    assert_eq!(books.case_by_number(&nobody.number).await.unwrap(), None);
    assert_eq!(books.kept(nobody.case).await.unwrap(), None);
    assert_eq!(books.case(nobody.case).await.unwrap().version(), 0);
}

async fn a_number_is_given_once(books: &Books) {
    let first = tale(1, "RD-1001");
    first.is_filed(books).await;
    let mut second = tale(2, "RD-1002");
    second.number = first.number.clone();
    let late = books.append_case(second.filing(books).await).await.unwrap();
    assert_eq!(late, Outcome::Moved);
    assert_eq!(books.case_by_number(&first.number).await.unwrap().map(|kept| kept.case), Some(first.case));
    assert_eq!(books.case(second.case).await.unwrap().version(), 0);
    assert_eq!(books.kept(second.case).await.unwrap(), None);
    assert_eq!(books.link(second.case).await.unwrap(), None);
    assert!(books.cases_of_order("rd-1002").await.unwrap().is_empty());
    // With another one it goes in.
    let drawn = tale(3, "RD-1002");
    done(books, crate::tell::Tale { number: drawn.number, ..second }.filing(books).await).await;
}

async fn a_command_sent_again_is_answered_as_the_first_time(books: &Books) {
    let tale = tale(1, "RD-1001");
    let filing = tale.filing(books).await;
    let first = done(books, filing.clone()).await;
    let again = |events: &[_]| Outcome::Done { events: events.to_vec(), is_repeated: true };
    assert_eq!(books.append_case(filing.clone()).await.unwrap(), again(&first));
    tale.is_taken(books).await;
    // What came since is no part of the answer, and nothing is added.
    let last = books.log().last().await.unwrap();
    assert_eq!(books.append_case(filing.clone()).await.unwrap(), again(&first));
    assert_eq!(books.answered_case(tale.case, &filing.steps[0]).await.unwrap(), Some(again(&first)));
    assert_eq!(books.log().last().await.unwrap(), last);
    assert_eq!(books.case(tale.case).await.unwrap().version(), 4);
}

async fn one_command_id_does_not_stand_for_two_intents_on_a_case(books: &Books) {
    let tale = tale(1, "RD-1001");
    let filing = tale.filing(books).await;
    done(books, filing.clone()).await;
    let mut other = filing.steps[0].clone();
    other.fingerprint = vec![9; 32];
    let mut by_another = filing.steps[0].clone();
    by_another.actor = Actor::Agent(AGENT);
    for step in [other, by_another] {
        assert_eq!(books.answered_case(tale.case, &step).await.unwrap(), Some(Outcome::Reused));
        let change = CaseAppend { steps: vec![step], ..filing.clone() };
        assert_eq!(books.append_case(change).await.unwrap(), Outcome::Reused);
    }
    let unknown = tale.offer(books).await.steps.remove(0);
    assert_eq!(books.answered_case(tale.case, &unknown).await.unwrap(), None);
}

async fn who_comes_second_is_told_what_they_missed(books: &Books) {
    let tale = tale(1, "RD-1001");
    tale.is_filed(books).await;
    let late = tale.next(books, Actor::Agent(OTHER_AGENT), vec![Event::CaseTaken]).await;
    let taken = tale.is_taken(books).await;
    assert_eq!(books.append_case(late).await.unwrap(), Outcome::Conflict(taken));
    assert_eq!(books.case(tale.case).await.unwrap().version(), 4);
}

async fn cases_of_one_order_decided_upon_the_same_ledger_do_not_both_give(books: &Books) {
    let (one, two) = (tale(1, "RD-1001"), tale(2, "RD-1001"));
    one.is_filed(books).await;
    two.is_filed(books).await;
    let (by_one, by_two) = (one.offer(books).await, two.offer(books).await);
    done(books, by_one).await;
    let given = books.ledger("rd-1001").await.unwrap();
    assert_eq!(books.append_case(by_two).await.unwrap(), Outcome::Moved);
    assert_eq!(books.ledger("rd-1001").await.unwrap(), given);
    assert_eq!(books.case(two.case).await.unwrap().version(), 3);
    done(books, two.offer(books).await).await;
    let both = books.ledger("rd-1001").await.unwrap();
    assert_eq!(both.version, given.version + 1);
    assert_ne!(both.ledger, given.ledger);
    // Another order's cases have a ledger of their own.
    assert_eq!(books.ledger("rd-1002").await.unwrap().version, 0);
}

async fn what_gives_nothing_new_leaves_the_ledger_as_it_is(books: &Books) {
    let (one, two) = (tale(1, "RD-1001"), tale(2, "RD-1001"));
    one.is_filed(books).await;
    two.is_filed(books).await;
    let before = books.ledger("rd-1001").await.unwrap();
    let (by_one, by_two) = (
        one.next(books, Actor::Agent(AGENT), vec![Event::CaseTaken]).await,
        two.next(books, Actor::Agent(AGENT), vec![Event::CaseTaken]).await,
    );
    done(books, by_one).await;
    done(books, by_two).await;
    assert_eq!(books.ledger("rd-1001").await.unwrap(), before);
    assert!(before.ledger.is_empty());
}

/// Whoever brings the order in meanwhile sees which of its cases are open by it.
async fn a_case_that_opens_or_closes_moves_its_orders_ledger(books: &Books) {
    let (one, two) = (tale(1, "RD-1001"), tale(2, "RD-1001"));
    let (by_one, by_two) = (one.filing(books).await, two.filing(books).await);
    done(books, by_one).await;
    assert_eq!(books.append_case(by_two).await.unwrap(), Outcome::Moved);
    one.is_agreed(books).await;
    let open = books.ledger("rd-1001").await.unwrap();
    one.is_finished(books).await;
    let kept = books.kept(one.case).await.unwrap().unwrap();
    assert!(kept.places.iter().all(|place| place.0 != "open"), "{:?}", kept.places);
    assert!(books.ledger("rd-1001").await.unwrap().version > open.version);
}

async fn cases_of_a_person_and_of_an_order_are_told_once_and_the_newest_first(books: &Books) {
    let tales = [
        tale(1, "RD-1001"),
        tale(2, "RD-1001").of(person(2)),
        tale(3, "RD-1003"),
        tale(4, "RD-1004").of(person(2)),
    ];
    for tale in &tales {
        tale.is_filed(books).await;
    }
    let [first, second, third, fourth] = tales.map(|tale| tale.case);
    let beside = async |n| books.cases_beside(CUSTOMER, "rd-1001", n).await.unwrap();
    assert_eq!(beside(9).await, [third, second, first]);
    assert_eq!(beside(2).await, [third, second]);
    assert!(beside(0).await.is_empty());
    assert_eq!(books.cases_beside(person(2), "rd-1001", 9).await.unwrap(), [fourth, second, first]);
    assert_eq!(books.cases_of_order("rd-1001").await.unwrap(), [(first, CUSTOMER), (second, person(2))]);
}

async fn rows_come_in_the_order_they_were_asked_for(books: &Books) {
    let (one, two, nobody) = (tale(1, "RD-1001"), tale(2, "RD-1002"), tale(3, "RD-1003"));
    one.is_filed(books).await;
    two.is_filed(books).await;
    let rows = books.kept_all(&[two.case, nobody.case, one.case]).await.unwrap();
    assert_eq!(rows.into_iter().map(|kept| kept.case).collect::<Vec<_>>(), [two.case, one.case]);
}
