//! Our engine on the common rules: from an order and findings to the trace, amounts and all.

use super::Engine;
use crate::cases::Case;
use crate::subset::Subset;
use anyhow::Result;
use domain::policy::authoring::CaseFile;
use domain::policy::{Packs, Place, judge};
use std::collections::BTreeSet;
use std::hint::black_box;

/// Our engine. It starts from the order itself each time, where the peers are given facts made ready.
pub struct Ours {
    packs: Packs,
    questions: Vec<CaseFile>,
}

impl Ours {
    /// With these rules.
    pub fn new(subset: &Subset, cases: &[Case]) -> Self {
        let questions = cases.iter().map(|case| case.question.clone()).collect();
        Self { packs: subset.packs.clone(), questions }
    }

    fn code(&self, place: Place) -> Option<String> {
        Some(format!("{}/{}", self.packs.pack(place)?.id, self.packs.rule(place)?.code))
    }
}

impl Engine for Ours {
    fn name(&self) -> &'static str {
        "ours, with the trace"
    }

    fn granted(&mut self, case: usize) -> Result<BTreeSet<String>> {
        let Some(question) = self.questions.get(case) else { return Ok(BTreeSet::new()) };
        let decision = judge(&self.packs, &question.facts());
        Ok(decision.entitlements.iter().filter_map(|one| self.code(one.place)).collect())
    }

    fn n_granted(&mut self) -> Result<usize> {
        let n_granted =
            |question: &CaseFile| black_box(judge(&self.packs, &question.facts())).entitlements.len();
        Ok(self.questions.iter().map(n_granted).sum())
    }
}
