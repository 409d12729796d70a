//! What the customer can have by the rules, for as long as their case can be read: while it is open as it stands, and
//! once it is settled as it stood then, in plain words and with nothing to press.
//!
//! What was agreed is told beside it and takes nothing away from it: that it was given is no reason for saying that it
//! was never theirs. Of several ways to put the same goods right the one agreed on stays, and the others are named as what
//! could have been chosen instead.

use super::ask::use_acting;
use super::photos::AddPhotos;
use crate::letter::layers::{self, Layers, Tense, part};
use crate::letter::once;
use domain::compensation::money::Money;
use domain::complaint::assess::Assessment;
use domain::complaint::wishes::is_answered_by_rules;
use domain::complaint::{Case, Phase, gives};
use domain::finding::Standing;
use domain::order::given::Given;
use domain::policy::Entitlement;
use domain::remedy::Remedy;
use leptos::prelude::*;
use std::sync::Arc;
use web::components::Fold;
use web::format;
use web::i18n::{Locale, t, use_locale, words};
use web::parts::decided::Decided;
use web::shop::use_shop;

/// The layers of the answer; nothing where no rule speaks, or while the rules are not here.
#[component]
pub(super) fn Rights(case: Memo<Option<Case>>) -> impl IntoView {
    let (locale, following) = (use_locale(), use_acting()?.following);
    let settled_at = Memo::new(move |_| following.settled_at());
    let decided = decided(case)?;
    let lead = move || match settled_at.get() {
        Some(at) => t::customer::rights_settled_lead(locale, &format::moment_day(locale, at)),
        None => t::customer::rights_lead(locale).to_owned(),
    };
    let body = move || {
        let tense = if settled_at.get().is_some() { Tense::Settled } else { Tense::Claimed };
        // Who has sent photos need not be asked for one.
        let is_shown = case.with(|case| case.as_ref().is_some_and(|case| !case.evidence.is_empty()));
        let words = |case: &Case| layers::photo_words(locale, case.category, &case.wants, Some(&case.order));
        let photo = case.with(|case| case.as_ref().map(words)).unwrap_or_default();
        let is_ungiven = case.with(|case| {
            case.as_ref().is_some_and(|case| matches!(case.phase, Phase::Withdrawn | Phase::Rejected))
        });
        let about = About { tense, is_shown, is_ungiven, photo: &photo };
        decided.get().and_then(|decided| parts(locale, &decided, &about))
    };
    let rest = move || {
        let back = case.with(|case| case.as_ref().and_then(price_back))?;
        let says = t::customer::rights_rest(locale, &format::money(locale, back));
        settled_at.get().is_none().then(|| view! { <p class="soft" id="rights-rest">{says}</p> })
    };
    Some(move || {
        body().map(|body| {
            view! {
                <section class="card stack rights" id="rights" aria-labelledby="rights-title">
                    <div class="stack-tight">
                        <h2 id="rights-title">{t::customer::rights_title(locale)}</h2>
                        <p class="soft">{lead}</p>
                        {rest}
                    </div>
                    {body}
                </section>
            }
        })
    })
}

/// How much of the price of these goods went back by what was agreed on before: what is theirs now is the rest.
fn price_back(case: &Case) -> Option<Money> {
    let is_of_these = |given: &Given| {
        given.goods.as_ref().is_none_or(|goods| case.goods.iter().any(|own| own.sku == goods.sku))
    };
    let back = gives::settled(case).into_iter().filter(|given| given.remedy.pays_back_price());
    let sums = back.filter(is_of_these).filter_map(|given| given.amount);
    sums.reduce(|sum, amount| sum.checked_add(amount).unwrap_or(sum)).filter(|sum| sum.minor > 0)
}

/// The decision on a case: as it stands while it is open, and as it stood once it is settled.
pub(super) fn decided(case: Memo<Option<Case>>) -> Option<Memo<Option<Decided>>> {
    let (shop, following) = (use_shop(), use_acting()?.following);
    let settled_at = Memo::new(move |_| following.settled_at());
    Some(Memo::new(move |_| {
        let packs = following.packs()?;
        let (elsewhere, zone) = (following.elsewhere(), shop.zone());
        case.with(|case| {
            let case = case.as_ref()?;
            if !is_answered_by_rules(case.kind, &case.wants, &case.story) {
                return None;
            }
            let assessment = match settled_at.get() {
                Some(at) => Assessment::settled(case, &packs, &elsewhere, at, &zone),
                None => Assessment::of(case, &packs, &elsewhere, &zone),
            };
            // Of several ways the one agreed on is theirs, and the others are not any more.
            let is_over = matches!(case.phase, Phase::FollowedUp | Phase::Closed);
            let past = if is_over { following.past_agreements().pop() } else { None };
            let fulfilment = case.phase.fulfilment().or(past.as_ref());
            let parts = fulfilment.into_iter().flat_map(|one| &one.agreed.option.parts);
            let agreed: Vec<Remedy> = parts.map(|part| part.remedy).collect();
            let all = assessment.decision.as_told(&packs);
            let (told, instead) = (all.once_agreed(&agreed), all.chosen_from(&agreed));
            // What is on offer needs nobody to confirm anything any more.
            let offered = case.phase.open_offer().into_iter().flat_map(|offer| &offer.options);
            let offered = offered.flat_map(|one| &one.option.parts).map(|part| (part.remedy, part.amount));
            // Nor does what the desk has found out by now, of which the customer is told the outcome alone.
            let left = case.phase.open_offer().into_iter().flat_map(|offer| &offer.left_open);
            let left = case.left_open.iter().chain(left);
            let found = left.filter(|one| one.standing != Standing::Claimed).map(|one| (one.remedy, None));
            let decision = Arc::new(told.beside_offer(&offered.chain(found).collect::<Vec<_>>()));
            let says_fake = case.says_fake();
            Some(Decided { packs: Arc::clone(&packs), decision, says_fake, instead })
        })
    }))
}

/// What is theirs all at once without anything left to confirm or to be signed, by name and sum, as far as it is money;
/// tracked. Empty where nothing is.
pub(super) fn granted_sums(locale: Locale, case: Memo<Option<Case>>) -> Signal<String> {
    let Some(decided) = decided(case) else { return Signal::stored(String::new()) };
    Signal::derive(move || {
        let one = |granted: &Entitlement| {
            let sum = format::money(locale, granted.amount?);
            Some([words::remedy(locale, granted.remedy), " ", &sum].concat())
        };
        let all: Vec<String> = decided.with(|decided| {
            decided.iter().flat_map(|decided| decided.decision.together()).filter_map(one).collect()
        });
        format::listed(locale, &all)
    })
}

/// Why money for a delay is owed, where it is: how late it came, or how long it has been waited for; tracked.
pub(super) fn late(locale: Locale, case: Memo<Option<Case>>) -> Signal<Option<String>> {
    let Some(decided) = decided(case) else { return Signal::stored(None) };
    Signal::derive(move || {
        decided.with(|decided| decided.as_ref().and_then(|decided| once::late(locale, &decided.decision)))
    })
}

/// What of a case the layers are told by.
struct About<'a> {
    tense: Tense,
    /// Whether there are photos.
    is_shown: bool,
    /// Whether it was taken back or turned down: nothing of it was given, and all of it waits for them to come back.
    is_ungiven: bool,
    /// What a photo should show.
    photo: &'a str,
}

/// The layers.
fn parts(locale: Locale, decided: &Decided, about: &About<'_>) -> Option<AnyView> {
    use t::customer as t;
    let About { tense, is_shown, photo, .. } = *about;
    // What lies beside the complaint comes last, as in the form; once it is settled all of it is one.
    let is_over = tense == Tense::Settled;
    let Layers { granted, mut likely, mut on_top, beside } = if is_over {
        let (likely, on_top) = (
            layers::likely(decided, tense, |remedy| !remedy.is_penalty()),
            layers::likely(decided, tense, Remedy::is_penalty),
        );
        Layers { granted: layers::granted(decided, tense), likely, on_top, beside: Vec::new() }
    } else {
        Layers::of(decided, tense)
    };
    let refused = layers::refused(decided, tense, &[]);
    let is_silent = granted.is_empty() && beside.is_empty() && likely.is_empty();
    if is_silent && on_top.is_empty() && refused.is_empty() {
        return None;
    }
    let [granted_title, likely_title, refused_title] = match tense {
        Tense::Now | Tense::Claimed => [
            layers::granted_title(locale, decided),
            layers::likely_title(locale, decided),
            t::letter_refused(locale),
        ],
        Tense::Settled if about.is_ungiven => {
            [t::rights_if_reopened(locale), t::letter_likely(locale), t::rights_were_refused(locale)]
        }
        Tense::Settled => {
            [t::rights_were_granted(locale), t::rights_were_likely(locale), t::rights_were_refused(locale)]
        }
    };
    if tense != Tense::Settled && !is_shown {
        // It stands under what it helps with, and under no heading alone.
        let helped = if likely.is_empty() { &mut on_top } else { &mut likely };
        helped.extend(photo_hint(decided, photo));
    }
    let names: Vec<&str> = decided.instead.iter().map(|remedy| words::remedy(locale, *remedy)).collect();
    let instead = (is_over && !names.is_empty())
        .then(|| view! { <p class="soft" id="chosen-from">{t::rights_instead(locale, &format::either(locale, &names))}</p> });
    // Put away under what they can have; said at once where that is nothing.
    let refused = if is_silent {
        part(refused_title, refused).into_any()
    } else {
        // What lies folded is counted: a title that ends in the middle of a sentence would say nothing.
        let summary = match tense {
            Tense::Now | Tense::Claimed => t::rights_refused_folded(locale, &refused.len().to_string()),
            Tense::Settled => refused_title.to_owned(),
        };
        (!refused.is_empty()).then(|| view! { <Fold summary>{refused}</Fold> }).into_any()
    };
    Some(
        view! {
            {part(granted_title, granted)}
            {instead}
            {part(likely_title, likely)}
            {part(t::letter_on_top(locale), on_top)}
            {part(t::letter_beside(locale), beside)}
            {refused}
        }
        .into_any(),
    )
}

/// That a photo helps, where it does, with the button that adds one.
fn photo_hint(decided: &Decided, photo: &str) -> Option<AnyView> {
    layers::is_helped_by_a_photo(decided).then(|| {
        view! {
            <div class="letter-hint stack-tight">
                <p>{photo.to_owned()}</p>
                <AddPhotos id="hint-photos" />
            </div>
        }
        .into_any()
    })
}
