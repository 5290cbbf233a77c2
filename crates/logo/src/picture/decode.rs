//! The bytes of a picture as upright pixels in sRGB, of a size that can be worked on.

use super::{color, scale};
use crate::LogoFault;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbaImage};
use std::io::Cursor;

/// Pictures wider or higher are refused before they are decoded.
const MAX_SIDE: u32 = 8192;
/// Memory for decoding one picture: one of the largest side, and what its decoder keeps beside it.
const MAX_DECODED_BYTES: u64 = 400 * 1024 * 1024;
/// What is worked on. More pixels than that show no logo better.
const WORKING_SIDE: u32 = 1024;

/// A picture that can be worked on.
pub(super) struct Decoded {
    /// Upright, in sRGB, at most 1,024 pixels a side.
    pub(super) pixels: RgbaImage,
    pub(super) format: &'static str,
    /// As the file says it, before it is turned upright.
    pub(super) width: u32,
    pub(super) height: u32,
    /// Its colors are only nearly those that were drawn.
    pub(super) is_lossy: bool,
}

/// The formats by their names for people; `None` for one that is not taken.
fn name(format: ImageFormat) -> Option<&'static str> {
    match format {
        ImageFormat::Png => Some("PNG"),
        ImageFormat::Jpeg => Some("JPEG"),
        ImageFormat::WebP => Some("WebP"),
        ImageFormat::Gif => Some("GIF"),
        ImageFormat::Bmp => Some("BMP"),
        ImageFormat::Ico => Some("ICO"),
        ImageFormat::Tiff => Some("TIFF"),
        _ => None,
    }
}

/// Decodes, shrinks, turns upright and brings the colors to sRGB.
///
/// # Errors
/// Says whether the type, the size or the content is at fault.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, LogoFault> {
    let mut reader =
        ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| LogoFault::Broken)?;
    let kind = match reader.format() {
        Some(ImageFormat::Avif) => return Err(LogoFault::Avif),
        Some(kind) => kind,
        None if is_avif(bytes) => return Err(LogoFault::Avif),
        None => return Err(LogoFault::OtherType),
    };
    let format = name(kind).ok_or(LogoFault::OtherType)?;
    if kind == ImageFormat::Jpeg && is_cut_jpeg(bytes) {
        return Err(LogoFault::Broken);
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_DECODED_BYTES);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(fault)?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(LogoFault::NothingDrawn);
    }
    if width.max(height) > MAX_SIDE || decoder.total_bytes() > MAX_DECODED_BYTES {
        return Err(LogoFault::TooManyPixels { max_side: MAX_SIDE });
    }
    // What says nothing usable about colors or the camera changes nothing.
    let profile = decoder.icc_profile().ok().flatten();
    let turn = decoder.orientation().ok();
    let decoded = DynamicImage::from_decoder(decoder).map_err(fault)?;
    let small = scale::shrink(&decoded, WORKING_SIDE);
    drop(decoded);
    let mut small = DynamicImage::ImageRgba8(small);
    if let Some(turn) = turn {
        small.apply_orientation(turn);
    }
    let mut pixels = small.into_rgba8();
    match profile {
        Some(profile) => color::apply_profile(&mut pixels, &profile),
        None if kind == ImageFormat::Png => color::apply_png_gamma(&mut pixels, bytes),
        None => {}
    }
    Ok(Decoded { pixels, format, width, height, is_lossy: is_lossy(kind, bytes) })
}

fn fault(error: image::ImageError) -> LogoFault {
    match error {
        image::ImageError::Limits(_) => LogoFault::TooManyPixels { max_side: MAX_SIDE },
        _ => LogoFault::Broken,
    }
}

fn is_lossy(kind: ImageFormat, bytes: &[u8]) -> bool {
    match kind {
        ImageFormat::Jpeg => true,
        ImageFormat::WebP => bytes.windows(4).take(4096).any(|word| word == b"VP8 "),
        _ => false,
    }
}

/// Its brand stands at byte 8, or among the compatible ones.
fn is_avif(bytes: &[u8]) -> bool {
    bytes.get(4..8) == Some(b"ftyp")
        && bytes.get(8..64).unwrap_or(&bytes[8.min(bytes.len())..]).chunks(4).any(|brand| brand == b"avif")
}

/// Whether the last scan never ends. The decoder fills what is missing with gray.
fn is_cut_jpeg(bytes: &[u8]) -> bool {
    let last = |marker: [u8; 2]| bytes.windows(2).rposition(|pair| pair == marker);
    match (last([0xff, 0xda]), last([0xff, 0xd9])) {
        (Some(scan), Some(end)) => end < scan,
        _ => true,
    }
}
