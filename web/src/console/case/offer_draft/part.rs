//! One part of an option being put together: what is typed of it, and what it came from.

use domain::compensation::money::{Currency, Money};
use domain::compensation::option::{Basis, RemedyPart, Share};
use domain::compensation::split::split;
use domain::id::UserId;
use domain::remedy::{Payer, Remedy};
use domain::text::Sentence;
use domain::text::problem::{Problem, ProblemCode};
use domain::text::sum;
use serde::{Deserialize, Serialize};

/// A part being edited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::case) struct PartDraft {
    /// Its name on the page.
    pub(in crate::case) key: u32,
    /// What is done.
    pub(in crate::case) remedy: Remedy,
    /// How much, as typed; blank where it is no matter of money.
    pub(in crate::case) amount: String,
    /// Who bears it; absent means those who bore it before.
    pub(in crate::case) payer: Option<Payer>,
    /// Why it is so, as typed.
    pub(in crate::case) reason: String,
    /// What it was before anybody changed it.
    pub(super) origin: Option<RemedyPart>,
}

impl PartDraft {
    /// The id of one of its fields on the page.
    pub(in crate::case) fn field(&self, name: &str) -> String {
        format!("part-{}-{name}", self.key)
    }

    /// The part with the sum that is typed, for reading only; nothing while the sum can't be read or it has no origin.
    pub(in crate::case) fn as_it_is(&self, currency: Currency) -> Option<RemedyPart> {
        let amount = self.typed_amount(currency).ok()?;
        Some(RemedyPart { amount, ..self.origin.clone()? })
    }

    fn typed_amount(&self, currency: Currency) -> Result<Option<Money>, Problem> {
        if self.amount.trim().is_empty() {
            return Ok(None);
        }
        sum::parse(&self.amount, currency)
            .map(Some)
            .map_err(|error| Problem::of_amount(self.field("amount"), error))
    }

    /// Whether it is no longer what the rules or an earlier offer said.
    pub(in crate::case) fn is_changed(&self, currency: Currency) -> bool {
        let Some(origin) = &self.origin else { return true };
        let is_same_amount =
            self.leaves_sum() || self.typed_amount(currency).is_ok_and(|amount| amount == origin.amount);
        !is_same_amount || self.payer.is_some()
    }

    /// Whether a rule it came from leaves it to a person how much it is.
    fn leaves_sum(&self) -> bool {
        let of_rule = |origin: &&RemedyPart| matches!(origin.basis, Basis::Rule { .. });
        let origin = self.origin.as_ref().filter(of_rule);
        self.remedy.is_money() && origin.is_some_and(|origin| origin.amount.is_none())
    }

    /// What it came from, with the sum that is typed where its rule names none.
    fn as_granted(&self, origin: &RemedyPart, currency: Currency) -> Result<RemedyPart, Problem> {
        if !self.leaves_sum() {
            return Ok(origin.clone());
        }
        let amount = self.typed_amount(currency)?.filter(|amount| amount.minor > 0);
        let amount = amount.ok_or_else(|| Problem::new(self.field("amount"), ProblemCode::Empty))?;
        let payer = origin.shares.first().map_or(Payer::Platform, |share| share.payer);
        Ok(RemedyPart { amount: Some(amount), shares: vec![Share { payer, amount }], ..origin.clone() })
    }

    /// Who bears how much of an amount.
    fn shares(&self, amount: Money) -> Vec<Share> {
        let before = self.origin.as_ref().map(|origin| origin.shares.as_slice()).unwrap_or_default();
        if self.payer.is_none() && !before.is_empty() {
            let weights: Option<Vec<u32>> =
                before.iter().map(|share| u32::try_from(share.amount.minor).ok()).collect();
            if let Some(parts) = weights.and_then(|weights| split(amount, &weights)) {
                return before
                    .iter()
                    .zip(parts)
                    .map(|(share, amount)| Share { payer: share.payer, amount })
                    .collect();
            }
        }
        vec![Share { payer: self.payer.unwrap_or(Payer::Platform), amount }]
    }

    pub(super) fn read(&self, currency: Currency, user: UserId) -> Result<RemedyPart, Vec<Problem>> {
        if let Some(origin) = self.origin.as_ref().filter(|_| !self.is_changed(currency)) {
            return self.as_granted(origin, currency).map_err(|problem| vec![problem]);
        }
        let amount = self.typed_amount(currency).and_then(|amount| {
            // The domain lets an order that was never paid be cancelled without a sum; everything else says how much.
            let is_lacking = self.remedy.is_a_sum() && self.remedy != Remedy::Cancel;
            let is_none = amount.is_none_or(|amount| amount.minor <= 0);
            if is_lacking && is_none {
                Err(Problem::new(self.field("amount"), ProblemCode::Empty))
            } else {
                Ok(amount)
            }
        });
        let reason = Sentence::parse(&self.reason).map_err(|problem| problem.at(self.field("reason")));
        match (amount, reason) {
            (Ok(amount), Ok(reason)) => Ok(RemedyPart {
                remedy: self.remedy,
                amount,
                // The domain says what of it is goodwill.
                is_goodwill: false,
                basis: Basis::Person { user, reason: reason.to_string() },
                goods: self.origin.as_ref().map(|origin| origin.goods.clone()).unwrap_or_default(),
                shares: amount.map(|amount| self.shares(amount)).unwrap_or_default(),
            }),
            (amount, reason) => Err(amount.err().into_iter().chain(reason.err()).collect()),
        }
    }
}
