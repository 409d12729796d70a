//! A decision as short lines, to be held against what was expected or against another decision.

use crate::compensation::money::Money;
use crate::policy::decide::{Decision, Entitlement};
use crate::policy::packs::{Packs, Place};
use crate::remedy::Remedy;
use crate::wire::policy::{CaseLine, LineKind};

/// What is granted, then what is refused, then what is open.
pub fn lines(packs: &Packs, decision: &Decision) -> Vec<CaseLine> {
    let refused = decision.refusals.iter().map(|one| bare(packs, LineKind::Refused, one.place, one.remedy));
    let open = decision.depends.iter().map(|one| CaseLine {
        fact: Some(one.ask.code().to_owned()),
        ..bare(packs, LineKind::Depends, one.place, one.remedy)
    });
    granted(packs, decision).into_iter().chain(refused).chain(open).collect()
}

/// What is granted.
pub fn granted(packs: &Packs, decision: &Decision) -> Vec<CaseLine> {
    decision.entitlements.iter().map(|one| entitlement(packs, one)).collect()
}

fn entitlement(packs: &Packs, one: &Entitlement) -> CaseLine {
    CaseLine {
        amount: one.amount.map(Money::decimal),
        payer: Some(one.payer),
        until: one.until.map(|moment| moment.to_rfc3339()),
        due: one.due.map(|moment| moment.to_rfc3339()),
        needs_human: one.needs_human,
        ..bare(packs, LineKind::Granted, one.place, one.remedy)
    }
}

fn bare(packs: &Packs, kind: LineKind, place: Place, remedy: Remedy) -> CaseLine {
    let (pack, rule) = (packs.pack(place), packs.rule(place));
    CaseLine {
        kind,
        rule: pack.zip(rule).map(|(pack, rule)| format!("{}/{}", pack.id, rule.code)),
        cite: rule.map(|rule| rule.cite.clone()),
        remedy: Some(remedy),
        amount: None,
        payer: None,
        until: None,
        due: None,
        fact: None,
        needs_human: false,
    }
}
