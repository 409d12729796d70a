//! What the keys mean, and switching them off.

use super::keys::{Key, Keys, use_keys};
use crate::components::{Button, ButtonKind, Dialog};
use crate::i18n::{Locale, t, t::console as texts, use_locale};
use leptos::prelude::*;

/// The help on keys.
#[component]
pub(super) fn Help(
    /// Whether it is shown.
    is_open: RwSignal<bool>,
) -> impl IntoView {
    let locale = use_locale();
    let keys = use_keys();
    let is_on = move || keys.is_some_and(Keys::is_on);
    let toggle = move |event| {
        if let Some(keys) = keys {
            keys.switch(event_target_checked(&event));
        }
    };
    view! {
        <Dialog id="help" title=texts::keys_help(locale) is_open on_close=move |()| is_open.set(false)>
            <dl class="keys">
                {Key::ALL
                    .map(|(key, press)| {
                        view! {
                            <dt>
                                <kbd>{press}</kbd>
                            </dt>
                            <dd>{key_words(locale, key)}</dd>
                        }
                    })
                    .collect_view()}
                <dt>
                    <kbd>"Ctrl / ⌘ + Enter"</kbd>
                </dt>
                <dd>{t::common::send(locale)}</dd>
            </dl>
            <label class="check">
                <input type="checkbox" id="keys-on" prop:checked=is_on on:change=toggle />
                <span>{texts::keys_on(locale)}</span>
            </label>
            <Button
                label=t::common::close(locale)
                kind=ButtonKind::Secondary
                on_press=move |()| is_open.set(false)
            />
        </Dialog>
    }
}

fn key_words(locale: Locale, key: Key) -> &'static str {
    match key {
        Key::Next => texts::key_next(locale),
        Key::Previous => texts::key_previous(locale),
        Key::Open => texts::key_open(locale),
        Key::Search => texts::search(locale),
        Key::Reply => texts::mode_reply(locale),
        Key::Note => texts::mode_note(locale),
        Key::Offer => texts::use_options(locale),
        Key::Pick(_) => texts::key_pick(locale),
        Key::FindOut => texts::findings_title(locale),
        Key::Take => texts::do_take(locale),
        Key::CopyNumber => texts::copy_number(locale),
        Key::Queue => texts::back_to_queue(locale),
        Key::Policy => t::policy::area(locale),
        Key::Help => texts::keys_help(locale),
        Key::Back | Key::Leave => t::common::back(locale),
    }
}
