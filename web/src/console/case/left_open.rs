//! What the agreement leaves open: what is still to be found out, and what is owed by then and is to be offered.

use super::reasoned::Reasoned;
use super::store::CaseStore;
use domain::complaint::Phase;
use domain::complaint::command::Command;
use domain::finding::Standing;
use leptos::prelude::*;
use web::components::{Button, ButtonKind};
use web::i18n::{t::console as t, use_locale, words as shared};

/// All of it, while there is some; and once everything agreed is done, the way to offer what is owed.
#[component]
pub(crate) fn LeftOpen(store: CaseStore) -> impl IntoView {
    let locale = use_locale();
    let all = Memo::new(move |_| {
        store.case.with(|case| case.as_deref().map(|case| case.left_open.clone()).unwrap_or_default())
    });
    let may_offer = Memo::new(move |_| {
        let is_done = store.case.with(|case| {
            case.as_deref().is_some_and(|case| {
                let is_done = matches!(case.phase, Phase::Fulfilled { .. } | Phase::FollowedUp);
                is_done && case.has_left_open(Standing::Established)
            })
        });
        is_done && store.may_work()
    });
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
        lines.map(|line| view! { <p>{line}</p> }).collect_view()
    };
    view! {
        <Show when=move || all.with(|all| !all.is_empty())>
            <section class="panel" aria-labelledby="left-open-title" id="left-open">
                <h2 id="left-open-title" class="panel-title">
                    {t::left_open_title(locale)}
                </h2>
                {lines}
                <Show when=move || may_offer.get()>
                    <Button
                        id="offer-left"
                        label=t::do_offer_left(locale)
                        kind=ButtonKind::Secondary
                        on_press=move |()| is_asked.set(true)
                    />
                </Show>
            </section>
        </Show>
        <Reasoned
            id="offer-left-dialog"
            title=t::do_offer_left(locale)
            label=t::reason_customer_reads(locale)
            is_open=is_asked
            store
            command=|sentence| Some(Command::Reopen { sentence })
        />
    }
}
