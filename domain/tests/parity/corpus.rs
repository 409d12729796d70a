//! One corpus for both targets: every line of `parity/*.jsonl` is an input with the answer `domain` gives to it.
//!
//! The native tests and the WebAssembly tests compute the answers to the same committed inputs and compare whole
//! files byte for byte with what is committed, so neither target can drift from the other or from yesterday.
//! Nothing in here reads a file, a clock or the environment: it must run where there are none.

use domain::actor::Actor;
use domain::clock::TimeLimits;
use domain::compensation::money::{Currency, Money};
use domain::compensation::split::split;
use domain::complaint::command::{Command, CommandEnvelope};
use domain::complaint::event::Recorded;
use domain::id::CaseNumber;
use domain::policy::answer::Answer;
use domain::policy::authoring::{compile, parse_case, parse_pack};
use domain::policy::pack::{Desk, Pack};
use domain::policy::{self, Packs};
use domain::search;
use domain::testing::{AGENT, CUSTOMER, OTHER_AGENT, STRANGER, SUPERVISOR, Scene, filing, zones};
use domain::text::contact::{Contact, Email, Phone};
use domain::text::{Message, OrderNumber, PersonName, Reference, Sentence, Story};
use domain::triage::triage;
use domain::view::QueueRow;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Every pack, as its authors write it.
const PACKS: &[(&str, &str)] = &[
    ("cn-law", include_str!("../../../policies/cn-law/pack.toml")),
    ("cn-platform", include_str!("../../../policies/cn-platform/pack.toml")),
    ("eu-law", include_str!("../../../policies/eu-law/pack.toml")),
    ("uk-law", include_str!("../../../policies/uk-law/pack.toml")),
    ("us-law", include_str!("../../../policies/us-law/pack.toml")),
    ("shop-default", include_str!("../../../policies/shop-default/pack.toml")),
    ("electronics", include_str!("../../../docs/examples/electronics/pack.toml")),
    ("furniture", include_str!("../../../docs/examples/furniture/pack.toml")),
];

/// One field of the corpus.
pub(crate) struct Area {
    /// The name of its file, without the ending.
    pub(crate) name: &'static str,
    /// What is committed.
    pub(crate) committed: &'static str,
    answer: fn(&str) -> String,
}

pub(crate) const AREAS: &[Area] = &[
    Area { name: "texts", committed: include_str!("texts.jsonl"), answer: texts },
    Area { name: "money", committed: include_str!("money.jsonl"), answer: money },
    Area { name: "search", committed: include_str!("search.jsonl"), answer: search_terms },
    Area { name: "triage", committed: include_str!("triage.jsonl"), answer: first_look },
    Area { name: "wire", committed: include_str!("wire.jsonl"), answer: wire },
    Area { name: "cases", committed: include_str!("cases.jsonl"), answer: case },
    Area { name: "stories", committed: include_str!("stories.jsonl"), answer: story },
];

#[derive(Deserialize)]
struct Line {
    input: String,
}

impl Area {
    /// The committed inputs.
    pub(crate) fn inputs(&self) -> Vec<String> {
        self.committed.lines().map(|line| serde_json::from_str::<Line>(line).unwrap().input).collect()
    }

    /// The file as it should be for some inputs.
    pub(crate) fn file(&self, inputs: &[String]) -> String {
        inputs
            .iter()
            .map(|input| ["{\"input\":", &json(input), ",\"answer\":", &(self.answer)(input), "}\n"].concat())
            .collect()
    }
}

fn json<T: Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).unwrap()
}

/// An answer put together here. Whether its keys keep their order is for whoever builds `serde_json` to say, and
/// that differs between a build of the whole workspace and one for the browser: sorted, they are the same in both.
fn sorted(mut answer: Value) -> String {
    answer.sort_all_objects();
    json(&answer)
}

/// What every field makes of a text.
fn texts(text: &str) -> String {
    sorted(json!({
        "story": outcome(Story::parse(text)),
        "sentence": outcome(Sentence::parse(text)),
        "message": outcome(Message::parse(text)),
        "name": outcome(PersonName::parse(text)),
        "order_number": outcome(OrderNumber::parse(text)),
        "order_key": OrderNumber::parse(text).ok().map(|number| number.key()),
        "reference": outcome(Reference::parse(text)),
        "email": outcome(Email::parse(text)),
        "phone": outcome(Phone::parse(text)),
        "contact": outcome(Contact::parse(text)),
        "case_number": CaseNumber::parse(text).map(|number| number.to_string()),
    }))
}

fn outcome<T: Serialize, E: Serialize>(result: Result<T, E>) -> Value {
    match result {
        Ok(value) => json!({ "ok": value }),
        Err(problem) => json!({ "problem": problem }),
    }
}

/// `12.50 CNY 1 2 2`: an amount, its currency, and weights to split it by.
fn money(text: &str) -> String {
    let mut words = text.split(' ');
    let (amount, code) = (words.next().unwrap(), words.next().unwrap());
    let weights: Vec<u32> = words.map(|word| word.parse().unwrap()).collect();
    let Some(currency) = Currency::from_code(code) else { return sorted(json!({ "unknown": code })) };
    let amount = Money::parse(amount, currency);
    sorted(json!({
        "amount": amount.as_ref().map_err(ToString::to_string),
        "decimal": amount.as_ref().ok().map(|amount| amount.decimal()),
        "thrice": amount.as_ref().ok().and_then(|amount| amount.checked_mul(3)),
        "shares": amount.ok().and_then(|amount| split(amount, &weights)),
    }))
}

fn search_terms(text: &str) -> String {
    let places: Vec<_> = search::phrases(text).iter().map(|phrase| phrase.place_in(text)).collect();
    sorted(json!({ "terms": search::terms(text), "places": places }))
}

fn first_look(text: &str) -> String {
    json(&triage(text))
}

/// `command-reply {…}`: a committed wire form, read and written again.
fn wire(text: &str) -> String {
    let (name, body) = text.split_once(' ').unwrap();
    if name.starts_with("command-") {
        json(&serde_json::from_str::<CommandEnvelope>(body).unwrap())
    } else {
        json(&serde_json::from_str::<Recorded>(body).unwrap())
    }
}

/// The text of a case file: what the packs it names grant, refuse and suggest. The packs are compiled and read back
/// as JSON, because that is how a browser gets them.
fn case(text: &str) -> String {
    let file = parse_case("case.toml", text, &zones()).unwrap();
    let (public, desks): (Vec<Pack>, Vec<Option<Desk>>) = file
        .packs
        .iter()
        .map(|id| {
            let (_, source) = PACKS.iter().find(|(known, _)| known == id).unwrap();
            let compiled = compile(&parse_pack(id, source).unwrap()).unwrap();
            let pack: Pack = serde_json::from_str(&compiled.public).unwrap();
            (pack, compiled.desk.map(|desk| serde_json::from_str(&desk).unwrap()))
        })
        .unzip();
    let packs = Packs::new(public, desks.into_iter().flatten().collect());
    let decision = policy::decide::decide(&packs, &file.facts());
    json(
        &Answer::of(&packs, &decision, file.facts().order).with_uncovered(file.uncovered(&decision).as_ref()),
    )
}

/// `agent make_offer, customer accept_option`: a story told with the committed commands. The answer says how every
/// step went, how the queue shows the case in the end, and the sum of every byte recorded.
fn story(text: &str) -> String {
    let commands = AREAS.iter().find(|area| area.name == "wire").unwrap().inputs();
    let mut scene = Scene::empty();
    let mut steps = Vec::new();
    for step in text.split(", ") {
        let (actor, name) = step.split_once(' ').unwrap();
        // The committed filing shows a photo that no upload of this small world backs: the plain one is filed here.
        let command = if name == "file_complaint" {
            Command::FileComplaint(Box::new(filing()))
        } else {
            commands
                .iter()
                .find_map(|line| line.strip_prefix("command-")?.strip_prefix(name)?.strip_prefix(' '))
                .map(|body| serde_json::from_str::<CommandEnvelope>(body).unwrap().command)
                .unwrap()
        };
        scene = scene.when(actor_of(actor), command);
        steps.push(match &scene.outcome {
            Ok(events) => json!(events.iter().map(domain::complaint::event::Event::code).collect::<Vec<_>>()),
            Err(rejection) => json!(rejection),
        });
    }
    let row = scene.state.case().map(|case| QueueRow::of(case, &TimeLimits::default()));
    sorted(json!({ "steps": steps, "row": row, "sum": format!("{:016x}", sum(&json(&scene.events))) }))
}

fn actor_of(name: &str) -> Actor {
    match name {
        "customer" => Actor::Customer(CUSTOMER),
        "stranger" => Actor::Customer(STRANGER),
        "agent" => Actor::Agent(AGENT),
        "other_agent" => Actor::Agent(OTHER_AGENT),
        "supervisor" => Actor::Supervisor(SUPERVISOR),
        _ => Actor::System,
    }
}

/// FNV-1a: short enough to stand in a line, and any changed byte changes it.
fn sum(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
