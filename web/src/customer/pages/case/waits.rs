//! What was asked for and could not go out yet: it is shown to wait where it was asked for, in one's own words, and goes by
//! itself. Where it is refused, that is told there too.

use super::ask::use_acting;
use crate::follow::{Following, Intent};
use domain::complaint::command::Command;
use domain::complaint::settles::Settles;
use domain::remedy::Remedy;
use leptos::prelude::*;
use web::components::{Button, ButtonKind, Notice, Tone};
use web::format;
use web::i18n::{Locale, colon, t, use_locale, words};

/// All that waits and was asked for with one element, each with the way to take it back; while something is on its way there
/// is nothing to take back.
#[component]
pub(super) fn Waits(
    /// The element it was asked for with.
    #[prop(into)]
    place: String,
    /// What that is called, where it isn't seen beside it.
    #[prop(optional)]
    title: Option<&'static str>,
) -> impl IntoView {
    let locale = use_locale();
    let acting = use_acting()?;
    let refused_at = place.clone();
    let its = Memo::new({
        let place = place.clone();
        move |_| {
            let mut all = acting.following.waiting();
            all.retain(|intent| intent.is_of(&place));
            all
        }
    });
    let waits = move || {
        let its = its.get();
        // What goes out at once is not seen to wait.
        (!its.is_empty() && !acting.is_at(&place)).then(|| {
            let place = place.clone();
            let is_unknown = its.iter().any(Intent::may_have_arrived);
            let unknown = is_unknown.then(|| view! { <p>{t::customer::waits_unknown(locale)}</p> });
            let id = [&place, "-waits"].concat();
            let each = move |(n, intent)| view! { <One place=place.clone() n intent /> };
            view! {
                <div class="waits" id=id role="status">
                    <Notice tone=Tone::Warn>
                        {title.map(|title| view! { <p class="notice-title">{title}</p> })}
                        <p>{waits_for(locale, acting.following, t::customer::waits)}</p>
                        {unknown}
                        <ul class="waiting">{its.into_iter().enumerate().map(each).collect_view()}</ul>
                    </Notice>
                </div>
            }
        })
    };
    Some(view! {
        {waits}
        <Refused place=refused_at />
    })
}

/// Why what was asked for with an element was not done.
#[component]
pub(super) fn Refused(
    /// The element.
    #[prop(into)]
    place: String,
) -> impl IntoView {
    let acting = use_acting()?;
    acting.make_room(&place);
    let id = [&place, "-refused"].concat();
    let reason = Memo::new(move |_| acting.refused_at(&place).filter(|_| !acting.following.is_locked()));
    Some(move || {
        let notice = |reason| view! { <Notice tone=Tone::Bad is_alert=true>{reason}</Notice> };
        reason.get().map(|reason| view! { <div id=id.clone()>{notice(reason)}</div> })
    })
}

/// Where something is about to be said: what waits and goes out no more once it is.
#[component]
pub(super) fn Replaces(
    /// The id of the dialog it is said in; this has the same with `-replaces`.
    #[prop(into)]
    id: String,
    /// What it settles.
    #[prop(into)]
    settles: Signal<Option<Settles>>,
    /// The command, where it has no words that are still to be written.
    #[prop(optional)]
    says: Option<Command>,
) -> impl IntoView {
    let acting = use_acting()?;
    let locale = acting.locale;
    let id = [id.as_str(), "-replaces"].concat();
    let its = Memo::new(move |_| {
        let mut all = acting.following.would_replace(settles.get(), says.as_ref());
        all.retain(|intent| !acting.goes_out(intent));
        all
    });
    Some(move || {
        let its = its.get();
        (!its.is_empty()).then(|| {
            let has_words = its.iter().any(Intent::has_words);
            let title =
                if has_words { t::customer::waits_replaces } else { t::customer::waits_replaces_choice };
            let line = |intent: &Intent| {
                let says = [what(locale, intent), &said_in(locale, acting.following, intent)];
                let says: Vec<&str> = says.into_iter().filter(|one| !one.is_empty()).collect();
                view! { <p class="lines">{says.join(colon(locale))}</p> }
            };
            let lines = its.iter().map(line).collect_view();
            view! {
                <div id=id.clone()>
                    <Notice tone=Tone::Warn title=title(locale)>{lines}</Notice>
                </div>
            }
        })
    })
}

/// What somebody does with it, by the words on what it was asked for with.
fn what(locale: Locale, intent: &Intent) -> &'static str {
    use t::customer as t;
    match intent.code().as_str() {
        "accept_option" => t::offer_take(locale),
        "counter_offer" => t::offer_counter(locale),
        "decline_offer" => t::offer_decline(locale),
        "accept_replacement" => t::promise_accept(locale),
        "decline_replacement" => t::promise_decline(locale),
        "confirm_fulfilment" => t::confirm_yes(locale),
        "answer_follow_up" => t::followup_title(locale),
        "set_last_day" => t::last_day_open(locale),
        "escalate" => t::escalate(locale),
        "reopen" => t::reopen(locale),
        "withdraw" => t::withdraw(locale),
        "say_not_meant" => t::stated_not_meant(locale),
        _ => "",
    }
}

/// What it says: its words, or the option it takes.
fn said_in(locale: Locale, following: Following, intent: &Intent) -> String {
    following.named_option(locale, intent).unwrap_or_else(|| said(locale, intent).join("\n"))
}

/// What it waits for: the network, or that it is shown again whose the case is.
pub(super) fn waits_for(
    locale: Locale,
    following: Following,
    network: fn(Locale) -> &'static str,
) -> &'static str {
    if following.is_locked() { t::customer::way_in_say(locale) } else { network(locale) }
}

/// One thing that waits, in its own words.
#[component]
fn One(place: String, n: usize, intent: Intent) -> impl IntoView {
    let locale = use_locale();
    let acting = use_acting()?;
    let said = said(locale, &intent);
    let name = said.iter().take(1).fold(t::customer::waits_drop(locale).to_owned(), |drop, first| {
        [&drop, colon(locale), first].concat()
    });
    let said = said.into_iter().map(|line| view! { <p class="lines">{line}</p> }).collect_view();
    let id = match n {
        0 => [&place, "-call-off"].concat(),
        n => [&place, "-call-off-", &n.to_string()].concat(),
    };
    Some(view! {
        <li>
            {said}
            <Button
                label=t::customer::waits_drop(locale).to_owned()
                name
                kind=ButtonKind::Quiet
                is_busy=acting.is_busy()
                on_press=move |()| acting.take_back(&intent, &place)
                id
            />
        </li>
    })
}

/// What was said in it, field by field.
fn said(locale: Locale, intent: &Intent) -> Vec<String> {
    let line = |(field, said): &(String, String)| match field.as_str() {
        "outcome-score" => Some([t::customer::followup_outcome(locale), " ", said].concat()),
        "process-score" => Some([t::customer::followup_process(locale), " ", said].concat()),
        "counter-wants" | "wishes" => {
            let wishes = said.split(',').filter_map(Remedy::from_code);
            let names: Vec<&str> = wishes.map(|wish| words::remedy(locale, wish)).collect();
            Some(format::listed(locale, &names))
        }
        "last_day" => said.parse().ok().map(|day| format::day(locale, day)),
        _ => Some(said.clone()),
    };
    let lines = intent.fields().iter().filter_map(line);
    lines.filter(|line| !line.trim().is_empty()).collect()
}
