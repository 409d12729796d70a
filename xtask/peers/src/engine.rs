//! What is compared: engines that decide the same cases by the same rules.

mod cedar;
mod cel;
mod datalogic;
mod ours;
mod zen;

pub use ours::Ours;

use crate::subset::Subset;
use anyhow::Result;
use std::collections::BTreeSet;

/// An engine with the rules and the cases already in its own form.
pub trait Engine {
    /// Its name, with how it was asked.
    fn name(&self) -> &'static str;

    /// The codes of the rules that grant in a case.
    fn granted(&mut self, case: usize) -> Result<BTreeSet<String>>;

    /// Decides every case once, with its explanation where it has one; how many times a rule granted.
    fn n_granted(&mut self) -> Result<usize>;
}

/// The peers: as people use them, with whatever explanation they have, and once more without it where that is
/// another way of asking.
pub fn peers(subset: &Subset) -> Result<Vec<Box<dyn Engine>>> {
    Ok(vec![
        Box::new(zen::Zen::new(subset, true)?),
        Box::new(zen::Zen::new(subset, false)?),
        Box::new(cedar::Cedar::new(subset)?),
        Box::new(cel::Cel::new(subset, false)?),
        Box::new(cel::Cel::new(subset, true)?),
        Box::new(datalogic::Datalogic::traced(subset)?),
        Box::new(datalogic::Datalogic::plain(subset, false)?),
        Box::new(datalogic::Datalogic::plain(subset, true)?),
    ])
}
