//! Every setting of the server: its meaning, its default, and the three places it may come from.
//!
//! One struct is the flags, the environment and the file at once, so a setting can't be known to one of them and
//! not to the others. A flag goes before the environment, the environment before the file, the file before the
//! default.

mod bounds;
pub mod bucket;
pub mod database;
pub mod file;

use crate::auth::source::Hops;
use crate::zones;
pub use bucket::Bucket;
pub use database::Database;
use domain::clock::TimeLimits;
use domain::compensation::money::Currency;
use domain::evidence::MAX_BYTES;
use domain::zone::{Zone, Zones};
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Below this no photo would be worth sending.
const LEAST_UPLOAD: u32 = 64 * 1024;

/// The settings as given, each of them optional.
#[derive(Clone, Debug, Default, clap::Args, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// Folder that holds the database, the evidence files and the keys [default: data]
    #[arg(long, env = "REDRESS_DATA_DIR", value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// Database that holds the books, as `postgres://…`, for a desk of several servers [default: a file in the data folder]
    #[arg(long, env = "REDRESS_DATABASE", value_name = "URL", hide_env_values = true)]
    pub database: Option<String>,
    /// Database that holds the keys of what people wrote, as `postgres://…`: one of its own, of which nobody keeps old
    /// states [default: a file in the data folder, for one server]
    #[arg(long, env = "REDRESS_VAULT", value_name = "URL", hide_env_values = true)]
    pub vault: Option<String>,
    /// Bucket that holds the evidence files, as `s3://BUCKET/PREFIX`, for a desk of several servers; its region, address and
    /// keys come from the environment, as those of all tools of S3 do
    /// [default: a folder in the data folder]
    #[arg(long, env = "REDRESS_EVIDENCE", value_name = "URL")]
    pub evidence: Option<String>,
    /// Address and port to listen on [default: 127.0.0.1:8470]
    #[arg(long, env = "REDRESS_LISTEN", value_name = "ADDR:PORT")]
    pub listen: Option<SocketAddr>,
    /// Folder with the built web pages: customer/, console/ and policy/ [default: dist]
    #[arg(long, env = "REDRESS_WEB_DIR", value_name = "DIR")]
    pub web_dir: Option<PathBuf>,
    /// Folder with the policy packs, one folder each [default: the packs that are delivered]
    #[arg(long, env = "REDRESS_POLICIES_DIR", value_name = "DIR")]
    pub policies_dir: Option<PathBuf>,
    /// Packs in force, the shop's own last [default: shop-default]
    #[arg(long, env = "REDRESS_PACKS", value_name = "ID,ID", value_delimiter = ',')]
    pub packs: Option<Vec<String>>,
    /// Address under which people reach the desk; cookies are for https only when it begins with https
    #[arg(long, env = "REDRESS_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    /// The shop's name as customers know it [default: Redress]
    #[arg(long, env = "REDRESS_SHOP_NAME", value_name = "NAME")]
    pub shop_name: Option<String>,
    /// Where the desk's pages link to for the shop itself
    #[arg(long, env = "REDRESS_SHOP_URL", value_name = "URL")]
    pub shop_url: Option<String>,
    /// Currency of the shop's sums, three letters [default: CNY]
    #[arg(long, env = "REDRESS_CURRENCY", value_name = "CODE")]
    pub currency: Option<String>,
    /// The shop's zone, in which days are counted, summer time included [default: Asia/Shanghai]
    #[arg(long, env = "REDRESS_ZONE", value_name = "NAME")]
    pub zone: Option<String>,
    /// Languages offered, the shop's own first [default: zh-Hans,zh-Hant,en]
    #[arg(long, env = "REDRESS_LOCALES", value_name = "TAG,TAG", value_delimiter = ',')]
    pub locales: Option<Vec<String>>,
    /// Form of the log: text or json [default: text]
    #[arg(long, env = "REDRESS_LOG_FORMAT", value_name = "FORM")]
    pub log_format: Option<LogFormat>,
    /// What is logged: error, warn, info, debug, or per module as in `info,server::store=debug` [default: info]
    #[arg(long, env = "REDRESS_LOG", value_name = "FILTER")]
    pub log: Option<String>,
    /// Take the caller's address from X-Forwarded-For, behind so many proxies that set it; without a number, one
    #[arg(long, env = "REDRESS_TRUST_PROXY", value_name = "N", num_args = 0..=1, default_missing_value = "true")]
    pub trust_proxy: Option<Hops>,
    /// Hours after which a desk user must sign in again [default: 12]
    #[arg(long, env = "REDRESS_SESSION_HOURS", value_name = "HOURS")]
    pub session_hours: Option<u32>,
    /// Days for which a customer's browser remembers an order or case it proved [default: 30]
    #[arg(long, env = "REDRESS_GRANT_DAYS", value_name = "DAYS")]
    pub grant_days: Option<u32>,
    /// Days for which a case's private link opens it [default: 180]
    #[arg(long, env = "REDRESS_LINK_DAYS", value_name = "DAYS")]
    pub link_days: Option<u32>,
    /// Order and case lookups that may fail per minute from one address [default: 20]
    #[arg(long, env = "REDRESS_LOOKUPS_PER_MINUTE", value_name = "N")]
    pub lookups_per_minute: Option<u32>,
    /// Lookups of one order or case number that may fail per hour from one address [default: 20]
    #[arg(long, env = "REDRESS_LOOKUPS_PER_NUMBER", value_name = "N")]
    pub lookups_per_number: Option<u32>,
    /// Wrong contacts for one order, from anywhere, after which phone endings and postcodes prove it no more for a day
    /// [default: 20]
    #[arg(long, env = "REDRESS_WRONG_CONTACTS_PER_DAY", value_name = "N")]
    pub wrong_contacts_per_day: Option<u32>,
    /// Sign-ins that may fail per minute from one address, and per quarter hour for one name from one address
    /// [default: 10]
    #[arg(long, env = "REDRESS_SIGN_INS_PER_MINUTE", value_name = "N")]
    pub sign_ins_per_minute: Option<u32>,
    /// Complaints one looked-up order may file per hour [default: 10]
    #[arg(long, env = "REDRESS_FILINGS_PER_HOUR", value_name = "N")]
    pub filings_per_hour: Option<u32>,
    /// Files one looked-up order may upload per hour [default: 60]
    #[arg(long, env = "REDRESS_UPLOADS_PER_HOUR", value_name = "N")]
    pub uploads_per_hour: Option<u32>,
    /// Messages, answers and other steps one case may take in from its customer per hour [default: 60]
    #[arg(long, env = "REDRESS_STEPS_PER_HOUR", value_name = "N")]
    pub steps_per_hour: Option<u32>,
    /// What `/metrics` asks for as `Authorization: Bearer TOKEN`; without it only this machine itself is answered
    #[arg(long, env = "REDRESS_METRICS_TOKEN", value_name = "TOKEN", hide_env_values = true)]
    pub metrics_token: Option<String>,
    /// Largest upload in bytes that reaches the desk; set it to what a proxy in front lets through [default: 8388608]
    #[arg(long, env = "REDRESS_MAX_UPLOAD_BYTES", value_name = "BYTES")]
    pub max_upload_bytes: Option<u32>,
    /// Hours in which somebody is there, in the shop's zone, such as `mon-fri 09:00-18:00, sat 10:00-14:00` [default: always]
    #[arg(long, env = "REDRESS_OPENING_HOURS", value_name = "HOURS")]
    pub opening_hours: Option<String>,
    /// Whether the desk itself offers what a rule grants clearly, with nobody there [default: true]
    #[arg(long, env = "REDRESS_AUTOMATIC_OFFERS", num_args = 0..=1, default_missing_value = "true")]
    pub automatic_offers: Option<bool>,
    /// Seconds the check of the database may take at start; `redress verify` checks all of it [default: 5]
    #[arg(long, env = "REDRESS_CHECK_SECONDS", value_name = "SECONDS")]
    pub check_seconds: Option<u32>,
    /// How long each step may take: a table of the file only, see `docs/operations.md`.
    #[arg(skip)]
    pub time_limits: Option<TimeLimits>,
}

/// The form of the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// Lines for people.
    #[default]
    Text,
    /// One JSON object per line for machines.
    Json,
}

/// The settings as they hold.
#[derive(Clone, Debug)]
pub struct Config {
    /// See [`Settings::data_dir`].
    pub data_dir: PathBuf,
    /// See [`Settings::database`] and [`Settings::vault`].
    pub database: Option<Database>,
    /// See [`Settings::evidence`].
    pub evidence: Option<Bucket>,
    /// See [`Settings::listen`].
    pub listen: SocketAddr,
    /// See [`Settings::web_dir`].
    pub web_dir: PathBuf,
    /// See [`Settings::policies_dir`].
    pub policies_dir: Option<PathBuf>,
    /// See [`Settings::packs`].
    pub packs: Vec<String>,
    /// See [`Settings::public_url`].
    pub public_url: Option<String>,
    /// What customers are told of the shop.
    pub shop: Shop,
    /// See [`Settings::log_format`].
    pub log_format: LogFormat,
    /// See [`Settings::log`].
    pub log: String,
    /// See [`Settings::trust_proxy`].
    pub trust_proxy: Hops,
    /// See [`Settings::session_hours`].
    pub session_hours: u32,
    /// See [`Settings::grant_days`].
    pub grant_days: u32,
    /// See [`Settings::link_days`].
    pub link_days: u32,
    /// How often what may be tried.
    pub rates: Rates,
    /// See [`Settings::metrics_token`].
    pub metrics_token: Option<String>,
    /// See [`Settings::max_upload_bytes`].
    pub max_upload_bytes: u32,
    /// See [`Settings::automatic_offers`].
    pub automatic_offers: bool,
    /// See [`Settings::check_seconds`].
    pub check_seconds: u32,
    /// See [`Settings::time_limits`].
    pub time_limits: TimeLimits,
}

/// The shop whose desk it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shop {
    /// See [`Settings::shop_name`].
    pub name: String,
    /// See [`Settings::shop_url`].
    pub url: Option<String>,
    /// See [`Settings::currency`].
    pub currency: Currency,
    /// See [`Settings::zone`].
    pub zone: Zone,
    /// See [`Settings::locales`].
    pub locales: Vec<String>,
}

/// How often what may be tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rates {
    /// See [`Settings::lookups_per_minute`].
    pub lookups_per_minute: u32,
    /// See [`Settings::lookups_per_number`].
    pub lookups_per_number: u32,
    /// See [`Settings::wrong_contacts_per_day`].
    pub wrong_contacts_per_day: u32,
    /// See [`Settings::sign_ins_per_minute`].
    pub sign_ins_per_minute: u32,
    /// See [`Settings::filings_per_hour`].
    pub filings_per_hour: u32,
    /// See [`Settings::uploads_per_hour`].
    pub uploads_per_hour: u32,
    /// See [`Settings::steps_per_hour`].
    pub steps_per_hour: u32,
}

/// A setting that can't be used.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("setting `{key}`: expected {expected}, got `{got}`{}", nearest(.meant.as_deref()))]
pub struct UnusableSetting {
    key: &'static str,
    expected: &'static str,
    got: String,
    meant: Option<String>,
}

fn nearest(near: Option<&str>) -> String {
    near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default()
}

impl Settings {
    /// The settings as they hold: these, and defaults for what is left open.
    pub fn resolve(self) -> Result<Config, UnusableSetting> {
        bounds::check(&self)?;
        let listen = SocketAddr::from(([127, 0, 0, 1], 8470));
        let zone = zone(self.zone.as_deref().unwrap_or("Asia/Shanghai"))?;
        Ok(Config {
            data_dir: self.data_dir.unwrap_or_else(|| "data".into()),
            database: database::read(self.database, self.vault)?,
            evidence: self.evidence.as_deref().map(bucket::read).transpose()?,
            listen: self.listen.unwrap_or(listen),
            web_dir: self.web_dir.unwrap_or_else(|| "dist".into()),
            policies_dir: self.policies_dir,
            packs: self.packs.unwrap_or_else(|| vec!["shop-default".into()]),
            public_url: self.public_url.map(public_url).transpose()?,
            shop: Shop {
                name: self.shop_name.unwrap_or_else(|| "Redress".into()),
                url: self.shop_url,
                currency: currency(self.currency.as_deref().unwrap_or("CNY"))?,
                zone: zone.clone(),
                locales: locales(self.locales)?,
            },
            log_format: self.log_format.unwrap_or_default(),
            log: self.log.unwrap_or_else(|| "info".into()),
            trust_proxy: self.trust_proxy.unwrap_or_default(),
            session_hours: self.session_hours.unwrap_or(12),
            grant_days: self.grant_days.unwrap_or(30),
            link_days: self.link_days.unwrap_or(180),
            rates: Rates {
                lookups_per_minute: self.lookups_per_minute.unwrap_or(20),
                lookups_per_number: self.lookups_per_number.unwrap_or(20),
                wrong_contacts_per_day: self.wrong_contacts_per_day.unwrap_or(20),
                sign_ins_per_minute: self.sign_ins_per_minute.unwrap_or(10),
                filings_per_hour: self.filings_per_hour.unwrap_or(10),
                uploads_per_hour: self.uploads_per_hour.unwrap_or(60),
                steps_per_hour: self.steps_per_hour.unwrap_or(60),
            },
            metrics_token: self.metrics_token.map(metrics_token).transpose()?,
            max_upload_bytes: max_upload_bytes(self.max_upload_bytes)?,
            automatic_offers: self.automatic_offers.unwrap_or(true),
            check_seconds: self.check_seconds.unwrap_or(5),
            time_limits: bounds::time_limits(self.time_limits, self.opening_hours, &zone)?,
        })
    }
}

/// The origin people reach the desk under: a scheme, a host, perhaps a port, and nothing behind it. Cookies, links and
/// the check of where a write comes from depend on every letter of it.
fn public_url(text: String) -> Result<String, UnusableSetting> {
    let trimmed = text.trim_end_matches('/');
    let host = trimmed.strip_prefix("https://").or_else(|| trimmed.strip_prefix("http://"));
    let is_sound = host.is_some_and(|host| {
        !host.is_empty() && !host.contains(['/', '?', '#', '@', ' ']) && !host.starts_with(':')
    });
    if is_sound {
        Ok(trimmed.to_owned())
    } else {
        Err(UnusableSetting {
            key: "public-url",
            expected: "an address with its scheme and nothing behind the host, such as `https://desk.example`",
            got: text,
            meant: None,
        })
    }
}

fn metrics_token(token: String) -> Result<String, UnusableSetting> {
    if token.chars().count() < 8 || token.chars().any(char::is_whitespace) {
        let expected = "at least eight characters without a blank";
        return Err(UnusableSetting {
            key: "metrics-token",
            expected,
            got: "something else".to_owned(),
            meant: None,
        });
    }
    Ok(token)
}

fn max_upload_bytes(bytes: Option<u32>) -> Result<u32, UnusableSetting> {
    match bytes {
        None => Ok(MAX_BYTES),
        Some(bytes) if (LEAST_UPLOAD..=MAX_BYTES).contains(&bytes) => Ok(bytes),
        Some(bytes) => Err(UnusableSetting {
            key: "max-upload-bytes",
            expected: "between 65536 and 8388608",
            got: bytes.to_string(),
            meant: None,
        }),
    }
}

fn currency(code: &str) -> Result<Currency, UnusableSetting> {
    Currency::from_code(code).ok_or_else(|| UnusableSetting {
        key: "currency",
        expected: "a currency code such as `CNY`",
        got: code.to_owned(),
        meant: None,
    })
}

fn zone(name: &str) -> Result<Zone, UnusableSetting> {
    zones::Database.zone(name).map_err(|unknown| UnusableSetting {
        key: "zone",
        expected: "the name of a zone such as `Europe/London`",
        got: name.to_owned(),
        meant: unknown.nearest,
    })
}

fn locales(tags: Option<Vec<String>>) -> Result<Vec<String>, UnusableSetting> {
    const KNOWN: [&str; 3] = ["zh-Hans", "zh-Hant", "en"];
    let Some(tags) = tags else {
        return Ok(KNOWN.map(str::to_owned).to_vec());
    };
    match tags.iter().find(|tag| !KNOWN.contains(&tag.as_str())) {
        Some(unknown) => Err(UnusableSetting {
            key: "locales",
            expected: "zh-Hans, zh-Hant or en",
            got: unknown.clone(),
            meant: None,
        }),
        None if tags.is_empty() => Err(UnusableSetting {
            key: "locales",
            expected: "at least one language",
            got: String::new(),
            meant: None,
        }),
        None => Ok(tags),
    }
}
