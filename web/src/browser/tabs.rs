//! Tabs of one person: those that share one connection, and what only one of them may have at a time.
//!
//! A browser grants six connections per origin, and an event stream holds one for good. So the tabs elect one:
//! whoever holds the lock connects and repeats what it hears on a channel; when it closes, the lock passes on.
//! A complaint being written is held in the same manner by the tab in which it is written. Where the browser has no
//! locks, every tab connects for itself and may have everything.

use js_sys::{Function, Object, Promise, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
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
    let Some((locks, request)) = locks() else {
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

/// Something only one tab may have, had until this is dropped or the tab closes.
pub struct Hold(Option<Function>);

impl core::fmt::Debug for Hold {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Hold")
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        if let Some(release) = &self.0 {
            let _ = release.call0(&JsValue::NULL);
        }
    }
}

/// Takes what goes by a name, unless another tab has it.
pub async fn hold(name: &str) -> Option<Hold> {
    let Some((locks, request)) = locks() else { return Some(Hold(None)) };
    let release = Rc::new(RefCell::new(None::<Function>));
    let taken = Rc::clone(&release);
    let answered = Promise::new(&mut |answer, _| {
        let (taken, granted) = (Rc::clone(&taken), answer.clone());
        let take = Closure::once_into_js(move |lock: JsValue| -> JsValue {
            let held = if lock.is_null() {
                JsValue::NULL
            } else {
                Promise::new(&mut |resolve, _| *taken.borrow_mut() = Some(resolve)).into()
            };
            let _ = granted.call0(&JsValue::NULL);
            held
        });
        let options = Object::new();
        let _ = Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE);
        if request.call3(&locks, &JsValue::from_str(name), &options, &take).is_err() {
            let _ = answer.call0(&JsValue::NULL);
        }
    });
    JsFuture::from(answered).await.ok()?;
    let release = release.borrow_mut().take();
    release.map(|release| Hold(Some(release)))
}

/// Whether this browser can tell which tabs have what.
pub fn has_locks() -> bool {
    locks().is_some()
}

/// The browser's locks and the way to ask for one; none where it has no such thing.
fn locks() -> Option<(JsValue, Function)> {
    let locks = Reflect::get(&web_sys::window()?.navigator(), &"locks".into()).ok()?;
    let request = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    Some((locks, request))
}
