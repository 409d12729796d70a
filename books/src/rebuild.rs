//! Making what follows from something else anew: from events the rows and places of cases and what orders' cases gave,
//! and by what files and orders are found from what is known of them.
//!
//! Each append holds only while the cases it was read from are as they were, so a server at work changes what it likes
//! meanwhile, and a rebuild that is interrupted leaves every case as it was or as it should be, and is run again.

use crate::Books;
use crate::attempts::Attempts;
use crate::cases::{CASES, OF_ORDERS, OF_PEOPLE, changes};
use crate::fault::{BooksResult, Fault};
use crate::project::project;
use crate::queue::{self, PLACES};
use crate::references::Moving;
use crate::step::stream;
use domain::clock::TimeLimits;
use domain::complaint::event::Event;
use domain::complaint::gives;
use domain::id::CaseId;
use domain::order::ledger::OrderLedger;
use eventlog::{Append, Appended, Span, StreamAppend, Table, TableChange, Value, Version, own};
use std::collections::BTreeSet;
use uuid::Uuid;

/// How many rows are read at a time.
const PAGE: u32 = 500;

/// How many cases share an append, and with it a flush.
const BATCH: usize = 100;

/// What a rebuild came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rebuilt {
    /// How many cases were made anew.
    pub n_cases: u64,
    /// How many events were read for it.
    pub n_events: u64,
    /// Whether the words by which cases are found were left as they are, since a server at work keeps them.
    pub is_index_kept: bool,
    /// What was not made anew, since others changed it again and again.
    pub not_made: Vec<NotMade>,
}

/// What others were faster with each time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotMade {
    /// What is kept beside a case.
    Case(CaseId),
    /// The ledger of an order, by the key of its number.
    Ledger(String),
    /// By what a file is found.
    File(Uuid),
    /// By what an order is found, and what is told with it, by the key of its number.
    Order(String),
}

/// That a case is as it was read.
fn unmoved(case: CaseId, version: Version) -> StreamAppend {
    StreamAppend { stream: stream::<Event>(case.0), expected: version, steps: Vec::new() }
}

/// Notes what could not be made since others were at it each time, and goes on. Any other fault ends the rebuild.
fn or_busy(made: BooksResult<()>, what: NotMade, rebuilt: &mut Rebuilt) -> BooksResult<()> {
    match made {
        Err(Fault::Busy(_)) => rebuilt.not_made.push(what),
        other => other?,
    }
    Ok(())
}

impl Books {
    /// Makes all of it anew; `progress` is told cases done and cases in all.
    pub async fn rebuild(
        &self,
        limits: &TimeLimits,
        progress: &(dyn Fn(u64, u64) + Send + Sync),
    ) -> BooksResult<Rebuilt> {
        let cases: Vec<CaseId> = self.streams_of_cases().await?.into_iter().collect();
        let total = u64::try_from(cases.len()).unwrap_or(u64::MAX);
        let mut rebuilt = Rebuilt::default();
        for batch in cases.chunks(BATCH) {
            if let Some(n_events) = self.rebuild_cases(batch, limits).await? {
                rebuilt.n_events += n_events;
                rebuilt.n_cases += u64::try_from(batch.len()).unwrap_or(0);
            } else {
                // Somebody is at one of them.
                for case in batch {
                    let made = self.rebuild_case(*case, limits, &mut rebuilt).await;
                    or_busy(made, NotMade::Case(*case), &mut rebuilt)?;
                }
            }
            progress(rebuilt.n_cases, total);
        }
        self.clear_left(&mut rebuilt).await?;
        self.rebuild_ledgers(&mut rebuilt).await?;
        self.rebuild_finds(&mut rebuilt).await?;
        rebuilt.is_index_kept = !self.forget_index().await?;
        Ok(rebuilt)
    }

    async fn rebuild_finds(&self, rebuilt: &mut Rebuilt) -> BooksResult<()> {
        let mut after = Uuid::nil();
        loop {
            let page = self.files_after(after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after = last.evidence_id;
            for file in page {
                let made = self.mend_file_finds(file.evidence_id).await.map(|_| ());
                or_busy(made, NotMade::File(file.evidence_id), rebuilt)?;
            }
        }
        let mut after = String::new();
        loop {
            let page = self.kept_orders_after(&after, PAGE).await?;
            let Some((last, _)) = page.last() else { return Ok(()) };
            after.clone_from(last);
            for (key, _) in page {
                let made = self.mend_order(&key).await.map(|_| ());
                or_busy(made, NotMade::Order(key), rebuilt)?;
            }
        }
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

    /// Makes anew what is kept beside these cases; how many events they have, and nothing where one has moved meanwhile.
    async fn rebuild_cases(&self, cases: &[CaseId], limits: &TimeLimits) -> BooksResult<Option<u64>> {
        let (mut append, mut n_events) = (Append::default(), 0);
        for case in cases {
            let loaded = self.case(*case).await?;
            let row = project(&loaded.events, limits)?;
            let number = loaded.state.case().map(|case| case.number.clone());
            let number = number.ok_or_else(|| Fault::unreadable("a case", "it was never filed"))?;
            // A row that can't be read says nothing of where the case stood; what is left there is cleared behind all.
            let before = self.kept(*case).await.ok().flatten().map(|kept| kept.places).unwrap_or_default();
            append.tables.extend(queue::left(*case, &before, &row));
            append.tables.extend(changes(*case, loaded.version(), &number, &[], &row)?);
            append.rows.extend(self.lacking_number(*case, &number).await?);
            let token = self.lacking_token(*case).await?.unwrap_or_default();
            append.rows.extend(token.rows);
            append.tables.extend(token.tables);
            append.streams.push(unmoved(*case, loaded.version()));
            n_events += u64::from(loaded.version());
        }
        let appended = self.log.append(append).await?;
        Ok(matches!(appended, Appended::Done { .. }).then_some(n_events))
    }

    async fn rebuild_case(
        &self,
        case: CaseId,
        limits: &TimeLimits,
        rebuilt: &mut Rebuilt,
    ) -> BooksResult<()> {
        let mut attempts = Attempts::at("a case");
        loop {
            attempts.begin()?;
            if let Some(n_events) = self.rebuild_cases(&[case], limits).await? {
                rebuilt.n_events += n_events;
                rebuilt.n_cases += 1;
                return Ok(());
            }
        }
    }

    /// Clears what tells of cases that there are not, or of what is not so. Read as it lies there: what was changed by hand
    /// is cleared too.
    async fn clear_left(&self, rebuilt: &mut Rebuilt) -> BooksResult<()> {
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
                    let cleared = self.clear_unless_so(table, key, case).await;
                    or_busy(cleared, NotMade::Case(case), rebuilt)?;
                }
            }
        }
        Ok(())
    }

    /// Clears a row of a case that is not so.
    async fn clear_unless_so(&self, table: &'static Table, key: Vec<Value>, case: CaseId) -> BooksResult<()> {
        let mut attempts = Attempts::at("a case");
        loop {
            attempts.begin()?;
            let version = self.version_of(case).await?;
            let found = self.log.fetch(table, vec![key.clone()]).await?.pop();
            let is_so = version > 0 && self.stands(table, &key, case).await?;
            if found.is_none_or(|found| found.is_sound && is_so) {
                return Ok(());
            }
            let (streams, tables) =
                (vec![unmoved(case, version)], vec![TableChange::Clear { table, key: key.clone() }]);
            let append = Append { streams, tables, ..Append::default() };
            if let Appended::Done { .. } = self.log.append(append).await? {
                return Ok(());
            }
        }
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

    async fn rebuild_ledgers(&self, rebuilt: &mut Rebuilt) -> BooksResult<()> {
        let mut after = String::new();
        loop {
            let orders = self.ledger_keys_after(&after, PAGE).await?;
            let Some(last) = orders.last() else { return Ok(()) };
            after.clone_from(last);
            for order in orders {
                let made = self.rebuild_ledger(&order).await;
                or_busy(made, NotMade::Ledger(order), rebuilt)?;
            }
        }
    }

    async fn rebuild_ledger(&self, order: &str) -> BooksResult<()> {
        let mut attempts = Attempts::at("the ledger of an order");
        loop {
            attempts.begin()?;
            // Before the cases: one that gives something from here on moves it.
            let seen = self.ledger(order).await?;
            let mut now = OrderLedger::default();
            for (case, _) in self.cases_of_order(order).await? {
                if let Some(case) = self.case(case).await?.state.case() {
                    now.put(&gives::of_case(case));
                }
            }
            let mut references = Moving::default();
            references.by_cases(self, order, &seen.ledger, &now).await?;
            references.by_cases(self, order, &OrderLedger::default(), &now).await?;
            let mut rows = references.rows()?;
            rows.push(seen.becoming((seen.ledger != now).then_some(&now))?);
            if let Appended::Done { .. } = self.log.append(Append { rows, ..Append::default() }).await? {
                return Ok(());
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
