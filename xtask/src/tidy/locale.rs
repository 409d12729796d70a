//! The same texts in every language: the same keys, the same `{arguments}`, none of them empty, each of them shown by some
//! page.
//!
//! The build of `web` refuses the same; here it is told without building, for all areas at once, with the line.
//! Beside it the words themselves: one word for one thing, and each Chinese written with its own.

use super::{Breach, File, Tree};
use std::collections::{BTreeMap, BTreeSet};
use toml::Value;

/// The folders under `locales/`.
const LANGUAGES: [&str; 3] = ["zh-Hans", "zh-Hant", "en"];

/// What is said otherwise in these texts: the language, what does not stand there, and what does.
const WORDS: [(&str, &str, &str); 36] = [
    ("en", "That were", "Those were"),
    ("en", "matter of money", "sum of money"),
    ("zh-Hans", "卖家", "商家"),
    ("zh-Hans", "承运商", "快递公司"),
    ("zh-Hans", "额外关怀", "善意补偿"),
    ("zh-Hans", "处理台", "客服台"),
    ("zh-Hans", "写信告诉", "在这里告诉"),
    ("zh-Hans", "「", "“"),
    ("zh-Hans", "更改类型", "更改类别"),
    ("zh-Hans", "费用分担", "由谁承担"),
    ("zh-Hans", "查证", "核实"),
    ("zh-Hans", "补救措施", "办法"),
    ("zh-Hans", "期望", "希望"),
    ("zh-Hans", "愿望", "希望"),
    ("zh-Hans", "顾客", "客户"),
    ("zh-Hans", "买家", "客户"),
    ("zh-Hant", "客戶", "顧客"),
    ("zh-Hant", "賣家", "商家"),
    ("zh-Hant", "批准", "核准"),
    ("zh-Hant", "工單", "案件"),
    ("zh-Hant", "消息", "訊息"),
    ("zh-Hant", "信息", "資訊"),
    ("zh-Hant", "質量", "品質"),
    ("zh-Hant", "額外關懷", "善意補償"),
    ("zh-Hant", "寫信告訴", "在這裡告訴"),
    ("zh-Hant", "“", "「"),
    ("zh-Hant", "核實", "查證"),
    ("zh-Hant", "補救措施", "辦法"),
    ("zh-Hant", "期望", "希望"),
    ("zh-Hant", "願望", "希望"),
    ("zh-Hant", "買家", "顧客"),
    ("zh-Hant", "客訴", "投訴"),
    ("zh-Hant", "店鋪", "商店"),
    ("zh-Hant", "店家", "商店"),
    ("zh-Hant", "訂金", "定金"),
    // A moment may begin with 上午, which stands off nothing.
    ("zh-Hant", " {when}", "{when}"),
];

/// The arguments of each text by its key.
type Texts = BTreeMap<String, BTreeSet<String>>;

pub(super) fn check(tree: &Tree) -> Vec<Breach> {
    let mut breaches = Vec::new();
    let called = called(tree);
    let mut areas: BTreeMap<&str, BTreeMap<&str, &File>> = BTreeMap::new();
    for file in tree.under("locales/") {
        let mut parts = file.path.split('/').skip(1);
        match (parts.next(), parts.next(), parts.next()) {
            (Some(language), Some(area), None)
                if LANGUAGES.contains(&language) && area.strip_suffix(".toml").is_some() =>
            {
                breaches.extend(words(language, file));
                areas.entry(area).or_default().insert(language, file);
            }
            _ => breaches.push(file.breach_as_a_whole("not of the form `locales/<language>/<area>.toml`")),
        }
    }
    for (area, by_language) in areas {
        let Some(first) = by_language.values().next() else {
            continue;
        };
        for language in LANGUAGES.iter().filter(|language| !by_language.contains_key(*language)) {
            breaches.push(first.breach_as_a_whole(format!("`{language}` has no `{area}`")));
        }
        breaches.extend(differences(by_language.values().copied()));
        breaches.extend(unused(first, &called));
    }
    breaches
}

/// Every name that a page calls in some module, as `retry` in `t::retry(locale)`, or gives to a macro by itself between
/// commas. Which module it is can't be told from the text alone: of two texts with one name, one that is shown keeps the
/// other.
fn called(tree: &Tree) -> BTreeSet<&str> {
    let is_of_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let mut called = BTreeSet::new();
    for file in tree.under("web/src/").filter(|file| file.is_rust()) {
        let called_in = file.text.split("::").skip(1);
        called.extend(called_in.filter_map(|rest| rest.split(|letter| !is_of_name(letter)).next()));
        called.extend(file.text.split(',').map(str::trim).filter(|name| name.chars().all(is_of_name)));
    }
    called
}

/// The texts of a file that no page shows.
fn unused(file: &File, called: &BTreeSet<&str>) -> Vec<Breach> {
    let Ok(texts) = file.text.parse::<toml::Table>() else { return Vec::new() };
    let is_unused = |key: &&String| !called.contains(key.as_str());
    let breach = |key: &String| file.breach(line_of(file, key), format!("no page shows `{key}`"));
    texts.keys().filter(is_unused).map(breach).collect()
}

/// The words of a language's texts that these texts say otherwise.
fn words(language: &str, file: &File) -> Vec<Breach> {
    let stands = |wrong: &&(&str, &str, &str)| wrong.0 == language;
    let found = |(number, line): (usize, &str)| {
        let wrong = WORDS.iter().filter(stands).filter(move |wrong| line.contains(wrong.1));
        let said = wrong.map(|(_, wrong, right)| format!("“{wrong}” is called “{right}” here"));
        said.map(|said| file.breach(number, said)).collect::<Vec<_>>()
    };
    file.lines().flat_map(found).collect()
}

/// What the files of one area lack compared with each other.
fn differences<'a>(files: impl Iterator<Item = &'a File>) -> Vec<Breach> {
    let mut breaches = Vec::new();
    let mut read = Vec::new();
    for file in files {
        match texts(file, &mut breaches) {
            Ok(texts) => read.push((file, texts)),
            Err(error) => breaches.push(file.breach_as_a_whole(error)),
        }
    }
    let mut all: BTreeMap<&String, (&File, BTreeSet<&String>)> = BTreeMap::new();
    for (file, texts) in &read {
        for (key, arguments) in texts {
            all.entry(key).or_insert((file, BTreeSet::new())).1.extend(arguments);
        }
    }
    for (file, texts) in &read {
        for (key, (origin, arguments)) in &all {
            let Some(own) = texts.get(*key) else {
                breaches.push(
                    file.breach_as_a_whole(format!("`{key}` is missing; it stands in {}", origin.path)),
                );
                continue;
            };
            for argument in arguments.iter().filter(|argument| !own.contains(**argument)) {
                breaches.push(file.breach(line_of(file, key), format!("`{key}` lacks `{{{argument}}}`")));
            }
        }
    }
    breaches
}

fn texts(file: &File, breaches: &mut Vec<Breach>) -> Result<Texts, String> {
    let table: toml::Table = file.text.parse().map_err(|error| format!("not readable: {error}"))?;
    let mut texts = Texts::new();
    let mut waiting: Vec<(String, &Value)> = table.iter().map(|(key, value)| (key.clone(), value)).collect();
    while let Some((key, value)) = waiting.pop() {
        match value {
            Value::String(text) => {
                if text.trim().is_empty() {
                    breaches.push(file.breach(line_of(file, &key), format!("`{key}` is empty")));
                }
                // The forms of a counted text are one text.
                let name = key.strip_suffix(".one").or_else(|| key.strip_suffix(".other")).unwrap_or(&key);
                texts.entry(name.to_owned()).or_default().extend(arguments(text));
            }
            Value::Table(inner) => {
                waiting.extend(inner.iter().map(|(part, value)| (format!("{key}.{part}"), value)));
            }
            _ => breaches.push(file.breach(line_of(file, &key), format!("`{key}` is not a text"))),
        }
    }
    Ok(texts)
}

/// The names in braces.
fn arguments(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name.trim().to_owned())
}

/// The line where a key stands, or the first line when it stands in a table of its own.
fn line_of(file: &File, key: &str) -> usize {
    let last = key.rsplit('.').next().unwrap_or(key);
    let is_key = |line: &str| line.strip_prefix(last).is_some_and(|rest| rest.trim_start().starts_with('='));
    file.lines().find(|(_, line)| is_key(line)).map_or(1, |(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn breaches(simplified: &str, traditional: &str, en: &str) -> Vec<String> {
        let files = [
            ("locales/zh-Hans/a.toml", simplified),
            ("locales/zh-Hant/a.toml", traditional),
            ("locales/en/a.toml", en),
            ("web/src/page.rs", "t::a(locale); t::x(locale); t::due(locale, \"\"); a::n_days(locale, 2)"),
        ];
        check(&Tree::of(&files)).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_same_keys_and_arguments_pass_whatever_the_words() {
        let en = "due = \"by {when}\"\nn_days = { one = \"{n} day\", other = \"{n} days\" }\n";
        let zh = "due = \"{when}前\"\nn_days = \"{n} 天\"\n";
        assert_eq!(breaches(zh, zh, en), [""; 0]);
    }

    #[test]
    fn a_missing_text_is_found_in_whichever_language_it_is_missing() {
        let found = breaches("a = \"一\"\n", "a = \"一\"\n", "a = \"one\"\nx = \"two\"\n");
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].contains("`x` is missing"));
    }

    #[test]
    fn a_missing_argument_and_an_empty_text_are_found_with_their_line() {
        let found = breaches(
            "x = \"好\"\na = \"{n} 天\"\n",
            "x = \"好\"\na = \"幾天\"\n",
            "x = \"\"\na = \"{n} days\"\n",
        );
        assert_eq!(found, ["locales/en/a.toml:1: `x` is empty", "locales/zh-Hant/a.toml:2: `a` lacks `{n}`"]);
    }

    #[test]
    fn a_thing_called_by_another_word_is_found_in_the_language_that_says_it() {
        let found = breaches("a = \"卖家\"\n", "a = \"客戶\"\n", "a = \"the seller\"\n");
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found.iter().any(|breach| breach.contains("“客戶” is called “顧客” here")), "{found:?}");
        assert_eq!(breaches("a = \"商家\"\n", "a = \"顧客\"\n", "a = \"the seller\"\n"), [""; 0]);
    }

    #[test]
    fn a_text_that_no_page_shows_is_found_once() {
        let found = breaches("gone = \"走\"\n", "gone = \"走\"\n", "gone = \"gone\"\n");
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("no page shows `gone`"), "{found:?}");
    }

    #[test]
    fn an_area_or_a_language_that_stands_alone_is_found() {
        let page = ("web/src/page.rs", "t::a(locale)");
        let one = check(&Tree::of(&[("locales/en/a.toml", "a = \"one\"\n"), page]));
        assert_eq!(one.len(), 2, "{one:?}");
        assert_eq!(check(&Tree::of(&[("locales/fr/a.toml", "a = \"un\"\n"), page])).len(), 1);
    }
}
