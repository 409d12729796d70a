//! Wrong contacts tried on one order, from wherever they come and whichever server they ask.
//!
//! The end of a telephone number and a postcode are quickly tried through by many sources together. So after a number
//! of wrong contacts on one order they prove nothing for a day; whole contacts and private links, which nobody
//! guesses, go on proving it, and the owner is never locked out. Only orders that exist are counted: there are never
//! more rows than orders. Times are milliseconds since 1970.

use crate::Books;
use crate::attempts::Attempts;
use crate::fault::{BooksResult, Fault};
use eventlog::{Append, Appended, RowChange, RowKey};
use serde::{Deserialize, Serialize};

/// How long wrong contacts are counted together, and how long they close an order, in milliseconds.
const DAY: i64 = 24 * 3_600_000;

/// The wrong contacts on one order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wrong {
    /// How many there were.
    n: u32,
    /// Since when they are counted.
    since: i64,
    /// Until when short contacts prove nothing.
    closed_until: i64,
}

impl Wrong {
    /// How many more may go wrong at a moment (milliseconds since 1970) before short contacts prove nothing; `most` wrong
    /// ones close an order.
    pub const fn left(&self, most: u32, now: i64) -> u32 {
        if now < self.closed_until {
            0
        } else if self.is_over(now) {
            most
        } else {
            most.saturating_sub(self.n)
        }
    }

    /// Whether counting begins anew.
    const fn is_over(&self, now: i64) -> bool {
        self.closed_until > 0 || now - self.since >= DAY
    }

    /// The same with one more.
    const fn and_one(self, most: u32, now: i64) -> Self {
        let Self { n, since, closed_until } =
            if self.is_over(now) { Self { n: 0, since: now, closed_until: 0 } } else { self };
        let n = n.saturating_add(1);
        Self { n, since, closed_until: if n >= most { now + DAY } else { closed_until } }
    }
}

fn key(order: &str) -> RowKey {
    RowKey::new("wrong-contacts", order)
}

impl Books {
    /// The wrong contacts on an order.
    pub async fn wrong_contacts(&self, order: &str) -> BooksResult<Wrong> {
        Ok(self.wrong_row(order).await?.1)
    }

    /// Counts one more wrong contact, of at most so many a day.
    pub async fn count_wrong_contact(&self, order: &str, most: u32, now: i64) -> BooksResult<()> {
        let mut attempts = Attempts::at("the wrong contacts of an order");
        loop {
            attempts.begin()?;
            let (version, wrong) = self.wrong_row(order).await?;
            if wrong.left(most, now) == 0 {
                return Ok(());
            }
            let body = serde_json::to_string(&wrong.and_one(most, now))
                .map_err(|error| Fault::unreadable("the wrong contacts of an order", error))?;
            let rows = vec![RowChange::write(key(order), version, body)];
            let appended = self.log.append(Append { rows, ..Append::default() }).await?;
            if let Appended::Done { .. } = appended {
                return Ok(());
            }
        }
    }

    async fn wrong_row(&self, order: &str) -> BooksResult<(u64, Wrong)> {
        let Some(row) = self.log.row(&key(order)).await? else { return Ok((0, Wrong::default())) };
        let wrong = serde_json::from_str(&row.body)
            .map_err(|error| Fault::unreadable("the wrong contacts of an order", error))?;
        Ok((row.version, wrong))
    }
}
