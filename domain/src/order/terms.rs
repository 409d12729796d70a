//! What was agreed about an order beyond the plain sale: promotions, points, freight thresholds, guarantees.

use crate::code::codes;
use crate::compensation::money::Money;
use crate::order::payment::Settlement;
use crate::policy::Tier;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

codes! {
    /// How a parcel was sent, where the law tells the two apart.
    pub enum Mail {
        /// By an express carrier: civil law applies.
        Express = "express",
        /// As registered mail of the universal postal service.
        Registered = "registered",
    }
}

codes! {
    /// A marketplace whose published dispute rules a pack knows.
    pub enum Marketplace {
        /// Taobao and Tmall.
        Taobao = "taobao",
        /// JD.
        Jd = "jd",
    }
}

/// What was agreed or paid beyond the plain sale. Everything absent was not agreed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a term of its own that was agreed or was not")]
pub struct Terms {
    /// What a promotion took off the goods as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discount: Option<Money>,
    /// The goods sum from which that promotion holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discount_threshold: Option<Money>,
    /// Loyalty points spent; they come back as points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points_used: Option<u32>,
    /// A coupon spent, at face value; it comes back as a coupon.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coupon_used: Option<Money>,
    /// The goods sum from which freight was free.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub free_shipping_threshold: Option<Money>,
    /// What freight would have cost without that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outbound_freight: Option<Money>,
    /// The price of the cheapest standard delivery, where a dearer one was chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standard_shipping_fee: Option<Money>,
    /// A deposit that secures the contract, paid before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deposit: Option<Money>,
    /// The value declared to the carrier, where the parcel was insured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub declared_value: Option<Money>,
    /// The postage paid for the parcel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postage: Option<Money>,
    /// How the parcel was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail: Option<Mail>,
    /// Whether the customer chose a carrier of their own, who then is not the seller's.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub buyer_chose_carrier: bool,
    /// The last day of the product's guarantee.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guarantee_until: Option<NaiveDate>,
    /// The marketplace it was bought on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform: Option<Marketplace>,
    /// Whether the customer applied to the seller for credit.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub buyer_credit: bool,
    /// How the shop ranks the customer; absent = like any other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<Tier>,
    /// Whether a business bought it.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub is_business: bool,
    /// Whether it was to be paid on delivery.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub cash_on_delivery: bool,
    /// What the shop's own word for the order says of its money; absent = nothing beside its payments.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settlement: Option<Settlement>,
    /// Whether the shop's own word says that it is done with the order, such as `completed`, and not how far it came.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub is_over: bool,
    /// Whether it looks like another order that is known, spelled otherwise or of the same parcel: somebody looks first.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub is_like_another: bool,
}

impl Terms {
    /// Whether nothing beyond the plain sale was agreed.
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }
}
