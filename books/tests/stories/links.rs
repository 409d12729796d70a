//! Private links: one per case at a time.

use crate::tell::{EXPIRES, tale};
use crate::world::World;
use books::Books;
use books::links::NewLink;

stories! {
    a_link_made_anew_opens_and_the_old_one_opens_nothing,
    of_two_who_renew_a_link_at_once_one_makes_it,
    a_link_that_was_taken_back_opens_nothing_until_it_is_made_anew,
}

fn new(token: &str) -> NewLink {
    NewLink { token: token.as_bytes().to_vec(), expires_at: EXPIRES + 5 }
}

async fn a_link_made_anew_opens_and_the_old_one_opens_nothing(books: &Books) {
    let tale = tale(1, "RD-1001");
    tale.is_filed(books).await;
    let first = books.link(tale.case).await.unwrap().unwrap();
    books.renew_link(&first, new("second")).await.unwrap();
    assert_eq!(books.link_by_token(&first.token).await.unwrap(), None);
    let second = books.link_by_token(b"second").await.unwrap().unwrap();
    assert_eq!((second.case, second.person, second.generation), (first.case, first.person, 2));
    assert!(second.opens(EXPIRES + 4) && !second.opens(EXPIRES + 5));
    assert_eq!(books.link(tale.case).await.unwrap(), Some(second));
    // Whoever still has the first before them renews nothing.
    books.renew_link(&first, new("third")).await.unwrap();
    assert_eq!(books.link_by_token(b"third").await.unwrap(), None);
    assert!(books.link_by_token(b"second").await.unwrap().is_some());
}

async fn of_two_who_renew_a_link_at_once_one_makes_it(world: &World) {
    for n in 1..=8 {
        let tale = tale(n, &format!("RD-{n}"));
        tale.is_filed(world).await;
        let first = world.link(tale.case).await.unwrap().unwrap();
        let tokens: Vec<String> = (0..4).map(|one| format!("{n}/{one}")).collect();
        let mut renewals = tokio::task::JoinSet::new();
        for (place, token) in tokens.iter().enumerate() {
            let books = if place % 2 == 0 { Books::clone(world) } else { world.others.clone() };
            let (first, new) = (first.clone(), new(token));
            renewals.spawn(async move { books.renew_link(&first, new).await.unwrap() });
        }
        renewals.join_all().await;
        let mut opening = Vec::new();
        for token in &tokens {
            opening.extend(world.link_by_token(token.as_bytes()).await.unwrap());
        }
        assert_eq!(opening.len(), 1, "{opening:?}");
        assert_eq!((opening[0].generation, opening[0].case), (2, tale.case));
        assert_eq!(world.link_by_token(&first.token).await.unwrap(), None);
    }
}

async fn a_link_that_was_taken_back_opens_nothing_until_it_is_made_anew(books: &Books) {
    let tale = tale(1, "RD-1001");
    assert!(!books.revoke_link(tale.case, 7).await.unwrap());
    tale.is_filed(books).await;
    assert!(books.revoke_link(tale.case, 7).await.unwrap());
    assert!(!books.revoke_link(tale.case, 8).await.unwrap());
    let revoked = books.link_by_token(&tale.token()).await.unwrap().unwrap();
    assert_eq!(revoked.revoked_at, Some(7));
    assert!(!revoked.opens(0));
    books.renew_link(&revoked, new("second")).await.unwrap();
    assert!(books.link_by_token(b"second").await.unwrap().unwrap().opens(0));
    assert_eq!(books.link_by_token(&tale.token()).await.unwrap(), None);
}
