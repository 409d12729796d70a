//! The reader of case files, and the delivered packs' answer to what it reads, under a fuzzer.

#![no_main]

#[path = "../bodies.rs"]
#[allow(dead_code, reason = "each target runs one of them")]
mod bodies;

libfuzzer_sys::fuzz_target!(|input: &[u8]| bodies::case(input));
