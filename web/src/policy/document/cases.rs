//! The cases of a pack: what each expects, and what came out just now.

use super::super::wording;
use domain::wire::policy::{CaseAnswer, CaseLine};
use leptos::prelude::*;
use web::components::{Icon, IconMark};
use web::i18n::Locale;
use web::i18n::t::policy as t;
use web::shop::language;

/// All cases, those that fail first.
pub(in super::super) fn view(locale: Locale, cases: &[CaseAnswer]) -> AnyView {
    let n_passed = cases.iter().filter(|case| case.passes).count();
    let (passing, failing): (Vec<&CaseAnswer>, Vec<&CaseAnswer>) = cases.iter().partition(|case| case.passes);
    let items = failing.into_iter().chain(passing).map(|case| item(locale, case)).collect_view();
    let sum = t::cases_sum(locale, &cases.len().to_string(), &n_passed.to_string());
    view! {
        <section class="handbook-part" aria-labelledby="cases-title">
            <h2 id="cases-title" class="policy-title">
                {t::cases(locale)}
            </h2>
            {if cases.is_empty() {
                view! { <p class="soft">{t::cases_none(locale)}</p> }.into_any()
            } else {
                view! {
                    <p class="soft">{t::cases_lead(locale)}</p>
                    <p id="cases-sum">{sum}</p>
                    <ul class="tried">{items}</ul>
                }
                    .into_any()
            }}
        </section>
    }
    .into_any()
}

fn item(locale: Locale, case: &CaseAnswer) -> AnyView {
    let (icon, class, said) = if case.passes {
        (Icon::Tick, "tried-mark tried-good", t::case_passes(locale))
    } else {
        (Icon::Cross, "tried-mark tried-bad", t::case_fails(locale))
    };
    let lines = |lines: &[CaseLine]| {
        lines.iter().map(|line| view! { <li>{wording::case_line(locale, line)}</li> }).collect_view()
    };
    let problems = case.problems.iter().map(|problem| view! { <li lang="en">{problem.clone()}</li> });
    let problems = problems.collect_view();
    let has_problems = !case.problems.is_empty();
    view! {
        <li id=["case-", &case.name].concat() class="tried-case">
            <details open=!case.passes>
                <summary>
                    <span class=class>
                        <IconMark icon />
                        <span class="out-of-sight">{said}</span>
                    </span>
                    <span class="tried-name">{case.name.clone()}</span>
                    <span class="soft">{case.title.get(language(locale)).to_owned()}</span>
                </summary>
                <dl class="rule-facts">
                    <dt>{t::expected(locale)}</dt>
                    <dd>
                        <ul class="bullets">{lines(&case.expected)}</ul>
                    </dd>
                    <dt>{t::got(locale)}</dt>
                    <dd>
                        <ul class="bullets">{lines(&case.got)}</ul>
                    </dd>
                    {has_problems
                        .then(|| {
                            view! {
                                <dt>{t::differs(locale)}</dt>
                                <dd>
                                    <ul class="bullets">{problems}</ul>
                                </dd>
                            }
                        })}
                </dl>
            </details>
        </li>
    }
    .into_any()
}
