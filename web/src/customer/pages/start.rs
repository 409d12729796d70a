//! The first step: finding the order by its number and one contact.
//!
//! An unknown order and a wrong contact get the same answer, so that nobody can try out order numbers.

mod first_form;

pub(crate) use first_form::KeptForm;

use crate::follow::waiting_cases;
use crate::form::{AFTER_BLUR, Form, Older, field_id, first_step, use_form};
use crate::known::{Known, use_known};
use crate::outbox::{Outbox, Receipt, receipt, use_outbox};
use crate::route::Route;
use domain::id::CaseId;
use domain::text::problem::Problem;
use domain::text::{OrderNumber, contact::Contact};
use domain::wire::LookupRequest;
use first_form::FirstForm;
use leptos::prelude::*;
use web::api::{self, ApiError};
use web::browser::{clock, document};
use web::components::error_summary::SUMMARY;
use web::components::{Button, ButtonKind, ErrorSummary, FieldError, Notice, Tone, filled_in};
use web::i18n::{Locale, rejection, t, use_locale};
use web::router::{Router, announce_page, use_router};

const FIELDS: [&str; 2] = ["order_number", "contact"];

/// The search as it stands: what has been tried, what was refused.
#[derive(Clone, Copy)]
struct Search {
    form: Form,
    known: Known,
    router: Router,
    locale: Locale,
    seen: RwSignal<Vec<&'static str>>,
    has_tried: RwSignal<bool>,
    is_busy: RwSignal<bool>,
    refused: RwSignal<Option<String>>,
}

impl Search {
    /// What is wrong with the fields that have been looked at; tracked.
    fn errors(self) -> Vec<(&'static str, FieldError)> {
        let seen = self.seen.get();
        let mut errors = self.form.with(|kept| check(&kept.order_number, &kept.contact, self.locale));
        errors.retain(|(field, _)| seen.contains(field));
        errors
    }

    fn error(self, field: &'static str) -> Signal<Option<String>> {
        let mine = move || self.errors().into_iter().find(|(name, _)| *name == field);
        Memo::new(move |_| mine().map(|(_, error)| error.message)).into()
    }

    /// The summary follows a try; while somebody is still typing only the field itself speaks.
    fn summary(self) -> Vec<FieldError> {
        if !self.has_tried.get() {
            return Vec::new();
        }
        let refused =
            self.refused.get().map(|message| FieldError { id: field_id("order_number").to_owned(), message });
        self.errors().into_iter().map(|(_, error)| error).chain(refused).collect()
    }

    /// Notes that the focus left a field. An empty one that somebody merely passed through is no mistake yet.
    fn look(self, field: &'static str) {
        if self.form.now(|kept| kept.typed(field).is_empty()) {
            return;
        }
        leptos::task::spawn_local(async move {
            clock::sleep(AFTER_BLUR).await;
            self.seen.try_update(|seen| {
                if !seen.contains(&field) {
                    seen.push(field);
                }
            });
        });
    }

    fn submit(self) {
        filled_in::read_all();
        self.seen.set(FIELDS.to_vec());
        self.has_tried.set(true);
        self.refused.set(None);
        let is_wrong =
            self.form.now(|kept| !check(&kept.order_number, &kept.contact, self.locale).is_empty());
        if is_wrong || self.is_busy.get_untracked() {
            focus_summary();
            return;
        }
        self.is_busy.set(true);
        leptos::task::spawn_local(async move {
            let request = self.form.now(|kept| LookupRequest {
                order_number: kept.order_number.clone(),
                contact: kept.contact.clone(),
            });
            match api::orders::look_up(&request).await {
                Ok(found) => {
                    self.known.note();
                    self.form.take_up(request, found).await;
                    self.router.go(&Route::File(first_step(self.form)).href());
                }
                Err(error) => {
                    self.refused.try_set(Some(in_words(self.locale, &error)));
                    focus_summary();
                }
            }
            self.is_busy.try_set(false);
        });
    }
}

/// Moves the focus to the summary once it is drawn.
fn focus_summary() {
    leptos::task::spawn_local(async {
        clock::sleep(0).await;
        document::focus(SUMMARY);
    });
}

/// The page that finds the order.
#[component]
pub(crate) fn Start() -> impl IntoView {
    let locale = use_locale();
    let form = use_form();
    let router = use_router();
    announce_page(router, t::customer::start_title(locale));
    let search = Search {
        form,
        known: use_known(),
        router,
        locale,
        seen: RwSignal::new(Vec::new()),
        has_tried: RwSignal::new(false),
        is_busy: RwSignal::new(false),
        refused: RwSignal::new(None),
    };
    let summary = Signal::derive(move || search.summary());
    view! {
        <div class="column stack-loose">
            <ErrorSummary errors=summary />
            <div class="stack">
                <h1>{t::customer::start_title(locale)}</h1>
                <p class="lead">{t::customer::start_lead(locale)}</p>
            </div>
            <Before />
            <FirstForm search />
            <p>
                <a href=Route::Find.href()>{t::customer::foot_find(locale)}</a>
            </p>
        </div>
    }
}

/// What this browser knows from before: what waits to be sent, what was sent, and drafts to go on with or to drop.
#[component]
fn Before() -> impl IntoView {
    let locale = use_locale();
    let form = use_form();
    let outbox = use_outbox();
    let waiting = move || {
        let unsent = outbox.map(Outbox::unsent).unwrap_or_default();
        unsent.into_iter().map(|complaint| waiting(locale, &complaint.order).into_any()).collect_view()
    };
    let sent = move || {
        // What goes out meanwhile is told of where its waiting was.
        let _ = outbox.map(Outbox::unsent);
        let sent = receipt::unopened();
        sent.iter().map(|receipt| sent_before(locale, receipt).into_any()).collect_view()
    };
    let older = move || {
        let all = form.older().into_iter().enumerate();
        all.map(|(place, older)| draft(locale, form, place, older).into_any()).collect_view()
    };
    let known = use_known();
    // Whoever signed out leaves nothing to be told of.
    let at_cases = move || {
        let cases = if known.is_known() { waiting_cases() } else { Vec::new() };
        cases.into_iter().map(|(id, number)| at_case(locale, id, &number).into_any()).collect_view()
    };
    view! {
        {waiting}
        {at_cases}
        {sent}
        {older}
    }
}

fn waiting(locale: Locale, order: &str) -> impl IntoView + use<> {
    let said = t::customer::waiting_order(locale, order);
    view! {
        <Notice tone=Tone::Warn>
            <p>
                {said} " "
                <a href=Route::Sent.href()>{t::customer::waiting_look(locale)}</a>
            </p>
        </Notice>
    }
}

fn at_case(locale: Locale, id: CaseId, number: &str) -> impl IntoView + use<> {
    let said = t::customer::waiting_case(locale, number);
    view! {
        <div class="waits">
            <Notice tone=Tone::Warn>
                <p>
                    {said} " "
                    <a href=Route::Case(id).href()>{t::customer::sent_open(locale)}</a>
                </p>
            </Notice>
        </div>
    }
}

fn sent_before(locale: Locale, receipt: &Receipt) -> impl IntoView + use<> {
    let said = t::customer::sent_about(locale, receipt.number.as_str(), &receipt.order);
    let href = Route::Case(receipt.case_id).href();
    view! {
        <Notice tone=Tone::Good>
            <p>
                {said} " "
                <a href=href>{t::customer::sent_open(locale)}</a>
            </p>
        </Notice>
    }
}

fn draft(locale: Locale, form: Form, place: usize, older: Older) -> impl IntoView + use<> {
    let router = use_router();
    let Older { id, order } = older;
    // The latest has the plain ids.
    let named = move |name: &str| if place == 0 { name.to_owned() } else { format!("{name}-{place}") };
    let go_on = move |()| {
        leptos::task::spawn_local(async move {
            if form.go_on_with(id).await {
                router.go(&Route::File(first_step(form)).href());
            }
        });
    };
    view! {
        <Notice title=t::customer::draft_title(locale)>
            <p>{t::customer::draft_body(locale, &order)}</p>
            <div class="actions">
                <Button
                    label=t::customer::draft_continue(locale).to_owned()
                    on_press=go_on
                    id=named("draft-continue")
                />
                <Button
                    label=t::customer::draft_discard(locale).to_owned()
                    kind=ButtonKind::Quiet
                    on_press=move |()| form.discard(id)
                    id=named("draft-discard")
                />
            </div>
        </Notice>
    }
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
