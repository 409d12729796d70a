//! The page as a whole: its language, title, focus, and what it says aloud.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{
    Document, HtmlElement, HtmlInputElement, HtmlTextAreaElement, ScrollIntoViewOptions,
    ScrollLogicalPosition,
};

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// The languages the person wishes for, best first.
pub fn languages() -> Vec<String> {
    web_sys::window()
        .map(|window| window.navigator().languages())
        .map(|tags| tags.iter().filter_map(|tag| tag.as_string()).collect())
        .unwrap_or_default()
}

/// Sets the language of the page: fonts, punctuation and line breaking follow it.
pub fn set_language(tag: &str) {
    set_root_attribute("lang", tag);
}

/// Says that the program has taken over the page, and that the first field takes input.
///
/// A shell that holds the first field already may have said the latter before.
pub fn mark_ready() {
    set_root_attribute("data-ready", "");
    set_root_attribute("data-program", "");
}

/// Sets an attribute of the root element.
pub fn set_root_attribute(name: &str, value: &str) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        let _ = root.set_attribute(name, value);
    }
}

/// An attribute of the root element.
pub fn root_attribute(name: &str) -> Option<String> {
    document()?.document_element()?.get_attribute(name)
}

/// Sets the title in the tab.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// The element with an id.
pub fn by_id(id: &str) -> Option<HtmlElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// What stands in the field with an id, whoever wrote it there.
pub fn value_of(id: &str) -> Option<String> {
    let value = js_sys::Reflect::get(by_id(id)?.as_ref(), &"value".into());
    value.ok()?.as_string()
}

/// Puts a list back to its first line: what was chosen there is done, and the same can be chosen once more.
pub fn forget_choice(id: &str) {
    if let Some(list) = by_id(id).and_then(|list| list.dyn_into::<web_sys::HtmlSelectElement>().ok()) {
        list.set_selected_index(0);
    }
}

/// Moves the focus to the element with an id and brings it into view.
pub fn focus(id: &str) {
    if let Some(element) = by_id(id) {
        focus_element(&element);
    }
}

/// Moves the focus to the first element a selector names; says whether there is one.
pub fn focus_first(selector: &str) -> bool {
    let first = document().and_then(|document| document.query_selector(selector).ok().flatten());
    let first = first.and_then(|first| first.dyn_into::<HtmlElement>().ok());
    first.map(|first| focus_element(&first)).is_some()
}

/// Moves the focus to the field with an id and selects what stands in it: what is typed next takes its place.
pub fn focus_and_select(id: &str) {
    focus(id);
    if let Some(field) = by_id(id).and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
        field.select();
    }
}

/// The id of the element that has the focus, if it has one.
pub fn focused_id() -> Option<String> {
    let id = document()?.active_element()?.id();
    (!id.is_empty()).then_some(id)
}

/// Whether the focus is in a field in which something is written.
pub fn is_writing() -> bool {
    let Some(active) = document().and_then(|document| document.active_element()) else { return false };
    let words = match active.dyn_into::<HtmlTextAreaElement>() {
        Ok(area) => Some(area.value()),
        Err(other) => {
            let field = other.dyn_into::<HtmlInputElement>().ok();
            field.filter(|field| takes_words(&field.type_())).map(|field| field.value())
        }
    };
    words.is_some_and(|words| !words.is_empty())
}

/// Whether words are typed into an input of a type; a box to tick has a value too, but nobody writes it.
fn takes_words(input_type: &str) -> bool {
    matches!(input_type, "text" | "search" | "email" | "tel" | "url" | "number" | "password")
}

/// Keeps the focus where it is by name while what has it is drawn anew; without this it would be lost.
pub fn keep_focus() {
    let Some(id) = focused_id() else { return };
    leptos::task::spawn_local(async move {
        // Drawn in the next turn.
        super::clock::sleep(0).await;
        if focused_id().is_none() {
            focus(&id);
        }
    });
}

/// Whether the focus is on something inside the element with an id.
pub fn has_focus_within(id: &str) -> bool {
    let active = document().and_then(|document| document.active_element());
    active.zip(by_id(id)).is_some_and(|(active, element)| element.contains(Some(&active)))
}

/// Takes the focus away from the field it is in, to the page's heading.
pub fn leave_field() {
    let active = document().and_then(|document| document.active_element());
    if let Some(active) = active.and_then(|active| active.dyn_into::<HtmlElement>().ok()) {
        let _ = active.blur();
    }
    focus_heading();
}

/// Moves the focus to the page's heading, as a browser does for a new page; not away from a field of that page in
/// which the person is already.
pub fn focus_heading() {
    let active = document().and_then(|document| document.active_element());
    if active.is_some_and(|active| active.matches("main :is(input, textarea, select)").unwrap_or(false)) {
        return;
    }
    let heading = document().and_then(|document| document.query_selector("main h1").ok().flatten());
    if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok()) {
        let _ = heading.set_attribute("tabindex", "-1");
        let _ = heading.focus();
    }
}

/// Moves the focus to an element, scrolling no further than needed.
pub fn focus_element(element: &HtmlElement) {
    let _ = element.focus();
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Brings the element with an id into view, scrolling no further than needed; the focus stays where it is.
pub fn bring_into_view(id: &str) {
    if let Some(element) = by_id(id) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Brings the element with an id to the top of the window.
pub fn show(id: &str) {
    if let Some(element) = by_id(id) {
        element.scroll_into_view();
    }
}

/// Scrolls to the top of the page, and of its main part where that scrolls by itself.
pub fn scroll_to_top() {
    if let Some(main) = document().and_then(|document| document.query_selector("main").ok().flatten()) {
        main.set_scroll_top(0);
    }
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// The element the program takes over, emptied of the shell that stood there.
pub fn take_root(id: &str) -> Option<HtmlElement> {
    let root = by_id(id)?;
    root.set_inner_html("");
    Some(root)
}

/// Shows an element that waited hidden, such as the sentence for a page that broke.
pub fn reveal(id: &str) {
    if let Some(element) = by_id(id) {
        let _ = element.remove_attribute("hidden");
    }
}

/// Writes what broke into the browser's console, for whoever looks into it.
pub fn log_fault(fault: &str) {
    web_sys::console::error_1(&fault.into());
}

/// A signal that says whether a media query holds, following the window's size.
pub fn media(query: &'static str) -> Signal<bool> {
    let holds = RwSignal::new(matches_media(query));
    super::history::listen("resize", move |_| {
        let now = matches_media(query);
        if holds.try_get_untracked().is_some_and(|before| before != now) {
            holds.set(now);
        }
    });
    holds.into()
}

/// Whether a media query holds now, such as `(min-width: 900px)`.
pub fn matches_media(query: &str) -> bool {
    web_sys::window()
        .and_then(|window| window.match_media(query).ok().flatten())
        .is_some_and(|list| list.matches())
}

/// Copies a text to the clipboard; says whether it worked.
pub async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    let clipboard = js_sys::Reflect::get(&window.navigator(), &"clipboard".into());
    // Absent outside secure contexts, where calling it would throw.
    if !clipboard.is_ok_and(|clipboard| clipboard.is_object()) {
        return false;
    }
    let promise = window.navigator().clipboard().write_text(text);
    wasm_bindgen_futures::JsFuture::from(promise).await.is_ok()
}

/// Opens a native dialog as a modal: the browser keeps the focus inside and closes it with Escape.
pub fn show_modal(id: &str) {
    if let Some(dialog) = dialog(id)
        && !dialog.open()
    {
        let _ = dialog.show_modal();
    }
}

/// Closes a native dialog; the focus goes back to where it was.
pub fn close_dialog(id: &str) {
    if let Some(dialog) = dialog(id) {
        dialog.close();
    }
}

fn dialog(id: &str) -> Option<web_sys::HtmlDialogElement> {
    by_id(id)?.dyn_into().ok()
}

/// Prints the page.
pub fn print() {
    if let Some(window) = web_sys::window() {
        let _ = window.print();
    }
}

/// Loads the page again from the server.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_to_tick_is_nothing_one_writes_in() {
        assert!(["text", "search", "email", "tel", "number"].into_iter().all(takes_words));
        assert!(["checkbox", "radio", "file", "button", "date"].into_iter().all(|of| !takes_words(of)));
    }
}
