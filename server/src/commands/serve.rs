//! `redress serve`: opens the store, puts the packs in force and answers requests until it is asked to end.

use super::say;
use crate::assets::Assets;
use crate::cli::Common;
use crate::clock::Clock;
use crate::clockwork::{self, moment::Watch};
use crate::config::{Config, LogFormat, Settings};
use crate::connections;
use crate::demo::{self, history};
use crate::evidence::Files;
use crate::evidence::sweep::{Swept, sweep};
use crate::in_force::InForceFault;
use crate::installation;
use crate::policies::Policies;
use crate::router;
use crate::state::{AppState, Parts};
use crate::store::{Opened, Options, StoreFault};
use anyhow::{Context, bail};
use chrono::{DateTime, Utc};
use eventlog::Lease;
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// How long open requests may take to finish once the server is asked to end.
const GRACE: Duration = Duration::from_secs(10);

/// Serves the desk.
#[derive(Debug, clap::Args)]
pub struct Serve {
    #[command(flatten)]
    common: Common,
    /// Run with an example shop, example orders and well-known passwords; on loopback addresses only
    #[arg(long)]
    demo: bool,
    /// Run the example shop without its past: staff and orders, and no case yet
    #[arg(long, requires = "demo")]
    empty: bool,
}

impl Serve {
    /// Runs the task.
    pub async fn run(self) -> anyhow::Result<()> {
        let own = match (self.demo, self.empty) {
            (false, _) => Settings::default(),
            (true, false) => history::settings().or(demo::settings()),
            (true, true) => demo::settings(),
        };
        let config = self.common.resolve_over(own)?;
        if self.demo && !config.listen.ip().is_loopback() {
            bail!(
                "--demo has well-known passwords and listens on loopback addresses only, such as 127.0.0.1; got `{}`",
                config.listen
            );
        }
        start_log(&config);
        let listener = bind(config.listen).await?;
        let assets = Assets::read(&config.web_dir)
            .and_then(|assets| assets.for_languages(&config.shop.locales))
            .with_context(|| format!("can't read the pages in `{}`", config.web_dir.display()))?;
        let opened = open(&config, self.demo).await?;
        if self.demo {
            demo::ensure_ours(&opened.store, &config).await?;
            history::unfinished::ensure_whole(opened.store.dir())?;
        }
        if let Some(bucket) = &config.evidence {
            let files = Files::open(opened.store.dir(), Some(bucket))?;
            let answered = files.answer(opened.store.log().vault().id()).await;
            answered.with_context(|| format!("can't reach the evidence in `{bucket}`"))?;
        }
        let clock = Clock::System;
        let now = clock.now(&config.shop.zone);
        let dir = config.policies_dir.as_deref();
        let policies = match Policies::open(&opened.store, dir, &config.packs, now).await {
            Err(InForceFault::Store(fault @ StoreFault::Unreadable { .. })) => {
                let dir = config.data_dir.display();
                bail!("{fault}; put the last backup in place with `redress restore --data-dir {dir} BACKUP`")
            }
            other => other?,
        };
        if self.demo {
            demo::seed(&opened.store, &config, now.to_utc()).await?;
            if !self.empty {
                // Under a clock of its own; the desk then runs by the machine's.
                history::tell(&opened.store, &policies, &config, now.to_utc()).await?;
            }
        }
        let web_dir = config.web_dir.clone();
        let (store, is_demo) = (opened.store, self.demo);
        let pages_dir = (!assets.is_empty()).then(|| web_dir.clone());
        let state = AppState::new(Parts { config, store, policies, clock, pages_dir, is_demo })?;
        let (asked, hangups) = (asked_to_end(), hear_hangups(state.ending.clone()));
        let lease = clockwork::take(&state.ledger).await;
        announce(&listener, &assets, &web_dir, self.demo)?;
        serve(state, lease, assets, listener, asked, hangups).await
    }
}

fn start_log(config: &Config) {
    let filter = tracing_subscriber::EnvFilter::new(&config.log);
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match config.log_format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().init(),
    }
}

async fn bind(address: SocketAddr) -> anyhow::Result<TcpListener> {
    match TcpListener::bind(address).await {
        Ok(listener) => Ok(listener),
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
            bail!("`{address}` is in use by another program; choose another with --listen ADDR:PORT")
        }
        Err(error) => Err(error).with_context(|| format!("can't listen on `{address}`")),
    }
}

async fn open(config: &Config, is_demo: bool) -> anyhow::Result<Opened> {
    let options =
        Options { check: Duration::from_secs(u64::from(config.check_seconds)), ..Options::of(config) };
    let dir = config.data_dir.display();
    // The example shop makes its own folder, where there is none; a real one is made on purpose.
    let is_made = is_demo && installation::is_free(&config.data_dir)?;
    let found = if is_made { installation::make(options).await } else { installation::open(options).await };
    let opened = match found {
        Err(StoreFault::Damaged(what)) => bail!(
            "the database in `{dir}` is damaged ({what}) and nothing was changed; \
             put the last backup in place with `redress restore --data-dir {dir} BACKUP`"
        ),
        Err(fault @ StoreFault::Unreadable { .. }) => bail!(
            "{fault}; nothing was changed; `redress verify --data-dir {dir}` names all that is wrong, \
             `redress restore --data-dir {dir} BACKUP` puts the last backup in place"
        ),
        other => other?,
    };
    if opened.n_missing > 0 {
        tracing::error!(
            n_missing = opened.n_missing,
            "the journal was cut or damaged: starting with the last whole commit, {} events are missing",
            opened.n_missing
        );
    }
    if !opened.is_checked {
        tracing::warn!("the database was checked in part only; `redress verify` checks all of it");
    }
    Ok(opened)
}

fn announce(listener: &TcpListener, assets: &Assets, web_dir: &Path, is_demo: bool) -> anyhow::Result<()> {
    let address = listener.local_addr()?;
    say(format_args!("listening on http://{address}"));
    if assets.is_empty() {
        let dir = std::path::absolute(web_dir).unwrap_or_else(|_| web_dir.to_path_buf());
        say(format_args!(
            "no web pages in {}; name the folder that holds them with --web-dir",
            dir.display()
        ));
    } else {
        say(format_args!("customers: http://{address}/   desk: http://{address}/console"));
    }
    if is_demo {
        demo::sign_ins().for_each(say);
    }
    Ok(())
}

/// Answers requests until the process is asked to end, then lets open ones finish.
async fn serve(
    state: AppState,
    lease: Option<Box<dyn Lease>>,
    assets: Assets,
    listener: TcpListener,
    asked: impl Future<Output = ()>,
    hangups: impl Future<Output = ()> + Send + 'static,
) -> anyhow::Result<()> {
    let (store, ending) = (state.store.clone(), state.ending.clone());
    let watch = Watch::begin(&state.ledger, state.doubt.clone()).await;
    let pruning = tokio::spawn(prune(state.clone(), ending.clone()));
    let hearing = tokio::spawn(hangups);
    let working = tokio::spawn(clockwork::run(state.ledger.clone(), lease, watch, ending.clone()));
    let app = router::app(state, assets);
    let serving = tokio::spawn(connections::serve(listener, app, connections::at_most(), ending.clone()));
    let drained = async {
        asked.await;
        tracing::info!("asked to end; finishing what is open");
        // Ends the open streams, which otherwise would never finish.
        ending.cancel();
        serving.await
    };
    let late = async {
        ending.cancelled().await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        ended = drained => ended.context("the server ended by itself")?,
        () = late => tracing::warn!("some requests took too long to finish"),
    }
    ending.cancel();
    let _ = tokio::join!(pruning, working, hearing);
    store.close().await;
    Ok(())
}

/// Forgets sessions that have ended and sweeps up uploads that nobody claimed, once an hour.
async fn prune(state: AppState, ending: CancellationToken) {
    loop {
        // Whatever it is in the middle of is gone on with after the next start: nobody waits for a slow bucket at the end.
        let forgetting = async {
            if let Some(now) = state.doubt.believed() {
                forget_what_ended(&state, now).await;
            }
            tokio::time::sleep(Duration::from_hours(1)).await;
        };
        tokio::select! {
            () = forgetting => {}
            () = ending.cancelled() => return,
        }
    }
}

/// `now` is the last moment the clock was believed: it may have leapt since.
async fn forget_what_ended(state: &AppState, now: DateTime<Utc>) {
    if let Err(fault) = state.store.prune_sessions(now.timestamp()).await {
        tracing::warn!(%fault, "ended sessions could not be forgotten");
    }
    match sweep(&state.store, &state.files, now).await {
        Ok(swept) if swept != Swept::default() => {
            tracing::info!(
                swept.n_unclaimed,
                swept.n_orphans,
                swept.n_kept,
                "swept up uploads nobody claimed"
            );
        }
        Ok(_) => {}
        Err(fault) => tracing::warn!(%fault, "uploads nobody claimed could not be swept up"),
    }
}

/// A hang-up, which terminals send and some tools take for "read your settings again", ends nothing. It is heard from
/// the moment this is called, as is what asks the program to end.
#[cfg(unix)]
fn hear_hangups(ending: CancellationToken) -> impl Future<Output = ()> + Send + 'static {
    use tokio::signal::unix::{SignalKind, signal};
    let hangup = signal(SignalKind::hangup()).ok();
    async move {
        let Some(mut hangup) = hangup else { return };
        loop {
            tokio::select! {
                _ = hangup.recv() => {
                    tracing::warn!("SIGHUP changes nothing: settings and packs are read at the start; restart to read them again");
                }
                () = ending.cancelled() => return,
            }
        }
    }
}

#[cfg(not(unix))]
async fn hear_hangups(_ending: CancellationToken) {}

/// Whatever asks the program to end. It is heard from the moment this is called, not only once somebody waits: a
/// program that has said that it listens ends in good order.
#[cfg(unix)]
fn asked_to_end() -> impl Future<Output = ()> {
    use tokio::signal::unix::{Signal, SignalKind, signal};
    async fn heard(signal: Option<Signal>) {
        match signal {
            Some(mut signal) => drop(signal.recv().await),
            None => std::future::pending().await,
        }
    }
    let (interrupt, terminate) = (signal(SignalKind::interrupt()).ok(), signal(SignalKind::terminate()).ok());
    async move {
        tokio::select! {
            () = heard(interrupt) => {}
            () = heard(terminate) => {}
        }
    }
}

#[cfg(not(unix))]
async fn asked_to_end() {
    let _ = tokio::signal::ctrl_c().await;
}
