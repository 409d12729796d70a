//! The command line of `redress`: one subcommand per task, each with an example in its help.

use crate::commands;
use crate::config::{Config, Settings, file};
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// The complaint desk of an online shop: the server and every task around it.
#[derive(Debug, Parser)]
#[command(name = "redress", version, about, propagate_version = true, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the desk
    #[command(after_help = "Example:\n  redress serve --listen 127.0.0.1:8470 --demo")]
    Serve(Box<commands::serve::Serve>),
    /// Make the data folder of a new desk
    #[command(after_help = "Example:\n  redress init --data-dir data")]
    Init(Place),
    /// Bring in data of the shop
    #[command(subcommand)]
    Import(Import),
    /// Make the projections anew from the log
    #[command(after_help = "Example:\n  redress rebuild --data-dir data")]
    Rebuild(Place),
    /// Check the database and every event of the log
    #[command(after_help = "Example:\n  redress verify --data-dir data")]
    Verify(Place),
    /// Copy the data folder into a new folder, while the server runs
    #[command(after_help = "Example:\n  redress backup --data-dir data /backups/2026-03-09")]
    Backup(commands::backup::Backup),
    /// Put a backup in place of the data folder
    #[command(after_help = "Example:\n  redress restore --data-dir data /backups/2026-03-09")]
    Restore(commands::restore::Restore),
    /// Move the books from the data folder into a PostgreSQL database, or back, while nobody serves them
    #[command(
        after_help = "Examples:\n  redress migrate --from sqlite:data --to postgres://desk@db.example/desk\n  redress migrate --from postgres://desk@db.example/desk --to sqlite:data\n  redress migrate --from sqlite:data --to postgres://desk@db.example/desk --stay\n  redress migrate --from sqlite:data --to postgres://desk@db.example/desk --stay --new-is-gone"
    )]
    Migrate(commands::migrate::Migrate),
    /// Manage who may sign in at the desk
    #[command(subcommand)]
    User(commands::user::User),
    /// Ask, check and try policy packs
    #[command(subcommand)]
    Policy(commands::policy::Policy),
    /// Print the OpenAPI document of the HTTP interface
    #[command(after_help = "Example:\n  redress openapi > openapi.json")]
    Openapi,
}

#[derive(Debug, Subcommand)]
enum Import {
    /// Orders, from the shop's own export or from the Olist data set
    #[command(
        after_help = "Examples:\n  redress import orders --format olist ./olist\n  redress import orders --format redress --dry-run orders.csv\n  redress import orders --format redress orders.csv\n  redress import orders --format redress --encoding big5 orders.csv"
    )]
    Orders(commands::import_orders::ImportOrders),
}

/// Where the settings come from.
#[derive(Clone, Debug, Args)]
pub struct Common {
    /// Configuration file in TOML, with the long names of these flags as keys
    #[arg(long, env = "REDRESS_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The settings themselves.
    #[command(flatten)]
    pub settings: Settings,
}

impl Common {
    /// The settings as they hold.
    pub fn resolve(self) -> anyhow::Result<Config> {
        self.resolve_over(Settings::default())
    }

    /// The same, with these where neither the flags nor the file say anything.
    pub fn resolve_over(self, others: Settings) -> anyhow::Result<Config> {
        let settings = match &self.config {
            Some(path) => self.settings.or(file::read(path)?),
            None => self.settings,
        };
        Ok(settings.or(others).resolve()?)
    }
}

/// Which desk a task is about.
#[derive(Clone, Debug, Args)]
pub struct Place {
    /// Configuration file in TOML; only where the desk lies matters here
    #[arg(long, env = "REDRESS_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Folder that holds the database, the evidence files and the keys [default: data]
    #[arg(long, env = "REDRESS_DATA_DIR", value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// Database that holds the books, as `postgres://…` [default: a file in the data folder]
    #[arg(long, env = "REDRESS_DATABASE", value_name = "URL", hide_env_values = true)]
    pub database: Option<String>,
    /// Database that holds the keys, as `postgres://…` [default: a file in the data folder]
    #[arg(long, env = "REDRESS_VAULT", value_name = "URL", hide_env_values = true)]
    pub vault: Option<String>,
    /// Bucket that holds the evidence files, as `s3://BUCKET/PREFIX` [default: a folder in the data folder]
    #[arg(long, env = "REDRESS_EVIDENCE", value_name = "URL")]
    pub evidence: Option<String>,
}

impl Place {
    /// The settings as they hold for the task.
    pub fn resolve(self) -> anyhow::Result<Config> {
        let Self { config, data_dir, database, vault, evidence } = self;
        let settings = Settings { data_dir, database, vault, evidence, ..Settings::default() };
        let common = Common { config, settings };
        common.resolve()
    }
}

/// Runs what the command line asks for.
pub async fn run(cli: Cli) -> anyhow::Result<()> {
    match cli.command {
        Command::Serve(serve) => serve.run().await,
        Command::Init(place) => commands::init::run(place).await,
        Command::Import(Import::Orders(import)) => import.run().await,
        Command::Rebuild(place) => commands::rebuild::run(place).await,
        Command::Verify(place) => commands::verify::run(place).await,
        Command::Backup(backup) => backup.run(),
        Command::Restore(restore) => restore.run().await,
        Command::Migrate(migrate) => migrate.run().await,
        Command::User(user) => user.run().await,
        Command::Policy(policy) => policy.run().await,
        Command::Openapi => commands::openapi::run(),
    }
}
