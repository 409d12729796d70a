//! What came in for the order and what went back or was given for it, by whatever case and outside the desk.

use super::store::CaseStore;
use domain::complaint::{Case, gives};
use domain::order::given::Given;
use domain::order::ledger::{Elsewhere, Entry, Standing, left, over};
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

/// Something that was given, or that is offered and accepted by nobody yet.
struct Row {
    standing: Standing,
    given: Given,
    line: Line,
}

/// Everything that was given or is offered, each with whose it is: outside the desk, by other cases, by this one. A refund
/// that is told twice stands once.
fn all(locale: Locale, case: &Case, elsewhere: &Elsewhere) -> Vec<Row> {
    let own = gives::of_case(case).entries;
    let others = elsewhere.cases.iter().flat_map(|of_case| &of_case.entries);
    let by_cases: Vec<Given> = own.iter().chain(others.clone()).map(|entry| entry.given.clone()).collect();
    let told = not_told(&case.order.given_outside, &by_cases);
    let outside = told.into_iter().chain(&elsewhere.outside);
    let (same, perhaps) = (elsewhere.others.iter(), elsewhere.perhaps.iter());
    let row = |standing, given: &Given, whose| Row {
        standing,
        given: given.clone(),
        line: line(locale, given, whose),
    };
    let outside = outside.map(|given| row(Standing::Given, given, t::paid_outside(locale)));
    let entry = |whose: &'static str| move |entry: &Entry| row(entry.standing, &entry.given, whose);
    outside
        .chain(others.map(entry(t::paid_other(locale))))
        .chain(same.map(entry(t::paid_others(locale))))
        .chain(perhaps.map(entry(t::paid_perhaps(locale))))
        .chain(own.iter().map(entry(t::paid_here(locale))))
        // What was replaced by something else brought nothing itself.
        .filter(|row| row.given.amount.is_none_or(|amount| amount.minor > 0))
        .collect()
}

/// What went back of price and freight, in a line each: whoever records a refund sees whether it is known.
pub(super) fn known(locale: Locale, case: &Case, elsewhere: &Elsewhere) -> Vec<String> {
    let back = all(locale, case, elsewhere).into_iter().filter(|row| row.given.is_paid_back());
    let told = |Row { standing, line: Line { what, whence }, .. }| match standing {
        Standing::Given => [what.as_str(), " · ", &whence].concat(),
        Standing::Reserved => [what.as_str(), " · ", &whence, " · ", t::paid_reserved(locale)].concat(),
    };
    back.map(told).collect()
}

fn sums(locale: Locale, case: &Case, elsewhere: &Elsewhere) -> impl IntoView + use<> {
    let (firm, offered): (Vec<Row>, Vec<Row>) =
        all(locale, case, elsewhere).into_iter().partition(|row| row.standing == Standing::Given);
    // What was given is gone; what is merely offered goes only where somebody accepts it.
    let own = gives::of_case(case).entries;
    let own_firm = own.iter().filter(|entry| entry.standing == Standing::Given);
    let left_now = left_after(locale, case, elsewhere.firm_bound(), own_firm);
    let left_then =
        (!offered.is_empty()).then(|| left_after(locale, case, elsewhere.bound(), own.iter())).flatten();
    let over = over_after(locale, case, elsewhere, &own);
    let came_in = case.order.came_in();
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
                {if firm.is_empty() {
                    view! { <span class="soft">{t::paid_none(locale)}</span> }.into_any()
                } else {
                    lines(firm).into_any()
                }}
                {over.map(|over| view! { <p class="field-error" id="paid-over">{t::paid_over(locale, &over)}</p> })}
            </dd>
            <dt>{t::paid_left(locale)}</dt>
            <dd id="left-to-give-back">{left_now}</dd>
            {(!offered.is_empty())
                .then(|| {
                    view! {
                        <dt>{t::paid_reserved(locale)}</dt>
                        <dd id="offered-to-give">{lines(offered)}</dd>
                    }
                })}
            {left_then
                .map(|left| {
                    view! {
                        <dt>{t::paid_left_after(locale)}</dt>
                        <dd id="left-if-accepted">{left}</dd>
                    }
                })}
        </dl>
    }
}

fn lines(rows: Vec<Row>) -> impl IntoView {
    let one = |Row { line: Line { what, whence }, .. }| {
        view! { <li>{what} " " <span class="soft small">{whence}</span></li> }
    };
    view! { <ul class="lines">{rows.into_iter().map(one).collect_view()}</ul> }
}

/// How much may still go back once all this was given.
fn left_after<'a>(
    locale: Locale,
    case: &Case,
    mut before: Vec<Given>,
    own: impl Iterator<Item = &'a Entry>,
) -> Option<String> {
    before.extend(own.map(|entry| entry.given.clone()));
    left(&case.order, &before).map(|left| format::money(locale, left))
}

/// How much more went back, or is agreed to, than came in; nothing where none did.
fn over_after(locale: Locale, case: &Case, elsewhere: &Elsewhere, own: &[Entry]) -> Option<String> {
    let mut before = elsewhere.firm_bound();
    let own = own.iter().filter(|entry| entry.standing == Standing::Given);
    before.extend(own.map(|entry| entry.given.clone()));
    over(&case.order, &before).map(|over| format::money(locale, over))
}

fn line(locale: Locale, given: &Given, whose: &str) -> Line {
    let name = words::remedy(locale, given.remedy);
    let amount =
        given.amount.map(|amount| [" ", &format::money(locale, amount)].concat()).unwrap_or_default();
    let reference = given.reference.as_ref();
    let reference = reference.map(|shown| [" · ", shown.as_str()].concat()).unwrap_or_default();
    Line { what: [name, &amount].concat(), whence: [whose, &reference].concat() }
}
