//! Trying a draft by hand: a complaint made up or taken from the past, and what the draft answers beside what the
//! version in force answers. All of it is decided here, by the engine the customers' pages and the server run.

mod asking;
mod compare;
mod form;
mod from_case;

use super::store::DraftStore;
use super::{Load, Policies, waiting};
use crate::answers;
use crate::desk::{Desk, use_desk};
use chrono::{DateTime, Days, FixedOffset, NaiveTime};
use compare::marked;
use domain::category::Category;
use domain::compensation::money::{Currency, Money};
use domain::finding::Findings;
use domain::order::terms::Terms;
use domain::order::{Order, OrderLine, OrderStatus, OrderTime};
use domain::policy::draft::trial::Trial;
use domain::policy::{Packs, Tier, decide};
use domain::wire::policy::PolicyOverview;
use domain::zone::Zone;
use form::TrialForm;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use web::api::ApiError;
use web::components::{Notice, Tone};
use web::i18n::t::policy as t;
use web::i18n::use_locale;

/// Trying a draft by hand.
#[component]
pub(super) fn TrialPage(policies: Policies, store: DraftStore) -> impl IntoView {
    let (locale, desk) = (use_locale(), use_desk());
    let trial = store.trial;
    if trial.with_untracked(Option::is_none) {
        trial.set(Some(made_up(desk)));
    }
    let in_force = RwSignal::new(Load::<Arc<Packs>>::Waiting);
    let load = move |overview: Arc<PolicyOverview>| {
        let links: Vec<_> = overview.packs.iter().map(|pack| pack.link.clone()).collect();
        spawn_local(async move {
            in_force.try_set(match desk.packs_of(&links).await {
                Some(packs) => Load::Ready(packs),
                None => Load::Failed(ApiError::Unreachable),
            });
        });
    };
    let overview = move || policies.overview().ready().cloned();
    Effect::new(move |_| {
        if let Some(overview) = overview() {
            load(overview);
        }
    });
    let again = move || {
        policies.load_overview();
    };
    let missing = (t::pack_none(locale), t::pack_none_body(locale));
    view! {
        <div class="trial">
            <TrialForm policies store />
            <section class="trial-answers" aria-labelledby="trial-answers">
                <h2 id="trial-answers">{t::answers_beside(locale)}</h2>
                {move || match in_force.get() {
                    Load::Waiting => waiting(6),
                    Load::Failed(error) => super::failed(error, missing, again),
                    Load::Ready(packs) => view! { <Beside store in_force=packs /> }.into_any(),
                }}
            </section>
        </div>
    }
}

/// A complaint to begin with: a parcel four days late.
fn made_up(desk: Desk) -> Trial {
    let (now, zone) = (desk.now.get_untracked(), desk.zone());
    let currency = desk.shop().map_or(Currency::CNY, |shop| shop.currency);
    let today = zone.day(now);
    let before = |days: u64| today.checked_sub_days(Days::new(days)).unwrap_or(today);
    let at = |day: chrono::NaiveDate| OrderTime::Wall(day.and_time(NaiveTime::MIN));
    let unit = 10_i64.pow(currency.exponent());
    Trial {
        packs: Vec::new(),
        asked_at: midday_of(&zone, now, today),
        zone,
        category: Category::DeliveryDelay,
        wants: Vec::new(),
        order: Order {
            number: String::new(),
            status: OrderStatus::Delivered,
            currency,
            placed_at: at(before(12)),
            ship_by: None,
            shipped_at: Some(at(before(10))),
            promised_by: Some(before(6)),
            extra_time_until: None,
            looked_at: None,
            delivered_at: Some(at(before(2))),
            shipping_fee: None,
            free_shipping: true,
            terms: Terms::default(),
            payments: Vec::new(),
            given_outside: Vec::new(),
            tracking: None,
            lines: vec![OrderLine::plain("1", "", Money::new(100 * unit, currency), 1)],
        },
        complained: vec![1],
        earlier: Vec::new(),
        findings: Findings::default(),
        tier: Tier::Regular,
        complaints_on_order: 0,
    }
}

/// Midday of a day in a zone.
fn midday_of(zone: &Zone, moment: DateTime<FixedOffset>, day: chrono::NaiveDate) -> DateTime<FixedOffset> {
    let midday = NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default();
    zone.moment(day.and_time(midday)).unwrap_or(moment)
}

/// The packs in force with the draft in the place of its own pack.
fn with_draft(store: DraftStore, in_force: &Packs) -> Option<Packs> {
    store
        .with(|document| {
            let public = document.public.clone()?;
            let packs = in_force
                .packs()
                .iter()
                .map(|pack| if pack.id == public.id { public.clone() } else { pack.clone() })
                .collect();
            let mut desks: Vec<_> = in_force.desks().to_vec();
            if let Some(desk) = document.desk.clone() {
                match desks.iter_mut().find(|known| known.id == desk.id) {
                    Some(known) => *known = desk,
                    None => desks.push(desk),
                }
            }
            Some(Packs::new(packs, desks))
        })
        .flatten()
}

#[component]
fn Beside(store: DraftStore, in_force: Arc<Packs>) -> impl IntoView {
    let locale = use_locale();
    let revision = store.revision();
    move || {
        let Some(trial) = store.trial.get() else { return ().into_any() };
        revision.get();
        let Some(draft) = with_draft(store, &in_force) else {
            return view! { <Notice tone=Tone::Warn>{t::trial_waits(locale)}</Notice> }.into_any();
        };
        let before = decide(&in_force, &trial.facts());
        let after = decide(&draft, &trial.facts());
        let mut then = answers::answers(locale, &before, &in_force);
        let mut now = answers::answers(locale, &after, &draft);
        let n_different = marked(locale, (&mut then, &in_force), (&mut now, &draft));
        view! {
            <p role="status" id="trial-differences">
                <strong>
                    {if n_different == 0 {
                        t::no_differences(locale).to_owned()
                    } else {
                        t::n_differences(locale, n_different)
                    }}
                </strong>
            </p>
            <div class="beside-each-other">
                <section class="panel" aria-labelledby="answers-draft">
                    <h3 id="answers-draft" class="panel-title">
                        {t::by_the_draft(locale)}
                    </h3>
                    {answers::groups(locale, "draft", now, &draft)}
                </section>
                <section class="panel" aria-labelledby="answers-in-force">
                    <h3 id="answers-in-force" class="panel-title">
                        {t::by_the_version_in_force(locale)}
                    </h3>
                    {answers::groups(locale, "in-force", then, &in_force)}
                </section>
            </div>
        }
        .into_any()
    }
}
