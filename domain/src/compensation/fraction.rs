//! An exact amount on its way to being money: a fraction of minor units that is rounded once, at the very end.
//!
//! Every step is checked in 128 bits; what does not fit has no value, so a wrong amount can never come out.

use core::cmp::Ordering;

/// A number of minor units as numerator over a positive denominator.
#[derive(Clone, Copy, Debug)]
pub struct Fraction {
    numerator: i128,
    denominator: i128,
}

impl Fraction {
    /// So many whole minor units.
    pub fn whole(minor: i64) -> Self {
        Self { numerator: i128::from(minor), denominator: 1 }
    }

    /// So many times `numerator / denominator`; `None` where it does not fit or the denominator is not positive.
    pub fn times(self, numerator: i64, denominator: i64) -> Option<Self> {
        if denominator <= 0 {
            return None;
        }
        let times = |one: Self, numerator: i128, denominator: i128| {
            Some(Self {
                numerator: one.numerator.checked_mul(numerator)?,
                denominator: one.denominator.checked_mul(denominator)?,
            })
        };
        let (numerator, denominator) = (i128::from(numerator), i128::from(denominator));
        times(self, numerator, denominator).or_else(|| {
            let by = Self { numerator, denominator }.reduced();
            times(self.reduced(), by.numerator, by.denominator)
        })
    }

    /// The same in the smallest numbers: what does not fit otherwise may fit so.
    fn reduced(self) -> Self {
        let (mut divisor, mut rest) = (self.denominator, self.numerator.checked_abs().unwrap_or(1));
        while rest != 0 {
            (divisor, rest) = (rest, divisor % rest);
        }
        Self { numerator: self.numerator / divisor, denominator: self.denominator / divisor }
    }

    /// The sum.
    pub fn plus(self, other: Self) -> Option<Self> {
        self.added(other).or_else(|| self.reduced().added(other.reduced()))
    }

    fn added(self, other: Self) -> Option<Self> {
        if self.denominator == other.denominator {
            let numerator = self.numerator.checked_add(other.numerator)?;
            return Some(Self { numerator, denominator: self.denominator });
        }
        let left = self.numerator.checked_mul(other.denominator)?;
        let right = other.numerator.checked_mul(self.denominator)?;
        Some(Self {
            numerator: left.checked_add(right)?,
            denominator: self.denominator.checked_mul(other.denominator)?,
        })
    }

    /// The difference, never below zero: nobody owes for being compensated.
    pub fn minus(self, other: Self) -> Option<Self> {
        let negated = Self { numerator: other.numerator.checked_neg()?, denominator: other.denominator };
        let rest = self.plus(negated)?;
        Some(if rest.numerator < 0 { Self::whole(0) } else { rest })
    }

    /// Which is larger; `None` where comparing does not fit.
    pub fn compare(self, other: Self) -> Option<Ordering> {
        self.compared(other).or_else(|| self.reduced().compared(other.reduced()))
    }

    fn compared(self, other: Self) -> Option<Ordering> {
        let left = self.numerator.checked_mul(other.denominator)?;
        let right = other.numerator.checked_mul(self.denominator)?;
        Some(left.cmp(&right))
    }

    /// Whole minor units, half up; `None` where they do not fit.
    pub fn round(self) -> Option<i64> {
        let doubled = self.numerator.checked_mul(2)?.checked_add(self.denominator)?;
        i64::try_from(doubled.div_euclid(self.denominator.checked_mul(2)?)).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_is_rounded_up() {
        assert_eq!(Fraction::whole(4550).times(500, 10_000).unwrap().round(), Some(228));
        assert_eq!(Fraction::whole(1).times(1, 2).unwrap().round(), Some(1));
        assert_eq!(Fraction::whole(1).times(49, 100).unwrap().round(), Some(0));
    }

    #[test]
    fn what_fits_in_smaller_numbers_has_its_value() {
        let (large, over) = (1_000_000_000_000_000_000, 100_000_000);
        let same = (0..6).try_fold(Fraction::whole(large), |sum, _| sum.times(over, over)).unwrap();
        assert_eq!(same.round(), Some(large));
        assert_eq!(same.compare(Fraction::whole(large)), Some(Ordering::Equal));
        assert_eq!(same.minus(Fraction::whole(large - 1)).unwrap().round(), Some(1));
    }

    #[test]
    fn what_does_not_fit_has_no_value() {
        assert_eq!(Fraction::whole(i64::MAX).times(2, 1).unwrap().round(), None);
        let huge = Fraction::whole(i64::MAX).times(i64::MAX, 1).unwrap();
        assert!(huge.times(i64::MAX, 1).is_none());
    }
}
