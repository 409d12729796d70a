//! Finding what is on a page by role and name, as Chromium tells them to a screen reader.
//!
//! A name matches as a whole, or by a part when no whole name matches. Several matches are an error unless the first
//! is asked for: a test that clicks the wrong one of two is worse than one that fails.

use super::Browser;
use serde_json::{Value, json};
use thirtyfour::prelude::*;

/// One thing on the page.
#[derive(Clone, Debug)]
struct Found {
    name: String,
    node: Value,
}

impl Browser {
    /// Waits for the one thing of this role and name.
    pub async fn find(&self, role: &str, name: &str) -> WebElement {
        self.wait_for(&format!("one {role} “{name}”"), async || self.look_for(role, name).await).await
    }

    /// Waits until there is something of this role and name.
    pub async fn see_a(&self, role: &str, name: &str) {
        self.wait_for(&format!("a {role} “{name}”"), async || {
            Ok((!matching(self.all(role).await?, name).is_empty()).then_some(()))
        })
        .await;
    }

    /// Waits until nothing of this role and name is left.
    pub async fn see_no(&self, role: &str, name: &str) {
        self.wait_for(&format!("no {role} “{name}”"), async || {
            Ok(matching(self.all(role).await?, name).is_empty().then_some(()))
        })
        .await;
    }

    /// The names of everything of a role, in the order of the page, as it is now.
    pub async fn names(&self, role: &str) -> Vec<String> {
        let all = self.all(role).await.unwrap_or_else(|error| panic!("asking for each {role}: {error}"));
        all.into_iter().map(|found| found.name).collect()
    }

    /// Waits until the words are on the page, seen by everybody.
    pub async fn see(&self, words: &str) {
        self.wait_for(&format!("the words “{words}”"), async || {
            Ok(self.visible_text().await?.contains(&one_line(words)).then_some(()))
        })
        .await;
    }

    /// Waits until the words are gone.
    pub async fn see_gone(&self, words: &str) {
        self.wait_for(&format!("the words “{words}” to go"), async || {
            Ok((!self.visible_text().await?.contains(&one_line(words))).then_some(()))
        })
        .await;
    }

    /// All words that are seen, on one line.
    pub async fn text(&self) -> String {
        self.visible_text().await.unwrap_or_else(|error| panic!("reading the page: {error}"))
    }

    async fn visible_text(&self) -> WebDriverResult<String> {
        let text = self.try_run("return document.body.innerText", vec![]).await?;
        Ok(one_line(text.as_str().unwrap_or_default()))
    }

    /// Waits for the first thing that a CSS selector names; for what has an id but no name of its own.
    pub async fn select(&self, css: &str) -> WebElement {
        self.wait_for(&format!("`{css}`"), async || {
            Ok(self.web().find_all(By::Css(css)).await?.into_iter().next())
        })
        .await
    }

    /// How many things a CSS selector names now.
    pub async fn count(&self, css: &str) -> usize {
        self.try_count(css).await.unwrap_or_else(|error| panic!("counting `{css}`: {error}"))
    }

    pub(crate) async fn try_count(&self, css: &str) -> WebDriverResult<usize> {
        Ok(self.web().find_all(By::Css(css)).await?.len())
    }

    /// Waits for the first thing that a CSS selector names to have words, and reads them.
    pub async fn words_of(&self, css: &str) -> String {
        self.wait_for(&format!("words in `{css}`"), async || {
            let words = self.try_words_of(css).await?;
            Ok((!words.is_empty()).then_some(words))
        })
        .await
    }

    /// The words there now; none when it is not there.
    pub(crate) async fn try_words_of(&self, css: &str) -> WebDriverResult<String> {
        let script = "return document.querySelector(arguments[0])?.innerText ?? ''";
        Ok(one_line(self.try_run(script, vec![css.into()]).await?.as_str().unwrap_or_default()))
    }

    pub(super) async fn look_for(&self, role: &str, name: &str) -> WebDriverResult<Option<WebElement>> {
        match matching(self.all(role).await?, name).as_slice() {
            [only] => self.element(only).await.map(Some),
            _ => Ok(None),
        }
    }

    /// Everything of a role.
    async fn all(&self, role: &str) -> WebDriverResult<Vec<Found>> {
        let document = self.try_tell("DOM.getDocument", json!({ "depth": 0 })).await?;
        let query = json!({ "nodeId": document["root"]["nodeId"], "role": role });
        let answer = self.try_tell("Accessibility.queryAXTree", query).await?;
        let nodes = answer["nodes"].as_array().cloned().unwrap_or_default();
        Ok(nodes
            .into_iter()
            .filter(|node| node["ignored"] != Value::Bool(true))
            .map(|node| Found {
                name: one_line(node["name"]["value"].as_str().unwrap_or_default()),
                node: node["backendDOMNodeId"].clone(),
            })
            .collect())
    }

    /// The same thing in the words of the driver.
    async fn element(&self, found: &Found) -> WebDriverResult<WebElement> {
        let object = self.try_tell("DOM.resolveNode", json!({ "backendNodeId": found.node })).await?;
        let keep = "function() { window.__found = this.nodeType === 1 ? this : this.parentElement; }";
        let call =
            json!({ "objectId": object["object"]["objectId"], "functionDeclaration": keep, "silent": true });
        self.try_tell("Runtime.callFunctionOn", call).await?;
        self.web().execute("return window.__found", vec![]).await?.element()
    }
}

/// Those whose whole name it is; if there is none, those in whose name it is.
fn matching(all: Vec<Found>, name: &str) -> Vec<Found> {
    let name = one_line(name);
    let whole: Vec<Found> = all.iter().filter(|found| found.name == name).cloned().collect();
    if whole.is_empty() {
        all.into_iter().filter(|found| found.name.contains(&name)).collect()
    } else {
        whole
    }
}

/// Runs of white space as one space.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(names: &[&str]) -> Vec<Found> {
        names.iter().map(|name| Found { name: (*name).to_owned(), node: Value::Null }).collect()
    }

    #[test]
    fn whole_name_goes_before_a_part_of_one() {
        let found = |name| matching(named(&["Send", "Send complaint", "Change"]), name).len();
        assert_eq!((found("Send"), found("complaint"), found("e"), found("Offer")), (1, 1, 3, 0));
    }
}
