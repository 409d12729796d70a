//! Keys pressed anywhere on the page, told apart from typing.
//!
//! A shortcut must never steal a letter from somebody who writes, nor act behind an open dialog, nor shadow a
//! shortcut of the browser; so every press says where it happened and whether a modifier was held.

use super::history::listen;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};

/// A key as it was pressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Press {
    /// The key by its name, such as `j`, `?` or `Escape`.
    pub key: String,
    /// Whether it was pressed while something is being typed or chosen.
    pub is_typing: bool,
    /// Whether it was pressed inside an open dialog.
    pub is_in_dialog: bool,
    /// Whether Ctrl, Command or Alt was held.
    pub has_modifier: bool,
}

/// Whether a key sends what is being written: Ctrl or Command with Enter, and never while the input method still
/// puts a word together.
pub fn sends(pressed: &KeyboardEvent) -> bool {
    pressed.key() == "Enter" && (pressed.ctrl_key() || pressed.meta_key()) && !is_composing(pressed)
}

/// What a form or dialog does with keys: those that send call `send`, all others are left to the browser.
pub fn on_send(send: impl Fn() + Clone + 'static) -> impl Fn(KeyboardEvent) + Clone + 'static {
    move |pressed| {
        if sends(&pressed) {
            pressed.prevent_default();
            send();
        }
    }
}

/// Calls `then` for every key pressed, until the owner that asked goes away. Where it answers `true` the key is
/// used up and the browser does nothing else with it.
pub fn on_press(then: impl Fn(&Press) -> bool + 'static) {
    listen("keydown", move |event: Event| {
        let Some(pressed) = event.dyn_ref::<KeyboardEvent>() else { return };
        if pressed.default_prevented()
            || is_composing(pressed)
            || pressed.repeat() && pressed.key() == "Enter"
        {
            return;
        }
        let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
        let is_inside = |selector: &str| {
            target.as_ref().is_some_and(|element| element.closest(selector).ok().flatten().is_some())
        };
        let press = Press {
            key: pressed.key(),
            is_typing: is_inside(
                "input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]",
            ),
            is_in_dialog: is_inside("dialog"),
            has_modifier: pressed.ctrl_key() || pressed.meta_key() || pressed.alt_key(),
        };
        if then(&press) {
            event.prevent_default();
        }
    });
}

/// The code of a key that an input method has taken for itself.
const TAKEN_BY_INPUT_METHOD: u32 = 229;

/// Whether a key belongs to an input method in the middle of a word, such as the Enter that chooses it: then it is
/// nobody else's. Some browsers end the composition before they tell of that key, and say so by its code alone.
pub fn is_composing(pressed: &KeyboardEvent) -> bool {
    pressed.is_composing() || pressed.key_code() == TAKEN_BY_INPUT_METHOD
}
