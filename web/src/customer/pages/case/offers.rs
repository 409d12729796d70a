//! What the desk offers: options as cards to choose one from, and the ways to ask for something else.

use super::ask::{SHEET, TAKE, use_acting};
use super::left_open::{MayBeMore, NotInIt};
use super::news::Trouble;
use super::open_offer;
use super::rights::{decided, granted_sums, late};
use super::sentence::{AskSentence, DialogActions};
use super::ticks::Ticks;
use super::waits::{Replaces, Waits};
use crate::pages::{answered, wish_name};
use chrono::TimeDelta;
use domain::category::Category;
use domain::compensation::option::Because;
use domain::complaint::command::{Command, OfferedOption};
use domain::complaint::counter::wishes_instead;
use domain::complaint::rejection::Rejection;
use domain::complaint::settles::Settles;
use domain::complaint::{Case, Offer, returning};
use domain::id::OfferId;
use domain::remedy::Remedy;
use domain::text::Sentence;
use leptos::prelude::*;
use web::browser::document;
use web::components::field::ErrorText;
use web::components::live::use_announcer;
use web::components::{Button, ButtonKind, CheckGroup, Choice, Dialog, Notice, Tone};
use web::format;
use web::i18n::{rejection, t, use_locale, words};
use web::parts::option_body::OptionBody;
use web::shop::use_shop;

/// The open offer. Its options are drawn anew with every offer; the ways to ask for something else stay, with what is
/// being written there.
#[component]
pub(super) fn Offers(
    /// The case.
    case: Memo<Option<Case>>,
    /// The offer's id.
    offer: Memo<String>,
) -> impl IntoView {
    let locale = use_locale();
    let late = late(locale, case);
    // What is told of each option and may change while it is open.
    let told = Memo::new(move |_| {
        case.with(|case| {
            let options = open_offer(case.as_ref()).into_iter().flat_map(|offer| &offer.options);
            let told = |one: &OfferedOption| (one.option.missing.clone(), one.option.is_recommended);
            options.map(told).collect::<Vec<_>>()
        })
    });
    let options = move || {
        offer.track();
        told.track();
        let Offer { id, options, message, .. } =
            case.with_untracked(|case| open_offer(case.as_ref()).cloned())?;
        let n = i64::try_from(options.len()).unwrap_or(0);
        let title = if n > 1 {
            t::customer::offers_choose(locale, &n.to_string())
        } else {
            t::customer::offer_only(locale).to_owned()
        };
        let said = message.map(|message| view! { <p class="offer-said">{message}</p> });
        let cards = options
            .into_iter()
            .map(|option| view! { <OfferCard case offer=id option late /> }.into_any())
            .collect_view();
        Some(view! {
            <h2 id="offers-title">{title}</h2>
            {said}
            <div class="offer-cards">{cards}</div>
        })
    };
    view! {
        <section class="stack" id="offers" aria-labelledby="offers-title">
            {options}
            <div class="stack-tight">
                <h3>{move || if is_only(case) { t::customer::offer_other_only(locale) } else { t::customer::offer_other(locale) }}</h3>
                <div class="cluster">
                    <Counter case />
                    <Decline case />
                </div>
            </div>
        </section>
    }
}

/// One option, with the dialog that signs it.
#[component]
fn OfferCard(
    case: Memo<Option<Case>>,
    offer: OfferId,
    option: OfferedOption,
    late: Signal<Option<String>>,
) -> impl IntoView {
    let (locale, shop) = (use_locale(), use_shop());
    let acting = use_acting()?;
    let announcer = use_announcer();
    let OfferedOption { id, option } = option;
    let dialog = format!("{SHEET}{id}");
    let is_informed = RwSignal::new(false);
    let is_asked = RwSignal::new(false);
    let needs_consent = option.is_below_entitlement;
    let take = move || Command::AcceptOption { offer, option: id, is_informed: needs_consent };
    let sign = move |()| {
        if needs_consent && !is_informed.get_untracked() {
            is_asked.set(true);
            document::focus(&format!("consent-{id}"));
            return;
        }
        acting.act(format!("{TAKE}{id}"), take(), &[], move || announcer.say(t::customer::ev_agreed(locale)));
    };
    let names: Vec<String> = option.parts.iter().map(|part| words::remedy_for(locale, part)).collect();
    let below = match option.missing.as_slice() {
        [] => t::customer::offer_below(locale).to_owned(),
        missing => t::customer::offer_below_by(locale, &words::missing(locale, missing)),
    };
    let below_in_dialog = StoredValue::new(below.clone());
    let has_badges = option.is_recommended || needs_consent;
    let badges = has_badges.then(|| view! {
        <div class="cluster">
            {option.is_recommended.then(|| view! { <span class="badge badge-brand">{t::customer::offer_recommended(locale)}</span> })}
            {needs_consent.then(|| view! { <span class="badge badge-warn">{below}</span> })}
        </div>
    });
    // The offer stands while something else is asked for, and is what they wish for no longer.
    let because = Memo::new(move |_| {
        case.with(|case| open_offer(case.as_ref())?.option(id).and_then(|offered| offered.option.because))
    });
    let because = move || {
        because.get().map(|because| {
            let words = match because {
                Because::Wished => t::customer::because_wished(locale),
                Because::Close => t::customer::because_close(locale),
                Because::KeepsGoods => t::customer::because_keeps_goods(locale),
                Because::Soonest => t::customer::because_soonest(locale),
            };
            view! { <p class="soft">{words}</p> }
        })
    };
    // It is done so long after it was agreed on, and not after it was offered.
    let offered_for = case.with_untracked(|case| {
        open_offer(case.as_ref()).map(|offer| (shop.now() - offer.made_at).max(TimeDelta::zero()))
    });
    let ready = option.ready_by.map(|by| by + offered_for.unwrap_or_default()).map(|by| {
        let after_return = case.with_untracked(|case| {
            let limits = shop.shop().map(|shop| shop.limits.clone()).unwrap_or_default();
            case.as_ref().and_then(|case| returning::days_after_return(case, &option.parts, &limits))
        });
        let says = match after_return {
            Some(n_days) => t::customer::offer_ready_after_return(locale, i64::from(n_days)),
            None => t::customer::offer_ready_by(locale, &format::short_moment(locale, by)),
        };
        view! { <p class="soft">{says}</p> }
    });
    let (in_dialog, parts) = (option.clone(), option.parts.clone());
    let class = if option.is_recommended { "offer-card offer-card-recommended" } else { "offer-card" };
    let missing = Signal::derive(move || {
        let is_missing = is_asked.get() && !is_informed.get();
        is_missing.then(|| rejection::rejection(locale, &Rejection::ConsentMissing))
    });
    let consent = move || {
        needs_consent.then(|| {
            view! {
                <div class="stack-tight">
                    <p>{below_in_dialog.get_value()}</p>
                    <p>{t::customer::offer_below_body(locale)}</p>
                    <label class="choice" for=format!("consent-{id}")>
                        <input
                            type="checkbox"
                            id=format!("consent-{id}")
                            aria-describedby=format!("consent-{id}-error")
                            aria-invalid=move || missing.get().is_some().then_some("true")
                            on:change=move |event| is_informed.set(event_target_checked(&event))
                        />
                        <span class="choice-text">{t::customer::offer_below_confirm(locale)}</span>
                    </label>
                    <ErrorText id=format!("consent-{id}-error") error=missing />
                </div>
            }
        })
    };
    let is_fallen = Memo::new(move |_| {
        case.with(|case| open_offer(case.as_ref()).is_some_and(|offer| offer.is_fallen(id)))
    });
    // What was refused while it could not be taken is refused no more.
    Effect::new(move |before: Option<bool>| {
        let is_fallen = is_fallen.get();
        if before.is_some_and(|before| before != is_fallen) {
            acting.forget_refusal(&format!("{TAKE}{id}"));
        }
        is_fallen
    });
    let fallen = move || {
        is_fallen
            .get()
            .then(|| view! { <Notice tone=Tone::Warn>{t::customer::option_fallen(locale)}</Notice> })
    };
    // Whoever is about to sign hears it.
    let fallen_in_dialog = move || {
        is_fallen.get().then(|| {
            view! { <Notice tone=Tone::Warn is_alert=true>{t::customer::option_fallen(locale)}</Notice> }
        })
    };
    let name = t::customer::offer_take_named(locale, &format::listed(locale, &names));
    let open = dialog.clone();
    let take_it = move || {
        let (open, name) = (open.clone(), name.clone());
        (!is_fallen.get()).then(|| {
            view! {
                <Button
                    label=t::customer::offer_take(locale).to_owned()
                    name
                    on_press=move |()| acting.open(&open)
                    id=format!("{TAKE}{id}")
                />
            }
        })
    };
    let (close, is_open) = (dialog.clone(), acting.is_open(&dialog));
    let (actions, title) = (dialog.clone(), t::customer::offer_sign_title(locale));
    let send = UnsyncCallback::new(sign);
    Some(view! {
        <article class=class>
            <div class="offer-body">
                {badges}
                {because}
                <OptionBody option late />
                <NotInIt case parts=parts />
                {ready}
                {fallen}
            </div>
            <Waits place=format!("{TAKE}{id}") title=t::customer::offer_take(locale) />
            {take_it}
            <Dialog id=dialog title is_open on_close=move |()| acting.close(&close)>
                {move || (!is_fallen.get()).then(|| view! { <p>{t::customer::offer_sign_body(locale)}</p> })}
                <OptionBody option=in_dialog.clone() late />
                <NotInIt case parts=in_dialog.parts.clone() />
                <MayBeMore case sum=in_dialog.total />
                {consent}
                {fallen_in_dialog}
                <Trouble />
                <Replaces id=actions.clone() settles=take().settles() says=take() />
                {
                    let actions = actions.clone();
                    move || {
                        let (id, again) = (actions.clone(), actions.clone());
                        if is_fallen.get() {
                            // It stays and says so until it is closed.
                            acting.note_drawn(&id);
                            let close = move |()| acting.close(&again);
                            view! { <Button label=t::common::close(locale) on_press=close /> }.into_any()
                        } else {
                            let label = t::customer::offer_sign(locale);
                            view! { <DialogActions id label on_send=send /> }.into_any()
                        }
                    }
                }
            </Dialog>
        </article>
    })
}

/// Asking for something else: a wish and a sentence.
#[component]
fn Counter(case: Memo<Option<Case>>) -> impl IntoView {
    let locale = use_locale();
    let acting = use_acting()?;
    let ticks = Ticks::of(acting.following, "counter-wants");
    let toggle = UnsyncCallback::new(move |(code, is_on): (String, bool)| ticks.set(code, is_on));
    let decided = decided(case)?;
    let wishable = Memo::new(move |_| {
        let within = decided.with(|decided| decided.as_ref().map(answered).unwrap_or_default().within);
        case.with(|case| case.as_ref().map(|case| wishes_instead(case, &within)).unwrap_or_default())
    });
    let command = Callback::new(move |sentence: Option<Sentence>| {
        let wants = ticks.among(&wishable.get_untracked());
        Some(Command::CounterOffer { offer: offer_id(case)?, wants, sentence: sentence? })
    });
    let drawn = move || {
        let category = case.with(|case| case.as_ref().map_or(Category::Other, |case| case.category));
        let choice = |wish: Remedy| Choice::new(wish.code(), wish_name(locale, category, wish));
        let choices = wishable.get().into_iter().map(choice);
        view! {
            <CheckGroup
                id="counter-wants"
                legend=t::customer::offer_counter_wish(locale)
                choices=choices.collect()
                chosen=ticks.codes()
                on_toggle=toggle
                is_row=true
            />
        }
    };
    let wishes = move || view! { {drawn} };
    Some(view! {
        <AskSentence
            id="counter"
            fields=&["counter"]
            also=&["counter", "counter-wants"]
            label=t::customer::offer_counter_send(locale)
            opener=t::customer::offer_counter(locale)
            title=t::customer::offer_counter(locale)
            question=t::customer::offer_counter_sentence(locale)
            hint=t::customer::offer_counter_hint(locale)
            kind=ButtonKind::Secondary
            settles=settled(case)
            before=wishes
            command
            done=t::customer::ev_countered(locale)
        />
    })
}

/// The offer to answer.
fn offer_id(case: Memo<Option<Case>>) -> Option<OfferId> {
    case.with_untracked(|case| open_offer(case.as_ref()).map(|offer| offer.id))
}

/// What is settled by an answer to it; tracked.
fn settled(case: Memo<Option<Case>>) -> Signal<Option<Settles>> {
    Signal::derive(move || case.with(|case| open_offer(case.as_ref()).map(|offer| Settles::Offer(offer.id))))
}

/// Whether one option is all that is offered; tracked.
fn is_only(case: Memo<Option<Case>>) -> bool {
    case.with(|case| super::open_offer(case.as_ref()).is_some_and(|offer| offer.options.len() == 1))
}

/// Taking none of the options.
#[component]
fn Decline(case: Memo<Option<Case>>) -> impl IntoView {
    let locale = use_locale();
    let command = Callback::new(move |sentence: Option<Sentence>| {
        Some(Command::DeclineOffer { offer: offer_id(case)?, sentence })
    });
    let granted = granted_sums(locale, case);
    let keeps = move || {
        let said = move || {
            let what = granted.get();
            (!what.is_empty()).then(|| view! { <p>{t::customer::offer_decline_keeps(locale, &what)}</p> })
        };
        view! { {said} }
    };
    let name = t::customer::offer_decline(locale);
    view! {
        <AskSentence
            id="decline"
            fields=&["decline"]
            label=name
            title=name
            body=t::customer::offer_decline_body(locale)
            question=t::customer::offer_decline_sentence(locale)
            is_optional=true
            kind=ButtonKind::Quiet
            settles=settled(case)
            before=keeps
            command
            done=t::customer::ev_declined(locale)
        />
    }
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
