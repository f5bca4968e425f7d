//! Where a run's reports go: stdout, and the files that were named.

use super::settings::Settings;
use super::targets;
use crate::Io;
use crate::cli::{Cli, ReportFile, ValidateFormat};
use crate::command::inputs::in_words;
use crate::command::replacement::Replacement;
use crate::context::Context;
use crate::outcome::Outcome;
use crate::render::{self, Base, Format, Style};
use crate::report::{PayloadReport, Placed, Summary};
use anyhow::anyhow;
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// How many findings text for people holds when nobody says.
const ENOUGH: usize = 1000;

/// All outputs of a run.
pub(super) struct Outputs {
    stdout: Option<Output>,
    /// Whether it is written to stderr, as stdout is for payloads.
    is_beside: bool,
    /// Whether people read it, who are told of findings alone.
    is_for_people: bool,
    files: Vec<(Destination, Output)>,
    /// The totals for those who judge the run by its report.
    judged: Summary,
    /// Whether a file could not be written.
    outcome: Outcome,
}

/// A format on its way to one place.
struct Output {
    format: Box<dyn Format>,
    /// Whether the run is judged by it, so that what was expected is as it should be.
    is_judge: bool,
    limit: Limit,
    /// Whether it shows the lines that findings stand on.
    has_excerpts: bool,
}

/// A file that a report is written to.
struct Destination {
    path: PathBuf,
    file: Target,
}

/// How a file gets its report.
enum Target {
    /// It becomes the report.
    Replaced(Replacement),
    /// The report is added to it.
    Extended(File),
}

/// How many findings may still be printed.
struct Limit {
    left: Option<usize>,
    truncated: usize,
}

impl Outputs {
    /// Makes ready what was asked for, so that a file that cannot be written is known before the work begins. No report may take
    /// the place of another, or of a file that is read besides the inputs: of those [`targets::spare`] takes care.
    pub(super) fn open(
        cli: &Cli,
        settings: &Settings<'_>,
        context: &Context,
        read: impl Iterator<Item = PathBuf>,
    ) -> anyhow::Result<Self> {
        let base = Base::new(context.working_directory.as_deref());
        let is_beside = settings.filter.is_some();
        let color = if is_beside { context.colors_stderr(cli.color) } else { context.colors_stdout(cli.color) };
        let style = Style { color, verbose: cli.verbose, columns: context.columns };
        let plain = Style { verbose: cli.verbose, ..Style::default() };
        let stdout = (!cli.quiet).then(|| Output::new(settings.format, settings.max_findings, style, &base));
        let mut files = Vec::with_capacity(settings.report.len());
        let mut taken: HashSet<PathBuf> = read.filter_map(|path| fs::canonicalize(path).ok()).collect();
        for ReportFile { format, file } in &settings.report {
            let replacement = Replacement::of(file).map_err(|error| cannot_write(file, &error))?;
            if !taken.insert(replacement.target().to_owned()) {
                targets::refuse(file)?;
            }
            let output = Output::new(*format, settings.max_findings, plain, &base);
            files.push((Destination { path: file.clone(), file: Target::Replaced(replacement) }, output));
        }
        if let Some(path) = context.step_summary.as_deref().filter(|_| settings.format == ValidateFormat::Github) {
            let file = File::options().append(true).create(true).open(path);
            let file = Target::Extended(file.map_err(|error| cannot_write(path, &error))?);
            let output = Output {
                format: Box::new(render::StepSummary::default()),
                is_judge: true,
                limit: Limit::new(None),
                has_excerpts: false,
            };
            files.push((Destination { path: path.to_owned(), file }, output));
        }
        let is_for_people = matches!(settings.format, ValidateFormat::Text | ValidateFormat::Brief) && !cli.verbose;
        Ok(Self { stdout, is_beside, is_for_people, files, judged: Summary::default(), outcome: Outcome::Clean })
    }

    /// Whether anything that is found is written anywhere.
    pub(super) fn are_there(&self) -> bool {
        self.stdout.is_some() || !self.files.is_empty()
    }

    /// Hands on what was found in one payload that was expected to have an error. People are not told what they expected.
    pub(super) fn expected(&mut self, io: &mut Io<'_>, report: &PayloadReport) -> anyhow::Result<()> {
        let stdout = if self.is_for_people { self.stdout.take() } else { None };
        let result = self.tell(io, report, &report.against_expectation());
        self.stdout = self.stdout.take().or(stdout);
        result
    }

    /// Hands on what was found in one payload.
    pub(super) fn payload(&mut self, io: &mut Io<'_>, report: &PayloadReport) -> anyhow::Result<()> {
        self.tell(io, report, report)
    }

    /// Hands on a report, and the one for those who judge the run by it.
    fn tell(&mut self, io: &mut Io<'_>, report: &PayloadReport, judged: &PayloadReport) -> anyhow::Result<()> {
        self.judged.add(judged);
        self.write(io, |output, out| {
            let report = if output.is_judge { judged } else { report };
            let shown = output.limit.take(&report.findings);
            output.format.payload(out, report, shown)
        })
    }

    /// Whether any output still shows the lines that findings stand on.
    pub(super) fn want_excerpts(&self) -> bool {
        let outputs = self.stdout.iter().chain(self.files.iter().map(|(_, output)| output));
        outputs.filter(|output| output.has_excerpts).any(|output| output.limit.left != Some(0))
    }

    /// Ends all reports and puts the files in place. Says how that went.
    pub(super) fn finish(mut self, io: &mut Io<'_>, summary: &Summary) -> anyhow::Result<Outcome> {
        let mut judged = std::mem::take(&mut self.judged);
        judged.has_failed = summary.has_failed;
        self.write(io, |output, out| {
            let summary = if output.is_judge { &judged } else { summary };
            let summary = Summary { truncated: output.limit.truncated, ..summary.clone() };
            output.format.finish(out, &summary)
        })?;
        for (Destination { path, file }, _) in self.files.drain(..) {
            if let Target::Replaced(replacement) = file
                && let Err(error) = replacement.put_in_place()
            {
                self.outcome = Outcome::Failed;
                complain(io, &path, &error)?;
            }
        }
        io.stdout.flush()?;
        Ok(self.outcome)
    }

    /// Writes to every output. A file that takes no more is told of once and left as it was before the run.
    fn write(
        &mut self,
        io: &mut Io<'_>,
        mut write: impl FnMut(&mut Output, &mut dyn Write) -> io::Result<()>,
    ) -> anyhow::Result<()> {
        let out: &mut dyn Write = if self.is_beside { io.stderr } else { io.stdout };
        let written = self.stdout.as_mut().map_or(Ok(()), |output| write(output, out));
        match written {
            // Who closed stdout has seen enough of it; the files are still wanted.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe && !self.files.is_empty() => self.stdout = None,
            written => written?,
        }
        let mut index = 0;
        while let Some((destination, output)) = self.files.get_mut(index) {
            match write(output, destination.file.as_write()) {
                Ok(()) => index += 1,
                Err(error) => {
                    let (Destination { path, .. }, _) = self.files.remove(index);
                    self.outcome = Outcome::Failed;
                    complain(io, &path, &error)?;
                }
            }
        }
        Ok(())
    }
}

impl Output {
    fn new(format: ValidateFormat, max_findings: Option<usize>, style: Style, base: &Base) -> Self {
        let base = || base.clone();
        let has_excerpts = format == ValidateFormat::Text;
        let is_judge = matches!(
            format,
            ValidateFormat::Github | ValidateFormat::Gitlab | ValidateFormat::Sarif | ValidateFormat::Junit
        );
        let (format, usual): (Box<dyn Format>, Option<usize>) = match format {
            ValidateFormat::Text => (Box::new(render::Text(style)), Some(ENOUGH)),
            ValidateFormat::Brief => (Box::new(render::Brief(style)), Some(ENOUGH)),
            ValidateFormat::Table => (Box::new(render::Table::new(style)), Some(ENOUGH)),
            ValidateFormat::Json => (Box::new(render::Json::default()), None),
            ValidateFormat::Ndjson => (Box::new(render::Ndjson), None),
            ValidateFormat::Github => (Box::new(render::Github::new(base())), None),
            ValidateFormat::Gitlab => (Box::new(render::Gitlab::new(base())), None),
            ValidateFormat::Sarif => (Box::new(render::Sarif::new(base())), None),
            ValidateFormat::Junit => (Box::new(render::Junit::default()), None),
        };
        Self { format, is_judge, limit: Limit::new(max_findings.or(usual)), has_excerpts }
    }
}

impl Target {
    fn as_write(&mut self) -> &mut dyn Write {
        match self {
            Self::Replaced(file) => file,
            Self::Extended(file) => file,
        }
    }
}

impl Limit {
    /// At most this many; 0 is no limit.
    fn new(most: Option<usize>) -> Self {
        Self { left: most.filter(|most| *most > 0), truncated: 0 }
    }

    /// The first of these findings, as many as are left.
    fn take<'f>(&mut self, findings: &'f [Placed]) -> &'f [Placed] {
        let Some(left) = &mut self.left else {
            return findings;
        };
        let (shown, rest) = findings.split_at(findings.len().min(*left));
        *left -= shown.len();
        self.truncated += rest.len();
        shown
    }
}

/// Whether any output shows the lines that findings stand on.
pub(super) fn shows_excerpts(settings: &Settings<'_>) -> bool {
    let formats = settings.report.iter().map(|report| report.format);
    formats.chain([settings.format]).any(|format| format == ValidateFormat::Text)
}

fn cannot_write(path: &Path, error: &io::Error) -> anyhow::Error {
    anyhow!("\"{}\" cannot be written: {}", path.display(), in_words(error))
}

fn complain(io: &mut Io<'_>, path: &Path, error: &io::Error) -> io::Result<()> {
    let message = cannot_write(path, error).to_string();
    writeln!(io.stderr, "hookspect: error: {}", render::message(&message))
}
