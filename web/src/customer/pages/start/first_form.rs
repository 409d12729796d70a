//! The form of the first step: it stands in the page's shell before the program does, and the program only listens
//! to it and fills it. So there is one such form, and it takes input from the first moment on.

use super::{FIELDS, Search};
use crate::form::{Form, field_id};
use leptos::prelude::*;
use web::browser::first_step::{FirstStep, id_of_target};
use web::components::filled_in;

/// The shell's form, kept above the pages: it goes out of the page and into it again, always the same.
#[derive(Clone, Copy)]
pub(crate) struct KeptForm(StoredValue<Option<FirstStep>, LocalStorage>);

impl KeptForm {
    /// Provides the shell's form to the pages, and takes over what was typed into it before the program was there.
    pub(crate) fn provide(first_step: Option<FirstStep>, form: Form) {
        if let Some(shell) = &first_step {
            let [order_number, contact] = FIELDS.map(|field| shell.value(field_id(field)));
            if !(order_number.is_empty() && contact.is_empty()) {
                form.change(|kept| kept.type_over(&order_number, &contact));
            }
        }
        provide_context(Self(StoredValue::new_local(first_step)));
    }

    fn with(self, act: impl FnOnce(&mut FirstStep)) {
        self.0.update_value(|kept| {
            if let Some(first_step) = kept {
                act(first_step);
            }
        });
    }
}

/// The form, put where it belongs.
#[component]
pub(super) fn FirstForm(search: Search) -> impl IntoView {
    let place = NodeRef::<leptos::html::Div>::new();
    let kept = use_context::<KeptForm>().unwrap_or_else(|| KeptForm(StoredValue::new_local(None)));
    Effect::new(move |_| {
        let Some(place) = place.get() else { return };
        let mut was_pressed = false;
        kept.with(|first_step| {
            first_step.put_into(&place);
            was_pressed = first_step.was_pressed();
        });
        if was_pressed {
            search.submit();
        }
    });
    for field in FIELDS {
        let (id, error) = (field_id(field), search.error(field));
        Effect::new(move |_| kept.with(|first_step| first_step.set_problem(id, error.get().as_deref())));
        let value = search.form.signal(move |kept| kept.typed(field).to_owned());
        let type_in = UnsyncCallback::new(move |text: String| {
            search.form.change(|kept| *kept.typed_mut(field) = text);
        });
        filled_in::know(id, value, type_in);
        Effect::new(move |_| kept.with(|first_step| first_step.set_value(id, &value.get())));
    }
    Effect::new(move |_| kept.with(|first_step| first_step.set_busy(search.is_busy.get())));
    let about = |id: String| FIELDS.into_iter().find(|field| field_id(field) == id);
    view! {
        <div
            node_ref=place
            on:input=move |event| {
                if let Some(field) = about(id_of_target(&event)) {
                    let text = event_target_value(&event);
                    search.form.change(|kept| *kept.typed_mut(field) = text);
                }
            }
            on:focusout=move |event| {
                if let Some(field) = about(id_of_target(&event)) {
                    search.look(field);
                }
            }
            on:submit=move |event| {
                event.prevent_default();
                search.submit();
            }
        ></div>
    }
}
