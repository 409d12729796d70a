//! The example shop of `--demo`: a dozen orders that make for a dozen different complaints, and staff with
//! well-known passwords. Loopback only.
//!
//! Dates are told from today, so that what is late is late whenever the demo is started. Starting again changes
//! nothing but those dates; cases filed earlier keep the order as it was.
//!
//! These orders have no complaint yet: they are for whoever tries the form. The shop's past has orders of its own.

pub mod history;
pub mod orders;

use crate::auth::password;
use crate::config::{Config, Settings};
use crate::import::Intake;
use crate::secret::Secret;
use crate::store::Store;
use books::project::order_key;
use books::staff::UserRow;
use chrono::{DateTime, Utc};
use domain::actor::{Actor, Role};
use uuid::Uuid;

/// Who may sign in: name, display name, role, password.
const STAFF: [(&str, &str, Role, &str); 5] = [
    ("agent", "Lin", Role::Agent, "demo-agent"),
    ("agent2", "Chen", Role::Agent, "demo-agent2"),
    ("supervisor", "Zhao", Role::Supervisor, "demo-supervisor"),
    ("supervisor2", "Sun", Role::Supervisor, "demo-supervisor2"),
    ("admin", "Wu", Role::Admin, "demo-admin"),
];

/// The settings of the example shop, where nothing else is said.
pub fn settings() -> Settings {
    Settings {
        data_dir: Some("data-demo".into()),
        shop_name: Some("三禾优选 Sanhe".into()),
        packs: Some(vec!["cn-law".into(), "shop-default".into()]),
        ..Settings::default()
    }
}

/// One line per sign-in and per way to an order, for whoever starts the demo.
pub fn sign_ins() -> impl Iterator<Item = String> {
    let staff =
        STAFF.iter().map(|(name, _, role, password)| format!("desk sign-in: {name} / {password} ({role})"));
    let order = "customer: order SH-1005, contact ming@example.com or 8001 (late parcel)".to_owned();
    staff.chain(std::iter::once(order))
}

/// Refuses a desk that is not the example shop's: to be asked before anything is written there.
pub async fn ensure_ours(store: &Store, config: &Config) -> anyhow::Result<()> {
    let known = store.users().await?;
    let is_ours = |user: &UserRow| {
        STAFF
            .iter()
            .any(|(name, shown, ..)| (user.name.as_str(), user.display_name.as_str()) == (*name, *shown))
    };
    if !known.is_empty() && !known.iter().any(is_ours) {
        anyhow::bail!(
            "there is a desk of somebody's own in `{}`: --demo would let anybody in by well-known passwords; name another folder with --data-dir",
            config.data_dir.display()
        );
    }
    Ok(())
}

/// Puts the example data in place.
pub async fn seed(store: &Store, config: &Config, now: DateTime<Utc>) -> anyhow::Result<()> {
    for (name, display_name, role, password) in STAFF {
        if store.user_by_name(name).await?.is_none() {
            let user = UserRow {
                user_id: Uuid::now_v7(),
                name: name.to_owned(),
                display_name: display_name.to_owned(),
                role,
                password_hash: password::hash(password)?,
                is_disabled: false,
            };
            store.add_user(user, now.fixed_offset(), Actor::System).await?;
        }
    }
    let secret = Secret::open(store.dir())?;
    let mut intake = Intake::new(store.clone(), secret);
    for mut read in orders::all(now, &config.shop.zone) {
        // Its days are told from the day it was made on: those of another day would be news to its open cases.
        if let Some(known) = store.order(&order_key(&read.order.number)).await? {
            read.order = known.order;
        }
        intake.take(Ok(read)).await?;
    }
    intake.finish().await?;
    Ok(())
}
