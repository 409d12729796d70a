//! How far an order has come, in the words of the systems that export it.
//!
//! Shops don't write our words: Shopify says `fulfilled`, Amazon `Unshipped`, Taobao 卖家已发货. Where a word
//! says that the shop is done without saying that the parcel came (`completed`, `refunded`), the times decide.

use domain::order::OrderStatus;
use domain::order::payment::Settlement;

/// What a word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Says {
    /// This status.
    Is(OrderStatus),
    /// As far as the times show: delivered, else shipped, else this.
    AsFarAs(OrderStatus),
}

const WORDS: &[(Says, &[&str])] = &[
    (
        Says::Is(OrderStatus::Placed),
        &[
            "new",
            "open",
            "created",
            "pending",
            "pending payment",
            "awaiting payment",
            "payment pending",
            "on hold",
            "onhold",
            "holded",
            "authorized",
            "unpaid",
            "partially paid",
            "unfulfilled",
            "scheduled",
            "confirmed",
            "checkout draft",
            "等待买家付款",
            "待付款",
            "待处理",
            "待處理",
        ],
    ),
    (
        Says::Is(OrderStatus::Paid),
        &[
            "processing",
            "payment received",
            "unshipped",
            "not shipped",
            "awaiting fulfillment",
            "awaiting shipment",
            "awaiting pickup",
            "in progress",
            "preparing",
            "backordered",
            "买家已付款,等待卖家发货",
            "买家已付款",
            "等待卖家发货",
            "待发货",
            "等待出库",
            "未发货",
            "备货中",
            "已付款",
            "待出库",
            "處理中",
            "待出貨",
            "備貨中",
            "未出貨",
        ],
    ),
    (
        Says::Is(OrderStatus::Shipped),
        &[
            "dispatched",
            "sent",
            "in transit",
            "out for delivery",
            "partial",
            "partially fulfilled",
            "partially shipped",
            "partiallyshipped",
            "shipping",
            "shipped out for delivery",
            "shipped picked up",
            "invoiceunconfirmed",
            "卖家已发货,等待买家确认",
            "卖家已发货",
            "等待买家确认",
            "等待买家确认收货",
            "等待确认收货",
            "已发货",
            "已发货,待签收",
            "待收货",
            "运输中",
            "部分发货",
            "已出库",
            "派送中",
            "已出貨",
            "待收貨",
            "運送中",
            "配送中",
        ],
    ),
    (
        Says::Is(OrderStatus::Delivered),
        &[
            "received",
            "signed",
            "signed for",
            "picked up",
            "shipped delivered to buyer",
            "returned",
            "partially returned",
            "交易成功",
            "已签收",
            "已收货",
            "确认收货",
            "已送达",
            "已妥投",
            "已簽收",
            "已收貨",
            "已送達",
            "entregue",
            "zugestellt",
            "livré",
        ],
    ),
    (
        Says::AsFarAs(OrderStatus::Shipped),
        &[
            "fulfilled",
            "completed",
            "complete",
            "closed",
            "done",
            "finished",
            "archived",
            "完成",
            "已完成",
            "交易完成",
        ],
    ),
    (
        Says::AsFarAs(OrderStatus::Placed),
        &["partially refunded", "disputed", "refund requested", "退款中", "部分退款", "售后中"],
    ),
    (Says::AsFarAs(OrderStatus::Cancelled), &["refunded", "已退款", "退款成功"]),
    (
        Says::Is(OrderStatus::Cancelled),
        &[
            "canceled",
            "cancelled by buyer",
            "cancelled by seller",
            "canceled by buyer",
            "voided",
            "failed",
            "expired",
            "declined",
            "abandoned",
            "restocked",
            "trash",
            "payment failed",
            "cancelado",
            "storniert",
            "annulé",
            "交易关闭",
            "已取消",
            "已关闭",
            "取消",
            "交易取消",
            "已作废",
            "已關閉",
            "不成立",
        ],
    ),
    (
        Says::Is(OrderStatus::Unavailable),
        &["unfulfillable", "out of stock", "sold out", "缺货", "无货", "缺貨"],
    ),
];

/// Whether a word says that the shop is done with what it sent, and not whether that came.
pub(super) fn is_over(word: &str) -> bool {
    let plain = plain(word);
    let is_over = |says: &Says| matches!(says, Says::AsFarAs(OrderStatus::Shipped));
    WORDS.iter().any(|(says, words)| is_over(says) && words.contains(&plain.as_str()))
}

/// What words say of the money, beside how far the goods have come.
const MONEY: &[(Settlement, &[&str])] = &[
    (
        Settlement::Unpaid,
        &[
            "pending",
            "pending payment",
            "awaiting payment",
            "payment pending",
            "authorized",
            "unpaid",
            "checkout draft",
            "voided",
            "failed",
            "expired",
            "declined",
            "abandoned",
            "payment failed",
            "等待买家付款",
            "待付款",
        ],
    ),
    (
        Settlement::Pending,
        &[
            "on hold",
            "onhold",
            "holded",
            "partially paid",
            "returned",
            "partially returned",
            "partially refunded",
            "disputed",
            "refund requested",
            // A marketplace closes what was never paid and what went back as a whole under one word.
            "交易关闭",
            "已关闭",
            "交易關閉",
            "已關閉",
            "退款中",
            "部分退款",
            "售后中",
        ],
    ),
    (Settlement::Refunded, &["refunded", "已退款", "退款成功"]),
];

/// What a word says of the money, where it says anything.
pub(super) fn settlement(word: &str) -> Option<Settlement> {
    let plain = plain(word);
    MONEY.iter().find(|(_, words)| words.contains(&plain.as_str())).map(|(settlement, _)| *settlement)
}

/// The same of a word that is about the payment alone.
pub(super) fn settlement_of_payment(word: &str) -> Option<Settlement> {
    if plain(word) == "paid" { Some(Settlement::Paid) } else { settlement(word) }
}

/// The status a word stands for, where the order's times show how far it came.
pub(super) fn read(word: &str, is_shipped: bool, is_delivered: bool) -> Option<OrderStatus> {
    let plain = plain(word);
    if let Some(status) = OrderStatus::from_code(&plain) {
        return Some(status);
    }
    let says = WORDS.iter().find(|(_, words)| words.contains(&plain.as_str())).map(|(says, _)| *says)?;
    Some(match says {
        Says::Is(status) => status,
        Says::AsFarAs(_) if is_delivered => OrderStatus::Delivered,
        Says::AsFarAs(_) if is_shipped => OrderStatus::Shipped,
        Says::AsFarAs(least) => least,
    })
}

/// Lower case, with one space for every run of spaces, dashes and underscores, and without the `wc-` of `WooCommerce`.
fn plain(word: &str) -> String {
    let lower = word.to_lowercase().replace('，', ",").replace("wc-", "");
    let words: Vec<&str> = lower.split(|c: char| c.is_whitespace() || matches!(c, '-' | '_')).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    words.join(" ").replace(", ", ",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_real_exports_are_read() {
        use OrderStatus::{Cancelled, Delivered, Paid, Placed, Shipped, Unavailable};
        for (word, status) in [
            ("delivered", Delivered),
            ("Unfulfilled", Placed),
            ("paid", Paid),
            ("wc-processing", Paid),
            ("on-hold", Placed),
            ("Canceled", Cancelled),
            ("Unshipped", Paid),
            ("等待买家付款", Placed),
            ("PartiallyShipped", Shipped),
            ("Shipped - Delivered to Buyer", Delivered),
            ("卖家已发货，等待买家确认", Shipped),
            ("交易成功", Delivered),
            ("交易关闭", Cancelled),
            ("out_of_stock", Unavailable),
        ] {
            assert_eq!(read(word, false, false), Some(status), "{word}");
        }
        assert_eq!(read("teleported", true, true), None);
    }

    #[test]
    fn words_say_whether_money_came_in_and_stayed() {
        for (word, settlement) in [
            ("expired", Some(Settlement::Unpaid)),
            ("wc-failed", Some(Settlement::Unpaid)),
            ("Voided", Some(Settlement::Unpaid)),
            ("等待买家付款", Some(Settlement::Unpaid)),
            ("退款中", Some(Settlement::Pending)),
            ("Returned", Some(Settlement::Pending)),
            ("已退款", Some(Settlement::Refunded)),
            ("cancelled", None),
            ("paid", None),
            ("delivered", None),
        ] {
            assert_eq!(super::settlement(word), settlement, "{word}");
        }
    }

    #[test]
    fn word_that_says_the_shop_is_done_goes_by_the_times() {
        assert_eq!(read("fulfilled", true, true), Some(OrderStatus::Delivered));
        assert_eq!(read("completed", false, false), Some(OrderStatus::Shipped));
        assert_eq!(read("refunded", true, false), Some(OrderStatus::Shipped));
        assert_eq!(read("refunded", false, false), Some(OrderStatus::Cancelled));
        for word in
            ["completed", "wc-completed", "Closed", "fulfilled", "finished", "archived", "已完成", "完成"]
        {
            assert!(is_over(word), "{word}");
        }
        assert!(!is_over("shipped") && !is_over("delivered") && !is_over("refunded"));
    }
}
