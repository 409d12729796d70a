//! A page of the queue among ten thousand cases and among a million.

use crate::figure;
use crate::line::Line;
use crate::shop::{agent, complaints};
use books::cases::{CaseRow, changes};
use books::queue::Place;
use domain::id::CaseId;
use domain::order::OrderTime;
use domain::order::ledger::OfCase;
use eventlog::Append;
use std::time::{Duration, Instant};
use tests::app::App;
use uuid::Uuid;

/// How many cases, first and then.
const FEW: u64 = 10_000;
const MANY: u64 = 1_000_000;
/// How many pages are asked for each time.
const PAGES: u32 = 600;
const BUDGET: Duration = Duration::from_millis(20);
const GROWTH: f64 = 2.0;

/// Fills the queue twice and reads it.
pub(crate) async fn measure() {
    let app = App::start().await;
    let one = complaints(&app, 1, 1).await.remove(0);
    let mut line = Line::open(&app.url, "customer").await;
    line.ask("POST", "/api/commands", &one.cookie, &one.body).await.ok();
    let cookie = agent(&app).await;
    fill(&app, 0, FEW).await;
    let few = read(&app, &cookie).await;
    fill(&app, FEW, MANY).await;
    let many = read(&app, &cookie).await;
    let p99 = figure::within(&many, 0.99);
    figure::judge("queue, 50 of 1,000,000 cases, p99", &figure::millis(p99), "20 ms", p99 <= BUDGET);
    let (before, after) = (figure::within(&few, 0.5), figure::within(&many, 0.5));
    let growth = after.as_secs_f64() / before.as_secs_f64();
    let value = format!("{growth:.2} times ({} to {})", figure::millis(before), figure::millis(after));
    figure::judge("queue, from 10,000 to 1,000,000 cases", &value, "below 2 times", growth < GROWTH);
}

/// Adds cases after the one there is, from the number `from` to `to`, as their projections.
async fn fill(app: &App, from: u64, to: u64) {
    eprintln!("queue: {to} cases");
    let books = &app.state.store;
    let one = books.cases_after(CaseId(Uuid::nil()), 1).await.unwrap().remove(0);
    let row = one.row.unwrap();
    let mut tables = Vec::new();
    for number in from + 1..=to {
        let case = CaseId(Uuid::new_v4());
        let due = 1_773_000_000_000 + i64::try_from(number * 7_919 % 1_000_003).unwrap() * 1_000;
        // What a queue shows is the first case's row under another name; where it stands follows its own due time.
        let kept = CaseRow {
            person: one.person,
            order: format!("load-{number}"),
            due,
            places: ["open", "unassigned"].map(|view| Place(view.to_owned(), String::new(), due)).to_vec(),
            row: row.replace(&one.case.to_string(), &case.to_string()),
            gives: OfCase {
                case,
                person: one.person,
                placed_at: OrderTime::parse("2026-03-01T00:00:00Z").unwrap(),
                bought: None,
                entries: Vec::new(),
                goodwill: None,
                back: Vec::new(),
                by_agents: None,
                besides: None,
                parcels: Vec::new(),
            },
        };
        tables.extend(changes(case, 1, &one.number, &[], &kept).unwrap());
        if tables.len() > 5_000 || number == to {
            books
                .log()
                .append(Append { tables: std::mem::take(&mut tables), ..Append::default() })
                .await
                .unwrap();
        }
    }
}

/// Reads the first page, the pages after it, and pages from anywhere, one at a time.
async fn read(app: &App, cookie: &str) -> Vec<Duration> {
    let mut line = Line::open(&app.url, "console").await;
    let mut times = Vec::new();
    let mut after = String::new();
    for idx in 0..PAGES {
        let path = match idx % 3 {
            0 => "/api/cases?view=open&limit=50".to_owned(),
            1 => format!("/api/cases?view=open&limit=50&after={after}"),
            _ => {
                let due = 1_773_000_000_000 + u64::from(idx) * 7_654_321 % 1_000_003 * 1_000;
                format!("/api/cases?view=open&limit=50&after={due}~{}", uuid::Uuid::nil())
            }
        };
        let started = Instant::now();
        let answer = line.ask("GET", &path, cookie, "").await;
        times.push(started.elapsed());
        let page = answer.ok();
        assert!(!page["rows"].as_array().unwrap().is_empty(), "{page}");
        page["next"].as_str().unwrap_or_default().clone_into(&mut after);
    }
    times
}
