//! An offer above its author's limit, waiting for a supervisor's signature, never the author's own.

use super::draft::{Drawer, Matter};
use super::offer::{Cards, Editor, fallen, given};
use super::reasoned::{About, ReasonedOffer};
use super::refused::at_desk;
use super::store::CaseStore;
use super::timeline::{PLACE, user_name};
use domain::complaint::Offer;
use domain::complaint::assess::Assessment;
use domain::complaint::command::Command;
use domain::complaint::proposal::Proposal;
use leptos::prelude::*;
use web::browser::document;
use web::components::{Button, ButtonKind, Icon, IconMark, Notice, Tone};
use web::format;
use web::i18n::{t::console as t, use_locale};
use web::wall;

/// The proposal; nothing where none waits.
#[component]
pub(crate) fn ProposalPanel(store: CaseStore) -> impl IntoView {
    let locale = use_locale();
    let proposal =
        Memo::new(move |_| store.case.with(|case| case.as_ref().and_then(|case| case.proposal.clone())));
    let refusing = About::none();
    let panel = move || {
        let (may_work, may_sign) = (store.may_work(), store.may_sign());
        proposal.get().map(|proposal| view! { <Waiting proposal store may_work may_sign refusing /> })
    };
    view! {
        {panel}
        <ReasonedOffer
            id="refuse-offer-dialog"
            title=t::do_refuse_offer(locale)
            label=t::reason_desk_reads(locale)
            about=refusing
            now=|case| case.proposal.as_ref().map(|proposal| proposal.offer.id)
            store
            command=|offer, reason| Command::RefuseOffer { offer, reason }
        />
    }
}

#[component]
fn Waiting(
    proposal: Proposal,
    store: CaseStore,
    may_work: bool,
    may_sign: bool,
    refusing: About,
) -> impl IntoView {
    let locale = use_locale();
    let id = proposal.offer.id;
    let is_own = proposal.author == Some(store.me());
    let author = proposal.author;
    let by = move || {
        let name = author.map(|author| user_name(locale, author, store)).unwrap_or_default();
        t::proposed_by(locale, &name)
    };
    let unsound = Memo::new({
        let offer = proposal.offer.clone();
        move |_| {
            let fallen = fallen(locale, &offer, store).map(|what| t::proposal_fallen(locale, &what));
            fallen.or_else(|| given(locale, &offer, store).map(|what| t::proposal_given(locale, &what)))
        }
    });
    let wrong = RwSignal::new(None::<String>);
    let approve = move |()| match store.submit(Command::ApproveOffer { offer: id }) {
        Ok(()) => {
            wrong.set(None);
            document::focus(PLACE);
        }
        Err(why) => wrong.set(Some(at_desk(locale, &why))),
    };
    let take_back = move |()| match store.submit(Command::WithdrawProposal { offer: id }) {
        Ok(()) => document::focus(PLACE),
        Err(why) => wrong.set(Some(at_desk(locale, &why))),
    };
    let stands = if is_own {
        Some(t::own_proposal(locale))
    } else if may_sign {
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
            {proposal
                .offer
                .above
                .map(|above| {
                    let above = format::money(locale, above);
                    let says = move || {
                        let says = if has_given(store) { t::proposed_above } else { t::proposed_above_goods };
                        says(locale, &above)
                    };
                    view! { <p class="field-error" id="proposal-above">{says}</p> }
                })}
            {proposal
                .goodwill
                .filter(|goodwill| goodwill.minor > own_goodwill(&proposal.offer))
                .map(|goodwill| {
                    let goodwill = t::proposed_goodwill(locale, &format::money(locale, goodwill));
                    view! { <p class="field-error" id="proposal-goodwill">{goodwill}</p> }
                })}
            {proposal.offer.message.clone().map(|message| view! { <p class="event-body">{message}</p> })}
            {move || {
                unsound.get().map(|why| view! { <Notice tone=Tone::Warn>{why}</Notice> })
            }}
            <Cards offer=proposal.offer store />
            {match stands {
                Some(stands) => {
                    view! {
                        <p id="proposal-stands">{stands}</p>
                        {(is_own && may_work)
                            .then(|| {
                                view! {
                                    <Button
                                        id="withdraw-proposal"
                                        label=t::do_withdraw_proposal(locale)
                                        kind=ButtonKind::Quiet
                                        on_press=take_back
                                    />
                                }
                            })}
                    }
                        .into_any()
                }
                None => {
                    view! {
                        <div class="cluster proposal-foot">
                            <Button id="approve-offer" label=t::do_approve(locale) on_press=approve />
                            <Button
                                id="refuse-offer"
                                label=t::do_refuse_offer(locale)
                                kind=ButtonKind::Secondary
                                on_press=move |()| refusing.ask(id)
                            />
                        </div>
                    }
                        .into_any()
                }
            }}
            {move || wrong.get().map(|wrong| view! { <p class="field-error" role="alert">{wrong}</p> })}
        </section>
    }
}

/// Whether anything was given or offered on the order before; tracked.
fn has_given(store: CaseStore) -> bool {
    let (Some(case), Some(packs)) = (store.case.get(), store.packs()) else { return true };
    Assessment::of(&case, &packs, &store.elsewhere.get(), &wall::zone()).has_given()
}

/// The goodwill of the option that holds most of it, in minor units; each option says by itself what of it is signed for.
fn own_goodwill(offer: &Offer) -> i64 {
    offer.options.iter().map(|offered| offered.option.goodwill().minor).max().unwrap_or(0)
}

/// An offer that a supervisor sent back: why, and for its author the offer itself, in the form again.
#[component]
pub(crate) fn SentBackPanel(store: CaseStore, editor: Editor) -> impl IntoView {
    let locale = use_locale();
    let sent_back =
        Memo::new(move |_| store.case.with(|case| case.as_ref().and_then(|case| case.sent_back.clone())));
    // It comes back into its author's form by itself, once, unless they are at another offer already.
    Effect::new(move |_| {
        let Some(back) = sent_back.get() else { return };
        let (offer, drawer) =
            (back.proposal.offer, Drawer { user: store.me(), case: store.id, matter: Matter::SentBack });
        let is_mine = back.proposal.author == Some(store.me());
        if is_mine && drawer.text() != offer.id.to_string() && editor.is_empty() {
            drawer.keep_text(&offer.id.to_string());
            editor.put_back(&offer.options, offer.message.as_deref().unwrap_or_default());
        }
    });
    move || {
        let back = sent_back.get()?;
        let author = back.proposal.author;
        let is_mine = author == Some(store.me());
        let title = move || {
            let name = author.map(|author| user_name(locale, author, store)).unwrap_or_default();
            if is_mine { t::sent_back_yours(locale).to_owned() } else { t::sent_back(locale, &name) }
        };
        let offer = StoredValue::new(back.proposal.offer);
        let again = move |()| {
            offer.with_value(|offer| {
                editor.reopen(&offer.options, offer.message.as_deref().unwrap_or_default());
            });
        };
        Some(view! {
            <section class="panel proposal" aria-labelledby="sent-back-title" id="sent-back">
                <h2 id="sent-back-title" class="panel-title">
                    <IconMark icon=Icon::Lock />
                    {title}
                </h2>
                <p class="event-body">{back.reason}</p>
                <Show when=move || store.may_work()>
                    <Button
                        id="sent-back-again"
                        label=t::edit_again(locale)
                        kind=ButtonKind::Secondary
                        on_press=again
                    />
                </Show>
            </section>
        })
    }
}
