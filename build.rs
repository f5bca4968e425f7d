//! Lists the files under `schemas/` and the valid samples for the program to carry, so that no list of them is kept by hand.

#[path = "src/family/index.rs"]
#[expect(dead_code, reason = "an index is written as it is, not looked into")]
mod index;

use index::Index;
use std::fmt::{self, Write as _};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// What stands for the key of a member here: the index is written with the code that makes one.
struct PreparedKey(&'static str);

impl PreparedKey {
    const fn of(name: &'static str) -> Self {
        Self(name)
    }
}

impl fmt::Debug for PreparedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PreparedKey::of({:?})", self.0)
    }
}

fn main() -> io::Result<()> {
    load_at_a_fixed_address();
    let mut schemas = files_in("schemas", |_| true)?;
    for (_, text) in &mut schemas {
        *text = without_white_space(text);
    }
    write("schemas", schemas.iter().map(|schema| format!("{schema:?}")))?;
    let manifests = schemas.iter().filter(|(name, _)| name.ends_with("family.json"));
    let indexes = manifests.map(|(name, text)| Ok((name, Index::of(text)?)));
    let indexes: Vec<_> = indexes.collect::<io::Result<_>>()?;
    write("indexes", indexes.iter().map(|index| slices(&format!("{index:?}"))))?;
    let samples = files_in("samples", |name| name.split('/').nth(1) == Some("valid"))?;
    write("samples", samples.iter().map(|sample| format!("{sample:?}")))
}

/// Has the release program loaded at a fixed address on Linux, as Go has its programs. Otherwise 13,000 pointers are moved before
/// `main`, a fifth of what a run with one small payload takes. Code without `unsafe` gives an unknown address little to protect;
/// who packages the program for a system that wants it nevertheless sets `HOOKSPECT_PIE`.
fn load_at_a_fixed_address() {
    println!("cargo::rerun-if-env-changed=HOOKSPECT_PIE");
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|set| set == value);
    let is_release = is("PROFILE", "release");
    let is_linux = is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu");
    if is_release && is_linux && env::var_os("HOOKSPECT_PIE").is_none() {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}

/// Writes a list for the program to include.
fn write(name: &str, items: impl Iterator<Item = String>) -> io::Result<()> {
    let mut code = String::from("&[\n");
    for item in items {
        let _ = writeln!(code, "    {item},");
    }
    code.push_str("]\n");
    fs::write(PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join(name).with_extension("rs"), code)
}

/// Lists as Rust writes those that it need not allocate. No key has a bracket in its name.
fn slices(lists: &str) -> String {
    lists.replace('[', "&[")
}

/// A JSON text without the white space that is there for its readers.
fn without_white_space(text: &str) -> String {
    let (mut in_string, mut is_escaped) = (false, false);
    let is_wanted = |character: &char| {
        let is_wanted = in_string || !character.is_ascii_whitespace();
        in_string ^= *character == '"' && !is_escaped;
        is_escaped = *character == '\\' && !is_escaped;
        is_wanted
    };
    text.chars().filter(is_wanted).collect()
}

/// The JSON files below a folder whose name in it is wanted, each with that name and its text.
fn files_in(folder: &str, is_wanted: impl Fn(&str) -> bool) -> io::Result<Vec<(String, String)>> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join(folder);
    let mut paths = Vec::new();
    collect(&root, &mut paths)?;
    paths.sort();
    let name = |path: &Path| path.strip_prefix(&root).unwrap_or(path).to_string_lossy().replace('\\', "/");
    let named = paths.iter().map(|path| (name(path), path)).filter(|(name, _)| is_wanted(name));
    let told = |path: &Path, error| io::Error::other(format!("{}: {error}", path.display()));
    named.map(|(name, path)| Ok((name, fs::read_to_string(path).map_err(|error| told(path, error))?))).collect()
}

/// Adds the JSON files below a folder. Cargo is told to look again when the folder changes.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path);
        }
    }
    Ok(())
}
