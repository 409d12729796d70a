//! What has been established about a complaint so far: one vocabulary for case files and the console.

use crate::code::codes;
use crate::order::OrderTime;
use crate::remedy::Remedy;
use serde::{Deserialize, Serialize};

codes! {
    /// How far a claim has come. Absent means nobody has raised it.
    pub enum Standing {
        /// Somebody with the right to do so has confirmed it.
        Established = "established",
        /// The customer says so.
        Claimed = "claimed",
        /// Looked into and found not to be so.
        Refuted = "refuted",
    }
}

codes! {
    /// Whose doing it was.
    pub enum Fault {
        /// The merchant's.
        Seller = "seller",
        /// The carrier's.
        Carrier = "carrier",
        /// The marketplace's.
        Platform = "platform",
        /// The customer's.
        Customer = "customer",
    }
}

codes! {
    /// The state of the goods in the customer's hands.
    pub enum Condition {
        /// As they came; trying them out reasonably leaves them intact.
        Intact = "intact",
        /// Used beyond trying out.
        Used = "used",
    }
}

/// Everything established or claimed about a complaint. An absent field is a question nobody has answered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Findings {
    /// The goods are faulty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub defect: Option<Standing>,
    /// The goods differ from what was said about them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub misdescription: Option<Standing>,
    /// They were hurt on the way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub damage_in_transit: Option<Standing>,
    /// The parcel never reached the customer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loss: Option<Standing>,
    /// The customer was deceived on purpose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fraud: Option<Standing>,
    /// The seller knew.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seller_knew: Option<Standing>,
    /// Health or safety is touched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub safety: Option<Standing>,
    /// Whose doing it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<Fault>,
    /// The state of the goods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<Condition>,
    /// Whether the buyer confirmed at purchase that the goods can't be returned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_return_confirmed: Option<bool>,
    /// How many repairs failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repairs_failed: Option<u32>,
    /// The spoiled share of the goods, in whole per cent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spoiled_percent: Option<u32>,
    /// When the goods came back to the seller.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goods_back_at: Option<OrderTime>,
    /// Remedies that can't be done now, such as an exchange without stock.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub blocked: Vec<Remedy>,
}
