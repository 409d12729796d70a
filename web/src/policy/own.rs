//! Declaring words of the shop's own: traits and kinds of products with their names. The names of those that are
//! there stand among the fields of the pack; one that is emptied takes its word out.

use super::asker::{AskButton, Values, Wanted};
use super::store::DraftStore;
use domain::order::Trait;
use domain::order::mark::Mark;
use domain::policy::draft::edit::{Edit, EditProblem, SlotValue};
use domain::policy::draft::form::{SHORT, SlotKind, SlotName};
use leptos::prelude::*;
use web::i18n::t::policy as t;
use web::i18n::use_locale;

/// Buttons that declare a trait or a kind.
#[component]
pub(super) fn OwnWords(store: DraftStore) -> impl IntoView {
    let locale = use_locale();
    let languages = untrack(|| store.with(|document| document.form.languages)).unwrap_or_default();
    let wanted = || {
        vec![
            Wanted {
                label: Some(t::own_word_code(locale)),
                ..Wanted::new("code", SlotName::OwnTrait, SlotKind::Text { most: Mark::LONGEST })
            },
            Wanted {
                label: Some(t::own_word_name(locale)),
                ..Wanted::new("name", SlotName::OwnTrait, SlotKind::Texts { most: SHORT, languages })
            },
        ]
    };
    let declare = move |list: &'static str| {
        UnsyncCallback::new(move |values: Values| {
            if let (Some(SlotValue::Text(code)), Some(name)) = (values.get("code"), values.get("name")) {
                let path = [list, ".", code].concat();
                store.edit(Edit::Set { rule: None, path, value: Some(name.clone()) });
            }
        })
    };
    view! {
        <h3>{t::own_words(locale)}</h3>
        <p class="soft small">{t::own_words_lead(locale)}</p>
        <AskButton
            store
            id="add-own-trait".to_owned()
            label=t::add_own_trait(locale)
            wanted=wanted()
            together=Some(is_new_trait)
            on_values=declare("traits")
        />
        <AskButton
            store
            id="add-own-kind".to_owned()
            label=t::add_own_kind(locale)
            wanted=wanted()
            together=Some(is_word)
            on_values=declare("kinds")
        />
    }
}

/// Whether the code is a word.
fn is_word(values: &Values) -> Result<(), (&'static str, EditProblem)> {
    match values.get("code") {
        Some(SlotValue::Text(code)) if Mark::parse(code).is_some() => Ok(()),
        _ => Err(("code", EditProblem::NotAWord)),
    }
}

/// Whether the code is a word, and none that is known without being declared.
fn is_new_trait(values: &Values) -> Result<(), (&'static str, EditProblem)> {
    is_word(values)?;
    match values.get("code") {
        Some(SlotValue::Text(code)) if Trait::from_code(code).is_some() => {
            Err(("code", EditProblem::KnownWord { word: code.clone() }))
        }
        _ => Ok(()),
    }
}
