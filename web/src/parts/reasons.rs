//! Why a rule answered as it did: each fact with its value and what was asked of it.

use crate::i18n::{colon, facts, use_locale};
use domain::policy::explain::telling;
use domain::policy::reason::Reason;
use leptos::prelude::*;

/// The facts behind an answer.
#[component]
pub fn ReasonList(
    /// The reasons, as the decision gives them.
    reasons: Vec<Reason>,
) -> impl IntoView {
    let locale = use_locale();
    let rows = telling(reasons)
        .into_iter()
        .map(|reason| {
            let fact = facts::fact(locale, reason.fact);
            if let Some(awaited) = facts::awaited(locale, &reason) {
                return view! { <li>{fact} {colon(locale)} <strong>{awaited}</strong></li> }.into_any();
            }
            view! {
                <li>
                    {fact} {colon(locale)}
                    <strong>{facts::value(locale, reason.fact, reason.is.as_ref())}</strong>
                    <span class="soft">" · " {facts::required(locale, &reason)}</span>
                </li>
            }
            .into_any()
        })
        .collect_view();
    view! { <ul class="reasons">{rows}</ul> }
}
