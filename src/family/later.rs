//! Parts of manifests that few runs ask for. A run with one small payload takes as long as its start, so they are read when
//! somebody wants them.

use serde::de::DeserializeOwned;
use std::sync::OnceLock;

/// A part of a JSON text, kept as it is written until it is wanted.
#[derive(Debug)]
pub(super) struct Later<T> {
    text: Option<&'static str>,
    value: OnceLock<Box<T>>,
}

impl<T> Later<T> {
    /// A part with this text, or one that is not there.
    pub(super) fn of(text: Option<&'static str>) -> Self {
        Self { text, value: OnceLock::new() }
    }
}

impl<T: DeserializeOwned + Default> Later<T> {
    /// The part. One that is not there, or does not fit, is the default: see [`Self::check`].
    pub(super) fn get(&self) -> &T {
        self.value.get_or_init(|| {
            let read = self.read();
            debug_assert!(read.is_ok() || cfg!(test), "a manifest was not checked: {:?}", read.err());
            Box::new(read.unwrap_or_default())
        })
    }

    /// Whether the text fits; whoever loads a manifest that no test has read asks for this once.
    pub(super) fn check(&self) -> serde_json::Result<()> {
        self.read().map(drop)
    }

    fn read(&self) -> serde_json::Result<T> {
        self.text.map_or_else(|| Ok(T::default()), serde_json::from_str)
    }
}

#[cfg(test)]
mod tests {
    use super::Later;

    #[test]
    fn a_part_is_there_when_it_is_wanted() {
        assert_eq!(Later::<Vec<String>>::of(Some(r#"["a", "b"]"#)).get(), &["a", "b"]);
        assert!(Later::<Vec<String>>::of(None).get().is_empty());
    }

    #[test]
    fn what_does_not_fit_is_told_on_demand() {
        let faulty = Later::<Vec<String>>::of(Some(r#"["a", 1]"#));
        assert!(faulty.check().is_err());
        assert!(faulty.get().is_empty());
        assert!(Later::<Vec<String>>::of(Some("[]")).check().is_ok());
    }
}
