//! The first step's form, which stands in the page before the program does.
//!
//! It takes input while the program is still on its way, so it is never drawn anew: what was typed, the caret and
//! the browser's own memory of the field would be lost. The program takes the form out of the shell, puts it where
//! its first page has room for it, and from then on listens to it and fills it.

use super::document::{by_id, focus_element};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement};

/// The form's id in the page.
const FORM: &str = "first-step";
/// Set on the form by the shell when somebody pressed its button before the program was there.
const PRESSED: &str = "data-pressed";
/// Set on the form by the shell while an input method composes a character.
const COMPOSING: &str = "data-composing";

/// The form, out of the page or in it.
#[derive(Clone)]
pub struct FirstStep {
    form: HtmlElement,
    focused: Option<HtmlElement>,
}

/// Whether an input method is in the middle of a character, which moving the form would break off.
pub fn is_composing() -> bool {
    by_id(FORM).is_some_and(|form| form.has_attribute(COMPOSING))
}

/// The id of the element an event is about.
pub fn id_of_target(event: &Event) -> String {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.map(|element| element.id()).unwrap_or_default()
}

impl FirstStep {
    /// Takes the form out of the shell, with a note of what had the focus.
    pub fn take() -> Option<Self> {
        let form = by_id(FORM)?;
        let focused = form.query_selector(":focus").ok().flatten();
        form.remove();
        Some(Self { form, focused: focused.and_then(|element| element.dyn_into().ok()) })
    }

    /// Puts the form into a place of the page; what had the focus in the shell has it again, the first time.
    pub fn put_into(&mut self, place: &Element) {
        let _ = place.append_child(&self.form);
        if let Some(focused) = self.focused.take() {
            focus_element(&focused);
        }
    }

    /// Whether the button was pressed before the program was there; says so once.
    pub fn was_pressed(&self) -> bool {
        let was_pressed = self.form.has_attribute(PRESSED);
        let _ = self.form.remove_attribute(PRESSED);
        was_pressed
    }

    /// What stands in the field with an id.
    pub fn value(&self, id: &str) -> String {
        self.input(id).map(|input| input.value()).unwrap_or_default()
    }

    /// Writes into the field with an id; the caret stays where it is if it says so already.
    pub fn set_value(&self, id: &str, value: &str) {
        if let Some(input) = self.input(id).filter(|input| input.value() != value) {
            input.set_value(value);
        }
    }

    /// Says what is wrong with the field with an id, or that nothing is.
    pub fn set_problem(&self, id: &str, problem: Option<&str>) {
        let Some(input) = self.input(id) else { return };
        let _ = match problem {
            Some(_) => input.set_attribute("aria-invalid", "true"),
            None => input.remove_attribute("aria-invalid"),
        };
        if let Some(field) = input.parent_element() {
            let _ = field.class_list().toggle_with_force("field-wrong", problem.is_some());
        }
        let Some(line) = self.find(&format!("#{id}-error")) else { return };
        line.set_hidden(problem.is_none());
        if let Ok(Some(words)) = line.query_selector("span") {
            words.set_text_content(Some(problem.unwrap_or_default()));
        }
    }

    /// Shows whether what the button does is on its way.
    pub fn set_busy(&self, is_busy: bool) {
        let Some(button) = self.find("button") else { return };
        let _ = if is_busy {
            button.set_attribute("aria-disabled", "true")
        } else {
            button.remove_attribute("aria-disabled")
        };
        if let Ok(Some(mark)) = button.query_selector(".button-busy-mark")
            && let Ok(mark) = mark.dyn_into::<HtmlElement>()
        {
            mark.set_hidden(!is_busy);
        }
    }

    fn find(&self, selector: &str) -> Option<HtmlElement> {
        self.form.query_selector(selector).ok().flatten()?.dyn_into().ok()
    }

    fn input(&self, id: &str) -> Option<HtmlInputElement> {
        self.find(&format!("#{id}"))?.dyn_into().ok()
    }
}
