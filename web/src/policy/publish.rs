//! Putting a draft in force: proposing it for a day, a second person's word on it, and everything that was done to it.

mod stale;

use super::Policies;
use super::changes;
use super::checks::found;
use super::history::History;
use super::labels;
use super::store::DraftStore;
use domain::policy::draft::Stage;
use domain::policy::draft::command::{Act, DraftCommand};
use domain::policy::draft::rejection::DraftRejection;
use domain::text::Sentence;
use domain::wire::policy::{Deed, DraftSummary};
use leptos::prelude::*;
use web::components::{Button, ButtonKind, Dialog, DialogFoot, InputKind, Notice, TextArea, TextField, Tone};
use web::format;
use web::i18n::rejection::problem;
use web::i18n::t::policy as t;
use web::i18n::{Locale, use_locale};
use web::kept::KeptText;

/// The life of a draft.
#[component]
pub(super) fn Publish(policies: Policies, store: DraftStore) -> impl IntoView {
    let locale = use_locale();
    let stage = Memo::new(move |_| store.with(|document| document.summary.stage.code().to_owned()));
    let revision = store.revision();
    let document = move || {
        revision.get();
        store.document()
    };
    view! {
        <div class="publish">
            <section class="publish-step" aria-labelledby="publish-title">
                <h2 id="publish-title">{t::tab_publish(locale)}</h2>
                {move || document().map(|document| standing(locale, &document.summary))}
                <Show when=move || store.is_anything_wrong()>
                    <Notice tone=Tone::Warn>{t::not_taken_yet(locale)}</Notice>
                </Show>
                {move || match stage.get().as_deref().and_then(Stage::from_code) {
                    Some(Stage::Drafting) => view! { <Propose policies store /> }.into_any(),
                    Some(Stage::Proposed) => view! { <LookOver policies store /> }.into_any(),
                    Some(Stage::Approved) => view! { <Withdraw policies store /> }.into_any(),
                    _ => ().into_any(),
                }}
                <Others policies store />
            </section>
            <section class="panel" aria-labelledby="publish-check">
                <h2 id="publish-check" class="panel-title">
                    {t::check(locale)}
                </h2>
                {move || document().map(|document| found(store, &document.mistakes, &document.findings, locale))}
            </section>
            <section class="panel" aria-labelledby="publish-changes">
                <h2 id="publish-changes" class="panel-title">
                    {t::changes(locale)}
                </h2>
                {move || {
                    document()
                        .map(|document| {
                            if document.changes.is_empty() {
                                view! { <p class="soft">{t::changes_none(locale)}</p> }.into_any()
                            } else {
                                changes::list(locale, &document.changes, document.public.as_ref())
                            }
                        })
                }}
            </section>
            <History store />
        </div>
    }
}

/// Where the draft stands, in a sentence.
fn standing(locale: Locale, summary: &DraftSummary) -> AnyView {
    let day = summary.from.map(|from| format::day(locale, from)).unwrap_or_default();
    let version = summary.version.clone().unwrap_or_default();
    let (tone, said) = match summary.stage {
        Stage::Drafting => return view! { <p class="soft">{t::standing_drafting(locale)}</p> }.into_any(),
        Stage::Proposed => (Tone::Info, t::standing_proposed(locale, &version, &day)),
        Stage::Approved => (Tone::Good, t::standing_approved(locale, &version, &day)),
        Stage::Discarded => (Tone::Warn, t::standing_discarded(locale).to_owned()),
    };
    view! { <Notice tone>{said}</Notice> }.into_any()
}

/// What stands in the way of a step, if something does; tracked.
fn hindrance(store: DraftStore, act: Act, locale: Locale) -> Option<String> {
    store.hindrance(act).map(|why| labels::rejection(locale, &why))
}

/// A text that was typed, as a sentence or what is wrong with it.
fn sentence(locale: Locale, typed: KeptText, wrong: RwSignal<Option<String>>) -> Option<Sentence> {
    match Sentence::parse(&typed.now()) {
        Ok(sentence) => Some(sentence),
        Err(fault) => {
            wrong.set(Some(problem(locale, &fault)));
            None
        }
    }
}

/// Proposing: a day, and a word to whoever looks it over.
#[component]
fn Propose(policies: Policies, store: DraftStore) -> impl IntoView {
    let locale = use_locale();
    let today = Memo::new(move |_| policies.overview().ready().map(|overview| overview.today.to_string()));
    let chosen = RwSignal::new(None::<String>);
    let day = Memo::new(move |_| chosen.get().or_else(|| today.get()).unwrap_or_default());
    let note = KeptText::take_up(&store.place(), "propose-note");
    let wrong_note = RwSignal::new(None::<String>);
    let wrong_day = RwSignal::new(None::<String>);
    let send = move |()| {
        let Ok(from) = day.get_untracked().parse() else {
            wrong_day.set(Some(t::wrong_kind(locale).to_owned()));
            return;
        };
        wrong_day.set(None);
        let sent = note.now();
        let word = if sent.trim().is_empty() {
            None
        } else {
            let Some(word) = sentence(locale, note, wrong_note) else { return };
            Some(word)
        };
        wrong_note.set(None);
        store.step(DraftCommand::Propose { from, note: word }, move || {
            note.sent(&sent);
            policies.load_overview();
        });
    };
    view! {
        {move || match hindrance(store, Act::Propose, locale) {
            Some(why) => {
                view! {
                    <div id="propose-hindered">
                        <Notice tone=Tone::Warn>{why}</Notice>
                    </div>
                }
                    .into_any()
            }
            None => {
                view! {
                    <div class="stack">
                        <TextField
                            id="propose-from"
                            label=t::from_day(locale)
                            hint=t::from_day_hint(locale)
                            kind=InputKind::Date
                            value=day
                            error=wrong_day
                            on_input=move |typed| chosen.set(Some(typed))
                        />
                        <TextArea
                            id="propose-note"
                            label=t::propose_note(locale)
                            rows=3
                            is_optional=true
                            value=note.signal()
                            error=wrong_note
                            on_input=move |typed| note.set(typed)
                        />
                        <div class="cluster">
                            <stale::Step
                                store
                                id="propose"
                                label=labels::act(locale, Act::Propose)
                                on_press=send
                            />
                        </div>
                    </div>
                }
                    .into_any()
            }
        }}
    }
}

/// A second person's look: approving, or sending it back.
#[component]
fn LookOver(policies: Policies, store: DraftStore) -> impl IntoView {
    let locale = use_locale();
    let is_sending_back = RwSignal::new(false);
    let revision = store.revision();
    let note = move || {
        revision.get();
        store.document()?.history.iter().rev().find_map(|row| match &row.deed {
            Deed::Proposed { note, .. } => Some((row.by.name.clone(), note.clone())),
            _ => None,
        })
    };
    let approve = move |()| store.step(DraftCommand::Approve, move || policies.load_overview());
    view! {
        {move || {
            note()
                .map(|(who, note)| {
                    view! {
                        <p>{t::proposed_by(locale, &who)}</p>
                        {note.map(|note| view! { <blockquote>{note.to_string()}</blockquote> })}
                    }
                })
        }}
        {move || match hindrance(store, Act::Approve, locale) {
            Some(why) => {
                view! {
                    <div id="approve-hindered">
                        <Notice tone=Tone::Info>{why}</Notice>
                    </div>
                }
                    .into_any()
            }
            None => {
                view! {
                    <stale::Step
                        store
                        id="approve"
                        label=labels::act(locale, Act::Approve)
                        on_press=approve
                    />
                }
                    .into_any()
            }
        }}
        <div class="cluster">
            <Show when=move || store.may(Act::SendBack)>
                <Button
                    id="send-back"
                    label=labels::act(locale, Act::SendBack)
                    kind=ButtonKind::Secondary
                    on_press=move |()| is_sending_back.set(true)
                />
            </Show>
        </div>
        <Reasoned
            id="send-back-dialog"
            act=Act::SendBack
            label=t::send_back_reason(locale)
            is_open=is_sending_back
            command=|reason| DraftCommand::SendBack { reason }
            policies
            store
        />
    }
}

/// Taking a version back before its day.
#[component]
fn Withdraw(policies: Policies, store: DraftStore) -> impl IntoView {
    let locale = use_locale();
    let is_withdrawing = RwSignal::new(false);
    view! {
        {move || match store.hindrance(Act::Withdraw) {
            // Once its day has come there is nothing to be said of it.
            Some(DraftRejection::InForce { .. }) => ().into_any(),
            Some(why) => {
                let why = match why {
                    // Only the way back is left to somebody else.
                    DraftRejection::OwnDraft => t::why_own_draft_withdraw(locale).to_owned(),
                    why => labels::rejection(locale, &why),
                };
                view! { <p class="soft small" id="withdraw-hindered">{why}</p> }.into_any()
            }
            None => {
                view! {
                    <p class="soft small">{t::withdraw_lead(locale)}</p>
                    <div class="cluster">
                        <Button
                            id="withdraw"
                            label=labels::act(locale, Act::Withdraw)
                            kind=ButtonKind::Danger
                            on_press=move |()| is_withdrawing.set(true)
                        />
                    </div>
                }
                    .into_any()
            }
        }}
        <Reasoned
            id="withdraw-dialog"
            act=Act::Withdraw
            label=t::withdraw_reason(locale)
            is_open=is_withdrawing
            command=|reason| DraftCommand::Withdraw { reason }
            policies
            store
        />
    }
}

/// Steps off the usual way: taking over to a newer version, giving the draft up.
#[component]
fn Others(policies: Policies, store: DraftStore) -> impl IntoView {
    let locale = use_locale();
    let is_discarding = RwSignal::new(false);
    let can = move |act: Act| store.may(act);
    let take_over = move |()| store.step(DraftCommand::TakeOver, move || policies.load_overview());
    view! {
        <div class="cluster publish-others">
            <Show when=move || can(Act::TakeOver)>
                <Button
                    id="take-over"
                    label=labels::act(locale, Act::TakeOver)
                    kind=ButtonKind::Secondary
                    is_busy=Signal::derive(move || store.is_busy())
                    on_press=take_over
                />
            </Show>
            <Show when=move || can(Act::Discard)>
                <Button
                    id="discard"
                    label=labels::act(locale, Act::Discard)
                    kind=ButtonKind::Danger
                    on_press=move |()| is_discarding.set(true)
                />
            </Show>
        </div>
        <Reasoned
            id="discard-dialog"
            act=Act::Discard
            label=t::discard_reason(locale)
            is_open=is_discarding
            command=|reason| DraftCommand::Discard { reason }
            policies
            store
        />
    }
}

/// A dialog that asks why; what was typed is kept until the server has it.
#[component]
fn Reasoned(
    id: &'static str,
    act: Act,
    label: &'static str,
    is_open: RwSignal<bool>,
    command: fn(Sentence) -> DraftCommand,
    policies: Policies,
    store: DraftStore,
) -> impl IntoView {
    let locale = use_locale();
    let text = KeptText::take_up(&store.place(), id);
    let wrong = RwSignal::new(None::<String>);
    let send = move |()| {
        if let Some(reason) = sentence(locale, text, wrong) {
            wrong.set(None);
            is_open.set(false);
            let sent = text.now();
            store.step(command(reason), move || {
                text.sent(&sent);
                policies.load_overview();
            });
        }
    };
    let (field, button) = ([id, "-reason"].concat(), [id, "-send"].concat());
    view! {
        <Dialog
            id
            title=labels::act(locale, act)
            is_open
            on_close=move |()| is_open.set(false)
            on_send=send
        >
            <TextArea
                id=field.clone()
                label
                rows=3
                value=text.signal()
                error=wrong
                on_input=move |typed| text.set(typed)
            />
            <DialogFoot
                id=button.clone()
                label=labels::act(locale, act)
                on_send=send
                on_close=move |()| is_open.set(false)
            />
        </Dialog>
    }
}
