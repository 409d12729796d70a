//! What a rule gives as forms: each grant with its amount, and adding and removing them.

use super::condition::Conditions;
use super::editor::fields;
use super::moving::Moving;
use super::store::DraftStore;
use domain::policy::draft::edit::Edit;
use domain::policy::draft::form::{GrantForm, Slot, SlotName};
use domain::remedy::{Payer, Remedy};
use leptos::prelude::*;
use web::components::{Button, ButtonKind, Icon, IconMark, TextField};
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
    let is_of =
        |step: &str, slot: &Slot| slot.path.strip_prefix(step).is_some_and(|rest| rest.starts_with('.'));
    let is_step = |slot: &&Slot| grant.steps.iter().any(|step| is_of(step, slot));
    let plain: Vec<Slot> = grant.slots.iter().filter(|slot| !is_step(slot)).cloned().collect();
    // What most grants use stands open; the rarer ways of saying how much are folded away.
    let is_usual = |slot: &&Slot| {
        !slot.is_optional
            || matches!(slot.name, SlotName::AmountOf | SlotName::Percent | SlotName::Floor | SlotName::Cap)
    };
    let usual: Vec<Slot> = plain.iter().filter(is_usual).cloned().collect();
    let rare: Vec<Slot> = plain.iter().filter(|slot| !is_usual(slot)).cloned().collect();
    let steps: Vec<AnyView> = grant
        .steps
        .iter()
        .map(|step| {
            let slots: Vec<Slot> = grant.slots.iter().filter(|slot| is_of(step, slot)).cloned().collect();
            let (owner, path) = (rule.to_owned(), step.clone());
            let remove = move |()| {
                store.edit(Edit::RemoveStep { rule: owner.clone(), path: path.clone() });
            };
            view! {
                <li class="step slots">
                    {fields(store, Some(rule), &slots)}
                    <Show when=move || store.is_open()>
                        <Button label=t::remove_step(locale) kind=ButtonKind::Quiet on_press=remove.clone() />
                    </Show>
                </li>
            }
            .into_any()
        })
        .collect();
    let name = shared::remedy(locale, grant.remedy);
    let (owner, path) = (rule.to_owned(), grant.path.clone());
    let remove = move |_| {
        store.edit(Edit::RemoveGrant { rule: owner.clone(), path: path.clone() });
    };
    let only_if = [grant.path.as_str(), ".only_if"].concat();
    let amount = [grant.path.as_str(), ".amount"].concat();
    let has_steps = !steps.is_empty();
    view! {
        <fieldset class="grant-form" data-grant=place.to_string()>
            <legend>
                <span class="grant-name">{name}</span>
                <Moving store rule=rule.to_owned() path=grant.path.clone() place of what=name />
                <Show when=move || store.is_open()>
                    <button
                        type="button"
                        class="icon-button"
                        aria-label=t::remove_what(locale, name)
                        title=t::remove_what(locale, name)
                        on:click=remove.clone()
                    >
                        <IconMark icon=Icon::Cross />
                    </button>
                </Show>
            </legend>
            <div class="slots">{fields(store, Some(rule), &usual)}</div>
            {has_steps
                .then(|| {
                    view! {
                        <h4>{t::steps(locale)}</h4>
                        <ol class="steps">{steps}</ol>
                        <AddStep store rule=rule.to_owned() path=amount />
                    }
                })}
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
    let remedy = RwSignal::new(String::new());
    let rule = StoredValue::new(rule);
    let choose = move |event| {
        if let Some(remedy) = Remedy::from_code(&event_target_value(&event)) {
            store.edit(Edit::AddGrant { rule: rule.get_value(), remedy, payer: Payer::Seller });
        }
        remedy.set(String::new());
    };
    view! {
        <Show when=move || store.is_open()>
            <select
                class="input"
                id="add-grant"
                aria-label=t::add_grant(locale)
                prop:value=move || remedy.get()
                on:change=choose
            >
                <option value="">{t::add_grant(locale)}</option>
                {Remedy::ALL
                    .iter()
                    .map(|remedy| view! { <option value=remedy.code()>{shared::remedy(locale, *remedy)}</option> })
                    .collect_view()}
            </select>
        </Show>
    }
}

/// One more step of an amount.
#[component]
fn AddStep(store: DraftStore, rule: String, path: String) -> impl IntoView {
    let locale = use_locale();
    let (up_to, percent) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let id = ["add-step-", &path.replace('.', "-")].concat();
    let (up_to_id, percent_id) = ([&id, "-up-to"].concat(), [&id, "-percent"].concat());
    let add = move |()| {
        if let Ok(bound) = up_to.get_untracked().trim().parse() {
            let percent_now = percent.get_untracked().trim().to_owned();
            let edit =
                Edit::AddStep { rule: rule.clone(), path: path.clone(), up_to: bound, percent: percent_now };
            store.edit(edit);
            up_to.set(String::new());
            percent.set(String::new());
        }
    };
    view! {
        <Show when=move || store.is_open()>
            <div class="step slots">
                <TextField
                    id=up_to_id.clone()
                    label=t::slot_step_up_to(locale)
                    value=up_to
                    on_input=move |typed| up_to.set(typed)
                />
                <TextField
                    id=percent_id.clone()
                    label=t::slot_step_percent(locale)
                    value=percent
                    on_input=move |typed| percent.set(typed)
                />
                <Button id=id.clone() label=t::add_step(locale) kind=ButtonKind::Secondary on_press=add.clone() />
            </div>
        </Show>
    }
}
