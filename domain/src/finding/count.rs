//! Counts that people state or find out, and the most that can be true of each.

use crate::code::codes;
use crate::finding::{Finding, Findings};
use crate::text::problem::{Problem, ProblemCode};

/// More than the whole can't be spoiled.
pub const MAX_PERCENT: u32 = 100;
/// No repair and no wait takes longer than ten years.
pub const MAX_DAYS: u32 = 3660;
/// No goods are repaired more often.
pub const MAX_REPAIRS: u32 = 100;

codes! {
    /// A question that is answered by a count.
    pub enum Count {
        /// How many repairs failed.
        RepairsFailed = "repairs_failed",
        /// How much of the goods is spoiled.
        SpoiledPercent = "spoiled_percent",
        /// For how many days they were in repair.
        DaysInRepair = "days_in_repair",
        /// For how many days a repair has waited for a part.
        DaysAwaitingPart = "days_awaiting_part",
    }
}

impl Finding {
    /// The question it answers by a count.
    pub const fn count(&self) -> Option<Count> {
        match self {
            Self::RepairsFailed(_) => Some(Count::RepairsFailed),
            Self::SpoiledPercent(_) => Some(Count::SpoiledPercent),
            Self::DaysInRepair(_) => Some(Count::DaysInRepair),
            Self::DaysAwaitingPart(_) => Some(Count::DaysAwaitingPart),
            _ => None,
        }
    }
}

impl Findings {
    /// The answer to a question by a count.
    pub const fn count(&self, count: Count) -> Option<u32> {
        match count {
            Count::RepairsFailed => self.repairs_failed,
            Count::SpoiledPercent => self.spoiled_percent,
            Count::DaysInRepair => self.days_in_repair,
            Count::DaysAwaitingPart => self.days_awaiting_part,
        }
    }

    /// The same, where the counts that are answered are only what the customer says.
    #[must_use]
    pub fn taken_as_said(mut self) -> Self {
        self.said = Count::ALL.iter().copied().filter(|count| self.count(*count).is_some()).collect();
        self
    }

    /// The same, where the answer to a question by a count is only what the customer says again.
    #[must_use]
    pub fn said_again(mut self, finding: &Finding) -> Self {
        let again = finding.count().filter(|count| self.count(*count).is_some());
        let is_said = |count: &Count| self.said.contains(count) || again == Some(*count);
        self.said = Count::ALL.iter().copied().filter(is_said).collect();
        self
    }

    /// Every count that can't be true, under the name of its question.
    pub fn impossible_counts(&self) -> impl Iterator<Item = Problem> {
        [
            ("spoiled_percent", self.spoiled_percent, MAX_PERCENT),
            ("repairs_failed", self.repairs_failed, MAX_REPAIRS),
            ("days_in_repair", self.days_in_repair, MAX_DAYS),
            ("days_awaiting_part", self.days_awaiting_part, MAX_DAYS),
        ]
        .into_iter()
        .filter(|(_, is, max)| is.is_some_and(|is| is > *max))
        .map(|(field, ..)| Problem::new(field, ProblemCode::TooLarge))
    }
}
