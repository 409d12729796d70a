//! Sessions: ended once, ended for good.

use books::Books;
use books::sessions::{ENDS, Session};
use eventlog::Span;

stories! {
    a_session_is_kept_and_saved_again,
    a_session_that_ended_stays_ended_though_it_is_saved_late,
    sessions_that_are_over_are_forgotten,
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
