//! What somebody wrote for something that can no longer be done, such as an answer to an offer that is gone: it is
//! shown where they write to the desk, and is theirs to send as a message or to drop.

use super::ask::use_acting;
use crate::follow::{Left, MESSAGE};
use domain::complaint::{Case, Phase};
use leptos::prelude::*;
use web::components::{Button, ButtonKind, Notice, Tone};
use web::i18n::{colon, t, use_locale};

/// The fields whose room may close while they are written in.
pub(super) const FIELDS: [&str; 6] =
    ["counter", "decline", "follow-up-answer", "reopen", "withdraw", "escalate"];

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
    let acting = use_acting()?;
    let following = acting.following;
    let of_field = move |field: &'static str| {
        let text = following.text(field);
        let to_message = move |()| {
            let message = following.text(MESSAGE);
            let (before, words) = (message.now(), text.now());
            message.set(if before.trim().is_empty() { words } else { [before, words].join("\n") });
            text.set(String::new());
        };
        let drop = move |()| text.set(String::new());
        view! { <Leftover words=text.signal() name=field.to_owned() to_message drop /> }.into_any()
    };
    let of_command = move |left: Left| {
        let (id, words, name) = (left.id, left.words.clone(), left.id.to_string());
        let to_message = move |()| following.write_left(&left);
        let drop = move |()| following.drop_left(id);
        view! { <Leftover words name to_message drop /> }.into_any()
    };
    let fields = Memo::new(move |_| {
        let closed = |field: &str| case.with(|case| case.as_ref().is_some_and(|case| !has_room(case, field)));
        let is_left = |field: &'static str| closed(field) && !following.text(field).is_blank();
        FIELDS.into_iter().filter(|field| is_left(field)).collect::<Vec<_>>()
    });
    Some(view! {
        <div class="stack" id="leftovers" hidden=move || fields.with(Vec::is_empty) && following.left().is_empty()>
            {move || following.left().into_iter().map(of_command).collect_view()}
            {move || fields.get().into_iter().map(of_field).collect_view()}
        </div>
    })
}

/// Words left over, with what can be done with them.
#[component]
fn Leftover(
    #[prop(into)] words: Signal<String>,
    /// Tells it apart from others.
    name: String,
    #[prop(into)] to_message: UnsyncCallback<()>,
    #[prop(into)] drop: UnsyncCallback<()>,
) -> impl IntoView {
    let locale = use_locale();
    let named = |label: &str| [label, colon(locale), &words.get_untracked()].concat();
    let (to_message_label, drop_label) =
        (t::customer::leftover_to_message(locale), t::customer::leftover_drop(locale));
    let (to_message_name, drop_name) = (named(to_message_label), named(drop_label));
    view! {
        <Notice tone=Tone::Warn title=t::customer::leftover_title(locale)>
            <p class="lines">{move || words.get()}</p>
            <div class="actions">
                <Button
                    label=to_message_label
                    name=to_message_name
                    kind=ButtonKind::Secondary
                    on_press=to_message
                    id=[name.as_str(), "-to-message"].concat()
                />
                <Button
                    label=drop_label
                    name=drop_name
                    kind=ButtonKind::Quiet
                    on_press=drop
                />
            </div>
        </Notice>
    }
}
