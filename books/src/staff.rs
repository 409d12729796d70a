//! People at the desk: who may sign in, as what, and the hash of their password.
//!
//! What became of them is a stream of its own, so every change is written down with whoever made it. The stream is also
//! the guard: each change is decided upon all of them, and none takes away the last one who may manage the others.

use crate::Books;
use crate::attempts::Attempts;
use crate::fault::{BooksResult, Fault};
use crate::step;
use crate::step::{Happening, Step, stream};
use chrono::{DateTime, FixedOffset};
use domain::actor::{Actor, Role};
use domain::happened::Happened;
use domain::id::{CommandId, UserId};
use eventlog::{Append, Appended, Cells, Column, Span, StreamAppend, Table, TableChange, Value, Version};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// People at the desk.
pub static STAFF: Table = Table {
    name: "staff",
    form: 1,
    key: &[Column::id("user")],
    rest: &[
        Column::text("name"),
        Column::text("display_name"),
        Column::text("role"),
        Column::text("password_hash"),
        Column::number("is_disabled"),
    ],
};

/// Cases on their way from one to another: asked for by whoever manages them, carried out by the server.
pub static HAND_OVERS: Table =
    Table { name: "hand_overs", form: 1, key: &[Column::id("from")], rest: &[Column::id("to")] };

/// More people than work at any desk.
const MOST: u32 = 100_000;

/// Somebody who may sign in at the desk.
#[derive(Clone, PartialEq, Eq)]
pub struct UserRow {
    /// Who.
    pub user_id: Uuid,
    /// The name they sign in with.
    pub name: String,
    /// The name customers and colleagues see.
    pub display_name: String,
    /// As what.
    pub role: Role,
    /// Argon2id, in the PHC string form.
    pub password_hash: String,
    /// Whether they may no longer sign in.
    pub is_disabled: bool,
}

impl std::fmt::Debug for UserRow {
    /// Without the password's hash, which must never reach a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("UserRow")
            .field("user_id", &self.user_id)
            .field("role", &self.role)
            .finish_non_exhaustive()
    }
}

impl UserRow {
    fn values(&self) -> Vec<Value> {
        vec![
            self.user_id.into(),
            self.name.as_str().into(),
            self.display_name.as_str().into(),
            self.role.code().into(),
            self.password_hash.as_str().into(),
            i64::from(self.is_disabled).into(),
        ]
    }

    fn read(values: Vec<Value>) -> BooksResult<Self> {
        let mut cells = Cells::of(values);
        let (user_id, name, display_name) = (cells.take()?, cells.take()?, cells.take()?);
        let role: String = cells.take()?;
        let role = Role::from_code(&role).ok_or_else(|| Fault::unreadable("a role", role))?;
        let password_hash = cells.take()?;
        Ok(Self { user_id, name, display_name, role, password_hash, is_disabled: cells.take::<i64>()? != 0 })
    }

    fn is_admin(&self) -> bool {
        self.role == Role::Admin && !self.is_disabled
    }
}

/// What became of somebody at the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum StaffEvent {
    /// They may sign in from now on.
    Added(Told, Role),
    /// They may no longer sign in, and what they have open ends.
    Disabled(Told),
    /// They were given a new password, and may sign in.
    Reset(Told),
    /// They chose a new password themself.
    PasswordChosen(Told),
    /// They have another role.
    RoleChanged(Told, Role),
    /// Their open cases are to go to somebody else.
    HandedOver(Told, UserId),
}

/// Of whom an event tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// Who.
    pub user: UserId,
    /// Their sign-in name then.
    pub name: String,
}

impl Happening for StaffEvent {
    const FAMILY: &'static str = "staff";

    fn code(&self) -> &str {
        match self {
            Self::Added(..) => "added",
            Self::Disabled(_) => "disabled",
            Self::Reset(_) => "reset",
            Self::PasswordChosen(_) => "password_chosen",
            Self::RoleChanged(..) => "role_changed",
            Self::HandedOver(..) => "handed_over",
        }
    }
}

impl StaffEvent {
    /// Of whom it tells.
    pub const fn told(&self) -> &Told {
        match self {
            Self::Added(told, _)
            | Self::Disabled(told)
            | Self::Reset(told)
            | Self::PasswordChosen(told)
            | Self::RoleChanged(told, _)
            | Self::HandedOver(told, _) => told,
        }
    }
}

/// What may be changed of a user.
#[derive(Clone)]
pub enum UserChange {
    /// They may no longer sign in, and what they have open ends.
    Disable,
    /// They have a new password, by its hash, and may sign in.
    Reset(String),
    /// They chose a new password themself.
    Password {
        /// The hash of the one they showed to be theirs.
        before: String,
        /// The hash of the new one.
        now: String,
    },
    /// They have another role.
    Role(Role),
    /// Their open cases are to go to somebody else.
    HandOver(Uuid),
}

impl UserChange {
    /// Makes it of a user; what is to be written down of it.
    fn make(&self, user: &mut UserRow) -> StaffEvent {
        let told = Told { user: UserId(user.user_id), name: user.name.clone() };
        match self {
            Self::Disable => {
                user.is_disabled = true;
                StaffEvent::Disabled(told)
            }
            Self::Reset(hash) => {
                user.is_disabled = false;
                user.password_hash.clone_from(hash);
                StaffEvent::Reset(told)
            }
            Self::Password { now, .. } => {
                user.password_hash.clone_from(now);
                StaffEvent::PasswordChosen(told)
            }
            Self::Role(role) => {
                user.role = *role;
                StaffEvent::RoleChanged(told, *role)
            }
            Self::HandOver(to) => StaffEvent::HandedOver(told, UserId(*to)),
        }
    }
}

/// What became of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// It is made.
    Done,
    /// There is nobody of that name.
    Unknown,
    /// Nobody would be left who may manage users.
    LastAdmin,
    /// Somebody has that name already.
    NameTaken,
    /// The password they showed to be theirs is theirs no more, or they may not sign in any more.
    OtherPassword,
}

/// Names are the same whatever their letters' size.
fn is_name(user: &UserRow, name: &str) -> bool {
    user.name.eq_ignore_ascii_case(name)
}

impl Books {
    /// Adds a user.
    pub async fn add_user(
        &self,
        user: UserRow,
        at: DateTime<FixedOffset>,
        by: Actor,
    ) -> BooksResult<Changed> {
        let told = Told { user: UserId(user.user_id), name: user.name.clone() };
        let added = StaffEvent::Added(told, user.role);
        self.change_staff(at, by, |staff| {
            if staff.iter().any(|known| is_name(known, &user.name)) {
                return Err(Changed::NameTaken);
            }
            Ok((added.clone(), vec![TableChange::Put { table: &STAFF, values: user.values() }]))
        })
        .await
    }

    /// Changes a user; `by` is who does it.
    pub async fn change_user(
        &self,
        name: &str,
        change: &UserChange,
        at: DateTime<FixedOffset>,
        by: Actor,
    ) -> BooksResult<Changed> {
        self.change_staff(at, by, |staff| {
            let before = staff.iter().find(|user| is_name(user, name)).ok_or(Changed::Unknown)?;
            if let UserChange::Password { before: shown, .. } = change
                && (before.is_disabled || before.password_hash != *shown)
            {
                return Err(Changed::OtherPassword);
            }
            let mut user = before.clone();
            let event = change.make(&mut user);
            let others = staff.iter().filter(|other| other.user_id != user.user_id);
            if before.is_admin() && !user.is_admin() && !others.into_iter().any(UserRow::is_admin) {
                return Err(Changed::LastAdmin);
            }
            let mut tables = vec![TableChange::Put { table: &STAFF, values: user.values() }];
            if let UserChange::HandOver(to) = change {
                let values = vec![user.user_id.into(), (*to).into()];
                tables.push(TableChange::Put { table: &HAND_OVERS, values });
            }
            Ok((event, tables))
        })
        .await
    }

    /// Makes a change that is decided upon all who are there.
    async fn change_staff(
        &self,
        at: DateTime<FixedOffset>,
        by: Actor,
        decide: impl Fn(&[UserRow]) -> Result<(StaffEvent, Vec<TableChange>), Changed> + Send + Sync,
    ) -> BooksResult<Changed> {
        let stream = stream::<StaffEvent>(Uuid::nil());
        let mut attempts = Attempts::at("the people at the desk");
        loop {
            attempts.begin()?;
            let expected = self.log.version(&stream).await?;
            let (event, tables) = match decide(&self.users().await?) {
                Ok(made) => made,
                Err(refused) => return Ok(refused),
            };
            let command = CommandId(Uuid::new_v4());
            let step = Step { command, fingerprint: Vec::new(), at, actor: by, events: vec![event] };
            let streams =
                vec![StreamAppend { stream: stream.clone(), expected, steps: vec![step.kept(None)?] }];
            if let Appended::Done { .. } =
                self.log.append(Append { streams, tables, ..Append::default() }).await?
            {
                return Ok(Changed::Done);
            }
        }
    }

    /// What became of people at the desk after a version, the oldest first.
    pub async fn staff_events(&self, after: Version) -> BooksResult<Vec<Happened<StaffEvent>>> {
        let kept = self.log.load(&stream::<StaffEvent>(Uuid::nil()), after).await?;
        kept.iter().map(step::read).collect()
    }

    /// Whose cases are to go to whom, and how many changes of people at the desk there were by then.
    pub async fn hand_overs(&self) -> BooksResult<(Version, Vec<(Uuid, Uuid)>)> {
        let seen = self.log.version(&stream::<StaffEvent>(Uuid::nil())).await?;
        let rows = self.log.scan(Span::all(&HAND_OVERS), MOST).await?;
        let read = |values| {
            let mut cells = Cells::of(values);
            Ok((cells.take()?, cells.take()?))
        };
        Ok((seen, rows.into_iter().map(read).collect::<BooksResult<_>>()?))
    }

    /// Forgets a hand-over that is done, unless something was asked for since it was read: that is looked at another time.
    pub async fn end_hand_over(&self, seen: Version, from: Uuid) -> BooksResult<()> {
        let stream = stream::<StaffEvent>(Uuid::nil());
        let unmoved = StreamAppend { stream, expected: seen, steps: Vec::new() };
        let gone = TableChange::Clear { table: &HAND_OVERS, key: vec![from.into()] };
        let append = Append { streams: vec![unmoved], tables: vec![gone], ..Append::default() };
        self.log.append(append).await?;
        Ok(())
    }

    /// The user with this id.
    pub async fn user(&self, user: Uuid) -> BooksResult<Option<UserRow>> {
        self.log.find(&STAFF, vec![user.into()]).await?.map(UserRow::read).transpose()
    }

    /// The user with this sign-in name.
    pub async fn user_by_name(&self, name: &str) -> BooksResult<Option<UserRow>> {
        Ok(self.users().await?.into_iter().find(|user| is_name(user, name)))
    }

    /// The names of users as colleagues know them; who is unknown is left out.
    pub async fn user_names(
        &self,
        ids: impl IntoIterator<Item = UserId>,
    ) -> BooksResult<BTreeMap<UserId, String>> {
        let ids: BTreeSet<UserId> = ids.into_iter().collect();
        let keys = ids.into_iter().map(|id| vec![id.0.into()]).collect();
        let known = self.log.find_all(&STAFF, keys).await?;
        let name = |values| {
            let UserRow { user_id, display_name, .. } = UserRow::read(values)?;
            Ok((UserId(user_id), display_name))
        };
        known.into_iter().map(name).collect()
    }

    /// Who may work cases, with the name colleagues and customers know.
    pub async fn colleagues(&self) -> BooksResult<Vec<(UserId, String)>> {
        let mut users = self.users().await?;
        users.retain(|user| user.role != Role::Admin && !user.is_disabled);
        Ok(users.into_iter().map(|user| (UserId(user.user_id), user.display_name)).collect())
    }

    /// Who may lift that a complaint is about somebody.
    pub async fn supervisors(&self) -> BooksResult<Vec<UserId>> {
        let mut users = self.users().await?;
        users.retain(|user| user.role == Role::Supervisor && !user.is_disabled);
        Ok(users.into_iter().map(|user| UserId(user.user_id)).collect())
    }

    /// Every user, by name, whatever its letters' size.
    pub async fn users(&self) -> BooksResult<Vec<UserRow>> {
        let rows = self.log.scan(Span::all(&STAFF), MOST).await?;
        let mut users = rows.into_iter().map(UserRow::read).collect::<BooksResult<Vec<_>>>()?;
        users.sort_by_cached_key(|user| user.name.to_ascii_lowercase());
        Ok(users)
    }
}
