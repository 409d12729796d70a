//! Leases: a lock held by a connection of its own, and gone with it.

use super::write::number;
use crate::fault::LogResult;
use crate::lease::Lease;
use async_trait::async_trait;
use sqlx::{Connection, PgConnection, PgPool};

#[derive(Debug)]
struct Held(PgConnection);

#[async_trait]
impl Lease for Held {
    async fn is_held(&mut self) -> bool {
        self.0.ping().await.is_ok()
    }
}

/// Takes a name, unless another server has it.
pub(super) async fn take(pool: &PgPool, name: &str) -> LogResult<Option<Box<dyn Lease>>> {
    let mut conn = pool.acquire().await?;
    let is_taken: bool = sqlx::query_scalar("SELECT pg_try_advisory_lock($1)")
        .bind(number(&[b"lease", name.as_bytes()]))
        .fetch_one(&mut *conn)
        .await?;
    // Out of the pool, so that whoever holds a lease costs nobody else a connection.
    Ok(is_taken.then(|| -> Box<dyn Lease> { Box::new(Held(conn.detach())) }))
}
