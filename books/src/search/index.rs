//! Keeping the index: whoever follows the log writes down which terms each case has come to have.

use super::simplified::simplified;
use super::{PAGE, TERM_KEY, TERMS, TermKey};
use crate::Books;
use crate::attempts::Attempts;
use crate::cases::recorded;
use crate::fault::{BooksResult, Fault};
use crate::step::{Happened, Happening};
use async_trait::async_trait;
use domain::complaint::event::{Event, Recorded};
use domain::id::CaseId;
use domain::search::{lone_terms, terms};
use eventlog::follow::Follower;
use eventlog::{Append, Personal, Placed, RowChange, RowKey, Span, TableChange, Value};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// The name under which the index follows the log.
pub const FOLLOWER: &str = "search";

/// Whose the key of the terms is, to the vault: the index's own, so that destroying it makes every row meaningless.
pub const WHOSE: Uuid = Uuid::from_u128(0x5EA8_C400_0000_0000_0000_0000_0000_0001);

/// How many rows are written in one go.
const ROWS: usize = 2_000;

/// Follows the log, and keeps the index.
#[derive(Debug)]
pub struct Indexing {
    books: Books,
    /// The cases it met last and when each was filed, so that one with many events is asked once.
    filed: BTreeMap<CaseId, i64>,
}

/// How many cases are remembered with when they were filed.
const REMEMBERED: usize = 10_000;

impl Indexing {
    /// Keeps the index of these books.
    pub fn of(books: Books) -> Self {
        Self { books, filed: BTreeMap::new() }
    }

    async fn index(&mut self, events: &[Placed]) -> BooksResult<()> {
        let mut of_cases: BTreeMap<CaseId, Vec<Recorded>> = BTreeMap::new();
        for placed in events.iter().filter(|placed| placed.event.stream.family == Event::FAMILY) {
            match Happened::<Event>::read(&placed.event) {
                Ok(happened) => {
                    of_cases.entry(CaseId(happened.id)).or_default().push(recorded(happened));
                }
                // One that can't be read keeps no other from being found.
                Err(fault) => tracing::warn!(%fault, position = placed.position, "an event can't be indexed"),
            }
        }
        if of_cases.is_empty() {
            return Ok(());
        }
        let key = self.key().await?;
        let mut rows = BTreeSet::new();
        for (case, events) in of_cases {
            match self.terms_of(case, &events).await {
                Ok((filed, terms)) => rows.extend(terms.into_iter().map(|term| (term, filed, case.0))),
                Err(fault) if fault.is_of_what_was_read() => {
                    tracing::warn!(%fault, %case, "a case can't be indexed");
                }
                Err(fault) => return Err(fault),
            }
        }
        let rows: Vec<(String, i64, Uuid)> = rows.into_iter().collect();
        for rows in rows.chunks(ROWS) {
            let put = |(term, filed, case): &(String, i64, Uuid)| {
                let values = vec![key.hash(term)?, (*filed).into(), (*case).into()];
                Ok(TableChange::Put { table: &TERMS, values })
            };
            let tables = rows.iter().map(put).collect::<BooksResult<_>>()?;
            self.books.log.append(Append { tables, ..Append::default() }).await?;
        }
        Ok(())
    }

    /// When a case was filed, and the terms that these events of it bring.
    async fn terms_of(&mut self, case: CaseId, events: &[Recorded]) -> BooksResult<(i64, Vec<String>)> {
        let filed = self.filed_at(case, events).await?;
        let texts = self.books.texts(case, events).await?;
        // Of a name written without spaces one character is asked for as well.
        let name = match self.books.personal(case).await? {
            Some(personal) if events.iter().any(|recorded| recorded.version == 1) => {
                lone_terms(&simplified(personal.name.as_str()))
            }
            _ => Vec::new(),
        };
        Ok((filed, texts.iter().flat_map(|text| terms(&simplified(text))).chain(name).collect()))
    }

    /// When a case was filed, milliseconds since 1970.
    async fn filed_at(&mut self, case: CaseId, events: &[Recorded]) -> BooksResult<i64> {
        if let Some(filed) = self.filed.get(&case) {
            return Ok(*filed);
        }
        let first = if let Some(first) = events.first().filter(|first| first.version == 1) {
            first.at
        } else {
            let all = self.books.case_events(case, 0).await?;
            all.first().ok_or_else(|| Fault::unreadable("a case", format!("{case} has no beginning")))?.at
        };
        if self.filed.len() >= REMEMBERED {
            self.filed.clear();
        }
        self.filed.insert(case, first.timestamp_millis());
        Ok(first.timestamp_millis())
    }

    /// The key by which terms are known; made where there is none.
    async fn key(&self) -> BooksResult<TermKey> {
        let mut attempts = Attempts::at("the key of the words");
        loop {
            attempts.begin()?;
            if let Some(key) = self.books.term_key().await? {
                return Ok(key);
            }
            let key = [Uuid::new_v4(), Uuid::new_v4()].map(Uuid::into_bytes).concat();
            let sealed = Value::Personal(Personal { whose: WHOSE, words: key });
            if self.books.log.row(&guard()).await?.is_some() {
                // An older backup is back, from before its key was destroyed: what is known by it says nothing any more.
                self.books.empty_index().await?;
                return Err(Fault::unreadable(
                    "the key of the words",
                    "it is gone, so the index is made anew",
                ));
            }
            let append = Append {
                rows: vec![RowChange::write(guard(), 0, String::new())],
                tables: vec![TableChange::Put { table: &TERM_KEY, values: vec![0_i64.into(), sealed] }],
                ..Append::default()
            };
            self.books.log.append(append).await?;
        }
    }
}

/// The row that lets one server alone make the key.
fn guard() -> RowKey {
    RowKey::new("search", "key")
}

impl Books {
    /// Empties the index and destroys its key, so that it is made anew from the beginning of the log by whoever follows.
    /// `false` where a server at work follows meanwhile: then nothing was done.
    pub async fn forget_index(&self) -> BooksResult<bool> {
        let Some(_lease) = self.log.lease(&eventlog::follow::lease_name(FOLLOWER)).await? else {
            return Ok(false);
        };
        self.empty_index().await?;
        Ok(true)
    }

    /// Empties it; for whoever holds the place of the one who follows.
    async fn empty_index(&self) -> BooksResult<()> {
        // From the beginning first, and the key before its row: wherever this breaks off, it is begun again.
        self.log.move_cursor(FOLLOWER, 0).await?;
        loop {
            let rows = self.log.scan(Span::all(&TERMS), PAGE).await?;
            let mut terms: Vec<Value> = rows.into_iter().filter_map(|row| row.into_iter().next()).collect();
            terms.dedup();
            if terms.is_empty() {
                break;
            }
            let clear = |term| TableChange::Clear { table: &TERMS, key: vec![term] };
            let tables = terms.into_iter().map(clear).collect();
            self.log.append(Append { tables, ..Append::default() }).await?;
        }
        self.log.erase(WHOSE).await?;
        if let Some(row) = self.log.row(&guard()).await? {
            let append = Append {
                rows: vec![RowChange::take_away(guard(), row.version)],
                tables: vec![TableChange::Clear { table: &TERM_KEY, key: vec![0_i64.into()] }],
                ..Append::default()
            };
            self.log.append(append).await?;
        }
        Ok(())
    }
}

#[async_trait]
impl Follower for Indexing {
    fn name(&self) -> &'static str {
        FOLLOWER
    }

    fn passes_over_damage(&self) -> bool {
        true
    }

    async fn take(&mut self, events: &[Placed]) -> Result<(), String> {
        self.index(events).await.map_err(|fault| fault.to_string())
    }
}
