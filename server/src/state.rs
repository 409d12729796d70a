//! What every request may reach: settings, store, packs, clock, limits. Made once at start, cheap to clone.

use crate::auth::source::Sources;
use crate::clock::Clock;
use crate::clockwork::moment::Doubt;
use crate::config::Config;
use crate::drafting::Drafting;
use crate::evidence::Files;
use crate::ledger::Ledger;
use crate::limit::{Guesses, Limits};
use crate::live::Live;
use crate::live::places::Places;
use crate::metrics::Metrics;
use crate::policies::Policies;
use crate::secret::Secret;
use crate::store::Store;
use books::search::{FORM, Indexing, Renewal};
use eventlog::follow::{Following, Patience, follow};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// What every request may reach.
#[derive(Clone, Debug)]
pub struct AppState {
    /// The settings.
    pub config: Arc<Config>,
    /// The store.
    pub store: Store,
    /// Cases: loading, deciding, appending.
    pub ledger: Ledger,
    /// The packs and their versions.
    pub policies: Policies,
    /// Drafts of packs.
    pub drafting: Drafting,
    /// Evidence files.
    pub files: Files,
    /// Committed events on their way to open pages.
    pub live: Live,
    /// Keeps the index by which cases are found by words.
    pub indexing: Arc<Following>,
    /// Brings an index of an older program to this one's words.
    pub renewal: Arc<Renewal>,
    /// Who may have how many streams open.
    pub places: Places,
    /// The desk's key.
    pub secret: Secret,
    /// What time it is.
    pub clock: Clock,
    /// Whether that is in doubt.
    pub doubt: Doubt,
    /// How often what may be tried.
    pub limits: Limits,
    /// Wrong contacts tried on orders.
    pub guesses: Guesses,
    /// Where requests come from.
    pub sources: Sources,
    /// What is counted.
    pub metrics: Metrics,
    /// The folder the web pages were read from, where there are any.
    pub pages_dir: Option<Arc<Path>>,
    /// Whether the desk runs with example data.
    pub is_demo: bool,
    /// Cancelled when the server is asked to end, so that open streams end too.
    pub ending: CancellationToken,
}

/// What a state is made of besides defaults.
#[derive(Debug)]
pub struct Parts {
    /// The settings.
    pub config: Config,
    /// The store.
    pub store: Store,
    /// The packs and their versions.
    pub policies: Policies,
    /// What time it is.
    pub clock: Clock,
    /// The folder the web pages were read from, where there are any.
    pub pages_dir: Option<PathBuf>,
    /// Whether the desk runs with example data.
    pub is_demo: bool,
}

impl AppState {
    /// Puts a state together.
    pub fn new(parts: Parts) -> anyhow::Result<Self> {
        let config = Arc::new(parts.config);
        let sources = Sources::behind(config.trust_proxy);
        let secret = Secret::open(parts.store.dir())?;
        let files = Files::open(parts.store.dir(), config.evidence.as_ref())?;
        let ending = CancellationToken::new();
        let ledger = Ledger {
            store: parts.store.clone(),
            policies: parts.policies.clone(),
            limits: Arc::new(config.time_limits.clone()),
            secret: secret.clone(),
            clock: parts.clock.clone(),
            has_automatic_offers: config.automatic_offers,
            zone: config.shop.zone.clone(),
            link_days: config.link_days,
        };
        let limits = Limits::among((*parts.store).clone(), secret.clone(), ending.clone());
        let live = Live::start(&parts.store, ending.clone());
        parts.policies.follow(&live);
        let indexing = Indexing::of((*parts.store).clone());
        let indexing = follow(Arc::clone(parts.store.log()), indexing, Patience::default());
        let renewal = Renewal::begin((*parts.store).clone(), FORM, Patience::default());
        Ok(Self {
            live,
            indexing: Arc::new(indexing),
            renewal: Arc::new(renewal),
            places: Places::among(crate::connections::at_most()),
            config,
            store: parts.store,
            drafting: Drafting::new(ledger.clone()),
            ledger,
            policies: parts.policies,
            files,
            secret,
            clock: parts.clock,
            doubt: Doubt::default(),
            limits,
            guesses: Guesses::default(),
            sources,
            metrics: Metrics::default(),
            pages_dir: parts.pages_dir.map(Arc::from),
            is_demo: parts.is_demo,
            ending,
        })
    }
}
