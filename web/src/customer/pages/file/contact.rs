//! The person's name, how they wish to be addressed, and how they can be reached.

use super::Heading;
use crate::form::{field_id, use_form};
use domain::complaint::draft::Draft;
use domain::personal::FormOfAddress;
use leptos::prelude::*;
use web::components::{Choice, InputKind, RadioGroup, TextField};
use web::i18n::{Locale, t, use_locale};

/// Name and reach.
#[component]
pub(super) fn ContactSection(is_alone: bool) -> impl IntoView {
    let locale = use_locale();
    let form = use_form();
    let look = move |fields: &'static [&'static str], is_blank: fn(&Draft) -> bool| {
        UnsyncCallback::new(move |()| {
            // An empty field somebody merely passed through is no mistake yet.
            if !form.now(|kept| is_blank(&kept.draft)) {
                form.look_later(fields);
            }
        })
    };
    let choices = FormOfAddress::ALL
        .iter()
        .map(|address| Choice::new(address.code(), address_word(locale, *address)))
        .collect();
    let chosen =
        form.signal(|kept| Some(kept.draft.form_of_address.unwrap_or(FormOfAddress::Name).code().to_owned()));
    view! {
        <div class="stack">
            <Heading is_alone text=t::customer::contact_title(locale) />
            <TextField
                id=field_id("name")
                label=t::customer::name(locale)
                value=form.signal(|kept| kept.draft.name.clone())
                on_input=move |text: String| form.change(|kept| kept.draft.name = text)
                on_blur=look(&["name"], |draft| draft.name.trim().is_empty())
                error=form.error("name", locale)
                autocomplete="name"
            />
            <RadioGroup
                id="form-of-address"
                legend=t::customer::address_legend(locale)
                choices
                chosen
                on_choose=move |code: String| {
                    form.change(|kept| kept.draft.form_of_address = FormOfAddress::from_code(&code));
                }
                is_row=true
            />
            <TextField
                id=field_id("email")
                label=t::customer::email(locale)
                hint=t::customer::reach_hint(locale)
                kind=InputKind::Email
                value=form.signal(|kept| kept.draft.email.clone())
                on_input=move |text: String| form.change(|kept| kept.draft.email = text)
                on_blur=look(&["email"], |draft| draft.email.trim().is_empty())
                error=form.error("email", locale)
                autocomplete="email"
            />
            <TextField
                id=field_id("phone")
                label=t::customer::phone(locale)
                kind=InputKind::Tel
                value=form.signal(|kept| kept.draft.phone.clone())
                on_input=move |text: String| form.change(|kept| kept.draft.phone = text)
                on_blur=look(&["phone"], |draft| draft.phone.trim().is_empty())
                error=form.error("phone", locale)
                autocomplete="tel"
            />
        </div>
    }
}

/// A form of address in words.
pub(super) fn address_word(locale: Locale, address: FormOfAddress) -> &'static str {
    match address {
        FormOfAddress::Name => t::customer::address_name(locale),
        FormOfAddress::Mr => t::customer::address_mr(locale),
        FormOfAddress::Ms => t::customer::address_ms(locale),
    }
}
