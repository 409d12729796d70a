//! The ledgers of orders held against the log they follow from.

use crate::store::StoreResult;
use books::Books;
use domain::complaint::gives;
use domain::order::ledger::OrderLedger;

/// How many orders are read at once.
const PAGE: u32 = 500;

/// What is wrong with the ledgers of orders, one line each: a ledger that says something else than its cases' events.
pub async fn ledger_faults(books: &Books) -> StoreResult<Vec<String>> {
    let mut faults = Vec::new();
    let mut after = String::new();
    loop {
        let keys = books.ledger_keys_after(&after, PAGE).await?;
        let Some(last) = keys.last() else { return Ok(faults) };
        after.clone_from(last);
        for key in keys {
            let mut expected = OrderLedger::default();
            for (case, _) in books.cases_of_order(&key).await? {
                if let Some(case) = books.case(case).await?.state.case() {
                    expected.put(&gives::of_case(case));
                }
            }
            match books.ledger(&key).await {
                Ok(seen) if seen.ledger == expected => {}
                Ok(_) => faults.push(format!("the ledger of order `{key}` is not what its cases gave")),
                Err(fault) => faults.push(format!("the ledger of order `{key}`: {fault}")),
            }
        }
    }
}
