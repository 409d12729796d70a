//! How well the first look at a text holds, on texts labelled by hand.
//!
//! Our own texts in three languages are always judged. `REDRESS_TRIAGE_DEV` may name a CSV file with the columns
//! `id`, `text`, `category`, `urgency` (real complaints that are not ours to publish): then both halves of it are
//! measured, even ids (on which the lexicon was tuned) and odd ones (on which it was not). Every floor below is a
//! little under what was measured, so that a change of the lexicon that makes it worse fails.

use domain::category::Kind;
use domain::triage::again::read_again;
use domain::triage::triage;
use serde::Deserialize;
use std::collections::BTreeSet;

const OWN: &[&str] = &[
    include_str!("triage/zh-hans.toml"),
    include_str!("triage/zh-hant.toml"),
    include_str!("triage/en.toml"),
];

#[derive(Deserialize)]
struct File {
    text: Vec<Labelled>,
}

#[derive(Deserialize)]
struct Labelled {
    #[serde(default)]
    id: u32,
    text: String,
    category: String,
    kind: Option<Kind>,
    urgency: String,
}

/// What was expected and what came, for one text.
type Pair = (String, String);

fn pairs(texts: &[&Labelled]) -> (Vec<Pair>, Vec<Pair>) {
    texts
        .iter()
        .map(|labelled| {
            let triage = triage(&labelled.text);
            let category = triage.category.map_or("none", |category| category.value.code());
            (
                (labelled.category.clone(), category.to_owned()),
                (labelled.urgency.clone(), triage.urgency.value.code().to_owned()),
            )
        })
        .unzip()
}

fn per_cent(part: usize, whole: usize) -> usize {
    part * 100 / whole.max(1)
}

fn accuracy(pairs: &[Pair]) -> usize {
    per_cent(pairs.iter().filter(|(expected, came)| expected == came).count(), pairs.len())
}

/// The mean over all labels of F1, the harmonic mean of precision and recall: rare labels weigh as much as
/// frequent ones.
fn macro_f1(pairs: &[Pair]) -> usize {
    let labels: BTreeSet<&str> = pairs.iter().map(|(expected, _)| expected.as_str()).collect();
    let f1 = |label: &str| {
        let hits = pairs.iter().filter(|(expected, came)| expected == label && came == label).count();
        let named = pairs.iter().filter(|(expected, _)| expected == label).count()
            + pairs.iter().filter(|(_, came)| came == label).count();
        per_cent(2 * hits, named)
    };
    labels.iter().map(|label| f1(label)).sum::<usize>() / labels.len().max(1)
}

#[test]
fn own_texts_are_judged_as_a_careful_agent_would() {
    let files: Vec<File> = OWN.iter().map(|file| toml::from_str(file).unwrap()).collect();
    let texts: Vec<&Labelled> = files.iter().flat_map(|file| &file.text).collect();
    let mut wrong = Vec::new();
    for labelled in &texts {
        let came = triage(&labelled.text);
        let category = came.category.as_ref().map_or("none", |category| category.value.code());
        let kind = came.kind.as_ref().map(|kind| kind.value);
        if (category, kind, came.urgency.value.code())
            != (labelled.category.as_str(), labelled.kind, labelled.urgency.as_str())
        {
            wrong.push(format!("{}: {category}, {kind:?}, {}", labelled.text, came.urgency.value));
        }
    }
    assert!(texts.len() >= 40, "there are {} texts", texts.len());
    assert!(wrong.is_empty(), "{} of {} texts:\n{}", wrong.len(), texts.len(), wrong.join("\n"));
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Messages {
    message: Vec<Further>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Further {
    text: String,
    known: Kind,
    #[serde(default = "first")]
    nth: u32,
    kind: Kind,
    urgency: String,
    #[serde(default)]
    is_thanks: bool,
}

const fn first() -> u32 {
    1
}

#[test]
fn further_messages_are_judged_as_a_careful_agent_would() {
    let file: Messages = toml::from_str(include_str!("triage/messages.toml")).unwrap();
    let mut wrong = Vec::new();
    for message in &file.message {
        let came = read_again(&message.text, message.known, message.nth, false);
        let kind = if came.complaint.is_some() { Kind::Complaint } else { message.known };
        if (kind, came.urgency.value.code(), came.is_thanks)
            != (message.kind, message.urgency.as_str(), message.is_thanks)
        {
            wrong.push(format!("{}: {came:?}", message.text));
        }
        assert!(came.complaint.is_none_or(|because| !because.is_empty()), "{} says why", message.text);
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), file.message.len(), wrong.join("\n"));
}

#[test]
fn real_texts_are_judged_no_worse_than_measured() {
    #[expect(clippy::disallowed_methods, reason = "the texts are not ours to keep in the tree")]
    let Ok(path) = std::env::var("REDRESS_TRIAGE_DEV") else { return };
    let mut reader = csv::Reader::from_path(path).unwrap();
    let texts: Vec<Labelled> = reader.deserialize().map(Result::unwrap).collect();
    let half = |parity: u32| {
        let texts: Vec<&Labelled> = texts.iter().filter(|labelled| labelled.id % 2 == parity).collect();
        let (categories, urgencies) = pairs(&texts);
        [accuracy(&categories), macro_f1(&categories), accuracy(&urgencies), macro_f1(&urgencies)]
    };
    let (tuned, held_out) = (half(0), half(1));
    let report = format!(
        "category accuracy and F1, urgency accuracy and F1, in per cent: tuned {tuned:?}, held out {held_out:?}"
    );
    #[expect(clippy::print_stderr, reason = "the figures are what this test is run for")]
    {
        eprintln!("{report}");
    }
    let is_no_worse =
        |came: [usize; 4], floor: [usize; 4]| came.iter().zip(floor).all(|(came, floor)| *came >= floor);
    assert!(is_no_worse(tuned, [81, 79, 96, 91]), "{report}");
    assert!(is_no_worse(held_out, [66, 63, 92, 78]), "{report}");
}
