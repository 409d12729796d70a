//! What words for the status say of the money.

use super::open;
use domain::order::Order;

#[test]
fn a_word_for_the_status_says_whether_money_came_in_and_stayed() {
    let order = |word: &str, columns: &str, cells: &str| {
        let header =
            format!("order_number,status,currency,placed_at,sku,title,unit_price,quantity,email{columns}");
        let row = format!("R-1,{word},CNY,2026-03-01,MUG,Mug,199.00,1,li@example.com{cells}");
        open(&header, &row).remove(0).unwrap().order
    };
    let plain = |word: &str| order(word, "", "");
    let minor = |order: &Order| order.came_in().unwrap().minor;
    for word in ["expired", "failed", "voided", "待付款"] {
        assert_eq!(minor(&plain(word)), 0, "{word}");
        assert_eq!(minor(&order(word, ",payment_means", ",card")), 0, "{word}");
        // A payment that stands in the file did come in; somebody looks why the word says otherwise.
        let paid = order(word, ",payment_means,payment_amount", ",card,199.00");
        assert_eq!((minor(&paid), paid.is_surely_paid()), (19_900, false), "{word}");
    }
    for word in ["refunded", "已退款", "退款成功"] {
        let order = plain(word);
        let back: Vec<i64> =
            order.given_outside.iter().filter_map(|one| one.amount).map(|one| one.minor).collect();
        assert_eq!((back, order.is_surely_paid()), (vec![19_900], false), "{word}");
    }
    // The file's own sums count, and a word adds none to them.
    assert_eq!(order("refunded", ",refunded", ",60.00").given_outside.len(), 1);
    for word in ["returned", "退款中"] {
        assert!(!plain(word).is_surely_paid(), "{word}");
    }
    assert!(plain("paid").is_surely_paid());
    let cash = order("cancelled", ",payment_means", ",cod");
    assert_eq!((minor(&cash), cash.is_surely_paid()), (0, false));
}

#[test]
fn a_word_that_says_the_shop_is_done_says_not_that_it_came() {
    let order = |word: &str| {
        let header = "order_number,status,currency,placed_at,sku,title,unit_price,quantity,email";
        let row = format!("R-1,{word},CNY,2026-03-01,MUG,Mug,199.00,1,li@example.com");
        open(header, &row).remove(0).unwrap().order
    };
    for word in ["completed", "fulfilled", "Closed", "已完成"] {
        assert!(order(word).terms.is_over, "{word}");
    }
    assert!(!order("shipped").terms.is_over);
}

#[test]
fn a_line_that_was_refunded_by_itself_counts_for_that_line_and_somebody_looks() {
    let header = "order_number,status,currency,placed_at,delivered_at,sku,title,unit_price,quantity,email";
    let rows = "R-2,delivered,CNY,2026-03-01,2026-03-04,MUG,Mug,199.00,1,li@example.com\n\
                R-2,refunded,CNY,2026-03-01,2026-03-04,CUP,Cup,50.00,1,li@example.com";
    let order = open(header, rows).remove(0).unwrap().order;
    let [back] = order.given_outside.as_slice() else { panic!("{:?}", order.given_outside) };
    assert_eq!(back.goods.as_ref().map(|goods| goods.sku.as_str()), Some("CUP"));
    assert_eq!((back.amount.map(|amount| amount.minor), order.is_surely_paid()), (Some(5_000), false));
}

#[test]
fn shopifys_word_for_the_payment_counts_beside_that_an_order_was_cancelled() {
    let header = "Name,Email,Financial Status,Created at,Cancelled at,Currency,Lineitem sku,Lineitem name,Lineitem price,Lineitem quantity";
    let order = |word: &str| {
        let row = format!(
            "#1,li@example.com,{word},2026-03-01 10:00:00 +0800,2026-03-02 10:00:00 +0800,CNY,MUG,Mug,199.00,1"
        );
        open(header, &row).remove(0).unwrap().order
    };
    assert!(order("paid").is_surely_paid());
    for word in ["voided", "refunded", "pending"] {
        assert!(!order(word).is_surely_paid(), "{word}");
    }
}

#[test]
fn a_means_without_a_sum_is_no_payment() {
    let order = |word: &str, columns: &str, cells: &str| {
        let header =
            format!("order_number,status,currency,placed_at,sku,title,unit_price,quantity,email{columns}");
        let row = format!("R-1,{word},CNY,2026-03-01,MUG,Mug,199.00,1,li@example.com{cells}");
        open(&header, &row).remove(0).unwrap().order
    };
    for word in ["placed", "cancelled", "canceled", "交易关闭", "已关闭", "取消"] {
        for means in ["card", "wallet", "transfer", "paypal"] {
            let named = order(word, ",payment_means", &format!(",{means}"));
            assert!(!named.is_surely_paid(), "{word} {means}");
            assert_eq!(named.payments.len(), 1, "how it would go back stays known");
        }
    }
    for word in ["placed", "cancelled", "取消"] {
        assert!(order(word, ",payment_means,payment_amount", ",card,199.00").is_surely_paid(), "{word}");
        assert!(!order(word, ",payment_means,payment_amount", ",card,0.00").is_surely_paid(), "{word}");
    }
    // Closed after it was paid: a marketplace closes so after a full refund, too.
    let paid = order("paid", ",payment_means", ",card");
    assert!(paid.is_surely_paid());
    for (word, is_paid) in [("cancelled", true), ("交易关闭", false), ("已關閉", false)] {
        let closed = order(word, ",payment_means", ",card").after(&paid);
        assert_eq!(closed.is_surely_paid(), is_paid, "{word}");
    }
}
