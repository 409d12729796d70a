//! One case in the list: what it is, whose it is, and how much time is left.

use super::list::row_id;
use crate::desk::use_desk;
use crate::due::Due;
use crate::words;
use domain::category::Category;
use domain::complaint::waiting::{Said, Waiting};
use domain::id::{CaseId, UserId};
use domain::triage::Urgency;
use domain::view::{QueueRow, Step};
use domain::wire::Quote;
use leptos::prelude::*;
use web::components::{Icon, IconMark};
use web::i18n::{t::console as t, use_locale, words as shared};

/// A row, which is a link to its case. Its words follow what happens; its place is the list's matter.
#[component]
pub(crate) fn Row(
    /// The case.
    id: CaseId,
    /// What it shows; nothing once it has gone from the list.
    row: Memo<Option<QueueRow>>,
    /// The name of whoever works it.
    name: Memo<Option<String>>,
    /// Where a search found it.
    quote: Memo<Option<Quote>>,
    /// Where it leads.
    href: Signal<String>,
    /// Whether its case is the one shown.
    is_here: Signal<bool>,
    /// Called when the focus comes to it.
    #[prop(into)]
    on_focus: UnsyncCallback<()>,
) -> impl IntoView {
    let number = move || row.with(|row| row.as_ref().map(|row| row.number.to_string()));
    let urgency = move || row.with(|row| row.as_ref().map(|row| row.urgency.code()));
    view! {
        <li>
            <a
                class="row"
                id=row_id(id)
                href=href
                data-number=number
                data-urgency=urgency
                aria-current=move || is_here.get().then_some("true")
                on:focus=move |_| on_focus.run(())
            >
                {move || row.get().map(|row| view! { <Cells row name=name.get() quote=quote.get() /> })}
            </a>
        </li>
    }
}

#[component]
fn Cells(row: QueueRow, name: Option<String>, quote: Option<Quote>) -> impl IntoView {
    let (locale, desk) = (use_locale(), use_desk());
    let urgency = words::urgency(locale, row.urgency);
    view! {
        <span class="row-mark" title=urgency>
            {(row.urgency != Urgency::Normal)
                .then(|| {
                    view! {
                        <IconMark icon=Icon::Alert />
                        <span class="out-of-sight">{urgency}</span>
                    }
                })}
        </span>
        <span class="row-number">{row.number.to_string()}</span>
        <span class="row-gist">
            <Tags
                first_for=row.first_for.filter(|harm| *harm != row.category)
                has_news=row.order_changed.is_some()
                is_to_sign=row.next.step == Step::Approve
                is_escalated=row.is_escalated
                waiting=row.waiting
            />
            <span class="row-words">
                {match quote {
                    Some(Quote { before, found, after }) => {
                        view! { {before} <mark>{found}</mark> {after} }.into_any()
                    }
                    None => row.gist.into_any(),
                }}
            </span>
        </span>
        <span class="row-category">{shared::category(locale, row.category)}</span>
        <span class="row-phase">
            <span class=words::phase_class(row.phase)>{words::phase(locale, row.phase)}</span>
        </span>
        <span class="row-who">{who(locale, row.assignee, name, desk.user())}</span>
        <span class="row-due">
            {match row.clock {
                Some(clock) => view! { <Due clock /> }.into_any(),
                None => view! { <span class="soft">{words::step(locale, row.next.step)}</span> }.into_any(),
            }}
        </span>
    }
}

/// What stands before the words of a row: the harm it stands on top for where its category does not say it, that the shop
/// changed the order, that an offer waits to be signed, that a supervisor was asked for, and who waits for an answer. Where
/// they wait for the supervisor they asked for, that is said once.
#[component]
fn Tags(
    first_for: Option<Category>,
    has_news: bool,
    is_to_sign: bool,
    is_escalated: bool,
    waiting: Option<Waiting>,
) -> impl IntoView {
    let locale = use_locale();
    let is_escalated = is_escalated && waiting.is_none_or(|waiting| waiting.said != Said::Escalated);
    // Beside the harm there is room for the dot alone: what they wrote is to be read.
    let said_class = if first_for.is_some() { "out-of-sight" } else { "" };
    let waiting = waiting.map(|waiting| {
        view! {
            <span class="tag tag-brand row-waiting" data-said=waiting.said.code()>
                <span class="row-dot" aria-hidden="true"></span>
                <span class=said_class>{words::said(locale, waiting.said)}</span>
                {(waiting.n > 1).then(|| [" × ", &waiting.n.to_string()].concat())}
            </span>
        }
    });
    (first_for.is_some() || has_news || is_to_sign || is_escalated || waiting.is_some()).then(|| {
        view! {
            <span class="row-tags">
                {first_for
                    .map(|harm| {
                        view! { <span class="tag tag-bad row-first">{shared::category(locale, harm)}</span> }
                    })}
                {has_news.then(|| view! { <span class="tag row-order-changed">{t::order_changed(locale)}</span> })}
                {is_to_sign.then(|| view! { <span class="tag">{t::offer_to_sign(locale)}</span> })}
                {is_escalated.then(|| view! { <span class="tag tag-bad">{t::escalated(locale)}</span> })}
                {waiting}
            </span>
        }
    })
}

/// Whose it is, as far as a list needs to tell.
fn who(locale: web::i18n::Locale, assignee: Option<UserId>, name: Option<String>, me: UserId) -> String {
    match assignee {
        None => t::nobody(locale).to_owned(),
        Some(user) if user == me => t::me(locale).to_owned(),
        Some(_) => name.unwrap_or_else(|| t::somebody(locale).to_owned()),
    }
}
