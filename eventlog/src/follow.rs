//! Followers: whoever reacts to events, at their own pace.
//!
//! A follower reads the log from a position written down in it, takes what comes page by page and in order, and moves
//! the position only afterwards. So it misses nothing, whatever ends in between; what it had taken when the machine
//! went down it is given again, and must know again by the event. One that fails is given the same page again after a
//! while, longer each time, and says so; nobody else waits for it. Of several servers one has it follow; when that one is
//! gone, another goes on where it was.

use crate::append::{Append, Appended, RowChange};
use crate::event::{Placed, Position};
use crate::fault::{Fault, LogResult};
use crate::lease::Lease;
use crate::table::TableChange;
use crate::{EventLog, own, reached};
use async_trait::async_trait;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// How many events a follower is given at once.
const PAGE: u32 = 256;
/// Why a follower begins anew from where it stands now.
const UNDONE: &str = "what it had taken was undone meanwhile";

/// Who reacts to events.
#[async_trait]
pub trait Follower: Send + Sync + 'static {
    /// The name its position is kept under: stable, and nobody else's.
    fn name(&self) -> &'static str;

    /// Whether an event that can't be read is passed over. Else it is waited for until somebody has put the log right:
    /// whoever acts on each event must not act on all but one.
    fn passes_over_damage(&self) -> bool {
        false
    }

    /// Before its position is read, each time: it looks at the rows of [`Follower::as_seen`]. What is wrong, for an operator.
    async fn begin(&mut self) -> Result<(), String> {
        Ok(())
    }

    /// What must be as it was when it began for its position to be moved. For a moment two may follow under one name;
    /// whoever undoes what was taken changes one of these rows, so that the other passes over nothing.
    fn as_seen(&self) -> Vec<RowChange> {
        Vec::new()
    }

    /// Takes events, the next in order. An error leaves the position where it was; what is wrong, for an operator.
    async fn take(&mut self, events: &[Placed]) -> Result<(), String>;
}

/// How long a follower that failed is left alone: twice as long each time.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// After the first time.
    pub first: Duration,
    /// At most.
    pub most: Duration,
    /// How long until it is asked again whether another server still follows under this name.
    pub elsewhere: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            first: Duration::from_millis(200),
            most: Duration::from_mins(1),
            elsewhere: Duration::from_secs(1),
        }
    }
}

/// How a follower is doing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// How far it has come.
    pub position: Position,
    /// Where the log ends.
    pub last: Position,
    /// How often in a row it failed, and how the last time.
    pub failed: Option<(u32, String)>,
    /// Whether another server has it follow.
    pub is_elsewhere: bool,
}

impl Standing {
    /// How many events it has yet to take.
    pub fn lag(&self) -> u64 {
        self.last.saturating_sub(self.position)
    }
}

/// A follower at work; it ends when this is dropped.
#[derive(Debug)]
pub struct Following {
    standing: watch::Receiver<Standing>,
    task: JoinHandle<()>,
}

impl Following {
    /// How it is doing, now and from now on.
    pub fn standing(&self) -> watch::Receiver<Standing> {
        self.standing.clone()
    }
}

impl Drop for Following {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Sets a follower to work.
pub fn follow(log: Arc<dyn EventLog>, mut follower: impl Follower, patience: Patience) -> Following {
    let (tell, standing) = watch::channel(Standing::default());
    let task = tokio::spawn(async move {
        let mut grown = log.grown();
        let mut wait = patience.first;
        let mut lease = None;
        loop {
            let outcome = match take_over(log.as_ref(), follower.name(), &mut lease).await {
                Ok(true) => catch_up(log.as_ref(), &mut follower, &tell, &mut grown).await,
                Ok(false) => {
                    tell.send_replace(Standing { is_elsewhere: true, ..Standing::default() });
                    tokio::time::sleep(patience.elsewhere).await;
                    continue;
                }
                Err(fault) => Err(fault.to_string()),
            };
            let Err(why) = outcome else {
                wait = patience.first;
                continue;
            };
            tell.send_modify(|standing| {
                let n_before = standing.failed.as_ref().map_or(0, |(n, _)| *n);
                standing.failed = Some((n_before.saturating_add(1), why.clone()));
                standing.last = standing.last.max(*grown.borrow());
            });
            tracing::warn!(follower = follower.name(), %why, "a follower failed; it is tried again");
            tokio::time::sleep(wait).await;
            wait = wait.saturating_mul(2).min(patience.most);
        }
    });
    Following { standing, task }
}

/// The lease that whoever follows under a name holds; who has it keeps others from following meanwhile.
pub fn lease_name(follower: &str) -> String {
    format!("follow {follower}")
}

/// Sees to it that this server is the one that follows under a name; `false` where another does.
async fn take_over(log: &dyn EventLog, name: &str, lease: &mut Option<Box<dyn Lease>>) -> LogResult<bool> {
    if let Some(held) = lease {
        if held.is_held().await {
            return Ok(true);
        }
        *lease = None;
    }
    *lease = log.lease(&lease_name(name)).await?;
    Ok(lease.is_some())
}

/// Takes one page, or waits until there is one.
async fn catch_up(
    log: &dyn EventLog,
    follower: &mut impl Follower,
    tell: &watch::Sender<Standing>,
    grown: &mut watch::Receiver<Position>,
) -> Result<(), String> {
    follower.begin().await?;
    let Some((at, page)) = next(log, follower, grown).await.map_err(|fault| fault.to_string())? else {
        return Err(UNDONE.to_owned());
    };
    let last = *grown.borrow();
    let come_to = |position: Position| {
        tell.send_replace(Standing { position, last: last.max(position), ..Standing::default() });
    };
    let Some(newest) = page.last() else {
        come_to(at);
        return grown.changed().await.map_err(|_| "the log is closed".to_owned());
    };
    tell.send_modify(|standing| {
        standing.position = at;
        standing.is_elsewhere = false;
        standing.last = last.max(newest.position);
    });
    follower.take(&page).await?;
    if !move_on(log, follower, newest.position).await.map_err(|fault| fault.to_string())? {
        return Err(UNDONE.to_owned());
    }
    come_to(newest.position);
    Ok(())
}

/// Moves a follower's position behind what it has taken; `false` where that was undone meanwhile. A position that the log
/// has not reached is refused.
pub async fn move_on(log: &dyn EventLog, follower: &impl Follower, to: Position) -> LogResult<bool> {
    reached(to, log.last().await?)?;
    let put = TableChange::Put { table: &own::CURSORS, values: own::of_cursor(follower.name(), to) };
    let append = Append { rows: follower.as_seen(), tables: vec![put], ..Append::default() };
    Ok(matches!(log.append(append).await?, Appended::Done { .. }))
}

/// Where a follower stands, and what comes next; nothing where what it had taken was undone meanwhile.
async fn next(
    log: &dyn EventLog,
    follower: &impl Follower,
    grown: &mut watch::Receiver<Position>,
) -> LogResult<Option<(Position, Vec<Placed>)>> {
    let name = follower.name();
    // Seen before the log is read: what is added in between wakes once too often, and never once too rarely.
    grown.borrow_and_update();
    let at = log.cursor(name).await?;
    match log.read_on(at, PAGE).await {
        Err(Fault::Unreadable { .. }) if follower.passes_over_damage() => {}
        page => return Ok(Some((at, page?))),
    }
    // One of them can't be read: up to it they are taken one by one.
    let mut at = at;
    loop {
        match log.read_on(at, 1).await {
            Err(fault @ Fault::Unreadable { .. }) => {
                at = at.saturating_add(1);
                tracing::warn!(follower = name, position = at, %fault, "an event that can't be read is passed over");
                if !move_on(log, follower, at).await? {
                    return Ok(None);
                }
            }
            page => return Ok(Some((at, page?))),
        }
    }
}
