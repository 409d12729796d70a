//! Words prepared for the customer, in the language they read, whatever the agent's own is.

use super::composer::Writing;
use super::offer::Editor;
use super::store::CaseStore;
use domain::complaint::{Case, Phase};
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

/// A sentence in each language.
type Phrase = fn(Locale) -> &'static str;

/// What stage a case is at, as far as usual words differ by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// It is looked into for the first time.
    First,
    /// What was agreed is being done.
    Agreed,
    /// It was done, or was taken up again.
    Again,
}

impl Stage {
    fn of(case: &Case) -> Self {
        let is_again =
            matches!(case.phase, Phase::Reopened | Phase::Fulfilled { .. }) || !case.past.is_empty();
        Self::at(matches!(case.phase, Phase::Fulfilling(_)), is_again)
    }

    const fn at(is_agreed: bool, is_again: bool) -> Self {
        match (is_agreed, is_again) {
            (true, _) => Self::Agreed,
            (false, true) => Self::Again,
            (false, false) => Self::First,
        }
    }

    /// Whoever was helped once is not thanked for telling, nor asked for the first photo.
    fn phrases(self) -> [Phrase; 3] {
        match self {
            Self::First => [t::phrase_looking, t::phrase_photo, t::phrase_sorry],
            Self::Agreed => [t::phrase_under_way, t::phrase_done_soon, t::phrase_sorry],
            Self::Again => [t::phrase_again, t::phrase_photo_again, t::phrase_sorry_again],
        }
    }
}

/// Usual words for a reply, put behind what is written, in the language the customer reads.
#[component]
pub(super) fn ReplyPhrases(store: CaseStore, writing: Writing) -> impl IntoView {
    let locale = use_locale();
    let stage = Memo::new(move |_| store.case.with(|case| case.as_deref().map_or(Stage::First, Stage::of)));
    let put_in = move |place: String| {
        let place = place.parse::<usize>().ok();
        let all = stage.get_untracked().phrases();
        if let Some(phrase) = place.and_then(|place| all.get(place)) {
            writing.put_in(phrase(reader(store, locale)));
        }
    };
    let options = move || {
        let all = stage.get().phrases().into_iter().enumerate();
        all.map(|(place, phrase)| (place.to_string(), phrase(locale).to_owned())).collect::<Vec<_>>()
    };
    view! {
        <Picker
            id="reply-phrases"
            class="reply-phrases"
            label=t::reply_phrases(locale)
            options=Signal::derive(options)
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

#[cfg(test)]
mod tests {
    //! Usual words fit where a case stands.

    use super::*;

    #[test]
    fn nobody_is_thanked_for_telling_what_was_agreed_on_or_taken_up_again() {
        let words = |stage: Stage| stage.phrases().map(|phrase| phrase(Locale::En));
        let first = words(Stage::at(false, false));
        assert!(first.contains(&t::phrase_looking(Locale::En)));
        for later in [Stage::at(true, false), Stage::at(true, true), Stage::at(false, true)] {
            assert!(!words(later).contains(&t::phrase_looking(Locale::En)), "{later:?}");
            assert!(!words(later).contains(&t::phrase_photo(Locale::En)), "{later:?}");
        }
    }
}
