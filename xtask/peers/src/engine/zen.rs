//! `zen-engine`: one compiled decision table that collects every row that fits, its first column the category.

use super::Engine;
use crate::condition::Condition;
use crate::subset::{Subset, categories};
use anyhow::{Context, Result, anyhow};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::hint::black_box;
use zen_engine::model::DecisionContent;
use zen_engine::{Decision, DecisionEngine, EvaluationOptions, Variable};

/// The engine with its table.
pub struct Zen {
    decision: Decision,
    facts: Vec<Variable>,
    has_trace: bool,
    runtime: tokio::runtime::Runtime,
}

impl Zen {
    /// With these rules, asked for its trace or not.
    pub fn new(subset: &Subset, has_trace: bool) -> Result<Self> {
        let content: DecisionContent =
            serde_json::from_value(graph(subset)).context("zen-engine does not read the table")?;
        let mut decision = DecisionEngine::default()
            .create_decision(content.into())
            .map_err(|error| anyhow!("{error:?}"))?;
        decision.compile();
        let facts = subset.facts.iter().map(|facts| Variable::from(Value::Object(facts.clone())));
        let runtime = tokio::runtime::Builder::new_current_thread().build()?;
        Ok(Self { decision, facts: facts.collect(), has_trace, runtime })
    }

    fn decide(&self, facts: &Variable) -> Result<Variable> {
        let options = EvaluationOptions { trace: self.has_trace, max_depth: 5 };
        let answer = self.decision.evaluate_with_opts(facts.clone(), options);
        let answer = self.runtime.block_on(answer).map_err(|error| anyhow!("{error:?}"))?;
        Ok(black_box(answer).result)
    }
}

impl Engine for Zen {
    fn name(&self) -> &'static str {
        if self.has_trace { "zen-engine" } else { "zen-engine without trace" }
    }

    fn granted(&mut self, case: usize) -> Result<BTreeSet<String>> {
        let facts = self.facts.get(case).context("no such case")?;
        let answer = Value::from(self.decide(facts)?);
        let rows = answer.as_array().cloned().unwrap_or_default();
        let code = |row: &Value| row.get("rule").and_then(Value::as_str).map(str::to_owned);
        Ok(rows.iter().filter_map(code).collect())
    }

    fn n_granted(&mut self) -> Result<usize> {
        let n_granted =
            |facts: &Variable| Ok(self.decide(facts)?.as_array().map_or(0, |rows| rows.borrow().len()));
        self.facts.iter().map(n_granted).sum()
    }
}

fn graph(subset: &Subset) -> Value {
    let rows: Vec<Value> = subset
        .rules
        .iter()
        .map(|rule| {
            let words: Vec<String> =
                categories(&rule.condition).iter().map(|word| format!("'{word}'")).collect();
            json!({
                "_id": rule.code,
                "category": words.join(", "),
                "when": expression(&rule.condition),
                "rule": format!("'{}'", rule.code),
            })
        })
        .collect();
    let table = json!({
        "hitPolicy": "collect",
        "inputs": [
            { "id": "category", "name": "category", "field": "complaint_category" },
            { "id": "when", "name": "when" },
        ],
        "outputs": [{ "id": "rule", "name": "rule", "field": "rule" }],
        "rules": rows,
    });
    json!({
        "nodes": [
            { "id": "facts", "name": "facts", "type": "inputNode", "content": {} },
            { "id": "rules", "name": "rules", "type": "decisionTableNode", "content": table },
            { "id": "answer", "name": "answer", "type": "outputNode", "content": {} },
        ],
        "edges": [
            { "id": "1", "sourceId": "facts", "targetId": "rules" },
            { "id": "2", "sourceId": "rules", "targetId": "answer" },
        ],
    })
}

fn expression(condition: &Condition) -> String {
    let joined = |parts: &[Condition], word: &str| {
        // The category has a column of its own, which the engine indexes.
        let is_column = |part: &&Condition| matches!(part, Condition::Is(fact, _) | Condition::IsNot(fact, _) if fact == "complaint_category");
        let is_all = word == " and ";
        let parts: Vec<String> =
            parts.iter().filter(|part| !(is_all && is_column(part))).map(expression).collect();
        if parts.is_empty() { "true".to_owned() } else { format!("({})", parts.join(word)) }
    };
    let list = |words: &[String]| format!("[{}]", quoted(words).join(", "));
    let among = |fact: &str, words: &[String]| {
        let parts: Vec<String> = quoted(words).iter().map(|word| format!("{word} in {fact}")).collect();
        format!("({})", parts.join(" or "))
    };
    match condition {
        Condition::All(parts) => joined(parts, " and "),
        Condition::Any(parts) => joined(parts, " or "),
        Condition::Known(fact) => format!("{fact} != null"),
        Condition::Unknown(fact) => format!("{fact} == null"),
        Condition::Is(fact, words) => format!("{fact} in {}", list(words)),
        Condition::IsNot(fact, words) => format!("({fact} != null and {fact} not in {})", list(words)),
        Condition::Has(fact, words) => among(fact, words),
        Condition::HasNone(fact, words) => format!("not {}", among(fact, words)),
        Condition::IsFlag(fact, flag) => format!("{fact} == {flag}"),
        Condition::AtLeast(fact, bound) => format!("({fact} != null and {fact} >= {bound})"),
        Condition::AtMost(fact, bound) => format!("({fact} != null and {fact} <= {bound})"),
    }
}

fn quoted(words: &[String]) -> Vec<String> {
    words.iter().map(|word| format!("'{word}'")).collect()
}
