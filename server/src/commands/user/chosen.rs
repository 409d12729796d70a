//! A password for somebody: read from standard input, or made and shown once.

use crate::auth::password;
use crate::commands::say;
use anyhow::{Context, bail};
use domain::hex::hex;
use rand::RngCore;
use std::io::{IsTerminal, Read};

/// A password as chosen, or as made for them.
pub(super) struct Chosen {
    pub(super) password: String,
    is_made: bool,
}

impl Chosen {
    /// Reads the password from standard input, so that it stands in no list of processes and no shell history;
    /// where nobody pipes one in, one is made.
    pub(super) fn read(name: &str) -> anyhow::Result<Self> {
        let mut text = String::new();
        let mut stdin = std::io::stdin();
        if !stdin.is_terminal() {
            stdin.read_to_string(&mut text).context("can't read the password")?;
        }
        let password = text.trim_end_matches(['\r', '\n']).to_owned();
        if password.is_empty() {
            return Ok(Self { password: make(), is_made: true });
        }
        if let Err(weak) = password::weigh(&password, name) {
            bail!("{weak}");
        }
        Ok(Self { password, is_made: false })
    }

    pub(super) fn tell(&self) {
        if self.is_made {
            say(format_args!("password: {} (shown this once)", self.password));
        }
    }
}

/// A password of 96 random bits, in letters and digits that can be read aloud.
fn make() -> String {
    let mut bytes = [0; 12];
    rand::rng().fill_bytes(&mut bytes);
    let parts: Vec<_> = bytes.chunks(3).map(hex).collect();
    parts.join("-")
}
