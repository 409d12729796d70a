//! A complaint to try packs on: the facts of a case file, or of a case made up by hand, as they travel.

use crate::category::{Category, Kind};
use crate::finding::Findings;
use crate::order::Order;
use crate::order::given::Given;
use crate::policy::facts::{Complained, Facts, Tier};
use crate::remedy::Remedy;
use crate::zone::Zone;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

/// The facts of one question, owned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Trial {
    /// Ids of the packs it is put to, in their order.
    pub packs: Vec<String>,
    /// The moment the question is put.
    pub asked_at: DateTime<FixedOffset>,
    /// The zone in which days are counted.
    pub zone: Zone,
    /// What the complaint is about.
    pub category: Category,
    /// What the customer wishes, most wished first.
    #[serde(default)]
    pub wants: Vec<Remedy>,
    /// The order.
    pub order: Order,
    /// Line by line, how many pieces are complained about.
    pub complained: Vec<u32>,
    /// What is established.
    #[serde(default)]
    pub findings: Findings,
    /// How the shop ranks the customer.
    pub tier: Tier,
    /// Complaints on this order before.
    pub complaints_on_order: u32,
    /// What cases on this order gave before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<Given>,
}

impl Trial {
    /// The question, as the engine is asked.
    pub fn facts(&self) -> Facts<'_> {
        Facts {
            asked_at: self.asked_at,
            zone: &self.zone,
            category: self.category,
            kind: Kind::Complaint,
            wants: &self.wants,
            order: &self.order,
            complained: Complained::Counts(&self.complained),
            findings: &self.findings,
            tier: self.tier,
            complaints_on_order: self.complaints_on_order,
            earlier: &self.earlier,
            offered: &[],
        }
    }
}
