//! The desk as browsers reach it: a real server with the built pages, on a line that can be watched and cut.
//!
//! The pages must have been built (`cargo xtask build`); a test that finds none says so and fails.

use super::{Browser, Look};
use crate::app::{App, Wish};
use axum::body::Body;
use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use chrono::{Duration, Utc};
use serde_json::json;
use server::assets::Assets;
use server::router;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tokio::task::JoinHandle;

/// A running desk with pages.
pub struct Site {
    /// The server behind it.
    pub app: App,
    /// The address people type.
    pub home: String,
    line: Line,
    task: JoinHandle<()>,
}

/// What went over the line, and what shall get lost on it.
#[derive(Clone, Default)]
struct Line {
    requests: Arc<Mutex<Vec<String>>>,
    cut: Arc<Mutex<Vec<String>>>,
    refused: Arc<Mutex<Vec<String>>>,
    slow: Arc<Mutex<Vec<String>>>,
    to_hold: Arc<Mutex<Vec<String>>>,
    kept_away: Arc<Mutex<Vec<String>>>,
    held: Arc<Held>,
    silent: Arc<[AtomicBool; 2]>,
}

/// What is on its way and goes no further until it is let go.
#[derive(Default)]
struct Held {
    n: AtomicUsize,
    may_go: Notify,
}

/// How long something is on its way that is slow.
const LONG: std::time::Duration = std::time::Duration::from_secs(2);

/// Whose pages hear of news, each in its place among those that may be kept from it.
const FACES: [&str; 2] = ["customer", "console"];

impl Site {
    /// Opens the example shop's desk.
    pub async fn open() -> Self {
        let app = App::start_with(Wish::default()).await;
        let pages = pages();
        let assets = Assets::read(&pages).unwrap_or_else(|error| panic!("{}: {error}", pages.display()));
        let line = Line::default();
        let watched = line.clone();
        let routes = router::app(app.state.clone(), assets)
            .layer(from_fn(move |request, next| carry(watched.clone(), request, next)));
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let home = format!("http://{}", listener.local_addr().unwrap());
        let task = tokio::spawn(async move {
            let service = routes.into_make_service_with_connect_info::<SocketAddr>();
            axum::serve(listener, service).await.unwrap();
        });
        Self { app, home, line, task }
    }

    /// A browser that has never been anywhere, with the same time of day as the desk.
    pub async fn browser(&self, look: Look) -> Browser {
        let browser = Browser::open(&self.home, look).await;
        browser.set_ahead(self.ahead()).await;
        browser
    }

    /// Lets time pass, at the desk and for these people.
    pub async fn pass(&self, time: Duration, people: &[&Browser]) {
        self.app.pass(time);
        for browser in people {
            browser.set_ahead(self.ahead()).await;
        }
    }

    /// How far the desk's clock is ahead of the world's, in milliseconds.
    fn ahead(&self) -> i64 {
        self.app.state.clock.utc().timestamp_millis() - Utc::now().timestamp_millis()
    }

    /// Requests since the last time this was asked, such as `POST /api/commands`.
    pub fn requests(&self) -> Vec<String> {
        std::mem::take(&mut self.line.requests.lock().unwrap())
    }

    /// Carries out the next request that begins like this, and loses the answer.
    pub fn lose_next_answer(&self, request: &str) {
        self.line.cut.lock().unwrap().push(request.to_owned());
    }

    /// Refuses the next request that begins like this without carrying it out, as a server does that knows better.
    pub fn refuse_next(&self, request: &str) {
        self.line.refused.lock().unwrap().push(request.to_owned());
    }

    /// Lets the next request that begins like this be long on its way, as on a weak line.
    pub fn slow_down_next(&self, request: &str) {
        self.line.slow.lock().unwrap().push(request.to_owned());
    }

    /// Lets the next request that begins like this go no further until it is let go.
    pub fn hold_next(&self, request: &str) {
        self.line.to_hold.lock().unwrap().push(request.to_owned());
    }

    /// Lets no request arrive that begins like this, and answers none, until they may arrive again.
    ///
    /// A tab or browser without a network has it back for a moment while it is closed.
    pub fn keep_away(&self, request: &str) {
        self.line.kept_away.lock().unwrap().push(request.to_owned());
    }

    /// Lets all requests to come arrive; what was kept away stays so.
    pub fn let_arrive(&self) {
        self.line.kept_away.lock().unwrap().clear();
    }

    /// Whether a request is held.
    pub fn is_holding(&self) -> bool {
        self.line.held.n.load(Ordering::SeqCst) > 0
    }

    /// Lets go what is held.
    pub fn let_go(&self) {
        self.line.held.may_go.notify_waiters();
    }

    /// Keeps news from customers, or lets it through again: pages opened meanwhile work, but hear of nothing.
    pub fn keep_news_from_customers(&self, is_silent: bool) {
        self.line.silent[0].store(is_silent, Ordering::Relaxed);
    }

    /// The same for the desk's own pages.
    pub fn keep_news_from_the_desk(&self, is_silent: bool) {
        self.line.silent[1].store(is_silent, Ordering::Relaxed);
    }

    /// Whether every answer that was to get lost has been lost.
    pub fn has_lost_all(&self) -> bool {
        self.line.cut.lock().unwrap().is_empty()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn carry(line: Line, request: Request, next: Next) -> Response {
    let name = format!("{} {}", request.method(), request.uri());
    line.requests.lock().unwrap().push(name.clone());
    let is_kept_from = |place: usize| {
        name.contains(&format!("face={}", FACES[place])) && line.silent[place].load(Ordering::Relaxed)
    };
    if name.starts_with("GET /api/stream") && (is_kept_from(0) || is_kept_from(1)) {
        return broken_off();
    }
    if line.kept_away.lock().unwrap().iter().any(|begin| name.starts_with(begin)) {
        return std::future::pending().await;
    }
    if take_first(&line.to_hold, &name) {
        let may_go = line.held.may_go.notified();
        line.held.n.fetch_add(1, Ordering::SeqCst);
        may_go.await;
        line.held.n.fetch_sub(1, Ordering::SeqCst);
    }
    if take_first(&line.slow, &name) {
        tokio::time::sleep(LONG).await;
    }
    if take_first(&line.refused, &name) {
        return refusal();
    }
    let response = next.run(request).await;
    if take_first(&line.cut, &name) { broken_off() } else { response }
}

/// Takes the first of these beginnings of requests that fits; whether there was one.
fn take_first(begins: &Mutex<Vec<String>>, name: &str) -> bool {
    let mut begins = begins.lock().unwrap();
    let place = begins.iter().position(|begin| name.starts_with(begin));
    place.map(|place| begins.remove(place)).is_some()
}

/// An answer that turns a request down for good.
fn refusal() -> Response {
    let body = json!({ "error": { "code": "not_allowed", "facts": {}, "trace": "0" } });
    let mut response = Response::new(Body::from(body.to_string()));
    *response.status_mut() = StatusCode::FORBIDDEN;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// An answer whose connection breaks before its body.
fn broken_off() -> Response {
    let broken = std::io::Error::other("the line is cut");
    Response::new(Body::from_stream(futures::stream::once(async { Err::<Vec<u8>, _>(broken) })))
}

/// The program of an entry as it is shipped.
pub fn program(entry: &str) -> Vec<u8> {
    let files = std::fs::read_dir(pages().join(entry)).unwrap();
    let mut paths = files.map(|file| file.unwrap().path());
    std::fs::read(paths.find(|path| path.extension().is_some_and(|kind| kind == "wasm")).unwrap()).unwrap()
}

fn pages() -> PathBuf {
    let built = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../dist");
    let pages = std::env::var_os("REDRESS_WEB_DIR").map_or(built, PathBuf::from);
    for entry in ["customer", "console", "policy"] {
        let page = pages.join(entry).join("index.html");
        assert!(
            page.is_file(),
            "the pages are not built: {} is missing; run `cargo xtask build`, or name a build in REDRESS_WEB_DIR",
            page.display()
        );
    }
    pages
}
