//! One line of the letter: granted, open or refused, with the rule and the facts behind it.

use super::layers::Tense;
use super::once;
use crate::form::{field_id, use_form};
use crate::pages::go_past_answered;
use crate::route::{Route, Step};
use domain::compensation::money::Money;
use domain::policy::cite::provision;
use domain::policy::explain;
use domain::policy::last_day;
use domain::policy::layers::with_freight;
use domain::policy::reason::Reason;
use domain::policy::{Decision, Depends, Entitlement, Place, Refusal};
use domain::remedy::Remedy;
use domain::wire::CaseLink;
use leptos::prelude::*;
use web::browser::{clock, document};
use web::components::{Fold, Icon, IconMark};
use web::format;
use web::i18n::{Locale, facts, gap, t, use_locale};
use web::parts::decided::Decided;
use web::parts::reasons::ReasonList;
use web::router::use_router;
use web::shop::language;

/// What a rule grants: what one can do, why, until when.
#[component]
pub(super) fn GrantedEntry(decided: Decided, place: Place, tense: Tense) -> impl IntoView {
    let locale = use_locale();
    let rule = decided.rule(place)?;
    let language = language(locale);
    let granted: Vec<&Entitlement> =
        decided.decision.entitlements.iter().filter(|granted| granted.place == place).collect();
    let first = granted.first()?;
    let (lines, freight) = grants(locale, &decided, &granted);
    let grants = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    let freight = freight.map(|freight| view! { <p class="letter-until">{freight}</p> });
    let is_of_delay = granted.iter().any(|granted| granted.remedy == Remedy::DelayCompensation);
    let because = is_of_delay.then(|| once::late(locale, &decided.decision)).flatten();
    let because = because.unwrap_or_else(|| rule.says.get(language).to_owned());
    let is_open = tense != Tense::Settled;
    let until = granted.iter().find_map(|granted| granted.until);
    let until = until.and_then(|until| claim_by(locale, tense, &format::moment_day(locale, until)));
    let until = until.map(|until| view! { <p class="letter-until">{until}</p> });
    let due = granted.iter().find_map(|granted| granted.due).filter(|_| is_open).map(|due| {
        view! { <p class="letter-until">{t::customer::letter_due(locale, &format::moment(locale, due))}</p> }
    });
    let needs_human = granted.iter().any(|granted| granted.needs_human).then(|| {
        let words = match tense {
            Tense::Now | Tense::Claimed => t::customer::letter_needs_human(locale),
            Tense::Settled => t::customer::letter_needed_human(locale),
        };
        view! { <p class="letter-until">{words}</p> }
    });
    let reasons = decided.decision.reasons(&decided.packs, first);
    Some(view! {
        <div class="letter-item letter-granted">
            <IconMark icon=Icon::Tick />
            <p class="letter-name">{rule.title.get(language).to_owned()}</p>
            <ul class="letter-grants">{grants}</ul>
            <p class="letter-because">{because}</p>
            {freight}
            {until}
            {due}
            {needs_human}
            {why(&decided, place, reasons)}
        </div>
    })
}

/// What would be theirs once it is confirmed, with the same sum, day and reason as if it were.
#[component]
pub(super) fn LikelyEntry(
    decided: Decided,
    open: Depends,
    /// All that it names.
    ways: Vec<Remedy>,
    tense: Tense,
) -> impl IntoView {
    let locale = use_locale();
    let rule = decided.rule(open.place)?;
    let then = open.then?;
    let reasons = decided.decision.open_reasons(&decided.packs, &open);
    let name = if open.remedy == Remedy::ReturnShipping {
        explain::return_shipping(then.payer, language(locale))
    } else {
        let named = |way: &Remedy| once::named(locale, &decided.decision, *way);
        ways.iter().map(named).collect::<Vec<_>>().join(" / ")
    };
    let is_open = tense != Tense::Settled;
    let worth = match (then.amount, then.due.filter(|_| is_open)) {
        (Some(amount), _) => Some(format::money(locale, with_freight(amount, then.freight))),
        (None, Some(due)) => Some(t::customer::letter_due(locale, &format::moment(locale, due))),
        (None, None) => None,
    };
    let freight = then.freight.filter(|_| then.amount.is_some()).map(|freight| {
        let freight = t::customer::letter_freight(locale, &format::money(locale, freight));
        view! { <p class="letter-until">{freight}</p> }
    });
    let until = then.until.and_then(|until| claim_by(locale, tense, &format::moment_day(locale, until)));
    let until = until.map(|until| view! { <p class="letter-until">{until}</p> });
    let left_open = (!is_open).then(|| {
        let open = t::customer::letter_left_open(locale, facts::fact(locale, open.ask));
        view! { <p class="letter-until">{open}</p> }
    });
    let once = is_open.then(|| once::once(locale, &decided, open.ask));
    let once = once.map(|once| view! { <p class="letter-until">{once}</p> });
    Some(view! {
        <div class="letter-item letter-depends">
            <IconMark icon=Icon::Question />
            <p class="letter-name letter-row">
                <span>{name}</span>
                <span class="money">{worth}</span>
            </p>
            {once}
            <p class="letter-because">{rule.says.get(language(locale)).to_owned()}</p>
            {freight}
            {until}
            {left_open}
            {why(&decided, open.place, reasons)}
        </div>
    })
}

/// Until when something is claimed. Whoever has filed has claimed it, and reads that they were in time.
fn claim_by(locale: Locale, tense: Tense, day: &str) -> Option<String> {
    match tense {
        Tense::Now => Some(t::customer::letter_until(locale, day)),
        Tense::Claimed => Some(t::customer::letter_until_kept(locale, day)),
        Tense::Settled => None,
    }
}

/// What a rule does not grant, by name. By its rule's title it would read as granted.
pub(super) fn refused_name(locale: Locale, decision: &Decision, place: Place) -> String {
    let mut names: Vec<&str> = Vec::new();
    for one in decision.refusals.iter().filter(|one| one.place == place) {
        let name = once::named(locale, decision, one.remedy);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(" / ")
}

/// What a rule does not grant.
#[derive(Clone)]
pub(super) struct Refused {
    /// The rule, and how far it was from granting it.
    pub(super) refusal: Refusal,
    /// The case whose offer stands in its way, where it is one that waits for an answer.
    pub(super) offering: Option<CaseLink>,
}

/// What is not granted here, why, and what would change it, by each rule in question.
#[component]
pub(super) fn RefusedEntry(
    decided: Decided,
    /// What it is.
    name: String,
    refused: Vec<Refused>,
    tense: Tense,
) -> impl IntoView {
    let locale = use_locale();
    let language = language(locale);
    // Two rules may say the same.
    let mut told: Vec<String> = Vec::new();
    let mut is_new = |line: &String| {
        let is_new = !line.is_empty() && !told.contains(line);
        if is_new {
            told.push(line.clone());
        }
        is_new
    };
    let by_rule = refused.into_iter().map(|Refused { refusal, offering }| {
        let because = explain::refused_because(&decided.packs, &decided.decision, &refusal, language);
        let offering = offering.map(|link| {
            let name = t::customer::given_case(locale, &link.number.to_string());
            view! { {gap(locale)} <a href=Route::Case(link.case_id).href()>{name}</a> }
        });
        let because = Some(facts::said(locale, &because)).filter(&mut is_new);
        let because = because.map(|because| view! { <p class="letter-because">{because}{offering}</p> });
        let nearest = explain::would_turn(&decided.packs, &decided.decision, &refusal, language);
        let nearest =
            Some(facts::said(locale, &nearest)).filter(|_| tense != Tense::Settled).filter(&mut is_new);
        // What it asks for stands on a later step: the form's field, where there is one.
        let is_askable = tense == Tense::Now && last_day::would_help(&decided.packs, &decided.decision);
        let asks = is_askable && last_day::would_turn(&decided.packs, &decided.decision, &refusal);
        let nearest = nearest.map(|nearest| {
            let field = asks.then(|| view! { {gap(locale)} <ToLastDay /> });
            view! { <p class="letter-because">{nearest}{field}</p> }
        });
        let reasons = decided.decision.refusal_reasons(&decided.packs, &refusal);
        view! { {because} {nearest} {why(&decided, refusal.place, reasons)} }
    });
    view! {
        <div class="letter-item letter-refused">
            <IconMark icon=Icon::Cross />
            <p class="letter-name">{name}</p>
            {by_rule.collect_view()}
        </div>
    }
}

/// Leads to the field for the last day, wherever in the form it stands.
#[component]
fn ToLastDay() -> impl IntoView {
    let (locale, router, form) = (use_locale(), use_router(), use_form());
    let href = Route::File(Step::Wish).href();
    let field = field_id("last_day");
    let go = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        if document::focus_first(&["#", field].concat()) {
            return;
        }
        go_past_answered(form, Step::Wish);
        router.go(&Route::File(Step::Wish).href());
        // The step is drawn in the next turn.
        leptos::task::spawn_local(async move {
            clock::sleep(0).await;
            document::focus(field);
        });
    };
    view! {
        <a class="to-last-day" href=href on:click=go>
            {t::customer::last_day_open(locale)}
        </a>
    }
}

/// What a rule grants, in a line each, and how much freight is in the price. What is done to the goods without any sum is
/// one line, as it is where it is not theirs yet; the freight comes back in one sum with the price.
fn grants(locale: Locale, decided: &Decided, granted: &[&Entitlement]) -> (Vec<String>, Option<String>) {
    let is_plain = |granted: &&&Entitlement| granted.remedy.restores_goods() && granted.amount.is_none();
    let ways: Vec<Remedy> = granted.iter().filter(is_plain).map(|granted| granted.remedy).collect();
    let price = granted.iter().find(|one| one.remedy.pays_back_whole_price() && one.amount.is_some());
    let freight = price.and_then(|price| decided.decision.freight_with(price));
    let all = price.and_then(|price| Some(with_freight(price.amount?, freight)));
    let is_told = |one: &&&Entitlement| !is_plain(one) && !decided.decision.is_in_price(one);
    let line = |one: &&Entitlement| {
        let is_price = price.is_some_and(|price| core::ptr::eq(*price, *one));
        in_words(locale, decided, one, if is_price { all } else { one.amount })
    };
    let is_sent_or_back = ways.as_slice() == [Remedy::Resend]
        && price.is_some_and(|price| price.remedy == Remedy::Refund && price.less.is_none());
    let lines = if let Some(all) = all.filter(|_| is_sent_or_back) {
        let either = t::customer::letter_back_or_resend(locale, &format::money(locale, all));
        let others = granted.iter().filter(is_told).filter(|one| one.remedy != Remedy::Refund);
        core::iter::once(either).chain(others.map(line)).collect()
    } else {
        let named = |way: &Remedy| once::named(locale, &decided.decision, *way);
        let named = ways.iter().map(named).collect::<Vec<_>>().join(" / ");
        let ways = (!ways.is_empty()).then_some(named);
        ways.into_iter().chain(granted.iter().filter(is_told).map(line)).collect()
    };
    (lines, freight.map(|freight| t::customer::letter_freight(locale, &format::money(locale, freight))))
}

/// A grant with so much of it.
fn in_words(locale: Locale, decided: &Decided, granted: &Entitlement, amount: Option<Money>) -> String {
    if granted.remedy == Remedy::ReturnShipping {
        return explain::return_shipping(granted.payer, language(locale));
    }
    let name = once::named(locale, &decided.decision, granted.remedy);
    let Some(amount) = amount else { return name.to_owned() };
    let adjusted = explain::adjusted(&decided.packs, &decided.decision, granted, language(locale));
    let amount = [name, " ", &format::money(locale, amount)].concat();
    if adjusted.is_empty() {
        return amount;
    }
    format::in_sentences(locale, &[amount, facts::said(locale, &adjusted)])
}

/// The rule, its source and the facts, folded.
fn why(decided: &Decided, place: Place, reasons: Vec<Reason>) -> Option<impl IntoView + use<>> {
    let locale = use_locale();
    let pack = decided.packs.pack(place)?;
    let rule = decided.rule(place)?;
    let title = pack.title.get(language(locale)).to_owned();
    let cite = provision(&rule.cite, language(locale));
    let cite = if cite.is_empty() { title } else { cite };
    let code = [pack.id.as_str(), "/", rule.code.as_str()].concat();
    Some(view! {
        <Fold summary=t::customer::letter_why(locale)>
            <dl class="facts">
                <dt>{t::customer::letter_cite(locale)}</dt>
                <dd>{cite}</dd>
                <dt>{t::customer::letter_rule(locale)}</dt>
                <dd><code>{code}</code></dd>
                <dt>{t::customer::letter_facts(locale)}</dt>
                <dd><ReasonList reasons /></dd>
            </dl>
        </Fold>
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn until_when_it_is_claimed_stays_told_after_filing_as_kept() {
        let told = |tense| claim_by(Locale::En, tense, "10 March");
        assert_eq!(told(Tense::Now).unwrap(), "Claim it by 10 March");
        assert!(told(Tense::Claimed).unwrap().contains("10 March"));
        assert_eq!(told(Tense::Settled), None, "nothing is to be claimed any more");
    }
}
