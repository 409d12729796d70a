//! What was sent and is not there yet: a parcel or money on its way is told as that, and not yet having it is nothing wrong
//! until it should be there.

use super::after::Reopen;
use chrono::{DateTime, Utc};
use domain::complaint::Case;
use domain::complaint::on_its_way::{Sent, on_its_way};
use leptos::prelude::*;
use web::components::{Button, ButtonKind};
use web::format;
use web::i18n::{Locale, gap, t, use_locale};
use web::shop::use_shop;

/// What is on its way; tracked.
pub(super) fn sent(case: Memo<Option<Case>>) -> Vec<Sent> {
    case.with(|case| case.as_ref().map(on_its_way).unwrap_or_default())
}

/// Whether a parcel is among it.
pub(super) fn has_parcel(all: &[Sent]) -> bool {
    all.iter().any(|sent| matches!(sent, Sent::Parcel { .. }))
}

/// Whether a parcel among it should be there by now.
pub(super) fn is_late(all: &[Sent], now: DateTime<Utc>) -> bool {
    let is_over = |sent: &Sent| matches!(sent, Sent::Parcel { there_by: Some(by), .. } if *by < now);
    all.iter().any(is_over)
}

/// Where it is and by when it should be there, and that its customer may say so once it is.
pub(super) fn told(locale: Locale, all: &[Sent], now: DateTime<Utc>) -> String {
    let one = |sent: &Sent| match sent {
        Sent::Parcel { number, there_by: Some(by) } if *by < now => {
            t::customer::next_parcel_late(locale, number.as_str())
        }
        Sent::Parcel { number, there_by: Some(by) } => {
            t::customer::next_parcel_by(locale, &format::moment_day(locale, *by), number.as_str())
        }
        Sent::Parcel { number, there_by: None } => t::customer::next_parcel(locale, number.as_str()),
        Sent::Money { .. } => t::customer::next_money(locale).to_owned(),
    };
    let mut told: Vec<String> = Vec::new();
    for says in all.iter().map(one).chain([t::customer::next_tell(locale).to_owned()]) {
        if !told.contains(&says) {
            told.push(says);
        }
    }
    told.join(gap(locale))
}

/// “Not yet”: what to do until it is there, and from when on something is wrong; only then it is asked what.
#[component]
pub(super) fn NotYet(all: Vec<Sent>) -> impl IntoView {
    let locale = use_locale();
    let shop = use_shop();
    let is_open = RwSignal::new(false);
    let now = shop.now().to_utc();
    let one = |sent: &Sent| match sent {
        Sent::Parcel { there_by: Some(by), .. } if *by < now => {
            t::customer::not_yet_parcel_late(locale).to_owned()
        }
        Sent::Parcel { number, there_by: Some(by) } => {
            t::customer::not_yet_parcel_by(locale, &format::moment_day(locale, *by), number.as_str())
        }
        Sent::Parcel { number, there_by: None } => t::customer::not_yet_parcel(locale, number.as_str()),
        Sent::Money { reference } => t::customer::not_yet_money(locale, reference.as_str()),
    };
    let lines: Vec<String> = all.iter().map(one).collect();
    let told = move || {
        let lines = lines.clone().into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
        view! {
            <div class="stack-tight" id="not-yet">
                {lines}
                <div class="cluster">
                    <Reopen label=t::customer::not_yet_wrong(locale) kind=ButtonKind::Secondary />
                </div>
            </div>
        }
        .into_any()
    };
    view! {
        <Show when=move || !is_open.get()>
            <Button
                label=t::customer::confirm_no(locale).to_owned()
                kind=ButtonKind::Secondary
                on_press=move |()| is_open.set(true)
                id="confirm-no"
            />
        </Show>
        <div aria-live="polite">{move || is_open.get().then(&told)}</div>
    }
}
