//! One case: what happened in the middle, what one needs to decide beside it.
//!
//! # Where to start
//!
//! [`store`] is the case in this browser and the only writer of it; every panel reads from there and asks it to
//! submit commands.

mod actions;
mod answers;
mod beside;
pub(crate) mod cases;
mod composer;
mod context;
mod doubt;
mod draft;
mod evidence;
mod findings;
mod goods;
mod happening;
mod header;
mod last_day;
mod left_open;
mod link;
mod offer;
mod offer_draft;
mod options;
mod outside;
mod outspoken;
mod owning;
mod packs;
mod paid;
mod prepared;
mod promises;
mod proposal;
mod reasoned;
mod refused;
mod replace;
mod returning;
mod signature;
pub(crate) mod store;
mod taken_back;
mod timeline;
mod to_settle;
mod uncovered;

use crate::failure::Failure;
use crate::frame::Place;
use crate::keys::{Key, use_keys};
use crate::route::Route;
use cases::Cases;
use domain::id::CaseId;
use leptos::prelude::*;
use store::{CaseStore, Stage};
use web::browser::document;
use web::components::{Icon, IconMark, Skeleton};
use web::i18n::{t::console as t, use_locale};
use web::router::{announce_page, use_router};

/// Where all of a case stands in one column; the style sheet knows it too.
const NARROW: &str = "(max-width: 43.6875em)";

/// A case with everything beside it.
#[component]
pub(crate) fn CasePage(
    /// Which.
    id: CaseId,
) -> impl IntoView {
    let (locale, router) = (use_locale(), use_router());
    let Some(cases) = use_context::<Cases>() else { return ().into_any() };
    let store = cases.open(id);
    let editor = offer::Editor::new(store);
    let writing = composer::Writing::new(store);
    let taking = owning::Taking::new(store);
    let opened = evidence::Opened::new(None);
    let is_narrow = document::media(NARROW);
    let place = use_context::<Place>();
    let back = move || place.map(|place| Route::Queue(place.listing.get()).href());
    let number =
        Memo::new(move |_| store.case.with(|case| case.as_ref().map(|case| case.number.to_string())));
    Effect::new(move |_| {
        if let Some(number) = number.get() {
            announce_page(router, &t::case_title(locale, &number));
        }
    });
    if let Some(keys) = use_keys() {
        keys.on(move |key| match key {
            Key::Reply | Key::Note => writing.begin(key == Key::Note),
            Key::Take => taking.take(),
            // Escape closes the form that was opened last, before it leads away from the case.
            Key::Back => editor.leave(),
            Key::Leave => {
                if !(offer::Editor::has_focus() && editor.leave()) {
                    document::focus(timeline::PLACE);
                }
                true
            }
            Key::CopyNumber => header::copy_number(store, locale),
            Key::Offer => editor.begin(locale),
            Key::Pick(place) => editor.offer_nth(place, locale),
            Key::FindOut => findings::begin(),
            _ => false,
        });
    }
    view! {
        <article class="case" aria-labelledby="case-title">
            <a class="case-back" href=back>
                <IconMark icon=Icon::Back />
                {t::back_to_queue(locale)}
            </a>
            {move || match store.stage.get() {
                Stage::Waiting => {
                    view! {
                        <div class="late">
                            <Skeleton lines=8 />
                        </div>
                    }
                        .into_any()
                }
                Stage::Failed(error) => view! { <Failure error on_retry=move |()| store.load() /> }.into_any(),
                Stage::Ready => view! { <Middle is_narrow store editor writing taking opened /> }.into_any(),
            }}
        </article>
        <Show when=move || store.stage.get() == Stage::Ready>
            <aside class="context" aria-label=t::context(locale)>
                <Show when=move || !is_narrow.get()>
                    <ToDo store editor />
                    <Entitled store editor />
                </Show>
                <evidence::Evidence store opened />
                <Show when=move || !is_narrow.get()>
                    <context::OrderFacts store />
                </Show>
                <paid::Paid store />
                <beside::Others store />
                <context::Customer store />
                <uncovered::UncoveredPanel store writing />
                <Show when=move || !is_narrow.get()>
                    <answers::Answers store />
                </Show>
            </aside>
        </Show>
    }
    .into_any()
}

/// The head stays, what happened scrolls between, and what is being written stays too: the conversation, the next
/// step and the answer are before one's eyes at once. On a phone one thing comes after the other: what is to be done
/// first, then what can be had, the order, and what happened.
#[component]
fn Middle(
    is_narrow: Signal<bool>,
    store: CaseStore,
    editor: offer::Editor,
    writing: composer::Writing,
    taking: owning::Taking,
    opened: evidence::Opened,
) -> impl IntoView {
    let writes = move || {
        view! {
            <refused::RefusedList store writing editor />
            <Show when=move || editor.is_shown() fallback=move || view! { <Writes is_narrow store writing /> }>
                <offer::OfferEditor store editor />
            </Show>
        }
    };
    let below = move || {
        if is_narrow.get() {
            view! {
                <ToDo store editor />
                {writes()}
                <Entitled store editor />
                <answers::Answers store />
                <context::OrderFacts store />
                <timeline::Timeline store opened />
            }
            .into_any()
        } else {
            view! {
                <timeline::Timeline store opened />
                {writes()}
            }
            .into_any()
        }
    };
    view! {
        <header::Header store />
        <actions::Actions store editor taking />
        {below}
    }
}

/// What waits for somebody: an offer sent back, a doubt, a signature, the customer's answer, the promises.
#[component]
fn ToDo(store: CaseStore, editor: offer::Editor) -> impl IntoView {
    view! {
        <proposal::SentBackPanel store editor />
        <doubt::Doubt store />
        <proposal::ProposalPanel store />
        <offer::OpenOffer store editor />
        <promises::Promises store />
        <left_open::LeftOpen store />
    }
}

/// What the customer can have, and on what that hangs.
#[component]
fn Entitled(store: CaseStore, editor: offer::Editor) -> impl IntoView {
    view! {
        <findings::Findings store />
        <options::Options store editor />
    }
}

/// The composer, for whoever may write on the case.
#[component]
fn Writes(is_narrow: Signal<bool>, store: CaseStore, writing: composer::Writing) -> impl IntoView {
    let words = Memo::new(move |_| header::last_words(store));
    // Where what happened stands further down, what is answered stands above the answer.
    let quoted = move || {
        let words = words.get().filter(|_| is_narrow.get())?;
        Some(view! { <blockquote class="editor-words small">{words}</blockquote> })
    };
    view! {
        <Show when=move || store.may_work()>
            {quoted}
            <composer::Composer store writing />
        </Show>
    }
}

/// Moves to something on the page, if it is there; says whether it was.
fn move_to(id: &str) -> bool {
    let is_there = document::by_id(id).is_some();
    if is_there {
        document::focus(id);
    }
    is_there
}
