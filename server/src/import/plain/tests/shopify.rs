//! What is read of Shopify's own export, from a small one in its form.

use super::*;
use std::path::Path;

fn orders() -> Vec<ReadOrder> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/shopify/orders_export.csv");
    let mut plain = Plain::open(&path, None, now()).unwrap();
    std::iter::from_fn(|| plain.next_order()).collect::<Result<_, _>>().unwrap()
}

#[test]
fn rows_of_an_order_are_its_lines_and_only_the_first_has_what_is_the_orders() {
    let read = orders().remove(0);
    let order = read.order;
    assert_eq!((order.number.as_str(), order.currency.code()), ("#1001", "EUR"));
    let lines: Vec<_> = order
        .lines
        .iter()
        .map(|line| (line.sku.as_str(), line.title.as_str(), line.quantity, line.unit_price.decimal()))
        .collect();
    let expected = [("MUG-1", "Mug", 2, "20.00".to_owned()), ("LAMP-2", "Desk lamp", 1, "60.00".to_owned())];
    assert_eq!(lines, expected);
    assert_eq!(order.placed_at, OrderTime::parse("2026-03-01T10:00:00+01:00").unwrap());
    assert_eq!((order.status, order.delivered_at), (OrderStatus::Shipped, None));
    assert_eq!(order.shipped_at, OrderTime::parse("2026-03-02T08:30:00+01:00"));
    assert_eq!(read.contacts.postcode.as_deref(), Some("10115"));
}

#[test]
fn what_was_paid_is_told_with_discounts_and_with_tax_on_top_or_within() {
    let paid = |order: &domain::order::Order| {
        let lines: Vec<_> = order.lines.iter().map(|line| line.paid_in_all().unwrap().decimal()).collect();
        (lines, order.came_in().unwrap().decimal())
    };
    let orders = orders();
    // 10.00 off, shared by what each line came to; the tax is within.
    assert_eq!(paid(&orders[0].order), (vec!["36.00".to_owned(), "54.00".to_owned()], "94.90".to_owned()));
    // The tax comes on top.
    assert_eq!(paid(&orders[1].order), (vec!["54.13".to_owned()], "59.13".to_owned()));
}

#[test]
fn how_far_it_has_come_and_what_went_back_is_told_by_several_columns() {
    let statuses: Vec<_> = orders().iter().map(|read| read.order.status).collect();
    assert_eq!(statuses, [OrderStatus::Shipped, OrderStatus::Paid, OrderStatus::Cancelled]);
    let back: Vec<_> = orders().remove(2).order.given_outside;
    assert_eq!((back.len(), back[0].amount.unwrap().decimal()), (1, "30.00".to_owned()));
    assert_eq!(orders().iter().map(|read| read.order.given_outside.len()).sum::<usize>(), 1);
}

#[test]
fn columns_of_the_plain_format_may_stand_beside_its_own() {
    let text = "Name,Email,Financial Status,Currency,Created at,Lineitem quantity,Lineitem name,\
                Lineitem price,Lineitem sku,delivered_at\n\
                #7,ann@example.com,paid,EUR,2026-03-01 10:00:00 +0100,1,Mug,20.00,MUG,2026-03-04\n";
    let (header, rows) = text.split_once('\n').unwrap();
    let order = open(header, rows).remove(0).unwrap().order;
    assert_eq!(order.delivered_at, OrderTime::parse("2026-03-04T00:00:00"));
}

#[test]
fn discount_on_goods_of_many_millions_is_shared_like_any_other() {
    let header = "Name,Email,Financial Status,Currency,Created at,Subtotal,Total,Lineitem quantity,Lineitem name,\
                  Lineitem price,Lineitem sku";
    let row = "#8,ann@example.com,paid,IDR,2026-03-01 10:00:00 +0700,4000000000,4000000000,1,Laptop,5000000000,LAPTOP\n";
    let order = open(header, row).remove(0).unwrap().order;
    assert_eq!(order.lines[0].paid.unwrap().decimal(), "4000000000.00");
}
