//! Finding a case by what people hold in their hands: its number or its order.

use super::{Store, StoreResult};
use uuid::Uuid;

/// Which case and whose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct CaseKey {
    /// The case.
    pub case_id: Uuid,
    /// Whose complaint it is.
    pub person_id: Uuid,
}

impl Store {
    /// The number of a case; none where there is no such case.
    pub async fn case_number(&self, case_id: Uuid) -> StoreResult<Option<String>> {
        let number = sqlx::query_scalar("SELECT number FROM case_numbers WHERE case_id = ?")
            .bind(case_id)
            .fetch_optional(&self.reads)
            .await?;
        Ok(number)
    }

    /// The case with this number, with the key of the order it is about.
    pub async fn case_by_number(&self, number: &str) -> StoreResult<Option<(CaseKey, String)>> {
        let found: Option<(Uuid, Uuid, String)> = sqlx::query_as(
            "SELECT c.case_id, c.person_id, c.order_key FROM case_numbers n \
             JOIN cases c ON c.case_id = n.case_id WHERE n.number = ?",
        )
        .bind(number)
        .fetch_optional(&self.reads)
        .await?;
        Ok(found.map(|(case_id, person_id, order)| (CaseKey { case_id, person_id }, order)))
    }

    /// The cases one person has about an order, oldest first. A number given to another buyer brings none along.
    pub async fn cases_of_buyer(&self, order_key: &str, person_id: Uuid) -> StoreResult<Vec<CaseKey>> {
        let mut cases = self.cases_of_order(order_key).await?;
        cases.retain(|case| case.person_id == person_id);
        Ok(cases)
    }

    /// All cases about an order number, whosever they are, oldest first.
    pub async fn cases_of_order(&self, order_key: &str) -> StoreResult<Vec<CaseKey>> {
        let cases =
            sqlx::query_as("SELECT case_id, person_id FROM cases WHERE order_key = ? ORDER BY case_id")
                .bind(order_key)
                .fetch_all(&self.reads)
                .await?;
        Ok(cases)
    }

    /// The cases of a person or an order, the newest first, at most so many.
    pub async fn cases_beside(&self, person_id: Uuid, order_key: &str, limit: u32) -> StoreResult<Vec<Uuid>> {
        let cases = sqlx::query_scalar(
            "SELECT case_id FROM cases WHERE person_id = ? UNION SELECT case_id FROM cases WHERE order_key = ? \
             ORDER BY case_id DESC LIMIT ?",
        )
        .bind(person_id)
        .bind(order_key)
        .bind(limit)
        .fetch_all(&self.reads)
        .await?;
        Ok(cases)
    }

    /// What is known of the person of a case, as JSON.
    pub async fn personal(&self, case_id: Uuid) -> StoreResult<Option<String>> {
        let personal = sqlx::query_scalar("SELECT personal FROM people WHERE case_id = ?")
            .bind(case_id)
            .fetch_optional(&self.reads)
            .await?;
        Ok(personal)
    }
}
