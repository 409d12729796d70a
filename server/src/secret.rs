//! The desk's secret key, and what is made with it: proofs of contact, private links, ids of people.
//!
//! Contacts and links are kept as keyed hashes only, so that a stolen database opens no case and tells nobody's
//! telephone number. The key lies in a file of its own beside it and must be backed up with it.

use crate::store::backup::SECRET_FILE;
use crate::store::{StoreFault, StoreResult};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::text::contact::{Contact, Email, Grain, Phone};
use hmac::{Hmac, Mac};
use rand::RngCore;
use sha2::Sha256;
use std::io::Write;
use std::path::Path;
use uuid::Uuid;

/// The fewest digits of a telephone number that prove anything, and of one that counts as complete.
const TAIL: usize = 4;
const COMPLETE: usize = 8;
/// The fewest characters of a postcode's front that prove anything.
const FRONT: usize = 5;

/// The keyed hashes of everything a typed contact may mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedKeys {
    /// As a whole address or number, which nobody guesses.
    pub whole: Vec<Vec<u8>>,
    /// As the end of a number or as a postcode, which can be tried through.
    pub short: Vec<Vec<u8>>,
}

impl TypedKeys {
    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &Vec<u8>> {
        self.whole.iter().chain(&self.short)
    }
}

/// The desk's secret key.
#[derive(Clone)]
pub struct Secret([u8; 32]);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

/// What a shop knows of a buyer's contacts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownContacts {
    /// Their e-mail address.
    pub email: Option<Email>,
    /// Their telephone number.
    pub phone: Option<Phone>,
    /// Their postcode, or the front of it.
    pub postcode: Option<String>,
}

impl KnownContacts {
    /// What of it may prove anything: nothing that stands where a shop knows nothing, and a postcode that names more
    /// than a street only where there is nothing better.
    #[must_use]
    pub fn usable(&self) -> Self {
        let email = self.email.clone().filter(Email::is_usable);
        let phone = self.phone.clone().filter(Phone::is_usable);
        let least = if email.is_none() && phone.is_none() { Grain::Quarter } else { Grain::Street };
        let grain =
            |text: &String| Contact::of_postcode(text).map_or(Grain::Town, |code| code.postcode_grain());
        let postcode = self.postcode.clone().filter(|text| grain(text) >= least);
        Self { email, phone, postcode }
    }

    /// Whether nothing is known that may prove anything, so that nobody could prove the order.
    pub fn is_empty(&self) -> bool {
        self.usable() == Self::default()
    }

    /// What tells one buyer from another where the shop has no number of its own for them.
    pub fn identity(&self) -> String {
        let Self { email, phone, postcode } = self.usable();
        let digits = |phone: &Phone| phone.significant().to_owned();
        email.as_ref().map(Email::key).or_else(|| phone.as_ref().map(digits)).or(postcode).unwrap_or_default()
    }

    /// The contact as far as it may be shown to whoever proved the order.
    pub fn hint(&self) -> String {
        let usable = self.usable();
        match (&usable.email, &usable.phone) {
            (Some(email), _) => email.hint(),
            (None, Some(phone)) => phone.hint(),
            (None, None) => usable.postcode.as_deref().map(front).unwrap_or_default(),
        }
    }
}

fn front(postcode: &str) -> String {
    format!("{}…", postcode.chars().take(2).collect::<String>())
}

impl Secret {
    /// Reads the key of the data folder `dir`. A lost one is never made anew: the links and contacts made with it
    /// would be lost with it, and nobody would notice until a customer does.
    pub fn open(dir: &Path) -> StoreResult<Self> {
        let path = dir.join(SECRET_FILE);
        match std::fs::read(&path) {
            Ok(bytes) => URL_SAFE_NO_PAD
                .decode(bytes.trim_ascii())
                .ok()
                .and_then(|key| key.try_into().ok())
                .map(Self)
                .ok_or_else(|| StoreFault::unreadable("secret key", "expected 43 characters of base64")),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(StoreFault::NoKey(path)),
            Err(error) => Err(StoreFault::file("can't read", path, error)),
        }
    }

    /// Makes the key of a folder that is being made; one that is there already is kept.
    pub fn make(dir: &Path) -> StoreResult<Self> {
        let path = dir.join(SECRET_FILE);
        if path.exists() {
            return Self::open(dir);
        }
        let mut key = [0; 32];
        rand::rng().fill_bytes(&mut key);
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let text = format!("{}\n", URL_SAFE_NO_PAD.encode(key));
        options
            .open(&path)
            .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()))
            .map_err(|source| StoreFault::file("can't write", path, source))?;
        Ok(Self(key))
    }

    /// What the books keep of the key, to know it again.
    pub fn check(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.keyed("check", ""))
    }

    /// What tells that a command is the same that was sent before, and nobody without the key what it says.
    pub fn fingerprint(&self, wanted: &[u8]) -> Vec<u8> {
        self.keyed("fingerprint", &URL_SAFE_NO_PAD.encode(wanted)).to_vec()
    }

    /// A number for a text, the same wherever the key is, which nobody makes without it.
    pub fn number(&self, purpose: &str, text: &str) -> u64 {
        let hash = self.keyed(purpose, text);
        hash.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
    }

    fn keyed(&self, purpose: &str, text: &str) -> [u8; 32] {
        // HMAC takes keys of any length, so the first branch is the only one there is.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else {
            return [0; 32];
        };
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(text.as_bytes());
        mac.finalize().into_bytes().into()
    }

    /// The keyed hashes that prove an order by what the shop knows of the buyer.
    pub fn known_keys(&self, order: &str, known: &KnownContacts) -> Vec<Vec<u8>> {
        let known = known.usable();
        let mut keys = Vec::new();
        let mut add = |kind: &str, value: &str| keys.push(self.contact_key(order, kind, value));
        if let Some(email) = &known.email {
            add("email", &email.key());
        }
        if let Some(phone) = &known.phone {
            tails(phone.digits(), TAIL).for_each(|tail| add("tail", tail));
            if phone.significant().len() >= COMPLETE {
                add("phone", phone.significant());
            }
        }
        if let Some(Ok(postcode)) = known.postcode.as_deref().map(Contact::of_postcode) {
            add("postcode", postcode.as_str());
            add("front", postcode.as_str());
        }
        keys
    }

    /// The keyed hashes by which two orders' contacts are one buyer's: the whole address and the whole number, with
    /// and without a country code.
    pub fn buyer_keys(&self, order: &str, known: &KnownContacts) -> Vec<Vec<u8>> {
        let known = known.usable();
        let email = known.email.iter().map(|email| self.contact_key(order, "email", &email.key()));
        let digits = known.phone.as_ref().map(Phone::significant).unwrap_or_default();
        let phone = tails(digits, COMPLETE)
            .flat_map(|tail| [self.contact_key(order, "tail", tail), self.contact_key(order, "phone", tail)]);
        email.chain(phone).collect()
    }

    /// The keyed hashes of everything a typed contact may mean; any of them proves the order.
    pub fn typed_keys(&self, order: &str, typed: &Contact) -> TypedKeys {
        if !typed.is_usable() {
            return TypedKeys::default();
        }
        let significant = typed.significant();
        let typed = typed.as_str();
        let key = |kind: &str, value: &str| self.contact_key(order, kind, value);
        if typed.contains('@') {
            return TypedKeys { whole: vec![key("email", typed)], short: Vec::new() };
        }
        let mut keys = TypedKeys { whole: Vec::new(), short: vec![key("postcode", typed)] };
        let is_digits = typed.bytes().all(|b| b.is_ascii_digit());
        if is_digits && typed.len() >= COMPLETE {
            keys.whole.push(key("tail", typed));
            // The nought that is dialled at home alone is not part of a number with its country code.
            if significant.len() >= COMPLETE {
                keys.whole.push(key("tail", significant));
            }
            // With a country code the shop does not know, the number it knows is the end of what was typed.
            keys.whole.extend(tails(typed, COMPLETE).map(|tail| key("phone", tail)));
        } else if is_digits {
            keys.short.push(key("tail", typed));
        }
        // A shop may know only the front of a postcode.
        let ends = (FRONT..typed.len().min(11)).filter_map(|end| typed.get(..end));
        keys.short.extend(ends.filter(|_| typed.len() <= 10).map(|front| key("front", front)));
        keys
    }

    fn contact_key(&self, order: &str, kind: &str, value: &str) -> Vec<u8> {
        let order = order.to_uppercase();
        self.keyed("contact", &format!("{order}\0{kind}\0{value}")).to_vec()
    }

    /// The id of a person the shop knows by `key`: the same person has the same id in every order.
    pub fn person_id(&self, key: &str) -> Uuid {
        let hash = self.keyed("person", key);
        let mut bytes = [0; 16];
        bytes.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
        uuid::Builder::from_custom_bytes(bytes).into_uuid()
    }

    /// The token of the `generation`-th private link of a case. It can always be made again, so it need not be kept.
    pub fn link_token(&self, case_id: Uuid, generation: u32) -> String {
        URL_SAFE_NO_PAD.encode(self.keyed("link", &format!("{case_id} {generation}")))
    }

    /// What is kept of a link's token.
    pub fn link_hash(&self, token: &str) -> Vec<u8> {
        self.keyed("link-token", token).to_vec()
    }
}

/// The ends of a number, from `least` characters to all of it.
fn tails(digits: &str, least: usize) -> impl Iterator<Item = &str> {
    (0..digits.len()).filter_map(move |start| digits.get(start..)).filter(move |tail| tail.len() >= least)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_proven(known: &KnownContacts, typed: &str) -> bool {
        let secret = Secret([7; 32]);
        let known = secret.known_keys("A-1", known);
        let typed = secret.typed_keys("a-1", &Contact::parse(typed).unwrap());
        typed.all().any(|key| known.contains(key))
    }

    #[test]
    fn hashed_contacts_prove_what_the_domain_says_they_prove() {
        let email = Email::parse("Ming@Example.com").unwrap();
        let phones = [
            "+8613800138000",
            "13800138000",
            "55512",
            "4321",
            "+447700900101",
            "07700900101",
            "+12078354259 ext. 43112",
        ]
        .map(|text| Phone::parse(text).ok());
        let postcodes = ["35182", "510000", "SW1A 1AA", "999077", "10001-1234"];
        let typed = [
            "ming@example.com",
            "other@example.com",
            "013800138000",
            "尾号8000",
            "138****8000",
            "+1 207-835-4259 ext. 43112",
            "07700 900101",
            "+44 (0)7700 900101",
            "0044 7700 900101",
            "10001",
            "10001-1234",
            "13800138000",
            "+8613800138000",
            "8000",
            "000",
            "138000",
            "008613800138000",
            "55512",
            "512",
            "35182",
            "35182-030",
            "35182030",
            "3518",
            "510000",
            "SW1A1AA",
            "sw1a",
            "5100",
            "99907",
            "999077",
        ];
        for typed in typed {
            let contact = Contact::parse(typed).unwrap();
            for phone in phones.iter().flatten() {
                let known = KnownContacts { phone: Some(phone.clone()), ..KnownContacts::default() };
                assert_eq!(
                    is_proven(&known, typed),
                    contact.is_phone(phone),
                    "{typed} for {}",
                    phone.as_str()
                );
            }
            for postcode in postcodes {
                let known = KnownContacts { postcode: Some(postcode.into()), ..KnownContacts::default() };
                assert_eq!(is_proven(&known, typed), contact.is_postcode(postcode), "{typed} for {postcode}");
            }
            let known = KnownContacts { email: Some(email.clone()), ..KnownContacts::default() };
            assert_eq!(is_proven(&known, typed), contact.is_email(&email), "{typed}");
        }
    }

    #[test]
    fn contact_of_one_order_proves_no_other() {
        let secret = Secret([7; 32]);
        let known = KnownContacts { postcode: Some("35182".into()), ..KnownContacts::default() };
        let typed = secret.typed_keys("A-2", &Contact::parse("35182").unwrap());
        assert!(typed.all().next().is_some());
        assert!(typed.all().all(|key| !secret.known_keys("A-1", &known).contains(key)));
    }

    #[test]
    fn key_is_made_once_and_read_again() {
        let dir = tempfile::tempdir().unwrap();
        let made = Secret::make(dir.path()).unwrap();
        assert_eq!(Secret::make(dir.path()).unwrap().0, made.0);
        assert_eq!(Secret::open(dir.path()).unwrap().0, made.0);
    }

    #[test]
    fn lost_key_is_not_made_anew() {
        let dir = tempfile::tempdir().unwrap();
        assert!(matches!(Secret::open(dir.path()), Err(StoreFault::NoKey(_))));
        assert!(!dir.path().join(SECRET_FILE).exists());
    }
}
