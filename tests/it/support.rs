//! What the tests of the whole program share.

use hookspect::context::Context;
use hookspect::outcome::Outcome;
use hookspect::{Io, run};
use std::path::{Path, PathBuf};

pub(crate) struct Output {
    pub(crate) outcome: Outcome,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs the program in this process.
pub(crate) fn hookspect<S: AsRef<str>>(args: &[S], stdin: &[u8]) -> Output {
    hookspect_in(&Context::default(), args, stdin)
}

/// Runs the program in this process and in these surroundings.
pub(crate) fn hookspect_in<S: AsRef<str>>(context: &Context, args: &[S], stdin: &[u8]) -> Output {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let mut stdin = stdin;
    let mut io = Io { stdin: &mut stdin, stdout: &mut stdout, stderr: &mut stderr };
    let args = std::iter::once("hookspect").chain(args.iter().map(AsRef::as_ref)).map(Into::into);
    let outcome = run(args, context, &mut io).expect("the streams are vectors");
    Output { outcome, stdout: text(stdout), stderr: text(stderr) }
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("the program writes UTF-8")
}

/// The project's folder.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The files below a folder with this extension, in order.
pub(crate) fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.expect("the folder can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The ids of the bundled families: the folders under `schemas/`.
pub(crate) fn families() -> Vec<String> {
    let folders = std::fs::read_dir(root().join("schemas")).expect("schemas/ is there");
    let names = folders.map(|entry| entry.expect("it can be read").path()).filter(|path| path.is_dir());
    let mut names: Vec<String> =
        names.map(|path| path.file_name().expect("it has a name").to_string_lossy().into_owned()).collect();
    names.sort();
    names
}
