//! Choosing a password for oneself: the dialog behind one's own name.

use super::use_desk;
use crate::api::{self, ApiError};
use crate::browser::document;
use crate::components::live::use_announcer;
use crate::components::{Dialog, DialogFoot, InputKind, TextField};
use crate::i18n::{Locale, rejection, t::console as texts, use_locale};
use domain::text::problem::{Problem, ProblemCode};
use domain::wire::PasswordRequest;
use domain::wire::failure_code::FailureCode;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The fields of the dialog.
const OLD: &str = "password-old";
const NEW: &str = "password-new";

/// The dialog.
#[component]
pub(super) fn ChoosePassword(
    /// Whether it is shown.
    is_open: RwSignal<bool>,
) -> impl IntoView {
    let (locale, desk, announcer) = (use_locale(), use_desk(), use_announcer());
    let (old, new) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let wrong = RwSignal::new(None::<(&'static str, String)>);
    let is_busy = RwSignal::new(false);
    let close = move |()| {
        // A password stays nowhere longer than it is needed. The dialog may be gone by the time the answer is here.
        old.try_set(String::new());
        new.try_set(String::new());
        wrong.try_set(None);
        is_open.try_set(false);
    };
    let said = move |field: &'static str| {
        Signal::derive(move || wrong.get().filter(|(at, _)| *at == field).map(|(_, why)| why))
    };
    let send = move |()| {
        if is_busy.get_untracked() {
            return;
        }
        let request = PasswordRequest { old: old.get_untracked(), new: new.get_untracked() };
        let blank = [(OLD, request.old.is_empty()), (NEW, request.new.is_empty())];
        if let Some((field, _)) = blank.into_iter().find(|(_, is_blank)| *is_blank) {
            wrong.set(Some((field, rejection::problem(locale, &empty(field)))));
            document::focus(field);
            return;
        }
        is_busy.set(true);
        wrong.set(None);
        spawn_local(async move {
            let answer = api::staff::choose_password(&request).await;
            is_busy.try_set(false);
            match answer {
                Ok(()) => {
                    close(());
                    announcer.say(texts::password_done(locale));
                }
                Err(error) => {
                    desk.noted_expiry(&error);
                    let (field, why) = refused(locale, &error);
                    wrong.try_set(Some((field, why)));
                    document::focus(field);
                }
            }
        });
    };
    view! {
        <Dialog id="password" title=texts::password_title(locale) is_open on_close=close on_send=send>
            <p class="soft">{texts::password_lead(locale)}</p>
            <TextField
                id=OLD
                label=texts::password_old(locale)
                value=old
                on_input=move |text| old.set(text)
                kind=InputKind::Password
                autocomplete="current-password"
                error=said(OLD)
            />
            <TextField
                id=NEW
                label=texts::password_new(locale)
                hint=texts::password_new_hint(locale)
                value=new
                on_input=move |text| new.set(text)
                kind=InputKind::Password
                autocomplete="new-password"
                error=said(NEW)
            />
            <DialogFoot
                id="password-save"
                label=texts::password_save(locale)
                is_busy
                on_send=send
                on_close=close
            />
        </Dialog>
    }
}

fn empty(field: &'static str) -> Problem {
    Problem::new(field, ProblemCode::Empty)
}

/// Which field a refusal is about, and why.
fn refused(locale: Locale, error: &ApiError) -> (&'static str, String) {
    let code = error.failure().and_then(|failure| FailureCode::from_code(&failure.code));
    let is_new = matches!(code, Some(FailureCode::PasswordTooShort | FailureCode::PasswordTooCommon));
    (if is_new { NEW } else { OLD }, rejection::fault(locale, error))
}
