//! What the letter says around its lines: how it was made, and what would let us confirm it sooner.

use super::is_unread;
use super::layers::photo_words;
use crate::form::{Form, use_form};
use crate::pages::PhotoPicker;
use domain::category::Category;
use leptos::prelude::*;
use web::i18n::{t, use_locale};

/// The line above a letter without a headline. A price that is agreed on already is given back once, so that nothing is
/// listed is no silence of the rules.
#[component]
pub(super) fn Lead(is_silent: bool) -> impl IntoView {
    let (locale, form) = (use_locale(), use_form());
    move || match (is_silent, is_price_agreed(form)) {
        // Whatever it is about: of what is agreed on already there is nothing more to choose.
        (true, true) => t::customer::letter_agreed(locale),
        _ if is_unread(form) => t::customer::letter_choose(locale),
        (true, false) => t::customer::letter_none(locale),
        (false, _) => t::customer::letter_lead(locale),
    }
}

/// Whether the price of all that is complained about is agreed on or paid back already; tracked.
fn is_price_agreed(form: Form) -> bool {
    form.with(|kept| {
        let Some(found) = &kept.found else { return false };
        let is_back = |sku: &str| found.elsewhere.has_price_back(&found.order, sku);
        !kept.draft.goods.is_empty() && kept.draft.goods.iter().all(|pieces| is_back(&pieces.sku))
    })
}

/// What a photo does, with the button that takes one; once there is one, the thanks for it.
#[component]
pub(super) fn PhotoHint() -> impl IntoView {
    let (locale, form) = (use_locale(), use_form());
    let has_photo = Memo::new(move |_| form.n_photos() > 0);
    let words = move || {
        if has_photo.get() {
            return t::customer::letter_photo_there(locale).to_owned();
        }
        let category = form.category().unwrap_or(Category::Other);
        form.with(|kept| {
            let order = kept.found.as_ref().map(|found| &found.order);
            photo_words(locale, category, &kept.wishes(), order)
        })
    };
    view! {
        <div class="letter-hint stack-tight">
            <p role="status">
                {words}
            </p>
            <PhotoPicker id="letter-photos" is_for_the_first=true />
        </div>
    }
}
