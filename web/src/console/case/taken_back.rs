//! What was recorded by mistake is taken back, by whoever recorded it or a supervisor: a refund made outside the desk, and
//! the proof of a promise.

use super::reasoned::Reasoned;
use super::store::CaseStore;
use domain::complaint::command::Command;
use domain::complaint::outside::Outside;
use domain::id::PromiseId;
use leptos::prelude::*;
use web::format;
use web::i18n::{t::console as t, use_locale};

/// The records, where there are any that whoever is signed in may take back.
#[component]
pub(super) fn TakeBackOutside(store: CaseStore) -> impl IntoView {
    let locale = use_locale();
    let is_open = RwSignal::new(false);
    let meant = RwSignal::new(0_u32);
    let mine = move |one: &Outside| store.may_sign() || one.by == Some(store.me());
    let records = Memo::new(move |_| {
        store.case.with(|case| {
            let all = case.iter().flat_map(|case| &case.outside);
            all.filter(|one| mine(one)).cloned().collect::<Vec<_>>()
        })
    });
    let row = move |one: Outside| {
        let what = [format::money(locale, one.refund.amount), format::day(locale, one.refund.on)];
        let record = t::pair(locale, t::paid_outside(locale), &format::listed(locale, &what));
        let ask = move |_| {
            meant.set(one.version);
            is_open.set(true);
        };
        view! {
            <li>
                {record} " "
                <button type="button" class="link-button" data-take-back=one.version.to_string() on:click=ask>
                    {t::paid_take_back(locale)}
                </button>
            </li>
        }
    };
    view! {
        {move || {
            let rows = records.get();
            (!rows.is_empty())
                .then(|| view! { <ul class="lines small">{rows.into_iter().map(row).collect_view()}</ul> })
        }}
        <Reasoned
            id="take-back-outside"
            title=t::paid_take_back(locale)
            label=t::reason_desk_reads(locale)
            is_open
            store
            command=move |reason| Some(Command::TakeBackOutsideRefund { version: meant.get_untracked(), reason })
        />
    }
}

/// Why the proof of a promise is taken back.
#[component]
pub(super) fn TakeBackProof(
    store: CaseStore,
    meant: RwSignal<Option<PromiseId>>,
    is_open: RwSignal<bool>,
) -> impl IntoView {
    let locale = use_locale();
    view! {
        <Reasoned
            id="take-back-proof"
            title=t::do_take_back_proof(locale)
            label=t::reason_desk_reads(locale)
            is_open
            store
            command=move |reason| {
                meant.get_untracked().map(|promise| Command::TakeBackProof { promise, reason })
            }
        />
    }
}
