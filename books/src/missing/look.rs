//! Looking for what is missing: by each thing there is, at all that follows from it.

use super::Missing;
use crate::Books;
use crate::cases::{Kept, OF_ORDERS, OF_PEOPLE, PEOPLE};
use crate::fault::BooksResult;
use crate::files::FILES;
use crate::orders::{CONTACTS, LOOKS};
use crate::queue::PLACES;
use crate::staff::StaffEvent;
use crate::step::Happening;
use domain::actor::Actor;
use domain::complaint::event::{Event, Recorded};
use domain::id::CaseId;
use eventlog::{Cells, Span, Table, Value, own};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// How many rows are read at a time.
const PAGE: u32 = 500;

/// How often something is looked at before it is told.
const LOOKS_AT: u32 = 4;

/// Something from which something follows.
#[derive(Clone, Debug)]
enum Subject {
    Case(CaseId),
    File(Uuid),
    /// By the key of its number.
    Order(String),
    /// What the cases of an order gave.
    Ledger(String),
    /// The people at the desk.
    Staff,
    /// All that was written.
    Words,
}

impl Books {
    /// All that is missing.
    pub async fn missing(&self) -> BooksResult<Vec<Missing>> {
        let mut missing = self.missing_orders().await?;
        for first in [
            Subject::Case(CaseId(Uuid::nil())),
            Subject::File(Uuid::nil()),
            Subject::Order(String::new()),
            Subject::Ledger(String::new()),
        ] {
            let mut page = self.behind(&first).await?;
            while let Some(last) = page.last().cloned() {
                for subject in &page {
                    missing.extend(self.looked_at(subject).await?);
                }
                page = self.behind(&last).await?;
            }
        }
        for subject in [Subject::Staff, Subject::Words] {
            missing.extend(self.looked_at(&subject).await?);
        }
        missing.sort();
        missing.dedup();
        Ok(missing)
    }

    /// The next of its kind, in the order of their keys; none behind the last.
    async fn behind(&self, last: &Subject) -> BooksResult<Vec<Subject>> {
        Ok(match last {
            Subject::Case(case) => {
                let page = self.cases_after(*case, PAGE).await?;
                page.into_iter().map(|kept| Subject::Case(kept.case)).collect()
            }
            Subject::File(file) => {
                let page = self.files_after(*file, PAGE).await?;
                page.into_iter().map(|file| Subject::File(file.evidence_id)).collect()
            }
            Subject::Order(key) => {
                let page = self.kept_orders_after(key, PAGE).await?;
                page.into_iter().map(|(key, _)| Subject::Order(key)).collect()
            }
            Subject::Ledger(key) => {
                let page = self.ledger_keys_after(key, PAGE).await?;
                page.into_iter().map(Subject::Ledger).collect()
            }
            Subject::Staff | Subject::Words => Vec::new(),
        })
    }

    /// What is missing of something, each time it is looked at: whoever is at work may have changed one half of it in
    /// between.
    async fn looked_at(&self, subject: &Subject) -> BooksResult<Vec<Missing>> {
        let mut missing = Vec::new();
        for _ in 0..LOOKS_AT {
            missing = self.missing_of(subject).await?;
            if missing.is_empty() {
                break;
            }
        }
        Ok(missing)
    }

    async fn missing_of(&self, subject: &Subject) -> BooksResult<Vec<Missing>> {
        match subject {
            Subject::Case(case) => match self.kept(*case).await? {
                Some(kept) => self.missing_of_case(&kept).await,
                None => Ok(Vec::new()),
            },
            Subject::File(file) => self.missing_of_file(*file).await,
            Subject::Order(key) => self.missing_of_order(key).await,
            Subject::Ledger(order) => {
                let seen = self.ledger(order).await?;
                let lacks = !self.lacks_by_cases(order, &seen.ledger).await?.is_empty();
                Ok(lacks.then(|| Missing::ReferenceByCases(order.clone())).into_iter().collect())
            }
            Subject::Staff => self.missing_staff().await,
            Subject::Words => self.missing_words().await,
        }
    }

    async fn missing_of_case(&self, kept: &Kept) -> BooksResult<Vec<Missing>> {
        let (case, mut missing) = (kept.case, Vec::new());
        let keys = kept.places.iter().map(|place| place.key(case)).collect();
        let stands = self.log.find_all(&PLACES, keys).await?;
        for place in &kept.places {
            let values = [place.key(case), vec![kept.due.into()]].concat();
            if !stands.contains(&values) {
                missing.push(Missing::Place(case, place.0.clone()));
            }
        }
        for (table, key, lack) in [
            (&OF_ORDERS, vec![kept.order.as_str().into(), case.0.into()], Missing::OfOrder(case)),
            (&OF_PEOPLE, vec![kept.person.0.into(), case.0.into()], Missing::OfPerson(case)),
            (&PEOPLE, vec![case.0.into()], Missing::Person(case)),
        ] {
            if self.log.find(table, key).await?.is_none() {
                missing.push(lack);
            }
        }
        if self.link(case).await?.is_none() {
            missing.push(Missing::Link(case));
        } else if self.lacking_token(case).await?.is_some() {
            missing.push(Missing::Token(case));
        }
        if self.lacking_number(case, &kept.number).await?.is_some() {
            missing.push(Missing::Number(case));
        }
        let loaded = self.case(case).await?;
        if !self.knows_commands(case, &loaded.events).await? {
            missing.push(Missing::Command(case));
        }
        let evidence = loaded.state.case().map(|case| case.evidence.clone()).unwrap_or_default();
        let keys = evidence.iter().map(|evidence| vec![evidence.id.0.into()]).collect();
        let files = self.log.find_all(&FILES, keys).await?;
        for id in evidence.into_iter().map(|evidence| evidence.id.0) {
            if files.iter().all(|values| values.first() != Some(&Value::Id(id))) {
                missing.push(Missing::File(case, id));
            }
        }
        Ok(missing)
    }

    /// Whether each command that somebody sent to a case is known to be answered. What the desk adds of itself goes with
    /// somebody's, and is known by that.
    async fn knows_commands(&self, case: CaseId, events: &[Recorded]) -> BooksResult<bool> {
        let sent = events.iter().filter(|event| event.actor != Actor::System);
        let sent: BTreeSet<Uuid> = sent.map(|event| event.command_id.0).collect();
        let key = |command: &Uuid| vec![case.0.into(), Event::FAMILY.into(), (*command).into()];
        let known = self.log.find_all(&own::COMMANDS, sent.iter().map(key).collect()).await?;
        Ok(known.len() == sent.len())
    }

    async fn missing_of_file(&self, id: Uuid) -> BooksResult<Vec<Missing>> {
        let mut missing = Vec::new();
        // It may have gone since.
        let Some(file) = self.evidence(id).await? else { return Ok(missing) };
        if !self.lacking_file_finds(&file).await?.is_empty() {
            missing.push(Missing::FileFinds(id));
        }
        if self.lacking_file_guard(&file).await?.is_some() {
            missing.push(Missing::FileGuard(id));
        }
        Ok(missing)
    }

    async fn missing_of_order(&self, key: &str) -> BooksResult<Vec<Missing>> {
        let mut missing = Vec::new();
        let Some(kept) = self.kept_order(key).await? else { return Ok(missing) };
        if self.log.count(Span::of(&CONTACTS, [key.into()]), 1).await? == 0 {
            missing.push(Missing::Contacts(key.to_owned()));
        }
        if !self.lacking_finds(key, &kept.found.order).await?.is_empty() {
            missing.push(Missing::OrderFinds(key.to_owned()));
        }
        if !self.lacks_by_shop(key, &kept.found.order, kept.found.person_id).await?.is_empty() {
            missing.push(Missing::ReferenceByShop(key.to_owned()));
        }
        Ok(missing)
    }

    /// An order is never taken away, so what there is of one says that it is there.
    async fn missing_orders(&self) -> BooksResult<Vec<Missing>> {
        let mut missing = Vec::new();
        for (table, at) in [(&OF_ORDERS, 0), (&CONTACTS, 0), (&LOOKS, 1)] {
            for key in self.orders_in(table, at).await? {
                if !self.has_order(&key).await? {
                    missing.push(Missing::Order(key));
                }
            }
        }
        Ok(missing)
    }

    /// The keys of orders that stand in a table, each once.
    async fn orders_in(&self, table: &'static Table, at: usize) -> BooksResult<Vec<String>> {
        let (mut orders, mut after) = (Vec::new(), Vec::new());
        loop {
            let span = Span::all(table);
            let span = if after.is_empty() { span } else { span.after(after) };
            let page = self.log.scan(span, PAGE).await?;
            let Some(last) = page.last() else { break };
            after = last.get(..table.key.len()).unwrap_or_default().to_vec();
            for values in page {
                orders.push(Cells::of(values.into_iter().skip(at).collect()).take::<String>()?);
            }
            orders.sort();
            orders.dedup();
        }
        Ok(orders)
    }

    /// Nobody who was added to the desk is ever taken away: they may sign in no more.
    async fn missing_staff(&self) -> BooksResult<Vec<Missing>> {
        let mut added: BTreeMap<Uuid, String> = BTreeMap::new();
        for happened in self.staff_events(0).await? {
            if let StaffEvent::Added(told, _) = happened.event {
                added.insert(told.user.0, told.name);
            }
        }
        for user in self.users().await? {
            added.remove(&user.user_id);
        }
        Ok(added.into_values().map(Missing::Staff).collect())
    }

    async fn missing_words(&self) -> BooksResult<Vec<Missing>> {
        if self.lacks_term_key().await? {
            return Ok(vec![Missing::TermKey]);
        }
        if self.lacks_place_of_index().await? {
            return Ok(vec![Missing::PlaceOfIndex]);
        }
        Ok(self.cases_lacking_words().await?.into_iter().map(Missing::Words).collect())
    }
}
