//! Hearing that another server added something, and what it says besides.

use super::said::{self, Said};
use super::write::CHANNEL;
use crate::event::Position;
use sqlx::PgPool;
use sqlx::postgres::PgListener;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// How long to wait before listening again, after the connection broke.
const AGAIN: Duration = Duration::from_millis(500);

/// Notes that the log reaches this far.
pub(super) fn note(grown: &watch::Sender<Position>, position: Position) {
    grown.send_if_modified(|known| {
        let is_news = position > *known;
        *known = position.max(*known);
        is_news
    });
}

/// Listens as long as the log is open. Whatever was said while nobody could hear it is asked for afterwards.
pub(super) async fn listen(pool: PgPool, grown: watch::Sender<Position>, said: Arc<Said>) {
    while !pool.is_closed() {
        if let Err(error) = hear(&pool, &grown, &said).await
            && !pool.is_closed()
        {
            tracing::warn!(%error, "no longer hears the other servers; listening again");
        }
        tokio::time::sleep(AGAIN).await;
    }
}

async fn hear(pool: &PgPool, grown: &watch::Sender<Position>, said: &Said) -> Result<(), sqlx::Error> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen_all([CHANNEL, said::CHANNEL]).await?;
    loop {
        let position: i64 = sqlx::query_scalar("SELECT position FROM log_end").fetch_one(pool).await?;
        note(grown, Position::try_from(position).unwrap_or(0));
        // Nothing heard means that the connection was renewed, and something may have been missed meanwhile.
        while let Some(message) = listener.try_recv().await? {
            if message.channel() == said::CHANNEL {
                said.hear(message.payload());
            } else if let Ok(position) = message.payload().parse() {
                note(grown, position);
            }
        }
    }
}
