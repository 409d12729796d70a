//! What was asked for and could not go out yet: it is shown to wait where it was asked for, in one's own words, and goes by
//! itself.

use super::ask::use_acting;
use crate::follow::Intent;
use domain::remedy::Remedy;
use leptos::prelude::*;
use web::components::{Button, ButtonKind, Notice, Tone};
use web::format;
use web::i18n::{Locale, t, use_locale, words};

/// That something waits, with the way to take it back; while it is on its way there is nothing to take back.
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
    let its = Memo::new({
        let place = place.clone();
        move |_| {
            let mut all = acting.following.waiting();
            all.retain(|intent| intent.is_of(&place));
            all
        }
    });
    Some(move || {
        let (its, place) = (its.get(), place.clone());
        // What goes out at once is not seen to wait.
        (!its.is_empty() && !acting.is_at(&place)).then(|| {
            let is_unknown = its.iter().any(Intent::may_have_arrived);
            let unknown = is_unknown.then(|| view! { <p>{t::customer::waits_unknown(locale)}</p> });
            let said = its.iter().flat_map(|intent| said(locale, intent));
            let said = said.map(|line| view! { <p class="lines">{line}</p> }).collect_view();
            let (id, back_id) = ([&place, "-waits"].concat(), [&place, "-call-off"].concat());
            view! {
                <div class="waits" id=id role="status">
                    <Notice tone=Tone::Warn>
                        {title.map(|title| view! { <p class="notice-title">{title}</p> })}
                        <p>{if acting.following.is_locked() { t::customer::way_in_say(locale) } else { t::customer::waits(locale) }}</p>
                        {unknown}
                        {said}
                        <Button
                            label=t::customer::waits_drop(locale).to_owned()
                            kind=ButtonKind::Quiet
                            is_busy=acting.is_busy()
                            on_press=move |()| acting.take_back(&place)
                            id=back_id
                        />
                    </Notice>
                </div>
            }
        })
    })
}

/// What was said in it, field by field.
fn said(locale: Locale, intent: &Intent) -> Vec<String> {
    let line = |(field, said): &(String, String)| match field.as_str() {
        "outcome-score" => Some([t::customer::followup_outcome(locale), " ", said].concat()),
        "process-score" => Some([t::customer::followup_process(locale), " ", said].concat()),
        "counter-wants" => {
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
