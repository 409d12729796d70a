//! What the cases of each order gave and reserve: a guarded row, under a version that moves with it, with what the shop
//! says of the order, and with every case of it that opens or closes.
//!
//! INVARIANT (came in): whoever decides upon it names the version they read, so two cases can't give the same money at
//! once.

use crate::Books;
use crate::cases::{CaseRow, OF_ORDERS};
use crate::fault::{BooksResult, Fault};
use domain::order::ledger::OrderLedger;
use eventlog::{Cells, RowChange, RowKey, Span, own};
use std::collections::BTreeSet;

/// What the guarded rows are called.
pub(crate) const FAMILY: &str = "order-ledger";

/// An order's ledger as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// The order, by the key of its number.
    pub order: String,
    /// Its version; 0 while the order has no case and the shop has said nothing new of it.
    pub version: u64,
    /// What it holds.
    pub ledger: OrderLedger,
}

impl Seen {
    fn key(&self) -> RowKey {
        RowKey::new(FAMILY, self.order.as_str())
    }

    /// What it holds once a case gives what it gives now; nothing where that is nothing new.
    pub(crate) fn after(&self, row: &CaseRow) -> Option<OrderLedger> {
        let mut ledger = self.ledger.clone();
        ledger.put(&row.gives).then_some(ledger)
    }

    /// The row, holding this from now on; only looked at where that is nothing new.
    pub(crate) fn becoming(&self, ledger: Option<&OrderLedger>) -> BooksResult<RowChange> {
        Ok(match ledger {
            None => RowChange::look(self.key(), self.version),
            Some(ledger) => RowChange::write(self.key(), self.version, text(ledger)?),
        })
    }

    /// The row under a new version, though it holds the same: the shop says something else of the order, or it has another
    /// open case, and what was decided upon its former state is decided again.
    pub fn moved(&self) -> BooksResult<RowChange> {
        Ok(RowChange::write(self.key(), self.version, text(&self.ledger)?))
    }
}

fn text(ledger: &OrderLedger) -> BooksResult<String> {
    serde_json::to_string(ledger).map_err(|error| Fault::unreadable("an order's ledger", error))
}

impl Books {
    /// What the cases of an order gave and reserve.
    pub async fn ledger(&self, order: &str) -> BooksResult<Seen> {
        let seen = Seen { order: order.to_owned(), ..Seen::default() };
        let Some(row) = self.log.row(&seen.key()).await? else { return Ok(seen) };
        let ledger =
            serde_json::from_str(&row.body).map_err(|error| Fault::unreadable("an order's ledger", error))?;
        Ok(Seen { version: row.version, ledger, ..seen })
    }
}

impl Books {
    /// The keys of orders that have a case or a ledger, after a key and in their order; none after the last.
    pub async fn ledger_keys_after(&self, order: &str, limit: u32) -> BooksResult<Vec<String>> {
        let ledgers = Span::of(&own::ROWS, [FAMILY.into()]).after([order.into()]);
        let with_ledger = self.log.scan(ledgers, limit).await?.into_iter().map(|values| {
            let mut cells = Cells::of(values);
            cells.take::<String>()?;
            Ok(cells.take::<String>()?)
        });
        let mut keys = with_ledger.collect::<BooksResult<BTreeSet<String>>>()?;
        let mut after = order.to_owned();
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        for _ in 0..limit {
            // The next order behind the last one's cases.
            let next = Span::all(&OF_ORDERS).after([after.as_str().into()]);
            let Some(values) = self.log.scan(next, 1).await?.pop() else { break };
            after = Cells::of(values).take()?;
            keys.insert(after.clone());
        }
        Ok(keys.into_iter().take(limit).collect())
    }
}
