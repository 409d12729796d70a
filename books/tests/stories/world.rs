//! Where the books lie that stories are told of.

use books::{Books, TABLES};
use eventlog::memory::MemoryLog;
use eventlog::postgres::PostgresLog;
use eventlog::sqlite::SqliteLog;
use eventlog::testing::postgres::Postgres;
use eventlog::vault::{FileVault, MemoryVault};
use std::ops::Deref;
use std::sync::Arc;

/// Empty books, and what they lie in.
pub(crate) struct World {
    books: Books,
    /// The same books as a second server has them open; where there can be but one server, the same again.
    pub(crate) others: Books,
    dir: Option<tempfile::TempDir>,
    _postgres: Option<Arc<Postgres>>,
}

impl Deref for World {
    type Target = Books;

    fn deref(&self) -> &Books {
        &self.books
    }
}

impl World {
    /// Changes what lies in SQLite behind the log's back.
    pub(crate) fn by_hand(&self, sql: &str) {
        let file = self.dir.as_ref().unwrap().path().join("log.db");
        rusqlite::Connection::open(file).unwrap().execute_batch(sql).unwrap();
    }

    pub(crate) async fn in_memory() -> Self {
        std::future::ready(()).await;
        let log = MemoryLog::new(TABLES, Arc::<MemoryVault>::default()).unwrap();
        let books = Books::new(Arc::new(log));
        Self { others: books.clone(), books, dir: None, _postgres: None }
    }

    pub(crate) async fn in_sqlite() -> Self {
        std::future::ready(()).await;
        let dir = tempfile::tempdir().unwrap();
        let vault = dir.path().join("vault");
        FileVault::make(&vault).unwrap();
        let vault = Arc::new(FileVault::open(&vault, &[]).unwrap());
        let log = SqliteLog::open(&dir.path().join("log.db"), TABLES, vault).unwrap();
        let books = Books::new(Arc::new(log));
        Self { others: books.clone(), books, dir: Some(dir), _postgres: None }
    }

    pub(crate) async fn in_postgres() -> Self {
        let postgres = Postgres::shared();
        let (url, vault) = (postgres.database().await, Arc::<MemoryVault>::default());
        let open = async || {
            let vault = Arc::<MemoryVault>::clone(&vault);
            Books::new(Arc::new(PostgresLog::open(&url, TABLES, vault).await.unwrap()))
        };
        Self { books: open().await, others: open().await, dir: None, _postgres: Some(postgres) }
    }
}

/// Makes a test of each story for each log.
macro_rules! stories {
    ($($story:ident,)+) => {
        stories! { in_memory: $($story,)+ }
        stories! { in_sqlite: $($story,)+ }
        stories! { in_postgres: $($story,)+ }
    };
    ($log:ident: $($story:ident,)+) => {
        mod $log {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $story() {
                    let world = crate::world::World::$log().await;
                    super::$story(&world).await;
                }
            )+
        }
    };
}
