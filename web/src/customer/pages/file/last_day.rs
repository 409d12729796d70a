//! The last day: where goods have not come and the law gives the price back only after further time, the customer can
//! set that time here, and reads what follows from it.

use crate::form::{field_id, use_form};
use crate::letter::{LastDayHelp, last_day_help};
use crate::pages::last_day::{hint, then_line};
use domain::complaint::last_day;
use leptos::prelude::*;
use web::components::{Button, ButtonKind, InputKind, TextField};
use web::format;
use web::i18n::{t, use_locale};
use web::shop::use_shop;

/// The field, shown where a last day would turn something, or once one is typed.
#[component]
pub(super) fn LastDayField() -> impl IntoView {
    let (locale, form, shop) = (use_locale(), use_form(), use_shop());
    let help = Memo::new(move |_| last_day_help(form, shop));
    let is_typed = Memo::new(move |_| form.with(|kept| !kept.draft.last_day.trim().is_empty()));
    let is_shown = Memo::new(move |_| {
        is_typed.get() || help.with(|help| help.as_ref().is_some_and(|help| help.is_asked))
    });
    let then = move || {
        let then = help.with(|help: &Option<LastDayHelp>| help.as_ref().map(|help| help.then.clone()));
        then_line(locale, &then.unwrap_or_default())
    };
    let propose = move || {
        let day = last_day::proposed(shop.today()).filter(|_| !is_typed.get())?;
        let label = t::customer::last_day_use(locale, &format::day(locale, day));
        Some(view! {
            <Button
                label
                id="last-day-use"
                kind=ButtonKind::Secondary
                on_press=move |()| form.change(|kept| kept.draft.last_day = day.to_string())
            />
        })
    };
    view! {
        <Show when=move || is_shown.get()>
            <div class="stack-tight">
                <TextField
                    id=field_id("last_day")
                    label=t::customer::last_day(locale)
                    hint=hint(locale, shop.today())
                    kind=InputKind::Date
                    value=form.signal(|kept| kept.draft.last_day.clone())
                    on_input=move |text: String| form.change(|kept| kept.draft.last_day = text)
                    on_blur=UnsyncCallback::new(move |()| form.look_later(&["last_day"]))
                    error=form.error("last_day", locale)
                    is_optional=true
                />
                <p aria-live="polite" id="last-day-then">{then}</p>
                {propose}
            </div>
        </Show>
    }
}
