//! The rows of one order, read.
//!
//! A cell that decides about money or days costs its order when it can't be read, since a wrong entitlement is
//! worse than none; one that only helps (a contact beside another, a tracking number) costs itself and is
//! reported. No cell that differs from the row before is passed over.

use super::cell::{Cell, Cells};
use super::columns::{COLUMNS, Scope};
use super::currency;
use super::line;
use super::paid::{self, GivenBack};
use super::parcel::{Own, Parcel, delivered, latest, together, tracking};
use super::settled;
use super::shopify::Sums;
use crate::import::{ReadOrder, Skipped};
use crate::secret::KnownContacts;
use chrono::{DateTime, FixedOffset, NaiveTime, TimeDelta};
use domain::order::terms::Terms;
use domain::order::{Order, OrderStatus, OrderTime};
use domain::policy::Tier;
use domain::text::OrderNumber;
use domain::text::contact::{Contact, Email, Phone};
use domain::text::placeholder;

/// The rows of one order and what is noticed while they are read.
pub(super) struct Rows<'f> {
    cells: Vec<Cells<'f>>,
    /// What is worth saying though the order is taken.
    pub(super) notes: Vec<Skipped>,
    /// When it is read, in the shop's zone.
    now: DateTime<FixedOffset>,
}

impl<'f> Rows<'f> {
    /// The rows of an order, with what was noticed about them so far.
    pub(super) const fn new(cells: Vec<Cells<'f>>, notes: Vec<Skipped>, now: DateTime<FixedOffset>) -> Self {
        Self { cells, notes, now }
    }

    /// Reads the order `number`.
    pub(super) fn read(mut self, number: &OrderNumber) -> Result<ReadOrder, Skipped> {
        self.agree()?;
        self.is_whole()?;
        let first = *self.cells.first().ok_or_else(|| nothing(number.as_str()))?;
        let need = |column, expected| self.one(column).map_or_else(|| first.need(column, expected), Ok);
        let currency = currency::read(&need("currency", "a code such as `CNY`")?)?;
        let placed = need("placed_at", super::moment::TIME)?;
        let placed_at = placed.past(self.now)?;
        let mut left_out = Vec::new();
        let parcels = self.cells.iter().map(|row| Parcel::read(row, &first, self.now, &mut left_out));
        let mut parcels = parcels.collect::<Result<Vec<_>, _>>()?;
        for note in left_out {
            self.note(note);
        }
        for parcel in &mut parcels {
            self.in_order(placed_at, &placed, parcel)?;
        }
        let (mut lines, mut notes, mut given) = (Vec::new(), Vec::new(), Vec::new());
        let mut accounts = Vec::new();
        let (mut codes, own) = (line::Codes::default(), Own::of(&parcels));
        for (row, parcel) in self.cells.iter().zip(&parcels) {
            if let Some(mut line) = line::read(row, currency, lines.len(), &mut notes)? {
                codes.tell_apart(&mut line);
                lines.push(parcel.apply(line, own));
                accounts.push(parcel.settlement);
            }
            let [sums, days, references] =
                ["line_refunded", "line_refunded_at", "line_refund_reference"].map(|column| row.get(column));
            let sku = lines.last().map(|line| line.sku.as_str());
            let cells = GivenBack {
                column: "line_refunded",
                sums: sums.as_ref(),
                days: days.as_ref(),
                references: references.as_ref(),
                now: self.now,
                placed: (placed_at, &placed),
            };
            given.extend(paid::given_back(&cells, currency, sku, &mut notes)?);
        }
        let [sums, days, references] =
            ["refunded", "refunded_at", "refund_reference"].map(|column| self.one(column));
        let cells = GivenBack {
            column: "refunded",
            sums: sums.as_ref(),
            days: days.as_ref(),
            references: references.as_ref(),
            now: self.now,
            placed: (placed_at, &placed),
        };
        given.extend(paid::given_back(&cells, currency, None, &mut notes)?);
        if let Some(cell) = self.one("discount") {
            paid::share_discount(&cell, currency, &mut lines)?;
        }
        let shipping_fee = self.one("shipping_fee").map(|cell| cell.sum(currency)).transpose()?;
        if first.is_shopify() {
            let (subtotal, taxes, total) = (self.one("subtotal"), self.one("taxes"), self.one("total"));
            let sums = Sums { subtotal: subtotal.as_ref(), taxes: taxes.as_ref(), total: total.as_ref() };
            sums.share(currency, shipping_fee, &mut lines)?;
        }
        self.notes.extend(notes);
        let mut order = Order {
            number: number.as_str().to_owned(),
            status: together(&parcels),
            currency,
            placed_at,
            ship_by: latest(parcels.iter().filter_map(|parcel| parcel.ship_by)),
            shipped_at: latest(parcels.iter().filter_map(|parcel| parcel.shipped_at)),
            promised_by: parcels.iter().filter_map(|parcel| parcel.promised_by).max(),
            extra_time_until: None,
            looked_at: None,
            delivered_at: delivered(&parcels),
            shipping_fee,
            free_shipping: false,
            terms: Terms {
                tier: self.one("tier").map(|cell| tier(&cell)).transpose()?,
                is_business: self.one("business").map(|cell| business(&cell)).transpose()?.unwrap_or(false),
                is_over: parcels.iter().any(|parcel| parcel.is_over),
                ..Terms::default()
            },
            payments: Vec::new(),
            given_outside: given,
            tracking: tracking(&parcels),
            lines,
        };
        self.pay(&mut order)?;
        if accounts.is_empty() {
            accounts.extend(parcels.iter().map(|parcel| parcel.settlement));
        }
        settled::enter(&mut order, &accounts, self.one("payment_amount").is_some());
        paid::tell_parts(&mut order);
        let contacts = self.contacts()?;
        let place = first.get("order_number").map_or_else(String::new, |cell| cell.place());
        let buyer = self.buyer();
        Ok(ReadOrder { order, contacts, buyer, place, notes: self.notes })
    }

    /// Enters what came in, and says where that is not what the lines and the freight come to.
    fn pay(&mut self, order: &mut Order) -> Result<(), Skipped> {
        let (means, amounts) = (self.one("payment_means"), self.one("payment_amount"));
        let asked = order.came_in();
        order.payments = paid::payments(means.as_ref(), amounts.as_ref(), order)?;
        if let (Some(cell), Some(asked), Some(came_in)) = (amounts, asked, order.came_in())
            && asked != came_in
        {
            self.note(cell.flaw(&format!(
                "comes to {came_in}, and the lines with the freight to {asked}; both are kept"
            )));
        }
        Ok(())
    }

    /// Every column of the whole order says the same in all rows that fill it in.
    fn agree(&self) -> Result<(), Skipped> {
        let of_order =
            COLUMNS.iter().filter(|(name, scope)| *scope == Scope::Order && *name != "order_number");
        for (column, _) in of_order {
            let mut filled = self.cells.iter().filter_map(|row| row.get(column));
            let Some(first) = filled.next() else { continue };
            if let Some(other) = filled.find(|cell| !is_same(cell.text, first.text)) {
                let reason =
                    "differs from the rows before, and an order has one only; expected the same or nothing";
                let flaw = other.flaw(reason);
                return Err(Skipped { place: format!("{}, and {}", flaw.place, first.place()), ..flaw });
            }
        }
        Ok(())
    }

    /// Nothing that matters was lost with the encoding; a garbled text is reported.
    fn is_whole(&mut self) -> Result<(), Skipped> {
        let cells: Vec<Cell<'f>> = self
            .cells
            .iter()
            .flat_map(|row| COLUMNS.iter().filter_map(|(column, _)| row.get(column)))
            .collect();
        for cell in cells.iter().filter(|cell| cell.text.contains('\u{fffd}')) {
            let flaw =
                cell.flaw("has characters that can't be read; save the file as UTF-8, or name its encoding");
            if !cell.is_text() {
                return Err(flaw);
            }
            self.note(flaw);
        }
        Ok(())
    }

    /// The cell of a column that belongs to the whole order.
    fn one(&self, column: &'static str) -> Option<Cell<'f>> {
        self.cells.iter().find_map(|row| row.get(column))
    }

    /// Days stand in the order in which they happen.
    fn in_order(
        &mut self,
        placed_at: OrderTime,
        placed: &Cell<'_>,
        parcel: &mut Parcel<'_>,
    ) -> Result<(), Skipped> {
        if let (Some(delivered_at), Some(cell)) = (parcel.delivered_at, &parcel.delivered)
            && is_before(delivered_at, placed_at)
        {
            let flaw = cell.flaw("lies before `placed_at`; nothing is delivered before it is ordered");
            return Err(Skipped { place: format!("{}, and {}", flaw.place, placed.place()), ..flaw });
        }
        // Held to such a promise every parcel would be late, by years and for money.
        if parcel.promised_by.is_some_and(|day| day + TimeDelta::days(1) < moment(placed_at).date())
            && let Some(cell) = &parcel.promised
        {
            self.note(cell.flaw("lies before `placed_at` and is left out"));
            parcel.promised_by = None;
        }
        if parcel.status == OrderStatus::Delivered && parcel.delivered_at.is_none() {
            self.note(
                parcel.word.flaw("says it came, and `delivered_at` does not say when; days can't be counted"),
            );
        }
        if let (Some(shipped_at), Some(cell)) = (parcel.shipped_at, &parcel.shipped) {
            if is_before(shipped_at, placed_at) {
                self.note(cell.flaw("lies before `placed_at`; taken as it is, please check"));
            }
            if parcel.delivered_at.is_some_and(|delivered_at| is_before(delivered_at, shipped_at)) {
                self.note(cell.flaw("lies after `delivered_at`; taken as it is, please check"));
            }
        }
        Ok(())
    }

    fn note(&mut self, note: Skipped) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// What proves the order. One contact that can't be read is reported; it costs the order only where it is
    /// the only one.
    fn contacts(&mut self) -> Result<KnownContacts, Skipped> {
        let mut flaws = Vec::new();
        let mut read = |column: &'static str, expected: &str, is_good: &dyn Fn(&str) -> bool| {
            let cell = self.cells.iter().find_map(|row| row.get(column))?;
            let is_rounded = cell.is_rounded();
            if !is_rounded && is_good(cell.text) {
                return Some(cell.text.to_owned());
            }
            let reason = match cell.text {
                _ if is_rounded => "was rounded by a spreadsheet".to_owned(),
                text if placeholder::is_nothing(text) => "stands for nothing and is left out".to_owned(),
                _ => format!("can't prove an order and is left out; expected {expected}"),
            };
            flaws.push(cell.flaw(&reason));
            None
        };
        let email = read("email", "an address such as `name@example.com`", &|text| {
            Email::parse(text).is_ok_and(|email| email.is_usable())
        });
        let phone = read("phone", "a number of 5 to 15 digits", &|text| {
            Phone::parse(text).is_ok_and(|phone| phone.is_usable())
        });
        let postcode = read("postcode", "a postcode", &|text| {
            Contact::of_postcode(text).is_ok_and(|postcode| postcode.is_usable())
        });
        let contacts = KnownContacts {
            email: email.and_then(|text| Email::parse(&text).ok()),
            phone: phone.and_then(|text| Phone::parse(&text).ok()),
            postcode,
        };
        match flaws.first() {
            Some(flaw) if contacts.is_empty() => Err(Skipped {
                reason: format!("no contact by which the buyer could prove it: {}", flaw.reason),
                ..flaw.clone()
            }),
            _ => {
                for flaw in flaws {
                    self.note(flaw);
                }
                Ok(contacts)
            }
        }
    }

    /// The shop's number of the customer. One that names nobody would make strangers one person.
    fn buyer(&mut self) -> Option<String> {
        let cell = self.one("customer")?;
        if cell.is_rounded() || placeholder::names_nobody(cell.text) {
            self.note(cell.flaw("names nobody in particular; the order stands for itself"));
            return None;
        }
        Some(cell.text.to_owned())
    }
}

fn tier(cell: &Cell<'_>) -> Result<Tier, Skipped> {
    Tier::from_code(&cell.text.to_lowercase()).ok_or_else(|| {
        let known: Vec<&str> = Tier::ALL.iter().map(|tier| tier.code()).collect();
        cell.flaw(&format!("is not known; expected one of {}", known.join(", ")))
    })
}

/// Whether a business bought it.
fn business(cell: &Cell<'_>) -> Result<bool, Skipped> {
    match cell.text.to_lowercase().as_str() {
        "yes" | "true" | "1" | "y" | "是" | "business" | "b2b" | "企业" | "企業" => Ok(true),
        "no" | "false" | "0" | "n" | "否" | "private" | "b2c" | "个人" | "個人" => Ok(false),
        _ => Err(cell.flaw("is not known; expected yes or no")),
    }
}

fn nothing(number: &str) -> Skipped {
    Skipped { reason: "it has no rows".to_owned(), place: number.to_owned() }
}

/// A moment to compare with another; wall time is taken as it stands.
pub(super) const fn moment(time: OrderTime) -> chrono::NaiveDateTime {
    match time {
        OrderTime::Exact(exact) => exact.naive_utc(),
        OrderTime::Wall(local) => local,
    }
}

/// Whether `a` certainly lies before `b`. Beside an exact moment wall time is good to a day, and a day that was
/// given without a time is its beginning.
pub(super) fn is_before(a: OrderTime, b: OrderTime) -> bool {
    match (a, b) {
        (OrderTime::Exact(a), OrderTime::Exact(b)) => a < b,
        (OrderTime::Wall(a), OrderTime::Wall(b)) if a.time() == NaiveTime::MIN => a.date() < b.date(),
        (OrderTime::Wall(a), OrderTime::Wall(b)) => a < b,
        _ => moment(a) + TimeDelta::days(1) < moment(b),
    }
}

pub(super) fn is_same(a: &str, b: &str) -> bool {
    a == b || a.to_lowercase() == b.to_lowercase()
}
