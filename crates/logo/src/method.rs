//! How a file became a logo.

use serde::{Deserialize, Serialize};

/// How a file became a logo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Method {
    /// It was an SVG, and was written anew.
    Svg,
    /// It was a picture of few flat colors, and its outlines were drawn as paths.
    Traced,
    /// It was a picture, and is inside the SVG as a picture.
    Wrapped,
}

impl Method {
    /// Its written name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Traced => "traced",
            Self::Wrapped => "wrapped",
        }
    }
}
