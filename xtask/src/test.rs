//! `cargo xtask test`: the one command that says whether the tree is good.
//!
//! It ends with a line of counts, `N passed, N failed`, summed from what the test programs themselves report.
//! A phase that fails without naming a failed test (a lint, a build) counts as one failure, so the line can never
//! say that all is well when the command ends with an error.

use crate::browser::Browser;
use crate::tools::WebTools;
use crate::{build, check, postgres, process, say, toolchain, tree};
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What the test programs of one phase reported.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
struct Counts {
    passed: u64,
    failed: u64,
}

/// Runs all phases, prints what each took, and fails when anything failed.
pub(crate) fn test() -> Result<()> {
    let mut run = Run::default();
    toolchain::ensure()?;
    let browser = Browser::ensure()?;
    let tools = WebTools::ensure()?;
    postgres::ensure()?;
    run.finish("setup");

    for name in check::failures()? {
        run.fail(&name);
    }
    run.finish("checks");

    // Browser tests load what a phone would, so the entries are built as they are shipped.
    if let Err(error) = build::build(false) {
        say::line(format_args!("{error:#}"));
        run.fail("web build");
    }
    run.finish("web build");

    let mut native = process::cargo(["test", "--no-fail-fast"])?;
    native.args(check::NATIVE).arg("--all-features");
    native.env("REDRESS_CHROMIUM", &browser.chromium).env("REDRESS_CHROMEDRIVER", &browser.driver);
    run.total.add(run_tests("tests", &mut native)?);
    // The same stories once more with their books in PostgreSQL: what works on one store only is not done.
    let mut stories = process::cargo(["test", "--no-fail-fast"])?;
    stories.args(check::NATIVE).args(["--all-features", "--test", "api"]);
    stories.env("REDRESS_TEST_STORE", "postgres");
    run.total.add(run_tests("stories in PostgreSQL", &mut stories)?);
    // The pages' own questions (texts, addresses, drafts) need no browser. They are asked apart, because the pages'
    // dependencies would change the features of the server's and build those anew.
    let mut pages = process::cargo(["test", "--no-fail-fast", "--package", "web", "--lib", "--bins"])?;
    run.total.add(run_tests("tests of the pages", &mut pages)?);
    run.finish("tests");

    run.parity(&tools)?;
    run.finish("tests as wasm");
    run.end();
    Ok(())
}

/// What happened so far.
struct Run {
    total: Counts,
    failures: Vec<String>,
    times: Vec<(&'static str, Duration)>,
    phase_start: Instant,
}

impl Default for Run {
    fn default() -> Self {
        Self {
            total: Counts::default(),
            failures: Vec::new(),
            times: Vec::new(),
            phase_start: Instant::now(),
        }
    }
}

impl Run {
    /// Something failed that is not a test.
    fn fail(&mut self, name: &str) {
        self.failures.push(name.to_owned());
        self.total.failed += 1;
    }

    fn finish(&mut self, phase: &'static str) {
        self.times.push((phase, self.phase_start.elapsed()));
        self.phase_start = Instant::now();
    }

    /// The domain once more, compiled for the browser and run by node.
    fn parity(&mut self, tools: &WebTools) -> Result<()> {
        if !tree::root()?.join("domain/tests/wasm.rs").exists() {
            say::line("no tests for the browser target");
            return Ok(());
        }
        if process::on_path("node").is_none() {
            say::line("skipped: the tests of the browser target (node is not installed)");
            return Ok(());
        }
        let mut wasm =
            process::cargo(["test", "--package", "domain", "--test", "wasm", "--target", toolchain::WASM])?;
        wasm.args(["--features", "authoring,testing"]);
        wasm.env("PATH", tools.path()?);
        let counts = run_tests("tests as wasm", &mut wasm)?;
        self.total.add(counts);
        Ok(())
    }

    /// The last lines: the times, what failed, and the counts.
    fn end(self) {
        say::line("");
        for (phase, elapsed) in &self.times {
            say::line(format_args!("{phase:<16}{:>14}", say::stopwatch(*elapsed)));
        }
        for failure in &self.failures {
            say::line(format_args!("failed: {failure}"));
        }
        say::line(format_args!("{} passed, {} failed", self.total.passed, self.total.failed));
        if self.total.failed > 0 {
            // The counts are the last word; an error message under them would hide the line.
            std::process::exit(1);
        }
    }
}

impl Counts {
    fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Runs a test command, passing its output on line by line while adding up its results.
fn run_tests(name: &str, command: &mut Command) -> Result<Counts> {
    say::step(format_args!("{name}: {}", process::command_line(command)));
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start `{}`", process::command_line(command)))?;
    let Some(stdout) = child.stdout.take() else { bail!("the output of the tests is not readable") };
    let counts = tally(BufReader::new(stdout), |line| say::line(line))?;
    let status = child.wait().context("waiting for the tests")?;
    if !status.success() && counts.failed == 0 {
        say::line(format_args!("failed: {name} ({status})"));
    }
    Ok(judged(counts, status.success()))
}

/// Adds up all result lines, handing every line on as it comes.
fn tally(output: impl BufRead, mut pass_on: impl FnMut(&str)) -> Result<Counts> {
    let mut counts = Counts::default();
    for line in output.split(b'\n') {
        let line = line.context("reading the output of the tests")?;
        let line = String::from_utf8_lossy(&line);
        pass_on(&line);
        if let Some(reported) = reported_counts(&line) {
            counts.add(reported);
        }
    }
    Ok(counts)
}

/// A command that failed without naming a failed test (it did not compile, it was killed) is one failure.
fn judged(counts: Counts, succeeded: bool) -> Counts {
    if succeeded || counts.failed > 0 { counts } else { Counts { failed: 1, ..counts } }
}

/// Reads `test result: ok. 3 passed; 0 failed; ...`; nothing for any other line.
fn reported_counts(line: &str) -> Option<Counts> {
    let (_, rest) = line.trim_start().strip_prefix("test result: ")?.split_once(". ")?;
    let number_before =
        |word: &str| rest.split(';').find_map(|part| part.trim().strip_suffix(word)?.trim().parse().ok());
    Some(Counts { passed: number_before("passed")?, failed: number_before("failed")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn result_lines_are_read_and_other_lines_are_not() {
        let good =
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s";
        assert_eq!(reported_counts(good), Some(Counts { passed: 12, failed: 0 }));
        let bad = "test result: FAILED. 7 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out";
        assert_eq!(reported_counts(bad), Some(Counts { passed: 7, failed: 2 }));
        assert_eq!(reported_counts("running 3 tests"), None);
        assert_eq!(reported_counts("test result: who knows"), None);
    }

    #[test]
    fn a_command_that_fails_without_a_failed_test_counts_as_one_failure() {
        let silent = Counts { passed: 5, failed: 0 };
        assert_eq!(judged(silent, false), Counts { passed: 5, failed: 1 });
        assert_eq!(judged(silent, true), silent);
        assert_eq!(judged(Counts { passed: 1, failed: 2 }, false), Counts { passed: 1, failed: 2 });
    }

    #[test]
    fn results_of_several_programs_are_added_up_and_every_line_is_passed_on() {
        let output = "running\ntest result: ok. 2 passed; 0 failed; 0\n\
                      test result: FAILED. 1 passed; 3 failed; 0\n";
        let mut seen = 0;
        let counts = tally(output.as_bytes(), |_| seen += 1).unwrap();
        assert_eq!((counts, seen), (Counts { passed: 3, failed: 3 }, 3));
    }
}
