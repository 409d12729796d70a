//! What can be measured of a page: contrast, names, size of targets, sideways scrolling, jumps, errors.
//!
//! A small checker of our own; it finds the faults that a rule can find and says nothing of good wording or order,
//! which the outline snapshots show to a reader.

use super::Browser;
use serde_json::{Value, json};

/// Notes jumps and errors from before the page's first word.
pub(super) const WATCH: &str = include_str!("watch.js");

const MEASURE: &str = include_str!("audit.js");

/// Roles that must have a name.
const NAMED: [&str; 11] = [
    "button",
    "link",
    "textbox",
    "searchbox",
    "combobox",
    "checkbox",
    "radio",
    "tab",
    "spinbutton",
    "image",
    "dialog",
];

/// Something that is in somebody's way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What kind: `contrast`, `name`, `target`, `sideways`, `language`, `heading`, `id`.
    pub kind: String,
    /// Where on the page.
    pub place: String,
    /// What was measured.
    pub measured: String,
}

impl Browser {
    /// Everything that can be measured and is not as it should be.
    ///
    /// On a touched screen customers get targets of 44 px; the desk is denser.
    pub async fn faults(&self) -> Vec<Fault> {
        let is_desk = self.path().await.starts_with("/console");
        let smallest = if self.look().is_touched && !is_desk { 44 } else { 0 };
        let wishes = json!({ "smallestTarget": smallest });
        let measured = self.run(MEASURE, vec![wishes]).await;
        let words = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let mut faults: Vec<Fault> = measured
            .as_array()
            .into_iter()
            .flatten()
            .map(|fault| Fault {
                kind: words(&fault[0]),
                place: words(&fault[1]),
                measured: words(&fault[2]),
            })
            .collect();
        for role in NAMED {
            let nameless = self.names(role).await.into_iter().filter(String::is_empty).count();
            if nameless > 0 {
                let measured = format!("{nameless} without a name");
                faults.push(Fault { kind: "name".to_owned(), place: role.to_owned(), measured });
            }
        }
        faults
    }

    /// Ends the test when something on the page is in somebody's way.
    pub async fn assert_fit_for_everybody(&self, page: &str) {
        let faults = self.faults().await;
        if !faults.is_empty() {
            let list: Vec<String> = faults
                .iter()
                .map(|fault| format!("  {}: {} {}", fault.kind, fault.place, fault.measured))
                .collect();
            self.fail(&format!("faults of the page “{page}”:\n{}", list.join("\n"))).await;
        }
    }

    /// How far the page has jumped since it was loaded, without anybody touching it, and what moved.
    pub async fn jumps(&self) -> (f64, Vec<String>) {
        // Two frames: what was drawn last is then also measured.
        let script = "return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => \
                      setTimeout(() => done([window.__seen.shift, window.__seen.moved])))))";
        let seen = self.run(script, Vec::new()).await;
        let moved = seen[1].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
        (seen[0].as_f64().unwrap_or_default(), moved.collect())
    }

    /// What went wrong in the page since it was loaded: exceptions and breaches of the content policy.
    pub async fn errors(&self) -> Vec<String> {
        let seen = self.run("return window.__seen?.errors ?? []", Vec::new()).await;
        seen.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// Ends the test when anything went wrong in the page, a panic of the program included.
    pub async fn assert_sound(&self) {
        let mut errors = self.errors().await;
        let log = self.web().browser_log().await.unwrap_or_default();
        errors.extend(
            log.into_iter().filter(|entry| entry.message.contains("panicked")).map(|entry| entry.message),
        );
        if !errors.is_empty() {
            self.fail(&format!("errors in the page: {errors:?}")).await;
        }
    }

    /// Addresses of everything the page has asked for over the network since it was loaded.
    pub async fn requests(&self) -> Vec<String> {
        let script = "return performance.getEntriesByType('resource').map(entry => entry.name)";
        let names = self.run(script, Vec::new()).await;
        names.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    }
}
