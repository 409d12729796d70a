//! Whether there is a network, as far as the browser knows: `true` only means that trying may help.

use super::history::listen;
use leptos::prelude::*;

/// Whether the browser believes to be online.
pub fn is_online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

/// A signal that follows the network for as long as the owner that asked is there.
pub fn online() -> Signal<bool> {
    let online = RwSignal::new(is_online());
    for event in ["online", "offline"] {
        listen(event, move |_| {
            online.try_set(is_online());
        });
    }
    online.into()
}
