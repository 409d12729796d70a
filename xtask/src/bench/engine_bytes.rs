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

/// Modules of the engine as compilers write them into names, each part with its length before it; a function made
/// for one of their types names it too. No other module of the customer's page is called so.
const ENGINE: [&str; 3] = ["6policy", "12compensation8fraction", "12compensation5split"];

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

/// Whether a name leads through a module of the engine; `16policy_numbers_x` does not.
fn is_engine(name: &str) -> bool {
    let stands_alone =
        |at: usize| !name.get(..at).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()));
    ENGINE.iter().any(|module| name.match_indices(module).any(|(at, _)| stands_alone(at)))
}

fn thousands(bytes: usize) -> f64 {
    f64::from(u32::try_from(bytes).unwrap_or(u32::MAX)) / 1e3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_made_for_types_of_the_engine_belong_to_it() {
        assert!(is_engine("_RNvNtNtCs1_6domain6policy6decide5judge"));
        assert!(is_engine("_RNvXso_NtCs5_5alloc3vecINtB5_3VecNtNtNtCs1_6domain6policy4pack4PackE4drop"));
        assert!(is_engine("_RNvMNtNtB4_12compensation8fraction8Fraction4plus"));
        assert!(!is_engine("_RNvNtNtCs1_6domain9complaint6decide6decide"));
        assert!(!is_engine("_RNvNtCs1_3web16policy_numbers_x"));
    }
}
