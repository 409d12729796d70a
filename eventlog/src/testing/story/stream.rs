//! One stream: what is added, by whom, and who comes second.

use super::{World, bodies, done};
use crate::append::{Append, Appended, NewEvent, RowKey, StreamAppend};
use crate::fault::Fault;
use crate::seal::{Opened, Personal};
use crate::testing::make::{append, row, step, stream};
use uuid::Uuid;

pub async fn events_come_back_as_they_were_added(world: &impl World) {
    let log = world.server().await;
    let stream = stream();
    let mut said = step("\"客户\"", "{\"words\":\"快递还没到 📦 'quoted' \\u0000\"}");
    said.events.push(NewEvent {
        kind: "told".to_owned(),
        body: String::new(),
        personal: Some(Personal { whose: Uuid::from_u128(7), words: vec![0, 255, 10] }),
    });
    done(log.as_ref(), append(&stream, 0, said.clone())).await;
    let events = log.load(&stream, 0).await.unwrap();
    assert_eq!(events.len(), 2);
    for (version, (event, new)) in (1..).zip(events.iter().zip(&said.events)) {
        assert_eq!((event.version, &event.stream), (version, &stream));
        let words = new.personal.clone().map(|personal| Opened::Words(personal.words));
        assert_eq!((&event.kind, &event.body, &event.personal), (&new.kind, &new.body, &words));
        assert_eq!((&event.actor, &event.at, event.command), (&said.actor, &said.at, said.command));
    }
    assert_eq!(log.load(&stream, 1).await.unwrap(), events[1..]);
    let placed = log.read_on(0, 10).await.unwrap();
    assert_eq!(placed.into_iter().map(|placed| placed.event).collect::<Vec<_>>(), events);
}

pub async fn a_stream_nobody_began_is_empty(world: &impl World) {
    let log = world.server().await;
    assert_eq!(log.load(&stream(), 0).await.unwrap(), []);
    assert_eq!(log.row(&RowKey::new("name", "nobody")).await.unwrap(), None);
    assert_eq!(log.answered(&stream(), Uuid::now_v7()).await.unwrap(), None);
    assert_eq!(log.last().await.unwrap(), 0);
    assert_eq!(log.read_on(0, 10).await.unwrap(), []);
}

pub async fn who_comes_second_is_told_how_far_the_stream_is(world: &impl World) {
    let log = world.server().await;
    let stream = stream();
    done(log.as_ref(), append(&stream, 0, step("a", "first"))).await;
    let late = log.append(append(&stream, 0, step("b", "second"))).await.unwrap();
    assert_eq!(late, Appended::Conflict { stream: stream.clone(), version: 1 });
    let early = log.append(append(&stream, 5, step("b", "third"))).await.unwrap();
    assert_eq!(early, Appended::Conflict { stream: stream.clone(), version: 1 });
    assert_eq!(bodies(log.as_ref(), &stream).await, ["first"]);
}

pub async fn a_command_sent_again_is_answered_as_before_and_adds_nothing(world: &impl World) {
    let (first, other) = (world.server().await, world.server().await);
    let stream = stream();
    let said = step("a", "once");
    done(first.as_ref(), append(&stream, 0, said.clone())).await;
    done(first.as_ref(), append(&stream, 1, step("b", "after"))).await;
    for log in [first, other] {
        // Sent again upon the version it was first decided on, or upon a later one: it is the same command.
        for expected in [0, 2] {
            let again = log.append(append(&stream, expected, said.clone())).await.unwrap();
            let Appended::Repeated(answered) = again else { panic!("{again:?}") };
            assert_eq!((answered.from, answered.to), (0, 1));
            assert_eq!(log.answered(&stream, said.command).await.unwrap(), Some(answered));
        }
        assert_eq!(bodies(log.as_ref(), &stream).await, ["once", "after"]);
    }
}

pub async fn one_id_does_not_stand_for_two_intents(world: &impl World) {
    let log = world.server().await;
    let stream = stream();
    let said = step("a", "this");
    done(log.as_ref(), append(&stream, 0, said.clone())).await;
    let other_words = crate::Step { fingerprint: b"that".to_vec(), ..said.clone() };
    assert_eq!(log.append(append(&stream, 1, other_words)).await.unwrap(), Appended::Reused);
    let other_actor = crate::Step { actor: "b".to_owned(), ..said };
    assert_eq!(log.append(append(&stream, 1, other_actor)).await.unwrap(), Appended::Reused);
}

pub async fn what_the_desk_adds_belongs_to_the_command_before_it(world: &impl World) {
    let log = world.server().await;
    let stream = stream();
    let (said, added) = (step("customer", "filed"), step("desk", "acknowledged"));
    let steps = vec![said.clone(), added];
    let both = Append {
        streams: vec![StreamAppend { stream: stream.clone(), expected: 0, steps }],
        ..Append::default()
    };
    done(log.as_ref(), both).await;
    let answered = log.answered(&stream, said.command).await.unwrap().unwrap();
    assert_eq!((answered.from, answered.to), (0, 2));
    let actors: Vec<_> = log.load(&stream, 0).await.unwrap().into_iter().map(|event| event.actor).collect();
    assert_eq!(actors, ["customer", "desk"]);
}

pub async fn an_append_that_contradicts_itself_is_refused(world: &impl World) {
    let log = world.server().await;
    let stream = stream();
    let mut twice = append(&stream, 0, step("a", "x"));
    twice.streams.extend(append(&stream, 0, step("a", "y")).streams);
    let mut rows = append(&stream, 0, step("a", "x"));
    rows.rows = vec![row("t", "k", 0, "1"), row("t", "k", 1, "2")];
    let nul = append(&stream, 0, step("a", "\0"));
    for wrong in [twice, rows, nul] {
        let refused = log.append(wrong).await.unwrap_err();
        assert!(matches!(refused, Fault::Malformed(_)), "{refused}");
    }
    assert_eq!(log.last().await.unwrap(), 0);
}

pub async fn a_closed_log_takes_nothing(world: &impl World) {
    let log = world.server().await;
    let stream = stream();
    done(log.as_ref(), append(&stream, 0, step("a", "before"))).await;
    log.close().await;
    let late = log.append(append(&stream, 1, step("a", "after"))).await.unwrap_err();
    assert!(matches!(late, Fault::Closed), "{late}");
}
