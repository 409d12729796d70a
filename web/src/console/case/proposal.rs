//! An offer above its author's limit, waiting for a supervisor's signature, never the author's own.

use super::offer::Cards;
use super::reasoned::Reasoned;
use super::store::CaseStore;
use super::timeline::user_name;
use domain::complaint::Proposal;
use domain::complaint::command::Command;
use leptos::prelude::*;
use web::components::{Button, ButtonKind, Icon, IconMark};
use web::i18n::rejection::rejection;
use web::i18n::{t::console as t, use_locale};

/// The proposal; nothing where none waits.
#[component]
pub(crate) fn ProposalPanel(store: CaseStore) -> impl IntoView {
    let proposal =
        Memo::new(move |_| store.case.with(|case| case.as_ref().and_then(|case| case.proposal.clone())));
    move || proposal.get().map(|proposal| view! { <Waiting proposal store /> })
}

#[component]
fn Waiting(proposal: Proposal, store: CaseStore) -> impl IntoView {
    let locale = use_locale();
    let id = proposal.offer.id;
    let is_own = proposal.author == Some(store.me());
    let author = proposal.author;
    let by = move || {
        let name = author.map(|author| user_name(locale, author, store)).unwrap_or_default();
        t::proposed_by(locale, &name)
    };
    let wrong = RwSignal::new(None::<String>);
    let is_refusing = RwSignal::new(false);
    let approve = move |()| match store.submit(Command::ApproveOffer { offer: id }) {
        Ok(()) => wrong.set(None),
        Err(why) => wrong.set(Some(rejection(locale, &why))),
    };
    let stands = if is_own {
        Some(t::own_proposal(locale))
    } else if store.may_sign() {
        None
    } else {
        Some(t::waits_for_supervisor(locale))
    };
    view! {
        <section class="panel proposal" aria-labelledby="proposal-title" id="proposal">
            <h2 id="proposal-title" class="panel-title">
                <IconMark icon=Icon::Lock />
                {t::proposal_title(locale)}
            </h2>
            <p class="soft small">{by}</p>
            {proposal.offer.message.clone().map(|message| view! { <p class="event-body">{message}</p> })}
            <Cards offer=proposal.offer />
            {match stands {
                Some(stands) => view! { <p id="proposal-stands">{stands}</p> }.into_any(),
                None => {
                    view! {
                        <div class="cluster">
                            <Button id="approve-offer" label=t::do_approve(locale) on_press=approve />
                            <Button
                                id="refuse-offer"
                                label=t::do_refuse_offer(locale)
                                kind=ButtonKind::Secondary
                                on_press=move |()| is_refusing.set(true)
                            />
                        </div>
                    }
                        .into_any()
                }
            }}
            {move || wrong.get().map(|wrong| view! { <p class="field-error" role="alert">{wrong}</p> })}
            <Reasoned
                id="refuse-offer-dialog"
                title=t::do_refuse_offer(locale)
                label=t::reason_desk_reads(locale)
                is_open=is_refusing
                store
                command=move |reason| Command::RefuseOffer { offer: id, reason }
            />
        </section>
    }
}
