//! The fuzzer's bodies on the stable compiler: what people write, changed in ways nobody would think of.
//!
//! Random text hardly ever gets past the first line of a reader, so most inputs are the delivered packs and cases
//! with pieces taken out, doubled, moved or replaced by what has meaning to the readers.

#[path = "../../../fuzz/bodies.rs"]
mod bodies;

use crate::delivered;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Words and numbers at which readers branch.
const TOKENS: &[&str] = &[
    "0",
    "-1",
    "1",
    "9223372036854775807",
    "99999999999999999999",
    "\"\"",
    "\"0.001\"",
    "\"-5\"",
    "\"100000\"",
    "true",
    "[]",
    "{}",
    "[[rule]]",
    "[desk]",
    "[calendar]",
    "any = []",
    "known = false",
    "per = \"line\"",
    "within = \"7 working days\"",
    "within = \"4294967295 years\"",
    "\"order.line.traits\"",
    "\"finding.fraud\"",
    "currency = \"KWD\"",
    "currency = \"JPY\"",
    "times = 3",
    "percent_of = \"finding.spoiled_percent\"",
    "floor = { CNY = \"1.00\" }",
    "cap = { CNY = \"0.00\" }",
    "quantity = 4294967295",
    "2026-02-29",
    "9999-12-31",
    "\"262143-12-31\"",
    "asked_at = \"0001-01-01T00:00:00-23:59\"",
    "\n",
    "=",
    "\u{202e}",
    "\u{0}",
];

/// One change: where (in thousandths of the text), how many characters go, what comes in their place.
#[derive(Clone, Debug)]
struct Change {
    place: usize,
    n_gone: usize,
    text: Insert,
}

#[derive(Clone, Debug)]
enum Insert {
    Nothing,
    Token(&'static str),
    /// A piece of the same text, from this place in thousandths, of this length.
    Piece(usize, usize),
}

fn change() -> impl Strategy<Value = Change> {
    let insert = prop_oneof![
        Just(Insert::Nothing),
        select(TOKENS).prop_map(Insert::Token),
        (0_usize..1_000, 1_usize..200).prop_map(|(from, n)| Insert::Piece(from, n)),
    ];
    (0_usize..1_000, prop_oneof![0_usize..4, 0_usize..60], insert).prop_map(|(place, n_gone, text)| Change {
        place,
        n_gone,
        text,
    })
}

fn changed(text: &str, changes: &[Change]) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for change in changes {
        let at = |thousandths: usize| letters.len() * thousandths / 1_000;
        let insert: Vec<char> = match change.text {
            Insert::Nothing => Vec::new(),
            Insert::Token(token) => token.chars().collect(),
            Insert::Piece(from, n) => letters.iter().skip(at(from)).take(n).copied().collect(),
        };
        let place = at(change.place);
        let end = (place + change.n_gone).min(letters.len());
        letters.splice(place..end, insert);
    }
    letters.into_iter().collect()
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, ..ProptestConfig::default() }
}

/// A pack of a few of its rules: a reader meets the same branches and is done sooner.
fn pack_text() -> impl Strategy<Value = String> {
    let texts: Vec<String> = delivered::texts();
    (select(texts), vec(any::<prop::sample::Index>(), 1..4)).prop_map(|(text, picks)| {
        let mut parts: Vec<&str> = text.split("\n[[rule]]\n").collect();
        let head = parts.remove(0).to_owned();
        picks.iter().fold(head, |pack, pick| {
            let rule: &&str = pick.get(&parts);
            pack + "\n[[rule]]\n" + rule
        })
    })
}

#[test]
fn any_bytes_are_answered() {
    proptest!(config(256), |(input in vec(any::<u8>(), 0..400), text in "\\PC{0,300}")| {
        for input in [input.as_slice(), text.as_bytes()] {
            bodies::pack(input);
            bodies::case(input);
            bodies::explain(input);
        }
    });
}

#[test]
fn changed_packs_are_refused_with_a_reason_or_compile() {
    proptest!(config(256), |(text in pack_text(), changes in vec(change(), 0..4))| {
        bodies::pack(changed(&text, &changes).as_bytes());
    });
}

#[test]
fn changed_cases_are_refused_with_a_reason_or_answered() {
    let texts = delivered::case_texts();
    proptest!(config(400), |(text in select(texts), changes in vec(change(), 0..4))| {
        bodies::case(changed(&text, &changes).as_bytes());
    });
}

#[test]
fn answers_of_changed_packs_to_changed_cases_can_be_explained() {
    let texts = delivered::case_texts();
    proptest!(config(400), |(
        pack in pack_text(),
        case in select(texts),
        packs in vec(change(), 0..3),
        cases in vec(change(), 0..2),
    )| {
        let input = changed(&pack, &packs) + &bodies::BETWEEN.to_string() + &changed(&case, &cases);
        bodies::explain(input.as_bytes());
    });
}
