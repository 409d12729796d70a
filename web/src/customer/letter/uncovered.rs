//! What the customer asks for and no rule speaks of: said before anything is sent, with what can be done instead.

use super::use_decision;
use crate::form::use_form;
use domain::policy::uncovered::uncovered;
use leptos::prelude::*;
use web::i18n::{t, use_locale, words};
use web::shop::language;

/// The part of the letter; nothing where every wish is spoken of.
#[component]
pub(super) fn UncoveredPart() -> impl IntoView {
    let (locale, form, decision) = (use_locale(), use_form(), use_decision());
    let found = Memo::new(move |_| {
        decision.with(|decided| {
            let decision = &decided.as_ref()?.decision;
            form.with(|kept| uncovered(decision, &kept.wishes(), &kept.draft.story))
        })
    });
    move || {
        let found = found.get()?;
        let name = |remedy| words::remedy(locale, remedy);
        let because = found.asked.iter().map(|asked| asked.because(language(locale), name));
        let lines: Vec<String> = because.chain([found.instead(language(locale), name)]).collect();
        Some(view! {
            <div class="letter-part" id="letter-uncovered">
                <h3>{t::customer::letter_uncovered(locale)}</h3>
                <div class="stack-tight">
                    {lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
                </div>
            </div>
        })
    }
}
