//! The frame around everything: bar, views, list and case side by side, the help on keys.

use super::case::CasePage;
use super::desk::{Desk, use_desk};
use super::keys::{Key, use_keys};
use super::policy::{PolicyPage, is_for};
use super::queue::{Queue, Queued};
use super::route::{Listing, PolicyPlace, Route};
use super::words;
use domain::actor::Role;
use domain::view::QueueView;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web::browser::document;
use web::components::{Button, ButtonKind, Dialog, Icon, IconMark, LanguageSwitch};
use web::i18n::{Locale, t, t::console as texts, use_locale};
use web::router::{Router, use_router};

/// Where the console is; follows the address.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    /// The list shown.
    pub(crate) listing: Memo<Listing>,
    /// The case shown.
    pub(crate) case_id: Memo<Option<domain::id::CaseId>>,
    /// The place in the policy area.
    pub(crate) policy: Memo<Option<PolicyPlace>>,
}

/// The desk, for whoever is signed in.
#[component]
pub(crate) fn Frame() -> impl IntoView {
    let (locale, desk, router) = (use_locale(), use_desk(), use_router());
    let route = Memo::new(move |_| Route::parse(&router.location()));
    let place = Place {
        listing: Memo::new(move |_| route.with(Route::listing)),
        case_id: Memo::new(move |_| route.with(Route::case_id)),
        policy: Memo::new(move |_| route.with(Route::policy)),
    };
    provide_context(place);
    provide_context(Queued::new(desk, place.listing));
    let is_help = RwSignal::new(false);
    if let Some(keys) = use_keys() {
        keys.on(move |key| follow(key, router, place, desk, is_help));
    }
    let what = Memo::new(move |_| {
        route.with(|route| match route {
            Route::Queue(_) => "queue",
            Route::Case { .. } => "case",
            Route::Policy(_) => "policy",
            Route::Unknown => "unknown",
        })
    });
    view! {
        <a class="skip-link" href="#main" data-leave>
            {t::common::skip_to_content(locale)}
        </a>
        <div class="desk" data-place=move || what.get()>
            <Bar is_help />
            <Show when=move || !desk.is_online.get()>
                <p class="offline" role="status">
                    <IconMark icon=Icon::Alert />
                    {texts::offline(locale)}
                </p>
            </Show>
            <Queue />
            <main id="main" class="work">
                {move || match what.get() {
                    "queue" => view! { <super::queue::List is_main=true /> }.into_any(),
                    "case" => {
                        view! {
                            <super::queue::List is_main=false />
                            {move || place.case_id.get().map(|id| view! { <CasePage id /> })}
                        }
                            .into_any()
                    }
                    "policy" => view! { <PolicyPage place=place.policy /> }.into_any(),
                    _ => view! { <NotFound /> }.into_any(),
                }}
            </main>
        </div>
        <Help is_open=is_help />
    }
}

/// What a key does wherever one is.
fn follow(key: Key, router: Router, place: Place, desk: Desk, is_help: RwSignal<bool>) -> bool {
    let to_queue = || router.go(&Route::Queue(place.listing.get_untracked()).href());
    match key {
        Key::Help => is_help.set(true),
        Key::Search => document::focus("search"),
        Key::Queue => to_queue(),
        Key::Policy if is_for(desk.role()) => router.go(&PolicyPlace::Overview.href()),
        Key::Back if place.policy.get_untracked().is_some_and(|place| place != PolicyPlace::Overview) => {
            router.go(&PolicyPlace::Overview.href());
        }
        Key::Back if place.case_id.get_untracked().is_some() => to_queue(),
        _ => return false,
    }
    true
}

#[component]
fn Bar(is_help: RwSignal<bool>) -> impl IntoView {
    let (locale, desk) = (use_locale(), use_desk());
    let shop = desk.shop();
    let name = shop.as_ref().map(|shop| shop.name.clone()).unwrap_or_default();
    let is_demo = shop.is_some_and(|shop| shop.is_demo);
    let role = words::role(locale, desk.role());
    let who = texts::signed_in_as(locale, &desk.user_name(), role);
    let title = who.clone();
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
            <Search />
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
            <span class="bar-who" title=title>
                <span class="out-of-sight">{who}</span>
                <span aria-hidden="true" class="face" data-role=desk.role().code()>
                    {initials(&desk.user_name())}
                </span>
                <span aria-hidden="true" class="bar-who-name">
                    {desk.user_name()}
                    <span class="soft">{role}</span>
                </span>
            </span>
            <button type="button" id="sign-out" class="bar-button" on:click=move |_| spawn_local(desk.leave())>
                {texts::sign_out(locale)}
            </button>
        </header>
        {(!desk.actor().works_cases() && desk.role() != Role::Customer)
            .then(|| view! { <p class="offline" role="note">{texts::read_only(locale)}</p> })}
    }
}

/// The first letters of a name, two at most.
pub(crate) fn initials(name: &str) -> String {
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

#[component]
fn Help(is_open: RwSignal<bool>) -> impl IntoView {
    let locale = use_locale();
    let keys = use_keys();
    let is_on = move || keys.is_some_and(super::keys::Keys::is_on);
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
        Key::Take => texts::do_take(locale),
        Key::CopyNumber => texts::copy_number(locale),
        Key::Queue => texts::back_to_queue(locale),
        Key::Policy => t::policy::area(locale),
        Key::Help => texts::keys_help(locale),
        Key::Back => t::common::back(locale),
    }
}

#[component]
fn NotFound() -> impl IntoView {
    let locale = use_locale();
    web::router::announce_page(use_router(), t::common::not_found_title(locale));
    view! {
        <div class="empty">
            <h1>{t::common::not_found_title(locale)}</h1>
            <p>{t::common::not_found_body(locale)}</p>
            <p>
                <a href=Route::Queue(Listing::of(QueueView::Open)).href()>{texts::back_to_queue(locale)}</a>
            </p>
        </div>
    }
}
