//! One input per kind of slot: a line, lines in three languages, a list, boxes, a box, or a span with its unit.

use super::labels;
use super::store::DraftStore;
use super::sums::own_currency;
use super::typed::{Typed, at};
use super::wording;
use domain::policy::draft::form::{SlotKind, SlotName, WordList};
use domain::policy::term::Unit;
use leptos::attr::Attribute;
use leptos::ev::{Event, KeyboardEvent};
use leptos::prelude::*;
use web::components::call;
use web::components::field::described_by;
use web::i18n::Locale;
use web::i18n::t::policy as t;
use web::shop::language;

/// What stands in the list of bases for a fixed sum.
const FIXED: &str = "fixed";

/// From more words than this only those chosen are shown until somebody wants to choose.
const MANY: usize = 8;

/// An input of any kind: what is in it and whom to tell.
#[derive(Clone)]
pub(super) struct Control {
    /// Its id.
    pub(super) id: String,
    /// What may stand in it.
    pub(super) kind: SlotKind,
    /// What it is about.
    pub(super) name: SlotName,
    /// What it is called, for inputs without a visible label.
    pub(super) label: String,
    /// Whether it may stay blank.
    pub(super) is_optional: bool,
    /// What is in it.
    pub(super) value: Signal<Typed>,
    /// Called with everything in it whenever something is typed.
    pub(super) on_type: UnsyncCallback<Typed>,
    /// Called when it is left or something was chosen.
    pub(super) on_done: UnsyncCallback<()>,
    /// Called to put back what stood there.
    pub(super) on_drop: UnsyncCallback<()>,
    /// Whether it only shows.
    pub(super) is_locked: Signal<bool>,
    /// What is wrong with it, in words.
    pub(super) error: Signal<Option<String>>,
}

impl Control {
    fn put(&self, place: usize, text: String) {
        let mut parts = self.value.get_untracked();
        while parts.len() <= place {
            parts.push(String::new());
        }
        if let Some(part) = parts.get_mut(place) {
            *part = text;
        }
        call(self.on_type, parts);
    }

    fn id_at(&self, place: usize) -> String {
        if place == 0 { self.id.clone() } else { format!("{}-{place}", self.id) }
    }

    /// What everything that is typed into has in common, be it one line or several.
    fn typing(&self, place: usize, label: String) -> impl Attribute + use<> {
        let (input, id) = (self.clone(), self.id_at(place));
        let (value, error, is_locked, on_done, on_drop) =
            (self.value, self.error, self.is_locked, self.on_done, self.on_drop);
        let described = described_by(&self.id, false, error);
        view! {
            <{..}
                id=id
                aria-label=label
                aria-describedby=move || described.get()
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                readonly=move || is_locked.get()
                prop:value=move || value.with(|parts| at(parts, place).to_owned())
                on:input=move |event: Event| input.put(place, event_target_value(&event))
                on:change=move |_| call(on_done, ())
                on:keydown=move |event: KeyboardEvent| {
                    if event.key() == "Escape" {
                        event.prevent_default();
                        call(on_drop, ());
                    }
                }
            />
        }
    }

    /// A line to type into.
    pub(super) fn line(
        &self,
        place: usize,
        kind: &'static str,
        keyboard: Option<&'static str>,
        label: String,
    ) -> AnyView {
        view! {
            <input
                class="input"
                type=kind
                inputmode=keyboard
                autocomplete="off"
                spellcheck="false"
                {..self.typing(place, label)}
            />
        }
        .into_any()
    }

    /// Several lines to type into.
    fn lines(&self, place: usize, lang: Option<&'static str>, label: String) -> AnyView {
        view! {
            <textarea {..self.typing(place, label)} class="input input-short" rows="2" lang=lang></textarea>
        }
        .into_any()
    }

    /// One of several.
    fn list(
        &self,
        place: usize,
        options: Vec<(String, String)>,
        blank: Option<String>,
        label: String,
    ) -> AnyView {
        let control = self.clone();
        let (value, error, is_locked, on_done) = (self.value, self.error, self.is_locked, self.on_done);
        let described = described_by(&control.id, false, error);
        let id = control.id_at(place);
        let blank = blank.map(|blank| view! { <option value="">{blank}</option> });
        let options = options
            .into_iter()
            .map(|(code, name)| view! { <option value=code>{name}</option> })
            .collect_view();
        let choose = move |event: Event| {
            control.put(place, event_target_value(&event));
            call(on_done, ());
        };
        view! {
            <select
                class="input"
                id=id
                aria-label=label
                aria-describedby=move || described.get()
                disabled=move || is_locked.get()
                prop:value=move || value.with(|parts| at(parts, place).to_owned())
                on:change=choose
            >
                {blank}
                {options}
            </select>
        }
        .into_any()
    }

    /// Several of several.
    fn boxes(&self, options: Vec<(String, String)>, locale: Locale) -> AnyView {
        let each = |(code, name): (String, String)| {
            let control = self.clone();
            let (value, is_locked, on_done) = (self.value, self.is_locked, self.on_done);
            let of = code.clone();
            let is_chosen = move || value.with(|parts| parts.contains(&of));
            let id = [&self.id, "-", &code].concat();
            let toggle = move |event: Event| {
                let mut parts = control.value.get_untracked();
                parts.retain(|part| *part != code);
                if event_target_checked(&event) {
                    parts.push(code.clone());
                }
                call(control.on_type, parts);
                call(on_done, ());
            };
            view! {
                <label class="check chip">
                    <input
                        type="checkbox"
                        id=id
                        prop:checked=is_chosen
                        disabled=move || is_locked.get()
                        on:change=toggle
                    />
                    <span>{name}</span>
                </label>
            }
            .into_any()
        };
        let names = options.clone();
        let is_long = options.len() > MANY;
        let boxes = options.into_iter().map(each).collect_view();
        let group = view! {
            <div class="chips" id=self.id.clone() role="group" tabindex="-1" aria-label=self.label.clone()>
                {boxes}
            </div>
        };
        if !is_long {
            return group.into_any();
        }
        let value = self.value;
        let chosen = move || {
            let parts = value.get();
            let names: Vec<String> =
                names.iter().filter(|(code, _)| parts.contains(code)).map(|(_, name)| name.clone()).collect();
            if names.is_empty() {
                t::nothing_chosen(locale).to_owned()
            } else {
                wording::listed(locale, &names)
            }
        };
        view! {
            <details class="fold many">
                <summary>{chosen}</summary>
                {group}
            </details>
        }
        .into_any()
    }

    /// Yes or no as a box to tick.
    fn tick(&self, locale: Locale) -> AnyView {
        let control = self.clone();
        let (value, is_locked, on_done) = (self.value, self.is_locked, self.on_done);
        let toggle = move |event: Event| {
            control.put(0, event_target_checked(&event).to_string());
            call(on_done, ());
        };
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    id=self.id.clone()
                    aria-label=self.label.clone()
                    prop:checked=move || value.with(|parts| at(parts, 0) == "true")
                    disabled=move || is_locked.get()
                    on:change=toggle
                />
                <span>{move || value.with(|parts| wording::yes_no(locale, at(parts, 0) == "true"))}</span>
            </label>
        }
        .into_any()
    }

    /// The words of a list by their codes and names, with the draft's own.
    fn words(list: WordList, locale: Locale) -> Vec<(String, String)> {
        let known = list.words().into_iter().map(|code| (code.to_owned(), labels::word(locale, list, code)));
        let own = use_context::<DraftStore>()
            .and_then(|store| untrack(|| store.with(|document| document.form.own_words(list).to_vec())));
        let own = own.unwrap_or_default().into_iter();
        known
            .chain(own.map(|word| (word.code.to_string(), word.name.get(language(locale)).to_owned())))
            .collect()
    }

    /// The input.
    pub(super) fn view(&self, locale: Locale) -> AnyView {
        let label = self.label.clone();
        let with_unit = |unit: &'static str| {
            view! {
                <span class="with-unit">
                    {self.line(0, "text", Some("decimal"), label.clone())} <span class="soft">{unit}</span>
                </span>
            }
            .into_any()
        };
        match self.kind {
            SlotKind::Sums => self.sums(locale),
            SlotKind::Percent { .. } => with_unit("%"),
            SlotKind::Number { .. } => self.line(0, "text", Some("numeric"), label),
            SlotKind::Day => self.line(0, "date", None, label),
            SlotKind::Days => self.joined(),
            SlotKind::Text { .. } if matches!(self.name, SlotName::Example | SlotName::Excludes) => {
                self.lines(0, None, label)
            }
            SlotKind::Text { .. } | SlotKind::Currency | SlotKind::RuleCodes => {
                self.line(0, "text", None, label)
            }
            SlotKind::Span => {
                let units = Unit::ALL
                    .iter()
                    .map(|unit| (unit.code().to_owned(), labels::unit(locale, *unit).to_owned()));
                view! {
                    <span class="with-unit">
                        {self.line(0, "text", Some("numeric"), label.clone())}
                        {self.list(1, units.collect(), None, t::unit_of(locale, &label))}
                        <span class="soft">{t::span_least(locale)}</span>
                        {self.line(2, "text", Some("numeric"), t::span_least_of(locale, &label))}
                    </span>
                }
                .into_any()
            }
            SlotKind::Texts { languages, .. } => {
                let written = web::i18n::Locale::ALL
                    .into_iter()
                    .enumerate()
                    .filter(|(_, locale)| languages.has(web::shop::language(*locale)));
                let languages = written.map(|(place, language)| {
                    view! {
                        <div class="texts-language">
                            <span class="texts-name" aria-hidden="true">
                                {language.name()}
                            </span>
                            {self
                                .lines(
                                    place,
                                    Some(language.tag()),
                                    t::text_in(locale, &label, language.name()),
                                )}
                        </div>
                    }
                });
                view! { <div class="texts">{languages.collect_view()}</div> }.into_any()
            }
            SlotKind::Word(list) => {
                let blank = self.is_optional.then(|| t::nothing_chosen(locale).to_owned());
                self.list(0, Self::words(list, locale), blank, label)
            }
            SlotKind::Words(list) => self.boxes(Self::words(list, locale), locale),
            SlotKind::Base => self.base(locale),
            SlotKind::Flag if self.name == SlotName::Bound => {
                let answer = |flag: bool| (flag.to_string(), wording::yes_no(locale, flag).to_owned());
                self.list(0, vec![answer(true), answer(false)], None, label)
            }
            SlotKind::Flag => self.tick(locale),
        }
    }

    /// Days, written one after the other.
    fn joined(&self) -> AnyView {
        let (value, on_type) = (self.value, self.on_type);
        let joined = Self {
            value: Signal::derive(move || vec![value.with(|parts| parts.join(", "))]),
            on_type,
            ..self.clone()
        };
        joined.lines(0, None, self.label.clone())
    }

    /// What an amount is a share of: one of the bases, or a fixed sum.
    fn base(&self, locale: Locale) -> AnyView {
        let (value, on_type) = (self.value, self.on_type);
        let is_sum = Memo::new(move |_| value.with(|parts| parts.len() > 1));
        let mut options = Self::words(WordList::Base, locale);
        options.push((FIXED.to_owned(), t::base_fixed(locale).to_owned()));
        // A fixed sum stands in the list as one choice, and beside it as what it is: to begin with nothing, in the
        // shop's own currency.
        let own = own_currency();
        let chosen = Self {
            value: Signal::derive(move || if is_sum.get() { vec![FIXED.to_owned()] } else { value.get() }),
            on_type: UnsyncCallback::new(move |parts: Typed| {
                let is_fixed = at(&parts, 0) == FIXED;
                let nothing = || vec![own.code().to_owned(), "0".to_owned()];
                call(on_type, if is_fixed { nothing() } else { parts });
            }),
            ..self.clone()
        };
        let sum = self.clone();
        view! {
            <span class="with-unit">
                {chosen.list(0, options, None, self.label.clone())}
                {move || {
                    is_sum
                        .get()
                        .then(|| {
                            let (id, label) = ([&sum.id, "-sum"].concat(), t::base_fixed(locale).to_owned());
                            Self { id, label, ..sum.clone() }.sums(locale)
                        })
                }}
            </span>
        }
        .into_any()
    }
}
