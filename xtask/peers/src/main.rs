//! The policy engine beside other rule engines: the public cases, the same rules, one thread, one run.
//!
//! `cargo xtask bench policy` builds and runs this. Rules are translated from the delivered packs, so that nobody
//! has to believe they are the same, and before anything is timed every engine must grant exactly what ours does.
//! What comes out is a line of JSON per figure on standard output; what it is about goes to standard error.

mod allocation;
mod cases;
mod condition;
mod engine;
mod figure;
mod growth;
mod subset;
mod time;
mod whole;

use allocation::Counting;
use anyhow::{Context, Result, ensure};
use engine::{Engine, Ours};
use figure::Figure;
use std::path::Path;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// How many times faster ours must be than a peer of that name.
const AIMS: [(&str, f64); 4] =
    [("zen-engine", 50.0), ("cedar-policy", 50.0), ("cel", 5.0), ("datalogic-rs", 5.0)];

fn main() -> Result<()> {
    let policies = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies");
    let sources = cases::packs(&policies)?;
    let cases = cases::public(&policies)?;
    whole::measure(&sources, &cases);
    growth::measure(&sources, &cases)?;
    compare(&subset::of(&sources, &cases)?, &cases)
}

/// Every engine on the same rules and cases.
fn compare(subset: &subset::Subset, cases: &[cases::Case]) -> Result<()> {
    let mut engines: Vec<Box<dyn Engine>> = vec![Box::new(Ours::new(subset, cases))];
    engines.extend(engine::peers(subset)?);
    agree(&mut engines, cases)?;
    eprintln!(
        "{} of {} rules in force can be said in every language; {} cases",
        subset.rules.len(),
        subset.n_in_force,
        cases.len()
    );
    let times = time::per_decision(&mut engines, cases.len())?;
    let own = times.first().copied().unwrap_or_default();
    for (engine, micros) in engines.iter().zip(&times) {
        let aim = AIMS.iter().find(|(peer, _)| *peer == engine.name()).map(|(_, aim)| *aim);
        let ratio = micros / own;
        Figure::of(
            format!("policy, {} rules: {}", subset.rules.len(), engine.name()),
            format!("{micros:.2} µs, {ratio:.1} times ours"),
        )
        .with_aim(aim.map(|aim| (format!("{aim:.0} times"), ratio >= aim)))
        .print();
    }
    Ok(())
}

/// Before anything is timed: every engine grants in every case exactly what ours does.
fn agree(engines: &mut [Box<dyn Engine>], cases: &[cases::Case]) -> Result<()> {
    let Some((ours, peers)) = engines.split_first_mut() else { return Ok(()) };
    for (idx, case) in cases.iter().enumerate() {
        let expected = ours.granted(idx)?;
        for peer in peers.iter_mut() {
            let granted = peer.granted(idx).with_context(|| format!("{} on {}", peer.name(), case.file))?;
            ensure!(
                granted == expected,
                "{} grants {granted:?} in {}, ours {expected:?}",
                peer.name(),
                case.file
            );
        }
    }
    Ok(())
}
