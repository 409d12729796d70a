//! Private links: one per case at a time, which ends by itself, can be taken back and made anew.

use super::writer::Change;
use super::{Store, StoreResult};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;
use uuid::Uuid;

/// A case's link.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct LinkRow {
    /// The case.
    pub case_id: Uuid,
    /// Whose complaint it is.
    pub person_id: Uuid,
    /// Its place among the links the case has had, from 1.
    pub generation: u32,
    /// Until when it opens the case, in seconds since 1970.
    pub expires_at: i64,
    /// When it was taken back.
    pub revoked_at: Option<i64>,
}

impl LinkRow {
    /// Whether it opens its case.
    pub fn opens(&self, now: DateTime<Utc>) -> bool {
        self.revoked_at.is_none() && now.timestamp() < self.expires_at
    }
}

/// A link about to be made.
#[derive(Clone, Debug)]
pub struct NewLink {
    /// Its place among the links the case has had.
    pub generation: u32,
    /// The keyed hash of its token.
    pub token_hash: Vec<u8>,
    /// Until when it opens the case, in seconds since 1970.
    pub expires_at: i64,
}

enum LinkChange {
    Renew { case_id: Uuid, link: NewLink },
    Revoke { case_id: Uuid, at: i64 },
}

#[async_trait]
impl Change for LinkChange {
    type Answer = bool;

    async fn make(&self, conn: &mut SqliteConnection) -> StoreResult<bool> {
        let query = match self {
            // Only the next in turn: of two who renew at once one is told that the other was faster.
            Self::Renew { case_id, link } => sqlx::query(
                "UPDATE links SET generation = ?1, token_hash = ?2, expires_at = ?3, revoked_at = NULL \
                 WHERE case_id = ?4 AND generation = ?1 - 1",
            )
            .bind(link.generation)
            .bind(&link.token_hash)
            .bind(link.expires_at)
            .bind(case_id),
            Self::Revoke { case_id, at } => {
                sqlx::query("UPDATE links SET revoked_at = ? WHERE case_id = ? AND revoked_at IS NULL")
                    .bind(at)
                    .bind(case_id)
            }
        };
        Ok(query.execute(conn).await?.rows_affected() > 0)
    }
}

/// Keeps the first link of a case.
pub(super) async fn insert_link(
    conn: &mut SqliteConnection,
    case_id: Uuid,
    person_id: Uuid,
    link: &NewLink,
) -> StoreResult<()> {
    sqlx::query(
        "INSERT INTO links (case_id, person_id, generation, token_hash, expires_at) VALUES (?, ?, ?, ?, ?)",
    )
    .bind(case_id)
    .bind(person_id)
    .bind(link.generation)
    .bind(&link.token_hash)
    .bind(link.expires_at)
    .execute(conn)
    .await?;
    Ok(())
}

const BY_CASE: &str =
    "SELECT case_id, person_id, generation, expires_at, revoked_at FROM links WHERE case_id = ?";
const BY_TOKEN: &str =
    "SELECT case_id, person_id, generation, expires_at, revoked_at FROM links WHERE token_hash = ?";

impl Store {
    /// The link of a case.
    pub async fn link(&self, case_id: Uuid) -> StoreResult<Option<LinkRow>> {
        Ok(sqlx::query_as(BY_CASE).bind(case_id).fetch_optional(&self.reads).await?)
    }

    /// The link with this token, by its keyed hash, whether or not it still opens anything.
    pub async fn link_by_token(&self, token_hash: &[u8]) -> StoreResult<Option<LinkRow>> {
        Ok(sqlx::query_as(BY_TOKEN).bind(token_hash).fetch_optional(&self.reads).await?)
    }

    /// Puts a link in place of the case's last one, which opens nothing from then on; `false` where somebody was faster.
    pub async fn renew_link(&self, case_id: Uuid, link: NewLink) -> StoreResult<bool> {
        self.writer.make(LinkChange::Renew { case_id, link }).await
    }

    /// Takes a case's link back; `false` where there is none to take back.
    pub async fn revoke_link(&self, case_id: Uuid, at: i64) -> StoreResult<bool> {
        self.writer.make(LinkChange::Revoke { case_id, at }).await
    }
}
