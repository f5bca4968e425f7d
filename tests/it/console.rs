//! The console blocks of the README and of `tests/cases/`: what stands in them is what a shell prints.
//!
//! A block holds commands after `$ `, each followed by `? CODE` when it does not end with 0, by what it prints on stdout
//! and stderr together, and by a blank line. `HOOKSPECT_BLESS=1` writes the blocks anew, to be read before they are
//! committed.

use crate::support::{files, root};
use std::path::Path;
use std::process::Command;

/// Runs a command line in the project's folder; gives what belongs in its block. `$SCRATCH` is a folder that its page has for
/// itself.
fn run(line: &str, scratch: &Path) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_hookspect"));
    let folder = program.parent().expect("it stands in a folder").display().to_string();
    let path = format!("{folder}:{}", std::env::var("PATH").expect("there is a PATH"));
    let output = Command::new("sh")
        .args(["-c", &format!("{{ {line}\n}} 2>&1")])
        .current_dir(root())
        .env("PATH", path)
        .env("SCRATCH", scratch)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env_remove("GIT_DIFF_PATH_TOTAL")
        .env_remove("GIT_EXTERNAL_DIFF")
        .env_remove("GIT_PAGER_IN_USE")
        .env_remove("CLICOLOR_FORCE")
        .env_remove("COLUMNS")
        .env_remove("GITHUB_STEP_SUMMARY")
        .env_remove("HOOKSPECT_CONFIG")
        .env_remove("HOOKSPECT_PAGER")
        .env_remove("NO_COLOR")
        .env_remove("PAGER")
        .env_remove("TERM")
        .output()
        .expect("there is a shell");
    let code = output.status.code().expect("no signal ends it");
    let printed = String::from_utf8(output.stdout).expect("it prints UTF-8");
    let code = if code == 0 { String::new() } else { format!("? {code}\n") };
    format!("$ {line}\n{code}{printed}\n")
}

/// The text with every console block as it is printed today, and the number of commands in them.
fn renewed(text: &str) -> (String, usize) {
    let scratch = tempfile::tempdir().expect("a folder can be made");
    let mut out = String::with_capacity(text.len());
    let (mut in_block, mut commands) = (false, 0);
    for line in text.lines() {
        if in_block {
            if let Some(command) = line.strip_prefix("$ ") {
                out += &run(command, scratch.path());
                commands += 1;
            } else if line == "```" {
                in_block = false;
                out += "```\n";
            }
        } else {
            in_block = line == "```console";
            out.extend([line, "\n"]);
        }
    }
    (out, commands)
}

#[test]
fn console_blocks_are_true() {
    let mut pages = files(&root().join("tests/cases"), "md");
    pages.push(root().join("README.md"));
    for path in pages {
        let text = std::fs::read_to_string(&path).expect("it can be read");
        let (renewed, commands) = renewed(&text);
        assert!(commands > 0, "{} has no command", path.display());
        if std::env::var_os("HOOKSPECT_BLESS").is_some() {
            std::fs::write(&path, &renewed).expect("it can be written");
        } else {
            assert!(text == renewed, "{}\nexpected:\n{text}\nprinted:\n{renewed}", path.display());
        }
    }
}
