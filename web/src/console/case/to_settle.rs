//! What is granted too, and for how much is for the desk to settle: no suggestion holds it, and it is offered with one
//! press and a sum.

use super::offer::Editor;
use domain::compensation::option::RemedyPart;
use leptos::prelude::*;
use web::components::{Button, ButtonKind};
use web::i18n::{Locale, t::console as t, words as shared};

/// The list of it; nothing where there is none of it.
pub(super) fn to_settle(locale: Locale, editor: Editor, parts: Vec<RemedyPart>) -> Option<impl IntoView> {
    let line = |(number, part): (i64, RemedyPart)| {
        let name = shared::remedy_for(locale, &part);
        view! {
            <li class="cluster">
                <span>{name.clone()}</span>
                <Button
                    id=format!("settle-{number}")
                    label=t::settle_this(locale)
                    name=t::settle_named(locale, &name)
                    kind=ButtonKind::Quiet
                    on_press=move |()| editor.settle(locale, &part)
                />
            </li>
        }
    };
    (!parts.is_empty()).then(|| {
        view! {
            <p class="soft small to-settle-lead">{t::options_to_settle(locale)}</p>
            <ul class="to-settle">{(1..).zip(parts).map(line).collect_view()}</ul>
        }
    })
}
