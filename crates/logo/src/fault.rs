//! Why a file cannot become the logo.

/// Why a file cannot become the logo. The logo that was there stays.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
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
    /// A picture of more than 8,192 pixels a side.
    #[error("the picture is larger than {max_side} pixels a side")]
    TooManyPixels {
        /// The most that is taken.
        max_side: u32,
    },
    /// An SVG made to exhaust whoever opens it, or far too rich for a logo.
    #[error("the drawing has too many parts")]
    TooComplex,
    /// Nothing would be seen.
    #[error("nothing in the file can be seen")]
    NothingDrawn,
    /// An AVIF: no decoder is built in.
    #[error("AVIF pictures are not supported")]
    Avif,
}
