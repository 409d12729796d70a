//! Connections: taken in, bounded in number, and given up when they stay silent.
//!
//! Each costs a file descriptor, and without descriptors neither a page nor the database opens. So there is a highest
//! number, well below what the system gives; who comes beyond it takes the place of whoever has been silent longest.
//! A page whose idle connection goes just opens another.

mod line;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderValue, Request, header};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use line::{Answering, Line, Lines, Receiving};
use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

/// How long a connection may take to send the head of a request, and so how long it may lie idle.
const HEAD: Duration = Duration::from_secs(30);
/// How long the next part of a body may be on its way.
const PART: Duration = Duration::from_secs(30);
/// The longest head of a request, in bytes: browsers send a few kB at most, and whoever sends one is not known yet.
const MAX_HEAD: usize = 32 * 1024;
/// Descriptors kept for the database, evidence files and whatever else is not a connection.
const RESERVE: u64 = 64;
/// How often the log says that the number is reached.
const SAID: Duration = Duration::from_mins(1);
/// What a system is taken to give where it does not say.
const USUAL: u64 = 1024;

/// How many connections fit into what the system lets this process open.
pub fn at_most() -> usize {
    #[cfg(unix)]
    let given = rustix::process::getrlimit(rustix::process::Resource::Nofile).current;
    #[cfg(not(unix))]
    let given = None;
    let given = given.unwrap_or(u64::MAX).min(1 << 20);
    let given = if cfg!(unix) { given } else { USUAL };
    usize::try_from(given.saturating_sub(RESERVE).max(given / 2)).unwrap_or(usize::MAX).max(1)
}

/// Answers requests until `ending`, then lets open ones finish.
pub async fn serve(listener: TcpListener, app: Router, at_most: usize, ending: CancellationToken) {
    let lines = Lines::default();
    let mut said = Said::default();
    let (open, mut all_closed) = mpsc::channel::<Infallible>(1);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = ending.cancelled() => break,
        };
        match accepted {
            Ok((stream, peer)) => {
                if lines.n_open() >= at_most {
                    let is_freed = lines.give_up_one();
                    said.full(at_most, is_freed);
                    if !is_freed {
                        // Everybody else is being served: whoever comes now must come again.
                        continue;
                    }
                }
                let (line, app, ending) = (lines.open(), app.clone(), ending.clone());
                let open = open.clone();
                tokio::spawn(async move {
                    talk(stream, peer, line, app, ending).await;
                    drop(open);
                });
            }
            Err(error) => {
                // A connection that ended before it was taken is nobody's concern; anything else is a shortage, of
                // descriptors as a rule.
                if !is_theirs(&error) {
                    lines.give_up_one();
                    said.short(&error);
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            }
        }
    }
    drop(open);
    // Nothing is ever sent: it ends when the last connection has.
    let _ = all_closed.recv().await;
}

async fn talk(stream: TcpStream, peer: SocketAddr, line: Line, app: Router, ending: CancellationToken) {
    let _ = stream.set_nodelay(true);
    let state = line.state();
    let service = service_fn(move |request: Request<Incoming>| {
        let (app, state) = (app.clone(), Arc::clone(&state));
        async move {
            let answering = Answering::begin(&state);
            let mut request = request.map(|body| Body::new(Receiving::new(body, PART, &state)));
            request.extensions_mut().insert(ConnectInfo(peer));
            let mut response = app.oneshot(request).await?;
            // What is left of the body stands where the next request would, so the connection ends with this answer;
            // whoever keeps connections has to be told.
            if state.has_more() {
                response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
            }
            Ok::<_, Infallible>(response.map(|body| answering.until_sent(body)))
        }
    });
    let talking = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(MAX_HEAD)
        .serve_connection(TokioIo::new(stream), service);
    let mut talking = pin!(talking);
    let mut is_ending = false;
    loop {
        tokio::select! {
            // How it ended is its own concern: people close pages at any moment.
            _ = talking.as_mut() => return,
            () = line.given_up() => return,
            () = ending.cancelled(), if !is_ending => {
                is_ending = true;
                talking.as_mut().graceful_shutdown();
            }
        }
    }
}

fn is_theirs(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

/// What the log has been told, so that an attack does not fill the disk with lines about itself.
#[derive(Default)]
struct Said {
    at: Option<Instant>,
    n_freed: u64,
    n_turned_away: u64,
}

impl Said {
    fn full(&mut self, at_most: usize, is_freed: bool) {
        if is_freed {
            self.n_freed += 1;
        } else {
            self.n_turned_away += 1;
        }
        if self.is_due() {
            let (n_freed, n_turned_away) = (self.n_freed, self.n_turned_away);
            tracing::warn!(
                at_most,
                n_freed,
                n_turned_away,
                "as many connections as there may be: the longest silent make room; raise the number of open files (`ulimit -n`, LimitNOFILE) for more"
            );
            (self.n_freed, self.n_turned_away) = (0, 0);
        }
    }

    fn short(&mut self, error: &std::io::Error) {
        if self.is_due() {
            tracing::warn!(%error, "a connection could not be taken");
        }
    }

    fn is_due(&mut self) -> bool {
        let is_due = self.at.is_none_or(|at| at.elapsed() >= SAID);
        if is_due {
            self.at = Some(Instant::now());
        }
        is_due
    }
}
