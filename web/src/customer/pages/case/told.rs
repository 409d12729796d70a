//! What the customer told us, with their photos, and the rarer things they can do.

use super::left_open::owed_besides;
use super::sentence::AskSentence;
use crate::pages::{in_pieces, wish_name};
use domain::category::Kind;
use domain::compensation::money::Money;
use domain::complaint::command::Command;
use domain::complaint::settles::Settles;
use domain::complaint::{Case, Offer, Phase};
use domain::text::Sentence;
use leptos::prelude::*;
use web::api::cases::evidence_address;
use web::components::{ButtonKind, Fold};
use web::format;
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
                .map(|line| in_pieces(locale, line, case.pieces_of(line)))
                .collect();
            // All they ever wished for: who asks for something else instead of an offer gives nothing up.
            let wishes: Vec<&str> = case.wants.iter().map(|wish| wish_name(locale, case.category, *wish)).collect();
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
            // A question is of no kind of complaint.
            let category =
                (case.kind != Kind::Enquiry).then(|| words::category(locale, case.category));
            let is_question = case.kind == Kind::Enquiry;
            let story = if is_question { t::customer::check_question } else { t::customer::check_story };
            let has_items = !items.is_empty();
            let has_wishes = !wishes.is_empty();
            Some(view! {
                <dl class="facts">
                    <dt>{t::customer::order_number(locale)}</dt>
                    <dd>{case.order.number.clone()}</dd>
                    {has_items.then(|| view! { <dt>{t::customer::check_lines(locale)}</dt><dd class="lines">{items.join("\n")}</dd> })}
                    {category.map(|category| view! { <dt>{t::customer::check_category(locale)}</dt><dd>{category}</dd> })}
                    <dt>{story(locale)}</dt>
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
            case.as_ref().map_or((false, false, false), |case| {
                let is_over = matches!(case.phase, Phase::Closed | Phase::Withdrawn);
                let is_question = case.kind == Kind::Enquiry;
                (!is_over && !case.is_escalated, case.phase.is_before_agreement(), is_question)
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
                    settles=Some(Settles::Escalation)
                    command=Callback::new(|sentence: Option<Sentence>| {
                        sentence.map(|sentence| Command::Escalate { sentence })
                    })
                />
            }
        })
    };
    let withdraw = move || can.get().1.then(|| view! { <Withdraw case is_question=can.get().2 /> });
    view! {
        <section class="side-actions" aria-label=t::customer::more_title(locale)>
            {escalate}
            {withdraw}
        </section>
    }
}

/// Taking it back, with a word on what goes with it.
#[component]
fn Withdraw(case: Memo<Option<Case>>, is_question: bool) -> impl IntoView {
    use t::customer as t;
    let locale = use_locale();
    let said = move || {
        let offer = case.with(|case| case.as_ref().and_then(|case| case.phase.open_offer().cloned()));
        let body = match offer {
            Some(offer) => match sum_of(&offer) {
                Some(sum) => t::withdraw_body_sum(locale, &format::money(locale, sum)),
                None => t::withdraw_body_offer(locale).to_owned(),
            },
            None if is_question => t::withdraw_question_body(locale).to_owned(),
            None => case
                .with(|case| owed_besides(locale, case.as_ref()?, t::withdraw_body_owed))
                .unwrap_or_else(|| t::withdraw_body(locale).to_owned()),
        };
        view! { <p id="withdraw-body">{body}</p> }
    };
    let (label, title) = if is_question {
        (t::withdraw_question(locale), t::withdraw_question_title(locale))
    } else {
        (t::withdraw(locale), t::withdraw_title(locale))
    };
    view! {
        <AskSentence
            id="withdraw"
            fields=&["withdraw"]
            label
            title
            question=t::withdraw_sentence(locale)
            is_optional=true
            kind=ButtonKind::Quiet
            settles=Some(Settles::Complaint)
            before=move || view! { {said} }
            command=Callback::new(|sentence| Some(Command::Withdraw { sentence }))
        />
    }
}

/// The money in an offer, where all its options come to the same.
fn sum_of(offer: &Offer) -> Option<Money> {
    let mut sums = offer.options.iter().map(|offered| offered.option.money_and_kind().0);
    let first = sums.next()??;
    sums.all(|sum| sum == Some(first)).then_some(first)
}
