//! What a run of `validate` was told: flags, environment and file together.

use crate::cli::{Filter, InputArgs, ReportFile, ValidateArgs, ValidateFormat};
use crate::command::instructions::{families, word};
use crate::config::{Key, Layers};
use clap::ValueEnum;
use std::path::{Path, PathBuf};

/// What holds for the whole run. What may differ from file to file is in [`Terms`](crate::command::terms::Terms).
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub(super) struct Settings<'a> {
    pub(super) inputs: &'a InputArgs,
    pub(super) filter: Option<Filter>,
    pub(super) no_ignore: bool,
    pub(super) families: Vec<PathBuf>,
    pub(super) format: ValidateFormat,
    pub(super) report: Vec<ReportFile>,
    pub(super) max_findings: Option<usize>,
    pub(super) fail_fast: bool,
    pub(super) exit_zero: bool,
    pub(super) show_personal: bool,
    pub(super) threads: Option<usize>,
    pub(super) no_progress: bool,
}

impl<'a> Settings<'a> {
    /// Takes from the arguments what no file can say, and everything else from where it was said.
    pub(super) fn new(args: &'a ValidateArgs, layers: &Layers<'_>) -> Self {
        Self {
            inputs: &args.inputs,
            filter: args.filter,
            no_ignore: layers.is_on(Key::NoIgnore),
            families: families(layers),
            format: word(layers, Key::Format).unwrap_or_default(),
            report: layers.reports().filter_map(|(format, file)| report(format, file)).collect(),
            max_findings: layers.count(Key::MaxFindings),
            fail_fast: layers.is_on(Key::FailFast),
            exit_zero: layers.is_on(Key::ExitZero),
            show_personal: layers.is_on(Key::ShowPersonal),
            threads: layers.count(Key::Threads),
            no_progress: layers.is_on(Key::NoProgress),
        }
    }
}

fn report(format: &str, file: &Path) -> Option<ReportFile> {
    let format = ValidateFormat::from_str(format, false).ok()?;
    Some(ReportFile { format, file: file.to_owned() })
}
