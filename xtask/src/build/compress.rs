//! The compressed neighbours of each file: `.br` and `.gz`, made once so that the server never compresses.
//!
//! The slowest settings, since a build runs once and a phone downloads many times.
//! A neighbour that would not be smaller is not written.

use anyhow::{Context, Result};
use std::ffi::OsString;
use std::io::Write;
use std::path::Path;

/// Kinds of file that shrink; pictures and fonts are compressed already.
const SHRINKS: [&str; 8] = ["css", "html", "js", "json", "svg", "txt", "wasm", "webmanifest"];

/// Writes the neighbours of every file under a folder that is worth it.
pub(crate) fn compress_all(dir: &Path) -> Result<()> {
    for child in std::fs::read_dir(dir).with_context(|| format!("cannot list {}", dir.display()))? {
        let path = child?.path();
        if path.is_dir() {
            compress_all(&path)?;
        } else if path.extension().is_some_and(|kind| SHRINKS.iter().any(|shrinks| kind == *shrinks)) {
            let raw = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
            write_smaller(&path, "br", &raw, &brotli(&raw)?)?;
            write_smaller(&path, "gz", &raw, &gzip(&raw)?)?;
        }
    }
    Ok(())
}

fn write_smaller(path: &Path, kind: &str, raw: &[u8], packed: &[u8]) -> Result<()> {
    if packed.len() >= raw.len() {
        return Ok(());
    }
    let mut name = OsString::from(path);
    name.push(".");
    name.push(kind);
    std::fs::write(&name, packed).with_context(|| format!("cannot write {}", Path::new(&name).display()))
}

/// As the server sends it to browsers that read it.
pub(crate) fn brotli(raw: &[u8]) -> Result<Vec<u8>> {
    let mut packed = Vec::new();
    // Quality 11 of 11, a window of 2^22 bytes: both the largest every browser reads.
    let mut writer = brotli::CompressorWriter::new(&mut packed, 1 << 16, 11, 22);
    writer.write_all(raw).context("compressing with brotli")?;
    drop(writer);
    Ok(packed)
}

fn gzip(raw: &[u8]) -> Result<Vec<u8>> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(raw).context("compressing with gzip")?;
    writer.finish().context("compressing with gzip")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn what_was_compressed_reads_back_the_same() {
        let raw = "a complaint is a gift ".repeat(500).into_bytes();
        let mut unpacked = Vec::new();
        brotli::Decompressor::new(&brotli(&raw).unwrap()[..], 4096).read_to_end(&mut unpacked).unwrap();
        assert_eq!(unpacked, raw);
        let mut unpacked = Vec::new();
        flate2::read::GzDecoder::new(&gzip(&raw).unwrap()[..]).read_to_end(&mut unpacked).unwrap();
        assert_eq!(unpacked, raw);
    }

    #[test]
    fn a_file_that_does_not_shrink_gets_no_neighbour() {
        let dir = std::env::temp_dir().join(format!("xtask-compress-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        std::fs::write(dir.join("tiny.js"), "1").unwrap();
        std::fs::write(dir.join("long.js"), "let a = 1; ".repeat(100)).unwrap();
        compress_all(&dir).unwrap();
        assert!(!dir.join("tiny.js.br").exists());
        assert!(dir.join("long.js.br").exists() && dir.join("long.js.gz").exists());
        std::fs::remove_dir_all(dir).unwrap();
    }
}
