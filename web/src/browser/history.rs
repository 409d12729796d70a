//! The address bar: where the page is, going elsewhere, and coming back.

use super::clock;
use leptos::prelude::on_cleanup;
use std::cell::{Cell, RefCell};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, MouseEvent};

/// Something that is called for every event of a kind.
struct Listener {
    number: u64,
    kind: &'static str,
    closure: Closure<dyn Fn(Event)>,
}

thread_local! {
    /// The listeners on the window.
    static LISTENERS: RefCell<Vec<Listener>> = const { RefCell::new(Vec::new()) };
    /// The number of the next one.
    static NUMBER: Cell<u64> = const { Cell::new(0) };
}

/// Path and query of the page, such as `/c/abc?from=mail`.
pub fn location() -> String {
    let Some(location) = web_sys::window().map(|window| window.location()) else {
        return "/".to_owned();
    };
    format!("{}{}", location.pathname().unwrap_or_default(), location.search().unwrap_or_default())
}

/// The place on the page that the address names, such as `late-delivery`.
pub fn fragment() -> Option<String> {
    let hash = web_sys::window()?.location().hash().ok()?;
    let name = js_sys::decode_uri_component(hash.strip_prefix('#')?).ok().map(String::from)?;
    (!name.is_empty()).then_some(name)
}

/// The scheme and host of the page, such as `https://shop.example`.
pub fn origin() -> String {
    web_sys::window().and_then(|window| window.location().origin().ok()).unwrap_or_default()
}

/// Writes a new entry into the history, or replaces the current one.
pub fn write(href: &str, replace: bool) {
    let Some(history) = web_sys::window().and_then(|window| window.history().ok()) else {
        return;
    };
    let _ = if replace {
        history.replace_state_with_url(&JsValue::NULL, "", Some(href))
    } else {
        history.push_state_with_url(&JsValue::NULL, "", Some(href))
    };
}

/// Leaves this page for another one.
pub fn leave(href: &str) {
    if let Some(window) = web_sys::window() {
        let _ = window.location().assign(href);
    }
}

/// Goes one entry back.
pub fn back() {
    if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
        let _ = history.back();
    }
}

/// Calls `then` for every event of a kind on the window, until the owner that asked goes away.
pub fn listen(kind: &'static str, then: impl Fn(Event) + 'static) {
    let Some(window) = web_sys::window() else { return };
    let closure = Closure::<dyn Fn(Event)>::new(then);
    let _ = window.add_event_listener_with_callback(kind, closure.as_ref().unchecked_ref());
    let number = NUMBER.replace(NUMBER.get().wrapping_add(1));
    LISTENERS.with_borrow_mut(|all| all.push(Listener { number, kind, closure }));
    on_cleanup(move || stop_listening(number));
}

/// Takes a listener off the window: a late event would call what is gone.
fn stop_listening(number: u64) {
    let its = LISTENERS.with_borrow_mut(|all| {
        let place = all.iter().position(|listener| listener.number == number)?;
        Some(all.swap_remove(place))
    });
    let (Some(Listener { kind, closure, .. }), Some(window)) = (its, web_sys::window()) else { return };
    let _ = window.remove_event_listener_with_callback(kind, closure.as_ref().unchecked_ref());
    // It may be the very one that runs.
    leptos::task::spawn_local(async move {
        clock::sleep(0).await;
        drop(closure);
    });
}

/// The in-page address behind a click: a plain left click on a link to this origin that opens no new window.
pub fn link_of_click(event: &Event) -> Option<String> {
    let click: &MouseEvent = event.dyn_ref()?;
    let is_plain = click.button() == 0
        && !(click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key())
        && !event.default_prevented();
    let target: Element = event.target()?.dyn_into().ok()?;
    let link = target.closest("a[href]").ok()??;
    let leaves =
        link.has_attribute("target") || link.has_attribute("download") || link.has_attribute("data-leave");
    let href = link.get_attribute("href")?;
    (is_plain && !leaves && href.starts_with('/')).then_some(href)
}
