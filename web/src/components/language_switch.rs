//! The switch between the languages the shop serves, each called by its own name.

use crate::i18n::{Language, Locale, t, use_locale};
use leptos::prelude::*;

/// A native select of the languages; nothing to choose where there is only one.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let locale = use_locale();
    let language = use_context::<Language>();
    let choose = move |event: leptos::ev::Event| {
        if let (Some(language), Some(locale)) = (language, Locale::from_tag(&event_target_value(&event))) {
            language.choose(locale);
        }
    };
    let offered = Locale::offered();
    let is_single = offered.len() < 2;
    let options = offered.into_iter().map(|each| {
        view! {
            <option value=each.tag() lang=each.tag() selected=each == locale>
                {each.name()}
            </option>
        }
    });
    view! {
        <div class="language-switch" hidden=is_single>
            <label class="out-of-sight" for="language">{t::common::language(locale)}</label>
            <select id="language" on:change=choose>
                {options.collect_view()}
            </select>
        </div>
    }
}
