//! All problems of a form at its top, each a link to its field: what one sees first after trying to go on.

use crate::browser::document;
use crate::i18n::{t, use_locale};
use leptos::prelude::*;

/// A problem of a field, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The id of the field.
    pub id: String,
    /// What is wrong and how to put it right.
    pub message: String,
}

/// The summary's id: a form moves the focus here after a try that failed.
pub const SUMMARY: &str = "error-summary";

/// All problems of a form; nothing where there are none.
#[component]
pub fn ErrorSummary(
    /// The problems, in the order of the form.
    #[prop(into)]
    errors: Signal<Vec<FieldError>>,
) -> impl IntoView {
    let locale = use_locale();
    move || {
        let errors = errors.get();
        (!errors.is_empty()).then(|| {
            view! {
                <div class="error-summary" id=SUMMARY role="alert" tabindex="-1">
                    <h2>{t::common::error_title(locale)}</h2>
                    <ul>{errors.into_iter().map(line).collect_view()}</ul>
                </div>
            }
        })
    }
}

fn line(error: FieldError) -> impl IntoView {
    let FieldError { id, message } = error;
    let href = format!("#{id}");
    let go = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        document::focus(&id);
    };
    view! {
        <li>
            <a href=href on:click=go>{message}</a>
        </li>
    }
}
