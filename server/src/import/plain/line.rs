//! One line of an order, read from its row.
//!
//! Goods without a code are kept under the place of their line; a code that stands on two lines gets the number
//! of its line behind it, so that a complaint can name either.

use super::cell::Cells;
use super::paid;
use crate::import::Skipped;
use domain::compensation::money::Currency;
use domain::order::{Background, OrderLine, Trait};

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
    Ok(Some(OrderLine {
        paid: paid::for_line(row, currency, unit_price.checked_mul(quantity), notes)?,
        traits: traits(row)?,
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

fn traits(row: &Cells<'_>) -> Result<Vec<Trait>, Skipped> {
    let Some(cell) = row.get("traits") else { return Ok(Vec::new()) };
    let mut traits = Vec::new();
    for code in cell.text.split([' ', ',', ';', '|']).filter(|code| !code.is_empty()) {
        let read = Trait::from_code(&code.to_lowercase());
        let read = read.ok_or_else(|| {
            let known: Vec<&str> = Trait::ALL.iter().map(|known| known.code()).collect();
            cell.flaw(&format!(
                "has the trait `{code}`, which is not known; expected some of {}",
                known.join(", ")
            ))
        })?;
        if !traits.contains(&read) {
            traits.push(read);
        }
    }
    Ok(traits)
}

/// Gives every line of an order a code of its own: the second of two lines with one code is `MUG#2`.
pub(super) fn tell_apart(lines: &mut [OrderLine]) {
    for place in 0..lines.len() {
        let Some((line, before)) = lines.get_mut(..=place).and_then(|upto| upto.split_last_mut()) else {
            continue;
        };
        let code = line.sku.clone();
        let mut n = 1;
        while before.iter().any(|earlier| earlier.sku == line.sku) {
            n += 1;
            line.sku = format!("{code}#{n}");
        }
    }
}
