//! Time per decision, of several engines in turns, so that a busy moment of the machine hits all of them alike.

use crate::engine::Engine;
use anyhow::Result;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// How many turns each engine gets, and how long one lasts at least.
const TURNS: usize = 15;
const TURN: Duration = Duration::from_millis(40);

/// Microseconds per decision: the median of the turns of each engine.
pub fn per_decision(engines: &mut [Box<dyn Engine>], n_cases: usize) -> Result<Vec<f64>> {
    let mut turns: Vec<Vec<f64>> = engines.iter().map(|_| Vec::new()).collect();
    for _ in 0..TURNS {
        for (engine, turns) in engines.iter_mut().zip(&mut turns) {
            turns.push(turn(n_cases, || engine.n_granted())?);
        }
    }
    Ok(turns.into_iter().map(median).collect())
}

/// Microseconds per decision of one piece of work that decides `n_cases`: the median of several turns.
pub fn of(n_cases: usize, mut work: impl FnMut() -> Result<usize>) -> Result<f64> {
    let turns: Result<Vec<f64>> = (0..TURNS).map(|_| turn(n_cases, &mut work)).collect();
    Ok(median(turns?))
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

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
