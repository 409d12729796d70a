//! One part of an option in the form: what it is, how much, who bears it, and why where somebody changed it.
//! What is only said, such as an apology, has neither sum nor payer.

use super::super::super::offer_draft::PartDraft;
use super::super::Editor;
use super::error_of;
use crate::words;
use domain::id::OptionId;
use domain::remedy::{Payer, Remedy};
use leptos::prelude::*;
use web::browser::{document, keyboard};
use web::components::{Icon, IconMark};
use web::i18n::{t, t::console as texts, use_locale, words as shared};

/// A part of the offer being put together, found anew in it whenever it is read or written.
#[derive(Clone, Copy)]
struct Place {
    editor: Editor,
    option: OptionId,
    key: u32,
    part: Memo<Option<PartDraft>>,
}

impl Place {
    fn of(editor: Editor, option: OptionId, key: u32) -> Self {
        let part = Memo::new(move |_| {
            editor.draft.with(|draft| draft.as_ref().and_then(|draft| draft.part(option, key)).cloned())
        });
        Self { editor, option, key, part }
    }

    fn read(self, field: fn(&PartDraft) -> String) -> impl Fn() -> String {
        move || self.part.with(|part| part.as_ref().map(field).unwrap_or_default())
    }

    fn is(self, test: impl FnOnce(&PartDraft) -> bool) -> bool {
        self.part.with(|part| part.as_ref().is_some_and(test))
    }

    fn write(self, change: impl FnOnce(&mut PartDraft)) {
        self.editor.change(|draft| {
            if let Some(part) = draft.part_mut(self.option, self.key) {
                change(part);
            }
        });
    }

    fn remove(self) {
        self.editor.change(|draft| draft.remove_part(self.option, self.key));
    }
}

#[component]
pub(super) fn PartForm(editor: Editor, option: OptionId, key: u32) -> impl IntoView {
    let locale = use_locale();
    let currency = editor.currency();
    let place = Place::of(editor, option, key);
    let Some(first) = place.part.get_untracked() else { return ().into_any() };
    let is_changed = Memo::new(move |_| place.is(|part| part.is_changed(currency)));
    let remedy = shared::remedy(locale, first.remedy);
    let wrong = |id: String| Memo::new(move |_| error_of(editor, &id, locale));
    let (amount_id, reason_id) = (first.field("amount"), first.field("reason"));
    let amount_wrong = wrong(amount_id.clone());
    let reason_wrong = wrong(reason_id.clone());
    let errors = move || {
        [amount_wrong.get(), reason_wrong.get()]
            .into_iter()
            .flatten()
            .map(|error| view! { <p class="field-error small">{error}</p> })
            .collect_view()
    };
    view! {
        <div class="part-form" data-remedy=first.remedy.code()>
            <span class="part-name">{remedy}</span>
            {first
                .remedy
                .may_cost()
                .then(|| {
                    view! {
                        <AmountField place id=amount_id reason=reason_id.clone() name=remedy is_needed=first.remedy.is_a_sum() wrong=amount_wrong />
                        <PayerChoice place id=first.field("payer") name=remedy of=first.remedy first=first.payer />
                    }
                })}
            <button
                type="button"
                class="icon-button"
                aria-label=texts::remove_part(locale, remedy)
                title=t::common::remove(locale)
                on:click=move |_| place.remove()
            >
                <IconMark icon=Icon::Cross />
            </button>
            <Show when=move || is_changed.get()>
                <ReasonField place id=reason_id.clone() name=remedy wrong=reason_wrong />
            </Show>
            {errors}
        </div>
    }
    .into_any()
}

#[component]
fn AmountField(
    place: Place,
    id: String,
    reason: String,
    name: &'static str,
    /// Whether it is nothing without a sum.
    is_needed: bool,
    wrong: Memo<Option<String>>,
) -> impl IntoView {
    let locale = use_locale();
    view! {
        <span class="part-amount">
            <span class="soft" aria-hidden="true">
                {place.editor.currency().code().to_owned()}
            </span>
            <input
                class="input money"
                id=id
                inputmode="decimal"
                autocomplete="off"
                aria-label=texts::amount_of(locale, name)
                aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                placeholder=(!is_needed).then(|| texts::no_amount(locale))
                prop:value=place.read(|part| part.amount.clone())
                on:input=move |event| {
                    let text = event_target_value(&event);
                    place.write(|part| part.amount = text);
                }
                on:keydown=move |event| {
                    // On to the reason that a changed sum needs.
                    if event.key() == "Enter" && !keyboard::sends(&event) && !keyboard::is_composing(&event) {
                        document::focus(&reason);
                    }
                }
            />
        </span>
    }
}

/// Who bears the part, of those who may; where nobody was named for it, that it stays as it was is a choice too.
#[component]
fn PayerChoice(
    place: Place,
    id: String,
    name: &'static str,
    of: Remedy,
    first: Option<Payer>,
) -> impl IntoView {
    let locale = use_locale();
    let choose = move |event| {
        let payer = Payer::from_code(&event_target_value(&event));
        place.write(|part| part.payer = payer);
    };
    let as_before = first.is_none().then(|| {
        view! {
            <option value="" selected=true>
                {texts::payer_as_before(locale)}
            </option>
        }
    });
    let payers = Payer::ALL
        .iter()
        .filter(|payer| of.may_be_borne_by(**payer))
        .map(|payer| {
            view! {
                <option value=payer.code() selected=first == Some(*payer)>
                    {words::payer(locale, *payer)}
                </option>
            }
        })
        .collect_view();
    view! {
        <select class="input" id=id aria-label=texts::payer_of(locale, name) on:change=choose>
            {as_before}
            {payers}
        </select>
    }
}

/// Why somebody changed the part.
#[component]
fn ReasonField(place: Place, id: String, name: &'static str, wrong: Memo<Option<String>>) -> impl IntoView {
    let locale = use_locale();
    view! {
        <input
            class="input part-reason"
            id=id
            aria-label=texts::reason_of(locale, name)
            aria-invalid=move || wrong.with(Option::is_some).then_some("true")
            placeholder=texts::reason_placeholder(locale)
            prop:value=place.read(|part| part.reason.clone())
            on:input=move |event| {
                let text = event_target_value(&event);
                place.write(|part| part.reason = text);
            }
        />
    }
}
