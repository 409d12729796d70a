//! How many pieces of a chosen line it is about: one broken mug of six is not six, so none is chosen before it is said.

use crate::form::{Form, field_id, use_form};
use domain::category::Kind;
use domain::order::{OrderLine, Pieces};
use leptos::prelude::*;
use web::components::field::ErrorText;
use web::i18n::{t, use_locale};

/// A list this long is scrolled with a thumb; of more pieces all can be chosen, or one of these counts.
const MOST_LISTED: u32 = 100;

/// A question for each chosen line that has more than one piece. Who is known to only ask is not asked it: nothing of theirs
/// is counted.
#[component]
pub(super) fn PieceCounts() -> impl IntoView {
    let locale = use_locale();
    let form = use_form();
    let lines = form.now(|kept| {
        let lines = kept.found.as_ref().map(|found| found.order.lines.clone()).unwrap_or_default();
        lines.into_iter().filter(|line| line.quantity > 1).collect::<Vec<_>>()
    });
    // Who may have a question alone is told that it can be left open.
    let may_be_left =
        form.signal(|kept| kept.draft.is_untold() && kept.draft.goods.iter().any(Pieces::lacks_count));
    let hint = move || {
        may_be_left
            .get()
            .then(|| view! { <p class="soft" id="pieces-open">{t::customer::pieces_open(locale)}</p> })
    };
    let wrong = form.error("pieces", locale);
    // It is no mistake before they go on.
    let error = Signal::derive(move || wrong.get().filter(|_| form.has_tried()));
    view! {
        <div id=field_id("pieces") tabindex="-1" class="stack">
        {lines.into_iter().map(|line| view! { <PieceCount form line /> }.into_any()).collect_view()}
        {hint}
        <ErrorText id=[field_id("pieces"), "-error"].concat() error />
        </div>
    }
}

#[component]
fn PieceCount(form: Form, line: OrderLine) -> impl IntoView {
    let locale = use_locale();
    let id = [field_id("pieces"), "-", &line.sku].concat();
    let OrderLine { sku, title, quantity, .. } = line;
    let own = sku.clone();
    let count = form.signal(move |kept| {
        let own = kept.draft.goods.iter().find(|pieces| pieces.sku == own)?;
        Some(own.quantity.unwrap_or(quantity))
    });
    let choose = move |event: leptos::ev::Event| {
        let Ok(chosen) = event_target_value(&event).parse::<u32>() else { return };
        form.change(|kept| {
            for pieces in kept.draft.goods.iter_mut().filter(|pieces| pieces.sku == sku) {
                pieces.quantity = (chosen < quantity).then_some(chosen);
            }
        });
    };
    let counts: Vec<u32> =
        (1..=quantity.min(MOST_LISTED)).chain((quantity > MOST_LISTED).then_some(quantity)).collect();
    let label_id = id.clone();
    let is_question = form.signal(|kept| kept.draft.kind() == Kind::Enquiry);
    view! {
        <div class="field" hidden=move || count.get().is_none() || is_question.get()>
            <label class="field-label" for=label_id>
                {t::customer::pieces_label(locale, &quantity.to_string(), &title)}
            </label>
            <select class="input" id=id on:change=choose>
                <option value="" disabled=true hidden=true prop:selected=move || count.get() == Some(0)>
                    {t::customer::pieces_choose(locale)}
                </option>
                {counts
                    .into_iter()
                    .map(|number| {
                        let text = if number == quantity {
                            t::customer::pieces_all(locale, &number.to_string())
                        } else {
                            number.to_string()
                        };
                        view! {
                            <option value=number.to_string() prop:selected=move || count.get() == Some(number)>
                                {text}
                            </option>
                        }
                    })
                    .collect_view()}
            </select>
        </div>
    }
}
