//! What hands do: click, type, press keys, choose files. Each waits until the page lets it.

use super::Browser;
use serde_json::{Value, json};
use std::path::Path;
use thirtyfour::error::WebDriverErrorInner;
use thirtyfour::prelude::*;

impl Browser {
    /// Clicks or taps the one thing of this role and name.
    pub async fn click(&self, role: &str, name: &str) {
        self.wait_for(&format!("a {role} “{name}” that can be clicked"), async || {
            match self.look_for(role, name).await? {
                Some(element) => self.click_if_possible(&element).await,
                None => Ok(None),
            }
        })
        .await;
    }

    /// Clicks the first thing that a CSS selector names.
    pub async fn click_on(&self, css: &str) {
        self.wait_for(&format!("`{css}` that can be clicked"), async || {
            match self.web().find_all(By::Css(css)).await?.first() {
                Some(element) => self.click_if_possible(element).await,
                None => Ok(None),
            }
        })
        .await;
    }

    /// Clicks twice in a breath, at one place of the page: whatever lies there the second time is clicked then.
    pub async fn click_twice_on(&self, css: &str) {
        let element = self.select(css).await;
        let middle = "arguments[0].scrollIntoView({ block: 'center' })";
        self.run(middle, vec![element.to_json().unwrap_or_default()]).await;
        let chain = self.web().action_chain().move_to_element_center(&element).click().click();
        chain.perform().await.unwrap_or_else(|error| panic!("clicking `{css}` twice: {error}"));
    }

    /// Clicks, or says that it was not possible; never clicks twice.
    async fn click_if_possible(&self, element: &WebElement) -> WebDriverResult<Option<()>> {
        if !element.is_enabled().await? {
            return Ok(None);
        }
        let Err(error) = element.click().await else { return Ok(Some(())) };
        let is_covered = matches!(
            *error,
            WebDriverErrorInner::ElementClickIntercepted(_) | WebDriverErrorInner::ElementNotInteractable(_)
        );
        if is_covered {
            // Something that stays at an edge of the window may lie over it; the next try finds it in the middle.
            let middle = "arguments[0].scrollIntoView({ block: 'center' })";
            self.web().execute(middle, vec![element.to_json()?]).await?;
        }
        // A box whose own control is out of sight is clicked on its label, as people do.
        if is_covered {
            let label = "return arguments[0].labels?.[0] ?? null";
            let answer = self.web().execute(label, vec![element.to_json()?]).await?;
            if !answer.json().is_null() {
                return answer.element()?.click().await.map(Some);
            }
        }
        Err(error)
    }

    /// Replaces what is in a text field, as by typing or pasting; any character can be given.
    pub async fn fill(&self, name: &str, text: &str) {
        self.wait_for(&format!("a field “{name}” that takes text"), async || {
            match self.look_for("textbox", name).await? {
                Some(field) => self.put(&field, text).await.map(Some),
                None => Ok(None),
            }
        })
        .await;
    }

    /// Replaces what is in the first text field that a CSS selector names.
    pub async fn fill_in(&self, css: &str, text: &str) {
        let field = self.select(css).await;
        self.wait_for(&format!("`{css}` that takes text"), async || self.put(&field, text).await.map(Some))
            .await;
    }

    async fn put(&self, field: &WebElement, text: &str) -> WebDriverResult<()> {
        let select =
            "arguments[0].scrollIntoView({block:'center'}); arguments[0].focus(); arguments[0].select?.()";
        self.web().execute(select, vec![field.to_json()?]).await?;
        if text.is_empty() {
            return field.send_keys(Key::Delete).await;
        }
        self.try_tell("Input.insertText", json!({ "text": text })).await.map(|_| ())
    }

    /// What is in the text field of this name.
    pub async fn value(&self, name: &str) -> String {
        let field = self.find("textbox", name).await;
        field.prop("value").await.ok().flatten().unwrap_or_default()
    }

    /// Ticks a box or chooses one of several; nothing happens when it is so already.
    pub async fn choose(&self, role: &str, name: &str) {
        self.wait_for(&format!("{role} “{name}” to be chosen"), async || {
            let Some(element) = self.look_for(role, name).await? else { return Ok(None) };
            if element.prop("checked").await?.as_deref() == Some("true") {
                return Ok(Some(()));
            }
            self.click_if_possible(&element).await.map(|_| None)
        })
        .await;
    }

    /// Ticks the box or chooses the one of several that a CSS selector names; nothing happens when it is so already.
    pub async fn tick(&self, css: &str) {
        self.wait_for(&format!("`{css}` to be chosen"), async || {
            let found = self.web().find_all(By::Css(css)).await?;
            let Some(element) = found.first() else { return Ok(None) };
            if element.prop("checked").await?.as_deref() == Some("true") {
                return Ok(Some(()));
            }
            self.click_if_possible(element).await.map(|_| None)
        })
        .await;
    }

    /// Chooses an option of the list that a CSS selector names, by its value.
    pub async fn set_list(&self, css: &str, value: &str) {
        let list = self.select(css).await;
        let script = "const [list, value] = arguments; \
                      if (![...list.options].some(option => option.value === value)) return false; \
                      list.value = value; \
                      for (const kind of ['input', 'change']) list.dispatchEvent(new Event(kind, {bubbles: true})); \
                      return true";
        self.wait_until(&format!("`{value}` in the list `{css}`"), async || {
            let args = vec![list.to_json()?, Value::from(value)];
            Ok(self.try_run(script, args).await? == Value::Bool(true))
        })
        .await;
    }

    /// Chooses a day in the date field that a CSS selector names, as the browser's picker does.
    pub async fn choose_day(&self, css: &str, day: &str) {
        let field = self.select(css).await;
        let script = "const [field, day] = arguments; field.focus(); field.value = day; \
                      for (const kind of ['input', 'change']) field.dispatchEvent(new Event(kind, {bubbles: true})); \
                      return field.value === day";
        self.wait_until(&format!("{day} in `{css}`"), async || {
            let args = vec![field.to_json()?, Value::from(day)];
            Ok(self.try_run(script, args).await? == Value::Bool(true))
        })
        .await;
    }

    /// Chooses the option of a list whose words contain `option`.
    pub async fn pick(&self, name: &str, option: &str) {
        let list = self.find("combobox", name).await;
        let script = "const [list, words] = arguments; \
                      const option = [...list.options].find(option => option.text.includes(words)); \
                      if (!option) return false; \
                      list.value = option.value; \
                      for (const kind of ['input', 'change']) list.dispatchEvent(new Event(kind, {bubbles: true})); \
                      return true";
        self.wait_until(&format!("“{option}” in the list “{name}”"), async || {
            let args = vec![list.to_json()?, Value::from(option)];
            Ok(self.try_run(script, args).await? == Value::Bool(true))
        })
        .await;
    }

    /// Puts files into the first file field that a CSS selector names.
    pub async fn give_files(&self, css: &str, files: &[&Path]) {
        let field = self.select(css).await;
        let list: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
        field.send_keys(list.join("\n")).await.unwrap_or_else(|error| panic!("giving {list:?}: {error}"));
    }

    /// Presses keys one after the other, wherever the focus is.
    pub async fn press(&self, keys: impl Into<TypingData>) {
        let keys: TypingData = keys.into();
        let chain = self.web().action_chain().send_keys(keys);
        chain.perform().await.unwrap_or_else(|error| panic!("pressing keys: {error}"));
    }

    /// Presses a key with another one held.
    pub async fn press_held(&self, held: Key, key: Key) {
        let chain = self.web().action_chain().key_down(held.clone()).send_keys(key).key_up(held);
        chain.perform().await.unwrap_or_else(|error| panic!("pressing keys: {error}"));
    }

    /// Puts a word together with an input method, as far as these letters, and leaves it unfinished.
    pub async fn compose(&self, letters: &str) {
        let end = letters.chars().count();
        let word = json!({ "text": letters, "selectionStart": end, "selectionEnd": end });
        self.tell("Input.imeSetComposition", word).await;
    }

    /// Finishes the word that is being put together, as it is chosen.
    pub async fn finish_word(&self, word: &str) {
        self.tell("Input.insertText", json!({ "text": word })).await;
    }

    /// Presses Enter as an input method takes it for itself: the page hears of it under the method's own code, and the
    /// browser does nothing with it.
    pub async fn press_enter_taken_by_input_method(&self, with_control: bool) {
        for kind in ["rawKeyDown", "keyUp"] {
            let key = json!({
                "type": kind, "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229,
                "modifiers": if with_control { 2 } else { 0 },
            });
            self.tell("Input.dispatchKeyEvent", key).await;
        }
    }

    /// What has the focus: role and name as a screen reader says them.
    pub async fn focused(&self) -> String {
        let outline = self.outline().await;
        let line = outline.lines().rfind(|line| line.contains("(focused"));
        line.unwrap_or_default().trim().to_owned()
    }
}
