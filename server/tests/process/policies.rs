//! What the program tells of a case, and of pack and case files that are none.

use crate::program::{complaint, run, stdout};
use tempfile::TempDir;

/// Chinese in an encoding of the last century.
const NOT_UTF8: &[u8] = b"id = \"\xb9\xe6\xd4\xf2\"\n";

#[test]
fn case_file_that_is_not_utf_8_is_refused_in_one_line() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("case.toml");
    std::fs::write(&path, NOT_UTF8).unwrap();
    let output = run(&["policy", "explain", "--case", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(told.lines().count(), 1, "{told}");
    assert!(told.contains("case.toml") && told.contains("UTF-8"), "{told}");
}

#[test]
fn pack_that_is_not_utf_8_is_refused_in_one_line() {
    let dir = TempDir::new().unwrap();
    let pack = dir.path().join("own");
    std::fs::create_dir(&pack).unwrap();
    std::fs::write(pack.join("pack.toml"), NOT_UTF8).unwrap();
    let output = run(&["policy", "check", "--policies-dir", dir.path().to_str().unwrap()]);
    let told = complaint(&output);
    assert!(told.contains("pack.toml") && told.contains("UTF-8"), "{told}");
}

/// A sweater that is not wool, asked about under the law of mainland China and the shop's own promises.
const SWEATER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../policies/cases/wool-sweater-not-wool.toml");

#[test]
fn answers_in_chinese_have_no_codes_and_no_english_words() {
    for (language, source, authority) in [
        ("zh-Hans", "，已核对原文]", "[客服可以直接提供]"),
        ("zh-Hant", "，已核對原文]", "[客服可以直接提供]"),
    ] {
        let told = stdout(&run(&["policy", "explain", "--case", SWEATER, "--language", language]));
        assert!(told.contains(source) && told.contains(authority), "{told}");
        assert!(!told.chars().any(|letter| letter.is_ascii_lowercase()), "{told}");
    }
}

#[test]
fn conditions_are_told_with_what_was_needed() {
    let told = stdout(&run(&["policy", "explain", "--case", SWEATER]));
    assert!(told.contains("\n      where it came from: the seller; needed: not the customer\n"), "{told}");
    assert!(
        told.contains(
            "The seller pays for sending it back. [Consumer Rights Protection Law, Art. 24, verified]"
        ),
        "{told}"
    );
}

/// The packs of two shops, as their owners would write them down.
const EXAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/examples");

#[test]
fn example_packs_are_in_order() {
    let told = stdout(&run(&["policy", "check", "--policies-dir", EXAMPLES]));
    assert!(told.contains("2 packs and") && told.ends_with(": 0 findings\n"), "{told}");
}

#[test]
fn packs_that_a_configuration_names_are_checked_and_listed_before_a_restart() {
    let dir = TempDir::new().unwrap();
    let config = dir.path().join("redress.toml");
    std::fs::write(&config, format!("policies-dir = {EXAMPLES:?}\n")).unwrap();
    let config = config.to_str().unwrap();
    let told = stdout(&run(&["policy", "check", "--config", config]));
    assert!(told.contains("2 packs and"), "{told}");
    let listed = stdout(&run(&["policy", "list", "--config", config]));
    assert!(listed.lines().any(|line| line.starts_with("furniture ")), "{listed}");
    std::fs::write(dir.path().join("redress.toml"), "policy-dir = \"packs\"\n").unwrap();
    let told = complaint(&run(&["policy", "check", "--config", config]));
    assert!(told.contains("redress.toml") && told.contains("policy-dir"), "{told}");
}

#[test]
fn packs_without_a_case_are_told_the_next_step() {
    let dir = TempDir::new().unwrap();
    let pack = dir.path().join("furniture");
    std::fs::create_dir(&pack).unwrap();
    std::fs::copy([EXAMPLES, "/furniture/pack.toml"].concat(), pack.join("pack.toml")).unwrap();
    let told = stdout(&run(&["policy", "check", "--policies-dir", dir.path().to_str().unwrap()]));
    assert!(
        told.contains("Next: put a case beside each promise") && told.contains("cases/NAME.toml"),
        "{told}"
    );
}
