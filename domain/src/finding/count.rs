//! Counts that people state or find out, and the most that can be true of each.

use crate::finding::Findings;
use crate::text::problem::{Problem, ProblemCode};

/// More than the whole can't be spoiled.
pub const MAX_PERCENT: u32 = 100;
/// No repair and no wait takes longer than ten years.
pub const MAX_DAYS: u32 = 3660;
/// No goods are repaired more often.
pub const MAX_REPAIRS: u32 = 100;

impl Findings {
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
