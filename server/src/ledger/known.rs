//! What is known of an order beyond one case: what its other cases gave, and what the shop noted since.

use super::Ledger;
use crate::store::StoreResult;
use books::ledgers::Seen;
use books::orders::FoundOrder;
use books::project::order_key;
use books::references::{Purchase, Shown};
use domain::complaint::Case;
use domain::complaint::command::{Command, Proof};
use domain::complaint::order_now::{is_one_purchase, may_be_one_purchase};
use domain::id::{CaseId, PersonId};
use domain::order::Order;
use domain::order::ledger::{Elsewhere, Now};
use domain::order::reference::{key_of, parcel_key, parcel_of};
use uuid::Uuid;

/// What one case has to reckon with, and the order's ledger that says so.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The order's ledger.
    pub ledger: Seen,
    /// What was given other than by the case.
    pub elsewhere: Elsewhere,
    /// The order as the shop knows it now, where it is still the same purchase.
    pub now: Option<Order>,
    /// Whose the order is, as the case knows it and as the shop does, where it may still be the same purchase.
    people: [Uuid; 2],
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
        let seen = self.store.ledger(&key).await?;
        let now = self.store.order(&key).await?;
        let is_one = |now: &Order| is_one_purchase(order, now, &self.zone);
        // The number may have been given out anew; then what the shop knows is about somebody else's order. As long as
        // nobody can say so, what it tells of as given back counts.
        let may_be = |now: &Order| may_be_one_purchase(order, now, &self.zone);
        let theirs = now.as_ref().filter(|now| now.person_id == person.0 || may_be(&now.order));
        let people = [person.0, theirs.map_or(person.0, |now| now.person_id)];
        let theirs = theirs.map(|now| Now { order: &now.order, is_theirs: now.person_id == person.0 });
        let mut elsewhere = seen.ledger.elsewhere(person, case, order, theirs, &self.zone);
        (elsewhere.like, elsewhere.like_later) = self.like(order, &key, now.as_ref()).await?;
        let now = now.map(|now| now.order).filter(is_one);
        Ok(Known { ledger: seen, elsewhere, now, people })
    }

    /// The number of another order that this one looks like, and that of a later one that looks like it. The later of two
    /// always looks like the other; the one that was there first, once something was given for the other.
    async fn like(
        &self,
        order: &Order,
        key: &str,
        now: Option<&FoundOrder>,
    ) -> StoreResult<(Option<String>, Option<String>)> {
        let is_later = order.terms.is_like_another
            || now.is_some_and(|now| {
                now.order.terms.is_like_another && is_one_purchase(order, &now.order, &self.zone)
            });
        let mut later = None;
        for other in self.store.looks_like(key).await? {
            if is_later
                || !other.order.given_outside.is_empty()
                || !self.store.ledger(&order_key(&other.order.number)).await?.ledger.is_empty()
            {
                return Ok((Some(other.order.number), None));
            }
            later = later.or(Some(other.order.number));
        }
        Ok((None, later))
    }

    /// Takes in what is known on other orders of the reference by which a command shows a refund, or of the parcel by which it
    /// shows that something was sent.
    pub(super) async fn with_proof(
        &self,
        known: &mut Known,
        order: &Order,
        case: CaseId,
        command: &Command,
    ) -> StoreResult<Option<Shown>> {
        let Command::ProvePromise { proof, .. } = command else { return Ok(None) };
        let purchase = Purchase { order: order_key(&order.number), people: known.people };
        match proof {
            Proof::RefundReference(reference) => {
                let Some(key) = key_of(reference) else { return Ok(None) };
                let shown = self.store.shown(key, &purchase, order.currency).await?;
                known.elsewhere.of_other_orders = shown.of_other_orders;
                Ok(Some(shown))
            }
            Proof::TrackingNumber(number) => {
                let Some(parcel) = parcel_of(number.as_str()) else { return Ok(None) };
                let shown = self.store.shown(parcel_key(&parcel), &purchase, order.currency).await?;
                known.elsewhere.is_parcel_known = shown.is_sent_elsewhere
                    || known.ledger.ledger.shows_parcel(&parcel, Some(case))
                    || self.store.is_parcel_of_another(&parcel, &purchase.order).await?;
                Ok(Some(shown))
            }
            Proof::CouponCode(_) | Proof::Statement(_) => Ok(None),
        }
    }

    /// The order of a case as the shop knows it now; nothing where its number was given out anew.
    pub async fn order_now(&self, case: &Case) -> StoreResult<Option<Order>> {
        let now = self.store.order(&order_key(&case.order.number)).await?;
        Ok(now.map(|now| now.order).filter(|now| is_one_purchase(&case.order, now, &self.zone)))
    }
}
