//! The pager that text longer than the screen goes to.

use crate::Io;
use crate::cli::Paging;
use crate::context::Context;
use crate::render;
use crate::words::in_words;
use std::io::{self, Write};
use std::process::{Child, ChildStdin, Command, Stdio};

/// The pager where the environment names none.
const USUAL: &str = "less";

/// What `less` is told where `LESS` says nothing: end at once when all fits the screen, take colours for colours, leave the text on
/// the screen.
const LESS: &str = "FRX";

/// The most bytes that are held back: a line may be longer than any screen.
const MOST: usize = 1 << 20;

/// Does work whose output goes to a pager when it is long; waits until its reader has seen enough.
///
/// # Errors
///
/// Those of the work.
pub(crate) fn paged<T>(
    paging: Paging,
    context: &Context,
    io: &mut Io<'_>,
    work: impl FnOnce(&mut Io<'_>) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let Some(screen) = Screen::new(paging, context) else { return work(io) };
    let mut stdout = Paged { inner: io.stdout, state: State::Held { text: Vec::new(), lines: 0 }, screen };
    let done = work(&mut Io { stdin: io.stdin, stdout: &mut stdout, stderr: io.stderr });
    let finished = stdout.finish();
    let screen = stdout.screen;
    if let Some(reason) = screen.failure {
        let complaint = format!("the pager {:?} cannot be run: {}", screen.pager, in_words(&reason));
        writeln!(io.stderr, "{}", render::complaint("note", &complaint, Some("name another one in HOOKSPECT_PAGER")))?;
    }
    let value = done?;
    finished?;
    Ok(value)
}

/// What there is room for, and what shows the rest.
struct Screen {
    /// How many lines are held back before a pager is needed.
    lines: usize,
    pager: String,
    /// Whether somebody chose the pager.
    is_chosen: bool,
    /// Why the pager could not be run.
    failure: Option<io::Error>,
}

impl Screen {
    /// Nothing, where text is not to be paged.
    fn new(paging: Paging, context: &Context) -> Option<Self> {
        let lines = match paging {
            Paging::Always => 0,
            // A prompt stands below the text. Git pages what its programs print by itself.
            Paging::Auto if context.stdout_is_terminal && !context.is_called_by_git => context.rows?.saturating_sub(1),
            Paging::Auto | Paging::Never => return None,
        };
        let is_chosen = context.pager.is_some();
        let pager = context.pager.clone().unwrap_or_else(|| USUAL.to_owned());
        // As git has it: no pager, and the one that does nothing.
        let is_none = matches!(pager.trim(), "" | "cat");
        (!is_none).then_some(Self { lines, pager, is_chosen, failure: None })
    }

    fn start(&mut self) -> Option<(Child, ChildStdin)> {
        let mut command = command(&self.pager);
        if std::env::var_os("LESS").is_none() {
            command.env("LESS", LESS);
        }
        match command.stdin(Stdio::piped()).spawn() {
            Ok(mut child) => {
                let stdin = child.stdin.take()?;
                leave_interrupts_to_the_pager();
                Some((child, stdin))
            }
            Err(error) => {
                self.failure = self.is_chosen.then_some(error);
                None
            }
        }
    }
}

/// A pager is a command line. What only a shell understands goes to one; everything else does without, so that a pager that is
/// not there is noticed.
fn command(line: &str) -> Command {
    let is_plain = |sign: char| sign.is_alphanumeric() || " -_./+,:".contains(sign);
    let words: Vec<&str> = if cfg!(windows) || line.chars().all(is_plain) {
        line.split_whitespace().collect()
    } else {
        vec!["sh", "-c", line]
    };
    let mut command = Command::new(words.first().unwrap_or(&USUAL));
    command.args(words.iter().skip(1));
    command
}

/// An interrupt ends what the pager is doing, not the program that it reads from: it would leave the pager behind with the terminal.
#[cfg(unix)]
fn leave_interrupts_to_the_pager() {
    let unread = std::sync::Arc::default();
    // Without it an interrupt ends the program, as everywhere.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGINT, unread);
}

#[cfg(not(unix))]
fn leave_interrupts_to_the_pager() {}

/// Output that is held back until it fills the screen.
struct Paged<'a> {
    inner: &'a mut dyn Write,
    state: State,
    screen: Screen,
}

enum State {
    /// Nobody has seen anything yet.
    Held { text: Vec<u8>, lines: usize },
    /// The terminal has it.
    Through,
    /// The pager has it.
    Paging(Child, ChildStdin),
}

impl Paged<'_> {
    /// Gives out what was held back, and waits for the pager.
    fn finish(&mut self) -> io::Result<()> {
        let flushed = self.flush();
        if let State::Paging(mut child, stdin) = std::mem::replace(&mut self.state, State::Through) {
            drop(stdin);
            child.wait()?;
        }
        flushed
    }

    fn out(&mut self) -> &mut dyn Write {
        match &mut self.state {
            State::Paging(_, stdin) => stdin,
            _ => self.inner,
        }
    }
}

impl Write for Paged<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let State::Held { text, lines } = &mut self.state else { return self.out().write(bytes) };
        text.extend_from_slice(bytes);
        *lines += memchr::memchr_iter(b'\n', bytes).count();
        if *lines > self.screen.lines || text.len() > MOST {
            let text = std::mem::take(text);
            self.state = self.screen.start().map_or(State::Through, |(child, stdin)| State::Paging(child, stdin));
            self.out().write_all(&text)?;
        }
        Ok(bytes.len())
    }

    /// What is flushed is to be seen now: it waits for nothing more.
    fn flush(&mut self) -> io::Result<()> {
        if let State::Held { text, .. } = &mut self.state {
            let text = std::mem::take(text);
            if !text.is_empty() {
                self.state = State::Through;
                self.inner.write_all(&text)?;
            }
        }
        self.out().flush()
    }
}
