//! Tabs of one person that share one connection.
//!
//! A browser grants six connections per origin, and an event stream holds one for good. So the tabs elect one:
//! whoever holds the lock connects and repeats what it hears on a channel; when it closes, the lock passes on.
//! Where the browser has no locks, every tab connects for itself.

use js_sys::{Function, Promise, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

/// A channel among the tabs of this origin.
pub struct Channel {
    channel: BroadcastChannel,
    _hear: Closure<dyn Fn(MessageEvent)>,
}

impl core::fmt::Debug for Channel {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Channel")
    }
}

impl Channel {
    /// Joins the channel of a name and hears what other tabs say on it.
    pub fn join(name: &str, hear: impl Fn(String) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(name).ok()?;
        let hear = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(text) = event.data().as_string() {
                hear(text);
            }
        });
        channel.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        Some(Self { channel, _hear: hear })
    }

    /// Says something to all other tabs.
    pub fn say(&self, text: &str) {
        let _ = self.channel.post_message(&JsValue::from_str(text));
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.channel.close();
    }
}

/// A claim to lead the tabs: waiting, or held. Dropping it lets the next tab lead.
pub struct Lead(Rc<RefCell<Held>>);

/// How a claim stands.
enum Held {
    Waiting,
    Leading(Function),
    GivenUp,
}

impl core::fmt::Debug for Lead {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Lead")
    }
}

/// Claims the lead of a name and calls `then` once this tab has it; it keeps it until the claim is dropped or the
/// tab closes.
pub fn lead(name: &str, then: impl FnOnce() + 'static) -> Lead {
    let claim = Rc::new(RefCell::new(Held::Waiting));
    let locks = web_sys::window().and_then(|window| Reflect::get(&window.navigator(), &"locks".into()).ok());
    let request = locks
        .as_ref()
        .and_then(|locks| Reflect::get(locks, &"request".into()).ok())
        .and_then(|request| request.dyn_into::<Function>().ok());
    let (Some(locks), Some(request)) = (locks, request) else {
        then();
        return Lead(claim);
    };
    let granted = Rc::clone(&claim);
    let hold = Closure::once_into_js(move || -> Promise {
        if matches!(*granted.borrow(), Held::GivenUp) {
            return Promise::resolve(&JsValue::NULL);
        }
        then();
        // The lock is held until this promise resolves.
        Promise::new(&mut |resolve, _| *granted.borrow_mut() = Held::Leading(resolve))
    });
    let _ = request.call2(&locks, &JsValue::from_str(name), &hold);
    Lead(claim)
}

impl Drop for Lead {
    fn drop(&mut self) {
        if let Held::Leading(release) = self.0.replace(Held::GivenUp) {
            let _ = release.call0(&JsValue::NULL);
        }
    }
}
