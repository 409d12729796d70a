//! What the server holds of the machine's memory while nobody asks anything of it.

use super::Measured;
use crate::demo::{Demo, Desk};
use anyhow::{Context, Result};
use std::time::Duration;

/// Kilobytes of 1024 bytes, as the kernel counts.
const BUDGET: u64 = 40 * 1024;
/// Long enough for what the start needed to be given back.
const REST: Duration = Duration::from_secs(5);

/// Starts the server with its example shop, lets it rest and looks.
pub(super) fn measure() -> Result<Vec<Measured>> {
    let demo = Demo::start(Desk::Empty)?;
    std::thread::sleep(REST);
    let path = format!("/proc/{}/status", demo.process_id());
    let status = std::fs::read_to_string(&path).with_context(|| format!("cannot read {path}"))?;
    let held = resident(&status).with_context(|| format!("{path} names no resident memory"))?;
    Ok(vec![Measured {
        what: "server, resident memory at rest".to_owned(),
        value: format!("{}.{} MB", held / 1024, held % 1024 * 10 / 1024),
        budget: Some(("40 MB".to_owned(), held <= BUDGET)),
    }])
}

/// Kilobytes that are really in memory.
fn resident(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resident_memory_is_read_from_what_the_kernel_writes() {
        assert_eq!(resident("VmPeak:\t  10 kB\nVmRSS:\t   20480 kB\n"), Some(20_480));
        assert_eq!(resident("VmPeak:\t  10 kB\n"), None);
    }
}
