//! What a customer has proved in this browser: orders looked up, cases opened.
//!
//! Grants live in the session and name things by id. They grow by proof only and never by asking. What a private link
//! opened stays open only as long as the link would open it.

use crate::store::{Store, StoreResult};
use chrono::{DateTime, Utc};
use domain::id::CaseId;
use serde::{Deserialize, Serialize};
use tower_sessions::Session;
use uuid::Uuid;

const KEY: &str = "grants";
/// How many orders and cases one browser remembers; the oldest go first.
const MOST: usize = 50;

/// Which case and whose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CaseKey {
    /// The case.
    pub case_id: Uuid,
    /// Whose complaint it is.
    pub person_id: Uuid,
}

/// An order somebody proved to be theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderGrant {
    /// The key of its number.
    pub order_key: String,
    /// Whose it is.
    pub person_id: Uuid,
}

/// A case somebody may open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseGrant {
    /// The case.
    pub case_id: Uuid,
    /// Whose complaint it is.
    pub person_id: Uuid,
    /// The link by which it was opened, by its place among the case's links; none where a contact proved it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<u32>,
}

/// All a customer has proved, the latest last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grants {
    /// Orders looked up.
    #[serde(default)]
    pub orders: Vec<OrderGrant>,
    /// Cases opened or filed.
    #[serde(default)]
    pub cases: Vec<CaseGrant>,
}

impl Grants {
    /// What is remembered in a session.
    pub async fn load(session: &Session) -> Result<Self, tower_sessions::session::Error> {
        Ok(session.get(KEY).await?.unwrap_or_default())
    }

    /// Remembers it in a session.
    pub async fn save(&self, session: &Session) -> Result<(), tower_sessions::session::Error> {
        session.insert(KEY, self).await
    }

    /// Adds an order as the latest.
    pub fn add_order(&mut self, grant: OrderGrant) {
        self.orders.retain(|known| known.order_key != grant.order_key);
        self.orders.push(grant);
        let n_over = self.orders.len().saturating_sub(MOST);
        self.orders.drain(..n_over);
    }

    /// Adds a case proved by a contact or by filing it.
    pub fn add_case(&mut self, case: CaseKey) {
        self.put(CaseGrant { case_id: case.case_id, person_id: case.person_id, link: None });
    }

    /// Adds a case opened by the link of that place; `false` where that changes nothing.
    pub fn add_linked(&mut self, case: CaseKey, link: u32) -> bool {
        let is_known =
            self.case(case.case_id).is_some_and(|known| known.link.is_none_or(|known| known == link));
        if !is_known {
            self.put(CaseGrant { case_id: case.case_id, person_id: case.person_id, link: Some(link) });
        }
        !is_known
    }

    fn put(&mut self, grant: CaseGrant) {
        self.cases.retain(|known| known.case_id != grant.case_id);
        self.cases.push(grant);
        let n_over = self.cases.len().saturating_sub(MOST);
        self.cases.drain(..n_over);
    }

    /// Drops what a link opened that opens nothing any more.
    pub async fn drop_ended(&mut self, store: &Store, now: DateTime<Utc>) -> StoreResult<()> {
        let mut ended = Vec::new();
        for grant in self.cases.iter().filter(|grant| grant.link.is_some()) {
            let link = store.link(CaseId(grant.case_id)).await?;
            if !link.is_some_and(|link| Some(link.generation) == grant.link && link.opens(now.timestamp())) {
                ended.push(grant.case_id);
            }
        }
        self.cases.retain(|grant| !ended.contains(&grant.case_id));
        Ok(())
    }

    /// The grant for an order.
    pub fn order(&self, order_key: &str) -> Option<&OrderGrant> {
        self.orders.iter().find(|grant| grant.order_key == order_key)
    }

    /// The grant for a case.
    pub fn case(&self, case_id: Uuid) -> Option<&CaseGrant> {
        self.cases.iter().find(|grant| grant.case_id == case_id)
    }
}
