//! What was agreed, and each promise it became: who keeps it, by when, what shows it, and how it stands.

mod proof_form;

use super::happening::{option_line, part_line, proof_line};
use super::reasoned::Reasoned;
use super::replace::Replace;
use super::returning::{ComesBack, Waits};
use super::store::CaseStore;
use super::taken_back::TakeBackProof;
use crate::due::Due;
use crate::words;
use domain::clock::{Clock, ClockKind};
use domain::complaint::command::Command;
use domain::complaint::returning;
use domain::complaint::{Fulfilment, Kept, PromiseStanding};
use domain::id::PromiseId;
use leptos::prelude::*;
use proof_form::ProofForm;
use uuid::Uuid;
use web::components::{Button, ButtonKind, Icon, IconMark, Keyed};
use web::format;
use web::i18n::{t::console as t, use_locale};
use web::parts::dated::dated;
use web::parts::ways_back::ways_back;

/// The agreement with its promises; nothing before there is one.
#[component]
pub(crate) fn Promises(store: CaseStore) -> impl IntoView {
    let locale = use_locale();
    let fulfilment = Memo::new(move |_| {
        store.case.with(|case| case.as_ref().and_then(|case| case.phase.fulfilment().cloned()))
    });
    let kept = move |id| {
        Memo::new(move |_| {
            fulfilment.with(|all| {
                all.as_ref().and_then(|all| all.promises.iter().find(|kept| kept.promise.id == id).cloned())
            })
        })
    };
    let ids = move || {
        fulfilment.with(|all| {
            all.as_ref()
                .map(|all| all.promises.iter().map(|kept| kept.promise.id.0.as_u128()).collect::<Vec<_>>())
                .unwrap_or_default()
        })
    };
    let (meant, is_taking_back) = (RwSignal::new(None::<PromiseId>), RwSignal::new(false));
    let take_back = Callback::new(move |id| {
        meant.set(Some(id));
        is_taking_back.set(true);
    });
    let (proposed, is_withdrawing) = (RwSignal::new(None::<PromiseId>), RwSignal::new(false));
    let withdraw = Callback::new(move |id| {
        proposed.set(Some(id));
        is_withdrawing.set(true);
    });
    // The customer, or a colleague, may be faster.
    let is_gone = Signal::derive(move || {
        let is_it = |kept: &Kept| kept.proposed().next().map(|first| first.id) == proposed.get();
        let is_there = fulfilment.with(|all| all.iter().flat_map(|all| &all.promises).any(is_it));
        is_withdrawing.get() && !is_there
    });
    let tried = RwSignal::new(None::<PromiseId>);
    let entry = move |key: u128| {
        let kept = kept(PromiseId(Uuid::from_u128(key)));
        view! { <Item kept store take_back withdraw tried /> }.into_any()
    };
    let agreed = move || {
        fulfilment
            .with(|all| all.as_ref().map(|Fulfilment { agreed, .. }| option_line(locale, &agreed.option)))
    };
    view! {
        <Show when=move || fulfilment.with(Option::is_some)>
            <section class="panel promises" aria-labelledby="promises-title" id="promises">
                <h2 id="promises-title" class="panel-title">
                    {t::promises_title(locale)}
                </h2>
                <p class="soft small">{move || agreed().map(|what| t::did_agreed(locale, &what))}</p>
                <ComesBack store />
                <ul class="promise-list">
                    <Keyed keys=Signal::derive(ids) entry=Callback::new(entry) />
                </ul>
                <TakeBackProof store meant is_open=is_taking_back />
                <Reasoned
                    id="withdraw-replacement-dialog"
                    title=t::do_withdraw_replacement(locale)
                    label=t::reason_customer_reads(locale)
                    is_open=is_withdrawing
                    is_gone
                    store
                    command=move |reason| {
                        let promise = proposed.get_untracked()?;
                        Some(Command::WithdrawReplacement { promise, reason })
                    }
                />
            </section>
        </Show>
    }
}

#[component]
fn Item(
    kept: Memo<Option<Kept>>,
    store: CaseStore,
    take_back: Callback<PromiseId>,
    withdraw: Callback<PromiseId>,
    /// The promise whose proof was sent last from this page.
    tried: RwSignal<Option<PromiseId>>,
) -> impl IntoView {
    let locale = use_locale();
    let is_replacing = RwSignal::new(false);
    let (id, proof_kind) =
        kept.with_untracked(|kept| kept.as_ref().map(|kept| (kept.promise.id, kept.promise.proof_kind)))?;
    // Drawn anew only when this promise changes, so that what is typed keeps its focus while others do something.
    let waits = Memo::new(move |_| {
        let is_open = |kept: &&Kept| matches!(kept.standing, PromiseStanding::Open);
        kept.with(|kept| {
            let open = kept.as_ref().filter(is_open);
            open.is_some_and(|kept| {
                store
                    .case
                    .with(|case| case.as_deref().is_some_and(|case| returning::waits(case, &kept.promise)))
            })
        })
    });
    let body = move || {
        let Kept { promise, standing, was_refused, .. } = kept.get()?;
        let fulfilment_started = store.case.with_untracked(|case| {
            case.as_ref().and_then(|case| case.phase.fulfilment().map(|all| all.agreed_at))
        });
        let clock = Clock {
            kind: ClockKind::Promise,
            remedies: vec![promise.part.remedy],
            started_at: fulfilment_started.unwrap_or(promise.due_at),
            due_at: promise.due_at,
        };
        let is_open = matches!(standing, PromiseStanding::Open);
        // What is done says when it was; by when it was due is no matter any more.
        let day = match &standing {
            PromiseStanding::Proven { at, .. } => dated(locale, *at, format::short_moment, t::promise_done),
            PromiseStanding::Replaced { .. } => ().into_any(),
            PromiseStanding::Open | PromiseStanding::Proposed { .. } => {
                dated(locale, promise.due_at, format::short_moment, t::promise_was_due)
            }
        };
        let waits = waits.get();
        let may_work = store.may_work();
        let foot = match standing {
            PromiseStanding::Open if may_work => {
                view! {
                    {was_refused.then(|| view! { <p class="soft small replacement-declined">{t::replacement_declined(locale)}</p> })}
                    <ProofForm promise=promise.clone() store tried />
                    <Button
                        id=format!("replace-{}", promise.id)
                        label=t::do_replace(locale)
                        kind=ButtonKind::Quiet
                        on_press=move |()| is_replacing.set(true)
                    />
                }
                .into_any()
            }
            PromiseStanding::Open => ().into_any(),
            PromiseStanding::Proposed { replacement, also, less } => {
                let answered_by = replacement.id;
                let all: Vec<_> = core::iter::once(*replacement).chain(also).collect();
                let names: Vec<String> = all.iter().map(|one| part_line(locale, &one.part)).collect();
                let ways = all.iter().filter_map(|one| ways_back(locale, one));
                let ways = ways.map(|ways| view! { <p class="soft small">{ways}</p> }).collect_view();
                let less = less.map(|less| t::replacement_less(locale, &format::money(locale, less)));
                view! {
                    <p class="soft">{t::replacement_waits(locale, &format::listed(locale, &names))}</p>
                    {ways}
                    {less.map(|less| view! { <p class="soft small">{less}</p> })}
                    {may_work.then(|| view! {
                        <button
                            type="button"
                            class="link-button small"
                            id=format!("withdraw-replacement-{}", promise.id)
                            on:click=move |_| withdraw.run(answered_by)
                        >
                            {t::do_withdraw_replacement(locale)}
                        </button>
                    })}
                }
                .into_any()
            }
            PromiseStanding::Proven { proof, .. } => {
                let id = promise.id;
                let may_take_back = Memo::new(move |_| may_work && store.may_take_back(kept));
                view! {
                    <p class="promise-done">
                        <IconMark icon=Icon::Tick />
                        {proof_line(locale, &proof)}
                    </p>
                    <Show when=move || may_take_back.get()>
                        <button
                            type="button"
                            class="link-button small"
                            data-take-back-proof=id.to_string()
                            on:click=move |_| take_back.run(id)
                        >
                            {t::do_take_back_proof(locale)}
                        </button>
                    </Show>
                }
                .into_any()
            }
            PromiseStanding::Replaced { .. } => {
                view! { <p class="soft">{t::promise_replaced(locale)}</p> }.into_any()
            }
        };
        Some(view! {
            <p class="promise-head">
                <strong>{part_line(locale, &promise.part)}</strong>
                <span class="tag">{words::owner(locale, promise.owner)}</span>
                {if waits {
                    ().into_any()
                } else if is_open {
                    view! { <Due clock /> }.into_any()
                } else {
                    view! { <span class="soft small">{day}</span> }.into_any()
                }}
            </p>
            {ways_back(locale, &promise).map(|ways| view! { <p class="soft small ways-back">{ways}</p> })}
            {waits.then(|| view! { <Waits store /> })}
            {foot}
        })
    };
    // Whatever becomes of the promise meanwhile, what somebody is writing instead of it is theirs to send or to drop.
    Some(view! {
        <li class="promise" data-promise=id.to_string() data-proof=proof_kind.code()>
            {body}
            <Show when=move || is_replacing.get()>
                <Replace kept store is_shown=is_replacing />
            </Show>
        </li>
    })
}
