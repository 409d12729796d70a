//! Now, and later: the browser's clock and timers.
//!
//! Timers live until their handle is dropped, so a component that goes away takes its timers with it. The time
//! is the device's own and may be wrong; what must be right is decided again at the server.

use super::number::{float, whole};
use chrono::{DateTime, Utc};
use leptos::leptos_dom::helpers::{
    IntervalHandle, TimeoutHandle, set_interval_with_handle, set_timeout_with_handle,
};
use std::time::Duration;

/// Now, in UTC.
pub fn now_utc() -> DateTime<Utc> {
    DateTime::from_timestamp_millis(whole(js_sys::Date::now())).unwrap_or_default()
}

/// How many minutes the person's own clock is ahead of UTC at a moment.
pub fn offset_minutes(moment: DateTime<Utc>) -> i32 {
    i32::try_from(whole(-to_js(moment).get_timezone_offset())).unwrap_or(0)
}

/// A moment as a JavaScript date.
pub fn to_js(moment: DateTime<Utc>) -> js_sys::Date {
    js_sys::Date::new(&float(moment.timestamp_millis()).into())
}

/// A one-shot timer that is cancelled when dropped.
#[derive(Debug)]
pub struct Timer(Option<TimeoutHandle>);

/// Runs `then` once, after so many milliseconds, unless the timer is dropped before.
pub fn after(millis: u64, then: impl FnOnce() + 'static) -> Timer {
    Timer(set_timeout_with_handle(then, Duration::from_millis(millis)).ok())
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(handle) = self.0.take() {
            handle.clear();
        }
    }
}

/// A repeating timer that stops when dropped.
#[derive(Debug)]
pub struct Ticker(Option<IntervalHandle>);

/// Runs `then` every so many milliseconds until the ticker is dropped.
pub fn every(millis: u64, then: impl Fn() + 'static) -> Ticker {
    Ticker(set_interval_with_handle(then, Duration::from_millis(millis)).ok())
}

impl Drop for Ticker {
    fn drop(&mut self) {
        if let Some(handle) = self.0.take() {
            handle.clear();
        }
    }
}

/// Resolves after so many milliseconds.
pub async fn sleep(millis: u64) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let wake = move || {
            // Waking a promise can't fail in a way anybody could act on.
            let _ = resolve.call0(&wasm_bindgen::JsValue::NULL);
        };
        leptos::leptos_dom::helpers::set_timeout(wake, Duration::from_millis(millis));
    });
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}
