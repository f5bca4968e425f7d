//! Manifests, and parts of them, that few runs ask for. A run with one small payload takes as long as its start, so they are
//! read when somebody wants them.

use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::sync::OnceLock;

/// A JSON text, or a part of one, kept as it is written until it is wanted.
#[derive(Debug)]
pub(super) struct Later<T> {
    text: Option<Cow<'static, str>>,
    value: OnceLock<T>,
}

impl<T> Default for Later<T> {
    fn default() -> Self {
        Self { text: None, value: OnceLock::new() }
    }
}

impl<T> Later<T> {
    pub(super) fn of(text: Cow<'static, str>) -> Self {
        Self { text: Some(text), value: OnceLock::new() }
    }

    /// The text as it is written.
    #[cfg(test)]
    pub(super) fn text(&self) -> &str {
        self.text.as_deref().unwrap_or_default()
    }
}

impl<T: DeserializeOwned + Default> Later<T> {
    /// The part. A text that does not fit counts as absent: see [`Self::check`].
    pub(super) fn get(&self) -> &T {
        self.value.get_or_init(|| {
            let read = self.read();
            debug_assert!(read.is_ok() || cfg!(test), "a manifest was not checked: {:?}", read.err());
            read.unwrap_or_default()
        })
    }

    /// Whether the text fits; whoever loads a manifest that no test has read asks for this once.
    pub(super) fn check(&self) -> serde_json::Result<()> {
        self.read().map(drop)
    }

    fn read(&self) -> serde_json::Result<T> {
        self.text.as_deref().map_or_else(|| Ok(T::default()), serde_json::from_str)
    }
}

impl<'de, T> Deserialize<'de> for Later<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Box::<str>::from(Box::<RawValue>::deserialize(deserializer)?);
        Ok(Self::of(Cow::Owned(text.into_string())))
    }
}

#[cfg(test)]
mod tests {
    use super::Later;

    fn read(text: &str) -> Later<Vec<String>> {
        serde_json::from_str(text).expect("it is JSON")
    }

    #[test]
    fn a_part_is_there_when_it_is_wanted() {
        assert_eq!(read(r#"["a", "b"]"#).get(), &["a", "b"]);
        assert!(Later::<Vec<String>>::default().get().is_empty());
    }

    #[test]
    fn what_does_not_fit_is_told_on_demand() {
        let faulty = read(r#"["a", 1]"#);
        assert!(faulty.check().is_err());
        assert!(faulty.get().is_empty());
        assert!(read("[]").check().is_ok());
    }
}
