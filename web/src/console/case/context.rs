//! The order with its parcel, and the customer. Contact data stays masked until somebody asks for it.

mod goods;

use super::last_day::RecordLastDay;
use super::link::CustomerLink;
use super::store::CaseStore;
use crate::words;
use domain::complaint::Case;
use domain::complaint::assess::facts;
use domain::order::{Order, OrderLine};
use domain::personal::Personal;
use domain::policy::parcel::Parcel;
use leptos::prelude::*;
use web::format;
use web::i18n::{Locale, t::console as t, use_locale, words as shared};
use web::wall;

/// The order as it stood when the complaint was filed, or once a last day was over.
#[component]
pub(crate) fn OrderFacts(store: CaseStore) -> impl IntoView {
    let locale = use_locale();
    view! {
        <section class="panel" aria-labelledby="order-title">
            <h2 id="order-title" class="panel-title">
                {t::order_title(locale)}
            </h2>
            {move || store.case.get().map(|case| order(locale, &case))}
            <RecordLastDay store />
        </section>
    }
}

fn order(locale: Locale, case: &Case) -> impl IntoView + use<> {
    let order: &Order = &case.order;
    let day = |time| format::order_day(locale, time);
    let zone = wall::zone();
    let facts = facts(case, &[], &zone);
    // Where parcels stand each for itself, each line tells of its own.
    let is_apart = order.lines.iter().any(|line| line.delivered_at.is_some() || line.status.is_some());
    let lateness = (!is_apart).then(|| goods::lateness(locale, &Parcel::of_order(&facts))).flatten();
    let line =
        |one: &OrderLine| goods::line(locale, case, one, is_apart.then(|| Parcel::of_line(&facts, one)));
    let fee = if order.free_shipping {
        Some(t::order_free_shipping(locale).to_owned())
    } else {
        order.shipping_fee.map(|fee| format::money(locale, fee))
    };
    let delivered = order.delivered_at.map_or_else(|| t::order_not_delivered(locale).to_owned(), day);
    let rows = [
        (t::order_number(locale), Some(order.number.clone())),
        (t::order_state(locale), Some(shared::order_status(locale, order.status).to_owned())),
        (t::order_placed(locale), Some(day(order.placed_at))),
        (t::order_ship_by(locale), order.ship_by.map(day)),
        (t::order_shipped(locale), order.shipped_at.map(day)),
        (t::order_promised(locale), order.promised_by.map(|promised| format::day(locale, promised))),
        (t::order_last_day(locale), order.extra_time_until.map(|day| format::day(locale, day))),
        (t::order_delivered(locale), Some(delivered)),
        (t::order_tracking(locale), order.tracking.clone()),
        (t::order_shipping_fee(locale), fee),
        (t::order_total(locale), order.goods_total().map(|total| format::money(locale, total))),
    ];
    view! {
        <dl class="facts facts-small" id="order-facts">
            {rows
                .into_iter()
                .filter_map(|(name, value)| value.map(|value| (name, value)))
                .map(|(name, value)| {
                    view! {
                        <dt>{name}</dt>
                        <dd>{value}</dd>
                    }
                })
                .collect_view()}
        </dl>
        {lateness}
        {if order.lines.is_empty() {
            view! { <p class="soft small">{t::order_no_lines(locale)}</p> }.into_any()
        } else {
            view! {
                <ul class="lines" aria-label=t::order_lines(locale)>
                    {order.lines.iter().map(line).collect_view()}
                </ul>
            }
                .into_any()
        }}
    }
}

/// Who complains.
#[component]
pub(crate) fn Customer(store: CaseStore) -> impl IntoView {
    let locale = use_locale();
    let person = Memo::new(move |_| {
        let id = store.case.with(|case| case.as_ref().map(|case| case.person))?;
        store.people.with(|people| people.get(&id).cloned())
    });
    view! {
        <section class="panel" aria-labelledby="customer-title">
            <h2 id="customer-title" class="panel-title">
                {t::customer_title(locale)}
            </h2>
            {move || match person.get() {
                Some(person) => view! { <Known person /> }.into_any(),
                None => view! { <p class="soft small">{t::customer_erased(locale)}</p> }.into_any(),
            }}
            <CustomerLink store />
        </section>
    }
}

#[component]
fn Known(person: Personal) -> impl IntoView {
    let locale = use_locale();
    let name = words::addressed(locale, person.name.as_str(), person.form_of_address);
    view! {
        <dl class="facts facts-small">
            <dt>{t::customer_name(locale)}</dt>
            <dd>{name}</dd>
            {person
                .email
                .map(|email| {
                    let (hint, whole) = (email.hint(), email.to_string());
                    view! { <Masked id="customer-email" what=t::customer_email(locale) hint whole /> }
                })}
            {person
                .phone
                .map(|phone| {
                    let (hint, whole) = (phone.hint(), phone.to_string());
                    view! { <Masked id="customer-phone" what=t::customer_phone(locale) hint whole /> }
                })}
            <dt>{t::customer_language(locale)}</dt>
            <dd>{words::language_name(person.language)}</dd>
        </dl>
    }
}

/// A contact that is shown in full only on demand.
#[component]
fn Masked(id: &'static str, what: &'static str, hint: String, whole: String) -> impl IntoView {
    let locale = use_locale();
    let is_shown = RwSignal::new(false);
    // On paper it stands in full: who prints a case may see it.
    let printed = whole.clone();
    let text = move || if is_shown.get() { whole.clone() } else { hint.clone() };
    view! {
        <dt>{what}</dt>
        <dd class="masked" id=id>
            <span data-whole=printed>{text}</span>
            <button
                type="button"
                class="link-button"
                aria-pressed=move || is_shown.get().to_string()
                aria-label=t::reveal_what(locale, what)
                on:click=move |_| is_shown.update(|is_shown| *is_shown = !*is_shown)
            >
                {move || if is_shown.get() { t::hide(locale) } else { t::reveal(locale) }}
            </button>
        </dd>
    }
}
