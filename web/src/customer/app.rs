//! The frame of every page: header, main, footer, and what is provided to all of them.

use super::form::Form;
use super::known::{Known, use_known};
use super::letter;
use super::outbox::Outbox;
use super::pages;
use super::route::{Route, Step};
use super::sign_out::SignOut;
use leptos::prelude::*;
use web::browser::first_step::{self, FirstStep};
use web::browser::{clock, document, focus, network};
use web::components::icon::BrandMark;
use web::components::{Announcer, LanguageSwitch, LiveRegion, Notice, Tone};
use web::i18n::{Language, t, use_locale};
use web::kept::visit;
use web::router::{Router, use_router};
use web::shop::{ShopStore, use_shop};

/// The element of the page's shell that the program takes over.
const ROOT: &str = "app";
/// The sentence that shows when the program breaks.
const FAULT: &str = "fault";
/// The sentence of the shell for a program that never takes over.
const LATE: &str = "late";
/// How often it is asked whether an input method is still composing, in milliseconds.
const COMPOSING: u64 = 50;

/// Takes over the page.
pub(crate) fn mount() {
    std::panic::set_hook(Box::new(|fault| {
        document::reveal(FAULT);
        document::reveal(LATE);
        document::log_fault(&fault.to_string());
    }));
    // Leptos has no executor before something is mounted.
    wasm_bindgen_futures::spawn_local(async {
        // A character half composed would be lost by moving its field.
        while first_step::is_composing() {
            clock::sleep(COMPOSING).await;
        }
        let first_step = FirstStep::take();
        if let Some(root) = document::take_root(ROOT) {
            leptos::mount::mount_to(root, move || view! { <App first_step /> }).forget();
            document::mark_ready();
        }
    });
}

#[component]
fn App(first_step: Option<FirstStep>) -> impl IntoView {
    let language = Language::provide();
    let router = Router::provide(|_| false);
    let announcer = Announcer::provide();
    focus::watch();
    let shop = ShopStore::provide();
    Known::provide();
    visit::begin();
    let form = Form::provide(shop);
    pages::KeptForm::provide(first_step, form);
    let outbox = Outbox::provide(form, shop, announcer);
    use_known().follow_other_tabs(form, outbox);
    letter::provide(form, shop);
    leptos::task::spawn_local(async move {
        let is_something_waiting = outbox.take_on(form.restore().await);
        // Whoever comes to complain sees first what is still on its way from here.
        if is_something_waiting
            && matches!(Route::parse(&router.location_now()), Route::Start | Route::File(_))
        {
            router.replace(&Route::Sent.href());
        }
    });
    // A change of language draws everything anew; what the person wrote lives above.
    let frame = move || {
        language.get();
        view! { <Frame /> }.into_any()
    };
    view! {
        {frame}
        <LiveRegion announcer />
    }
}

#[component]
fn Frame() -> impl IntoView {
    let locale = use_locale();
    let is_online = network::online();
    view! {
        <a class="skip-link" href="#main" data-leave="">{t::common::skip_to_content(locale)}</a>
        <Header />
        <main class="content" id="main" tabindex="-1">
            <div class="column stack" id=FAULT hidden role="alert">
                <Notice tone=Tone::Bad title=t::common::fault_title(locale)>
                    <p>{t::common::fault_body(locale)}</p>
                    <a href="" data-leave="">{t::common::reload(locale)}</a>
                </Notice>
            </div>
            <Show when=move || !is_online.get()>
                <div class="column offline-note">
                    <Notice tone=Tone::Warn is_alert=true>{t::common::offline_now(locale)}</Notice>
                </div>
            </Show>
            <Place />
        </main>
        <Footer />
    }
}

#[component]
fn Header() -> impl IntoView {
    let locale = use_locale();
    let shop = use_shop();
    let name = move || shop.shop().map(|shop| view! { <span class="brand-shop">{shop.name.clone()}</span> });
    view! {
        <header class="masthead">
            <div class="masthead-row">
                <a class="brand" href="/">
                    <BrandMark />
                    {name}
                    <span class="brand-desk">{t::customer::desk_name(locale)}</span>
                </a>
                <LanguageSwitch />
            </div>
        </header>
    }
}

#[component]
fn Footer() -> impl IntoView {
    let locale = use_locale();
    let shop = use_shop();
    let to_shop = move || {
        shop.shop().and_then(|shop| shop.url.clone()).map(|url| {
            view! { <a href=url>{t::customer::foot_shop(locale)}</a> }
        })
    };
    let router = use_router();
    let here = Memo::new(move |_| Route::parse(&router.location()));
    // The first page names the way to a case itself, and who is on it needs none.
    let is_finding = Memo::new(move |_| here.with(|here| matches!(here, Route::Start | Route::Find)));
    let is_writing = Memo::new(move |_| here.with(|here| matches!(here, Route::Start | Route::File(_))));
    let demo = move || {
        shop.shop()
            .is_some_and(|shop| shop.is_demo)
            .then(|| view! { <p>{t::customer::demo_note(locale)}</p> })
    };
    view! {
        <footer class="page-foot">
            <div class="page-foot-row">
                <Show when=move || !is_finding.get()>
                    <a href=Route::Find.href()>{t::customer::foot_find(locale)}</a>
                </Show>
                // It would lead away from the complaint that is being written.
                <Show when=move || !is_writing.get()>
                    <a href=Route::Start.href()>{t::customer::foot_new(locale)}</a>
                </Show>
                {to_shop}
                <SignOut />
            </div>
            <div class="page-foot-row">
                <p>{t::customer::foot_privacy(locale)}</p>
                {demo}
            </div>
        </footer>
    }
}

/// What the frame shows: a place, with all steps of the form but the last being one place on a desk.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Shown {
    Route(Route),
    WholeForm,
}

#[component]
fn Place() -> impl IntoView {
    let router = use_router();
    let is_wide = document::media("(min-width: 900px)");
    let shown = Memo::new(move |_| match Route::parse(&router.location()) {
        Route::File(step) if step != Step::Check && is_wide.get() => Shown::WholeForm,
        route => Shown::Route(route),
    });
    move || match shown.get() {
        Shown::WholeForm => view! { <pages::WholeForm /> }.into_any(),
        Shown::Route(Route::Start) => view! { <pages::Start /> }.into_any(),
        Shown::Route(Route::File(Step::Check)) => view! { <pages::Check /> }.into_any(),
        Shown::Route(Route::File(step)) => view! { <pages::OneStep step /> }.into_any(),
        Shown::Route(Route::Sent) => view! { <pages::Sent /> }.into_any(),
        Shown::Route(Route::Find) => view! { <pages::Find /> }.into_any(),
        Shown::Route(Route::Link(token)) => view! { <pages::OpenLink token /> }.into_any(),
        Shown::Route(Route::Case(id)) => view! { <pages::CasePage id /> }.into_any(),
        Shown::Route(Route::Unknown) => view! { <pages::Unknown /> }.into_any(),
    }
}
