//! The three layers of an answer, each as the entries it holds: yours now, yours once it is confirmed, and not this,
//! because. The form shows them while somebody writes, the page of a case for as long as the case can be read.

use super::entry::{GrantedEntry, LikelyEntry, Refused, RefusedEntry, refused_name};
use domain::category::Category;
use domain::order::Order;
use domain::order::ledger::{OfCase, Standing};
use domain::policy::conscience::Hold;
use domain::policy::explain::is_beside_what_was_said;
use domain::policy::reason::is_granted_elsewhere;
use domain::policy::{Depends, Fact, Place, Refusal};
use domain::remedy::Remedy;
use domain::wire::{CaseLink, LookupResponse};
use leptos::prelude::*;
use web::format;
use web::i18n::{Locale, t, use_locale};
use web::parts::decided::Decided;

/// Whether there is still something to do about an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tense {
    /// There is: until when to claim it, by when it is done, and what would change it is told.
    Now,
    /// It is claimed, and being looked into: until when one had to claim it is told as kept.
    Claimed,
    /// It is settled, and told as it stood then.
    Settled,
}

/// What is granted, by each rule once; an apology alone is said elsewhere and is no entry.
pub(crate) fn granted(decided: &Decided, tense: Tense) -> Vec<AnyView> {
    granted_where(decided, tense, |_| true)
}

/// The entries of an answer, by where they stand.
pub(crate) struct Layers {
    /// Theirs now, for what the complaint is about.
    pub(crate) granted: Vec<AnyView>,
    /// Theirs once it is confirmed.
    pub(crate) likely: Vec<AnyView>,
    /// What is had beside the ways to put the goods right, now or once it is confirmed.
    pub(crate) on_top: Vec<AnyView>,
    /// Theirs now, beside what the complaint is about.
    pub(crate) beside: Vec<AnyView>,
}

impl Layers {
    /// The entries of an answer that is not settled. What comes on top of nothing is what it is about.
    pub(crate) fn of(decided: &Decided, tense: Tense) -> Self {
        let decision = &decided.decision;
        let is_beside = |place: Place| decision.is_beside(&decided.packs, place);
        let at = |place: Place| decision.entitlements.iter().filter(move |one| one.place == place);
        let is_extra =
            |place: Place| at(place).all(|one| one.remedy.comes_on_top() || one.remedy == Remedy::Apology);
        let is_main = |place: Place| !is_beside(place) && !is_extra(place);
        let has_main = decision.entitlements.iter().any(|one| is_main(one.place))
            || decision.likely().iter().any(|one| !one.remedy.comes_on_top());
        let is_on_top = |place: Place| has_main && !is_beside(place) && is_extra(place);
        let mut on_top = likely(decided, tense, |remedy| has_main && remedy.comes_on_top());
        on_top.extend(granted_where(decided, tense, is_on_top));
        Self {
            granted: granted_where(decided, tense, |place| !is_beside(place) && !is_on_top(place)),
            likely: likely(decided, tense, |remedy| !has_main || !remedy.comes_on_top()),
            on_top,
            beside: granted_where(decided, tense, |place| {
                is_beside(place) && !decision.is_had_anyway(&decided.packs, place)
            }),
        }
    }
}

fn granted_where(decided: &Decided, tense: Tense, is_meant: impl Fn(Place) -> bool) -> Vec<AnyView> {
    let mut places: Vec<Place> = Vec::new();
    for entitlement in &decided.decision.entitlements {
        let place = entitlement.place;
        let is_told =
            entitlement.remedy != Remedy::Apology && decided.decision.is_worth_telling(entitlement.remedy);
        if is_told && !places.contains(&place) && is_meant(place) {
            places.push(place);
        }
    }
    let entry = |place| view! { <GrantedEntry decided=decided.clone() place tense /> }.into_any();
    places.into_iter().map(entry).collect()
}

/// What would be granted once it is confirmed, of some remedies.
pub(crate) fn likely(decided: &Decided, tense: Tense, is_meant: impl Fn(Remedy) -> bool) -> Vec<AnyView> {
    let entries = decided.decision.likely_entries().into_iter();
    let entries = entries.filter(|(open, _)| is_meant(open.remedy));
    let told = entries.filter(|(open, _)| tense != Tense::Settled || was_open(decided, open.ask));
    let entry = |(open, ways): (&Depends, Vec<Remedy>)| {
        view! { <LikelyEntry decided=decided.clone() open=open.clone() ways tense /> }.into_any()
    };
    told.map(entry).collect()
}

/// What stands above that layer: where its entries are ways to put the same goods right, that one of them is had.
pub(crate) fn likely_title(locale: Locale, decided: &Decided) -> &'static str {
    if decided.decision.is_choice() {
        t::customer::letter_likely_choice(locale)
    } else {
        t::customer::letter_likely(locale)
    }
}

/// What stands above what is theirs now: where it is ways to put the same goods right, that one of them is had.
pub(crate) fn granted_title(locale: Locale, decided: &Decided) -> &'static str {
    if decided.decision.is_granted_choice() {
        t::customer::letter_granted_choice(locale)
    } else {
        t::customer::letter_granted(locale)
    }
}

/// The cases of the order that can be opened and whose offer waits for an answer, with what each offers.
pub(crate) fn offering(found: &LookupResponse) -> Vec<(CaseLink, Vec<Remedy>)> {
    let offers = |of_case: &OfCase| {
        let reserved = of_case.entries.iter().filter(|one| one.standing == Standing::Reserved);
        reserved.map(|one| one.given.remedy).collect::<Vec<_>>()
    };
    let link = |of_case: &OfCase| found.cases.iter().find(|link| link.case_id == of_case.case).cloned();
    let all = found.elsewhere.cases.iter().map(|of_case| (of_case, offers(of_case)));
    all.filter(|(_, offered)| !offered.is_empty())
        .filter_map(|(of_case, offered)| Some((link(of_case)?, offered)))
        .collect()
}

/// The case whose offer stands in the way of a remedy: the one that offers it, or the only one there is. Where it can't
/// be told, none is named.
fn in_the_way(offering: &[(CaseLink, Vec<Remedy>)], remedy: Remedy) -> Option<CaseLink> {
    let mut same = offering.iter().filter(|(_, offered)| offered.contains(&remedy));
    match (same.next(), same.next(), offering) {
        (Some((link, _)), None, _) | (None, _, [(link, _)]) => Some(link.clone()),
        _ => None,
    }
}

/// Whether something was left open in the end. What nobody ever said of the goods was not; and who deceived on purpose
/// is looked into apart, so that the customer's own browser never knows.
fn was_open(decided: &Decided, ask: Fact) -> bool {
    match ask {
        Fact::Fraud | Fact::SellerKnew => false,
        Fact::Defect
        | Fact::Misdescription
        | Fact::DamageInTransit
        | Fact::Loss
        | Fact::Safety
        | Fact::PurposeDefeated
        | Fact::Injury
        | Fact::OfficiallySubstandard
        | Fact::NotPerformed
        | Fact::RefundUnpaid
        | Fact::UnclearPage => decided.decision.snapshot.get(ask).is_some(),
        _ => true,
    }
}

/// Whether a photo can show what is left open; whoever may be hurt has something else to do first.
pub(crate) fn is_helped_by_a_photo(decided: &Decided) -> bool {
    decided.decision.hold != Some(Hold::Danger)
        // A return without a reason needs none.
        && decided.decision.likely().iter().any(|open| {
            open.remedy != Remedy::Withdrawal && open.ask.is_shown_by_a_photo()
        })
}

/// What a photo of it should show.
pub(crate) fn photo_words(
    locale: Locale,
    category: Category,
    wishes: &[Remedy],
    order: Option<&Order>,
) -> String {
    let help = crate::pages::photo_help(locale, category, wishes, order);
    t::customer::letter_photo(locale, &format::listed(locale, &help))
}

/// What is not granted and not to be had otherwise, each by its name once: where several rules don't grant it, with the
/// reasons of all.
pub(crate) fn refused(decided: &Decided, tense: Tense, offering: &[(CaseLink, Vec<Remedy>)]) -> Vec<AnyView> {
    let decision = &decided.decision;
    let likely = decision.likely();
    let mut seen: Vec<Place> = Vec::new();
    // Why one way to the money is closed is no matter to somebody who has another, unless they asked for that one.
    let has_price_back = decision.price_back().is_some();
    let is_other_way =
        |remedy: Remedy| has_price_back && remedy == Remedy::Refund && !decision.is_wished(remedy);
    let mut is_shown = |remedy, place| {
        let is_new = !is_granted_elsewhere(decision, remedy)
            && !is_other_way(remedy)
            && !likely.iter().any(|open| open.remedy == remedy)
            && !seen.contains(&place);
        if is_new {
            seen.push(place);
        }
        is_new
    };
    let is_answer = |refusal: &&Refusal| !is_beside_what_was_said(&decided.packs, decision, refusal);
    let refusals = decision.refusals.iter().filter(is_answer);
    let refusals = refusals.filter(|refusal| is_shown(refusal.remedy, refusal.place));
    let locale = use_locale();
    let mut named: Vec<(String, Vec<Refused>)> = Vec::new();
    for refusal in refusals.cloned() {
        let is_offered = refusal.given.is_some_and(|before| before.standing == Standing::Reserved);
        let offering = if is_offered { in_the_way(offering, refusal.remedy) } else { None };
        let name = refused_name(locale, decision, refusal.place);
        let refused = Refused { refusal, offering };
        match named.iter_mut().find(|(other, _)| *other == name) {
            Some((_, same)) => same.push(refused),
            None => named.push((name, vec![refused])),
        }
    }
    let entry =
        |(name, refused)| view! { <RefusedEntry decided=decided.clone() name refused tense /> }.into_any();
    named.into_iter().map(entry).collect()
}

/// One layer under its title; nothing where it holds nothing.
pub(crate) fn part(title: &'static str, entries: Vec<AnyView>) -> Option<impl IntoView> {
    (!entries.is_empty()).then(|| {
        view! {
            <div class="letter-part">
                <h3>{title}</h3>
                {entries}
            </div>
        }
    })
}
