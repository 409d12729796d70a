//! Tables that change with the log.

use super::{SERVERS, World, bodies, done};
use crate::EventLog;
use crate::append::{Append, Appended};
use crate::fault::Fault;
use crate::table::{Span, TableChange, Value};
use crate::testing::make::{ORDERS, PLACES, append, row, step, stream};
use uuid::Uuid;

fn place(view: &str, due: i64, case: u128) -> Vec<Value> {
    vec![view.into(), due.into(), Uuid::from_u128(case).into()]
}

fn put_place(view: &str, due: i64, case: u128) -> TableChange {
    TableChange::Put { table: &PLACES, values: place(view, due, case) }
}

fn clear_places(key: Vec<Value>) -> TableChange {
    TableChange::Clear { table: &PLACES, key }
}

fn put_order(key: &str, order: &str) -> TableChange {
    let nothing = [const { Value::Nothing }; 4];
    TableChange::Put {
        table: &ORDERS,
        values: [key.into(), order.into()].into_iter().chain(nothing).collect(),
    }
}

fn changes(tables: Vec<TableChange>) -> Append {
    Append { tables, ..Append::default() }
}

async fn places(log: &dyn EventLog) -> Vec<Vec<Value>> {
    log.scan(Span::all(&PLACES), 100).await.unwrap()
}

pub async fn rows_of_a_table_change_with_the_append_or_not_at_all(world: &impl World) {
    let log = world.server().await;
    let case = stream();
    let with = |expected, body: &str, tables| Append { tables, ..append(&case, expected, step("a", body)) };
    done(log.as_ref(), with(0, "filed", vec![put_place("open", 5, 1), put_order("A1", "shoes")])).await;
    // Somebody was faster, then a guarded row moved: the tables stay as they are.
    let late = log.append(with(0, "late", vec![put_place("open", 1, 2)])).await.unwrap();
    assert!(matches!(late, Appended::Conflict { .. }), "{late:?}");
    let mut moved = with(1, "moved", vec![put_order("A1", "boots"), clear_places(vec!["open".into()])]);
    moved.rows.push(row("ledger", "x", 7, "10"));
    let moved = log.append(moved).await.unwrap();
    assert!(matches!(moved, Appended::Moved { .. }), "{moved:?}");
    assert_eq!(places(log.as_ref()).await, [place("open", 5, 1)]);
    let order = log.find(&ORDERS, vec!["A1".into()]).await.unwrap().unwrap();
    assert_eq!(order.get(1), Some(&Value::from("shoes")));
    assert_eq!(log.find(&ORDERS, vec!["A2".into()]).await.unwrap(), None);
    assert_eq!(bodies(log.as_ref(), &case).await, ["filed"]);
    // A command sent again changes no table again.
    let (first, again) = (step("a", "once"), vec![put_place("open", 6, 1)]);
    let once = Append { tables: vec![put_place("open", 8, 1)], ..append(&case, 1, first.clone()) };
    done(log.as_ref(), once).await;
    let again = Append { tables: again, ..append(&case, 1, first) };
    assert!(matches!(log.append(again).await.unwrap(), Appended::Repeated(_)));
    assert_eq!(log.count(Span::all(&PLACES), u32::MAX).await.unwrap(), 2);
}

pub async fn a_table_is_read_in_the_order_of_its_key_between_bounds(world: &impl World) {
    let log = world.server().await;
    let views = ["", "Zoll", "ab", "a\u{301}", "mine", "待处理", "\u{10ffff}"];
    let mut all: Vec<Vec<Value>> = Vec::new();
    for view in views {
        for (due, case) in [(i64::MIN, 9), (-1, 3), (7, 1), (7, 2), (i64::MAX, u128::MAX)] {
            all.push(place(view, due, case));
        }
    }
    let rows = all.iter().rev().cloned().map(|values| TableChange::Put { table: &PLACES, values });
    done(log.as_ref(), changes(rows.collect())).await;
    all.sort();
    assert_eq!(places(log.as_ref()).await, all, "the order is that of bytes and of numbers");
    let seven = || vec![Value::Number(7)];
    let mine = || Span::of(&PLACES, [Value::from("mine")]);
    let case = |case| vec![Value::Number(7), Uuid::from_u128(case).into()];
    for (span, expected) in [
        (mine(), vec![9, 3, 1, 2, u128::MAX]),
        (mine().up_to(seven()), vec![9, 3, 1, 2]),
        (mine().before(seven()), vec![9, 3]),
        (mine().after(seven()), vec![u128::MAX]),
        (mine().after(case(1)), vec![2, u128::MAX]),
        (mine().after(vec![Value::Number(-1)]).up_to(case(1)), vec![1]),
        (mine().backwards(), vec![u128::MAX, 2, 1, 3, 9]),
        (mine().before(case(2)).backwards(), vec![1, 3, 9]),
        (Span::of(&PLACES, [Value::from("nobody's")]), vec![]),
    ] {
        let found = log.scan(span.clone(), 100).await.unwrap();
        let cases: Vec<Value> = expected.iter().map(|case| Uuid::from_u128(*case).into()).collect();
        assert_eq!(
            found.iter().filter_map(|values| values.get(2)).cloned().collect::<Vec<_>>(),
            cases,
            "{span:?}"
        );
        let n_rows = u64::try_from(expected.len()).unwrap();
        assert_eq!(log.count(span.clone(), u32::MAX).await.unwrap(), n_rows);
        assert_eq!(log.count(span.clone(), 1).await.unwrap(), n_rows.min(1));
        let first = log.scan(span, 1).await.unwrap();
        assert_eq!(first, found.into_iter().take(1).collect::<Vec<_>>());
    }
}

pub async fn in_one_append_the_last_word_on_a_row_counts(world: &impl World) {
    let log = world.server().await;
    done(log.as_ref(), changes(vec![put_place("open", 1, 1), put_place("mine", 1, 1)])).await;
    let open = |due| clear_places(vec!["open".into(), Value::Number(due)]);
    let tables = vec![
        put_place("open", 2, 1),
        open(2),
        put_place("open", 3, 1),
        open(1),
        put_order("A1", "one"),
        put_order("A1", "two"),
    ];
    done(log.as_ref(), changes(tables)).await;
    assert_eq!(places(log.as_ref()).await, [place("mine", 1, 1), place("open", 3, 1)]);
    let order = log.find(&ORDERS, vec!["A1".into()]).await.unwrap().unwrap();
    assert_eq!(order.get(1), Some(&Value::from("two")));
    done(log.as_ref(), changes(vec![open(3), put_place("open", 3, 1), clear_places(vec!["mine".into()])]))
        .await;
    assert_eq!(places(log.as_ref()).await, [place("open", 3, 1)]);
}

pub async fn a_column_holds_what_it_says_and_nothing_only_where_it_may(world: &impl World) {
    let log = world.server().await;
    let full: Vec<Value> = vec![
        "A1".into(),
        "鞋 \u{1f45f}".into(),
        Uuid::from_u128(4).into(),
        i64::MIN.into(),
        vec![0, 255].into(),
        Value::Nothing,
    ];
    let mut empty: Vec<Value> = vec!["A2".into(), "".into()];
    empty.extend([const { Value::Nothing }; 4]);
    let rows = [&full, &empty].map(|values| TableChange::Put { table: &ORDERS, values: values.clone() });
    done(log.as_ref(), changes(rows.to_vec())).await;
    assert_eq!(log.scan(Span::all(&ORDERS), 9).await.unwrap(), [full.clone(), empty]);
    let with = |place: usize, value: Value| {
        let mut values = full.clone();
        values[place] = value;
        TableChange::Put { table: &ORDERS, values }
    };
    for change in [
        with(0, Value::Nothing),
        with(1, Value::Nothing),
        with(1, 7_i64.into()),
        with(1, "\0".into()),
        with(4, "bytes".into()),
        with(5, vec![1].into()),
        TableChange::Put { table: &ORDERS, values: full.iter().take(4).cloned().collect() },
        clear_places(Vec::new()),
        clear_places(vec![7_i64.into()]),
        clear_places(vec!["".into(), 7_i64.into(), Uuid::nil().into(), "more".into()]),
    ] {
        let refused = log.append(changes(vec![change.clone()])).await.unwrap_err();
        assert!(matches!(refused, Fault::Malformed(_)), "{change:?}: {refused}");
    }
}

pub async fn what_no_table_has_is_refused(world: &impl World) {
    static ELSEWHERE: crate::Table = crate::Table { name: "elsewhere", ..PLACES };
    let log = world.server().await;
    for key in [vec!["open".into()], vec![1_i64.into(), "open".into(), Uuid::nil().into()]] {
        let refused = log.find(&PLACES, key).await.unwrap_err();
        assert!(matches!(refused, Fault::Malformed(_)), "{refused}");
    }
    let change = TableChange::Put { table: &ELSEWHERE, values: place("open", 1, 1) };
    let refused = log.append(changes(vec![change])).await.unwrap_err();
    assert_eq!(refused.to_string(), "an append that can't be: the log has no table elsewhere");
    for span in [
        Span::of(&PLACES, [Value::Number(1)]),
        Span::all(&PLACES).after([Value::Nothing]),
        Span::of(&PLACES, place("open", 1, 1)).up_to([Value::Number(1)]),
    ] {
        let refused = log.count(span.clone(), 1).await.unwrap_err();
        assert!(matches!(refused, Fault::Malformed(_)), "{span:?}: {refused}");
    }
}

pub async fn servers_that_change_the_same_rows_all_get_through(world: &impl World) {
    const ROUNDS: i64 = 12;
    let mut servers = Vec::new();
    for server in 0..SERVERS {
        let log = world.server().await;
        servers.push(tokio::spawn(async move {
            for round in 0..ROUNDS {
                // Some take out first what others put in first.
                let view = |n: u32| if (server + n).is_multiple_of(2) { "open" } else { "mine" };
                let due = [vec![view(0).into(), Value::Number(round)], vec![view(1).into()]];
                let mut tables: Vec<_> = due.into_iter().map(clear_places).collect();
                tables.extend((0..8).map(|case| put_place(view(0), round, case)));
                done(log.as_ref(), changes(tables)).await;
            }
        }));
    }
    for server in servers {
        server.await.unwrap();
    }
    // Whoever came last stands there whole. Two that came at once may both stand: neither saw what the other put in, and what
    // must not be so is guarded by the version of a stream.
    let log = world.server().await;
    let left = places(log.as_ref()).await;
    let n_last = |view: &str| {
        let is_last = |values: &&Vec<Value>| values.starts_with(&[view.into(), Value::Number(ROUNDS - 1)]);
        left.iter().filter(is_last).count()
    };
    let stand = [n_last("open"), n_last("mine")];
    assert!(stand.contains(&8) && stand.iter().all(|n| [0, 8].contains(n)), "{left:?}");
    // Whoever comes after all of them leaves one view empty and stands in the other.
    let mut tables = vec![clear_places(vec!["mine".into()])];
    tables.extend((0..8).map(|case| put_place("open", ROUNDS, case)));
    done(log.as_ref(), changes(tables)).await;
    let left = places(log.as_ref()).await;
    let views: Vec<_> = left.iter().filter_map(|values| values.first()).collect();
    assert!(!views.is_empty() && views.windows(2).all(|pair| pair[0] == pair[1]), "{left:?}");
}

/// More than is read at once anywhere.
pub async fn what_is_long_is_read_whole_and_in_its_order(world: &impl World) {
    let log = world.server().await;
    let case = stream();
    let mut said = step("a", "long");
    said.events = (0..250).flat_map(|n| step("a", &n.to_string()).events).collect();
    let rows = (0..250).map(|due| put_place("open", due, 1)).collect();
    done(log.as_ref(), Append { tables: rows, ..append(&case, 0, said) }).await;
    for after in [0, 99, 100, 149, 150, 249, 250] {
        let events = log.load(&case, after).await.unwrap();
        let versions: Vec<u32> = events.iter().map(|event| event.version).collect();
        assert_eq!(versions, (after + 1..=250).collect::<Vec<_>>(), "after {after}");
    }
    let open = || Span::of(&PLACES, [Value::from("open")]);
    let due = |due: i64| vec![Value::Number(due)];
    for limit in [1, 99, 100, 101, 200, 250, 999] {
        for (span, all) in [
            (open(), (0..250).collect::<Vec<i64>>()),
            (open().backwards(), (0..250).rev().collect()),
            (open().after(due(20)).up_to(due(230)), (21..=230).collect()),
            (open().after(due(20)).before(due(230)).backwards(), (21..230).rev().collect()),
            (Span::all(&PLACES), (0..250).collect()),
        ] {
            let n_all = usize::try_from(limit).unwrap().min(all.len());
            let expected: Vec<_> = all[..n_all].iter().map(|due| place("open", *due, 1)).collect();
            assert_eq!(log.scan(span.clone(), limit).await.unwrap(), expected, "{limit} of {span:?}");
        }
    }
}

pub async fn a_row_that_moves_is_found_once_however_much_is_read(world: &impl World) {
    const ROWS: usize = 300;
    let (log, other) = (world.server().await, world.server().await);
    let others = (1..ROWS).map(|n| put_place("open", i64::try_from(n).unwrap(), 2));
    done(log.as_ref(), changes(others.chain([put_place("open", 0, 1)]).collect())).await;
    let moving = tokio::spawn(async move {
        for (from, to) in [(0, 1_000), (1_000, 0)].repeat(50) {
            let moved = [Value::from("open"), Value::Number(from), Uuid::from_u128(1).into()];
            done(other.as_ref(), changes(vec![clear_places(moved.into()), put_place("open", to, 1)])).await;
        }
    });
    while !moving.is_finished() {
        let found = log.scan(Span::all(&PLACES), 1_000).await.unwrap();
        let n_found = found.iter().filter(|values| values.contains(&Uuid::from_u128(1).into())).count();
        assert_eq!((n_found, found.len()), (1, ROWS));
    }
    moving.await.unwrap();
}
