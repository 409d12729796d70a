//! Desk users: who may sign in, as what, and the hash of their password.

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
        .execute(conn)
        .await?;
        Ok(done.rows_affected() > 0)
    }
}

/// What may be changed of a user.
#[derive(Clone, Debug)]
pub enum UserChange {
    /// They may no longer sign in, and what they have open ends.
    Disable,
    /// They have a new password, by its hash, and may sign in.
    Reset(String),
}

struct ChangeUser {
    name: String,
    change: UserChange,
}

#[async_trait]
impl Change for ChangeUser {
    type Answer = bool;

    async fn make(&self, conn: &mut SqliteConnection) -> StoreResult<bool> {
        let query = match &self.change {
            UserChange::Disable => sqlx::query("UPDATE users SET is_disabled = 1 WHERE name = ?"),
            UserChange::Reset(hash) => {
                sqlx::query("UPDATE users SET is_disabled = 0, password_hash = ? WHERE name = ?").bind(hash)
            }
        };
        let done = query.bind(&self.name).execute(conn).await?;
        Ok(done.rows_affected() > 0)
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

    /// Changes a user; `false` where there is none of that name.
    pub async fn change_user(&self, name: &str, change: UserChange) -> StoreResult<bool> {
        let name = name.to_owned();
        self.writer.make(ChangeUser { name, change }).await
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

    /// Every user, by name.
    pub async fn users(&self) -> StoreResult<Vec<UserRow>> {
        let found: Vec<Columns> = sqlx::query_as(SELECT_ALL).fetch_all(&self.reads).await?;
        found.into_iter().map(row).collect()
    }
}
