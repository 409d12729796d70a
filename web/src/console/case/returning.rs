//! Goods that come back: what the customer is told of the way, and when they were there again.

use super::findings::Row;
use super::store::CaseStore;
use crate::due::Due;
use crate::question::Question;
use crate::words;
use domain::complaint::command::Command;
use domain::complaint::promise::Owner;
use domain::complaint::returning::{self, Return};
use domain::text::Message;
use leptos::prelude::*;
use web::browser::document;
use web::components::{Button, ButtonKind, SendForm};
use web::i18n::rejection::{problem, rejection};
use web::i18n::{t::console as t, use_locale};

/// Under which name it is kept what is typed, and the id of its field.
const FIELD: &str = "tell-return";

/// Where the moment is typed at which the goods were back.
const MOMENT: &str = "finding-goods_back_at-value";

/// The entry of the goods among the promises, while they are to come back or somebody may still correct when they did.
#[component]
pub(super) fn ComesBack(store: CaseStore) -> impl IntoView {
    let locale = use_locale();
    let awaited = Memo::new(move |_| {
        let limits = store.limits();
        store.case.with(|case| case.as_ref().and_then(|case| returning::awaited(case, &limits)))
    });
    let is_expected =
        Memo::new(move |_| store.case.with(|case| case.as_deref().is_some_and(returning::is_expected)));
    let may_work = Memo::new(move |_| store.may_work());
    let is_again = RwSignal::new(false);
    let told = Memo::new(move |_| awaited.with(|all| all.as_ref().and_then(|all| all.told.clone())));
    let clock = move || {
        let clock = awaited.with(|all| all.as_ref().map(Return::clock))?;
        Some(view! { <Due clock /> })
    };
    let asks = move || {
        may_work.get() && awaited.with(Option::is_some) && (told.with(Option::is_none) || is_again.get())
    };
    view! {
        <Show when=move || is_expected.get()>
            <div class="promise" id="comes-back">
                <p class="promise-head">
                    <strong>{t::return_title(locale)}</strong>
                    <span class="tag">{words::owner(locale, Owner::Desk)}</span>
                    {clock}
                </p>
                {move || told.get().map(|how| view! { <p class="small">{t::return_told(locale, &how)}</p> })}
                <Show when=asks>
                    <Tell store is_again />
                </Show>
                <Show when=move || may_work.get() && told.with(Option::is_some) && !is_again.get()>
                    <Button
                        id="tell-return-again"
                        label=t::return_again(locale)
                        kind=ButtonKind::Quiet
                        on_press=move |()| is_again.set(true)
                    />
                </Show>
                <div class="questions">
                    <Row question=Question::GoodsBackAt store is_open=may_work.into() />
                </div>
            </div>
        </Show>
    }
}

/// What is said of the way back.
#[component]
fn Tell(store: CaseStore, is_again: RwSignal<bool>) -> impl IntoView {
    let locale = use_locale();
    let text = store.text(FIELD);
    let wrong = RwSignal::new(None::<String>);
    let send = move |()| match Message::parse(&text.now()) {
        Err(fault) => wrong.set(Some(problem(locale, &fault))),
        Ok(how) => match store.submit_written(Command::TellReturn { how }, &[FIELD]) {
            Ok(()) => is_again.set(false),
            Err(why) => wrong.set(Some(rejection(locale, &why))),
        },
    };
    view! {
        <SendForm class="tell-return" on_send=send>
            <label for=FIELD>{t::return_how(locale)}</label>
            <textarea
                class="input"
                id=FIELD
                rows="2"
                placeholder=t::return_hint(locale)
                aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                prop:value=move || text.get()
                on:input=move |event| text.set(event_target_value(&event))
            ></textarea>
            <button type="submit" class="button button-primary">
                {t::do_tell_return(locale)}
            </button>
            {move || wrong.get().map(|wrong| view! { <p class="field-error small" role="alert">{wrong}</p> })}
        </SendForm>
    }
}

/// What a promise that waits for the goods says in place of its time, with the way to where they are recorded.
#[component]
pub(super) fn Waits(store: CaseStore) -> impl IntoView {
    let locale = use_locale();
    view! {
        <p class="soft small promise-waits">
            <span>{t::promise_waits(locale)}</span>
            <Show when=move || store.may_work()>
                <button type="button" class="link-button" on:click=move |_| document::focus(MOMENT)>
                    {t::do_goods_back(locale)}
                </button>
            </Show>
        </p>
    }
}
