//! A real server for one test: its own port, its own data in a temporary folder, the example shop, and a clock
//! that stands still until the test moves it.
//!
//! Everything is the real thing (router, store on disk, packs); only time is set, in process and never over HTTP.

use crate::actors::Actor;
use chrono::{DateTime, Duration};
use eventlog::testing::postgres::Postgres;
use server::assets::Assets;
use server::clock::Clock;
use server::config::{Config, Database, Settings};
use server::import::{Intake, ReadOrder, Tally};
use server::policies::Policies;
use server::state::{AppState, Parts};
use server::store::open::DATABASE_FILE;
use server::store::{Options, Store};
use server::{connections, demo, installation, router};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tempfile::TempDir;

/// The moment at which every test begins: a Tuesday morning in the shop's zone.
pub const START: &str = "2026-03-10T10:00:00+08:00";

/// More connections than a test opens.
const AT_MOST: usize = 100_000;

/// A running server.
pub struct App {
    /// Where it listens, such as `http://127.0.0.1:40123`.
    pub url: String,
    /// What its handlers reach.
    pub state: AppState,
    now: Arc<AtomicI64>,
    task: tokio::task::JoinHandle<()>,
    database: Option<(String, Arc<Postgres>)>,
    dir: Arc<TempDir>,
}

/// What a test may want different from the example shop.
pub struct Wish {
    /// Changes to the settings.
    pub settings: Settings,
    /// Where the built pages are; none unless a browser test needs them.
    pub web_dir: Option<PathBuf>,
    /// The largest size of the database, in pages; then it is a file.
    pub max_pages: Option<u32>,
    /// Whether the story is about the files of a data folder, wherever other stories keep their books.
    pub is_of_files: bool,
}

/// Names the store that stories keep their books in, where it is not a file: `postgres`.
const STORE: &str = "REDRESS_TEST_STORE";

impl Default for Wish {
    /// The example shop, with room for as many tries as a test makes.
    fn default() -> Self {
        let settings = Settings {
            lookups_per_minute: Some(100_000),
            lookups_per_number: Some(100_000),
            sign_ins_per_minute: Some(100_000),
            filings_per_hour: Some(100_000),
            uploads_per_hour: Some(100_000),
            steps_per_hour: Some(100_000),
            ..Settings::default()
        };
        Self { settings, web_dir: None, max_pages: None, is_of_files: false }
    }
}

impl App {
    /// Starts a server with the example shop.
    pub async fn start() -> Self {
        Self::start_with(Wish::default()).await
    }

    /// Starts a server as a test wishes it.
    pub async fn start_with(wish: Wish) -> Self {
        let dir = tempfile::Builder::new().prefix("redress-app-").tempdir().unwrap();
        let place = Settings { data_dir: Some(dir.path().join("data")), ..Settings::default() };
        let config = wish.settings.or(place).or(demo::settings()).resolve().unwrap();
        let start = DateTime::parse_from_rfc3339(START).unwrap();
        let is_of_files = wish.is_of_files || wish.max_pages.is_some();
        let database = if is_of_files { None } else { database().await };
        let in_database = database.as_ref().map(|(url, _)| Database { log: url.clone(), vault: None });
        let options = Options { max_pages: wish.max_pages, database: in_database, ..Options::of(&config) };
        let store = installation::make(options).await.unwrap().store;
        demo::seed(&store, &config, start.to_utc()).await.unwrap();
        let now = Arc::new(AtomicI64::new(start.timestamp_millis()));
        let assets = Assets::read(wish.web_dir.as_deref().unwrap_or(Path::new("/nonexistent"))).unwrap();
        let assets = assets.for_languages(&config.shop.locales).unwrap();
        let (url, state, task) = serve(config, store, Arc::clone(&now), assets, wish.web_dir).await;
        Self { url, state, now, task, database, dir: Arc::new(dir) }
    }

    /// One more server of the same desk, which knows nothing but what is kept in its books.
    pub async fn another_server(&self) -> Self {
        let config = Config::clone(&self.state.config);
        let in_database = self.database.as_ref().map(|(url, _)| Database { log: url.clone(), vault: None });
        let options = Options { is_server: false, database: in_database, ..Options::of(&config) };
        let store = installation::open(options).await.unwrap().store;
        let (now, database, dir) = (Arc::clone(&self.now), self.database.clone(), Arc::clone(&self.dir));
        let assets = Assets::read(Path::new("/nonexistent")).unwrap();
        let (url, state, task) = serve(config, store, Arc::clone(&now), assets, None).await;
        Self { url, state, now, task, database, dir }
    }

    /// Brings in orders as an import does, and says how many were left out.
    pub async fn import(&self, orders: Vec<ReadOrder>) -> u64 {
        self.imports(orders).await.n_skipped
    }

    /// Makes a case unreadable, as a damaged disk might: its filing says nothing any more.
    pub async fn spoil(&self, case_id: &str) {
        let case_id: uuid::Uuid = case_id.parse().unwrap();
        let spoil = "UPDATE log_events SET body = '{}' WHERE family = 'case' AND version = 1 AND stream = ";
        let n_spoilt = if let Some((url, _)) = &self.database {
            eventlog::testing::postgres::run_sql(url, &format!("{spoil}'{case_id}'")).await
        } else {
            let file = self.state.store.dir().join(DATABASE_FILE);
            let database = rusqlite::Connection::open(file).unwrap();
            database.execute(&format!("{spoil}x'{}'", case_id.simple()), []).unwrap()
        };
        assert_eq!(n_spoilt, 1);
    }

    /// The same, with all that it came to.
    pub async fn imports(&self, orders: Vec<ReadOrder>) -> Tally {
        let mut intake = Intake::new(self.state.store.clone(), self.state.secret.clone());
        for order in orders {
            intake.take(Ok(order)).await.unwrap();
        }
        intake.finish().await.unwrap()
    }

    /// Waits until all that happened can be found by its words.
    pub async fn index(&self) {
        let last = self.state.store.last().await.unwrap();
        let mut standing = self.state.indexing.standing();
        standing.wait_for(|standing| standing.position >= last).await.unwrap();
    }

    /// Lets time pass.
    pub fn pass(&self, time: Duration) {
        self.now.fetch_add(time.num_milliseconds(), Ordering::Relaxed);
    }

    /// A customer who has not proved anything yet.
    pub fn customer(&self) -> Actor {
        Actor::new(&self.url, "customer")
    }

    /// Somebody of the example shop's staff, signed in.
    pub async fn staff(&self, name: &str) -> Actor {
        let actor = Actor::new(&self.url, "console");
        actor.sign_in(name, &format!("demo-{name}")).await.ok();
        actor
    }
}

impl Drop for App {
    fn drop(&mut self) {
        self.state.ending.cancel();
        self.task.abort();
    }
}

/// A database of a story's own, where stories keep their books in one.
async fn database() -> Option<(String, Arc<Postgres>)> {
    match std::env::var(STORE).ok().as_deref() {
        None => None,
        Some("postgres") => {
            let postgres = Postgres::shared();
            Some((postgres.database().await, postgres))
        }
        Some(other) => panic!("{STORE}: expected `postgres`, got `{other}`"),
    }
}

async fn serve(
    config: Config,
    store: Store,
    now: Arc<AtomicI64>,
    assets: Assets,
    pages_dir: Option<PathBuf>,
) -> (String, AppState, tokio::task::JoinHandle<()>) {
    let clock = Clock::Set(now);
    let today = clock.now(&config.shop.zone);
    let dir = config.policies_dir.as_deref();
    let policies = Policies::open(&store, dir, &config.packs, today).await.unwrap();
    let state = AppState::new(Parts { config, store, policies, clock, pages_dir, is_demo: true }).unwrap();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let app = router::app(state.clone(), assets);
    let task = tokio::spawn(connections::serve(listener, app, AT_MOST, state.ending.clone()));
    (url, state, task)
}
