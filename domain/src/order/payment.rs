//! What came in for an order, and by which means.
//!
//! Money goes back the way it came: a gift card gets its own sum back and a card never more than it paid.

use crate::code::codes;
use crate::compensation::money::Money;
use serde::{Deserialize, Serialize};

codes! {
    /// How something was paid.
    pub enum Means {
        /// A credit or debit card.
        Card = "card",
        /// A wallet, such as a phone's.
        Wallet = "wallet",
        /// A bank transfer.
        Transfer = "transfer",
        /// Cash handed to the carrier.
        CashOnDelivery = "cash_on_delivery",
        /// A gift card.
        GiftCard = "gift_card",
        /// Loyalty points, at the value they stood for.
        Points = "points",
        /// Credit with the shop.
        StoreCredit = "store_credit",
    }
}

/// One payment that came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Payment {
    /// By which means.
    pub means: Means,
    /// How much.
    pub amount: Money,
}
