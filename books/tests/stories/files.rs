//! Files: kept for a command, claimed by the case it goes to, forgotten where nobody claims them.

use crate::tell::{Tale, done, tale};
use crate::world::World;
use books::Books;
use books::cases::append::{CaseAppend, Outcome};
use books::files::{EvidenceRow, Kept};
use domain::id::CommandId;
use uuid::Uuid;

stories! {
    a_file_is_kept_once_and_its_id_is_never_another_files,
    a_command_and_a_case_have_no_more_files_than_they_may,
    files_that_were_claimed_are_the_cases_and_stay,
    files_uploaded_for_another_order_or_by_who_had_it_before_are_not_claimed,
    what_nobody_claimed_goes_the_oldest_first,
    who_claims_what_is_being_forgotten_decides_again,
    a_file_that_came_while_it_was_decided_is_claimed_too,
    nothing_is_kept_for_a_command_that_was_answered,
    what_is_forgotten_is_to_be_deleted_until_it_is_said_to_be_gone,
    what_two_servers_could_not_delete_at_once_is_noted_once,
}

pub(crate) fn file(n: u32, command: Uuid) -> EvidenceRow {
    EvidenceRow {
        evidence_id: Uuid::from_u128(n.into()),
        order_key: "rd-1001".to_owned(),
        person_id: tale(n, "RD-1001").person.0,
        command_id: command,
        case_id: None,
        media_type: "image/jpeg".to_owned(),
        bytes: 7,
        sha256: vec![1; 32],
        path: format!("files/{n}"),
        uploaded_at: n.into(),
        is_claimed: false,
    }
}

/// The paths of what is forgotten.
async fn forgotten(books: &Books, before: i64, limit: u32) -> Vec<String> {
    let forgotten = books.forget_unclaimed(before, limit).await.unwrap();
    forgotten.into_iter().map(|left_over| left_over.path).collect()
}

async fn keep(books: &Books, n: u32, command: Uuid) -> EvidenceRow {
    let row = file(n, command);
    assert_eq!(books.keep_evidence(&row, 9).await.unwrap(), Kept::Done);
    row
}

/// The filing of the first case under a command, with the files uploaded for it.
async fn filing(books: &Books, command: Uuid) -> CaseAppend {
    let tale = tale(1, "RD-1001");
    let part = books.claim(command, tale.case, &tale.key(), tale.person).await.unwrap();
    let mut filing = tale.filing(books).await;
    filing.steps[0].command = CommandId(command);
    CaseAppend { part, ..filing }
}

async fn a_file_is_kept_once_and_its_id_is_never_another_files(books: &Books) {
    let (command, other) = (Uuid::new_v4(), Uuid::new_v4());
    let row = keep(books, 1, command).await;
    assert_eq!(books.evidence(row.evidence_id).await.unwrap(), Some(row.clone()));
    assert!(books.is_evidence_path("files/1").await.unwrap());
    assert!(!books.is_evidence_path("files/2").await.unwrap());
    // Whoever sends it again writes it to another place, and later.
    let again = EvidenceRow { path: "files/again".to_owned(), uploaded_at: 99, ..row.clone() };
    assert_eq!(books.keep_evidence(&again, 1).await.unwrap(), Kept::Repeated);
    assert!(!books.is_evidence_path("files/again").await.unwrap());
    for taken in [
        EvidenceRow { sha256: vec![2; 32], ..row.clone() },
        EvidenceRow { command_id: other, ..row.clone() },
        EvidenceRow { order_key: "rd-2".to_owned(), ..row.clone() },
    ] {
        assert_eq!(books.keep_evidence(&taken, 9).await.unwrap(), Kept::Taken);
    }
    assert_eq!(books.evidence_of_command(command).await.unwrap(), [row]);
    assert_eq!(books.n_evidence(other, None).await.unwrap(), 0);
}

async fn a_command_and_a_case_have_no_more_files_than_they_may(books: &Books) {
    let (command, other) = (Uuid::new_v4(), Uuid::new_v4());
    for (n, kept) in [(2, Kept::Done), (1, Kept::Done), (3, Kept::TooMany)] {
        assert_eq!(books.keep_evidence(&file(n, command), 2).await.unwrap(), kept);
    }
    let ids: Vec<_> = books.evidence_of_command(command).await.unwrap();
    assert_eq!(ids, [file(1, command), file(2, command)]);
    done(books, filing(books, command).await).await;
    let case = Some(tale(1, "RD-1001").case.0);
    assert_eq!(books.n_evidence(Uuid::nil(), case).await.unwrap(), 2);
    // Those a case has count for what is added to it, under whichever command.
    let more = |n| EvidenceRow { case_id: case, ..file(n, other) };
    assert_eq!(books.keep_evidence(&more(4), 3).await.unwrap(), Kept::Done);
    assert_eq!(books.keep_evidence(&more(5), 3).await.unwrap(), Kept::TooMany);
    assert_eq!(books.n_evidence(Uuid::nil(), case).await.unwrap(), 3);
}

async fn files_that_were_claimed_are_the_cases_and_stay(books: &Books) {
    let command = Uuid::new_v4();
    let rows = [keep(books, 1, command).await, keep(books, 2, command).await];
    keep(books, 3, Uuid::new_v4()).await;
    assert!(books.evidence_after(Uuid::nil(), 9).await.unwrap().is_empty());
    done(books, filing(books, command).await).await;
    let case = tale(1, "RD-1001").case.0;
    let claimed = rows.map(|row| EvidenceRow { case_id: Some(case), is_claimed: true, ..row });
    assert_eq!(books.evidence_of_command(command).await.unwrap(), claimed);
    assert_eq!(books.evidence_after(Uuid::nil(), 9).await.unwrap(), claimed);
    assert_eq!(books.evidence_after(claimed[0].evidence_id, 9).await.unwrap(), claimed[1..]);
    assert!(books.evidence_after(claimed[1].evidence_id, 1).await.unwrap().is_empty());
    assert_eq!(forgotten(books, i64::MAX, 9).await, ["files/3"]);
    assert_eq!(books.evidence_of_command(command).await.unwrap(), claimed);
}

async fn files_uploaded_for_another_order_or_by_who_had_it_before_are_not_claimed(books: &Books) {
    let command = Uuid::new_v4();
    let other = EvidenceRow { order_key: "rd-2".to_owned(), ..file(2, command) };
    let former = EvidenceRow { person_id: Uuid::from_u128(7), ..file(3, command) };
    keep(books, 1, command).await;
    for row in [&other, &former] {
        books.keep_evidence(row, 9).await.unwrap();
    }
    done(books, filing(books, command).await).await;
    for row in [other, former] {
        assert_eq!(books.evidence(row.evidence_id).await.unwrap(), Some(row));
    }
    assert_eq!(forgotten(books, i64::MAX, 9).await, ["files/2", "files/3"]);
    assert_eq!(books.evidence_of_command(command).await.unwrap().len(), 1);
}

async fn what_nobody_claimed_goes_the_oldest_first(books: &Books) {
    let (command, other) = (Uuid::new_v4(), Uuid::new_v4());
    for (n, command) in [(3, command), (1, command), (2, other), (4, other)] {
        keep(books, n, command).await;
    }
    assert_eq!(forgotten(books, 4, 2).await, ["files/1", "files/2"]);
    assert_eq!(books.evidence(Uuid::from_u128(1)).await.unwrap(), None);
    assert!(!books.is_evidence_path("files/1").await.unwrap());
    assert_eq!(books.evidence_of_command(command).await.unwrap(), [file(3, command)]);
    assert_eq!(books.n_evidence(command, None).await.unwrap(), 1);
    assert_eq!(forgotten(books, 4, 9).await, ["files/3"]);
    assert_eq!(forgotten(books, 4, 9).await, [""; 0]);
    assert_eq!(books.n_evidence(command, None).await.unwrap(), 0);
    // Room that became free is there again, and so is the id.
    assert_eq!(books.keep_evidence(&file(1, command), 1).await.unwrap(), Kept::Done);
}

async fn who_claims_what_is_being_forgotten_decides_again(books: &Books) {
    let command = Uuid::new_v4();
    for (first, others) in [(1, vec![]), (3, vec![4])] {
        keep(books, first, command).await;
        for other in others {
            keep(books, other, command).await;
        }
        let decided = filing(books, command).await;
        let gone = forgotten(books, i64::from(first) + 1, 9).await;
        assert_eq!(gone, [format!("files/{first}")]);
        assert_eq!(books.append_case(decided.clone()).await.unwrap(), Outcome::Moved);
        // Nor is the next file taken for one that was there.
        if first == 1 {
            keep(books, 2, command).await;
            assert_eq!(books.append_case(decided).await.unwrap(), Outcome::Moved);
            forgotten(books, 3, 9).await;
        }
    }
    done(books, filing(books, command).await).await;
    let kept = books.evidence_of_command(command).await.unwrap();
    assert_eq!(kept.iter().map(|row| row.path.as_str()).collect::<Vec<_>>(), ["files/4"]);
    assert!(kept[0].is_claimed);
}

async fn a_file_that_came_while_it_was_decided_is_claimed_too(books: &Books) {
    let command = Uuid::new_v4();
    let decided = filing(books, command).await;
    let row = keep(books, 1, command).await;
    assert_eq!(books.append_case(decided).await.unwrap(), Outcome::Moved);
    done(books, filing(books, command).await).await;
    assert!(books.evidence(row.evidence_id).await.unwrap().unwrap().is_claimed);
}

async fn nothing_is_kept_for_a_command_that_was_answered(books: &Books) {
    // With a file, and without any.
    let (with, without) = (Uuid::new_v4(), Uuid::new_v4());
    let other = EvidenceRow { order_key: "rd-2".to_owned(), ..file(9, with) };
    assert_eq!(books.keep_evidence(&other, 9).await.unwrap(), Kept::Done);
    let first = keep(books, 1, with).await;
    done(books, filing(books, with).await).await;
    let Tale { case, person, .. } = tale(2, "RD-1001");
    let part = books.claim(without, case, "rd-1001", person).await.unwrap();
    let mut second = tale(2, "RD-1001").filing(books).await;
    second.steps[0].command = CommandId(without);
    done(books, CaseAppend { part, ..second }).await;
    for command in [with, without] {
        assert_eq!(books.keep_evidence(&file(2, command), 9).await.unwrap(), Kept::Answered);
        let of_case = EvidenceRow { case_id: Some(case.0), ..file(2, command) };
        assert_eq!(books.keep_evidence(&of_case, 9).await.unwrap(), Kept::Answered);
    }
    // What was kept before and is sent again is known still, also once something else of the command went.
    assert_eq!(books.keep_evidence(&first, 9).await.unwrap(), Kept::Repeated);
    assert_eq!(forgotten(books, i64::MAX, 9).await, ["files/9"]);
    assert_eq!(books.keep_evidence(&file(2, with), 9).await.unwrap(), Kept::Answered);
    // A case takes more under other commands.
    let more = EvidenceRow { case_id: Some(case.0), ..file(3, Uuid::new_v4()) };
    assert_eq!(books.keep_evidence(&more, 9).await.unwrap(), Kept::Done);
}

async fn what_is_forgotten_is_to_be_deleted_until_it_is_said_to_be_gone(books: &Books) {
    let paths = async |before: i64| {
        let left_over = books.left_over(before, 9).await.unwrap();
        left_over.into_iter().map(|left_over| left_over.path).collect::<Vec<_>>()
    };
    for n in 1..=3 {
        keep(books, n, Uuid::new_v4()).await;
    }
    assert_eq!(paths(i64::MAX).await, [""; 0]);
    books.forget_unclaimed(3, 9).await.unwrap();
    assert_eq!(paths(i64::MAX).await, ["files/1", "files/2"]);
    // Bytes that never had a row.
    books.leave_over("files/9", 9).await.unwrap();
    assert_eq!(paths(9).await, ["files/1", "files/2"]);
    // What refuses to go keeps nothing from being tried before it is tried again.
    let [first, second] = <[_; 2]>::try_from(books.left_over(9, 9).await.unwrap()).unwrap();
    books.are_still_there(first, 20).await.unwrap();
    assert_eq!(paths(20).await, ["files/2", "files/9"]);
    assert_eq!(paths(i64::MAX).await, ["files/2", "files/9", "files/1"]);
    books.are_gone(&[second]).await.unwrap();
    assert_eq!(paths(i64::MAX).await, ["files/9", "files/1"]);
    let rest = books.left_over(i64::MAX, 9).await.unwrap();
    books.are_gone(&rest).await.unwrap();
    assert_eq!(paths(i64::MAX).await, [""; 0]);
    assert_eq!(forgotten(books, i64::MAX, 9).await, ["files/3"]);
}

async fn what_two_servers_could_not_delete_at_once_is_noted_once(world: &World) {
    for n in 1..=2 {
        keep(world, n, Uuid::new_v4()).await;
    }
    world.forget_unclaimed(9, 9).await.unwrap();
    let both = async || {
        let (ours, theirs) = (world.left_over(i64::MAX, 9).await, world.others.left_over(i64::MAX, 9).await);
        ours.unwrap().into_iter().zip(theirs.unwrap())
    };
    let n_left = async || world.left_over(i64::MAX, 9).await.unwrap().len();
    // One after the other has tried what both had read, and then both at one moment.
    for (ours, theirs) in both().await {
        world.are_still_there(ours, 20).await.unwrap();
        world.others.are_still_there(theirs, 30).await.unwrap();
    }
    assert_eq!(n_left().await, 2);
    for (ours, theirs) in both().await {
        let (one, other) =
            tokio::join!(world.are_still_there(ours, 40), world.others.are_still_there(theirs, 50));
        one.and(other).unwrap();
    }
    assert_eq!(n_left().await, 2);
}
