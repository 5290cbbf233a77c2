//! Why a file cannot become the logo.

use serde::{Deserialize, Serialize};

/// Why a file cannot become the logo. The logo that was there stays.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error)]
pub enum LogoFault {
    /// No bytes.
    #[error("the file is empty")]
    Empty,
    /// Over [`crate::MAX_FILE_BYTES`].
    #[error("the file is larger than 20 MB")]
    TooLarge,
    /// Neither SVG nor PNG, JPEG, WebP, GIF, BMP, ICO or TIFF.
    #[error("the file is no picture of a type that can be used")]
    OtherType,
    /// The right type, but damaged.
    #[error("the file is damaged")]
    Broken,
    /// An SVG that can't be read.
    #[error("line {line} of the file is no XML: {cause:?}")]
    NotXml {
        /// Counted from 1.
        line: u32,
        /// What is wrong there.
        cause: XmlCause,
    },
    /// An entity that holds elements.
    #[error("the file keeps parts of the drawing in entities")]
    EntityMarkup,
    /// A picture of more than 8,192 pixels a side.
    #[error("the picture is larger than {max_side} pixels a side")]
    TooManyPixels {
        /// The most that is accepted.
        max_side: u32,
    },
    /// An SVG made to exhaust whoever opens it, or far too rich for a logo.
    #[error("the drawing has too many parts")]
    TooComplex,
    /// What would be stored is too large for a record.
    #[error("the drawing takes {bytes} bytes when written without anything unneeded")]
    TooRich {
        /// Its length.
        bytes: usize,
    },
    /// Nothing would be seen.
    #[error("nothing in the file can be seen")]
    NothingDrawn,
    /// An AVIF: no decoder is built in.
    #[error("AVIF pictures are not supported")]
    Avif,
    /// Nothing is seen before an animation has run.
    #[error("the drawing is an animation whose first frame is empty")]
    Animation,
    /// Nothing but text, in a font that isn't here.
    #[error("no font on this computer can draw the text")]
    NoFont {
        /// The font that the file names.
        wanted: String,
    },
    /// The result would not look like the file.
    #[error("the result would look different: likeness {likeness}")]
    ChangedLook {
        /// 0 to 1.
        likeness: f64,
    },
    /// The result did not pass its own check: a fault of ours.
    #[error("the result did not pass its own check")]
    SelfCheck,
}

/// What keeps an SVG from being read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum XmlCause {
    /// Something is opened and never closed: the file may be cut off.
    Unclosed,
    /// One element is closed by the name of another.
    WrongEnd {
        /// The element that is open.
        expected: String,
        /// The name at its end.
        found: String,
    },
    /// An element has the same attribute twice.
    TwiceNamed(String),
    /// Anything else that XML doesn't allow.
    Other,
}

impl From<roxmltree::Error> for LogoFault {
    fn from(error: roxmltree::Error) -> Self {
        use roxmltree::Error;
        let line = error.pos().row;
        let cause = match error {
            Error::NodesLimitReached | Error::EntityReferenceLoop(_) => return Self::TooComplex,
            Error::UnexpectedCloseTag(expected, found, _) => XmlCause::WrongEnd { expected, found },
            Error::DuplicatedAttribute(name, _) => XmlCause::TwiceNamed(name),
            Error::UnclosedRootNode | Error::UnexpectedEndOfStream => XmlCause::Unclosed,
            _ => XmlCause::Other,
        };
        Self::NotXml { line, cause }
    }
}
