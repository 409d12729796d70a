//! What somebody wrote for something that can no longer be done, such as an answer to an offer that is gone: it is
//! shown where they write to the desk, and is theirs to send as a message or to drop.

use super::ask::use_acting;
use crate::follow::MESSAGE;
use domain::complaint::{Case, Phase};
use leptos::prelude::*;
use web::components::{Button, ButtonKind, Notice, Tone};
use web::i18n::{t, use_locale};

/// The fields whose room may close while they are written in.
const FIELDS: [&str; 6] = ["counter", "decline", "follow-up-answer", "reopen", "withdraw", "escalate"];

/// Whether a field has its room on the page of a case as it stands.
fn has_room(case: &Case, field: &str) -> bool {
    match field {
        "counter" | "decline" => case.phase.open_offer().is_some(),
        "follow-up-answer" => matches!(case.phase, Phase::Fulfilled { .. }),
        "reopen" => {
            case.phase.is_finished() || matches!(case.phase, Phase::Fulfilled { .. } | Phase::FollowedUp)
        }
        "withdraw" => case.phase.is_before_agreement(),
        _ => !case.is_escalated && !matches!(case.phase, Phase::Closed | Phase::Withdrawn),
    }
}

/// All of it.
#[component]
pub(super) fn Leftovers(case: Memo<Option<Case>>) -> impl IntoView {
    let locale = use_locale();
    let acting = use_acting()?;
    let entry = move |field: &'static str| {
        let text = acting.following.text(field);
        let to_message = move |()| {
            let message = acting.following.text(MESSAGE);
            let (before, words) = (message.now(), text.now());
            message.set(if before.trim().is_empty() { words } else { [before, words].join("\n") });
            text.set(String::new());
        };
        view! {
            <Notice tone=Tone::Warn title=t::customer::leftover_title(locale)>
                <p class="lines">{move || text.get()}</p>
                <div class="actions">
                    <Button
                        label=t::customer::leftover_to_message(locale).to_owned()
                        kind=ButtonKind::Secondary
                        on_press=to_message
                        id=[field, "-to-message"].concat()
                    />
                    <Button
                        label=t::customer::leftover_drop(locale).to_owned()
                        kind=ButtonKind::Quiet
                        on_press=move |()| text.set(String::new())
                    />
                </div>
            </Notice>
        }
        .into_any()
    };
    let left = move || {
        let closed =
            |field: &&str| case.with(|case| case.as_ref().is_some_and(|case| !has_room(case, field)));
        let fields = FIELDS.into_iter().filter(closed);
        fields.filter(|field| !acting.following.text(field).is_blank()).map(entry).collect_view()
    };
    Some(left)
}
