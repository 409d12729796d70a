//! Everything that happened, newest first, as the customer may see it.
//!
//! What is still on its way stands on top, paler, until the server has it.

use super::ask::{Acting, use_acting};
use super::noted::{found, noted};
use super::promises::in_words;
use crate::follow::Following;
use crate::pages::reading_name;
use domain::actor::Actor;
use domain::category::Kind;
use domain::complaint::command::Proof;
use domain::complaint::event::{Event, Recorded};
use domain::complaint::left_open::LeftOpen;
use domain::complaint::promise::Promise;
use domain::complaint::readings::Reading;
use domain::complaint::stated::Stated;
use domain::finding::{Finding, Standing};
use domain::id::{CommandId, OptionId, PromiseId};
use domain::order::Pieces;
use domain::personal::Words;
use domain::text::{Message, Sentence};
use leptos::prelude::*;
use web::format;
use web::i18n::order_news::order_news;
use web::i18n::{Locale, gap, t, use_locale, words};
use web::parts::dated::dated;

/// What an agreement leaves open, as history tells it.
const LEFT_OPEN: [words::Says; 3] = [
    (Standing::Claimed, t::customer::ev_left_open),
    (Standing::Established, t::customer::ev_left_owed),
    (Standing::Refuted, t::customer::ev_left_not),
];

/// The events of the case.
#[component]
pub(super) fn Timeline(following: Following) -> impl IntoView {
    let locale = use_locale();
    let records = Memo::new(move |_| {
        let mut records = following.records();
        records.reverse();
        records
    });
    let sending = move || {
        following.is_sending().then(|| {
            view! { <li class="timeline-yours timeline-pending">{t::customer::ev_sending(locale)}</li> }
        })
    };
    view! {
        <ol class="timeline" id="timeline">
            {sending}
            <For each=move || records.get() key=|recorded| recorded.version let:recorded>
                <Entry recorded />
            </For>
        </ol>
    }
}

/// One of them.
#[component]
pub(super) fn Entry(recorded: Recorded) -> impl IntoView {
    let locale = use_locale();
    let acting = use_acting();
    let is_yours = matches!(recorded.actor, Actor::Customer(_));
    // What the desk does at once by itself is recorded with the command that led to it.
    let is_yours = is_yours && !is_desks_own(&recorded.event);
    let who = match recorded.actor {
        Actor::Customer(_) if !is_yours => t::customer::desk(locale).to_owned(),
        Actor::Customer(_) => t::customer::you(locale).to_owned(),
        Actor::System => t::customer::desk_system(locale).to_owned(),
        Actor::Agent(user) | Actor::Supervisor(user) | Actor::Admin(user) => acting
            .and_then(|acting| acting.following.user_name(user))
            .unwrap_or_else(|| t::customer::desk(locale).to_owned()),
    };
    let (what, text) = match &recorded.event {
        Event::PromiseProven { promise, .. } => {
            let records = acting.map(|acting| acting.following.records_now()).unwrap_or_default();
            (t::customer::ev_proven(locale, &promised(locale, &records, *promise)?), None)
        }
        Event::OptionAccepted { option, .. } => {
            let records = acting.map(|acting| acting.following.records_now()).unwrap_or_default();
            (t::customer::ev_accepted(locale).to_owned(), chosen(locale, &records, *option))
        }
        Event::Fulfilled { .. } if acting.is_some_and(|acting| is_sent(&acting, recorded.command_id)) => {
            (t::customer::ev_fulfilled_sent(locale).to_owned(), None)
        }
        Event::GoodsCorrected(corrected) => {
            let records = acting.map(|acting| acting.following.records_now()).unwrap_or_default();
            (t::customer::ev_goods(locale).to_owned(), Some(goods_now(&records, &corrected.goods)))
        }
        _ => told(locale, &recorded)?,
    };
    // A Chinese sentence stands off a name in Latin letters, and touches every other one.
    let is_latin = who.chars().next_back().is_some_and(|last| last.is_ascii_alphanumeric());
    let gap = if is_latin { " " } else { gap(locale) };
    // What nobody did is told by itself, without a name before it.
    let (who, gap) = if is_told_alone(&recorded.event) { (String::new(), "") } else { (who, gap) };
    let text = text.map(|text| view! { <p class="timeline-text">{text}</p> });
    // It stands with the words it was taken from: newest first, it would follow those of somebody's next message.
    let taken = acting
        .filter(|_| recorded.event.spoken().is_some())
        .and_then(|acting| taken_with(&acting.following.records_now(), recorded.command_id))
        .map(|stated| view! { <p class="soft small">{t::customer::ev_stated(locale, &taken_for(locale, &stated))}</p> });
    let when = dated(locale, recorded.at, format::short_moment, |_, when| when.to_owned());
    Some(view! {
        <li class:timeline-yours=is_yours>
            <p class="timeline-what">{[who.as_str(), gap, what.as_str()].concat()}</p>
            <p class="timeline-when"><time datetime=recorded.at.to_rfc3339()>{when}</time></p>
            {text}
            {taken}
        </li>
    })
}

/// Whether there is an entry for it.
pub(super) fn is_told(locale: Locale, recorded: &Recorded) -> bool {
    match recorded.event {
        Event::PromiseProven { .. } | Event::OptionAccepted { .. } => true,
        _ => told(locale, recorded).is_some(),
    }
}

/// Whether an event is the desk's, whoever's command led to it.
const fn is_desks_own(event: &Event) -> bool {
    matches!(
        event,
        Event::Acknowledged { .. }
            | Event::LastDayOver { .. }
            | Event::OrderChanged(_)
            | Event::KindConverted(_)
            | Event::Fulfilled { .. }
            | Event::LeftOpen { .. }
            | Event::OfferFell { .. }
            | Event::Reopened { sentence: None }
            | Event::Closed
    )
}

/// Whether an event is a sentence by itself: it came about, and nobody did it.
const fn is_told_alone(event: &Event) -> bool {
    matches!(
        event,
        Event::Fulfilled { .. }
            | Event::LeftOpen { .. }
            | Event::OfferFell { .. }
            | Event::LastDayOver { .. }
            | Event::OrderChanged(_)
            | Event::Closed
            | Event::FindingRecorded { finding: Finding::GoodsBackAt(_), .. }
    )
}

/// Whether the last that was done of an agreement was to send a parcel.
fn is_sent(acting: &Acting, id: CommandId) -> bool {
    let is_parcel =
        |event: &Event| matches!(event, Event::PromiseProven { proof: Proof::TrackingNumber(_), .. });
    acting.following.records_now().iter().any(|other| other.command_id == id && is_parcel(&other.event))
}

/// What is proposed in place of a promise, a line each, and why.
fn instead(locale: Locale, (first, also): (&Promise, &[Promise]), reason: &Sentence) -> String {
    let all = core::iter::once(first).chain(also).map(|promise| in_words(locale, &promise.part));
    all.chain([reason.to_string()]).collect::<Vec<_>>().join("\n")
}

/// What a promise was, in words, by the records that made it.
fn promised(locale: Locale, records: &[Recorded], id: PromiseId) -> Option<String> {
    let mut promises = records.iter().flat_map(|recorded| {
        let (all, first) = match &recorded.event {
            Event::Agreed { promises, .. } => (promises.as_slice(), None),
            Event::ReplacementProposed { replacement, also, .. } => (also.as_slice(), Some(replacement)),
            _ => ([].as_slice(), None),
        };
        first.into_iter().chain(all)
    });
    promises.find(|promise| promise.id == id).map(|promise| in_words(locale, &promise.part))
}

/// What an option was, in words, by the records that offered it.
fn chosen(locale: Locale, records: &[Recorded], id: OptionId) -> Option<String> {
    let mut options = records.iter().flat_map(|recorded| match &recorded.event {
        Event::OfferMade { options, .. } => options.as_slice(),
        _ => &[],
    });
    let parts = &options.find(|offered| offered.id == id)?.option.parts;
    let parts: Vec<String> = parts.iter().map(|part| in_words(locale, part)).collect();
    Some(parts.join("\n"))
}

/// What it is about since somebody put its goods right, a line each.
fn goods_now(records: &[Recorded], goods: &[Pieces]) -> String {
    let order = records.iter().find_map(|recorded| match &recorded.event {
        Event::Filed(filed) => Some(&filed.order),
        _ => None,
    });
    words::pieces(order, goods).join("\n")
}

/// What an agreement leaves open.
fn left(locale: Locale, all: &[LeftOpen]) -> Option<String> {
    let lines = words::left_open(locale, all, &LEFT_OPEN);
    (!lines.is_empty()).then(|| format::in_sentences(locale, &lines))
}

/// So many options of an offer can't be taken by what was found out since.
fn fell(locale: Locale, n_options: usize) -> &'static str {
    if n_options == 0 { t::customer::ev_offer_holds(locale) } else { t::customer::ev_offer_fell(locale) }
}

/// How it went, in their words and scores.
fn how_it_went(locale: Locale, words: Option<&Words<Message>>, [outcome, process]: [u8; 2]) -> String {
    let scores = t::customer::ev_scores(locale, &outcome.to_string(), &process.to_string());
    let words = words.iter().map(|words| words.text.as_str().to_owned());
    words.chain([scores]).collect::<Vec<_>>().join("\n")
}

/// What the words of a command were taken for.
fn taken_with(records: &[Recorded], id: CommandId) -> Option<Stated> {
    records.iter().filter(|recorded| recorded.command_id == id).find_map(|recorded| match &recorded.event {
        Event::Stated(stated) => Some(stated.clone()),
        _ => None,
    })
}

/// What words were taken for, or were not meant as.
fn taken_for(locale: Locale, stated: &Stated) -> String {
    let claims = stated.claims.iter().filter_map(Reading::of);
    let claims = claims.map(|reading| reading_name(locale, reading).to_owned());
    let wishes: Vec<&str> = stated.wants.iter().map(|wish| words::remedy(locale, *wish)).collect();
    let wishes =
        (!wishes.is_empty()).then(|| t::customer::stated_wish(locale, &format::listed(locale, &wishes)));
    format::in_sentences(locale, &claims.chain(wishes).collect::<Vec<_>>())
}

/// What an event is called, and the words that came with it; `None` where another event already says it.
fn told(locale: Locale, recorded: &Recorded) -> Option<(String, Option<String>)> {
    use t::customer as t;
    let plain = |text: &'static str| Some((text.to_owned(), None));
    let with = |what: &'static str, text: String| Some((what.to_owned(), Some(text)));
    let perhaps_with = |what: &'static str, said: Option<&Words<Sentence>>| {
        Some((what.to_owned(), said.map(|said| said.text.as_str().to_owned())))
    };
    match &recorded.event {
        // Their own words stand beside, under what they told us.
        Event::Filed(filed) if filed.kind == Kind::Enquiry => plain(t::ev_filed_question(locale)),
        Event::Filed(_) => plain(t::ev_filed(locale)),
        Event::Acknowledged { answer_by } => {
            Some((t::ev_acknowledged(locale, &format::short_moment(locale, *answer_by)), None))
        }
        Event::EvidenceAdded(_) => plain(t::ev_evidence_added(locale)),
        Event::CustomerWrote { text, .. } => with(t::ev_wrote(locale), text.text.as_str().to_owned()),
        Event::CaseTaken | Event::CaseTakenOver { .. } => plain(t::ev_case_taken(locale)),
        Event::CategoryCorrected { category, .. } => {
            Some((t::ev_category(locale, words::category(locale, *category)), None))
        }
        Event::GoodsCorrected(_) => plain(t::ev_goods(locale)),
        Event::KindConverted(_) => plain(t::ev_kind(locale)),
        Event::NotMeant(stated) => Some((t::ev_not_meant(locale, &taken_for(locale, stated)), None)),
        Event::FindingRecorded { finding: Finding::GoodsBackAt(at), .. } => {
            Some((t::ev_goods_back(locale, &format::order_day(locale, *at)), None))
        }
        Event::FindingRecorded { finding, .. } => Some((found(locale, finding), None)),
        Event::FindingTakenBack { finding, .. } => {
            Some((t::ev_finding_taken_back(locale, &noted(locale, finding)), None))
        }
        Event::Replied { text } => with(t::ev_replied(locale), text.as_str().to_owned()),
        Event::ReturnTold { how } => with(t::ev_return_told(locale), how.as_str().to_owned()),
        Event::OfferMade { options, message, .. } => {
            let n = i64::try_from(options.len()).unwrap_or(0);
            Some((t::ev_offer_made(locale, n), message.as_ref().map(|message| message.as_str().to_owned())))
        }
        Event::OfferWithdrawn { reason, .. } => {
            with(t::ev_offer_withdrawn(locale), reason.as_str().to_owned())
        }
        Event::OfferCountered { sentence, .. } => {
            with(t::ev_countered(locale), sentence.text.as_str().to_owned())
        }
        Event::OfferDeclined { sentence, .. } => perhaps_with(t::ev_declined(locale), sentence.as_ref()),
        Event::ReplacementProposed { replacement, also, reason, .. } => {
            with(t::ev_replacement_proposed(locale), instead(locale, (replacement, also), reason))
        }
        Event::ReplacementWithdrawn { reason, .. } => {
            with(t::ev_replacement_withdrawn(locale), reason.as_str().to_owned())
        }
        Event::ReplacementAccepted { .. } => plain(t::ev_replacement_accepted(locale)),
        Event::ReplacementDeclined { .. } => plain(t::ev_replacement_declined(locale)),
        Event::Fulfilled { .. } => plain(t::ev_fulfilled(locale)),
        Event::FulfilmentConfirmed => plain(t::ev_confirmed(locale)),
        Event::FollowUpAnswered { answer, outcome_score, process_score } => with(
            t::ev_follow_up(locale),
            how_it_went(locale, answer.as_ref(), [*outcome_score, *process_score]),
        ),
        Event::Escalated { sentence } => with(t::ev_escalated(locale), sentence.text.as_str().to_owned()),
        Event::LastDaySet(last_day) => {
            let day = format::day(locale, last_day.day);
            // The desk only notes a day; it is the customer's own.
            let is_noted = recorded.actor.user().is_some();
            let what = if is_noted { t::ev_last_day_noted } else { t::ev_last_day_set };
            Some((what(locale, &day), None))
        }
        Event::LastDayOver { is_kept: true, .. } => plain(t::ev_last_day_kept(locale)),
        Event::LastDayOver { is_kept: false, .. } => plain(t::ev_last_day_missed(locale)),
        Event::OrderChanged(change) => {
            let told = change.news.iter().map(|news| order_news(locale, news, recorded.at));
            Some((format::in_sentences(locale, &told.collect::<Vec<_>>()), None))
        }
        Event::Withdrawn { sentence } => perhaps_with(t::ev_withdrawn(locale), sentence.as_ref()),
        Event::Rejected { .. } => plain(t::ev_rejected(locale)),
        Event::Reopened { sentence } => perhaps_with(t::ev_reopened(locale), sentence.as_ref()),
        Event::Closed => plain(t::ev_closed(locale)),
        Event::OutsideRefundRecorded(refund) => {
            let (amount, day) = (format::money(locale, refund.amount), format::day(locale, refund.on));
            Some((t::ev_outside_refund(locale, &amount, &day), None))
        }
        Event::OutsideRefundTakenBack { .. } => plain(t::ev_outside_taken_back(locale)),
        Event::ProofTakenBack { .. } => plain(t::ev_proof_taken_back(locale)),
        Event::OfferFell { options, .. } => plain(fell(locale, options.len())),
        Event::LeftOpen { offer: None, all } => left(locale, all).map(|says| (says, None)),
        // What needs more than the event to be told, the desk's own steps, and the agreement that the acceptance
        // already tells.
        Event::PromiseProven { .. }
        | Event::Stated(_)
        | Event::OptionAccepted { .. }
        | Event::Agreed { .. }
        | Event::LeftOpen { offer: Some(_), .. }
        | Event::OfferWeighed { .. }
        | Event::Triaged { .. }
        | Event::NotedInternally { .. }
        | Event::OfferProposed { .. }
        | Event::OfferRefused { .. }
        | Event::ProposalWithdrawn { .. }
        | Event::CaseAssigned { .. }
        | Event::ConcernRecorded { .. }
        | Event::ConcernLifted { .. } => None,
    }
}
