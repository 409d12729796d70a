//! Whose case it is: taking it, taking it over from a colleague, giving it to somebody, and whom it is about.
//!
//! A colleague's case is never taken by a slip: the page asks first, and the command says from whom.

use super::reasoned::Reasoned;
use super::store::CaseStore;
use super::timeline::user_name;
use domain::complaint::command::Command;
use domain::id::UserId;
use leptos::prelude::*;
use web::components::{Dialog, DialogFoot, Icon, IconMark};
use web::i18n::rejection::rejection;
use web::i18n::{Locale, t::console as texts, use_locale};
use web::kept::KeptText;

/// Taking the case of the page.
#[derive(Clone, Copy)]
pub(crate) struct Taking {
    store: CaseStore,
    is_asking: RwSignal<bool>,
}

impl Taking {
    /// Nobody has asked for it yet.
    pub(crate) fn new(store: CaseStore) -> Self {
        Self { store, is_asking: RwSignal::new(false) }
    }

    /// Takes the case, or asks first where a colleague has it. Says whether that was possible.
    pub(crate) fn take(self) -> bool {
        if !untrack(move || self.may_take()) {
            return false;
        }
        let assignee = self.store.case.with_untracked(|case| case.as_ref().and_then(|case| case.assignee));
        if assignee.is_none() {
            return self.store.submit(Command::TakeCase).is_ok();
        }
        self.is_asking.set(true);
        true
    }

    /// Whether the case is there to be taken; tracked.
    pub(crate) fn may_take(self) -> bool {
        let me = self.store.me();
        self.store.may_work()
            && self.store.case.with(|case| {
                case.as_ref().is_some_and(|case| {
                    !case.phase.is_finished() && case.assignee != Some(me) && !case.concerns.contains(&me)
                })
            })
    }

    /// Whether a colleague has it; tracked.
    pub(crate) fn is_somebodys(self) -> bool {
        self.store.case.with(|case| case.as_ref().is_some_and(|case| case.assignee.is_some()))
    }
}

/// Asks before a colleague's case is taken over.
#[component]
pub(super) fn TakeOverDialog(store: CaseStore, taking: Taking) -> impl IntoView {
    let locale = use_locale();
    let from = move || store.case.with(|case| case.as_ref().and_then(|case| case.assignee));
    let wrong = RwSignal::new(None::<String>);
    let send = move |()| {
        let Some(from) = untrack(from) else {
            taking.is_asking.set(false);
            return;
        };
        match store.submit(Command::TakeOver { from }) {
            Ok(()) => taking.is_asking.set(false),
            Err(why) => wrong.set(Some(rejection(locale, &why))),
        }
    };
    let question = move || from().map(|user| texts::take_over_ask(locale, &user_name(locale, user, store)));
    view! {
        <Dialog
            id="take-over-dialog"
            title=texts::do_take_over(locale)
            is_open=taking.is_asking
            on_close=move |()| taking.is_asking.set(false)
            on_send=send
        >
            <p>{question}</p>
            {move || wrong.get().map(|wrong| view! { <p class="field-error" role="alert">{wrong}</p> })}
            <DialogFoot
                id="take-over-send"
                label=texts::do_take_over(locale)
                on_send=send
                on_close=move |()| taking.is_asking.set(false)
            />
        </Dialog>
    }
}

/// The colleague to whom a case is to be given, and the one whom it is about, as they are kept.
const ASSIGN_TO: &str = "assign-to";
const CONCERN_ABOUT: &str = "concern-about";

fn user(chosen: KeptText) -> Option<UserId> {
    chosen.get().parse().ok()
}

/// A list of those who may work cases; who is chosen is kept under its id.
#[component]
fn Colleagues(id: &'static str, store: CaseStore) -> impl IntoView {
    let locale = use_locale();
    let chosen = store.text(id);
    let all = move || {
        store
            .beside
            .with(|beside| beside.as_ref().map(|beside| beside.colleagues.clone()).unwrap_or_default())
    };
    view! {
        <label class="field-label" for=id>
            {texts::colleague(locale)}
        </label>
        <select
            class="input"
            id=id
            on:change=move |event| chosen.set(event_target_value(&event))
        >
            <option value="" prop:selected=move || chosen.is_blank() disabled>
                {texts::choose_colleague(locale)}
            </option>
            {move || {
                all()
                    .into_iter()
                    .map(|(user, name)| {
                        let user = user.to_string();
                        let is_chosen = { let user = user.clone(); move || chosen.get() == user };
                        view! { <option value=user prop:selected=is_chosen>{name}</option> }
                    })
                    .collect_view()
            }}
        </select>
    }
}

/// Giving the case to somebody: a supervisor's matter.
#[component]
pub(super) fn AssignDialog(store: CaseStore, is_open: RwSignal<bool>) -> impl IntoView {
    let locale = use_locale();
    let chosen = store.text(ASSIGN_TO);
    let wrong = RwSignal::new(None::<String>);
    let send = move |()| {
        let Some(to) = untrack(|| user(chosen)) else {
            wrong.set(Some(texts::choose_colleague(locale).to_owned()));
            return;
        };
        match store.submit_written(Command::AssignCase { to }, &[ASSIGN_TO]) {
            Ok(()) => {
                wrong.set(None);
                is_open.set(false);
            }
            Err(why) => wrong.set(Some(rejection(locale, &why))),
        }
    };
    view! {
        <Dialog
            id="assign-dialog"
            title=texts::do_assign(locale)
            is_open
            on_close=move |()| is_open.set(false)
            on_send=send
        >
            <Colleagues id=ASSIGN_TO store />
            {move || wrong.get().map(|wrong| view! { <p class="field-error" role="alert">{wrong}</p> })}
            <DialogFoot
                id="assign-send"
                label=texts::do_assign(locale)
                on_send=send
                on_close=move |()| is_open.set(false)
            />
        </Dialog>
    }
}

/// Recording whom the complaint is about.
#[component]
pub(super) fn ConcernDialog(store: CaseStore, is_open: RwSignal<bool>) -> impl IntoView {
    let locale = use_locale();
    let chosen = store.text(CONCERN_ABOUT);
    view! {
        <Reasoned
            id="concern-dialog"
            title=texts::do_concern(locale)
            label=texts::reason_desk_reads(locale)
            is_open
            store
            fields=&[CONCERN_ABOUT]
            command=move |reason| {
                untrack(|| user(chosen)).map(|user| Command::RecordConcern { user, reason: Some(reason) })
            }
        >
            <p class="soft small">{texts::concern_hint(locale)}</p>
            <Colleagues id=CONCERN_ABOUT store />
        </Reasoned>
    }
}

/// Whom the complaint is about, for everybody who opens it to see.
#[component]
pub(super) fn Concerns(store: CaseStore) -> impl IntoView {
    let locale = use_locale();
    let concerns = Memo::new(move |_| {
        store.case.with(|case| case.as_ref().map(|case| case.concerns.clone()).unwrap_or_default())
    });
    move || {
        let concerns = concerns.get();
        let all = concerns.iter().map(|user| view! { <Concern user=*user store locale /> }).collect_view();
        (!concerns.is_empty()).then(|| view! { <div class="concerns">{all}</div> })
    }
}

#[component]
fn Concern(user: UserId, store: CaseStore, locale: Locale) -> impl IntoView {
    let is_lifting = RwSignal::new(false);
    let is_me = user == store.me();
    let words = move || {
        if is_me {
            texts::concerns_you(locale).to_owned()
        } else {
            texts::concerns_colleague(locale, &user_name(locale, user, store))
        }
    };
    view! {
        <p class="warning-line" data-concern=user.to_string()>
            <IconMark icon=Icon::Alert />
            <span>{words}</span>
            {move || (store.may_sign() && !is_me)
                .then(|| {
                    view! {
                        <button type="button" class="link-button" on:click=move |_| is_lifting.set(true)>
                            {texts::do_lift_concern(locale)}
                        </button>
                        <Reasoned
                            id="lift-concern-dialog"
                            title=texts::do_lift_concern(locale)
                            label=texts::reason_desk_reads(locale)
                            is_open=is_lifting
                            store
                            command=move |reason| Some(Command::LiftConcern { user, reason })
                        />
                    }
                })}
        </p>
    }
}
