//! Queues: in their order, page by page, and counted no further than asked.

use crate::tell::{done, tale};
use books::Books;
use books::queue::{Place, Queue, Stretch};
use domain::actor::Actor;
use domain::complaint::event::Event;
use domain::id::CaseId;
use domain::testing::AGENT;
use uuid::Uuid;

stories! {
    a_queue_is_read_on_page_by_page_in_its_order,
    what_is_due_before_a_moment_can_be_left_out,
    a_page_is_filled_though_hundreds_before_it_are_left_out,
    a_queue_is_counted_no_further_than_asked,
    a_case_that_moves_leaves_its_old_place,
    everybody_has_a_queue_of_their_own,
}

fn queue(view: &str, owner: &str) -> Queue {
    Queue { view: view.to_owned(), owner: owner.to_owned() }
}

fn place(view: &str, owner: &str, at: i64) -> Place {
    Place(view.to_owned(), owner.to_owned(), at)
}

/// A case that stands there, due at a moment.
async fn stands(books: &Books, n: u32, places: Vec<Place>, due: i64) -> CaseId {
    let tale = tale(n, &format!("RD-{n}"));
    let mut filing = tale.filing(books).await;
    (filing.row.places, filing.row.due) = (places, due);
    done(books, filing).await;
    tale.case
}

async fn page(books: &Books, queue: &Queue, stretch: Stretch) -> Vec<CaseId> {
    let page = books.queue(queue, None, stretch, 100).await.unwrap();
    page.into_iter().map(|(_, kept)| kept.case).collect()
}

async fn a_queue_is_read_on_page_by_page_in_its_order(books: &Books) {
    let mut cases = Vec::new();
    for (n, at) in [(1, 30), (2, 10), (3, 20), (4, 20), (5, i64::MAX), (6, -5)] {
        cases.push(stands(books, n, vec![place("open", "", at)], at).await);
        stands(books, n + 10, vec![place("openly", "", at)], at).await;
    }
    let [one, two, three, four, five, six] = cases[..] else { panic!() };
    let open = queue("open", "");
    let (mut after, mut read) = (None, Vec::new());
    loop {
        let page = books.queue(&open, after, Stretch::ALL, 2).await.unwrap();
        assert!(page.len() <= 2);
        let Some((last, _)) = page.last() else { break };
        after = Some(*last);
        read.extend(page.iter().map(|(_, kept)| kept.case));
    }
    assert_eq!(read, [six, two, three, four, one, five]);
    assert_eq!(page(books, &open, Stretch::before(20)).await, [six, two, three, four]);
    assert!(books.queue(&open, None, Stretch::ALL, 0).await.unwrap().is_empty());
}

async fn what_is_due_before_a_moment_can_be_left_out(books: &Books) {
    let mut cases = Vec::new();
    for (n, at, due) in [(1, 1, 40), (2, 2, 50), (3, 3, 60), (4, 4, i64::MIN)] {
        cases.push(stands(books, n, vec![place("due_soon", "", at)], due).await);
    }
    let soon = queue("due_soon", "");
    let stretch = |due_after| Stretch { before: i64::MAX, due_after };
    assert_eq!(page(books, &soon, stretch(49)).await, cases[1..3]);
    assert_eq!(page(books, &soon, stretch(50)).await, cases[2..3]);
    assert_eq!(page(books, &soon, Stretch { before: 2, due_after: 45 }).await, cases[1..2]);
    assert_eq!(page(books, &soon, Stretch::ALL).await, cases);
}

async fn a_page_is_filled_though_hundreds_before_it_are_left_out(books: &Books) {
    const LEFT_OUT: u32 = 410;
    const WRITERS: u32 = 6;
    let mut filings = tokio::task::JoinSet::new();
    for begin in 1..=WRITERS {
        let books = books.clone();
        filings.spawn(async move {
            for n in (begin..=LEFT_OUT + 3).step_by(usize::try_from(WRITERS).unwrap()) {
                let due = if n > LEFT_OUT { 100 } else { 10 };
                stands(&books, n, vec![place("due_soon", "", n.into())], due).await;
            }
        });
    }
    filings.join_all().await;
    let stretch = Stretch { before: i64::MAX, due_after: 50 };
    let page = books.queue(&queue("due_soon", ""), None, stretch, 2).await.unwrap();
    let first = i64::from(LEFT_OUT) + 1;
    assert_eq!(page.iter().map(|(cursor, _)| cursor.at).collect::<Vec<_>>(), [first, first + 1]);
    let after = page.last().map(|(cursor, _)| *cursor);
    let rest = books.queue(&queue("due_soon", ""), after, stretch, 2).await.unwrap();
    assert_eq!(rest.iter().map(|(cursor, _)| cursor.at).collect::<Vec<_>>(), [first + 2]);
}

async fn a_queue_is_counted_no_further_than_asked(books: &Books) {
    for n in 1..=5 {
        stands(books, n, vec![place("open", "", n.into())], 0).await;
    }
    let n_before = async |before, limit| books.n_before(&queue("open", ""), before, limit).await.unwrap();
    assert_eq!((n_before(i64::MAX, 99).await, n_before(i64::MAX, 3).await), (5, 3));
    assert_eq!((n_before(3, 99).await, n_before(0, 99).await), (3, 0));
    assert_eq!(books.n_before(&queue("mine", ""), i64::MAX, 9).await.unwrap(), 0);
}

async fn a_case_that_moves_leaves_its_old_place(books: &Books) {
    let tale = tale(1, "RD-1");
    stands(books, 1, vec![place("open", "", 7), place("unassigned", "", 7)], 7).await;
    let mut taken = tale.next(books, Actor::Agent(AGENT), vec![Event::CaseTaken]).await;
    assert_eq!(taken.before, [place("open", "", 7), place("unassigned", "", 7)]);
    (taken.row.places, taken.row.due) = (vec![place("open", "", 9)], 9);
    done(books, taken).await;
    let open = books.queue(&queue("open", ""), None, Stretch::ALL, 9).await.unwrap();
    assert_eq!(open.iter().map(|(cursor, _)| cursor.at).collect::<Vec<_>>(), [9]);
    assert!(page(books, &queue("unassigned", ""), Stretch::ALL).await.is_empty());
    // It stays where it is and is due later: what leaves out by that reads so.
    let mut later = tale.next(books, Actor::Agent(AGENT), vec![Event::CaseTaken]).await;
    (later.row.places, later.row.due) = (vec![place("open", "", 9)], 99);
    done(books, later).await;
    let due_after = |due_after| Stretch { before: i64::MAX, due_after };
    assert_eq!(page(books, &queue("open", ""), due_after(98)).await, [tale.case]);
    assert!(page(books, &queue("open", ""), due_after(99)).await.is_empty());
    assert_eq!(books.kept(tale.case).await.unwrap().unwrap().due, 99);
}

async fn everybody_has_a_queue_of_their_own(books: &Books) {
    let (one, other) = (Uuid::from_u128(1).to_string(), Uuid::from_u128(2).to_string());
    let mine = stands(books, 1, vec![place("mine", &one, 1)], 1).await;
    stands(books, 2, vec![place("mine", &other, 2)], 2).await;
    assert_eq!(page(books, &queue("mine", &one), Stretch::ALL).await, [mine]);
    assert!(page(books, &queue("mine", ""), Stretch::ALL).await.is_empty());
}
