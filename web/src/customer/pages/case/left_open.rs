//! What is not in an offer or an agreement and is not given up by taking it: named where somebody signs, and kept in sight
//! until it is settled.

use super::rights::decided;
use domain::compensation::money::Money;
use domain::compensation::option::RemedyPart;
use domain::complaint::left_open::without;
use domain::complaint::{Case, Phase};
use domain::finding::Standing;
use leptos::prelude::*;
use web::format;
use web::i18n::{Locale, t::customer as t, use_locale, words};

/// What these parts leave open, for whoever is about to take them.
#[component]
pub(super) fn NotInIt(case: Memo<Option<Case>>, parts: Vec<RemedyPart>) -> impl IntoView {
    let locale = use_locale();
    let says: [words::Says; 3] = [
        (Standing::Claimed, t::left_open_sign),
        (Standing::Established, t::left_owed_sign),
        (Standing::Refuted, t::left_not_sign),
    ];
    // As the desk says with the offer: what it has found out is not all theirs to read.
    move || {
        let all =
            case.with(|case| Some(without(&case.as_ref()?.phase.open_offer()?.left_open, parts.iter())))?;
        let lines = words::left_open(locale, &all, &says).into_iter();
        Some(lines.map(|line| view! { <p class="left-open">{line}</p> }).collect_view())
    }
}

/// That more may be theirs than `sum` once somebody has looked into what they told, for whoever is about to take that.
#[component]
pub(super) fn MayBeMore(case: Memo<Option<Case>>, sum: Money) -> impl IntoView {
    let locale = use_locale();
    let decided = decided(case)?;
    Some(move || {
        let (remedy, amount) = decided.with(|decided| decided.as_ref()?.decision.more_once_confirmed(sum))?;
        let what = [words::remedy(locale, remedy), " ", &format::money(locale, amount)].concat();
        Some(view! { <p class="left-open">{t::may_be_more(locale, &what)}</p> })
    })
}

/// What an agreement left open and is owed by now, told with these words; nothing where it is not.
pub(super) fn owed_besides(locale: Locale, case: &Case, says: fn(Locale, &str) -> String) -> Option<String> {
    words::left_open(locale, &case.left_open, &[(Standing::Established, says)]).pop()
}

/// What the agreement left open, as it stands.
#[component]
pub(super) fn LeftOpen(case: Memo<Option<Case>>) -> impl IntoView {
    let locale = use_locale();
    // Once everything agreed is done, what is owed waits for nothing but its offer.
    let is_under_way = Memo::new(move |_| {
        case.with(|case| case.as_ref().is_some_and(|case| matches!(case.phase, Phase::Fulfilling(_))))
    });
    let says = move || -> [words::Says; 3] {
        let owed = if is_under_way.get() { t::left_open_owed } else { t::left_open_owed_now };
        [
            (Standing::Claimed, t::left_open_asked),
            (Standing::Established, owed),
            (Standing::Refuted, t::left_open_not),
        ]
    };
    let all = Memo::new(move |_| {
        // Nobody looks into what was taken back; what is theirs all the same is told by what the rules say.
        let looked_into = |case: &&Case| !matches!(case.phase, Phase::Withdrawn | Phase::Rejected);
        case.with(|case| {
            case.as_ref().filter(looked_into).map(|case| case.left_open.clone()).unwrap_or_default()
        })
    });
    let lines = move || {
        let lines = all.with(|all| words::left_open(locale, all, &says())).into_iter();
        lines.map(|line| view! { <p>{line}</p> }).collect_view()
    };
    view! {
        <Show when=move || all.with(|all| !all.is_empty())>
            <section class="card stack-tight" id="left-open" aria-labelledby="left-open-title">
                <h2 id="left-open-title">{t::left_open_title(locale)}</h2>
                {lines}
            </section>
        </Show>
    }
}
