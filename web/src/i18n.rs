//! Languages and texts.
//!
//! Three languages, chosen by the browser's wish and by a switch the person keeps. [`t`] holds one function per
//! text, made from `locales/` at build time; [`words`] turns the domain's vocabularies into words. A change of
//! language draws the page anew, so a component asks once for [`use_locale`] and its texts are plain strings.

pub mod facts;
pub mod failure;
pub mod order_news;
pub mod rejection;
pub mod voice;
pub mod words;

use crate::browser::{document, storage};
use leptos::prelude::*;

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Locale {
    /// 简体中文, as written on the mainland.
    ZhHans,
    /// 繁體中文, as written in Taiwan and Hong Kong.
    ZhHant,
    /// English.
    En,
}

/// Where the person's own choice is kept; the page's shell reads it too, before this program runs.
const CHOICE: &str = "locale";

/// Where the server wrote the languages the shop serves; the page's shell reads it too.
const OFFERED: &str = "data-locales";

impl Locale {
    /// All languages, in the order of the switch.
    pub const ALL: [Self; 3] = [Self::ZhHans, Self::ZhHant, Self::En];

    /// The language tag, for `lang` attributes, `Intl` and the server.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::ZhHans => "zh-Hans",
            Self::ZhHant => "zh-Hant",
            Self::En => "en",
        }
    }

    /// The language's own name for itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ZhHans => "简体中文",
            Self::ZhHant => "繁體中文",
            Self::En => "English",
        }
    }

    /// The language that serves a wish such as `zh-TW` or `en-GB`, if we speak it.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let tag = tag.to_ascii_lowercase();
        let is = |part: &str| tag.split('-').any(|piece| piece == part);
        match tag.split('-').next()? {
            "zh" if is("hant") => Some(Self::ZhHant),
            "zh" if is("hans") => Some(Self::ZhHans),
            "zh" if is("tw") || is("hk") || is("mo") => Some(Self::ZhHant),
            "zh" => Some(Self::ZhHans),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The languages the shop serves, its own first, as the server wrote them into the page; all of them where it did
    /// not.
    pub fn offered() -> Vec<Self> {
        let told = document::root_attribute(OFFERED).unwrap_or_default();
        let offered: Vec<_> = told.split(' ').filter_map(Self::from_tag).collect();
        if offered.is_empty() { Self::ALL.to_vec() } else { offered }
    }

    /// The person's own choice, else the first of the browser's wishes that the shop serves, else the shop's first.
    pub fn detect() -> Self {
        let offered = Self::offered();
        let wishes = storage::get(CHOICE).into_iter().chain(document::languages());
        let served = wishes.filter_map(|tag| Self::from_tag(&tag)).find(|wish| offered.contains(wish));
        served.or_else(|| offered.first().copied()).unwrap_or(Self::En)
    }
}

/// The language in force and the way to change it; provided once at the root.
#[derive(Clone, Copy)]
pub struct Language {
    current: RwSignal<Locale>,
}

impl Language {
    /// Detects the language, sets it on the page and provides it to everything below.
    pub fn provide() -> Self {
        let language = Self { current: RwSignal::new(Locale::detect()) };
        document::set_language(language.current.get_untracked().tag());
        provide_context(language);
        language
    }

    /// The language in force; tracked.
    pub fn get(self) -> Locale {
        self.current.get()
    }

    /// Changes the language and remembers the choice in this browser.
    pub fn choose(self, locale: Locale) {
        storage::set(CHOICE, locale.tag());
        document::set_language(locale.tag());
        self.current.set(locale);
    }
}

/// The language in which the component is being drawn.
pub fn use_locale() -> Locale {
    use_context::<Language>().map_or(Locale::En, |language| language.current.get_untracked())
}

/// What stands between two sentences, or a name and what is said of it, where they come from different texts: Chinese
/// sets none.
pub fn gap(locale: Locale) -> &'static str {
    if locale == Locale::En { " " } else { "" }
}

/// What stands between a name and what it names.
pub fn colon(locale: Locale) -> &'static str {
    if locale == Locale::En { ": " } else { "：" }
}

/// A text in one of its languages, which the build script joined in the order of [`Locale::ALL`].
#[inline(never)]
fn pick(locale: Locale, all: &'static str) -> &'static str {
    let place = Locale::ALL.iter().position(|each| *each == locale).unwrap_or_default();
    all.split('\u{1f}').nth(place).unwrap_or_default()
}

/// The form of a text that suits a number, where it has two.
fn form_for(n: i64, text: &'static str) -> &'static str {
    text.split_once('\u{1e}').map_or(text, |(one, other)| if n == 1 { one } else { other })
}

/// A text with its arguments put in where the build script left the control character of their place.
fn fill(form: &str, arguments: &[&str]) -> String {
    let mut text = String::new();
    for letter in form.chars() {
        let place = usize::try_from(u32::from(letter)).unwrap_or(usize::MAX);
        match place.checked_sub(1).and_then(|place| arguments.get(place)) {
            Some(argument) => text.push_str(argument),
            None => text.push(letter),
        }
    }
    text
}

/// The texts: `t::area::key(locale, arguments…)`.
pub mod t {
    use super::{Locale, fill, form_for, pick};
    include!(concat!(env!("OUT_DIR"), "/texts.rs"));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The shell stands before the program arrives; if it said something else, the page would jump.
    #[test]
    fn page_shell_says_what_the_first_step_says() {
        let shell = include_str!("../../index.html");
        for locale in Locale::ALL {
            for text in [
                t::customer::desk_name(locale),
                t::common::language(locale),
                t::customer::start_title(locale),
                t::customer::start_lead(locale),
                t::customer::order_number(locale),
                t::customer::order_number_hint(locale),
                t::customer::contact(locale),
                t::customer::contact_hint(locale),
                t::customer::find_order(locale),
                t::customer::foot_find(locale),
                t::common::reload(locale),
            ] {
                let tag = locale.tag();
                assert!(shell.contains(&format!("<span lang=\"{tag}\">{text}</span>")), "{tag}: {text}");
            }
        }
    }

    #[test]
    fn arguments_stand_where_each_language_wants_them() {
        assert_eq!(
            t::policy::condition(Locale::En, "at least 1 day", "days late"),
            "days late: at least 1 day"
        );
        assert_eq!(
            t::policy::calendar_holidays(Locale::En, 1, "1 May"),
            "1 public holiday, the last on 1 May"
        );
        assert_eq!(
            t::policy::calendar_holidays(Locale::ZhHans, 2, "5月2日"),
            "2 天法定节假日，最后一天是 5月2日"
        );
        assert_eq!(fill("a\u{2}b\u{1}\n", &["1", "2"]), "a2b1\n");
    }

    /// A full-width comma, stop or bracket brings its own room.
    #[test]
    fn no_chinese_text_has_a_space_beside_a_full_width_sign() {
        let is_wide = |letter: char| "，。：；！？、（）“”「」《》".contains(letter);
        let locales = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../locales");
        for folder in ["zh-Hans", "zh-Hant"] {
            for file in std::fs::read_dir(locales.join(folder)).unwrap() {
                let path = file.unwrap().path();
                for line in std::fs::read_to_string(&path).unwrap().lines() {
                    let text = line.split_once(" = ").map_or("", |(_, text)| text);
                    let letters: Vec<char> = text.chars().collect();
                    let is_spaced = letters.windows(2).any(|pair| match pair {
                        [' ', sign] | [sign, ' '] => is_wide(*sign),
                        _ => false,
                    });
                    assert!(!is_spaced || text.starts_with('#'), "{}: {line}", path.display());
                }
            }
        }
        assert_eq!(Locale::ALL.map(gap), ["", "", " "]);
    }

    #[test]
    fn every_form_of_chinese_finds_its_script() {
        for (tag, expected) in [
            ("zh", Some(Locale::ZhHans)),
            ("zh-CN", Some(Locale::ZhHans)),
            ("zh-SG", Some(Locale::ZhHans)),
            ("zh-TW", Some(Locale::ZhHant)),
            ("zh-HK", Some(Locale::ZhHant)),
            ("zh-Hant-HK", Some(Locale::ZhHant)),
            ("zh-Hans-HK", Some(Locale::ZhHans)),
            ("en-GB", Some(Locale::En)),
            ("fr", None),
        ] {
            assert_eq!(Locale::from_tag(tag), expected, "{tag}");
        }
    }
}
