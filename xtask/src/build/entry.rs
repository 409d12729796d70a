//! One web entry: from what trunk bundled to what the server sends.

use super::glue;
use super::page::{Page, self_starting};
use crate::{process, say};
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::path::Path;

/// A page with its own binary of the `web` crate.
pub(crate) struct Entry {
    /// The folder under `dist/` and the binary.
    pub(crate) name: &'static str,
    /// The page trunk starts from.
    pub(crate) page: &'static str,
    /// The address its files are served under.
    pub(crate) public_url: &'static str,
}

/// What current compilers may use and every browser of the last years reads; without it `wasm-opt` refuses the file.
const WASM_FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Smallest wins, and a second round still finds a little. The first kilobyte of memory is the far end of the stack,
/// where nothing is addressed: knowing that makes many addresses shorter. The framework exports streams for server
/// functions, which nobody calls here. Last, functions of like names are put side by side, where they compress best.
const WASM_PASSES: [&str; 9] = [
    "--low-memory-unused",
    "--strip-producers",
    "--remove-exports=*intounderlying*",
    "--flatten",
    "--rereloop",
    "-Oz",
    "--dae-optimizing",
    "-Oz",
    "--reorder-functions-by-name",
];

impl Entry {
    /// Writes the finished files of this entry into `to`.
    pub(crate) fn finish(&self, from: &Path, to: &Path, wasm_opt: Option<&Path>) -> Result<()> {
        let html = read(&from.join("index.html"))?;
        let page = Page::read(&html, self.public_url)?;

        let mut script = read(&from.join(&page.script))?;
        let wasm_path = from.join(&page.wasm);
        if wasm_opt.is_some() {
            let mut wasm =
                std::fs::read(&wasm_path).with_context(|| format!("cannot read {}", wasm_path.display()))?;
            script = glue::bare(&glue::plain_names(&script, &mut wasm));
            write(&wasm_path, &wasm)?;
        }
        let wasm = optimised(&wasm_path, wasm_opt)?;
        let wasm_name = self.write_hashed(to, "wasm", &wasm)?;

        let script = self_starting(&script, &format!("{}{wasm_name}", self.public_url))?;
        let script_name = self.write_hashed(to, "js", script.as_bytes())?;

        let mut styles = String::new();
        for style in &page.styles {
            styles.push_str(&read(&from.join(style))?);
            styles.push('\n');
        }
        let style_name = if page.styles.is_empty() {
            None
        } else {
            Some(self.write_hashed(to, "css", styles.as_bytes())?)
        };

        let html = page.finished(self.public_url, &script_name, &wasm_name, style_name.as_deref());
        write(&to.join("index.html"), html.as_bytes())?;
        let mut used = vec!["index.html".to_owned(), page.wasm, page.script];
        used.extend(page.styles);
        copy_others(from, to, &used)
    }

    /// Writes a file named after this entry and its content, and gives its name back.
    fn write_hashed(&self, dir: &Path, kind: &str, content: &[u8]) -> Result<String> {
        let hash = hex(&Sha256::digest(content));
        let name = format!("{}-{}.{kind}", self.name, hash.get(..16).unwrap_or(&hash));
        write(&dir.join(&name), content)?;
        Ok(name)
    }
}

/// The wasm file, made smaller where the optimiser is there.
pub(crate) fn optimised(wasm: &Path, wasm_opt: Option<&Path>) -> Result<Vec<u8>> {
    let Some(wasm_opt) = wasm_opt else {
        return std::fs::read(wasm).with_context(|| format!("cannot read {}", wasm.display()));
    };
    let smaller = wasm.with_extension("opt.wasm");
    say::line("making the wasm smaller");
    let mut command = process::program(wasm_opt)?;
    command.args(WASM_PASSES).args(WASM_FEATURES).arg(wasm).arg("-o").arg(&smaller);
    process::run(&mut command)?;
    let content = std::fs::read(&smaller).with_context(|| format!("cannot read {}", smaller.display()))?;
    std::fs::remove_file(&smaller).context("removing what the optimiser wrote")?;
    Ok(content)
}

/// Copies what else the page brought along: icons, pictures, snippets.
fn copy_others(from: &Path, to: &Path, used: &[String]) -> Result<()> {
    for child in std::fs::read_dir(from).with_context(|| format!("cannot list {}", from.display()))? {
        let child = child?;
        let target = to.join(child.file_name());
        if child.path().is_dir() {
            std::fs::create_dir_all(&target)
                .with_context(|| format!("cannot create {}", target.display()))?;
            copy_others(&child.path(), &target, &[])?;
        } else if !used.iter().any(|name| child.file_name() == name.as_str()) {
            std::fs::copy(child.path(), &target)
                .with_context(|| format!("cannot copy to {}", target.display()))?;
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

fn write(path: &Path, content: &[u8]) -> Result<()> {
    std::fs::write(path, content).with_context(|| format!("cannot write {}", path.display()))
}

/// Bytes as lower-case hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
