//! Our parser beside that of `serde_json`, on whatever the fuzzer makes up: `cargo fuzz run document`.
#![no_main]

#[path = "../../tests/it/differential.rs"]
mod differential;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| differential::compare(bytes));
