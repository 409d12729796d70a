//! Sealing: what belongs to a person, closed with their key and opened again.
//!
//! What is sealed is bound to its place, so that it can't be moved elsewhere unnoticed.

use crate::event::{Sealed, StreamId, Version};
use crate::fault::{Fault, LogResult};
use crate::table::{Table, Value};
use crate::vault::Vault;
use chacha20poly1305::aead::{Aead, AeadCore, KeyInit, OsRng, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use std::collections::BTreeMap;
use std::fmt;
use uuid::Uuid;

/// How long a key is.
pub(crate) const KEY: usize = 32;
/// How long the random start of what is sealed is.
const NONCE: usize = 24;

/// A key.
#[derive(Clone, PartialEq, Eq)]
pub struct Key(pub(crate) [u8; KEY]);

impl Key {
    /// A new one, by the system's randomness.
    pub(crate) fn random() -> Self {
        Self(XChaCha20Poly1305::generate_key(&mut OsRng).into())
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&chacha20poly1305::Key::from(self.0))
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key")
    }
}

/// What belongs to a person.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Personal {
    /// To whom.
    pub whose: Uuid,
    /// What.
    pub words: Vec<u8>,
}

/// What became of something sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// It says this.
    Words(Vec<u8>),
    /// Its key was destroyed: nobody can read it any more.
    Erased,
}

/// Where a sealed part belongs.
#[derive(Clone, Copy, Debug)]
pub enum Bound<'a> {
    /// In an event.
    Event {
        /// The event's stream.
        stream: &'a StreamId,
        /// The event's place there.
        version: Version,
        /// The event's name.
        kind: &'a str,
    },
    /// In a row of a table.
    Row {
        /// The table.
        table: &'a Table,
        /// The row's key.
        key: &'a [Value],
        /// The column's name.
        column: &'a str,
    },
}

impl Bound<'_> {
    fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut add = |part: &[u8]| {
            bytes.extend(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            bytes.extend(part);
        };
        match self {
            Self::Event { stream, version, kind } => {
                add(b"event");
                add(stream.family.as_bytes());
                add(stream.id.as_bytes());
                add(kind.as_bytes());
                add(&version.to_be_bytes());
            }
            Self::Row { table, key, column } => {
                add(b"row");
                add(table.name.as_bytes());
                add(column.as_bytes());
                add(&crate::chain::of_values(table, key));
            }
        }
        bytes
    }
}

/// Opens what was sealed, with the key of its place in the vault; without one, it was erased.
pub(crate) fn open(key: Option<&Key>, bytes: &[u8], bound: Bound<'_>) -> LogResult<Opened> {
    let Some(key) = key else { return Ok(Opened::Erased) };
    let unreadable = || Fault::unreadable("what is sealed", "it is not what was sealed there");
    let (nonce, bytes) = bytes.split_first_chunk::<NONCE>().ok_or_else(unreadable)?;
    let payload = Payload { msg: bytes, aad: &bound.bytes() };
    let words = key.cipher().decrypt(&XNonce::from(*nonce), payload).map_err(|_| unreadable())?;
    Ok(Opened::Words(words))
}

fn seal(key: &Key, words: &[u8], bound: Bound<'_>) -> LogResult<Vec<u8>> {
    let nonce = XChaCha20Poly1305::generate_nonce(&mut OsRng);
    let payload = Payload { msg: words, aad: &bound.bytes() };
    let sealed = key.cipher().encrypt(&nonce, payload);
    let sealed = sealed.map_err(|_| Fault::unreadable("what is to be sealed", "it is too long"))?;
    Ok([nonce.as_slice(), &sealed].concat())
}

/// The people whose words a batch holds, each with a place in the vault and the key there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    places: BTreeMap<Uuid, (u64, Option<Key>)>,
    given: BTreeMap<Uuid, u64>,
}

impl People {
    /// People with the places they have.
    pub(crate) async fn of(places: BTreeMap<Uuid, u64>, vault: &dyn Vault) -> LogResult<Self> {
        let slots: Vec<u64> = places.values().copied().collect();
        let keys = if slots.is_empty() { Vec::new() } else { vault.keys(&slots).await? };
        let places = places.into_iter().zip(keys);
        Ok(Self {
            places: places.map(|((whose, slot), key)| (whose, (slot, key))).collect(),
            ..Self::default()
        })
    }

    /// Whether somebody has a key that seals. Whose was destroyed is given another.
    pub(crate) fn has_key(&self, whose: Uuid) -> bool {
        self.places.get(&whose).is_some_and(|(_, key)| key.is_some())
    }

    /// Gives somebody a place; `false` where its key was destroyed, and they need another.
    pub(crate) async fn give(&mut self, whose: Uuid, slot: u64, vault: &dyn Vault) -> LogResult<bool> {
        vault.make_ready(slot).await?;
        let key = vault.keys(&[slot]).await?.pop().flatten();
        let is_good = key.is_some();
        self.places.insert(whose, (slot, key));
        self.given.insert(whose, slot);
        Ok(is_good)
    }

    /// The places given anew.
    pub(crate) fn given(&self) -> &BTreeMap<Uuid, u64> {
        &self.given
    }

    /// Seals somebody's words.
    pub(crate) fn seal(&self, personal: &Personal, bound: Bound<'_>) -> LogResult<Sealed> {
        let found = self.places.get(&personal.whose).and_then(|(slot, key)| Some((*slot, key.as_ref()?)));
        let (slot, key) = found.ok_or_else(|| Fault::unreadable("a person's key", "there is none"))?;
        Ok(Sealed { slot, bytes: seal(key, &personal.words, bound)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &[u8] = "我的电话是 138…".as_bytes();

    #[test]
    fn what_was_sealed_is_opened_where_it_was_sealed_and_nowhere_else() {
        let (key, other) = (Key::random(), Key::random());
        let stream = StreamId::new("case", Uuid::from_u128(1));
        let bound = |version, kind| Bound::Event { stream: &stream, version, kind };
        let sealed = seal(&key, WORDS, bound(3, "filed")).unwrap();
        assert!(!sealed.windows(8).any(|window| WORDS.starts_with(window)));
        assert_eq!(open(Some(&key), &sealed, bound(3, "filed")).unwrap(), Opened::Words(WORDS.to_vec()));
        assert_eq!(open(None, &sealed, bound(3, "filed")).unwrap(), Opened::Erased);
        let row = Bound::Row { table: &crate::testing::make::ORDERS, key: &[], column: "order" };
        for elsewhere in [bound(4, "filed"), bound(3, "told"), row] {
            assert!(open(Some(&key), &sealed, elsewhere).is_err());
        }
        assert!(open(Some(&other), &sealed, bound(3, "filed")).is_err());
    }
}
