//! An option as it will be offered, a part after the other, each one press away from being changed.

use super::super::super::happening::part_line;
use super::super::super::offer_draft::PartDraft;
use super::super::Editor;
use domain::id::OptionId;
use leptos::prelude::*;
use web::components::Keyed;
use web::i18n::{Locale, t::console as texts, use_locale, words as shared};

/// The parts of an option that is not being changed.
#[component]
pub(super) fn AsItIs(editor: Editor, id: OptionId, keys: Memo<Vec<u32>>) -> impl IntoView {
    let locale = use_locale();
    let entry = move |key: u128| {
        let part = u32::try_from(key)
            .ok()
            .and_then(|key| editor.draft.with_untracked(|draft| draft.as_ref()?.part(id, key).cloned()));
        part.map(|part| one(locale, editor, id, &part)).into_any()
    };
    view! {
        <span class="parts-as-they-are">
            <Keyed
                keys=Signal::derive(move || keys.with(|keys| keys.iter().map(|key| u128::from(*key)).collect()))
                entry=Callback::new(entry)
            />
        </span>
    }
}

fn one(locale: Locale, editor: Editor, id: OptionId, part: &PartDraft) -> AnyView {
    let (key, currency) = (part.key, editor.currency());
    let name = shared::remedy(locale, part.remedy);
    let said = part
        .as_it_is(currency)
        .map_or_else(|| [name, " ", part.amount.as_str()].concat(), |part| part_line(locale, &part));
    if !part.remedy.may_cost() {
        return view! { <span class="part-as-it-is">{said}</span> }.into_any();
    }
    view! {
        <button
            type="button"
            class="part-as-it-is"
            id=part.field("change")
            aria-label=texts::change_option(locale, &said)
            title=texts::change(locale)
            on:click=move |_| editor.begin_change(id, Some(key))
        >
            {said.clone()}
        </button>
    }
    .into_any()
}
