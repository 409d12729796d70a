//! One connection over which the server speaks: server-sent events.
//!
//! The browser reconnects by itself and sends the last id it saw; what comes is handed on as text. The
//! connection ends when the handle is dropped.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventSource, MessageEvent};

/// What the connection says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// It stands.
    Opened,
    /// One event.
    Message {
        /// Its name.
        kind: String,
        /// Its data.
        data: String,
    },
    /// It broke; the browser tries again unless it says it has given up.
    Broken {
        /// Whether the browser gave up, as it does when the server refuses.
        gave_up: bool,
    },
}

/// An open connection.
pub struct Connection {
    source: EventSource,
    _message: Closure<dyn Fn(MessageEvent)>,
    _state: Closure<dyn Fn(Event)>,
}

impl core::fmt::Debug for Connection {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Connection")
    }
}

/// Opens a connection to an address of this origin and hears events of the given names. `None` where the
/// browser has no such thing.
pub fn open(address: &str, kinds: &[&str], hear: impl Fn(Said) + Clone + 'static) -> Option<Connection> {
    let source = EventSource::new(address).ok()?;
    let on_message = {
        let hear = hear.clone();
        Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(data) = event.data().as_string() {
                hear(Said::Message { kind: event.type_(), data });
            }
        })
    };
    let on_state = {
        let source = source.clone();
        Closure::<dyn Fn(Event)>::new(move |event: Event| {
            hear(if event.type_() == "open" {
                Said::Opened
            } else {
                Said::Broken { gave_up: source.ready_state() == EventSource::CLOSED }
            });
        })
    };
    for kind in kinds {
        source.add_event_listener_with_callback(kind, on_message.as_ref().unchecked_ref()).ok()?;
    }
    source.set_onopen(Some(on_state.as_ref().unchecked_ref()));
    source.set_onerror(Some(on_state.as_ref().unchecked_ref()));
    Some(Connection { source, _message: on_message, _state: on_state })
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.source.set_onopen(None);
        self.source.set_onerror(None);
        self.source.close();
    }
}
