//! Refunds outside the desk that can't be true.

use super::*;

#[test]
fn what_can_not_have_gone_back_is_named_and_costs_its_order_alone() {
    let good = row(&[("order_number", "A-2"), ("email", "li@example.com")]).trim_end().to_owned() + ",,\n";
    for (column, days, cells, what, place) in [
        ("refunded", "refunded_at", "-5.00,2026-03-05", "below zero", "column 18 `refunded`: `-5.00`"),
        (
            "line_refunded",
            "line_refunded_at",
            "10.00|(5.00),",
            "below zero",
            "column 18 `line_refunded`: `(5.00)`",
        ),
        (
            "refunded",
            "refunded_at",
            "5.00,2030-01-01",
            "ahead of today",
            "column 19 `refunded_at`: `2030-01-01`",
        ),
        (
            "line_refunded",
            "line_refunded_at",
            "5.00|1.00,2026-03-05|2030-01-01",
            "ahead of today",
            "column 19 `line_refunded_at`: `2030-01-01`",
        ),
    ] {
        let bad = row(&[]).replace('\n', &format!(",{cells}\n"));
        let read = open(&format!("{HEADER},{column},{days}"), &(bad + &good));
        let flaw = read[0].as_ref().unwrap_err();
        assert!(flaw.reason.contains(what) && flaw.reason.contains("expected"), "{flaw:?}");
        assert!(flaw.place.contains(place) && flaw.place.contains("line 2"), "{flaw:?}");
        assert!(read[1].is_ok(), "{read:?}");
    }
}

#[test]
fn a_day_or_a_reference_that_belongs_to_no_refund_costs_its_order_with_the_cell_named() {
    let line = ["line_refunded", "line_refunded_at", "line_refund_reference"];
    let order = ["refunded", "refunded_at", "refund_reference"];
    for ([sums, days, references], (cells, at, what)) in [
        ("5.00,2026-02-27,", 1, "lies before `placed_at`"),
        ("5.00|1.00,2026-03-05|2026-02-27,", 1, "lies before `placed_at`"),
        ("5.00,2026-03-05|2026-03-06,", 1, "has more days than there are sums"),
        ("5.00,,WX-1|WX-2", 2, "has more references than there are sums"),
        (",2026-03-05,", 1, "stands beside no sum"),
        (",,WX-1", 2, "stands beside no sum"),
        ("0.00,,WX-1", 2, "names a refund of nothing"),
    ]
    .into_iter()
    .flat_map(|case| [(line, case), (order, case)])
    {
        let rows = row(&[]).replace('\n', &format!(",{cells}\n"));
        let flaw = open(&format!("{HEADER},{sums},{days},{references}"), &rows).remove(0).unwrap_err();
        assert!(flaw.reason.contains(what) && flaw.reason.contains("expected"), "{cells}: {flaw:?}");
        let place = format!("line 2, column {} `{}`", 18 + at, [sums, days, references][at]);
        assert!(flaw.place.contains(&place), "{cells}: {flaw:?}");
    }
    for cells in ["5.00,2026-03-01,", "5.00,,-", ",,", ",,n/a", "0.00,,-", "5.00,2026-03-05|,WX-1|"] {
        let rows = row(&[]).replace('\n', &format!(",{cells}\n"));
        let read = open(&format!("{HEADER},{}", order.join(",")), &rows).remove(0);
        assert!(read.is_ok(), "{cells}: {read:?}");
    }
}

#[test]
fn a_stray_byte_in_a_file_is_told_by_its_line_and_column() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("orders.csv");
    let rows =
        [row(&[]), row(&[("order_number", "A-2"), ("title", "La~mp")]), row(&[("order_number", "A-3")])];
    let (before, behind) = rows.concat().split_once('~').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    let file = [format!("{HEADER}\n{before}").as_bytes(), b"\xff", behind.as_bytes()].concat();
    std::fs::write(&path, file).unwrap();
    let mut plain = Plain::open(&path, None, now()).unwrap();
    assert_eq!(plain.encoding, "UTF-8");
    let read: Vec<_> = std::iter::from_fn(|| plain.next_order()).map(Result::unwrap).collect();
    let notes: Vec<_> = read.iter().flat_map(|read| &read.notes).collect();
    assert!(notes.iter().any(|note| note.place.contains("line 3, column 6 `title`")), "{notes:?}");
    assert!(read[0].notes.iter().chain(&read[2].notes).all(|note| !note.reason.contains("can't be read")));
}
