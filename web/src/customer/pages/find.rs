//! Finding a case without its link: the case number or the order number, and the contact. The same shows that a case is
//! theirs where the server no longer knows it.

use crate::known::use_known;
use crate::proof::{self, Proof};
use crate::route::Route;
use domain::id::CaseId;
use domain::wire::{CaseLink, FindRequest};
use leptos::prelude::*;
use web::api;
use web::components::{ButtonKind, Notice, SendForm, SubmitButton, TextField, Tone, call};
use web::i18n::{Locale, rejection, t, use_locale};
use web::kept::KeptText;
use web::router::{announce_page, use_router};

/// The page that finds a case.
#[component]
pub(crate) fn Find() -> impl IntoView {
    let locale = use_locale();
    announce_page(use_router(), t::customer::find_title(locale));
    view! {
        <div class="column stack-loose">
            <div class="stack">
                <h1>{t::customer::find_title(locale)}</h1>
                <p class="lead">{t::customer::find_lead(locale)}</p>
            </div>
            <FindForm />
        </div>
    }
}

/// A case that somebody is at already, and that has to be shown to be theirs before they go on.
#[derive(Clone)]
pub(super) struct Wanted {
    /// Which.
    pub(super) id: CaseId,
    /// Its number, where it is known.
    pub(super) number: Option<String>,
    /// Called once it is shown.
    pub(super) then: UnsyncCallback<()>,
}

/// The form that finds a case, and shows to whom it belongs.
#[component]
pub(super) fn FindForm(
    /// The case that is wanted; without it the way leads to what is found.
    #[prop(optional)]
    wanted: Option<Wanted>,
) -> impl IntoView {
    let locale = use_locale();
    let router = use_router();
    let known = use_known();
    let number = KeptText::take_up_in_tab("customer", "find-number");
    let contact = KeptText::take_up_in_tab("customer", "find-contact");
    if let Some(known) = wanted.as_ref().and_then(|wanted| wanted.number.clone()) {
        number.set(known);
    }
    let has_tried = RwSignal::new(false);
    let is_busy = RwSignal::new(false);
    let refused = RwSignal::new(None::<String>);
    let found = RwSignal::new(Vec::<CaseLink>::new());

    let missing = move |field: KeptText, text: &'static str| {
        Signal::derive(move || (has_tried.get() && field.is_blank()).then(|| text.to_owned()))
    };
    let wanted = StoredValue::new_local(wanted);
    let open = move |case: CaseId| {
        let then = wanted.try_with_value(|wanted| {
            wanted.as_ref().filter(|wanted| wanted.id == case).map(|wanted| wanted.then)
        });
        number.set(String::new());
        contact.set(String::new());
        match then.flatten() {
            Some(then) => call(then, ()),
            None => router.go(&Route::Case(case).href()),
        }
    };
    let take = move |request: FindRequest, answer: Vec<CaseLink>| {
        known.note();
        let proof = Proof::Contact { number: request.number, contact: request.contact };
        for case in &answer {
            proof::remember(case.case_id, &proof);
        }
        let wanted = wanted.try_with_value(|wanted| wanted.as_ref().map(|wanted| wanted.id)).flatten();
        let is_wanted = |case: &&CaseLink| wanted.is_none_or(|wanted| wanted == case.case_id);
        let meant = answer.iter().find(is_wanted).map(|case| case.case_id);
        let is_sure = wanted.is_some() || answer.len() == 1;
        if let Some(case) = meant.filter(|_| is_sure) {
            open(case);
            return;
        }
        // Nobody is led away from what they write by having shown something else.
        if meant.is_none() {
            let none = answer.is_empty();
            let why = if none { t::customer::find_none } else { t::customer::find_another };
            refused.try_set(Some(why(locale).to_owned()));
        }
        found.try_set(answer);
    };
    let submit = move |()| {
        has_tried.set(true);
        refused.set(None);
        found.set(Vec::new());
        let is_blank = |field: KeptText| field.now().trim().is_empty();
        if is_busy.get_untracked() || is_blank(number) || is_blank(contact) {
            return;
        }
        is_busy.set(true);
        leptos::task::spawn_local(async move {
            let request = FindRequest { number: number.now(), contact: contact.now() };
            match api::orders::find_cases(&request).await {
                Ok(answer) => take(request, answer.cases),
                Err(error) if matches!(error.status(), 404 | 422) => {
                    refused.try_set(Some(t::customer::find_none(locale).to_owned()));
                }
                Err(error) => {
                    refused.try_set(Some(rejection::fault(locale, &error)));
                }
            }
            is_busy.try_set(false);
        });
    };
    let several = move || found.with(|found| several(locale, found));
    view! {
        {move || refused.get().map(|reason| view! { <Notice tone=Tone::Bad is_alert=true>{reason}</Notice> })}
        <SendForm class="stack" on_send=submit>
            <TextField
                id="find-number"
                label=t::customer::find_number(locale)
                hint=t::customer::find_number_hint(locale)
                value=number.signal()
                on_input=move |text: String| number.set(text)
                error=missing(number, t::problem::empty(locale))
            />
            <TextField
                id="find-contact"
                label=t::customer::contact(locale)
                hint=t::customer::contact_hint(locale)
                value=contact.signal()
                on_input=move |text: String| contact.set(text)
                error=missing(contact, t::problem::contact_empty(locale))
                autocomplete="email"
            />
            <SubmitButton label=t::customer::find_button(locale) is_busy id="find-case" />
        </SendForm>
        {several}
    }
}

/// The cases found, where there are several.
fn several(locale: Locale, found: &[CaseLink]) -> Option<impl IntoView + use<>> {
    (!found.is_empty()).then(|| {
        let rows = found.iter().map(|case| {
            let href = Route::Case(case.case_id).href();
            view! { <li><a class=ButtonKind::Secondary.class() href=href>{case.number.as_str().to_owned()}</a></li> }
        });
        let title = t::customer::find_several(locale, i64::try_from(found.len()).unwrap_or(0));
        view! {
            <section class="stack" aria-live="polite">
                <h2>{title}</h2>
                <ul class="stack-tight">{rows.collect_view()}</ul>
            </section>
        }
    })
}
