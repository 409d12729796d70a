//! Lists the cases beside the delivered packs, so that the program carries them as it carries the packs.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io, process};

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../policies");
    println!("cargo:rerun-if-changed={}", root.display());
    if let Err(error) = write(&root) {
        println!("cargo:error=can't list the cases in `{}`: {error}", root.display());
        process::exit(1);
    }
}

fn write(root: &Path) -> io::Result<()> {
    let mut folders = vec![root.join("cases")];
    for entry in fs::read_dir(root)? {
        folders.push(entry?.path().join("cases"));
    }
    let mut paths = Vec::new();
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        for entry in fs::read_dir(folder)? {
            paths.push(entry?.path());
        }
    }
    paths.retain(|path| path.extension().is_some_and(|kind| kind == "toml"));
    paths.sort();
    paths.dedup();
    let mut code = String::from("&[\n");
    for path in &paths {
        let name = path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/");
        let path = path.canonicalize()?;
        // Writing to a text can't fail.
        let _ = writeln!(code, "    ({name:?}, include_str!({:?})),", path.to_string_lossy());
    }
    code.push_str("]\n");
    let out = PathBuf::from(env::var("OUT_DIR").unwrap_or_default());
    fs::write(out.join("cases.rs"), code)
}
