//! `cedar-policy`: one permit per rule; the policies that decided are its explanation.

use super::Engine;
use crate::condition::Condition;
use crate::subset::Subset;
use anyhow::{Context as _, Result, anyhow};
use cedar_policy::{
    Authorizer, Context, Entities, EntityUid, Policy, PolicyId, PolicySet, Request, RestrictedExpression,
};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::hint::black_box;

/// The engine with its policies.
pub struct Cedar {
    authorizer: Authorizer,
    policies: PolicySet,
    entities: Entities,
    requests: Vec<Request>,
}

impl Cedar {
    /// With these rules.
    pub fn new(subset: &Subset) -> Result<Self> {
        let mut policies = PolicySet::new();
        for rule in &subset.rules {
            let text =
                format!("permit(principal, action, resource) when {{ {} }};", expression(&rule.condition));
            let policy = Policy::parse(Some(PolicyId::new(&rule.code)), &text)
                .with_context(|| format!("{}: {text}", rule.code))?;
            policies.add(policy)?;
        }
        let requests = subset.facts.iter().map(request).collect::<Result<Vec<_>>>()?;
        Ok(Self { authorizer: Authorizer::new(), policies, entities: Entities::empty(), requests })
    }
}

impl Engine for Cedar {
    fn name(&self) -> &'static str {
        "cedar-policy"
    }

    fn granted(&mut self, case: usize) -> Result<BTreeSet<String>> {
        let request = self.requests.get(case).context("no such case")?;
        let answer = self.authorizer.is_authorized(request, &self.policies, &self.entities);
        if let Some(error) = answer.diagnostics().errors().next() {
            return Err(anyhow!("{error}"));
        }
        Ok(answer.diagnostics().reason().map(ToString::to_string).collect())
    }

    fn n_granted(&mut self) -> Result<usize> {
        let n_granted = |request: &Request| {
            let answer = self.authorizer.is_authorized(request, &self.policies, &self.entities);
            black_box(answer).diagnostics().reason().count()
        };
        Ok(self.requests.iter().map(n_granted).sum())
    }
}

fn request(facts: &Map<String, Value>) -> Result<Request> {
    let known = facts.iter().filter_map(|(fact, value)| Some((fact.clone(), restricted(value)?)));
    let context = Context::from_pairs(known)?;
    let one = |text: &str| text.parse::<EntityUid>().map_err(|error| anyhow!("{error}"));
    let (customer, ask, order) = (one("Customer::\"c\"")?, one("Action::\"ask\"")?, one("Order::\"o\"")?);
    Request::new(customer, ask, order, context, None).map_err(|error| anyhow!("{error}"))
}

fn restricted(value: &Value) -> Option<RestrictedExpression> {
    match value {
        Value::Bool(flag) => Some(RestrictedExpression::new_bool(*flag)),
        Value::Number(number) => number.as_i64().map(RestrictedExpression::new_long),
        Value::String(text) => Some(RestrictedExpression::new_string(text.clone())),
        Value::Array(values) => Some(RestrictedExpression::new_set(values.iter().filter_map(restricted))),
        Value::Null | Value::Object(_) => None,
    }
}

fn expression(condition: &Condition) -> String {
    let joined = |parts: &[Condition], word: &str| {
        let parts: Vec<String> = parts.iter().map(expression).collect();
        if parts.is_empty() { "true".to_owned() } else { format!("({})", parts.join(word)) }
    };
    let list = |words: &[String]| {
        let words: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
        format!("[{}]", words.join(", "))
    };
    match condition {
        Condition::All(parts) => joined(parts, " && "),
        Condition::Any(parts) => joined(parts, " || "),
        Condition::Known(fact) => format!("(context has {fact})"),
        Condition::Unknown(fact) => format!("!(context has {fact})"),
        Condition::Is(fact, words) => {
            format!("(context has {fact} && {}.contains(context.{fact}))", list(words))
        }
        Condition::IsNot(fact, words) => {
            format!("(context has {fact} && !{}.contains(context.{fact}))", list(words))
        }
        Condition::Has(fact, words) => {
            format!("(context has {fact} && context.{fact}.containsAny({}))", list(words))
        }
        Condition::HasNone(fact, words) => {
            format!("(context has {fact} && !context.{fact}.containsAny({}))", list(words))
        }
        Condition::IsFlag(fact, flag) => format!("(context has {fact} && context.{fact} == {flag})"),
        Condition::AtLeast(fact, bound) => format!("(context has {fact} && context.{fact} >= {bound})"),
        Condition::AtMost(fact, bound) => format!("(context has {fact} && context.{fact} <= {bound})"),
    }
}
