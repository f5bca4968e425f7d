//! The families' files: they fit their schemas, and name what is there.

use super::house::{House, family, file_name, read};
use hookspect::check;
use hookspect::family::{Folder, Verdict};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The schema files of a house, by the URIs that they refer to each other with.
struct Files(std::path::PathBuf);
impl jsonschema::Retrieve for Files {
    fn retrieve(
        &self,
        uri: &jsonschema::Uri<String>,
    ) -> Result<serde_json::Value, Box<dyn std::error::Error + Send + Sync>> {
        Ok(read(&self.0.join(uri.as_str().strip_prefix("hookspect:/").ok_or("it is not ours")?))?)
    }
}

/// What a schema of this house finds wrong with a file of it.
pub(super) fn violations(house: &House, schema: &str, path: &Path) -> Vec<String> {
    let root = house.schemas().join(schema);
    let (Ok(schema), Ok(value)) = (read(&root), read(path)) else {
        return vec![format!("{} or {} cannot be read", root.display(), path.display())];
    };
    let options = jsonschema::options().with_retriever(Files(house.schemas())).with_base_uri("hookspect:/of-a-test");
    let validator = match options.build(&schema) {
        Ok(validator) => validator,
        Err(error) => return vec![format!("{}: {error}", root.display())],
    };
    validator.iter_errors(&value).map(|error| format!("{}{}: {error}", path.display(), error.instance_path())).collect()
}

pub(super) fn fits_its_schema(house: &House, id: &str) -> Vec<String> {
    violations(house, "family.schema.json", &house.schemas().join(id).join("family.json"))
}

/// What a user's folder must fulfil holds for the bundled families too.
pub(super) fn loads(house: &House, id: &str) -> Vec<String> {
    let catalogue = match house.catalogue() {
        Ok(catalogue) => catalogue,
        Err(fault) => return vec![fault],
    };
    let folders = Folder::read_all(&house.schemas().join(id)).expect("it was read before");
    let mut faults = Vec::new();
    for folder in &folders {
        match check::of_folder(folder, &catalogue.library) {
            Err(error) => faults.push(format!("{error:#}")),
            Ok(files) => faults.extend(files.into_iter().flat_map(|file| {
                file.findings.into_iter().map(move |finding| format!("{}: {}", file.file, finding.message))
            })),
        }
    }
    faults
}

pub(super) fn files_are_named(house: &House, id: &str) -> Vec<String> {
    let catalogue = house.catalogue().expect("it loads");
    let family = family(&catalogue, id);
    let envelopes = family.shape_rules().filter_map(|rule| rule.envelope.clone());
    let named: BTreeSet<String> = family.events().iter().map(|event| event.schema.clone()).chain(envelopes).collect();
    let mut faults: Vec<String> = named
        .iter()
        .filter_map(|file| catalogue.library.compiled(&family.schema_path(file)).err())
        .map(|error| format!("{error:#}"))
        .collect();
    let is_shared = |file: &str| matches!(file, "family.json" | "common.json");
    let files = house.schema_files(id).iter().map(|path| file_name(path)).collect::<Vec<_>>();
    faults.extend(
        files.iter().filter(|file| !is_shared(file) && !named.contains(*file)).map(|file| format!("{file}: unnamed")),
    );
    faults
}

pub(super) fn names_are_unique(house: &House, id: &str) -> Vec<String> {
    let catalogue = house.catalogue().expect("it loads");
    let mut owners: BTreeMap<&str, &str> = BTreeMap::new();
    let mut faults = Vec::new();
    for family in catalogue.families() {
        for event in family.events() {
            for name in std::iter::once(&event.name).chain(&event.aliases) {
                if owners.insert(name, &family.id).is_some() {
                    faults.push(format!("{name} is claimed twice"));
                }
            }
        }
    }
    let family = family(&catalogue, id);
    for rule in family.shape_rules() {
        if let Verdict::OneOf(names) = rule.verdict() {
            let unknown = names.iter().filter(|name| family.event(name).is_none());
            faults.extend(unknown.map(|name| format!("{name} is no event of {id}")));
        }
    }
    faults
}
