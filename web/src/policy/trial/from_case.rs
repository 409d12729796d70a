//! Taking the facts from elsewhere: a case of the past by its number, or one of the cases that try the pack.

use super::super::Policies;
use super::super::store::DraftStore;
use crate::desk::{Desk, use_desk};
use crate::route::encoded;
use domain::complaint::Complaint;
use domain::complaint::evolve::evolve;
use domain::policy::Tier;
use domain::policy::draft::trial::Trial;
use domain::wire::policy::CaseAnswer;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web::api::{self, ApiError};
use web::components::{Button, ButtonKind};
use web::i18n::rejection::fault;
use web::i18n::t::policy as t;
use web::i18n::use_locale;

/// Taking the facts from a case of the past.
#[component]
pub(super) fn FromCase(store: DraftStore) -> impl IntoView {
    let (locale, desk) = (use_locale(), use_desk());
    let typed = RwSignal::new(String::new());
    let said = RwSignal::new(None::<String>);
    let is_busy = RwSignal::new(false);
    let find = move || {
        let number = typed.get_untracked().trim().to_owned();
        if number.is_empty() || is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        spawn_local(async move {
            let answer = taken(desk, &number).await;
            is_busy.try_set(false);
            match answer {
                Ok(Some((number, trial))) => {
                    store.trial.set(Some(trial));
                    said.try_set(Some(t::case_taken(locale, &number)));
                    desk.announcer.say(&t::case_taken(locale, &number));
                }
                Ok(None) => {
                    said.try_set(Some(t::case_not_found(locale, &number)));
                }
                Err(error) => {
                    desk.noted_expiry(&error);
                    said.try_set(Some(fault(locale, &error)));
                }
            }
        });
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        find();
    };
    view! {
        <form class="from-case" on:submit=submit>
            <label class="field-label" for="trial-case">
                {t::from_case(locale)}
            </label>
            <div class="cluster">
                <input
                    class="input"
                    id="trial-case"
                    autocomplete="off"
                    placeholder="R26-14815162-9"
                    prop:value=move || typed.get()
                    on:input=move |event| typed.set(event_target_value(&event))
                />
                <Button
                    id="trial-case-take"
                    label=t::take_case(locale)
                    kind=ButtonKind::Secondary
                    is_busy
                    on_press=move |()| find()
                />
            </div>
            {move || said.get().map(|said| view! { <p class="soft small" role="status">{said}</p> })}
        </form>
    }
}

/// The facts of the case under a number.
async fn taken(desk: Desk, number: &str) -> Result<Option<(String, Trial)>, ApiError> {
    let page = api::staff::find(&encoded(number)).await?;
    let Some(row) = page.rows.first() else { return Ok(None) };
    let file = api::cases::case_file(row.case_id).await?;
    let state = file.events.iter().fold(Complaint::Unfiled, evolve);
    let Complaint::Filed(case) = state else { return Ok(None) };
    let complained = case.order.lines.iter().map(|line| case.pieces_of(line)).collect();
    let trial = Trial {
        packs: Vec::new(),
        asked_at: case.filed_at,
        zone: desk.zone(),
        category: case.category,
        wants: case.wants.clone(),
        order: case.order.clone(),
        complained,
        findings: case.findings.clone(),
        tier: case.order.terms.tier.unwrap_or(Tier::Regular),
        complaints_on_order: case.earlier_complaints,
        earlier: file.elsewhere.given(),
    };
    Ok(Some((case.number.to_string(), trial)))
}

/// Taking the facts of one of the pack's own cases.
#[component]
pub(super) fn FromPack(policies: Policies, store: DraftStore) -> impl IntoView {
    let locale = use_locale();
    let base = store.document().map(|document| document.summary.base.hash.clone()).unwrap_or_default();
    policies.load_document(&base);
    let base = StoredValue::new(base);
    let document = move || base.with_value(|base| policies.document(base)).ready().cloned();
    let choose = move |event: leptos::ev::Event| {
        let name = event_target_value(&event);
        let trial = document().and_then(|document| {
            document.cases.iter().find(|case| case.name == name).map(|case| case.trial.clone())
        });
        if trial.is_some() {
            store.trial.set(trial);
        }
    };
    move || {
        let options = document().and_then(|document| {
            let cases = &document.cases;
            let option = |case: &CaseAnswer| {
                let (code, name) = (case.name.clone(), case.name.clone());
                view! { <option value=code>{name}</option> }
            };
            (!cases.is_empty()).then(|| cases.iter().map(option).collect_view())
        });
        options.map(|options| {
            view! {
                <div class="field">
                    <label class="field-label" for="trial-pack-case">
                        {t::from_pack(locale)}
                    </label>
                    <select class="input" id="trial-pack-case" on:change=choose>
                        <option value="">{t::nothing_chosen(locale)}</option>
                        {options}
                    </select>
                </div>
            }
        })
    }
}
