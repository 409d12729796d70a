//! The Olist data set: eight tables of a Brazilian marketplace, read as one stream of orders.
//!
//! Its times carry no offset and are kept as wall times; its sums are Brazilian reais; buyers prove an order by
//! the front of their postcode, the only contact the data set has. Orders whose goods could not be had carry no
//! items and are taken as they are.

use super::{ReadOrder, Skipped, SourceFault};
use crate::secret::KnownContacts;
use chrono::NaiveDate;
use domain::compensation::money::{Currency, Money};
use domain::order::terms::Terms;
use domain::order::{Background, Order, OrderLine, OrderStatus, OrderTime, Trait};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

#[derive(Deserialize)]
struct OrderRecord {
    order_id: String,
    customer_id: String,
    order_status: String,
    order_purchase_timestamp: String,
    order_delivered_carrier_date: String,
    order_delivered_customer_date: String,
    order_estimated_delivery_date: String,
}

#[derive(Deserialize)]
struct ItemRecord {
    order_id: String,
    product_id: String,
    seller_id: String,
    shipping_limit_date: String,
    price: String,
    freight_value: String,
}

#[derive(Deserialize)]
#[expect(clippy::struct_field_names, reason = "the columns of the data set are named so")]
struct CustomerRecord {
    customer_id: String,
    customer_unique_id: String,
    customer_zip_code_prefix: String,
}

#[derive(Deserialize)]
struct ProductRecord {
    product_id: String,
    product_category_name: String,
}

#[derive(Deserialize)]
struct TranslationRecord {
    product_category_name: String,
    product_category_name_english: String,
}

/// The data set, opened: the side tables in memory, the orders still to be read.
pub struct Olist {
    orders: csv::Reader<File>,
    customers: BTreeMap<String, CustomerRecord>,
    items: BTreeMap<String, Vec<ItemRecord>>,
    categories: BTreeMap<String, String>,
    /// How many bytes of orders there are to read.
    pub n_bytes: u64,
}

fn open<T: DeserializeOwned>(dir: &Path, name: &str, mut each: impl FnMut(T)) -> Result<(), SourceFault> {
    let path = dir.join(name);
    let fault = |source| SourceFault::Unreadable { path: path.clone(), source };
    let mut reader = csv::Reader::from_path(&path).map_err(fault)?;
    for record in reader.deserialize() {
        each(record.map_err(fault)?);
    }
    Ok(())
}

impl Olist {
    /// Opens the data set in the folder `dir`.
    pub fn open(dir: &Path) -> Result<Self, SourceFault> {
        let mut customers = BTreeMap::new();
        open(dir, "olist_customers_dataset.csv", |record: CustomerRecord| {
            customers.insert(record.customer_id.clone(), record);
        })?;
        let mut items: BTreeMap<String, Vec<ItemRecord>> = BTreeMap::new();
        open(dir, "olist_order_items_dataset.csv", |record: ItemRecord| {
            items.entry(record.order_id.clone()).or_default().push(record);
        })?;
        let mut english = BTreeMap::new();
        open(dir, "product_category_name_translation.csv", |record: TranslationRecord| {
            english.insert(record.product_category_name, record.product_category_name_english);
        })?;
        let mut categories = BTreeMap::new();
        open(dir, "olist_products_dataset.csv", |record: ProductRecord| {
            let category = english.get(&record.product_category_name).cloned();
            categories.insert(record.product_id, category.unwrap_or(record.product_category_name));
        })?;
        let path = dir.join("olist_orders_dataset.csv");
        let fault = |source| SourceFault::Unreadable { path: path.clone(), source };
        let n_bytes = std::fs::metadata(&path).map_err(|error| fault(error.into()))?.len();
        Ok(Self {
            orders: csv::Reader::from_path(&path).map_err(fault)?,
            customers,
            items,
            categories,
            n_bytes,
        })
    }

    /// How many bytes of orders have been read.
    pub fn position(&self) -> u64 {
        self.orders.position().byte()
    }

    /// The next order, or why it is left out; none at the end.
    pub fn next_order(&mut self) -> Option<Result<ReadOrder, Skipped>> {
        let mut record = csv::StringRecord::new();
        let line = self.orders.position().line();
        let skipped = |reason: String| Some(Err(Skipped { reason, place: format!("line {line}") }));
        match self.orders.read_record(&mut record) {
            Ok(false) => return None,
            Ok(true) => {}
            Err(error) => return skipped(format!("unreadable row: {error}")),
        }
        let header = self.orders.headers().ok().cloned();
        match record.deserialize(header.as_ref()) {
            Ok(record) => Some(self.read(record)),
            Err(error) => skipped(format!("unreadable row: {error}")),
        }
    }

    fn read(&mut self, record: OrderRecord) -> Result<ReadOrder, Skipped> {
        let number = record.order_id.clone();
        let skipped = |reason: &str| Skipped { reason: reason.to_owned(), place: number.clone() };
        let customer = self
            .customers
            .get(&record.customer_id)
            .ok_or_else(|| skipped("its customer is not in the data set"))?;
        let contacts = KnownContacts {
            postcode: Some(customer.customer_zip_code_prefix.clone()),
            ..KnownContacts::default()
        };
        let buyer = Some(customer.customer_unique_id.clone());
        let items = self.items.remove(&record.order_id).unwrap_or_default();
        let order = self.order(record, &items).map_err(|reason| skipped(&reason))?;
        Ok(ReadOrder { order, contacts, buyer, place: number.clone(), notes: Vec::new() })
    }

    fn order(&self, record: OrderRecord, items: &[ItemRecord]) -> Result<Order, String> {
        let currency = Currency::from_code("BRL").ok_or("Brazilian reais are not known here")?;
        let mut shipping_fee = Money::zero(currency);
        let mut ship_by = None;
        let mut lines: Vec<OrderLine> = Vec::new();
        for item in items {
            let price = money(&item.price, currency)?;
            shipping_fee = shipping_fee
                .checked_add(money(&item.freight_value, currency)?)
                .ok_or("its freight is too large")?;
            // Several sellers ship by days of their own; the order is late only after the last of them.
            let limit = time(&item.shipping_limit_date)?;
            ship_by = latest(ship_by, limit);
            self.add_line(&mut lines, item, price);
        }
        let estimated = time(&record.order_estimated_delivery_date)?;
        Ok(Order {
            number: record.order_id,
            status: status(&record.order_status)?,
            currency,
            placed_at: time(&record.order_purchase_timestamp)?.ok_or("it has no time of purchase")?,
            ship_by,
            shipped_at: time(&record.order_delivered_carrier_date)?,
            promised_by: estimated.map(wall_day),
            extra_time_until: None,
            looked_at: None,
            delivered_at: time(&record.order_delivered_customer_date)?,
            shipping_fee: (!items.is_empty()).then_some(shipping_fee),
            free_shipping: false,
            terms: Terms::default(),
            payments: Vec::new(),
            given_outside: Vec::new(),
            tracking: None,
            lines,
        })
    }

    fn add_line(&self, lines: &mut Vec<OrderLine>, item: &ItemRecord, unit_price: Money) {
        let is_same = |line: &&mut OrderLine| {
            line.sku.starts_with(&item.product_id)
                && line.unit_price == unit_price
                && line.seller.as_deref() == Some(&item.seller_id)
        };
        if let Some(line) = lines.iter_mut().find(is_same) {
            line.quantity = line.quantity.saturating_add(1);
            return;
        }
        // The same product from another seller or at another price is a line of its own.
        let n_alike = lines.iter().filter(|line| line.sku.starts_with(&item.product_id)).count();
        let sku = match n_alike {
            0 => item.product_id.clone(),
            n => format!("{}-{}", item.product_id, n + 1),
        };
        let category = self.categories.get(&item.product_id).map_or("", String::as_str);
        lines.push(OrderLine {
            title: title(category, &item.product_id),
            sku,
            unit_price,
            quantity: 1,
            paid: None,
            traits: traits(category),
            own_traits: Vec::new(),
            kind: None,
            bundle: None,
            period: None,
            delivered_at: None,
            status: None,
            background: Background::default(),
            seller: Some(item.seller_id.clone()),
        });
    }
}

/// `health_beauty` of product `8cab8aab…` reads `Health beauty (8cab8aa)`.
fn title(category: &str, product: &str) -> String {
    let mark: String = product.chars().take(7).collect();
    let words = category.replace('_', " ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => format!("{}{} ({mark})", first.to_uppercase(), letters.as_str()),
        None => format!("Product ({mark})"),
    }
}

fn traits(category: &str) -> Vec<Trait> {
    const DURABLE: &[&str] = &["appliances", "computers", "telephony", "electronics", "consoles", "tablets"];
    const FOOD: &[&str] = &["food", "drinks"];
    let names = |words: &[&str]| words.iter().any(|word| category.split('_').any(|part| part == *word));
    let mut traits = Vec::new();
    // Accessories of computers are cables and bags, not computers.
    if names(DURABLE) && !names(&["accessories"]) {
        traits.push(Trait::Durable);
    }
    if names(FOOD) {
        traits.push(Trait::Food);
    }
    traits
}

fn status(text: &str) -> Result<OrderStatus, String> {
    match text {
        "created" | "approved" | "invoiced" | "processing" => Ok(OrderStatus::Placed),
        "shipped" => Ok(OrderStatus::Shipped),
        "delivered" => Ok(OrderStatus::Delivered),
        "canceled" => Ok(OrderStatus::Cancelled),
        "unavailable" => Ok(OrderStatus::Unavailable),
        other => Err(format!("its status `{other}` is not known")),
    }
}

fn money(text: &str, currency: Currency) -> Result<Money, String> {
    Money::parse(text, currency).map_err(|error| format!("an amount is {error}"))
}

fn time(text: &str) -> Result<Option<OrderTime>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    OrderTime::parse(text).map(Some).ok_or_else(|| "a time is unreadable".to_owned())
}

fn wall_day(time: OrderTime) -> NaiveDate {
    match time {
        OrderTime::Wall(local) => local.date(),
        OrderTime::Exact(moment) => moment.date_naive(),
    }
}

fn latest(known: Option<OrderTime>, other: Option<OrderTime>) -> Option<OrderTime> {
    match (known, other) {
        (Some(OrderTime::Wall(a)), Some(OrderTime::Wall(b))) => Some(OrderTime::Wall(a.max(b))),
        (None, other) => other,
        (known, _) => known,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_name_the_category_and_tell_products_apart() {
        assert_eq!(title("health_beauty", "8cab8aabac59"), "Health beauty (8cab8aa)");
        assert_eq!(title("", "8cab8aabac59"), "Product (8cab8aa)");
    }

    #[test]
    fn computers_are_durable_and_their_accessories_are_not() {
        assert_eq!(traits("computers"), [Trait::Durable]);
        assert_eq!(traits("computers_accessories"), []);
        assert_eq!(traits("food_drink"), [Trait::Food]);
    }
}
