//! The system's allocator with a counter in front of it.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicU64, Ordering};

static N_ALLOCATIONS: AtomicU64 = AtomicU64::new(0);
static N_BYTES: AtomicU64 = AtomicU64::new(0);

/// Counts every request for memory and passes it on.
pub struct Counting;

// SAFETY: every call is handed to the system's allocator unchanged; counting touches no memory it manages.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        // SAFETY: the caller keeps the contract of `GlobalAlloc`, which is the system's.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        // SAFETY: as above.
        unsafe { System.dealloc(memory, layout) }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size);
        // SAFETY: as above.
        unsafe { System.realloc(memory, layout, size) }
    }
}

fn count(size: usize) {
    // One thread measures, so nothing is lost between reading and writing, and counting costs next to nothing.
    N_ALLOCATIONS.store(N_ALLOCATIONS.load(Ordering::Relaxed) + 1, Ordering::Relaxed);
    N_BYTES.store(N_BYTES.load(Ordering::Relaxed) + size as u64, Ordering::Relaxed);
}

/// How often memory was asked for while `work` ran, and how much.
pub fn during(work: impl FnOnce()) -> (u64, u64) {
    let before = (N_ALLOCATIONS.load(Ordering::Relaxed), N_BYTES.load(Ordering::Relaxed));
    work();
    (N_ALLOCATIONS.load(Ordering::Relaxed) - before.0, N_BYTES.load(Ordering::Relaxed) - before.1)
}
