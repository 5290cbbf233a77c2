//! Why a pack isn't taken.

use std::fmt;
use text::{plain, render};

/// Why a pack can't be made, read or trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PackError {
    /// Not a zip file, or a damaged one.
    NotAZip,
    /// More files than a pack can have.
    TooMany,
    /// More bytes than a pack can have.
    TooLarge,
    /// A name that no file of a pack has: with a folder, or with characters that aren't shown.
    Name(String),
    /// Two files of one name.
    Duplicate,
    /// `evidence.json` is missing, or isn't one.
    Unreadable,
    /// Another format: a newer app made it.
    Newer(String),
    /// This file isn't as it was made, is missing, or is one too many.
    Tampered(String),
    /// Nothing was changed, but another version of the app made the pages, with other words.
    OtherVersion(String),
}

impl PackError {
    /// Its code.
    pub fn key(&self) -> &'static str {
        match self {
            Self::NotAZip => "pack.error.not_a_zip",
            Self::TooMany => "pack.error.too_many",
            Self::TooLarge => "pack.error.too_large",
            Self::Name(_) => "pack.error.name",
            Self::Duplicate => "pack.error.duplicate",
            Self::Unreadable => "pack.error.unreadable",
            Self::Newer(_) => "pack.error.newer",
            Self::Tampered(_) => "pack.error.tampered",
            Self::OtherVersion(_) => "pack.error.other_version",
        }
    }
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sentence = match self {
            Self::Name(what) | Self::Newer(what) | Self::Tampered(what) | Self::OtherVersion(what) => {
                render(self.key(), &[("what", &text::in_line(what))])
            }
            _ => plain(self.key()),
        };
        f.write_str(&sentence)
    }
}

impl std::error::Error for PackError {}
