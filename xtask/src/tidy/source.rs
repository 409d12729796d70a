//! What every file owes its reader: a size one can hold in mind, an opening that says what it is, clean lines,
//! and no promise without a place where it is kept.

use super::{Breach, File, Tree};

/// Lines of a file without its tests, and with them.
const CEILING: usize = 400;
const CEILING_WITH_TESTS: usize = 600;

/// Written apart, so that this file does not break its own rule.
const PROMISES: [&str; 2] = [concat!("TO", "DO"), concat!("FIX", "ME")];

pub(super) fn check(tree: &Tree) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for file in &tree.files {
        if file.is_rust() {
            breaches.extend(too_long(file));
            breaches.extend(no_opening(file));
        }
        for (number, line) in file.lines() {
            // A snapshot shows what a program wrote, to the last space.
            if line.ends_with([' ', '\t']) && !file.is_snapshot() {
                breaches.push(file.breach(number, "space at the end of the line"));
            }
            if let Some(word) = PROMISES.iter().find(|word| is_bare_promise(line, word)) {
                breaches.push(file.breach(number, format!("`{word}` without an issue; write `{word}(#12)`")));
            }
        }
    }
    breaches
}

fn too_long(file: &File) -> Option<Breach> {
    let all = file.text.lines().count();
    let own = if file.is_test() { 0 } else { file.tests_begin().map_or(all, |line| line - 1) };
    if own > CEILING {
        return Some(file.breach_as_a_whole(format!("{own} lines without tests, {CEILING} is the ceiling")));
    }
    (all > CEILING_WITH_TESTS).then(|| {
        file.breach_as_a_whole(format!("{all} lines, {CEILING_WITH_TESTS} is the ceiling with tests"))
    })
}

fn no_opening(file: &File) -> Option<Breach> {
    let first = file.text.lines().next().unwrap_or_default();
    let opens = first.starts_with("//! ") || first.starts_with("#![doc = include_str!(");
    (!opens).then(|| file.breach(1, "the file does not open with `//!` saying what it is"))
}

fn is_bare_promise(line: &str, word: &str) -> bool {
    line.split_once(word).is_some_and(|(before, after)| {
        let is_word = !before.ends_with(|c: char| c.is_alphanumeric() || c == '_')
            && !after.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        is_word && !after.starts_with("(#")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn breaches(path: &str, text: &str) -> Vec<Breach> {
        check(&Tree::of(&[(path, text)]))
    }

    #[test]
    fn a_file_that_says_what_it_is_passes() {
        assert_eq!(breaches("web/src/lib.rs", "//! The pages.\n\npub mod page;\n"), []);
        assert_eq!(breaches("domain/src/lib.rs", "#![doc = include_str!(\"../README.md\")]\n"), []);
    }

    #[test]
    fn a_file_without_an_opening_is_found() {
        let found = breaches("web/src/lib.rs", "pub mod page;\n");
        assert_eq!(found[0].line, Some(1));
    }

    #[test]
    fn tests_may_make_a_file_longer_but_not_endless() {
        let own = "//! A file.\n".to_owned() + &"fn a() {}\n".repeat(399);
        assert_eq!(breaches("a.rs", &own), []);
        assert_eq!(breaches("a.rs", &(own.clone() + "fn b() {}\n")).len(), 1);
        let with_tests = own + "#[cfg(test)]\n" + &"fn t() {}\n".repeat(199);
        assert_eq!(breaches("a.rs", &with_tests), []);
        assert_eq!(breaches("a.rs", &(with_tests + "fn t() {}\n")).len(), 1);
    }

    #[test]
    fn a_file_of_tests_has_the_higher_ceiling() {
        let tests = "//! Tests.\n".to_owned() + &"fn t() {}\n".repeat(500);
        assert_eq!(breaches("tests/src/api/tests.rs", &tests), []);
    }

    #[test]
    fn space_at_the_end_of_a_line_is_found() {
        assert_eq!(breaches("README.md", "One. \nTwo.\n")[0].line, Some(1));
        assert_eq!(breaches("tests/snapshots/a.snap", "One. \n"), []);
    }

    #[test]
    fn a_promise_needs_an_issue() {
        let word = PROMISES[0];
        assert_eq!(breaches("a.rs", &format!("//! A.\n// {word} later\n")).len(), 1);
        assert_eq!(breaches("a.rs", &format!("//! A.\n// {word}(#7): later\n")), []);
        assert_eq!(breaches("a.rs", &format!("//! A.\n// the {word}S of a person\n")), []);
    }
}
