//! What the agreement leaves open: what is still to be found out, what is owed by then and is to be offered, and what its
//! customer has told since.

use super::reasoned::Reasoned;
use super::store::CaseStore;
use crate::question::said;
use domain::complaint::command::Command;
use domain::complaint::stated::told_since;
use domain::complaint::{Case, Phase};
use domain::finding::{Finding, Standing};
use leptos::prelude::*;
use web::components::{Button, ButtonKind};
use web::format;
use web::i18n::{t::console as t, use_locale, words as shared};

/// All of it, while there is some; and once everything agreed is done, the way to offer what is owed.
#[component]
pub(crate) fn LeftOpen(store: CaseStore) -> impl IntoView {
    let locale = use_locale();
    let all = Memo::new(move |_| {
        store.case.with(|case| case.as_deref().map(|case| case.left_open.clone()).unwrap_or_default())
    });
    let told =
        Memo::new(move |_| store.case.with(|case| case.as_deref().map(told_since).unwrap_or_default()));
    let is_owed = move || {
        store.case.with(|case| case.as_deref().is_some_and(|case| case.has_left_open(Standing::Established)))
    };
    let is_done = move || {
        let is_done = |case: &Case| matches!(case.phase, Phase::Fulfilled { .. } | Phase::FollowedUp);
        store.case.with(|case| case.as_deref().is_some_and(is_done))
    };
    let may_take_up = Memo::new(move |_| {
        let is_something = is_owed() || told.with(|told| !told.is_empty());
        is_something && is_done() && store.may_work()
    });
    let do_take_up = move || if is_owed() { t::do_offer_left(locale) } else { t::do_take_up(locale) };
    let is_asked = RwSignal::new(false);
    let is_again = Memo::new(move |_| {
        store.case.with(|case| case.as_deref().is_some_and(|case| case.phase.is_before_agreement()))
    });
    let says = move || -> [shared::Says; 3] {
        [
            (Standing::Established, if is_again.get() { t::left_open_owed_now } else { t::left_open_owed }),
            (Standing::Claimed, t::left_open_asked),
            (Standing::Refuted, t::left_open_not),
        ]
    };
    let lines = move || {
        let lines = all.with(|all| shared::left_open(locale, all, &says())).into_iter();
        let about = |claim: &Finding| store.case.with(|case| said(locale, case.as_deref(), claim));
        let told: Vec<String> = told.with(|told| told.iter().map(about).collect());
        let since = (!told.is_empty()).then(|| t::left_open_told(locale, &format::listed(locale, &told)));
        lines.chain(since).map(|line| view! { <p>{line}</p> }).collect_view()
    };
    view! {
        <Show when=move || all.with(|all| !all.is_empty()) || told.with(|told| !told.is_empty())>
            <section class="panel" aria-labelledby="left-open-title" id="left-open">
                <h2 id="left-open-title" class="panel-title">
                    {t::left_open_title(locale)}
                </h2>
                {lines}
                <Show when=move || may_take_up.get()>
                    <Button
                        id="offer-left"
                        label=Signal::derive(do_take_up)
                        kind=ButtonKind::Secondary
                        on_press=move |()| is_asked.set(true)
                    />
                </Show>
            </section>
        </Show>
        <Reasoned
            id="offer-left-dialog"
            title=t::do_take_up(locale)
            label=t::reason_customer_reads(locale)
            is_open=is_asked
            store
            command=|sentence| Some(Command::Reopen { sentence })
        />
    }
}
