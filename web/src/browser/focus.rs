//! Where the focus goes when what had it leaves the page.
//!
//! Browsers let it fall to the body then, and whoever works by keyboard or listens starts again at the top. So the
//! way down to whatever has the focus is remembered, and when that is drawn anew or goes, the focus moves to what
//! has taken its place: the same thing by name, else the nearest thing one can use where it was. A page that moves
//! the focus itself is never spoken over: this acts only where the focus is nowhere.

use super::clock;
use super::history::listen;
use js_sys::{Array, Function, Object, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::{Closure, JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement};

/// How long a page has to move the focus itself, in milliseconds.
const PATIENCE: u64 = 40;

/// What one can move the focus to.
const USABLE: &str = "a[href], button, input, select, textarea, summary, [tabindex]";

/// One step of the way down to the focus: an element, and its place among its parent's children.
struct Step {
    element: Element,
    place: u32,
}

type Way = Rc<RefCell<Vec<Step>>>;

/// Watches over the focus for as long as the page is there.
pub fn watch() {
    let way: Way = Rc::default();
    let noted = Rc::clone(&way);
    listen("focusin", move |event: Event| {
        if let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
            *noted.borrow_mut() = way_to(target);
        }
    });
    let Some(body) = document().and_then(|document| document.body()) else { return };
    let look = Closure::<dyn FnMut()>::new(move || {
        if is_lost(&way) {
            let way = Rc::clone(&way);
            let restore = move || {
                if is_lost(&way) {
                    // Taken out while the focus moves: moving it notes another way down.
                    let lost = way.take();
                    restore(&lost);
                    if way.borrow().is_empty() {
                        way.replace(lost);
                    }
                }
            };
            leptos::task::spawn_local(async move {
                clock::sleep(PATIENCE).await;
                restore();
            });
        }
    });
    if observe(&body, look.as_ref()).is_some() {
        // The page and its watch end together.
        look.forget();
    }
}

/// Tells `look` whenever something comes to or leaves an element.
fn observe(element: &Element, look: &JsValue) -> Option<()> {
    let window = web_sys::window()?;
    let kind: Function = Reflect::get(&window, &"MutationObserver".into()).ok()?.dyn_into().ok()?;
    let observer = Reflect::construct(&kind, &Array::of1(look)).ok()?;
    let options = Object::new();
    for wish in ["childList", "subtree"] {
        Reflect::set(&options, &wish.into(), &JsValue::TRUE).ok()?;
    }
    let observe: Function = Reflect::get(&observer, &"observe".into()).ok()?.dyn_into().ok()?;
    observe.call2(&observer, element, &options).ok().map(|_| ())
}

fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}

/// Whether the focus is nowhere because what had it has gone.
fn is_lost(way: &Way) -> bool {
    let is_nowhere = document()
        .is_some_and(|document| document.active_element().is_none_or(|active| active.tag_name() == "BODY"));
    is_nowhere && way.borrow().first().is_some_and(|step| !step.element.is_connected())
}

fn way_to(target: Element) -> Vec<Step> {
    let mut way = Vec::new();
    let mut next = Some(target);
    while let Some(element) = next {
        let mut place = 0;
        let mut before = element.previous_element_sibling();
        while let Some(sibling) = before {
            place += 1;
            before = sibling.previous_element_sibling();
        }
        next = element.parent_element();
        way.push(Step { element, place });
    }
    way
}

fn restore(way: &[Step]) {
    let id = way.first().map(|step| step.element.id()).unwrap_or_default();
    let same = (!id.is_empty()).then(|| document()?.get_element_by_id(&id)).flatten();
    if same.is_some_and(|same| is_usable(&same) && focus(&same)) {
        return;
    }
    let places = way.iter().map(|step| step.place);
    for (step, place) in way.iter().skip(1).zip(places) {
        if !step.element.is_connected() || !is_shown(&step.element) {
            continue;
        }
        // So far out the whole page has changed: its heading says which it is now.
        if matches!(step.element.tag_name().as_str(), "MAIN" | "BODY" | "HTML") || step.element.id() == "app"
        {
            super::document::focus_heading();
            return;
        }
        if focus_near(&step.element, place) {
            return;
        }
    }
}

/// Moves the focus to what stands at a place within an element, behind it, or before it.
fn focus_near(within: &Element, place: u32) -> bool {
    let children = within.children();
    let behind = place..children.length();
    let before = (0..place.min(children.length())).rev();
    behind
        .chain(before)
        .filter_map(|place| children.item(place))
        .any(|child| usable(&child).iter().any(focus))
}

/// What of an element, itself included, one can use.
fn usable(element: &Element) -> Vec<Element> {
    let inner = element.get_elements_by_tag_name("*");
    let inner = (0..inner.length()).filter_map(|at| inner.item(at));
    let is_named = |one: &Element| one.matches(USABLE).unwrap_or(false);
    [element.clone()].into_iter().chain(inner).filter(|one| is_named(one) && is_usable(one)).collect()
}

fn is_usable(element: &Element) -> bool {
    is_shown(element)
        && !element.has_attribute("disabled")
        && element.get_attribute("tabindex").as_deref() != Some("-1")
        && element.closest("dialog:not([open]), [inert]").ok().flatten().is_none()
}

fn is_shown(element: &Element) -> bool {
    let box_of = |element: &HtmlElement| element.offset_width() > 0 || element.offset_height() > 0;
    element.dyn_ref::<HtmlElement>().is_some_and(box_of)
}

fn focus(element: &Element) -> bool {
    let Some(element) = element.dyn_ref::<HtmlElement>() else { return false };
    super::document::focus_element(element);
    document().and_then(|document| document.active_element()).is_some_and(|active| active == **element)
}
