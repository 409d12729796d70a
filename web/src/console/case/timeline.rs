//! Everything that happened to a case, oldest first, each thing in words.
//!
//! What the customer reads, what they wrote and what stays inside look unmistakably different; what is still on
//! its way says so.

use super::evidence::{Opened, Photos};
use super::happening::{Happening, Look, approved, happening};
use super::store::CaseStore;
use crate::words;
use domain::actor::Actor;
use domain::complaint::event::{Event, Recorded};
use domain::id::UserId;
use leptos::prelude::*;
use web::components::{Icon, IconMark, Keyed};
use web::format;
use web::i18n::{Locale, t::console as t, use_locale};

/// What tells an entry from others: drawn anew when another command has taken its place, and when it has arrived.
fn key(recorded: &Recorded) -> u128 {
    let place = u128::from(recorded.version) << 1 | u128::from(recorded.seq == 0);
    recorded.command_id.0.as_u128().wrapping_add(place)
}

/// The timeline's id: where the focus goes once something is sent.
pub(crate) const PLACE: &str = "timeline";

/// The timeline. Where it scrolls by itself, it is anchored at its end by its style.
#[component]
pub(crate) fn Timeline(store: CaseStore, opened: Opened) -> impl IntoView {
    let locale = use_locale();
    let keys = move || {
        store.timeline.with(|timeline| {
            timeline.iter().filter(|one| !one.event.stands_with_offer()).map(key).collect::<Vec<_>>()
        })
    };
    let entry = move |asked: u128| {
        let recorded = store
            .timeline
            .with_untracked(|timeline| timeline.iter().find(|recorded| key(recorded) == asked).cloned());
        recorded.map(|recorded| view! { <Entry recorded store opened /> }).into_any()
    };
    view! {
        <div class="case-body">
            <section class="timeline" aria-labelledby="timeline-title" id=PLACE tabindex="-1">
                <h2 id="timeline-title" class="out-of-sight">
                    {t::timeline(locale)}
                </h2>
                <ol class="events">
                    <Keyed keys=Signal::derive(keys) entry=Callback::new(entry) />
                </ol>
            </section>
        </div>
    }
}

#[component]
fn Entry(recorded: Recorded, store: CaseStore, opened: Opened) -> impl IntoView {
    let locale = use_locale();
    let photos = match &recorded.event {
        Event::Filed(filed) => filed.evidence.clone(),
        Event::EvidenceAdded(piece) => vec![piece.clone()],
        _ => Vec::new(),
    };
    let users = move |user| user_name(locale, user, store);
    let told = match proposed_by(&recorded, store) {
        Some(author) => approved(locale, &user_name(locale, author, store)),
        None => store.case.with_untracked(|case| happening(locale, case.as_deref(), &recorded, users)),
    };
    let Happening { look, line, body, more } = told;
    let actor = recorded.actor;
    let has_actor = is_somebodys(&recorded.event, actor);
    let name = move || has_actor.then(|| view! { <strong>{name(locale, actor, store)}</strong> " " });
    let at = recorded.at;
    let is_word = look == Look::Theirs && !matches!(recorded.event, Event::Filed(_));
    let is_unanswered = Memo::new(move |_| {
        is_word
            && store.case.with(|case| {
                let waiting = case.as_ref().and_then(|case| case.waiting);
                waiting.is_some_and(|waiting| waiting.since <= at)
            })
    });
    let is_pending = recorded.seq == 0;
    let exact = format::moment(locale, recorded.at);
    let class = ["event ", look.class(), if is_pending { " event-pending" } else { "" }].concat();
    view! {
        <li
            class=class
            class:event-unanswered=move || is_unanswered.get()
            data-event=recorded.event.code()
        >
            <span class="event-mark" aria-hidden="true">
                <IconMark icon=look.icon() />
            </span>
            <div class="event-text">
                <p class="event-line">
                    {name}
                    {line.view()}
                    <Show when=move || is_unanswered.get()>
                        <span class="tag tag-brand">{t::unanswered(locale)}</span>
                    </Show>
                    {(look == Look::Inside)
                        .then(|| view! { <span class="tag tag-inside">{t::only_desk(locale)}</span> })}
                    <time datetime=recorded.at.to_rfc3339() title=exact>
                        {if is_pending {
                            t::sending(locale).to_owned()
                        } else {
                            format::short_moment(locale, recorded.at)
                        }}
                    </time>
                </p>
                {body.map(|body| view! { <p class="event-body">{body}</p> })}
                {(!photos.is_empty()).then(|| view! { <Photos store pieces=photos opened /> })}
                {(!more.is_empty())
                    .then(|| {
                        view! {
                            <ul class="event-more">
                                {more.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}
                            </ul>
                        }
                    })}
            </div>
        </li>
    }
}

/// Who proposed an offer that somebody else made: signed for.
fn proposed_by(recorded: &Recorded, store: CaseStore) -> Option<UserId> {
    let Event::OfferMade { offer: made, .. } = &recorded.event else { return None };
    store.timeline.with_untracked(|timeline| {
        timeline.iter().find_map(|earlier| match &earlier.event {
            Event::OfferProposed { offer, .. } if offer == made => earlier.actor.user(),
            _ => None,
        })
    })
}

/// Whether somebody did it, so that their name stands before it. What the desk does by itself, and what follows from
/// what others did, stands in the log under their command and is nobody's doing.
const fn is_somebodys(event: &Event, actor: Actor) -> bool {
    match event {
        Event::Triaged { .. }
        | Event::Stated(_)
        | Event::LastDayOver { .. }
        | Event::OrderChanged(_)
        | Event::Acknowledged { .. }
        | Event::Agreed { .. }
        | Event::LeftOpen { .. }
        | Event::OfferFell { .. }
        | Event::OfferWeighed { .. }
        | Event::Fulfilled { .. }
        | Event::Reopened { sentence: None } => false,
        Event::KindConverted(converted) => converted.because.is_empty(),
        Event::ConcernRecorded { reason, .. } => reason.is_some(),
        Event::Closed => actor.user().is_some(),
        _ => true,
    }
}

/// Who did it, by the name the desk knows.
pub(crate) fn name(locale: Locale, actor: Actor, store: CaseStore) -> String {
    match actor {
        Actor::Customer(person) => store.people.with(|people| {
            people.get(&person).map_or_else(
                || t::by_customer(locale).to_owned(),
                |person| words::addressed(locale, person.name.as_str(), person.form_of_address),
            )
        }),
        Actor::Agent(user) | Actor::Supervisor(user) | Actor::Admin(user) => user_name(locale, user, store),
        Actor::System => t::role_system(locale).to_owned(),
    }
}

/// A colleague's name.
pub(crate) fn user_name(locale: Locale, user: UserId, store: CaseStore) -> String {
    let colleague = || store.beside.with(|beside| beside.as_ref()?.colleagues.get(&user).cloned());
    store
        .users
        .with(|users| users.get(&user).cloned())
        .or_else(colleague)
        .unwrap_or_else(|| if user == store.me() { store.my_name() } else { t::somebody(locale).to_owned() })
}

impl Look {
    const fn class(self) -> &'static str {
        match self {
            Self::Theirs => "event-theirs",
            Self::Ours => "event-ours",
            Self::Inside => "event-inside",
            Self::Step => "event-step",
            Self::Good => "event-step event-good",
            Self::Bad => "event-step event-bad",
        }
    }

    const fn icon(self) -> Icon {
        match self {
            Self::Theirs | Self::Ours => Icon::Speech,
            Self::Inside => Icon::Lock,
            Self::Step => Icon::Info,
            Self::Good => Icon::Tick,
            Self::Bad => Icon::Cross,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::complaint::event::Event;
    use uuid::Uuid;

    #[test]
    fn nobodys_name_stands_before_what_nobody_did() {
        let user = UserId(Uuid::from_u128(7));
        let by_somebody = Actor::Agent(user);
        assert!(!is_somebodys(&Event::Closed, Actor::System));
        assert!(is_somebodys(&Event::Closed, by_somebody));
        assert!(!is_somebodys(&Event::ConcernRecorded { user, reason: None }, by_somebody));
        assert!(!is_somebodys(&Event::Reopened { sentence: None }, by_somebody));
        assert!(is_somebodys(&Event::CaseTaken, by_somebody));
    }
}
