//! A request that failed, with a way out.
//!
//! What to say about each failure is shared with the customers' pages; here is only how the desk shows it.

use super::use_desk;
use crate::api::ApiError;
use crate::components::{Button, ButtonKind};
use crate::i18n::{t, use_locale};
use leptos::prelude::*;

/// A failure in the place of what was asked for.
#[component]
pub fn Failure(
    /// What failed.
    error: ApiError,
    /// What to say where there is no such thing; of a case where nothing else is said.
    #[prop(optional)]
    missing: Option<(&'static str, &'static str)>,
    /// Called to try again.
    #[prop(into)]
    on_retry: UnsyncCallback<()>,
) -> impl IntoView {
    let locale = use_locale();
    use_desk().noted_expiry(&error);
    let (title, body) = match error.status() {
        403 => (t::console::not_allowed_title(locale), t::console::not_allowed_body(locale)),
        404 => missing.unwrap_or((t::console::case_none(locale), t::console::case_none_body(locale))),
        _ => (t::console::no_reply_title(locale), t::console::no_reply_body(locale)),
    };
    let trace = error.failure().map(|failure| failure.trace.clone()).filter(|trace| !trace.is_empty());
    let is_final = matches!(error.status(), 403 | 404);
    view! {
        <div class="empty" role="alert">
            <h2>{title}</h2>
            <p>{body}</p>
            {(!is_final)
                .then(|| {
                    view! {
                        <Button label=t::common::retry(locale) kind=ButtonKind::Secondary on_press=on_retry id="retry" />
                    }
                })}
            {trace
                .filter(|_| !is_final)
                .map(|trace| view! { <p class="soft small">{t::console::trace(locale, &trace)}</p> })}
        </div>
    }
}
