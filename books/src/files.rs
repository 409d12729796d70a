//! What is known of each evidence file; the bytes themselves lie in the file store.
//!
//! Until a command claims them, files belong to the command they were uploaded for; what nobody claims within a day goes
//! again. Keeping, claiming and forgetting write the same guarded row, so a file that is claimed never goes, and one that
//! went is claimed by nobody, and none comes once the command was answered. The row stays when its last file goes: begun
//! anew it would be taken for the one that was seen before.
//!
//! The bytes of what is forgotten are there yet: where they lie is written down in the same append, and stays so until the
//! file store has said that they are gone.

mod left_over;

pub use left_over::{LEFT_OVER, LeftOver};

use crate::Books;
use crate::attempts::Attempts;
use crate::cases::append::Part;
use crate::fault::BooksResult;
use domain::id::{CaseId, PersonId};
use eventlog::{Append, Appended, Cells, Column, Row, RowChange, RowKey, Span, Table, TableChange, Value};
use std::collections::BTreeSet;
use uuid::Uuid;

/// The files.
pub static FILES: Table = Table {
    name: "files",
    form: 1,
    key: &[Column::id("file")],
    rest: &[
        Column::text("order"),
        Column::id("person"),
        Column::id("command"),
        Column::id("case").or_nothing(),
        Column::text("media_type"),
        Column::number("bytes"),
        Column::bytes("sha256"),
        Column::text("path"),
        Column::number("uploaded_at"),
        Column::number("is_claimed"),
    ],
};

/// The files uploaded for each command.
pub static OF_COMMANDS: Table = Table {
    name: "files_of_commands",
    form: 1,
    key: &[Column::id("command"), Column::number("uploaded_at"), Column::id("file")],
    rest: &[],
};

/// The files of each case.
pub static OF_CASES: Table =
    Table { name: "files_of_cases", form: 1, key: &[Column::id("case"), Column::id("file")], rest: &[] };

/// Which file lies at each path of the file store.
pub static PATHS: Table =
    Table { name: "file_paths", form: 1, key: &[Column::text("path")], rest: &[Column::id("file")] };

/// The files nobody claimed yet, the oldest first.
pub static UNCLAIMED: Table = Table {
    name: "files_unclaimed",
    form: 1,
    key: &[Column::number("uploaded_at"), Column::id("file")],
    rest: &[],
};

/// More files than a command or a case may have.
const MOST: u32 = 1_000;

/// One evidence file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceRow {
    /// The file.
    pub evidence_id: Uuid,
    /// The order the uploader had looked up.
    pub order_key: String,
    /// Whose it is: whoever had proved the order, or whose case it is added to. The order's number may go to another since.
    pub person_id: Uuid,
    /// The command that files it with a case.
    pub command_id: Uuid,
    /// The case, once it is filed.
    pub case_id: Option<Uuid>,
    /// The media type found in its content.
    pub media_type: String,
    /// Its size in bytes.
    pub bytes: i64,
    /// SHA-256 of its content.
    pub sha256: Vec<u8>,
    /// Where it lies in the file store.
    pub path: String,
    /// When it came, milliseconds since 1970.
    pub uploaded_at: i64,
    /// Whether the command it was uploaded for was carried out.
    pub is_claimed: bool,
}

impl EvidenceRow {
    fn values(&self) -> Vec<Value> {
        vec![
            self.evidence_id.into(),
            self.order_key.as_str().into(),
            self.person_id.into(),
            self.command_id.into(),
            self.case_id.into(),
            self.media_type.as_str().into(),
            self.bytes.into(),
            self.sha256.clone().into(),
            self.path.as_str().into(),
            self.uploaded_at.into(),
            i64::from(self.is_claimed).into(),
        ]
    }

    fn read(values: Vec<Value>) -> BooksResult<Self> {
        let mut cells = Cells::of(values);
        Ok(Self {
            evidence_id: cells.take()?,
            order_key: cells.take()?,
            person_id: cells.take()?,
            command_id: cells.take()?,
            case_id: cells.take()?,
            media_type: cells.take()?,
            bytes: cells.take()?,
            sha256: cells.take()?,
            path: cells.take()?,
            uploaded_at: cells.take()?,
            is_claimed: cells.take::<i64>()? != 0,
        })
    }

    fn of_command(&self) -> Vec<Value> {
        vec![self.command_id.into(), self.uploaded_at.into(), self.evidence_id.into()]
    }

    fn unclaimed(&self) -> Vec<Value> {
        vec![self.uploaded_at.into(), self.evidence_id.into()]
    }

    fn is_same(&self, other: &Self) -> bool {
        self.sha256 == other.sha256
            && self.command_id == other.command_id
            && self.order_key == other.order_key
            && self.person_id == other.person_id
    }
}

/// What became of an upload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is kept.
    Done,
    /// The very same file was kept under this id before.
    Repeated,
    /// The id belongs to another file.
    Taken,
    /// The command or case has as many files as it may.
    TooMany,
    /// The command was answered: whatever comes for it now would be nobody's.
    Answered,
}

/// What the guard of a command's files says once the command was answered.
const ANSWERED: &str = "answered";

fn guard(of: Uuid) -> RowKey {
    RowKey::new("files", of.to_string())
}

/// What guards the id of a file, together with the ids that end alike: two that come under one id at once are two writers of
/// it, whatever commands they come for.
fn guard_of_id(id: Uuid) -> RowKey {
    let ending = id.as_bytes().last().copied().unwrap_or_default();
    RowKey::new("files", format!("id-{ending:02x}"))
}

fn put(table: &'static Table, values: Vec<Value>) -> TableChange {
    TableChange::Put { table, values }
}

impl Books {
    async fn guard_of_files(&self, of: Uuid) -> BooksResult<Row> {
        self.row_of(guard(of)).await
    }

    async fn row_of(&self, key: RowKey) -> BooksResult<Row> {
        Ok(self.log.row(&key).await?.unwrap_or(Row { version: 0, body: String::new() }))
    }

    /// Keeps what is known of a file, unless there are already `limit` of them.
    pub async fn keep_evidence(&self, row: &EvidenceRow, limit: u32) -> BooksResult<Kept> {
        let of = row.case_id.unwrap_or(row.command_id);
        let mut attempts = Attempts::at("the files of a case");
        loop {
            attempts.begin()?;
            let mut rows = Vec::new();
            let mut is_answered = false;
            for of in BTreeSet::from([of, row.command_id]) {
                let Row { version, body } = self.guard_of_files(of).await?;
                is_answered |= of == row.command_id && body == ANSWERED;
                rows.push(RowChange::write(guard(of), version, body));
            }
            let Row { version, body } = self.row_of(guard_of_id(row.evidence_id)).await?;
            rows.push(RowChange::write(guard_of_id(row.evidence_id), version, body));
            if let Some(earlier) = self.evidence(row.evidence_id).await? {
                // Told without an append, and so looked at here: a row in a file that is lost keeps nothing.
                self.log.in_place()?;
                return Ok(if earlier.is_same(row) { Kept::Repeated } else { Kept::Taken });
            }
            if is_answered {
                return Ok(Kept::Answered);
            }
            if self.n_evidence(row.command_id, row.case_id).await? >= u64::from(limit) {
                return Ok(Kept::TooMany);
            }
            let mut tables = vec![
                put(&FILES, row.values()),
                put(&OF_COMMANDS, row.of_command()),
                put(&PATHS, vec![row.path.as_str().into(), row.evidence_id.into()]),
                put(&UNCLAIMED, row.unclaimed()),
            ];
            if let Some(case) = row.case_id {
                tables.push(put(&OF_CASES, vec![case.into(), row.evidence_id.into()]));
            }
            if let Appended::Done { .. } =
                self.log.append(Append { rows, tables, ..Append::default() }).await?
            {
                return Ok(Kept::Done);
            }
        }
    }

    /// What an append to a case takes along so that the files uploaded for its command are the case's, and stay. Those
    /// uploaded for another order are not, nor those of somebody whose order it no more is.
    pub async fn claim(
        &self,
        command: Uuid,
        case: CaseId,
        order: &str,
        person: PersonId,
    ) -> BooksResult<Part> {
        let version = self.guard_of_files(command).await?.version;
        let mut part = Part::default();
        for file in self.evidence_of_command(command).await? {
            let is_theirs = file.order_key == order && file.person_id == person.0;
            if file.is_claimed || !is_theirs || file.case_id.is_some_and(|of| of != case.0) {
                continue;
            }
            part.tables.push(TableChange::Clear { table: &UNCLAIMED, key: file.unclaimed() });
            part.tables.push(put(&OF_CASES, vec![case.0.into(), file.evidence_id.into()]));
            let claimed = EvidenceRow { case_id: Some(case.0), is_claimed: true, ..file };
            part.tables.push(put(&FILES, claimed.values()));
        }
        // Nor may any come meanwhile or later: whoever sent it would be told that it is kept.
        part.rows.push(RowChange::write(guard(command), version, ANSWERED));
        Ok(part)
    }

    /// Forgets at most `limit` files that came before a moment, in milliseconds since 1970, and that no command
    /// claimed; what is left over of them, to be deleted.
    pub async fn forget_unclaimed(&self, before: i64, limit: u32) -> BooksResult<Vec<LeftOver>> {
        let mut all = Vec::new();
        for values in self.log.scan(Span::all(&UNCLAIMED).before([before.into()]), limit).await? {
            let mut cells = Cells::of(values);
            cells.take::<i64>()?;
            let file: Uuid = cells.take()?;
            let Some(of) = self.evidence(file).await?.map(|row| row.command_id) else { continue };
            let Row { version, body } = self.guard_of_files(of).await?;
            // Read behind its guard: whoever claims it from here on moves that.
            let Some(row) = self.evidence(file).await?.filter(|row| !row.is_claimed) else { continue };
            let mut tables = vec![
                TableChange::Clear { table: &FILES, key: vec![file.into()] },
                TableChange::Clear { table: &OF_COMMANDS, key: row.of_command() },
                TableChange::Clear { table: &PATHS, key: vec![row.path.as_str().into()] },
                TableChange::Clear { table: &UNCLAIMED, key: row.unclaimed() },
            ];
            let left_over = LeftOver::of(row.path, row.uploaded_at);
            tables.push(left_over.put());
            if let Some(case) = row.case_id {
                tables.push(TableChange::Clear { table: &OF_CASES, key: vec![case.into(), file.into()] });
            }
            let rows = vec![RowChange::write(guard(of), version, body)];
            // Claimed meanwhile, it stays; whatever else happened to it, it is looked at again another time.
            if let Appended::Done { .. } =
                self.log.append(Append { rows, tables, ..Append::default() }).await?
            {
                all.push(left_over);
            }
        }
        Ok(all)
    }

    /// What is known of a file.
    pub async fn evidence(&self, file: Uuid) -> BooksResult<Option<EvidenceRow>> {
        self.log.find(&FILES, vec![file.into()]).await?.map(EvidenceRow::read).transpose()
    }

    /// Whether a file lies at a path by right.
    pub async fn is_evidence_path(&self, path: &str) -> BooksResult<bool> {
        Ok(self.log.find(&PATHS, vec![path.into()]).await?.is_some())
    }

    /// The files uploaded for a command, in the order in which they came.
    pub async fn evidence_of_command(&self, command: Uuid) -> BooksResult<Vec<EvidenceRow>> {
        let mut keys = Vec::new();
        for values in self.log.scan(Span::of(&OF_COMMANDS, [command.into()]), MOST).await? {
            let mut cells = Cells::of(values);
            cells.take::<Uuid>()?;
            cells.take::<i64>()?;
            keys.push(vec![Value::Id(cells.take()?)]);
        }
        let files = self.log.find_all(&FILES, keys).await?;
        let mut files = files.into_iter().map(EvidenceRow::read).collect::<BooksResult<Vec<_>>>()?;
        files.sort_by_key(|file| (file.uploaded_at, file.evidence_id));
        Ok(files)
    }

    /// How many files are kept for a command that has not been filed yet, or for a case.
    pub async fn n_evidence(&self, command: Uuid, case: Option<Uuid>) -> BooksResult<u64> {
        let span = match case {
            Some(case) => Span::of(&OF_CASES, [case.into()]),
            None => Span::of(&OF_COMMANDS, [command.into()]),
        };
        Ok(self.log.count(span, MOST).await?)
    }

    /// By what a file should be found and is not.
    pub(crate) async fn lacking_file_finds(&self, file: &EvidenceRow) -> BooksResult<Vec<TableChange>> {
        let id = Value::from(file.evidence_id);
        let mut finds = vec![
            (&OF_COMMANDS, file.of_command(), Vec::new()),
            (&PATHS, vec![file.path.as_str().into()], vec![id.clone()]),
        ];
        if let Some(case) = file.case_id {
            finds.push((&OF_CASES, vec![case.into(), id], Vec::new()));
        }
        if !file.is_claimed {
            finds.push((&UNCLAIMED, file.unclaimed(), Vec::new()));
        }
        let mut lacking = Vec::new();
        for (table, key, rest) in finds {
            if self.log.find(table, key.clone()).await?.is_none() {
                lacking.push(put(table, [key, rest].concat()));
            }
        }
        Ok(lacking)
    }

    /// What guards a file by its command as it should be guarded, where it is not.
    pub(crate) async fn lacking_file_guard(&self, file: &EvidenceRow) -> BooksResult<Option<RowChange>> {
        let Row { version, body } = self.guard_of_files(file.command_id).await?;
        let should = if file.is_claimed { ANSWERED } else { body.as_str() };
        let is_so = version > 0 && body == should;
        Ok((!is_so).then(|| RowChange::write(guard(file.command_id), version, should)))
    }

    /// Has a file be guarded, and found by all that it should be; whether it was not.
    pub(crate) async fn mend_file_finds(&self, id: Uuid) -> BooksResult<bool> {
        let mut attempts = Attempts::at("a file");
        loop {
            attempts.begin()?;
            let Some(file) = self.evidence(id).await? else { return Ok(false) };
            let version = self.guard_of_files(file.command_id).await?.version;
            // Read behind its guard.
            let Some(file) = self.evidence(id).await? else { return Ok(false) };
            let tables = self.lacking_file_finds(&file).await?;
            let lacking = self.lacking_file_guard(&file).await?;
            if tables.is_empty() && lacking.is_none() {
                return Ok(false);
            }
            let rows = vec![lacking.unwrap_or_else(|| RowChange::look(guard(file.command_id), version))];
            if let Appended::Done { .. } =
                self.log.append(Append { rows, tables, ..Append::default() }).await?
            {
                return Ok(true);
            }
        }
    }

    /// The next files after an id, whoever's, in the order of their ids; none after the last.
    pub(crate) async fn files_after(&self, after: Uuid, limit: u32) -> BooksResult<Vec<EvidenceRow>> {
        let page = self.log.scan(Span::all(&FILES).after([after.into()]), limit).await?;
        page.into_iter().map(EvidenceRow::read).collect()
    }

    /// At most `limit` files that belong to a case, after the id `after` and in the order of their ids. An upload that
    /// nobody claimed yet may go at any moment, and is no evidence of anything.
    pub async fn evidence_after(&self, after: Uuid, limit: u32) -> BooksResult<Vec<EvidenceRow>> {
        let mut after = after;
        loop {
            let page = self.files_after(after, limit).await?;
            let Some(last) = page.last() else { return Ok(Vec::new()) };
            after = last.evidence_id;
            let claimed: Vec<EvidenceRow> = page.into_iter().filter(|file| file.is_claimed).collect();
            if !claimed.is_empty() {
                return Ok(claimed);
            }
        }
    }
}
