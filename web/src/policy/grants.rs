//! What a rule gives as forms: each grant with its amount, and adding and removing them.

use super::amount::{AmountForm, is_rate};
use super::condition::Conditions;
use super::editor::fields;
use super::moving::Moving;
use super::store::DraftStore;
use domain::policy::draft::edit::Edit;
use domain::policy::draft::form::{GrantForm, Slot, SlotName};
use domain::remedy::{Payer, Remedy};
use leptos::prelude::*;
use web::components::{Picker, RemoveButton};
use web::i18n::t::policy as t;
use web::i18n::{Locale, use_locale, words as shared};

/// One thing a rule gives.
pub(super) fn grant_form(
    store: DraftStore,
    rule: &str,
    grant: &GrantForm,
    (place, of): (usize, usize),
    locale: Locale,
) -> AnyView {
    // What most grants use stands open; the rarer terms are folded away.
    let is_amount = |slot: &&Slot| is_rate(slot.name);
    let is_limit = |slot: &&Slot| matches!(slot.name, SlotName::Floor | SlotName::Cap);
    let is_usual = |slot: &&Slot| !slot.is_optional || slot.name == SlotName::DueWithin;
    let plain: Vec<Slot> = grant.slots.iter().filter(|slot| !is_amount(slot)).cloned().collect();
    let limits: Vec<Slot> = plain.iter().filter(is_limit).cloned().collect();
    let rest = || plain.iter().filter(|slot| !is_limit(slot));
    let usual: Vec<Slot> = rest().filter(is_usual).cloned().collect();
    let rare: Vec<Slot> = rest().filter(|slot| !is_usual(slot)).cloned().collect();
    let name = shared::remedy(locale, grant.remedy);
    let (owner, path) = (rule.to_owned(), grant.path.clone());
    let remove = UnsyncCallback::new(move |()| {
        store.edit(Edit::RemoveGrant { rule: owner.clone(), path: path.clone() });
    });
    let only_if = [grant.path.as_str(), ".only_if"].concat();
    view! {
        <fieldset class="grant-form" data-grant=place.to_string()>
            <legend>
                <span class="grant-name">{name}</span>
                <Moving store rule=Some(rule.to_owned()) path=grant.path.clone() place of what=name />
                <Show when=move || store.is_open()>
                    <RemoveButton name=t::remove_what(locale, name) on_press=remove />
                </Show>
            </legend>
            <div class="slots">{fields(store, Some(rule), &usual)}</div>
            <AmountForm store rule=rule.to_owned() grant=grant.clone() />
            <div class="slots">{fields(store, Some(rule), &limits)}</div>
            {(!rare.is_empty())
                .then(|| {
                    view! {
                        <details class="fold">
                            <summary>{t::more(locale)}</summary>
                            <div class="slots">{fields(store, Some(rule), &rare)}</div>
                        </details>
                    }
                })}
            <details class="fold" open=!grant.only_if.is_empty()>
                <summary>{t::only_if_title(locale)}</summary>
                <Conditions
                    store
                    rule=rule.to_owned()
                    path=only_if
                    clauses=grant.only_if.clone()
                    nothing=t::needs_nothing(locale)
                />
            </details>
        </fieldset>
    }
    .into_any()
}

/// One more thing a rule gives.
#[component]
pub(super) fn AddGrant(store: DraftStore, rule: String) -> impl IntoView {
    let locale = use_locale();
    let rule = StoredValue::new(rule);
    let choose = move |remedy: String| {
        if let Some(remedy) = Remedy::from_code(&remedy) {
            store.edit(Edit::AddGrant { rule: rule.get_value(), remedy, payer: Payer::Seller });
        }
    };
    let options = Remedy::ALL
        .iter()
        .map(|remedy| (remedy.code().to_owned(), shared::remedy(locale, *remedy).to_owned()));
    let options = StoredValue::new(options.collect::<Vec<_>>());
    view! {
        <Show when=move || store.is_open()>
            <Picker
                id="add-grant"
                label=t::add_grant(locale)
                options=Signal::derive(move || options.get_value())
                on_pick=UnsyncCallback::new(choose)
            />
        </Show>
    }
}
