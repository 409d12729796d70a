//! How many bytes each web entry costs a visitor, as built.
//!
//! Counted from `dist/`: what the page loads before its first step, raw and as brotli.
//! The share that depends on the server (packs, the session) is measured in a browser, not here.

use super::ENTRIES;
use crate::say;
use anyhow::{Context, Result};
use std::path::Path;

/// Bytes as they lie on disk and as they travel.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(crate) struct Bytes {
    pub(crate) raw: u64,
    pub(crate) brotli: u64,
}

/// The kinds of file a page is made of, in the order they are printed.
const KINDS: [&str; 4] = ["html", "css", "js", "wasm"];

/// The bytes of one kind of file in an entry.
pub(crate) fn of_kind(dir: &Path, kind: &str) -> Result<Bytes> {
    let mut sum = Bytes::default();
    for child in std::fs::read_dir(dir).with_context(|| format!("cannot list {}", dir.display()))? {
        let path = child?.path();
        if path.extension().is_none_or(|extension| extension != kind) {
            continue;
        }
        let raw = path.metadata().with_context(|| format!("cannot read {}", path.display()))?.len();
        let packed = path.with_extension(format!("{kind}.br")).metadata().map_or(raw, |meta| meta.len());
        sum.raw += raw;
        sum.brotli += packed;
    }
    Ok(sum)
}

/// The bytes of all kinds of file in an entry.
pub(crate) fn of_entry(dir: &Path) -> Result<Bytes> {
    KINDS.iter().try_fold(Bytes::default(), |sum, kind| {
        let kind = of_kind(dir, kind)?;
        Ok(Bytes { raw: sum.raw + kind.raw, brotli: sum.brotli + kind.brotli })
    })
}

/// Prints a line per entry and kind.
pub(crate) fn report(dist: &Path) -> Result<()> {
    say::line(format_args!("{:<10}{:<6}{:>12}{:>12}", "entry", "kind", "raw", "brotli"));
    for entry in &ENTRIES {
        let dir = dist.join(entry.name);
        for kind in KINDS {
            let bytes = of_kind(&dir, kind)?;
            say::line(format_args!("{:<10}{kind:<6}{:>12}{:>12}", entry.name, bytes.raw, bytes.brotli));
        }
        let all = of_entry(&dir)?;
        say::line(format_args!("{:<10}{:<6}{:>12}{:>12}", entry.name, "all", all.raw, all.brotli));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_uncompressed_file_travels_as_it_is_and_neighbours_are_not_counted_twice() {
        let dir = std::env::temp_dir().join(format!("xtask-bytes-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        std::fs::write(dir.join("a.js"), vec![b'x'; 100]).unwrap();
        std::fs::write(dir.join("a.js.br"), vec![b'x'; 10]).unwrap();
        std::fs::write(dir.join("a.js.gz"), vec![b'x'; 20]).unwrap();
        std::fs::write(dir.join("b.js"), vec![b'x'; 7]).unwrap();
        assert_eq!(of_kind(&dir, "js").unwrap(), Bytes { raw: 107, brotli: 17 });
        assert_eq!(of_entry(&dir).unwrap(), Bytes { raw: 107, brotli: 17 });
        std::fs::remove_dir_all(dir).unwrap();
    }
}
