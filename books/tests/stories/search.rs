//! Search: a case is found by what was said in it, and shown with where.

use crate::tell::{Tale, done, order_row, tale};
use crate::world::World;
use books::Books;
use books::missing::Missing;
use books::orders::OrderRow;
use books::search::{FOLLOWER, FORM, Indexing, Renewal, TERMS, WHOSE};
use domain::actor::Actor;
use domain::complaint::command::Proof;
use domain::complaint::event::Event;
use domain::id::{CaseId, PromiseId};
use domain::order::Order;
use domain::personal::{Personal, Words};
use domain::testing::{AGENT, fruit_order, personal};
use domain::text::contact::Phone;
use domain::text::{Message, Reference, Story};
use eventlog::follow::{Follower, Following, Patience, follow, move_on};
use eventlog::{Append, RowChange, RowKey, Span, TableChange, own};
use std::sync::Arc;
use std::time::Duration;

stories! {
    a_case_is_found_by_its_story_and_by_what_was_said_later,
    traditional_and_simplified_characters_find_each_other,
    words_that_stand_apart_are_no_find_and_all_words_have_to_be_there,
    the_newest_come_first_and_no_more_than_asked_for,
    name_and_number_find_a_case,
    the_end_of_the_orders_number_and_what_proves_a_promise_find_a_case,
    whoever_reads_the_rows_reads_no_words,
    an_index_made_anew_finds_what_it_found,
    an_older_backup_from_before_its_key_was_destroyed_is_indexed_anew,
    whoever_was_at_a_page_when_the_index_was_emptied_passes_over_nothing,
    an_index_whose_emptying_broke_off_is_made_anew,
    an_index_whose_place_was_lost_is_named_and_passes_over_nothing,
    an_index_of_an_older_program_is_read_once_more_while_it_serves,
    an_index_that_was_emptied_since_its_place_was_read_is_not_gone_on_with,
}

/// The longest a busy machine takes to index a story.
pub(crate) const PATIENCE: Duration = Duration::from_mins(1);

/// Has the index follow the books until it has come to their end.
pub(crate) async fn indexed(books: &Books) {
    let following = follow(Arc::clone(books.log()), Indexing::of(books.clone()), Patience::default());
    caught_up(books, &following).await;
}

pub(crate) async fn caught_up(books: &Books, following: &Following) {
    let last = books.last().await.unwrap();
    let mut standing = following.standing();
    let arrived = standing.wait_for(|standing| standing.position >= last);
    tokio::time::timeout(PATIENCE, arrived).await.expect("caught up").unwrap();
}

/// Has the index be emptied.
async fn forgotten(books: &Books) {
    let forgotten = async {
        // Whoever followed last may hold its place for a moment.
        while !books.forget_index().await.unwrap() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, forgotten).await.expect("forgotten");
}

/// A case with this story.
async fn told(books: &Books, n: u32, story: &str) -> Tale {
    let tale = tale(n, &format!("RD-{n}"));
    let mut filing = tale.filing(books).await;
    for event in &mut filing.steps[0].events {
        if let Event::Filed(filed) = event {
            filed.story = Words { text: Story::parse(story).unwrap(), ..filed.story.clone() };
        }
    }
    done(books, filing).await;
    tale
}

/// Which cases are found, each with what is quoted, found words in brackets.
async fn found(books: &Books, asked: &str) -> Vec<(CaseId, String)> {
    let hits = books.search(asked, 50).await.unwrap();
    let told = |quote: domain::wire::Quote| format!("{}[{}]{}", quote.before, quote.found, quote.after);
    hits.into_iter().map(|hit| (hit.kept.case, told(hit.quote))).collect()
}

async fn cases(books: &Books, asked: &str) -> Vec<CaseId> {
    found(books, asked).await.into_iter().map(|(case, _)| case).collect()
}

async fn a_case_is_found_by_its_story_and_by_what_was_said_later(books: &Books) {
    assert!(cases(books, "碎了").await.is_empty(), "nothing was indexed yet");
    let tale = told(books, 1, "The vase arrived broken, and nobody answers my calls about it.").await;
    told(books, 2, "我买的水果都烂了，没法吃").await;
    let text = Message::parse("We have asked the warehouse about the Broken vase").unwrap();
    done(books, tale.next(books, Actor::Agent(AGENT), vec![Event::NotedInternally { text }]).await).await;
    indexed(books).await;
    let quote = "…arrived [broken], and nobody answers my calls about it.".to_owned();
    assert_eq!(found(books, "BROKEN").await, [(tale.case, quote)]);
    assert_eq!(cases(books, "warehouse vase").await, [tale.case]);
    assert_eq!(cases(books, "烂了").await, [CaseId(uuid::Uuid::from_u128(2))]);
    // Goods are found by what they are called.
    assert_eq!(cases(books, "进口水果").await.len(), 2);
    for nothing in ["refund", "brok", "退款", "", "!?", "vase 水果 烂了"] {
        assert!(cases(books, nothing).await.is_empty(), "{nothing}");
    }
}

async fn traditional_and_simplified_characters_find_each_other(books: &Books) {
    let one = told(books, 1, "物流三個禮拜都沒有動").await;
    let two = told(books, 2, "物流三个礼拜都没有动").await;
    indexed(books).await;
    for asked in ["三個禮拜", "三个礼拜"] {
        let mut both = cases(books, asked).await;
        both.sort_unstable();
        assert_eq!(both, [one.case, two.case], "{asked}");
    }
    assert!(
        found(books, "没有动").await.iter().any(|(_, quote)| quote.contains("[沒有動]")),
        "quoted as written"
    );
}

async fn words_that_stand_apart_are_no_find_and_all_words_have_to_be_there(books: &Books) {
    let tale = told(books, 1, "快递员说递慢一点，箱子压坏了").await;
    indexed(books).await;
    assert!(cases(books, "快递慢").await.is_empty(), "its two pairs stand apart");
    assert_eq!(cases(books, "快递员 压坏").await, [tale.case]);
    assert!(cases(books, "快递员 退款").await.is_empty());
}

async fn the_newest_come_first_and_no_more_than_asked_for(books: &Books) {
    const CASES: u32 = 230;
    for n in 1..=CASES {
        told(books, n, "All of them came broken, every single one").await;
    }
    indexed(books).await;
    let newest: Vec<CaseId> = (CASES - 2..=CASES).rev().map(|n| tale(n, "").case).collect();
    let hits = books.search("broken single", 3).await.unwrap();
    assert_eq!(hits.iter().map(|hit| hit.kept.case).collect::<Vec<_>>(), newest);
    assert_eq!(books.search("broken single", 1_000).await.unwrap().len(), 230, "all pages are read");
}

async fn name_and_number_find_a_case(books: &Books) {
    let tale = tale(1, "RD-1");
    let mut filing = tale.filing(books).await;
    let phone = Phone::parse("+86 138 0013 8006").unwrap();
    let given = Personal { phone: Some(phone), ..personal() };
    filing.personal = Some(given.clone());
    done(books, filing).await;
    indexed(books).await;
    let phone = given.phone.unwrap();
    let surname: String = given.name.as_str().chars().take(1).collect();
    for asked in [given.name.as_str(), surname.as_str(), phone.as_str(), "8006"] {
        assert_eq!(cases(books, asked).await, [tale.case], "{asked}");
    }
}

async fn the_end_of_the_orders_number_and_what_proves_a_promise_find_a_case(books: &Books) {
    let (one, two) = (tale(1, "RD-1"), tale(2, "RD-2"));
    for tale in [&one, &two] {
        tale.is_filed(books).await;
    }
    let row = order_row(Order { number: "RD-1".to_owned(), ..fruit_order() }, one.person, &["a"]);
    books.bring_in(&[OrderRow { contact_hint: "…8001".to_owned(), ..row }]).await.unwrap();
    one.is_agreed(books).await;
    let shown = |proof| Event::PromiseProven {
        promise: PromiseId(uuid::Uuid::from_u128(1)),
        proof,
        keeps_goods: None,
        although_known: None,
        in_all: None,
    };
    let number = |text: &str| Reference::parse(text).unwrap();
    let proofs = [
        Proof::RefundReference(number("TR-9001")),
        Proof::TrackingNumber(number("SF99887766")),
        Proof::CouponCode(number("SANHE-777")),
    ];
    let events = proofs.into_iter().map(shown).collect();
    done(books, one.next(books, Actor::Agent(AGENT), events).await).await;
    indexed(books).await;
    for asked in ["8001", "TR-9001", "sf99887766", "sanhe-777"] {
        assert_eq!(cases(books, asked).await, [one.case], "{asked}");
    }
}

async fn whoever_reads_the_rows_reads_no_words(books: &Books) {
    told(books, 1, "The zebra arrived broken").await;
    indexed(books).await;
    let all = eventlog::Span::all(&books::search::TERMS);
    let rows = books.log().scan(all, 1_000).await.unwrap();
    assert!(rows.len() > 4, "{}", rows.len());
    let told = format!("{rows:?}").to_lowercase();
    assert!(!told.contains("zebra") && !told.contains("[122, 101, 98, 114, 97"), "{told}");
}

async fn an_index_made_anew_finds_what_it_found(books: &Books) {
    let tale = told(books, 1, "The vase arrived broken").await;
    indexed(books).await;
    let before = books.log().count(eventlog::Span::all(&books::search::TERMS), 1_000).await.unwrap();
    books.log().move_cursor(FOLLOWER, 0).await.unwrap();
    indexed(books).await;
    assert_eq!(cases(books, "vase").await, [tale.case]);
    let rows = || books.log().scan(eventlog::Span::all(&books::search::TERMS), 1_000);
    let under_the_old_key = rows().await.unwrap();

    forgotten(books).await;
    assert!(cases(books, "vase").await.is_empty());
    indexed(books).await;
    assert_eq!(cases(books, "vase").await, [tale.case]);
    assert!(rows().await.unwrap().iter().all(|row| !under_the_old_key.contains(row)), "known by another key");
    let after = books.log().count(eventlog::Span::all(&books::search::TERMS), 1_000).await.unwrap();
    assert_eq!(before, after, "nothing is known twice");
}

async fn an_older_backup_from_before_its_key_was_destroyed_is_indexed_anew(books: &Books) {
    let tale = told(books, 1, "The vase arrived broken").await;
    indexed(books).await;
    assert!(books.log().erase(WHOSE).await.unwrap());
    assert!(cases(books, "vase").await.is_empty(), "nothing is known by that key any more");
    let second = told(books, 2, "The second one came broken too").await;
    indexed(books).await;
    assert_eq!(cases(books, "vase").await, [tale.case]);
    assert_eq!(cases(books, "second").await, [second.case]);
}

/// For a moment two may think that they keep the index.
async fn whoever_was_at_a_page_when_the_index_was_emptied_passes_over_nothing(books: &Books) {
    let tale = told(books, 1, "The vase arrived broken").await;
    let mut late = Indexing::of(books.clone());
    let page = books.log().read_on(0, 99).await.unwrap();
    late.take(&page).await.unwrap();
    assert!(books.forget_index().await.unwrap());
    let end = books.last().await.unwrap();
    assert!(!move_on(books.log().as_ref(), &late, end).await.unwrap());
    assert_eq!(books.log().cursor(FOLLOWER).await.unwrap(), 0);
    indexed(books).await;
    assert!(!move_on(books.log().as_ref(), &late, 0).await.unwrap(), "another key was made since");
    assert_eq!(cases(books, "vase").await, [tale.case]);
}

async fn an_index_whose_emptying_broke_off_is_made_anew(books: &Books) {
    let tale = told(books, 1, "The vase arrived broken").await;
    indexed(books).await;
    let guard = RowKey::new("search", "key");
    let version = books.log().row(&guard).await.unwrap().unwrap().version;
    let rows = vec![RowChange::write(guard, version, "emptying")];
    books.log().append(Append { rows, ..Append::default() }).await.unwrap();
    told(books, 2, "The second one came broken too").await;
    indexed(books).await;
    assert_eq!(cases(books, "vase").await, [tale.case]);
    assert_eq!(cases(books, "broken").await.len(), 2);
}

/// What was read is read once more, and what came since as well.
async fn an_index_whose_place_was_lost_is_named_and_passes_over_nothing(books: &Books) {
    let tale = told(books, 1, "The vase arrived broken").await;
    indexed(books).await;
    assert!(!books.missing().await.unwrap().contains(&Missing::PlaceOfIndex));
    let second = told(books, 2, "The second one came broken too").await;
    let gone = TableChange::Clear { table: &own::CURSORS, key: vec![FOLLOWER.into()] };
    books.log().append(Append { tables: vec![gone], ..Append::default() }).await.unwrap();
    assert!(books.missing().await.unwrap().contains(&Missing::PlaceOfIndex));
    indexed(books).await;
    assert!(!books.missing().await.unwrap().contains(&Missing::PlaceOfIndex));
    assert_eq!(cases(books, "vase").await, [tale.case]);
    assert_eq!(cases(books, "second").await, [second.case]);
}

/// One that has read where it stands goes on from there only while that is still so.
async fn an_index_that_was_emptied_since_its_place_was_read_is_not_gone_on_with(books: &Books) {
    told(books, 1, "The vase arrived broken").await;
    indexed(books).await;
    let mut late = Indexing::of(books.clone());
    late.begin().await.unwrap();
    let place = books.log().cursor(FOLLOWER).await.unwrap();
    let second = told(books, 2, "The second one came broken too").await;
    forgotten(books).await;
    let page = books.log().read_on(place, 99).await.unwrap();
    assert!(late.take(&page).await.is_err(), "what came before it would be found no more");
    assert!(!move_on(books.log().as_ref(), &late, place + 1).await.unwrap(), "nor is it passed over");
    indexed(books).await;
    assert_eq!(cases(books, "broken").await.len(), 2);
    assert_eq!(cases(books, "second").await, [second.case]);
}

/// What was sealed of one event is not what was written.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_event_that_can_not_be_read_keeps_no_later_one_from_being_found() {
    let world = World::in_sqlite().await;
    told(&world, 1, "The vase arrived broken").await;
    let second = told(&world, 2, "The second vase arrived broken").await;
    world.by_hand("UPDATE log_events SET sealed = zeroblob(64) WHERE position = 1");
    assert!(world.log().read_on(0, 9).await.is_err());
    indexed(&world).await;
    assert_eq!(cases(&world, "vase broken").await, [second.case]);
    // Nor does one that comes next when a server has just been started, and indexed nothing yet.
    told(&world, 3, "The third vase arrived broken").await;
    let last = world.last().await.unwrap();
    let fourth = told(&world, 4, "The fourth vase arrived broken").await;
    world.by_hand(&format!("UPDATE log_events SET sealed = zeroblob(64) WHERE position = {last}"));
    indexed(&world).await;
    assert_eq!(cases(&world, "vase broken").await, [fourth.case, second.case]);
}

async fn an_index_of_an_older_program_is_read_once_more_while_it_serves(world: &World) {
    let books: &Books = world;
    let old = told(books, 1, "The vase arrived broken").await;
    indexed(books).await;
    // The older program found no case by these words.
    let rows = books.log().scan(Span::all(&TERMS), 999).await.unwrap();
    let n_before = rows.len();
    let gone = rows.into_iter().take(n_before / 2);
    let tables = gone.map(|key| TableChange::Clear { table: &TERMS, key }).collect();
    books.log().append(Append { tables, ..Append::default() }).await.unwrap();
    let n_rows = async || books.log().scan(Span::all(&TERMS), 999).await.unwrap().len();
    assert!(n_rows().await < n_before);
    let following = follow(Arc::clone(books.log()), Indexing::of(books.clone()), Patience::default());
    // One that has the newest form already is left as it is.
    let renewed = async |form| {
        let renewal = Renewal::begin(books.clone(), form, Patience::default());
        let done = async {
            while form_of(books).await != form.to_string() {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(PATIENCE, done).await.expect("renewed");
        renewal.lag()
    };
    assert_eq!(renewed(FORM).await, 0);
    assert!(n_rows().await < n_before);
    // Two servers of the newer program come up, and cases go on being filed.
    let other = Renewal::begin(world.others.clone(), FORM + 1, Patience::default());
    let (_, new) = tokio::join!(renewed(FORM + 1), told(books, 2, "A lamp without its bulb"));
    drop(other);
    caught_up(books, &following).await;
    assert_eq!(cases(books, "vase broken").await, [old.case]);
    assert_eq!(cases(books, "lamp").await, [new.case]);
    assert_eq!(books.log().cursor("search again").await.unwrap(), 0, "nothing of it is left");
    // Made anew it has this program's form.
    drop(following);
    forgotten(books).await;
    indexed(books).await;
    assert_eq!(form_of(books).await, FORM.to_string());
}

/// What the index says of its form.
async fn form_of(books: &Books) -> String {
    let row = books.log().row(&RowKey::new("search", "form")).await.unwrap();
    row.map_or_else(String::new, |row| row.body)
}
