//! A complaint as it was received.

use crate::category::{Category, Kind};
use crate::complaint::readings::Reading;
use crate::evidence::EvidenceRef;
use crate::finding::Findings;
use crate::id::{CaseNumber, PersonId};
use crate::order::{Order, Pieces};
use crate::personal::Words;
use crate::remedy::Remedy;
use crate::text::{Sentence, Story};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A pack and the version that answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PackRef {
    /// The pack's id.
    pub id: String,
    /// Its version.
    pub version: String,
}

/// A complaint as it was received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Filed {
    /// The number people use for the case.
    pub number: CaseNumber,
    /// Who complains.
    pub person: PersonId,
    /// Enquiry, request or complaint.
    pub kind: Kind,
    /// What it is about.
    pub category: Category,
    /// The order as it stood.
    pub order: Order,
    /// The pieces concerned.
    pub goods: Vec<Pieces>,
    /// What happened, in their words.
    pub story: Words<Story>,
    /// The outcome they wish for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wants: Vec<Remedy>,
    /// What was already tried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tried: Option<Words<Sentence>>,
    /// The day by which they need it solved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needed_by: Option<NaiveDate>,
    /// What they showed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<EvidenceRef>,
    /// What they stated.
    #[serde(default)]
    pub claims: Findings,
    /// What is read from the story and was not meant, as its writer says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_meant: Vec<Reading>,
    /// The packs in force.
    pub packs: Vec<PackRef>,
    /// How many complaints there were on the same order before.
    #[serde(default, skip_serializing_if = "is_none_before")]
    pub earlier_complaints: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes what it may leave out by reference")]
const fn is_none_before(n: &u32) -> bool {
    *n == 0
}
