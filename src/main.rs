//! The `hookspect` program: binds the streams and exits. Everything else is in the library.

use hookspect::context::Context;
use hookspect::{Io, run};
use std::io::{self, BufWriter, LineWriter, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut stdout = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    // A line at a time, so that those of programs that run at once do not mix.
    let mut stderr = LineWriter::new(io::stderr().lock());
    let mut io = Io { stdin: &mut io::stdin(), stdout: &mut stdout, stderr: &mut stderr };
    match run(std::env::args_os(), &Context::from_environment(), &mut io) {
        Ok(outcome) => {
            // What is still buffered belongs to an output that was closed.
            let _ = stdout.flush();
            outcome.into()
        }
        Err(_) => ExitCode::from(2),
    }
}
