//! A pack as a document: what it promises rule by rule, what only the desk sees, and the cases that try it.
//!
//! It reads like a page of a handbook and prints as one. Conditions and sums are said from the compiled rule, so the
//! page can't promise anything else than the engine gives.

mod cases;
mod desk;
mod rule;

use super::overview::{period, starter};
use super::{Load, Policies, failed, waiting, way_back, wording};
use crate::route::{DraftTab, PolicyPlace};
use domain::policy::Pack;
use domain::policy::draft::Stage;
use domain::policy::term::LastDay;
use domain::wire::policy::{PackDocument, PolicyOverview, VersionRow, VersionState};
use leptos::prelude::*;
use std::sync::Arc;
use web::browser::{document, history};
use web::components::{Button, ButtonKind, Notice, Tone};
use web::format;
use web::i18n::t::policy as t;
use web::i18n::{Locale, use_locale, words as shared};
use web::router::{announce_page, use_router};
use web::shop::language;

/// A version of a pack.
#[component]
pub(super) fn Document(policies: Policies, hash: String) -> impl IntoView {
    let locale = use_locale();
    policies.load_document(&hash);
    let again = hash.clone();
    view! {
        {way_back(locale)}
        {move || match policies.document(&hash) {
            Load::Waiting => waiting(14),
            Load::Failed(error) => {
                let hash = again.clone();
                failed(
                    error,
                    (t::pack_none(locale), t::pack_none_body(locale)),
                    move || policies.load_document(&hash),
                )
            }
            Load::Ready(document) => view! { <Pages policies document /> }.into_any(),
        }}
    }
}

/// The row of this version, and those of the pack's others, once the overview is here.
fn versions(overview: &PolicyOverview, id: &str) -> Vec<VersionRow> {
    let pack = overview.packs.iter().find(|pack| pack.link.id == id);
    pack.map(|pack| pack.versions.clone()).unwrap_or_default()
}

#[component]
fn Pages(policies: Policies, document: Arc<PackDocument>) -> impl IntoView {
    let (locale, router) = (use_locale(), use_router());
    let pack = document.public.clone();
    let title = pack.title.get(language(locale)).to_owned();
    announce_page(router, &title);
    // An address may name a rule; the browser looked for it before there was anything to find.
    if let Some(code) = history::fragment() {
        leptos::task::spawn_local(async move {
            web::browser::clock::sleep(0).await;
            document::show(&code);
        });
    }
    let rules = pack
        .rules
        .iter()
        .enumerate()
        .map(|(place, each)| rule::view(locale, each, document.notes.get(place), &document.cases, &pack.id))
        .collect_view();
    let has_desk = document.desk.is_some();
    view! {
        <div class="handbook">
            <nav class="handbook-contents no-print" aria-label=t::contents(locale)>
                {contents(locale, &pack, has_desk)}
            </nav>
            <article class="handbook-page" aria-labelledby="pack-title">
                <header class="handbook-head">
                    <h1 id="pack-title">{title}</h1>
                    <Facts policies document=Arc::clone(&document) />
                </header>
                <section aria-labelledby="rules-title">
                    <h2 id="rules-title" class="policy-title">
                        {t::rules(locale)}
                    </h2>
                    {rules}
                </section>
                {counting(locale, &pack)}
                {document.desk.as_ref().map(|part| desk::view(locale, part))}
                {cases::view(locale, &document.cases)}
            </article>
        </div>
    }
}

/// The head's facts: version, source, review, and what one may do with it.
#[component]
fn Facts(policies: Policies, document: Arc<PackDocument>) -> impl IntoView {
    let (locale, router) = (use_locale(), use_router());
    let link = document.link.clone();
    let review = document.public.review.clone();
    let is_law = document.public.jurisdiction != "shop";
    let jurisdiction = wording::jurisdiction(locale, &document.public.jurisdiction);
    let start = starter(policies, router, link.id.clone());
    let pack = link.id.clone();
    let drafted = move || {
        policies.overview().ready().and_then(|overview| {
            let is_open = |stage| matches!(stage, Stage::Drafting | Stage::Proposed);
            overview
                .drafts
                .iter()
                .find(|draft| draft.pack == pack && is_open(draft.stage))
                .map(|draft| draft.id)
        })
    };
    let (id, here) = (StoredValue::new(link.id.clone()), StoredValue::new(link.hash.clone()));
    let rows = move || {
        let overview = policies.overview();
        overview.ready().map(|overview| id.with_value(|id| versions(overview, id))).unwrap_or_default()
    };
    let own =
        move || rows().into_iter().find(|row: &VersionRow| here.with_value(|here| row.link.hash == *here));
    let chosen = link.hash.clone();
    let choose = move |event: leptos::ev::Event| {
        router.go(&PolicyPlace::Pack(event_target_value(&event)).href());
    };
    view! {
        <p class="soft pack-facts">
            <span>{jurisdiction}</span>
            <span>{t::version(locale, &link.version)}</span>
            {move || own().map(|row| view! { <span>{period(locale, &row)}</span> })}
            {move || {
                own()
                    .and_then(|row| row.approved_by)
                    .map(|staff| view! { <span>{t::approved_by(locale, &staff.name)}</span> })
            }}
        </p>
        <div class="handbook-do no-print">
            {move || {
                let rows = rows();
                let chosen = chosen.clone();
                (rows.len() > 1)
                    .then(|| {
                        view! {
                            <label class="inline-field">
                                <span>{t::choose_version(locale)}</span>
                                <select id="version" class="input" on:change=choose>
                                    {rows
                                        .into_iter()
                                        .map(|row| {
                                            let is_here = row.link.hash == chosen;
                                            let label = t::version_row(locale, &row.link.version, &period(locale, &row));
                                            view! {
                                                <option value=row.link.hash selected=is_here>
                                                    {label}
                                                </option>
                                            }
                                        })
                                        .collect_view()}
                                </select>
                            </label>
                        }
                    })
            }}
            {move || match drafted() {
                Some(id) => {
                    let href = PolicyPlace::Draft { id, tab: DraftTab::Rules, part: None }.href();
                    view! {
                        <a class=ButtonKind::Primary.class() href=href>
                            {t::open_draft(locale)}
                        </a>
                    }
                        .into_any()
                }
                None => {
                    view! {
                        <Button
                            id="start-draft"
                            label=t::start_draft(locale)
                            is_busy=start.is_busy
                            on_press=move |()| start.begin()
                        />
                    }
                        .into_any()
                }
            }}
            <Button
                id="print"
                label=t::print(locale)
                kind=ButtonKind::Secondary
                on_press=move |()| document::print()
            />
        </div>
        {start.fault_line(locale)}
        {move || {
            let (tone, said) = match own()?.state {
                VersionState::InForce => return None,
                VersionState::Past => (Tone::Warn, t::not_in_force(locale).to_owned()),
                VersionState::Withdrawn => (Tone::Warn, t::was_withdrawn(locale).to_owned()),
                VersionState::Coming => {
                    let from = own()?.from.map(|from| format::day(locale, from)).unwrap_or_default();
                    (Tone::Info, t::not_yet_in_force(locale, &from))
                }
            };
            Some(view! { <Notice tone>{said}</Notice> })
        }}
        {match review {
            Some(review) => {
                Some(
                    view! {
                        <p class="soft small">
                            {t::reviewed(locale, &format::day(locale, review.on), &review.by)}
                        </p>
                    }
                        .into_any(),
                )
            }
            None if is_law => Some(view! { <Notice tone=Tone::Warn>{t::not_reviewed(locale)}</Notice> }.into_any()),
            None => None,
        }}
    }
}

fn contents(locale: Locale, pack: &Pack, has_desk: bool) -> AnyView {
    let link = |href: String, label: String| {
        view! {
            <li>
                <a href=href>{label}</a>
            </li>
        }
        .into_any()
    };
    let mut rest = Vec::new();
    if !pack.pace.is_empty() || pack.calendar != domain::policy::term::Calendar::default() {
        rest.push(link("#times-title".to_owned(), t::pace(locale).to_owned()));
    }
    if has_desk {
        rest.push(link("#desk-title".to_owned(), t::desk_part(locale).to_owned()));
    }
    rest.push(link("#cases-title".to_owned(), t::cases(locale).to_owned()));
    let rules: Vec<AnyView> = pack
        .rules
        .iter()
        .map(|rule| link(["#", &rule.code].concat(), rule.title.get(language(locale)).to_owned()))
        .collect();
    view! {
        <details class="contents" open=document::matches_media("(min-width: 900px)")>
            <summary>{t::contents(locale)}</summary>
            <ol>{rules}</ol>
            <ul>{rest}</ul>
        </details>
    }
    .into_any()
}

/// How long things take, and how days are counted.
fn counting(locale: Locale, pack: &Pack) -> Option<AnyView> {
    let calendar = &pack.calendar;
    let mut lines: Vec<String> = Vec::new();
    match calendar.last_day {
        Some(LastDay::RunsOn) => lines.push(t::calendar_runs_on(locale).to_owned()),
        Some(LastDay::Stands) => lines.push(t::calendar_stands(locale).to_owned()),
        None => {}
    }
    if calendar.weekends_rest {
        lines.push(t::calendar_weekends(locale).to_owned());
    }
    if calendar.saturdays_work {
        lines.push(t::calendar_saturdays(locale).to_owned());
    }
    if calendar.sundays_work {
        lines.push(t::calendar_sundays(locale).to_owned());
    }
    if let Some(last) = calendar.holidays.last() {
        let n = i64::try_from(calendar.holidays.len()).unwrap_or(i64::MAX);
        lines.push(t::calendar_holidays(locale, n, &format::day(locale, *last)));
    }
    if lines.is_empty() && pack.pace.is_empty() {
        return None;
    }
    let times = pack.pace.iter().map(|(remedy, days)| {
        let days = match days {
            0 => t::pace_same_day(locale).to_owned(),
            days => t::days(locale, i64::from(*days)),
        };
        view! {
            <dt>{shared::remedy(locale, *remedy)}</dt>
            <dd>{days}</dd>
        }
    });
    let view = view! {
        <section class="handbook-part" aria-labelledby="times-title">
            <h2 id="times-title" class="policy-title">
                {t::pace(locale)}
            </h2>
            {(!lines.is_empty())
                .then(|| {
                    let lines = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
                    view! { <ul class="bullets">{lines}</ul> }
                })}
            <dl class="facts facts-small pace">{times.collect_view()}</dl>
        </section>
    };
    Some(view.into_any())
}
