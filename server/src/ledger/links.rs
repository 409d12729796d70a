//! Private links of cases: made with the desk's key, ended by time, by their owner or by the desk.

use super::Ledger;
use crate::store::StoreResult;
use books::links::{Link, NewLink};
use chrono::{DateTime, Days, Utc};
use domain::id::CaseId;
use uuid::Uuid;

impl Ledger {
    /// The `generation`-th link of a case, good from now on.
    pub(super) fn new_link(&self, case_id: Uuid, generation: u32) -> NewLink {
        let now = self.clock.utc();
        let expires_at =
            now.checked_add_days(Days::new(u64::from(self.link_days))).unwrap_or(DateTime::<Utc>::MAX_UTC);
        NewLink {
            token: self.secret.link_hash(&self.secret.link_token(case_id, generation)),
            expires_at: expires_at.timestamp(),
        }
    }

    /// The path of a case's link; none where it opens nothing any more.
    pub fn path_of(&self, link: &Link) -> Option<String> {
        let token = || self.secret.link_token(link.case.0, link.generation);
        link.opens(self.clock.utc().timestamp()).then(|| format!("/c/{}", token()))
    }

    /// Makes a case a new link; the former opens nothing any more. None where the case has never had one.
    pub async fn renew_link(&self, case_id: Uuid) -> StoreResult<Option<Link>> {
        let Some(last) = self.store.link(CaseId(case_id)).await? else {
            return Ok(None);
        };
        let new = self.new_link(case_id, last.generation.saturating_add(1));
        self.store.renew_link(&last, new).await?;
        Ok(self.store.link(CaseId(case_id)).await?)
    }
}
