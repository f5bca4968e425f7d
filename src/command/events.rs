//! `hookspect events`

use super::families;
use crate::Io;
use crate::cli::{Cli, EventsArgs, ListFormat};
use crate::context::Context;
use crate::outcome::Outcome;
use crate::reference::EventPage;
use crate::render::{self, Style};

/// Lists the families and events, or explains one event.
///
/// # Errors
///
/// When no event has the name, or the output takes no more.
pub(crate) fn run(cli: &Cli, args: &EventsArgs, context: &Context, io: &mut Io<'_>) -> anyhow::Result<Outcome> {
    let style = Style { color: context.colors_stdout(cli.color), verbose: cli.verbose, columns: context.columns };
    let catalogue = families::catalogue(&args.families, cli.verbose, style, io)?;
    let Some(name) = &args.event else {
        match args.format {
            ListFormat::Text => render::events(io.stdout, catalogue.families(), style)?,
            ListFormat::Json => render::events_json(io.stdout, catalogue.families())?,
        }
        return Ok(Outcome::Clean);
    };
    let selected = catalogue.select_event(name, None)?;
    if let Some(page) = EventPage::of(catalogue, &selected)? {
        match args.format {
            ListFormat::Text => render::event(io.stdout, &page, style)?,
            ListFormat::Json => render::event_json(io.stdout, &page)?,
        }
    }
    Ok(Outcome::Clean)
}
