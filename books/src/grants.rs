//! What a customer has proved in a browser: orders looked up, cases opened or filed.
//!
//! Each is a row of its own under the name of the browser's session, so that one that is added never takes another's
//! place, whatever else is done in that browser at the same moment, and at whichever server.

use crate::Books;
use crate::attempts::Attempts;
use crate::cases::append::Part;
use crate::fault::{BooksResult, Fault};
use crate::sessions::{fate_key, key, name};
use domain::id::CaseId;
use eventlog::{Append, Appended, Cells, Column, RowChange, Span, Table, TableChange, Value};

/// What was proved in each session.
pub static GRANTS: Table = Table {
    name: "session_grants",
    form: 1,
    key: &[Column::text("session"), Column::text("kind"), Column::text("thing")],
    rest: &[Column::id("person"), Column::number("link").or_nothing(), Column::number("at")],
};

/// More than is ever read of one session; the server remembers fewer.
const MOST: u32 = 10_000;

/// What somebody may open.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    /// An order, by the key of its number.
    Order(String),
    /// A case.
    Case(CaseId),
}

/// Something proved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// What it opens.
    pub thing: Thing,
    /// Whose that is.
    pub person: uuid::Uuid,
    /// The link by which a case was opened, by its place among the case's links; none where more was proved.
    pub link: Option<u32>,
    /// Its place among what the session has, the latest the largest: milliseconds since 1970.
    pub at: i64,
}

impl Grant {
    pub(crate) fn put(&self, session: &str) -> TableChange {
        let (kind, thing) = match &self.thing {
            Thing::Order(key) => ("order", key.clone()),
            Thing::Case(case) => ("case", case.to_string()),
        };
        let link = self.link.map_or(Value::Nothing, Value::from);
        let values =
            vec![session.into(), kind.into(), thing.into(), self.person.into(), link, self.at.into()];
        TableChange::Put { table: &GRANTS, values }
    }

    fn read(values: Vec<Value>) -> BooksResult<Self> {
        let mut cells = Cells::of(values);
        cells.take::<String>()?;
        let (kind, thing): (String, String) = (cells.take()?, cells.take()?);
        let thing = match kind.as_str() {
            "order" => Thing::Order(thing),
            "case" => {
                let case = thing.parse().map_err(|error| Fault::unreadable("a grant", error))?;
                Thing::Case(CaseId(case))
            }
            _ => return Err(Fault::unreadable("a grant", kind)),
        };
        Ok(Self { thing, person: cells.take()?, link: cells.take()?, at: cells.take()? })
    }
}

/// All that a session has, gone.
pub(crate) fn clear(session: &str) -> TableChange {
    TableChange::Clear { table: &GRANTS, key: vec![session.into()] }
}

impl Books {
    /// What was proved in a session, the latest last.
    pub async fn grants(&self, session: i128) -> BooksResult<Vec<Grant>> {
        self.grants_of(&name(session)).await
    }

    pub(crate) async fn grants_of(&self, session: &str) -> BooksResult<Vec<Grant>> {
        let rows = self.log.scan(Span::of(&GRANTS, [session.into()]), MOST).await?;
        let mut grants = rows.into_iter().map(Grant::read).collect::<BooksResult<Vec<_>>>()?;
        grants.sort_by_key(|grant| grant.at);
        Ok(grants)
    }

    /// What an append takes along so that a session has something: it, and whatever it has gone on as by then. One that
    /// ended gets nothing, for nobody would ever take that away.
    pub async fn granting(&self, session: i128, grant: &Grant) -> BooksResult<Part> {
        let mut part = Part::default();
        let mut ahead = vec![name(session)];
        while let Some(name) = ahead.pop() {
            let session = self.log.row(&key(&name)).await?.map_or(0, |row| row.version);
            let (version, fate) = self.fate(&name).await?;
            // Should it end or leave its id in between, it is looked at again, and under which one it went on.
            part.rows.push(RowChange::look(key(&name), session));
            part.rows.push(RowChange::look(fate_key(&name), version));
            if !fate.is_ended && (session > 0 || version > 0) {
                part.tables.push(grant.put(&name));
                ahead.extend(fate.next);
            }
        }
        Ok(part)
    }

    /// Gives a session something.
    pub async fn grant(&self, session: i128, grant: &Grant) -> BooksResult<()> {
        let mut attempts = Attempts::at("a session");
        loop {
            attempts.begin()?;
            let Part { rows, tables } = self.granting(session, grant).await?;
            if let Appended::Done { .. } =
                self.log.append(Append { rows, tables, ..Append::default() }).await?
            {
                return Ok(());
            }
        }
    }
}
