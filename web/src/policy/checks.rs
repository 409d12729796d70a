//! What the check says of a draft while it is being written: mistakes, what to look at, and what changes.

use super::changes;
use super::editor::part_href;
use super::field::field_id;
use super::store::DraftStore;
use super::wording;
use super::{labels, mistake};
use crate::route::DraftPart;
use domain::policy::draft::flaw::{Flaw, Gravity, RuleText};
use domain::wire::policy::{FindingRow, MistakeRow};
use leptos::prelude::*;
use web::browser::{clock, document};
use web::components::{Icon, IconMark};
use web::format;
use web::i18n::t::policy as t;
use web::i18n::{Locale, gap, use_locale, words as shared};
use web::router::use_router;

/// The panel beside the form.
#[component]
pub(super) fn Checks(store: DraftStore) -> impl IntoView {
    let locale = use_locale();
    let revision = store.revision();
    let document = move || {
        revision.get();
        store.document()
    };
    view! {
        <aside class="checks" aria-label=t::check(locale)>
            <section class="panel" aria-labelledby="check-title">
                <h2 id="check-title" class="panel-title">
                    {t::check(locale)}
                </h2>
                <div role="status" id="check">
                    {move || document().map(|document| found(store, &document.mistakes, &document.findings, locale))}
                </div>
            </section>
            <section class="panel" aria-labelledby="changes-title">
                <h2 id="changes-title" class="panel-title">
                    {t::changes(locale)}
                </h2>
                {move || {
                    document()
                        .map(|document| {
                            let (mistakes, changed) = (&document.mistakes, &document.changes);
                            if !mistakes.is_empty() {
                                view! { <p class="soft small">{t::changes_wait(locale)}</p> }.into_any()
                            } else if changed.is_empty() {
                                view! { <p class="soft small">{t::changes_none(locale)}</p> }.into_any()
                            } else {
                                view! { <div id="changes">{changes::list(locale, changed, document.public.as_ref())}</div> }.into_any()
                            }
                        })
                }}
            </section>
        </aside>
    }
}

/// What the check says of a draft, the weightiest first.
pub(super) fn found(
    store: DraftStore,
    mistakes: &[MistakeRow],
    findings: &[FindingRow],
    locale: Locale,
) -> AnyView {
    let (errors, warnings): (Vec<&FindingRow>, Vec<&FindingRow>) =
        findings.iter().partition(|row| row.flaw.gravity() == Gravity::Error);
    if mistakes.is_empty() && errors.is_empty() && warnings.is_empty() {
        return view! {
            <p class="check-good">
                <IconMark icon=Icon::Tick />
                {t::check_good(locale)}
            </p>
        }
        .into_any();
    }
    let mut lines: Vec<AnyView> = mistakes.iter().map(|row| mistaken(store, row, locale)).collect();
    lines.extend(errors.iter().map(|row| finding(store, row, locale)));
    let n_wrong = lines.len();
    let warned: Vec<AnyView> = warnings.iter().map(|row| finding(store, row, locale)).collect();
    let n_warned = i64::try_from(warned.len()).unwrap_or(i64::MAX);
    view! {
        {(n_wrong > 0).then(|| view! { <ul class="findings-list">{lines}</ul> })}
        {(n_wrong == 0)
            .then(|| {
                view! {
                    <p class="check-good">
                        <IconMark icon=Icon::Tick />
                        {t::check_no_errors(locale)}
                    </p>
                }
            })}
        {(n_warned > 0)
            .then(|| {
                view! {
                    <details class="fold" open=n_warned < 4>
                        <summary>{t::warnings(locale, n_warned)}</summary>
                        <ul class="findings-list">{warned}</ul>
                    </details>
                }
            })}
    }
    .into_any()
}

/// A line that leads to its field.
fn line(
    store: DraftStore,
    class: &'static str,
    place: Option<(Option<String>, Option<String>)>,
    said: AnyView,
) -> AnyView {
    let icon = || view! { <IconMark icon=Icon::Alert /> };
    let Some((rule, path)) = place else {
        return view! {
            <li class=class>
                {icon()} <span>{said}</span>
            </li>
        }
        .into_any();
    };
    let part = match (&rule, path.as_deref()) {
        (Some(code), _) => DraftPart::Rule(code.clone()),
        (None, Some(path)) if path.starts_with("desk") => DraftPart::Desk,
        (None, _) => DraftPart::Pack,
    };
    let href = part_href(store, part);
    let target = href.clone();
    let router = use_router();
    let go = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        router.go(&target);
        let field = path.as_deref().map(field_id);
        leptos::task::spawn_local(async move {
            // The form is drawn in the next turn.
            clock::sleep(0).await;
            match field {
                Some(field) if document::by_id(&field).is_some() => document::focus(&field),
                _ => document::focus("draft-form"),
            }
        });
    };
    view! {
        <li class=class>
            {icon()} <a href=href on:click=go>
                {said}
            </a>
        </li>
    }
    .into_any()
}

/// Where a mistake stands: the field it is about, else the line of the text.
fn place_of(store: DraftStore, row: &MistakeRow, locale: Locale) -> String {
    let slot = row.path.as_ref().and_then(|path| {
        let document = store.document()?;
        let key = (row.rule.clone(), path.clone());
        super::pending::slot(&document.form, &key).map(|slot| labels::slot(locale, slot.name, path))
    });
    slot.unwrap_or_else(|| t::at_line(locale, &row.key, &row.line.to_string()))
}

fn mistaken(store: DraftStore, row: &MistakeRow, locale: Locale) -> AnyView {
    let MistakeRow { kind, rule, path, detail, nearest, .. } = row;
    let what = mistake::kind(locale, *kind);
    let place = rule.clone().unwrap_or_default();
    let head = if place.is_empty() { what.to_owned() } else { t::of_rule(locale, &place, what) };
    let nearest = nearest.as_ref().map(|word| t::did_you_mean(locale, word));
    let detail_words = mistake::detail(locale, detail);
    let said = view! {
        <strong>{head}</strong>
        {nearest.map(|nearest| view! { <span>{gap(locale)}{nearest}</span> })}
        <span class="finding-place soft">
            {t::at_place(locale, &place_of(store, row, locale), &detail_words)}
        </span>
    }
    .into_any();
    line(store, "finding-line finding-bad", Some((rule.clone(), path.clone())), said)
}

fn finding(store: DraftStore, row: &FindingRow, locale: Locale) -> AnyView {
    let class = match row.flaw.gravity() {
        Gravity::Error => "finding-line finding-bad",
        Gravity::Warning => "finding-line finding-warn",
    };
    let said = flaw(locale, &row.flaw);
    let said = match &row.rule {
        Some(rule) => t::of_rule(locale, rule, &said),
        None => said,
    };
    let path = match &row.flaw {
        Flaw::TextMissing { text, .. } => Some(
            match text {
                RuleText::Title => "title",
                RuleText::Says => "says",
                RuleText::Refuses => "refuses",
            }
            .to_owned(),
        ),
        Flaw::HolidaysEnd { .. } => Some("calendar.holidays".to_owned()),
        _ => None,
    };
    let place = (row.rule.is_some() || path.is_some()).then(|| (row.rule.clone(), path));
    line(store, class, place, said.into_any())
}

fn flaw(locale: Locale, flaw: &Flaw) -> String {
    match flaw {
        Flaw::NeverGrants { fact } => t::flaw_never_grants(locale, wording::fact(locale, *fact)),
        Flaw::TextMissing { language, .. } => {
            t::flaw_text_missing(locale, crate::words::language_name(*language))
        }
        Flaw::Over => t::flaw_over(locale).to_owned(),
        Flaw::HolidaysEnd { last } => t::flaw_holidays_end(locale, &format::day(locale, *last)),
        Flaw::Conflict { with, remedy } => t::flaw_conflict(locale, shared::remedy(locale, *remedy), with),
        Flaw::NotSeenGranting => t::flaw_not_seen_granting(locale).to_owned(),
        Flaw::NotSeenRefusing => t::flaw_not_seen_refusing(locale).to_owned(),
        Flaw::PackMissing { packs } => t::flaw_pack_missing(locale, &wording::listed(locale, packs)),
        Flaw::CaseFails { case, problem } => t::flaw_case_fails(locale, case_name(case), problem),
        Flaw::CaseDiffers { case } => t::flaw_case_differs(locale, case_name(case)),
        Flaw::Gap { category } => t::flaw_gap(locale, shared::category(locale, *category)),
    }
}

/// A case by the name of its file.
fn case_name(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.strip_suffix(".toml").unwrap_or(name)
}
