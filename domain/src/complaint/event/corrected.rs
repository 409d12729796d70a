//! What the desk put right of a filing.

use crate::order::Pieces;
use crate::text::Sentence;
use serde::{Deserialize, Serialize};

/// Which goods a complaint is about after all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CorrectedGoods {
    /// The right ones.
    pub goods: Vec<Pieces>,
    /// Why; for the desk only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Sentence>,
}

impl CorrectedGoods {
    /// What the customer reads of it.
    pub(in crate::complaint) fn for_customer(&self) -> Self {
        Self { goods: self.goods.clone(), reason: None }
    }
}
