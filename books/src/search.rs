//! Cases found by words: of what their customer and the desk wrote, of goods, and by name and contact.
//!
//! All of that lies sealed, so the index knows no words: a row says that a case has a term by a keyed hash of it. The key
//! lies sealed too. Which cases have a term is read newest first; of those that have every term a search asks for, each
//! is opened and shown only where the words really stand in it, with the place.
//!
//! The index follows the log ([`Indexing`]) and can be made anew from it at any time. Where a newer program finds cases by
//! other words, what the index has is read once more while it serves ([`Renewal`]).

mod index;
mod renewal;
mod simplified;

pub use index::{FOLLOWER, Indexing, WHOSE};
pub use renewal::{FORM, Renewal};

use crate::Books;
use crate::cases::Kept;
use crate::fault::{BooksResult, Fault};
use crate::project::order_key;
use crate::words::{WRITTEN, written};
use domain::complaint::event::{Event, Recorded};
use domain::id::CaseId;
use domain::personal::Personal;
use domain::search::{Phrase, asked_terms, phrases};
use domain::wire::Quote;
use eventlog::{Cells, Column, Span, Table, Value};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use simplified::simplified;
use uuid::Uuid;

/// Which cases have a term, in the order in which they were filed.
pub static TERMS: Table = Table {
    name: "terms",
    form: 1,
    key: &[Column::bytes("term"), Column::number("filed"), Column::id("case")],
    rest: &[],
};

/// The key by which terms are known, sealed.
pub static TERM_KEY: Table =
    Table { name: "term_key", form: 1, key: &[Column::number("only")], rest: &[Column::personal("key")] };

/// How many digits the end of a telephone number has.
const TAIL: usize = 4;

/// As much of a keyed hash as tells terms apart.
const HASH: usize = 16;

/// Whether a case is found by what stands under a field of its events: by what was written, less what merely quotes it, by
/// what the goods are called, and by the numbers of parcels, transfers and coupons.
fn is_found_by(field: &str) -> bool {
    const NUMBERS: [&str; 5] =
        ["coupon_code", "reference", "refund_reference", "tracking", "tracking_number"];
    field == "title" || NUMBERS.contains(&field) || (field != "words" && WRITTEN.contains(&field))
}

/// How many cases with one of the terms are looked at in one go, and in all: who asks for words that stand in everything
/// gets the newest.
const PAGE: u32 = 200;
const MOST_PAGES: u32 = 50;

/// How much of what is asked is looked for, in characters, and how many cases are opened for it: more than anybody types, and
/// than has to be opened where words stand as they were asked for.
const LONGEST: usize = 200;
const MOST_OPENED: usize = 300;

/// The key by which terms are known.
#[derive(Clone)]
struct TermKey(Vec<u8>);

impl TermKey {
    /// What stands for a term in the index.
    fn hash(&self, term: &str) -> BooksResult<Value> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0)
            .map_err(|error| Fault::unreadable("the key of the words", error))?;
        mac.update(term.as_bytes());
        let hash = mac.finalize().into_bytes();
        Ok(Value::Bytes(hash.get(..HASH).unwrap_or(&hash).to_vec()))
    }
}

/// Where a case stands in the list of a term.
type Entry = (i64, Uuid);

/// A case that was found, and where.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The case.
    pub kept: Kept,
    /// What was found first, with what stands around it.
    pub quote: Quote,
}

impl Books {
    /// At most `limit` cases that have all that is asked for, the newest first.
    pub async fn search(&self, asked: &str, limit: usize) -> BooksResult<Vec<Hit>> {
        let asked: String = simplified(asked).chars().take(LONGEST).collect();
        let Some(key) = self.term_key().await? else { return Ok(Vec::new()) };
        let mut hashes = Vec::new();
        for term in asked_terms(&asked) {
            let hash = key.hash(&term)?;
            if !hashes.contains(&hash) {
                hashes.push(hash);
            }
        }
        let phrases = phrases(&asked);
        let Some((lead, others)) = self.rarest_first(hashes).await? else { return Ok(Vec::new()) };
        let (mut hits, mut n_opened) = (Vec::new(), 0);
        let mut before: Option<Entry> = None;
        for _ in 0..MOST_PAGES {
            let page = self.entries(&lead, before).await?;
            before = page.last().copied();
            let is_last = page.len() < usize::try_from(PAGE).unwrap_or(0);
            let cases = self.with_all(page, &others).await?;
            for kept in self.kept_all(&cases).await? {
                let case = kept.case;
                match self.hit(kept, &phrases).await {
                    Ok(hit) => hits.extend(hit),
                    // A case that can't be read keeps nobody from finding the others.
                    Err(fault) if fault.is_of_what_was_read() => {
                        tracing::warn!(%fault, %case, "a case that may have the words can't be read");
                    }
                    Err(fault) => return Err(fault),
                }
                n_opened += 1;
                if hits.len() >= limit || n_opened >= MOST_OPENED {
                    return Ok(hits);
                }
            }
            if is_last {
                break;
            }
        }
        Ok(hits)
    }

    /// The term that the fewest cases have, as far as that is counted, and the others; nothing where there are none.
    async fn rarest_first(&self, hashes: Vec<Value>) -> BooksResult<Option<(Value, Vec<Value>)>> {
        let mut counted = Vec::with_capacity(hashes.len());
        for hash in hashes {
            counted.push((self.log.count(Span::of(&TERMS, [hash.clone()]), PAGE).await?, hash));
        }
        counted.sort_by_key(|(n_cases, _)| *n_cases);
        let mut hashes = counted.into_iter().map(|(_, hash)| hash);
        Ok(hashes.next().map(|lead| (lead, hashes.collect())))
    }

    /// The next of the cases that have a term, the newest first.
    async fn entries(&self, term: &Value, before: Option<Entry>) -> BooksResult<Vec<Entry>> {
        let all = Span::of(&TERMS, [term.clone()]).backwards();
        let span = match before {
            Some((filed, case)) => all.before([filed.into(), case.into()]),
            None => all,
        };
        self.log.scan(span, PAGE).await?.into_iter().map(entry).collect()
    }

    /// Those of these cases that have the other terms too.
    async fn with_all(&self, page: Vec<Entry>, others: &[Value]) -> BooksResult<Vec<CaseId>> {
        let mut left = page;
        for term in others {
            let keys = left.iter().map(|(filed, case)| vec![term.clone(), (*filed).into(), (*case).into()]);
            let found = self.log.find_all(&TERMS, keys.collect()).await?;
            let mut found = found.into_iter().map(entry).collect::<BooksResult<Vec<_>>>()?;
            found.sort_unstable();
            left.retain(|one| found.binary_search(one).is_ok());
        }
        Ok(left.into_iter().map(|(_, case)| CaseId(case)).collect())
    }

    /// Where a case has all these; nothing where some do not really stand in it.
    async fn hit(&self, kept: Kept, phrases: &[Phrase]) -> BooksResult<Option<Hit>> {
        let events = self.case_events(kept.case, 0).await?;
        let mut quote = None;
        let texts = self.texts(kept.case, &events).await?;
        let simple: Vec<String> = texts.iter().map(|text| simplified(text)).collect();
        for phrase in phrases {
            let place =
                simple.iter().zip(&texts).find_map(|(simple, text)| Some((text, phrase.place_in(simple)?)));
            let Some((text, place)) = place else { return Ok(None) };
            quote = quote.or_else(|| Some(Quote::of(text, place)));
        }
        Ok(quote.map(|quote| Hit { kept, quote }))
    }

    /// The texts by which a case is found, of these events; with its filing, of what its customer gave of themself and of what
    /// may be shown of the contact on its order.
    async fn texts(&self, case: CaseId, events: &[Recorded]) -> BooksResult<Vec<String>> {
        let mut texts = self.lasting_texts(case, events).await?;
        for recorded in events {
            let Event::Filed(filed) = &recorded.event else { continue };
            let order = self.order(&order_key(&filed.order.number)).await?;
            let hint =
                order.filter(|order| order.person_id == filed.person.0).map(|order| order.contact_hint);
            texts.extend(hint);
        }
        Ok(texts)
    }

    /// Those of them that stay as they are: another contact may come with the order at any time.
    async fn lasting_texts(&self, case: CaseId, events: &[Recorded]) -> BooksResult<Vec<String>> {
        let mut texts = Vec::new();
        for recorded in events {
            texts.extend(texts_of(&recorded.event)?);
            if !matches!(recorded.event, Event::Filed(_)) {
                continue;
            }
            if let Some(Personal { name, email, phone, .. }) = self.personal(case).await? {
                texts.push(name.as_str().to_owned());
                texts.extend(email.iter().map(|email| email.as_str().to_owned()));
                // A number is found as it was typed, without its spaces, and by its last four digits.
                texts.extend(phone.iter().flat_map(|phone| {
                    let digits: String = phone.as_str().chars().filter(char::is_ascii_digit).collect();
                    [phone.as_str().to_owned(), tail(&digits), digits]
                }));
            }
        }
        Ok(texts)
    }

    /// The key by which terms are known; nothing before anything was indexed, and where it was destroyed.
    async fn term_key(&self) -> BooksResult<Option<TermKey>> {
        let Some(values) = self.log.find(&TERM_KEY, vec![0_i64.into()]).await? else { return Ok(None) };
        let mut cells = Cells::of(values);
        cells.take::<i64>()?;
        let key: Option<Vec<u8>> = cells.take()?;
        Ok(key.map(TermKey))
    }
}

fn entry(values: Vec<Value>) -> BooksResult<Entry> {
    let mut cells = Cells::of(values);
    cells.take::<Vec<u8>>()?;
    Ok((cells.take()?, cells.take()?))
}

/// The end of a telephone number, by which it is asked for.
fn tail(digits: &str) -> String {
    digits.chars().skip(digits.len().saturating_sub(TAIL)).collect()
}

fn texts_of(event: &Event) -> BooksResult<Vec<String>> {
    let event = serde_json::to_value(event).map_err(|error| Fault::unreadable("an event", error))?;
    Ok(written(&event, is_found_by))
}
