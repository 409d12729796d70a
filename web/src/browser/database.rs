//! What must survive a closed tab: drafts with their photos, commands waiting for a network, packs by hash.
//!
//! One IndexedDB database with one store of values by key; the browser keeps blobs as they are. Where there is
//! no database (some private windows) writes say so, and the page tells the person that nothing will be kept.

use js_sys::{Array, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, IdbDatabase, IdbObjectStore, IdbRequest, IdbTransactionMode};

const NAME: &str = "redress";
const STORE: &str = "kept";

/// The browser would not keep or find it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the browser's database did not answer")]
pub struct Unkept;

impl From<JsValue> for Unkept {
    fn from(_: JsValue) -> Self {
        Self
    }
}

/// Keeps a value, blobs included, under a key.
pub async fn put(key: &str, value: &JsValue) -> Result<(), Unkept> {
    let store = store(IdbTransactionMode::Readwrite).await?;
    settle(&store.put_with_key(value, &JsValue::from_str(key))?).await?;
    Ok(())
}

/// The value under a key, `undefined` where there is none.
pub async fn get(key: &str) -> Result<JsValue, Unkept> {
    let store = store(IdbTransactionMode::Readonly).await?;
    settle(&store.get(&JsValue::from_str(key))?).await
}

/// Forgets a key.
pub async fn remove(key: &str) -> Result<(), Unkept> {
    let store = store(IdbTransactionMode::Readwrite).await?;
    settle(&store.delete(&JsValue::from_str(key))?).await?;
    Ok(())
}

/// All keys that begin so.
pub async fn keys(prefix: &str) -> Result<Vec<String>, Unkept> {
    let store = store(IdbTransactionMode::Readonly).await?;
    let keys: Array = settle(&store.get_all_keys()?).await?.dyn_into()?;
    Ok(keys.iter().filter_map(|key| key.as_string()).filter(|key| key.starts_with(prefix)).collect())
}

/// Keeps a text under a key.
pub async fn put_text(key: &str, text: &str) -> Result<(), Unkept> {
    put(key, &JsValue::from_str(text)).await
}

/// The text under a key.
pub async fn get_text(key: &str) -> Option<String> {
    get(key).await.ok()?.as_string()
}

async fn store(mode: IdbTransactionMode) -> Result<IdbObjectStore, Unkept> {
    let database = open().await?;
    let transaction = database.transaction_with_str_and_mode(STORE, mode)?;
    Ok(transaction.object_store(STORE)?)
}

async fn open() -> Result<IdbDatabase, Unkept> {
    let factory = web_sys::window().and_then(|window| window.indexed_db().ok().flatten()).ok_or(Unkept)?;
    let request = factory.open_with_u32(NAME, 1)?;
    let upgrade = Closure::once_into_js(|event: Event| {
        let database = event
            .target()
            .and_then(|request| Reflect::get(&request, &"result".into()).ok())
            .and_then(|result| result.dyn_into::<IdbDatabase>().ok());
        if let Some(database) = database {
            let _ = database.create_object_store(STORE);
        }
    });
    request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
    Ok(settle(&request).await?.dyn_into()?)
}

/// Waits for a request's result.
async fn settle(request: &IdbRequest) -> Result<JsValue, Unkept> {
    let done = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(done).await?;
    Ok(request.result()?)
}
