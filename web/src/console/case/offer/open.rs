//! The offer the customer has before them, what they asked for instead, and taking it back.

use super::super::happening::part_line;
use super::super::options::OptionCard;
use super::super::reasoned::{About, ReasonedOffer};
use super::super::signature::signature;
use super::super::store::CaseStore;
use super::Editor;
use domain::compensation::option::{RemedyOption, RemedyPart};
use domain::complaint::command::Command;
use domain::complaint::{Case, Offer, Phase, stands};
use domain::order::ledger::Elsewhere;
use domain::policy::Packs;
use domain::remedy::Authority;
use leptos::prelude::*;
use web::components::{Button, ButtonKind, Notice, Tone};
use web::format;
use web::i18n::{Locale, t::console as t, use_locale, words as shared};
use web::parts::dated::dated;
use web::wall;

/// The open offer; nothing where there is none.
#[component]
pub(crate) fn OpenOffer(store: CaseStore, editor: Editor) -> impl IntoView {
    let locale = use_locale();
    let phase = Memo::new(move |_| store.case.with(|case| case.as_ref().map(|case| case.phase.clone())));
    let taking_back = About::none();
    let panel = move || {
        let phase = phase.get()?;
        let offer = phase.open_offer()?.clone();
        let counter = match &phase {
            Phase::Countered { wants, sentence, .. } => {
                let wishes: Vec<&str> = wants.iter().map(|remedy| shared::remedy(locale, *remedy)).collect();
                let wishes = (!wishes.is_empty()).then(|| t::wants(locale, &format::listed(locale, &wishes)));
                Some(view! {
                    <div class="counter">
                        <p>
                            <strong>{t::countered(locale)}</strong>
                        </p>
                        <p>{sentence.clone()}</p>
                        {wishes.map(|wishes| view! { <p class="soft small">{wishes}</p> })}
                    </div>
                })
            }
            _ => None,
        };
        Some(view! {
            <section class="panel open-offer" aria-labelledby="open-offer-title" id="open-offer">
                <h2 id="open-offer-title" class="panel-title">
                    {t::open_offer(locale)}
                    <span class="soft small">{dated(locale, offer.made_at, format::short_moment, |_, when| when.to_owned())}</span>
                </h2>
                {counter}
                {fallen(locale, &offer, store).map(|what| view! { <Notice tone=Tone::Warn>{t::offer_fallen(locale, &what)}</Notice> })}
                {offer.message.clone().map(|message| view! { <p class="event-body">{message}</p> })}
                <Cards offer=signed(&offer) store />
                {store.may_work().then(|| view! { <Tools editor offer taking_back /> })}
            </section>
        })
    };
    view! {
        {panel}
        <ReasonedOffer
            id="withdraw-offer-dialog"
            title=t::do_withdraw_offer(locale)
            label=t::reason_customer_reads(locale)
            about=taking_back
            now=|case| case.phase.open_offer().map(|offer| offer.id)
            store
            command=|offer, reason| Command::WithdrawOffer { offer, reason }
        />
    }
}

/// What of an offer rests on what was found to be otherwise since, in words; nothing where all of it holds. Tracked.
pub(in super::super) fn fallen(locale: Locale, offer: &Offer, store: CaseStore) -> Option<String> {
    named(locale, offer, store, |case, option, packs| {
        stands::fallen(case, offer, option, packs, &wall::zone())
    })
}

/// What of an offer was given or offered elsewhere on the order since, in words; nothing where all of it is still to be had.
/// Tracked.
pub(in super::super) fn given(locale: Locale, offer: &Offer, store: CaseStore) -> Option<String> {
    let given = store.elsewhere.with(Elsewhere::given);
    named(locale, offer, store, |case, option, packs| {
        stands::taken(case, &option.parts, given.clone(), packs, &wall::zone())
    })
}

/// The first part of each option for which there is one.
fn named(
    locale: Locale,
    offer: &Offer,
    store: CaseStore,
    part: impl for<'o> Fn(&Case, &'o RemedyOption, &Packs) -> Option<&'o RemedyPart>,
) -> Option<String> {
    let packs = store.packs()?;
    store.case.with(|case| {
        let case = case.as_deref()?;
        let parts = offer.options.iter().filter_map(|offered| part(case, &offered.option, &packs));
        let mut parts: Vec<String> = parts.map(|part| part_line(locale, part)).collect();
        parts.dedup();
        (!parts.is_empty()).then(|| format::listed(locale, &parts))
    })
}

/// An offer that is out has whatever signature it needed.
fn signed(offer: &Offer) -> Offer {
    let mut offer = offer.clone();
    for offered in &mut offer.options {
        offered.option.authority = Authority::Agent;
    }
    offer
}

/// The options of an offer.
#[component]
pub(crate) fn Cards(offer: Offer, store: CaseStore) -> impl IntoView {
    let locale = use_locale();
    // What is out has its signature; what waits for it says why.
    let why = move |option: &RemedyOption| {
        let needs_one = option.authority == Authority::Supervisor;
        if needs_one { signature(locale, store, option.clone()) } else { Signal::stored(None) }
    };
    view! {
        <ol class="options">
            {(1..)
                .zip(offer.options)
                .map(|(number, offered): (i64, _)| {
                    let signature = why(&offered.option);
                    view! {
                        <li>
                            <OptionCard number option=offered.option signature />
                        </li>
                    }
                })
                .collect_view()}
        </ol>
    }
}

#[component]
fn Tools(editor: Editor, offer: Offer, taking_back: About) -> impl IntoView {
    let locale = use_locale();
    let id = offer.id;
    let reopen = move |()| editor.reopen(&offer.options, offer.message.as_deref().unwrap_or_default());
    view! {
        <div class="cluster">
            <Button id="replace-offer" label=t::replace_offer(locale) kind=ButtonKind::Secondary on_press=reopen />
            <Button
                id="withdraw-offer"
                label=t::do_withdraw_offer(locale)
                kind=ButtonKind::Quiet
                on_press=move |()| taking_back.ask(id)
            />
        </div>
    }
}
