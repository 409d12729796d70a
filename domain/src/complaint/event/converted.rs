//! A case that turned out to be of another kind.

use crate::category::Kind;
use crate::complaint::turned::Turned;
use crate::text::Sentence;
use crate::triage::Reason;
use serde::{Deserialize, Serialize};

/// What a case was, and what it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ConvertedKind {
    /// What it was.
    pub from: Kind,
    /// What it is.
    pub to: Kind,
    /// Why; for the desk only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Sentence>,
    /// The customer's words that showed it, where nobody at the desk converted it; for the desk only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Reason>,
    /// What it is about by these words, as if they had been filed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turned: Option<Box<Turned>>,
}

impl ConvertedKind {
    /// What the customer reads of it: what their own words say is theirs, as with a filing; why it was converted is the desk's.
    pub(in crate::complaint) fn for_customer(&self) -> Self {
        Self { reason: None, because: Vec::new(), ..self.clone() }
    }
}
