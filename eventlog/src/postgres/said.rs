//! What servers of one log say to each other besides: told at once to whoever listens, and kept nowhere.
//!
//! What is said within a moment goes out together, so that many words are one message to the database. A server does not
//! hear itself. What can't be sent is lost: nothing that must hold may rest on it.

use sqlx::PgPool;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{broadcast, mpsc};
use uuid::Uuid;

/// The channel of the database on which it is said.
pub(super) const CHANNEL: &str = "redress_said";
/// How long words wait for others to go with them.
const MOMENT: Duration = Duration::from_millis(20);
/// How many words wait to be sent at most, and for a listener at most.
const WAITING: usize = 4096;
/// The longest message the database takes is shorter than 8,000 bytes.
const LONGEST: usize = 7_900;

/// One server's part in it.
#[derive(Debug)]
pub(super) struct Said {
    own: String,
    to_send: mpsc::Sender<String>,
    heard: broadcast::Sender<Arc<str>>,
}

impl Said {
    /// Begins; what is to be sent goes out by `pool` as long as this is held.
    pub(super) fn begin(pool: PgPool) -> Arc<Self> {
        let own = Uuid::now_v7().to_string();
        let (to_send, waiting) = mpsc::channel(WAITING);
        tokio::spawn(send(pool, own.clone(), waiting));
        Arc::new(Self { own, to_send, heard: broadcast::Sender::new(WAITING) })
    }

    /// Says a word to the others.
    pub(super) fn say(&self, word: String) {
        if self.to_send.try_send(word).is_err() {
            tracing::debug!("too much is being said at once; the other servers miss some of it");
        }
    }

    /// What the others say from now on.
    pub(super) fn listen(&self) -> broadcast::Receiver<Arc<str>> {
        self.heard.subscribe()
    }

    /// Takes in a message.
    pub(super) fn hear(&self, message: &str) {
        let mut lines = message.lines();
        if lines.next().is_some_and(|from| from != self.own) {
            for word in lines {
                // Where nobody listens it is for nobody.
                let _ = self.heard.send(Arc::from(word));
            }
        }
    }
}

async fn send(pool: PgPool, own: String, mut waiting: mpsc::Receiver<String>) {
    let mut next = None;
    loop {
        let Some(first) = (match next.take() {
            Some(word) => Some(word),
            None => waiting.recv().await,
        }) else {
            return;
        };
        tokio::time::sleep(MOMENT).await;
        let mut message = [own.as_str(), "\n", &first].concat();
        while let Ok(word) = waiting.try_recv() {
            if message.len() + 1 + word.len() > LONGEST {
                next = Some(word);
                break;
            }
            message.push('\n');
            message.push_str(&word);
        }
        let told = sqlx::query("SELECT pg_notify($1, $2)").bind(CHANNEL).bind(message).execute(&pool).await;
        if let Err(error) = told {
            tracing::debug!(%error, "the other servers miss what was said");
        }
    }
}
