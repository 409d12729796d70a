//! What is kept beside the events is made anew from them.

use crate::files::file;
use crate::references::{bought, key, proof, told};
use crate::search::{PATIENCE, caught_up, indexed};
use crate::staff::{add, user};
use crate::tell::{Tale, done, fruit, order_row, person, tale};
use crate::world::World;
use books::Books;
use books::cases::append::CaseAppend;
use books::cases::{CASES, Kept, OF_ORDERS, OF_PEOPLE, PEOPLE};
use books::files::{EvidenceRow, OF_CASES};
use books::ledgers::Seen;
use books::links::{LINKS, TOKENS};
use books::missing::{Missing, Way};
use books::orders::{BARE, CONTACTS, LOOKS, ORDERS};
use books::queue::{PLACES, Queue, Stretch};
use books::search::{Indexing, TERM_KEY, TERMS};
use books::staff::STAFF;
use domain::actor::{Actor, Role};
use domain::clock::TimeLimits;
use domain::compensation::money::Currency;
use domain::complaint::event::Event;
use domain::id::CaseId;
use domain::order::Order;
use domain::order::ledger::{OrderLedger, Transfer};
use domain::testing::{AGENT, yuan};
use eventlog::follow::{Patience, follow};
use eventlog::settle::Written;
use eventlog::table::Folded;
use eventlog::verify::verify;
use eventlog::{Append, RowChange, RowKey, Span, Table, TableChange, Value, own};
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

stories! {
    what_is_missing_or_wrong_beside_the_events_is_made_anew,
    a_rebuild_of_what_is_right_changes_nothing,
    a_rebuild_beside_a_server_at_work_takes_nothing_back,
    what_is_gone_is_named_and_what_follows_from_something_is_brought_back,
    what_leads_to_a_case_and_what_guards_it_is_missed,
    words_that_are_gone_are_missed_and_left_to_a_server_that_keeps_them,
}

/// All that follows from the cases' events.
#[derive(Debug, PartialEq)]
struct Beside {
    rows: Vec<Kept>,
    open: Vec<CaseId>,
    taken: Vec<CaseId>,
    of_order: Vec<CaseId>,
    of_person: Vec<CaseId>,
    ledger: OrderLedger,
    known: Transfer,
}

async fn beside(books: &Books) -> Beside {
    let queue = async |view: &str| {
        let queue = Queue { view: view.to_owned(), owner: String::new() };
        let page = books.queue(&queue, None, Stretch::ALL, 99).await.unwrap();
        page.into_iter().map(|(_, kept)| kept.case).collect()
    };
    let Seen { ledger, .. } = books.ledger("rd-1001").await.unwrap();
    Beside {
        rows: books.cases_after(CaseId(Uuid::nil()), 99).await.unwrap(),
        open: queue("open").await,
        taken: queue("unassigned").await,
        of_order: books.cases_of_order("rd-1001").await.unwrap().into_iter().map(|(case, _)| case).collect(),
        of_person: books.cases_beside(person(1), "none", 99).await.unwrap(),
        ledger,
        known: books.shown(key(), &bought("none"), Currency::CNY).await.unwrap().of_other_orders,
    }
}

async fn three(books: &Books) -> [Tale; 3] {
    let tales = [1, 2, 3].map(|n| tale(n, if n == 3 { "RD-3" } else { "RD-1001" }).of(person(1)));
    for tale in &tales {
        tale.is_filed(books).await;
    }
    tales[0].is_agreed(books).await;
    done(books, proof(books, &tales[0]).await).await;
    tales[1].is_taken(books).await;
    tales
}

/// A file of the person whose cases they are.
fn theirs(n: u32, command: Uuid) -> EvidenceRow {
    EvidenceRow { person_id: person(1).0, ..file(n, command) }
}

async fn what_is_missing_or_wrong_beside_the_events_is_made_anew(books: &Books) {
    let [first, second, _] = three(books).await;
    let before = beside(books).await;
    assert_eq!(before.known.proven, Some(5_000));
    let place = |case: CaseId| vec!["open".into(), "".into(), 7_i64.into(), case.0.into(), 7_i64.into()];
    let put = |table, values| TableChange::Put { table, values };
    let nobody = CaseId(Uuid::from_u128(99));
    let tables = vec![
        TableChange::Clear { table: &CASES, key: vec![first.case.0.into()] },
        TableChange::Clear { table: &OF_ORDERS, key: vec!["rd-1001".into(), second.case.0.into()] },
        TableChange::Clear { table: &OF_PEOPLE, key: vec![person(1).0.into()] },
        put(&PLACES, place(second.case)),
        put(&PLACES, place(nobody)),
        put(&OF_ORDERS, vec!["rd-1001".into(), nobody.0.into(), nobody.0.into()]),
    ];
    let mut rows = Vec::new();
    for (table, key, body) in
        [("order-ledger", "rd-1001".to_owned(), "{\"cases\":[]}"), ("refund-reference", key(), "{}")]
    {
        let key = RowKey::new(table, key);
        let version = books.log().row(&key).await.unwrap().unwrap().version;
        rows.push(RowChange::write(key, version, body));
    }
    books.log().append(Append { rows, tables, ..Append::default() }).await.unwrap();
    assert_ne!(beside(books).await, before);
    let rebuilt = books.rebuild(&TimeLimits::default(), &|_, n_all| assert_eq!(n_all, 3)).await.unwrap();
    assert_eq!(beside(books).await, before);
    let n_events = books.last().await.unwrap();
    assert_eq!((rebuilt.n_cases, rebuilt.n_events), (3, n_events));
}

async fn a_rebuild_of_what_is_right_changes_nothing(books: &Books) {
    let tales = three(books).await;
    let (before, seen) = (beside(books).await, books.ledger("rd-1001").await.unwrap());
    books.rebuild(&TimeLimits::default(), &|_, _| ()).await.unwrap();
    assert_eq!(beside(books).await, before);
    assert_eq!(books.ledger("rd-1001").await.unwrap(), seen);
    let cases = tales.map(|tale| tale.case);
    assert!(books.streams_of_cases().await.unwrap().iter().eq(&cases));
    let rows = books.rows_of_cases().await.unwrap();
    for (place, case) in cases.into_iter().enumerate() {
        assert_eq!(rows[place], (case, books.version_of(case).await.unwrap()));
    }
    assert_eq!(books.n_cases().await.unwrap(), 3);
    assert_eq!(books.cases_after(cases[0], 1).await.unwrap()[0].case, cases[1]);
    assert_eq!(books.ledger_keys_after("", 9).await.unwrap(), ["rd-1001", "rd-3"]);
    assert_eq!(books.ledger_keys_after("", 1).await.unwrap(), ["rd-1001"]);
    assert_eq!(books.ledger_keys_after("rd-1001", 9).await.unwrap(), ["rd-3"]);
}

async fn what_is_gone_is_named_and_what_follows_from_something_is_brought_back(books: &Books) {
    let order = Order { given_outside: vec![told(yuan("3.00"))], ..fruit("RD-1001") };
    books.bring_in(&[order_row(order, person(1), &["a"])]).await.unwrap();
    books.bring_in(&[order_row(fruit("RD-3"), person(1), &["a"])]).await.unwrap();
    let [first, _, third] = three(books).await;
    let command = Uuid::new_v4();
    let kept = books.keep_evidence(&theirs(1, command), 9).await.unwrap();
    assert_eq!(kept, books::files::Kept::Done);
    let part = books.claim(command, first.case, "rd-1001", first.person).await.unwrap();
    let taken = first.next(books, Actor::Agent(AGENT), vec![Event::CaseTaken]).await;
    done(books, CaseAppend { part, ..taken }).await;
    assert_eq!(books.missing().await.unwrap(), []);
    let before = beside(books).await;
    let clear = |table, key| TableChange::Clear { table, key };
    let file_id = Uuid::from_u128(1);
    let tables = vec![
        clear(&PLACES, vec!["open".into(), "".into()]),
        clear(&OF_PEOPLE, vec![person(1).0.into(), first.case.0.into()]),
        clear(&OF_ORDERS, vec!["rd-3".into()]),
        clear(&OF_CASES, vec![first.case.0.into()]),
        clear(&LOOKS, vec!["n:RD1001".into()]),
        clear(&BARE, vec!["rd3".into()]),
    ];
    let reference = RowKey::new("refund-reference", key());
    let version = books.log().row(&reference).await.unwrap().unwrap().version;
    let rows = vec![RowChange::take_away(reference, version)];
    books.log().append(Append { rows, tables, ..Append::default() }).await.unwrap();
    let missing = books.missing().await.unwrap();
    for expected in [
        Missing::Place(third.case, "open".to_owned()),
        Missing::OfPerson(first.case),
        Missing::OfOrder(third.case),
        Missing::FileFinds(file_id),
        Missing::OrderFinds("rd-3".to_owned()),
        Missing::ReferenceByCases("rd-1001".to_owned()),
        Missing::ReferenceByShop("rd-1001".to_owned()),
    ] {
        assert!(missing.contains(&expected) && expected.way() == Way::Rebuild, "{expected}: {missing:?}");
    }
    books.rebuild(&TimeLimits::default(), &|_, _| ()).await.unwrap();
    assert_eq!(books.missing().await.unwrap(), []);
    assert_eq!(beside(books).await, before);
    // What no event tells is named, and is back with the file that told it.
    let tables = vec![clear(&ORDERS, vec!["rd-1001".into()]), clear(&CONTACTS, vec!["rd-3".into()])];
    books.log().append(Append { tables, ..Append::default() }).await.unwrap();
    let expected = [Missing::Order("rd-1001".to_owned()), Missing::Contacts("rd-3".to_owned())];
    assert_eq!(books.missing().await.unwrap(), expected);
    assert!(expected.iter().all(|missing| missing.way() == Way::ShopsFile));
    books.rebuild(&TimeLimits::default(), &|_, _| ()).await.unwrap();
    assert_eq!(books.missing().await.unwrap(), expected);
    let order = Order { given_outside: vec![told(yuan("3.00"))], ..fruit("RD-1001") };
    let rows = [order_row(order, person(1), &["a"]), order_row(fruit("RD-3"), person(1), &["a"])];
    books.bring_in(&rows).await.unwrap();
    assert_eq!(books.missing().await.unwrap(), []);
}

async fn what_leads_to_a_case_and_what_guards_it_is_missed(books: &Books) {
    let [first, second, third] = three(books).await;
    books
        .bring_in(&["RD-1001", "RD-3"].map(|number| order_row(fruit(number), person(1), &["a"])))
        .await
        .unwrap();
    let command = Uuid::new_v4();
    books.keep_evidence(&theirs(1, command), 9).await.unwrap();
    books.keep_evidence(&theirs(2, Uuid::new_v4()), 9).await.unwrap();
    let part = books.claim(command, first.case, "rd-1001", first.person).await.unwrap();
    let taken = first.next(books, Actor::Agent(AGENT), vec![Event::CaseTaken]).await;
    done(books, CaseAppend { part, ..taken }).await;
    let (anna, bo) = (user(1, "anna", Role::Admin), user(2, "bo", Role::Agent));
    add(books, anna).await;
    add(books, bo.clone()).await;
    assert_eq!(books.missing().await.unwrap(), []);
    let clear = |table, key| TableChange::Clear { table, key };
    let guarded = |kind: &str, key: String| clear(&own::ROWS, vec![kind.into(), key.into()]);
    let file_command = books.evidence(Uuid::from_u128(2)).await.unwrap().unwrap().command_id;
    let by_hand = vec![
        clear(&PEOPLE, vec![first.case.0.into()]),
        clear(&LINKS, vec![first.case.0.into()]),
        clear(&TOKENS, vec![second.token().into()]),
        guarded("case-number", third.number.as_str().to_owned()),
        guarded("files", command.to_string()),
        guarded("files", file_command.to_string()),
        clear(&own::COMMANDS, vec![second.case.0.into()]),
        clear(&STAFF, vec![bo.user_id.into()]),
    ];
    let mut tables = BTreeMap::new();
    for change in &by_hand {
        tables.entry(change.table()).or_insert_with(Folded::default).add(change);
    }
    // The log's own tables change behind its back alone.
    books.log().adopt(Written { tables, ..Written::default() }).await.unwrap();
    let brought_back = [
        Missing::Token(second.case),
        Missing::Number(third.case),
        Missing::FileGuard(Uuid::from_u128(1)),
        Missing::FileGuard(Uuid::from_u128(2)),
    ];
    let gone = [
        Missing::Person(first.case),
        Missing::Link(first.case),
        Missing::Command(second.case),
        Missing::Staff("bo".to_owned()),
    ];
    let missing = books.missing().await.unwrap();
    for expected in brought_back.iter().chain(&gone) {
        assert!(missing.contains(expected), "{expected}: {missing:?}");
        let is_told = expected.to_string().len() > 10;
        assert_eq!(expected.way() == Way::Rebuild, brought_back.contains(expected) && is_told, "{expected}");
    }
    assert_eq!(missing.len(), brought_back.len() + gone.len(), "{missing:?}");
    let rebuilt = books.rebuild(&TimeLimits::default(), &|_, _| ()).await.unwrap();
    assert_eq!(rebuilt.not_made, []);
    assert_eq!(books.missing().await.unwrap(), gone);
    // What is back is as it was: nothing comes for a command that was answered, and the number is the case's.
    assert_eq!(books.keep_evidence(&theirs(3, command), 9).await.unwrap(), books::files::Kept::Answered);
    assert_eq!(books.keep_evidence(&theirs(4, file_command), 9).await.unwrap(), books::files::Kept::Done);
    assert_eq!(books.case_by_number(&third.number).await.unwrap().unwrap().case, third.case);
    assert_eq!(books.link_by_token(&second.token()).await.unwrap().unwrap().case, second.case);
}

async fn words_that_are_gone_are_missed_and_left_to_a_server_that_keeps_them(books: &Books) {
    let [first, ..] = three(books).await;
    books
        .bring_in(&["RD-1001", "RD-3"].map(|number| order_row(fruit(number), person(1), &["a"])))
        .await
        .unwrap();
    assert_eq!(books.missing().await.unwrap(), [], "nothing was indexed yet, and nothing is missing");
    let following = follow(Arc::clone(books.log()), Indexing::of(books.clone()), Patience::default());
    caught_up(books, &following).await;
    assert_eq!(books.missing().await.unwrap(), []);
    // The shop puts a contact right: nothing is missing for that.
    books.bring_in(&[order_row(fruit("RD-1001"), person(1), &["b"])]).await.unwrap();
    assert_eq!(books.missing().await.unwrap(), []);
    let clear = async |table: &'static Table, key: Vec<Value>| {
        let tables = vec![TableChange::Clear { table, key }];
        books.log().append(Append { tables, ..Append::default() }).await.unwrap();
    };
    let rows = books.log().scan(Span::all(&TERMS), 999).await.unwrap();
    for of_first in rows.iter().filter(|row| row[2] == first.case.0.into()) {
        clear(&TERMS, of_first.clone()).await;
    }
    assert_eq!(books.missing().await.unwrap(), [Missing::Words(first.case)]);
    // The server at work keeps them; once it is gone they are made anew.
    let rebuilt = books.rebuild(&TimeLimits::default(), &|_, _| ()).await.unwrap();
    assert!(rebuilt.is_index_kept && rebuilt.not_made.is_empty());
    assert_eq!(books.missing().await.unwrap(), [Missing::Words(first.case)]);
    drop(following);
    let forgotten = async {
        while books.rebuild(&TimeLimits::default(), &|_, _| ()).await.unwrap().is_index_kept {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, forgotten).await.expect("forgotten");
    assert_eq!(books.missing().await.unwrap(), []);
    indexed(books).await;
    assert_eq!(books.missing().await.unwrap(), []);
    assert_eq!(books.log().count(Span::all(&TERMS), 999).await.unwrap(), u64::try_from(rows.len()).unwrap());
    clear(&TERM_KEY, vec![0_i64.into()]).await;
    assert_eq!(books.missing().await.unwrap(), [Missing::TermKey]);
}

async fn a_rebuild_beside_a_server_at_work_takes_nothing_back(world: &World) {
    for n in 0..30 {
        tale(n, &format!("RD-{n}")).of(person(n)).is_filed(world).await;
    }
    let others = world.others.clone();
    let at_work = tokio::spawn(async move {
        for n in 0..30 {
            let of = |n: u32| tale(n, &format!("RD-{n}")).of(person(n));
            of(n).is_agreed(&others).await;
            of(100 + n).is_filed(&others).await;
        }
    });
    while !at_work.is_finished() {
        let rebuilt = world.rebuild(&TimeLimits::default(), &|_, _| ()).await.unwrap();
        assert_eq!(rebuilt.not_made, []);
    }
    at_work.await.unwrap();
    // Each stands where its events left it, as one more rebuild would have it.
    let rows = async || {
        let cases = world.cases_after(CaseId(Uuid::nil()), 99).await.unwrap();
        let places = world.log().scan(eventlog::Span::all(&PLACES), 999).await.unwrap();
        let mut ledgers = Vec::new();
        for n in 0..30 {
            ledgers.push(world.ledger(&format!("rd-{n}")).await.unwrap().ledger);
        }
        (cases, places, ledgers)
    };
    let before = rows().await;
    for kept in &before.0 {
        assert_eq!(kept.version, world.version_of(kept.case).await.unwrap());
    }
    assert!(before.2.iter().all(|ledger| *ledger != OrderLedger::default()));
    world.rebuild(&TimeLimits::default(), &|_, _| ()).await.unwrap();
    assert_eq!(rows().await, before);
}

/// Nobody is shown what nobody wrote, so a row that was changed keeps whoever reads it from going on until then.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rows_that_were_changed_by_hand_are_made_anew() {
    let world = World::in_sqlite().await;
    three(&world).await;
    let before = beside(&world).await;
    world.by_hand(
        "UPDATE queue_1 SET due = 5;
         UPDATE cases_1 SET number = 'x';
         UPDATE cases_of_orders_1 SET person = zeroblob(16);
         INSERT INTO queue_1 (view, owner, at, \"case\", due, sum) \
         SELECT view, owner, at, randomblob(16), due, sum FROM queue_1;
         INSERT INTO cases_of_people_1 (person, \"case\", sum) \
         SELECT person, randomblob(16), sum FROM cases_of_people_1;
         INSERT INTO cases_1 (\"case\", version, number, person, \"order\", due, places, row, sum) \
         SELECT randomblob(16), version, number, person, \"order\", due, places, row, sum FROM cases_1;",
    );
    assert!(world.cases_of_order("rd-1001").await.is_err());
    world.rebuild(&TimeLimits::default(), &|_, _| ()).await.unwrap();
    assert_eq!(beside(&world).await, before);
    assert_eq!(world.n_cases().await.unwrap(), 3);
    assert!(verify(world.log().as_ref(), |_| ()).await.unwrap().is_empty());
}
