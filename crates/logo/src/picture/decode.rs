//! The bytes of a picture as upright pixels in sRGB, of a size that can be worked on.

use super::scale::Row;
use super::source::{self, Source};
use super::{color, gif_rows, png_rows, tiff_parts};
use crate::LogoFault;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbaImage};
use std::io::Cursor;

/// Memory for decoding one picture as a whole: one of the largest side, and what its decoder keeps beside it.
const MAX_DECODED_BYTES: u64 = 400 * 1024 * 1024;

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
    let kind = match image::guess_format(bytes) {
        Ok(ImageFormat::Avif) => return Err(LogoFault::Avif),
        Ok(kind) => kind,
        Err(_) if is_avif(bytes) => return Err(LogoFault::Avif),
        Err(_) => return Err(LogoFault::OtherType),
    };
    let format = name(kind).ok_or(LogoFault::OtherType)?;
    if kind == ImageFormat::Jpeg && is_cut_jpeg(bytes) {
        return Err(LogoFault::Broken);
    }
    let source = match kind {
        ImageFormat::Png => png_rows::read(bytes)?,
        ImageFormat::Gif => gif_rows::read(bytes)?,
        ImageFormat::Tiff => match tiff_parts::read(bytes)? {
            Some(source) => source,
            None => whole(bytes, kind)?,
        },
        _ => whole(bytes, kind)?,
    };
    let mut small = DynamicImage::ImageRgba8(source.pixels);
    if let Some(turn) = source.turn {
        small.apply_orientation(turn);
    }
    let mut pixels = small.into_rgba8();
    match source.profile {
        Some(profile) => color::apply_profile(&mut pixels, &profile),
        None if kind == ImageFormat::Png => color::apply_png_gamma(&mut pixels, bytes),
        None => {}
    }
    let (width, height) = source.size;
    Ok(Decoded { pixels, format, width, height, is_lossy: is_lossy(kind, bytes) })
}

/// Reads what its decoder gives only as a whole: once, in the channels of the file.
fn whole(bytes: &[u8], kind: ImageFormat) -> Result<Source, LogoFault> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), kind);
    let mut limits = Limits::default();
    limits.max_image_width = Some(source::MAX_SIDE);
    limits.max_image_height = Some(source::MAX_SIDE);
    limits.max_alloc = Some(MAX_DECODED_BYTES);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(fault)?;
    let size = decoder.dimensions();
    let mut shrinker = source::shrinker(size)?;
    let length = decoder.total_bytes();
    if length > MAX_DECODED_BYTES {
        return Err(source::TOO_LARGE);
    }
    // What says nothing usable about colors or the camera changes nothing.
    let profile = decoder.icc_profile().ok().flatten();
    let turn = decoder.orientation().ok();
    let kind = decoder.color_type();
    let channels = usize::from(kind.channel_count());
    let bytes_each = usize::from(kind.bytes_per_pixel()) / channels.max(1);
    if bytes_each > 2 {
        let pixels = DynamicImage::from_decoder(decoder).map_err(fault)?.into_rgba8();
        for (y, row) in (0..).zip(pixels.rows()) {
            shrinker.add(Row::whole(y), row.map(|pixel| pixel.0));
        }
        return Ok(Source { pixels: shrinker.finish(), size, profile, turn });
    }
    let mut read = vec![0; usize::try_from(length).map_err(|_| source::TOO_LARGE)?];
    decoder.read_image(&mut read).map_err(fault)?;
    let row_length = size.0 as usize * channels * bytes_each;
    for (y, row) in (0..).zip(read.chunks_exact(row_length.max(1))) {
        if bytes_each == 2 {
            shrinker.add(Row::whole(y), source::sixteen_bit(channels, row, u16::from_ne_bytes));
        } else {
            shrinker.add(Row::whole(y), source::eight_bit(channels, row));
        }
    }
    Ok(Source { pixels: shrinker.finish(), size, profile, turn })
}

fn fault(error: image::ImageError) -> LogoFault {
    match error {
        image::ImageError::Limits(_) => source::TOO_LARGE,
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
