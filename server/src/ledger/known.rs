//! What is known of an order beyond one case: what its other cases gave, and what the shop noted since.

use super::Ledger;
use super::project::order_key;
use crate::store::StoreResult;
use domain::complaint::Case;
use domain::complaint::order_now::is_one_purchase;
use domain::id::{CaseId, PersonId};
use domain::order::Order;
use domain::order::ledger::Elsewhere;

/// What one case has to reckon with, and the version of the order's ledger that says so.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The version of the order's ledger.
    pub version: i64,
    /// What was given other than by the case.
    pub elsewhere: Elsewhere,
    /// The order as the shop knows it now, where it is still the same purchase.
    pub now: Option<Order>,
}

impl Ledger {
    /// What was given on a buyer's order other than by `case`; `order` as that case knows it.
    pub async fn known_of(
        &self,
        order: &Order,
        person: PersonId,
        case: Option<CaseId>,
    ) -> StoreResult<Known> {
        let key = order_key(&order.number);
        let seen = self.store.order_ledger(&key).await?;
        let now = self.purchase_now(&key, order).await?;
        let elsewhere = seen.ledger.elsewhere(person, case, order, now.as_ref());
        Ok(Known { version: seen.version, elsewhere, now })
    }

    /// The order of a case as the shop knows it now; nothing where its number was given out anew.
    pub async fn order_now(&self, case: &Case) -> StoreResult<Option<Order>> {
        self.purchase_now(&order_key(&case.order.number), &case.order).await
    }

    /// A purchase as the shop knows it now. It stays the same whatever name the shop files it under; a number that was given
    /// out anew is about another one.
    async fn purchase_now(&self, key: &str, order: &Order) -> StoreResult<Option<Order>> {
        let now = self.store.order(key).await?;
        Ok(now.map(|now| now.order).filter(|now| is_one_purchase(order, now)))
    }
}
