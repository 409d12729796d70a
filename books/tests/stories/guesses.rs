//! Wrong contacts on an order: counted once for all servers, and over a restart.

use books::Books;

stories! {
    short_contacts_prove_nothing_for_a_day_after_too_many_wrong_ones_at_whichever_server,
    wrong_contacts_at_the_same_moment_are_all_counted,
}

const HOUR: i64 = 3_600_000;
const NOW: i64 = 1_800_000_000_000;

async fn left(books: &Books, order: &str, now: i64) -> u32 {
    books.wrong_contacts(order).await.unwrap().left(20, now)
}

async fn short_contacts_prove_nothing_for_a_day_after_too_many_wrong_ones_at_whichever_server(books: &Books) {
    let other = books.clone();
    for n in 0..20 {
        assert_eq!(left(&other, "a", NOW).await, 20 - n);
        books.count_wrong_contact("a", 20, NOW).await.unwrap();
    }
    assert_eq!(left(&other, "a", NOW).await, 0);
    assert_eq!(left(&other, "b", NOW).await, 20, "another order is none of it");
    // What is tried while it is closed closes it no longer.
    books.count_wrong_contact("a", 20, NOW + 23 * HOUR).await.unwrap();
    assert_eq!(left(&other, "a", NOW + 23 * HOUR).await, 0);
    assert_eq!(left(&other, "a", NOW + 24 * HOUR).await, 20);
    books.count_wrong_contact("a", 20, NOW + 24 * HOUR).await.unwrap();
    assert_eq!(left(&other, "a", NOW + 25 * HOUR).await, 19);
    // A day without any begins anew.
    assert_eq!(left(&other, "a", NOW + 48 * HOUR).await, 20);
}

async fn wrong_contacts_at_the_same_moment_are_all_counted(books: &Books) {
    let mut all = tokio::task::JoinSet::new();
    for _ in 0..10 {
        let books = books.clone();
        all.spawn(async move { books.count_wrong_contact("a", 20, NOW).await.unwrap() });
    }
    all.join_all().await;
    assert_eq!(left(books, "a", NOW).await, 10);
}
