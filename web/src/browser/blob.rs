//! Bytes the browser holds for us: a photo picked, a file shrunk.

use super::number::{float, whole};
use wasm_bindgen_futures::JsFuture;
pub use web_sys::Blob;

/// How many bytes a blob holds.
pub fn size(blob: &Blob) -> i64 {
    whole(blob.size())
}

/// Whether two blobs hold the same bytes.
pub async fn are_same(one: &Blob, other: &Blob) -> bool {
    size(one) == size(other) && head(one, size(one)).await == head(other, size(other)).await
}

/// A local address for showing a blob, to be given back with [`forget_address`].
pub fn address(blob: &Blob) -> Option<String> {
    web_sys::Url::create_object_url_with_blob(blob).ok()
}

/// Gives back a local address.
pub fn forget_address(address: &str) {
    let _ = web_sys::Url::revoke_object_url(address);
}

/// A part of a blob from its start, at most so many bytes.
pub async fn head(blob: &Blob, bytes: i64) -> Vec<u8> {
    let Ok(part) = blob.slice_with_f64_and_f64(0.0, float(bytes)) else {
        return Vec::new();
    };
    JsFuture::from(part.array_buffer())
        .await
        .map(|buffer| js_sys::Uint8Array::new(&buffer).to_vec())
        .unwrap_or_default()
}
