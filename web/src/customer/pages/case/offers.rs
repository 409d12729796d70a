//! What the desk offers: options as cards to choose one from, and the ways to ask for something else.

use super::ask::use_acting;
use domain::compensation::option::Because;
use domain::complaint::Offer;
use domain::complaint::command::{Command, OfferedOption};
use domain::complaint::rejection::Rejection;
use domain::id::OfferId;
use domain::remedy::Remedy;
use domain::text::Sentence;
use leptos::prelude::*;
use web::components::field::ErrorText;
use web::components::live::use_announcer;
use web::components::{Button, ButtonKind, CheckGroup, Choice, Dialog, TextArea};
use web::format;
use web::i18n::{Locale, rejection, t, use_locale, words};
use web::parts::option_body::OptionBody;

/// The open offer.
#[component]
pub(super) fn Offers(offer: Offer) -> impl IntoView {
    let locale = use_locale();
    let n = i64::try_from(offer.options.len()).unwrap_or(0);
    let title = if n > 1 {
        t::customer::offers_choose(locale, &n.to_string())
    } else {
        t::customer::offer_only(locale).to_owned()
    };
    let said = offer.message.clone().map(|message| view! { <p class="offer-said">{message}</p> });
    let id = offer.id;
    let cards = offer
        .options
        .into_iter()
        .map(|option| view! { <OfferCard offer=id option /> }.into_any())
        .collect_view();
    view! {
        <section class="stack" id="offers" aria-labelledby="offers-title">
            <h2 id="offers-title">{title}</h2>
            {said}
            <div class="offer-cards">{cards}</div>
            <div class="stack-tight">
                <h3>{t::customer::offer_other(locale)}</h3>
                <div class="cluster">
                    <Counter offer=id />
                    <Decline offer=id />
                </div>
            </div>
        </section>
    }
}

/// One option, with the dialog that signs it.
#[component]
fn OfferCard(offer: OfferId, option: OfferedOption) -> impl IntoView {
    let locale = use_locale();
    let acting = use_acting();
    let announcer = use_announcer();
    let OfferedOption { id, option } = option;
    let is_open = RwSignal::new(false);
    let is_informed = RwSignal::new(false);
    let is_asked = RwSignal::new(false);
    let needs_consent = option.is_below_entitlement;
    let sign = move |()| {
        if needs_consent && !is_informed.get_untracked() {
            is_asked.set(true);
            return;
        }
        if let Some(acting) = acting {
            let command = Command::AcceptOption { offer, option: id, is_informed: needs_consent };
            acting.act(command, move || announcer.say(t::customer::ev_agreed(locale)));
            is_open.set(false);
        }
    };
    let names: Vec<String> = option.parts.iter().map(|part| words::remedy_for(locale, part)).collect();
    let named = names.join(if locale == Locale::En { ", " } else { "、" });
    let has_badges = option.is_recommended || needs_consent;
    let badges = has_badges.then(|| view! {
        <div class="cluster">
            {option.is_recommended.then(|| view! { <span class="badge badge-brand">{t::customer::offer_recommended(locale)}</span> })}
            {needs_consent.then(|| view! { <span class="badge badge-warn">{t::customer::offer_below(locale)}</span> })}
        </div>
    });
    let because = option.because.map(|because| {
        let words = match because {
            Because::Wished => t::customer::because_wished(locale),
            Because::Close => t::customer::because_close(locale),
            Because::KeepsGoods => t::customer::because_keeps_goods(locale),
            Because::Soonest => t::customer::because_soonest(locale),
        };
        view! { <p class="soft">{words}</p> }
    });
    let ready = option.ready_by.map(|by| {
        view! { <p class="soft">{t::customer::offer_ready_by(locale, &format::short_moment(locale, by))}</p> }
    });
    let in_dialog = option.clone();
    let class = if option.is_recommended { "offer-card offer-card-recommended" } else { "offer-card" };
    let missing = Signal::derive(move || {
        let is_missing = is_asked.get() && !is_informed.get();
        is_missing.then(|| rejection::rejection(locale, &Rejection::ConsentMissing))
    });
    let consent = move || {
        needs_consent.then(|| {
            view! {
                <div class="stack-tight">
                    <p>{t::customer::offer_below_body(locale)}</p>
                    <label class="choice" for=format!("consent-{id}")>
                        <input
                            type="checkbox"
                            id=format!("consent-{id}")
                            on:change=move |event| is_informed.set(event_target_checked(&event))
                        />
                        <span class="choice-text">{t::customer::offer_below_confirm(locale)}</span>
                    </label>
                    <ErrorText id=format!("consent-{id}-error") error=missing />
                </div>
            }
        })
    };
    view! {
        <article class=class>
            {badges}
            {because}
            <OptionBody option />
            {ready}
            <Button
                label=t::customer::offer_take(locale).to_owned()
                name=t::customer::offer_take_named(locale, &named)
                on_press=move |()| is_open.set(true)
                id=format!("take-{id}")
            />
            <Dialog id=format!("sign-{id}") title=t::customer::offer_sign_title(locale) is_open on_close=move |()| is_open.set(false)>
                <p>{t::customer::offer_sign_body(locale)}</p>
                <OptionBody option=in_dialog.clone() />
                {consent}
                <div class="actions">
                    <Button label=t::customer::offer_sign(locale).to_owned() on_press=sign id=format!("sign-{id}-send") />
                    <Button label=t::common::cancel(locale).to_owned() kind=ButtonKind::Quiet on_press=move |()| is_open.set(false) />
                </div>
            </Dialog>
        </article>
    }
}

/// Asking for something else: a wish and a sentence.
#[component]
fn Counter(offer: OfferId) -> impl IntoView {
    let locale = use_locale();
    let acting = use_acting();
    let announcer = use_announcer();
    let is_open = RwSignal::new(false);
    let wants = RwSignal::new(Vec::<String>::new());
    let text = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let send = move |()| {
        let sentence = match Sentence::parse(&text.get_untracked()) {
            Ok(sentence) => sentence,
            Err(problem) => {
                error.set(Some(rejection::problem(locale, &problem.at("sentence"))));
                return;
            }
        };
        let wants =
            wants.with_untracked(|wants| wants.iter().filter_map(|code| Remedy::from_code(code)).collect());
        if let Some(acting) = acting {
            acting.act(Command::CounterOffer { offer, wants, sentence }, move || {
                announcer.say(t::customer::ev_countered(locale));
            });
            is_open.set(false);
        }
    };
    let toggle = UnsyncCallback::new(move |(code, is_on): (String, bool)| {
        wants.update(|wants| {
            wants.retain(|wish| *wish != code);
            if is_on {
                wants.push(code);
            }
        });
    });
    view! {
        <Button
            label=t::customer::offer_counter(locale).to_owned()
            kind=ButtonKind::Secondary
            on_press=move |()| is_open.set(true)
            id="counter-open"
        />
        <Dialog id="counter" title=t::customer::offer_counter(locale) is_open on_close=move |()| is_open.set(false)>
            <CheckGroup
                id="counter-wants"
                legend=t::customer::offer_counter_wish(locale)
                choices=COUNTER_WISHES.iter().map(|wish| Choice::new(wish.code(), words::remedy(locale, *wish))).collect()
                chosen=wants
                on_toggle=toggle
                is_row=true
            />
            <TextArea
                id="counter-sentence"
                label=t::customer::offer_counter_sentence(locale)
                hint=t::customer::offer_counter_hint(locale)
                value=text
                on_input=move |typed: String| {
                    error.set(None);
                    text.set(typed);
                }
                error
                rows=3
            />
            <div class="actions">
                <Button label=t::customer::offer_counter_send(locale).to_owned() on_press=send id="counter-send" />
                <Button label=t::common::cancel(locale).to_owned() kind=ButtonKind::Quiet on_press=move |()| is_open.set(false) />
            </div>
        </Dialog>
    }
}

/// What people ask for instead; anything else goes into the sentence.
const COUNTER_WISHES: [Remedy; 7] = [
    Remedy::ReturnRefund,
    Remedy::Refund,
    Remedy::PriceReduction,
    Remedy::Exchange,
    Remedy::Resend,
    Remedy::Repair,
    Remedy::Coupon,
];

/// Taking none of the options.
#[component]
fn Decline(offer: OfferId) -> impl IntoView {
    let locale = use_locale();
    let acting = use_acting()?;
    let announcer = use_announcer();
    let is_open = RwSignal::new(false);
    let text = RwSignal::new(String::new());
    let send = move |()| {
        let typed = text.get_untracked();
        let sentence = Sentence::parse(&typed).ok();
        acting.act(Command::DeclineOffer { offer, sentence }, move || {
            announcer.say(t::customer::ev_declined(locale));
        });
        is_open.set(false);
    };
    Some(view! {
        <Button
            label=t::customer::offer_decline(locale).to_owned()
            kind=ButtonKind::Quiet
            on_press=move |()| is_open.set(true)
            id="decline-open"
        />
        <Dialog id="decline" title=t::customer::offer_decline(locale) is_open on_close=move |()| is_open.set(false)>
            <p>{t::customer::offer_decline_body(locale)}</p>
            <TextArea
                id="decline-sentence"
                label=t::customer::offer_decline_sentence(locale)
                value=text
                on_input=move |typed: String| text.set(typed)
                is_optional=true
                rows=3
            />
            <div class="actions">
                <Button label=t::customer::offer_decline(locale).to_owned() on_press=send id="decline-send" />
                <Button label=t::common::cancel(locale).to_owned() kind=ButtonKind::Quiet on_press=move |()| is_open.set(false) />
            </div>
        </Dialog>
    })
}

/// What the customer asked for instead.
#[component]
pub(super) fn YourCounter(wants: Vec<Remedy>, sentence: String) -> impl IntoView {
    let locale = use_locale();
    let wishes =
        wants.into_iter().map(|wish| view! { <li>{words::remedy(locale, wish)}</li> }).collect_view();
    view! {
        <section class="card stack-tight">
            <h2>{t::customer::your_counter(locale)}</h2>
            <p>{sentence}</p>
            <ul class="soft">{wishes}</ul>
        </section>
    }
}
