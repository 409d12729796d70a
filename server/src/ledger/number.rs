//! Case numbers: drawn at random, so that nobody learns from theirs how many cases there are or what others' are.

use super::Ledger;
use crate::store::StoreResult;
use chrono::Datelike;
use domain::id::CaseNumber;
use rand::Rng;

/// Numbers that differ behind their first digit.
const BEHIND_FIRST: u32 = 10_000_000;

impl Ledger {
    /// A number for a case filed now. Whether another case has it shows when it is filed.
    ///
    /// The first digit moves on with every loss of the log's end: a case that was lost with it has a number in its
    /// customer's hands that is written nowhere, and which no other case must ever get.
    pub(super) async fn draw_number(&self) -> StoreResult<CaseNumber> {
        let n_losses = u32::try_from(self.store.losses().await?.len()).unwrap_or(u32::MAX);
        let first = 1 + n_losses % 9;
        let rest = rand::rng().random_range(0..BEHIND_FIRST);
        let year = u16::try_from(self.now().year()).unwrap_or(0);
        Ok(CaseNumber::new(year, first * BEHIND_FIRST + rest))
    }
}
