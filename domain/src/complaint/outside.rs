//! Money that went back outside the desk, as a case remembers it.

use crate::id::UserId;
use crate::order::given::{Given, OutsideRefund};

/// A refund recorded on a case, and what it counts as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outside {
    /// Its place in the case, by which it is named.
    pub version: u32,
    /// Who recorded it.
    pub by: Option<UserId>,
    /// What was recorded.
    pub refund: OutsideRefund,
    /// What it counts as, line by line.
    pub given: Vec<Given>,
}
