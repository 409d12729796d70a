//! The log in memory lives through the story.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail loudly")]

use eventlog::EventLog;
use eventlog::memory::MemoryLog;
use eventlog::testing::make::TABLES;
use eventlog::testing::story::World;
use eventlog::vault::MemoryVault;
use std::sync::Arc;

struct InMemory(Arc<MemoryLog>);

impl World for InMemory {
    async fn new() -> Self {
        Self(Arc::new(MemoryLog::new(TABLES, Arc::<MemoryVault>::default()).unwrap()))
    }

    async fn server(&self) -> Arc<dyn EventLog> {
        self.0.clone()
    }
}

eventlog::story!(InMemory);
