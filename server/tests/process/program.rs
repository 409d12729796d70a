//! The program under test: run to its end, or kept running as a server.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// The program, with no settings of whoever runs the tests.
pub(crate) fn redress(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_redress"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("REDRESS_")) {
        command.env_remove(name);
    }
    // A folder without anything in it: the program must not need the tree it was built from.
    command.args(args).current_dir(std::env::temp_dir());
    command
}

/// Runs the program to its end.
pub(crate) fn run(args: &[&str]) -> Output {
    redress(args).output().unwrap()
}

/// Makes the data folder of a new desk.
pub(crate) fn init(data: &Path) {
    stdout(&run(&["init", "--data-dir", data.to_str().unwrap()]));
}

/// What it wrote to standard output, provided it went well.
pub(crate) fn stdout(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// The one line in which it said what went wrong, provided it ended with 1.
pub(crate) fn complaint(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let text = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(text.lines().count(), 1, "{text}");
    text
}

/// A running server. Killed when dropped.
pub(crate) struct Server {
    child: Child,
    /// Where it listens.
    pub(crate) url: String,
    log: Arc<Mutex<String>>,
}

impl Server {
    /// Starts the example shop without its past on a data folder and waits until it listens.
    pub(crate) fn start(data: &Path) -> Self {
        Self::start_with(data, &[])
    }

    /// The same with flags of its own.
    pub(crate) fn start_with(data: &Path, flags: &[&str]) -> Self {
        let data = data.to_str().unwrap();
        let mut command =
            redress(&["serve", "--demo", "--empty", "--listen", "127.0.0.1:0", "--data-dir", data]);
        command.args(flags);
        Self::run(command)
    }

    /// Starts a server that may open only so many files at once.
    pub(crate) fn start_with_files(data: &Path, n_files: u32) -> Self {
        let mut shell = Command::new("sh");
        let script = format!("ulimit -n {n_files}; exec \"$@\"");
        shell.args(["-c", &script, "sh", env!("CARGO_BIN_EXE_redress")]);
        shell.args([
            "serve",
            "--demo",
            "--empty",
            "--listen",
            "127.0.0.1:0",
            "--data-dir",
            data.to_str().unwrap(),
        ]);
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("REDRESS_")) {
            shell.env_remove(name);
        }
        shell.current_dir(std::env::temp_dir());
        Self::run(shell)
    }

    /// Runs a command that serves and waits until it listens.
    pub(crate) fn run(mut command: Command) -> Self {
        let mut child = command
            .env("REDRESS_LOOKUPS_PER_NUMBER", "100000")
            .env("REDRESS_LOOKUPS_PER_MINUTE", "100000")
            .env("REDRESS_FILINGS_PER_HOUR", "100000")
            .env("REDRESS_SIGN_INS_PER_MINUTE", "100000")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let log = Arc::new(Mutex::new(String::new()));
        let (kept, mut stderr) = (Arc::clone(&log), BufReader::new(child.stderr.take().unwrap()));
        std::thread::spawn(move || {
            let mut line = String::new();
            while stderr.read_line(&mut line).is_ok_and(|n| n > 0) {
                kept.lock().unwrap().push_str(&line);
                line.clear();
            }
        });
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let url = line.strip_prefix("listening on ").map(str::trim).map(str::to_owned);
        let url = url.unwrap_or_else(|| panic!("it did not start: {line}{}", log.lock().unwrap()));
        // Keeps the pipe open for whatever else it says.
        std::thread::spawn(move || std::io::copy(&mut stdout.by_ref(), &mut std::io::sink()));
        Self { child, url, log }
    }

    /// Ends it as a power cut would: without a word.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to end and waits until it has; what it ended with.
    pub(crate) fn end(&mut self) -> Option<i32> {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        let patience = Instant::now() + Duration::from_secs(30);
        while Instant::now() < patience {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("it did not end when asked: {}", self.log())
    }

    /// The id of its process.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Sends it a signal, such as `-HUP`.
    pub(crate) fn signal(&self, signal: &str) {
        let pid = self.pid().to_string();
        assert!(Command::new("kill").args([signal, &pid]).status().unwrap().success());
    }

    /// Whether it has ended.
    pub(crate) fn has_ended(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }

    /// Waits until its log says something.
    pub(crate) fn wait_for_log(&self, text: &str) {
        let patience = Instant::now() + Duration::from_secs(20);
        while !self.log().contains(text) {
            assert!(Instant::now() < patience, "it never said `{text}`: {}", self.log());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// What it has logged so far.
    pub(crate) fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
