//! The desk as a whole: its key, and what it lost.

use crate::tell::tale;
use crate::world::World;
use books::Books;
use books::desk::LOSSES;
use domain::testing::morning;
use eventlog::{Append, TableChange};

stories! {
    a_desk_has_one_key_for_good,
    what_was_lost_is_told_and_its_places_are_never_another_events,
    what_broke_off_while_it_was_filled_is_lost_once,
    what_two_servers_notice_is_lost_once,
    a_desk_that_takes_changes_says_so_and_keeps_nothing_of_the_trial,
}

async fn a_desk_has_one_key_for_good(books: &Books) {
    assert_eq!(books.key_check().await.unwrap(), None);
    books.keep_key_check("abc").await.unwrap();
    assert_eq!(books.key_check().await.unwrap().as_deref(), Some("abc"));
    let refused = books.keep_key_check("def").await.unwrap_err();
    assert_eq!(refused.to_string(), "the desk's key can't be read: the desk has one already");
    assert_eq!(books.key_check().await.unwrap().as_deref(), Some("abc"));
}

async fn what_was_lost_is_told_and_its_places_are_never_another_events(books: &Books) {
    tale(1, "RD-1001").is_filed(books).await;
    assert!(books.losses().await.unwrap().is_empty());
    books.note_loss(3, morning()).await.unwrap();
    assert!(books.losses().await.unwrap().is_empty(), "the log is as long as it was");
    // More than is filled at once.
    books.note_loss(2_345, morning()).await.unwrap();
    assert_eq!(books.losses().await.unwrap(), [(4, 2_345)]);
    tale(2, "RD-1002").is_filed(books).await;
    assert_eq!(books.last().await.unwrap(), 2_348);
    books.note_loss(2_350, morning()).await.unwrap();
    assert_eq!(books.losses().await.unwrap(), [(4, 2_345), (2_349, 2_350)]);
    let fed = books.feed(2_343, 99).await.unwrap();
    let of_cases: Vec<bool> = fed.iter().map(|fed| fed.of_case.as_ref().unwrap().is_some()).collect();
    assert_eq!(of_cases, [false, false, true, true, true, false, false]);
}

async fn what_broke_off_while_it_was_filled_is_lost_once(books: &Books) {
    books.note_loss(1_500, morning()).await.unwrap();
    // As if the program had ended behind the first thousand: more is missing, and written down already.
    let values = vec![1_501_u64.into(), 3_000_u64.into(), morning().to_rfc3339().into()];
    let put = TableChange::Put { table: &LOSSES, values };
    books.log().append(Append { tables: vec![put], ..Append::default() }).await.unwrap();
    tale(1, "RD-1001").is_filed(books).await;
    books.note_loss(3_000, morning()).await.unwrap();
    assert_eq!(books.losses().await.unwrap(), [(1, 1_500), (1_501, 3_000)]);
    assert_eq!(books.last().await.unwrap(), 3_000);
}

async fn what_two_servers_notice_is_lost_once(world: &World) {
    for marked in [50, 1_500, 3_000] {
        let (one, other) =
            tokio::join!(world.note_loss(marked, morning()), world.others.note_loss(marked, morning()));
        one.and(other).unwrap();
        assert_eq!(world.last().await.unwrap(), marked);
    }
    let losses = world.losses().await.unwrap();
    // Whoever came to it while the other was at work saw what was left.
    for (first, last) in [(1, 50), (51, 1_500), (1_501, 3_000)] {
        assert!(losses.contains(&(first, last)), "{losses:?}");
    }
}

async fn a_desk_that_takes_changes_says_so_and_keeps_nothing_of_the_trial(books: &Books) {
    books.takes_changes().await.unwrap();
    books.takes_changes().await.unwrap();
    assert_eq!(books.log().count(eventlog::Span::all(&books::desk::PROBE), 9).await.unwrap(), 0);
    assert_eq!(books.last().await.unwrap(), 0);
}
