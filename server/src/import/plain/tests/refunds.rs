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
