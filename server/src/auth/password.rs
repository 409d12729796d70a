//! Passwords: kept as argon2id, compared in a time that tells nothing.
//!
//! Hashing is made dear in memory on purpose, 19 MiB each, so few are made at once, whoever asks for how many.

use argon2::password_hash::rand_core::OsRng;
use argon2::password_hash::{Output, ParamsString, PasswordHash, Salt, SaltString};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use tokio::sync::Semaphore;

/// The fewest characters of a password. Source: NIST SP 800-63B, 5.1.1.2.
pub const MIN: usize = 8;

/// How many hashes are made at once: sign-ins are rare, and two keep one slow one from holding up the next.
static MAKING: Semaphore = Semaphore::const_new(2);
/// How many may wait for their turn, a few seconds of work; whoever comes then is asked to come again.
static WAITING: Semaphore = Semaphore::const_new(128);

/// Too many passwords are being tried at this moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too many passwords are being tried at once")]
pub struct Busy;

/// Whether a typed password has the hash `known`, in its turn.
pub async fn check(typed: String, known: Option<String>) -> Result<bool, Busy> {
    in_turn(move || is_right(&typed, known.as_deref())).await
}

/// The hash of a password, in its turn.
pub async fn make(password: String) -> Result<String, Busy> {
    in_turn(move || hash(&password)).await?.map_err(|_| Busy)
}

/// Does the work in its turn, where it holds up no other request.
async fn in_turn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Busy> {
    let waiting = WAITING.try_acquire().map_err(|_| Busy)?;
    let turn = MAKING.acquire().await.map_err(|_| Busy)?;
    drop(waiting);
    let done = tokio::task::spawn_blocking(move || {
        // Held until the work is done, also where nobody waits for it any more.
        let _turn = turn;
        work()
    });
    done.await.map_err(|_| Busy)
}

/// Why a password is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Weak {
    /// It is too short.
    #[error("expected a password of at least {MIN} characters")]
    Short,
    /// It is among the first that anybody tries.
    #[error("this password is among the first that anybody tries; expected one that nobody guesses")]
    Common,
}

/// What everybody tries first: the head of the lists that leaked passwords give. Shorter ones are refused anyway.
const COMMON: [&str; 40] = [
    "password",
    "passw0rd",
    "p@ssword",
    "p@ssw0rd",
    "12345678",
    "123456789",
    "1234567890",
    "87654321",
    "qwertyui",
    "qwertyuiop",
    "qwerty123",
    "qwerty12",
    "1q2w3e4r",
    "1qaz2wsx",
    "abcd1234",
    "abc12345",
    "abcdefgh",
    "a1b2c3d4",
    "iloveyou",
    "sunshine",
    "princess",
    "football",
    "baseball",
    "superman",
    "trustno1",
    "welcome1",
    "letmein1",
    "changeme",
    "administrator",
    "admin123",
    "admin1234",
    "supervisor",
    "customer",
    "computer",
    "internet",
    "whatever",
    "starwars",
    "woaini1314",
    "5201314520",
    "redress1",
];

/// Whether a password is one that nobody guesses at once. Source: NIST SP 800-63B, 5.1.1.2: no rules about the kinds of
/// characters, but nothing common, repeated, running or taken from the name.
pub fn weigh(password: &str, name: &str) -> Result<(), Weak> {
    let letters: Vec<char> =
        password.to_lowercase().chars().filter(|letter| !letter.is_whitespace()).collect();
    if password.chars().count() < MIN || letters.len() < MIN {
        return Err(Weak::Short);
    }
    let plain: String = letters.iter().collect();
    // "password1", "password2026!" and "Password!!" are the same guess.
    let is_tail = |rest: &str| rest.chars().all(|letter| !letter.is_alphabetic());
    let is_common = COMMON.iter().any(|common| plain.strip_prefix(common).is_some_and(is_tail));
    let name = name.trim().to_lowercase();
    let is_name = name.chars().count() > 2 && plain.strip_prefix(&name).is_some_and(is_tail);
    let is_running = letters.windows(2).all(|pair| match pair {
        [first, second] => u32::from(*second).abs_diff(u32::from(*first)) <= 1,
        _ => true,
    });
    let (half, is_even) = (letters.len() / 2, letters.len().is_multiple_of(2));
    let is_twice = is_even && half < MIN && letters.get(..half) == letters.get(half..);
    let mut kinds = letters.clone();
    kinds.sort_unstable();
    kinds.dedup();
    if is_common || is_name || is_running || is_twice || kinds.len() < 4 {
        return Err(Weak::Common);
    }
    Ok(())
}

/// A password that can't be hashed.
#[derive(Debug, thiserror::Error)]
#[error("can't hash the password: {0}")]
pub struct Unhashable(argon2::password_hash::Error);

/// The hash of a password, with a salt of its own. The crate's defaults are the OWASP recommendation of
/// argon2id with 19 MiB and two passes.
pub fn hash(password: &str) -> Result<String, Unhashable> {
    made(password, &Argon2::default(), &SaltString::generate(&mut OsRng)).map_err(Unhashable)
}

fn made(password: &str, by: &Argon2<'_>, salt: &SaltString) -> argon2::password_hash::Result<String> {
    let mut bytes = [0; Salt::MAX_LENGTH];
    let bytes = salt.decode_b64(&mut bytes)?;
    let mut hash = [0; Params::DEFAULT_OUTPUT_LEN];
    by.hash_password_into_with_memory(password.as_bytes(), bytes, &mut hash, memory(by.params()))?;
    let hash = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::default().into()),
        params: ParamsString::try_from(by.params())?,
        salt: Some(salt.as_salt()),
        hash: Some(Output::new(&hash)?),
    };
    Ok(hash.to_string())
}

/// The memory a hash is made in. It is asked for in a piece beyond the 32 MiB up to which the allocator of glibc keeps what
/// it gets back, for every thread that ever made a hash: of such a piece only what is used is ever there, and all of it goes
/// back to the system.
fn memory(params: &Params) -> Vec<Block> {
    const BEYOND: usize = 33 * 1024 * 1024 / Block::SIZE;
    let mut memory = Vec::with_capacity(params.block_count().max(BEYOND));
    memory.resize(params.block_count(), Block::default());
    memory
}

/// Whether a password has this hash. Without one it takes as long and says no, so that nobody learns from the
/// time which names exist.
pub fn is_right(password: &str, known: Option<&str>) -> bool {
    const NOBODY: &str =
        "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    has_hash(password, known.unwrap_or(NOBODY)).unwrap_or(false) && known.is_some()
}

/// Whether a password has a hash; none for a hash that is none.
fn has_hash(password: &str, known: &str) -> Option<bool> {
    let known = PasswordHash::new(known).ok()?;
    let expected = known.hash?;
    let params = Params::try_from(&known).ok()?;
    let algorithm = Algorithm::try_from(known.algorithm).ok()?;
    let version = known.version.map_or(Ok(Version::default()), Version::try_from).ok()?;
    let mut salt = [0; Salt::MAX_LENGTH];
    let salt = known.salt?.decode_b64(&mut salt).ok()?;
    let memory = memory(&params);
    let mut made = [0; Output::MAX_LENGTH];
    let made = made.get_mut(..expected.len())?;
    Argon2::new(algorithm, version, params)
        .hash_password_into_with_memory(password.as_bytes(), salt, made, memory)
        .ok()?;
    // Compared in a time that does not depend on where the two differ.
    Some(Output::new(made).ok()? == expected)
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
    fn passwords_that_everybody_tries_first_are_refused() {
        for typed in [
            "password",
            "Password1",
            "password2026!",
            "12345678",
            "123456789012",
            "abcdefgh",
            "aaaaaaaa",
            "abababab",
            "        ",
            "a b c d ",
            "lin12345",
            "LIN!!!!!",
            "demodemo",
            "changeme",
            "7654321",
        ] {
            assert!(weigh(typed, "lin").is_err(), "{typed}");
        }
        for typed in ["demo-agent", "correct horse", "x7Kq-93fz", "密码不要太简单了吧", "linden tree 4"]
        {
            assert_eq!(weigh(typed, "lin"), Ok(()), "{typed}");
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn no_more_passwords_are_hashed_at_once_than_memory_allows() {
        let tries: Vec<_> = (0..400).map(|_| tokio::spawn(check("wrong".into(), None))).collect();
        let mut n_busy = 0;
        for attempt in tries {
            match attempt.await.unwrap() {
                Ok(is_right) => assert!(!is_right),
                Err(Busy) => n_busy += 1,
            }
        }
        assert!(n_busy > 0, "400 at once do not fit into the queue");
        assert_eq!(check("wrong".into(), None).await, Ok(false), "and afterwards there is room again");
    }

    #[test]
    fn stand_in_hash_costs_as_much_as_a_real_one() {
        let real = hash("correct horse").unwrap();
        let cost = |hash: &str| hash.split('$').nth(3).map(str::to_owned);
        assert_eq!(cost(&real).as_deref(), Some("m=19456,t=2,p=1"));
    }
}
