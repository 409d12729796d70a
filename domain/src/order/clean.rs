//! The texts of an order, cleaned as typed texts are.
//!
//! They come from exports of other programs and are shown to customers and agents on every page: what spoofs or
//! breaks a page is as unwelcome there as from anybody's keyboard.

use super::{Background, Order, OrderLine};
use crate::text::problem::{Problem, ProblemCode};
use crate::text::{GoodsName, Message, OrderNumber};

impl Order {
    /// The order with all its texts cleaned, or the first that can't be: nothing to see in it, or too long.
    pub fn cleaned(mut self) -> Result<Self, Problem> {
        OrderNumber::parse(&self.number)?.as_str().clone_into(&mut self.number);
        self.tracking = optional("tracking", self.tracking)?;
        self.lines = self.lines.into_iter().map(line).collect::<Result<_, _>>()?;
        Ok(self)
    }
}

fn line(line: OrderLine) -> Result<OrderLine, Problem> {
    Ok(OrderLine {
        sku: named("sku", &line.sku)?,
        title: named("title", &line.title)?,
        seller: optional("seller", line.seller)?,
        bundle: optional("bundle", line.bundle)?,
        background: background(line.background)?,
        ..line
    })
}

fn background(background: Background) -> Result<Background, Problem> {
    let text = |field: &'static str, text: Option<String>| {
        let read = text.map(|text| Message::parse(&text).map_err(|problem| problem.at(field)));
        kept(read.map(|read| read.map(|message| message.to_string())))
    };
    Ok(Background {
        batch: optional("batch", background.batch)?,
        outbound_inspection: text("outbound_inspection", background.outbound_inspection)?,
        page_as_sold: text("page_as_sold", background.page_as_sold)?,
        presale_talk: text("presale_talk", background.presale_talk)?,
    })
}

fn named(field: &'static str, text: &str) -> Result<String, Problem> {
    let name = GoodsName::parse(text).map_err(|problem| problem.at(field))?;
    Ok(name.as_str().to_owned())
}

/// A text that may be absent; one with nothing to see is.
fn optional(field: &'static str, text: Option<String>) -> Result<Option<String>, Problem> {
    kept(text.map(|text| named(field, &text)))
}

fn kept(read: Option<Result<String, Problem>>) -> Result<Option<String>, Problem> {
    match read.transpose() {
        Err(Problem { code: ProblemCode::Empty, .. }) => Ok(None),
        read => read,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Scene;

    #[test]
    fn what_spoofs_a_page_is_taken_out_of_titles_codes_and_sellers() {
        let mut spoofed = Scene::empty().order;
        spoofed.lines[0].title = " Vase\u{202e}gpj.exe\u{0}\n big ".into();
        spoofed.lines[0].seller = Some("\u{200b}".into());
        spoofed.tracking = Some("SF\u{feff}77".into());
        let clean = spoofed.cleaned().unwrap();
        assert_eq!(clean.lines[0].title, "Vasegpj.exe big");
        assert_eq!(clean.lines[0].seller, None);
        assert_eq!(clean.tracking.as_deref(), Some("SF77"));
    }

    #[test]
    fn title_without_end_or_without_anything_to_see_is_named() {
        for title in ["x".repeat(100_000), "\u{202e}\u{0}".to_owned()] {
            let mut odd = Scene::empty().order;
            odd.lines[0].title = title;
            assert_eq!(odd.cleaned().unwrap_err().field, "title");
        }
    }
}
