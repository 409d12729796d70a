//! Private links: one per case at a time, which ends by itself, can be taken back and made anew.
//!
//! Of a token only a keyed hash is kept, by which the case is found.

use crate::Books;
use crate::attempts::Attempts;
use crate::cases::append::Part;
use crate::fault::BooksResult;
use domain::id::{CaseId, PersonId};
use eventlog::{Append, Appended, Cells, Column, RowChange, RowKey, Table, TableChange, Value};
use uuid::Uuid;

/// The link of each case.
pub static LINKS: Table = Table {
    name: "links",
    form: 1,
    key: &[Column::id("case")],
    rest: &[
        Column::id("person"),
        Column::number("generation"),
        Column::bytes("token"),
        Column::number("expires_at"),
        Column::number("revoked_at").or_nothing(),
    ],
};

/// Which case a token opens.
pub static TOKENS: Table =
    Table { name: "link_tokens", form: 1, key: &[Column::bytes("token")], rest: &[Column::id("case")] };

/// A case's link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The case.
    pub case: CaseId,
    /// Whose complaint it is.
    pub person: PersonId,
    /// Its place among the links the case has had, from 1.
    pub generation: u32,
    /// The keyed hash of its token.
    pub token: Vec<u8>,
    /// Until when it opens the case, in seconds since 1970.
    pub expires_at: i64,
    /// When it was taken back, in seconds since 1970.
    pub revoked_at: Option<i64>,
}

impl Link {
    /// Whether it opens its case at a moment, in seconds since 1970.
    pub const fn opens(&self, now: i64) -> bool {
        self.revoked_at.is_none() && now < self.expires_at
    }

    fn values(&self) -> Vec<Value> {
        vec![
            self.case.0.into(),
            self.person.0.into(),
            self.generation.into(),
            self.token.clone().into(),
            self.expires_at.into(),
            self.revoked_at.into(),
        ]
    }

    fn read(values: Vec<Value>) -> BooksResult<Self> {
        let mut cells = Cells::of(values);
        Ok(Self {
            case: CaseId(cells.take()?),
            person: PersonId(cells.take()?),
            generation: cells.take()?,
            token: cells.take()?,
            expires_at: cells.take()?,
            revoked_at: cells.take()?,
        })
    }
}

/// A link about to be made.
#[derive(Clone, Debug)]
pub struct NewLink {
    /// The keyed hash of its token.
    pub token: Vec<u8>,
    /// Until when it opens the case, in seconds since 1970.
    pub expires_at: i64,
}

fn key(case: CaseId) -> RowKey {
    RowKey::new("link", case.to_string())
}

/// The changes that put a link in its place.
fn put(link: &Link) -> [TableChange; 2] {
    let token = vec![link.token.clone().into(), link.case.0.into()];
    [
        TableChange::Put { table: &LINKS, values: link.values() },
        TableChange::Put { table: &TOKENS, values: token },
    ]
}

/// The first link of a case.
pub(crate) fn first(case: CaseId, person: PersonId, new: &NewLink) -> Part {
    let NewLink { token, expires_at } = new.clone();
    let link = Link { case, person, generation: 1, token, expires_at, revoked_at: None };
    // Nobody else can know a case that is only now filed, so nothing has to be as it was seen.
    Part { rows: Vec::new(), tables: put(&link).into() }
}

impl Books {
    /// What has the link of a case lead to it, where it does not.
    pub(crate) async fn lacking_token(&self, case: CaseId) -> BooksResult<Option<Part>> {
        let version = self.log.row(&key(case)).await?.map_or(0, |row| row.version);
        let Some(link) = self.link(case).await? else { return Ok(None) };
        if self.log.find(&TOKENS, vec![link.token.clone().into()]).await?.is_some() {
            return Ok(None);
        }
        let [_, token] = put(&link);
        Ok(Some(Part { rows: vec![RowChange::look(key(case), version)], tables: vec![token] }))
    }

    /// The link of a case.
    pub async fn link(&self, case: CaseId) -> BooksResult<Option<Link>> {
        self.log.find(&LINKS, vec![case.0.into()]).await?.map(Link::read).transpose()
    }

    /// The link with this token, by its keyed hash, whether or not it still opens anything.
    pub async fn link_by_token(&self, token: &[u8]) -> BooksResult<Option<Link>> {
        let Some(values) = self.log.find(&TOKENS, vec![token.to_vec().into()]).await? else {
            return Ok(None);
        };
        let mut cells = Cells::of(values);
        cells.take::<Vec<u8>>()?;
        let case: Uuid = cells.take()?;
        // Between the two looks it may have been made anew.
        Ok(self.link(CaseId(case)).await?.filter(|link| link.token == token))
    }

    /// Puts a link in place of the case's `last` one, which opens nothing from then on. Where somebody else renews it at
    /// the same moment, theirs is as good and stays.
    pub async fn renew_link(&self, last: &Link, new: NewLink) -> BooksResult<()> {
        let NewLink { token, expires_at } = new;
        let generation = last.generation.saturating_add(1);
        let next = Link { generation, token, expires_at, revoked_at: None, ..last.clone() };
        let former = TableChange::Clear { table: &TOKENS, key: vec![last.token.clone().into()] };
        let mut attempts = Attempts::at("the link of a case");
        loop {
            attempts.begin()?;
            let version = self.log.row(&key(last.case)).await?.map_or(0, |row| row.version);
            if self.link(last.case).await?.is_none_or(|now| now.generation != last.generation) {
                return Ok(());
            }
            let tables = [vec![former.clone()], put(&next).into()].concat();
            let rows = vec![RowChange::write(key(last.case), version, "")];
            if let Appended::Done { .. } =
                self.log.append(Append { rows, tables, ..Append::default() }).await?
            {
                return Ok(());
            }
        }
    }

    /// Takes a case's link back at a moment, in seconds since 1970; `false` where there is none to take back.
    pub async fn revoke_link(&self, case: CaseId, at: i64) -> BooksResult<bool> {
        let mut attempts = Attempts::at("the link of a case");
        loop {
            attempts.begin()?;
            let version = self.log.row(&key(case)).await?.map_or(0, |row| row.version);
            let Some(link) = self.link(case).await?.filter(|link| link.revoked_at.is_none()) else {
                return Ok(false);
            };
            let revoked = Link { revoked_at: Some(at), ..link };
            let tables = vec![TableChange::Put { table: &LINKS, values: revoked.values() }];
            let rows = vec![RowChange::write(key(case), version, "")];
            if let Appended::Done { .. } =
                self.log.append(Append { rows, tables, ..Append::default() }).await?
            {
                return Ok(true);
            }
        }
    }
}
