//! `redress user`: who may sign in at the desk.

use super::say;
use crate::auth::password;
use crate::cli::Place;
use crate::store::users::{UserChange, UserRow};
use crate::store::{Options, Store};
use anyhow::{Context, bail};
use domain::actor::Role;
use rand::RngCore;
use std::fmt::Write;
use std::io::{IsTerminal, Read};
use uuid::Uuid;

/// What to do with a user.
#[derive(Debug, clap::Subcommand)]
pub enum User {
    /// Add somebody who may sign in
    #[command(
        after_help = "Example:\n  redress user add lin --role agent --display-name \"Lin\" < password.txt"
    )]
    Add(Add),
    /// End somebody's access
    #[command(after_help = "Example:\n  redress user disable --name lin")]
    Disable(Named),
    /// Give somebody a new password, and access again
    #[command(
        after_help = "Example:\n  redress user reset --name lin\n\nThe password is read from standard input, or made and shown once where nothing comes."
    )]
    Reset(Named),
}

/// A user by name.
#[derive(Debug, clap::Args)]
pub struct Named {
    #[command(flatten)]
    place: Place,
    /// The name they sign in with
    #[arg(long)]
    name: String,
}

/// A new user.
#[derive(Debug, clap::Args)]
pub struct Add {
    #[command(flatten)]
    place: Place,
    /// The name they sign in with
    #[arg(long)]
    name: String,
    /// What they may do: agent, supervisor or admin
    #[arg(long)]
    role: String,
    /// The name customers and colleagues see [default: the sign-in name]
    #[arg(long)]
    display_name: Option<String>,
}

impl User {
    /// Runs the task.
    pub async fn run(self) -> anyhow::Result<()> {
        match self {
            Self::Add(add) => add.run().await,
            Self::Disable(named) => named.change(UserChange::Disable, "disabled").await,
            Self::Reset(named) => {
                let chosen = Chosen::read()?;
                let hash = password::hash(&chosen.password)?;
                named.change(UserChange::Reset(hash), "reset").await?;
                chosen.tell();
                Ok(())
            }
        }
    }
}

impl Add {
    async fn run(self) -> anyhow::Result<()> {
        let role = Role::from_code(&self.role)
            .filter(|role| matches!(role, Role::Agent | Role::Supervisor | Role::Admin))
            .with_context(|| format!("role: expected agent, supervisor or admin, got `{}`", self.role))?;
        let chosen = Chosen::read()?;
        let user = UserRow {
            user_id: Uuid::now_v7(),
            display_name: self.display_name.unwrap_or_else(|| self.name.clone()),
            name: self.name,
            role,
            password_hash: password::hash(&chosen.password)?,
            is_disabled: false,
        };
        let store = open(self.place).await?;
        let name = user.name.clone();
        let is_added = store.add_user(user).await?;
        store.close().await;
        if !is_added {
            bail!("the name `{name}` is taken; `redress user reset --name {name}` gives a new password");
        }
        say(format_args!("added {name} as {role}"));
        chosen.tell();
        Ok(())
    }
}

impl Named {
    async fn change(self, change: UserChange, done: &str) -> anyhow::Result<()> {
        let store = open(self.place).await?;
        let is_known = store.change_user(&self.name, change).await?;
        store.close().await;
        if !is_known {
            bail!("there is no user `{}`", self.name);
        }
        say(format_args!("{done} {}", self.name));
        Ok(())
    }
}

async fn open(place: Place) -> anyhow::Result<Store> {
    let options = Options { is_server: false, ..Options::new(place.resolve()?.data_dir) };
    Ok(Store::open(options).await?.store)
}

/// A password as chosen, or as made for them.
struct Chosen {
    password: String,
    is_made: bool,
}

impl Chosen {
    /// Reads the password from standard input, so that it stands in no list of processes and no shell history;
    /// where nobody pipes one in, one is made.
    fn read() -> anyhow::Result<Self> {
        let mut text = String::new();
        let mut stdin = std::io::stdin();
        if !stdin.is_terminal() {
            stdin.read_to_string(&mut text).context("can't read the password")?;
        }
        let password = text.trim_end_matches(['\r', '\n']).to_owned();
        if password.is_empty() {
            return Ok(Self { password: make(), is_made: true });
        }
        if password.chars().count() < password::MIN {
            bail!("expected a password of at least {} characters", password::MIN);
        }
        Ok(Self { password, is_made: false })
    }

    fn tell(&self) {
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

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string can't fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
