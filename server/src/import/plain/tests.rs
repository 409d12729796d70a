//! What the plain format takes, and what it leaves out with which reason.

mod refunds;
mod settled;
mod shopify;

use super::*;
use domain::order::mark::Mark;
use domain::order::{OrderStatus, OrderTime};
use domain::remedy::Remedy;

const HEADER: &str = "order_number,status,currency,placed_at,sku,title,unit_price,quantity,shipped_at,promised_by,\
                      delivered_at,shipping_fee,customer,email,phone,postcode,traits";

/// When the files of these tests are read.
fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-03-31T10:00:00+08:00").unwrap()
}

fn open(header: &str, rows: &str) -> Vec<Result<ReadOrder, Skipped>> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("orders.csv");
    std::fs::write(&path, format!("{header}\n{rows}")).unwrap();
    let mut plain = Plain::open(&path, None, now()).unwrap();
    std::iter::from_fn(|| plain.next_order()).collect()
}

fn import(rows: &str) -> Vec<Result<ReadOrder, Skipped>> {
    open(HEADER, rows)
}

/// A good row, with some of its cells set.
fn row(set: &[(&str, &str)]) -> String {
    let value = |column: &str| {
        let usual = match column {
            "order_number" => "A-1",
            "status" => "delivered",
            "currency" => "CNY",
            "placed_at" => "2026-03-01T10:00:00+08:00",
            "sku" => "LAMP",
            "title" => "Lamp",
            "unit_price" => "199.00",
            "quantity" => "1",
            "delivered_at" => "2026-03-04T10:00:00+08:00",
            "email" => "mei@example.com",
            _ => "",
        };
        set.iter().find(|(name, _)| *name == column).map_or(usual, |(_, value)| value).to_owned()
    };
    HEADER.split(',').map(|column| value(column.trim())).collect::<Vec<_>>().join(",") + "\n"
}

fn taken(rows: &str) -> ReadOrder {
    import(rows).remove(0).unwrap()
}

fn skipped(set: &[(&str, &str)]) -> Skipped {
    import(&row(set)).remove(0).unwrap_err()
}

/// What became of each order: its number, or the reason it was left out for.
fn outcomes(rows: &str) -> Vec<Result<String, String>> {
    let outcome = |read: Result<ReadOrder, Skipped>| match read {
        Ok(read) => Ok(read.order.number),
        Err(skipped) => Err(skipped.reason),
    };
    import(rows).into_iter().map(outcome).collect()
}

#[test]
fn rows_of_one_order_become_its_lines_wherever_they_stand() {
    let blank = [("status", ""), ("currency", ""), ("placed_at", ""), ("delivered_at", ""), ("email", "")];
    let second = row(&[&blank[..], &[("sku", "SOCKS"), ("unit_price", "9.90"), ("quantity", "3")]].concat());
    let other =
        row(&[("order_number", "A-2"), ("sku", ""), ("title", ""), ("unit_price", ""), ("quantity", "")]);
    let orders = import(&[row(&[]), other, second].concat());
    assert_eq!(orders.len(), 2);
    let first = orders[0].as_ref().unwrap();
    assert_eq!(first.order.lines.len(), 2);
    assert_eq!(first.order.goods_total().unwrap().decimal(), "228.70");
    assert!(orders[1].as_ref().unwrap().order.lines.is_empty());
}

#[test]
fn what_lies_ahead_has_not_happened_and_no_promise_is_older_than_its_order() {
    for (column, ahead) in [
        ("placed_at", "2026-04-02T10:00:01+08:00"),
        ("delivered_at", "2026-04-02T10:00:01+08:00"),
        ("placed_at", "2026-04-02 10:00:01"),
    ] {
        let reason = skipped(&[(column, ahead)]).reason;
        assert!(reason.starts_with(&format!("`{column}` lies ahead of today")), "{reason}");
    }
    taken(&row(&[("placed_at", "2026-04-02T09:59:00+08:00"), ("delivered_at", ""), ("status", "paid")]));
    let kept = taken(&row(&[("promised_by", "2026-03-03")]));
    assert_eq!(kept.order.promised_by.unwrap().to_string(), "2026-03-03");
    let old = taken(&row(&[("promised_by", "1996-11-20")]));
    assert_eq!(old.order.promised_by, None);
    assert_eq!(old.notes[0].reason, "`promised_by` lies before `placed_at` and is left out");
}

#[test]
fn day_on_which_a_shop_means_to_ship_may_lie_ahead_and_one_that_cannot_be_costs_itself_alone() {
    let planned = |day: &str| {
        let read = taken(&row(&[("shipped_at", day), ("delivered_at", ""), ("status", "paid")]));
        (
            read.order.shipped_at.is_some(),
            read.notes.iter().map(|note| note.reason.clone()).collect::<Vec<_>>(),
        )
    };
    let reason = "`shipped_at` lies more than 31 days ahead of today and is left out".to_owned();
    for kept in ["2026-04-20T10:00:00+08:00", "2026-05-01T10:00:00+08:00", "2026-05-01"] {
        assert_eq!(planned(kept), (true, vec![]), "{kept}");
    }
    for left_out in ["2026-05-01T10:00:01+08:00", "2026-05-02", "2099-11-25T10:00:00+08:00"] {
        assert_eq!(planned(left_out), (false, vec![reason.clone()]), "{left_out}");
    }
}

#[test]
fn reason_names_value_line_and_column() {
    let flaw = skipped(&[("unit_price", "1.005")]);
    assert_eq!(flaw.place, "order `A-1`, line 2, column 7 `unit_price`: `1.005`");
    assert!(
        flaw.reason.starts_with("`unit_price` is more decimals than the currency has"),
        "{}",
        flaw.reason
    );
    for (column, value, reason) in [
        ("currency", "XYZ", "is not known"),
        ("status", "teleported", "is not known"),
        ("unit_price", "-1", "is below zero"),
        ("unit_price", "99999999999999999999", "is too large"),
        ("unit_price", "1.000", "is readable in two ways"),
        ("unit_price", "$12", "is marked with another currency"),
        ("quantity", "0", "is no whole number above zero"),
        ("quantity", "1.5", "is no whole number above zero"),
        ("placed_at", "2026-13-01T10:00:00+08:00", "is no time"),
        ("placed_at", "9999-12-31T00:00:00Z", "lies in no year of trade"),
        ("delivered_at", "03/04/2026", "is no time"),
        ("delivered_at", "2026-02-20T10:00:00+08:00", "lies before `placed_at`"),
        ("promised_by", "9999-12-31", "lies in no year of trade"),
        ("traits", "frágil", "has `frágil`, which is no word; expected 1 to 40 small letters"),
        ("order_number", "2.02211E+18", "was rounded by a spreadsheet"),
    ] {
        let flaw = skipped(&[(column, value)]);
        assert!(flaw.reason.contains(reason), "{value}: {}", flaw.reason);
        assert!(flaw.place.contains(&format!("`{column}`: `{value}`")), "{}", flaw.place);
    }
    let empty = skipped(&[("quantity", "")]);
    assert!(empty.reason.contains("`quantity` is empty; expected"), "{}", empty.reason);
    assert_eq!(empty.place, "order `A-1`, line 2, column 8 `quantity`");
}

#[test]
fn words_of_the_shops_own_sets_and_paid_periods_are_read_and_what_is_nearly_known_is_told() {
    let header = format!("{HEADER},kind,bundle,period_from,period_to");
    let with = |traits: &str, more: &str| {
        let row = row(&[("traits", traits)]);
        open(&header, &format!("{},{more}\n", row.trim_end())).remove(0)
    };
    let read =
        with("durable Members_Only assembled members_only", "mattress,SET-1,2026-03-01,2027-02-28").unwrap();
    let line = &read.order.lines[0];
    let own: Vec<&str> = line.own_traits.iter().map(Mark::code).collect();
    assert_eq!((own, line.traits.len()), (vec!["members_only", "assembled"], 1));
    assert_eq!(line.kind.as_ref().map(Mark::code), Some("mattress"));
    assert_eq!(line.bundle.as_deref(), Some("SET-1"));
    assert_eq!(line.period.map(|period| period.until.to_string()).as_deref(), Some("2027-02-28"));
    assert!(read.notes.is_empty(), "{:?}", read.notes);
    let near = with("perishabel", ",,,").unwrap();
    assert!(near.notes[0].reason.contains("`perishable` is known, if that is meant"), "{:?}", near.notes);
    for (more, reason) in [
        ("bed frame,,,", "has `bed frame`, which is no word"),
        (",,2026-03-01,", "`period_to` is empty; expected the last day paid for"),
        (",,2026-03-02,2026-03-01", "`period_to` lies before `period_from`"),
    ] {
        let flaw = with("", more).unwrap_err();
        assert!(flaw.reason.contains(reason), "{}", flaw.reason);
    }
}

#[test]
fn bad_row_costs_its_own_order_and_every_order_is_counted_once() {
    let order = |n: u32| row(&[("order_number", &format!("B-{n}"))]);
    let rows = [
        order(1),
        order(2).replace("Lamp", "Lamp, large, white"),
        order(3),
        order(4).replace("Lamp", "\"12.9 stand"),
        order(5),
        order(6).replace("199.00", "a lot"),
        order(6),
        order(7),
    ];
    let outcomes = outcomes(&rows.concat());
    let good: Vec<&str> = outcomes.iter().filter_map(|outcome| outcome.as_deref().ok()).collect();
    assert_eq!((outcomes.len(), good), (7, vec!["B-1", "B-3", "B-5", "B-7"]));
    assert!(outcomes[1].as_ref().unwrap_err().contains("more cells than there are columns"));
    assert!(outcomes[3].as_ref().unwrap_err().contains("never closed"));
}

#[test]
fn wrapped_numbers_are_unwrapped() {
    for wrapped in [
        "\"=\"\"202611281234590001\"\"\"",
        "'202611281234590001",
        "`202611281234590001",
        "202611281234590001\t",
    ] {
        assert_eq!(taken(&row(&[("order_number", wrapped)])).order.number, "202611281234590001");
    }
    assert_eq!(taken(&row(&[("order_number", "000123")])).order.number, "000123");
    let phone = taken(&row(&[("phone", "'+8613800138000")])).contacts.phone.unwrap();
    assert_eq!(phone.as_str(), "+8613800138000");
    assert_eq!(taken(&row(&[("title", "'90s poster")])).order.lines[0].title, "'90s poster");
}

#[test]
fn rounded_numbers_of_two_buyers_are_two_orders_left_out() {
    let of = |email| row(&[("order_number", "2.02211E+18"), ("email", email)]);
    let rows = [of("c6@example.com"), of("c7@example.com"), of("c7@example.com")];
    assert_eq!(outcomes(&rows.concat()).len(), 2);
}

#[test]
fn numbers_that_collide_are_all_left_out_and_say_so() {
    let of = |number, email| row(&[("order_number", number), ("email", email)]);
    let rows = [of("#3001", "a@example.com"), of("3001", "b@example.com"), of("30 01", "c@example.com")];
    let outcomes = outcomes(&rows.concat());
    assert_eq!(outcomes.len(), 3);
    for outcome in outcomes {
        assert!(outcome.unwrap_err().contains("same as that of another order"));
    }
    // One order spelt in two ways is one order.
    let rows = [of("#3001", "a@example.com"), of("3001", "a@example.com").replace("LAMP", "MUG")];
    assert_eq!(taken(&rows.concat()).order.lines.len(), 2);
}

#[test]
fn row_that_differs_in_what_an_order_has_once_is_never_passed_over() {
    for (column, first, second) in [
        ("email", "a@example.com", "b@example.com"),
        ("shipping_fee", "8.00", "9.00"),
        ("currency", "CNY", "USD"),
        ("placed_at", "2026-03-01T10:00:00+08:00", "2026-03-02T10:00:00+08:00"),
        ("customer", "C-1", "C-2"),
    ] {
        let rows = [row(&[(column, first)]), row(&[(column, second), ("sku", "MUG")])].concat();
        let flaw = import(&rows).remove(0).unwrap_err();
        assert!(flaw.reason.contains("differs from the rows before"), "{}", flaw.reason);
        assert!(flaw.place.contains(first) && flaw.place.contains(second), "{}", flaw.place);
    }
}

#[test]
fn order_that_comes_again_is_taken_once_where_it_is_the_same_and_left_out_where_it_differs() {
    let (same, other) = (row(&[]), row(&[("order_number", "A-2")]));
    let orders = import(&[same.clone(), other.clone(), same.clone()].concat());
    let first = orders[0].as_ref().unwrap();
    assert_eq!((orders.len(), first.order.lines.len()), (2, 1));
    assert!(first.notes[0].reason.contains("comes again, word for word"), "{:?}", first.notes);
    let later = row(&[("status", "cancelled")]);
    let flaw = import(&[same.clone(), other, later].concat()).remove(0).unwrap_err();
    assert!(flaw.reason.contains("comes again further down, and differs"), "{}", flaw.reason);
    assert!(flaw.place.contains("line 2") && flaw.place.contains("line 4"), "{}", flaw.place);
    // One under the other they are two lines.
    assert_eq!(taken(&[same.clone(), same].concat()).order.lines.len(), 2);
}

#[test]
fn characters_that_can_not_be_read_are_noticed() {
    let read = taken(&row(&[("title", "台\u{fffd}")]));
    assert!(read.notes[0].reason.contains("can't be read"), "{:?}", read.notes);
    assert!(skipped(&[("sku", "L\u{fffd}")]).reason.contains("can't be read"));
}

#[test]
fn second_parcel_is_counted_from_its_own_days() {
    let late = [("sku", "SOFA-B"), ("delivered_at", "2026-03-15T10:00:00+08:00")];
    let order = taken(&[row(&[("sku", "SOFA-A")]), row(&late)].concat()).order;
    let day = OrderTime::parse;
    assert_eq!(order.delivered_at, day("2026-03-15T10:00:00+08:00"), "the last parcel ends it");
    let own: Vec<_> = order.lines.iter().map(|line| line.delivered_at).collect();
    assert_eq!(own, [day("2026-03-04T10:00:00+08:00"), day("2026-03-15T10:00:00+08:00")]);
    // A parcel that is still under way.
    let under_way = [("sku", "SOFA-B"), ("status", "shipped"), ("delivered_at", "")];
    let order = taken(&[row(&[("sku", "SOFA-A")]), row(&under_way)].concat()).order;
    assert_eq!((order.status, order.delivered_at), (OrderStatus::Shipped, None));
    assert_eq!(order.lines[0].status, Some(OrderStatus::Delivered));
    assert_eq!(order.lines[1].status, Some(OrderStatus::Shipped));
}

/// The order of rows whose further columns are these.
fn taken_with(columns: &str, rows: &[&str]) -> ReadOrder {
    let rows: String = rows.iter().map(|more| row(&[]).replace('\n', &format!(",{more}\n"))).collect();
    open(&format!("{HEADER},{columns}"), &rows).remove(0).unwrap()
}

#[test]
fn what_was_paid_for_a_line_is_told_from_its_marked_price() {
    for (columns, row, paid) in [
        ("line_total", "100.00", "100.00"),
        ("line_discount", "20.00", "179.00"),
        ("line_discount", "-20.00", "179.00"),
        ("tax", "8.25", "207.25"),
        ("line_total,line_discount,tax", "190.00,10.00,8.00", "188.00"),
        ("line_paid", "180.00", "180.00"),
        ("discount", "19.00", "180.00"),
    ] {
        let line = taken_with(columns, &[row]).order.lines.remove(0);
        assert_eq!(line.paid.unwrap().decimal(), paid, "{columns}");
        assert_eq!(line.unit_price.decimal(), "199.00");
    }
    let odd = taken_with("line_paid,tax", &["180.00,8.25"]);
    assert_eq!(odd.order.lines[0].paid.unwrap().decimal(), "180.00");
    assert!(odd.notes[0].reason.contains("which is 207.25 CNY"), "{:?}", odd.notes);
    // Off the order as a whole: shared by what each line came to, to the last cent.
    let shared = taken_with("discount", &["0.99", ""]).order;
    let paid: Vec<_> = shared.lines.iter().map(|line| line.paid.unwrap().decimal()).collect();
    assert_eq!(paid, ["198.50", "198.51"]);
}

#[test]
fn payments_are_told_apart_by_their_means() {
    let payments = |columns, row| {
        let order = taken_with(columns, &[row]).order;
        let shown =
            order.payments.iter().map(|payment| format!("{} {}", payment.means, payment.amount.decimal()));
        shown.collect::<Vec<_>>()
    };
    assert_eq!(payments("payment_amount", "card:49.00|gift_card:150.00"), ["card 49.00", "gift_card 150.00"]);
    assert_eq!(
        payments("payment_means,payment_amount", "支付宝|礼品卡,49.00|150.00"),
        ["wallet 49.00", "gift_card 150.00"]
    );
    assert_eq!(payments("payment_means", "Credit Card"), ["card 199.00"], "the lines and the freight");
    let odd = taken_with("payment_amount", &["wallet:300.00"]);
    assert!(
        odd.notes[0].reason.contains("comes to 300.00 CNY, and the lines with the freight to 199.00 CNY")
    );
    for (columns, more) in [
        ("payment_amount", "300.00"),
        ("payment_amount", "shells:300.00"),
        ("payment_means", "card|wallet"),
        ("payment_means,payment_amount", "card,1.00|2.00"),
        ("payment_means,payment_amount", "card|gift_card,199.00"),
    ] {
        let rows = row(&[]).replace('\n', &format!(",{more}\n"));
        let flaw = open(&format!("{HEADER},{columns}"), &rows).remove(0).unwrap_err();
        assert!(flaw.reason.contains("expected") && flaw.place.contains("`payment_"), "{flaw:?}");
    }
}

#[test]
fn what_went_back_outside_the_desk_comes_in_with_the_order() {
    let order =
        taken_with("refunded,refunded_at,line_refunded", &["10.00|5.50,2026-03-05|2026-03-06,40.00"]).order;
    let given: Vec<_> = order
        .given_outside
        .iter()
        .map(|given| (given.amount.unwrap().decimal(), given.goods.as_ref().map(|goods| goods.sku.as_str())))
        .collect();
    let expected =
        [("40.00".to_owned(), Some("LAMP")), ("10.00".to_owned(), None), ("5.50".to_owned(), None)];
    assert_eq!(given, expected);
    assert_eq!(Some(order.given_outside[2].at), OrderTime::parse("2026-03-06T00:00:00"));
}

#[test]
fn part_of_the_price_that_went_back_leaves_the_right_to_the_rest() {
    let remedies = |columns: &str, cells: &str| {
        let order = taken_with(columns, &[cells]).order;
        order.given_outside.iter().map(|given| given.remedy).collect::<Vec<_>>()
    };
    assert_eq!(remedies("refunded", "5.00"), [Remedy::PriceReduction]);
    assert_eq!(remedies("refunded", "199.00"), [Remedy::Refund]);
    assert_eq!(remedies("line_refunded", "198.99"), [Remedy::PriceReduction]);
    // Of what was paid, not of the marked price.
    assert_eq!(remedies("line_refunded,line_paid", "100.00,100.00"), [Remedy::Refund]);
    assert_eq!(remedies("refunded,payment_amount", "100.00,card:100.00"), [Remedy::Refund]);
}

#[test]
fn refunds_come_with_the_references_under_which_they_went_back() {
    let columns = "refunded,refund_reference,line_refunded,line_refund_reference";
    let read = taken_with(columns, &["10.00|5.50|1.00,WX-1||2.02E+18,40.00,PAY 9"]);
    let references: Vec<_> = read
        .order
        .given_outside
        .iter()
        .map(|given| given.reference.as_ref().map(|reference| reference.as_str().to_owned()))
        .collect();
    assert_eq!(references, [Some("PAY 9".to_owned()), Some("WX-1".to_owned()), None, None]);
    assert!(read.notes.iter().any(|note| note.reason.contains("names no refund")), "{:?}", read.notes);
}

#[test]
fn discount_on_goods_of_many_millions_is_shared_like_any_other() {
    let laptop = row(&[("currency", "IDR"), ("unit_price", "5000000000"), ("sku", "LAPTOP")]);
    let (header, cells) = (format!("{HEADER},discount"), format!("{},1000000000\n", laptop.trim_end()));
    let order = open(&header, &cells).remove(0).unwrap().order;
    assert_eq!(order.lines[0].paid.unwrap().decimal(), "4000000000.00");
}

#[test]
fn background_and_tier_are_kept() {
    let columns = "batch,outbound_inspection,page_as_sold,presale_talk,tier,business";
    let order =
        taken_with(columns, &["B-7,'all' seen whole,https://shop.example/lamp,said it dims,VIP,Yes"]).order;
    let background = &order.lines[0].background;
    assert_eq!(background.batch.as_deref(), Some("B-7"));
    assert_eq!(background.outbound_inspection.as_deref(), Some("'all' seen whole"));
    assert_eq!(background.presale_talk.as_deref(), Some("said it dims"));
    assert_eq!(order.terms.tier, Some(domain::policy::Tier::Vip));
    assert!(order.terms.is_business);
}

#[test]
fn goods_without_a_code_are_kept_and_one_code_may_stand_twice() {
    let of = |sku, title| row(&[("sku", sku), ("title", title)]);
    let rows = [
        of("", "Perfume"),
        of("", "Vinegar"),
        of("SHIRT", "Shirt"),
        of("SHIRT", "\"Shirt, free\""),
        of("SOAP", ""),
    ];
    let read = taken(&rows.concat());
    let lines: Vec<_> =
        read.order.lines.iter().map(|line| (line.sku.as_str(), line.title.as_str())).collect();
    let expected = [
        ("line-1", "Perfume"),
        ("line-2", "Vinegar"),
        ("SHIRT", "Shirt"),
        ("SHIRT#2", "Shirt, free"),
        ("SOAP", "SOAP"),
    ];
    assert_eq!(lines, expected);
    assert!(read.notes[0].reason.contains("has no title"), "{:?}", read.notes);
}

#[test]
fn unreadable_contact_costs_itself_where_there_is_another() {
    let read = taken(&row(&[("phone", "139****8001"), ("postcode", "000000")]));
    assert!(
        read.contacts.email.is_some() && read.contacts.phone.is_none() && read.contacts.postcode.is_none()
    );
    let reasons: Vec<_> = read.notes.iter().map(|note| note.reason.as_str()).collect();
    assert!(reasons[0].contains("`phone` can't prove an order and is left out"), "{reasons:?}");
    for (column, value) in
        [("email", "mei@"), ("phone", "1.39E+10"), ("postcode", "-"), ("phone", "00000000000")]
    {
        let flaw = skipped(&[(column, value), ("email", "")]);
        assert!(flaw.reason.starts_with("no contact by which the buyer could prove it"), "{}", flaw.reason);
    }
}

#[test]
fn customer_who_is_nobody_makes_no_two_buyers_one() {
    let buyer = |number, customer| taken(&row(&[("order_number", number), ("customer", customer)])).buyer;
    for nobody in ["0", "guest", "-", "N/A", "2.02E+11"] {
        assert_eq!(buyer("G-1", nobody), None, "{nobody}");
    }
    assert_eq!(buyer("G-1", "C-1"), buyer("G-2", "C-1"));
}

#[test]
fn sums_pieces_times_and_words_of_real_exports_are_read() {
    let read = taken(&row(&[
        ("status", "交易成功"),
        ("currency", "rmb"),
        ("placed_at", "2026-03-01 10:00:00 +0800"),
        ("unit_price", "\"¥1,234.0000\""),
        ("quantity", "1.0000"),
        ("shipping_fee", "45.0000"),
        ("delivered_at", "2026/3/4 9:00"),
        ("promised_by", "2026/3/5"),
    ]))
    .order;
    assert_eq!(read.status, OrderStatus::Delivered);
    assert_eq!(read.lines[0].unit_price.decimal(), "1234.00");
    assert_eq!(read.shipping_fee.unwrap().decimal(), "45.00");
    assert_eq!((read.lines[0].quantity, read.promised_by.unwrap().to_string().as_str()), (1, "2026-03-05"));
}

#[test]
fn odd_days_are_noticed_and_the_order_is_taken() {
    let read = taken(&row(&[("shipped_at", "2026-02-20T10:00:00+08:00")]));
    assert!(read.notes[0].reason.contains("lies before `placed_at`"), "{:?}", read.notes);
    let read = taken(&row(&[("delivered_at", "")]));
    assert!(read.notes[0].reason.contains("does not say when"), "{:?}", read.notes);
}

#[test]
fn separators_and_line_ends_of_spreadsheets_are_read() {
    let text = format!("{HEADER}\n{}{}", row(&[]), row(&[("order_number", "A-2")]));
    for separator in [";", "\t", "|"] {
        let text = format!("sep={separator}\r\n{}", text.replace(',', separator).replace('\n', "\r\n"));
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("orders.csv");
        std::fs::write(&path, text).unwrap();
        let mut plain = Plain::open(&path, None, now()).unwrap();
        assert!(plain.next_order().unwrap().is_ok() && plain.next_order().unwrap().is_ok());
        assert!(plain.next_order().is_none());
    }
}

#[test]
fn file_that_can_not_be_used_at_all_is_refused_once_with_the_way_out() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("orders.csv");
    let fault = |bytes: &[u8]| {
        std::fs::write(&path, bytes).unwrap();
        format!("{:#}", anyhow::Error::from(Plain::open(&path, None, now()).err().unwrap()))
    };
    let check = |bytes: &[u8], says: &str| {
        let fault = fault(bytes);
        assert!(fault.contains(says) && fault.contains("orders.csv"), "{fault}");
    };
    check(b"", "is empty");
    check(b"PK\x03\x04", "is a workbook");
    check(
        b"Name,Email,Total\n#1,a@example.com,3\n",
        "has no column that is known; expected a header with order_number",
    );
    check(b"order_number,status\n", "has no column `currency`; expected order_number, status");
    check(format!("{HEADER},colour\n").as_bytes(), "a column `colour` that is not known; expected some of");
    check(format!("{HEADER},title\n").as_bytes(), "has the column `title` twice");
    check(&[b"order_number,\x81\x20\x9d".as_slice(), &[0xff, 0x20, 0x81]].concat(), "encoding is not known");
}

#[test]
fn signs_that_mean_one_currency_are_read_and_those_that_mean_several_name_both() {
    for (sign, code) in [
        ("€", "EUR"),
        ("£", "GBP"),
        ("US$", "USD"),
        ("us$", "USD"),
        ("R$", "BRL"),
        ("HK$", "HKD"),
        ("CN¥", "CNY"),
        ("CN￥", "CNY"),
        ("元", "CNY"),
        ("JP¥", "JPY"),
        ("円", "JPY"),
        ("RMB", "CNY"),
    ] {
        let price = if code == "JPY" { "199" } else { "199.00" };
        let order = taken(&row(&[("currency", sign), ("unit_price", price)])).order;
        assert_eq!(order.currency.code(), code, "{sign}");
    }
    for (sign, one, other) in [("$", "USD", "HKD"), ("¥", "CNY", "JPY"), ("￥", "CNY", "JPY")] {
        let flaw = skipped(&[("currency", sign)]);
        assert!(flaw.reason.contains(&format!("expected `{one}` or `{other}`")), "{}", flaw.reason);
        assert!(flaw.place.contains("`currency`") && flaw.place.contains(sign), "{}", flaw.place);
    }
}

#[test]
fn a_part_that_went_back_is_not_the_price_gone_back() {
    let given = |columns: &str, more: &str| {
        let order = taken_with(columns, &[more]).order;
        order.given_outside.iter().map(|given| given.remedy.code()).collect::<Vec<_>>()
    };
    assert_eq!(given("refunded", "10.00|199.00"), ["price_reduction", "refund"]);
    assert_eq!(given("line_refunded", "198.99"), ["price_reduction"]);
    assert_eq!(given("line_refunded", "199.00"), ["refund"]);
}
