//! What was sent and could not go out yet: it is said where it was written that it waits, and goes by itself.

use super::ask::use_acting;
use leptos::prelude::*;
use web::components::{Button, ButtonKind, Notice, Tone};
use web::i18n::{t, use_locale};

/// How far something came that could not go out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Way {
    /// There is nothing that waits.
    #[default]
    Nothing,
    /// It is still here.
    Here,
    /// It went out, and nobody knows whether it arrived.
    Unknown,
}

impl Way {
    /// That of something that waits.
    pub(super) const fn of(may_have_arrived: bool) -> Self {
        if may_have_arrived { Self::Unknown } else { Self::Here }
    }
}

/// What waits until the server can be reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Waiting {
    /// A message to the desk.
    pub(super) message: Way,
    /// Something else: an answer, a signature, taking a case up again.
    pub(super) other: Way,
}

/// That it waits, with the way to call it off; while it is on its way there is nothing to call off.
#[component]
pub(super) fn Waits(
    /// Whether it is the message; what else waits is told at the top of the page.
    is_message: bool,
) -> impl IntoView {
    let locale = use_locale();
    let acting = use_acting()?;
    let waits = Memo::new(move |_| {
        let waits = acting.waits();
        if is_message { waits.message } else { waits.other }
    });
    let (id, drop_id) =
        if is_message { ("message-waits", "message-call-off") } else { ("waits", "call-off") };
    Some(move || {
        let way = waits.get();
        (way != Way::Nothing).then(|| {
            let unknown =
                (way == Way::Unknown).then(|| view! { <p>{t::customer::waits_unknown(locale)}</p> });
            view! {
                <div id=id role="status">
                    <Notice tone=Tone::Warn>
                        <p>{t::customer::waits(locale)}</p>
                        {unknown}
                        <Button
                            label=t::customer::waits_drop(locale).to_owned()
                            kind=ButtonKind::Quiet
                            is_busy=acting.is_busy()
                            on_press=move |()| acting.call_off(is_message)
                            id=drop_id
                        />
                    </Notice>
                </div>
            }
        })
    })
}
