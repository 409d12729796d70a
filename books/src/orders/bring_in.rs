//! Bringing orders in: each is weighed against what is there, and as many as one append may hold are kept together.

use super::looks::{Known, like, looks};
use super::weigh::{Stored, known_again, weigh};
use super::{BARE, CONTACTS, FoundOrder, KeptOrder, LOOKS, MOST, NEWS, ORDERS, OrderRow, contact, guard};
use crate::Books;
use crate::attempts::Attempts;
use crate::cases::append::Part;
use crate::fault::BooksResult;
use crate::queue::is_open;
use crate::references::Moving;
use domain::id::CaseId;
use domain::order::Order;
use eventlog::{Append, Appended, Cells, RowChange, Span, Table, TableChange, Value};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What became of an order, and which other one it looks like, where it is new or differs now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brought {
    /// What became of it.
    pub stored: Stored,
    /// The number of an order that is known and that it may be: a person looks.
    pub like: Option<String>,
}

/// A note that an order has changed under an open case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderNote {
    /// The order, by the key of its number.
    pub order: String,
    /// The change it tells of.
    mark: Uuid,
}

/// A contact's keyed hash, whom it proves somebody to be, and whether they are the buyer now.
type Contact = (Vec<u8>, Uuid, bool);

/// Orders on their way in: what is known meanwhile, and what it comes to.
struct BringingIn<'a> {
    books: &'a Books,
    known: Known<'a>,
    contacts: BTreeMap<String, Vec<Contact>>,
    references: Moving,
    part: Part,
    /// How many changes it may still lead to; nothing where it is only asked what would become of them.
    room: Option<usize>,
}

impl<'a> BringingIn<'a> {
    fn of(books: &'a Books, room: Option<usize>) -> Self {
        Self {
            books,
            known: Known::of(books),
            contacts: BTreeMap::new(),
            references: Moving::default(),
            part: Part::default(),
            room,
        }
    }

    /// What becomes of an order; nothing where there is no room left for it beside the others.
    async fn take(&mut self, new: &OrderRow) -> BooksResult<Option<Brought>> {
        let earlier = self.known.order(&new.key).await?;
        let contacts = self.contacts(&new.key).await?;
        let proves =
            contacts.iter().filter(|(.., is_buyers)| *is_buyers).map(|(contact, ..)| contact.clone());
        let (stored, person_id) = weigh(earlier.as_ref(), new, &proves.collect());
        if stored == Stored::Refused {
            return Ok(Some(Brought { stored, like: None }));
        }
        let n_changes = n_changes(earlier.as_ref().map(|earlier| &earlier.found), new, contacts.len());
        if n_changes > ROOM {
            return Ok(Some(Brought { stored: Stored::TooMuch, like: None }));
        }
        if let Some(room) = &mut self.room {
            let Some(left) = room.checked_sub(n_changes) else { return Ok(None) };
            *room = left;
        }
        if let (Stored::Unchanged, Some(earlier)) = (stored, &earlier) {
            // One that came a moment ago is not there yet, and lacks nothing.
            let is_mended =
                !self.known.new.contains_key(&new.key) && self.mend(new, &earlier.found, &contacts).await?;
            let stored = if is_mended { Stored::Changed } else { stored };
            return Ok(Some(Brought { stored, like: None }));
        }
        if earlier.is_some() {
            self.move_ledger(&new.key).await?;
        }
        let mut found = FoundOrder {
            order: new.order.clone(),
            person_id: new.person_id,
            contact_hint: new.contact_hint.clone(),
        };
        let like = like(&mut self.known, &new.key, &found).await?.into_iter().next();
        let like = like.map(|other| other.order.number);
        found.order = known_again(earlier.as_ref(), &new.order, person_id);
        found.order.terms.is_like_another |= like.is_some();
        found.person_id = person_id;
        self.prove(new, person_id, &contacts).await?;
        self.find_by(&new.key, earlier.as_ref().map(|earlier| &earlier.found), &found);
        let before = earlier.as_ref().map(|earlier| (&earlier.found.order, earlier.found.person_id));
        self.references.by_shop(self.books, &new.key, before, (&new.order, person_id)).await?;
        if earlier.is_some() {
            self.tell_cases(&new.key).await?;
        }
        let kept = KeptOrder { found, is_named: new.is_named, digest: new.digest.clone() };
        self.put(&ORDERS, kept.values(&new.key)?);
        self.known.new.insert(new.key.clone(), kept);
        Ok(Some(Brought { stored, like }))
    }

    /// Puts back what was lost of an order that is there just so; whether anything was.
    async fn mend(&mut self, new: &OrderRow, found: &FoundOrder, contacts: &[Contact]) -> BooksResult<bool> {
        let n_before = self.part.tables.len();
        let person = found.person_id;
        let is_known = |key: &&Vec<u8>| {
            contacts.iter().any(|(contact, of, is_buyers)| contact == *key && *of == person && *is_buyers)
        };
        for contact in new.contact_keys.iter().filter(|key| !is_known(key)) {
            let values = vec![new.key.as_str().into(), contact.clone().into(), person.into(), 1_i64.into()];
            self.put(&CONTACTS, values);
        }
        self.part.tables.extend(self.books.lacking_finds(&new.key, &found.order).await?);
        let lacks = self.books.lacks_by_shop(&new.key, &found.order, person).await?;
        if !lacks.is_empty() {
            self.references.by_shop(self.books, &new.key, None, (&found.order, person)).await?;
        }
        Ok(self.part.tables.len() > n_before || !lacks.is_empty())
    }

    fn put(&mut self, table: &'static Table, values: Vec<Value>) {
        self.part.tables.push(TableChange::Put { table, values });
    }

    /// The contacts of an order as they are kept.
    async fn contacts(&self, key: &str) -> BooksResult<Vec<Contact>> {
        if let Some(new) = self.contacts.get(key) {
            return Ok(new.clone());
        }
        let rows = self.books.log.scan(Span::of(&CONTACTS, [key.into()]), MOST).await?;
        rows.into_iter().map(contact).collect()
    }

    /// Puts the contacts that prove an order in place of those that did. What once opened a case goes on opening it.
    async fn prove(&mut self, new: &OrderRow, person: Uuid, before: &[Contact]) -> BooksResult<()> {
        let mut now: BTreeMap<(Vec<u8>, Uuid), bool> = BTreeMap::new();
        if !before.is_empty() {
            self.part
                .tables
                .push(TableChange::Clear { table: &CONTACTS, key: vec![new.key.as_str().into()] });
            let with_cases = self.books.cases_of_order(&new.key).await?;
            let has_case = |person: &Uuid| with_cases.iter().any(|(_, of)| of.0 == *person);
            let stay = before.iter().filter(|(_, person, is_buyers)| !is_buyers || has_case(person));
            now.extend(stay.map(|(contact, person, _)| ((contact.clone(), *person), false)));
        }
        now.extend(new.contact_keys.iter().map(|contact| ((contact.clone(), person), true)));
        for ((contact, person), is_buyers) in &now {
            let key = [new.key.as_str().into(), contact.clone().into(), (*person).into()];
            self.put(&CONTACTS, [key.as_slice(), &[i64::from(*is_buyers).into()]].concat());
        }
        let now = now.into_iter().map(|((contact, person), is_buyers)| (contact, person, is_buyers));
        self.contacts.insert(new.key.clone(), now.collect());
        Ok(())
    }

    /// Has an order found by what it goes by now.
    fn find_by(&mut self, key: &str, before: Option<&FoundOrder>, now: &FoundOrder) {
        let (before, now) = (before.map(|found| looks(&found.order)).unwrap_or_default(), looks(&now.order));
        for look in before.difference(&now) {
            let key = vec![look.as_str().into(), key.into()];
            self.part.tables.push(TableChange::Clear { table: &LOOKS, key });
        }
        for look in now.difference(&before) {
            self.put(&LOOKS, vec![look.as_str().into(), key.into()]);
        }
        if let Some(bare) = bare(key) {
            self.put(&BARE, vec![bare.into(), key.into()]);
        }
    }

    /// Has what was decided upon the order's former state be decided again. Comes before its cases are looked at: one that
    /// opens or closes from here on moves the ledger too, and all of this is weighed again.
    async fn move_ledger(&mut self, key: &str) -> BooksResult<()> {
        let moved = self.books.ledger(key).await?.moved()?;
        if self.part.rows.iter().all(|row| row.key != moved.key) {
            self.part.rows.push(moved);
        }
        Ok(())
    }

    /// Has the order's open cases be told.
    async fn tell_cases(&mut self, key: &str) -> BooksResult<()> {
        let cases = self.books.cases_of_order(key).await?;
        let cases: Vec<CaseId> = cases.into_iter().map(|(case, _)| case).collect();
        if self.books.kept_all(&cases).await?.iter().any(|kept| is_open(&kept.places)) {
            self.part.tables.push(note(key));
        }
        Ok(())
    }
}

/// The most changes that orders brought in together may lead to, beside the guard.
const ROOM: usize = eventlog::append::MOST - 1;

/// How many orders are read together.
const READ: usize = 100;

/// To how many changes an order leads at most.
fn n_changes(before: Option<&FoundOrder>, new: &OrderRow, n_contacts: usize) -> usize {
    let n_told = |order: &Order| order.given_outside.iter().filter(|given| given.reference.is_some()).count();
    let n_before = before.map_or(0, |before| n_told(&before.order));
    // It, its ledger, a note, the contacts cleared, how it is found before and now, and its number without dashes.
    let fixed = 9;
    [new.contact_keys.len(), n_contacts, n_told(&new.order), n_before]
        .into_iter()
        .fold(fixed, usize::saturating_add)
}

/// The number without dashes, where it has some.
fn bare(key: &str) -> Option<String> {
    let bare = key.replace('-', "");
    (bare != key).then_some(bare)
}

/// The note that an order has changed.
fn note(order: &str) -> TableChange {
    TableChange::Put { table: &NEWS, values: vec![order.into(), Uuid::new_v4().into()] }
}

impl Books {
    /// What would become of these orders if they were brought in now.
    pub async fn compare_orders(&self, orders: &[OrderRow]) -> BooksResult<Vec<Brought>> {
        Ok(self.bring(orders, None).await?.1)
    }

    /// Brings orders in and says what became of each. Those that changed under an open case are noted, so that the server
    /// brings the change to it.
    pub async fn bring_in(&self, orders: &[OrderRow]) -> BooksResult<Vec<Brought>> {
        let mut brought = Vec::with_capacity(orders.len());
        while let Some(left) = orders.get(brought.len()..).filter(|left| !left.is_empty()) {
            brought.extend(self.bring_in_some(left).await?);
        }
        Ok(brought)
    }

    /// Brings as many of these orders in as one append may hold, at least one, all of them or none.
    async fn bring_in_some(&self, orders: &[OrderRow]) -> BooksResult<Vec<Brought>> {
        let mut attempts = Attempts::at("the orders");
        loop {
            attempts.begin()?;
            let version = self.log.row(&guard()).await?.map_or(0, |row| row.version);
            let (part, brought) = self.bring(orders, Some(ROOM)).await?;
            if part.tables.is_empty() && part.rows.is_empty() {
                return Ok(brought);
            }
            let mut append = Append { rows: part.rows, tables: part.tables, ..Append::default() };
            append.rows.push(RowChange::write(guard(), version, ""));
            if let Appended::Done { .. } = self.log.append(append).await? {
                return Ok(brought);
            }
        }
    }

    async fn bring(&self, orders: &[OrderRow], room: Option<usize>) -> BooksResult<(Part, Vec<Brought>)> {
        let mut bringing = BringingIn::of(self, room);
        let mut brought = Vec::with_capacity(orders.len());
        'all: for some in orders.chunks(READ) {
            bringing.known.read(some.iter().map(|order| order.key.clone()).collect()).await?;
            for order in some {
                match bringing.take(order).await? {
                    Some(one) => brought.push(one),
                    None => break 'all,
                }
            }
        }
        let BringingIn { references, mut part, .. } = bringing;
        part.rows.extend(references.rows()?);
        Ok((part, brought))
    }

    /// Has what follows from an order as it is kept be there: by what it is found, and the references that the shop told
    /// of with it; whether something was not.
    pub(crate) async fn mend_order(&self, key: &str) -> BooksResult<bool> {
        let mut attempts = Attempts::at("the orders");
        loop {
            attempts.begin()?;
            let version = self.log.row(&guard()).await?.map_or(0, |row| row.version);
            let Some(kept) = self.kept_order(key).await? else { return Ok(false) };
            let FoundOrder { order, person_id, .. } = kept.found;
            let tables = self.lacking_finds(key, &order).await?;
            let mut references = Moving::default();
            if !self.lacks_by_shop(key, &order, person_id).await?.is_empty() {
                references.by_shop(self, key, None, (&order, person_id)).await?;
            }
            let mut rows = references.rows()?;
            if tables.is_empty() && rows.is_empty() {
                return Ok(false);
            }
            rows.push(RowChange::look(guard(), version));
            if let Appended::Done { .. } =
                self.log.append(Append { rows, tables, ..Append::default() }).await?
            {
                return Ok(true);
            }
        }
    }

    /// By what an order should be found and is not.
    pub(crate) async fn lacking_finds(&self, key: &str, order: &Order) -> BooksResult<Vec<TableChange>> {
        let by_looks = looks(order).into_iter().map(|look| (&LOOKS, vec![look.into(), key.into()]));
        let by_bare = bare(key).into_iter().map(|bare| (&BARE, vec![bare.into(), key.into()]));
        let mut lacking = Vec::new();
        for (table, values) in by_looks.chain(by_bare) {
            let values: Vec<Value> = values;
            if self.log.find(table, values.clone()).await?.is_none() {
                lacking.push(TableChange::Put { table, values });
            }
        }
        Ok(lacking)
    }

    /// What the filing of a case takes along, which is to be told where its order, `filed` as it was looked up before, is
    /// another one by now. To be read after the order's ledger: whoever brings the order in later moves that.
    pub async fn news_since(&self, order: &str, filed: &Order) -> BooksResult<Part> {
        let version = self.log.row(&guard()).await?.map_or(0, |row| row.version);
        let now = self.order(order).await?;
        if now.is_none_or(|now| now.order == *filed) {
            return Ok(Part::default());
        }
        // Written: whoever is ending an earlier note of the order at this moment leaves this one.
        Ok(Part { rows: vec![RowChange::write(guard(), version, "")], tables: vec![note(order)] })
    }

    /// The next notes after a key, in the order of their keys; none after the last.
    pub async fn order_notes(&self, after: &str, limit: u32) -> BooksResult<Vec<OrderNote>> {
        let rows = self.log.scan(Span::all(&NEWS).after([after.into()]), limit).await?;
        let read = |values| {
            let mut cells = Cells::of(values);
            Ok(OrderNote { order: cells.take()?, mark: cells.take()? })
        };
        rows.into_iter().map(read).collect()
    }

    /// Ends a note that was seen to, unless the order has changed once more since it was read.
    pub async fn end_order_note(&self, note: &OrderNote) -> BooksResult<()> {
        let mut attempts = Attempts::at("the orders");
        loop {
            attempts.begin()?;
            let version = self.log.row(&guard()).await?.map_or(0, |row| row.version);
            let Some(values) = self.log.find(&NEWS, vec![note.order.as_str().into()]).await? else {
                return Ok(());
            };
            if !values.contains(&Value::Id(note.mark)) {
                return Ok(());
            }
            let gone = TableChange::Clear { table: &NEWS, key: vec![note.order.as_str().into()] };
            let rows = vec![RowChange::look(guard(), version)];
            let append = Append { rows, tables: vec![gone], ..Append::default() };
            if let Appended::Done { .. } = self.log.append(append).await? {
                return Ok(());
            }
        }
    }
}
