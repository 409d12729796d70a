//! What came in for the order and what went back or was given for it, by whatever case and outside the desk.

use super::store::CaseStore;
use domain::complaint::{Case, gives};
use domain::order::given::Given;
use domain::order::ledger::{Elsewhere, Entry, Standing, left};
use domain::order::told::not_told;
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

/// Everything that was given, each with whose it is: outside the desk, by other cases, by this one. A refund that is told
/// twice stands once.
fn all(locale: Locale, case: &Case, elsewhere: &Elsewhere) -> Vec<(Given, Line)> {
    let own = gives::of_case(case).entries;
    let others = elsewhere.cases.iter().flat_map(|of_case| &of_case.entries);
    let by_cases: Vec<Given> = own.iter().chain(others.clone()).map(|entry| entry.given.clone()).collect();
    let told = not_told(&case.order.given_outside, &by_cases);
    let outside = told.into_iter().chain(&elsewhere.outside);
    let (same, perhaps) = (elsewhere.others.iter(), elsewhere.perhaps.iter());
    let outside = outside.map(|given| (given.clone(), line(locale, given, t::paid_outside(locale))));
    let entry = |whose: &'static str| move |entry: &Entry| (entry.given.clone(), of(locale, entry, whose));
    outside
        .chain(others.map(entry(t::paid_other(locale))))
        .chain(same.map(entry(t::paid_others(locale))))
        .chain(perhaps.map(entry(t::paid_perhaps(locale))))
        .chain(own.iter().map(entry(t::paid_here(locale))))
        // What was replaced by something else brought nothing itself.
        .filter(|(given, _)| given.amount.is_none_or(|amount| amount.minor > 0))
        .collect()
}

/// What went back of price and freight, in a line each: whoever records a refund sees whether it is known.
pub(super) fn known(locale: Locale, case: &Case, elsewhere: &Elsewhere) -> Vec<String> {
    let back = all(locale, case, elsewhere).into_iter().filter(|(given, _)| given.is_paid_back());
    back.map(|(_, line)| [line.what.as_str(), " · ", line.whence.as_str()].concat()).collect()
}

fn sums(locale: Locale, case: &Case, elsewhere: &Elsewhere) -> impl IntoView + use<> {
    let lines: Vec<Line> = all(locale, case, elsewhere).into_iter().map(|(_, line)| line).collect();
    let mut before = elsewhere.bound();
    before.extend(gives::of_case(case).entries.into_iter().map(|entry| entry.given));
    let came_in = case.order.came_in();
    let left = left(&case.order, &before).map(|left| format::money(locale, left));
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
    let reference = given.reference.as_ref();
    let reference = reference.map(|shown| [" · ", shown.as_str()].concat()).unwrap_or_default();
    Line { what: [name, &amount].concat(), whence: [whose, &reference].concat() }
}
