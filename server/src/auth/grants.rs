//! What a customer has proved in this browser: orders looked up, cases opened.
//!
//! Grants live in the session and name things by id. They grow by proof only and never by asking.

use crate::store::find::CaseKey;
use serde::{Deserialize, Serialize};
use tower_sessions::Session;
use uuid::Uuid;

const KEY: &str = "grants";
/// How many orders and cases one browser remembers; the oldest go first.
const MOST: usize = 50;

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

    /// Adds a case; `false` where it was there already.
    pub fn add_case(&mut self, case: CaseKey) -> bool {
        if self.case(case.case_id).is_some() {
            return false;
        }
        self.cases.push(CaseGrant { case_id: case.case_id, person_id: case.person_id });
        let n_over = self.cases.len().saturating_sub(MOST);
        self.cases.drain(..n_over);
        true
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
