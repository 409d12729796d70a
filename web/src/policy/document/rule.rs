//! One rule as a section of the handbook: what it says, when, what it gives, and where that comes from.

use super::super::wording;
use crate::words;
use domain::policy::Rule;
use domain::policy::rule::Status;
use domain::wire::policy::{CaseAnswer, RuleNote};
use leptos::prelude::*;
use web::components::{Icon, IconMark};
use web::i18n::Locale;
use web::i18n::t::policy as t;
use web::shop::language;

/// Conditions in words, one of several ways told as such.
pub(in super::super) fn conditions(
    locale: Locale,
    clauses: &[domain::policy::condition::Clause],
    nothing: &'static str,
) -> AnyView {
    if clauses.is_empty() {
        return view! { <p>{nothing}</p> }.into_any();
    }
    let items = clauses.iter().map(|clause| match clause.any.as_slice() {
        [only] => view! { <li>{wording::test(locale, only)}</li> }.into_any(),
        several => {
            let ways =
                several.iter().map(|test| view! { <li>{wording::test(locale, test)}</li> }).collect_view();
            view! {
                <li>
                    {t::one_is_enough(locale)} <ul class="bullets bullets-inner">{ways}</ul>
                </li>
            }
            .into_any()
        }
    });
    view! { <ul class="bullets">{items.collect_view()}</ul> }.into_any()
}

/// What a rule grants.
pub(in super::super) fn grants(locale: Locale, rule: &Rule) -> AnyView {
    let items = rule.grants.iter().map(|grant| {
        let (what, terms) = wording::grant(locale, grant);
        let terms =
            terms.into_iter().map(|term| view! { <span class="grant-term">{term}</span> }).collect_view();
        view! {
            <li>
                <strong>{what}</strong>
                {terms}
            </li>
        }
    });
    view! { <ul class="grants">{items.collect_view()}</ul> }.into_any()
}

/// The section of a rule.
pub(super) fn view(
    locale: Locale,
    rule: &Rule,
    note: Option<&RuleNote>,
    cases: &[CaseAnswer],
    pack: &str,
) -> AnyView {
    let heading = [rule.code.as_str(), "-title"].concat();
    let title = rule.title.get(language(locale)).to_owned();
    let row = |name: &'static str, value: AnyView| {
        view! {
            <dt>{name}</dt>
            <dd>{value}</dd>
        }
        .into_any()
    };
    let text = |text: String| view! { <p>{text}</p> }.into_any();
    let mut rows = vec![
        row(t::speaks(locale), conditions(locale, &rule.scope, t::speaks_always(locale))),
        row(t::needs(locale), conditions(locale, &rule.when, t::needs_nothing(locale))),
        row(t::grants(locale), grants(locale, rule)),
        row(t::refuses(locale), text(rule.refuses.get(language(locale)).to_owned())),
    ];
    rows.extend(wording::effective(locale, rule).map(|when| row(t::holds_for(locale), text(when))));
    if !rule.replaces.is_empty() {
        rows.push(row(t::replaces(locale), text(wording::listed(locale, &rule.replaces))));
    }
    let source = words::source(locale, &rule.cite);
    let status = wording::status(locale, rule.status);
    let status_class = match rule.status {
        Status::Verified => "tag tag-good",
        Status::Secondary => "tag",
        Status::Template => "tag tag-bad",
    };
    rows.push(row(
        t::source(locale),
        view! {
            <p>
                {source} " " <span class=status_class>{status}</span>
            </p>
        }
        .into_any(),
    ));
    if let Some(note) = note {
        let noted = [
            (t::example(locale), note.example.get(language(locale))),
            (t::excludes(locale), note.excludes.get(language(locale))),
        ];
        rows.extend(
            noted
                .into_iter()
                .filter(|(_, text)| !text.is_empty())
                .map(|(name, said)| row(name, text(said.to_owned()))),
        );
    }
    rows.extend(tried(locale, rule, cases, pack).map(|links| row(t::cases(locale), links)));
    let link = ["#", &rule.code].concat();
    view! {
        <section class="rule" id=rule.code.clone() aria-labelledby=heading.clone()>
            <h3 id=heading.clone()>
                {title.clone()} " "
                <a class="rule-link no-print" href=link aria-label=t::link_to_rule(locale, &title)>
                    "#"
                </a>
            </h3>
            <p class="rule-code soft">{rule.code.clone()}</p>
            <p class="rule-says">{rule.says.get(language(locale)).to_owned()}</p>
            {rule.needs_human.then(|| view! { <p class="rule-sign">{t::needs_human(locale)}</p> })}
            {(rule.status == Status::Template)
                .then(|| view! { <p class="rule-sign">{t::template_off(locale)}</p> })}
            <dl class="rule-facts">{rows}</dl>
        </section>
    }
    .into_any()
}

/// The cases in which a rule speaks.
fn tried(locale: Locale, rule: &Rule, cases: &[CaseAnswer], pack: &str) -> Option<AnyView> {
    let name = [pack, "/", &rule.code].concat();
    let speaks = |case: &&CaseAnswer| case.got.iter().any(|line| line.rule.as_deref() == Some(name.as_str()));
    let links: Vec<AnyView> = cases.iter().filter(speaks).map(|case| link(locale, case)).collect();
    (!links.is_empty()).then(|| view! { <ul class="case-links">{links}</ul> }.into_any())
}

fn link(locale: Locale, case: &CaseAnswer) -> AnyView {
    let (icon, class, said) = if case.passes {
        (Icon::Tick, "tag tag-good", t::case_passes(locale))
    } else {
        (Icon::Cross, "tag tag-bad", t::case_fails(locale))
    };
    view! {
        <li>
            <a class=class href=["#case-", &case.name].concat()>
                <IconMark icon />
                {case.name.clone()}
                <span class="out-of-sight">{said}</span>
            </a>
        </li>
    }
    .into_any()
}
