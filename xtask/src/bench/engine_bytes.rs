//! What the policy engine adds to the bytes of the customer's page.
//!
//! The entry is built once more with the names of its functions kept. Its code is then compressed with and without
//! the functions of the engine (whatever is made for its types included): the difference is what it costs.

mod wasm;

use super::Measured;
use crate::build::compress;
use crate::{process, toolchain, tree};
use anyhow::{Context, Result, ensure};

const BUDGET: usize = 50_000;

/// Where the engine lives; a function made for one of its types names it too.
const ENGINE: [&str; 3] = ["domain::policy", "domain::compensation::fraction", "domain::compensation::split"];

/// Builds the entry with names and weighs the engine in it.
pub(super) fn measure() -> Result<Vec<Measured>> {
    toolchain::ensure()?;
    let target_dir = tree::target_dir()?.join("named");
    let mut cargo =
        process::cargo(["build", "--package", "web", "--bin", "customer", "--profile", "wasm-release"])?;
    cargo.args(["--target", toolchain::WASM, "--target-dir"]).arg(&target_dir);
    // Names that tell for which types a function was made, beside the flags every build for the browser has.
    let flags = format!("target.{}.rustflags=['-Csymbol-mangling-version=v0']", toolchain::WASM);
    cargo.args(["--config", &flags]).env("CARGO_PROFILE_WASM_RELEASE_STRIP", "none");
    process::run(&mut cargo)?;
    let path = target_dir.join(toolchain::WASM).join("wasm-release/customer.wasm");
    let module = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let functions = wasm::functions(&module).context("the wasm file is not readable")?;
    let (mut all, mut others, mut n_engine) = (Vec::new(), Vec::new(), 0_usize);
    for function in &functions {
        all.extend_from_slice(function.body);
        if is_engine(&function.name) {
            n_engine += function.body.len();
        } else {
            others.extend_from_slice(function.body);
        }
    }
    ensure!(n_engine > 0, "the customer's page holds no function of the engine");
    let added = compress::brotli(&all)?.len().saturating_sub(compress::brotli(&others)?.len());
    Ok(vec![Measured {
        what: "policy engine in the customer entry, brotli, before wasm-opt".to_owned(),
        value: format!("{:.1} kB ({} kB of code)", thousands(added), n_engine / 1000),
        budget: Some(("50 kB".to_owned(), added <= BUDGET)),
    }])
}

/// Compilers put a number behind the name of a crate; it says nothing here.
fn is_engine(name: &str) -> bool {
    let mut plain = String::with_capacity(name.len());
    let mut depth = 0_usize;
    for letter in name.chars() {
        match letter {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => plain.push(letter),
            _ => {}
        }
    }
    ENGINE.iter().any(|home| plain.contains(home))
}

fn thousands(bytes: usize) -> f64 {
    f64::from(u32::try_from(bytes).unwrap_or(u32::MAX)) / 1e3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_made_for_types_of_the_engine_belong_to_it() {
        assert!(is_engine("domain[7f3a]::policy::decide::decide"));
        assert!(is_engine("<serde_json[1]::Error>::read::<domain[7f3a]::policy::pack::Pack>"));
        assert!(!is_engine("domain[7f3a]::complaint::decide::decide"));
    }
}
