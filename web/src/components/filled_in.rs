//! What a browser fills in without a word: an address it remembers, a password kept for somebody, a form it restores.
//!
//! Not every browser tells the page of it. So every field is known here while it is on the page, and before anything
//! is done with what is typed, the fields are looked at once more: what stands in one counts, whoever wrote it.

use super::call;
use crate::browser::document;
use leptos::prelude::*;
use std::cell::RefCell;

/// A field on the page, with what the program believes to stand in it.
#[derive(Clone)]
struct Known {
    id: String,
    value: Signal<String>,
    on_input: UnsyncCallback<String>,
}

thread_local! {
    /// The fields on the page.
    static FIELDS: RefCell<Vec<Known>> = const { RefCell::new(Vec::new()) };
}

/// Makes a field known while the component that shows it is there.
pub fn know(id: &str, value: Signal<String>, on_input: UnsyncCallback<String>) {
    let known = Known { id: id.to_owned(), value, on_input };
    FIELDS.with_borrow_mut(|fields| fields.push(known));
    on_cleanup(move || {
        FIELDS.with_borrow_mut(|fields| fields.retain(|field| field.value != value));
    });
}

/// Takes in what stands in the fields and the program has not heard of.
pub fn read_all() {
    let fields = FIELDS.with_borrow(Clone::clone);
    for field in fields {
        let believed = field.value.try_get_untracked();
        let is = document::value_of(&field.id);
        if let (Some(believed), Some(is)) = (believed, is)
            && believed != is
        {
            call(field.on_input, is);
        }
    }
}
