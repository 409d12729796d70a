//! What a draft would have meant in the past: how far the replay is, then each rule before and after, as a chart and as
//! a table, and where the answer would be another.

mod outcome;
mod rows;

use super::store::DraftStore;
use crate::desk::use_desk;
use domain::wire::policy::{ReplayOver, ReplayProgress, ReplayReport};
use leptos::prelude::*;
use outcome::Outcome;
use web::api::policy::{ReplayNews, Replaying, replay};
use web::components::{Button, Choice, Notice, ProgressBar, RadioGroup, Tone};
use web::format;
use web::i18n::t::policy as t;
use web::i18n::{Locale, use_locale};

/// How a replay stands.
#[derive(Clone)]
pub(super) enum State {
    /// Nobody has begun it.
    Idle,
    /// It runs.
    Running(ReplayProgress),
    /// It is done, at this revision of the draft.
    Done(u32, Box<ReplayReport>),
    /// It broke off.
    Broken,
}

/// Running a draft over the past.
#[component]
pub(super) fn ReplayPage(store: DraftStore) -> impl IntoView {
    let (locale, desk) = (use_locale(), use_desk());
    let state = store.replay;
    let over = RwSignal::new(ReplayOver::Orders);
    // Leaving the page ends a replay that runs; what is done stays to be looked at.
    let running = StoredValue::new_local(None::<Replaying>);
    on_cleanup(move || {
        running.set_value(None);
        state.try_update(|state| {
            if matches!(state, State::Running(_)) {
                *state = State::Idle;
            }
        });
    });
    let begin = move |()| {
        state.set(State::Running(ReplayProgress { done: 0, total: 0 }));
        let revision = store.document().map_or(0, |document| document.summary.revision);
        let hear = move |news| {
            let next = match news {
                ReplayNews::Progress(progress) => State::Running(progress),
                ReplayNews::Report(report) => {
                    desk.announcer.say(t::replay_done(locale));
                    State::Done(revision, report)
                }
                // A stream that has told everything is closed by the server; that is no fault.
                ReplayNews::Broken => match state.try_get_untracked() {
                    Some(State::Running(_)) => State::Broken,
                    _ => return,
                },
            };
            let is_over = !matches!(next, State::Running(_));
            state.try_set(next);
            if is_over {
                running.try_set_value(None);
            }
        };
        running.set_value(Some(replay(store.id, over.get_untracked(), hear)));
    };
    let choices = vec![
        Choice::new("orders", t::over_orders(locale)).with_hint(t::over_orders_hint(locale)),
        Choice::new("cases", t::over_cases(locale)).with_hint(t::over_cases_hint(locale)),
    ];
    let code = move || {
        Some(match over.get() {
            ReplayOver::Orders => "orders".to_owned(),
            ReplayOver::Cases => "cases".to_owned(),
        })
    };
    let has_mistakes = Memo::new(move |_| store.with(|document| document.public.is_none()).unwrap_or(false));
    let is_running = Memo::new(move |_| state.with(|state| matches!(state, State::Running(_))));
    view! {
        <div class="replay">
            <section class="replay-begin" aria-labelledby="replay-title">
                <h2 id="replay-title">{t::replay_title(locale)}</h2>
                <p class="soft">{t::replay_lead(locale)}</p>
                <RadioGroup
                    id="replay-over"
                    legend=t::replay_over(locale)
                    choices
                    chosen=Signal::derive(code)
                    on_choose=move |code: String| {
                        over.set(if code == "cases" { ReplayOver::Cases } else { ReplayOver::Orders });
                    }
                    is_row=true
                />
                {move || {
                    if has_mistakes.get() {
                        view! { <Notice tone=Tone::Warn>{t::trial_waits(locale)}</Notice> }.into_any()
                    } else {
                        view! {
                            <Button
                                id="replay-begin"
                                label=t::replay_begin(locale)
                                is_busy=is_running
                                on_press=begin
                            />
                        }
                            .into_any()
                    }
                }}
            </section>
            <div id="replay-result">
                <Show when=move || is_running.get()>{under_way(locale, state)}</Show>
                {move || match state.get() {
                    State::Idle | State::Running(_) => ().into_any(),
                    State::Broken => view! { <Notice tone=Tone::Bad is_alert=true>{t::replay_broken(locale)}</Notice> }.into_any(),
                    State::Done(revision, report) => view! { <Outcome store revision report=*report /> }.into_any(),
                }}
            </div>
        </div>
    }
}

fn under_way(locale: Locale, state: RwSignal<State>) -> AnyView {
    let progress = move || match state.get() {
        State::Running(progress) => progress,
        _ => ReplayProgress { done: 0, total: 0 },
    };
    let percent = Signal::derive(move || {
        let ReplayProgress { done, total } = progress();
        let percent = (done.min(total) * 100).checked_div(total).unwrap_or(0);
        u8::try_from(percent).unwrap_or(100)
    });
    let number = move |number: u64| format::number(locale, i64::try_from(number).unwrap_or(i64::MAX));
    let said = move || {
        let ReplayProgress { done, total } = progress();
        t::replay_progress(locale, &number(done), &number(total))
    };
    view! {
        <ProgressBar label=t::replay_title(locale) percent />
        <p class="soft small">{said}</p>
    }
    .into_any()
}
