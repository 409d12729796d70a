//! One request and its answer: face, time limit, JSON both ways, failures in one shape.

use super::error::ApiError;
use crate::browser::clock;
use crate::json;
use domain::id::UserId;
use domain::wire::ErrorBody;
use gloo_net::http::{Request, RequestBuilder, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::cell::RefCell;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// As whom this entry speaks: one browser may hold a staff sign-in and a customer's grants at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// The customer entry.
    Customer,
    /// The console.
    Console,
}

impl Face {
    /// The word the server knows it by.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Console => "console",
        }
    }
}

static FACE: OnceLock<Face> = OnceLock::new();

/// How long an answer may take: a slow network gets its chance, a dead one does not hold the person up.
const TIME_LIMIT: u64 = 20_000;

/// How many requests that change something wait for their answer.
static WRITING: AtomicU32 = AtomicU32::new(0);

/// Counts as writing while it lives, however the request ends.
struct Writing;

impl Writing {
    fn begin() -> Self {
        WRITING.fetch_add(1, Ordering::Relaxed);
        Self
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        WRITING.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Whether a request that changes something waits for its answer.
pub fn is_writing() -> bool {
    WRITING.load(Ordering::Relaxed) > 0
}

/// Says once, at the start of an entry, as whom it speaks.
pub fn speak_as(face: Face) {
    // Only the first word counts; an entry says it in its first line.
    let _ = FACE.set(face);
}

/// As whom this entry speaks.
pub fn face() -> Face {
    FACE.get().copied().unwrap_or(Face::Customer)
}

thread_local! {
    /// Who is signed in at the desk as this page knows it.
    static SPEAKER: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Says who this page takes for signed in at the desk. Where somebody else signed in meanwhile in another tab, what is
/// sent from here is refused rather than sent in their name.
pub(super) fn speak_for(user: Option<UserId>) {
    SPEAKER.set(user.map(|user| user.to_string()));
}

/// Asks for something.
pub(super) async fn get<T: DeserializeOwned>(path: &str) -> Result<T, ApiError> {
    read(&send(Request::get(path), None).await?).await
}

/// Says something and gets an answer.
pub(super) async fn post<T: DeserializeOwned>(path: &str, body: &impl Serialize) -> Result<T, ApiError> {
    let (status, text) = post_text(path, body).await?;
    parse(status, &text)
}

/// Says something and gets the answer's status and body as they came.
pub(super) async fn post_text(path: &str, body: &impl Serialize) -> Result<(u16, String), ApiError> {
    let body = serde_json::to_string(body).map_err(|_| ApiError::Garbled { status: 0 })?;
    let _writing = Writing::begin();
    let response = send(Request::post(path), Some(body)).await?;
    let text = response.text().await.map_err(|_| ApiError::Unreachable)?;
    Ok((response.status(), text))
}

/// Puts something in place of what was there.
pub(super) async fn put(path: &str, body: &impl Serialize) -> Result<(), ApiError> {
    let body = serde_json::to_string(body).map_err(|_| ApiError::Garbled { status: 0 })?;
    let _writing = Writing::begin();
    let response = send(Request::put(path), Some(body)).await?;
    if response.ok() {
        Ok(())
    } else {
        Err(failure(response.status(), &response.text().await.unwrap_or_default()))
    }
}

/// Takes something away.
pub(super) async fn delete(path: &str) -> Result<(), ApiError> {
    let response = send(Request::delete(path), None).await?;
    if response.ok() {
        Ok(())
    } else {
        Err(failure(response.status(), &response.text().await.unwrap_or_default()))
    }
}

/// Takes something away and gets an answer.
pub(super) async fn remove<T: DeserializeOwned>(path: &str) -> Result<T, ApiError> {
    read(&send(Request::delete(path), None).await?).await
}

async fn send(request: RequestBuilder, body: Option<String>) -> Result<Response, ApiError> {
    let abort = web_sys::AbortController::new().ok();
    let signal = abort.as_ref().map(web_sys::AbortController::signal);
    let is_late = std::rc::Rc::new(std::cell::Cell::new(false));
    let _timer = {
        let is_late = std::rc::Rc::clone(&is_late);
        clock::after(TIME_LIMIT, move || {
            is_late.set(true);
            if let Some(abort) = abort {
                abort.abort();
            }
        })
    };
    let request = request
        .header("Redress-Face", face().code())
        .header("Accept", "application/json")
        .abort_signal(signal.as_ref());
    let request = match SPEAKER.with_borrow(Clone::clone) {
        Some(user) => request.header("Redress-User", &user),
        None => request,
    };
    let sent = match body {
        Some(body) => match request.header("Content-Type", "application/json").body(body) {
            Ok(request) => request.send().await,
            Err(error) => Err(error),
        },
        None => request.send().await,
    };
    sent.map_err(|_| if is_late.get() { ApiError::TimedOut } else { ApiError::Unreachable })
}

async fn read<T: DeserializeOwned>(response: &Response) -> Result<T, ApiError> {
    let status = response.status();
    let text = response.text().await.map_err(|_| ApiError::Unreachable)?;
    parse(status, &text)
}

/// An answer's body as what was asked for, or its failure.
pub(super) fn parse<T: DeserializeOwned>(status: u16, text: &str) -> Result<T, ApiError> {
    if (200..300).contains(&status) {
        json::read(text).ok_or(ApiError::Garbled { status })
    } else {
        Err(failure(status, text))
    }
}

fn failure(status: u16, text: &str) -> ApiError {
    json::read::<ErrorBody>(text).map_or(ApiError::Garbled { status }, |body| ApiError::Refused {
        status,
        failure: Box::new(body.error),
    })
}
