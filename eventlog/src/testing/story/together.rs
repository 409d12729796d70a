//! Several streams, and rows that hold between them.

use super::{SERVERS, World, bodies, done};
use crate::append::{Append, Appended, RowChange, RowKey};
use crate::testing::make::{append, row, step, stream};

pub async fn streams_and_rows_change_together_or_not_at_all(world: &impl World) {
    let log = world.server().await;
    let (one, two) = (stream(), stream());
    let both = |expected: (u32, u32), rows: Vec<RowChange>| {
        let mut both = append(&one, expected.0, step("a", "one"));
        both.streams.extend(append(&two, expected.1, step("a", "two")).streams);
        both.rows = rows;
        both
    };
    let key = |key: &str| RowKey::new("ledger", key);
    done(log.as_ref(), both((0, 0), vec![row("ledger", "x", 0, "10"), row("ledger", "y", 0, "20")])).await;
    assert_eq!(
        log.row(&key("y")).await.unwrap().map(|row| (row.version, row.body)),
        Some((1, "20".to_owned()))
    );
    // The second stream moved, then the second row: neither the first stream nor the first row changes.
    done(log.as_ref(), append(&two, 1, step("b", "between"))).await;
    let rows = || vec![row("ledger", "x", 1, "11"), row("ledger", "y", 1, "21")];
    let late = log.append(both((1, 1), rows())).await.unwrap();
    assert_eq!(late, Appended::Conflict { stream: two.clone(), version: 2 });
    let y = Append { rows: vec![row("ledger", "y", 1, "30")], ..Append::default() };
    done(log.as_ref(), y).await;
    let moved = log.append(both((1, 2), rows())).await.unwrap();
    assert_eq!(moved, Appended::Moved { key: key("y"), version: 2 });
    assert_eq!(bodies(log.as_ref(), &one).await, ["one"]);
    assert_eq!(bodies(log.as_ref(), &two).await, ["two", "between"]);
    assert_eq!(log.row(&key("x")).await.unwrap().map(|row| row.body), Some("10".to_owned()));
    assert_eq!(log.last().await.unwrap(), 3);
}

pub async fn a_row_that_was_only_looked_at_must_still_be_as_seen(world: &impl World) {
    let log = world.server().await;
    let rows = |change| Append { rows: vec![change], ..Append::default() };
    done(log.as_ref(), rows(row("order", "x", 0, "paid"))).await;
    let looked = |expected| RowChange::look(RowKey::new("order", "x"), expected);
    done(log.as_ref(), rows(looked(1))).await;
    assert_eq!(log.row(&RowKey::new("order", "x")).await.unwrap().map(|row| row.version), Some(1));
    let moved = log.append(rows(looked(0))).await.unwrap();
    assert_eq!(moved, Appended::Moved { key: RowKey::new("order", "x"), version: 1 });
}

pub async fn a_row_that_was_taken_away_is_written_no_more(world: &impl World) {
    let log = world.server().await;
    let key = || RowKey::new("session", "x");
    let rows = |changes: Vec<RowChange>| Append { rows: changes, ..Append::default() };
    done(log.as_ref(), rows(vec![RowChange::write(key(), 0, "signed in")])).await;
    done(log.as_ref(), rows(vec![RowChange::take_away(key(), 1)])).await;
    assert_eq!(log.row(&key()).await.unwrap(), None);
    let late = log.append(rows(vec![RowChange::write(key(), 1, "seen again")])).await.unwrap();
    assert_eq!(late, Appended::Moved { key: key(), version: 0 });
}

pub async fn a_name_is_given_once(world: &impl World) {
    let mut claims = Vec::new();
    for _ in 0..SERVERS {
        let log = world.server().await;
        claims.push(tokio::spawn(async move {
            let stream = stream();
            let mut filing = append(&stream, 0, step("a", "filed"));
            filing.rows.push(row("number", "RD-7", 0, &stream.to_string()));
            log.append(filing).await.unwrap()
        }));
    }
    let mut n_given = 0;
    for claim in claims {
        match claim.await.unwrap() {
            Appended::Done { .. } => n_given += 1,
            Appended::Moved { version: 1, .. } => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(n_given, 1);
}

pub async fn cases_of_one_order_never_give_more_than_came_in(world: &impl World) {
    const PAID: u32 = 100;
    let key = RowKey::new("ledger", "order");
    let mut agents = Vec::new();
    for _ in 0..SERVERS {
        let (log, key) = (world.server().await, key.clone());
        // Each works on a case of its own and gives 7 as long as that is still there to give.
        agents.push(tokio::spawn(async move {
            let case = stream();
            let mut version = 0;
            loop {
                let seen = log.row(&key).await.unwrap();
                let given: u32 = seen.as_ref().map_or(0, |row| row.body.parse().unwrap());
                if given + 7 > PAID {
                    return version;
                }
                let mut next = append(&case, version, step("agent", "7"));
                let expected = seen.map_or(0, |row| row.version);
                next.rows.push(row("ledger", "order", expected, &(given + 7).to_string()));
                match log.append(next).await.unwrap() {
                    Appended::Done { .. } => version += 1,
                    Appended::Moved { .. } => {}
                    other => panic!("{other:?}"),
                }
            }
        }));
    }
    let mut n_given = 0;
    for agent in agents {
        n_given += agent.await.unwrap();
    }
    assert_eq!(n_given, PAID / 7);
    let log = world.server().await;
    let row = log.row(&key).await.unwrap().unwrap();
    assert_eq!((row.version, row.body), (u64::from(n_given), (n_given * 7).to_string()));
    assert_eq!(log.last().await.unwrap(), u64::from(n_given));
}
