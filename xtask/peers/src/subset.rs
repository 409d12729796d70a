//! The rules that every engine can be given, and the facts of the cases under common names.

use crate::cases::Case;
use crate::condition::{self, Condition};
use anyhow::{Result, ensure};
use domain::category::Category;
use domain::policy::authoring::SourcePack;
use domain::policy::rule::Status;
use domain::policy::{Pack, Packs, judge};
use serde_json::{Map, Value};

/// One rule as a peer is given it.
pub struct Shared {
    /// `pack/code`.
    pub code: String,
    /// What must be so.
    pub condition: Condition,
}

/// Rules and facts that all engines have in common.
pub struct Subset {
    /// The packs with these rules alone, for our engine.
    pub packs: Packs,
    /// The rules, in the order of the packs.
    pub rules: Vec<Shared>,
    /// For each case its facts.
    pub facts: Vec<Map<String, Value>>,
    /// How many rules the delivered packs have in force.
    pub n_in_force: usize,
}

/// Rules whose amount can come to nothing, where ours says so and a condition alone can't.
const SUMS_OF_NOTHING: [&str; 0] = [];

/// The rules of the packs that can be said in every language.
pub fn of(sources: &[SourcePack], cases: &[Case]) -> Result<Subset> {
    let mut rules = Vec::new();
    let mut packs: Vec<Pack> = sources.iter().map(|source| source.pack.clone()).collect();
    let mut n_in_force = 0;
    for pack in &mut packs {
        let id = pack.id.clone();
        pack.rules.retain_mut(|rule| {
            let code = format!("{id}/{}", rule.code);
            n_in_force += usize::from(rule.status != Status::Template);
            if rule.status == Status::Template || SUMS_OF_NOTHING.contains(&code.as_str()) {
                return false;
            }
            let Some(condition) = condition::of_rule(rule) else { return false };
            // What one rule does to another is ours alone; the peers judge each rule for itself.
            rule.replaces.clear();
            for grant in &mut rule.grants {
                grant.highest_of = None;
            }
            rules.push(Shared { code, condition });
            true
        });
    }
    let packs = Packs::new(packs, Vec::new());
    let facts = cases.iter().map(|case| facts(&packs, case)).collect::<Result<Vec<_>>>()?;
    Ok(Subset { packs, rules, facts, n_in_force })
}

fn facts(packs: &Packs, case: &Case) -> Result<Map<String, Value>> {
    let question = &case.question;
    ensure!(question.order.lines.len() == 1, "{}: peers know orders of one line", case.file);
    let snapshot = judge(packs, &question.facts()).snapshot;
    let traits: Vec<&str> =
        question.order.lines.iter().flat_map(|line| &line.traits).map(|kind| kind.code()).collect();
    Ok(condition::facts(&snapshot, &traits))
}

/// The categories a rule can concern by its first conditions; all where it names none.
pub fn categories(condition: &Condition) -> Vec<&'static str> {
    let all = || Category::ALL.iter().map(|category| category.code());
    let Condition::All(parts) = condition else { return all().collect() };
    all()
        .filter(|code| {
            parts.iter().all(|part| match part {
                Condition::Is(fact, words) if fact == "complaint_category" => {
                    words.iter().any(|word| word == code)
                }
                Condition::IsNot(fact, words) if fact == "complaint_category" => {
                    words.iter().all(|word| word != code)
                }
                _ => true,
            })
        })
        .collect()
}
