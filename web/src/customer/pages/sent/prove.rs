//! The order has to be shown once more before its complaint can go out: what is written waits, and only a contact is
//! asked for.

use super::also_sent;
use crate::outbox::{Receipt, UnsentComplaint, use_outbox};
use leptos::prelude::*;
use web::components::{Notice, SendForm, SubmitButton, TextField, Tone};
use web::i18n::{rejection, t, use_locale};

/// Asks for a contact of the order whose complaint is next to go out.
#[component]
pub(super) fn Prove(unsent: Vec<UnsentComplaint>, receipts: Vec<Receipt>) -> impl IntoView {
    let locale = use_locale();
    let outbox = use_outbox()?;
    let contact = RwSignal::new(String::new());
    let missing = RwSignal::new(None::<String>);
    let refused = RwSignal::new(None::<String>);
    let is_busy = RwSignal::new(false);
    let submit = move |()| {
        let typed = contact.get_untracked();
        if typed.trim().is_empty() {
            missing.set(Some(t::problem::contact_empty(locale).to_owned()));
            return;
        }
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        refused.set(None);
        leptos::task::spawn_local(async move {
            if let Err(error) = outbox.prove(&typed).await {
                refused.try_set(Some(if error.status() == 404 {
                    t::customer::order_not_found(locale).to_owned()
                } else {
                    rejection::fault(locale, &error)
                }));
            }
            is_busy.try_set(false);
        });
    };
    let order = unsent.into_iter().next().map(|first| first.order).unwrap_or_default();
    Some(view! {
        <div class="column stack">
            <h1>{t::customer::prove_title(locale)}</h1>
            <p class="lead">{t::customer::prove_body(locale, &order)}</p>
            {move || refused.get().map(|reason| view! { <Notice tone=Tone::Bad is_alert=true>{reason}</Notice> })}
            <SendForm class="stack" on_send=submit>
                <TextField
                    id="prove-contact"
                    label=t::customer::contact(locale)
                    hint=t::customer::contact_hint(locale)
                    value=contact
                    on_input=move |text: String| {
                        missing.set(None);
                        contact.set(text);
                    }
                    error=missing
                    autocomplete="email"
                />
                <SubmitButton label=t::customer::prove_send(locale) is_busy id="prove-send" />
            </SendForm>
            {also_sent(locale, receipts)}
        </div>
    })
}
