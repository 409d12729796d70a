//! What a draft changes against the version it is built on, in words: what is no longer so, and what is so instead.

use super::{labels, wording};
use crate::words;
use domain::category::Category;
use domain::compensation::sums::Sums;
use domain::policy::amount::Amount;
use domain::policy::draft::change::{Change, ConditionList, RuleText, StaleText};
use domain::policy::draft::form::SlotName;
use domain::policy::pack::{Goodwill, Pack};
use domain::policy::rule::Grant;
use domain::remedy::Remedy;
use leptos::prelude::*;
use web::components::{Icon, IconMark};
use web::i18n::t::policy as t;
use web::i18n::{Locale, words as shared};
use web::shop::language;

/// One change: the rule it is about, if one, and what it comes to.
pub(super) struct Said {
    rule: Option<String>,
    mark: Mark,
    text: String,
}

/// Whether something goes, comes or is otherwise.
#[derive(Clone, Copy, PartialEq)]
enum Mark {
    Gone,
    New,
    Other,
    /// Nothing that changed, and worth a look for just that.
    Warning,
}

fn grant_words(locale: Locale, grant: &Grant) -> String {
    let (what, terms) = wording::grant(locale, grant);
    [vec![what], terms].concat().join(t::comma(locale))
}

/// A row of the goodwill table in one line.
fn goodwill_words(locale: Locale, row: &Goodwill) -> String {
    let sums = |sums: &Sums| wording::sums(locale, sums);
    t::goodwill_row(
        locale,
        &sums(&row.cap),
        &sums(&row.floor),
        &wording::percent(row.share),
        shared::remedy(locale, row.remedy),
        &wording::whom(locale, row),
    )
}

fn condition(locale: Locale, list: ConditionList, clause: &domain::policy::condition::Clause) -> String {
    let said = wording::clause(locale, clause);
    match list {
        ConditionList::Scope => t::change_scope(locale, &said),
        ConditionList::When => t::change_when(locale, &said),
    }
}

/// What it means that a rule stands ahead of another.
fn ahead(locale: Locale, other: &str, remedies: &[Remedy], categories: &[Category]) -> String {
    let remedies: Vec<String> =
        remedies.iter().map(|remedy| shared::remedy(locale, *remedy).to_owned()).collect();
    let categories: Vec<String> =
        categories.iter().map(|category| shared::category(locale, *category).to_owned()).collect();
    let whom = match categories.as_slice() {
        [] => t::all_categories(locale).to_owned(),
        names => t::change_about(locale, &wording::listed(locale, names)),
    };
    t::change_ahead(locale, other, &wording::listed(locale, &remedies), &whom)
}

/// A change in words.
pub(super) fn said(locale: Locale, change: &Change) -> Said {
    let of = |rule: &str, mark, text: String| Said { rule: Some(rule.to_owned()), mark, text };
    let whole = |mark, text: String| Said { rule: None, mark, text };
    match change {
        Change::Version { before, after } => whole(Mark::Other, t::change_version(locale, after, before)),
        Change::Calendar => whole(Mark::Other, t::change_calendar(locale).to_owned()),
        Change::Words => whole(Mark::Other, t::change_words(locale).to_owned()),
        Change::Pace => whole(Mark::Other, t::change_pace(locale).to_owned()),
        Change::Heading => whole(Mark::Other, t::change_heading(locale).to_owned()),
        Change::RuleGone { rule } => of(rule, Mark::Gone, t::change_rule_gone(locale).to_owned()),
        Change::RuleNew { rule } => of(rule, Mark::New, t::change_rule_new(locale).to_owned()),
        Change::Ahead { rule, of: other, remedies, categories } => {
            of(rule, Mark::Other, ahead(locale, other, remedies, categories))
        }
        Change::Order => whole(Mark::Other, t::change_order(locale).to_owned()),
        Change::Sequence { rule } => of(rule, Mark::Other, t::change_sequence(locale).to_owned()),
        Change::Source { rule } => of(rule, Mark::Other, t::change_source(locale).to_owned()),
        Change::Period { rule } => of(rule, Mark::Other, t::change_period(locale).to_owned()),
        Change::ConditionGone { rule, list, clause } => {
            of(rule, Mark::Gone, condition(locale, *list, clause))
        }
        Change::ConditionNew { rule, list, clause } => of(rule, Mark::New, condition(locale, *list, clause)),
        Change::GrantGone { rule, grant } => of(rule, Mark::Gone, grant_words(locale, grant)),
        Change::GrantNew { rule, grant } => of(rule, Mark::New, grant_words(locale, grant)),
        Change::Replaces { rule } => of(rule, Mark::Other, t::change_replaces(locale).to_owned()),
        Change::Signature { rule, is_needed: true } => of(rule, Mark::New, t::needs_human(locale).to_owned()),
        Change::Signature { rule, is_needed: false } => {
            of(rule, Mark::Gone, t::needs_human(locale).to_owned())
        }
        Change::Wording { rule } => of(rule, Mark::Other, t::change_wording(locale).to_owned()),
        Change::Limits { before, after } => {
            let sums = |sums: &Sums| wording::sums(locale, sums);
            let limits = |limits: &Option<(Sums, Sums)>| match limits {
                Some((agent, goodwill)) => t::limits(locale, &sums(agent), &sums(goodwill)),
                None => t::limits_none(locale).to_owned(),
            };
            whole(Mark::Other, t::change_limits(locale, &limits(after), &limits(before)))
        }
        Change::WordingStands { rule, says, texts, .. } if texts.is_empty() => {
            of(rule, Mark::Warning, t::change_wording_stands(locale, says.get(language(locale))))
        }
        Change::WordingStands { rule, texts, gives, .. } => {
            let asked = texts.iter().map(|one| stale_text(locale, one, gives));
            of(rule, Mark::Warning, asked.collect::<Vec<_>>().join("\n"))
        }
        Change::GoodwillGone { row } => whole(Mark::Gone, goodwill_words(locale, row)),
        Change::GoodwillNew { row } => whole(Mark::New, goodwill_words(locale, row)),
        Change::Goodwill => whole(Mark::Other, t::change_goodwill(locale).to_owned()),
        Change::Desk => whole(Mark::Other, t::change_desk(locale).to_owned()),
    }
}

/// A text that may say the former sum, and what the rule gives instead.
pub(super) fn stale_text(locale: Locale, one: &StaleText, gives: &[Amount]) -> String {
    let name = match one.text {
        RuleText::Title => SlotName::Title,
        RuleText::Says => SlotName::Says,
        RuleText::Refuses => SlotName::Refuses,
    };
    let gives: Vec<String> = gives.iter().map(|amount| wording::amount(locale, amount)).collect();
    let (name, language) = (labels::slot(locale, name, ""), words::language_name(one.language));
    t::stale_text(locale, &gives.join(t::comma(locale)), language, &name, &one.words)
}

/// All changes, gathered by rule: by its name in the `pack` as it is to be, by its code where it is there no more.
pub(super) fn list(locale: Locale, changes: &[Change], pack: Option<&Pack>) -> AnyView {
    let title = |code: &str| {
        let rule = pack?.rules.iter().find(|rule| rule.code == code)?;
        Some(rule.title.get(language(locale)).to_owned())
    };
    let said: Vec<Said> = changes.iter().map(|change| said(locale, change)).collect();
    let mut rules: Vec<Option<String>> = Vec::new();
    for one in &said {
        if !rules.contains(&one.rule) {
            rules.push(one.rule.clone());
        }
    }
    let groups: Vec<AnyView> = rules
        .into_iter()
        .map(|rule| {
            let lines =
                said.iter().filter(|one| one.rule == rule).map(|one| line(locale, one)).collect_view();
            view! {
                <li class="change">
                    {rule.map(|rule| view! { <p class="change-rule">{title(&rule).unwrap_or(rule)}</p> })}
                    <ul>{lines}</ul>
                </li>
            }
            .into_any()
        })
        .collect();
    view! { <ul class="changes">{groups}</ul> }.into_any()
}

fn line(locale: Locale, said: &Said) -> AnyView {
    let text = said.text.clone();
    match said.mark {
        Mark::Gone => view! {
            <li class="change-gone">
                <span class="out-of-sight">{t::change_gone(locale)}</span>
                <del>{text}</del>
            </li>
        }
        .into_any(),
        Mark::New => view! {
            <li class="change-new">
                <span class="out-of-sight">{t::change_new(locale)}</span>
                <ins>{text}</ins>
            </li>
        }
        .into_any(),
        Mark::Other => view! { <li>{text}</li> }.into_any(),
        Mark::Warning => view! {
            <li class="change-warning" data-warning="wording">
                <IconMark icon=Icon::Alert />
                <span class="change-asked">{text}</span>
            </li>
        }
        .into_any(),
    }
}
