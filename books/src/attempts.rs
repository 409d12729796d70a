//! Trying again: what is decided upon what was read holds only while nobody changed that in between.

use crate::fault::{BooksResult, Fault};

/// How often something is decided. Each time another was faster, so this many would have to be at work on the same thing
/// at the same moment.
const MOST: u32 = 50;

/// The attempts at one change.
#[derive(Debug)]
pub struct Attempts {
    what: &'static str,
    left: u32,
}

impl Attempts {
    /// At changing `what`, as an operator would call it.
    pub const fn at(what: &'static str) -> Self {
        Self { what, left: MOST }
    }

    /// Takes the next one; after the last, that others are busy with it.
    pub fn begin(&mut self) -> BooksResult<()> {
        self.left = self.left.checked_sub(1).ok_or(Fault::Busy(self.what))?;
        Ok(())
    }
}
