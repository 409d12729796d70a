//! What was sent and could not go out yet: it is said where it was written that it waits, and goes by itself.

use super::ask::use_acting;
use leptos::prelude::*;
use web::components::{Button, ButtonKind, Notice, Tone};
use web::i18n::{t, use_locale};

/// What waits until the server can be reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Waiting {
    /// A message to the desk.
    pub(super) is_message: bool,
    /// Something else: an answer, a signature, taking a case up again.
    pub(super) is_other: bool,
}

/// That it waits, with the way to call it off.
#[component]
pub(super) fn Waits(
    /// Whether it is the message; what else waits is told at the top of the page.
    is_message: bool,
) -> impl IntoView {
    let locale = use_locale();
    let acting = use_acting()?;
    let waits = Memo::new(move |_| {
        let waits = acting.waits();
        if is_message { waits.is_message } else { waits.is_other }
    });
    let (id, drop_id) =
        if is_message { ("message-waits", "message-call-off") } else { ("waits", "call-off") };
    Some(move || {
        waits.get().then(|| {
            view! {
                <div id=id role="status">
                    <Notice tone=Tone::Warn>
                        <p>{t::customer::waits(locale)}</p>
                        <Button
                            label=t::customer::waits_drop(locale).to_owned()
                            kind=ButtonKind::Quiet
                            on_press=move |()| acting.call_off(is_message)
                            id=drop_id
                        />
                    </Notice>
                </div>
            }
        })
    })
}
