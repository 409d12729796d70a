//! Signing in: as the whole page at first, and as a dialog over the work when a sign-in has ended meanwhile.

use super::{Desk, Heard, use_desk};
use crate::api;
use crate::browser::document;
use crate::components::{
    Dialog, ErrorSummary, FieldError, InputKind, LanguageSwitch, SendForm, SubmitButton, TextField,
};
use crate::i18n::{t::console as words, use_locale};
use crate::router::{announce_page, use_router};
use domain::wire::SignInRequest;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The page for whoever is not signed in.
#[component]
pub(super) fn SignIn() -> impl IntoView {
    let locale = use_locale();
    announce_page(use_router(), words::sign_in_title(locale));
    view! {
        <div class="gate-page">
            <header class="gate-head">
                <LanguageSwitch />
            </header>
            <main class="gate">
                <h1>{words::sign_in_title(locale)}</h1>
                <SignInForm on_done=|()| {} />
            </main>
        </div>
    }
}

/// The dialog for whoever was signed in until a moment ago: nothing on the page is lost.
#[component]
pub(super) fn SignInAgain() -> impl IntoView {
    let (locale, desk) = (use_locale(), use_desk());
    let before = desk.user();
    let done = move |()| {
        if desk.user() == before {
            desk.tell(&Heard::Resume);
        } else {
            document::reload();
        }
    };
    view! {
        <Dialog
            id="sign-in-again"
            title=words::expired_title(locale)
            is_open=desk.is_expired
            on_close=move |()| desk.is_expired.set(false)
        >
            <p>{words::expired_body(locale)}</p>
            <SignInForm on_done=done />
        </Dialog>
    }
}

#[component]
fn SignInForm(
    /// Called when somebody is in.
    #[prop(into)]
    on_done: UnsyncCallback<()>,
) -> impl IntoView {
    let (locale, desk) = (use_locale(), use_desk());
    let (user, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let wrong = RwSignal::new(Vec::<FieldError>::new());
    let is_busy = RwSignal::new(false);
    let send = move |()| {
        let request = SignInRequest {
            user: user.get_untracked().trim().to_owned(),
            password: password.get_untracked(),
        };
        if is_busy.get_untracked() {
            return;
        }
        if request.user.is_empty() || request.password.is_empty() {
            let id = if request.user.is_empty() { "sign-in-user" } else { "sign-in-password" };
            wrong.set(vec![FieldError {
                id: id.to_owned(),
                message: words::sign_in_missing(locale).to_owned(),
            }]);
            document::focus(id);
            return;
        }
        is_busy.set(true);
        spawn_local(async move {
            let failure = try_sign_in(desk, request, on_done).await;
            is_busy.try_set(false);
            if let Some(message) = failure.map(|status| match status {
                400 | 401 | 403 | 422 => words::sign_in_wrong(locale),
                429 => words::sign_in_slow_down(locale),
                _ => words::no_reply_title(locale),
            }) {
                wrong
                    .try_set(vec![FieldError { id: "sign-in-user".to_owned(), message: message.to_owned() }]);
            }
        });
    };
    view! {
        <SendForm class="stack sign-in" on_send=send>
            <ErrorSummary errors=wrong />
            <TextField
                id="sign-in-user"
                label=words::sign_in_user(locale)
                value=user
                on_input=move |text| user.set(text)
                autocomplete="username"
            />
            <TextField
                id="sign-in-password"
                label=words::sign_in_password(locale)
                value=password
                on_input=move |text| password.set(text)
                kind=InputKind::Password
                autocomplete="current-password"
            />
            <SubmitButton label=words::sign_in(locale) is_busy id="sign-in-submit" />
        </SendForm>
    }
}

/// Signs in; the status where that failed.
async fn try_sign_in(desk: Desk, request: SignInRequest, on_done: UnsyncCallback<()>) -> Option<u16> {
    match api::staff::sign_in(&request).await {
        Ok(session) => {
            desk.enter(session).await;
            on_done.try_run(());
            None
        }
        Err(error) => Some(error.status()),
    }
}
