//! Edits of how an amount says how much: from one way to another, and the steps of one that goes by steps.

use super::{Editing, accept, write};
use crate::policy::amount::MOST_SHRINKS;
use crate::policy::authoring::form::{MOST_BOUND, MOST_PERCENT};
use crate::policy::authoring::tree;
use crate::policy::draft::edit::{AmountShape, EditProblem, SlotValue};
use crate::policy::draft::form::{PackForm, ShapeName, SlotKind};
use crate::policy::fact::{Fact, Kind};
use toml_edit::{Array, InlineTable, Item, TableLike, Value};

/// Every key that says which share of the base it is.
const RATES: [&str; 9] =
    ["percent", "times", "percent_of", "tiers_of", "tiers", "above", "shrinks_by", "shrinks_over", "unused"];
/// Every key of a floor or cap.
const LIMITS: [&str; 6] = ["floor", "floor_of", "floor_percent", "cap", "cap_of", "cap_percent"];

/// Where a base is asked for and none was given.
const USUAL_BASE: &str = "complained";

impl Editing {
    /// Lets an amount say how much in another way, or in none.
    pub(super) fn shape_amount(
        &mut self,
        rule: &str,
        path: &str,
        shape: Option<&AmountShape>,
    ) -> Result<bool, EditProblem> {
        let grant = self.rule(rule)?.grants.iter().find(|grant| grant.path == path);
        let before = grant.ok_or(EditProblem::NoSuchPlace)?.shape;
        let rates = shape.map(rates).transpose()?;
        let root = write::root(&mut self.document, Some(rule)).ok_or(EditProblem::NoSuchRule)?;
        let grant = tree::parts(path);
        let Some((shape, rates)) = shape.zip(rates) else {
            return Ok(write::remove(root, &grant, &["amount"]));
        };
        let place: Vec<&str> = grant.iter().copied().chain(["amount"]).collect();
        write::make(root, &place)?;
        let amount = tree::table_mut(root, &place).ok_or(EditProblem::NoSuchPlace)?;
        for key in RATES {
            amount.remove(key);
        }
        match shape {
            AmountShape::Fixed { .. } if !is_counted(amount) => {
                for key in LIMITS {
                    amount.remove(key);
                }
            }
            AmountShape::Fixed { .. } => {}
            _ if matches!(before, None | Some(ShapeName::Fixed)) => {
                write::replace(amount, "of", USUAL_BASE.into());
            }
            _ => {}
        }
        for (key, value) in rates {
            write::replace(amount, key, value);
        }
        write::tidy(root, &place);
        Ok(true)
    }

    /// Adds a step in its place among the others.
    pub(super) fn add_step(
        &mut self,
        rule: &str,
        path: &str,
        up_to: i64,
        percent: &str,
    ) -> Result<bool, EditProblem> {
        let has_steps = self
            .rule(rule)?
            .grants
            .iter()
            .any(|grant| !grant.steps.is_empty() && format!("{}.amount", grant.path) == path);
        if !has_steps {
            return Err(EditProblem::NoSuchPlace);
        }
        let mut step = step(up_to, percent)?;
        let amount = self.table(Some(rule), &tree::parts(path))?;
        let steps = amount.get_mut("tiers").and_then(Item::as_array_mut).ok_or(EditProblem::NoSuchPlace)?;
        let bounds: Vec<i64> = steps
            .iter()
            .map(|step| step.as_inline_table()?.get("up_to")?.as_integer())
            .collect::<Option<_>>()
            .ok_or(EditProblem::NoSuchPlace)?;
        if bounds.contains(&up_to) {
            return Err(EditProblem::StepTaken);
        }
        let place = bounds.iter().filter(|bound| **bound < up_to).count();
        step.decor_mut().set_prefix(if place == 0 { "" } else { " " });
        if place == 0
            && let Some(first) = steps.get_mut(0)
        {
            first.decor_mut().set_prefix(" ");
        }
        steps.insert_formatted(place, step);
        Ok(true)
    }

    /// Takes a step out. The last one stays: without steps the amount would say nothing.
    pub(super) fn remove_step(&mut self, rule: &str, path: &str) -> Result<bool, EditProblem> {
        let mut grants = self.rule(rule)?.grants.iter();
        let grant = grants.find(|grant| grant.steps.iter().any(|step| step == path));
        if grant.ok_or(EditProblem::NoSuchPlace)?.steps.len() == 1 {
            return Err(EditProblem::LastStep);
        }
        self.remove_at(Some(rule), path)
    }
}

/// Whether an amount is given once for each of something that a fact counts.
fn is_counted(amount: &dyn TableLike) -> bool {
    let per = amount.get("per").and_then(Item::as_str).unwrap_or("order");
    !matches!(per, "order" | "line")
}

/// What a way of saying how much is written as.
fn rates(wanted: &AmountShape) -> Result<Vec<(&'static str, Value)>, EditProblem> {
    let percent = |text: &str| accept::percent(text, MOST_PERCENT);
    let fact = |fact: Fact, suits: fn(Kind) -> bool| {
        if suits(fact.kind()) { Ok(Value::from(fact.code())) } else { Err(EditProblem::Unsuited) }
    };
    Ok(match wanted {
        AmountShape::Share { percent: share } => vec![("percent", percent(share)?)],
        AmountShape::Fixed { sums } => {
            vec![(
                "of",
                accept::accept(SlotKind::Sums, &SlotValue::Sums(sums.clone()), &PackForm::default())?,
            )]
        }
        AmountShape::Times { times } => vec![("times", accept::number_of(*times, 1, 100)?)],
        AmountShape::Found { fact: found } => {
            vec![("percent_of", fact(*found, |kind| kind == Kind::Count)?)]
        }
        AmountShape::Steps { fact: by, up_to, percent: share, above } => vec![
            ("tiers_of", fact(*by, |kind| matches!(kind, Kind::Count | Kind::Days))?),
            ("tiers", Value::Array([step(*up_to, share)?].into_iter().collect::<Array>())),
            ("above", percent(above)?),
        ],
        AmountShape::Shrinking { fact: by, over } => vec![
            ("shrinks_by", fact(*by, |kind| matches!(kind, Kind::Count | Kind::Days))?),
            ("shrinks_over", accept::number_of(*over, 1, MOST_SHRINKS)?),
        ],
        AmountShape::Unused { by } => vec![("unused", by.code().into())],
    })
}

fn step(up_to: i64, percent: &str) -> Result<Value, EditProblem> {
    let (least, most) = MOST_BOUND;
    let mut step = InlineTable::new();
    step.insert("up_to", accept::number_of(up_to, least, most)?);
    step.insert("percent", accept::percent(percent, MOST_PERCENT)?);
    Ok(Value::InlineTable(step))
}
