//! The bar on top: whose desk it is, the search, whether news arrive, the language and who is signed in.

use super::password::ChoosePassword;
use super::route::{Listing, Route};
use super::{Desk, use_desk, words};
use crate::components::LanguageSwitch;
use crate::i18n::{Locale, t::console as texts, use_locale};
use crate::router::use_router;
use domain::actor::Role;
use domain::view::QueueView;
use leptos::prelude::*;
use leptos::task::spawn_local;

#[component]
pub(super) fn Bar(
    /// Whether the help on keys is shown.
    is_help: RwSignal<bool>,
) -> impl IntoView {
    let (locale, desk) = (use_locale(), use_desk());
    let shop = desk.shop();
    let name = shop.as_ref().map(|shop| shop.name.clone()).unwrap_or_default();
    let is_demo = shop.is_some_and(|shop| shop.is_demo);
    let role = words::role(locale, desk.role());
    let who = texts::signed_in_as(locale, &desk.user_name(), role);
    let own = texts::signed_in_own(locale, texts::password_own(locale), &who);
    let is_choosing = RwSignal::new(false);
    let home = Route::Queue(Listing::of(QueueView::Open)).href();
    view! {
        <header class="bar">
            <a class="bar-brand" href=home>
                <svg class="bar-mark" viewBox="0 0 32 32" aria-hidden="true">
                    <path d="M6 8.500A4.500 4.500 0 0110.500 4H26v14.500A4.500 4.500 0 0121.500 23H14l-6 5v-5.600A4.500 4.500 0 016 19z"></path>
                    <path class="bar-mark-tick" d="M11 13.500l3.700 3.700L21.500 10"></path>
                </svg>
                <span class="bar-name">{name}</span>
            </a>
            {is_demo.then(|| view! { <span class="bar-demo">{texts::demo(locale)}</span> })}
            // Who sees no cases has nothing to search for.
            {desk.actor().works_cases().then(|| view! { <Search /> })}
            <Live desk locale />
            <button
                type="button"
                id="keys-help"
                class="bar-button"
                aria-label=texts::keys_help(locale)
                title=texts::keys_help(locale)
                on:click=move |_| is_help.set(true)
            >
                <kbd>"?"</kbd>
            </button>
            <LanguageSwitch />
            <button
                type="button"
                id="choose-password"
                class="bar-button bar-who"
                title=own
                on:click=move |_| is_choosing.set(true)
            >
                <span class="out-of-sight">{own.clone()}</span>
                <span aria-hidden="true" class="face" data-role=desk.role().code()>
                    {initials(&desk.user_name())}
                </span>
                <span aria-hidden="true" class="bar-who-name">
                    {desk.user_name()}
                    <span class="soft">{role}</span>
                </span>
            </button>
            <button type="button" id="sign-out" class="bar-button" on:click=move |_| spawn_local(desk.leave())>
                {texts::sign_out(locale)}
            </button>
        </header>
        <ChoosePassword is_open=is_choosing />
        {(!desk.actor().works_cases() && desk.role() != Role::Customer)
            .then(|| view! { <p class="offline" role="note">{texts::read_only(locale)}</p> })}
    }
}

/// The first letters of a name, two at most.
fn initials(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    match words.as_slice() {
        [only] => only.chars().take(if only.is_ascii() { 1 } else { 2 }).collect(),
        several => several.iter().take(2).filter_map(|word| word.chars().next()).collect(),
    }
}

#[component]
fn Live(desk: Desk, locale: Locale) -> impl IntoView {
    let text = move || if desk.is_live.get() { texts::live_on(locale) } else { texts::live_off(locale) };
    view! {
        <span class="live" class:live-off=move || !desk.is_live.get() role="status" title=text>
            <span class="live-dot" aria-hidden="true"></span>
            <span class="live-text">{text}</span>
        </span>
    }
}

#[component]
fn Search() -> impl IntoView {
    let (locale, router) = (use_locale(), use_router());
    let typed = RwSignal::new(String::new());
    let find = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let what = typed.get_untracked().trim().to_owned();
        if !what.is_empty() {
            router.go(&Route::Queue(Listing::Find(what)).href());
        }
    };
    view! {
        <form class="bar-search" role="search" on:submit=find>
            <label class="out-of-sight" for="search">
                {texts::search(locale)}
            </label>
            <input
                id="search"
                type="search"
                class="input"
                placeholder=texts::search(locale)
                autocomplete="off"
                spellcheck="false"
                enterkeyhint="search"
                prop:value=move || typed.get()
                on:input=move |event| typed.set(event_target_value(&event))
            />
            <kbd aria-hidden="true">"/"</kbd>
            <button type="submit" class="out-of-sight" tabindex="-1">
                {texts::search_go(locale)}
            </button>
        </form>
    }
}
