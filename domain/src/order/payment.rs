//! What came in for an order, and by which means.
//!
//! Money goes back the way it came: a gift card gets its own sum back and a card never more than it paid. Of a part of
//! the price each means gets as much as it bore (CN: seven-day return measures, Art. 14; EU: Consumer Rights Directive,
//! Art. 13).

use crate::code::codes;
use crate::compensation::money::{Currency, Money};
use crate::compensation::split::split_by;
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

codes! {
    /// What a shop's word for an order says of its money, beside how far the goods have come.
    pub enum Settlement {
        /// Nothing came in: it waits to be paid, or never was.
        Unpaid = "unpaid",
        /// It was paid, though the goods will not come.
        Paid = "paid",
        /// Some or all of it is going back or in dispute: somebody is at it outside the desk.
        Pending = "pending",
        /// All of it went back outside the desk.
        Refunded = "refunded",
    }
}

/// One payment that came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Payment {
    /// By which means.
    pub means: Means,
    /// How much.
    pub amount: Money,
}

/// What each means by which an order was paid has still to get back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WaysBack {
    left: Vec<Payment>,
}

impl WaysBack {
    /// What came in by each means less what went back to it: `known` by its means, and in all `back`, in minor units. What
    /// went back nobody knows to which is taken off each as far as it paid.
    pub fn of(paid: &[Payment], known: &[Payment], back: i64, currency: Currency) -> Self {
        let mut ways = Self::default();
        for payment in paid.iter().filter(|payment| payment.amount.currency == currency) {
            match ways.left.iter_mut().find(|left| left.means == payment.means) {
                Some(left) => left.amount.minor = left.amount.minor.saturating_add(payment.amount.minor),
                None => ways.left.push(*payment),
            }
        }
        let mut told = 0_i64;
        for payment in known.iter().filter(|payment| payment.amount.currency == currency) {
            if let Some(left) = ways.left.iter_mut().find(|left| left.means == payment.means) {
                let off = payment.amount.minor.min(left.amount.minor);
                left.amount.minor -= off;
                told = told.saturating_add(off);
            }
        }
        ways.take(Money::new(back.saturating_sub(told).max(0), currency));
        ways
    }

    /// Takes a sum off what is left, each means bearing as much as it has left of all. What goes beyond all of it has no
    /// way back and is not among what is told.
    pub fn take(&mut self, amount: Money) -> Vec<Payment> {
        let weights: Vec<i64> = self.left.iter().map(|left| left.amount.minor).collect();
        let all = weights.iter().fold(0_i64, |sum, left| sum.saturating_add(*left));
        let amount = Money::new(amount.minor.min(all), amount.currency);
        let Some(shares) = split_by(amount, &weights) else { return Vec::new() };
        let mut taken = Vec::new();
        for (left, share) in self.left.iter_mut().zip(shares) {
            left.amount.minor = left.amount.minor.saturating_sub(share.minor);
            if share.minor > 0 {
                taken.push(Payment { means: left.means, amount: share });
            }
        }
        taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::yuan;
    use proptest::prelude::*;

    fn paid(all: &[(Means, &str)]) -> Vec<Payment> {
        all.iter().map(|(means, amount)| Payment { means: *means, amount: yuan(amount) }).collect()
    }

    fn mixed() -> Vec<Payment> {
        paid(&[(Means::Card, "50.00"), (Means::GiftCard, "250.00")])
    }

    #[test]
    fn each_means_gets_back_as_much_as_it_bore() {
        let mut ways = WaysBack::of(&mixed(), &[], 0, Currency::CNY);
        assert_eq!(ways.take(yuan("60.00")), paid(&[(Means::Card, "10.00"), (Means::GiftCard, "50.00")]));
        assert_eq!(ways.take(yuan("240.00")), paid(&[(Means::Card, "40.00"), (Means::GiftCard, "200.00")]));
        assert_eq!(ways.take(yuan("0.01")), []);
    }

    #[test]
    fn what_went_back_to_one_means_is_left_to_the_others() {
        let to_the_card = paid(&[(Means::Card, "50.00")]);
        let mut ways = WaysBack::of(&mixed(), &to_the_card, 5_000, Currency::CNY);
        assert_eq!(ways.take(yuan("300.00")), paid(&[(Means::GiftCard, "250.00")]));
        // Nobody knows to which it went: each bears its part.
        let mut ways = WaysBack::of(&mixed(), &[], 6_000, Currency::CNY);
        assert_eq!(ways.take(yuan("300.00")), paid(&[(Means::Card, "40.00"), (Means::GiftCard, "200.00")]));
        // To a wallet nothing came in from: it counts all the same.
        let elsewhere = paid(&[(Means::Wallet, "60.00")]);
        let mut ways = WaysBack::of(&mixed(), &elsewhere, 6_000, Currency::CNY);
        assert_eq!(ways.take(yuan("6.00")), paid(&[(Means::Card, "1.00"), (Means::GiftCard, "5.00")]));
    }

    #[test]
    fn where_nobody_knows_how_it_was_paid_nothing_is_said() {
        assert_eq!(WaysBack::of(&[], &[], 0, Currency::CNY).take(yuan("5.00")), []);
    }

    proptest! {
        #[test]
        fn no_means_gets_back_more_than_it_paid_and_all_of_it_comes_back(
            paid in proptest::collection::vec((0_usize..7, 0..1_000_000_i64), 1..5),
            parts in proptest::collection::vec(0..400_000_i64, 1..8),
        ) {
            let paid: Vec<Payment> = paid
                .into_iter()
                .map(|(means, minor)| Payment { means: Means::ALL[means], amount: Money::new(minor, Currency::CNY) })
                .collect();
            let mut ways = WaysBack::of(&paid, &[], 0, Currency::CNY);
            let all: i64 = paid.iter().map(|payment| payment.amount.minor).sum();
            let mut back: Vec<Payment> = Vec::new();
            for part in parts.iter().chain(&[all]) {
                back.extend(ways.take(Money::new(*part, Currency::CNY)));
            }
            for means in Means::ALL {
                let of = |list: &[Payment]| -> i64 {
                    list.iter().filter(|one| one.means == *means).map(|one| one.amount.minor).sum()
                };
                prop_assert_eq!(of(&back), of(&paid));
            }
        }
    }
}
