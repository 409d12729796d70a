//! What a customer has proved in this browser: orders looked up, cases opened.
//!
//! Grants go with the session and name things by id. They grow by proof only and never by asking. What a private link
//! opened stays open only as long as the link would open it.

use crate::store::{Store, StoreResult};
use books::grants::{Grant, Thing};
use chrono::{DateTime, Utc};
use domain::id::CaseId;
use tower_sessions::session::Id;
use uuid::Uuid;

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderGrant {
    /// The key of its number.
    pub order_key: String,
    /// Whose it is.
    pub person_id: Uuid,
}

/// A case somebody may open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CaseGrant {
    /// The case.
    pub case_id: Uuid,
    /// Whose complaint it is.
    pub person_id: Uuid,
    /// The link by which it was opened, by its place among the case's links; none where a contact proved it.
    pub link: Option<u32>,
}

/// All a customer has proved, the latest last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grants {
    /// Orders looked up.
    pub orders: Vec<OrderGrant>,
    /// Cases opened or filed.
    pub cases: Vec<CaseGrant>,
    /// All that the session had when it was read, what is remembered no longer too.
    pub read: Vec<Grant>,
}

impl Grants {
    /// What was proved in a session.
    pub async fn load(store: &Store, session: Id) -> StoreResult<Self> {
        let mut grants = Self { read: store.grants(session.0).await?, ..Self::default() };
        for Grant { thing, person, link, .. } in grants.read.clone() {
            match thing {
                Thing::Order(order_key) => grants.add_order(OrderGrant { order_key, person_id: person }),
                Thing::Case(case) => {
                    grants.put(CaseGrant { case_id: case.0, person_id: person, link });
                }
            }
        }
        Ok(grants)
    }

    /// As they are kept at a moment, the latest last.
    pub fn kept(&self, now: DateTime<Utc>) -> Vec<Grant> {
        let orders = self.orders.iter().map(|order| {
            let OrderGrant { order_key, person_id } = order.clone();
            (Thing::Order(order_key), person_id, None)
        });
        let cases = self.cases.iter().map(|case| {
            let CaseGrant { case_id, person_id, link } = *case;
            (Thing::Case(CaseId(case_id)), person_id, link)
        });
        let at = now.timestamp_millis()..;
        at.zip(orders.chain(cases))
            .map(|(at, (thing, person, link))| Grant { thing, person, link, at })
            .collect()
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
