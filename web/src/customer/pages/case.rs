//! A case as its customer sees it: where it stands, what happens next and by when, and everything they can do.

mod access;
mod after;
mod ask;
mod last_day;
mod left_open;
mod name_wishes;
mod leftovers;
mod news;
mod next;
mod noted;
mod offers;
mod on_its_way;
mod paper;
mod photos;
mod promises;
mod rights;
mod sentence;
mod stated;
mod talk;
mod ticks;
mod timeline;
mod told;
mod waits;
mod way_in;
mod words;

use crate::follow::{Following, Showing, is_hidden};
use crate::outbox::receipt;
use crate::pages::find::{FindForm, Wanted};
use ask::Acting;
use domain::category::Kind;
use domain::complaint::on_its_way::{Sent, on_its_way};
use domain::complaint::returning;
use domain::complaint::{Case, Kept, Offer, Phase, PhaseName};
use domain::id::CaseId;
use leptos::prelude::*;
use web::api::ApiError;
use web::browser::network;
use web::components::{Button, Notice, Skeleton, Tone};
use web::i18n::{Locale, rejection, t, use_locale};
use web::router::{announce_page, use_router};
use web::shop::use_shop;
use web::wall;

/// The heading that says how the case stands: where the focus goes once something was done.
const PHASE: &str = "phase";

/// The page of a case.
#[component]
pub(crate) fn CasePage(
    /// Which.
    id: CaseId,
) -> impl IntoView {
    let locale = use_locale();
    let shop = use_shop();
    let following = Following::begin(id, shop);
    receipt::note_opened(id);
    // The page is drawn anew only when there is something else to show, not each time that is said again.
    let showing = Memo::new(move |_| following.showing());
    move || match showing.get() {
        Showing::Loading => waiting(locale, false).into_any(),
        Showing::LoadingSlowly => waiting(locale, true).into_any(),
        Showing::Case => {
            // Whatever names a moment is drawn once: where the shop's zone comes to be known only now, anew.
            wall::zone();
            view! { <Shown following /> }.into_any()
        }
        Showing::Covered => covered(locale, following).into_any(),
        Showing::Nothing(error) => nothing(locale, following, &error).into_any(),
    }
}

#[component]
fn Shown(following: Following) -> impl IntoView {
    let locale = use_locale();
    let case = Memo::new(move |_| following.case());
    let acting = Acting::provide(following, locale);
    let number = case.with_untracked(|case| case.as_ref().map(|case| case.number.as_str().to_owned()))?;
    // A question may become a complaint while the page stands.
    let is_question =
        Memo::new(move |_| case.with(|case| case.as_ref().is_some_and(|case| case.kind == Kind::Enquiry)));
    let named = move |is_question: bool| {
        let named = if is_question { t::customer::case_title_question } else { t::customer::case_title };
        named(locale, &number)
    };
    announce_page(use_router(), &named(is_question.get_untracked()));
    let phase = Memo::new(move |_| case.with(|case| case.as_ref().map(|case| case.phase.name())));
    let is_only_offer = Memo::new(move |_| {
        case.with(|case| open_offer(case.as_ref()).is_some_and(|offer| offer.options.len() == 1))
    });
    let is_answered =
        Memo::new(move |_| case.with(|case| case.as_ref().is_some_and(Case::is_answered_question)));
    let has_told = Memo::new(move |_| case.with(|case| case.as_ref().is_some_and(|case| case.has_told)));
    let has_fallen =
        Memo::new(move |_| case.with(|case| open_offer(case.as_ref()).is_some_and(Offer::is_void)));
    let is_left_open = Memo::new(move |_| case.with(|case| case.as_ref().is_some_and(Case::is_left_open)));
    let has_parcel = Memo::new(move |_| on_its_way::has_parcel(&on_its_way::sent(case)));
    let is_by_rating = Memo::new(move |_| following.is_taken_up_by_rating());
    let heading = move || {
        phase.get().map(|phase| match phase {
            PhaseName::Filed | PhaseName::Acknowledged if is_question.get() => {
                t::customer::sent_title_question(locale)
            }
            PhaseName::Investigating if is_answered.get() => t::customer::phase_answered(locale),
            PhaseName::Fulfilled if has_parcel.get() => t::customer::phase_on_its_way(locale),
            // More may follow than was agreed on.
            PhaseName::Fulfilled if is_left_open.get() => t::customer::phase_fulfilled_as_agreed(locale),
            PhaseName::Reopened if is_by_rating.get() => t::customer::phase_reopened_rated(locale),
            PhaseName::Offered if has_fallen.get() => t::customer::phase_investigating(locale),
            PhaseName::Offered if is_only_offer.get() => t::customer::phase_offered_only(locale),
            // Whoever told how it went is thanked, though the case closes with that.
            PhaseName::Closed if has_told.get() => t::customer::phase_followed_up(locale),
            phase => phase_name(locale, phase),
        })
    };
    let is_escalated =
        Memo::new(move |_| case.with(|case| case.as_ref().is_some_and(|case| case.is_escalated)));
    let is_online = network::online();
    let live = move || {
        if following.is_live() && is_online.get() {
            t::customer::live_on(locale)
        } else {
            t::customer::live_off(locale)
        }
    };
    let at_desk = move || {
        following
            .is_desk_browser()
            .then(|| view! { <div class="no-print" id="desk-browser"><Notice tone=Tone::Warn>{t::customer::desk_browser(locale)}</Notice></div> })
    };
    // Each room is drawn anew only when what it shows has changed, so a dialog stays open while news arrives.
    let room = Memo::new(move |_| {
        case.with(|case| {
            let case = case.as_ref()?;
            let promises = case.phase.fulfilment().map(|all| all.promises.as_slice()).unwrap_or_default();
            Some((case.phase.clone(), goods_of(case, promises), on_its_way(case)))
        })
    });
    // Named by its id alone: the whole offer is read when it is drawn.
    let offer = Memo::new(move |_| {
        case.with(|case| open_offer(case.as_ref()).map(|offer| offer.id.to_string()).unwrap_or_default())
    });
    let has_offer = Memo::new(move |_| offer.with(|offer| !offer.is_empty()));
    Effect::new(move |_| {
        if !has_offer.get() {
            // Nothing is left to answer; what was written is kept.
            acting.close_answers();
        }
    });
    // With an option its sheet goes, and whoever reads it is told why.
    Effect::new(move |before: Option<String>| {
        let now = offer.get();
        if before.is_some_and(|before| !before.is_empty() && before != now) {
            acting.close_sheet();
        }
        now
    });
    let offers = move || has_offer.get().then(|| view! { <offers::Offers case offer /> }.into_any());
    let past = Memo::new(move |_| following.past_agreements());
    let agreed = move || {
        // An agreement is over when the phase moves on.
        let has_later = matches!(phase.get(), Some(PhaseName::Fulfilling | PhaseName::Fulfilled));
        let past = past.get();
        let n = past.len();
        let rows = past.into_iter().enumerate().map(|(place, fulfilment)| {
            let is_earlier = has_later || place.saturating_add(1) < n;
            view! { <promises::Promises fulfilment is_earlier /> }.into_any()
        });
        rows.collect_view()
    };
    // What it came to stands above the way back into it.
    let is_over = Memo::new(move |_| {
        matches!(phase.get(), Some(PhaseName::FollowedUp | PhaseName::Closed | PhaseName::Withdrawn))
    });
    let again = move || is_over.get().then(|| view! { <after::TakeUpAgain /> }.into_any());
    let body = move || room.get().map(|(phase, goods, sent)| self::room(case, &phase, goods, sent));
    Some(view! {
        <div class="beside">
            <div class="stack-loose case-sheet">
                <div class="stack-tight">
                    <p class="case-head">
                        <span id="case-number">{move || named(is_question.get())}</span>
                        <Show when=move || is_escalated.get()>
                            <span class="badge badge-brand">{t::customer::escalated(locale)}</span>
                        </Show>
                    </p>
                    <h1 id=PHASE tabindex="-1" aria-live="polite">{heading}</h1>
                    <paper::PaperHead case />
                </div>
                {at_desk}
                <way_in::WayIn case />
                {move || acting.refused_elsewhere().filter(|_| !following.is_locked()).map(|reason| view! { <div id="refused"><Notice tone=Tone::Bad is_alert=true>{reason}</Notice></div> })}
                <next::NextStep case />
                {body}
                <name_wishes::NameWishes case />
                <name_wishes::Uncounted case />
                <left_open::LeftOpen case />
                // Whoever has an offer before them answers that first.
                {offers}
                <last_day::LastDay case />
                {agreed}
                // An answer that was asked for is read before what the rules say beside it.
                <Show when=move || !is_answered.get()>
                    <rights::Rights case />
                </Show>
                {again}
                <section class="stack" aria-labelledby="talk-title">
                    <h2 id="talk-title">{t::customer::talk_title(locale)}</h2>
                    <talk::Talk case />
                    <timeline::Timeline following />
                </section>
                <Show when=move || is_answered.get()>
                    <rights::Rights case />
                </Show>
            </div>
            <aside class="stack no-print">
                <told::Told case />
                <told::More case />
                <access::Access id=following.id() />
                <p class="soft small" role="status">{live}</p>
            </aside>
        </div>
    })
}

/// The offer the customer can choose from.
fn open_offer(case: Option<&Case>) -> Option<&Offer> {
    case?.phase.open_offer()
}

/// How the goods of each promise stand.
fn goods_of(case: &Case, all: &[Kept]) -> promises::Goods {
    let ids = |holds: &dyn Fn(&Kept) -> bool| {
        all.iter().filter(|kept| holds(kept)).map(|kept| kept.promise.id).collect()
    };
    promises::Goods {
        awaited: ids(&|kept| returning::waits(case, &kept.promise)),
        left: ids(&|kept| returning::keeps_goods(case, kept)),
    }
}

/// What a phase asks of the customer, or shows them.
fn room(case: Memo<Option<Case>>, phase: &Phase, goods: promises::Goods, sent: Vec<Sent>) -> Option<AnyView> {
    match phase {
        Phase::Countered { wants, sentence, .. } => {
            Some(view! { <offers::YourCounter wants=wants.clone() sentence=sentence.clone() /> }.into_any())
        }
        Phase::Fulfilling(fulfilment) => {
            Some(view! { <promises::Promises fulfilment=fulfilment.clone() goods /> }.into_any())
        }
        Phase::Fulfilled { fulfilment, is_confirmed, .. } => Some(
            view! {
                <after::AfterFulfilment case is_confirmed=*is_confirmed sent />
                <promises::Promises fulfilment=fulfilment.clone() goods />
            }
            .into_any(),
        ),
        Phase::Rejected => Some(view! { <after::Rejected /> }.into_any()),
        Phase::Offered(_)
        | Phase::Filed
        | Phase::Acknowledged
        | Phase::Investigating
        | Phase::Reopened
        | Phase::FollowedUp
        | Phase::Closed
        | Phase::Withdrawn => None,
    }
}

/// A phase as the customer reads it.
fn phase_name(locale: Locale, phase: PhaseName) -> &'static str {
    use t::customer as t;
    match phase {
        PhaseName::Filed => t::phase_filed(locale),
        PhaseName::Acknowledged => t::phase_acknowledged(locale),
        PhaseName::Investigating => t::phase_investigating(locale),
        PhaseName::Offered => t::phase_offered(locale),
        PhaseName::Countered => t::phase_countered(locale),
        PhaseName::Fulfilling => t::phase_fulfilling(locale),
        PhaseName::Fulfilled => t::phase_fulfilled(locale),
        PhaseName::FollowedUp => t::phase_followed_up(locale),
        PhaseName::Closed => t::phase_closed(locale),
        PhaseName::Withdrawn => t::phase_withdrawn(locale),
        PhaseName::Rejected => t::phase_rejected(locale),
        PhaseName::Reopened => t::phase_reopened(locale),
    }
}

fn waiting(locale: Locale, is_slow: bool) -> impl IntoView {
    view! {
        <div class="column stack">
            <Skeleton lines=8 />
            {is_slow.then(|| view! { <p class="soft">{t::common::loading_slowly(locale)}</p> })}
        </div>
    }
}

/// In place of a case whose customer signed out in another tab.
fn covered(locale: Locale, following: Following) -> impl IntoView + use<> {
    let then = UnsyncCallback::new(move |()| following.load());
    let wanted = Wanted { id: following.id(), number: following.number(), then };
    view! {
        <div class="column stack-loose">
            <div class="stack" role="status">
                <h1>{t::customer::way_in_title(locale)}</h1>
                <p class="lead">{t::customer::way_in_body(locale)}</p>
            </div>
            <FindForm wanted />
        </div>
    }
}

fn nothing(locale: Locale, following: Following, error: &ApiError) -> impl IntoView + use<> {
    let load = UnsyncCallback::new(move |()| following.load());
    if is_hidden(error) {
        let wanted = Wanted { id: following.id(), number: None, then: load };
        return view! {
            <div class="column stack-loose">
                <div class="stack">
                    <h1>{t::customer::way_in_title(locale)}</h1>
                    <p class="lead">{t::customer::case_missing_body(locale)}</p>
                </div>
                <FindForm wanted />
            </div>
        }
        .into_any();
    }
    view! {
        <div class="column stack">
            <h1>{t::customer::case_failed_title(locale)}</h1>
            <p class="lead">{rejection::fault(locale, error)}</p>
            <div class="actions">
                <Button label=t::common::retry(locale).to_owned() on_press=load />
            </div>
        </div>
    }
    .into_any()
}
