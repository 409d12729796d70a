//! Desk users: who may sign in, as what, and the hash of their password.
//!
//! Every change of a user is written down beside them in the same transaction, and no change takes away the last one
//! who may manage the others.

use super::writer::Change;
use super::{Store, StoreFault, StoreResult};
use async_trait::async_trait;
use domain::actor::Role;
use domain::id::UserId;
use sqlx::SqliteConnection;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

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

type Columns = (Uuid, String, String, String, String, bool);

fn row((user_id, name, display_name, role, password_hash, is_disabled): Columns) -> StoreResult<UserRow> {
    let role = Role::from_code(&role).ok_or_else(|| StoreFault::unreadable("role", role))?;
    Ok(UserRow { user_id, name, display_name, role, password_hash, is_disabled })
}

struct SaveUser(UserRow);

#[async_trait]
impl Change for SaveUser {
    type Answer = bool;

    async fn make(&self, conn: &mut SqliteConnection) -> StoreResult<bool> {
        let user = &self.0;
        let done = sqlx::query(
            "INSERT INTO users (user_id, name, display_name, role, password_hash, is_disabled) \
             VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING",
        )
        .bind(user.user_id)
        .bind(&user.name)
        .bind(&user.display_name)
        .bind(user.role.code())
        .bind(&user.password_hash)
        .bind(user.is_disabled)
        .execute(&mut *conn)
        .await?;
        let is_added = done.rows_affected() > 0;
        if is_added {
            note(conn, COMMAND_LINE, user, &format!("added as {}", user.role)).await?;
        }
        Ok(is_added)
    }
}

/// Who changes a user where nobody has signed in.
pub const COMMAND_LINE: &str = "command line";

/// What may be changed of a user.
#[derive(Clone)]
pub enum UserChange {
    /// They may no longer sign in, and what they have open ends.
    Disable,
    /// They have a new password, by its hash, and may sign in.
    Reset(String),
    /// They chose a new password themself, by its hash.
    Password(String),
    /// They have another role.
    Role(Role),
    /// Their open cases are to go to somebody else.
    HandOver(Uuid),
}

impl UserChange {
    /// What the log of users says of it.
    fn told(&self) -> String {
        match self {
            Self::Disable => "disabled".to_owned(),
            Self::Reset(_) => "given a new password, and access".to_owned(),
            Self::Password(_) => "chose a new password".to_owned(),
            Self::Role(role) => format!("made {role}"),
            Self::HandOver(to) => format!("handed their cases over to {to}"),
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
}

/// What once became of a user.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct UserNote {
    /// When, RFC 3339.
    pub at: String,
    /// Who did it: a user's id, or the command line.
    pub by: String,
    /// The user's sign-in name then.
    pub name: String,
    /// What was done.
    pub what: String,
}

struct ChangeUser {
    name: String,
    change: UserChange,
    by: String,
}

#[async_trait]
impl Change for ChangeUser {
    type Answer = Changed;

    async fn make(&self, conn: &mut SqliteConnection) -> StoreResult<Changed> {
        let found: Option<Columns> =
            sqlx::query_as(SELECT_BY_NAME).bind(&self.name).fetch_optional(&mut *conn).await?;
        let Some(user) = found.map(row).transpose()? else {
            return Ok(Changed::Unknown);
        };
        let ends_admin = match &self.change {
            UserChange::Disable => true,
            UserChange::Role(role) => *role != Role::Admin,
            UserChange::Reset(_) | UserChange::Password(_) | UserChange::HandOver(_) => false,
        };
        if ends_admin && user.role == Role::Admin && !user.is_disabled {
            let n_others: i64 = sqlx::query_scalar(
                "SELECT count(*) FROM users WHERE role = 'admin' AND is_disabled = 0 AND user_id <> ?",
            )
            .bind(user.user_id)
            .fetch_one(&mut *conn)
            .await?;
            if n_others == 0 {
                return Ok(Changed::LastAdmin);
            }
        }
        let query = match &self.change {
            UserChange::Disable => sqlx::query("UPDATE users SET is_disabled = 1 WHERE user_id = ?"),
            UserChange::Reset(hash) => {
                sqlx::query("UPDATE users SET is_disabled = 0, password_hash = ? WHERE user_id = ?")
                    .bind(hash)
            }
            UserChange::Password(hash) => {
                sqlx::query("UPDATE users SET password_hash = ? WHERE user_id = ?").bind(hash)
            }
            UserChange::Role(role) => {
                sqlx::query("UPDATE users SET role = ? WHERE user_id = ?").bind(role.code())
            }
            UserChange::HandOver(to) => {
                sqlx::query("INSERT OR REPLACE INTO hand_overs (to_user, from_user) VALUES (?, ?)").bind(to)
            }
        };
        query.bind(user.user_id).execute(&mut *conn).await?;
        note(conn, &self.by, &user, &self.change.told()).await?;
        Ok(Changed::Done)
    }
}

async fn note(conn: &mut SqliteConnection, by: &str, user: &UserRow, what: &str) -> StoreResult<()> {
    sqlx::query("INSERT INTO user_log (at, by, user_id, name, what) VALUES (?, ?, ?, ?, ?)")
        .bind(chrono::Utc::now().to_rfc3339_opts(chrono::SecondsFormat::Secs, true))
        .bind(by)
        .bind(user.user_id)
        .bind(&user.name)
        .bind(what)
        .execute(conn)
        .await?;
    Ok(())
}

struct EndHandOver(Uuid);

#[async_trait]
impl Change for EndHandOver {
    type Answer = ();

    async fn make(&self, conn: &mut SqliteConnection) -> StoreResult<()> {
        sqlx::query("DELETE FROM hand_overs WHERE from_user = ?").bind(self.0).execute(conn).await?;
        Ok(())
    }
}

const SELECT_BY_NAME: &str =
    "SELECT user_id, name, display_name, role, password_hash, is_disabled FROM users WHERE name = ?";
const SELECT_BY_ID: &str =
    "SELECT user_id, name, display_name, role, password_hash, is_disabled FROM users WHERE user_id = ?";
const SELECT_ALL: &str =
    "SELECT user_id, name, display_name, role, password_hash, is_disabled FROM users ORDER BY name";

impl Store {
    /// Adds a user; `false` where the name is taken.
    pub async fn add_user(&self, user: UserRow) -> StoreResult<bool> {
        self.writer.make(SaveUser(user)).await
    }

    /// Changes a user; `by` is who does it.
    pub async fn change_user(&self, name: &str, change: UserChange, by: &str) -> StoreResult<Changed> {
        let (name, by) = (name.to_owned(), by.to_owned());
        self.writer.make(ChangeUser { name, change, by }).await
    }

    /// What became of users, the oldest first.
    pub async fn user_log(&self) -> StoreResult<Vec<UserNote>> {
        let notes = sqlx::query_as("SELECT at, by, name, what FROM user_log ORDER BY seq")
            .fetch_all(&self.reads)
            .await?;
        Ok(notes)
    }

    /// Whose cases are to go to whom.
    pub async fn hand_overs(&self) -> StoreResult<Vec<(Uuid, Uuid)>> {
        let found =
            sqlx::query_as("SELECT from_user, to_user FROM hand_overs").fetch_all(&self.reads).await?;
        Ok(found)
    }

    /// Forgets a hand-over that is done.
    pub async fn end_hand_over(&self, from_user: Uuid) -> StoreResult<()> {
        self.writer.make(EndHandOver(from_user)).await
    }

    /// The user with this sign-in name.
    pub async fn user_by_name(&self, name: &str) -> StoreResult<Option<UserRow>> {
        let found: Option<Columns> =
            sqlx::query_as(SELECT_BY_NAME).bind(name).fetch_optional(&self.reads).await?;
        found.map(row).transpose()
    }

    /// The user with this id.
    pub async fn user(&self, user_id: Uuid) -> StoreResult<Option<UserRow>> {
        let found: Option<Columns> =
            sqlx::query_as(SELECT_BY_ID).bind(user_id).fetch_optional(&self.reads).await?;
        found.map(row).transpose()
    }

    /// The names of users as colleagues know them; who is unknown is left out.
    pub async fn user_names(
        &self,
        ids: impl IntoIterator<Item = UserId>,
    ) -> StoreResult<BTreeMap<UserId, String>> {
        let mut names = BTreeMap::new();
        for id in ids.into_iter().collect::<BTreeSet<_>>() {
            if let Some(known) = self.user(id.0).await? {
                names.insert(id, known.display_name);
            }
        }
        Ok(names)
    }

    /// Who may work cases, with the name colleagues and customers know.
    pub async fn colleagues(&self) -> StoreResult<Vec<(UserId, String)>> {
        let found: Vec<(Uuid, String)> = sqlx::query_as(
            "SELECT user_id, display_name FROM users WHERE role <> 'admin' AND is_disabled = 0",
        )
        .fetch_all(&self.reads)
        .await?;
        Ok(found.into_iter().map(|(id, name)| (UserId(id), name)).collect())
    }

    /// Who may lift that a complaint is about somebody.
    pub async fn supervisors(&self) -> StoreResult<Vec<UserId>> {
        let found: Vec<Uuid> =
            sqlx::query_scalar("SELECT user_id FROM users WHERE role = 'supervisor' AND is_disabled = 0")
                .fetch_all(&self.reads)
                .await?;
        Ok(found.into_iter().map(UserId).collect())
    }

    /// Every user, by name.
    pub async fn users(&self) -> StoreResult<Vec<UserRow>> {
        let found: Vec<Columns> = sqlx::query_as(SELECT_ALL).fetch_all(&self.reads).await?;
        found.into_iter().map(row).collect()
    }
}
