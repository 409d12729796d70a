//! Keeping the index: whoever follows the log writes down which terms each case has come to have.

use super::simplified::simplified;
use super::{PAGE, TERM_KEY, TERMS, TermKey};
use crate::Books;
use crate::cases::recorded;
use crate::fault::{BooksResult, Fault};
use crate::step;
use crate::step::Happening;
use async_trait::async_trait;
use domain::complaint::event::{Event, Recorded};
use domain::id::CaseId;
use domain::search::{lone_terms, terms};
use eventlog::follow::Follower;
use eventlog::{Append, Appended, Personal, Placed, RowChange, RowKey, Span, TableChange, Value, own};
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
    /// The version of the key's guarded row when the place was read from which it indexes.
    seen: u64,
}

/// By which texts cases are found.
#[derive(Clone, Copy)]
enum Texts {
    /// By all.
    All,
    /// By those that stay as they were when they were indexed.
    Lasting,
}

/// What the key's guarded row says while there is one.
const MADE: &str = "";
/// What it says while the index is being emptied.
const EMPTYING: &str = "emptying";
/// What it says once the key was destroyed.
const DESTROYED: &str = "destroyed";

/// How many cases are remembered with when they were filed.
const REMEMBERED: usize = 10_000;

impl Indexing {
    /// Keeps the index of these books.
    pub fn of(books: Books) -> Self {
        Self { books, filed: BTreeMap::new(), seen: 0 }
    }

    async fn index(&mut self, events: &[Placed]) -> BooksResult<()> {
        let (key, seen) = (self.key().await?, self.seen);
        for rows in self.rows(&key, events, Texts::All).await?.chunks(ROWS) {
            let put = |values: &Vec<Value>| TableChange::Put { table: &TERMS, values: values.clone() };
            // Whoever empties the index meanwhile destroys the key of these.
            let append = Append {
                rows: vec![RowChange::look(guard(), seen)],
                tables: rows.iter().map(put).collect(),
                ..Append::default()
            };
            if !matches!(self.books.log.append(append).await?, Appended::Done { .. }) {
                return Err(Fault::Busy("the words"));
            }
        }
        Ok(())
    }

    /// The rows that events of the log bring.
    async fn rows(&mut self, key: &TermKey, events: &[Placed], which: Texts) -> BooksResult<Vec<Vec<Value>>> {
        let mut of_cases: BTreeMap<CaseId, Vec<Recorded>> = BTreeMap::new();
        for placed in events.iter().filter(|placed| placed.event.stream.family == Event::FAMILY) {
            match step::read::<Event>(&placed.event) {
                Ok(happened) => {
                    of_cases.entry(CaseId(happened.id)).or_default().push(recorded(happened));
                }
                // One that can't be read keeps no other from being found.
                Err(fault) => tracing::warn!(%fault, position = placed.position, "an event can't be indexed"),
            }
        }
        let mut rows = BTreeSet::new();
        for (case, events) in of_cases {
            match self.terms_of(case, &events, which).await {
                Ok((filed, terms)) => rows.extend(terms.into_iter().map(|term| (term, filed, case.0))),
                Err(fault) if fault.is_of_what_was_read() => {
                    tracing::warn!(%fault, %case, "a case can't be indexed");
                }
                Err(fault) => return Err(fault),
            }
        }
        let row =
            |(term, filed, case): (String, i64, Uuid)| Ok(vec![key.hash(&term)?, filed.into(), case.into()]);
        rows.into_iter().map(row).collect()
    }

    /// When a case was filed, and the terms that these events of it bring.
    async fn terms_of(
        &mut self,
        case: CaseId,
        events: &[Recorded],
        which: Texts,
    ) -> BooksResult<(i64, Vec<String>)> {
        let filed = self.filed_at(case, events).await?;
        let texts = match which {
            Texts::All => self.books.texts(case, events).await?,
            Texts::Lasting => self.books.lasting_texts(case, events).await?,
        };
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

    /// The key by which terms are known, made where there is none.
    async fn key(&mut self) -> BooksResult<TermKey> {
        // Before the key: one that is changed in between is noticed where something is written.
        let row = self.books.log.row(&guard()).await?;
        if row.as_ref().map_or(0, |row| row.version) != self.seen {
            return Err(Fault::Busy("the words"));
        }
        let state = row.map(|row| row.body);
        if matches!(state.as_deref(), Some(MADE | EMPTYING)) {
            let key = self.books.term_key().await?.filter(|_| state.as_deref() == Some(MADE));
            if let Some(key) = key {
                return Ok(key);
            }
            // Somebody began to empty it and is gone; or an older backup is back, from before its key was destroyed: what
            // is known by it says nothing any more.
            self.books.empty_index(self.seen).await?;
            return Err(Fault::unreadable("the key of the words", "it is gone, so the index is made anew"));
        }
        let key = [Uuid::new_v4(), Uuid::new_v4()].map(Uuid::into_bytes).concat();
        let sealed = Value::Personal(Personal { whose: WHOSE, words: key.clone() });
        // With the key there is a place where the index stands, so that one that is gone is noticed.
        let place = own::of_cursor(FOLLOWER, self.books.log.cursor(FOLLOWER).await?);
        let append = Append {
            rows: vec![RowChange::write(guard(), self.seen, MADE), self.books.new_form().await?],
            tables: vec![
                TableChange::Put { table: &TERM_KEY, values: vec![0_i64.into(), sealed] },
                TableChange::Put { table: &own::CURSORS, values: place },
            ],
            ..Append::default()
        };
        if !matches!(self.books.log.append(append).await?, Appended::Done { .. }) {
            return Err(Fault::Busy("the words"));
        }
        self.seen = self.seen.saturating_add(1);
        Ok(TermKey(key))
    }
}

/// The row that lets one server alone make the key.
fn guard() -> RowKey {
    RowKey::new("search", "key")
}

/// Whether there is an index, and nobody is about to empty it.
pub(super) async fn is_made(books: &Books) -> BooksResult<bool> {
    Ok(books.log.row(&guard()).await?.is_some_and(|row| row.body == MADE))
}

impl Books {
    /// Empties the index and destroys its key, so that it is made anew from the beginning of the log by whoever follows.
    /// `false` where a server at work follows meanwhile: then nothing was done.
    pub async fn forget_index(&self) -> BooksResult<bool> {
        let Some(_lease) = self.log.lease(&eventlog::follow::lease_name(FOLLOWER)).await? else {
            return Ok(false);
        };
        let version = self.log.row(&guard()).await?.map_or(0, |row| row.version);
        self.empty_index(version).await?;
        Ok(true)
    }

    /// Whether the index has lost its key, or what says that there is one.
    pub(crate) async fn lacks_term_key(&self) -> BooksResult<bool> {
        let has_begun = self.log.cursor(FOLLOWER).await? > 0;
        let Some(row) = self.log.row(&guard()).await? else { return Ok(has_begun) };
        Ok(row.body == MADE && self.log.find(&TERM_KEY, vec![0_i64.into()]).await?.is_none())
    }

    /// Whether the place is lost that the index has come to: whoever follows begins anew, and passes over nothing.
    pub(crate) async fn lacks_place_of_index(&self) -> BooksResult<bool> {
        Ok(is_made(self).await? && self.log.find(&own::CURSORS, vec![FOLLOWER.into()]).await?.is_none())
    }

    /// The cases that are not found by all the words that the index has met so far, as far as those stay what they were.
    pub(crate) async fn cases_lacking_words(&self) -> BooksResult<BTreeSet<CaseId>> {
        let mut lacking = BTreeSet::new();
        let (seen, end) = (self.log.row(&guard()).await?, self.log.cursor(FOLLOWER).await?);
        let Some(key) = self.term_key().await? else { return Ok(lacking) };
        let (mut indexing, mut after) = (Indexing::of(self.clone()), 0);
        while after < end {
            let mut page = self.log.read_on(after, PAGE).await?;
            page.retain(|placed| placed.position <= end);
            let Some(last) = page.last() else { break };
            after = last.position;
            let rows = indexing.rows(&key, &page, Texts::Lasting).await?;
            for rows in rows.chunks(ROWS) {
                let found: BTreeSet<_> =
                    self.log.find_all(&TERMS, rows.to_vec()).await?.into_iter().collect();
                let missing = rows.iter().filter(|row| !found.contains(*row));
                lacking.extend(missing.filter_map(|row| match row.last() {
                    Some(Value::Id(case)) => Some(CaseId(*case)),
                    _ => None,
                }));
            }
        }
        // Where it was emptied in between nothing is missing: it is made anew.
        let is_as_seen = self.log.row(&guard()).await? == seen;
        Ok(if is_as_seen { lacking } else { BTreeSet::new() })
    }

    /// Empties it, seen at this version of its key's row; for whoever holds the place of the one who follows. For a moment
    /// two may hold it: from the first append on the other writes nothing more into it, and moves no position.
    async fn empty_index(&self, seen: u64) -> BooksResult<()> {
        let change = |row, tables| Append { rows: vec![row], tables, ..Append::default() };
        // Wherever this breaks off, it is begun again: the key is destroyed before its row says so.
        let from_the_beginning =
            TableChange::Put { table: &own::CURSORS, values: own::of_cursor(FOLLOWER, 0) };
        let begun = change(RowChange::write(guard(), seen, EMPTYING), vec![from_the_beginning]);
        if !matches!(self.log.append(begun).await?, Appended::Done { .. }) {
            return Err(Fault::Busy("the words"));
        }
        let seen = seen.saturating_add(1);
        loop {
            let rows = self.log.scan(Span::all(&TERMS), PAGE).await?;
            let mut terms: Vec<Value> = rows.into_iter().filter_map(|row| row.into_iter().next()).collect();
            terms.dedup();
            if terms.is_empty() {
                break;
            }
            let clear = |term| TableChange::Clear { table: &TERMS, key: vec![term] };
            let tables = terms.into_iter().map(clear).collect();
            let cleared = self.log.append(change(RowChange::look(guard(), seen), tables)).await?;
            if !matches!(cleared, Appended::Done { .. }) {
                return Err(Fault::Busy("the words"));
            }
        }
        self.log.erase(WHOSE).await?;
        let gone = TableChange::Clear { table: &TERM_KEY, key: vec![0_i64.into()] };
        let ended = change(RowChange::write(guard(), seen, DESTROYED), vec![gone]);
        if !matches!(self.log.append(ended).await?, Appended::Done { .. }) {
            return Err(Fault::Busy("the words"));
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

    async fn begin(&mut self) -> Result<(), String> {
        let row = self.books.log.row(&guard()).await.map_err(|fault| fault.to_string())?;
        self.seen = row.map_or(0, |row| row.version);
        Ok(())
    }

    fn as_seen(&self) -> Vec<RowChange> {
        vec![RowChange::look(guard(), self.seen)]
    }

    async fn take(&mut self, events: &[Placed]) -> Result<(), String> {
        self.index(events).await.map_err(|fault| fault.to_string())
    }
}
