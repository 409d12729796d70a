//! The head of a case: number, what it is about, where it stands, whose it is, and its clocks.

use super::store::CaseStore;
use crate::desk::use_desk;
use crate::due::{Due, waits};
use crate::words;
use domain::clock::clocks;
use domain::complaint::Case;
use domain::id::UserId;
use domain::triage::Urgency;
use domain::view::next_step;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web::browser::document;
use web::components::live::use_announcer;
use web::components::{Announcer, Icon, IconMark};
use web::format;
use web::i18n::{Locale, t::console as t, use_locale, words as shared};
use web::parts::dated::dated;

/// The head.
#[component]
pub(crate) fn Header(store: CaseStore) -> impl IntoView {
    let locale = use_locale();
    let announcer = use_announcer();
    view! {
        <header class="case-head">
            {move || store.case.get().map(|case| view! { <Head case=Case::clone(&case) store announcer /> })}
            <p class="case-sending" role="status">
                {move || {
                    let n = store.n_pending();
                    if n > 0 && store.is_stuck.get() {
                        t::waiting_to_send(locale, n)
                    } else {
                        String::new()
                    }
                }}
            </p>
        </header>
    }
}

#[component]
fn Head(case: Case, store: CaseStore, announcer: Announcer) -> impl IntoView {
    let locale = use_locale();
    let number = case.number.to_string();
    let copied = number.clone();
    let limits = store.limits();
    let next = next_step(&case, &limits);
    let running = clocks(&case, &limits);
    let phase = case.phase.name();
    let assignee = case.assignee;
    view! {
        <div class="case-line">
            <h1 id="case-title" data-phase=phase.code()>
                {number}
            </h1>
            <button
                type="button"
                id="copy-number"
                class="icon-button"
                aria-label=t::copy_number(locale)
                title=t::copy_number(locale)
                on:click=move |_| copy(copied.clone(), announcer, locale)
            >
                <IconMark icon=Icon::Copy />
            </button>
            <span id="case-phase" class=words::phase_class(phase)>
                {words::phase(locale, phase)}
            </span>
            {(case.urgency != Urgency::Normal)
                .then(|| {
                    view! {
                        <span class="tag tag-bad">
                            <IconMark icon=Icon::Alert />
                            {words::urgency(locale, case.urgency)}
                        </span>
                    }
                })}
            {case.is_escalated.then(|| view! { <span class="tag tag-bad">{t::escalated(locale)}</span> })}
        </div>
        <p class="case-about">
            <span>{shared::category(locale, case.category)}</span>
            <span>{words::kind(locale, case.kind)}</span>
            <span>{words::complexity(locale, case.complexity)}</span>
            <span id="case-owner">{move || assigned(locale, assignee, store)}</span>
            <span>{dated(locale, case.filed_at, format::short_moment, t::filed_at)}</span>
            {(case.n_reopened > 0).then(|| view! { <span>{t::reopened_times(locale, i64::from(case.n_reopened))}</span> })}
        </p>
        <WaitingLine store />
        <div class="case-next">
            <span class="case-step">
                <span class="soft">{t::next_step(locale)}</span>
                <strong id="case-next">{words::step(locale, next.step)}</strong>
            </span>
            <ul class="case-clocks" aria-label=t::clocks(locale)>
                {running
                    .into_iter()
                    .map(|clock| {
                        view! {
                            <li>
                                <Due clock is_named=true />
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </div>
    }
}

/// The customer's last words while nobody has answered them, and how long they wait.
#[component]
fn WaitingLine(store: CaseStore) -> impl IntoView {
    let (locale, desk) = (use_locale(), use_desk());
    let waiting = Memo::new(move |_| store.case.with(|case| case.as_ref().and_then(|case| case.waiting)));
    let last = Memo::new(move |_| {
        store.timeline.with(|timeline| {
            timeline.iter().rev().find_map(|recorded| recorded.event.spoken().map(str::to_owned))
        })
    });
    move || {
        let waiting = waiting.get()?;
        let said = words::said(locale, waiting.said);
        let line = move || waits(locale, said, waiting.since, desk.now.get());
        let on_paper = t::customer_waits_since(locale, said, &format::whole_moment(locale, waiting.since));
        let times = (waiting.n > 1).then(|| t::spoken_times(locale, i64::from(waiting.n)));
        Some(view! {
            <p class="case-waiting" id="case-waiting" data-said=waiting.said.code()>
                <strong class="no-print">{line}</strong>
                <strong class="print-only">{on_paper}</strong>
                {times.map(|times| view! { <span class="tag tag-brand">{times}</span> })}
                {last.get().map(|words| view! { <span class="case-waiting-words">{words}</span> })}
            </p>
        })
    }
}

/// What the customer said last, or what they complained about.
pub(super) fn last_words(store: CaseStore) -> Option<String> {
    let spoken = store.timeline.with(|timeline| {
        timeline.iter().rev().find_map(|recorded| recorded.event.spoken().map(str::to_owned))
    });
    spoken.or_else(|| store.case.with(|case| case.as_ref().map(|case| case.story.clone())))
}

fn assigned(locale: Locale, assignee: Option<UserId>, store: CaseStore) -> String {
    match assignee {
        None => t::unassigned(locale).to_owned(),
        Some(user) if user == store.me() => t::assigned_to(locale, t::me(locale)),
        Some(user) => {
            let name = store.users.with(|users| users.get(&user).cloned());
            t::assigned_to(locale, name.as_deref().unwrap_or(t::somebody(locale)))
        }
    }
}

/// Copies the case number, by key.
pub(crate) fn copy_number(store: CaseStore, locale: Locale) -> bool {
    let number = store.case.with_untracked(|case| case.as_ref().map(|case| case.number.to_string()));
    if let Some(number) = number {
        copy(number, store.announcer(), locale);
    }
    true
}

fn copy(text: String, announcer: Announcer, locale: Locale) {
    spawn_local(async move {
        if document::copy(&text).await {
            announcer.show(&t::copied(locale, &text));
        }
    });
}
