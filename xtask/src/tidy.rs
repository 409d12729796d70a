//! `cargo xtask tidy`: the house rules no compiler knows, each with a check that can fail.
//!
//! Every rule is a pure question to a `Tree` of files read beforehand, so that its tests plant a breach in a few lines
//! and nothing depends on the machine. What is found is told all at once as `path:line: what is wrong`.
//! A rule that cannot be decided from the text alone does not belong here: better no check than one people work around.

mod border;
mod coverage;
mod dependency;
mod locale;
mod page;
mod source;

use crate::{say, tree};
use anyhow::{Context, Result, bail};
use std::fmt;
use std::path::Path;

/// The text files of a work tree, in order of their paths.
#[derive(Default)]
struct Tree {
    files: Vec<File>,
}

/// One file: its path from the root, with `/`, and its text.
struct File {
    path: String,
    text: String,
}

/// A breach of a rule.
#[derive(Debug, PartialEq, Eq)]
struct Breach {
    path: String,
    /// Counted from one; none where the file as a whole is meant.
    line: Option<usize>,
    what: String,
}

/// Folders that hold nothing a person wrote.
const SKIPPED: [&str; 6] = ["target", "dist", "data", ".git", "node_modules", "fixtures"];

/// Files a person reads and edits.
const KINDS: [&str; 12] =
    ["rs", "toml", "md", "html", "css", "json", "js", "snap", "sql", "svg", "yml", "sh"];

/// Checks every rule and fails when one is broken.
pub(crate) fn tidy() -> Result<()> {
    let root = tree::root()?;
    let tree = Tree::read(&root)?;
    let mut breaches = Vec::new();
    for rule in [source::check, border::check, coverage::check, locale::check, page::check] {
        breaches.extend(rule(&tree));
    }
    breaches.extend(dependency::check()?);
    for breach in &breaches {
        say::line(breach);
    }
    match breaches.len() {
        0 => Ok(()),
        n => bail!("tidy: {n} to mend"),
    }
}

impl Tree {
    fn read(root: &Path) -> Result<Self> {
        let mut tree = Self::default();
        tree.add(root, "")?;
        tree.files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(tree)
    }

    fn add(&mut self, dir: &Path, prefix: &str) -> Result<()> {
        for child in std::fs::read_dir(dir).with_context(|| format!("cannot list {}", dir.display()))? {
            let child = child?;
            let name = child.file_name().to_string_lossy().into_owned();
            let path = child.path();
            if path.is_dir() {
                if !SKIPPED.contains(&name.as_str()) {
                    self.add(&path, &format!("{prefix}{name}/"))?;
                }
                continue;
            }
            let is_text = path.extension().is_some_and(|kind| KINDS.iter().any(|known| kind == *known))
                || prefix.starts_with(".ci");
            if is_text {
                let text = std::fs::read_to_string(&path)
                    .with_context(|| format!("cannot read {}", path.display()))?;
                self.files.push(File { path: format!("{prefix}{name}"), text });
            }
        }
        Ok(())
    }

    /// The files whose path begins so.
    fn under<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a File> {
        self.files.iter().filter(move |file| file.path.starts_with(prefix))
    }

    fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    #[cfg(test)]
    fn of(files: &[(&str, &str)]) -> Self {
        let own = |(path, text): &(&str, &str)| File { path: (*path).to_owned(), text: (*text).to_owned() };
        Self { files: files.iter().map(own).collect() }
    }
}

impl File {
    fn is_rust(&self) -> bool {
        self.path.strip_suffix(".rs").is_some()
    }

    fn is_snapshot(&self) -> bool {
        self.path.strip_suffix(".snap").is_some()
    }

    /// Whether the whole file is test code.
    fn is_test(&self) -> bool {
        self.path.ends_with("/tests.rs") || self.path.split('/').any(|part| part == "tests")
    }

    /// The lines with their numbers, counted from one.
    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .split('\n')
            .enumerate()
            .map(|(idx, line)| (idx + 1, line.strip_suffix('\r').unwrap_or(line)))
    }

    /// The line at which tests inside the file begin.
    fn tests_begin(&self) -> Option<usize> {
        self.lines().find(|(_, line)| line.trim() == "#[cfg(test)]").map(|(number, _)| number)
    }

    fn breach(&self, line: usize, what: impl Into<String>) -> Breach {
        Breach { path: self.path.clone(), line: Some(line), what: what.into() }
    }

    fn breach_as_a_whole(&self, what: impl Into<String>) -> Breach {
        Breach { path: self.path.clone(), line: None, what: what.into() }
    }
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.path, self.what),
            None => write!(f, "{}: {}", self.path, self.what),
        }
    }
}

/// The words of an identifier written as one: `OfferMade` becomes `offer_made`.
fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_breach_planted_on_disk_is_found_and_build_folders_are_not_looked_at() {
        let root = std::env::temp_dir().join(format!("xtask-tidy-{}", std::process::id()));
        for dir in ["web/src", "target/debug"] {
            std::fs::create_dir_all(root.join(dir)).unwrap();
        }
        std::fs::write(root.join("web/src/late.rs"), "fn late() {}\n").unwrap();
        std::fs::write(root.join("target/debug/made.rs"), "fn made() {}\n").unwrap();
        let breaches = source::check(&Tree::read(&root).unwrap());
        std::fs::remove_dir_all(root).unwrap();
        assert_eq!(breaches.len(), 1, "{breaches:?}");
        assert!(breaches[0].to_string().starts_with("web/src/late.rs:1: "));
    }

    #[test]
    fn identifiers_are_written_as_on_the_wire() {
        assert_eq!(snake_case("OfferMade"), "offer_made");
        assert_eq!(snake_case("Filed"), "filed");
    }
}
