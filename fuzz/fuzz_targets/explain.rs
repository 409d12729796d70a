//! A pack and a case together, and every sentence about the answer, under a fuzzer.

#![no_main]

#[path = "../bodies.rs"]
#[allow(dead_code, reason = "each target runs one of them")]
mod bodies;

libfuzzer_sys::fuzz_target!(|input: &[u8]| bodies::explain(input));
