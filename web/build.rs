//! Turns the texts in `locales/` into one function per text.
//!
//! A text is data a translator edits; the code must never ask for one that is missing. So each key becomes a
//! function whose parameters are the text's arguments: a key or an argument absent in one language, or a text
//! nobody calls any more, is seen at compile time, and a text an entry does not use costs it no bytes.
//!
//! A key is a string with `{arguments}`, or a table `{ one = "…", other = "…" }` chosen by the argument `n`.
//! It must never fall back from one language to another: a page in two languages is a fault.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

/// The folder of each language, in the order of `Locale`; the first is the one the others are compared with.
const LOCALES: [&str; 3] = ["zh-Hans", "zh-Hant", "en"];

/// What stands between the languages of a text and between its two forms; no text has one of its own. One literal
/// for all languages, cut when it is shown, takes fewer bytes than a table of three for each of a thousand texts.
const BETWEEN_LANGUAGES: char = '\u{1f}';
const BETWEEN_FORMS: char = '\u{1e}';

/// One text of one language: one form, or two to choose from by number.
enum Text {
    Plain(String),
    Counted { one: String, other: String },
}

impl Text {
    fn forms(&self) -> Vec<&str> {
        match self {
            Self::Plain(form) => vec![form],
            Self::Counted { one, other } => vec![one, other],
        }
    }
}

/// A key's texts, in the order of [`LOCALES`].
type Texts = BTreeMap<String, Vec<(PathBuf, Text)>>;

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../locales");
    println!("cargo:rerun-if-changed={}", root.display());
    match generate(&root) {
        Ok(code) => {
            let out = PathBuf::from(env::var("OUT_DIR").unwrap_or_default()).join("texts.rs");
            if let Err(error) = fs::write(&out, code) {
                fail(&format!("{}: {error}", out.display()));
            }
        }
        Err(faults) => fail(&faults),
    }
}

fn fail(message: &str) -> ! {
    for line in message.lines() {
        println!("cargo:error={line}");
    }
    process::exit(1)
}

fn generate(root: &Path) -> Result<String, String> {
    let mut code = String::new();
    let mut faults = String::new();
    for area in areas(root)? {
        let mut texts = Texts::new();
        for locale in LOCALES {
            read(&root.join(locale).join(format!("{area}.toml")), &mut texts)?;
        }
        let _ = writeln!(code, "/// Texts of the area `{area}`.\npub mod {area} {{\nuse super::Locale;");
        for (key, by_locale) in &texts {
            match function(key, &area, by_locale) {
                Ok(function) => code.push_str(&function),
                Err(fault) => {
                    let _ = writeln!(faults, "{fault}");
                }
            }
        }
        code.push_str("}\n");
    }
    if faults.is_empty() { Ok(code) } else { Err(faults) }
}

/// The names of all areas that any language has a file for.
fn areas(root: &Path) -> Result<BTreeSet<String>, String> {
    let mut areas = BTreeSet::new();
    for locale in LOCALES {
        let folder = root.join(locale);
        println!("cargo:rerun-if-changed={}", folder.display());
        let entries = fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        for entry in entries.flatten() {
            if let Some(area) = entry.file_name().to_str().and_then(|name| name.strip_suffix(".toml")) {
                areas.insert(area.to_owned());
            }
        }
    }
    Ok(areas)
}

fn read(path: &Path, texts: &mut Texts) -> Result<(), String> {
    println!("cargo:rerun-if-changed={}", path.display());
    let place = path.display();
    let source = fs::read_to_string(path).map_err(|error| format!("{place}: {error}"))?;
    let table: toml::Table = source.parse().map_err(|error| format!("{place}: {error}"))?;
    for (key, value) in table {
        let text = match value {
            toml::Value::String(form) => Text::Plain(form),
            toml::Value::Table(forms) => {
                let form = |name: &str| forms.get(name).and_then(toml::Value::as_str).map(str::to_owned);
                let other =
                    form("other").ok_or_else(|| format!("{place}: `{key}` lacks the form `other`"))?;
                Text::Counted { one: form("one").unwrap_or_else(|| other.clone()), other }
            }
            _ => return Err(format!("{place}: `{key}` is neither a text nor a table of forms")),
        };
        texts.entry(key).or_default().push((path.to_owned(), text));
    }
    Ok(())
}

fn function(key: &str, area: &str, by_locale: &[(PathBuf, Text)]) -> Result<String, String> {
    for locale in LOCALES {
        let file = format!("{locale}/{area}.toml");
        if !by_locale.iter().any(|(path, _)| path.ends_with(&file)) {
            return Err(format!("locales/{file}: `{key}` is missing"));
        }
    }
    let counted = by_locale.iter().any(|(_, text)| matches!(text, Text::Counted { .. }));
    let mut arguments: Option<BTreeSet<&str>> = None;
    for (path, text) in by_locale {
        // A language may leave the number out of its singular, so all forms of one language count together.
        let mut here = BTreeSet::new();
        for form in text.forms() {
            here.extend(pieces(form).into_iter().filter_map(Result::err));
        }
        match &arguments {
            Some(expected) if *expected != here => {
                return Err(format!(
                    "{}: `{key}` has the arguments {here:?}; the other languages have {expected:?}",
                    path.display()
                ));
            }
            _ => arguments = Some(here),
        }
    }
    let mut arguments = arguments.unwrap_or_default();
    if counted {
        arguments.remove("n");
    }
    Ok(write_function(key, by_locale, counted, &arguments))
}

fn write_function(
    key: &str,
    by_locale: &[(PathBuf, Text)],
    counted: bool,
    arguments: &BTreeSet<&str>,
) -> String {
    let is_plain = !counted && arguments.is_empty();
    let mut code = String::new();
    let summary = by_locale.iter().rev().find_map(|(_, text)| text.forms().last().map(ToString::to_string));
    let summary = summary.unwrap_or_default().replace(['\n', '[', ']', '<', '>', '`'], " ");
    let _ = write!(code, "/// “{}”\npub fn {key}(locale: Locale", summary.trim());
    if counted {
        code.push_str(", n: i64");
    }
    for argument in arguments {
        let _ = write!(code, ", {argument}: &str");
    }
    let _ = writeln!(code, ") -> {} {{", if is_plain { "&'static str" } else { "String" });
    // What stands in the texts as a control character is put in from this list, in its order.
    let mut places: Vec<&str> = arguments.iter().copied().collect();
    if counted {
        places.insert(0, "n");
        code.push_str("let number = n.to_string(); let n_text = number.as_str();\n");
    }
    let in_all: Vec<String> = by_locale.iter().map(|(_, text)| marked(text, &places)).collect();
    let all = in_all.join(&BETWEEN_LANGUAGES.to_string());
    let _ = if is_plain {
        writeln!(code, "super::pick(locale, {all:?})\n}}")
    } else {
        let named = places.iter().map(|name| if counted && *name == "n" { "n_text" } else { *name });
        let named = named.collect::<Vec<_>>().join(", ");
        let form = format!("super::pick(locale, {all:?})");
        let form = if counted { format!("super::form_for(n, {form})") } else { form };
        writeln!(code, "super::fill({form}, &[{named}])\n}}")
    };
    code
}

/// A text of one language with its marks: both its forms where they differ, and each argument as the control
/// character of its place, counted from one.
fn marked(text: &Text, places: &[&str]) -> String {
    match text {
        Text::Counted { one, other } if one != other => {
            [placed(one, places), placed(other, places)].join(&BETWEEN_FORMS.to_string())
        }
        Text::Counted { other: form, .. } | Text::Plain(form) => placed(form, places),
    }
}

fn placed(form: &str, places: &[&str]) -> String {
    pieces(form)
        .into_iter()
        .map(|piece| match piece {
            Ok(words) => words.to_owned(),
            Err(argument) => {
                let place = places.iter().zip(1_u32..).find(|(name, _)| **name == argument);
                place.and_then(|(_, place)| char::from_u32(place)).unwrap_or(' ').to_string()
            }
        })
        .collect()
}

/// A text cut into words (`Ok`) and arguments (`Err`).
fn pieces(form: &str) -> Vec<Result<&str, &str>> {
    let mut pieces = Vec::new();
    let mut rest = form;
    while let Some((words, after)) = rest.split_once('{') {
        if !words.is_empty() {
            pieces.push(Ok(words));
        }
        let (argument, after) = after.split_once('}').unwrap_or((after, ""));
        pieces.push(Err(argument));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Ok(rest));
    }
    pieces
}
