//! A case: the facts somebody would have in hand, the packs in force and, where it is a test, what must come out.
//!
//! The keys are those of `policies/cases/README.md`. A key nobody knows is an error, and so is what can't be: a
//! delivery before the order, an amount with more decimals than its currency has, a sum that does not fit.

mod earlier;
mod order;
mod own_words;

use crate::category::{Category, Kind};
use crate::compensation::money::{Currency, Money};
use crate::complaint::wishes::wishes;
use crate::finding::{Condition, Fault, Findings, Standing};
use crate::order::given::Given;
use crate::order::{Order, OrderTime};
use crate::policy::authoring::case_checks::{Asked, MOST_MINOR, check_return};
use crate::policy::authoring::expectation::{Expectation, expectation};
use crate::policy::authoring::mistake::Mistake;
use crate::policy::authoring::pack_file::{day, texts_in};
use crate::policy::authoring::reader::{Found, Named, Source, Table};
use crate::policy::decide::Decision;
use crate::policy::facts::{Complained, Facts, Tier};
use crate::policy::rule::Texts;
use crate::policy::uncovered::{Uncovered, uncovered};
use crate::remedy::Remedy;
use crate::triage::{told, triage};
use crate::zone::{Zone, Zones};
use chrono::{DateTime, FixedOffset, NaiveDate};

/// A case as read from a file.
#[derive(Clone, Debug)]
pub struct CaseFile {
    /// What it is about; the comment with which the file begins, in every language, where it has no title.
    pub title: Texts,
    /// Ids of the packs in force, in their order.
    pub packs: Vec<String>,
    /// The moment the question is put.
    pub asked_at: DateTime<FixedOffset>,
    /// The zone in which days are counted.
    pub zone: Zone,
    /// What the complaint is about.
    pub category: Category,
    /// What the customer wishes.
    pub wants: Vec<Remedy>,
    /// The story, where there is one.
    pub text: Option<String>,
    /// The order.
    pub order: Order,
    /// Line by line, how many pieces are complained about.
    pub complained: Vec<u32>,
    /// What is established.
    pub findings: Findings,
    /// The customer's tier.
    pub tier: Tier,
    /// Complaints on this order before.
    pub complaints_on_order: u32,
    /// What cases on this order gave before.
    pub earlier: Vec<Given>,
    /// What must come out, where the case is a test.
    pub expect: Option<Expectation>,
    /// The words of the shop's own that it names, and where.
    named: Vec<Named>,
}

impl CaseFile {
    /// What it asks for and no rule speaks of, under a decision on it.
    pub fn uncovered(&self, decision: &Decision) -> Option<Uncovered> {
        uncovered(decision, &self.wants, self.text.as_deref().unwrap_or_default())
    }

    /// What arrived, by its words: whoever ticked a wish asks for more than an answer.
    fn kind(&self) -> Kind {
        let told = self.text.as_deref().filter(|_| self.wants.is_empty());
        told.and_then(|text| triage(text).kind).map_or(Kind::Complaint, |judged| judged.value)
    }

    /// The case as a question to the engine.
    pub fn facts(&self) -> Facts<'_> {
        Facts {
            asked_at: self.asked_at,
            zone: &self.zone,
            category: self.category,
            kind: self.kind(),
            wants: &self.wants,
            order: &self.order,
            complained: Complained::Counts(&self.complained),
            findings: &self.findings,
            tier: self.tier,
            complaints_on_order: self.complaints_on_order,
            earlier: &self.earlier,
            offered: &[],
        }
    }
}

/// Reads a case, whose zone `zones` knows; all mistakes at once.
pub fn parse_case(file: &str, text: &str, zones: &dyn Zones) -> Result<CaseFile, Vec<Mistake>> {
    let source = Source::new(file, text);
    let parsed = source.parse();
    let read = parsed.as_ref().and_then(|table| {
        let root = Table::root(&source, table);
        let read = case(&root, zones);
        root.finish();
        read
    });
    let mistakes = source.into_mistakes();
    match read {
        Some(case) if mistakes.is_empty() => Ok(case),
        _ => Err(mistakes),
    }
}

fn case(root: &Table<'_, '_>, zones: &dyn Zones) -> Option<CaseFile> {
    let title = root.find("title").and_then(|found| texts_in(&found)).unwrap_or_else(|| {
        let said = root.source.opening_comment();
        Texts { zh_hans: said.clone(), zh_hant: said.clone(), en: said }
    });
    let packs = root.need("packs", "a list of pack ids such as [\"cn-law\"]");
    let packs = packs.and_then(|found| {
        let ids = found.list("a list of pack ids such as [\"cn-law\"]")?;
        if ids.is_empty() {
            found.wrong("a list with at least one pack id");
        }
        if ids.iter().enumerate().any(|(place, id)| ids.iter().take(place).any(|other| other == id)) {
            found.wrong("a list that names each pack once");
        }
        Some(ids)
    });
    let asked_at = root.need("asked_at", "a moment with an offset such as `2026-03-12T10:20:00+08:00`");
    let asked_at = asked_at.and_then(|found| {
        let expected = "a moment with an offset such as `2026-03-12T10:20:00+08:00`";
        let moment = DateTime::parse_from_rfc3339(&found.moment(expected)?).ok();
        if moment.is_none() {
            found.wrong(expected);
        }
        moment
    });
    let asked = Asked::of(root, asked_at, zones);
    let complaint = root.need("complaint", "a table with category and wants").and_then(|found| found.table());
    let complaint = complaint.and_then(complaint_of);
    let order =
        root.need("order", "a table with currency, placed_at and the lines").and_then(|found| found.table());
    let order = order.and_then(|table| order::order_of(table, asked.as_ref()));
    let currency = order.as_ref().map(|(order, _)| order.currency);
    let findings = root.table("finding").map(|table| findings_of(table, currency)).unwrap_or_default();
    check_return(root, order.as_ref().map(|(order, _)| order), &findings, asked.as_ref());
    let (tier, is_business, complaints_on_order) =
        root.table("customer").map_or((Tier::Regular, false, 0), customer_of);
    let earlier = if let (Some((order, _)), Some(asked_at)) = (&order, asked_at) {
        earlier::earlier_of(root, order, asked_at)
    } else {
        // Without an order there is nothing to hold the rows against; that they were given is no mistake.
        root.tables("earlier");
        Vec::new()
    };
    let expect = root.table("expect").map(expectation);
    let (category, ticked, text) = complaint?;
    let (mut order, complained) = order?;
    let story = text.as_deref().unwrap_or_default();
    let wants = wishes(&ticked, &[], ((story, &told(story)), &order, category));
    order.terms.is_business = is_business;
    let Asked { at: asked_at, zone } = asked?;
    Some(CaseFile {
        title,
        packs: packs?,
        asked_at,
        zone,
        category,
        wants,
        text,
        order,
        complained,
        findings,
        tier,
        complaints_on_order,
        earlier,
        expect,
        named: root.source.named(),
    })
}

fn complaint_of(table: Table<'_, '_>) -> Option<(Category, Vec<Remedy>, Option<String>)> {
    let category = table.need("category", "a category such as `quality`");
    let category = category.and_then(|found| found.word(Category::ALL, Category::code));
    let wants =
        table.find("wants").map(|found| found.word_list(Remedy::ALL, Remedy::code)).unwrap_or_default();
    let text = table.text("text");
    table.finish();
    Some((category?, wants, text))
}

fn customer_of(table: Table<'_, '_>) -> (Tier, bool, u32) {
    let tier =
        table.find("tier").and_then(|found| found.word(Tier::ALL, Tier::code)).unwrap_or(Tier::Regular);
    let complaints = small(&table, "complaints_on_order", 0, 1_000_000).unwrap_or(0);
    let is_business = table.flag("is_business").unwrap_or(false);
    table.finish();
    (tier, is_business, complaints)
}

fn time(table: &Table<'_, '_>, key: &'static str) -> Option<OrderTime> {
    let found = table.find(key)?;
    let expected = "a date and time such as `2026-03-09T18:40:00+08:00`";
    let time = OrderTime::parse(&found.moment(expected)?);
    if time.is_none() {
        found.wrong(expected);
    }
    time
}

/// The last moment of a term: a moment, or a day that is in time as a whole.
fn deadline(table: &Table<'_, '_>, key: &'static str) -> Option<OrderTime> {
    let text = table.find(key)?.moment("a day or a date and time")?;
    match text.parse::<NaiveDate>() {
        Ok(day) => day.and_hms_opt(23, 59, 59).map(OrderTime::Wall),
        Err(_) => time(table, key),
    }
}

/// A day that is in time as a whole: a day, or a moment on it in the zone in which days are counted.
fn last_day(table: &Table<'_, '_>, key: &'static str, asked: Option<&Asked>) -> Option<NaiveDate> {
    let text = table.find(key)?.moment("a day such as `2026-03-09`")?;
    match (OrderTime::parse(&text), asked) {
        (Some(moment), Some(asked)) => Some(moment.day(&asked.zone)),
        _ => date(table, key),
    }
}

fn date(table: &Table<'_, '_>, key: &'static str) -> Option<NaiveDate> {
    table.find(key).and_then(|found| day(&found))
}

fn money(found: &Found<'_, '_>, currency: Option<Currency>) -> Option<Money> {
    let text = found.text("an amount as text, such as \"12.50\"")?;
    let currency = currency?;
    match Money::parse(&text, currency) {
        Ok(money) if money.minor > MOST_MINOR => {
            found.wrong(&format!("an amount of at most {MOST_MINOR} minor units"));
            None
        }
        Ok(money) => Some(money),
        Err(error) => {
            found.wrong(&format!("an amount in {currency}: {error}; expected a decimal such as \"12.50\""));
            None
        }
    }
}

fn sum(table: &Table<'_, '_>, key: &'static str, currency: Option<Currency>) -> Option<Money> {
    table.find(key).and_then(|found| money(&found, currency))
}

fn small(table: &Table<'_, '_>, key: &'static str, least: i64, most: i64) -> Option<u32> {
    let found = table.find(key)?;
    let expected = format!("a whole number from {least} to {most}");
    let number = found.count(&expected)?;
    if !(least..=most).contains(&number) {
        found.wrong(&expected);
        return None;
    }
    u32::try_from(number).ok()
}

fn findings_of(table: Table<'_, '_>, currency: Option<Currency>) -> Findings {
    let standing =
        |key: &'static str| table.find(key).and_then(|found| found.word(Standing::ALL, Standing::code));
    let findings = Findings {
        // What a case states is established.
        said: Vec::new(),
        defect: standing("defect"),
        misdescription: standing("misdescription"),
        damage_in_transit: standing("damage_in_transit"),
        loss: standing("loss"),
        fraud: standing("fraud"),
        seller_knew: standing("seller_knew"),
        safety: standing("safety"),
        fault: table.find("fault").and_then(|found| found.word(Fault::ALL, Fault::code)),
        condition: table.find("condition").and_then(|found| found.word(Condition::ALL, Condition::code)),
        no_return_confirmed: table.flag("no_return_confirmed"),
        repairs_failed: small(&table, "repairs_failed", 0, 1_000),
        spoiled_percent: small(&table, "spoiled_percent", 0, 100),
        goods_back_at: time(&table, "goods_back_at"),
        notified_at: time(&table, "notified_at"),
        purpose_defeated: standing("purpose_defeated"),
        injury: standing("injury"),
        officially_substandard: standing("officially_substandard"),
        not_performed: standing("not_performed"),
        refund_unpaid: standing("refund_unpaid"),
        unclear_page: standing("unclear_page"),
        carrier_excused: standing("carrier_excused"),
        loss_amount: sum(&table, "loss_amount", currency),
        overcharge: sum(&table, "overcharge", currency),
        use_deduction: sum(&table, "use_deduction", currency),
        wanted_price: sum(&table, "wanted_price", currency),
        wanted_in_stock: table.flag("wanted_in_stock"),
        competitor_price: sum(&table, "competitor_price", currency),
        days_in_repair: small(&table, "days_in_repair", 0, 36_500),
        days_awaiting_part: small(&table, "days_awaiting_part", 0, 36_500),
        within_shelf_life: table.flag("within_shelf_life"),
        return_cost_told: table.flag("return_cost_told"),
        collection_offered: table.flag("collection_offered"),
        delay_agreed: table.flag("delay_agreed"),
        sent_without_consent: table.flag("sent_without_consent"),
        seller_identified: table.flag("seller_identified"),
        cancellation_accepted: table.flag("cancellation_accepted"),
        blocked: table
            .find("blocked")
            .map(|found| found.word_list(Remedy::ALL, Remedy::code))
            .unwrap_or_default(),
    };
    table.finish();
    findings
}
