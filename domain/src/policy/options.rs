//! Options.
use crate::compensation::option::RemedyOption;
use crate::policy::decide::Decision;
use crate::policy::facts::Facts;
use crate::policy::packs::Packs;

/// Composes.
pub fn compose(_packs: &Packs, _facts: &Facts<'_>, _decision: &Decision) -> Vec<RemedyOption> {
    Vec::new()
}
