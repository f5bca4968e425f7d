//! The note beside schemas that were written into a folder.

use crate::family::Family;
use serde_json::json;

/// How to use the schemas in a folder, as Markdown.
pub fn schemas_readme(families: &[Family]) -> String {
    let settings: Vec<_> = families
        .iter()
        .map(|family| {
            json!({ "fileMatch": [format!("**/fixtures/{}/**/*.json", family.id)], "url": format!("./schemas/{}.json", family.id) })
        })
        .collect();
    let settings = serde_json::to_string_pretty(&json!({ "json.schemas": settings })).unwrap_or_default();
    let rows: String = families
        .iter()
        .flat_map(|family| {
            let whole = format!("| `{}.json` | any event of {} |\n", family.id, family.title());
            let events = family.events().iter();
            let rows = events.map(|event| format!("| `{}/{}.json` | {} |\n", family.id, event.name, event.title));
            std::iter::once(whole).chain(rows)
        })
        .collect();
    format!(
        "# Webhook schemas\n\nWritten by `hookspect schema --write`. Each file is a JSON Schema of draft 2020-12 that needs no other file.\n\n\
         | file | payloads |\n|---|---|\n{rows}| `neutral.json` | the neutral model that hookspect converts through |\n\
         | `output/*.json` | no payloads: what hookspect prints as JSON |\n\
         | `config.json` | no payloads: `hookspect.toml` |\n\n\
         ## VS Code\n\nIn `.vscode/settings.json`, with this folder as `schemas` in the workspace and the payloads below `fixtures`:\n\n\
         ```json\n{settings}\n```\n"
    )
}
