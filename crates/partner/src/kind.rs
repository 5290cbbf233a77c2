//! What a partner offers. It decides the words that recruiters read.

use serde::{Deserialize, Serialize};

/// The three documented kinds, and any other that came from RC: it is kept and shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Kind {
    /// Tests that a candidate takes.
    Assessment,
    /// Identity, records, right to work.
    BackgroundCheck,
    /// Former colleagues are asked.
    ReferenceCheck,
    /// A kind that the documentation does not name.
    Other(String),
}

impl Kind {
    /// The name on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Assessment => "assessment",
            Self::BackgroundCheck => "background_check",
            Self::ReferenceCheck => "reference_check",
            Self::Other(name) => name,
        }
    }

    /// The key of the labels that Recruitee shows for a kind; those of an assessment where none is documented.
    pub fn labels_key(kind: Option<&Self>) -> &'static str {
        match kind {
            Some(Self::BackgroundCheck) => "background_check",
            Some(Self::ReferenceCheck) => "reference_check",
            _ => "assessment",
        }
    }

    /// Whether a recruiter chooses from a list of packages rather than of tests.
    pub fn has_packages(kind: Option<&Self>) -> bool {
        matches!(kind, Some(Self::BackgroundCheck | Self::ReferenceCheck))
    }

    /// Whether the documentation names it (Partners API concepts, "kind").
    pub fn is_documented(&self) -> bool {
        !matches!(self, Self::Other(_))
    }
}

impl From<String> for Kind {
    fn from(name: String) -> Self {
        match name.as_str() {
            "assessment" => Self::Assessment,
            "background_check" => Self::BackgroundCheck,
            "reference_check" => Self::ReferenceCheck,
            _ => Self::Other(name),
        }
    }
}

impl From<Kind> for String {
    fn from(kind: Kind) -> Self {
        kind.as_str().to_owned()
    }
}
