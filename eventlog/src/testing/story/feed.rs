//! The feed of all streams: who follows it, and that it is whole.

use super::{PATIENCE, SERVERS, World, add_to, done};
use crate::event::{Placed, Position};
use crate::fault::Fault;
use crate::testing::make::{append, row, step, stream};
use crate::verify::verify;
use std::collections::BTreeMap;
use std::sync::Arc;

pub async fn a_reader_by_cursor_never_skips_what_was_committed_late(world: &impl World) {
    const EACH: u32 = 60;
    const AT_ONCE: u32 = 4;
    let all = u64::from(SERVERS * EACH) * 2;
    let reader = world.server().await;
    let reading = tokio::spawn(async move {
        let (mut seen, mut grown) = (Vec::<Placed>::new(), reader.grown());
        let mut at = 0;
        while at < all {
            let page = reader.read_on(at, 7).await.unwrap();
            match page.last() {
                Some(last) => at = last.position,
                None => tokio::time::timeout(PATIENCE, grown.changed()).await.expect("woken").unwrap(),
            }
            seen.extend(page);
        }
        seen
    });
    let mut writers = Vec::new();
    for _ in 0..SERVERS {
        let log = world.server().await;
        writers.push(tokio::spawn(async move {
            let mine = stream();
            // A few at a time, so that commits interleave: each begins a stream, and adds to one all of them share.
            let few = (0..AT_ONCE).map(|_| {
                let (log, mine) = (Arc::clone(&log), mine.clone());
                tokio::spawn(async move {
                    for _ in 0..EACH / AT_ONCE {
                        done(log.as_ref(), append(&stream(), 0, step("a", "alone"))).await;
                        add_to(log.as_ref(), &mine).await;
                    }
                })
            });
            for one in few.collect::<Vec<_>>() {
                one.await.unwrap();
            }
        }));
    }
    for writer in writers {
        writer.await.unwrap();
    }
    let read = reading.await.unwrap();
    let positions: Vec<Position> = read.iter().map(|placed| placed.position).collect();
    assert_eq!(positions, (1..=all).collect::<Vec<_>>(), "every place once, in order");
    let mut versions = BTreeMap::new();
    for placed in read {
        let before = versions.insert(placed.event.stream.clone(), placed.event.version).unwrap_or(0);
        assert_eq!(placed.event.version, before + 1, "{} in order", placed.event.stream);
    }
}

pub async fn other_servers_are_woken(world: &impl World) {
    let (one, other) = (world.server().await, world.server().await);
    let mut grown = other.grown();
    let position = done(one.as_ref(), append(&stream(), 0, step("a", "news"))).await;
    let woken = grown.wait_for(|reached| *reached >= position);
    tokio::time::timeout(PATIENCE, woken).await.expect("woken").unwrap();
    assert_eq!(other.read_on(position - 1, 10).await.unwrap().len(), 1);
}

pub async fn a_cursor_stays_and_never_runs_ahead(world: &impl World) {
    let (log, other) = (world.server().await, world.server().await);
    assert_eq!(log.cursor("mail").await.unwrap(), 0);
    let position = done(log.as_ref(), append(&stream(), 0, step("a", "x"))).await;
    log.move_cursor("mail", position).await.unwrap();
    assert_eq!(other.cursor("mail").await.unwrap(), position);
    assert_eq!(other.cursor("search").await.unwrap(), 0);
    let ahead = log.move_cursor("mail", position + 1).await.unwrap_err();
    assert!(
        matches!(ahead, Fault::Ahead { asked, last } if asked == position + 1 && last == position),
        "{ahead}"
    );
    let ahead = log.read_on(position + 1, 10).await.unwrap_err();
    assert!(matches!(ahead, Fault::Ahead { .. }), "{ahead}");
    assert_eq!(log.cursor("mail").await.unwrap(), position);
}

pub async fn a_log_that_nobody_touched_proves_itself(world: &impl World) {
    let log = world.server().await;
    assert_eq!(verify(log.as_ref(), |_| ()).await.unwrap(), []);
    let streams: Vec<_> = (0..5).map(|_| stream()).collect();
    for version in 0..4 {
        for stream in &streams {
            let mut next = append(stream, version, step("a", "x"));
            next.rows.push(row("ledger", &stream.to_string(), u64::from(version), "y"));
            done(log.as_ref(), next).await;
        }
    }
    let mut reached = 0;
    assert_eq!(verify(log.as_ref(), |position| reached = position).await.unwrap(), []);
    assert_eq!(reached, 20);
}
