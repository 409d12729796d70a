//! What the plain format takes, and what it leaves out with which reason.

use super::*;

const HEADER: &str =
    "order_number,status,currency,placed_at,sku,title,unit_price,quantity,email,postcode,promised_by";

fn import(rows: &str) -> Vec<Result<ReadOrder, Skipped>> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("orders.csv");
    std::fs::write(&path, format!("{HEADER}\n{rows}")).unwrap();
    let mut plain = Plain::open(&path).unwrap();
    std::iter::from_fn(|| plain.next_order()).collect()
}

fn reason(rows: &str) -> String {
    import(rows).remove(0).unwrap_err().reason
}

#[test]
fn rows_of_one_order_become_its_lines() {
    let orders = import(
        "A-1,delivered,CNY,2026-03-01T10:00:00+08:00,S1,Sweater,199.00,1,m@example.com,,2026-03-04\n\
         A-1,,,,S2,Socks,9.90,3,,,\n\
         A-2,placed,CNY,2026-03-02 10:00:00,,,,,,510000,\n",
    );
    let first = orders[0].as_ref().unwrap();
    assert_eq!(first.order.lines.len(), 2);
    assert_eq!(first.order.goods_total().unwrap().decimal(), "228.70");
    assert_eq!(first.order.promised_by, NaiveDate::from_ymd_opt(2026, 3, 4));
    assert!(orders[1].as_ref().unwrap().order.lines.is_empty());
}

#[test]
fn unusable_rows_are_left_out_with_their_reason() {
    let row = |currency: &str, price: &str, quantity: &str| {
        format!(
            "A-1,placed,{currency},2026-03-01T10:00:00+08:00,S1,Sweater,{price},{quantity},m@example.com,,\n"
        )
    };
    assert_eq!(reason(&row("XYZ", "1", "1")), "its currency `XYZ` is not known");
    assert_eq!(reason(&row("CNY", "1.005", "1")), "a `unit_price` is more decimals than the currency has");
    assert_eq!(reason(&row("CNY", "-1", "1")), "a `unit_price` is below zero");
    assert_eq!(reason(&row("CNY", "99999999999999999999", "1")), "a `unit_price` is too large");
    assert_eq!(reason(&row("CNY", "1", "0")), "a `quantity` is no whole number above zero");
}

#[test]
fn one_unusable_row_leaves_out_its_order_alone() {
    let orders = import(
        "A-1,placed,CNY,2026-13-01T10:00:00+08:00,S1,Sweater,1,1,m@example.com,,\n\
         A-2,placed,CNY,2026-03-01T10:00:00+08:00,S1,Sweater,1,1,m@example.com,,\n",
    );
    assert_eq!(orders[0].as_ref().unwrap_err().place, "line 2");
    assert!(orders[1].is_ok());
}

#[test]
fn missing_and_unknown_columns_are_named() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("orders.csv");
    std::fs::write(&path, "order_number,status\n").unwrap();
    let missing = Plain::open(&path).err().unwrap().to_string();
    assert!(missing.contains("has no column `currency`"), "{missing}");
    std::fs::write(&path, format!("{HEADER},colour\n")).unwrap();
    let unknown = Plain::open(&path).err().unwrap().to_string();
    assert!(unknown.contains("a column `colour`"), "{unknown}");
}
