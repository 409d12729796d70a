//! One part of an option in the form: what it is, how much, who bears it, and why where somebody changed it.
//! What is only said, such as an apology, has neither sum nor payer.

use super::super::super::offer_draft::PartDraft;
use super::super::Editor;
use super::error_of;
use crate::words;
use domain::id::OptionId;
use domain::remedy::Payer;
use leptos::prelude::*;
use web::components::{Icon, IconMark};
use web::i18n::{t, t::console as texts, use_locale, words as shared};

#[expect(clippy::too_many_lines, reason = "one form, read in the order in which it is filled in")]
#[component]
pub(super) fn PartForm(editor: Editor, option: OptionId, key: u32) -> impl IntoView {
    let locale = use_locale();
    let currency = editor.currency();
    let part = Memo::new(move |_| {
        editor.draft.with(|draft| draft.as_ref().and_then(|draft| draft.part(option, key)).cloned())
    });
    let Some(first) = part.get_untracked() else { return ().into_any() };
    let read = move |field: fn(&PartDraft) -> String| {
        move || part.with(|part| part.as_ref().map(field).unwrap_or_default())
    };
    let write = move |change: Box<dyn FnOnce(&mut PartDraft)>| {
        editor.change(|draft| {
            if let Some(part) = draft.part_mut(option, key) {
                change(part);
            }
        });
    };
    let is_changed =
        Memo::new(move |_| part.with(|part| part.as_ref().is_some_and(|part| part.is_changed(currency))));
    let remedy = shared::remedy(locale, first.remedy);
    let (amount_id, reason_id, payer_id) =
        (first.field("amount"), first.field("reason"), first.field("payer"));
    let amount_wrong = {
        let id = amount_id.clone();
        Memo::new(move |_| error_of(editor, &id, locale))
    };
    let reason_wrong = {
        let id = reason_id.clone();
        Memo::new(move |_| error_of(editor, &id, locale))
    };
    let errors = move || {
        [amount_wrong.get(), reason_wrong.get()]
            .into_iter()
            .flatten()
            .map(|error| view! { <p class="field-error small">{error}</p> })
            .collect_view()
    };
    let has_origin = first.payer.is_none();
    let chosen = |payer: Option<Payer>| first.payer == payer;
    let payers = Payer::ALL
        .iter()
        .map(|payer| {
            view! {
                <option value=payer.code() selected=chosen(Some(*payer))>
                    {words::payer(locale, *payer)}
                </option>
            }
        })
        .collect_view();
    view! {
        <div class="part-form" data-remedy=first.remedy.code()>
            <span class="part-name">{remedy}</span>
            {first
                .remedy
                .may_cost()
                .then(|| {
                    view! {
                        <span class="part-amount">
                            <span class="soft" aria-hidden="true">
                                {currency.code().to_owned()}
                            </span>
                            <input
                                class="input money"
                                id=amount_id
                                inputmode="decimal"
                                autocomplete="off"
                                aria-label=texts::amount_of(locale, remedy)
                                aria-invalid=move || amount_wrong.with(Option::is_some).then_some("true")
                                placeholder=texts::no_amount(locale)
                                prop:value=read(|part| part.amount.clone())
                                on:input=move |event| {
                                    let text = event_target_value(&event);
                                    write(Box::new(move |part| part.amount = text));
                                }
                            />
                        </span>
                        <select
                            class="input"
                            id=payer_id
                            aria-label=texts::payer_of(locale, remedy)
                            on:change=move |event| {
                                let payer = Payer::from_code(&event_target_value(&event));
                                write(Box::new(move |part| part.payer = payer));
                            }
                        >
                            {has_origin
                                .then(|| {
                                    view! {
                                        <option value="" selected=chosen(None)>
                                            {texts::payer_as_before(locale)}
                                        </option>
                                    }
                                })}
                            {payers}
                        </select>
                        <label class="check">
                            <input
                                type="checkbox"
                                prop:checked=move || {
                                    part.with(|part| part.as_ref().is_some_and(|part| part.is_goodwill))
                                }
                                on:change=move |event| {
                                    let is_goodwill = event_target_checked(&event);
                                    write(Box::new(move |part| part.is_goodwill = is_goodwill));
                                }
                            />
                            <span>{texts::goodwill(locale)}</span>
                        </label>
                    }
                })}
            <button
                type="button"
                class="icon-button"
                aria-label=texts::remove_part(locale, remedy)
                title=t::common::remove(locale)
                on:click=move |_| editor.change(|draft| draft.remove_part(option, key))
            >
                <IconMark icon=Icon::Cross />
            </button>
            <Show when=move || is_changed.get()>
                <input
                    class="input part-reason"
                    id=reason_id.clone()
                    aria-label=texts::reason_of(locale, remedy)
                    aria-invalid=move || reason_wrong.with(Option::is_some).then_some("true")
                    placeholder=texts::reason_placeholder(locale)
                    prop:value=read(|part| part.reason.clone())
                    on:input=move |event| {
                        let text = event_target_value(&event);
                        write(Box::new(move |part| part.reason = text));
                    }
                />
            </Show>
            {errors}
        </div>
    }
    .into_any()
}
