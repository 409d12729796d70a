//! What somebody wrote for something that can no longer be done, such as an answer to an offer that is gone: it is
//! shown where they write to the desk, and is theirs to send as a message or to drop.
//!
//! What was dropped keeps its place, with the way to put it back, until the page is left: nothing slides under a finger
//! that presses twice.

use super::ask::use_acting;
use crate::follow::{FIELDS, Following, MESSAGE};
use domain::complaint::{Case, Phase};
use domain::id::CommandId;
use leptos::prelude::*;
use uuid::Uuid;
use web::browser::{clock, document, random};
use web::components::{Button, ButtonKind, Keyed, Notice, Tone};
use web::i18n::{colon, t, use_locale};

/// Whether a field has its room on the page of a case as it stands.
fn has_room(case: &Case, field: &str) -> bool {
    match field {
        "counter" | "decline" => case.phase.open_offer().is_some(),
        "follow-up-answer" => matches!(case.phase, Phase::Fulfilled { .. }),
        "reopen" => {
            case.phase.is_finished() || matches!(case.phase, Phase::Fulfilled { .. } | Phase::FollowedUp)
        }
        "withdraw" => case.phase.is_before_agreement(),
        "wish" => case.is_asked_for_wishes(),
        _ => !case.is_escalated && !matches!(case.phase, Phase::Closed | Phase::Withdrawn),
    }
}

/// Where words lie that are left over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    /// In the field for which there is no room any more.
    Field(&'static str),
    /// Under the command that said them.
    Command(CommandId),
}

impl Source {
    /// A number that no other has: ids of commands begin with the time, and so are greater than any place in a list.
    fn key(self) -> u128 {
        match self {
            Self::Field(field) => {
                (0..).zip(FIELDS).find(|(_, known)| *known == field).map_or(0, |(number, _)| number)
            }
            Self::Command(id) => id.0.as_u128(),
        }
    }

    fn of(key: u128) -> Self {
        let field = (0..).zip(FIELDS).find(|(number, _): &(u128, _)| *number == key);
        field.map_or_else(|| Self::Command(CommandId(Uuid::from_u128(key))), |(_, field)| Self::Field(field))
    }

    fn name(self) -> String {
        match self {
            Self::Field(field) => field.to_owned(),
            Self::Command(id) => id.to_string(),
        }
    }
}

/// Words left over on a page, and those that were dropped there.
#[derive(Clone, Copy)]
struct Words {
    following: Following,
    case: Memo<Option<Case>>,
    dropped: RwSignal<Vec<(Source, String)>>,
}

impl Words {
    /// The words that lie there now, if they do; tracked.
    fn left(self, source: Source) -> Option<String> {
        match source {
            Source::Command(id) => {
                self.following.left().into_iter().find(|left| left.id == id).map(|left| left.words)
            }
            Source::Field(field) => {
                let is_closed =
                    self.case.with(|case| case.as_ref().is_some_and(|case| !has_room(case, field)));
                let text = self.following.text(field);
                (is_closed && !text.is_blank() && !self.is_going_out(field)).then(|| text.get())
            }
        }
    }

    /// Whether just what stands in a field is on its way: then its room is closed by what it says.
    fn is_going_out(self, field: &'static str) -> bool {
        let said = self.following.text(field).get();
        let is_it = |(other, words): &(String, String)| other == field && *words == said;
        self.following.waiting().iter().any(|intent| intent.fields().iter().any(is_it))
    }

    fn dropped(self, source: Source) -> Option<String> {
        self.dropped.with(|all| all.iter().find(|(one, _)| *one == source).map(|(_, words)| words.clone()))
    }

    /// All that have a place, the oldest first, those in fields last; tracked.
    fn keys(self) -> Vec<u128> {
        let dropped = self.dropped.get().into_iter().map(|(source, _)| source.key());
        let left = self.following.left().into_iter().map(|left| Source::Command(left.id).key());
        let fields = FIELDS.map(Source::Field).into_iter().filter(|source| self.left(*source).is_some());
        let mut keys: Vec<u128> = dropped.chain(left).chain(fields.map(Source::key)).collect();
        let of_fields = u128::try_from(FIELDS.len()).unwrap_or(u128::MAX);
        keys.sort_by_key(|key| (*key < of_fields, *key));
        keys.dedup();
        keys
    }

    /// Takes words out of where they lie.
    fn take(self, source: Source) {
        match source {
            Source::Field(field) => self.following.text(field).set(String::new()),
            Source::Command(id) => self.following.drop_left(id),
        }
    }

    fn drop_them(self, source: Source) {
        let Some(words) = untrack(|| self.left(source)) else { return };
        self.dropped.update(|all| {
            all.retain(|(one, _)| *one != source);
            all.push((source, words));
        });
        self.take(source);
        focus_soon([&source.name(), "-put-back"].concat());
    }

    /// Puts back what was dropped. What lay in a field has no room there any more: it lies here from now on.
    fn put_back(self, source: Source) {
        let Some(words) = untrack(|| self.dropped(source)) else { return };
        let id = match source {
            Source::Command(id) => id,
            Source::Field(_) => CommandId(random::uuid()),
        };
        self.following.put_left(id, &words);
        self.dropped.update(|all| all.retain(|(one, _)| *one != source));
        focus_soon([&id.to_string(), "-to-message"].concat());
    }

    fn write_as_message(self, source: Source) {
        let Some(words) = untrack(|| self.left(source)) else { return };
        let message = self.following.text(MESSAGE);
        let before = message.now();
        let is_blank = before.trim().is_empty();
        message.set(if is_blank { words } else { [before, words].join("\n") });
        self.take(source);
        self.dropped.update(|all| all.retain(|(one, _)| *one != source));
    }
}

/// Moves the focus to what is drawn in the next turn.
fn focus_soon(id: String) {
    leptos::task::spawn_local(async move {
        clock::sleep(0).await;
        document::focus(&id);
    });
}

/// All of it.
#[component]
pub(super) fn Leftovers(case: Memo<Option<Case>>) -> impl IntoView {
    let following = use_acting()?.following;
    let words = Words { following, case, dropped: RwSignal::new(Vec::new()) };
    let keys = Memo::new(move |_| words.keys());
    let entry = move |key| view! { <Leftover words source=Source::of(key) /> }.into_any();
    Some(view! {
        <div class="stack" id="leftovers" hidden=move || keys.with(Vec::is_empty)>
            <Keyed keys entry=Callback::new(entry) />
        </div>
    })
}

/// Words left over, with what can be done with them.
#[component]
fn Leftover(words: Words, source: Source) -> impl IntoView {
    let left = Memo::new(move |_| words.left(source));
    let is_left = Memo::new(move |_| left.with(Option::is_some));
    view! {
        <Show when=move || is_left.get() fallback=move || view! { <Dropped words source /> }>
            <Standing words source left />
        </Show>
    }
}

#[component]
fn Standing(words: Words, source: Source, left: Memo<Option<String>>) -> impl IntoView {
    let locale = use_locale();
    let named = move |label: &str| [label, colon(locale), &left.get_untracked().unwrap_or_default()].concat();
    let (to_message_label, drop_label) =
        (t::customer::leftover_to_message(locale), t::customer::leftover_drop(locale));
    let name = source.name();
    view! {
        <Notice tone=Tone::Warn title=t::customer::leftover_title(locale)>
            <p class="lines">{move || left.get()}</p>
            <div class="actions">
                <Button
                    label=to_message_label
                    name=named(to_message_label)
                    kind=ButtonKind::Secondary
                    on_press=move |()| words.write_as_message(source)
                    id=[name.as_str(), "-to-message"].concat()
                />
                <Button
                    label=drop_label
                    name=named(drop_label)
                    kind=ButtonKind::Quiet
                    on_press=move |()| words.drop_them(source)
                    id=[name.as_str(), "-drop"].concat()
                />
            </div>
        </Notice>
    }
}

/// What was dropped, in the place it had: where it was dropped with, there is nothing to press now.
#[component]
fn Dropped(words: Words, source: Source) -> impl IntoView {
    let locale = use_locale();
    let said = untrack(|| words.dropped(source))?;
    let label = t::customer::leftover_put_back(locale);
    let name = [label, colon(locale), &said].concat();
    Some(view! {
        <Notice title=t::customer::leftover_dropped(locale)>
            <p class="lines">{said}</p>
            <div class="actions">
                <Button
                    label=label
                    name
                    kind=ButtonKind::Secondary
                    on_press=move |()| words.put_back(source)
                    id=[source.name().as_str(), "-put-back"].concat()
                />
            </div>
        </Notice>
    })
}
