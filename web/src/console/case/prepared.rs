//! Words prepared for the customer, in the language they read, whatever the agent's own is.

use super::composer::Writing;
use super::offer::Editor;
use super::store::CaseStore;
use domain::remedy::Remedy;
use leptos::prelude::*;
use web::components::{Button, ButtonKind, Picker};
use web::i18n::{Locale, t::console as t, use_locale};
use web::shop::language;

/// The language the customer of a case reads; the agent's own where it is not known.
pub(super) fn reader(store: CaseStore, own: Locale) -> Locale {
    let person = store.case.with_untracked(|case| case.as_ref().map(|case| case.person));
    let known = store.people.with_untracked(|people| people.get(&person?).map(|one| one.language));
    known.and_then(|known| Locale::from_tag(known.code())).unwrap_or(own)
}

/// Sentences one after the other, as the language joins them.
pub(super) fn joined(locale: Locale, sentences: &[impl AsRef<str>]) -> String {
    let sentences: Vec<&str> = sentences.iter().map(AsRef::as_ref).collect();
    sentences.join(if locale == Locale::En { " " } else { "" })
}

/// Usual words for a reply, put behind what is written, in the language the customer reads.
#[component]
pub(super) fn ReplyPhrases(store: CaseStore, writing: Writing) -> impl IntoView {
    let locale = use_locale();
    let all = [t::phrase_looking, t::phrase_photo, t::phrase_sorry];
    let put_in = move |place: String| {
        let place = place.parse::<usize>().ok();
        if let Some(phrase) = place.and_then(|place| all.get(place)) {
            writing.put_in(phrase(reader(store, locale)));
        }
    };
    let options = all.into_iter().enumerate();
    let options = options.map(|(place, phrase)| (place.to_string(), phrase(locale).to_owned()));
    view! {
        <Picker
            id="reply-phrases"
            class="reply-phrases"
            label=t::reply_phrases(locale)
            options=Signal::stored(options.collect::<Vec<_>>())
            on_pick=UnsyncCallback::new(put_in)
        />
    }
}

/// Puts the shop's own phrases for the recommended option behind what the agent has written with the offer.
#[component]
pub(super) fn OfferPhrases(store: CaseStore, editor: Editor) -> impl IntoView {
    let locale = use_locale();
    let phrases = move |remedies: &[Remedy]| {
        let theirs = reader(store, locale);
        let packs = store.packs_now()?;
        let phrases = packs.phrases(remedies, language(theirs));
        (!phrases.is_empty()).then(|| joined(theirs, &phrases))
    };
    let put_in = move |()| {
        editor.change(|draft| {
            let chosen = draft.options.iter().find(|option| option.is_recommended).or(draft.options.first());
            let remedies: Vec<Remedy> = chosen
                .map(|option| option.parts.iter().map(|part| part.remedy).collect())
                .unwrap_or_default();
            let Some(phrases) = phrases(&remedies) else { return };
            let so_far = draft.message.trim();
            draft.message = if so_far.is_empty() { phrases } else { [so_far, "\n\n", &phrases].concat() };
        });
    };
    view! {
        <Button id="offer-phrases" kind=ButtonKind::Quiet label=t::offer_phrases(locale) on_press=put_in />
    }
}
