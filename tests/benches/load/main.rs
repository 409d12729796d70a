//! How the server bears up: filings to disk, also beside an import, a page of a long queue, an event on its way to a
//! thousand consoles, and people who press it on purpose.
//!
//! `cargo xtask bench filing import queue stream nodes strain` runs this. The server is the real one, in this process but for
//! `import` and `strain`, its data in a temporary folder; all load goes to the loopback address and each part ends by
//! itself. What comes out is a line of JSON per figure on standard output; what it is about goes to standard error.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_precision_loss,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a measurement fails loudly, and counts things into fractions"
)]

mod figure;
mod filing;
mod import;
mod line;
mod queue;
mod raw;
mod shop;
mod strain;
mod stream;

/// Each listener has a socket on either side.
const MOST_FILES: u64 = 8_192;

#[tokio::main]
async fn main() {
    raise_limit();
    // `cargo bench` adds arguments of its own.
    let names: Vec<String> = std::env::args().skip(1).filter(|name| !name.starts_with("--")).collect();
    let is_wanted = |name: &str| names.is_empty() || names.iter().any(|wanted| wanted == name);
    if is_wanted("filing") {
        filing::measure().await;
    }
    if is_wanted("import") {
        import::measure().await;
    }
    if is_wanted("queue") {
        queue::measure().await;
    }
    if is_wanted("stream") {
        stream::measure().await;
    }
    if is_wanted("nodes") {
        stream::between().await;
    }
    if is_wanted("strain") {
        strain::measure().await;
    }
}

fn raise_limit() {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    let highest = limit.maximum.unwrap_or(MOST_FILES);
    limit.current = Some(limit.current.unwrap_or(0).max(MOST_FILES.min(highest)));
    setrlimit(Resource::Nofile, limit).unwrap();
}
