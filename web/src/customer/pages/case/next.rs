//! What happens next, whose turn it is and by when: the first thing on the page of a case.

use super::ask::{Acting, use_acting};
use super::left_open::owed_besides;
use super::on_its_way::{is_late, sent, told};
use super::open_offer;
use super::rights::granted_sums;
use super::waits::waits_for;
use chrono::{DateTime, FixedOffset, Utc};
use domain::actor::Role;
use domain::category::Kind;
use domain::clock::{TimeLimits, closing};
use domain::complaint::returning::{AfterReturn, Return, after_return, awaited};
use domain::complaint::waiting::Said;
use domain::complaint::{Case, Offer, Phase};
use domain::view::{NextStep as Next, Step, looks_after_first, next_step};
use leptos::prelude::*;
use web::browser::clock;
use web::format;
use web::i18n::{Locale, t, use_locale};
use web::shop::use_shop;

/// How often the time left is said anew, in milliseconds.
const TICK: u64 = 30_000;

/// The next step.
#[component]
pub(super) fn NextStep(case: Memo<Option<Case>>) -> impl IntoView {
    let locale = use_locale();
    let shop = use_shop();
    let now = ticking();
    let acting = use_acting();
    let is_answered = Memo::new(move |_| acting.is_some_and(Acting::has_answer_waiting));
    let has_waiting = Memo::new(move |_| acting.is_some_and(Acting::has_waiting));
    let owed = granted_sums(locale, case);
    move || {
        let limits = shop.shop().map(|shop| shop.limits.clone()).unwrap_or_default();
        let next = case.with(|case| case.as_ref().map(|case| next_step(case, &limits)))?;
        let waits = has_waiting.get().then_some(acting).flatten();
        let waits = waits.map(|acting| waits_for(locale, acting.following, t::customer::next_waits));
        let waits = waits.map(|waits| view! { <p>{waits}</p> });
        // Whosever turn it was before: what they said of it waits.
        if next.step != Step::LookAfter && is_answered.get() {
            let title = t::customer::next_title(locale);
            return Some(
                view! { <section class="next-step" id="next-step"><h2>{title}</h2>{waits}</section> }
                    .into_any(),
            );
        }
        let back = case.with(|case| case.as_ref().and_then(|case| awaited(case, &limits)));
        let is_its_turn = matches!(next.step, Step::TellReturn | Step::Keep);
        let back = back.filter(|back| is_its_turn && (back.told.is_some() || back.told_by >= now.get()));
        // What follows goods that are back is told in place of what is being done anyway.
        let arrived =
            case.with(|case| case.as_ref().and_then(after_return)).filter(|_| next.step == Step::Keep);
        // Before they are told how goods come back there is nothing for them to do.
        let is_told = back.as_ref().is_some_and(|back| back.told.is_some());
        // What is still on its way is nobody's turn, until it should be there.
        let on_way = sent(case);
        let is_awaited = next.step == Step::Confirm && !on_way.is_empty() && !is_late(&on_way, now.get());
        // Who was answered may write again, and need do nothing.
        let is_over = matches!(next.step, Step::Nothing | Step::Answered);
        let is_yours = is_told || next.turn == Role::Customer && !is_over && !is_awaited;
        // Somebody may be hurt: before an answer is theirs to wait for, they are told what to do now.
        let is_waiting = matches!(next.step, Step::FirstAnswer | Step::AnswerCustomer | Step::Investigate);
        let is_danger = next.step == Step::LookAfter
            || is_waiting && case.with(|case| case.as_ref().is_some_and(looks_after_first));
        let is_supervisors =
            case.with(|case| case.as_ref().is_some_and(|case| case.is_escalated)) && is_waiting;
        // They wrote nothing that could be answered: what they did is said, and that it costs them nothing.
        let said = case.with(|case| case.as_ref().and_then(|case| case.waiting).map(|waiting| waiting.said));
        let has_said = |what| next.step == Step::AnswerCustomer && !is_supervisors && said == Some(what);
        let (is_declined, is_insisted) = (has_said(Said::Declined), has_said(Said::Insisted));
        let then = back.as_ref().is_some_and(|back| back.is_refund && back.told.is_some());
        let send = back.as_ref().and_then(|back| back.send).map(|(_, by)| {
            let day = format::moment_day(locale, by);
            let says =
                if by < now.get() { t::customer::next_send_back_over } else { t::customer::next_send_back };
            view! { <p>{says(locale, &day)}</p> }
        });
        // What names its own time needs none beside it.
        let has_own_time =
            back.is_some() || arrived.is_some() || (is_supervisors || is_declined) && !is_danger;
        let is_sorry = is_danger && back.is_none() && arrived.is_none();
        let sorry = case.with(|case| sorry_for_turned(locale, case.as_ref()?)).filter(|_| !is_danger);
        let is_turned_down =
            case.with(|case| case.as_ref().is_some_and(|case| case.phase == Phase::Rejected));
        let says = match (back, arrived) {
            (Some(Return { told: Some(how), .. }), _) => t::customer::next_return_told(locale, &how),
            (Some(back), _) => {
                let when = format::short_moment(locale, back.told_by);
                let says =
                    if back.is_refund { t::customer::next_return_refund } else { t::customer::next_return };
                says(locale, &when)
            }
            (None, Some(arrived)) => follows(locale, arrived, now.get()),
            (None, None) if is_danger => t::customer::danger_first(locale).to_owned(),
            (None, None) if is_declined => declined(locale, next.due_at.filter(|due| *due >= now.get())),
            (None, None) if is_supervisors => supervisor(locale, next.due_at.filter(|due| *due >= now.get())),
            (None, None) if is_insisted => t::customer::next_insisted(locale).to_owned(),
            (None, None) if next.step == Step::Confirm && !on_way.is_empty() => {
                told(locale, &on_way, now.get())
            }
            (None, None) => {
                let by_rule = || is_turned_down.then(|| owed.get()).filter(|what| !what.is_empty());
                let by_rule = || by_rule().map(|what| t::customer::next_owed(locale, &what));
                let besides = case.with(|case| besides_of_an_ended(locale, case.as_ref()?));
                let usual =
                    || case.with(|case| usual(locale, open_offer(case.as_ref()), next.step)).to_owned();
                besides.or_else(by_rule).unwrap_or_else(usual)
            }
        };
        let title = if is_yours { t::customer::next_yours(locale) } else { t::customer::next_title(locale) };
        let due_at = arrived.map(|arrived| arrived.due_at).or(next.due_at);
        let due = due_at.filter(|due| !has_own_time || *due < now.get());
        let closes = case.with(|case| closes_by(locale, case.as_ref()?, (&next, &limits), now.get()));
        let due = (due.map(|due| due_line(locale, due, now.get())), closes);
        Some(
            view! {
                <section class="next-step" class:next-step-yours=is_yours id="next-step">
                    <h2>{title}</h2>
                    {waits}
                    {is_sorry.then(|| view! { <p class="sorry">{t::customer::danger_sorry(locale)}</p> })}
                    {sorry.map(|sorry| view! { <p class="sorry">{sorry}</p> })}
                    <p>{says}</p>
                    {send}
                    {then.then(|| view! { <p>{t::customer::next_return_then(locale)}</p> })}
                    {due}
                </section>
            }
            .into_any(),
        )
    }
}

/// What time it is, for as long as the page stands.
fn ticking() -> RwSignal<DateTime<Utc>> {
    let now = RwSignal::new(clock::now_utc());
    let ticker = clock::every(TICK, move || {
        now.try_set(clock::now_utc());
    });
    StoredValue::new_local(ticker);
    now
}

/// That it ends by itself, for whoever has nothing more to say.
fn closes_by(
    locale: Locale,
    case: &Case,
    (next, limits): (&Next, &TimeLimits),
    now: DateTime<Utc>,
) -> Option<impl IntoView + use<>> {
    let due = closing(case, limits).filter(|_| next.turn == Role::Customer)?.due_at;
    let says = t::customer::next_closes(locale, &format::short_moment(locale, due));
    (due >= now).then(|| view! { <p class="soft">{says}</p> })
}

/// That we are sorry: what was filed as a complaint is told so where it was sent, what turned into one, here.
fn sorry_for_turned(locale: Locale, case: &Case) -> Option<&'static str> {
    // Of a question it is what happened to them; of a request to give something back that need not be so.
    let was_asked = case.filed_as == Kind::Enquiry;
    let says = if was_asked { t::customer::sent_sorry } else { t::customer::turned_sorry };
    case.has_turned().then(|| says(locale))
}

/// What is theirs all the same of a complaint that was turned down or taken back: what its agreement left open and was found
/// to be owed.
fn besides_of_an_ended(locale: Locale, case: &Case) -> Option<String> {
    let is_ended = matches!(case.phase, Phase::Rejected | Phase::Withdrawn);
    is_ended.then(|| owed_besides(locale, case, t::customer::next_owed)).flatten()
}

/// By when it is; on paper the day is told, and nothing that is counted from now.
fn due_line(locale: Locale, due: DateTime<FixedOffset>, now: DateTime<Utc>) -> impl IntoView + use<> {
    let when = format::short_moment(locale, due);
    let whole = format::whole_moment(locale, due);
    let (line, on_paper) = if due < now {
        (t::customer::next_overdue(locale, &when), t::customer::next_overdue(locale, &whole))
    } else {
        let relative = format::relative(locale, due, now);
        (t::customer::next_due(locale, &relative, &when), t::customer::next_due_on_paper(locale, &whole))
    };
    view! { <p><time class="no-print">{line}</time><time class="print-only">{on_paper}</time></p> }
}

/// Goods that are back, and what follows them by when; what is late says so by itself.
fn follows(locale: Locale, arrived: AfterReturn, now: DateTime<Utc>) -> String {
    let when = format::short_moment(locale, arrived.due_at);
    match arrived.money {
        _ if arrived.due_at < now => t::customer::next_back_late(locale).to_owned(),
        Some(sum) => t::customer::next_back_refund(locale, &format::money(locale, sum), &when),
        None => t::customer::next_back(locale, &when),
    }
}

/// Whom a customer asked for reads it in person.
fn supervisor(locale: Locale, due: Option<DateTime<FixedOffset>>) -> String {
    match due {
        Some(due) => t::customer::next_supervisor(locale, &format::short_moment(locale, due)),
        None => t::customer::next_supervisor_soon(locale).to_owned(),
    }
}

/// Who took nothing of what was offered keeps what is theirs, and hears from us.
fn declined(locale: Locale, due: Option<DateTime<FixedOffset>>) -> String {
    match due {
        Some(due) => t::customer::next_declined(locale, &format::short_moment(locale, due)),
        None => t::customer::next_declined_soon(locale).to_owned(),
    }
}

/// What is said of a step, where some or all of an offer can't be taken any more.
fn usual(locale: Locale, offer: Option<&Offer>, next: Step) -> &'static str {
    let is_void = offer.is_some_and(Offer::is_void);
    match next {
        // What can't be taken does not stand.
        Step::AnswerCounter if is_void => step(locale, Step::RenewOffer),
        Step::RenewOffer if !is_void => t::customer::next_renew_some(locale),
        _ => step(locale, next),
    }
}

fn step(locale: Locale, step: Step) -> &'static str {
    use t::customer as t;
    match step {
        Step::FirstAnswer | Step::LookAfter => t::next_first_answer(locale),
        Step::AnswerCustomer => t::next_answer_customer(locale),
        Step::Investigate => t::next_investigate(locale),
        Step::Answered => t::next_answered(locale),
        Step::Choose => t::next_choose(locale),
        Step::AnswerCounter => t::next_answer_counter(locale),
        Step::Approve => t::next_approve(locale),
        Step::RenewOffer => t::next_renew_offer(locale),
        Step::OfferLeft => t::next_offer_left(locale),
        Step::TellReturn | Step::Keep => t::next_keep(locale),
        Step::AnswerReplacement => t::next_answer_replacement(locale),
        Step::Confirm => t::next_confirm(locale),
        Step::FollowUp => t::next_follow_up(locale),
        Step::Nothing => t::next_nothing(locale),
    }
}
