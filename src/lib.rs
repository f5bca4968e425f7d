//! hookspect, an inspector for webhook payloads: validates them against bundled JSON Schemas of three event families or
//! against any JSON Schema, with every finding at its line and column.
//!
//! Bytes become a document ([`json`]), the document yields deliveries ([`capture`]), a delivery is recognised as an event
//! ([`family`]), and the event is checked ([`check`]). One direction, no way back. A problem in the user's file is a
//! [`finding`]; only a problem of the tool or the machine is an error.
#![forbid(unsafe_code)]

pub mod capture;
pub mod check;
pub mod cli;
mod command;
pub mod config;
pub mod context;
pub mod convert;
mod decimal;
pub mod diff;
pub mod family;
pub mod finding;
pub mod formats;
pub mod input;
pub mod json;
mod near;
pub mod neutral;
pub mod outcome;
mod pager;
pub mod reference;
pub mod render;
pub mod report;
pub mod schema;
pub mod show;
mod stdout;
mod uri;
pub mod words;

use clap::error::{ContextKind, ContextValue};
use clap::{CommandFactory, FromArgMatches};
use cli::{Cli, Command};
use config::Instructions;
use context::Context;
use outcome::Outcome;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::io::{self, Read, Write};

/// The streams of a run.
pub struct Io<'a> {
    /// Where payloads are piped in.
    pub stdin: &'a mut (dyn Read + Send),
    /// Where the result goes, and nothing else.
    pub stdout: &'a mut dyn Write,
    /// Where messages go.
    pub stderr: &'a mut dyn Write,
}

/// Runs the program with these arguments, the first being its name.
///
/// # Errors
///
/// Only when not even stderr takes a message.
pub fn run(args: impl IntoIterator<Item = OsString>, context: &Context, io: &mut Io<'_>) -> io::Result<Outcome> {
    let mut stdout = stdout::Stdout(io.stdout);
    let io = &mut Io { stdin: io.stdin, stdout: &mut stdout, stderr: io.stderr };
    let mut matches = match Cli::command().try_get_matches_from(args) {
        Ok(matches) => matches,
        Err(error) => return usage(&error, context, io),
    };
    let flags = command::instructions::flags(&matches);
    let mut cli = match Cli::from_arg_matches_mut(&mut matches) {
        Ok(cli) => cli,
        Err(error) => return usage(&error, context, io),
    };
    let result = command::instructions::gather(&cli, flags, context, io).and_then(|instructions| {
        command::instructions::fill_in(&mut cli, &instructions);
        command(&cli, &instructions, context, io)
    });
    let result = result.and_then(|outcome| Ok(io.stdout.flush().map(|()| outcome)?));
    match result {
        Ok(outcome) => Ok(outcome),
        Err(error) if is_broken_pipe(&error) => Ok(Outcome::Clean),
        Err(error) => {
            if let Some(faulty) = error.downcast_ref::<config::Faulty>() {
                command::instructions::tell(faulty, &cli, context, io)?;
            }
            writeln!(io.stderr, "hookspect: error: {}", render::message(words::without_number(&format!("{error:#}"))))?;
            Ok(Outcome::Failed)
        }
    }
}

/// Does what the command line and all other instructions say.
fn command(cli: &Cli, instructions: &Instructions, context: &Context, io: &mut Io<'_>) -> anyhow::Result<Outcome> {
    match &cli.command {
        Command::Validate(args) => command::validate::run(cli, args, instructions, context, io),
        Command::Show(args) => {
            pager::paged(args.paging, context, io, |io| command::show::run(cli, args, instructions, context, io))
        }
        Command::Diff(args) => {
            pager::paged(args.paging, context, io, |io| command::diff::run(cli, args, instructions, context, io))
        }
        Command::Events(args) => command::events::run(cli, args, context, io),
        Command::Schema(args) => command::schema::run(cli, args, context, io),
        Command::Sample(args) => command::sample::run(args, io),
        Command::Fmt(args) => command::fmt::run(cli, args, context, io),
        Command::Convert(args) => command::convert::run(cli, args, instructions, context, io),
        Command::Rules(args) => command::rules::run(cli, args, context, io),
    }
}

/// Prints help where it was asked for, and what is wrong with the arguments.
fn usage(error: &clap::Error, context: &Context, io: &mut Io<'_>) -> io::Result<Outcome> {
    let text = error.render();
    let was_asked_for = !error.use_stderr();
    let colors = if was_asked_for {
        context.colors_stdout(context::ColorChoice::Auto)
    } else {
        context.colors_stderr(context::ColorChoice::Auto)
    };
    let mut text = if colors { text.ansi().to_string() } else { text.to_string() };
    // Who names a file and nothing to be done with it wants to know what is wrong with it.
    if let Some(ContextValue::String(file)) = error.get(ContextKind::InvalidSubcommand)
        && std::path::Path::new(file).exists()
    {
        let _ = writeln!(text, "\nto check it: hookspect validate {}", words::shell_word(file));
    }
    let out: &mut dyn Write = if was_asked_for { io.stdout } else { io.stderr };
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
        _ if was_asked_for => Ok(Outcome::Clean),
        _ => Ok(Outcome::Failed),
    }
}

/// Whether somebody closed the output, as `head` does: they have seen enough.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|cause| cause.kind() == io::ErrorKind::BrokenPipe))
}
