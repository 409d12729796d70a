//! Passwords: kept as argon2id, compared in a time that tells nothing.

use argon2::Argon2;
use argon2::password_hash::rand_core::OsRng;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};

/// The fewest characters of a password. Source: NIST SP 800-63B, 5.1.1.2.
pub const MIN: usize = 8;

/// A password that can't be hashed.
#[derive(Debug, thiserror::Error)]
#[error("can't hash the password: {0}")]
pub struct Unhashable(argon2::password_hash::Error);

/// The hash of a password, with a salt of its own. The crate's defaults are the OWASP recommendation of
/// argon2id with 19 MiB and two passes.
pub fn hash(password: &str) -> Result<String, Unhashable> {
    let salt = SaltString::generate(&mut OsRng);
    Argon2::default()
        .hash_password(password.as_bytes(), &salt)
        .map(|hash| hash.to_string())
        .map_err(Unhashable)
}

/// Whether a password has this hash. Without one it takes as long and says no, so that nobody learns from the
/// time which names exist.
pub fn is_right(password: &str, known: Option<&str>) -> bool {
    const NOBODY: &str =
        "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    PasswordHash::new(known.unwrap_or(NOBODY)).is_ok_and(|hash| {
        let is_same = Argon2::default().verify_password(password.as_bytes(), &hash).is_ok();
        is_same && known.is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_password_is_right() {
        let hash = hash("correct horse").unwrap();
        assert!(is_right("correct horse", Some(&hash)));
        assert!(!is_right("battery staple", Some(&hash)));
        assert!(!is_right("correct horse", None));
    }

    #[test]
    fn stand_in_hash_costs_as_much_as_a_real_one() {
        let real = hash("correct horse").unwrap();
        let cost = |hash: &str| hash.split('$').nth(3).map(str::to_owned);
        assert_eq!(cost(&real).as_deref(), Some("m=19456,t=2,p=1"));
    }
}
