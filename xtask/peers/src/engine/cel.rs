//! `cel`: one compiled program per rule. It has no explanation to offer.

use super::Engine;
use crate::condition::Condition;
use crate::subset::{Subset, categories};
use anyhow::{Context as _, Result, anyhow};
use cel::{Context, Env, Program, Value as Cell};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::hint::black_box;
use std::sync::Arc;

/// The engine with its programs.
pub struct Cel {
    programs: Vec<(String, Program)>,
    contexts: Vec<Context<'static, 'static>>,
    /// For each case, which programs are run.
    runs: Vec<Vec<usize>>,
    is_indexed: bool,
}

impl Cel {
    /// With these rules: all of them for each case, or those of its category, picked by whoever calls the engine.
    pub fn new(subset: &Subset, is_indexed: bool) -> Result<Self> {
        let env = Arc::new(Env::stdlib());
        let compile = |code: &str, condition: &Condition| {
            let text = expression(condition);
            let program = env.compile(&text).map_err(|error| anyhow!("{code}: {text}: {error:?}"))?;
            Ok((code.to_owned(), program))
        };
        let programs = subset
            .rules
            .iter()
            .map(|rule| compile(&rule.code, &rule.condition))
            .collect::<Result<Vec<_>>>()?;
        let contexts = subset.facts.iter().map(|facts| context(&env, facts)).collect();
        Ok(Self { programs, contexts, runs: runs(subset, is_indexed), is_indexed })
    }

    fn grants(program: &Program, context: &Context<'_, '_>) -> Result<bool> {
        match program.execute(context) {
            Ok(Cell::Bool(is_granted)) => Ok(is_granted),
            other => Err(anyhow!("{other:?}")),
        }
    }
}

/// For each case the rules that are asked: all, or those of its category.
pub(super) fn runs(subset: &Subset, is_indexed: bool) -> Vec<Vec<usize>> {
    let of_case = |facts: &Map<String, Value>| {
        let category = facts.get("complaint_category").and_then(Value::as_str).unwrap_or_default();
        let is_asked =
            |idx: &usize| !is_indexed || categories(&subset.rules[*idx].condition).contains(&category);
        (0..subset.rules.len()).filter(is_asked).collect()
    };
    subset.facts.iter().map(of_case).collect()
}

impl Engine for Cel {
    fn name(&self) -> &'static str {
        if self.is_indexed { "cel, rules of the category alone" } else { "cel" }
    }

    fn granted(&mut self, case: usize) -> Result<BTreeSet<String>> {
        let (context, runs) = self.contexts.get(case).zip(self.runs.get(case)).context("no such case")?;
        let mut granted = BTreeSet::new();
        for (code, program) in runs.iter().filter_map(|idx| self.programs.get(*idx)) {
            if Self::grants(program, context).with_context(|| code.clone())? {
                granted.insert(code.clone());
            }
        }
        Ok(granted)
    }

    fn n_granted(&mut self) -> Result<usize> {
        let mut n_granted = 0;
        for (context, runs) in self.contexts.iter().zip(&self.runs) {
            for (_, program) in runs.iter().filter_map(|idx| self.programs.get(*idx)) {
                n_granted += usize::from(black_box(Self::grants(program, context)?));
            }
        }
        Ok(n_granted)
    }
}

fn context(env: &Arc<Env>, facts: &Map<String, Value>) -> Context<'static, 'static> {
    let mut context = Context::with_env(Arc::clone(env));
    for (fact, value) in facts {
        context.add_variable_from_value(fact.as_str(), cell(value));
    }
    context
}

fn cell(value: &Value) -> Cell {
    match value {
        Value::Null | Value::Object(_) => Cell::Null,
        Value::Bool(flag) => Cell::Bool(*flag),
        Value::Number(number) => Cell::Int(number.as_i64().unwrap_or_default()),
        Value::String(text) => Cell::String(Arc::new(text.clone())),
        Value::Array(values) => Cell::List(Arc::new(values.iter().map(cell).collect())),
    }
}

fn expression(condition: &Condition) -> String {
    let joined = |parts: &[Condition], word: &str| {
        let parts: Vec<String> = parts.iter().map(expression).collect();
        if parts.is_empty() { "true".to_owned() } else { format!("({})", parts.join(word)) }
    };
    let quoted = |words: &[String]| words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>();
    let list = |words: &[String]| format!("[{}]", quoted(words).join(", "));
    let among = |fact: &str, words: &[String]| {
        let parts: Vec<String> = quoted(words).iter().map(|word| format!("{word} in {fact}")).collect();
        format!("({})", parts.join(" || "))
    };
    match condition {
        Condition::All(parts) => joined(parts, " && "),
        Condition::Any(parts) => joined(parts, " || "),
        Condition::Known(fact) => format!("{fact} != null"),
        Condition::Unknown(fact) => format!("{fact} == null"),
        Condition::Is(fact, words) => format!("{fact} in {}", list(words)),
        Condition::IsNot(fact, words) => format!("({fact} != null && !({fact} in {}))", list(words)),
        Condition::Has(fact, words) => among(fact, words),
        Condition::HasNone(fact, words) => format!("!{}", among(fact, words)),
        Condition::IsFlag(fact, flag) => format!("{fact} == {flag}"),
        Condition::AtLeast(fact, bound) => format!("({fact} != null && {fact} >= {bound})"),
        Condition::AtMost(fact, bound) => format!("({fact} != null && {fact} <= {bound})"),
    }
}
