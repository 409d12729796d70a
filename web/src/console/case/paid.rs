//! What came in for the order and what went back or was given for it, by whatever case and outside the desk.

use super::store::CaseStore;
use domain::compensation::money::Money;
use domain::complaint::{Case, gives};
use domain::order::given::Given;
use domain::order::ledger::{Elsewhere, Entry, Standing};
use leptos::prelude::*;
use web::components::{Button, ButtonKind};
use web::format;
use web::i18n::{Locale, t::console as t, use_locale, words};

/// The panel.
#[component]
pub(crate) fn Paid(store: CaseStore) -> impl IntoView {
    let locale = use_locale();
    let is_recording = RwSignal::new(false);
    view! {
        <section class="panel" aria-labelledby="paid-title" id="paid">
            <h2 id="paid-title" class="panel-title">
                {t::paid_title(locale)}
            </h2>
            {move || store.case.get().map(|case| store.elsewhere.with(|elsewhere| sums(locale, &case, elsewhere)))}
            <Show when=move || store.may_work()>
                <Button
                    id="record-outside-refund"
                    label=t::paid_record(locale)
                    kind=ButtonKind::Quiet
                    on_press=move |()| is_recording.set(true)
                />
            </Show>
            <Show when=move || store.may_work()>
                <super::taken_back::TakeBackOutside store />
            </Show>
            <super::outside::RecordOutside store is_open=is_recording />
        </section>
    }
}

/// One thing that was given, and by whom.
struct Line {
    what: String,
    whence: String,
}

fn sums(locale: Locale, case: &Case, elsewhere: &Elsewhere) -> impl IntoView + use<> {
    let own = gives::of_case(case).entries;
    let others = elsewhere.cases.iter().flat_map(|of_case| &of_case.entries);
    let outside = case.order.given_outside.iter().chain(&elsewhere.outside);
    let lines: Vec<Line> = outside
        .clone()
        .map(|given| line(locale, given, t::paid_outside(locale)))
        .chain(others.clone().map(|entry| of(locale, entry, t::paid_other(locale))))
        .chain(own.iter().map(|entry| of(locale, entry, t::paid_here(locale))))
        .collect();
    let back = own.iter().chain(others).map(|entry| &entry.given).chain(outside);
    let back = back.filter(|given| given.is_paid_back()).filter_map(|given| given.amount);
    let back = back.fold(0_i64, |sum, amount| sum.saturating_add(amount.minor));
    let came_in = case.order.came_in();
    let left = came_in
        .map(|came_in| Money::new(came_in.minor.saturating_sub(back).max(0), came_in.currency))
        .map(|left| format::money(locale, left));
    let means = case.order.payments.iter().map(|payment| {
        [words::means(locale, payment.means), " ", &format::money(locale, payment.amount)].concat()
    });
    let means = means.collect::<Vec<_>>().join(" + ");
    let came_in = came_in.map(|came_in| format::money(locale, came_in));
    view! {
        <dl class="facts facts-small">
            <dt>{t::paid_in(locale)}</dt>
            <dd id="came-in">{came_in} {(!means.is_empty()).then(|| [" (", &means, ")"].concat())}</dd>
            <dt>{t::paid_given(locale)}</dt>
            <dd id="given-back">
                {if lines.is_empty() {
                    view! { <span class="soft">{t::paid_none(locale)}</span> }.into_any()
                } else {
                    let rows = lines
                        .into_iter()
                        .map(|line| view! { <li>{line.what} " " <span class="soft small">{line.whence}</span></li> })
                        .collect_view();
                    view! { <ul class="lines">{rows}</ul> }.into_any()
                }}
            </dd>
            <dt>{t::paid_left(locale)}</dt>
            <dd id="left-to-give-back">{left}</dd>
        </dl>
    }
}

fn of(locale: Locale, entry: &Entry, whose: &str) -> Line {
    let mut line = line(locale, &entry.given, whose);
    if entry.standing == Standing::Reserved {
        line.whence = [line.whence.as_str(), " · ", t::paid_reserved(locale)].concat();
    }
    line
}

fn line(locale: Locale, given: &Given, whose: &str) -> Line {
    let name = words::remedy(locale, given.remedy);
    let amount =
        given.amount.map(|amount| [" ", &format::money(locale, amount)].concat()).unwrap_or_default();
    Line { what: [name, &amount].concat(), whence: whose.to_owned() }
}
