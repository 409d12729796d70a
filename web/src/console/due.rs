//! Time left until something is due, in words, colour and shape together, with the exact moment on hover.

use crate::desk::use_desk;
use crate::words;
use chrono::{DateTime, FixedOffset};
use domain::clock::{Clock, ClockState};
use leptos::prelude::*;
use web::format;
use web::i18n::{Locale, t::console as t, use_locale};

/// How long from `now` until `due`, or since, in the largest whole unit.
pub(crate) fn left(locale: Locale, due: DateTime<FixedOffset>, now: DateTime<FixedOffset>) -> String {
    let seconds = (due - now).num_seconds();
    let (minutes, is_over) = (seconds.abs() / 60, seconds < 0);
    match (minutes, is_over) {
        (0, _) => t::due_now(locale).to_owned(),
        (1..60, false) => t::left_minutes(locale, minutes),
        (1..60, true) => t::over_minutes(locale, minutes),
        (60..2_880, false) => t::left_hours(locale, minutes / 60),
        (60..2_880, true) => t::over_hours(locale, minutes / 60),
        (_, false) => t::left_days(locale, minutes / 1_440),
        (_, true) => t::over_days(locale, minutes / 1_440),
    }
}

/// That somebody said something, and how long they have waited since, in the largest whole unit.
pub(crate) fn waits(
    locale: Locale,
    said: &str,
    since: DateTime<FixedOffset>,
    now: DateTime<FixedOffset>,
) -> String {
    let minutes = (now - since).num_minutes();
    let time = match minutes {
        ..1 => return t::customer_waits_now(locale, said),
        1..120 => t::waited_minutes(locale, minutes),
        120..2_880 => t::waited_hours(locale, minutes / 60),
        _ => t::waited_days(locale, minutes / 1_440),
    };
    t::customer_waits(locale, said, &time)
}

/// The class that gives a clock's state its colour and shape.
const fn class(state: ClockState) -> &'static str {
    match state {
        ClockState::Running => "due due-running",
        ClockState::Warning => "due due-warning",
        ClockState::Breached => "due due-breached",
    }
}

/// A running clock.
#[component]
pub(crate) fn Due(
    /// Which.
    clock: Clock,
    /// Whether to say what it waits for.
    #[prop(optional)]
    is_named: bool,
) -> impl IntoView {
    let (locale, desk) = (use_locale(), use_desk());
    let limits = desk.limits();
    let kind = words::clock(locale, &clock);
    let exact = t::clock_due_at(locale, &kind, &format::moment(locale, clock.due_at));
    let due_at = clock.due_at;
    let state = Memo::new(move |_| clock.state(desk.now.get(), &limits));
    view! {
        <span class=move || class(state.get()) title=exact>
            <span class="due-shape" aria-hidden="true"></span>
            {is_named.then(|| view! { <span class="due-kind">{kind}</span> })}
            <time datetime=due_at.to_rfc3339()>{move || left(locale, due_at, desk.now.get())}</time>
            <span class="out-of-sight">{move || words::clock_state(locale, state.get())}</span>
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_told_in_the_largest_whole_unit() {
        let now = at("2026-03-09T12:00:00+08:00");
        for (since, expected) in [
            ("2026-03-09T11:56:00+08:00", "Wrote, waiting 4 min"),
            ("2026-03-09T08:30:00+08:00", "Wrote, waiting 3 h"),
            ("2026-03-09T11:59:10+08:00", "Wrote, just now"),
            ("2026-03-09T12:00:30+08:00", "Wrote, just now"),
        ] {
            assert_eq!(waits(Locale::En, "Wrote", at(since), now), expected, "{since}");
        }
    }

    fn at(text: &str) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(text).unwrap()
    }

    #[test]
    fn time_left_is_told_in_the_largest_whole_unit() {
        let now = at("2026-03-09T12:00:00+08:00");
        for (due, expected) in [
            ("2026-03-09T12:00:20+08:00", "due now"),
            ("2026-03-09T12:01:30+08:00", "1 min left"),
            ("2026-03-09T11:15:00+08:00", "45 min overdue"),
            ("2026-03-10T12:00:00+08:00", "24 h left"),
            ("2026-03-06T11:00:00+08:00", "3 days overdue"),
        ] {
            assert_eq!(left(Locale::En, at(due), now), expected, "{due}");
        }
    }
}
