//! Compensation: exact sums, who pays them and what they must never exceed.

pub mod fraction;
pub mod money;
pub mod option;
pub mod percent;
pub mod split;
pub mod sums;
