//! A vault in a database of its own, for a desk of several servers.
//!
//! Nobody keeps old states of that database: whoever has one can undo an erasure. What a destroyed key leaves in the
//! database's files goes with its next `VACUUM` and with the journals it lets go of.

use super::{AHEAD, Vault};
use crate::fault::{Fault, LogResult};
use crate::postgres::{big, connect, read_number};
use crate::seal::Key;
use async_trait::async_trait;
use sqlx::{PgPool, Row as _};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Its id is a row of its own; of two servers that make the table at once, one's id stands.
const SCHEMA: &str = "CREATE TABLE IF NOT EXISTS vault_keys (slot bigint PRIMARY KEY, key bytea); \
                      CREATE TABLE IF NOT EXISTS vault_id (is_it boolean PRIMARY KEY, id uuid NOT NULL)";
/// Held while the tables are made.
const FORM_LOCK: i64 = 0x7265_6472_6573_7302;
/// The connections of one server: keys are asked for by who writes and by who reads.
const CONNECTIONS: u32 = 4;

/// The keys of a log.
#[derive(Debug)]
pub struct PostgresVault {
    id: Uuid,
    pool: PgPool,
}

impl PostgresVault {
    /// Opens the vault in the database at this URL (`postgres://…`), making its table where there is none.
    pub async fn open(url: &str) -> LogResult<Self> {
        let pool = connect(url, CONNECTIONS).await?;
        let mut tx = pool.begin().await?;
        sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(FORM_LOCK).execute(&mut *tx).await?;
        sqlx::raw_sql(SCHEMA).execute(&mut *tx).await?;
        sqlx::query("INSERT INTO vault_id (is_it, id) VALUES (true, $1) ON CONFLICT DO NOTHING")
            .bind(Uuid::now_v7())
            .execute(&mut *tx)
            .await?;
        let id = sqlx::query_scalar("SELECT id FROM vault_id").fetch_one(&mut *tx).await?;
        tx.commit().await?;
        Ok(Self { id, pool })
    }
}

#[async_trait]
impl Vault for PostgresVault {
    fn id(&self) -> Uuid {
        self.id
    }

    async fn make_ready(&self, slot: u64) -> LogResult<()> {
        let slot = big(slot);
        let is_made: bool = sqlx::query_scalar("SELECT EXISTS (SELECT FROM vault_keys WHERE slot = $1)")
            .bind(slot)
            .fetch_one(&self.pool)
            .await?;
        if is_made {
            return Ok(());
        }
        // Another server may make the same at this moment; whose key is there first stays.
        let slots: Vec<i64> = (slot..slot.saturating_add(big(AHEAD))).collect();
        let keys: Vec<Vec<u8>> = slots.iter().map(|_| Key::random().0.to_vec()).collect();
        sqlx::query(
            "INSERT INTO vault_keys (slot, key) SELECT * FROM unnest($1::bigint[], $2::bytea[]) \
             ON CONFLICT (slot) DO NOTHING",
        )
        .bind(slots)
        .bind(keys)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    async fn keys(&self, slots: &[u64]) -> LogResult<Vec<Option<Key>>> {
        let asked: Vec<i64> = slots.iter().map(|slot| big(*slot)).collect();
        let rows = sqlx::query("SELECT slot, key FROM vault_keys WHERE slot = ANY($1)")
            .bind(asked)
            .fetch_all(&self.pool)
            .await?;
        let mut found: BTreeMap<u64, Option<Key>> = BTreeMap::new();
        for row in rows {
            let slot = read_number(row.try_get("slot")?, "a slot")?;
            let bytes: Option<Vec<u8>> = row.try_get("key")?;
            let key = bytes.map(|bytes| {
                let key = bytes.try_into().map(Key);
                key.map_err(|_| Fault::unreadable(format!("key {slot}"), "it is no key"))
            });
            found.insert(slot, key.transpose()?);
        }
        let key = |slot: &u64| {
            let key = found.get(slot).cloned();
            key.ok_or_else(|| Fault::unreadable(format!("key {slot}"), "it is not in the vault"))
        };
        slots.iter().map(key).collect()
    }

    async fn destroy(&self, slot: u64) -> LogResult<()> {
        self.make_ready(slot).await?;
        sqlx::query("UPDATE vault_keys SET key = NULL WHERE slot = $1")
            .bind(big(slot))
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}
