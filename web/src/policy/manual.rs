//! The manual's list of facts is what the code knows: made from it, and held to it.

use domain::policy::Fact;
use domain::policy::fact::{Absence, Kind, Vocabulary};
use std::fmt::Write as _;
use web::i18n::voice::speak_to_desk;
use web::i18n::{Locale, facts};

/// Between these lines of the manual the list stands.
const BEGIN: &str = "<!-- facts -->\n";
const END: &str = "<!-- /facts -->";

/// What may stand for a fact's value.
fn value(kind: Kind) -> String {
    let words = |vocabulary: Vocabulary| {
        let words: Vec<String> = vocabulary.words().iter().map(|word| format!("`{word}`")).collect();
        match vocabulary {
            // The case manual lists them, and they are many.
            Vocabulary::Category => "a category".to_owned(),
            Vocabulary::Remedy => "remedies".to_owned(),
            Vocabulary::Trait => [words.join(", ").as_str(), ", and your own"].concat(),
            Vocabulary::ProductKind => "your own".to_owned(),
            _ => words.join(", "),
        }
    };
    match kind {
        Kind::Word(vocabulary) | Kind::Words(vocabulary) => words(vocabulary),
        Kind::Currency => "a currency code".to_owned(),
        Kind::Flag => "`true`, `false`".to_owned(),
        Kind::Count => "a whole number".to_owned(),
        Kind::Days => "days".to_owned(),
        Kind::Day => "a day".to_owned(),
        Kind::Money => "a sum".to_owned(),
    }
}

fn list() -> String {
    speak_to_desk();
    let mut list =
        "| fact | what it is | its value | while nobody knows |\n| --- | --- | --- | --- |\n".to_owned();
    // What a grant comes to is told in refusals alone: to a condition it is never known.
    for fact in Fact::ALL.iter().filter(|fact| **fact != Fact::GrantAmount) {
        let (name, value) = (facts::fact(Locale::En, *fact), value(fact.kind()));
        let absent = match fact.absence() {
            Absence::Open => "the answer is open",
            Absence::No => "it is not so",
        };
        writeln!(list, "| `{}` | {name} | {value} | {absent} |", fact.code()).unwrap();
    }
    list
}

#[test]
fn the_manual_lists_every_fact_with_what_it_may_be() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/policies.md");
    let manual = std::fs::read_to_string(path).unwrap();
    let (before, rest) = manual.split_once(BEGIN).expect("the list begins somewhere");
    let (stands, after) = rest.split_once(END).expect("the list ends somewhere");
    let is = list();
    if std::env::var_os("REDRESS_WRITE_GOLDENS").is_some() {
        std::fs::write(path, [before, BEGIN, &is, END, after].concat()).unwrap();
    } else {
        assert_eq!(
            stands, is,
            "write it anew with `REDRESS_WRITE_GOLDENS=1 cargo test -p web --bin policy manual`"
        );
    }
}
