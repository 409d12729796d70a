//! The programs the browser part is built with, kept in a versioned cache outside the clone.
//!
//! `~/.cache/redress-tools/<tool>-<version>/` (or under `REDRESS_TOOLS`) holds each; a new version of Redress may ask
//! for other versions without disturbing an old clone. A tool is installed beside its place and moved there when
//! whole, so an interrupted run leaves nothing half-made and the next one repeats only what is missing.
//! trunk would download these itself; it never does so here, since it finds the very versions on `PATH`.

use crate::{process, say};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// How a tool comes onto the machine.
enum Source {
    /// `cargo install` with these further arguments.
    Cargo(&'static [&'static str]),
    /// `npm install`.
    Npm,
}

struct Tool {
    name: &'static str,
    version: &'static str,
    /// The program by which we see that it is there, and the folder to put on `PATH`, under the tool's own folder.
    bin_dir: &'static str,
    program: &'static str,
    source: Source,
}

/// trunk 0.22 wants a newer compiler; without `--locked` its CSS minifier does not build.
const TRUNK: Tool = Tool {
    name: "trunk",
    version: "0.21.14",
    bin_dir: "bin",
    program: "trunk",
    source: Source::Cargo(&["--locked", "--no-default-features", "--features", "rustls"]),
};

/// Must match the `wasm-bindgen` crate to the patch. Its own lock file names a version that may be missing.
const WASM_BINDGEN: Tool = Tool {
    name: "wasm-bindgen-cli",
    version: "0.2.130",
    bin_dir: "bin",
    program: "wasm-bindgen",
    source: Source::Cargo(&[]),
};

/// `wasm-opt`: a tenth fewer bytes, but only where npm can be had. What distributions pack is often too old.
const BINARYEN: Tool = Tool {
    name: "binaryen",
    version: "132.0.0",
    bin_dir: "node_modules/.bin",
    program: "wasm-opt",
    source: Source::Npm,
};

/// What building the browser part found or installed.
pub(crate) struct WebTools {
    trunk: PathBuf,
    wasm_bindgen: PathBuf,
    wasm_opt: Option<PathBuf>,
}

impl WebTools {
    /// Installs what is missing. Only `wasm-opt` may stay missing, which costs bytes and nothing else.
    pub(crate) fn ensure() -> Result<Self> {
        let trunk = TRUNK.ensure()?;
        let wasm_bindgen = WASM_BINDGEN.ensure()?;
        let wasm_opt = match BINARYEN.ensure() {
            Ok(path) => Some(path),
            Err(error) => {
                say::line(format_args!("building without wasm-opt, so the pages are larger: {error:#}"));
                None
            }
        };
        Ok(Self { trunk, wasm_bindgen, wasm_opt })
    }

    /// `trunk`, with the programs it calls first on `PATH` and no look at the network.
    pub(crate) fn trunk(&self) -> Result<Command> {
        let mut command = process::program(&self.trunk)?;
        command.env("PATH", self.path()?).env("TRUNK_SKIP_VERSION_CHECK", "true");
        // Its minifier cannot read the newest scripts of wasm-bindgen and says so each time; they stay as they are.
        command.args(["--log", "error,trunk=info,trunk::processing::minify=error"]);
        // trunk reads this variable as true or false and stops at the customary `1`.
        command.env_remove("NO_COLOR").env_remove("RUST_BACKTRACE");
        Ok(command)
    }

    /// The optimiser of wasm files, where there is one.
    pub(crate) fn wasm_opt(&self) -> Option<&Path> {
        self.wasm_opt.as_deref()
    }

    /// `PATH` with the tools in front.
    pub(crate) fn path(&self) -> Result<std::ffi::OsString> {
        let own = [&self.trunk, &self.wasm_bindgen].into_iter().filter_map(|program| program.parent());
        let rest = std::env::var_os("PATH").unwrap_or_default();
        std::env::join_paths(own.map(Path::to_path_buf).chain(std::env::split_paths(&rest)))
            .context("the folder of the tools has a colon in its name; set REDRESS_TOOLS to another")
    }
}

impl Tool {
    /// The program, installed first when it is not in the cache.
    fn ensure(&self) -> Result<PathBuf> {
        let cache = cache_dir()?;
        let home = cache.join(format!("{}-{}", self.name, short(self.version)));
        let program = home.join(self.bin_dir).join(self.program);
        if program.exists() {
            return Ok(program);
        }
        // Always the same name, so that what an interrupted run left is used or replaced and never piles up.
        let unfinished = cache.join(format!(".unfinished-{}-{}", self.name, self.version));
        std::fs::create_dir_all(&unfinished)
            .with_context(|| format!("cannot create {}", unfinished.display()))?;
        let installed = self.install(&cache, &unfinished).and_then(|()| {
            if home.exists() {
                std::fs::remove_dir_all(&home).context("removing a half-made installation")?;
            }
            std::fs::rename(&unfinished, &home).context("moving the finished installation to its place")
        });
        // Another clone may have been faster; then there is nothing to complain about.
        if let Err(error) = installed
            && !program.exists()
        {
            return Err(error.context(format!("cannot install {} {}", self.name, self.version)));
        }
        if !program.exists() {
            bail!("{} {} was installed but has no `{}`", self.name, self.version, self.program);
        }
        Ok(program)
    }

    fn install(&self, cache: &Path, into: &Path) -> Result<()> {
        say::step(format_args!("installing {} {} into {}", self.name, self.version, cache.display()));
        match self.source {
            Source::Cargo(args) => {
                let build_dir = cache.join(format!(".build-{}-{}", self.name, self.version));
                let mut command = process::cargo(["install", self.name, "--version", self.version])?;
                command.args(args).arg("--root").arg(into);
                // An interrupted build goes on where it stopped. The tools' own release profiles take over ten
                // minutes on two cores for programs that run a few seconds.
                command
                    .env("CARGO_TARGET_DIR", &build_dir)
                    .env("CARGO_PROFILE_RELEASE_LTO", "off")
                    .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
                    .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
                process::run(&mut command)?;
                // Gigabytes of no further use; if they stay, they are only in the way.
                let _ = std::fs::remove_dir_all(&build_dir);
                Ok(())
            }
            Source::Npm => {
                if process::on_path("npm").is_none() || process::on_path("node").is_none() {
                    bail!("npm and node are not installed");
                }
                let mut command = process::program("npm")?;
                command.args(["install", "--no-audit", "--no-fund", "--no-save", "--prefix"]).arg(into);
                command.arg(format!("{}@{}", self.name, self.version));
                process::run(&mut command)
            }
        }
    }
}

/// The cache names binaryen by its release number alone, as its makers do.
fn short(version: &str) -> &str {
    version.strip_suffix(".0.0").unwrap_or(version)
}

/// Where tools are kept, for all clones of this user.
fn cache_dir() -> Result<PathBuf> {
    if let Some(dir) = std::env::var_os("REDRESS_TOOLS") {
        return Ok(PathBuf::from(dir));
    }
    let home = std::env::var_os("HOME").context("neither HOME nor REDRESS_TOOLS is set")?;
    Ok(PathBuf::from(home).join(".cache/redress-tools"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree;

    #[test]
    fn the_versions_named_in_trunk_and_cargo_files_are_the_ones_installed() {
        let root = tree::root().unwrap();
        let trunk_file = std::fs::read_to_string(root.join("Trunk.toml")).unwrap();
        assert!(trunk_file.contains(&format!("trunk-version = \"{}\"", TRUNK.version)));
        assert!(trunk_file.contains(&format!("wasm_bindgen = \"{}\"", WASM_BINDGEN.version)));
        assert!(trunk_file.contains(&format!("wasm_opt = \"version_{}\"", short(BINARYEN.version))));
        let workspace = std::fs::read_to_string(root.join("Cargo.toml")).unwrap();
        assert!(workspace.contains(&format!("wasm-bindgen = \"={}\"", WASM_BINDGEN.version)));
    }
}
