//! What came of sending: on its way, waiting for a network, refused, or thank you with the number and what is next.

mod prove;
mod waiting;

use crate::form::use_form;
use crate::outbox::receipt::is_opened;
use crate::outbox::{Left, Offered, Receipt, Sending, Taken, use_outbox};
use crate::route::{Route, Step};
use domain::category::Kind;
use leptos::prelude::*;
use web::browser::{document, history};
use web::components::live::use_announcer;
use web::components::{Button, ButtonKind, Notice, Skeleton, Tone};
use web::format;
use web::i18n::{Locale, t, use_locale};
use web::router::{announce_page, use_router};
use web::shop::use_shop;
use web::wall;

/// The page after sending.
#[component]
pub(crate) fn Sent() -> impl IntoView {
    let locale = use_locale();
    let outbox = use_outbox()?;
    let form = use_form();
    let shop = use_shop();
    let router = use_router();
    // What is on its way is still in the form; what has arrived has a receipt.
    let in_form = form.now(|kept| kept.found.as_ref().map(|_| kept.draft.kind() == Kind::Enquiry));
    let is_sent = || outbox.receipts().last().is_some_and(|receipt| receipt.taken == Taken::Question);
    announce_page(router, title(locale, in_form.unwrap_or_else(|| untrack(is_sent))));
    Some(move || {
        let (sending, mut receipts, unsent) = (outbox.sending(), outbox.receipts(), outbox.unsent());
        let is_open = !unsent.is_empty() || !form.is_restored();
        match (sending, is_open) {
            (Sending::Refused(reason), _) => refused(locale, &reason).into_any(),
            (Sending::Unproven, _) => view! { <prove::Prove unsent receipts /> }.into_any(),
            (Sending::Waiting, _) => view! { <waiting::WaitingPage unsent receipts /> }.into_any(),
            (Sending::Busy, _) | (Sending::Idle, true) => busy(locale).into_any(),
            (Sending::Idle, false) => match receipts.pop() {
                // By when it is answered is told by the shop's clock.
                Some(_) if !shop.is_settled() => view! { <Skeleton lines=8 /> }.into_any(),
                Some(receipt) => {
                    wall::zone();
                    view! { <Thanks receipt others=receipts /> }.into_any()
                }
                None => nothing(locale).into_any(),
            },
        }
    })
}

/// The page's title: thanks for what was told, or that a question has arrived.
fn title(locale: Locale, is_question: bool) -> &'static str {
    if is_question { t::customer::sent_title_question(locale) } else { t::customer::sent_title(locale) }
}

/// What else was sent from here.
fn also_sent(locale: Locale, receipts: Vec<Receipt>) -> Option<impl IntoView> {
    (!receipts.is_empty()).then(|| {
        let row = |receipt: Receipt| {
            let about = if receipt.taken == Taken::Question {
                t::customer::sent_about_question
            } else {
                t::customer::sent_about
            };
            view! {
                <li>
                    {about(locale, receipt.number.as_str(), &receipt.order)} " "
                    <a href=Route::Case(receipt.case_id).href()>{t::customer::sent_open(locale)}</a>
                </li>
            }
        };
        view! { <ul class="stack-tight" id="also-sent">{receipts.into_iter().map(row).collect_view()}</ul> }
    })
}

#[component]
fn Thanks(receipt: Receipt, others: Vec<Receipt>) -> impl IntoView {
    let locale = use_locale();
    let left = match receipt.left {
        Left::Nothing => None,
        Left::Words => Some(t::customer::sent_earlier(locale)),
        Left::Else => Some(t::customer::sent_earlier_else(locale)),
    };
    let left = left.map(|says| {
        view! { <div id="left-behind"><Notice tone=Tone::Warn is_alert=true>{says}</Notice></div> }
    });
    let photos_left = receipt.photos_left.clone().map(|says| {
        view! { <div id="photos-left"><Notice tone=Tone::Warn is_alert=true>{says}</Notice></div> }
    });
    // Whoever has been at the case knows what is next, and what was next when they sent it may be over.
    let is_opened = is_opened(receipt.case_id);
    let has_offer = receipt.offered.is_some() && !is_opened;
    let first = first_step(locale, &receipt);
    let has_offer_to_come = receipt.taken != Taken::Danger && !has_offer;
    let is_question = receipt.taken == Taken::Question;
    let lead = match (receipt.taken, receipt.answer_by) {
        (Taken::Question, _) if is_opened => String::new(),
        (Taken::Question, Some(by)) => t::customer::sent_question(locale, &format::short_moment(locale, by)),
        (Taken::Question, None) => t::customer::sent_next_read_soon(locale).to_owned(),
        (Taken::Danger, _) => t::customer::danger_sorry(locale).to_owned(),
        // There is nothing to be sorry for.
        (Taken::NoReason, _) => t::customer::sent_no_reason(locale).to_owned(),
        (Taken::Complaint, _) => t::customer::sent_sorry(locale).to_owned(),
    };
    let look_after =
        (receipt.taken == Taken::Danger).then(|| view! { <p>{t::customer::danger_first(locale)}</p> });
    let offered = receipt.offered.filter(|_| has_offer).map(|offered| view! { <OfferWaits offered /> });
    let then = (!is_question && !is_opened).then(|| {
        view! {
            <section class="stack">
                <h2>{t::customer::sent_next(locale)}</h2>
                <ol class="what-next">
                    <li>{first}</li>
                    {has_offer_to_come.then(|| view! { <li>{t::customer::sent_next_offer(locale)}</li> })}
                    <li>{t::customer::sent_next_keep(locale)}</li>
                </ol>
            </section>
        }
    });
    let number = if is_question { t::customer::sent_number_question } else { t::customer::sent_number };
    let open = match (has_offer, is_question) {
        (true, _) => t::customer::sent_open_offer(locale),
        (false, true) => t::customer::sent_open_question(locale),
        (false, false) => t::customer::sent_open(locale),
    };
    // What is offered already is looked at first; everything else can wait.
    let way_on = view! {
        <div class="actions">
            <a class=ButtonKind::Primary.class() id="open-case" href=Route::Case(receipt.case_id).href()>
                {open}
            </a>
        </div>
    };
    let (at_once, at_the_end) = if has_offer { (Some(way_on), None) } else { (None, Some(way_on)) };
    let link = receipt.link.map(|path| view! { <PrivateLink path /> });
    view! {
        <div class="column stack-loose">
            <div class="stack">
                <h1>{title(locale, is_question)}</h1>
                {(!lead.is_empty()).then(|| view! { <p class="lead">{lead}</p> })}
                {look_after}
                <p class="soft">{t::customer::order_label(locale, &receipt.order)}</p>
            </div>
            {left}
            {photos_left}
            {offered}
            {at_once}
            <p class="receipt">
                {number(locale)}
                <strong class="case-number" id="case-number">{receipt.number.as_str().to_owned()}</strong>
            </p>
            {then}
            {link}
            {at_the_end}
            {also_sent(locale, others)}
        </div>
    }
}

/// That an offer waits already, with its sum where it has one.
#[component]
fn OfferWaits(offered: Offered) -> impl IntoView {
    let locale = use_locale();
    let says = match offered.sum {
        Some(sum) => t::customer::sent_offered_sum(locale, &format::money(locale, sum)),
        None => t::customer::sent_offered(locale).to_owned(),
    };
    view! {
        <div id="offer-waits">
            <Notice tone=Tone::Good>
                <strong>{says}</strong>
            </Notice>
        </div>
    }
}

/// What happens first: an offer that waits is looked at, a supervisor calls where somebody may be hurt, and a colleague reads it otherwise.
fn first_step(locale: Locale, receipt: &Receipt) -> String {
    use t::customer as t;
    if receipt.offered.is_some() {
        return t::sent_next_look(locale).to_owned();
    }
    let by = receipt.answer_by.map(|by| format::short_moment(locale, by));
    match (by, receipt.taken == Taken::Danger) {
        (Some(by), true) => t::sent_next_supervisor(locale, &by),
        (None, true) => t::sent_next_supervisor_soon(locale).to_owned(),
        (Some(by), false) => t::sent_next_read(locale, &by),
        (None, false) => t::sent_next_read_soon(locale).to_owned(),
    }
}

/// The private link, to keep.
#[component]
fn PrivateLink(path: String) -> impl IntoView {
    let locale = use_locale();
    view! {
        <section class="stack-tight">
            <h2>{t::customer::sent_link_title(locale)}</h2>
            <p>{t::customer::sent_link_body(locale)}</p>
            <LinkBox path />
            <p class="soft">{t::customer::sent_link_else(locale)}</p>
        </section>
    }
}

/// A private link, to copy.
#[component]
pub(crate) fn LinkBox(path: String) -> impl IntoView {
    let locale = use_locale();
    let announcer = use_announcer();
    let address = [history::origin().as_str(), path.as_str()].concat();
    let copied = address.clone();
    let copy = move |()| {
        let address = copied.clone();
        leptos::task::spawn_local(async move {
            if document::copy(&address).await {
                announcer.show(t::common::copied(locale));
            }
        });
    };
    view! {
        <div class="link-box">
            <output id="private-link">{address}</output>
            <Button label=t::common::copy(locale).to_owned() kind=ButtonKind::Secondary on_press=copy id="copy-link" />
        </div>
    }
}

fn busy(locale: Locale) -> impl IntoView {
    view! {
        <div class="column stack" role="status">
            <h1>{t::customer::sending_title(locale)}</h1>
            <p class="lead">{t::customer::sending_body(locale)}</p>
            <Skeleton lines=3 />
        </div>
    }
}

fn refused(locale: Locale, reason: &str) -> impl IntoView + use<> {
    let reason = reason.to_owned();
    view! {
        <div class="column stack">
            <h1>{t::customer::refused_title(locale)}</h1>
            <Notice tone=Tone::Bad is_alert=true>{reason}</Notice>
            <div class="actions">
                <a class=ButtonKind::Primary.class() href=Route::File(Step::Check).href()>
                    {t::customer::refused_back(locale)}
                </a>
            </div>
        </div>
    }
}

fn nothing(locale: Locale) -> impl IntoView {
    view! {
        <div class="column stack">
            <h1>{t::customer::nothing_sent_title(locale)}</h1>
            <p class="lead">{t::customer::nothing_sent_body(locale)}</p>
            <div class="actions">
                <a class=ButtonKind::Primary.class() href=Route::Start.href()>{t::customer::foot_new(locale)}</a>
                <a class=ButtonKind::Secondary.class() href=Route::Find.href()>{t::customer::foot_find(locale)}</a>
            </div>
        </div>
    }
}
