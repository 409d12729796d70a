//! What an order may be taken for another one by: its number, spelled otherwise, and its parcel's tracking number.
//!
//! A shop that writes `NN-4` in one file and `NN04` in the next has one order and not two. Nobody can say so for sure, so
//! both are kept, whoever brings them in is told, and a person looks before money goes out for the later one.

use super::{FoundOrder, KeptOrder, LOOKS};
use crate::Books;
use crate::fault::BooksResult;
use domain::order::Order;
use domain::order::bought::Bought;
use domain::order::reference::{parcel_key, parcel_of, parcels_in, spelled};
use eventlog::{Cells, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Orders that may be looked at for one look: where more have it, it tells nothing.
const MOST: u32 = 20;

fn number(order: &Order) -> String {
    format!("n:{}", spelled(&order.number))
}

fn parcels(order: &Order) -> impl Iterator<Item = String> {
    let numbers = order.tracking.as_deref().into_iter().flat_map(parcels_in);
    numbers.filter_map(parcel_of).map(|parcel| parcel_key(&parcel))
}

/// What an order may be taken for another one by.
pub(super) fn looks(order: &Order) -> BTreeSet<String> {
    core::iter::once(number(order)).chain(parcels(order)).collect()
}

/// Orders as they are kept, and those that are about to be.
pub(super) struct Known<'a> {
    books: &'a Books,
    /// Those about to be, by their key.
    pub(super) new: BTreeMap<String, KeptOrder>,
    /// Those that were read together, by their key; nothing for one that there is not.
    read: BTreeMap<String, Option<KeptOrder>>,
}

impl<'a> Known<'a> {
    pub(super) fn of(books: &'a Books) -> Self {
        Self { books, new: BTreeMap::new(), read: BTreeMap::new() }
    }

    /// Reads orders that are about to be asked for together, in place of those that were.
    pub(super) async fn read(&mut self, keys: Vec<String>) -> BooksResult<()> {
        let there = self.books.kept_orders(&keys).await?;
        self.read = keys.into_iter().map(|key| (key, None)).collect();
        self.read.extend(there.into_iter().map(|(key, kept)| (key, Some(kept))));
        Ok(())
    }

    /// The order with this key.
    pub(super) async fn order(&self, key: &str) -> BooksResult<Option<KeptOrder>> {
        match (self.new.get(key), self.read.get(key)) {
            (Some(new), _) => Ok(Some(new.clone())),
            (None, Some(read)) => Ok(read.clone()),
            (None, None) => self.books.kept_order(key).await,
        }
    }

    /// The others that go by a look; none where more have it than can mean one order.
    async fn others(&self, look: &str, own: &str) -> BooksResult<Vec<FoundOrder>> {
        let mut keys = BTreeSet::new();
        for values in self.books.log.scan(Span::of(&LOOKS, [look.into()]), MOST + 2).await? {
            let mut cells = Cells::of(values);
            cells.take::<String>()?;
            keys.insert(cells.take::<String>()?);
        }
        for (key, new) in &self.new {
            if looks(&new.found.order).contains(look) {
                keys.insert(key.clone());
            } else {
                keys.remove(key);
            }
        }
        keys.remove(own);
        if keys.len() > usize::try_from(MOST).unwrap_or(usize::MAX) {
            return Ok(Vec::new());
        }
        let mut others = Vec::with_capacity(keys.len());
        for key in keys {
            others.extend(self.order(&key).await?.map(|kept| kept.found));
        }
        Ok(others)
    }
}

/// The others of the same customer with the same goods that go by a number spelled like its own, and those of the same
/// parcel with goods of the same name.
pub(super) async fn like(known: &mut Known<'_>, key: &str, own: &FoundOrder) -> BooksResult<Vec<FoundOrder>> {
    let bought = Bought::of(&own.order);
    let mut like = known.others(&number(&own.order), key).await?;
    like.retain(|other| {
        let is_theirs = other.person_id == own.person_id || other.contact_hint == own.contact_hint;
        is_theirs && bought.shares_goods_with(&Bought::of(&other.order))
    });
    for parcel in parcels(&own.order) {
        let of_parcel = known.others(&parcel, key).await?;
        let new = of_parcel.into_iter().filter(|other| bought.names_goods_of(&Bought::of(&other.order)));
        let new: Vec<FoundOrder> = new.filter(|other| !like.contains(other)).collect();
        like.extend(new);
    }
    Ok(like)
}

/// Whether a parcel is one of another order.
pub(super) async fn has_parcel(books: &Books, parcel: &str, own: &str) -> BooksResult<bool> {
    let look = parcel_key(parcel);
    for values in books.log.scan(Span::of(&LOOKS, [look.into()]), 2).await? {
        let mut cells = Cells::of(values);
        cells.take::<String>()?;
        if cells.take::<String>()? != own {
            return Ok(true);
        }
    }
    Ok(false)
}
