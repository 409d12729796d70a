//! The whole decision over all delivered packs: with options, without them, and with the sentences made of it.

use crate::allocation;
use crate::cases::Case;
use crate::figure::Figure;
use crate::time;
use domain::personal::Language;
use domain::policy::authoring::SourcePack;
use domain::policy::explain::{entitlement, refusal};
use domain::policy::{Decision, Packs, decide, judge};
use std::hint::black_box;

/// What one decision over all packs may take on the server.
const BUDGET_MICROS: f64 = 20.0;

/// All packs, every public case.
pub fn measure(sources: &[SourcePack], cases: &[Case]) {
    let packs = Packs::new(
        sources.iter().map(|source| source.pack.clone()).collect(),
        sources.iter().filter_map(|source| source.desk.clone()).collect(),
    );
    let judged =
        || cases.iter().map(|case| black_box(judge(&packs, &case.question.facts())).entitlements.len()).sum();
    let decided =
        || cases.iter().map(|case| black_box(decide(&packs, &case.question.facts())).options.len()).sum();
    let told = || cases.iter().map(|case| sentences(&packs, &decide(&packs, &case.question.facts()))).sum();
    let micros = |work: &dyn Fn() -> usize| time::of(cases.len(), || Ok(work())).unwrap_or(f64::NAN);
    let (trace, options, text) = (micros(&judged), micros(&decided), micros(&told));
    Figure::of("policy: all packs, decision with its trace", format!("{trace:.2} µs")).print();
    Figure::of("policy: all packs, the same with options", format!("{options:.2} µs"))
        .with_aim(Some((format!("{BUDGET_MICROS:.0} µs"), options <= BUDGET_MICROS)))
        .print();
    Figure::of("policy: the same, told in sentences", format!("{text:.2} µs")).print();
    slowest(&packs, cases);
    memory("with its trace", cases.len(), || {
        black_box(judged());
    });
    memory("with options", cases.len(), || {
        black_box(decided());
    });
}

fn slowest(packs: &Packs, cases: &[Case]) {
    let times = cases.iter().map(|case| {
        let work = || Ok(black_box(decide(packs, &case.question.facts())).options.len());
        (time::of(1, work).unwrap_or(f64::NAN), case.file.as_str())
    });
    if let Some((micros, file)) = times.max_by(|one, other| one.0.total_cmp(&other.0)) {
        eprintln!("the slowest case is {file}");
        Figure::of("policy: all packs with options, slowest case", format!("{micros:.2} µs"))
            .with_aim(Some((format!("{BUDGET_MICROS:.0} µs"), micros <= BUDGET_MICROS)))
            .print();
    }
}

fn memory(what: &str, n_cases: usize, work: impl Fn()) {
    // The first time may fill caches that stay.
    work();
    let (n_allocations, n_bytes) = allocation::during(work);
    let each = |n: u64| n as f64 / n_cases as f64;
    Figure::of(
        format!("policy: memory of a decision {what}"),
        format!("{:.1} allocations, {:.0} bytes", each(n_allocations), each(n_bytes)),
    )
    .print();
}

fn sentences(packs: &Packs, decision: &Decision) -> usize {
    let granted =
        decision.entitlements.iter().filter_map(|one| entitlement(packs, decision, one, Language::En));
    let refused = decision.refusals.iter().filter_map(|one| refusal(packs, decision, one, Language::En));
    granted.chain(refused).map(|one| black_box(one).rows.len()).sum()
}
