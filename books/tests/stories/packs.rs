//! Packs: drafts, and the versions that came of them.

use crate::tell::step;
use crate::world::World;
use books::Books;
use books::packs::{Drafted, PackVersion};
use books::step::Step;
use domain::actor::Actor;
use domain::id::{DraftId, UserId};
use domain::policy::draft::BaseVersion;
use domain::policy::draft::event::DraftEvent;
use domain::testing::{SUPERVISOR, morning};
use domain::text::Sentence;
use uuid::Uuid;

stories! {
    a_draft_is_added_to_by_whoever_has_seen_it_as_it_is,
    a_draft_sent_again_is_answered_as_the_first_time,
    a_version_is_noted_with_its_approval_or_not_at_all,
    versions_come_in_the_order_in_which_they_were_noted,
    a_draft_waits_from_its_proposal_until_somebody_answers_it,
    drafts_approved_at_once_are_decided_one_after_the_other,
}

const DRAFT: DraftId = DraftId(Uuid::from_u128(7));
const BY: Actor = Actor::Supervisor(SUPERVISOR);

fn started() -> Step<DraftEvent> {
    let base = BaseVersion { version: "1".to_owned(), hash: "00".to_owned() };
    step(BY, vec![DraftEvent::Started { pack: "shop".to_owned(), base, text: "text".to_owned() }])
}

fn sent_back(why: &str) -> Step<DraftEvent> {
    step(BY, vec![DraftEvent::SentBack { reason: Sentence::parse(why).unwrap() }])
}

fn approved(version: &str) -> Step<DraftEvent> {
    let (version, hash) = (version.to_owned(), format!("hash of {version}"));
    step(BY, vec![DraftEvent::Approved { version, from: morning().date_naive(), hash }])
}

fn version(version: &str, draft: Option<DraftId>) -> PackVersion {
    PackVersion {
        pack: "shop".to_owned(),
        version: version.to_owned(),
        hash: format!("hash of {version}"),
        source: "text".to_owned(),
        public: "{}".to_owned(),
        desk: draft.map(|_| "{}".to_owned()),
        noted_at: morning(),
        from_day: draft.map(|_| morning().date_naive()),
        draft,
        written_by: draft.map(|_| SUPERVISOR),
        approved_by: None,
    }
}

async fn versions(books: &Books) -> Vec<(u32, String)> {
    let all = books.pack_versions().await.unwrap();
    all.into_iter().map(|(place, version)| (place, version.version)).collect()
}

async fn a_draft_is_added_to_by_whoever_has_seen_it_as_it_is(books: &Books) {
    let add = async |expected, step: &Step<DraftEvent>| {
        books.append_draft((DRAFT, "shop"), expected, step, None, None).await.unwrap()
    };
    assert!(books.draft(DRAFT).await.unwrap().is_empty());
    assert_eq!(add(0, &started()).await, Drafted::Done);
    assert_eq!(add(0, &started()).await, Drafted::Conflict);
    assert_eq!(add(1, &sent_back("first")).await, Drafted::Done);
    assert_eq!(add(1, &sent_back("late")).await, Drafted::Conflict);
    let events = books.draft(DRAFT).await.unwrap();
    assert_eq!(events.iter().map(|one| (one.version, one.actor)).collect::<Vec<_>>(), [(1, BY), (2, BY)]);
    assert_eq!(events[1].event, sent_back("first").events[0]);
    assert_eq!(books.drafts().await.unwrap(), [(DRAFT, "shop".to_owned())]);
}

async fn a_draft_sent_again_is_answered_as_the_first_time(books: &Books) {
    let first = started();
    let add = async |expected, step: &Step<DraftEvent>| {
        books.append_draft((DRAFT, "shop"), expected, step, None, None).await.unwrap()
    };
    assert_eq!(books.answered_draft(DRAFT, &first).await.unwrap(), None);
    add(0, &first).await;
    add(1, &sent_back("since")).await;
    assert_eq!(add(0, &first).await, Drafted::Done);
    assert_eq!(books.answered_draft(DRAFT, &first).await.unwrap(), Some(Drafted::Done));
    assert_eq!(books.draft(DRAFT).await.unwrap().len(), 2);
    let other = Step { fingerprint: vec![9; 32], ..first.clone() };
    assert_eq!(add(2, &other).await, Drafted::Reused);
    assert_eq!(books.answered_draft(DRAFT, &other).await.unwrap(), Some(Drafted::Reused));
    let by_another = Step { actor: Actor::System, ..first };
    assert_eq!(add(2, &by_another).await, Drafted::Reused);
}

async fn a_version_is_noted_with_its_approval_or_not_at_all(books: &Books) {
    let add = async |expected, step: &Step<DraftEvent>| {
        let version = (0, version("2", Some(DRAFT)));
        books.append_draft((DRAFT, "shop"), expected, step, Some(version), None).await.unwrap()
    };
    books.append_draft((DRAFT, "shop"), 0, &started(), None, None).await.unwrap();
    let approval = approved("2");
    assert_eq!(add(0, &approval).await, Drafted::Conflict);
    assert!(versions(books).await.is_empty());
    assert_eq!(add(1, &approval).await, Drafted::Done);
    assert_eq!(books.pack_versions().await.unwrap(), [(1, version("2", Some(DRAFT)))]);
    // Sent again it is not noted twice.
    assert_eq!(add(1, &approval).await, Drafted::Done);
    assert_eq!(add(1, &Step { fingerprint: vec![9; 32], ..approval }).await, Drafted::Reused);
    assert_eq!(versions(books).await, [(1, "2".to_owned())]);
}

async fn versions_come_in_the_order_in_which_they_were_noted(books: &Books) {
    assert!(books.note_version(0, version("9", None)).await.unwrap());
    assert!(books.note_version(1, version("1", None)).await.unwrap());
    assert!(!books.note_version(1, version("8", None)).await.unwrap(), "there are more by now");
    assert_eq!(versions(books).await, [(1, "9".to_owned()), (2, "1".to_owned())]);
    assert_eq!(books.pack_versions().await.unwrap()[0].1, version("9", None));
}

async fn a_draft_waits_from_its_proposal_until_somebody_answers_it(books: &Books) {
    let other = DraftId(Uuid::from_u128(8));
    let writers = [SUPERVISOR, domain::testing::AGENT];
    let add = async |draft, expected, step: &Step<DraftEvent>, waiting: Option<&[UserId]>| {
        books.append_draft((draft, "shop"), expected, step, None, waiting).await.unwrap()
    };
    for draft in [DRAFT, other] {
        add(draft, 0, &started(), None).await;
    }
    assert!(books.waiting_drafts().await.unwrap().is_empty());
    assert_eq!(add(DRAFT, 1, &sent_back("proposed"), Some(&writers)).await, Drafted::Done);
    assert_eq!(add(other, 1, &sent_back("proposed"), Some(&[SUPERVISOR])).await, Drafted::Done);
    let both = [(DRAFT, writers.to_vec()), (other, vec![SUPERVISOR])];
    assert_eq!(books.waiting_drafts().await.unwrap(), both);
    // What was decided upon too little changes nothing.
    assert_eq!(add(DRAFT, 1, &sent_back("late"), None).await, Drafted::Conflict);
    assert_eq!(books.waiting_drafts().await.unwrap(), both);
    assert_eq!(add(DRAFT, 2, &sent_back("answered"), None).await, Drafted::Done);
    assert_eq!(books.waiting_drafts().await.unwrap(), both[1..]);
}

async fn drafts_approved_at_once_are_decided_one_after_the_other(world: &World) {
    let mut approvals = tokio::task::JoinSet::new();
    for n in 0..8_u32 {
        let books = if n % 2 == 0 { Books::clone(world) } else { world.others.clone() };
        approvals.spawn(async move {
            let draft = DraftId(Uuid::from_u128(n.into()));
            let started = books.append_draft((draft, "shop"), 0, &started(), None, None).await;
            assert_eq!(started.unwrap(), Drafted::Done);
            let (name, approval) = ((n / 2).to_string(), approved(&(n / 2).to_string()));
            loop {
                let known = versions(&books).await;
                if known.iter().any(|(_, other)| *other == name) {
                    return false;
                }
                let version = Some((u32::try_from(known.len()).unwrap(), version(&name, Some(draft))));
                match books.append_draft((draft, "shop"), 1, &approval, version, None).await.unwrap() {
                    Drafted::Done => return true,
                    Drafted::Moved => {}
                    other => panic!("{other:?}"),
                }
            }
        });
    }
    let n_approved = approvals.join_all().await.into_iter().filter(|is_approved| *is_approved).count();
    let mut names: Vec<String> = versions(world).await.into_iter().map(|(_, name)| name).collect();
    names.sort();
    assert_eq!((n_approved, names), (4, (0..4).map(|n| n.to_string()).collect()));
}
