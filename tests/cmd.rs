//! The console blocks of the README and of `tests/cases/`: what stands in them is what the program prints.
//! `TRYCMD=overwrite` writes them anew, to be read before they are committed.

#[test]
fn console_blocks_are_true() {
    trycmd::TestCases::new().case("README.md").case("tests/cases/*/*.md");
}
