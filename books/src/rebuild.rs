//! Making what is kept beside the events anew from them: rows and places of cases, and what orders' cases gave.
//!
//! Case by case, each in one append: a rebuild that is interrupted leaves every case as it was or as it should be, and is
//! run again.

use crate::Books;
use crate::cases::{CASES, OF_ORDERS, OF_PEOPLE, changes};
use crate::fault::{BooksResult, Fault};
use crate::project::project;
use crate::queue::{self, PLACES};
use crate::references::Moving;
use domain::clock::TimeLimits;
use domain::complaint::gives;
use domain::id::CaseId;
use domain::order::ledger::OrderLedger;
use eventlog::{Append, Span, Table, TableChange, Value, own};
use std::collections::BTreeSet;
use uuid::Uuid;

/// How many rows are read at a time.
const PAGE: u32 = 500;

/// What a rebuild came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rebuilt {
    /// How many cases were made anew.
    pub n_cases: u64,
    /// How many events were read for it.
    pub n_events: u64,
}

impl Books {
    /// Makes all of it anew; `progress` is told cases done and cases in all. Nobody else may change cases meanwhile.
    pub async fn rebuild(
        &self,
        limits: &TimeLimits,
        progress: &(dyn Fn(u64, u64) + Send + Sync),
    ) -> BooksResult<Rebuilt> {
        let cases = self.streams_of_cases().await?;
        let total = u64::try_from(cases.len()).unwrap_or(u64::MAX);
        let mut rebuilt = Rebuilt::default();
        for case in &cases {
            rebuilt.n_events += self.rebuild_case(*case, limits).await?;
            rebuilt.n_cases += 1;
            progress(rebuilt.n_cases, total);
        }
        self.clear_left(&cases).await?;
        self.rebuild_ledgers().await?;
        Ok(rebuilt)
    }

    /// The cases that have events, whatever else is kept of them.
    pub async fn streams_of_cases(&self) -> BooksResult<BTreeSet<CaseId>> {
        let mut cases = BTreeSet::new();
        let mut after: Vec<Value> = Vec::new();
        loop {
            let span = Span::all(&own::HEADS);
            let span = if after.is_empty() { span } else { span.after(after.clone()) };
            let page = self.log.scan(span, PAGE).await?;
            let Some(last) = page.last() else { return Ok(cases) };
            after = last.get(..own::HEADS.key.len()).unwrap_or_default().to_vec();
            for values in page {
                if let [Value::Id(id), Value::Text(family), ..] = values.as_slice()
                    && family == <domain::complaint::event::Event as crate::step::Happening>::FAMILY
                {
                    cases.insert(CaseId(*id));
                }
            }
        }
    }

    async fn rebuild_case(&self, case: CaseId, limits: &TimeLimits) -> BooksResult<u64> {
        let loaded = self.case(case).await?;
        let row = project(&loaded.events, limits)?;
        let number = loaded.complaint.case().map(|case| case.number.clone());
        let number = number.ok_or_else(|| Fault::unreadable("a case", "it was never filed"))?;
        // A row that can't be read says nothing of where the case stood; what is left there is cleared behind all.
        let before = self.kept(case).await.ok().flatten().map(|kept| kept.places).unwrap_or_default();
        let mut tables = queue::moved(case, &before, &row);
        tables.extend(changes(case, loaded.version(), &number, &[], &row)?);
        self.log.append(Append { tables, ..Append::default() }).await?;
        Ok(u64::from(loaded.version()))
    }

    /// Clears what tells of cases that there are not, or of what is not so. Read as it lies there: what was changed by hand
    /// is cleared too.
    async fn clear_left(&self, cases: &BTreeSet<CaseId>) -> BooksResult<()> {
        // The rows of cases first: by them the others are judged.
        for (table, case_at) in [(&CASES, 0), (&PLACES, 3), (&OF_ORDERS, 1), (&OF_PEOPLE, 1)] {
            let mut after: Vec<Value> = Vec::new();
            loop {
                let span = Span::all(table);
                let span = if after.is_empty() { span } else { span.after(after.clone()) };
                let page = self.log.look(span, PAGE).await?;
                let Some(last) = page.last() else { break };
                after = last.values.get(..table.key.len()).unwrap_or_default().to_vec();
                for found in page {
                    let key = found.values.get(..table.key.len()).unwrap_or_default().to_vec();
                    let case = match key.get(case_at) {
                        Some(Value::Id(id)) => CaseId(*id),
                        _ => CaseId(Uuid::nil()),
                    };
                    if !found.is_sound || !cases.contains(&case) || !self.stands(table, &key, case).await? {
                        let tables = vec![TableChange::Clear { table, key }];
                        self.log.append(Append { tables, ..Append::default() }).await?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Whether a case is where a row of this key says.
    async fn stands(&self, table: &Table, key: &[Value], case: CaseId) -> BooksResult<bool> {
        let Some(kept) = self.kept(case).await? else { return Ok(false) };
        let is_by = |value: Value| key.first() == Some(&value);
        Ok(if table == &PLACES {
            kept.places.iter().any(|place| place.key(case) == key)
        } else if table == &OF_ORDERS {
            is_by(kept.order.into())
        } else if table == &OF_PEOPLE {
            is_by(kept.person.0.into())
        } else {
            true
        })
    }

    async fn rebuild_ledgers(&self) -> BooksResult<()> {
        let mut after = String::new();
        loop {
            let orders = self.ledger_keys_after(&after, PAGE).await?;
            let Some(last) = orders.last() else { return Ok(()) };
            after.clone_from(last);
            for order in orders {
                let mut now = OrderLedger::default();
                for (case, _) in self.cases_of_order(&order).await? {
                    if let Some(case) = self.case(case).await?.complaint.case() {
                        now.put(&gives::of_case(case));
                    }
                }
                let seen = self.ledger(&order).await?;
                let mut references = Moving::default();
                references.by_cases(self, &order, &seen.ledger, &now).await?;
                references.by_cases(self, &order, &OrderLedger::default(), &now).await?;
                let mut rows = references.rows()?;
                rows.push(seen.becoming((seen.ledger != now).then_some(&now))?);
                self.log.append(Append { rows, ..Append::default() }).await?;
            }
        }
    }

    /// How many rows of cases there are, with which of their cases' versions each was made for.
    pub async fn rows_of_cases(&self) -> BooksResult<Vec<(CaseId, u32)>> {
        let mut rows = Vec::new();
        let mut after = CaseId(Uuid::nil());
        loop {
            let page = self.log.scan(Span::all(&CASES).after([after.0.into()]), PAGE).await?;
            if page.is_empty() {
                return Ok(rows);
            }
            for values in page {
                let kept = crate::cases::kept(values)?;
                after = kept.case;
                rows.push((kept.case, kept.version));
            }
        }
    }
}
