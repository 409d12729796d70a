//! An option: a package of remedies offered as one choice, with what it costs and who bears it.
//!
//! The policy engine suggests options, agents edit them, customers choose one, and the one chosen is frozen in
//! the agreement. It is the same type all the way, so nothing is recomputed between suggestion and signature.

use crate::code::codes;
use crate::compensation::money::{Currency, Money};
use crate::id::UserId;
use crate::remedy::{Authority, Payer, Remedy};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

/// What one payer bears.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// Who pays.
    pub payer: Payer,
    /// How much; never below zero.
    pub amount: Money,
}

/// Where an amount comes from: a rule of a pack, or a person with a reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Basis {
    /// A rule of a policy pack.
    Rule {
        /// The pack's id, such as `cn-law`.
        pack: String,
        /// The version in force when it was decided.
        version: String,
        /// The rule's stable code.
        rule: String,
    },
    /// Somebody at the desk decided it.
    Person {
        /// Who.
        user: UserId,
        /// Why, in their words.
        reason: String,
    },
}

codes! {
    /// Why an option is the one we would choose in the customer's place.
    pub enum Because {
        /// It holds what they wished for.
        Wished = "wished",
        /// Of what can be done it comes closest to what they wished for.
        Close = "close",
        /// Nothing has to be sent back, which the others ask.
        KeepsGoods = "keeps_goods",
        /// It is done before any of the others.
        Soonest = "soonest",
    }
}

impl Because {
    /// Whether it tells what the customer wishes for, and so holds no longer once they wish for something else.
    pub(crate) const fn is_of_a_wish(self) -> bool {
        matches!(self, Self::Wished | Self::Close)
    }
}

/// Pieces of one line that a remedy is about, under the title the customer knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PartGoods {
    /// The line, by its code.
    pub sku: String,
    /// Its title, kept here so that an agreement reads the same for ever.
    pub title: String,
    /// How many pieces.
    pub quantity: u32,
}

/// One remedy within an option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RemedyPart {
    /// What is done.
    pub remedy: Remedy,
    /// How much, where it is a matter of money; coupons and gifts at face value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// Whether it is given on top of what any rule of law or contract demands.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub is_goodwill: bool,
    /// Where it comes from.
    pub basis: Basis,
    /// The goods it is about; empty where they are all that are complained about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goods: Vec<PartGoods>,
    /// Who bears it; sums to the amount. Absent for the customer, who is never shown it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shares: Vec<Share>,
}

/// A package of remedies offered as one choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RemedyOption {
    /// The remedies, most important first.
    pub parts: Vec<RemedyPart>,
    /// The sum of all amounts.
    pub total: Money,
    /// Whose signature it needs.
    pub authority: Authority,
    /// Whether this is the one we would choose in the customer's place.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub is_recommended: bool,
    /// Why, where there is more to say than that it is fair. The domain says it, whatever a command carries.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<Because>,
    /// By when all of it can be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ready_by: Option<DateTime<FixedOffset>>,
    /// Whether it gives less than the customer is entitled to: then consent must be informed.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub is_below_entitlement: bool,
    /// What it leaves out of that, by name. The domain says it, whatever a command carries.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<Missing>,
}

impl RemedyOption {
    /// How much of it is money, and how much is worth that much without being any: a coupon and its like, by what it is.
    /// `None` for the money where there is none of it.
    pub fn money_and_kind(&self) -> (Option<Money>, Vec<(Remedy, Money)>) {
        let sums = self.parts.iter().filter_map(|part| Some((part.remedy, part.amount?)));
        let (money, kind): (Vec<_>, Vec<_>) = sums.partition(|(remedy, _)| !remedy.is_in_kind());
        let money = money
            .into_iter()
            .map(|(_, sum)| sum)
            .reduce(|all, sum| Money::new(all.minor.saturating_add(sum.minor), all.currency));
        (money, kind)
    }
}

/// Something the customer is entitled to and an option leaves out, with nothing of its worth in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Missing {
    /// What.
    pub remedy: Remedy,
    /// How much of it, where it is a matter of money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
}

/// Why an option can't stand as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OptionFault {
    /// No remedy in it.
    #[error("an option needs at least one remedy")]
    Empty,
    /// The same remedy twice for the same goods.
    #[error("a remedy stands twice for the same goods in one option")]
    RepeatedRemedy,
    /// An amount below zero.
    #[error("an amount is below zero")]
    NegativeAmount,
    /// Two currencies in one option.
    #[error("an option holds one currency only")]
    MixedCurrencies,
    /// The shares do not sum to the amount, to the minor unit.
    #[error("the shares do not sum to the amount")]
    SharesDiffer,
    /// The amounts do not sum to the total.
    #[error("the amounts do not sum to the total")]
    TotalDiffers,
    /// A part names somebody else as the one who decided it.
    #[error("a part names somebody else as the one who decided it")]
    SomebodyElsesName,
    /// A part is about no pieces of a line, or about more than there are.
    #[error("a part is about no pieces of a line, or about more than there are")]
    WrongPieces,
    /// A sum for what is only said.
    #[error("what is only said costs nothing")]
    CostsNothing,
    /// Something that is nothing without a sum, and no sum above zero.
    #[error("what is given by hand needs a sum above zero")]
    NeedsSum,
    /// The customer bears a share of what is given to them.
    #[error("nobody pays for what is given to them: expected another payer than the customer")]
    CustomerPays,
    /// Its id stands for another option of the same offer already.
    #[error("an id stands for two options of one offer")]
    RepeatedId,
    /// The sum is larger than can be kept exactly.
    #[error("the sum is too large")]
    TooLarge,
}

impl RemedyPart {
    /// Whether it gives something that costs: a sum, or goods.
    pub fn is_of_worth(&self) -> bool {
        self.amount.is_some_and(|amount| amount.minor > 0) || self.remedy.gives_goods()
    }

    /// Whether two parts give the same remedy for some of the same goods.
    pub(crate) fn repeats(&self, other: &Self) -> bool {
        let shares_goods = || {
            self.goods.is_empty()
                || other.goods.is_empty()
                || self.goods.iter().any(|goods| other.goods.iter().any(|more| more.sku == goods.sku))
        };
        self.remedy == other.remedy && shares_goods()
    }
}

impl RemedyOption {
    /// The sum of the amounts in `currency`, or what stands in the way.
    pub fn sum(parts: &[RemedyPart], currency: Currency) -> Result<Money, OptionFault> {
        parts.iter().filter_map(|part| part.amount).try_fold(Money::zero(currency), |sum, amount| {
            if amount.currency != currency {
                return Err(OptionFault::MixedCurrencies);
            }
            sum.checked_add(amount).ok_or(OptionFault::TooLarge)
        })
    }

    /// Checks the option as a whole.
    ///
    /// INVARIANT (shares): the shares of every part sum to its amount, the amounts to the total.
    pub fn check(&self) -> Result<(), OptionFault> {
        if self.parts.is_empty() {
            return Err(OptionFault::Empty);
        }
        for (idx, part) in self.parts.iter().enumerate() {
            if self.parts.iter().skip(idx + 1).any(|other| part.repeats(other)) {
                return Err(OptionFault::RepeatedRemedy);
            }
            let amount = part.amount.unwrap_or(Money::zero(self.total.currency));
            if amount.minor < 0 || part.shares.iter().any(|share| share.amount.minor < 0) {
                return Err(OptionFault::NegativeAmount);
            }
            if amount.minor > 0 && !part.remedy.may_cost() {
                return Err(OptionFault::CostsNothing);
            }
            let shared = part.shares.iter().try_fold(Money::zero(amount.currency), |sum, share| {
                sum.checked_add(share.amount).ok_or(OptionFault::SharesDiffer)
            })?;
            if shared != amount {
                return Err(OptionFault::SharesDiffer);
            }
        }
        if Self::sum(&self.parts, self.total.currency)? == self.total {
            Ok(())
        } else {
            Err(OptionFault::TotalDiffers)
        }
    }

    /// What its parts of some remedies come to.
    pub fn sum_of(&self, is_meant: impl Fn(Remedy) -> bool) -> Money {
        let parts = self.parts.iter().filter(|part| is_meant(part.remedy)).filter_map(|part| part.amount);
        let minor = parts.fold(0_i64, |sum, amount| sum.saturating_add(amount.minor));
        Money::new(minor, self.total.currency)
    }

    /// What is given on top of every entitlement.
    pub fn goodwill(&self) -> Money {
        self.parts
            .iter()
            .filter(|part| part.is_goodwill)
            .filter_map(|part| part.amount)
            .fold(Money::zero(self.total.currency), |sum, amount| sum.checked_add(amount).unwrap_or(sum))
    }

    /// What each payer bears in all, in the glossary's order of payers.
    pub fn shares(&self) -> Vec<Share> {
        Payer::ALL
            .iter()
            .filter_map(|payer| {
                let borne = self
                    .parts
                    .iter()
                    .flat_map(|part| &part.shares)
                    .filter(|share| share.payer == *payer)
                    .fold(Money::zero(self.total.currency), |sum, share| {
                        sum.checked_add(share.amount).unwrap_or(sum)
                    });
                (borne.minor > 0).then_some(Share { payer: *payer, amount: borne })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{option_by_hand, option_id, yuan};

    #[test]
    fn money_and_what_is_only_worth_a_sum_are_not_added_up() {
        let part = |remedy, sum| option_by_hand(option_id(1), remedy, Some(sum)).option.parts.remove(0);
        let of =
            |parts| RemedyOption { parts, ..option_by_hand(option_id(1), Remedy::Refund, Some("0")).option };
        let refund = [part(Remedy::ReturnRefund, "368.00"), part(Remedy::ShippingRefund, "18.00")];
        assert_eq!(of(refund.to_vec()).money_and_kind(), (Some(yuan("386.00")), Vec::new()));
        let mut both = refund.to_vec();
        both.push(part(Remedy::Coupon, "30.00"));
        let kind = vec![(Remedy::Coupon, yuan("30.00"))];
        assert_eq!(of(both).money_and_kind(), (Some(yuan("386.00")), kind.clone()));
        assert_eq!(of(vec![part(Remedy::Coupon, "30.00")]).money_and_kind(), (None, kind));
    }
}
