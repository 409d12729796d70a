//! What should be there because something else is, and is not: no sum of a row tells that it is gone.
//!
//! Everything is looked at together with what it follows from, and once more before it is told: whoever is at work
//! meanwhile changes both. What only a file of the shop told, such as a single contact of a buyer, follows from nothing
//! here; bringing the file in again puts it back.

use crate::Books;
use crate::cases::{Kept, OF_ORDERS, OF_PEOPLE};
use crate::fault::BooksResult;
use crate::files::{EvidenceRow, FILES};
use crate::orders::{CONTACTS, LOOKS};
use crate::queue::PLACES;
use domain::id::CaseId;
use eventlog::{Cells, Span, Table, Value};
use std::fmt;
use uuid::Uuid;

/// How many rows are read at a time.
const PAGE: u32 = 500;

/// How often something is looked at before it is told.
const LOOKS_AT: u32 = 4;

/// Something that is missing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// The case's place in a queue.
    Place(CaseId, String),
    /// That an order leads to its case.
    OfOrder(CaseId),
    /// That a person leads to their case.
    OfPerson(CaseId),
    /// All that is known of a file which the case's events tell of.
    File(CaseId, Uuid),
    /// By what a file is found.
    FileFinds(Uuid),
    /// An order of which there is more, or a case, by the key of its number.
    Order(String),
    /// What proves an order.
    Contacts(String),
    /// By what an order is found.
    OrderFinds(String),
    /// What the cases of an order tell of a refund's reference.
    ReferenceByCases(String),
    /// What the shop tells of a refund's reference with an order.
    ReferenceByShop(String),
}

impl Missing {
    /// Whether it follows from what is there, so that a rebuild makes it anew; else the shop's file has to be brought in
    /// again, or a backup restored.
    pub const fn is_rebuilt(&self) -> bool {
        !matches!(self, Self::File(..) | Self::Order(_) | Self::Contacts(_))
    }
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Place(case, view) => write!(f, "case {case} is missing in the queue `{view}`"),
            Self::OfOrder(case) => write!(f, "case {case} is missing among those of its order"),
            Self::OfPerson(case) => write!(f, "case {case} is missing among those of its customer"),
            Self::File(case, file) => {
                write!(f, "case {case} tells of evidence file {file}, of which nothing is known")
            }
            Self::FileFinds(file) => write!(f, "evidence file {file} is not found by what it belongs to"),
            Self::Order(order) => write!(f, "order `{order}` is gone, and there is more of it"),
            Self::Contacts(order) => {
                write!(f, "order `{order}` can be proved by nobody: its contacts are gone")
            }
            Self::OrderFinds(order) => write!(f, "order `{order}` is not found by all that it should be"),
            Self::ReferenceByCases(order) => {
                write!(f, "a reference of a refund that cases of order `{order}` tell of is not known so")
            }
            Self::ReferenceByShop(order) => {
                write!(
                    f,
                    "a reference of a refund that the shop tells of with order `{order}` is not known so"
                )
            }
        }
    }
}

impl Books {
    /// All that is missing.
    pub async fn missing(&self) -> BooksResult<Vec<Missing>> {
        let mut missing = self.missing_of_cases().await?;
        missing.extend(self.missing_of_files().await?);
        missing.extend(self.missing_of_orders().await?);
        missing.extend(self.missing_of_references().await?);
        missing.sort();
        missing.dedup();
        Ok(missing)
    }

    async fn missing_of_cases(&self) -> BooksResult<Vec<Missing>> {
        let (mut missing, mut after) = (Vec::new(), CaseId(Uuid::nil()));
        loop {
            let page = self.cases_after(after, PAGE).await?;
            let Some(last) = page.last() else { return Ok(missing) };
            after = last.case;
            for kept in page {
                let mut found = self.missing_of_case(&kept).await?;
                for _ in 1..LOOKS_AT {
                    if found.is_empty() {
                        break;
                    }
                    let Some(kept) = self.kept(kept.case).await? else { break };
                    found = self.missing_of_case(&kept).await?;
                }
                missing.extend(found);
            }
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
        let of_order = vec![kept.order.as_str().into(), case.0.into()];
        if self.log.find(&OF_ORDERS, of_order).await?.is_none() {
            missing.push(Missing::OfOrder(case));
        }
        if self.log.find(&OF_PEOPLE, vec![kept.person.0.into(), case.0.into()]).await?.is_none() {
            missing.push(Missing::OfPerson(case));
        }
        let loaded = self.case(case).await?;
        let evidence = loaded.complaint.case().map(|case| case.evidence.clone()).unwrap_or_default();
        let keys = evidence.iter().map(|evidence| vec![evidence.id.0.into()]).collect();
        let files = self.log.find_all(&FILES, keys).await?;
        for id in evidence.into_iter().map(|evidence| evidence.id.0) {
            if files.iter().all(|values| values.first() != Some(&Value::Id(id))) {
                missing.push(Missing::File(case, id));
            }
        }
        Ok(missing)
    }

    async fn missing_of_files(&self) -> BooksResult<Vec<Missing>> {
        let (mut missing, mut after) = (Vec::new(), Uuid::nil());
        loop {
            let page = self.files_after(after, PAGE).await?;
            let Some(last) = page.last() else { return Ok(missing) };
            after = last.evidence_id;
            for EvidenceRow { evidence_id, .. } in page {
                let mut is_found = false;
                for _ in 0..LOOKS_AT {
                    is_found = match self.evidence(evidence_id).await? {
                        Some(file) => self.lacking_file_finds(&file).await?.is_empty(),
                        // It went since.
                        None => true,
                    };
                    if is_found {
                        break;
                    }
                }
                if !is_found {
                    missing.push(Missing::FileFinds(evidence_id));
                }
            }
        }
    }

    async fn missing_of_orders(&self) -> BooksResult<Vec<Missing>> {
        let (mut missing, mut after) = (Vec::new(), String::new());
        loop {
            let page = self.kept_orders_after(&after, PAGE).await?;
            let Some((last, _)) = page.last() else { break };
            after.clone_from(last);
            for (key, _) in page {
                let mut found = Vec::new();
                for _ in 0..LOOKS_AT {
                    found = self.missing_of_order(&key).await?;
                    if found.is_empty() {
                        break;
                    }
                }
                missing.extend(found);
            }
        }
        // An order is never taken away, so what there is of one says that it is there.
        for (table, at) in [(&OF_ORDERS, 0), (&CONTACTS, 0), (&LOOKS, 1)] {
            for key in self.orders_in(table, at).await? {
                if !self.has_order(&key).await? {
                    missing.push(Missing::Order(key));
                }
            }
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

    async fn missing_of_references(&self) -> BooksResult<Vec<Missing>> {
        let (mut missing, mut after) = (Vec::new(), String::new());
        loop {
            let page = self.ledger_keys_after(&after, PAGE).await?;
            let Some(last) = page.last() else { return Ok(missing) };
            after.clone_from(last);
            for order in page {
                let mut is_known = false;
                for _ in 0..LOOKS_AT {
                    let seen = self.ledger(&order).await?;
                    is_known = self.lacks_by_cases(&order, &seen.ledger).await?.is_empty();
                    if is_known {
                        break;
                    }
                }
                if !is_known {
                    missing.push(Missing::ReferenceByCases(order));
                }
            }
        }
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
}
