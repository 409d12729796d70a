//! What was agreed, and each promise it became: who keeps it, by when, what shows it, and how it stands.

use super::happening::{option_line, part_line, proof_line};
use super::replace::Replace;
use super::returning::{ComesBack, Waits};
use super::store::{CaseStore, Refused, Why};
use super::taken_back::TakeBackProof;
use super::timeline::PLACE;
use crate::due::Due;
use crate::words;
use domain::clock::{Clock, ClockKind};
use domain::complaint::command::{Command, Proof};
use domain::complaint::promise::{Promise, ProofKind};
use domain::complaint::rejection::Rejection;
use domain::complaint::returning;
use domain::complaint::{Case, Fulfilment, Kept, PromiseStanding};
use domain::id::{CommandId, PromiseId};
use domain::remedy::Remedy;
use domain::text::problem::Problem;
use domain::text::{Reference, Sentence};
use leptos::prelude::*;
use uuid::Uuid;
use web::browser::document;
use web::components::{Button, ButtonKind, Icon, IconMark, Keyed, SendForm};
use web::format;
use web::i18n::rejection::{problem, rejection};
use web::i18n::{t::console as t, use_locale};
use web::kept::KeptText;
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
    let entry = move |key: u128| {
        let kept = kept(PromiseId(Uuid::from_u128(key)));
        view! { <Item kept store take_back /> }.into_any()
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
            </section>
        </Show>
    }
}

#[component]
fn Item(kept: Memo<Option<Kept>>, store: CaseStore, take_back: Callback<PromiseId>) -> impl IntoView {
    let locale = use_locale();
    let is_replacing = RwSignal::new(false);
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
    move || {
        let Kept { promise, standing, .. } = kept.get()?;
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
                let replaced = promise.clone();
                view! {
                    <ProofForm promise=promise.clone() store />
                    <Button
                        id=format!("replace-{}", promise.id)
                        label=t::do_replace(locale)
                        kind=ButtonKind::Quiet
                        on_press=move |()| is_replacing.set(true)
                    />
                    <Show when=move || is_replacing.get()>
                        <Replace promise=replaced.clone() store is_shown=is_replacing />
                    </Show>
                }
                .into_any()
            }
            PromiseStanding::Open => ().into_any(),
            PromiseStanding::Proposed { replacement } => view! {
                <p class="soft">{t::replacement_waits(locale, &part_line(locale, &replacement.part))}</p>
                {ways_back(locale, &replacement).map(|ways| view! { <p class="soft small">{ways}</p> })}
            }
            .into_any(),
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
            <li class="promise" data-promise=promise.id.to_string() data-proof=promise.proof_kind.code()>
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
            </li>
        })
    }
}

/// The other open promises that one refund's reference shows as well: what is paid back at once is one transfer.
fn others_shown_by_it(case: &Case, id: PromiseId, kind: ProofKind) -> Vec<PromiseId> {
    let all = case.phase.fulfilment().map(|all| all.promises.as_slice()).unwrap_or_default();
    let is_other = |kept: &&Kept| {
        kind == ProofKind::RefundReference
            && matches!(kept.standing, PromiseStanding::Open)
            && kept.promise.id != id
            && kept.promise.proof_kind == kind
            // What the way back cost is seldom in the refund's own transfer: it is shown by itself.
            && kept.promise.part.remedy != Remedy::ReturnShipping
    };
    all.iter().filter(is_other).map(|kept| kept.promise.id).collect()
}

/// The id of the field in which the proof of a promise is typed.
fn field_of(id: PromiseId) -> String {
    format!("proof-{id}")
}

/// Goes on to the next promise that waits for its proof, or where all have theirs, to what happened.
fn go_on(store: CaseStore) {
    let next = store.case.with_untracked(|case| {
        let mut all = case.as_ref()?.phase.fulfilment()?.promises.iter();
        all.find(|kept| matches!(kept.standing, PromiseStanding::Open)).map(|kept| field_of(kept.promise.id))
    });
    document::focus(next.as_deref().unwrap_or(PLACE));
}

/// Whether a proof was refused since its refund is known already: a supervisor may say why it counts all the same.
const fn is_of_a_known_refund(why: &Rejection) -> bool {
    matches!(
        why,
        Rejection::ReferenceUsed | Rejection::ReferenceOfAnotherOrder | Rejection::AboveTransfer { .. }
    )
}

/// The proofs of a promise that the server refused since their refund is known already. Only it knows other orders; after
/// the page was loaded anew it is not told any more which rule stood in the way.
fn refused_as_known(all: &[Refused], id: PromiseId) -> Vec<CommandId> {
    let is_it = |one: &&Refused| {
        let is_known = match &one.why {
            Why::Rule(why) => is_of_a_known_refund(why),
            Why::Moved => true,
            Why::Fault(_) => false,
        };
        is_known && matches!(&one.envelope.command, Command::ProvePromise { promise, .. } if *promise == id)
    };
    all.iter().filter(is_it).map(|one| one.envelope.command_id).collect()
}

/// Why a proof counts that would be refused otherwise, where somebody says so.
fn why(typed: &str) -> Result<Option<Sentence>, Problem> {
    if typed.trim().is_empty() { Ok(None) } else { Sentence::parse(typed).map(Some) }
}

/// The kind of proof that is given: the way back is shown by a label, or by the number of the transfer that paid for it.
const fn given_kind(kind: ProofKind, is_transfer: bool) -> ProofKind {
    if is_transfer { ProofKind::RefundReference } else { kind }
}

/// What was typed as the proof a promise needs.
fn read(kind: ProofKind, typed: &str) -> Result<Proof, Problem> {
    match kind {
        ProofKind::RefundReference => Reference::parse(typed).map(Proof::RefundReference),
        ProofKind::TrackingNumber => Reference::parse(typed).map(Proof::TrackingNumber),
        ProofKind::CouponCode => Reference::parse(typed).map(Proof::CouponCode),
        ProofKind::Statement => Sentence::parse(typed).map(Proof::Statement),
    }
}

#[component]
fn ProofForm(promise: Promise, store: CaseStore) -> impl IntoView {
    let locale = use_locale();
    let wrong = RwSignal::new(None::<String>);
    let kind = promise.proof_kind;
    let id = promise.id;
    let field = field_of(id);
    let text = store.text(&field);
    let others = Memo::new(move |_| {
        store
            .case
            .with(|case| case.as_ref().map(|case| others_shown_by_it(case, id, kind)).unwrap_or_default())
    });
    let label = match promise.part.remedy {
        Remedy::ReturnShipping => t::proof_way_back(locale),
        _ => words::proof_kind(locale, kind),
    };
    // Why the customer keeps the goods is asked where their refund was refused without them, or was begun to be told.
    let is_refused = RwSignal::new(false);
    let keeps_field = format!("keeps-{id}");
    let keeps = store.text(&keeps_field);
    // And a supervisor is asked why a refund shows it that is known already.
    let is_known = RwSignal::new(false);
    Effect::new(move |_| {
        if store.refused.with(|all| !refused_as_known(all, id).is_empty()) {
            is_known.set(true);
        }
    });
    let although_field = format!("although-{id}");
    let although = store.text(&although_field);
    let may_be_transfer = kind == ProofKind::Statement && promise.is_shown_by(ProofKind::RefundReference);
    let is_transfer = RwSignal::new(false);
    let transfer_id = format!("transfer-{id}");
    let is_for_all = RwSignal::new(true);
    let n_others = move || i64::try_from(others.with(Vec::len)).unwrap_or(i64::MAX);
    let also_id = format!("also-{id}");
    let label_for = field.clone();
    let fields = StoredValue::new([field.clone(), keeps_field.clone(), although_field.clone()]);
    let send = move |()| {
        let read = read(given_kind(kind, is_transfer.get_untracked()), &text.now())
            .and_then(|proof| Ok((proof, why(&keeps.now())?, why(&although.now())?)));
        match read {
            Err(fault) => wrong.set(Some(problem(locale, &fault))),
            Ok((proof, keeps_goods, although_known)) => {
                let also = if is_for_all.get_untracked() { others.get_untracked() } else { Vec::new() };
                let command = Command::ProvePromise { promise: id, proof, also, keeps_goods, although_known };
                let fields = fields.get_value();
                match store.submit_written(command, &fields.each_ref().map(String::as_str)) {
                    Ok(()) => {
                        let before = store.refused.with_untracked(|all| refused_as_known(all, id));
                        for refused in before {
                            store.dismiss(refused);
                        }
                        go_on(store);
                    }
                    Err(why) => {
                        is_refused.set(why == Rejection::GoodsNotBack);
                        is_known.update(|is_known| *is_known |= is_of_a_known_refund(&why));
                        wrong.set(Some(rejection(locale, &why)));
                    }
                }
            }
        }
    };
    view! {
        <SendForm class="proof" on_send=send>
            <label for=label_for>{label}</label>
            <input
                class="input"
                id=field
                autocomplete="off"
                spellcheck="false"
                aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                prop:value=move || text.get()
                on:input=move |event| text.set(event_target_value(&event))
            />
            <button type="submit" class="button button-primary">
                {t::do_prove(locale)}
            </button>
            <Show when=move || may_be_transfer>
                <label class="check" for=transfer_id.clone()>
                    <input
                        type="checkbox"
                        id=transfer_id.clone()
                        prop:checked=move || is_transfer.get()
                        on:change=move |event| is_transfer.set(event_target_checked(&event))
                    />
                    <span>{t::proof_is_transfer(locale)}</span>
                </label>
            </Show>
            <Show when=move || { n_others() > 0 }>
                <label class="check proof-also" for=also_id.clone()>
                    <input
                        type="checkbox"
                        id=also_id.clone()
                        prop:checked=move || is_for_all.get()
                        on:change=move |event| is_for_all.set(event_target_checked(&event))
                    />
                    <span>{move || t::proof_also(locale, n_others())}</span>
                </label>
            </Show>
            {move || wrong.get().map(|wrong| view! { <p class="field-error small" role="alert">{wrong}</p> })}
            <Show when=move || is_refused.get() || !keeps.get().is_empty()>
                <WhyField id=keeps_field.clone() label=t::proof_keeps_goods(locale) text=keeps />
            </Show>
            <Show when=move || (is_known.get() && store.may_sign()) || !although.get().is_empty()>
                <WhyField id=although_field.clone() label=t::proof_although_known(locale) text=although />
            </Show>
        </SendForm>
    }
}

/// Why a proof counts that is refused without it.
#[component]
fn WhyField(id: String, label: &'static str, text: KeptText) -> impl IntoView {
    view! {
        <div class="proof-keeps">
            <label for=id.clone()>{label}</label>
            <input
                class="input"
                id=id
                autocomplete="off"
                prop:value=move || text.get()
                on:input=move |event| text.set(event_target_value(&event))
            />
        </div>
    }
}
