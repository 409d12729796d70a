//! Several at work at once: on one server, and on two that have the same books open.

use crate::files::file;
use crate::tell::{Tale, fruit, order_row, person, tale};
use crate::world::World;
use books::Books;
use books::cases::append::{CaseAppend, Outcome};
use books::files::Kept;
use books::sessions::Session;
use domain::complaint::event::Event;
use domain::order::{Order, OrderStatus};
use std::future::Future;
use tokio::task::JoinSet;
use uuid::Uuid;

stories! {
    a_number_drawn_by_many_is_one_cases,
    cases_of_one_order_never_give_more_than_they_may_together,
    uploads_at_once_are_no_more_than_allowed,
    files_are_either_claimed_or_forgotten,
    an_order_brought_in_while_a_case_is_filed_reaches_it,
    everybody_who_brings_in_orders_gets_through,
    a_session_ended_while_it_is_saved_stays_ended,
    a_session_saved_while_others_are_forgotten_stays,
}

/// Lets so many do something at once, by turns on either server; what came of it.
async fn at_once<T: Send + 'static, F: Future<Output = T> + Send + 'static>(
    world: &World,
    n: u32,
    work: impl Fn(Books, u32) -> F,
) -> Vec<T> {
    let mut all = JoinSet::new();
    for one in 0..n {
        let books = if one % 2 == 0 { Books::clone(world) } else { world.others.clone() };
        all.spawn(work(books, one));
    }
    all.join_all().await
}

async fn a_number_drawn_by_many_is_one_cases(world: &World) {
    let outcomes = at_once(world, 8, |books, n| async move {
        let number = tale(99, "RD-1").number;
        let tale = Tale { number, ..tale(n, &format!("RD-{n}")) };
        books.append_case(tale.filing(&books).await).await.unwrap()
    });
    let outcomes = outcomes.await;
    let n_done = outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Done { .. })).count();
    assert_eq!(n_done, 1);
    assert!(outcomes.iter().all(|outcome| matches!(outcome, Outcome::Done { .. } | Outcome::Moved)));
}

/// How many cases may give something.
const MOST_GIVING: u64 = 3;

async fn cases_of_one_order_never_give_more_than_they_may_together(world: &World) {
    for n in 0..8 {
        tale(n, "RD-1001").is_filed(world).await;
    }
    let filed = world.ledger("rd-1001").await.unwrap().version;
    let given = at_once(world, 8, move |books, n| async move {
        loop {
            let seen = books.ledger("rd-1001").await.unwrap();
            if seen.version - filed >= MOST_GIVING {
                return 0;
            }
            let offer = CaseAppend { ledger: seen, ..tale(n, "RD-1001").offer(&books).await };
            match books.append_case(offer).await.unwrap() {
                Outcome::Done { .. } => return 1,
                Outcome::Moved => {}
                other => panic!("{other:?}"),
            }
        }
    });
    assert_eq!(given.await.into_iter().sum::<u64>(), MOST_GIVING);
    let seen = world.ledger("rd-1001").await.unwrap();
    assert_eq!(seen.version - filed, MOST_GIVING);
    let text = serde_json::to_string(&seen.ledger).unwrap();
    assert_eq!(text.matches("\"case\"").count(), 3, "{text}");
}

async fn uploads_at_once_are_no_more_than_allowed(world: &World) {
    let command = Uuid::new_v4();
    let kept =
        at_once(
            world,
            8,
            move |books, n| async move { books.keep_evidence(&file(n, command), 3).await.unwrap() },
        );
    let kept = kept.await;
    assert_eq!(kept.iter().filter(|kept| **kept == Kept::Done).count(), 3, "{kept:?}");
    assert!(kept.iter().all(|kept| matches!(kept, Kept::Done | Kept::TooMany)));
    assert_eq!(world.evidence_of_command(command).await.unwrap().len(), 3);
}

async fn files_are_either_claimed_or_forgotten(world: &World) {
    for n in 1..=8 {
        let command = Uuid::new_v4();
        for place in 0..3 {
            world.keep_evidence(&file(n * 10 + place, command), 9).await.unwrap();
        }
        let tale = tale(n, "RD-1001");
        let filing = async {
            loop {
                let part = world.claim(command, tale.case, "rd-1001", tale.person).await.unwrap();
                let change = CaseAppend { part, ..tale.filing(world).await };
                match world.append_case(change).await.unwrap() {
                    Outcome::Done { .. } => break,
                    Outcome::Moved => {}
                    other => panic!("{other:?}"),
                }
            }
        };
        let forgets = world.others.forget_unclaimed(i64::MAX, 9);
        let ((), gone) = tokio::join!(filing, forgets);
        let gone = gone.unwrap();
        let left = world.evidence_of_command(command).await.unwrap();
        assert_eq!(left.len() + gone.len(), 3, "{left:?} {gone:?}");
        let is_gone = |path: &str| gone.iter().any(|left_over| left_over.path == path);
        assert!(left.iter().all(|row| row.is_claimed && !is_gone(&row.path)), "{left:?} {gone:?}");
        assert_eq!(
            world.n_evidence(command, Some(tale.case.0)).await.unwrap(),
            u64::try_from(left.len()).unwrap()
        );
    }
}

/// Either it is filed about the order as it came in, or the change is left to be told to it; and where it was filed first,
/// whoever could open it then can do so still.
async fn an_order_brought_in_while_a_case_is_filed_reaches_it(world: &World) {
    for n in 0..12 {
        let number = format!("RD-{n}");
        let row = |order, contact| order_row(order, person(1), &[contact]);
        world.bring_in(&[row(fruit(&number), "a")]).await.unwrap();
        let tale = tale(n, &number).of(person(1));
        let filing = async {
            loop {
                let order = world.order(&tale.key()).await.unwrap().unwrap().order;
                let tale = Tale { order, ..tale.clone() };
                let change = tale.filing(world).await;
                let part = world.news_since(&tale.key(), &tale.order).await.unwrap();
                let is_late = !part.tables.is_empty();
                match world.append_case(CaseAppend { part, ..change }).await.unwrap() {
                    Outcome::Done { .. } => break is_late,
                    Outcome::Moved => {}
                    other => panic!("{other:?}"),
                }
            }
        };
        let change = [row(Order { status: OrderStatus::Shipped, ..fruit(&number) }, "b")];
        let (is_late, brought) = tokio::join!(filing, world.others.bring_in(&change));
        brought.unwrap();
        let events = world.case(tale.case).await.unwrap().events;
        let Event::Filed(as_filed) = &events[0].event else { panic!() };
        let is_told = world.order_notes("", 99).await.unwrap().iter().any(|note| note.order == tale.key());
        let is_new = as_filed.order.status == OrderStatus::Shipped;
        assert!(is_told || is_new, "{n}");
        let proven = world.proven(&tale.key(), [b"a".to_vec()].iter()).await.unwrap();
        assert!(is_new || is_late || proven.people.contains(&person(1).0), "{n}");
    }
}

async fn everybody_who_brings_in_orders_gets_through(world: &World) {
    at_once(world, 6, |books, n| async move {
        for status in [OrderStatus::Placed, OrderStatus::Paid, OrderStatus::Shipped] {
            let of_all = order_row(Order { status, ..fruit("RD-1001") }, person(1), &["a"]);
            let own = order_row(Order { status, ..fruit(&format!("OWN-{n}")) }, person(n), &["a"]);
            books.bring_in(&[of_all, own]).await.unwrap();
        }
    })
    .await;
    assert_eq!(world.n_orders().await.unwrap(), 7);
    for (_, order) in world.orders_after("", 9).await.unwrap() {
        assert_eq!(order.status, OrderStatus::Shipped, "{}", order.number);
    }
}

async fn a_session_ended_while_it_is_saved_stays_ended(world: &World) {
    for id in 0..8 {
        let session = |n: i64| Session { body: n.to_string(), ends_at: 100 + n };
        world.keep_session(id, &session(0), true).await.unwrap();
        let saves = at_once(world, 4, move |books, n| async move {
            books.keep_session(id, &session(i64::from(n) + 1), false).await.unwrap();
        });
        let (_, ended) = tokio::join!(saves, world.others.end_session(id));
        ended.unwrap();
        assert_eq!(world.session(id).await.unwrap(), None);
        assert_eq!(world.prune_sessions(i64::MAX).await.unwrap(), 0);
    }
}

async fn a_session_saved_while_others_are_forgotten_stays(world: &World) {
    for id in 0..12 {
        world.keep_session(id, &Session { body: String::new(), ends_at: 100 }, true).await.unwrap();
        let longer = Session { body: String::new(), ends_at: 900 };
        let (saved, pruned) =
            tokio::join!(world.keep_session(id, &longer, false), world.others.prune_sessions(500));
        // Whoever was told that it is kept finds it.
        assert_eq!(world.session(id).await.unwrap().is_some(), saved.unwrap(), "{:?}", pruned.unwrap());
    }
}
