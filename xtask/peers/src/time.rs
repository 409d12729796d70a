//! Time per decision, of several engines in turns, so that a busy moment of the machine hits all of them alike.
//!
//! Turns are short and the fastest counts: whatever else the machine does can only make one slower.

use crate::engine::Engine;
use anyhow::Result;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// How many turns each engine gets, and how long one lasts at least.
const TURNS: usize = 50;
const TURN: Duration = Duration::from_millis(4);

/// Microseconds per decision, engine by engine.
pub fn per_decision(engines: &mut [Box<dyn Engine>], n_cases: usize) -> Result<Vec<f64>> {
    let mut best = vec![f64::INFINITY; engines.len()];
    for _ in 0..TURNS {
        for (engine, best) in engines.iter_mut().zip(&mut best) {
            *best = best.min(turn(n_cases, || engine.n_granted())?);
        }
    }
    Ok(best)
}

/// Microseconds per decision of one piece of work that decides `n_cases`.
pub fn of(n_cases: usize, mut work: impl FnMut() -> Result<usize>) -> Result<f64> {
    (0..TURNS).try_fold(f64::INFINITY, |best, _| Ok(best.min(turn(n_cases, &mut work)?)))
}

fn turn(n_cases: usize, mut work: impl FnMut() -> Result<usize>) -> Result<f64> {
    let started = Instant::now();
    let mut n_decisions = 0_usize;
    while started.elapsed() < TURN {
        black_box(work()?);
        n_decisions += n_cases;
    }
    Ok(started.elapsed().as_secs_f64() * 1e6 / n_decisions as f64)
}
