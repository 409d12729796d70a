//! One chromedriver, listening on a port it chose itself, and everything it started.
//!
//! Each browser has its own: a shared one would have to live in a static, which is never dropped, and a page that
//! hangs it would hang every other test. When this is dropped, also while a test panics, no process it started is
//! left. It never ends a process that is not a descendant of its own.

use rustix::process::{Pid, Signal, kill_process};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// How long chromedriver may take to say its port.
const PATIENCE: Duration = Duration::from_mins(2);

/// What to do when the machine has no browser.
const INSTALL: &str = "the browser tests need Chromium and its driver: on Debian run `apt-get install chromium \
                       chromium-driver`, elsewhere put `chromium` and `chromedriver` on PATH or name them in \
                       REDRESS_CHROMIUM and REDRESS_CHROMEDRIVER";

/// A running chromedriver.
pub(super) struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    /// Starts one. Panics with what to install when there is none.
    pub(super) fn start() -> Self {
        let program = find("REDRESS_CHROMEDRIVER", &["chromedriver"]);
        let mut process = Command::new(&program)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("cannot start {}: {error}; {INSTALL}", program.display()));
        let stdout = process.stdout.take().unwrap();
        let (port_sender, port) = mpsc::channel();
        // Reads on after the port is known: a full pipe would stop chromedriver.
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                if let Some(port) = told_port(&line) {
                    let _ = port_sender.send(port);
                }
            }
        });
        let mut driver = Self { process, port: 0 };
        driver.port = port.recv_timeout(PATIENCE).unwrap_or_else(|_| {
            panic!("{} does not say its port within {} s", program.display(), PATIENCE.as_secs())
        });
        driver
    }

    /// Where it listens.
    pub(super) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

/// The browser itself.
pub(super) fn chromium() -> PathBuf {
    find("REDRESS_CHROMIUM", &["chromium", "chromium-browser", "google-chrome"])
}

/// A program named by the environment, else the first of `names` on PATH, else in Debian's place.
fn find(variable: &str, names: &[&str]) -> PathBuf {
    if let Some(place) = std::env::var_os(variable).map(PathBuf::from) {
        assert!(place.is_file(), "{variable} names {}, which is no file; {INSTALL}", place.display());
        return place;
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let places: Vec<PathBuf> = std::env::split_paths(&path).chain([PathBuf::from("/usr/bin")]).collect();
    names
        .iter()
        .flat_map(|name| places.iter().map(move |place| place.join(name)))
        .find(|candidate| candidate.is_file())
        .unwrap_or_else(|| panic!("no {} was found; {INSTALL}", names.join(" or ")))
}

fn told_port(line: &str) -> Option<u16> {
    line.split_once("started successfully on port ")?.1.trim_end_matches('.').parse().ok()
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Listed while the parent still lives: afterwards they belong to init and can't be told from others.
        let browsers = descendants(self.process.id());
        let _ = self.process.kill();
        let _ = self.process.wait();
        for pid in browsers {
            if let Some(pid) = Pid::from_raw(pid) {
                let _ = kill_process(pid, Signal::KILL);
            }
        }
    }
}

/// Every process below `parent`, as far as `/proc` tells.
fn descendants(parent: u32) -> Vec<i32> {
    let children = Path::new("/proc").join(parent.to_string()).join("task");
    let Ok(tasks) = std::fs::read_dir(children) else { return Vec::new() };
    let mut found = Vec::new();
    for task in tasks.flatten() {
        let list = std::fs::read_to_string(task.path().join("children")).unwrap_or_default();
        for child in list.split_whitespace().filter_map(|pid| pid.parse::<u32>().ok()) {
            found.extend(i32::try_from(child));
            found.extend(descendants(child));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn port_is_read_from_what_chromedriver_says() {
        assert_eq!(told_port("ChromeDriver was started successfully on port 42477."), Some(42_477));
        assert_eq!(told_port("Starting ChromeDriver 156.0 on port 0"), None);
    }

    #[test]
    fn everything_a_process_started_is_found() {
        let mut shell = Command::new("sh").args(["-c", "sleep 30 & wait"]).spawn().unwrap();
        let mut below = Vec::new();
        for _ in 0..500 {
            below = descendants(shell.id());
            if !below.is_empty() {
                break;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        let _ = shell.kill();
        let _ = shell.wait();
        assert_eq!(below.len(), 1, "{below:?}");
        assert!(kill_process(Pid::from_raw(below[0]).unwrap(), Signal::KILL).is_ok());
    }
}
