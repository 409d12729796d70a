//! Sending a file with its progress, which `fetch` can't tell.
//!
//! The address comes from [`crate::api`]; this only moves bytes and says how far it is.

use super::number::whole;
use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ProgressEvent, XmlHttpRequest};

/// What came back: status 0 where nothing did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The body as text.
    pub body: String,
}

/// Sends a blob and reports whole per cents; gives up after `timeout_millis` without an answer.
pub async fn put(address: &str, blob: &Blob, timeout_millis: u32, progress: impl Fn(u8) + 'static) -> Answer {
    let nothing = Answer { status: 0, body: String::new() };
    let Ok(request) = XmlHttpRequest::new() else {
        return nothing;
    };
    if request.open_with_async("PUT", address, true).is_err() {
        return nothing;
    }
    request.set_timeout(timeout_millis);
    let on_progress = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
        let total = whole(event.total()).max(1);
        let percent = whole(event.loaded()).saturating_mul(100) / total;
        progress(u8::try_from(percent.clamp(0, 100)).unwrap_or(100));
    });
    if let Ok(upload) = request.upload() {
        upload.set_onprogress(Some(on_progress.as_ref().unchecked_ref()));
    }
    // `loadend` follows every outcome: answer, failure, time over.
    let ended = Promise::new(&mut |resolve, _| request.set_onloadend(Some(&resolve)));
    if request.send_with_opt_blob(Some(blob)).is_err() {
        return nothing;
    }
    let _ = JsFuture::from(ended).await;
    Answer {
        status: request.status().unwrap_or(0),
        body: request.response_text().ok().flatten().unwrap_or_default(),
    }
}

/// A text as a part of an address, whatever characters it has.
pub fn in_address(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}
