//! What the customer told us, with their photos, and the rarer things they can do.

use super::ask::AskSentence;
use domain::complaint::command::Command;
use domain::complaint::{Case, Phase};
use domain::text::Sentence;
use leptos::prelude::*;
use web::api::cases::evidence_address;
use web::components::{ButtonKind, Fold};
use web::i18n::{t, use_locale, words};

/// What the customer told us.
#[component]
pub(super) fn Told(case: Memo<Option<Case>>) -> impl IntoView {
    let locale = use_locale();
    let told = move || {
        case.with(|case| {
            let case = case.as_ref()?;
            let items: Vec<String> = case
                .order
                .lines
                .iter()
                .filter(|line| case.concerns(line))
                .map(|line| line.title.clone())
                .collect();
            let wishes: Vec<&str> = case.wants.iter().map(|wish| words::remedy(locale, *wish)).collect();
            let photos = case
                .evidence
                .iter()
                .enumerate()
                .map(|(idx, piece)| {
                    let address = evidence_address(piece.id);
                    let href = address.clone();
                    let alt = t::customer::photo_alt(locale, &idx.saturating_add(1).to_string());
                    view! {
                        <a class="photo-frame" href=href target="_blank" rel="noopener">
                            <img src=address alt=alt loading="lazy" />
                        </a>
                    }
                })
                .collect_view();
            let has_items = !items.is_empty();
            let has_wishes = !wishes.is_empty();
            Some(view! {
                <dl class="facts">
                    <dt>{t::customer::order_number(locale)}</dt>
                    <dd>{case.order.number.clone()}</dd>
                    {has_items.then(|| view! { <dt>{t::customer::check_lines(locale)}</dt><dd class="lines">{items.join("\n")}</dd> })}
                    <dt>{t::customer::check_category(locale)}</dt>
                    <dd>{words::category(locale, case.category)}</dd>
                    <dt>{t::customer::check_story(locale)}</dt>
                    <dd class="lines">{case.story.clone()}</dd>
                    {has_wishes.then(|| view! { <dt>{t::customer::check_wish(locale)}</dt><dd class="lines">{wishes.join("\n")}</dd> })}
                </dl>
                <div class="photos">{photos}</div>
            })
        })
    };
    view! {
        <section class="card">
            <Fold summary=t::customer::told_title(locale) is_open=true>{told}</Fold>
        </section>
    }
}

/// The rarer things a customer can do.
#[component]
pub(super) fn More(case: Memo<Option<Case>>) -> impl IntoView {
    let locale = use_locale();
    let can = Memo::new(move |_| {
        case.with(|case| {
            case.as_ref().map_or((false, false), |case| {
                let is_over = matches!(case.phase, Phase::Closed | Phase::Withdrawn);
                (!is_over && !case.is_escalated, case.phase.is_before_agreement())
            })
        })
    });
    let escalate = move || {
        can.get().0.then(|| {
            view! {
                <AskSentence
                    id="escalate"
                    fields=&["escalate"]
                    label=t::customer::escalate(locale)
                    title=t::customer::escalate_title(locale)
                    question=t::customer::escalate_sentence(locale)
                    kind=ButtonKind::Quiet
                    command=Callback::new(|sentence: Option<Sentence>| {
                        sentence.map(|sentence| Command::Escalate { sentence })
                    })
                />
            }
        })
    };
    let withdraw = move || {
        can.get().1.then(|| {
            view! {
                <AskSentence
                    id="withdraw"
                    fields=&["withdraw"]
                    label=t::customer::withdraw(locale)
                    title=t::customer::withdraw_title(locale)
                    body=t::customer::withdraw_body(locale)
                    question=t::customer::withdraw_sentence(locale)
                    is_optional=true
                    kind=ButtonKind::Quiet
                    command=Callback::new(|sentence| Some(Command::Withdraw { sentence }))
                />
            }
        })
    };
    view! {
        <section class="side-actions" aria-label=t::customer::more_title(locale)>
            {escalate}
            {withdraw}
        </section>
    }
}
