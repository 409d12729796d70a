//! Leases: a lock held by a connection of its own, and gone with it.

use super::write::number;
use crate::fault::LogResult;
use crate::lease::Lease;
use async_trait::async_trait;
use sqlx::{Connection, PgConnection, PgPool};
use std::time::Duration;

/// How long the database may take to say that it is there.
const PATIENCE: Duration = Duration::from_secs(5);

#[derive(Debug)]
struct Held(PgConnection);

#[async_trait]
impl Lease for Held {
    async fn is_held(&mut self) -> bool {
        let asked = tokio::time::timeout(PATIENCE, self.0.ping()).await;
        asked.is_ok_and(|answered| answered.is_ok())
    }
}

/// Takes a name, unless another server has it.
pub(super) async fn take(pool: &PgPool, name: &str) -> LogResult<Option<Box<dyn Lease>>> {
    // Out of the pool before the lock is asked for: dropped at any moment it closes, and a lock goes with it. And whoever
    // holds a lease costs nobody else a connection.
    let mut conn = pool.acquire().await?.detach();
    let is_taken: bool = sqlx::query_scalar("SELECT pg_try_advisory_lock($1)")
        .bind(number(&[b"lease", name.as_bytes()]))
        .fetch_one(&mut conn)
        .await?;
    Ok(is_taken.then(|| -> Box<dyn Lease> { Box::new(Held(conn)) }))
}
