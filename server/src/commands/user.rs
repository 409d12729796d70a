//! `redress user`: who may sign in at the desk, as what, and what became of it.

mod chosen;

use super::say;
use crate::auth::password;
use crate::cli::Place;
use crate::installation;
use crate::store::{Options, Store};
use anyhow::{Context, bail};
use books::queue::Queue;
use books::staff::{Changed, StaffEvent, UserChange, UserRow};
use chosen::Chosen;
use chrono::{DateTime, FixedOffset, SecondsFormat, Utc};
use domain::actor::{Actor, Role};
use domain::id::UserId;
use domain::view::QueueView;
use uuid::Uuid;

/// Who changes a user where nobody has signed in.
const COMMAND_LINE: &str = "command line";

/// The longest name of a user, in characters.
const MAX_NAME: usize = 64;
/// No more of somebody's cases than this are counted one by one.
const MAX_COUNT: u32 = 10_000;

/// What to do with a user.
#[derive(Debug, clap::Subcommand)]
pub enum User {
    /// Add somebody who may sign in
    #[command(
        after_help = "Example:\n  redress user add --name lin --role agent --display-name \"Lin\" < password.txt"
    )]
    Add(Add),
    /// List who may sign in, as what, and how many open cases each has
    #[command(after_help = "Example:\n  redress user list")]
    List(Place),
    /// Give somebody another role
    #[command(after_help = "Example:\n  redress user role --name lin --role supervisor")]
    Role(ToRole),
    /// Give the open cases of somebody who leaves to somebody else
    #[command(
        after_help = "Example:\n  redress user hand-over --name lin --to chen\n\nThe server carries it out within a minute, or after its next start."
    )]
    HandOver(HandOver),
    /// End somebody's access
    #[command(after_help = "Example:\n  redress user disable --name lin")]
    Disable(Named),
    /// Give somebody a new password, and access again
    #[command(
        after_help = "Example:\n  redress user reset --name lin\n\nThe password is read from standard input, or made and shown once where nothing comes."
    )]
    Reset(Named),
    /// Show what was done to users, when and by whom
    #[command(after_help = "Example:\n  redress user log")]
    Log(Place),
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
    named: Named,
    /// What they may do: agent, supervisor or admin
    #[arg(long)]
    role: String,
    /// The name customers and colleagues see [default: the sign-in name]
    #[arg(long)]
    display_name: Option<String>,
}

/// Another role for a user.
#[derive(Debug, clap::Args)]
pub struct ToRole {
    #[command(flatten)]
    named: Named,
    /// What they may do from now on: agent, supervisor or admin
    #[arg(long)]
    role: String,
}

/// Cases for somebody else.
#[derive(Debug, clap::Args)]
pub struct HandOver {
    #[command(flatten)]
    named: Named,
    /// The sign-in name of the one who takes them
    #[arg(long)]
    to: String,
}

impl User {
    /// Runs the task.
    pub async fn run(self) -> anyhow::Result<()> {
        match self {
            Self::Add(add) => add.run().await,
            Self::List(place) => list(place).await,
            Self::Role(to) => {
                let role = role(&to.role)?;
                to.named.change(UserChange::Role(role), &format!("made {role}:")).await
            }
            Self::HandOver(over) => over.run().await,
            Self::Disable(named) => named.change(UserChange::Disable, "disabled").await,
            Self::Reset(named) => {
                let chosen = Chosen::read(&named.name)?;
                let hash = password::hash(&chosen.password)?;
                named.change(UserChange::Reset(hash), "reset").await?;
                chosen.tell();
                Ok(())
            }
            Self::Log(place) => log(place).await,
        }
    }
}

fn role(text: &str) -> anyhow::Result<Role> {
    Role::from_code(text)
        .filter(|role| matches!(role, Role::Agent | Role::Supervisor | Role::Admin))
        .with_context(|| format!("role: expected agent, supervisor or admin, got `{text}`"))
}

/// A name without blanks around it, which somebody can read and type.
fn name(what: &str, text: &str) -> anyhow::Result<String> {
    let name = text.trim();
    let is_sound = !name.is_empty()
        && name.chars().count() <= MAX_NAME
        && !name.chars().any(|letter| letter.is_control() || is_invisible(letter));
    if !is_sound {
        bail!("{what}: expected 1 to {MAX_NAME} readable characters, got `{}`", text.escape_debug());
    }
    Ok(name.to_owned())
}

/// Signs that take no room and make two names look alike.
const fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{3164}'
    )
}

impl Add {
    async fn run(self) -> anyhow::Result<()> {
        let role = role(&self.role)?;
        let sign_in = name("name", &self.named.name)?;
        let display_name = match &self.display_name {
            Some(text) => name("display-name", text)?,
            None => sign_in.clone(),
        };
        let store = open(self.named.place).await?;
        let chosen = Chosen::read(&sign_in)?;
        let user = UserRow {
            user_id: Uuid::now_v7(),
            display_name,
            name: sign_in.clone(),
            role,
            password_hash: password::hash(&chosen.password)?,
            is_disabled: false,
        };
        let added = store.add_user(user, now(), Actor::System).await?;
        store.close().await;
        if added != Changed::Done {
            bail!(
                "the name `{sign_in}` is taken; `redress user reset --name {sign_in}` gives a new password"
            );
        }
        say(format_args!("added {sign_in} as {role}"));
        chosen.tell();
        Ok(())
    }
}

impl Named {
    async fn change(self, change: UserChange, done: &str) -> anyhow::Result<()> {
        let store = open(self.place).await?;
        let changed = store.change_user(&self.name, &change, now(), Actor::System).await?;
        store.close().await;
        match changed {
            Changed::Done => {
                say(format_args!("{done} {}", self.name));
                Ok(())
            }
            Changed::Unknown | Changed::NameTaken | Changed::OtherPassword => {
                bail!("there is no user `{}`; `redress user list` shows all", self.name)
            }
            Changed::LastAdmin => bail!(
                "`{}` is the last admin; make somebody else one first: `redress user role --name NAME --role admin`",
                self.name
            ),
        }
    }
}

impl HandOver {
    async fn run(self) -> anyhow::Result<()> {
        let store = open(self.named.place.clone()).await?;
        let find = async |name: &str| {
            store.user_by_name(name).await?.with_context(|| format!("there is no user `{name}`"))
        };
        let (from, to) = (find(&self.named.name).await?, find(&self.to).await?);
        let n = n_open(&store, from.user_id).await?;
        store.close().await;
        if to.is_disabled || !matches!(to.role, Role::Agent | Role::Supervisor) || to.user_id == from.user_id
        {
            bail!("`{}` can't take cases; expected another agent or supervisor who has access", self.to);
        }
        let done = format!("{n} open cases go to {}, within a minute while the server runs, from", self.to);
        self.named.change(UserChange::HandOver(to.user_id), &done).await
    }
}

async fn n_open(store: &Store, user_id: Uuid) -> anyhow::Result<u64> {
    let mine = Queue { view: QueueView::Mine.code().to_owned(), owner: user_id.to_string() };
    Ok(store.n_before(&mine, i64::MAX, MAX_COUNT).await?)
}

async fn list(place: Place) -> anyhow::Result<()> {
    let store = open(place).await?;
    let users = store.users().await?;
    let mut lines = Vec::new();
    for user in &users {
        let access = if user.is_disabled { "no access" } else { "access" };
        let n = n_open(&store, user.user_id).await?;
        lines.push(format!("{}\t{}\t{}\t{access}\t{n} open cases", user.name, user.display_name, user.role));
    }
    store.close().await;
    if lines.is_empty() {
        say("nobody may sign in yet; `redress user add` adds somebody");
    }
    lines.iter().for_each(say);
    Ok(())
}

async fn log(place: Place) -> anyhow::Result<()> {
    let store = open(place).await?;
    let (events, users) = (store.staff_events(0).await?, store.users().await?);
    store.close().await;
    let named = |id: UserId| {
        let user = users.iter().find(|user| user.user_id == id.0);
        user.map_or_else(|| id.to_string(), |user| user.name.clone())
    };
    for happened in events {
        let by = happened.actor.user().map_or_else(|| COMMAND_LINE.to_owned(), named);
        let at = happened.at.to_utc().to_rfc3339_opts(SecondsFormat::Secs, true);
        let what = match &happened.event {
            StaffEvent::Added(_, role) => format!("added as {role}"),
            StaffEvent::Disabled(_) => "disabled".to_owned(),
            StaffEvent::Reset(_) => "given a new password, and access".to_owned(),
            StaffEvent::PasswordChosen(_) => "chose a new password".to_owned(),
            StaffEvent::RoleChanged(_, role) => format!("made {role}"),
            StaffEvent::HandedOver(_, to) => format!("handed their cases over to {}", named(*to)),
        };
        say(format_args!("{at}\t{}\t{what}\tby {by}", happened.event.told().name));
    }
    Ok(())
}

fn now() -> DateTime<FixedOffset> {
    Utc::now().fixed_offset()
}

async fn open(place: Place) -> anyhow::Result<Store> {
    let options = Options { is_server: false, ..Options::of(&place.resolve()?) };
    Ok(installation::open(options).await?.store)
}
