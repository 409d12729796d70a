//! What is known of the order before anything new is written, in one place: an open case to go on in, the other cases,
//! and what was given already.

use crate::form::use_form;
use crate::route::Route;
use domain::order::given::Given;
use domain::order::ledger::{Elsewhere, Entry, Standing};
use domain::order::told::not_told;
use domain::wire::{CaseLink, LookupResponse};
use leptos::prelude::*;
use web::components::{ButtonKind, Notice};
use web::format;
use web::i18n::{Locale, gap, t::customer as t, use_locale, words};

/// The notice; nothing where the order has no case and nothing was given.
///
/// A case that is named with what it gave is not named once more.
#[component]
pub(super) fn Before() -> impl IntoView {
    let locale = use_locale();
    let form = use_form();
    move || form.with(|kept| kept.found.as_ref().and_then(|found| notice(locale, found)))
}

fn notice(locale: Locale, found: &LookupResponse) -> Option<impl IntoView + use<>> {
    let given = given(locale, found, &found.elsewhere);
    let is_named = |case: &&CaseLink| {
        found.unfinished.as_ref().is_some_and(|open| open.case_id == case.case_id)
            || given.iter().any(|(_, link)| link.as_ref().is_some_and(|link| link.case_id == case.case_id))
    };
    let others: Vec<&CaseLink> = found.cases.iter().filter(|case| !is_named(case)).collect();
    if found.unfinished.is_none() && given.is_empty() && others.is_empty() {
        return None;
    }
    let open = found.unfinished.as_ref().map(|case| {
        view! {
            <p>{t::given_open(locale, &case.number.to_string())}</p>
            <p>
                <a class=ButtonKind::Secondary.class() id="go-on-in-case" href=Route::Case(case.case_id).href()>
                    {t::given_go_on(locale)}
                </a>
            </p>
        }
    });
    let given = (!given.is_empty()).then(|| {
        let row = |(line, link): Told| {
            let link = link.map(|link| {
                let name = t::given_case(locale, &link.number.to_string());
                // What stands before it seldom ends in a full stop.
                view! { " " <a href=Route::Case(link.case_id).href()>{name}</a> }
            });
            view! { <li>{line}{link}</li> }
        };
        let rows = given.into_iter().map(row).collect_view();
        view! { <ul id="given-before">{rows}</ul> }
    });
    let others = (!others.is_empty()).then(|| {
        let row = |case: &CaseLink| {
            let known = t::existing_case(locale, case.number.as_str());
            let href = Route::Case(case.case_id).href();
            view! { <li>{known}{gap(locale)}<a href=href>{t::existing_case_open(locale)}</a></li> }
        };
        view! { <ul id="other-cases">{others.into_iter().map(row).collect_view()}</ul> }
    });
    let or_new = open.is_none().then(|| view! { <p class="soft">{t::existing_case_new(locale)}</p> });
    Some(view! { <Notice title=t::given_title(locale)>{open} {given} {others} {or_new}</Notice> })
}

/// A line of what was given, and the case it was given by.
type Told = (String, Option<CaseLink>);

fn given(locale: Locale, found: &LookupResponse, elsewhere: &Elsewhere) -> Vec<Told> {
    let outside = not_told(&found.order.given_outside, &elsewhere.given()).into_iter();
    let outside = outside.chain(&elsewhere.outside).map(|given| t::given_paid(locale, &named(locale, given)));
    let cases = elsewhere.cases.iter().flat_map(|of_case| {
        let link = found.cases.iter().find(|link| link.case_id == of_case.case).cloned();
        by_case(locale, &of_case.entries).into_iter().map(move |line| (line, link.clone()))
    });
    outside.map(|line| (line, None)).chain(cases).collect()
}

fn named(locale: Locale, given: &Given) -> String {
    let name = words::remedy(locale, given.remedy);
    match given.amount {
        None => name.to_owned(),
        Some(amount) => [name, " ", &format::money(locale, amount)].concat(),
    }
}

/// What one case paid, agreed on and offers: a line each, and in it the money, and the goods that come or are put right.
fn by_case(locale: Locale, entries: &[Entry]) -> Vec<String> {
    // What shows a refund as made is its reference; until then it is agreed.
    let standing = |entry: &Entry| (entry.standing == Standing::Given, entry.given.reference.is_some());
    let of = |is_meant: &dyn Fn((bool, bool)) -> bool| {
        let meant = entries.iter().filter(|entry| is_meant(standing(entry))).map(|entry| &entry.given);
        let named: Vec<String> = worth_telling(meant).into_iter().map(|given| named(locale, given)).collect();
        (!named.is_empty()).then(|| format::listed(locale, &named))
    };
    let paid = of(&|standing| standing == (true, true)).map(|what| t::given_paid(locale, &what));
    let agreed = of(&|standing| standing == (true, false)).map(|what| t::given_agreed(locale, &what));
    let offered = of(&|(is_given, _)| !is_given).map(|what| t::given_offered(locale, &what));
    [paid, agreed, offered].into_iter().flatten().collect()
}

/// What of some rows is told: each sum, and goods once, which have a row for each of their lines.
fn worth_telling<'a>(rows: impl Iterator<Item = &'a Given>) -> Vec<&'a Given> {
    let mut told: Vec<&Given> = Vec::new();
    for row in rows {
        let is_money = row.amount.is_some_and(|amount| amount.minor > 0);
        let is_new = || told.iter().all(|other| other.remedy != row.remedy);
        if is_money || (row.remedy.restores_goods() && is_new()) {
            told.push(row);
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::compensation::money::{Currency, Money};
    use domain::order::OrderTime;
    use domain::remedy::Remedy;

    #[test]
    fn what_is_agreed_beside_money_is_told_with_it() {
        let row = |remedy, minor: Option<i64>| {
            let amount = minor.map(|minor| Money::new(minor, Currency::CNY));
            let at = OrderTime::parse("2026-03-10T10:00:00+08:00").unwrap();
            let (goods, rule, reference, in_all) = (None, None, None, None);
            Given { remedy, amount, goods, rule, at, reference, in_all }
        };
        let all = [
            row(Remedy::Exchange, None),
            row(Remedy::Exchange, None),
            row(Remedy::Coupon, Some(20_000)),
            row(Remedy::Refund, Some(0)),
            row(Remedy::Apology, None),
        ];
        let told: Vec<Remedy> = worth_telling(all.iter()).into_iter().map(|row| row.remedy).collect();
        assert_eq!(told, [Remedy::Exchange, Remedy::Coupon]);
    }
}
