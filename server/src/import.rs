//! Bringing in orders: read as a stream, stored in batches, reported to the last one.
//!
//! A run can be broken off and started again: what is there already is recognised and left alone. An order that
//! can't be used is skipped with its reason and place; it never stops the others. Every order of a source is
//! counted once: as new, changed, unchanged or skipped.

pub mod olist;
pub mod plain;

use crate::secret::{KnownContacts, Secret};
use crate::store::{Store, StoreFault, StoreResult};
use books::orders::OrderRow;
use books::orders::weigh::Stored;
use domain::order::Order;
use domain::text::OrderNumber;
use domain::text::placeholder::names_nobody;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// How many orders go into one transaction: enough to share a flush, few enough not to hold up a running server.
const BATCH: usize = 100;
/// How many places are kept for each reason.
const MAX_PLACES: usize = 100;
/// The longest pause between two transactions.
const MAX_PAUSE: Duration = Duration::from_millis(250);

/// An order read from a source, and what proves it.
#[derive(Clone, Debug)]
pub struct ReadOrder {
    /// The order.
    pub order: Order,
    /// What the shop knows of the buyer's contacts.
    pub contacts: KnownContacts,
    /// The shop's own number of the buyer, which makes two orders one person's; none where it has none.
    pub buyer: Option<String>,
    /// Where it stands in its source.
    pub place: String,
    /// What is worth saying though the order is taken.
    pub notes: Vec<Skipped>,
}

/// Why an order was left out, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The reason, the same text for the same reason.
    pub reason: String,
    /// The order's number or line.
    pub place: String,
}

/// Where something was found, and how often.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// How often.
    pub n: u64,
    /// The first places.
    pub first: Vec<String>,
}

impl Places {
    fn add(&mut self, place: String) {
        self.n += 1;
        if self.first.len() < MAX_PLACES {
            self.first.push(place);
        }
    }
}

/// A source that can't be read at all.
#[derive(Debug, thiserror::Error)]
pub enum SourceFault {
    /// A file can't be opened or read.
    #[error("can't read `{}`", .path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why not.
        source: csv::Error,
    },
    /// It is no text, or none that can be recognised.
    #[error("can't use `{}`", .path.display())]
    NoText {
        /// Which file.
        path: PathBuf,
        /// Why not.
        source: plain::NoText,
    },
    /// Its first line names no column.
    #[error(
        "`{}` has no column that is known; expected a header with {expected}, separated by `,`, `;`, `|` or tabs, \
         found `{found}`", .path.display()
    )]
    NoHeader {
        /// Which file.
        path: PathBuf,
        /// Its first line.
        found: String,
        /// What was expected.
        expected: String,
    },
    /// A column stands twice.
    #[error("`{}` has the column `{column}` twice; expected it once", .path.display())]
    ColumnTwice {
        /// In which file.
        path: PathBuf,
        /// Which.
        column: String,
    },
    /// A column is missing.
    #[error("`{}` has no column `{column}`; expected {expected}", .path.display())]
    NoColumn {
        /// In which file.
        path: PathBuf,
        /// Which.
        column: String,
        /// What was expected.
        expected: String,
    },
    /// A column is not known.
    #[error("`{}` has a column `{column}` that is not known; expected some of {expected}", .path.display())]
    UnknownColumn {
        /// In which file.
        path: PathBuf,
        /// Which.
        column: String,
        /// What was expected.
        expected: String,
    },
}

/// What an import came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Orders that were not there before.
    pub n_new: u64,
    /// Orders that were there and differ now.
    pub n_changed: u64,
    /// Orders that were there just so.
    pub n_unchanged: u64,
    /// Orders left out.
    pub n_skipped: u64,
    /// Where orders were left out, by reason.
    pub reasons: BTreeMap<String, Places>,
    /// What was noticed about orders that were taken, and where.
    pub notes: BTreeMap<String, Places>,
}

impl Tally {
    /// How many orders were taken or are there already.
    pub const fn n_taken(&self) -> u64 {
        self.n_new + self.n_changed + self.n_unchanged
    }
}

/// Takes orders in and stores them in batches.
#[derive(Debug)]
pub struct Intake {
    store: Store,
    secret: Secret,
    is_trial: bool,
    batch: Vec<(OrderRow, String)>,
    /// What it has come to so far.
    pub tally: Tally,
}

impl Intake {
    /// An intake into a store.
    pub fn new(store: Store, secret: Secret) -> Self {
        Self { store, secret, is_trial: false, batch: Vec::with_capacity(BATCH), tally: Tally::default() }
    }

    /// An intake that says what would become of each order and stores none.
    pub fn trial(store: Store, secret: Secret) -> Self {
        Self { is_trial: true, ..Self::new(store, secret) }
    }

    /// Takes one order, or the reason for leaving it out.
    pub async fn take(&mut self, read: Result<ReadOrder, Skipped>) -> StoreResult<()> {
        match read.and_then(|read| Ok((self.row(&read)?, read))) {
            Ok((row, read)) => {
                for note in read.notes {
                    self.tally.notes.entry(note.reason).or_default().add(note.place);
                }
                self.batch.push((row, read.place));
            }
            Err(skipped) => self.skip(skipped),
        }
        if self.batch.len() >= BATCH {
            let began = Instant::now();
            self.flush().await?;
            // As long a pause as the batch took: a server at work on the same file gets every second turn.
            if !self.is_trial {
                tokio::time::sleep(began.elapsed().min(MAX_PAUSE)).await;
            }
        }
        Ok(())
    }

    /// Stores what is left and returns the whole tally.
    pub async fn finish(mut self) -> StoreResult<Tally> {
        self.flush().await?;
        Ok(self.tally)
    }

    fn skip(&mut self, skipped: Skipped) {
        self.tally.n_skipped += 1;
        self.tally.reasons.entry(skipped.reason).or_default().add(skipped.place);
    }

    fn row(&self, read: &ReadOrder) -> Result<OrderRow, Skipped> {
        let skipped = |reason: String| Skipped { reason, place: read.place.clone() };
        if read.contacts.is_empty() {
            return Err(skipped("no contact by which the buyer could prove it".to_owned()));
        }
        let number = OrderNumber::parse(&read.order.number)
            .map_err(|_| skipped("an order number has 1 to 64 characters".to_owned()))?;
        let order =
            read.order.clone().cleaned().map_err(|problem| skipped(format!("a text of it: {problem}")))?;
        let key = number.key();
        let body =
            serde_json::to_string(&order).map_err(|_| skipped("can't be written as JSON".to_owned()))?;
        let contact_hint = read.contacts.hint();
        let mut contact_keys = self.secret.known_keys(&key, &read.contacts);
        contact_keys.sort_unstable();
        contact_keys.dedup();
        // A value that names nobody would make one person of all who have it.
        let named = read.buyer.as_deref().filter(|customer| !names_nobody(customer));
        let person_id = self.secret.person_id(&match named {
            Some(customer) => format!("customer {customer}"),
            // Two buyers must never become one person, so an order stands for itself and whoever its contact reaches.
            None => format!("order {key} {}", read.contacts.identity()),
        });
        let mut digest = Sha256::new();
        digest.update(person_id.as_bytes());
        digest.update(body.as_bytes());
        digest.update(contact_hint.as_bytes());
        for contact in &contact_keys {
            digest.update(contact);
        }
        Ok(OrderRow {
            buyer_keys: self.secret.buyer_keys(&key, &read.contacts),
            key,
            person_id,
            is_named: named.is_some(),
            order,
            contact_hint,
            contact_keys,
            digest: digest.finalize().to_vec(),
        })
    }

    async fn flush(&mut self) -> StoreResult<()> {
        if self.batch.is_empty() {
            return Ok(());
        }
        let batch = std::mem::replace(&mut self.batch, Vec::with_capacity(BATCH));
        let (rows, places): (Vec<OrderRow>, Vec<String>) = batch.into_iter().unzip();
        let outcomes = if self.is_trial {
            self.store.compare_orders(&rows).await?
        } else {
            self.store.bring_in(&rows).await?
        };
        if outcomes.len() != places.len() {
            return Err(StoreFault::unreadable("import", "not every order was answered for"));
        }
        for (outcome, place) in outcomes.into_iter().zip(places) {
            if let Some(other) = &outcome.like {
                let reason = "looks like an order that is known, by its number but for signs and zeros or by its \
                              parcel; it is taken, nothing goes out for it by itself, and a supervisor signs for any money";
                let place = format!("{place}, like `{other}`");
                self.tally.notes.entry(reason.to_owned()).or_default().add(place);
            }
            match outcome.stored {
                Stored::New => self.tally.n_new += 1,
                Stored::Changed => self.tally.n_changed += 1,
                Stored::Unchanged => self.tally.n_unchanged += 1,
                Stored::TooMuch => self.skip(Skipped {
                    reason: "it has more contacts and references of refunds than one order may".to_owned(),
                    place,
                }),
                Stored::Refused => self.skip(Skipped {
                    reason:
                        "its number is another buyer’s order already, as it is or but for signs and spaces"
                            .to_owned(),
                    place,
                }),
            }
        }
        Ok(())
    }
}
