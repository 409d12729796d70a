//! One line of an order, read from its row.
//!
//! Goods without a code are kept under the place of their line; a code that stands on two lines gets the number
//! of its line behind it, so that a complaint can name either.

use super::cell::{Cell, Cells};
use super::paid;
use crate::import::Skipped;
use domain::compensation::money::Currency;
use domain::order::mark::Mark;
use domain::order::period::Period;
use domain::order::{Background, OrderLine, Trait};
use domain::policy::authoring::mistake::nearest;
use std::collections::BTreeMap;

/// The columns that make a row a line.
const GOODS: &[&str] = &["sku", "title", "unit_price", "quantity"];

/// Reads the line of a row; none where it holds no goods. `before` is how many lines stand before it.
pub(super) fn read(
    row: &Cells<'_>,
    currency: Currency,
    before: usize,
    notes: &mut Vec<Skipped>,
) -> Result<Option<OrderLine>, Skipped> {
    if GOODS.iter().all(|column| row.get(column).is_none()) {
        return Ok(None);
    }
    let code = row.get("sku");
    let sku = match &code {
        Some(code) if code.is_rounded() => {
            notes.push(code.flaw("was rounded by a spreadsheet; the goods go by the place of their line"));
            format!("line-{}", before + 1)
        }
        Some(code) => code.text.to_owned(),
        None => format!("line-{}", before + 1),
    };
    let title = match (row.get("title"), code) {
        (Some(title), _) => title.text.to_owned(),
        (None, Some(code)) => {
            notes.push(code.flaw("has no title; the goods go by their code"));
            code.text.to_owned()
        }
        (None, None) => row.need("title", "the name a customer recognises")?.text.to_owned(),
    };
    let unit_price = row.need("unit_price", "the price of one, such as `199.00`")?.sum(currency)?;
    let quantity = row.need("quantity", "how many pieces, such as `1`")?.count()?;
    let text = |column| row.get(column).map(|cell| cell.text.to_owned());
    let (traits, own_traits) = traits(row, notes)?;
    Ok(Some(OrderLine {
        paid: paid::for_line(row, currency, unit_price.checked_mul(quantity), notes)?,
        traits,
        own_traits,
        kind: row.get("kind").map(|cell| own_word(&cell, cell.text)).transpose()?,
        bundle: text("bundle"),
        period: period(row)?,
        background: Background {
            batch: text("batch"),
            outbound_inspection: text("outbound_inspection"),
            page_as_sold: text("page_as_sold"),
            presale_talk: text("presale_talk"),
        },
        seller: text("seller"),
        ..OrderLine::plain(sku, title, unit_price, quantity)
    }))
}

/// The traits everybody knows, and those of the shop's own. One that is nearly a known one is told.
fn traits(row: &Cells<'_>, notes: &mut Vec<Skipped>) -> Result<(Vec<Trait>, Vec<Mark>), Skipped> {
    let (mut traits, mut own) = (Vec::new(), Vec::new());
    let Some(cell) = row.get("traits") else { return Ok((traits, own)) };
    for code in cell.text.split([' ', ',', ';', '|']).filter(|code| !code.is_empty()) {
        let plain = code.to_lowercase();
        if let Some(known) = Trait::from_code(&plain) {
            if !traits.contains(&known) {
                traits.push(known);
            }
            continue;
        }
        if let Some(near) = nearest(&plain, Trait::ALL.iter().map(|known| known.code())) {
            notes.push(cell.flaw(&format!(
                "has the trait `{code}`, which is kept as one of the shop's own; `{near}` is known, if that is meant"
            )));
        }
        let word = own_word(&cell, code)?;
        if !own.contains(&word) {
            own.push(word);
        }
    }
    Ok((traits, own))
}

/// A word of the shop's own, whatever its case.
fn own_word(cell: &Cell<'_>, code: &str) -> Result<Mark, Skipped> {
    Mark::parse(&code.to_lowercase()).ok_or_else(|| {
        cell.flaw(&format!(
            "has `{code}`, which is no word; expected 1 to 40 small letters, digits and underscores, such as `members_only`"
        ))
    })
}

/// The days for which a line was paid ahead; both ends are needed.
fn period(row: &Cells<'_>) -> Result<Option<Period>, Skipped> {
    let (from, to) = (row.get("period_from"), row.get("period_to"));
    if from.is_none() && to.is_none() {
        return Ok(None);
    }
    let from = row.need("period_from", "the first day paid for, such as `2026-01-01`")?.day()?;
    let to = row.need("period_to", "the last day paid for, such as `2026-12-31`")?;
    match Period::new(from, to.day()?) {
        Some(period) => Ok(Some(period)),
        None => Err(to.flaw("lies before `period_from`; expected that day or a later one")),
    }
}

/// The codes of the lines of an order so far, each with how often it came.
#[derive(Debug, Default)]
pub(super) struct Codes(BTreeMap<String, u32>);

impl Codes {
    /// Gives a line a code of its own: the second of two lines with one code is `MUG#2`.
    pub(super) fn tell_apart(&mut self, line: &mut OrderLine) {
        let mut n = self.0.get(&line.sku).copied().unwrap_or(0);
        if n > 0 {
            let own = loop {
                n = n.saturating_add(1);
                let own = format!("{}#{n}", line.sku);
                if !self.0.contains_key(&own) {
                    break own;
                }
            };
            self.0.insert(std::mem::replace(&mut line.sku, own), n);
            n = 0;
        }
        self.0.insert(line.sku.clone(), n.saturating_add(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::compensation::money::Money;

    #[test]
    fn a_code_that_comes_again_gets_the_next_number_that_is_free() {
        let mut codes = Codes::default();
        let told = ["MUG", "MUG#2", "MUG", "LID", "MUG", "MUG#2"].map(|code| {
            let mut line = OrderLine::plain(code, "Mug", Money::new(100, Currency::CNY), 1);
            codes.tell_apart(&mut line);
            line.sku
        });
        assert_eq!(told, ["MUG", "MUG#2", "MUG#3", "LID", "MUG#4", "MUG#2#2"]);
    }
}
