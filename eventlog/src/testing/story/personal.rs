//! What belongs to people.

use super::{SERVERS, World, done};
use crate::EventLog;
use crate::append::{Append, NewEvent};
use crate::event::StreamId;
use crate::seal::{Opened, Personal};
use crate::table::{Span, TableChange, Value};
use crate::testing::make::{ORDERS, append, personal, step, stream};
use crate::verify::verify;
use uuid::Uuid;

/// Somebody says something about an order, and their name stands beside it.
fn said(stream: &StreamId, expected: u32, whose: Uuid, words: &str) -> Append {
    let mut said = step("\"customer\"", "{\"category\":\"quality\"}");
    said.events.push(NewEvent {
        kind: "told".to_owned(),
        body: "{}".to_owned(),
        personal: Some(personal(whose, words)),
    });
    let name = Value::Personal(Personal { whose, words: format!("name of {words}").into_bytes() });
    let values =
        vec![stream.id.to_string().into(), "shoes".into(), whose.into(), 7_i64.into(), Value::Nothing, name];
    Append { tables: vec![TableChange::Put { table: &ORDERS, values }], ..append(stream, expected, said) }
}

fn words(text: &str) -> Opened {
    Opened::Words(text.as_bytes().to_vec())
}

async fn told(log: &dyn EventLog, stream: &StreamId) -> Vec<Option<Opened>> {
    log.load(stream, 0).await.unwrap().into_iter().map(|event| event.personal).collect()
}

async fn name(log: &dyn EventLog, stream: &StreamId) -> Value {
    let row = log.find(&ORDERS, vec![stream.id.to_string().into()]).await.unwrap();
    row.and_then(|mut values| values.pop()).unwrap()
}

pub async fn words_of_a_person_lie_sealed_and_are_read_again(world: &impl World) {
    let log = world.server().await;
    let (case, ana) = (stream(), Uuid::now_v7());
    done(log.as_ref(), said(&case, 0, ana, "破了 12345678")).await;
    let again = world.server().await;
    assert_eq!(told(again.as_ref(), &case).await, [None, Some(words("破了 12345678"))]);
    assert_eq!(name(again.as_ref(), &case).await, Value::Bytes("name of 破了 12345678".into()));
    let placed = log.read_on(0, 9).await.unwrap();
    assert_eq!(placed.into_iter().filter_map(|placed| placed.event.personal).count(), 1);
    // What lies there says nothing.
    let stored = log.stored(&case, 0).await.unwrap();
    let sealed = stored.iter().filter_map(|event| event.personal.as_ref()).map(|sealed| sealed.bytes.clone());
    let rows = log.look(Span::all(&ORDERS), 9).await.unwrap().into_iter();
    let cells = rows.filter_map(|mut found| match found.values.pop() {
        Some(Value::Bytes(bytes)) => Some(bytes),
        _ => None,
    });
    let all: Vec<Vec<u8>> = sealed.chain(cells).collect();
    assert_eq!(all.len(), 2);
    assert!(all.iter().all(|bytes| !bytes.windows(8).any(|window| window == b"12345678")));
}

pub async fn who_is_erased_is_gone_everywhere_and_the_log_still_proves_itself(world: &impl World) {
    let log = world.server().await;
    let (of_ana, of_ben) = (stream(), stream());
    let (ana, ben) = (Uuid::now_v7(), Uuid::now_v7());
    done(log.as_ref(), said(&of_ana, 0, ana, "ana")).await;
    done(log.as_ref(), said(&of_ben, 0, ben, "ben")).await;
    assert!(!log.erase(Uuid::now_v7()).await.unwrap(), "nobody ever heard of them");
    assert!(log.erase(ana).await.unwrap());
    let log = world.server().await;
    assert_eq!(told(log.as_ref(), &of_ana).await, [None, Some(Opened::Erased)]);
    assert_eq!(name(log.as_ref(), &of_ana).await, Value::Nothing);
    assert_eq!(told(log.as_ref(), &of_ben).await, [None, Some(words("ben"))]);
    assert_eq!(name(log.as_ref(), &of_ben).await, Value::Bytes("name of ben".into()));
    // Figures stay, and so does the proof.
    assert_eq!(log.last().await.unwrap(), 4);
    assert_eq!(verify(log.as_ref(), |_| ()).await.unwrap(), []);
    // Who comes back is somebody new to the vault.
    done(log.as_ref(), said(&of_ana, 2, ana, "back")).await;
    assert_eq!(told(log.as_ref(), &of_ana).await, [None, Some(Opened::Erased), None, Some(words("back"))]);
    assert!(log.erase(ana).await.unwrap());
    assert_eq!(told(log.as_ref(), &of_ana).await.last(), Some(&Some(Opened::Erased)));
}

pub async fn servers_seal_for_one_person_with_one_key(world: &impl World) {
    let ana = Uuid::now_v7();
    let mut cases = Vec::new();
    for server in 0..SERVERS {
        let log = world.server().await;
        cases.push(tokio::spawn(async move {
            let case = stream();
            done(log.as_ref(), said(&case, 0, ana, &server.to_string())).await;
            case
        }));
    }
    let log = world.server().await;
    log.erase(ana).await.unwrap();
    let mut slots = Vec::new();
    for case in cases {
        let case = case.await.unwrap();
        slots.extend(log.stored(&case, 0).await.unwrap().into_iter().filter_map(|event| event.personal));
    }
    // Whoever was sealed before the erasure and whoever after it: each by one key.
    slots.sort_by_key(|sealed| sealed.slot);
    slots.dedup_by_key(|sealed| sealed.slot);
    assert!((1..=2).contains(&slots.len()), "{} keys for one person", slots.len());
    log.erase(ana).await.unwrap();
    let events = log.read_on(0, 99).await.unwrap();
    let left = events.iter().filter_map(|placed| placed.event.personal.as_ref());
    assert!(left.clone().count() > 0 && left.clone().all(|opened| *opened == Opened::Erased));
}

pub async fn two_who_are_new_in_one_append_have_a_key_each(world: &impl World) {
    let log = world.server().await;
    let (case, ana, ben) = (stream(), Uuid::now_v7(), Uuid::now_v7());
    let mut both = said(&case, 0, ana, "ana");
    both.streams.extend(said(&stream(), 0, ben, "ben").streams);
    let of_ben = both.streams.last().map(|append| append.stream.clone()).unwrap();
    done(log.as_ref(), both).await;
    assert!(log.erase(ana).await.unwrap());
    assert_eq!(told(log.as_ref(), &case).await, [None, Some(Opened::Erased)]);
    assert_eq!(told(log.as_ref(), &of_ben).await, [None, Some(words("ben"))]);
}
