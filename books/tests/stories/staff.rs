//! People at the desk: every change written down, and always one who may manage the others.

use crate::world::World;
use books::Books;
use books::staff::{Changed, StaffEvent, UserChange, UserRow};
use domain::actor::{Actor, Role};
use domain::id::UserId;
use domain::testing::morning;
use uuid::Uuid;

stories! {
    a_name_is_taken_whatever_its_letters_size,
    what_became_of_somebody_is_written_down_with_who_did_it,
    of_several_who_change_one_password_at_once_one_does,
    the_last_who_may_manage_the_others_stays,
    two_at_once_do_not_end_the_last_two_admins,
    cases_are_handed_over_until_that_is_done,
    users_come_by_name_whatever_its_letters_size,
    colleagues_are_those_who_may_work_cases,
}

const BY: Actor = Actor::Admin(UserId(Uuid::from_u128(1)));

pub(crate) fn user(n: u128, name: &str, role: Role) -> UserRow {
    UserRow {
        user_id: Uuid::from_u128(n),
        name: name.to_owned(),
        display_name: format!("the {name}"),
        role,
        password_hash: "hash".to_owned(),
        is_disabled: false,
    }
}

pub(crate) async fn add(books: &Books, user: UserRow) {
    assert_eq!(books.add_user(user, morning(), Actor::System).await.unwrap(), Changed::Done);
}

async fn change(books: &Books, name: &str, change: UserChange) -> Changed {
    books.change_user(name, &change, morning(), BY).await.unwrap()
}

fn chosen(before: &str, now: &str) -> UserChange {
    UserChange::Password { before: before.to_owned(), now: now.to_owned() }
}

async fn of_several_who_change_one_password_at_once_one_does(world: &World) {
    add(world, user(1, "zhou", Role::Agent)).await;
    let (one, other) = tokio::join!(
        change(world, "zhou", chosen("hash", "one")),
        change(&world.others, "zhou", chosen("hash", "two"))
    );
    let mut both = [one, other];
    both.sort_by_key(|changed| *changed != Changed::Done);
    assert_eq!(both, [Changed::Done, Changed::OtherPassword]);
    assert_eq!(change(world, "zhou", UserChange::Reset("hash".to_owned())).await, Changed::Done);
    assert_eq!(change(world, "zhou", UserChange::Disable).await, Changed::Done);
    assert_eq!(change(world, "zhou", chosen("hash", "new")).await, Changed::OtherPassword);
}

async fn a_name_is_taken_whatever_its_letters_size(books: &Books) {
    let zhou = user(1, "Zhou", Role::Agent);
    add(books, zhou.clone()).await;
    let other = books.add_user(user(2, "zHOU", Role::Agent), morning(), BY).await.unwrap();
    assert_eq!(other, Changed::NameTaken);
    assert_eq!(books.user_by_name("ZHOU").await.unwrap(), Some(zhou.clone()));
    assert_eq!(books.user(zhou.user_id).await.unwrap(), Some(zhou.clone()));
    assert_eq!(books.user(Uuid::from_u128(2)).await.unwrap(), None);
    assert_eq!(books.users().await.unwrap(), [zhou]);
    assert_eq!(books.staff_events(0).await.unwrap().len(), 1);
    assert_eq!(change(books, "nobody", UserChange::Disable).await, Changed::Unknown);
}

async fn what_became_of_somebody_is_written_down_with_who_did_it(books: &Books) {
    add(books, user(1, "zhou", Role::Agent)).await;
    let changes = [
        UserChange::Disable,
        UserChange::Reset("new".to_owned()),
        chosen("new", "own"),
        UserChange::Role(Role::Supervisor),
    ];
    for one in changes {
        assert_eq!(change(books, "ZHOU", one).await, Changed::Done);
    }
    let zhou = books.user_by_name("zhou").await.unwrap().unwrap();
    assert_eq!((zhou.password_hash.as_str(), zhou.role, zhou.is_disabled), ("own", Role::Supervisor, false));
    let events = books.staff_events(0).await.unwrap();
    let told = events.iter().map(|one| (one.version, one.actor, one.event.told().name.as_str()));
    let expected = [Actor::System, BY, BY, BY, BY].into_iter().zip(1..);
    assert_eq!(told.collect::<Vec<_>>(), expected.map(|(actor, n)| (n, actor, "zhou")).collect::<Vec<_>>());
    assert!(matches!(events[1].event, StaffEvent::Disabled(_)));
    assert!(matches!(events[2].event, StaffEvent::Reset(_)));
    assert!(matches!(events[3].event, StaffEvent::PasswordChosen(_)));
    assert!(matches!(events[4].event, StaffEvent::RoleChanged(_, Role::Supervisor)));
    assert!(events.iter().all(|one| one.at == morning()));
    assert_eq!(books.staff_events(3).await.unwrap().len(), 2);
    // No password's hash is ever part of an event.
    let feed = books.log().read_on(0, 99).await.unwrap();
    assert!(feed.iter().all(|placed| !placed.event.body.contains("own")), "{feed:?}");
}

async fn the_last_who_may_manage_the_others_stays(books: &Books) {
    add(books, user(1, "admin", Role::Admin)).await;
    add(books, user(2, "second", Role::Admin)).await;
    assert_eq!(change(books, "second", UserChange::Disable).await, Changed::Done);
    for one in [UserChange::Disable, UserChange::Role(Role::Agent)] {
        assert_eq!(change(books, "admin", one).await, Changed::LastAdmin);
    }
    assert_eq!(change(books, "admin", chosen("hash", "new")).await, Changed::Done);
    assert_eq!(change(books, "admin", UserChange::Role(Role::Admin)).await, Changed::Done);
    // Whoever may not sign in manages nobody, and may be made what they like.
    assert_eq!(change(books, "second", UserChange::Role(Role::Agent)).await, Changed::Done);
    assert_eq!(change(books, "second", UserChange::Reset("new".to_owned())).await, Changed::Done);
    assert_eq!(change(books, "second", UserChange::Role(Role::Admin)).await, Changed::Done);
    assert_eq!(change(books, "admin", UserChange::Disable).await, Changed::Done);
    assert_eq!(change(books, "second", UserChange::Disable).await, Changed::LastAdmin);
}

async fn two_at_once_do_not_end_the_last_two_admins(world: &World) {
    add(world, user(1, "one", Role::Admin)).await;
    add(world, user(2, "two", Role::Admin)).await;
    for _ in 0..6 {
        let (by_one, by_two) = tokio::join!(
            change(world, "two", UserChange::Disable),
            change(&world.others, "one", UserChange::Role(Role::Agent)),
        );
        let mut both = [by_one, by_two];
        both.sort_by_key(|changed| *changed != Changed::Done);
        assert_eq!(both, [Changed::Done, Changed::LastAdmin]);
        let admins = world.users().await.unwrap();
        assert_eq!(admins.iter().filter(|user| user.role == Role::Admin && !user.is_disabled).count(), 1);
        assert_eq!(change(world, "one", UserChange::Role(Role::Admin)).await, Changed::Done);
        assert_eq!(change(world, "two", UserChange::Reset("new".to_owned())).await, Changed::Done);
    }
}

async fn cases_are_handed_over_until_that_is_done(books: &Books) {
    let [one, two, three] = [1, 2, 3].map(Uuid::from_u128);
    add(books, user(1, "one", Role::Agent)).await;
    add(books, user(2, "two", Role::Agent)).await;
    assert_eq!(change(books, "one", UserChange::HandOver(two)).await, Changed::Done);
    assert_eq!(change(books, "two", UserChange::HandOver(three)).await, Changed::Done);
    // Asked for once more, the last word counts.
    assert_eq!(change(books, "one", UserChange::HandOver(three)).await, Changed::Done);
    let (seen, asked) = books.hand_overs().await.unwrap();
    assert_eq!(asked, [(one, three), (two, three)]);
    // Asked for again while the former was carried out, it is not over with that.
    assert_eq!(change(books, "one", UserChange::HandOver(two)).await, Changed::Done);
    books.end_hand_over(seen, one).await.unwrap();
    let (seen, asked) = books.hand_overs().await.unwrap();
    assert_eq!(asked, [(one, two), (two, three)]);
    books.end_hand_over(seen, one).await.unwrap();
    books.end_hand_over(seen, one).await.unwrap();
    assert_eq!(books.hand_overs().await.unwrap().1, [(two, three)]);
    assert_eq!(change(books, "two", UserChange::HandOver(three)).await, Changed::Done);
    let last = books.staff_events(0).await.unwrap().pop().unwrap();
    assert!(matches!(last.event, StaffEvent::HandedOver(_, to) if to == UserId(three)));
}

async fn users_come_by_name_whatever_its_letters_size(books: &Books) {
    for (n, name) in ["Zoe", "ana", "Bo", "周"].into_iter().enumerate() {
        add(books, user(u128::try_from(n).unwrap(), name, Role::Agent)).await;
    }
    let names: Vec<String> = books.users().await.unwrap().into_iter().map(|user| user.name).collect();
    assert_eq!(names, ["ana", "Bo", "Zoe", "周"]);
}

async fn colleagues_are_those_who_may_work_cases(books: &Books) {
    let roles = [Role::Admin, Role::Agent, Role::Supervisor, Role::Supervisor];
    for (n, role) in (1..).zip(roles) {
        add(books, user(n, &format!("u{n}"), role)).await;
    }
    change(books, "u4", UserChange::Disable).await;
    let [one, two, three, four, nobody] = [1, 2, 3, 4, 9].map(|n| UserId(Uuid::from_u128(n)));
    let named = |user: UserId, name: &str| (user, format!("the {name}"));
    assert_eq!(books.colleagues().await.unwrap(), [named(two, "u2"), named(three, "u3")]);
    assert_eq!(books.supervisors().await.unwrap(), [three]);
    let found = books.user_names([four, nobody, one, four]).await.unwrap();
    assert_eq!(found.into_iter().collect::<Vec<_>>(), [named(one, "u1"), named(four, "u4")]);
}
