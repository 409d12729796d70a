//! Whether anything the web entries are made from has changed, told by content and not by date.
//!
//! A fresh clone, a touched file or a switched branch must not cost minutes when the content is the same.
//! Tests and documents inside the crates are left out where they cannot change what is built.

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// Files and folders the build reads.
const INPUTS: [&str; 15] = [
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "rust-toolchain.toml",
    ".cargo",
    "console.html",
    "index.html",
    "policy.html",
    "domain",
    "web",
    "locales",
    "policies",
    "styles",
    // How the entries are put together is an input as well.
    "xtask/src/build",
    "xtask/src/tools.rs",
];

/// Folders that hold tests alone.
const SKIPPED: [&str; 2] = ["tests", "target"];

/// A hash over the names and contents of all inputs and the kind of build.
pub(crate) fn fingerprint(root: &Path, mode: &str) -> Result<String> {
    let mut files = Vec::new();
    for input in INPUTS {
        collect(&root.join(input), &mut files)?;
    }
    let mut hash = Sha256::new();
    hash.update(mode);
    for file in files {
        let content = std::fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let name = file.strip_prefix(root).unwrap_or(&file);
        hash.update(name.to_string_lossy().as_bytes());
        hash.update([0]);
        hash.update(content.len().to_le_bytes());
        hash.update(content);
    }
    Ok(super::entry::hex(&hash.finalize()))
}

/// All files at or under a path, in order of their names; a missing path has none.
fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if path.is_dir() {
        let mut children: Vec<PathBuf> = std::fs::read_dir(path)
            .with_context(|| format!("cannot list {}", path.display()))?
            .map(|child| child.map(|child| child.path()))
            .collect::<Result<_, _>>()?;
        children.sort();
        for child in children {
            let is_skipped =
                child.file_name().is_some_and(|name| SKIPPED.iter().any(|skipped| name == *skipped));
            if !is_skipped {
                collect(&child, files)?;
            }
        }
    } else if path.is_file() {
        files.push(path.to_path_buf());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn planted(name: &str) -> PathBuf {
        let root = std::env::temp_dir().join(format!("xtask-inputs-{name}-{}", std::process::id()));
        std::fs::create_dir_all(root.join("web/src")).unwrap();
        std::fs::create_dir_all(root.join("domain/tests")).unwrap();
        std::fs::write(root.join("web/src/lib.rs"), "one").unwrap();
        root
    }

    #[test]
    fn a_changed_source_changes_the_fingerprint_and_an_untouched_tree_does_not() {
        let root = planted("source");
        let before = fingerprint(&root, "release").unwrap();
        assert_eq!(fingerprint(&root, "release").unwrap(), before);
        std::fs::write(root.join("web/src/lib.rs"), "two").unwrap();
        assert_ne!(fingerprint(&root, "release").unwrap(), before);
        std::fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn a_changed_test_needs_no_build_but_another_kind_of_build_does() {
        let root = planted("tests");
        let before = fingerprint(&root, "release").unwrap();
        std::fs::write(root.join("domain/tests/wire.rs"), "new").unwrap();
        assert_eq!(fingerprint(&root, "release").unwrap(), before);
        assert_ne!(fingerprint(&root, "dev").unwrap(), before);
        std::fs::remove_dir_all(root).unwrap();
    }
}
