//! hookspect
#![forbid(unsafe_code)]
pub mod json;
