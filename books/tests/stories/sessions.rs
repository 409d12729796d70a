//! Sessions: ended once, ended for good.

use crate::world::World;
use books::Books;
use books::grants::{GRANTS, Grant, Thing};
use books::sessions::{ENDS, Session};
use domain::id::CaseId;
use eventlog::{Append, Appended, Span};
use uuid::Uuid;

stories! {
    a_session_is_kept_and_saved_again,
    a_session_that_ended_stays_ended_though_it_is_saved_late,
    sessions_that_are_over_are_forgotten,
    what_is_proved_at_once_in_one_session_is_all_there,
    what_is_granted_to_a_session_that_goes_on_goes_with_it,
    signing_out_with_a_former_id_ends_what_came_of_it_at_any_server,
    what_is_left_of_an_ended_session_ends_with_it_and_is_granted_nothing,
    what_was_dropped_of_a_session_does_not_go_on_with_it,
    nothing_is_granted_to_a_session_that_is_no_more,
}

fn session(body: &str, ends_at: i64) -> Session {
    Session { body: body.to_owned(), ends_at }
}

async fn a_session_is_kept_and_saved_again(books: &Books) {
    assert_eq!(books.session(7).await.unwrap(), None);
    assert!(books.keep_session(7, &session("{}", 100), true).await.unwrap());
    assert!(books.keep_session(7, &session("{\"user\":1}", 200), false).await.unwrap());
    assert!(books.keep_session(7, &session("{\"user\":2}", 200), false).await.unwrap());
    assert_eq!(books.session(7).await.unwrap(), Some(session("{\"user\":2}", 200)));
    // Nobody else is given an id that is in use, however little that can happen.
    assert!(!books.keep_session(7, &session("{}", 300), true).await.unwrap());
    assert_eq!(books.session(-7).await.unwrap(), None);
    // It stands once among those that end.
    assert_eq!(books.log().count(Span::all(&ENDS), 9).await.unwrap(), 1);
    assert_eq!(books.prune_sessions(200).await.unwrap(), 0);
    assert!(books.session(7).await.unwrap().is_some());
}

async fn a_session_that_ended_stays_ended_though_it_is_saved_late(books: &Books) {
    books.keep_session(7, &session("{}", 100), true).await.unwrap();
    books.end_session(7).await.unwrap();
    assert!(!books.keep_session(7, &session("late", 200), false).await.unwrap());
    assert_eq!(books.session(7).await.unwrap(), None);
    books.end_session(7).await.unwrap();
    assert_eq!(books.log().count(Span::all(&ENDS), 9).await.unwrap(), 0);
}

async fn sessions_that_are_over_are_forgotten(books: &Books) {
    for n in 0..6 {
        books.keep_session(n, &session("{}", 100 + i64::try_from(n).unwrap()), true).await.unwrap();
    }
    assert_eq!(books.prune_sessions(103).await.unwrap(), 3);
    assert_eq!(books.prune_sessions(103).await.unwrap(), 0);
    assert_eq!(books.session(2).await.unwrap(), None);
    assert_eq!(books.session(3).await.unwrap(), Some(session("{}", 103)));
    assert!(!books.keep_session(2, &session("late", 900), false).await.unwrap());
}

fn grant(n: u128, at: i64) -> Grant {
    Grant { thing: Thing::Case(CaseId(Uuid::from_u128(n))), person: Uuid::from_u128(1), link: None, at }
}

async fn things(books: &Books, id: i128) -> Vec<Thing> {
    books.grants(id).await.unwrap().into_iter().map(|grant| grant.thing).collect()
}

async fn what_is_proved_at_once_in_one_session_is_all_there(world: &World) {
    world.keep_session(7, &session("{}", 100), true).await.unwrap();
    let (books, others) = (Books::clone(world), world.others.clone());
    let (one, other) = (grant(1, 10), grant(2, 20));
    let (first, second) = tokio::join!(books.grant(7, &one), others.grant(7, &other));
    first.and(second).unwrap();
    assert_eq!(world.grants(7).await.unwrap(), [one, other]);
    // They end with it.
    assert_eq!(world.prune_sessions(101).await.unwrap(), 1);
    assert_eq!(world.log().count(Span::all(&GRANTS), 9).await.unwrap(), 0);
}

async fn what_is_granted_to_a_session_that_goes_on_goes_with_it(world: &World) {
    world.keep_session(7, &session("{}", 100), true).await.unwrap();
    world.grant(7, &grant(1, 10)).await.unwrap();
    assert!(world.leave_session(7, 50).await.unwrap());
    assert_eq!(world.session(7).await.unwrap(), None);
    // A request that was let in under the former id, while the next one is not there yet, and once it is.
    world.others.grant(7, &grant(2, 20)).await.unwrap();
    world.keep_session(8, &session("{}", 100), true).await.unwrap();
    assert!(world.go_on(Some(7), 8, &[grant(3, 30)], &[]).await.unwrap());
    world.others.grant(7, &grant(4, 40)).await.unwrap();
    let all = [grant(1, 10), grant(2, 20), grant(3, 30), grant(4, 40)].map(|grant| grant.thing);
    assert_eq!(things(world, 8).await, all);
    // What another request proved meanwhile is of another session, which may be somebody else's by now.
    assert!(world.leave_session(7, 50).await.unwrap());
    world.keep_session(9, &session("{}", 100), true).await.unwrap();
    assert!(world.go_on(Some(7), 9, &[grant(5, 50)], &[]).await.unwrap());
    assert_eq!(things(world, 8).await, all);
    assert!(!things(world, 9).await.contains(&grant(3, 30).thing));
    // What became of the id is forgotten, and nothing of what came of it.
    assert_eq!(world.prune_sessions(60).await.unwrap(), 1);
    assert_eq!(things(world, 7).await, []);
    assert_eq!(things(world, 8).await, all);
}

async fn signing_out_with_a_former_id_ends_what_came_of_it_at_any_server(world: &World) {
    world.keep_session(7, &session("{}", 100), true).await.unwrap();
    for (former, id) in [(7, 8), (8, 9), (7, 10)] {
        assert!(world.leave_session(former, 50).await.unwrap());
        world.keep_session(id, &session("{}", 100), true).await.unwrap();
        assert!(world.go_on(Some(former), id, &[grant(1, 10)], &[]).await.unwrap());
    }
    // One is on its way yet.
    assert!(world.leave_session(7, 50).await.unwrap());
    world.keep_session(11, &session("{}", 100), true).await.unwrap();
    world.others.end_all_of_session(7).await.unwrap();
    for id in [7, 8, 9, 10] {
        assert_eq!(world.session(id).await.unwrap(), None, "{id}");
        assert_eq!(things(world, id).await, [], "{id}");
    }
    assert!(!world.go_on(Some(7), 11, &[grant(2, 20)], &[]).await.unwrap());
    assert!(!world.leave_session(7, 50).await.unwrap());
    // One that never was ends nothing.
    world.end_all_of_session(99).await.unwrap();
    assert!(world.session(11).await.unwrap().is_some());
}

async fn what_is_left_of_an_ended_session_ends_with_it_and_is_granted_nothing(world: &World) {
    world.keep_session(7, &session("{}", 100), true).await.unwrap();
    assert!(world.end_for_a_part(7, 50).await.unwrap());
    world.keep_session(8, &session("{}", 100), true).await.unwrap();
    assert!(world.is_left_of(7, 8, 50).await.unwrap());
    world.grant(7, &grant(1, 10)).await.unwrap();
    assert_eq!(things(world, 8).await, []);
    assert!(!world.leave_session(7, 50).await.unwrap());
    assert!(!world.go_on(Some(7), 9, &[], &[]).await.unwrap());
    world.end_all_of_session(7).await.unwrap();
    assert_eq!(world.session(8).await.unwrap(), None);

    // Ended as a whole before or in between, no part of it goes on.
    assert!(!world.end_for_a_part(7, 50).await.unwrap());
    world.keep_session(17, &session("{}", 100), true).await.unwrap();
    assert!(world.end_for_a_part(17, 50).await.unwrap());
    world.others.end_all_of_session(17).await.unwrap();
    assert!(!world.is_left_of(17, 18, 50).await.unwrap());
}

async fn what_was_dropped_of_a_session_does_not_go_on_with_it(world: &World) {
    world.keep_session(7, &session("{}", 100), true).await.unwrap();
    for (n, at) in [(1, 10), (2, 20)] {
        world.grant(7, &grant(n, at)).await.unwrap();
    }
    let read = world.grants(7).await.unwrap();
    // Another request proves two meanwhile: one that is new, and the very one that this drops.
    for (n, at) in [(3, 30), (1, 40)] {
        world.others.grant(7, &grant(n, at)).await.unwrap();
    }
    assert!(world.leave_session(7, 50).await.unwrap());
    world.keep_session(8, &session("{}", 100), true).await.unwrap();
    assert!(world.go_on(Some(7), 8, &[grant(4, 50)], &read).await.unwrap());
    assert_eq!(things(world, 8).await, [grant(3, 0), grant(1, 0), grant(4, 0)].map(|grant| grant.thing));
}

async fn nothing_is_granted_to_a_session_that_is_no_more(world: &World) {
    world.keep_session(7, &session("{}", 100), true).await.unwrap();
    let decided = world.granting(7, &grant(1, 10)).await.unwrap();
    world.others.end_session(7).await.unwrap();
    let append = Append { rows: decided.rows, tables: decided.tables, ..Append::default() };
    assert!(matches!(world.log().append(append).await.unwrap(), Appended::Moved { .. }));
    world.grant(7, &grant(1, 10)).await.unwrap();
    world.grant(99, &grant(1, 10)).await.unwrap();
    assert_eq!(world.log().count(Span::all(&GRANTS), 9).await.unwrap(), 0, "no prune would find it");
}
