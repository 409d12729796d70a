//! The packages the rules suggest: "choose one of three", each with its parts, total, who pays, and by when.

use super::happening::part_line;
use super::offer::Editor;
use super::signature::signature;
use super::store::CaseStore;
use super::to_settle::to_settle;
use crate::matter::question_text;
use crate::question::Question;
use crate::words;
use domain::category::Category;
use domain::compensation::money::Money;
use domain::compensation::option::{Basis, Because, Missing, RemedyOption, RemedyPart, Share};
use domain::complaint::Case;
use domain::complaint::assess::Assessment;
use domain::complaint::declined::{declined, holds};
use domain::policy::Decision;
use domain::policy::conscience::Hold;
use domain::remedy::Remedy;
use leptos::prelude::*;
use std::fmt::Display;
use web::browser::clock;
use web::components::{Button, ButtonKind, Icon, IconMark, Skeleton};
use web::format;
use web::i18n::{Locale, t::console as t, use_locale, words as shared};
use web::parts::dated::Dated;
use web::wall;

/// What the rules suggest for a case.
pub(super) fn suggested(store: CaseStore) -> Vec<RemedyOption> {
    match (store.case.get_untracked(), store.packs_now()) {
        (Some(case), Some(packs)) => {
            let answer = Assessment::of(&case, &packs, &store.elsewhere.get_untracked(), &wall::zone());
            answer.as_of(wall::zone().at(clock::now_utc()), &store.limits()).decision.suggested().to_vec()
        }
        _ => Vec::new(),
    }
}

/// What the rules suggest, and what has become of it already.
#[derive(Clone, Debug, PartialEq)]
struct Suggestion {
    option: RemedyOption,
    /// What has become of it already, on the page and on paper.
    standing: Option<Dated>,
    is_offered: bool,
}

/// The suggestions.
#[component]
pub(crate) fn Options(store: CaseStore, editor: Editor) -> impl IntoView {
    let locale = use_locale();
    let options = Memo::new(move |_| {
        let (case, packs) = (store.case.get()?, store.packs()?);
        case.phase.is_before_agreement().then(|| {
            let assessment = Assessment::of(&case, &packs, &store.elsewhere.get(), &wall::zone());
            let assessment = assessment.as_of(wall::zone().at(clock::now_utc()), &store.limits());
            let options = assessment.decision.suggested().iter();
            let options = options.map(|option| {
                let option = assessment.weighed(&case, option.clone());
                Suggestion {
                    standing: standing(locale, &case, &option),
                    is_offered: is_offered(&case, &option),
                    option,
                }
            });
            let options = options.collect::<Vec<_>>();
            let hold = assessment.decision.hold.map(|hold| held(locale, &case, &assessment.decision, hold));
            // While somebody has to look first, nothing is settled either.
            let left = if hold.is_none() { assessment.to_settle(&case) } else { Vec::new() };
            (options, hold, left)
        })
    });
    let is_over =
        move || store.case.with(|case| case.as_ref().is_some_and(|case| !case.phase.is_before_agreement()));
    let list = move |options: Vec<Suggestion>, hold: Option<String>, left: Vec<RemedyPart>| {
        let n_options = i64::try_from(options.len()).unwrap_or(i64::MAX);
        let lead = match n_options {
            0 if hold.is_some() => hold.unwrap_or_default(),
            0 => t::options_none(locale).to_owned(),
            1 => t::options_one(locale).to_owned(),
            n => t::options_choose(locale, &n.to_string()),
        };
        let case = store.case.get_untracked();
        view! {
            <p class="soft small">{lead}</p>
            <ol class="options">
                {(1..)
                    .zip(options)
                    .map(|(number, Suggestion { option, standing, is_offered }): (i64, Suggestion)| {
                        let why = case.as_ref().and_then(|case| why(locale, case, &option));
                        let offered = option.clone();
                        let signature = signature(locale, store, option.clone());
                        view! {
                            <li class="suggestion">
                                <OptionCard number option why signature />
                                {standing.map(|line| standing_line(number, line))}
                                {(!is_offered && store.may_work())
                                    .then(|| {
                                        view! {
                                            <Button
                                                id=format!("offer-option-{number}")
                                                label=t::offer_this(locale)
                                                name=t::offer_this_n(locale, &number.to_string())
                                                kind=ButtonKind::Secondary
                                                on_press=move |()| {
                                                    editor.offer(locale, &offered);
                                                }
                                            />
                                        }
                                    })}
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
            {(store.may_work() && n_options > 1)
                .then(|| {
                    view! {
                        <Button
                            id="begin-offer"
                            label=t::offer_all(locale)
                            kind=ButtonKind::Quiet
                            on_press=move |()| {
                                editor.begin_with_all();
                            }
                        />
                    }
                })}
            {store.may_work().then(|| to_settle(locale, editor, left))}
        }
    };
    view! {
        <Show when=move || !is_over()>
            <section class="panel" aria-labelledby="options-title">
                <h2 id="options-title" class="panel-title">
                    {t::options_title(locale)}
                </h2>
                {move || match options.get() {
                    Some((options, hold, left)) => list(options, hold, left).into_any(),
                    None => {
                        view! {
                            <div class="late">
                                <Skeleton lines=4 />
                            </div>
                        }
                            .into_any()
                    }
                }}
            </section>
        </Show>
    }
}

/// Whether an option is before the customer, or before a supervisor.
pub(super) fn is_offered(case: &Case, option: &RemedyOption) -> bool {
    let waits = case.proposal.as_ref().is_some_and(|proposal| holds(&proposal.offer, option));
    waits || case.phase.open_offer().is_some_and(|offer| holds(offer, option))
}

/// Where it is told what has become of the suggestion of a place, from 1.
pub(super) fn standing_id(place: impl Display) -> String {
    format!("suggestion-{place}-standing")
}

/// What has become of an option already, below it; whoever presses the key of its number comes here.
fn standing_line(number: i64, line: Dated) -> impl IntoView {
    view! {
        <p class="soft small suggestion-standing" id=standing_id(number) tabindex="-1">
            {line.view()}
        </p>
    }
}

/// What has become of an option already: it is out, or was declined.
fn standing(locale: Locale, case: &Case, option: &RemedyOption) -> Option<Dated> {
    if case.phase.open_offer().is_some_and(|offer| holds(offer, option)) {
        return Some(t::option_waits(locale).into());
    }
    if is_offered(case, option) {
        return Some(t::option_waits_signature(locale).into());
    }
    declined(case, option).map(|one| {
        let line = if one.is_asked_past { t::option_asked_past } else { t::option_declined };
        Dated::at(locale, one.at, format::short_moment, line)
    })
}

/// Why nothing is suggested, and what to do first.
fn held(locale: Locale, case: &Case, decision: &Decision, hold: Hold) -> String {
    match hold {
        Hold::Danger => t::options_danger(locale).to_owned(),
        Hold::Data => t::options_data(locale).to_owned(),
        Hold::Enquiry => t::options_enquiry(locale).to_owned(),
        Hold::Open(open) => {
            let name = web::i18n::words::remedy(locale, open.remedy);
            let all = open
                .amount
                .map(|amount| open.freight.and_then(|freight| amount.checked_add(freight)).unwrap_or(amount));
            let sum = all.map(|amount| [" ", &format::money(locale, amount)].concat());
            let what = [within(locale, name).as_str(), sum.as_deref().unwrap_or_default()].concat();
            let question = open.once.and_then(Question::of);
            let is_either = open.remedy == Remedy::ReturnRefund
                && decision
                    .depends
                    .iter()
                    .any(|one| one.remedy == Remedy::Exchange && Some(one.ask) == open.once);
            if case.category == Category::WrongItem && question == Some(Question::Misdescription) && is_either
            {
                return t::options_open_wrong(locale, sum.unwrap_or_default().trim_start());
            }
            let text = match question {
                Some(Question::Overcharge) => t::ask_overcharge_how(locale).to_owned(),
                Some(question) => question_text(locale, case, question),
                None => String::new(),
            };
            t::options_open(locale, &sentence(locale, text), &what)
        }
    }
}

/// A name within a sentence.
fn within(locale: Locale, name: &str) -> String {
    let mut letters = name.chars();
    match letters.next() {
        Some(first) if locale == Locale::En => first.to_lowercase().chain(letters).collect(),
        _ => name.to_owned(),
    }
}

/// A question as a sentence of its own: what only names what is to be filled in ends as one too.
fn sentence(locale: Locale, text: String) -> String {
    match text.chars().last() {
        None | Some('?' | '？' | '.' | '。') => text,
        Some(_) => [text.as_str(), if locale == Locale::En { "." } else { "。" }].concat(),
    }
}

/// Why an option is the one we would choose.
fn why(locale: Locale, case: &Case, option: &RemedyOption) -> Option<String> {
    Some(match option.because? {
        Because::Wished => {
            // What comes first in it says most of it.
            let wished = option.parts.iter().find(|part| case.wish().contains(&part.remedy))?;
            t::recommended_wished(locale, web::i18n::words::remedy(locale, wished.remedy))
        }
        Because::Close => t::recommended_close(locale).to_owned(),
        Because::KeepsGoods => t::recommended_keeps_goods(locale).to_owned(),
        Because::Soonest => t::recommended_soonest(locale).to_owned(),
    })
}

/// An option as the desk sees it.
#[component]
pub(super) fn OptionCard(
    /// Its place in the offer, from 1.
    number: i64,
    /// What it holds.
    option: RemedyOption,
    /// Why it is recommended.
    #[prop(optional_no_strip)]
    why: Option<String>,
    /// Why a supervisor signs it, where one must.
    #[prop(into)]
    signature: Signal<Option<String>>,
) -> impl IntoView {
    let locale = use_locale();
    let shares = option.shares();
    let parts = option
        .parts
        .iter()
        .map(|part| {
            view! {
                <li>
                    <p class="option-part">
                        <span>{part_line(locale, part)}</span>
                        {part.is_goodwill.then(|| view! { <span class="tag">{t::goodwill(locale)}</span> })}
                    </p>
                    {given_because(part)
                        .map(|reason| {
                            view! { <p class="soft small">{t::part_because(locale, reason)}</p> }
                        })}
                </li>
            }
        })
        .collect_view();
    view! {
        <div class="option" class:option-recommended=option.is_recommended>
            <p class="option-head">
                <strong>{t::option_n(locale, &number.to_string())}</strong>
                {option.is_recommended.then(|| view! { <span class="tag tag-brand">{t::recommended(locale)}</span> })}
                {headed(locale, &option).map(|sum| view! { <data class="money option-total">{sum}</data> })}
            </p>
            {why.map(|why| view! { <p class="soft small">{why}</p> })}
            <ul class="option-parts">{parts}</ul>
            <p class="option-foot soft small">
                {payers(locale, &shares)
                    .map(|line| view! { <span>{t::pair(locale, t::who_pays(locale), &line)}</span> })}
                {option
                    .ready_by
                    .map(|when| {
                        view! { <span>{t::ready_by(locale, &format::moment_day(locale, when))}</span> }
                    })}
            </p>
            <Warnings signature missing=option.missing.clone() />
        </div>
    }
}

/// Why somebody at the desk gives a part, in their words; whoever signs for it reads them, as its customer does.
fn given_because(part: &RemedyPart) -> Option<&str> {
    match &part.basis {
        Basis::Person { reason, .. } if !reason.trim().is_empty() => Some(reason),
        Basis::Person { .. } | Basis::Rule { .. } => None,
    }
}

/// What stands in the head of an option: its sum, and where it is mainly no sum, what it is with the sum on top.
fn headed(locale: Locale, option: &RemedyOption) -> Option<String> {
    let sum = sum(locale, option)?;
    let first = option.parts.first().filter(|part| part.amount.is_none());
    Some(match first {
        Some(first) => [shared::remedy_for(locale, first).as_str(), " + ", &sum].concat(),
        None => sum,
    })
}

/// The sum of an option, with what is worth a sum and is no money beside it.
pub(super) fn sum(locale: Locale, option: &RemedyOption) -> Option<String> {
    let (money, kind) = option.money_and_kind();
    let named = |(remedy, sum): (Remedy, Money)| {
        [shared::remedy(locale, remedy), " ", &format::money(locale, sum)].concat()
    };
    let money = money.map(|money| format::money(locale, money));
    let sums: Vec<String> = money.into_iter().chain(kind.into_iter().map(named)).collect();
    (option.total.minor > 0).then(|| sums.join(" + "))
}

/// Who bears how much, in one line; nothing where nobody bears anything.
pub(super) fn payers(locale: Locale, shares: &[Share]) -> Option<String> {
    let each = |share: &Share| {
        [words::payer(locale, share.payer), " ", &format::money(locale, share.amount)].concat()
    };
    (!shares.is_empty()).then(|| shares.iter().map(each).collect::<Vec<_>>().join(" · "))
}

/// What to know before offering an option.
#[component]
pub(super) fn Warnings(signature: Signal<Option<String>>, missing: Vec<Missing>) -> impl IntoView {
    let locale = use_locale();
    let line = |text: String| {
        view! {
            <p class="warning-line">
                <IconMark icon=Icon::Alert />
                {text}
            </p>
        }
    };
    view! {
        {(!missing.is_empty())
            .then(|| line(t::below_entitlement(locale, &web::i18n::words::missing(locale, &missing))))}
        {move || signature.get().map(line)}
    }
}
