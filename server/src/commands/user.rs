//! `redress user`: who may sign in at the desk.

use super::say;
use crate::auth::password;
use crate::cli::Place;
use crate::store::users::{UserChange, UserRow};
use crate::store::{Options, Store};
use anyhow::{Context, bail};
use domain::actor::Role;
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
    #[command(after_help = "Example:\n  redress user disable lin")]
    Disable(Named),
    /// Give somebody a new password, and access again
    #[command(after_help = "Example:\n  redress user reset lin < password.txt")]
    Reset(Named),
}

/// A user by name.
#[derive(Debug, clap::Args)]
pub struct Named {
    #[command(flatten)]
    place: Place,
    /// The name they sign in with
    name: String,
}

/// A new user.
#[derive(Debug, clap::Args)]
pub struct Add {
    #[command(flatten)]
    place: Place,
    /// The name they sign in with
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
                let hash = password::hash(&read_password()?)?;
                named.change(UserChange::Reset(hash), "reset").await
            }
        }
    }
}

impl Add {
    async fn run(self) -> anyhow::Result<()> {
        let role = Role::from_code(&self.role)
            .filter(|role| matches!(role, Role::Agent | Role::Supervisor | Role::Admin))
            .with_context(|| format!("role: expected agent, supervisor or admin, got `{}`", self.role))?;
        let user = UserRow {
            user_id: Uuid::now_v7(),
            display_name: self.display_name.unwrap_or_else(|| self.name.clone()),
            name: self.name,
            role,
            password_hash: password::hash(&read_password()?)?,
            is_disabled: false,
        };
        let store = open(self.place).await?;
        let name = user.name.clone();
        let is_added = store.add_user(user).await?;
        store.close().await;
        if !is_added {
            bail!("the name `{name}` is taken; `redress user reset {name}` gives a new password");
        }
        say(format_args!("added {name} as {role}"));
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

/// Reads the password from standard input, so that it stands in no list of processes and no shell history.
fn read_password() -> anyhow::Result<String> {
    let mut stdin = std::io::stdin();
    if stdin.is_terminal() {
        bail!(
            "expected the password on standard input, such as `redress user add lin --role agent < password.txt`"
        );
    }
    let mut text = String::new();
    stdin.read_to_string(&mut text).context("can't read the password")?;
    let password = text.trim_end_matches(['\r', '\n']).to_owned();
    if password.chars().count() < password::MIN {
        bail!("expected a password of at least {} characters", password::MIN);
    }
    Ok(password)
}
