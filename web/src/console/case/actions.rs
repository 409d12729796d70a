//! What one may do with a case as a whole: take it, close it, turn it down, say what it really is.
//!
//! A step that is refused is offered all the same and says why, so that nobody wonders where it went.

use super::goods::GoodsDialog;
use super::offer::Editor;
use super::owning::{AssignDialog, ConcernDialog, Concerns, TakeOverDialog, Taking};
use super::prepared::reader;
use super::reasoned::Reasoned;
use super::store::CaseStore;
use crate::words;
use domain::category::{Category, Kind};
use domain::complaint::command::Command;
use domain::complaint::decide::may_be_corrected;
use domain::complaint::rejection::Rejection;
use domain::complaint::returning;
use domain::text::Message;
use leptos::prelude::*;
use web::browser::clock;
use web::components::{Button, ButtonKind, Dialog, DialogFoot, TextArea};
use web::i18n::rejection::{problem, rejection};
use web::i18n::{t::console as texts, use_locale, words as shared};

/// The row of steps.
#[component]
pub(crate) fn Actions(store: CaseStore, editor: Editor, taking: Taking) -> impl IntoView {
    let locale = use_locale();
    // A refusal speaks of the case as it was: once the case moves on, it goes.
    let wrong = RwSignal::new(None::<(u32, String)>);
    let version = move || store.case.with(|case| case.as_ref().map_or(0, |case| case.version));
    let closed = || RwSignal::new(false);
    let (is_category, is_goods, is_kind, is_rejecting) = (closed(), closed(), closed(), closed());
    let (is_assigning, is_concern, is_closing) = (closed(), closed(), closed());
    let phase_is = move |test: fn(&domain::complaint::Phase) -> bool| {
        Memo::new(move |_| store.case.with(|case| case.as_ref().is_some_and(|case| test(&case.phase))))
    };
    let is_before = phase_is(domain::complaint::Phase::is_before_agreement);
    // Once the time to send goods back is over, an agreement that waits for them may be ended.
    let is_lapsed = Memo::new(move |_| {
        let (limits, now) = (store.limits(), clock::now_utc().fixed_offset());
        store.case.with(|case| case.as_deref().is_some_and(|case| returning::is_lapsed(case, &limits, now)))
    });
    let may_correct =
        Memo::new(move |_| store.case.with(|case| case.as_deref().is_some_and(may_be_corrected)));
    let is_finished = phase_is(domain::complaint::Phase::is_finished);
    let give = move |command: Command| {
        let is_closing = command == Command::CloseCase;
        let refused = match store.submit(command) {
            Ok(()) => None,
            Err(Rejection::WrongPhase { .. }) if is_closing => {
                Some(texts::close_too_early(locale).to_owned())
            }
            Err(why) => Some(rejection(locale, &why)),
        };
        wrong.set(refused.map(|refused| (untrack(version), refused)));
    };
    view! {
        <Show when=move || store.may_work()>
        <div class="actions-row" role="group" aria-label=texts::actions(locale)>
            // What a case goes through stands together, before what is seldom done.
            <div class="actions-main">
                <Show when=move || taking.may_take()>
                    <TakeButton taking />
                </Show>
                <Show when=move || is_before.get()>
                    <Button
                        id="make-offer"
                        label=texts::use_options(locale)
                        kind=ButtonKind::Secondary
                        on_press=move |()| {
                            editor.begin(locale);
                        }
                    />
                </Show>
                <Show when=move || !is_finished.get()>
                    <Button
                        id="close-case"
                        label=texts::do_close(locale)
                        kind=ButtonKind::Secondary
                        on_press=move |()| is_closing.set(true)
                    />
                </Show>
            </div>
            <Show when=move || !is_finished.get()>
                <Opener id="correct-category" label=texts::do_category(locale) opens=is_category />
                <Opener id="convert-kind" label=texts::do_kind(locale) opens=is_kind />
            </Show>
            <Show when=move || may_correct.get()>
                <Opener id="correct-goods" label=texts::do_goods(locale) opens=is_goods />
            </Show>
            <Show when=move || is_before.get()>
                <Opener id="reject-complaint" label=texts::do_reject(locale) opens=is_rejecting />
            </Show>
            <Show when=move || is_lapsed.get()>
                <Opener id="end-return" label=texts::do_lapse(locale) opens=is_rejecting />
            </Show>
            <Show when=move || !is_finished.get() && store.may_sign()>
                <Opener id="assign-case" label=texts::do_assign(locale) opens=is_assigning />
            </Show>
            <Show when=move || !is_finished.get()>
                <Opener id="record-concern" label=texts::do_concern(locale) opens=is_concern />
            </Show>
        </div>
        </Show>
        <Concerns store />
        {move || {
            wrong
                .get()
                .filter(|(of, _)| *of == version())
                .map(|(_, wrong)| {
                    view! {
                        <p class="field-error" role="alert" id="action-refused">
                            {wrong}
                        </p>
                    }
                })
        }}
        <CategoryDialog store is_open=is_category />
        <GoodsDialog store is_open=is_goods />
        <KindDialog store is_open=is_kind />
        <RejectDialog store is_open=is_rejecting />
        <CloseDialog is_open=is_closing on_close_case=move |()| give(Command::CloseCase) />
        <TakeOverDialog store taking />
        <AssignDialog store is_open=is_assigning />
        <ConcernDialog store is_open=is_concern />
    }
}

/// Takes the case, and says where that means taking it over.
#[component]
fn TakeButton(taking: Taking) -> impl IntoView {
    let locale = use_locale();
    let label = move || {
        let label = if taking.is_somebodys() { texts::do_take_over(locale) } else { texts::do_take(locale) };
        label.to_owned()
    };
    view! {
        <Button
            id="take-case"
            label=Signal::derive(label)
            on_press=move |()| {
                taking.take();
            }
        />
    }
}

/// A step that asks for more in a dialog before anything happens.
#[component]
fn Opener(id: &'static str, label: &'static str, opens: RwSignal<bool>) -> impl IntoView {
    view! { <Button id label kind=ButtonKind::Quiet on_press=move |()| opens.set(true) /> }
}

/// What a case is said to be about, and to be, as it is kept.
const CATEGORY: &str = "category-choice";
const KIND: &str = "kind-choice";

#[component]
fn CategoryDialog(store: CaseStore, is_open: RwSignal<bool>) -> impl IntoView {
    let locale = use_locale();
    let now = move || store.case.with(|case| case.as_ref().map_or(Category::Other, |case| case.category));
    let chosen = store.text(CATEGORY);
    let meant = move || Category::from_code(&chosen.get()).unwrap_or_else(now);
    view! {
        <Reasoned
            id="category-dialog"
            title=texts::do_category(locale)
            label=texts::reason_desk_reads(locale)
            is_open
            store
            fields=&[CATEGORY]
            command=move |reason| Some(Command::CorrectCategory { category: untrack(meant), reason })
        >
            <label class="field-label" for=CATEGORY>
                {texts::category(locale)}
            </label>
            <select class="input" id=CATEGORY on:change=move |event| chosen.set(event_target_value(&event))>
                {Category::ALL
                    .iter()
                    .map(|each| {
                        view! {
                            <option value=each.code() prop:selected=move || meant() == *each>
                                {shared::category(locale, *each)}
                            </option>
                        }
                    })
                    .collect_view()}
            </select>
        </Reasoned>
    }
}

#[component]
fn KindDialog(store: CaseStore, is_open: RwSignal<bool>) -> impl IntoView {
    let locale = use_locale();
    let now = move || store.case.with(|case| case.as_ref().map_or(Kind::Complaint, |case| case.kind));
    let chosen = store.text(KIND);
    let meant = move || Kind::from_code(&chosen.get()).unwrap_or_else(now);
    view! {
        <Reasoned
            id="kind-dialog"
            title=texts::do_kind(locale)
            label=texts::reason_desk_reads(locale)
            is_open
            store
            fields=&[KIND]
            command=move |reason| Some(Command::ConvertKind { kind: untrack(meant), reason })
        >
            <label class="field-label" for=KIND>
                {texts::kind(locale)}
            </label>
            <select class="input" id=KIND on:change=move |event| chosen.set(event_target_value(&event))>
                {Kind::ALL
                    .iter()
                    .map(|each| {
                        view! {
                            <option value=each.code() prop:selected=move || meant() == *each>
                                {words::kind(locale, *each)}
                            </option>
                        }
                    })
                    .collect_view()}
            </select>
        </Reasoned>
    }
}

/// Why, and where else to turn, as they are kept.
const REJECT: [&str; 2] = ["reject-reason", "reject-recourse"];

/// Turning a complaint down: why, and where else the customer may turn. Both are for the customer to read.
#[component]
fn RejectDialog(store: CaseStore, is_open: RwSignal<bool>) -> impl IntoView {
    let locale = use_locale();
    let [reason, recourse] = REJECT.map(|field| store.text(field));
    // The customer reads it, in their language and not in the agent's.
    Effect::new(move |_| {
        if is_open.get() && recourse.now().trim().is_empty() {
            recourse.set(texts::recourse_usual(reader(store, locale)).to_owned());
        }
    });
    let (reason_wrong, recourse_wrong) = (RwSignal::new(None::<String>), RwSignal::new(None::<String>));
    let send = move |()| {
        let (why, else_where) = (Message::parse(&reason.now()), Message::parse(&recourse.now()));
        reason_wrong.set(why.as_ref().err().map(|fault| problem(locale, fault)));
        recourse_wrong.set(else_where.as_ref().err().map(|fault| problem(locale, fault)));
        let (Ok(why), Ok(else_where)) = (why, else_where) else { return };
        let command = Command::RejectComplaint { reason: why, recourse: else_where };
        match store.submit_written(command, &REJECT) {
            Ok(()) => is_open.set(false),
            Err(why) => reason_wrong.set(Some(rejection(locale, &why))),
        }
    };
    view! {
        <Dialog
            id="reject-dialog"
            title=texts::do_reject(locale)
            is_open
            on_close=move |()| is_open.set(false)
            on_send=send
        >
            <TextArea
                id="reject-reason"
                label=texts::reject_reason(locale)
                rows=3
                value=reason.signal()
                error=reason_wrong
                on_input=move |typed| reason.set(typed)
            />
            <TextArea
                id="reject-recourse"
                label=texts::reject_recourse(locale)
                rows=3
                value=recourse.signal()
                error=recourse_wrong
                on_input=move |typed| recourse.set(typed)
            />
            <DialogFoot
                id="reject-send"
                label=texts::do_reject(locale)
                kind=ButtonKind::Danger
                on_send=send
                on_close=move |()| is_open.set(false)
            />
        </Dialog>
    }
}

/// Closing a case: what that means, since nobody at the desk can take it back.
#[component]
fn CloseDialog(is_open: RwSignal<bool>, #[prop(into)] on_close_case: UnsyncCallback<()>) -> impl IntoView {
    let locale = use_locale();
    let send = move |()| {
        is_open.set(false);
        on_close_case.run(());
    };
    view! {
        <Dialog
            id="close-dialog"
            title=texts::do_close(locale)
            is_open
            on_close=move |()| is_open.set(false)
            on_send=send
        >
            <p>{texts::close_means(locale)}</p>
            <DialogFoot
                id="close-dialog-send"
                label=texts::do_close(locale)
                on_send=send
                on_close=move |()| is_open.set(false)
            />
        </Dialog>
    }
}
