//! A draft: what it is of, where it stands, whether all of it is saved, and its pages.

use super::editor::Editor;
use super::labels;
use super::outbox::Saving;
use super::pending::key_of;
use super::publish::Publish;
use super::replay::ReplayPage;
use super::store::DraftStore;
use super::trial::TrialPage;
use super::typed::at;
use super::{Load, Policies, failed, waiting, way_back};
use crate::route::{DraftTab, PolicyPlace};
use domain::id::DraftId;
use domain::policy::draft::command::{Act, DraftCommand};
use domain::policy::draft::form::SlotName;
use leptos::prelude::*;
use web::components::{Button, ButtonKind, Icon, IconMark};
use web::i18n::t::policy as t;
use web::i18n::{Locale, use_locale};
use web::router::{announce_page, use_router};
use web::shop::language;

/// A draft.
#[component]
pub(super) fn DraftPage(policies: Policies, id: DraftId, place: Memo<Option<PolicyPlace>>) -> impl IntoView {
    let (locale, router) = (use_locale(), use_router());
    let store = policies.draft(id);
    // Lists of words in its forms hold the pack's own.
    provide_context(store);
    let tab = Memo::new(move |_| match place.get() {
        Some(PolicyPlace::Draft { tab, .. }) => tab,
        _ => DraftTab::Rules,
    });
    let part = Memo::new(move |_| match place.get() {
        Some(PolicyPlace::Draft { part, .. }) => part,
        _ => None,
    });
    let name =
        Memo::new(move |_| store.with(|document| document.summary.title.get(language(locale)).to_owned()));
    Effect::new(move |_| {
        tab.track();
        if let Some(name) = name.get() {
            announce_page(router, &t::draft_title(locale, &name));
        }
    });
    // Only whether the draft is here redraws the page; what is in it changes below.
    let stage = Memo::new(move |_| {
        store.load.with(|load| match load {
            Load::Waiting => Load::Waiting,
            Load::Ready(_) => Load::Ready(()),
            Load::Failed(error) => Load::Failed(error.clone()),
        })
    });
    view! {
        {way_back(locale)}
        {move || match stage.get() {
            Load::Waiting => waiting(12),
            Load::Failed(error) => {
                failed(error, (t::draft_none(locale), t::draft_none_body(locale)), move || store.load())
            }
            Load::Ready(()) => {
                view! {
                    <Head store tab />
                    <Clashes store />
                    {move || match tab.get() {
                        DraftTab::Rules => view! { <Editor store part /> }.into_any(),
                        DraftTab::Try => view! { <TrialPage policies store /> }.into_any(),
                        DraftTab::Replay => view! { <ReplayPage store /> }.into_any(),
                        DraftTab::Publish => view! { <Publish policies store /> }.into_any(),
                    }}
                }
                    .into_any()
            }
        }}
    }
}

fn tab_name(locale: Locale, tab: DraftTab) -> &'static str {
    match tab {
        DraftTab::Rules => t::tab_rules(locale),
        DraftTab::Try => t::tab_try(locale),
        DraftTab::Replay => t::tab_replay(locale),
        DraftTab::Publish => t::tab_publish(locale),
    }
}

#[component]
fn Head(store: DraftStore, tab: Memo<DraftTab>) -> impl IntoView {
    let locale = use_locale();
    let revision = store.revision();
    let document = move || {
        revision.get();
        store.document()
    };
    let tabs = DraftTab::ALL.map(|each| {
        let href = PolicyPlace::Draft { id: store.id, tab: each, part: None }.href();
        view! {
            <li>
                <a
                    class="tab"
                    id=["tab-", each.code()].concat()
                    href=href
                    aria-current=move || (tab.get() == each).then_some("page")
                >
                    {tab_name(locale, each)}
                </a>
            </li>
        }
    });
    view! {
        <header class="draft-head">
            <div class="draft-line">
                {move || {
                    document()
                        .map(|document| {
                            let summary = &document.summary;
                            let base = PolicyPlace::Pack(summary.base.hash.clone()).href();
                            view! {
                                <h1 id="draft-title" tabindex="-1" data-stage=summary.stage.code()>
                                    {t::draft_title(locale, summary.title.get(language(locale)))}
                                </h1>
                                <span class=labels::stage_class(summary.stage)>
                                    {labels::stage(locale, summary.stage)}
                                </span>
                                <a class="soft small" href=base>
                                    {t::built_on(locale, &summary.base.version)}
                                </a>
                                <span class="soft small">{t::author_is(locale, &summary.author.name)}</span>
                            }
                        })
                }}
                <Saved store />
            </div>
            <nav aria-label=t::draft_pages(locale)>
                <ul class="tabs">{tabs}</ul>
            </nav>
            {move || {
                store
                    .refused
                    .get()
                    .map(|why| {
                        view! {
                            <p class="draft-refused" role="alert" id="draft-refused">
                                <IconMark icon=Icon::Alert />
                                <span>{labels::why(locale, &why)}</span>
                            </p>
                        }
                    })
            }}
        </header>
    }
}

/// Whether all is saved, and taking back the last edit.
#[component]
fn Saved(store: DraftStore) -> impl IntoView {
    let locale = use_locale();
    let state = Memo::new(move |_| store.saving());
    let code = move || match state.get() {
        Saving::Saved => "saved",
        Saving::OnItsWay => "saving",
        Saving::Stuck => "stuck",
    };
    let text = move || match state.get() {
        Saving::Saved if store.clashes.with(|clashes| !clashes.is_empty()) => t::waits_for_choice(locale),
        Saving::Saved => t::saved(locale),
        Saving::OnItsWay => t::saving(locale),
        Saving::Stuck => t::not_saved(locale),
    };
    let can_undo = move || store.may(Act::Undo);
    let undo = move |()| store.step(DraftCommand::Undo, || {});
    view! {
        <div class="draft-saved">
            <span role="status" id="saved" data-saving=code>
                {text}
            </span>
            <Show when=can_undo>
                <Button
                    id="undo"
                    label=labels::act(locale, Act::Undo)
                    kind=ButtonKind::Quiet
                    is_busy=Signal::derive(move || store.is_busy())
                    on_press=undo
                />
            </Show>
        </div>
    }
}

/// Edits that met somebody else's: both values, and the choice between them.
#[component]
fn Clashes(store: DraftStore) -> impl IntoView {
    let locale = use_locale();
    let item = move |clash: super::pending::Clash| {
        let id = clash.waiting.id;
        let who = store
            .document()
            .and_then(|document| document.history.last().map(|row| row.by.name.clone()))
            .unwrap_or_default();
        let key = key_of(&clash.waiting.edit);
        let place = key.as_ref().map(|(rule, path)| {
            let slot = store.document().and_then(|document| {
                super::pending::slot(&document.form, &(rule.clone(), path.clone())).map(|slot| slot.name)
            });
            let name = slot.or(clash.name).unwrap_or(SlotName::Bound);
            let label = labels::slot(locale, name, path);
            match rule {
                Some(rule) => t::of_rule(locale, rule, &label),
                None => label,
            }
        });
        let shown = |parts: &super::typed::Typed| match parts.as_slice() {
            [] => t::nothing_chosen(locale).to_owned(),
            [_] => at(parts, 0).to_owned(),
            parts => parts.join(" / "),
        };
        let mine = shown(&super::pending::typed_in(&clash.waiting.edit));
        let theirs = clash.theirs.as_ref().map(shown);
        let can_insist = theirs.is_some();
        let typed = (!can_insist && place.is_some()).then(|| mine.clone());
        let is_gone = clash.name.is_some();
        view! {
            <li class="clash" role="alert">
                <p>
                    <strong>
                        {match place {
                            Some(place) if can_insist => t::clash(locale, &place, &who),
                            Some(place) if is_gone => t::clash_removed(locale, &place, &who),
                            Some(_) | None => t::clash_gone(locale, &who),
                        }}
                    </strong>
                </p>
                {theirs
                    .map(|theirs| {
                        view! {
                            <dl class="facts facts-small">
                                <dt>{t::clash_theirs(locale)}</dt>
                                <dd>{theirs}</dd>
                                <dt>{t::clash_mine(locale)}</dt>
                                <dd>{mine}</dd>
                            </dl>
                        }
                    })}
                {typed.map(|typed| view! { <p class="lines clash-typed">{typed}</p> })}
                <div class="cluster">
                    {can_insist
                        .then(|| {
                            view! {
                                <Button
                                    label=t::use_mine(locale)
                                    kind=ButtonKind::Secondary
                                    on_press=move |()| store.settle(id, true)
                                />
                            }
                        })}
                    <Button
                        label=if can_insist { t::keep_theirs(locale) } else { t::understood(locale) }
                        kind=ButtonKind::Quiet
                        on_press=move |()| store.settle(id, false)
                    />
                </div>
            </li>
        }
        .into_any()
    };
    view! {
        {move || {
            let clashes = store.clashes.get();
            (!clashes.is_empty())
                .then(|| {
                    let items = clashes.into_iter().map(item).collect_view();
                    view! {
                        <ul class="clashes" id="clashes">
                            {items}
                        </ul>
                    }
                })
        }}
    }
}
