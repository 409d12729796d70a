//! Cases: what happened in each, and the row that says what is shown of it and where it is found.
//!
//! A case is a stream. Its row, its places in queues, and the entries by which its order and its customer lead to it
//! follow from the stream and change in the same append.

pub mod append;

use crate::Books;
use crate::fault::{BooksResult, Fault};
use crate::queue::{self, Place};
use crate::step;
use crate::step::{Happening, stream};
use domain::complaint::Complaint;
use domain::complaint::event::{Event, Recorded};
use domain::complaint::evolve::replay;
use domain::happened::Happened;
use domain::id::{CaseId, CaseNumber, PersonId};
use domain::order::ledger::OfCase;
use eventlog::{Cells, Column, Personal, RowChange, RowKey, Span, Table, TableChange, Value, Version};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What is shown of each case, and where it stands.
pub static CASES: Table = Table {
    name: "cases",
    form: 1,
    key: &[Column::id("case")],
    rest: &[
        Column::number("version"),
        Column::text("number"),
        Column::id("person"),
        Column::text("order"),
        Column::number("due"),
        Column::text("places"),
        Column::personal("row"),
    ],
};

/// The cases of each order, whosever they are.
pub static OF_ORDERS: Table = Table {
    name: "cases_of_orders",
    form: 1,
    key: &[Column::text("order"), Column::id("case")],
    rest: &[Column::id("person")],
};

/// The cases of each person.
pub static OF_PEOPLE: Table =
    Table { name: "cases_of_people", form: 1, key: &[Column::id("person"), Column::id("case")], rest: &[] };

/// What is known of people outside the desk, as they gave it with a case: another case, or somebody whom the shop takes for
/// the same person, never shows or changes it. No event repeats it.
pub static PEOPLE: Table = Table {
    name: "people",
    form: 1,
    key: &[Column::id("case")],
    rest: &[Column::id("person"), Column::personal("personal")],
};

/// More cases than anybody has about one order, or one person in all.
const MOST: u32 = 1_000;

impl Happening for Event {
    const FAMILY: &'static str = "case";

    fn code(&self) -> &str {
        Self::code(self)
    }
}

/// What is kept of a case beside its events. All of it follows from them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseRow {
    /// Whose complaint it is.
    pub person: PersonId,
    /// The order it is about, by the key of its number.
    pub order: String,
    /// When the first of its clocks is due, milliseconds since 1970; the largest number where none runs.
    pub due: i64,
    /// Its place in every queue it stands in.
    pub places: Vec<Place>,
    /// What a queue shows of it, as JSON.
    pub row: String,
    /// What it gives and reserves, for its order's ledger.
    pub gives: OfCase,
}

/// The row of a case as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The case.
    pub case: CaseId,
    /// For which version of it this was written.
    pub version: Version,
    /// The number people use for it.
    pub number: CaseNumber,
    /// Whose complaint it is.
    pub person: PersonId,
    /// The order it is about, by the key of its number.
    pub order: String,
    /// When the first of its clocks is due, milliseconds since 1970.
    pub due: i64,
    /// Where it stands.
    pub places: Vec<Place>,
    /// What a queue shows of it, as JSON; nothing once its customer was erased.
    pub row: Option<String>,
}

/// A case as loaded.
pub type Loaded = step::Loaded<Recorded, Complaint>;

impl Loaded {
    /// How many events it has.
    pub fn version(&self) -> Version {
        self.events.last().map_or(0, |last| last.version)
    }
}

/// The guarded row that says whose a number is.
pub(crate) fn number_key(number: &CaseNumber) -> RowKey {
    RowKey::new("case-number", number.as_str())
}

/// An event of a case, as the domain has it.
pub(crate) fn recorded(happened: Happened<Event>) -> Recorded {
    Recorded {
        // Where it stands in the feed nobody asks of a case that is read as a whole.
        seq: u64::from(happened.version),
        case_id: CaseId(happened.id),
        version: happened.version,
        at: happened.at,
        actor: happened.actor,
        command_id: happened.command,
        event: happened.event,
    }
}

/// What changes beside a case's events: from where it stood `before` to where it stands now.
pub fn changes(
    case: CaseId,
    version: Version,
    number: &CaseNumber,
    before: &[Place],
    row: &CaseRow,
) -> BooksResult<Vec<TableChange>> {
    let places =
        serde_json::to_string(&row.places).map_err(|error| Fault::unreadable("a case's places", error))?;
    let shown = Personal { whose: row.person.0, words: row.row.clone().into_bytes() };
    let mut changes = queue::moved(case, before, row);
    let values = vec![
        case.0.into(),
        version.into(),
        number.as_str().into(),
        row.person.0.into(),
        row.order.as_str().into(),
        row.due.into(),
        places.into(),
        Value::Personal(shown),
    ];
    changes.push(TableChange::Put { table: &CASES, values });
    if before.is_empty() {
        let of_order = vec![row.order.as_str().into(), case.0.into(), row.person.0.into()];
        changes.push(TableChange::Put { table: &OF_ORDERS, values: of_order });
        let of_person = vec![row.person.0.into(), case.0.into()];
        changes.push(TableChange::Put { table: &OF_PEOPLE, values: of_person });
    }
    Ok(changes)
}

pub(crate) fn kept(values: Vec<Value>) -> BooksResult<Kept> {
    let mut cells = Cells::of(values);
    let (case, version, number): (Uuid, Version, String) = (cells.take()?, cells.take()?, cells.take()?);
    let (person, order, due): (Uuid, String, i64) = (cells.take()?, cells.take()?, cells.take()?);
    let (places, row): (String, Option<Vec<u8>>) = (cells.take()?, cells.take()?);
    let text = |bytes| String::from_utf8(bytes).map_err(|error| Fault::unreadable("a case's row", error));
    Ok(Kept {
        case: CaseId(case),
        version,
        number: CaseNumber::parse(&number).ok_or_else(|| Fault::unreadable("a case's number", number))?,
        person: PersonId(person),
        order,
        due,
        places: serde_json::from_str(&places).map_err(|error| Fault::unreadable("a case's places", error))?,
        row: row.map(text).transpose()?,
    })
}

impl Books {
    /// A case, replayed from its events; one without events is not filed.
    pub async fn case(&self, case: CaseId) -> BooksResult<Loaded> {
        let events = self.case_events(case, 0).await?;
        let state = replay(&events);
        Ok(Loaded { events, state })
    }

    /// What happened in a case after a version.
    pub async fn case_events(&self, case: CaseId, after: Version) -> BooksResult<Vec<Recorded>> {
        let kept = self.log.load(&stream::<Event>(case.0), after).await?;
        kept.iter().map(|event| step::read(event).map(recorded)).collect()
    }

    /// How many events a case has.
    pub async fn version_of(&self, case: CaseId) -> BooksResult<Version> {
        Ok(self.log.version(&stream::<Event>(case.0)).await?)
    }

    /// The row of a case.
    pub async fn kept(&self, case: CaseId) -> BooksResult<Option<Kept>> {
        self.log.find(&CASES, vec![case.0.into()]).await?.map(kept).transpose()
    }

    /// What its customer gave of themself with a case; nothing where they gave nothing, or were erased.
    pub async fn personal(&self, case: CaseId) -> BooksResult<Option<domain::personal::Personal>> {
        let Some(values) = self.log.find(&PEOPLE, vec![case.0.into()]).await? else { return Ok(None) };
        let mut cells = Cells::of(values);
        cells.take::<Uuid>()?;
        cells.take::<Uuid>()?;
        let words: Option<Vec<u8>> = cells.take()?;
        let read = |words: Vec<u8>| {
            serde_json::from_slice(&words).map_err(|error| Fault::unreadable("a person", error))
        };
        words.map(read).transpose()
    }

    /// The next cases after an id, in the order of their ids; none after the last.
    pub async fn cases_after(&self, case: CaseId, limit: u32) -> BooksResult<Vec<Kept>> {
        let rows = self.log.scan(Span::all(&CASES).after([case.0.into()]), limit).await?;
        rows.into_iter().map(kept).collect()
    }

    /// How many cases there are.
    pub async fn n_cases(&self) -> BooksResult<u64> {
        Ok(self.log.count(Span::all(&CASES), u32::MAX).await?)
    }

    /// The rows of these cases, in the order given; what there is not is left out.
    pub async fn kept_all(&self, cases: &[CaseId]) -> BooksResult<Vec<Kept>> {
        let keys = cases.iter().map(|case| vec![case.0.into()]).collect();
        let rows = self.log.find_all(&CASES, keys).await?;
        let rows = rows.into_iter().map(kept).collect::<BooksResult<Vec<_>>>()?;
        let mut by_case: BTreeMap<CaseId, Kept> = rows.into_iter().map(|row| (row.case, row)).collect();
        Ok(cases.iter().filter_map(|case| by_case.remove(case)).collect())
    }

    /// The case with this number.
    pub async fn case_by_number(&self, number: &CaseNumber) -> BooksResult<Option<Kept>> {
        let Some(row) = self.log.row(&number_key(number)).await? else { return Ok(None) };
        let case = row.body.parse().map_err(|error| Fault::unreadable("a case's id", error))?;
        self.kept(CaseId(case)).await
    }

    /// What has the number of a case lead to it, where it does not. One that leads to another case is left.
    pub(crate) async fn lacking_number(
        &self,
        case: CaseId,
        number: &CaseNumber,
    ) -> BooksResult<Option<RowChange>> {
        let is_there = self.log.row(&number_key(number)).await?.is_some();
        Ok((!is_there).then(|| RowChange::write(number_key(number), 0, case.to_string())))
    }

    /// All cases about an order, whosever they are, the oldest first.
    pub async fn cases_of_order(&self, order: &str) -> BooksResult<Vec<(CaseId, PersonId)>> {
        let rows = self.log.scan(Span::of(&OF_ORDERS, [order.into()]), MOST).await?;
        let read = |values| {
            let mut cells = Cells::of(values);
            cells.take::<String>()?;
            Ok((CaseId(cells.take()?), PersonId(cells.take()?)))
        };
        rows.into_iter().map(read).collect()
    }

    /// The cases of a person or an order, the newest first, at most so many.
    pub async fn cases_beside(&self, person: PersonId, order: &str, limit: u32) -> BooksResult<Vec<CaseId>> {
        let of_person = Span::of(&OF_PEOPLE, [person.0.into()]).backwards();
        let mut cases: Vec<CaseId> = Vec::new();
        for values in self.log.scan(of_person, limit).await? {
            let mut cells = Cells::of(values);
            cells.take::<Uuid>()?;
            cases.push(CaseId(cells.take()?));
        }
        cases.extend(self.cases_of_order(order).await?.into_iter().map(|(case, _)| case));
        cases.sort_unstable_by(|one, other| other.cmp(one));
        cases.dedup();
        cases.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(cases)
    }
}
