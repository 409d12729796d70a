//! What is in force, what is coming, and what is being written.

use super::outbox::Why;
use super::{Load, Policies, failed, labels, waiting, wording};
use crate::route::{DraftTab, PolicyPlace};
use domain::id::{CommandId, DraftId};
use domain::policy::draft::Stage;
use domain::wire::policy::{DraftSummary, PackInForce, PolicyOverview, StartDraft, VersionRow, VersionState};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web::api;
use web::browser::random;
use web::components::{Button, ButtonKind};
use web::format;
use web::i18n::t::policy as t;
use web::i18n::{Locale, use_locale};
use web::router::{Router, announce_page, use_router};
use web::shop::language;

/// The policy area at a glance.
#[component]
pub(super) fn Overview(policies: Policies) -> impl IntoView {
    let (locale, router) = (use_locale(), use_router());
    announce_page(router, t::area(locale));
    policies.load_overview();
    view! {
        <header class="policy-head">
            <h1>{t::area(locale)}</h1>
            <p class="soft">{t::lead(locale)}</p>
        </header>
        {move || match policies.overview() {
            Load::Waiting => waiting(8),
            Load::Failed(error) => {
                failed(
                    error,
                    (t::pack_none(locale), t::pack_none_body(locale)),
                    move || policies.load_overview(),
                )
            }
            Load::Ready(overview) => view! { <Lists policies overview=(*overview).clone() /> }.into_any(),
        }}
    }
}

#[component]
fn Lists(policies: Policies, overview: PolicyOverview) -> impl IntoView {
    let locale = use_locale();
    let (open, done): (Vec<DraftSummary>, Vec<DraftSummary>) = overview
        .drafts
        .into_iter()
        .partition(|draft| matches!(draft.stage, Stage::Drafting | Stage::Proposed));
    let packs = overview.packs;
    view! {
        <section aria-labelledby="drafts-title">
            <h2 id="drafts-title" class="policy-title">
                {t::drafts(locale)}
            </h2>
            {if open.is_empty() {
                view! {
                    <p class="soft policy-nothing" id="drafts-none">
                        {t::drafts_none(locale)}
                    </p>
                }
                    .into_any()
            } else {
                drafts(policies, locale, &open)
            }}
        </section>
        <section aria-labelledby="in-force-title">
            <h2 id="in-force-title" class="policy-title">
                {t::in_force(locale)}
            </h2>
            {packs.is_empty().then(|| view! { <p class="soft">{t::in_force_none(locale)}</p> })}
            <ul class="packs">
                {packs
                    .into_iter()
                    .map(|pack| {
                        let drafted = open.iter().find(|draft| draft.pack == pack.link.id).map(|draft| draft.id);
                        view! { <Pack policies pack drafted /> }
                    })
                    .collect_view()}
            </ul>
        </section>
        {(!done.is_empty())
            .then(|| {
                view! {
                    <details class="fold">
                        <summary>{t::drafts_done(locale)}</summary>
                        <div class="fold-body">{drafts(policies, locale, &done)}</div>
                    </details>
                }
            })}
    }
}

fn drafts(policies: Policies, locale: Locale, drafts: &[DraftSummary]) -> AnyView {
    let reader = policies.desk.user();
    let row = |draft: &DraftSummary| {
        let tab = if draft.stage == Stage::Drafting { DraftTab::Rules } else { DraftTab::Publish };
        let href = PolicyPlace::Draft { id: draft.id, tab, part: None }.href();
        let changed = format::short_moment(locale, draft.changed_at);
        let built_on = t::built_on(locale, &draft.base.version);
        // Several drafts of one pack are told apart by the version they are or will be.
        let version = draft.version.as_ref().map(|version| [" · ", &t::version(locale, version)].concat());
        view! {
            <li>
                <a class="draft-row" href=href data-draft=draft.id.to_string() data-stage=draft.stage.code()>
                    <span class="draft-row-title">{draft.title.get(language(locale)).to_owned()}</span>
                    <span class=labels::stage_class(draft.stage)>{labels::stage(locale, draft.stage)}</span>
                    <span class="soft small draft-row-who">
                        {t::draft_by(locale, &changed, &draft.author.name)} " · " {built_on} {version}
                    </span>
                    <span class="small draft-row-next">{labels::next(locale, draft, reader)}</span>
                </a>
            </li>
        }
        .into_any()
    };
    view! { <ul class="drafts">{drafts.iter().map(row).collect_view()}</ul> }.into_any()
}

/// Since when, and until when, a version is in force.
pub(super) fn period(locale: Locale, row: &VersionRow) -> String {
    let day = |day| format::day(locale, day);
    match (row.state, row.from, row.until) {
        (VersionState::Withdrawn, ..) => t::withdrawn(locale).to_owned(),
        // Another took its place on the day on which it began.
        (VersionState::Past, Some(from), Some(until)) if from == until => {
            t::was_in_force_on(locale, &day(from))
        }
        (VersionState::Past, Some(from), Some(until)) => t::was_in_force(locale, &day(from), &day(until)),
        (VersionState::Past, None, Some(until)) => t::until(locale, &day(until)),
        (_, Some(from), _) => t::since(locale, &day(from)),
        (_, None, _) => t::since_start(locale).to_owned(),
    }
}

#[component]
fn Pack(policies: Policies, pack: PackInForce, drafted: Option<DraftId>) -> impl IntoView {
    let (locale, router) = (use_locale(), use_router());
    let title = pack.title.get(language(locale)).to_owned();
    let href = PolicyPlace::Pack(pack.link.hash.clone()).href();
    let now = pack.versions.iter().find(|row| row.state == VersionState::InForce);
    let since = now.map(|row| period(locale, row));
    let by = now.and_then(|row| row.approved_by.as_ref()).map(|staff| t::approved_by(locale, &staff.name));
    let coming = pack.versions.iter().rev().find(|row| row.state == VersionState::Coming).map(|row| {
        let from = row.from.map(|from| format::day(locale, from)).unwrap_or_default();
        let href = PolicyPlace::Pack(row.link.hash.clone()).href();
        view! {
            <p class="pack-coming">
                <a href=href>{t::coming(locale, &row.link.version, &from)}</a>
            </p>
        }
    });
    let is_reviewed = pack.review.is_some() || pack.jurisdiction == "shop";
    let id = pack.link.id.clone();
    let start = starter(policies, router, id.clone());
    view! {
        <li class="pack" data-pack=id.clone()>
            <div class="pack-main">
                <h3>
                    <a href=href>{title.clone()}</a>
                </h3>
                <p class="soft small pack-facts">
                    <span>{wording::jurisdiction(locale, &pack.jurisdiction)}</span>
                    <span>{t::version(locale, &pack.link.version)}</span>
                    {since.map(|since| view! { <span>{since}</span> })}
                    {by.map(|by| view! { <span>{by}</span> })}
                    <span>{t::n_rules(locale, i64::from(pack.n_rules))}</span>
                    <span>{t::n_cases(locale, i64::from(pack.n_cases))}</span>
                </p>
                {coming}
                {(!is_reviewed).then(|| view! { <p class="small pack-warning">{t::not_reviewed_short(locale)}</p> })}
            </div>
            <div class="pack-do">
                {match drafted {
                    Some(id) => {
                        let href = PolicyPlace::Draft { id, tab: DraftTab::Rules, part: None }.href();
                        view! {
                            <a class=ButtonKind::Secondary.class() href=href>
                                {t::open_draft(locale)}
                            </a>
                        }
                            .into_any()
                    }
                    None => {
                        view! {
                            <Button
                                id=["start-", &id].concat()
                                label=t::start_draft(locale)
                                name=t::start_draft_of(locale, &title)
                                kind=ButtonKind::Secondary
                                is_busy=start.is_busy
                                on_press=move |()| start.begin()
                            />
                        }
                            .into_any()
                    }
                }}
                {start.fault_line(locale)}
            </div>
        </li>
    }
}

/// Starts a draft and goes to it; the same press again is the same draft.
#[derive(Clone, Copy)]
pub(super) struct Starter {
    policies: Policies,
    router: Router,
    pack: StoredValue<String>,
    ids: StoredValue<(CommandId, DraftId)>,
    /// Whether it is on its way.
    pub(super) is_busy: RwSignal<bool>,
    why: RwSignal<Option<Why>>,
}

/// What starts a draft of a pack.
pub(super) fn starter(policies: Policies, router: Router, pack: String) -> Starter {
    Starter {
        policies,
        router,
        pack: StoredValue::new(pack),
        ids: StoredValue::new((CommandId(random::uuid()), DraftId(random::uuid()))),
        is_busy: RwSignal::new(false),
        why: RwSignal::new(None),
    }
}

impl Starter {
    /// Starts it.
    pub(super) fn begin(self) {
        self.is_busy.set(true);
        self.why.set(None);
        let (command_id, draft_id) = self.ids.get_value();
        let request = StartDraft { command_id, draft_id, pack: self.pack.get_value() };
        spawn_local(async move {
            let answer = api::policy::start(&request).await;
            self.is_busy.try_set(false);
            match answer {
                Ok(document) => {
                    self.policies.load_overview();
                    let place =
                        PolicyPlace::Draft { id: document.summary.id, tab: DraftTab::Rules, part: None };
                    self.router.go(&place.href());
                }
                Err(error) => {
                    self.policies.desk.noted_expiry(&error.error);
                    self.why.try_set(Some(error.rejection.map_or(Why::Fault(error.error), Why::Rule)));
                }
            }
        });
    }

    /// Why it could not be started.
    pub(super) fn fault_line(self, locale: Locale) -> impl IntoView {
        move || {
            self.why.get().map(|why| {
                let why = labels::why(locale, &why);
                view! {
                    <p class="field-error" role="alert">
                        {why}
                    </p>
                }
            })
        }
    }
}
