//! The first step: finding the order by its number and one contact.
//!
//! An unknown order and a wrong contact get the same answer, so that nobody can try out order numbers.

use crate::form::{Form, field_id, use_form};
use crate::route::{Route, Step};
use domain::text::problem::Problem;
use domain::text::{OrderNumber, contact::Contact};
use domain::wire::{LookupRequest, LookupResponse};
use leptos::prelude::*;
use web::api::{self, ApiError};
use web::browser::document;
use web::components::error_summary::SUMMARY;
use web::components::{Button, ButtonKind, ErrorSummary, FieldError, Notice, TextField};
use web::i18n::{Locale, rejection, t, use_locale};
use web::router::{announce_page, use_router};

const FIELDS: [&str; 2] = ["order_number", "contact"];

/// The page that finds the order.
#[component]
pub(crate) fn Start() -> impl IntoView {
    let locale = use_locale();
    let form = use_form();
    let router = use_router();
    announce_page(router, t::customer::start_title(locale));

    let seen = RwSignal::new(Vec::<&'static str>::new());
    let is_busy = RwSignal::new(false);
    let refused = RwSignal::new(None::<String>);
    let problems = Memo::new(move |_| {
        let seen = seen.get();
        let mut errors = form.with(|kept| check(&kept.order_number, &kept.contact, locale));
        errors.retain(|(field, _)| seen.contains(field));
        errors
    });
    let error = move |field: &'static str| -> Signal<Option<String>> {
        Memo::new(move |_| {
            problems.get().into_iter().find(|(name, _)| *name == field).map(|(_, error)| error.message)
        })
        .into()
    };
    let summary = Signal::derive(move || {
        let mut errors: Vec<FieldError> = problems.get().into_iter().map(|(_, error)| error).collect();
        errors.extend(
            refused.get().map(|message| FieldError { id: field_id("order_number").to_owned(), message }),
        );
        // While somebody is still typing only the field itself speaks; the summary follows a try.
        if seen.with(|seen| seen.contains(&"tried")) { errors } else { Vec::new() }
    });
    let look = move |field: &'static str| {
        UnsyncCallback::new(move |()| {
            seen.update(|seen| {
                // An empty field somebody merely passed through is no mistake yet.
                let is_empty = form.now(|kept| {
                    if field == "contact" { kept.contact.is_empty() } else { kept.order_number.is_empty() }
                });
                if !is_empty && !seen.contains(&field) {
                    seen.push(field);
                }
            });
        })
    };
    let submit = move || {
        seen.set(["order_number", "contact", "tried"].to_vec());
        refused.set(None);
        if !problems.get_untracked().is_empty() {
            document::focus(SUMMARY);
            return;
        }
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        leptos::task::spawn_local(async move {
            let request = form.now(|kept| LookupRequest {
                order_number: kept.order_number.clone(),
                contact: kept.contact.clone(),
            });
            match api::orders::look_up(&request).await {
                Ok(found) => router.go(&Route::File(take_up(form, found)).href()),
                Err(error) => {
                    refused.try_set(Some(in_words(locale, &error)));
                    document::focus(SUMMARY);
                }
            }
            is_busy.try_set(false);
        });
    };
    view! {
        <div class="column stack-loose">
            <ErrorSummary errors=summary />
            <div class="stack">
                <h1>{t::customer::start_title(locale)}</h1>
                <p class="lead">{t::customer::start_lead(locale)}</p>
            </div>
            <Older />
            <form
                class="stack"
                novalidate
                on:submit=move |event: leptos::ev::SubmitEvent| {
                    event.prevent_default();
                    submit();
                }
            >
                <TextField
                    id=field_id("order_number")
                    label=t::customer::order_number(locale)
                    hint=t::customer::order_number_hint(locale)
                    value=form.signal(|kept| kept.order_number.clone())
                    on_input=move |text: String| form.change(|kept| kept.order_number = text)
                    error=error("order_number")
                    on_blur=look("order_number")
                />
                <TextField
                    id=field_id("contact")
                    label=t::customer::contact(locale)
                    hint=t::customer::contact_hint(locale)
                    value=form.signal(|kept| kept.contact.clone())
                    on_input=move |text: String| form.change(|kept| kept.contact = text)
                    error=error("contact")
                    on_blur=look("contact")
                    autocomplete="email"
                />
                <div class="actions">
                    <button class=ButtonKind::Primary.class() type="submit" aria-disabled=move || is_busy.get().then_some("true")>
                        {t::customer::find_order(locale)}
                        <Show when=move || is_busy.get()>
                            <span class="button-busy-mark" aria-hidden="true"></span>
                        </Show>
                    </button>
                </div>
            </form>
            <p>
                <a href=Route::Find.href()>{t::customer::foot_find(locale)}</a>
            </p>
        </div>
    }
}

/// A draft of an earlier visit, to go on with or to drop.
#[component]
fn Older() -> impl IntoView {
    let locale = use_locale();
    let form = use_form();
    let router = use_router();
    let notice = move || {
        let order = form.with(|kept| kept.order_number.clone());
        view! {
            <Notice title=t::customer::draft_title(locale)>
                <p>{t::customer::draft_body(locale, &order)}</p>
                <div class="actions">
                    <Button
                        label=t::customer::draft_continue(locale).to_owned()
                        on_press=move |()| router.go(&Route::File(first_step(form)).href())
                        id="draft-continue"
                    />
                    <Button
                        label=t::customer::draft_discard(locale).to_owned()
                        kind=ButtonKind::Quiet
                        on_press=move |()| form.clear()
                        id="draft-discard"
                    />
                </div>
            </Notice>
        }
    };
    view! { <Show when=move || form.has_older()>{notice()}</Show> }
}

/// Takes an order just found into the form; a line that needs no choosing is chosen.
fn take_up(form: Form, found: LookupResponse) -> Step {
    form.change(|kept| {
        let is_other = kept.found.as_ref().is_none_or(|before| before.order.number != found.order.number);
        if is_other {
            kept.draft.skus = match found.order.lines.as_slice() {
                [only] => vec![only.sku.clone()],
                _ => Vec::new(),
            };
        }
        kept.found = Some(found);
    });
    form.save();
    first_step(form)
}

/// The first step after finding the order: choosing lines is no question where there is one or none.
fn first_step(form: Form) -> Step {
    super::file::steps(form).first().copied().unwrap_or(Step::Story)
}

fn check(order_number: &str, contact: &str, locale: Locale) -> Vec<(&'static str, FieldError)> {
    let checks: [Result<(), Problem>; 2] =
        [OrderNumber::parse(order_number).map(|_| ()), Contact::parse(contact).map(|_| ())];
    FIELDS
        .into_iter()
        .zip(checks)
        .filter_map(|(field, checked)| {
            let problem = checked.err()?.at(field);
            let error =
                FieldError { id: field_id(field).to_owned(), message: rejection::problem(locale, &problem) };
            Some((field, error))
        })
        .collect()
}

fn in_words(locale: Locale, error: &ApiError) -> String {
    if error.status() == 404 {
        t::customer::order_not_found(locale).to_owned()
    } else {
        rejection::fault(locale, error)
    }
}
