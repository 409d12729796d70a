//! The feed of everything that happened, for whoever follows it.

use crate::Books;
use crate::cases::recorded;
use crate::fault::{BooksResult, Fault};
use crate::step;
use crate::step::Happening;
use domain::complaint::event::{Event, Recorded};
use eventlog::{Placed, Position};

/// What stands at one place of the feed.
#[derive(Clone, Debug)]
pub struct Fed {
    /// The place.
    pub position: Position,
    /// What happened in a case; nothing where it happened elsewhere, a fault where it can't be read.
    pub of_case: Result<Option<Recorded>, Fault>,
}

fn fed(Placed { position, event }: &Placed) -> Fed {
    let of_case = if event.stream.family == Event::FAMILY {
        step::read(event).map(|happened| Some(Recorded { seq: *position, ..recorded(happened) }))
    } else {
        Ok(None)
    };
    Fed { position: *position, of_case }
}

impl Books {
    /// Where the feed ends now.
    pub async fn last(&self) -> BooksResult<Position> {
        Ok(self.log.last().await?)
    }

    /// At most `limit` places of the feed after one, in its order. What can't be read keeps nothing else from being read.
    pub async fn feed(&self, after: Position, limit: u32) -> BooksResult<Vec<Fed>> {
        match self.log.read_on(after, limit).await {
            Ok(page) => return Ok(page.iter().map(fed).collect()),
            Err(eventlog::Fault::Unreadable { .. }) => {}
            Err(fault) => return Err(fault.into()),
        }
        let mut all = Vec::new();
        let last = self.last().await?.min(after.saturating_add(u64::from(limit)));
        for before in after..last {
            match self.log.read_on(before, 1).await {
                Ok(page) => all.extend(page.iter().map(fed)),
                Err(fault @ eventlog::Fault::Unreadable { .. }) => {
                    all.push(Fed { position: before.saturating_add(1), of_case: Err(fault.into()) });
                }
                Err(fault) => return Err(fault.into()),
            }
        }
        Ok(all)
    }
}
