//! The browser's half of the parity: the corpus once more as WebAssembly, against the same committed answers.
//!
//! Runs under node, with `wasm-bindgen-test-runner` on the path, by
//! `cargo test --package domain --features authoring,testing --target wasm32-unknown-unknown --test wasm`.
//! The native half is `parity.rs`.

#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails loudly; clippy's own exemption does not reach the functions beside it"
)]

#[path = "parity/corpus.rs"]
mod corpus;

use corpus::AREAS;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn answers_are_the_committed_ones() {
    for area in AREAS {
        let inputs = area.inputs();
        assert!(!inputs.is_empty(), "`{}` has no inputs", area.name);
        let file = area.file(&inputs);
        for (came, committed) in file.lines().zip(area.committed.lines()) {
            assert_eq!(came, committed, "{}", area.name);
        }
        assert_eq!(file, area.committed, "{}", area.name);
    }
}
