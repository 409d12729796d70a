//! What was given before, held against what a rule would grant now.
//!
//! A grant is given once for its cause, piece by piece; what a person gave counts for every rule of that remedy, and a
//! part of the price given by hand with its sum. Rules
//! under one `highest_of` share a cause, so a later one gives the difference; so does one rule with a least or a most, which
//! hold for all pieces together. What gives price or freight back never
//! exceeds what was paid for a line less what went back for it, nor what came in for the order less all that went
//! back.

use crate::compensation::money::Money;
use crate::order::given::Given;
use crate::order::ledger::Standing;
use crate::order::told::not_told;
use crate::policy::amount::Base;
use crate::policy::concerned::{Concerned, Picked};
use crate::policy::decide::Before;
use crate::policy::facts::Facts;
use crate::policy::goods::{Goods, Line};
use crate::policy::packs::{Packs, Place};
use crate::policy::rule::Grant;
use crate::remedy::Remedy;

/// What was given on the order, by its cases and outside the desk.
#[derive(Clone, Debug)]
pub(crate) struct Earlier<'a> {
    facts: &'a Facts<'a>,
    rows: Vec<&'a Given>,
}

/// What is left of a grant.
pub(crate) enum Left {
    /// All of it.
    All,
    /// Fewer pieces.
    Some(Concerned),
    /// Nothing: it was given.
    Nothing,
}

impl<'a> Earlier<'a> {
    pub(crate) fn of(facts: &'a Facts<'a>) -> Self {
        let outside = not_told(&facts.order.given_outside, facts.earlier);
        Self { facts, rows: outside.into_iter().chain(facts.earlier).collect() }
    }

    /// Whether nothing was given, as on most orders.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn rows(&self) -> impl Iterator<Item = &'a Given> + use<'a, '_> {
        self.rows.iter().copied()
    }

    /// All sums together; `None` where there were none.
    pub(crate) fn total(&self) -> Option<Money> {
        sum(self.rows(), self.facts)
    }

    fn line_of(&self, row: &Given, line: &Line) -> Option<u32> {
        self.pieces_of(row, line.place, line.quantity)
    }

    /// For how many pieces something was given of the line at a place in the order that has so many.
    fn pieces_of(&self, row: &Given, place: u16, quantity: u32) -> Option<u32> {
        let Some(goods) = &row.goods else { return Some(quantity) };
        let own = self.facts.order.lines.get(usize::from(place))?;
        // The shop names its lines anew: what was given for one that nobody finds any more may have been for this one.
        if !self.facts.order.lines.iter().any(|other| other.sku == goods.sku) {
            return Some(goods.quantity.unwrap_or(quantity).min(quantity));
        }
        (own.sku == goods.sku).then(|| goods.quantity.unwrap_or(quantity))
    }

    /// What is left of a grant for the pieces it concerns.
    pub(crate) fn left(
        &self,
        packs: &Packs,
        place: Place,
        grant: &Grant,
        goods: &Goods,
        concerned: &Concerned,
    ) -> Left {
        if self.is_empty() {
            return Left::All;
        }
        let is_once = grant.is_once();
        let same = self.same(packs, place, grant);
        if grant.is_of_order() || goods.lines().is_empty() {
            return if same.is_empty() { Left::All } else { Left::Nothing };
        }
        let mut is_touched = false;
        let picked: Vec<Picked> = goods
            .picked(concerned)
            .map(|(line, wanted)| {
                let given =
                    same.iter().filter_map(|row| self.line_of(row, line)).fold(0, u32::saturating_add);
                // Nor does anybody send goods back whose price they have and that stay with them.
                let stays = grant.remedy == Remedy::ReturnShipping && !self.is_sent_back(line);
                let gone = if grant.remedy.restores_goods() || stays { self.gone(goods, line) } else { 0 };
                let sent = if grant.remedy.gives_goods() && is_once { self.sent_since(line) } else { 0 };
                let pieces = wanted.min(line.quantity.saturating_sub(given.max(gone).max(sent)));
                is_touched |= pieces < wanted;
                Picked { place: line.place, pieces }
            })
            .filter(|one| one.pieces > 0)
            .collect();
        if !is_touched {
            Left::All
        } else if picked.is_empty() {
            Left::Nothing
        } else {
            Left::Some(Concerned { picked: Some(picked.into_boxed_slice()), ..concerned.clone() })
        }
    }

    /// What was given of a grant, under its rule or by hand; nothing of what is given as often as there is cause.
    fn same(&self, packs: &Packs, place: Place, grant: &Grant) -> Vec<&'a Given> {
        let name = packs.name(place);
        let is_same = |row: &&Given| {
            let is_of_it = match &row.rule {
                Some(rule) => Some(rule) == name.as_ref(),
                // Part of the price given by hand is taken off what a rule gives of it: a small courtesy ends no right.
                None => row.remedy != Remedy::PriceReduction,
            };
            row.remedy == grant.remedy && is_of_it
        };
        self.rows().filter(is_same).filter(|_| grant.is_once()).collect()
    }

    /// The pieces of a grant together with those for which it was given before, and how much that was, in minor units: its
    /// least and its most are so for all of them together, in however many complaints. `None` where nothing was given.
    pub(crate) fn with_before(
        &self,
        packs: &Packs,
        place: Place,
        grant: &Grant,
        goods: &Goods,
        concerned: &Concerned,
    ) -> Option<(Concerned, i64)> {
        let same = self.same(packs, place, grant);
        if same.is_empty() {
            return None;
        }
        let now: Vec<(u16, u32)> =
            goods.picked(concerned).map(|(line, pieces)| (line.place, pieces)).collect();
        let with_before = |line: &Line| {
            let before = same.iter().filter_map(|row| self.line_of(row, line)).fold(0, u32::saturating_add);
            let now = now.iter().find(|(place, _)| *place == line.place).map_or(0, |(_, pieces)| *pieces);
            Picked { place: line.place, pieces: before.saturating_add(now).min(line.quantity) }
        };
        let mut picked: Vec<Picked> = goods.each().map(with_before).filter(|one| one.pieces > 0).collect();
        picked.sort_unstable_by_key(|one| one.place);
        let picked = Some(picked.into_boxed_slice());
        Some((Concerned { picked, ..concerned.clone() }, minor(same.into_iter(), self.facts)))
    }

    /// Whether a line is one that was to be sent back for its price.
    fn is_sent_back(&self, line: &Line) -> bool {
        let back = self.rows().filter(|row| row.remedy.waits_for_goods());
        back.filter_map(|row| self.line_of(row, line)).any(|pieces| pieces > 0)
    }

    /// Pieces of a line whose whole price went back: nobody repairs or replaces them any more.
    fn gone(&self, goods: &Goods, line: &Line) -> u32 {
        let is_paid_back =
            goods.paid_for_line(line).is_some_and(|paid| paid > 0 && self.back_for(line) >= paid);
        if is_paid_back || self.is_all_paid_back() {
            return line.quantity;
        }
        let whole = self.rows().filter(|row| row.remedy.pays_back_whole_price());
        whole
            .filter(|row| row.goods.as_ref().is_some_and(|goods| goods.quantity.is_some()))
            .filter_map(|row| self.line_of(row, line))
            .fold(0, u32::saturating_add)
    }

    /// Pieces of a line that were sent anew since the complaint was made, under whatever rule: of what was sent nobody
    /// has found anything yet.
    fn sent_since(&self, line: &Line) -> u32 {
        let facts = self.facts;
        let is_since = |row: &&Given| row.at.moment(facts.zone).is_none_or(|at| at >= facts.asked_at);
        let sent =
            self.rows().filter(|row| row.remedy.replaces_goods() && row.goods.is_some()).filter(is_since);
        sent.filter_map(|row| self.line_of(row, line)).fold(0, u32::saturating_add)
    }

    /// Whether all that came in went back, for whichever goods.
    fn is_all_paid_back(&self) -> bool {
        let back = minor(self.rows().filter(|row| row.is_paid_back()), self.facts);
        self.facts.order.came_in().is_some_and(|came_in| came_in.minor > 0 && back >= came_in.minor)
    }

    /// How much of the price of a line went back.
    fn back_for(&self, line: &Line) -> i64 {
        self.back_for_line(line.place, line.quantity)
    }

    /// How much of the price went back of the line at a place in the order that has so many pieces, in minor units.
    pub(crate) fn back_for_line(&self, place: u16, quantity: u32) -> i64 {
        let rows = self.rows().filter(|row| row.remedy.pays_back_price() && row.goods.is_some());
        let rows = rows.filter(|row| self.pieces_of(row, place, quantity).is_some());
        minor(rows, self.facts)
    }

    /// What was given under other rules of the same cause for the same goods, and of the price by hand, in minor units. Pieces of one line are alike,
    /// so the ones complained about are first those for which nothing of that cause was given.
    pub(crate) fn same_cause(
        &self,
        packs: &Packs,
        place: Place,
        grant: &Grant,
        goods: &Goods,
        concerned: &Concerned,
    ) -> i64 {
        let own = packs.name(place);
        let is_reduction = grant.remedy == Remedy::PriceReduction;
        let of_cause = |row: &&Given| match (row.rule.as_deref(), grant.highest_of.as_deref()) {
            (Some(rule), Some(cause)) => packs.is_of_cause(rule, row.remedy, cause),
            (Some(_), None) => false,
            (None, _) => is_reduction && row.remedy == Remedy::PriceReduction,
        };
        let is_own = |row: &&Given| row.rule == own;
        let others = || self.rows().filter(of_cause).filter(|row| !is_own(row));
        if grant.is_of_order() || goods.lines().is_empty() {
            return minor(others(), self.facts);
        }
        let is_of_order = |row: &&Given| row.goods.is_none();
        let of_order = minor(others().filter(is_of_order), self.facts);
        let of_line = |(line, wanted): (&Line, u32)| {
            let pieces = |row: &Given| self.line_of(row, line);
            let given = || others().filter(|row| !is_of_order(row) && pieces(row).is_some());
            let n_given = given().filter_map(pieces).fold(0, u32::saturating_add);
            let by_itself = self.rows().filter(of_cause).filter(is_own).filter_map(pieces);
            let gone = by_itself.fold(n_given, u32::saturating_add);
            let again = wanted.saturating_sub(line.quantity.saturating_sub(gone)).min(n_given);
            portion(minor(given(), self.facts), again, n_given)
        };
        goods.picked(concerned).map(of_line).fold(of_order, i64::saturating_add)
    }

    /// The most that may still go back for the pieces, in minor units; `None` where nothing bounds it.
    pub(crate) fn room(&self, remedy: Remedy, goods: &Goods, concerned: &Concerned) -> Option<i64> {
        if self.is_empty() || !remedy.pays_back() {
            return None;
        }
        let order = self.facts.order;
        let back =
            |is_meant: &dyn Fn(&Given) -> bool| minor(self.rows().filter(|row| is_meant(row)), self.facts);
        let of_order = order.came_in()?.minor.saturating_sub(back(&Given::is_paid_back)).max(0);
        // Freight goes back once, under whatever rule.
        if let (Remedy::ShippingRefund, Some(freight)) = (remedy, order.shipping_fee)
            && freight.minor > 0
        {
            let freight_back = back(&|row| row.remedy == Remedy::ShippingRefund);
            return Some(of_order.min(freight.minor.saturating_sub(freight_back).max(0)));
        }
        if !remedy.pays_back_price() || goods.lines().is_empty() {
            return Some(of_order);
        }
        let of_line = |line: &Line| {
            let paid = goods.paid_for_line(line).unwrap_or(0);
            paid.saturating_sub(self.back_for(line)).max(0)
        };
        let of_lines = goods.picked(concerned).map(|(line, _)| of_line(line)).fold(0, i64::saturating_add);
        Some(of_order.min(of_lines))
    }

    /// What the last pieces of a line get back: all that is left of what was paid for it, so that parts rounded one by
    /// one still sum to the whole. `None` where more pieces are left, or none went before.
    pub(crate) fn rest(&self, goods: &Goods, concerned: &Concerned) -> Option<i64> {
        let mut rest = 0_i64;
        let mut went_before = false;
        for (line, pieces) in goods.picked(concerned) {
            let gone = self.gone(goods, line);
            if gone.saturating_add(pieces) != line.quantity {
                return None;
            }
            went_before |= gone > 0;
            rest = rest.checked_add(goods.paid_for_line(line)?.saturating_sub(self.back_for(line)).max(0))?;
        }
        went_before.then_some(rest)
    }

    /// What a refusal tells of: the sums given for the same remedy, or paid back for the same goods, and what of them is
    /// only offered. Goods whose whole price goes back are not put right besides.
    pub(crate) fn told(&self, remedy: Remedy, goods: &Goods, concerned: &Concerned) -> Before {
        let counts = |row: &&Given| {
            row.remedy == remedy
                || (remedy.pays_back() && row.is_paid_back())
                || (remedy.restores_goods() && row.remedy.pays_back_whole_price())
        };
        let is_about = |row: &&Given| {
            goods.lines().is_empty()
                || goods.picked(concerned).any(|(line, _)| self.line_of(row, line).is_some())
        };
        let rows = self.rows().filter(counts).filter(is_about);
        let (offered, given): (Vec<&Given>, Vec<&Given>) =
            rows.partition(|row| self.facts.offered.contains(row));
        let is_only_offered = given.is_empty() && !offered.is_empty();
        // What is told of outside the desk went out; what the desk agreed on did once a reference shows it.
        let is_out = |row: &&Given| row.reference.is_some() || self.facts.order.given_outside.contains(row);
        let is_shown = given.iter().all(is_out);
        let (given, offered) = (sum(given.into_iter(), self.facts), sum(offered.into_iter(), self.facts));
        if is_only_offered {
            Before { standing: Standing::Reserved, amount: offered, is_shown: false, offered: None }
        } else {
            Before { standing: Standing::Given, amount: given, is_shown, offered }
        }
    }
}

/// So much of a sum for some pieces as falls on fewer of them, rounded up: what is taken off is never too little.
fn portion(sum: i64, some: u32, all: u32) -> i64 {
    let exact = i128::from(sum) * i128::from(some);
    let part = exact.checked_div(i128::from(all)).unwrap_or(0);
    let rest = i128::from(exact.checked_rem(i128::from(all)).unwrap_or(0) != 0);
    i64::try_from(part + rest).unwrap_or(sum)
}

/// The sum in minor units of the order's currency.
fn minor<'a>(rows: impl Iterator<Item = &'a Given>, facts: &Facts<'_>) -> i64 {
    let amounts = rows.filter_map(|row| row.amount);
    amounts.fold(0, |sum, amount| sum.saturating_add(amount.minor_in(facts.order.currency)))
}

fn sum<'a>(rows: impl Iterator<Item = &'a Given>, facts: &Facts<'_>) -> Option<Money> {
    let amounts = rows.filter_map(|row| row.amount).filter(|amount| amount.currency == facts.order.currency);
    amounts.fold(None, |sum: Option<Money>, amount| match sum {
        None => Some(amount),
        Some(sum) => Some(sum.checked_add(amount).unwrap_or(sum)),
    })
}

impl Grant {
    /// Whether it is about the whole sets of which the goods complained about are parts.
    pub(crate) fn takes_sets(&self) -> bool {
        self.amount.as_ref().is_some_and(|amount| matches!(amount.of, Base::Bundle))
    }

    /// Whether it is given once for its cause.
    const fn is_once(&self) -> bool {
        !self.repeats && !self.remedy.may_repeat()
    }

    /// Whether it is about the order as a whole and not about pieces: freight, or a share of all goods.
    pub(crate) fn is_of_order(&self) -> bool {
        self.remedy == Remedy::ShippingRefund
            || self.amount.as_ref().is_some_and(|amount| matches!(amount.of, Base::Order))
    }
}
