//! Several reports in one run: whole or not at all, and never in the way of something else.

use super::{payloads, printed};
use crate::support::{Output, hookspect};
use hookspect::context::Context;
use hookspect::outcome::Outcome;
use hookspect::{Io, run};
use std::io::{self, Read, Write};
use std::path::Path;
use tempfile::TempDir;

const FORMATS: [&str; 9] = ["text", "brief", "table", "json", "ndjson", "github", "gitlab", "sarif", "junit"];

fn folder() -> TempDir {
    tempfile::tempdir().expect("there is room")
}

/// Runs with reports, each `FORMAT=FILE` with the file in the folder.
fn reported(folder: &Path, reports: &[&str], rest: &[&str], stdin: &[u8]) -> Output {
    let mut args = vec!["validate".to_owned()];
    for report in reports {
        let (format, file) = report.split_once('=').expect("it is a format and a file");
        args.extend(["--report".to_owned(), format!("{format}={}", folder.join(file).display())]);
    }
    args.extend(rest.iter().map(|arg| (*arg).to_owned()));
    hookspect(&args, stdin)
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("it is there");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

const INVALID: &[u8] = b"{\"id\":7,\"tenant\":\"acme\"}";

#[test]
fn a_report_holds_what_its_format_prints() {
    let folder = folder();
    let reports: Vec<String> = FORMATS.iter().map(|format| format!("{format}={format}.out")).collect();
    let reports: Vec<&str> = reports.iter().map(String::as_str).collect();
    let paths = payloads();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    let found = reported(folder.path(), &reports, &[&["-q"], &paths[..]].concat(), b"");
    assert_eq!(found.stdout, "", "-q is about stdout");
    assert_eq!(names(folder.path()).len(), FORMATS.len(), "nothing else is left");
    for format in FORMATS {
        let written = std::fs::read_to_string(folder.path().join(format!("{format}.out"))).expect("it is there");
        assert!(printed(format, &[]) == written, "{format}");
    }
}

#[test]
fn reports_are_never_coloured() {
    let folder = folder();
    let found = reported(folder.path(), &["text=a.txt"], &["--color", "always"], INVALID);
    let written = std::fs::read_to_string(folder.path().join("a.txt")).expect("it is there");
    assert!(found.stdout.contains('\u{1b}') && !written.contains('\u{1b}') && !written.is_empty());
}

#[test]
fn a_file_that_cannot_be_written_is_said_before_anything_is_checked() {
    let folder = folder();
    let found = reported(folder.path(), &["json=a.json", "sarif=no/such/b.sarif"], &[], INVALID);
    assert_eq!((found.outcome, found.stdout.as_str()), (Outcome::Failed, ""));
    assert!(
        found.stderr.ends_with("/no/such/b.sarif\" cannot be written: no such file or directory\n"),
        "{}",
        found.stderr
    );
    assert_eq!(found.stderr.lines().count(), 1);
    assert_eq!(names(folder.path()), [""; 0], "no report without a run");
    let found = reported(folder.path(), &["json=."], &[], INVALID);
    assert!(found.stderr.ends_with(" cannot be written: is a directory\n"), "{}", found.stderr);
}

#[test]
fn a_run_that_fails_leaves_the_old_report() {
    let folder = folder();
    let path = folder.path().join("a.json");
    std::fs::write(&path, "old").expect("there is room");
    let found = reported(folder.path(), &["json=a.json"], &["--event", "nothing"], INVALID);
    assert_eq!(found.outcome, Outcome::Failed);
    assert_eq!((std::fs::read_to_string(&path).expect("it is there").as_str(), names(folder.path()).len()), ("old", 1));
}

#[test]
fn a_report_takes_the_place_of_neither_an_input_nor_another_report() {
    let folder = folder();
    let path = folder.path().join("a.json");
    std::fs::write(&path, INVALID).expect("there is room");
    let input = path.to_str().expect("it is UTF-8");
    let found = reported(folder.path(), &["sarif=a.json"], &[input], b"");
    assert_eq!(found.outcome, Outcome::Failed);
    assert!(found.stderr.contains("--report would overwrite an input or another report"), "{}", found.stderr);
    assert_eq!(std::fs::read(&path).expect("it is there"), INVALID);
    let found = reported(folder.path(), &["sarif=b", "junit=./b"], &[], INVALID);
    assert_eq!(found.outcome, Outcome::Failed, "{}", found.stderr);
}

#[test]
fn the_exit_code_is_that_of_the_payloads() {
    let folder = folder();
    for (options, outcome) in [(&[] as &[&str], Outcome::Problems), (&["--exit-zero"], Outcome::Clean)] {
        assert_eq!(reported(folder.path(), &["junit=a.xml"], options, INVALID).outcome, outcome);
    }
    let unreadable = reported(folder.path(), &["junit=a.xml"], &["--exit-zero", "nowhere.json"], b"");
    assert_eq!(unreadable.outcome, Outcome::Failed);
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_the_mode_stays() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = folder();
    let (path, link) = (folder.path().join("a.json"), folder.path().join("link.json"));
    std::fs::write(&path, "old").expect("there is room");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).expect("it is ours");
    symlink("a.json", &link).expect("there is room");
    reported(folder.path(), &["json=link.json"], &[], INVALID);
    assert!(link.is_symlink());
    assert!(std::fs::read_to_string(&path).expect("it is there").starts_with("{\"version\":1"));
    assert_eq!(path.metadata().expect("it is there").permissions().mode() & 0o777, 0o640);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_once_and_the_rest_is_done() {
    let lines = [INVALID, b"\n"].concat().repeat(2000);
    let args = ["validate", "--format", "brief", "--report", "ndjson=/dev/full", "--max-findings", "0"];
    let found = hookspect(&args, &lines);
    assert_eq!((found.outcome, found.stdout.lines().count()), (Outcome::Failed, 2000));
    assert_eq!(found.stderr.matches("\"/dev/full\" cannot be written: no space left on device").count(), 1);
}

/// An output that nobody reads any more.
struct Closed;

impl Write for Closed {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn who_closes_stdout_still_gets_the_reports() {
    let folder = folder();
    let path = folder.path().join("a.ndjson");
    let lines = [INVALID, b"\n"].concat().repeat(3);
    let mut stderr = Vec::new();
    let mut io = Io { stdin: &mut lines.as_slice(), stdout: &mut Closed, stderr: &mut stderr };
    let args = ["hookspect", "validate", "--report", &format!("ndjson={}", path.display())].map(Into::into);
    let outcome = run(args, &Context::default(), &mut io).expect("stderr is a vector");
    assert_eq!(outcome, Outcome::Problems);
    assert_eq!(std::fs::read_to_string(&path).expect("it is there").lines().count(), 4);
}

/// Payloads, and behind them a look into a folder: what an interrupted run would leave there.
struct Watched<'a> {
    payloads: &'a [u8],
    folder: &'a Path,
    seen: Vec<String>,
}

impl Read for Watched<'_> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        if self.payloads.is_empty() {
            self.seen.extend(names(self.folder));
        }
        self.payloads.read(bytes)
    }
}

#[test]
fn an_interrupted_run_leaves_nothing() {
    let folder = folder();
    let path = folder.path().join("a.ndjson");
    let lines = [INVALID, b"\n"].concat().repeat(20_000);
    let mut stdin = Watched { payloads: &lines, folder: folder.path(), seen: Vec::new() };
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let mut io = Io { stdin: &mut stdin, stdout: &mut stdout, stderr: &mut stderr };
    let args = ["hookspect", "validate", "-q", "--report", &format!("ndjson={}", path.display())].map(Into::into);
    let outcome = run(args, &Context::default(), &mut io).expect("stderr is a vector");
    assert_eq!(outcome, Outcome::Problems);
    assert_eq!(stdin.seen, Vec::<String>::new(), "the report has no name before it is whole");
    assert_eq!(names(folder.path()), ["a.ndjson"]);
    assert_eq!(std::fs::read_to_string(&path).expect("it is there").lines().count(), 20_001);
}
