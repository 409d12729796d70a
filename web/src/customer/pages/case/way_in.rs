//! The way back in where the server no longer knows whose the case is: it has been a while. What stands on the page stays,
//! and so does every word that was written.

use super::ask::use_acting;
use crate::pages::find::{FindForm, Wanted};
use domain::complaint::Case;
use leptos::prelude::*;
use web::i18n::{t, use_locale};

/// The heading's id, which takes the focus of whoever wanted to do something.
pub(super) const WAY_IN: &str = "way-in";

/// The way in, while it is needed.
#[component]
pub(super) fn WayIn(case: Memo<Option<Case>>) -> impl IntoView {
    let locale = use_locale();
    let following = use_acting()?.following;
    let is_locked = Memo::new(move |_| following.is_locked());
    Some(move || {
        is_locked.get().then(|| {
            let number = case.with_untracked(|case| case.as_ref().map(|case| case.number.to_string()));
            let then = UnsyncCallback::new(move |()| following.load());
            view! {
                <section class="card stack no-print" aria-labelledby=WAY_IN>
                    <div class="stack-tight">
                        <h2 id=WAY_IN tabindex="-1">{t::customer::way_in_title(locale)}</h2>
                        <p>{t::customer::way_in_body(locale)}</p>
                    </div>
                    <FindForm wanted=Wanted { id: following.id(), number, then } />
                </section>
            }
        })
    })
}
