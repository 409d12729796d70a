//! `datalogic-rs`: one compiled expression per rule, on facts parsed beforehand; with its trace, and without.

use super::Engine;
use super::cel::runs;
use crate::condition::Condition;
use crate::subset::Subset;
use anyhow::{Context as _, Result, anyhow};
use datalogic_rs::bumpalo::Bump;
use datalogic_rs::{Engine as Peer, Logic, ParsedData};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::hint::black_box;

/// The engine with its expressions.
pub struct Datalogic {
    name: &'static str,
    engine: Peer,
    rules: Vec<(String, Logic)>,
    facts: Vec<ParsedData>,
    /// For each case, which expressions are evaluated.
    runs: Vec<Vec<usize>>,
    has_trace: bool,
    arena: Bump,
}

impl Datalogic {
    /// With these rules and the trace of every step.
    pub fn traced(subset: &Subset) -> Result<Self> {
        Self::new(subset, "datalogic-rs", true, false)
    }

    /// Without trace: all rules for each case, or those of its category, picked by whoever calls the engine.
    pub fn plain(subset: &Subset, is_indexed: bool) -> Result<Self> {
        let name = if is_indexed {
            "datalogic-rs without trace, rules of the category alone"
        } else {
            "datalogic-rs without trace"
        };
        Self::new(subset, name, false, is_indexed)
    }

    fn new(subset: &Subset, name: &'static str, has_trace: bool, is_indexed: bool) -> Result<Self> {
        let engine = Peer::new();
        let compile = |condition: &Condition| {
            let text = expression(condition).to_string();
            engine.compile(text.as_str()).map_err(|error| anyhow!("{text}: {error:?}"))
        };
        let rules = subset
            .rules
            .iter()
            .map(|rule| Ok((rule.code.clone(), compile(&rule.condition)?)))
            .collect::<Result<Vec<_>>>()?;
        let facts = subset
            .facts
            .iter()
            .map(|facts| {
                let text = Value::Object(facts.clone()).to_string();
                ParsedData::from_json(&text).map_err(|error| anyhow!("{error:?}"))
            })
            .collect::<Result<Vec<_>>>()?;
        let runs = runs(subset, is_indexed);
        Ok(Self { name, engine, rules, facts, runs, has_trace, arena: Bump::new() })
    }

    fn grants(&self, rule: &Logic, facts: &ParsedData) -> Result<bool> {
        let answer = if self.has_trace {
            black_box(self.engine.trace().eval_borrowed(rule, facts, &self.arena)).result
        } else {
            self.engine.evaluate(rule, facts, &self.arena)
        };
        answer
            .map_err(|error| anyhow!("{error:?}"))?
            .as_bool()
            .ok_or_else(|| anyhow!("the answer is neither yes nor no"))
    }
}

impl Engine for Datalogic {
    fn name(&self) -> &'static str {
        self.name
    }

    fn granted(&mut self, case: usize) -> Result<BTreeSet<String>> {
        let (facts, runs) = self.facts.get(case).zip(self.runs.get(case)).context("no such case")?;
        let mut granted = BTreeSet::new();
        for (code, rule) in runs.iter().filter_map(|idx| self.rules.get(*idx)) {
            if self.grants(rule, facts).with_context(|| code.clone())? {
                granted.insert(code.clone());
            }
        }
        Ok(granted)
    }

    fn n_granted(&mut self) -> Result<usize> {
        let mut n_granted = 0;
        for (facts, runs) in self.facts.iter().zip(&self.runs) {
            for (_, rule) in runs.iter().filter_map(|idx| self.rules.get(*idx)) {
                n_granted += usize::from(black_box(self.grants(rule, facts)?));
            }
        }
        self.arena.reset();
        Ok(n_granted)
    }
}

fn expression(condition: &Condition) -> Value {
    let joined = |parts: &[Condition], word: &str| match parts {
        [] => json!(true),
        [one] => expression(one),
        parts => json!({ word: parts.iter().map(expression).collect::<Vec<_>>() }),
    };
    let fact = |name: &String| json!({ "var": name });
    let known = |name: &String| json!({ "!==": [fact(name), null] });
    let among = |name: &String, words: &[String]| {
        let each: Vec<Value> = words.iter().map(|word| json!({ "in": [word, fact(name)] })).collect();
        json!({ "or": each })
    };
    match condition {
        Condition::All(parts) => joined(parts, "and"),
        Condition::Any(parts) => joined(parts, "or"),
        Condition::Known(name) => known(name),
        Condition::Unknown(name) => json!({ "===": [fact(name), null] }),
        Condition::Is(name, words) => json!({ "in": [fact(name), words] }),
        Condition::IsNot(name, words) => {
            json!({ "and": [known(name), { "!": [{ "in": [fact(name), words] }] }] })
        }
        Condition::Has(name, words) => among(name, words),
        Condition::HasNone(name, words) => json!({ "!": [among(name, words)] }),
        Condition::IsFlag(name, flag) => json!({ "===": [fact(name), flag] }),
        Condition::AtLeast(name, bound) => json!({ "and": [known(name), { ">=": [fact(name), bound] }] }),
        Condition::AtMost(name, bound) => json!({ "and": [known(name), { "<=": [fact(name), bound] }] }),
    }
}
