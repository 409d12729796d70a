//! Files somebody picked in a dialog or dropped on the page.

use wasm_bindgen::JsCast;
pub use web_sys::File;
use web_sys::{DragEvent, Event, FileList, HtmlInputElement};

/// What was picked in a file input, which is emptied so that picking the same again is a change again.
pub fn picked(event: &Event) -> Vec<File> {
    let input: Option<HtmlInputElement> = event.target().and_then(|input| input.dyn_into().ok());
    let Some(input) = input else { return Vec::new() };
    let files = listed(input.files());
    input.set_value("");
    files
}

/// What was dropped.
pub fn dropped(event: &DragEvent) -> Vec<File> {
    listed(event.data_transfer().and_then(|data| data.files()))
}

fn listed(files: Option<FileList>) -> Vec<File> {
    let Some(files) = files else { return Vec::new() };
    (0..files.length()).filter_map(|idx| files.get(idx)).collect()
}
